"""Coordinates of Chinese maps turned into WGS 84, where somebody declares what they are in.

GCJ-02 (Gaode, Tencent, Google's Chinese maps) shifts positions by 100 to 700 m; BD-09 (Baidu)
shifts GCJ-02 once more. Both formulas are public knowledge through eviltransform
(github.com/googollee/eviltransform, MIT); they are restated here. The way back is found by
iteration and exact to a millimetre.
"""

from __future__ import annotations

from math import atan2, cos, hypot, pi, sin, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    LonLat = tuple[float, float]

_AXIS_M = 6378245.0  # Krasovsky 1940, as GCJ-02 uses it
_ECCENTRICITY_2 = 0.00669342162296594323
_BD_TWIST = pi * 3000.0 / 180.0
_ROUNDS = 8  # each round gains about three digits; four are enough

DATUMS = ("wgs84", "gcj02", "bd09")


UNSHIFTED = frozenset(["710000", "810000", "820000"])
"""Taiwan, Hong Kong and Macau, whose positions GCJ-02 leaves as they are in WGS 84."""
_UNSHIFTED_BOXES = (
    (118.0, 21.7, 122.2, 26.5),
    (113.8, 22.1, 114.5, 22.6),
    (113.5, 22.0, 113.7, 22.3),
)
"""West, south, east, north around each, in degrees; parts of the mainland lie inside them too."""


def may_be_unshifted(lon: float, lat: float) -> bool:
    """Whether a position may lie where GCJ-02 shifts nothing; its units tell."""
    return any(
        west <= lon <= east and south <= lat <= north
        for west, south, east, north in _UNSHIFTED_BOXES
    )


def to_gcj02(lon: float, lat: float, datum: str) -> tuple[float, float]:
    """Return `(lon, lat)` in GCJ-02 degrees for a position given in gcj02 or bd09."""
    return _undo(gcj02_to_bd09, lon, lat) if datum == "bd09" else (lon, lat)


def to_wgs84(lon: float, lat: float, datum: str) -> tuple[float, float]:
    """Return `(lon, lat)` in WGS 84 degrees for a position given in `datum`, one of `DATUMS`.

    Not for positions in the units `UNSHIFTED`: there, GCJ-02 is WGS 84.
    """
    if datum == "wgs84":
        return lon, lat
    return _undo(wgs84_to_gcj02, *to_gcj02(lon, lat, datum))


def _undo(shift: Callable[[float, float], tuple[float, float]], lon: float, lat: float) -> LonLat:
    guess_lon, guess_lat = lon, lat
    for _ in range(_ROUNDS):
        shifted_lon, shifted_lat = shift(guess_lon, guess_lat)
        guess_lon, guess_lat = guess_lon + lon - shifted_lon, guess_lat + lat - shifted_lat
    return guess_lon, guess_lat


def wgs84_to_gcj02(lon: float, lat: float) -> tuple[float, float]:
    """Return where a Chinese map draws a WGS 84 position; degrees."""
    x, y = lon - 105.0, lat - 35.0
    waves = 20.0 * sin(6.0 * x * pi) + 20.0 * sin(2.0 * x * pi)
    d_lat = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
    d_lat += (waves + 20.0 * sin(y * pi) + 40.0 * sin(y / 3.0 * pi)) * 2.0 / 3.0
    d_lat += (160.0 * sin(y / 12.0 * pi) + 320.0 * sin(y * pi / 30.0)) * 2.0 / 3.0
    d_lon = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
    d_lon += (waves + 20.0 * sin(x * pi) + 40.0 * sin(x / 3.0 * pi)) * 2.0 / 3.0
    d_lon += (150.0 * sin(x / 12.0 * pi) + 300.0 * sin(x / 30.0 * pi)) * 2.0 / 3.0
    radians = lat / 180.0 * pi
    flatness = 1 - _ECCENTRICITY_2 * sin(radians) ** 2
    d_lat = d_lat * 180.0 / (_AXIS_M * (1 - _ECCENTRICITY_2) / (flatness * sqrt(flatness)) * pi)
    d_lon = d_lon * 180.0 / (_AXIS_M / sqrt(flatness) * cos(radians) * pi)
    return lon + d_lon, lat + d_lat


def gcj02_to_bd09(lon: float, lat: float) -> tuple[float, float]:
    """Return where Baidu draws a GCJ-02 position; degrees."""
    radius = hypot(lon, lat) + 0.00002 * sin(lat * _BD_TWIST)
    angle = atan2(lat, lon) + 0.000003 * cos(lon * _BD_TWIST)
    return radius * cos(angle) + 0.0065, radius * sin(angle) + 0.006
