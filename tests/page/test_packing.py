"""What is packed at once has the bytes of what is packed one by one."""

import base64
import random
from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from geo.boundaries.topology import packed_steps
from geo.page import drawn_outlines, packing
from geo.page.packing import in_base_85, packed_degrees
from geo.rows import Same


@given(st.binary(max_size=40))
def test_base_85_at_once_is_that_of_the_standard_library(data):
    assert in_base_85(data) == base64.b85encode(data).translate(bytes.maketrans(b"<>&", b",.:"))


@settings(max_examples=50)
@given(st.lists(st.floats(-180, 180), max_size=30))
@example([0.000005, 0.000015, -0.000005, 180.0, -180.0])
def test_degrees_at_once_are_those_packed_one_by_one(values):
    whole = [round(value / 1e-5) for value in values]

    expected = packed_steps(number - before for before, number in pairwise([0, *whole]))
    assert packed_degrees(values, 1e-5) == expected


def test_long_columns_have_the_bytes_of_short_ones(monkeypatch):
    values = [number * 0.0137 % 180 for number in range(500)]
    texts = [f"In {2000 + number % 20} county no. {number} joined." for number in range(500)]

    few = packing.degrees(values), packing.blocks([texts, texts], 50)
    monkeypatch.setattr(packing, "MANY", 10)

    assert (packing.degrees(values), packing.blocks([texts, texts], 50)) == few


@settings(max_examples=30)
@given(st.lists(st.tuples(st.floats(74, 135), st.floats(4, 53)), min_size=1, max_size=30))
def test_many_sites_lie_in_the_cells_of_few(sites):
    sheet = drawn_outlines.kept_sheet()

    lon, lat = zip(*sites, strict=True)
    few = drawn_outlines.cells_of(lon, lat, sheet, 2)
    assert drawn_outlines._cells_of_many(lon, lat, sheet, 2) == few


def test_a_column_of_one_value_has_the_bytes_of_its_cells():
    texts = [str(number) for number in range(120)]

    written = packing.blocks([['say "no"'] * 120, texts], 50)
    assert packing.blocks([Same('say "no"', 120), texts], 50) == written


def test_rows_are_packed_hard_only_where_that_saves_bytes():
    noise = random.Random(17).randbytes(40_000)
    prose = " ".join(
        f"In {year} the programme came to {year % 7} more counties." for year in range(999)
    )

    assert packing._level_of(noise) < packing._level_of(prose.encode())
