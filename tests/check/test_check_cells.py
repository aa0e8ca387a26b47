"""What is found in many cells at once is what is found in each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.check import cells
from geo.check.cells import TableCells
from geo.tables.grid import SPREADSHEET_ERRORS
from geo.tables.table import parse_table
from geo.text.characters import oddities

HEADER = ("id", "place", "source", "lon", "lat", "note", "kind")
CELLS = st.sampled_from(
    ["", "a", "武威", "Wеinan", "a\u202eb", "#REF!", " #N/A ", "#5", "104.5", "35", "2.35", "姝﹀▉"]
)


@given(st.lists(st.tuples(*[CELLS] * len(HEADER)).filter(any), max_size=40))
def test_odd_cells_are_found_as_one_by_one(rows):
    text = "\n".join(",".join(row) for row in [HEADER, *rows])
    table = parse_table(text, file="t.csv")

    found = TableCells.of(table)

    each = [
        (row.line, column, cell)
        for row in table.rows
        for column, cell in zip(HEADER, row.cells, strict=True)
    ]
    assert [(odd.line, odd.column, odd.cell) for odd in found.odd] == [
        one for one in each if oddities(one[2], is_name=one[1] in cells.NAME_COLUMNS)
    ]
    assert found.failed == [
        (line, column, cell.strip())
        for line, column, cell in each
        if cell.strip() in SPREADSHEET_ERRORS
    ]
    assert found.rows == len(table.rows)
    assert found.sources == {row.cells[2].strip() for row in table.rows}
    for row in table.rows:
        assert found.own(row.line) == {"kind": row.cells[6], "note": row.cells[5]}


@pytest.mark.parametrize("among", [["104,35"], ["104,35", ",", "x,35"]])
def test_swapped_positions_are_found_among_others(among):
    lines = ["lon,lat,kind", *(f"{each}," for each in among), "35.5,104.25,", "2,48,"]

    found = TableCells.of(parse_table("\n".join(lines), file="t.csv"))

    assert found.swapped == [(len(among) + 2, 35.5, 104.25)]
