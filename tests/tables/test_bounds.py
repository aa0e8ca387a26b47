"""What a file makes is bounded by its size: rows, columns and cells are counted before they are."""

import io
import json
import zipfile

import openpyxl
import pytest

from geo.errors import DataError
from geo.tables.csv_scanner import scan
from geo.tables.grid import CELLS_LIMIT, COLUMNS_LIMIT
from geo.tables.read import read_grids, read_records
from geo.tables.table import parse_table

pytestmark = pytest.mark.slow

WIDE = ",".join(["c"] * (COLUMNS_LIMIT + 1))
CELL = '<c r="{}" t="inlineStr"><is><t>x</t></is></c>'


def sheet(rows):
    """Return a workbook whose sheet has the rows given as XML."""
    made, out = io.BytesIO(), io.BytesIO()
    openpyxl.Workbook().save(made)
    with (
        zipfile.ZipFile(made) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                head, _, rest = content.partition(b"<sheetData")
                tail = rest.partition(b">")[2].removeprefix(b"</sheetData>")
                data = f"<sheetData>{rows}</sheetData>".encode()
                content = b"".join([head, data, tail])
            new.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("text", [f"city,year\n{WIDE}\n", f"{WIDE}\n1,2\n", f"|{'|a' * 20_000}|\n"])
def test_a_table_wider_than_a_sheet_is_refused(text):
    with pytest.raises(DataError, match="more than the 16,384 cells of a row"):
        list(read_grids(text.encode(), "list.csv")[0][""].rows)


def test_a_project_table_of_too_many_columns_is_refused_before_they_are_compared():
    table = parse_table(f"{WIDE}\n", file="x.csv", known=["place"])

    assert [(problem.rule, problem.line) for problem in table.problems] == [("table-too-wide", 1)]


def test_a_table_of_more_questions_than_are_held_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("geo.tables.read.ROWS_LIMIT", 10)
    path = tmp_path / "names.csv"
    path.write_text("toponym\n" + "a\n" * 10)
    assert len(read_records(str(path), ["toponym"])) == 10

    path.write_text("toponym\n" + "a\n" * 11)
    with pytest.raises(DataError, match="more than 10 rows"):
        read_records(str(path), ["toponym"])


def test_many_blank_lines_are_one_row_and_are_counted():
    rows = list(scan("a,b\n" + "\n" * 1000 + "\r\n\r" + "c,d", ","))

    assert [(row.line, row.cells) for row in rows] == [
        (1, ("a", "b")),
        (2, ("",)),
        (1004, ("c", "d")),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        "".join(f'<row r="{n}">{CELL.format(f"XFD{n}")}</row>' for n in range(1, 1300)),
        f'<row r="1">{CELL.format("XFD1")}</row>'
        + "".join(f'<row r="{n}">{CELL.format(f"A{n}")}</row>' for n in range(2, 1300)),
    ],
    ids=["cells at the edge", "a header as wide as the sheet"],
)
def test_a_sheet_of_more_cells_than_fit_is_refused(rows):
    with pytest.raises(DataError, match=f"spans more than {CELLS_LIMIT:,} cells"):
        read_grids(sheet(rows), "list.xlsx")


def test_features_that_each_have_a_property_of_their_own_are_not_a_table():
    features = [
        {"type": "Feature", "properties": {f"c{number}": 1}, "geometry": None}
        for number in range(5000)
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features})

    with pytest.raises(DataError, match="5,000 features of 5,000 properties are too many cells"):
        read_grids(text.encode(), "list.geojson")


def test_geometries_of_too_many_positions_are_refused_before_they_are_read():
    text = '{"type": "FeatureCollection", "features": [' + "[" * 5_000_001

    with pytest.raises(DataError, match="more than 5,000,000 positions"):
        read_grids(text.encode(), "list.geojson")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"features": [{"properties": {' + '"a":1,' * 2_000_001, "more than 2,000,000 members"),
        (
            '{"features": [' + '{"a": {"b":1}},' * 1_100_000 + "]}",
            "^list.geojson:1: feature 100001 is no Feature",
        ),
        ('{"a": 1}\n' * 2_000_001, "more than 2,000,000 members"),
        ('{"a": [' + "1," * 15_000_001, "more than 15,000,000 values"),
    ],
)
def test_values_are_counted_before_they_are_made_and_each_feature_for_itself(text, message):
    with pytest.raises(DataError, match=message):
        read_grids(text.encode(), "list.geojson")


@pytest.mark.parametrize(
    "members",
    [
        '"type":"{}","features":[null]',
        '"type":"FeatureCollection","features":[null],"crs":"{}"',
        '"{0}":1,"{0}":2',
    ],
)
def test_a_long_value_is_not_repeated_where_it_is_told(members):
    with pytest.raises(DataError) as refused:
        read_grids(
            f"{{{members.replace('{}', 'a' * 9999).replace('{0}', 'a' * 9999)}}}".encode(), "x.json"
        )

    assert len(str(refused.value)) < 400


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_a_defect_behind_many_line_ends_has_its_line_and_character(end):
    text = f'{{"type": "FeatureCollection",{end * 1000}"features": [{end} {{]'

    with pytest.raises(DataError) as told:
        read_grids(text.encode(), "list.geojson")

    assert told.value.problems[0].line == 1002
    assert "(character 3)" in told.value.problems[0].message


def test_sheets_that_are_one_part_time_and_again_are_not_read():
    made, out = io.BytesIO(), io.BytesIO()
    book = openpyxl.Workbook()
    for row in range(40_000):
        book.active.append([f"{row} a cell that makes the sheet large {row}"])
    book.save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name).decode()
            if name == "xl/workbook.xml":
                begin = content.index("<sheet ")
                one = content[begin : content.index("/>", begin) + 2]
                more = "".join(
                    one.replace('"Sheet"', f'"s{n}"').replace('sheetId="1"', f'sheetId="{n}"')
                    for n in range(2, 300)
                )
                content = content.replace(one, one + more)
            new.writestr(name, content)

    with pytest.raises(DataError, match="its 299 sheets share 1 parts"):
        read_grids(out.getvalue(), "list.xlsx")


def test_an_area_of_too_many_rings_is_a_broken_row_and_is_not_compared():
    ring = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 0.0]]
    geometry = {"type": "MultiPolygon", "coordinates": [[ring]] * 20_001}
    feature = {"type": "Feature", "properties": {"city": "a"}, "geometry": geometry}
    text = json.dumps({"type": "FeatureCollection", "features": [feature]})

    (broken,) = read_grids(text.encode(), "list.geojson")[0][""].broken

    assert "has 20,001 parts, more than 20,000" in broken.problem.message


@pytest.mark.parametrize("line", ['a"b,1', "a\0,1"])
def test_a_file_of_broken_rows_alone_is_refused_before_they_fill_the_memory(line):
    grid = read_grids(f"city,year\n{f'{line}{chr(10)}' * 100_001}".encode(), "list.csv")[0][""]

    with pytest.raises(DataError, match="so have 100,000 rows before it"):
        list(grid.rows)


def test_rows_of_the_same_errors_share_what_is_said_of_them():
    grid = read_grids(b"city,year\n" + b"#N/A,2016\n" * 3 + b"a,#N/A\n", "list.csv")[0][""]

    assert len(list(grid.rows)) == 5
    assert [sorted(grid.flaws[line]) for line in (2, 3, 4, 5)] == [[0], [0], [0], [1]]
    assert grid.flaws[2] is grid.flaws[4]


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_table_of_more_errors_than_are_kept_is_refused(suffix, monkeypatch):
    monkeypatch.setattr("geo.tables.grid.FLAWS_LIMIT", 3)
    error = '<row r="{0}"><c r="A{0}" t="e"><v>#N/A</v></c></row>'
    raw = b"city,year\n" + b"#N/A,2016\n" * 4
    if suffix == "xlsx":
        raw = sheet("".join(error.format(row) for row in range(1, 5)))

    with pytest.raises(DataError, match="more than 3 cells are errors such as #N/A"):
        list(read_grids(raw, f"list.{suffix}")[0][""].rows)


def test_a_sheet_of_other_things_than_rows_is_refused_before_they_fill_the_memory(monkeypatch):
    monkeypatch.setattr("geo.tables.sheet_tree._HELD_LIMIT", 500)
    row = '<row r="{0}">' + CELL.format("A{0}") + "</row>"
    sound = "".join(row.format(number) for number in range(1, 400))
    wide = "".join(row.format(number) + "<x/>" * 50 for number in range(1, 40))
    long = '<row r="1">' + "<c/>" * 600 + "</row>"

    assert len(list(read_grids(sheet(sound), "list.xlsx")[0]["Sheet"].rows)) == 399
    monkeypatch.setattr("geo.tables.sheet_tree._CHUNK", 100)
    monkeypatch.setattr("geo.tables.sheet_tree._ROW_LIMIT", 100)
    for rows in ("<x/>" * 600, wide, long):
        with pytest.raises(DataError, match="holds more than 500 parts that are no rows"):
            read_grids(sheet(rows), "list.xlsx")


@pytest.mark.parametrize("size", [1, 7, 2**16])
def test_a_sheet_is_the_same_by_whatever_chunks_it_is_parsed(size, monkeypatch):
    monkeypatch.setattr("geo.tables.sheet_tree._CHUNK", size)
    row = '<row r="{0}">' + CELL.format("A{0}") + "</row>"
    first, second = ("".join(map(row.format, numbers)) for numbers in (range(1, 6), range(6, 10)))

    grid = read_grids(sheet(f"{first}</sheetData><x/><sheetData>{second}"), "list.xlsx")[0]["Sheet"]
    assert [line.line for line in grid.rows] == list(range(1, 10))
    with pytest.raises(DataError, match=r"list\.xlsx:9: .* cannot be read from row 9 on"):
        read_grids(sheet(f"{first}{second}<row></x>"), "list.xlsx")


@pytest.mark.parametrize("name", ["xl/styles.xml", "xl/workbook.xml", "[Content_Types].xml"])
def test_a_part_that_is_read_whole_is_held_to_a_number_of_elements(name, monkeypatch):
    monkeypatch.setattr("geo.tables.workbook_archive._ELEMENTS_LIMIT", 2000)
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(sheet(""))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            new.writestr(part, old.read(part) + b"<x/>" * 2000 * (part == name))

    with pytest.raises(DataError, match="holds more than that of any workbook does"):
        read_grids(out.getvalue(), "list.xlsx")
