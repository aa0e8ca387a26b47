"""How the units that are `in` lie on the map by year, and how their centre moves.

The figures describe the units that statements name. Places that nobody names may lie anywhere, so
each figure says what it rests on, fewer than three units get none, and the direction that a source
claims is set beside them without a verdict.

Centre and scatter of points on the earth: mean centre, standard deviational ellipse, bearing.

The ellipse is Lefever's (1926), with the two corrections that make its size unbiased (Yuill 1971;
CrimeStat IV manual, chapter 4): two degrees of freedom are lost, and deviations in the plane are
the square root of two wider than along a line. Points are (lon, lat) in degrees, WGS 84.

Say a spread in words, with what each figure rests on.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from ..model import Level, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pyproj

    from ..model import AdminUnit, Statement
    from .rollout import Rollout


Point = tuple[float, float]

ENOUGH = 3
"""Fewest points that have an ellipse; below them a centre would describe the few themselves."""

EQUAL_AREA = "+proj=aea +lat_1=25 +lat_2=47 +lat_0=0 +lon_0=105 +datum=WGS84 +units=m"
"""Albers' equal-area conic with the standard parallels in use for maps of China."""

_AROUND = "+proj=laea +lon_0={} +lat_0={} +datum=WGS84 +units=m"
"""Lambert's azimuthal equal-area: at its centre, up is true north."""


@dataclass(frozen=True, slots=True)
class Ellipse:
    """The standard deviational ellipse of some points, around their mean centre."""

    major_km: float
    """Half of the long axis."""
    minor_km: float
    """Half of the short axis."""
    azimuth_deg: float
    """Direction of the long axis, clockwise from north, at least 0 and less than 180."""


def mean_centre(points: Sequence[Point]) -> Point:
    """Return the point whose coordinates in the equal-area plane are the means of all."""
    plane = _projection(EQUAL_AREA)
    xs, ys = zip(*(plane(*point) for point in points), strict=True)
    lon, lat = plane(math.fsum(xs) / len(xs), math.fsum(ys) / len(ys), inverse=True)
    return float(lon), float(lat)


def ellipse(points: Sequence[Point]) -> Ellipse:
    """Return the standard deviational ellipse of at least `ENOUGH` points."""
    plane = _projection(_AROUND.format(*mean_centre(points)))
    xs, ys = zip(*(plane(*point) for point in points), strict=True)
    mean_x, mean_y = math.fsum(xs) / len(xs), math.fsum(ys) / len(ys)
    xx = math.fsum((x - mean_x) ** 2 for x in xs)
    yy = math.fsum((y - mean_y) ** 2 for y in ys)
    xy = math.fsum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True))
    middle, half = (xx + yy) / 2, math.hypot((xx - yy) / 2, xy)
    from_east = math.degrees(math.atan2(2 * xy, xx - yy) / 2)
    return Ellipse(
        major_km=_axis_km(middle + half, len(points)),
        minor_km=_axis_km(middle - half, len(points)),
        azimuth_deg=(90 - from_east) % 180,
    )


def distance_and_bearing(start: Point, end: Point) -> tuple[float, float]:
    """Return the geodesic from one point to another: kilometres, and degrees from true north."""
    import pyproj

    azimuth, _, metres = pyproj.Geod(ellps="WGS84").inv(*start, *end)
    return metres / 1000, azimuth % 360


def _axis_km(squares: float, count: int) -> float:
    # Rounding can leave the short axis of points in a line a hair below zero.
    return math.sqrt(2 * max(squares, 0) / (count - 2)) / 1000


@cache
def _projection(definition: str) -> pyproj.Proj:
    import pyproj

    return pyproj.Proj(definition)


@dataclass(frozen=True, slots=True)
class YearSpread:
    """Where the units lie that are `in` in a year."""

    year: int
    units: tuple[AdminUnit, ...]
    """Those whose seat is known."""
    centre: Point | None
    """Mean centre, (lon, lat); None below `ENOUGH` units."""
    ellipse: Ellipse | None

    @property
    def count(self) -> int:
        """How many units the figures rest on."""
        return len(self.units)


@dataclass(frozen=True, slots=True)
class Move:
    """From the centre of one year to that of a later one."""

    start: YearSpread
    end: YearSpread
    distance_km: float | None
    """Along the geodesic; None where one of the years has no centre."""
    bearing_deg: float | None
    """At the start, clockwise from true north."""


@dataclass(frozen=True, slots=True)
class Leg:
    """From a unit of the first year to one that joined later: a fact about the two alone."""

    start: AdminUnit
    end: AdminUnit
    distance_km: float
    bearing_deg: float


@dataclass(frozen=True, slots=True)
class Spread:
    """The spread over the years in which the units that are `in` change."""

    level: Level
    years: tuple[YearSpread, ...]
    moves: tuple[Move, ...]
    """From each year to the next, and over all of them."""
    legs: tuple[Leg, ...]
    """Unit by unit, where the years are too thin for the move over all of them."""
    claims: tuple[Statement, ...]
    """Statements that claim a direction."""


def spread(rollout: Rollout, level: Level, years: Sequence[int] | None = None) -> Spread:
    """Return where the units of a level lie that are `in`, by year, and how their centre moves.

    Parameters
    ----------
    years
        Years to look at, in order; None: all with evidence.
    """
    found: list[YearSpread] = []
    for year in rollout.years if years is None else years:
        frame = rollout.frame(year, level)
        named = (rollout.tree.units[code] for code, status in frame.items() if status is Status.IN)
        units = tuple(unit for unit in named if unit.seat)
        if units and (not found or units != found[-1].units):
            found.append(_year_spread(year, units))
    pairs = list(pairwise(found))
    if len(pairs) > 1:
        pairs.append((found[0], found[-1]))
    moves = tuple(_move(start, end) for start, end in pairs)
    thin = bool(moves) and moves[-1].distance_km is None
    return Spread(
        level=level,
        years=tuple(found),
        moves=moves,
        legs=tuple(_legs(found[0], found[-1])) if thin else (),
        claims=tuple(item for item in rollout.statements if item.direction.strip()),
    )


def _year_spread(year: int, units: tuple[AdminUnit, ...]) -> YearSpread:
    seats = [unit.seat for unit in units if unit.seat]
    if len(seats) < ENOUGH:
        return YearSpread(year, units, None, None)
    return YearSpread(year, units, mean_centre(seats), ellipse(seats))


def _move(start: YearSpread, end: YearSpread) -> Move:
    if start.centre is None or end.centre is None:
        return Move(start, end, None, None)
    return Move(start, end, *distance_and_bearing(start.centre, end.centre))


def _legs(first: YearSpread, last: YearSpread) -> Iterator[Leg]:
    for start in first.units:
        for end in last.units:
            if end not in first.units and start.seat and end.seat:
                yield Leg(start, end, *distance_and_bearing(start.seat, end.seat))


_POINTS = {
    "N": "north",
    "NE": "north-east",
    "E": "east",
    "SE": "south-east",
    "S": "south",
    "SW": "south-west",
    "W": "west",
    "NW": "north-west",
}
_COURSE = re.compile(r"([NS]?[EW]?)\s*(?:-|–|->|→)\s*([NS]?[EW]?)")
_MOST_LEGS = 10
_STILL_KM = 1
"""Centres nearer than this have not moved: a direction would be that of rounding."""


def direction(bearing_deg: float) -> str:
    """Return the nearest of the eight points of the compass, in words."""
    return list(_POINTS.values())[round(bearing_deg / 45) % 8]


def claimed(statement: Statement) -> str:
    """Say the direction a statement claims: `N-S; W-E` is "from north to south, …".

    What is not written as compass points is quoted as it stands.
    """
    courses = []
    for part in statement.direction.split(";"):
        course = _COURSE.fullmatch(part.strip())
        if not course or not all(course.groups()):
            return f"'{statement.direction.strip()}'"
        courses.append(f"from {_POINTS[course[1]]} to {_POINTS[course[2]]}")
    return ", ".join(courses)


def sentences(spread: Spread) -> Iterator[str]:
    """Say years, moves and claims, one sentence each."""
    if not spread.years:
        yield f"no {spread.level} is named in these years, so there is no spread to speak of"
    yield from map(_of_year, spread.years)
    yield from map(_of_move, spread.moves)
    yield from map(_of_leg, spread.legs[:_MOST_LEGS])
    if len(spread.legs) > _MOST_LEGS:
        yield f"and {len(spread.legs) - _MOST_LEGS} more pairs of units"
    for statement in spread.claims:
        course = claimed(statement)
        yield f"{statement.source} claims: {course} ({statement.id}); the comparison is yours"


def refusal(count: int) -> str:
    """Say why so few units get no figure."""
    return f"{count} {'unit' if count == 1 else 'units'}; a centre takes {ENOUGH} or more"


def _of_year(year: YearSpread) -> str:
    if year.centre is None or year.ellipse is None:
        names = ", ".join(unit.name_en for unit in year.units)
        return f"{year.year}: no centre, only {refusal(year.count)} ({names})"
    lon, lat = year.centre
    along = f"{direction(year.ellipse.azimuth_deg)} to {direction(year.ellipse.azimuth_deg + 180)}"
    return (
        f"{year.year}: centre {lon:.2f} E, {lat:.2f} N of {year.count} units; "
        f"ellipse {year.ellipse.major_km:.0f} by {year.ellipse.minor_km:.0f} km (half axes), "
        f"long from {along}"
    )


def _of_move(move: Move) -> str:
    years = f"{move.start.year} to {move.end.year}"
    if move.distance_km is None or move.bearing_deg is None:
        thin = move.start if move.start.centre is None else move.end
        return f"{years}: no move is given, {thin.year} has only {refusal(thin.count)}"
    rests = f"rests on {move.start.count} and {move.end.count} units"
    if move.distance_km < _STILL_KM:
        return f"{years}: the centre has not moved; {rests}"
    return (
        f"{years}: the centre moves {move.distance_km:.0f} km to the "
        f"{direction(move.bearing_deg)} ({move.bearing_deg:.0f} degrees); {rests}"
    )


def _of_leg(leg: Leg) -> str:
    return (
        f"{leg.end.name_en} lies {leg.distance_km:.0f} km to the {direction(leg.bearing_deg)} "
        f"of {leg.start.name_en} ({leg.bearing_deg:.0f} degrees)"
    )
