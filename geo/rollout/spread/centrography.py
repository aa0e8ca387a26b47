"""Centre and scatter of points on the earth: mean centre, standard deviational ellipse, bearing.

The ellipse is Lefever's (1926), with the two corrections that make its size unbiased (Yuill 1971;
CrimeStat IV manual, chapter 4): two degrees of freedom are lost, and deviations in the plane are
the square root of two wider than along a line. Points are (lon, lat) in degrees, WGS 84.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyproj

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
