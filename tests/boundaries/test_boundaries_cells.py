"""The table of cells gives the numbers that the outlines themselves give."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from geo.boundaries.cells import NOWHERE, build
from geo.boundaries.locate import Locator
from geo.boundaries.topology import LEVELS, Outline, Topology
from geo.model import Level

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def locator(topology):
    return Locator(topology)


def told(locator, lons, lats):
    """Return what the table says, and which points it leaves to the outlines."""
    return locator.cells.look_up(np.asarray(lons, float), np.asarray(lats, float))


def test_the_table_agrees_with_the_outlines_everywhere_and_close_to_borders(locator, topology):
    random = np.random.default_rng(7)
    everywhere = random.uniform((72, 2), (137, 55), (60_000, 2))
    corners = [topology.arc_points(arc)[::7] for arc in range(0, len(topology.arcs), 3)]
    borders = np.array([topology.degrees(at) for path in corners for at in path])
    near = (
        borders
        + random.normal(0, 10.0 ** random.uniform(-9, -2, len(borders)), (2, len(borders))).T
    )
    lons, lats = np.vstack([everywhere, near]).T

    numbers, untold = told(locator, lons, lats)
    expected = locator.numbers_of(lons, lats)  # the table is built by now and is used
    tested = locator._test(lons, lats)

    assert np.array_equal(expected, tested)
    sure = np.setdiff1d(np.arange(len(lons)), untold)
    assert np.array_equal(numbers[sure], tested[sure])
    assert len(untold) < len(lons) / 2


def test_most_points_need_no_outline(locator):
    lons, lats = np.random.default_rng(3).uniform((75, 20), (130, 50), (50_000, 2)).T

    assert len(told(locator, lons, lats)[1]) < 0.1 * len(lons)


@pytest.mark.parametrize(
    ("lon", "lat"),
    [(float("nan"), 35), (105, float("nan")), (float("inf"), 35), (1e300, -1e300), (105, -89)],
)
def test_what_lies_beyond_the_table_lies_nowhere(locator, lon, lat):
    numbers, untold = told(locator, [lon], [lat])

    assert numbers.tolist() == [NOWHERE]
    assert not len(untold)


def squares(side, grid_deg=0.0005):
    """Two squares that share a side, and one apart; their borders lie on lines of the cells."""
    arcs = [
        [(0, 0), (side, 0), (side, side), (0, side), (0, 0)],
        [(side, 0), (2 * side, 0), (2 * side, side), (side, side), (side, 0)],
        [(4 * side, 0), (5 * side, 0), (5 * side, side), (4 * side, side), (4 * side, 0)],
    ]
    steps = [
        [path[0], *((x1 - x0, y1 - y0) for (x0, y0), (x1, y1) in itertools.pairwise(path))]
        for path in arcs
    ]
    outlines = {
        code: Outline(code, "", (), (0.0, 0.0), (((at,),),))
        for at, code in enumerate(("110000", "120000", "130000"))
    }
    kept = [bytes([1] * len(path)) for path in arcs]
    return Topology(grid_deg, (100.0, 30.0), steps, kept, {Level.PROVINCE: outlines})


@examples(60)
@given(
    st.integers(1, 120),
    st.lists(
        st.tuples(
            st.floats(-1.5, 6.5), st.floats(-1.5, 2.5), st.sampled_from([0, 1e-12, -1e-12, 1e-7])
        ),
        min_size=1,
        max_size=40,
    ),
    st.booleans(),
)
def test_borders_along_the_lines_of_the_cells_are_told_apart(side, points, snapped):
    locator = Locator(squares(side))
    width = side * 0.0005
    x, y, off = np.array(points).T
    if snapped:
        x, y = np.round(x), np.round(y)
    lons, lats = 100 + x * width + off, 30 + y * width - off

    table = build(locator.topology, [0, 1, 2], 3, locator._test)
    numbers, untold = table.look_up(lons, lats)
    numbers[untold] = locator._test(lons[untold], lats[untold])

    assert np.array_equal(numbers, locator._test(lons, lats))


def test_every_outline_has_a_number_of_the_level_order(locator, topology):
    codes = [outline.adcode for outline in locator.outlines]

    assert len(codes) == sum(len(topology.outlines[level]) for level in LEVELS)
    assert codes[0] in topology.outlines[Level.COUNTY]
    assert codes[-1] in topology.outlines[Level.PROVINCE]
