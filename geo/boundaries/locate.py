"""The outlines as shapely polygons or a table, and which units a point lies in."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest
from itertools import accumulate
from math import cos, radians
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from .topojson import steps_of
from .topology import ANCESTORS, LEVELS, arc_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import geopandas
    import numpy as np
    import shapely
    from numpy.typing import ArrayLike, NDArray

    from ..model import Level
    from .cells import CellTable
    from .topology import Outline, Point, Ring, Topology


def polygons(topology: Topology, level: Level) -> dict[str, shapely.MultiPolygon]:
    """Return the outlines of a level by adcode, in EPSG:4326; none if the level is absent.

    All arcs of the level are turned into coordinates at once, and all rings into polygons.
    """
    import numpy as np
    import shapely

    outlines = topology.outlines.get(level, {})
    if not outlines:
        return {}
    coordinates = arc_coordinates(topology, outlines.values())
    rings: list[Ring] = []
    polygon_of_ring: list[int] = []
    unit_of_polygon: list[int] = []
    for number, outline in enumerate(outlines.values()):
        for polygon in outline.polygons:
            rings.extend(polygon)
            polygon_of_ring.extend([len(unit_of_polygon)] * len(polygon))
            unit_of_polygon.append(number)
    lines = [_ring_coordinates(ring, coordinates) for ring in rings]
    made = shapely.linearrings(
        np.concatenate(lines), indices=np.repeat(np.arange(len(lines)), [*map(len, lines)])
    )
    parts = shapely.polygons(made, indices=polygon_of_ring)  # the first ring is the exterior
    shapes = shapely.multipolygons(parts, indices=unit_of_polygon)
    return dict(zip(outlines, shapes, strict=True))


def arc_coordinates(
    topology: Topology, outlines: Iterable[Outline]
) -> dict[int, NDArray[np.float64]]:
    """Return the points of every arc that the outlines need, in degrees, by its number."""
    import numpy as np

    arcs = sorted({arc_of(at) for outline in outlines for ring in outline.rings() for at in ring})
    flat, counts = steps_of(topology.arcs, arcs)
    ends = np.cumsum(counts)
    walked = np.cumsum(flat, axis=0)
    # Each arc's steps count from its own first point, not from where the arc before it ended.
    before = np.vstack([[0, 0], walked[ends[:-1] - 1]])
    points = (walked - np.repeat(before, counts, axis=0)) * topology.grid_deg + topology.origin
    if topology.is_coarse:
        kept = np.frombuffer(b"".join([topology.kept[arc] for arc in arcs]), dtype=bool)
        points = points[kept]
        counts = np.add.reduceat(kept, ends - counts, dtype=int)
        ends = np.cumsum(counts)
    return {
        arc: points[end - count : end]
        for arc, end, count in zip(arcs, ends.tolist(), counts.tolist(), strict=True)
    }


def _ring_coordinates(
    ring: Ring, coordinates: Mapping[int, NDArray[np.float64]]
) -> NDArray[np.float64]:
    """Return the points of a closed ring; each arc's first point is the last of the one before."""
    import numpy as np

    walked = [coordinates[at] if at >= 0 else coordinates[~at][::-1] for at in ring]
    return np.concatenate([walked[0], *(arc[1:] for arc in walked[1:])])


def frame(topology: Topology, level: Level) -> geopandas.GeoDataFrame:
    """Return the outlines of a level as a table.

    Returns
    -------
    units
        Indexed by `adcode`, in EPSG:4326; `name` is the official Chinese name, `prefecture` and
        `province` (as far as the level has them) are the adcodes of what the unit lies in,
        `label_lon` and `label_lat` a point for its label.
    """
    import geopandas
    import pandas

    outlines = topology.outlines.get(level, {})
    shapes = polygons(topology, level)
    columns: dict[str, list[Any]] = {"name": [outline.name for outline in outlines.values()]}
    for at, ancestor in enumerate(ANCESTORS[level]):
        columns[ancestor.value] = [outline.ancestors[at] for outline in outlines.values()]
    for at, column in enumerate(("label_lon", "label_lat")):
        columns[column] = [outline.label[at] for outline in outlines.values()]
    return geopandas.GeoDataFrame(
        columns,
        geometry=list(shapes.values()),
        index=pandas.Index(shapes, name="adcode"),
        crs="EPSG:4326",
    )


NOWHERE: tuple[str, ...] = ()

_NEAREST = 20
"""Outlines tried before all are: of a hundred points in China, 99 lie in one of the 14 whose labels
are nearest."""

_FEW = 1_500_000
"""Points up to which testing the outlines takes less time than building the table of cells."""


@dataclass(frozen=True)
class Locator:
    """Finds the units of one topology by position."""

    topology: Topology

    def units_at(self, lon: float, lat: float) -> tuple[str, ...]:
        """Return the adcodes of the units at a point, innermost first; none outside all of them.

        A unit that stands at two levels is named once. Of two neighbours exactly one holds a point
        on their border: a ray runs east from the point, and a unit holds it where the ray crosses
        the unit's border an odd number of times.
        """
        x = (lon - self.topology.origin[0]) / self.topology.grid_deg
        y = (lat - self.topology.origin[1]) / self.topology.grid_deg
        for outline in self.nearest(lon, lat):
            arcs = (self.topology.arc_points(arc_of(at)) for ring in outline.rings() for at in ring)
            if sum(_crosses(points, x, y) for points in arcs) % 2:
                return lineage(outline)
        return self._at_any(x, y)

    def nearest(self, lon: float, lat: float) -> list[Outline]:
        """Return the outlines of the innermost level whose labels are nearest, nearest first."""
        width = cos(radians(lat)) if -90 < lat < 90 else 0.0  # noqa: PLR2004 (the poles)

        def far(outline: Outline) -> float:
            east, north = outline.label
            return ((east - lon) * width) ** 2 + (north - lat) ** 2

        return nsmallest(_NEAREST, self._innermost, key=far)

    def _at_any(self, x: float, y: float) -> tuple[str, ...]:
        """Return the units at a point of the grid, with each arc tested once for all its units."""
        crossed: Counter[int] = Counter()
        for south, north, arc in self._extents:
            if south <= y < north and _crosses(self.topology.arc_points(arc), x, y):
                crossed.update(self._owners[arc])
        # Outlines are numbered innermost level first, so the first hit names the whole lineage.
        held = min((owner for owner, count in crossed.items() if count % 2), default=None)
        return NOWHERE if held is None else lineage(self.outlines[held])

    def units_of(self, lons: ArrayLike, lats: ArrayLike) -> list[tuple[str, ...]]:
        """Return what `units_at` returns for many points; a border point goes to either side.

        Parameters
        ----------
        lons, lats
            As many of the one as of the other, in degrees (EPSG:4326).
        """
        lineages = [*map(lineage, self.outlines), NOWHERE]  # the last is found under -1
        return [lineages[number] for number in self.numbers_of(lons, lats).tolist()]

    def numbers_of(self, lons: ArrayLike, lats: ArrayLike) -> NDArray[np.int32]:
        """Return, for each of many points, the number in `outlines` of the innermost one; or -1.

        Many points are looked up in a table of cells, which takes some seconds to build and
        gives the same numbers.

        Parameters
        ----------
        lons, lats
            As many of the one as of the other, in degrees (EPSG:4326).
        """
        import numpy as np

        x, y = np.asarray(lons, dtype=float), np.asarray(lats, dtype=float)
        if not self.outlines or ("cells" not in vars(self) and len(x) < _FEW):
            return self._test(x, y)
        numbers, untold = self.cells.look_up(x, y)
        numbers[untold] = self._test(x[untold], y[untold])
        return numbers

    def _test(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.int32]:
        """Return what `numbers_of` returns, by testing points against the outlines themselves."""
        import numpy as np

        numbers = np.full(len(x), -1, dtype=np.int32)
        order = np.argsort(x, kind="stable")  # NaN sorts last, out of every unit's reach
        first = 0
        for shapes, bounds in self._prepared:  # the innermost level comes first
            open_ = order[numbers[order] < 0]
            points, outlines = _inside(shapes, bounds, x[open_], y[open_])
            # Of several outlines that hold a point, the first is told: it is written last.
            numbers[open_[points[::-1]]] = outlines[::-1] + first
            first += len(shapes)
        return numbers

    @cached_property
    def cells(self) -> CellTable:
        """The table of cells of these outlines."""
        from .cells import build

        return build(self.topology, list(self._owners), len(self.outlines), self._test)

    @cached_property
    def _innermost(self) -> list[Outline]:
        levels = (self.topology.outlines.get(level, {}) for level in reversed(LEVELS))
        return list(next(filter(None, levels), {}).values())

    @cached_property
    def outlines(self) -> list[Outline]:
        """Every outline, those of the innermost level first."""
        return [
            outline
            for level in reversed(LEVELS)
            for outline in self.topology.outlines.get(level, {}).values()
        ]

    @cached_property
    def _extents(self) -> list[tuple[int, int, int]]:
        """Least y, greatest y and number of every arc that bounds a unit."""
        extents = []
        for arc in self._owners:
            ys = list(accumulate(map(itemgetter(1), self.topology.arcs[arc])))
            extents.append((min(ys), max(ys), arc))
        return extents

    @cached_property
    def _owners(self) -> dict[int, list[int]]:
        """By arc, the outlines that it bounds."""
        owners: dict[int, list[int]] = {}
        for number, outline in enumerate(self.outlines):
            for ring in outline.rings():
                for reference in ring:
                    owners.setdefault(arc_of(reference), []).append(number)
        return owners

    @cached_property
    def _prepared(self) -> list[tuple[NDArray[np.object_], NDArray[np.float64]]]:
        """By level, innermost first, the outlines' polygons, ready for many tests, and bounds."""
        import numpy as np
        import shapely

        levels = []
        for level in reversed(LEVELS):
            shapes = np.array([*polygons(self.topology, level).values()], dtype=object)
            shapely.prepare(shapes)
            levels.append((shapes, shapely.bounds(shapes)))
        return levels


def lineage(outline: Outline) -> tuple[str, ...]:
    """Return the adcodes of a unit and of what it lies in, innermost first, each once."""
    return tuple(dict.fromkeys((outline.adcode, *outline.ancestors)))


def _crosses(points: Sequence[Point], x: float, y: float) -> bool:
    """Say whether a ray to the east crosses the arc an odd number of times.

    A vertex on the ray counts as north of it, so that a ray through it crosses one of its two
    edges, not both.
    """
    odd = False
    before_x, before_y = points[0]
    for at_x, at_y in points:
        if (before_y <= y) != (at_y <= y):
            crossing = before_x + (y - before_y) * (at_x - before_x) / (at_y - before_y)
            odd ^= x < crossing
        before_x, before_y = at_x, at_y
    return odd


def _inside(
    shapes: NDArray[np.object_],
    bounds: NDArray[np.float64],
    x: NDArray[np.float64],
    y: NDArray[np.float64],
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return which points lie in which polygons, by the polygons' order.

    Parameters
    ----------
    shapes, bounds
        Polygons, and west, south, east and north of each.
    x, y
        Points, sorted by `x`.

    Returns
    -------
    points, outlines
        Numbers of the points, and of the polygon that each lies in; a border is part of it.
    """
    import numpy as np
    import shapely

    if not len(shapes) or not len(x):
        return np.empty(0, dtype=np.intp), np.empty(0, dtype=np.intp)
    west, south, east, north = bounds.T
    firsts, lasts = np.searchsorted(x, west, "left"), np.searchsorted(x, east, "right")
    boxed = [
        first + np.flatnonzero((y[first:last] >= least) & (y[first:last] <= most))
        for first, last, least, most in zip(
            firsts.tolist(), lasts.tolist(), south.tolist(), north.tolist(), strict=True
        )
    ]
    points = np.concatenate(boxed)
    outlines = np.repeat(np.arange(len(shapes)), [*map(len, boxed)])
    held = shapely.intersects_xy(shapes[outlines], x[points], y[points])
    return points[held], outlines[held]
