"""Say a spread in words, with what each figure rests on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .centrography import ENOUGH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model import Statement
    from .spread import Leg, Move, Spread, YearSpread

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
