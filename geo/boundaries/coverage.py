"""Keep polygons that tile an area tiling it: clean, simplify, put on a grid, dissolve.

A coverage is a set of valid polygons that do not overlap and whose shared borders have the same
vertices on both sides. Everything here works on arrays of shapely geometries in EPSG:4326, keeps
their order, and needs GEOS 3.14 (shapely 2.2).
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Polygons = NDArray[np.object_]

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
