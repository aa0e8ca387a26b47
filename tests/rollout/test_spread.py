"""Centre, ellipse and moves are right, rest on enough units, and say so."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from geo.model import AdminUnit, Level
from geo.rollout import Rollout
from geo.rollout.spread import (
    claimed,
    direction,
    distance_and_bearing,
    ellipse,
    mean_centre,
    sentences,
    spread,
)

from .cases import source, statement


class Seats:
    """Provinces that are points."""

    def __init__(self, seats: dict[str, tuple[float, float]]) -> None:
        self._units = {
            adcode: AdminUnit(
                adcode, Level.PROVINCE, "100000", adcode, adcode, adcode, "", (), seat
            )
            for adcode, seat in seats.items()
        }

    def get(self, adcode):
        return self._units.get(adcode)

    def at_level(self, level):
        return tuple(self._units.values()) if level is Level.PROVINCE else ()

    def current(self, adcode):
        return (adcode,)


SEATS = Seats({"1": (104, 30), "2": (106, 30), "3": (105, 31), "4": (105, 40), "5": (105, 44)})


def spread_of(*starts: tuple[str, str], claim: str = ""):
    statements = [statement(code, code, start=year) for code, year in starts]
    if claim:
        statements[0] = replace(statements[0], direction=claim)
    return spread(Rollout(statements, {"a": source("a")}, SEATS), Level.PROVINCE)


def test_the_mean_centre_lies_in_the_middle():
    lon, lat = mean_centre([(104, 30), (106, 30), (104, 40), (106, 40)])

    assert lon == pytest.approx(105)
    assert lat == pytest.approx(35, abs=0.05)


def test_the_ellipse_of_a_cross_has_its_arms_as_axes():
    """Deviations of 2 d^2 along each arm over n - 2 = 2, twice: an axis is d times root two."""
    reach = 1.0
    north_km, _ = distance_and_bearing((105, 35 - reach), (105, 35 + reach))
    east_km, _ = distance_and_bearing((105 - reach, 35), (105 + reach, 35))

    found = ellipse([(105 - reach, 35), (105 + reach, 35), (105, 35 - reach), (105, 35 + reach)])

    assert found.major_km == pytest.approx(north_km / 2 * math.sqrt(2), rel=1e-3)
    assert found.minor_km == pytest.approx(east_km / 2 * math.sqrt(2), rel=1e-3)
    assert min(found.azimuth_deg, 180 - found.azimuth_deg) < 1


def test_points_in_a_line_have_an_ellipse_without_width():
    found = ellipse([(105, 30), (105, 32), (105, 34)])

    assert found.minor_km == pytest.approx(0, abs=1e-3)
    assert min(found.azimuth_deg, 180 - found.azimuth_deg) < 1e-6


def test_distance_is_the_geodesic_and_bearing_that_of_true_north():
    """One degree of latitude at 35 N on the WGS 84 ellipsoid is 110.95 km."""
    distance_km, bearing_deg = distance_and_bearing((105, 34.5), (105, 35.5))

    assert distance_km == pytest.approx(110.95, abs=0.01)
    assert bearing_deg == pytest.approx(0)


def test_a_move_between_years_says_what_it_rests_on():
    found = spread_of(("1", "2016"), ("2", "2016"), ("3", "2016"), ("4", "2018"), ("5", "2018"))

    assert [year.count for year in found.years] == [3, 5]
    (move,) = found.moves
    assert move.bearing_deg == pytest.approx(0, abs=0.5)
    assert list(sentences(found))[-1].endswith("rests on 3 and 5 units")
    assert found.legs == ()


def test_below_three_units_no_centre_no_ellipse_and_no_move_is_given():
    found = spread_of(("1", "2016"), ("2", "2016"), ("3", "2018"))

    assert found.years[0].centre is None
    assert found.years[0].ellipse is None
    assert found.moves[0].distance_km is None
    said = list(sentences(found))
    assert said[0] == "2016: no centre, only 2 units; a centre takes 3 or more (1, 2)"
    assert (
        said[2] == "2016 to 2018: no move is given, 2016 has only 2 units; a centre takes 3 or more"
    )
    assert [(leg.start.adcode, leg.end.adcode) for leg in found.legs] == [("1", "3"), ("2", "3")]


def test_no_unit_at_all_is_said_in_words():
    said = list(sentences(spread_of(("1", "[2016..]"), ("2", ""))))

    assert said == ["no province is named in these years, so there is no spread to speak of"]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("N-S; W-E", "from north to south, from west to east"),
        ("SE -> NW", "from south-east to north-west"),
        ("outwards", "'outwards'"),
        ("N-", "'N-'"),
        ("-", "'-'"),
    ],
)
def test_a_claimed_direction_is_put_in_words_or_quoted(written, words):
    assert claimed(replace(statement("s", "1"), direction=written)) == words


def test_a_claim_stands_beside_the_figures():
    said = list(sentences(spread_of(("1", "2016"), claim="N-S")))

    assert said[-1] == "a claims: from north to south (1); the comparison is yours"


@pytest.mark.parametrize(
    ("bearing", "words"), [(0, "north"), (359, "north"), (44, "north-east"), (180, "south")]
)
def test_bearings_are_named_by_the_nearest_of_eight_points(bearing, words):
    assert direction(bearing) == words
