"""The parts of a workbook: what another program may read otherwise is refused, strict ones read."""

import io
import zipfile

import pytest

from geo.errors import DataError
from geo.tables.read import read_grids
from tests.benchmarks.bounds_files import END, SHEET_HEAD, book

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
BOMB = f'<!DOCTYPE sst [<!ENTITY b "2016">]><sst xmlns="{MAIN}"><si><t>&b;</t></si></sst>'
CITY = '<row r="2"><c r="A2" t="inlineStr"><is><t>武威</t></is></c>{}</row>'
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="170" formatCode="yyyy-mm"/></numFmts>'
    '<cellXfs><xf/><xf numFmtId="170" fontId="9"/></cellXfs></styleSheet>'
)


def workbook(year='<c r="B2"><v>2016</v></c>', change=lambda _, content: content, sheets=1, **more):
    """Return a workbook of a row, with its parts changed by name and content, and more parts."""
    out = io.BytesIO()
    sheet = (SHEET_HEAD + CITY.format(year) + END).encode()
    made = zipfile.ZipFile(io.BytesIO(book([sheet] * sheets)))
    with made as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, content in more.items():
            new.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


def with_flag(raw):
    """Return an archive whose parts say that they are encrypted."""
    changed = bytearray(raw)
    for mark, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        begin = -1
        while (begin := raw.find(mark, begin + 1)) >= 0:
            changed[begin + at] |= 1
    return bytes(changed)


def shared(_, content):
    return content.replace(b"sharedStrings.xml", b"strings.bin")


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (workbook(change=shared, xl__strings_bin=BOMB), "strings.bin declares a document type"),
        (workbook(docProps__app_xml="<!--" + "x" * 2**21), "does not begin within 1 MB"),
        (workbook(xl__styles_xml="<a>" + "<b/>" * 300_001), "more than that of any workbook"),
        (workbook(xl__styles_xml=f"<a {'b=' * 1_500_001}"), "does not begin|more than that of any"),
        (with_flag(workbook()), "locked with a password"),
        (
            workbook().replace(b"PK\x01\x02\x14\x03\x14", b"PK\x01\x02\x14\x03\xec"),
            "zip file version 23.6",
        ),
        (
            workbook(sheets=2, change=lambda _, x: x.replace(b'"S2"', b'"S1"')),
            "2 sheets of the one",
        ),
        (workbook('<c r="B2" t="s"><v>-1</v></c>'), "row 2 on .*no shared text -1"),
        (workbook('<c r="B2"><v>1E+400</v></c>'), "1E.400 is no number of a spreadsheet"),
        (workbook('<c r="B2"><v>2_016</v></c>'), "2_016 is no number of a spreadsheet"),
        (workbook('<c r="B2"><v>1</v></c><c r="B2"><v>2</v></c>'), "cell B2 stands twice"),
        (workbook('</row></sheetData><mergeCell ref="A:A"/><sheetData><row>'), "'A:A' is no range"),
    ],
    ids=range(12),
)
def test_a_workbook_that_programs_read_differently_is_refused(raw, message):
    with pytest.raises(DataError, match=message):
        read_grids(raw, "list.xlsx")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused():
    raw = io.BytesIO(workbook())
    with zipfile.ZipFile(raw, "a") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", "<worksheet/>")

    with pytest.raises(DataError, match="two parts of one name, xl/worksheets/sheet1"):
        read_grids(raw.getvalue(), "list.xlsx")


@pytest.mark.parametrize(
    ("name", "what"),
    [("xl/workbook.bin", "XLSB"), ("content.xml", "OpenDocument"), ("a.SHP", "sha")],
)
def test_an_archive_of_another_kind_is_told_as_what_it_is(name, what):
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        archive.writestr(name, "x")

    with pytest.raises(DataError, match=f"(?i){what}"):
        read_grids(raw.getvalue(), "list.xlsx")


def strict(_, content):
    ooxml = b"http://purl.oclc.org/ooxml"
    usual = b"http://schemas.openxmlformats.org"
    return content.replace(usual + b"/spreadsheetml/2006", ooxml + b"/spreadsheetml").replace(
        usual + b"/officeDocument/2006", ooxml + b"/officeDocument"
    )


@pytest.mark.parametrize("change", [strict, lambda _, content: content])
@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ('<c r="B2"><v>2016</v></c>', "2016"),
        ('<c r="B2" s="1" t="d"><v>2016-08-01T00:00:00.000</v></c>', "2016-08"),
        ('<c r="B2" t="inlineStr"><is><t>a_x000D_b_x005F_x000D_</t></is></c>', "a\rb_x000D_"),
    ],
)
def test_a_strict_workbook_is_read_as_a_usual_one(change, cell, shown):
    raw = workbook(cell, change, xl__styles_xml=change("", STYLES.encode()))

    (grid,) = read_grids(raw, "list.xlsx")[0].values()

    assert [line.cells for line in grid.rows] == [("city", "year"), ("武威", shown)]


@pytest.mark.parametrize("part", ["<x/>", "<si/>", "<si><t>a</t></si>", "<si>"])
def test_shared_texts_are_counted_before_they_are_held(part, monkeypatch):
    monkeypatch.setattr("geo.tables.workbook.CELLS_LEAST", 10_000 if part == "<si>" else 100)
    monkeypatch.setattr("geo.tables.shared_strings._HELD", 5_000)
    end = "</si>" * (9000 if part == "<si>" else 0)
    texts = f'<sst xmlns="{MAIN}">{part * 9000}{end}</sst>'
    raw = workbook(change=shared, xl__strings_bin=texts)

    with pytest.raises(DataError, match=r"its shared texts ha.* more than"):
        read_grids(raw, "list.xlsx")
