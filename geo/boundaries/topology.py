"""A topology: borders held once, as arcs on a grid, and outlines that refer to them.

Coordinates are `(lon, lat)` in EPSG:4326; inside, they are whole
numbers of grid steps from `origin`, so that two outlines share a border exactly or not at all.

Plain Python: placing one point must not cost the import of a geometry library.

Pack paths and rings into bytes, as `PageTopology` says: zigzagged steps and LEB128 varints.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from itertools import accumulate, compress
from typing import TYPE_CHECKING

from ..model import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


Point = tuple[int, int]
"""(x, y): grid steps east and north of the topology's origin."""
Ring = tuple[int, ...]
"""Arcs in order; `~i` stands for arc `i` walked backwards, as in TopoJSON."""
Polygon = tuple[Ring, ...]
"""The exterior ring, counter-clockwise, then the holes, clockwise (RFC 7946)."""
Bounds = tuple[float, float, float, float]
"""(west, south, east, north) in degrees."""

LEVELS = (Level.PROVINCE, Level.PREFECTURE, Level.COUNTY)
"""The levels a topology may hold, outermost first."""
ANCESTORS: dict[Level, tuple[Level, ...]] = {
    Level.PROVINCE: (),
    Level.PREFECTURE: (Level.PROVINCE,),
    Level.COUNTY: (Level.PREFECTURE, Level.PROVINCE),
}
"""By level, the levels of an outline's ancestors, innermost first."""


def arc_of(reference: int) -> int:
    """Return the arc that a reference walks, in whichever direction."""
    return reference if reference >= 0 else ~reference


@dataclass(frozen=True, slots=True)
class Outline:
    """The area of one unit at one level."""

    adcode: str
    name: str
    """Official Chinese name; empty where the file gave none."""
    ancestors: tuple[str, ...]
    """Adcodes of the outlines it lies in, at the levels of `ANCESTORS`.

    A unit that stands at two levels (a municipality, a county directly under a province) is its
    own ancestor there.
    """
    label: tuple[float, float]
    """(lon, lat): the point of the area farthest from its border, for labels; not the seat."""
    polygons: tuple[Polygon, ...]
    other_codes: tuple[str, ...] = ()
    """Codes that other publishers use for the unit, or for a part of it that has no outline."""

    def rings(self) -> Iterator[Ring]:
        """Every ring of every polygon."""
        for polygon in self.polygons:
            yield from polygon


@dataclass(frozen=True, slots=True)
class Topology:
    """Outlines at up to three levels over one set of arcs."""

    grid_deg: float
    """Size of a grid step in degrees, the same in longitude and latitude."""
    origin: tuple[float, float]
    """(lon, lat) of the grid's point (0, 0)."""
    arcs: Sequence[Sequence[Point]]
    """Each arc as its first point and then steps, as the file holds them."""
    kept: Sequence[bytes]
    """By arc, one byte a point: 1 where the coarse outlines keep the point."""
    outlines: Mapping[Level, Mapping[str, Outline]]
    lines: Mapping[str, tuple[Ring, ...]] = field(default_factory=dict)
    """Lines that are drawn but bound no unit, by name."""
    is_coarse: bool = False
    """Whether points that the coarse outlines drop are left out."""

    def coarse(self) -> Topology:
        """Return the same outlines with fewer points, fit to draw a country or a province.

        They are a coverage like the fine ones, and meet in the same junctions.
        """
        return replace(self, is_coarse=True)

    def arc_points(self, reference: int) -> list[Point]:
        """Return the points of one arc in the direction that `reference` walks it."""
        arc = arc_of(reference)
        steps_x, steps_y = zip(*self.arcs[arc], strict=True)
        points = list(zip(accumulate(steps_x), accumulate(steps_y), strict=True))
        if self.is_coarse:
            points = list(compress(points, self.kept[arc]))
        if reference < 0:
            points.reverse()
        return points

    def ring_points(self, ring: Ring) -> list[Point]:
        """Return the points of a closed ring (the last equals the first) or of a line."""
        points = self.arc_points(ring[0])
        for reference in ring[1:]:
            points.extend(self.arc_points(reference)[1:])
        return points

    def degrees(self, point: Point) -> tuple[float, float]:
        """Return the (lon, lat) of a grid point."""
        return (
            self.origin[0] + point[0] * self.grid_deg,
            self.origin[1] + point[1] * self.grid_deg,
        )


_MORE = 0x80
"""Set in every byte of a number but the last; seven bits of the number are beside it."""


def packed_paths(paths: Iterable[list[Point]]) -> bytes:
    """Return each path as the number of its points and the steps between them, across paths."""
    packed = []
    before_x = before_y = 0
    for path in paths:
        packed.append(_unsigned(len(path)))
        for x, y in path:
            packed.append(_signed(x - before_x))
            packed.append(_signed(y - before_y))
            before_x, before_y = x, y
    return b"".join(packed)


def packed_rings(units: Iterable[list[list[Ring]]]) -> bytes:
    """Return the polygons of each unit; `~i`, arc `i` walked backwards, is zigzagged to 2i + 1."""
    packed = []
    for polygons in units:
        packed.append(_unsigned(len(polygons)))
        for polygon in polygons:
            packed.append(_unsigned(len(polygon)))
            for ring in polygon:
                packed.append(_unsigned(len(ring)))
                packed.extend(map(_signed, ring))
    return b"".join(packed)


def packed_steps(steps: Iterable[int]) -> bytes:
    """Return numbers of either sign one after another; they are not kept, as those of paths are."""
    packed = bytearray()
    for step in steps:
        number = step << 1 if step >= 0 else ~(step << 1)
        while number >= _MORE:
            packed.append(number & (_MORE - 1) | _MORE)
            number >>= 7
        packed.append(number)
    return bytes(packed)


@cache
def _signed(number: int) -> bytes:
    """Return a number zigzagged: 0, -1, 1, -2 become 0, 1, 2, 3."""
    return _unsigned(number << 1 if number >= 0 else ~(number << 1))


@cache
def _unsigned(number: int) -> bytes:
    packed = bytearray()
    while number >= _MORE:
        packed.append(number % _MORE | _MORE)
        number >>= 7
    packed.append(number)
    return bytes(packed)
