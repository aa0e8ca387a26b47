"""Where a unit's seat lies: a position in degrees WGS 84, inside the unit's own outline.

GeoNames gives the position where it has a populated place of the unit's own name inside the
outline. A name alone is not enough (its alternate names put a "Suzhou" into Jiuquan), nor is the
outline alone. Leagues and autonomous prefectures, which are named after no town, take the
seat of their seat county (`decisions/seats.csv`), provinces that of their capital. Everything else
gets the middle of its outline, and the origin says so.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..model import Level
from .gazetteer_decisions import DecisionTable
from .gazetteer_sources import Place, places, polygons
from .names import without_tones

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from .gazetteer_sources import OfficialUnit
    from .names import Names

_MARGIN_DEG = 0.003
"""A seat stays at least this far inside the outline, because outlines get simplified later."""
_DECIMALS = 5
"""About 1 m."""
_MIDDLE_TOLERANCE_DEG = 0.005
_INNERMOST_FIRST = (Level.COUNTY, Level.PREFECTURE, Level.PROVINCE)
_SEAT_TOWNS = ("镇", "街道", "城关镇")
_TOWN_POPULATION = 10_000


@dataclass(frozen=True, slots=True)
class Seat:
    """A position `(lon, lat)` and where it comes from."""

    position: tuple[float, float]
    origin: str


def seats(units: Iterable[OfficialUnit], names: Mapping[str, Names]) -> dict[str, Seat]:
    """Return the seat of each unit by adcode.

    Parameters
    ----------
    units
        Today's units.
    names
        Their names, by adcode.

    Raises
    ------
    ReferenceDataError
        If a decided seat is of no use.
    """
    decisions = DecisionTable("seats", ("adcode",))
    gazette = _places_by_name()
    found: dict[str, Seat] = {}
    for unit in sorted(units, key=lambda unit: _INNERMOST_FIRST.index(unit.level)):
        decided = decisions.take(unit.adcode)
        if decided:
            of_seat = found[decided["seat"]]
            found[unit.adcode] = Seat(of_seat.position, f"that of its seat; {of_seat.origin}")
        else:
            found[unit.adcode] = _own_seat(unit, names[unit.adcode], gazette)
    decisions.refuse_unused()
    return found


def _own_seat(unit: OfficialUnit, names: Names, gazette: Mapping[str, list[Place]]) -> Seat:
    outline = polygons()[unit.adcode]
    place = _seat_town(outline.buffer(-_MARGIN_DEG), _ways_to_name(unit, names), gazette)
    if place:
        return Seat(_rounded(place.lon, place.lat), "GeoNames")
    return Seat(_middle(outline), "middle of the outline")


def _ways_to_name(unit: OfficialUnit, names: Names) -> Iterator[tuple[str, int]]:
    """Yield the names a seat may bear, the surest first, and how many people must live there.

    A Chinese name is enough; a name in Latin letters may be that of a village written with other
    characters, so only a town counts.
    """
    yield unit.name_zh, 0
    yield names.short_zh, 0
    for town in _SEAT_TOWNS:
        yield names.short_zh + town, 0
    for spelling in (names.english, without_tones(names.pinyin)):
        yield _folded(spelling), _TOWN_POPULATION


def _places_by_name() -> dict[str, list[Place]]:
    named: dict[str, list[Place]] = {}
    for place in places():
        for name in {*place.names_in_other_scripts, _folded(place.name)}:
            named.setdefault(name, []).append(place)
    return named


def _folded(name: str) -> str:
    """Return a name in Latin letters without case, diacritics, apostrophes and spaces."""
    return "".join(filter(str.isalpha, unicodedata.normalize("NFD", name.lower())))


def _seat_town(
    outline: Any, names: Iterable[tuple[str, int]], gazette: Mapping[str, list[Place]]
) -> Place | None:
    """Return the most populous place inside an outline that bears the surest name, if any."""
    from shapely import Point

    for name, population in names:
        inside = [
            place
            for place in gazette.get(name, ())
            if place.population >= population and outline.contains(Point(place.lon, place.lat))
        ]
        if inside:
            return max(inside, key=lambda place: (place.population, -place.geonameid))
    return None


def _middle(outline: Any) -> tuple[float, float]:
    """Return the centre of the largest circle that fits into the largest part of an outline."""
    from shapely import maximum_inscribed_circle

    largest = max(getattr(outline, "geoms", [outline]), key=lambda part: part.area)
    centre = maximum_inscribed_circle(largest, tolerance=_MIDDLE_TOLERANCE_DEG).coords[0]
    return _rounded(centre[0], centre[1])


def _rounded(lon: float, lat: float) -> tuple[float, float]:
    return round(lon, _DECIMALS), round(lat, _DECIMALS)
