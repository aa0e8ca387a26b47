"""A table is walked once, row by row or by parts, and what was looked at can be put back."""

from itertools import islice, product

import pytest

from geo.tables.delimited import read_delimited
from geo.tables.grid import Line
from geo.tables.lines import LineStream, Stretch

ROWS = [Line(line, (f"a{line}", f"b{line}")) for line in range(1, 9)]


def of_columns(rows):
    numbers, cells = zip(*rows, strict=True)
    return Stretch(numbers, [*zip(*cells, strict=True)])


def test_a_stretch_is_the_rows_it_was_made_of():
    stretch = of_columns(ROWS)

    assert [*stretch] == ROWS
    assert stretch[2] == ROWS[2]
    assert [*stretch[2:5]] == ROWS[2:5]
    assert len(stretch[6:20]) == 2


@pytest.mark.parametrize("looked_at", range(9))
def test_rows_that_were_looked_at_come_first_again(looked_at):
    stream = LineStream([ROWS[:3], of_columns(ROWS[3:7]), ROWS[7:]])

    head = [*islice(stream, looked_at)]
    again = stream.behind(head)

    assert head == ROWS[:looked_at]
    assert [*islice(again, 2)] == ROWS[:2]
    assert [row for part in again.parts() for row in part] == ROWS[2:]


def test_the_rows_of_a_text_come_by_column():
    text = "id,name\n" + "".join(f"{n},Shop {n}\n" for n in range(20_000))

    parts = [*read_delimited(text, "a.csv").rows.parts()]

    assert len(parts) < 10
    assert [row for part in parts for row in part][-1] == Line(20_001, ("19999", "Shop 19999"))


@pytest.mark.parametrize("width", [1, 2, 3, 4])
def test_rows_of_any_width_are_read_as_they_stand(width):
    for widths in product(range(1, 6), repeat=3):
        rows = [("head",) * width, *(("a",) * each for each in (width, *widths))]

        grid = read_delimited("\n".join(map("\t".join, rows)), "a.tsv")

        assert [row.cells for row in grid.rows] == rows


def test_errors_of_a_spreadsheet_are_cleared_where_they_stand_and_rows_stay_columns_elsewhere():
    rows = [f"{n},Shop {n}\n" for n in range(40_000)]
    rows[30_000] = "#N/A,Shop\n"
    grid = read_delimited("id,name\n" + "".join(rows), "a.csv")

    parts = [*grid.rows.parts()]

    assert isinstance(parts[1], Stretch)
    assert [row.cells for part in parts for row in part if not row.cells[0]] == [("", "Shop")]
    assert [*grid.flaws] == [30_002]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("last", ["", "9,end", '9,"open\n', '9,"open\n8,"again\n'])
def test_a_long_text_of_which_the_read_part_is_let_go_gives_the_same_rows(
    ending, last, monkeypatch
):
    rows = [f"{n},Shop {n}" for n in range(900)]
    rows[300:303] = ['300,"two\nlines"', "", "302,a,b"]
    text = ending.join(["id,name", *rows, last])
    monkeypatch.setattr("geo.tables.stretch._CHARACTERS", 500)

    def read():
        grid = read_delimited(text, "a.csv")
        return [*grid.rows], grid.problems.all(), grid.broken

    whole = read()
    monkeypatch.setattr("geo.tables.delimited._HELD", 1200)

    assert read() == whole
    assert len(whole[0]) > 890
