"""Outlines and sites brought on the small drawing of a page, with NumPy and shapely."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from ..boundaries import committed_page
from ..boundaries.page import OUTLINE, unpacked_arcs
from .drawn_outlines import KEPT, WIDTH_PX, Sheet, area, digest_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ..boundaries.page import PageTopology
    from .drawn_outlines import Pixel

_TOLERANCE_PX = 1.4
"""A border is drawn no further than this from where it lies."""
_LEAST_PX = 3
"""Parts of the land that are smaller are left out, but for those that are coloured."""


def draw(topology: PageTopology) -> Sheet:
    """Return the outlines of a page on the drawing, simplified arc by arc."""
    # An arc that is shorter than the page's grid is a single point, and no line.
    arcs = [arc if len(arc) > 1 else arc.repeat(2, axis=0) for arc in unpacked_arcs(topology)]
    every = albers(np.concatenate(arcs))
    (left, top), (right, bottom) = every.min(axis=0), every.max(axis=0)
    scale = (WIDTH_PX - 8) / (right - left)
    corner = np.array([left, top]) - 4 / scale
    of_arc = np.repeat(np.arange(len(arcs)), [len(arc) for arc in arcs])
    lines = shapely.linestrings((every - corner) * scale, indices=of_arc)
    kept, of_kept = shapely.get_coordinates(
        shapely.simplify(lines, _TOLERANCE_PX, preserve_topology=False), return_index=True
    )
    drawn = np.split(kept, np.flatnonzero(np.diff(of_kept)) + 1)
    return Sheet(
        digest=digest_of(topology),
        height=math.ceil((bottom - top) * scale) + 8,
        scale=float(scale),
        corner=(float(corner[0]), float(corner[1])),
        land=_land(drawn[slice(*topology.kinds.get(OUTLINE, (0, 0)))]),
        arcs=[_pixels(arc) for arc in drawn],
    )


def write() -> None:
    """Draw the committed outlines anew and keep them."""
    KEPT.write_text(draw(committed_page()).as_json(), encoding="utf-8", newline="\n")


def _land(arcs: Sequence[NDArray[np.float64]]) -> str:
    """Return what the coast and the border of the country enclose, without what is not seen."""
    lines = shapely.MultiLineString([shapely.LineString(arc) for arc in arcs])
    rings = map(shapely.get_coordinates, shapely.get_parts(shapely.line_merge(lines)))
    return "".join(area(_pixels(ring)) for ring in rings if np.ptp(ring, axis=0).max() >= _LEAST_PX)


def _pixels(points: NDArray[np.float64]) -> list[Pixel]:
    whole: Any = np.round(points).astype(int).tolist()
    return [(x, y) for x, y in whole]


def cells_of(sites: Sequence[tuple[float, float]], sheet: Sheet, size_px: int) -> list[Pixel]:
    """Return the cells of the drawing that sites lie in, each once.

    Parameters
    ----------
    sites
        lon, lat of each.
    size_px
        The width of a cell.
    """
    placed = (albers(np.array(sites)) - np.array(sheet.corner)) * sheet.scale
    return _pixels(np.unique(np.round(placed / size_px).astype(int), axis=0) * size_px)


def albers(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Project lon, lat to east and south, in radii of the Earth, as `projection.js` does.

    Albers' equal-area conic, standard parallels 25° and 47° N, central meridian 105° E:
    J. P. Snyder, "Map Projections: A Working Manual", USGS Professional Paper 1395 (1987), 14-1 to
    14-11.
    """
    first, second, middle = (math.radians(degrees) for degrees in (25, 47, 105))
    n = (math.sin(first) + math.sin(second)) / 2
    c = math.cos(first) ** 2 + 2 * n * math.sin(first)
    lon, lat = np.radians(points).T
    rho = np.sqrt(c - 2 * n * np.sin(lat)) / n
    theta = n * (lon - middle)
    return np.column_stack([rho * np.sin(theta), rho * np.cos(theta)])
