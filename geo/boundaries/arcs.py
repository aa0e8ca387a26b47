"""Cut polygons on a grid into the arcs they share.

The method of TopoJSON (Bostock, "How To Infer Topology", 2013): a vertex is a junction where two
rings that pass it come from or go to different neighbours; between junctions, borders are arcs.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.boundaries.coverage import label_points
from geo.boundaries.topology import LEVELS, Outline, Topology

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from geo.boundaries.topology import Point, Polygon, Ring
    from geo.model import Level

    Vertices = NDArray[np.int64]

_Y_BITS = 32


class ArcStore:
    """The arcs seen so far, each held once whichever way it is first walked."""

    def __init__(self, junctions: frozenset[int]) -> None:
        self._junctions = junctions
        self._numbers: dict[tuple[int, ...], int] = {}

    def ring(self, ids: list[int]) -> Ring:
        """Return a ring (ids of its vertices, the last repeating the first) as arcs."""
        ids = ids[:-1]
        start = next((at for at, vertex in enumerate(ids) if vertex in self._junctions), None)
        if start is None:  # an island: begin where every ring of the same vertices would begin
            start = ids.index(min(ids))
        return self.line([*ids[start:], *ids[:start], ids[start]])

    def line(self, ids: list[int]) -> Ring:
        """Return a line as arcs, cut at the junctions on it."""
        arcs = []
        begin = 0
        for at in range(1, len(ids)):
            if ids[at] in self._junctions or at == len(ids) - 1:
                arcs.append(self._number(tuple(ids[begin : at + 1])))
                begin = at
        return tuple(arcs)

    def _number(self, ids: tuple[int, ...]) -> int:
        backwards = ids[::-1]
        if backwards < ids:
            return ~self._numbers.setdefault(backwards, len(self._numbers))
        return self._numbers.setdefault(ids, len(self._numbers))

    def steps(self) -> tuple[tuple[Point, ...], ...]:
        """Return every arc as its first point and the steps from there."""
        return tuple(_steps(ids) for ids in self._numbers)


def _steps(ids: tuple[int, ...]) -> tuple[Point, ...]:
    points = [(vertex >> _Y_BITS, vertex & ((1 << _Y_BITS) - 1)) for vertex in ids]
    before = [(0, 0), *points]
    return tuple((x - px, y - py) for (x, y), (px, py) in zip(points, before, strict=False))


def cut(
    levels: Mapping[Level, Mapping[str, shapely.Geometry]],
    *,
    describe: Callable[[Level, str], tuple[str, tuple[str, ...]]],
    grid_deg: float,
    origin: tuple[float, float],
    lines: Mapping[str, shapely.Geometry] | None = None,
) -> Topology:
    """Return the polygons of all levels over one set of arcs.

    Parameters
    ----------
    levels
        Polygons by adcode; vertices on the grid; each level a coverage, each unit of an outer
        level made of whole units of the inner ones.
    describe
        Gives the name and the ancestors of a unit at a level.
    grid_deg, origin
        Grid step in degrees, and the (lon, lat) of its point (0, 0), west and south of everything.
    lines
        Lines to carry along, by name; rounded to the grid.
    """

    def grid_ids(geometry: shapely.Geometry) -> list[int]:
        return _ids(geometry, grid_deg, origin)

    oriented = {
        level: {
            adcode: [
                [grid_ids(ring) for ring in (polygon.exterior, *polygon.interiors)]
                for polygon in shapely.get_parts(shapely.orient_polygons(geometry))
            ]
            for adcode, geometry in sorted(levels[level].items())
        }
        for level in LEVELS
        if level in levels
    }
    rings = [
        ring
        for units in oriented.values()
        for polygons in units.values()
        for polygon in polygons
        for ring in polygon
    ]
    store = ArcStore(_junctions(rings))
    outlines: dict[Level, dict[str, Outline]] = {}
    for level, units in reversed(oriented.items()):  # innermost first: neighbours' arcs lie close
        labels = label_points(np.array([levels[level][adcode] for adcode in units]))
        outlines[level] = {}
        for (adcode, polygons), label in zip(units.items(), labels.tolist(), strict=True):
            name, ancestors = describe(level, adcode)
            outlines[level][adcode] = Outline(
                adcode=adcode,
                name=name,
                ancestors=ancestors,
                label=tuple(label),
                polygons=_polygons(polygons, store),
            )
    drawn = {
        name: tuple(store.line(grid_ids(part)) for part in shapely.get_parts(line))
        for name, line in (lines or {}).items()
    }
    return Topology(
        grid_deg=grid_deg,
        origin=origin,
        arcs=store.steps(),
        outlines={level: outlines[level] for level in LEVELS if level in outlines},
        lines=drawn,
    )


def _polygons(polygons: list[list[list[int]]], store: ArcStore) -> tuple[Polygon, ...]:
    return tuple(tuple(store.ring(ring) for ring in polygon) for polygon in polygons)


def _ids(line: shapely.Geometry, grid_deg: float, origin: tuple[float, float]) -> list[int]:
    """Return one number per vertex: grid x in the high bits, grid y in the low."""
    xy = np.rint((shapely.get_coordinates(line) - origin) / grid_deg).astype(np.int64)
    moved = np.ones(len(xy), dtype=bool)
    moved[1:] = (np.diff(xy, axis=0) != 0).any(axis=1)
    ids: list[int] = ((xy[moved, 0] << _Y_BITS) | xy[moved, 1]).tolist()
    return ids


def _junctions(rings: list[list[int]]) -> frozenset[int]:
    """Return the vertices that two rings pass between different neighbours."""
    neighbours: dict[int, tuple[int, int]] = {}
    junctions = set()
    for ring in rings:
        before = ring[-2]
        for vertex, after in pairwise(ring):
            pair = (before, after) if before < after else (after, before)
            if neighbours.setdefault(vertex, pair) != pair:
                junctions.add(vertex)
            before = vertex
    return frozenset(junctions)
