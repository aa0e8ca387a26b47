"""Make a topology of polygons that tile an area: clean, simplify, put on a grid, dissolve, cut.

A coverage is a set of valid polygons that do not overlap and whose shared borders have the same
vertices on both sides. Everything here works on arrays of shapely geometries in EPSG:4326, keeps
their order, and needs GEOS 3.14 (shapely 2.2). On the grid they are cut into the arcs they share.

The method of TopoJSON (Bostock, "How To Infer Topology", 2013): a vertex is a junction where two
rings that pass it come from or go to different neighbours; between junctions, borders are arcs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain, pairwise
from typing import TYPE_CHECKING

import numpy as np
import shapely

from ..errors import ReferenceDataError
from .topology import LEVELS, Topology

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from ..model import Level
    from .topology import Outline, Point, Ring

    Polygons = NDArray[np.object_]


_Y_BITS = 32

FINE_DEG = 0.005
"""Simplification of the outlines, some 400 m: what positions are looked up in."""
FINE_SHARE = 0.05
"""The same for small units, as a share of their width."""
COARSE_DEG = 0.015
"""Simplification of the coarse outlines, below two pixels on a map of one province."""
COARSE_SHARE = 0.08
"""The same for small units, as a share of their width."""

Lineage = dict["Level", str]
"""The adcode a face belongs to at each level; a level may be missing."""


class ArcStore:
    """The arcs seen so far, each held once whichever way it is first walked."""

    def __init__(self, junctions: frozenset[int], kept: frozenset[int]) -> None:
        self._junctions = junctions
        self._kept = kept
        self._numbers: dict[tuple[int, ...], int] = {}

    def ring(self, ids: list[int]) -> Ring:
        """Return a ring (ids of its vertices, the last repeating the first) as arcs."""
        ids = ids[:-1]
        start = next((at for at, vertex in enumerate(ids) if vertex in self._junctions), None)
        if start is None:  # an island: begin where every ring of the same vertices would begin
            start = ids.index(min(vertex for vertex in ids if vertex in self._kept))
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

    def kept(self) -> tuple[bytes, ...]:
        """Return, for every arc, one byte a point: 1 where the coarse outlines keep it.

        Both ends are kept: they are junctions, or the ends of a line that bounds no unit.
        """
        return tuple(
            bytes([1, *(vertex in self._kept for vertex in ids[1:-1]), 1]) for ids in self._numbers
        )


def _steps(ids: tuple[int, ...]) -> tuple[Point, ...]:
    points = [(vertex >> _Y_BITS, vertex & ((1 << _Y_BITS) - 1)) for vertex in ids]
    before = [(0, 0), *points]
    return tuple((x - px, y - py) for (x, y), (px, py) in zip(points, before, strict=False))


@dataclass(frozen=True, slots=True)
class VertexGrid:
    """The grid that all vertices lie on."""

    step_deg: float
    origin: tuple[float, float]
    """(lon, lat) of the point (0, 0), west and south of everything."""

    def ids(self, geometry: shapely.Geometry) -> list[int]:
        """Return one number per vertex, x in the high bits and y in the low; repeats left out."""
        degrees = shapely.get_coordinates(geometry)
        xy = np.rint((degrees - self.origin) / self.step_deg).astype(np.int64)
        moved = np.ones(len(xy), dtype=bool)
        moved[1:] = (np.diff(xy, axis=0) != 0).any(axis=1)
        ids: list[int] = ((xy[moved, 0] << _Y_BITS) | xy[moved, 1]).tolist()
        return ids

    def polygons(self, geometry: shapely.Geometry) -> list[list[list[int]]]:
        """Return the rings of each polygon as ids, exteriors counter-clockwise."""
        return [
            [self.ids(ring) for ring in (polygon.exterior, *polygon.interiors)]
            for polygon in shapely.get_parts(shapely.orient_polygons(geometry))
        ]


GRID = VertexGrid(step_deg=0.0005, origin=(73.0, 3.0))
"""About 50 m; from south-west of all of China, the South China Sea included."""


def compose(
    faces: Polygons,
    lineages: Sequence[Lineage],
    about: Mapping[Level, Mapping[str, Outline]],
    *,
    lines: Mapping[str, shapely.Geometry] | None = None,
) -> Topology:
    """Return the units that the faces make up, at every level, over one set of arcs.

    Parameters
    ----------
    faces
        A coverage in EPSG:4326 (see `clean`); the outer levels are dissolved from it, so
        that levels nest exactly.
    lineages
        By face, the units it belongs to.
    about
        What is known of each unit, by level and adcode.
    lines
        Lines to carry along, by name.

    Raises
    ------
    ReferenceDataError
        If a unit is too small for the grid.
    """
    gridded = snap_to_grid(simplify(faces, FINE_DEG, width_share=FINE_SHARE), GRID.step_deg)
    lost = sorted(
        {code for at in shapely.is_empty(gridded).nonzero()[0] for code in lineages[at].values()}
    )
    if lost:
        raise ReferenceDataError(
            f"the outline of {lost[0]} is smaller than the grid of {GRID.step_deg} degrees, "
            f"about 50 m; give it a larger outline or leave it out"
        )
    return _cut(
        {level: _dissolved(gridded, lineages, level) for level in LEVELS},
        coarse=simplify(gridded, COARSE_DEG, width_share=COARSE_SHARE),
        about=about,
        grid=GRID,
        lines=lines,
    )


def _dissolved(
    faces: Polygons, lineages: Sequence[Lineage], level: Level
) -> dict[str, shapely.Geometry]:
    having = [at for at, lineage in enumerate(lineages) if level in lineage]
    return dissolve(faces[having], [lineages[at][level] for at in having])


def _cut(
    levels: Mapping[Level, Mapping[str, shapely.Geometry]],
    *,
    coarse: NDArray[np.object_],
    about: Mapping[Level, Mapping[str, Outline]],
    grid: VertexGrid,
    lines: Mapping[str, shapely.Geometry] | None = None,
) -> Topology:
    """Return the polygons of all levels over one set of arcs.

    Parameters
    ----------
    levels
        Polygons by adcode; vertices on the grid; each level a coverage, each unit of an outer
        level made of whole units of the inner ones.
    coarse
        The innermost polygons with fewer of the same vertices, for maps of a whole country.
    about
        What is known of each unit; its label and polygons are filled in.
    lines
        Lines to carry along, by name; rounded to the grid.
    """
    rings = {
        level: {adcode: grid.polygons(units[adcode]) for adcode in sorted(units)}
        for level, units in levels.items()
    }
    kept = frozenset(vertex for polygon in coarse for vertex in grid.ids(polygon))
    every_ring = chain.from_iterable(
        polygon for units in rings.values() for polygons in units.values() for polygon in polygons
    )
    store = ArcStore(_junctions(every_ring), kept)
    outlines: dict[Level, dict[str, Outline]] = {}
    for level in reversed(LEVELS):  # innermost first: arcs of neighbours come to lie close
        units = rings.get(level, {})
        labels = label_points(np.array([levels[level][adcode] for adcode in units]))
        outlines[level] = {
            adcode: replace(
                about[level][adcode],
                label=label,
                polygons=tuple(tuple(store.ring(ring) for ring in polygon) for polygon in polygons),
            )
            for (adcode, polygons), label in zip(units.items(), labels, strict=True)
        }
    drawn = {
        name: tuple(store.line(grid.ids(part)) for part in shapely.get_parts(line))
        for name, line in (lines or {}).items()
    }
    return Topology(
        grid_deg=grid.step_deg,
        origin=grid.origin,
        arcs=store.steps(),
        kept=store.kept(),
        outlines={level: outlines[level] for level in LEVELS if outlines[level]},
        lines=drawn,
    )


def _junctions(rings: Iterable[list[int]]) -> frozenset[int]:
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


GAP_DEG = 0.001
"""Slits between neighbours up to this wide (about 100 m) are closed; lagoons are wider."""
SIMPLIFY_STEPS = 5
"""How often the tolerance is halved for the smallest units."""


def clean(polygons: Polygons) -> Polygons:
    """Return the polygons without overlaps and slits; each overlap goes to one of the two."""
    cleaned: Polygons = shapely.coverage_clean(polygons, gap_width=GAP_DEG)
    return cleaned


def dissolve(polygons: Polygons, labels: Sequence[str]) -> dict[str, shapely.Geometry]:
    """Return one polygon per label, in the order of the labels, from the parts that carry it."""
    by_label: dict[str, list[int]] = {}
    for position, label in enumerate(labels):
        by_label.setdefault(label, []).append(position)
    return {
        label: shapely.coverage_union_all(polygons[positions])
        for label, positions in sorted(by_label.items())
    }


def simplify(polygons: Polygons, tolerance_deg: float, *, width_share: float) -> Polygons:
    """Return the coverage with fewer vertices; no unit and no ring is lost.

    Visvalingam and Whyatt's rule: vertices go while the triangle with their neighbours is smaller
    than the tolerance squared. The tolerance is at most a share of the unit's width (the side of
    a square of its area), or the inner districts of a city would end as triangles. A border is
    held to the stricter of its two sides, so the largest units are simplified last and among
    themselves; the sea counts as a unit of any size.
    """
    sea = shapely.difference(
        shapely.box(*_widened(shapely.total_bounds(polygons))), shapely.coverage_union_all(polygons)
    )
    coverage = np.append(polygons, sea)
    allowed = np.append(width_share * np.sqrt(shapely.area(polygons)), np.inf)
    tolerance = tolerance_deg / 2**SIMPLIFY_STEPS
    for _ in range(SIMPLIFY_STEPS + 1):
        wide = allowed >= tolerance
        coverage[wide] = shapely.coverage_simplify(
            coverage[wide], tolerance, simplify_boundary=False
        )
        tolerance *= 2
    simplified: Polygons = coverage[:-1]
    return simplified


def _widened(bounds: NDArray[np.float64]) -> NDArray[np.float64]:
    widened: NDArray[np.float64] = bounds + np.array([-1, -1, 1, 1])
    return widened


def snap_to_grid(polygons: Polygons, grid_deg: float) -> Polygons:
    """Return the coverage with every vertex on a grid, still a coverage.

    Rounding each vertex by itself can fold a thin strip over its neighbour. So the border lines
    are snap-rounded together (a vertex is made wherever rounded lines meet), the faces between
    them are found again, and each face goes to the unit that covered it. What is thinner than
    the grid vanishes.
    """
    lines = shapely.union_all(shapely.boundary(polygons), grid_size=grid_deg)
    faces = shapely.get_parts(shapely.polygonize([lines]))
    inside = shapely.point_on_surface(faces)
    face, owner = shapely.STRtree(polygons).query(inside, predicate="within")
    face, first = np.unique(face, return_index=True)  # no face belongs to two units
    parts = faces[face]
    owners = owner[first]
    order = np.argsort(owners, kind="stable")
    starts = np.searchsorted(owners[order], np.arange(len(polygons) + 1))
    return np.array(
        [shapely.coverage_union_all(parts[order[begin:end]]) for begin, end in pairwise(starts)]
    )


def label_points(polygons: Polygons) -> list[tuple[float, float]]:
    """Return, for each polygon, the (lon, lat) of its largest part farthest from the border.

    Degrees of longitude are shrunk by the cosine of the latitude, so that "farthest" is meant in
    kilometres. Four decimals, about 10 m.
    """
    return [_label_point(polygon) for polygon in polygons]


def _label_point(polygon: shapely.Geometry) -> tuple[float, float]:
    shrink = np.array([np.cos(np.radians(shapely.centroid(polygon).y)), 1.0])
    flat = shapely.transform(polygon, lambda xy: xy * shrink)
    parts = shapely.get_parts(flat)
    largest = parts[np.argmax(shapely.area(parts))]
    west, _, east, _ = largest.bounds
    circle = shapely.maximum_inscribed_circle(largest, tolerance=(east - west) / 200)
    lon, lat = shapely.get_coordinates(circle)[0] / shrink
    return round(float(lon), 4), round(float(lat), 4)
