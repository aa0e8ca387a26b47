"""Rows that are cut out of the text of a sheet are those that the XML parser finds in it."""

import pytest

from geo.errors import DataError
from geo.tables import sheet_cells, sheet_tree
from geo.tables.read import read_grids
from tests.tables.test_bounds import sheet

ROW = '<row r="{0}"{1}><c r="A{0}" t="inlineStr"><is><t>{2}</t></is></c></row>'
INSIDE = ROW.format(3, "", "inside") + ROW.format(4, "", "too")
BETWEEN = {
    "nothing": "",
    "blanks": "\r\n  ",
    "an empty row": '<row r="5" ht="3"/>',
    "a hidden row": ROW.format(5, ' hidden="1"', "b"),
    "references": ROW.format(5, "", "A &amp;amp; &lt;b&gt; &#66;"),
    "a line end": ROW.format(5, "", "a\r\nb"),
    "an error": ROW.format(5, "", "#N/A"),
    "runs of a text": '<row><c t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c></row>',
    "a formula": '<row r="5"><c r="B5"><f t="shared" si="0"/><v>3</v></c></row>',
    "a formula without a value": '<row r="5"><c r="B5"><f>A1</f><v></v></c></row>',
    "numbers": "<row>"
    + "".join(f"<c><v>{n}</v></c>" for n in ("1", "007", "2.50", "1E3"))
    + "</row>",
    "other attributes": "<row r='5'><c r='B5' cm=\"1\"><v>7</v></c></row>",
    "a comment": f"<!-- {INSIDE} -->",
    "a comment that ends a row": f"<!-- </row>{INSIDE} -->",
    "a text as it stands": (
        f'<row r="5"><c t="inlineStr"><is><t><![CDATA[</row>{INSIDE}]]></t></is></c></row>'
    ),
    "an element around rows": f"<x>{INSIDE}</x>",
    "rows in a row": f'<row r="5"><x>{INSIDE}</x></row>',
    "rows of another kind": f'<x xmlns="y">{INSIDE}</x>' + ROW.format(5, ' xmlns=""', "y"),
    "the end of the rows": f"</sheetData><x>{INSIDE}</x><sheetData>",
}


def seen(raw):
    grid = read_grids(raw, "list.xlsx")[0]["Sheet"]
    return list(grid.rows), grid.flaws, grid.marks, grid.notes


@pytest.mark.parametrize("between", BETWEEN.values(), ids=BETWEEN)
def test_a_sheet_is_the_same_whatever_stands_between_its_rows(between, monkeypatch):
    raw = sheet(
        ROW.format(1, "", "city") + ROW.format(2, "", "a") + between + ROW.format(6, "", "c")
    )
    quickly = seen(raw)
    monkeypatch.setattr(sheet_tree, "_before_rows", lambda _: b"")

    assert quickly == seen(raw)


def test_plain_rows_are_cut_out_without_a_tree(monkeypatch):
    monkeypatch.setattr(sheet_cells.SheetCells, "_text", None)
    lines, *_ = seen(
        sheet(ROW.format(1, "", "city") + BETWEEN["numbers"] + BETWEEN["a hidden row"])
    )

    assert [line.cells for line in lines] == [("city",), ("1", "7", "2.5", "1000"), ("b",)]


@pytest.mark.parametrize("row", [BETWEEN["runs of a text"], "<row><c ></c></row>"])
def test_a_sheet_of_too_many_cells_that_are_not_plain_is_refused(row, monkeypatch):
    monkeypatch.setattr(sheet_tree, "TAGS_LIMIT", 1000)
    assert len(seen(sheet(BETWEEN["numbers"] * 1000))[0]) == 1000

    with pytest.raises(DataError, match="more than 1,000 tags that are none of plain cells"):
        seen(sheet(row * 300))


@pytest.mark.parametrize("row", [BETWEEN["numbers"], "<row>" + "<c ><v>1</v></c>" * 4 + "</row>"])
def test_a_small_file_of_too_many_cells_is_refused(row, monkeypatch):
    monkeypatch.setattr("geo.tables.workbook.CELLS_LEAST", 10_000)

    with pytest.raises(DataError, match=r"list\.xlsx:2501: .* more than 10,000 cells in a file of"):
        seen(sheet(row * 2501))
