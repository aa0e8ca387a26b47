"""What a table says of single rows beside their text: broken ones, errors of spreadsheets."""

import pytest

from geo.tables.read import read_grids


def grid_of(text):
    grid = read_grids(text.encode(), "list.csv")[0][""]
    return grid, list(grid.rows)


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#DIV/0!", " #VALUE! "])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_an_error_of_a_spreadsheet_is_no_blank_cell(error, delimiter):
    lines = (("地区", "起始"), ("天水市", error), ("酒泉市", "N/A"), ("武威市", "#1"))
    grid, rows = grid_of("".join(delimiter.join(line) + "\n" for line in lines))

    assert [row.cells[1].strip() for row in rows if "市" in row.cells[0]] == ["", "N/A", "#1"]
    ((line, flaws),) = grid.flaws.items()
    assert line == 2
    assert (flaws[1].rule, error.strip() in flaws[1].message) == ("cell-error", True)


@pytest.mark.parametrize(
    ("line", "rule"),
    [('a"b,c', "stray-quote"), ("a\0,b", "nul-byte"), ("x" * 1_000_001 + ",b", "cell-too-large")],
)
def test_a_row_that_cannot_be_read_stands_beside_the_sound_ones(line, rule):
    grid, rows = grid_of(f"city,year\nTianshui,2015\n{line}\nWuwei,2016\n")

    assert [row.cells for row in rows][1:] == [("Tianshui", "2015"), ("Wuwei", "2016")]
    assert [(broken.line, broken.problem.rule) for broken in grid.broken] == [(3, rule)]
    assert not grid.problems.all()
    assert [problem.rule for problem in grid.all_problems()] == [rule]
    assert rule != "stray-quote" or grid.broken[0].cells == (line,)


@pytest.mark.parametrize("line", ['"Wuwei,2016', "<<<<<<< HEAD"])
def test_a_row_that_makes_the_others_doubtful_is_a_problem_of_the_table(line):
    grid, _ = grid_of(f"city,year\nTianshui,2015\n{line}\n")

    assert grid.problems.all()
    assert not grid.broken


def test_a_table_is_in_doubt_where_most_rows_have_another_width():
    grid, rows = grid_of("city,year\na,b,c\nd,e,f\ng,h\n")
    for row in rows[1:3]:
        grid.set_aside(row.line, row.cells, ("ragged-row", "", ""))

    assert grid.doubt(sound=2) is None
    doubt = grid.doubt(sound=1)
    assert (doubt.line, "2 of 3 rows have another width (3 cells)" in doubt.message) == (2, True)
