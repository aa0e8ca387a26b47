"""The position of a site: read strictly, converted where declared, and the units it lies in."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from ...boundaries import neighbours_at
from ...boundaries.nearby import (
    in_china,
    lies_near,
    nearest_units,
    positions_near,
    units_of_all,
)
from ...errors import DataError, Problem
from .datum import DATUMS, UNSHIFTED, may_be_unshifted, to_gcj02, to_wgs84

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...boundaries.borders import Neighbour
    from .entry import Entry

_NUMBER = re.compile(r"[+-]?\d+(\.\d*)?([eE][+-]?\d+)?|[+-]?\.\d+", re.ASCII)
_DEGREES = re.compile(
    r"(?P<before>[NSEW]?)\s*(?P<number>[+-]?\d+(\.\d+)?)\s*"
    r"(?:[°º度]\s*(?:(?P<minutes>\d{1,2}(\.\d+)?)\s*['′’分]\s*"
    r"(?:(?P<seconds>\d{1,2}(\.\d+)?)\s*(?:[\"″”秒]|''|′′|’’)\s*)?)?)?(?P<after>[NSEW]?)",
    re.ASCII | re.IGNORECASE,
)
_IN_CHINESE = str.maketrans(
    {"东": "E", "東": "E", "西": "W", "南": "S", "北": "N", "经": "", "經": "", "纬": "", "緯": ""}
)
_PAIR = re.compile(
    r"(?P<first>[^,，;；、/|\s]+)(?:\s*[,，;；、/|]\s*|\s+)(?P<second>[^,，;；、/|\s]+)"
)
_HEMISPHERES = {"lon": "EW", "lat": "NS"}
_LON_MAX, _LAT_MAX = 180, 90
_SIXTY = 60


class RawPosition(NamedTuple):
    """A position as it is given, in degrees of its datum."""

    lon: float
    lat: float
    datum: str


@dataclass(frozen=True, slots=True)
class Position:
    """A position in WGS 84 and the adcodes of the units around it, innermost first.

    `units` is empty when no position was given; `given` tells the two apart from a point abroad,
    which is a problem and never becomes a `Position`.
    """

    lon: float = math.nan
    lat: float = math.nan
    units: tuple[str, ...] = ()
    lon_text: str = ""
    lat_text: str = ""
    notes: tuple[str, ...] = ()
    near: frozenset[str] | None = None
    """The units within 2 km; None: they are looked for when they are asked for."""
    across: tuple[Neighbour, ...] | None = None
    """The units across a border that is nearer than the outlines are exact; None: as for `near`."""

    is_lost: bool = False
    """Whether a position was given that is none in China."""

    @property
    def given(self) -> bool:
        """Whether there is a position at all."""
        return bool(self.units)

    @property
    def neighbours(self) -> tuple[Neighbour, ...]:
        """The units that the position may lie in too, since the outlines are not exact."""
        if self.across is not None:
            return self.across
        return neighbours_at(self.lon, self.lat, self.units[0]) if self.units else ()

    def lies_in(self, adcode: str) -> bool:
        """Whether the position lies in the unit, or within 2 km of it."""
        if adcode in self.units:
            return True
        if self.near is not None:
            return adcode in self.near
        return lies_near(self.lon, self.lat, adcode)


NO_POSITION = Position()
"""No position was given."""
LOST_POSITION = Position(is_lost=True)
"""One was given that cannot be read, or lies abroad."""


def locate(entry: Entry, datum: str) -> Position:
    """Return where the entry's coordinates lie.

    Raises
    ------
    DataError
        Not numbers, not finite, one without the other, swapped, or outside China.
    """
    given = read_position(entry, datum)
    if given is None:
        return NO_POSITION
    position = _in_wgs84(entry, given, is_unshifted=_are_unshifted([given])[0])
    units = nearest_units(position.lon, position.lat)
    if not units:
        raise DataError([_abroad(position.lon, position.lat)])
    return replace(position, units=units)


def read_position(entry: Entry, datum: str) -> RawPosition | None:
    """Return the position as it is given; None when the entry gives none.

    Raises
    ------
    DataError
        As for `locate`, for all that needs no boundaries.
    """
    if not entry.lon and not entry.lat:
        return None
    datum = entry.datum.strip().lower().replace("-", "") or datum
    problems = [] if datum in DATUMS else [_unknown_datum(datum)]
    values = []
    for column, other in (("lon", "lat"), ("lat", "lon")):
        cell = getattr(entry, column)
        value = _degrees(cell, column)
        if isinstance(value, Problem):
            problems.append(value if cell else _half(column, other))
        else:
            values.append(value)
    if not problems:
        problems = _out_of_range(*values)
    if problems:
        raise DataError(problems)
    lon, lat = values
    return RawPosition(lon, lat, datum)


def _are_unshifted(given: Sequence[RawPosition]) -> list[bool]:
    """Return for each position whether it lies where GCJ-02 shifts nothing."""
    unshifted = [False] * len(given)
    asked = []
    for index, (lon, lat, datum) in enumerate(given):
        if datum != "wgs84" and may_be_unshifted(lon, lat):
            asked.append((index, to_gcj02(lon, lat, datum)))
    for (index, _), units in zip(asked, units_of_all([at for _, at in asked]), strict=True):
        unshifted[index] = not UNSHIFTED.isdisjoint(units)
    return unshifted


def _in_wgs84(entry: Entry, given: RawPosition, *, is_unshifted: bool) -> Position:
    """Return the position in WGS 84, without its units."""
    lon, lat, datum = given
    if datum == "wgs84" or (is_unshifted and datum == "gcj02"):
        note = "gcj02 is WGS 84 in Hong Kong, Macau and Taiwan: coordinates kept as given"
        notes = (note,) if is_unshifted else ()
        return Position(lon, lat, (), _text(entry.lon, lon), _text(entry.lat, lat), notes)
    lon, lat = (to_gcj02 if is_unshifted else to_wgs84)(lon, lat, datum)
    note = f"coordinates converted from {datum} ({entry.lon}, {entry.lat}) to WGS 84"
    return Position(lon, lat, (), f"{lon:.6f}", f"{lat:.6f}", (note,))


def _text(cell: str, value: float) -> str:
    return cell if _NUMBER.fullmatch(cell) else f"{value:.10g}"


def as_degrees(cell: str) -> float | None:
    """Return a plain finite number; None for anything else."""
    if not _NUMBER.fullmatch(cell):
        return None
    value = float(cell)
    return value if math.isfinite(value) else None


def split_pair(cell: str) -> tuple[str, str] | None:
    """Return longitude and latitude of a cell that holds both, as they are written in it.

    Which is which, its letters say, or its size: no longitude in China is a latitude in China.

    >>> split_pair("34.5, 109.51"), split_pair("北纬34°30′，东经109°30′36″")
    (('109.51', '34.5'), ('东经109°30′36″', '北纬34°30′'))
    >>> split_pair("109.51") is None
    True
    """
    parts = _PAIR.fullmatch(cell.strip().strip("()（）[]").strip())
    if parts is None:
        return None
    first, second = parts["first"], parts["second"]
    abroad = None
    for lon, lat in ((first, second), (second, first)):
        east, north = _degrees(lon, "lon"), _degrees(lat, "lat")
        if not (isinstance(east, Problem) or isinstance(north, Problem)):
            if in_china(east, north):
                return lon, lat
            abroad = abroad or (lon, lat)
    return abroad


def _degrees(cell: str, column: str) -> float | Problem:
    if _NUMBER.fullmatch(cell):
        value = float(cell)
        if math.isfinite(value):
            return value
    elif shape := _DEGREES.fullmatch(cell.translate(_IN_CHINESE)):
        hemisphere = (shape["before"] + shape["after"]).upper()
        if not hemisphere or hemisphere in _HEMISPHERES[column]:
            parts = [float(shape[name] or 0) for name in ("number", "minutes", "seconds")]
            if max(parts[1:]) < _SIXTY and not (shape["minutes"] and parts[0] < 0):
                value = parts[0] + parts[1] / 60 + parts[2] / 3600
                return value * (-1 if hemisphere in {"S", "W"} else 1)
        if len(hemisphere) == 1:
            message = f"'{cell}' is no {column}: {hemisphere} stands with the other one"
            hint = "lon, the degrees east, comes first; exchange the two"
            return Problem("coordinates-swapped", message, hint, column=column)
    return Problem(
        "coordinate-invalid",
        f"'{cell}' is not a finite number of degrees",
        "write decimal degrees such as 102.638 (lon) and 37.928 (lat)",
        column=column,
    )


def _half(column: str, other: str) -> Problem:
    return Problem(
        "coordinate-invalid",
        f"{other} is given without {column}",
        "give both or none",
        column=column,
    )


def _unknown_datum(datum: str) -> Problem:
    known = ", ".join(DATUMS)
    return Problem("datum-invalid", f"datum '{datum}' is not known", f"one of {known}")


def _out_of_range(lon: float, lat: float) -> list[Problem]:
    if in_china(lon, lat):
        return []
    if in_china(lat, lon):
        message = f"lon {lon:g} and lat {lat:g} look swapped: {lat:g} E, {lon:g} N is in China"
        return [Problem("coordinates-swapped", message, "exchange the two columns", column="lon")]
    if abs(lon) > _LON_MAX or abs(lat) > _LAT_MAX:
        message = f"lon {lon:g}, lat {lat:g} is no place on Earth"
        hint = "lon is -180 to 180, lat -90 to 90 decimal degrees; projected metres are not read"
        return [Problem("coordinate-invalid", message, hint, column="lon")]
    return [_abroad(lon, lat)]


def _abroad(lon: float, lat: float) -> Problem:
    return Problem(
        "coordinates-abroad",
        f"lon {lon:g}, lat {lat:g} lies in no unit of China",
        "correct the coordinates, or leave them blank and name the unit",
        column="lon",
    )


def locate_many(entries: Sequence[Entry], datum: str) -> list[Position | DataError]:
    """Return where many entries lie, by one search; the error where `locate` would raise it."""
    positions: list[Position | DataError] = [NO_POSITION] * len(entries)
    at: list[int] = []
    raw: list[RawPosition] = []
    for index, entry in enumerate(entries):
        try:
            read = read_position(entry, datum)
        except DataError as error:
            positions[index] = error
            continue
        if read is not None:
            at.append(index)
            raw.append(read)
    if not at:
        return positions
    from ...boundaries import neighbours_of, units_of

    given = [
        _in_wgs84(entries[index], read, is_unshifted=is_unshifted)
        for index, read, is_unshifted in zip(at, raw, _are_unshifted(raw), strict=True)
    ]
    where = [(position.lon, position.lat) for position in given]
    ring = [near for lon, lat in where for near in positions_near(lon, lat)]
    found_in = units_of(*zip(*where, *ring, strict=True))  # one search, as each sees all outlines
    here, around = found_in[: len(given)], iter(found_in[len(given) :])
    each = len(ring) // len(given)
    across = neighbours_of(
        [position.lon for position in given],
        [position.lat for position in given],
        [units[0] if units else "" for units in here],
    )
    for number, (index, position, units) in enumerate(zip(at, given, here, strict=True)):
        near = list(islice(around, each))
        found = tuple(units) or next(filter(None, near), ())
        if found:
            positions[index] = replace(
                position,
                units=found,
                near=frozenset().union(*near),
                across=across.get(number, ()),
            )
        else:
            positions[index] = DataError([_abroad(position.lon, position.lat)])
    return positions
