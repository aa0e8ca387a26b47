"""A table read column by column gives what it gives row by row, problems included."""

import copy
import pickle
from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.model import Statement
from geo.rows import Same, StatementRows
from geo.store.columns import read_statements
from geo.store.draft import Draft
from geo.store.parse import parse_statements
from geo.store.schema import LOCATION_COLUMNS, LOCATION_REQUIRED
from geo.tables import stretch
from geo.tables.table import parse_table, stream_text

SOUND = {
    "place": st.sampled_from(["武威", " Wuwei "]),
    "adcode": st.sampled_from(["620600", "620600|620700", " 620600"]),
    "extent": st.sampled_from(["", "unit", "all", " within"]),
    "start": st.sampled_from(["2016", "", " 2016-08", "[2016..2020]"]),
    "end": st.sampled_from(["", "2020"]),
    "source": st.sampled_from(["report", " report"]),
    "status": st.sampled_from(["", "in", "out"]),
    "decision": st.sampled_from(["", "by hand"]),
}
POSITIONS = st.sampled_from(
    [("", ""), ("104.5", "35.25"), ("1e2", "+3"), (" 104.5", "35"), ("-0.5", ".5")]
)
ODD_CELLS = st.sampled_from(
    ["", " ", "soon", "62060", "none", "nan", "inf", "1_0", "181", "-91", "1-2", "--1", ".", "out"]
)
IDS = st.sampled_from(["a", "A", "b", " b", "é", "É", "ﬁ", "fi", "", "c1", "c2", "c3", "c4"])


def is_unit(adcode):
    return adcode.startswith("62")


@st.composite
def tables(draw):
    rows = []
    for number in range(draw(st.integers(1, 12))):
        cells = draw(st.fixed_dictionaries(SOUND))
        cells["lon"], cells["lat"] = draw(POSITIONS)
        cells["id"] = draw(st.one_of(st.just(f"row-{number}"), IDS))
        if draw(st.integers(0, 3)) == 0:
            cells[draw(st.sampled_from(LOCATION_COLUMNS))] = draw(ODD_CELLS)
        rows.append(cells)
    header = draw(st.sampled_from([LOCATION_COLUMNS, LOCATION_REQUIRED, LOCATION_COLUMNS[1:]]))
    draft = Draft(parse_table(",".join(header) + "\n", file="t.csv"))
    draft.append([{name: row[name] for name in header if name in row} for row in rows])
    return draft.text()


@settings(max_examples=60)
@given(tables())
def test_columns_hold_what_the_rows_say_one_by_one(text):
    by_column, by_row = (stream_text(text, file="t.csv") for _ in range(2))

    expected = list(parse_statements(by_row, {"report"}, is_unit))
    found = read_statements(by_column, {"report"}, is_unit)

    assert list(found) == expected
    assert found == tuple(expected)
    assert set(by_column.problems.all()) == set(by_row.problems.all())


def test_one_odd_row_among_many_is_told_and_leaves_out_no_other(monkeypatch):
    rows = [f"r{n:03d},武威,620600,20{n % 20:02d},report" for n in range(1000)]
    rows[700] = "r700,武威,620600,soon,report"
    rows[900] = "r005,武威,620600,2016,report"
    monkeypatch.setattr(stretch, "_CHARACTERS", 256 * len(rows[0] + "\n"))
    stream = stream_text("\n".join(["id,place,adcode,start,source", *rows]), file="t.csv")
    told = []

    found = read_statements(stream, {"report"}, is_unit, told.append)

    assert len(found) == 998
    assert [(each.rule, each.line) for each in stream.problems.all()] == [
        ("date-invalid", 702),
        ("id-duplicate", 902),
    ]
    assert told == [256, 512, 768, 1000]
    assert found[0].start is found[20].start


def test_rows_as_columns_are_a_sequence_of_statements():
    said = [
        Statement(f"s{n}", "Wuwei", ("620600",), "report", lon=n or None, line=n) for n in range(4)
    ]
    rows = StatementRows.of(said)

    assert StatementRows.of(rows) is rows
    assert list(rows) == said
    assert rows == said
    assert rows != said[:3]
    assert (rows[-1], rows[1:3]) == (said[3], said[1:3])
    assert list(rows.take([2, 0])) == [said[2], said[0]]
    assert isinstance(rows.column("place"), Same)
    assert list(rows.column("lon")) == [None, 1, 2, 3]
    assert list(rows.with_columns({"place": ["x"] * 4})) == [replace(s, place="x") for s in said]
    assert hash(rows) == hash(StatementRows.of(said))
    assert not list(StatementRows.of([]))


@settings(max_examples=60)
@given(tables())
def test_rows_asked_by_column_are_those_that_pass_one_by_one(text):
    rows = read_statements(stream_text(text, file="t.csv"), {"report"}, is_unit)

    dated = rows.where(start=bool, decision=lambda cell: not cell, place=str.isascii)
    assert list(dated) == [
        row for row in rows if row.start and not row.decision and row.place.isascii()
    ]
    reversed_ = rows.where_both("start", "end", lambda start, end: bool(start) > bool(end))
    assert list(reversed_) == [row for row in rows if row.start and not row.end]


def test_a_row_made_of_columns_is_a_frozen_statement():
    made = next(iter(StatementRows.of([Statement("a", "武威", ("620600",), "s", line=3)])))

    assert type(made) is Statement
    assert made == Statement("a", "武威", ("620600",), "s", line=3)
    assert hash(made) == hash(replace(made))
    assert pickle.loads(pickle.dumps(made)) == copy.copy(made) == made
    with pytest.raises(FrozenInstanceError):
        made.id = "b"
