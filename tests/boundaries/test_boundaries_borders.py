"""Outlines are not exact: what lies across a border that is nearer than their error is found."""

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from geo.boundaries import committed, neighbours_at, neighbours_of, units_at
from geo.boundaries.borders import OUTLINE_ERROR_M, Borders

LONDON = (-0.1, 51.5)
SQUARES = st.tuples(st.floats(100, 120), st.floats(24, 40))


def on_the_border(first, second):
    """Return a point a few metres from where the line between two points changes its county."""
    county = units_at(*first)[0]
    for _ in range(20):
        middle = ((first[0] + second[0]) / 2, (first[1] + second[1]) / 2)
        if units_at(*middle)[:1] == (county,):
            first = middle
        else:
            second = middle
    return first


def test_a_point_on_a_border_has_the_other_unit_beside_it():
    point = on_the_border((104.0, 30.65), (104.2, 30.65))
    here = units_at(*point)[0]

    (nearest, *_) = neighbours_at(*point, here)

    assert nearest.metres < 5
    assert nearest.adcode != here
    back = neighbours_at(*point, nearest.adcode)
    assert here in [each.adcode for each in back]


def test_a_point_far_inside_its_county_has_no_neighbour():
    assert units_at(94.5, 40.2)[0] == "620982"
    assert neighbours_at(94.5, 40.2, "620982") == ()


@pytest.mark.parametrize("adcode", ["", "999999"])
def test_a_code_without_an_outline_has_no_neighbour(adcode):
    assert neighbours_at(*LONDON, adcode) == ()


@examples(25)
@given(st.lists(SQUARES, min_size=1, max_size=20))
def test_many_points_find_what_each_finds_by_itself(points):
    counties = [next(iter(units_at(*point)), "") for point in points]
    found = neighbours_of([lon for lon, _ in points], [lat for _, lat in points], counties)

    for index, (point, county) in enumerate(zip(points, counties, strict=True)):
        alone, many = neighbours_at(*point, county), found.get(index, ())
        assert [each.adcode for each in alone] == [each.adcode for each in many]
        for one, other in zip(alone, many, strict=True):
            assert one.metres == pytest.approx(other.metres, abs=0.5)
            assert one.metres <= OUTLINE_ERROR_M


def test_a_coast_parts_no_two_units():
    topology = committed()
    borders = Borders(topology)

    point = on_the_border((121.9, 30.9), (122.3, 30.9))  # Nanhui, Shanghai, out to the sea

    assert units_at(*point)
    assert borders.near(*point, units_at(*point)[0]) == ()
