"""The outlines of a page on a small drawing, in whole pixels.

Those of the committed outlines without counties, which nearly every page has, are kept beside the
page's other parts: to draw them anew takes two libraries, which are loaded for nothing else, and a
fifth of the time in which a small page is built. `make shell` draws them anew; a test compares.
"""

from __future__ import annotations

import hashlib
import json
import math
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ..boundaries import committed_page
from ..boundaries.page import OUTLINE, unpacked_arcs
from .packing import MANY

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from ..boundaries.page import PageTopology


WIDTH_PX = 500
KEPT = Path(__file__).parent / "assets" / "outlines.json"

Pixel = tuple[int, int]


class OutlineDrawing(NamedTuple):
    """Where outlines lie on the drawing, simplified arc by arc; neighbours share their arcs."""

    digest: str
    """Of the outlines."""
    height: int
    """Pixels."""
    scale: float
    """Pixels to a radius of the Earth."""
    corner: tuple[float, float]
    """The upper left corner, in radii of the Earth, as `albers` projects."""
    land: str
    """Path data of what the coast and the border enclose, without what is too small to be seen."""
    arcs: Sequence[Sequence[Pixel]]

    def arc(self, reference: int) -> Sequence[Pixel]:
        """Return the pixels of an arc; `~number` is walked backwards."""
        return self.arcs[reference] if reference >= 0 else self.arcs[~reference][::-1]

    def as_json(self) -> str:
        """Return the content of the file that keeps it."""
        return json.dumps(self._asdict(), separators=(",", ":")) + "\n"


def digest_of(topology: PageTopology) -> str:
    """Return what tells the outlines of a page from others."""
    told = hashlib.sha256(topology.arcs)
    told.update(json.dumps(topology.kinds, sort_keys=True).encode())
    return told.hexdigest()


def kept_sheet() -> OutlineDrawing:
    """Return the committed outlines on the drawing, as they are kept."""
    return OutlineDrawing(**json.loads(KEPT.read_bytes()))


def area(ring: Sequence[Pixel]) -> str:
    """Return a closed ring, its last point the first one, as path data."""
    return f"{path(ring[:-1])}z"


def path(pixels: Sequence[Pixel]) -> str:
    """Return a line as path data, each pixel as its step from the one before."""
    steps = [(x - left, y - top) for (left, top), (x, y) in pairwise(pixels)]
    steps = [step for step in steps if step != (0, 0)] or [(1, 0)]
    walked = " ".join([f"{dx} {dy}" for dx, dy in steps]).replace(" -", "-")
    x, y = pixels[0]
    return f"M{x} {y}l{walked}"


_TOLERANCE_PX = 1.4
"""A border is drawn no further than this from where it lies."""
_LEAST_PX = 3
"""Parts of the land that are smaller are left out, but for those that are coloured."""


def draw(topology: PageTopology) -> OutlineDrawing:
    """Return the outlines of a page on the drawing, simplified arc by arc."""
    import numpy as np
    import shapely

    # An arc that is shorter than the page's grid is a single point, and no line.
    arcs = [arc if len(arc) > 1 else arc.repeat(2, axis=0) for arc in unpacked_arcs(topology)]
    lon, lat = np.concatenate(arcs).T
    every = np.column_stack(albers(lon, lat, np))
    (left, top), (right, bottom) = every.min(axis=0), every.max(axis=0)
    scale = (WIDTH_PX - 8) / (right - left)
    corner = np.array([left, top]) - 4 / scale
    of_arc = np.repeat(np.arange(len(arcs)), [len(arc) for arc in arcs])
    lines = shapely.linestrings((every - corner) * scale, indices=of_arc)
    kept, of_kept = shapely.get_coordinates(
        shapely.simplify(lines, _TOLERANCE_PX, preserve_topology=False), return_index=True
    )
    drawn = np.split(kept, np.flatnonzero(np.diff(of_kept)) + 1)
    return OutlineDrawing(
        digest=digest_of(topology),
        height=math.ceil((bottom - top) * scale) + 8,
        scale=float(scale),
        corner=(float(corner[0]), float(corner[1])),
        land=_land(drawn[slice(*topology.kinds.get(OUTLINE, (0, 0)))]),
        arcs=[_pixels(arc) for arc in drawn],
    )


def write_outlines() -> None:
    """Draw the committed outlines anew and keep them."""
    KEPT.write_text(draw(committed_page()).as_json(), encoding="utf-8", newline="\n")


def _land(arcs: Sequence[NDArray[np.float64]]) -> str:
    """Return what the coast and the border of the country enclose, without what is not seen."""
    import numpy as np
    import shapely

    lines = shapely.MultiLineString([shapely.LineString(arc) for arc in arcs])
    rings = map(shapely.get_coordinates, shapely.get_parts(shapely.line_merge(lines)))
    return "".join(area(_pixels(ring)) for ring in rings if np.ptp(ring, axis=0).max() >= _LEAST_PX)


def _pixels(points: NDArray[np.float64]) -> list[Pixel]:
    import numpy as np

    whole: Any = np.round(points).astype(int).tolist()
    return [(x, y) for x, y in whole]


def cells_of(
    lon: Sequence[float], lat: Sequence[float], sheet: OutlineDrawing, size_px: int
) -> list[Pixel]:
    """Return the cells of the drawing that sites lie in, each once.

    Parameters
    ----------
    lon, lat
        Degrees (EPSG:4326), as many of each as there are sites.
    size_px
        The width of a cell.
    """
    if len(lon) >= MANY:
        return _cells_of_many(lon, lat, sheet, size_px)
    left, top = sheet.corner
    cells = set()
    for each in zip(lon, lat, strict=True):
        east, south = albers(*each, math)
        x, y = (east - left) * sheet.scale, (south - top) * sheet.scale
        cells.add((round(x / size_px), round(y / size_px)))
    return [(x * size_px, y * size_px) for x, y in sorted(cells)]


def _cells_of_many(
    lon: Sequence[float], lat: Sequence[float], sheet: OutlineDrawing, size_px: int
) -> list[Pixel]:
    import numpy as np

    east_south = albers(np.asarray(lon, float), np.asarray(lat, float), np)
    placed = (np.column_stack(east_south) - np.array(sheet.corner)) * sheet.scale
    cells = np.round(placed / size_px).astype(int)
    least = cells.min(axis=0)
    height = int(np.ptp(cells[:, 1])) + 1
    numbers = np.unique((cells[:, 0] - least[0]) * height + cells[:, 1] - least[1])
    return _pixels((np.column_stack(np.divmod(numbers, height)) + least) * size_px)


_FIRST, _SECOND, _MIDDLE = (math.radians(degrees) for degrees in (25, 47, 105))
_N = (math.sin(_FIRST) + math.sin(_SECOND)) / 2
_C = math.cos(_FIRST) ** 2 + 2 * _N * math.sin(_FIRST)


def albers(lon: Any, lat: Any, functions: Any) -> tuple[Any, Any]:
    """Project lon, lat to east and south, in radii of the Earth, as `projection.js` does.

    Albers' equal-area conic, standard parallels 25° and 47° N, central meridian 105° E:
    J. P. Snyder, "Map Projections: A Working Manual", USGS Professional Paper 1395 (1987), 14-1 to
    14-11.

    Parameters
    ----------
    lon, lat
        Degrees: of one point, or arrays of shape (n,).
    functions
        Where `sin`, `cos`, `sqrt` and `radians` of them are: `math`, or NumPy for arrays.
    """
    rho = functions.sqrt(_C - 2 * _N * functions.sin(functions.radians(lat))) / _N
    theta = _N * (functions.radians(lon) - _MIDDLE)
    return rho * functions.sin(theta), rho * functions.cos(theta)
