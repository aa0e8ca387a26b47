"""Where a position lies, with the leeway that simplified outlines need."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

CHINA = (73.4, 3.4, 135.2, 53.7)
"""West, south, east, north of the country's territory in degrees, the southern islands included."""

_NEAR_DEG = 0.02
"""About 2 km: how far the simplified outlines may stray from the border on the ground."""
_NEAR_DIAGONAL_DEG = _NEAR_DEG * math.sqrt(0.5)


def in_china(lon: float, lat: float) -> bool:
    """Whether a position lies in the rectangle around China."""
    west, south, east, north = CHINA
    return west <= lon <= east and south <= lat <= north


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


def _nearby(lon: float, lat: float) -> Iterator[tuple[str, ...]]:
    """Yield the units at a position, then those 2 km away in eight directions."""
    from geo.boundaries import units_at

    yield tuple(units_at(lon, lat))
    for position in positions_near(lon, lat):
        yield tuple(units_at(*position))
