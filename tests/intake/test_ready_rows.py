"""Ready rows come by column or one by one, and are given back as they stood in the list."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.intake.lists import ready_rows
from geo.intake.lists.ready_rows import ReadyRows
from geo.intake.lists.site_keys import keys_of_sites, site_key

CELL = st.text(
    st.characters(codec="utf-8", exclude_characters="\0") | st.sampled_from('",\n\r\x1f\x1e '),
    max_size=4,
)
ROW = st.tuples(CELL, CELL, CELL)
LIST_ROW = st.lists(CELL, min_size=1, max_size=4).map(tuple)


@pytest.fixture(autouse=True)
def few_rows_a_chunk(monkeypatch):
    monkeypatch.setattr(ready_rows, "_CHUNK", 3)


def filled(written, listed, *, together):
    """Return ready rows of which the middle ones came by column."""
    ready = ReadyRows()
    for line, (cells, row) in enumerate(zip(written, listed, strict=True), 2):
        if line - 2 not in together:
            ready.add(line, cells, (f"note {line}",), row)
        elif line - 2 == together.start:
            part = slice(together.start, together.stop)
            lines = range(line, line + len(together))
            notes = [(f"note {each}",) for each in lines]
            columns = [*zip(*written[part], strict=True)]
            ready.extend(lines, columns, notes, [*zip(*listed[part], strict=True)])
    return ready


@settings(max_examples=60, deadline=None)
@given(st.data(), st.lists(st.tuples(ROW, ROW), min_size=1, max_size=11))
def test_rows_are_written_in_their_order_and_taken_back_as_they_stood(data, rows):
    written = [cells for cells, _ in rows]
    first, last = sorted(data.draw(st.tuples(*[st.integers(0, len(rows))] * 2)))
    is_as_listed = data.draw(st.booleans())
    listed = written if is_as_listed else [row for _, row in rows]
    ready = filled(written, listed, together=range(first, last))

    text = b"".join(ready.contents()).decode()
    assert [tuple(row) for row in csv.reader(io.StringIO(text, newline=""))] == written
    assert [row.line for row in ready] == [*range(2, len(rows) + 2)]
    taken = data.draw(st.integers(0, len(rows) - 1))
    assert ready.withdraw(taken) == (taken + 2, listed[taken])
    assert len(ready) == len(rows) - 1
    left = [tuple(row) for row in csv.reader(io.StringIO("".join(ready.texts()), newline=""))]
    assert left == written[:taken] + written[taken + 1 :]


@settings(max_examples=40, deadline=None)
@given(st.data(), st.lists(LIST_ROW, min_size=1, max_size=11))
def test_rows_of_a_list_may_differ_in_width(data, listed):
    ready = filled([("a", "b")] * len(listed), listed, together=range(0))

    taken = data.draw(st.integers(0, len(listed) - 1))
    assert ready.withdraw(taken).cells == listed[taken]


DEGREES = st.one_of(
    st.floats(-180, 180).map(repr),
    st.integers(-180_000_000, 180_000_000).map(lambda n: f"{n / 1_000_000:.6f}"),
    st.integers(-18_000_000, 18_000_000).map(lambda n: f"{n / 100_000:.5f}5"),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(DEGREES, DEGREES), min_size=1, max_size=20))
def test_sites_have_the_same_keys_together_and_each_by_itself(positions):
    lons, lats = ([*cells] for cells in zip(*positions, strict=True))
    told = {name: [name] * len(lons) for name in ("source", "adcode", "extent", "place")}

    keys = keys_of_sites({**told, "lon": lons, "lat": lats})

    assert keys == [site_key(*told, lon, lat) for lon, lat in positions]
