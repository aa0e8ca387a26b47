"""Which units a point lies in."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from work import calls_of

from geo.boundaries import topojson, units_at, units_of
from geo.boundaries.locate import Locator, polygons
from geo.boundaries.topology import LEVELS
from geo.errors import ReferenceDataError
from geo.paths import REFERENCE

pytestmark = pytest.mark.slow

SEATS = {
    "Wuwei, Liangzhou": (102.64, 37.93, ("620602", "620600", "620000")),
    "Jiuquan, Suzhou": (98.51, 39.74, ("620902", "620900", "620000")),
    "Tianshui, Qinzhou": (105.72, 34.58, ("620502", "620500", "620000")),
    "Linxia city": (103.21, 35.60, ("622901", "622900", "620000")),
    "Weinan, Linwei": (109.50, 34.50, ("610502", "610500", "610000")),
    "Beijing, Dongcheng": (116.41, 39.91, ("110101", "110000")),
    "Xiantao, directly under Hubei": (113.45, 30.36, ("429004", "420000")),
    "Dongguan, without counties": (113.75, 23.04, ("441900", "440000")),
    "Macau": (113.545, 22.195, ("820000",)),
    "Taipei": (121.56, 25.04, ("710009", "710000")),
    "Shandan horse ranch": (101.25, 38.05, ("620725", "620700", "620000")),
}
OUTSIDE = {
    "Ulaanbaatar": (106.9, 47.9),
    "Yellow Sea": (123.0, 35.0),
    "Atlantic": (0.0, 0.0),
    "swapped": (37.93, 102.64),
    "not a number": (float("nan"), 37.93),
    "infinite": (float("inf"), 37.93),
}

anywhere = st.tuples(st.floats(72, 137), st.floats(2, 55))


@pytest.mark.parametrize(("lon", "lat", "expected"), SEATS.values(), ids=SEATS)
def test_a_seat_lies_in_its_units(lon, lat, expected):
    assert units_at(lon, lat) == expected
    assert units_of([lon], [lat]) == [expected]


@pytest.mark.parametrize(("lon", "lat"), OUTSIDE.values(), ids=OUTSIDE)
def test_a_point_abroad_or_nowhere_lies_in_no_unit(lon, lat):
    assert units_at(lon, lat) == ()
    assert units_of([lon], [lat]) == [()]


def test_no_points_give_no_units():
    assert units_of([], []) == []


@examples(15)
@given(st.lists(anywhere, min_size=1, max_size=20))
def test_one_by_one_and_at_once_agree(points):
    lons, lats = zip(*points, strict=True)

    assert units_of(lons, lats) == [units_at(lon, lat) for lon, lat in points]


def test_a_border_point_belongs_to_one_of_its_neighbours(topology):
    """Junctions are the hardest points: a ray from one runs through vertices of many arcs."""
    junctions = [
        topology.degrees(topology.arc_points(arc)[0]) for arc in range(0, len(topology.arcs), 97)
    ]
    turn = np.linspace(0, 2 * np.pi, 90)
    circle = 1e-7 * np.column_stack([np.cos(turn), np.sin(turn)])
    near = (np.array(junctions)[:, None] + circle).reshape(-1, 2)
    around = units_of(near[:, 0], near[:, 1])

    for number, (lon, lat) in enumerate(junctions):
        assert units_at(lon, lat) in around[90 * number : 90 * (number + 1)]


def test_every_label_point_is_found_in_its_unit(topology):
    for level in LEVELS:
        outlines = list(topology.outlines[level].values())
        lons, lats = zip(*(outline.label for outline in outlines), strict=True)
        found = units_of(lons, lats)
        assert all(outline.adcode in units for outline, units in zip(outlines, found, strict=True))


def test_many_points_are_looked_up_at_once_and_none_by_a_call_of_its_own():
    """So a million take seconds: 1.5 on a quiet machine."""
    random = np.random.default_rng(1)
    many = random.uniform(73, 135, 200_000), random.uniform(4, 54, 200_000)
    few = [each[:20_000] for each in many]
    units_of(*few)  # reads the outlines

    assert calls_of(lambda: units_of(*many)) < 2 * calls_of(lambda: units_of(*few))


def test_one_point_needs_no_geometry_library():
    code = (
        "import sys; from geo.boundaries import units_at; units_at(102.6, 37.9);"
        "print({'numpy', 'shapely', 'pandas', 'geopandas'} & set(sys.modules))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert answer.stdout.strip() == "set()"


def test_one_point_decodes_the_outlines_around_it_and_no_others():
    topology = topojson.read(REFERENCE / "boundaries.topojson")

    assert Locator(topology).units_at(102.64, 37.93) == ("620602", "620600", "620000")
    assert topology.arcs.decoded < len(topology.arcs) / 10


def test_a_point_far_from_every_label_of_its_unit_is_found_among_all(topology):
    """Counties of the west reach so far that eighty labels can be nearer than their own."""
    locator = Locator(topology)
    lons, lats = np.random.default_rng(1).uniform((78, 30), (97, 42), (400, 2)).T
    far = [at for at in zip(lons, lats, strict=True) if not _is_near(locator, *at)]

    assert far
    assert [locator.units_at(*at) for at in far] == units_of(*zip(*far, strict=True))


def _is_near(locator, lon, lat):
    units = locator.units_at(lon, lat)
    return not units or units[0] in {outline.adcode for outline in locator.nearest(lon, lat)}


def test_a_damaged_arc_is_told_when_it_is_needed(tmp_path):
    whole = (REFERENCE / "boundaries.topojson").read_text(encoding="utf-8")
    damaged = tmp_path / "boundaries.topojson"
    damaged.write_text(whole.replace("\n]}\n", "x\n]}\n"), encoding="utf-8")

    topology = topojson.read(damaged)
    with pytest.raises(ReferenceDataError, match="rebuild"):
        list(topology.arcs)


def test_a_file_that_was_cut_short_is_told_when_it_is_read(tmp_path):
    whole = (REFERENCE / "boundaries.topojson").read_bytes()
    cut = tmp_path / "boundaries.topojson"
    cut.write_bytes(whole[:-100])

    with pytest.raises(ReferenceDataError, match="rebuild"):
        topojson.read(cut)


def test_damaged_arcs_are_told_when_outlines_are_drawn(tmp_path):
    whole = (REFERENCE / "boundaries.topojson").read_text(encoding="utf-8")
    damaged = tmp_path / "boundaries.topojson"
    before, _, arcs = whole.rpartition('"arcs":[\n')
    damaged.write_text(before + '"arcs":[\n' + arcs.replace("],[", "],[x"), encoding="utf-8")

    with pytest.raises(ReferenceDataError, match="the arcs of the boundaries are damaged"):
        polygons(topojson.read(damaged), "prefecture")
