"""Where a position lies, with the leeway that simplified outlines need.

Nothing of this package may import this module: it asks the package's own functions.
"""

from __future__ import annotations

import math
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CHINA = (73.4, 3.4, 135.2, 53.7)
"""West, south, east, north of the country's territory in degrees, the southern islands included."""

_NEAR_DEG = 0.02
"""About 2 km: how far the simplified outlines may stray from the border on the ground."""
_NEAR_DIAGONAL_DEG = _NEAR_DEG * math.sqrt(0.5)
_RING = 8
"""Directions in which `positions_near` looks."""


_FEW = 40
"""Positions up to which looking for each by itself is quicker than loading numpy and shapely."""


def in_china(lon: float, lat: float) -> bool:
    """Whether a position lies in the rectangle around China."""
    west, south, east, north = CHINA
    return west <= lon <= east and south <= lat <= north


def are_in_china(lons: Sequence[float | None], lats: Sequence[float | None]) -> list[bool]:
    """Whether each of many positions lies there; one without a number does not."""
    west, south, east, north = CHINA
    return [
        lon is not None and lat is not None and west <= lon <= east and south <= lat <= north
        for lon, lat in zip(lons, lats, strict=True)
    ]


def lies_near(lon: float, lat: float, adcode: str | None) -> bool:
    """Whether a position lies in a unit, or within 2 km of it; None stands for any unit."""
    return any(adcode in units if adcode else units for units in _nearby(lon, lat))


def nearest_units(lon: float, lat: float) -> tuple[str, ...]:
    """Return the adcodes of the units at a position, innermost first; those 2 km off at sea."""
    return next(filter(None, _nearby(lon, lat)), ())


def positions_near(lon: float, lat: float) -> Iterator[tuple[float, float]]:
    """Yield the positions 2 km away in eight directions."""
    straight, diagonal = _NEAR_DEG, _NEAR_DIAGONAL_DEG
    for x, y in ((straight, 0), (0, straight), (diagonal, diagonal), (diagonal, -diagonal)):
        for sign in (1, -1):
            yield lon + sign * x, lat + sign * y


def units_of_all(positions: Sequence[tuple[float, float]]) -> list[tuple[str, ...]]:
    """Return the adcodes of the units at each `(lon, lat)`, innermost first; many by one search."""
    lons, lats = zip(*positions, strict=True) if positions else ((), ())
    return _units_at_all(lons, lats)


def _units_at_all(lons: Sequence[float], lats: Sequence[float]) -> list[tuple[str, ...]]:
    from . import units_at, units_of

    if len(lons) <= _FEW:
        return [tuple(units_at(*position)) for position in zip(lons, lats, strict=True)]
    return units_of(lons, lats)


def are_near(
    lons: Sequence[float], lats: Sequence[float], wanted: Sequence[frozenset[str]]
) -> list[bool | None]:
    """Return for each position whether it lies in one of its wanted units, or within 2 km of one.

    None stands for a position that lies in no unit at all, nor within 2 km of any.
    """
    known: dict[tuple[int, int], bool | None] = {}
    near: list[bool | None] = []
    at = _units_at_all(lons, lats)  # held, so that none of them gives its id to another
    for units, codes in zip(at, wanted, strict=True):
        pair = id(units), id(codes)  # the tuples of a unit are one, and most rows share their codes
        if pair not in known:
            known[pair] = True if not codes.isdisjoint(units) else False if units else None
        near.append(known[pair])
    astray = [index for index, is_near in enumerate(near) if not is_near]
    rings = [ring for index in astray for ring in positions_near(lons[index], lats[index])]
    around = iter(units_of_all(rings))
    for index in astray:
        for units in islice(around, _RING):
            if not wanted[index].isdisjoint(units):
                near[index] = True
            elif units and near[index] is None:
                near[index] = False
    return near


def _nearby(lon: float, lat: float) -> Iterator[tuple[str, ...]]:
    """Yield the units at a position, then those 2 km away in eight directions."""
    from . import units_at

    yield tuple(units_at(lon, lat))
    for position in positions_near(lon, lat):
        yield tuple(units_at(*position))
