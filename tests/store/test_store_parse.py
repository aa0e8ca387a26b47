"""A statement or a source from cells by column: as a row of a table, without the table."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import DataError
from geo.store.draft import Draft
from geo.store.parse import parse_source, parse_sources, parse_statement, parse_statements
from geo.store.schema import LOCATION_COLUMNS, SOURCE_COLUMNS
from geo.tables.grid import SHOWN_PER_RULE
from geo.tables.table import parse_table, stream_text

STATEMENT = {
    "id": "wuwei-2020",
    "place": "Wuwei",
    "adcode": "620600",
    "start": "2020",
    "source": "report",
}
SOURCE = {"id": "report", "title": "A report"}


def is_unit(adcode):
    return adcode.startswith("62")


def written(columns, cells):
    """Return the rows of a table that holds these cells."""
    draft = Draft(parse_table(",".join(columns) + "\n", file=""))
    draft.append([cells])
    return stream_text(draft.text(), file="")


def told(problems):
    return {(each.rule, each.column, each.message) for each in problems}


def test_a_column_that_is_left_out_is_blank():
    statement = parse_statement(STATEMENT, {"report"}, is_unit)
    source = parse_source(SOURCE, is_unit)

    assert (statement.adcodes, statement.end, statement.decision_zh) == (("620600",), None, "")
    assert (source.title, source.published) == ("A report", None)


def test_every_problem_of_the_cells_is_told_with_its_column_and_no_line():
    wrong = {"id": "a", "adcode": "62060", "start": "soon", "source": "none", "lon": "200"}

    with pytest.raises(DataError) as caught:
        parse_statement(wrong, {"report"}, is_unit)

    problems = caught.value.problems
    assert {each.column for each in problems} >= {"place", "adcode", "start", "source", "lon"}
    assert {(each.line, each.file) for each in problems} == {(None, "")}


@pytest.mark.parametrize("cell", ["a\0b", "a\udcffb", "x" * 1_000_001])
def test_a_cell_that_no_table_could_hold_is_refused(cell):
    with pytest.raises(DataError):
        parse_source({**SOURCE, "note": cell}, is_unit)


CELLS = st.sampled_from(
    (
        *("", " ", "620600", "620600|620700", "110000", "2020", "2020-08/..", "soon", "report"),
        *(
            "unit",
            "full",
            "620000 county",
            "104.5",
            "-200",
            'a "b", c',
            "a\r\nb",
            "=======",
            "武威",
        ),
    )
) | st.text("\r\n\t\",;<> 0a'é陇", max_size=6)


def outcome(read, problems=()):
    """Return what `read` gives, the line apart, or the problems it tells of."""
    try:
        values = [replace(value, line=0) for value in read()]
    except DataError as error:
        return told(error.problems)
    return values or told(problems.all())


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(LOCATION_COLUMNS, CELLS)))
def test_a_statement_of_cells_is_that_of_the_row_they_are_written_as(cells):
    cells = {**cells, "id": cells.get("id") or "a"}
    rows = written(LOCATION_COLUMNS, cells)

    expected = outcome(lambda: parse_statements(rows, {"report"}, is_unit), rows.problems)
    assert outcome(lambda: [parse_statement(cells, {"report"}, is_unit)]) == expected


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(SOURCE_COLUMNS, CELLS)))
def test_a_source_of_cells_is_that_of_the_row_they_are_written_as(cells):
    cells = {**cells, "id": cells.get("id") or "a"}
    rows = written(SOURCE_COLUMNS, cells)

    expected = outcome(lambda: parse_sources(rows, is_unit), rows.problems)
    assert outcome(lambda: [parse_source(cells, is_unit)]) == expected


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"status": "no"}, "'no' is not known; write one of in, out"),
        ({"status": "out", "extent": "within"}, "unnamed places within a unit"),
        ({"status": "out", "lon": "104.1", "lat": "35.0"}, "says nothing of the unit around it"),
    ],
)
def test_a_no_that_cannot_be_one_is_refused(cells, problem):
    row = {"id": "a", "place": "x", "adcode": "620600", "start": "2016", "source": "s", **cells}

    with pytest.raises(DataError, match=problem) as refused:
        parse_statement(row, {"s"}, lambda _: True)

    assert [each.rule for each in refused.value.problems] == ["status-invalid"]


@pytest.mark.parametrize(("cell", "status"), [("", "in"), ("in", "in"), (" out ", "out")])
def test_a_status_is_yes_unless_it_says_no(cell, status):
    row = {"id": "a", "place": "x", "adcode": "620600", "source": "s", "status": cell}

    assert parse_statement(row, {"s"}, lambda _: True).status == status


def test_the_nearest_source_is_looked_for_as_often_as_problems_are_told(monkeypatch):
    asked = []
    monkeypatch.setattr(
        "geo.store.parse.get_close_matches", lambda *given, **_: asked.append(given) or ["report"]
    )
    rows = [{**STATEMENT, "id": f"r{number}", "source": f"reprt{number}"} for number in range(500)]
    draft = Draft(parse_table(",".join(LOCATION_COLUMNS) + "\n", file=""))
    draft.append(rows)
    stream = stream_text(draft.text(), file="")

    assert not list(parse_statements(stream, {"report"}, is_unit))
    found = stream.problems.all()
    assert len(asked) == SHOWN_PER_RULE
    assert found[0].hint == "is 'report' meant?"
    assert found[-1].message == f"and {500 - SHOWN_PER_RULE} more of this kind"

    with pytest.raises(DataError, match="add it with"):
        parse_statement(STATEMENT, {f"s{number}" for number in range(3000)}, is_unit)
