"""Where a unit's seat lies: a position in degrees WGS 84, inside the unit's own outline.

GeoNames gives the position where it has a populated place of the unit's own Chinese name inside
the outline. A name alone is not enough (its alternate names put a "Suzhou" into Jiuquan), nor is
the outline alone. Leagues and autonomous prefectures, which are named after no town, take the
seat of their seat county (`decisions/seats.csv`), provinces that of their capital. Everything else
gets the middle of its outline, and the origin says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.model import Level
from geo.reference.gazetteer_decisions import DecisionTable
from geo.reference.gazetteer_sources import Place, places, polygons

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.reference.gazetteer_sources import OfficialUnit

_MARGIN_DEG = 0.01
"""A seat stays at least this far inside the outline, because outlines get simplified later."""
_DECIMALS = 5
"""About 1 m."""
_MIDDLE_TOLERANCE_DEG = 0.005
_INNERMOST_FIRST = (Level.COUNTY, Level.PREFECTURE, Level.PROVINCE)
_SEAT_TOWNS = ("镇", "街道", "城关镇")


@dataclass(frozen=True, slots=True)
class Seat:
    """A position `(lon, lat)` and where it comes from."""

    position: tuple[float, float]
    origin: str


def seats(units: Iterable[OfficialUnit], short_names: Mapping[str, str]) -> dict[str, Seat]:
    """Return the seat of each unit by adcode.

    Parameters
    ----------
    units
        Today's units.
    short_names
        Short Chinese name of each unit, by adcode.

    Raises
    ------
    ReferenceDataError
        If a decided seat is of no use.
    """
    decisions = DecisionTable("seats", ("adcode",))
    named = _places_by_name()
    found: dict[str, Seat] = {}
    for unit in sorted(units, key=lambda unit: _INNERMOST_FIRST.index(unit.level)):
        decided = decisions.take(unit.adcode)
        place = None if decided else _seat_town(unit, short_names[unit.adcode], named)
        if decided:
            of_seat = found[decided["seat"]]
            found[unit.adcode] = Seat(of_seat.position, f"that of its seat; {of_seat.origin}")
        elif place:
            found[unit.adcode] = Seat((place.lon, place.lat), "GeoNames")
        else:
            found[unit.adcode] = Seat(_middle(polygons()[unit.adcode]), "middle of the outline")
    decisions.refuse_unused()
    return {
        adcode: Seat(
            (round(seat.position[0], _DECIMALS), round(seat.position[1], _DECIMALS)), seat.origin
        )
        for adcode, seat in found.items()
    }


def _places_by_name() -> dict[str, list[Place]]:
    named: dict[str, list[Place]] = {}
    for place in places():
        for name in set(place.names):
            named.setdefault(name, []).append(place)
    return named


def _seat_town(unit: OfficialUnit, short: str, named: Mapping[str, list[Place]]) -> Place | None:
    """Return the most populous place of the unit's own name well inside its outline, if any.

    The full name comes before the short one, and the short one before the town called after it.
    """
    from shapely import Point

    outline = polygons()[unit.adcode].buffer(-_MARGIN_DEG)
    for name in (unit.name_zh, short, *(short + town for town in _SEAT_TOWNS)):
        inside = [
            place for place in named.get(name, ()) if outline.contains(Point(place.lon, place.lat))
        ]
        if inside:
            return max(inside, key=lambda place: (place.population, -place.geonameid))
    return None


def _middle(outline: Any) -> tuple[float, float]:
    """Return the centre of the largest circle that fits into the largest part of an outline."""
    from shapely import maximum_inscribed_circle

    largest = max(getattr(outline, "geoms", [outline]), key=lambda part: part.area)
    centre = maximum_inscribed_circle(largest, tolerance=_MIDDLE_TOLERANCE_DEG).coords[0]
    return centre[0], centre[1]
