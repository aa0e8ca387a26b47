"""A table of grid cells that tells for most points, by one look, which outline holds them.

Cells that no border touches lie in one outline or in none, and are classified once; points in the
other cells are tested against the outlines themselves. The answers are those of the outlines for
every point: a cell counts as touched where a border comes within `_MARGIN` of it, which is far
more than what floating-point numbers lose.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from .topology import Topology

    Numbers = NDArray[np.int32]
    Coordinates = NDArray[np.float64]

_CELL_DEG = 0.01
"""Wanted width of a cell in degrees. At 1/50 twice as many points fall into touched cells; at
1/200 the table takes 257 MB and four times as long to build."""
_MOST_CELLS = 50_000_000
"""Cells grow where the outlines span so much that there would be more of this."""
_MARGIN = 1e-6
"""In widths of a cell."""
_ROWS = 256
"""Rows of the table that are filled at once, so that filling takes little memory."""

NOWHERE = -1


@dataclass(frozen=True)
class CellTable:
    """By cell, the number of the outline that holds it, `NOWHERE`, or that a border touches it."""

    origin: tuple[float, float]
    """(lon, lat) of the south-west corner of the first cell, in EPSG:4326."""
    width_deg: float
    cells: NDArray[np.uint16] | NDArray[np.uint32]
    """Shape (rows from south to north, columns from west to east). The two greatest values of the
    type stand for a touched cell and for nowhere."""

    def look_up(self, lons: Coordinates, lats: Coordinates) -> tuple[Numbers, NDArray[np.intp]]:
        """Return the number of each point's outline, and which points the table cannot tell.

        Parameters
        ----------
        lons, lats
            In degrees (EPSG:4326), as many of the one as of the other; NaN lies nowhere.

        Returns
        -------
        numbers
            As many as points; `NOWHERE` outside all outlines, and where the table cannot tell.
        untold
            Positions of the points in touched cells, ascending.
        """
        rows, columns = self.cells.shape
        x = (lons - self.origin[0]) / self.width_deg
        y = (lats - self.origin[1]) / self.width_deg
        within = (x >= 0) & (x < columns) & (y >= 0) & (y < rows)
        if not within.all():
            x, y = np.where(within, x, 0), np.where(within, y, 0)
        found = self.cells.ravel()[y.astype(np.int64) * columns + x.astype(np.int64)]
        touched, nowhere = _marks(self.cells.dtype)
        untold = np.flatnonzero((found == touched) & within)
        numbers = found.astype(np.int32)
        numbers[(found >= min(touched, nowhere)) | ~within] = NOWHERE
        return numbers, untold


def build(
    topology: Topology,
    arcs: list[int],
    count: int,
    classify: Callable[[Coordinates, Coordinates], Numbers],
) -> CellTable:
    """Return the table of the outlines that some arcs of a topology bound.

    Parameters
    ----------
    arcs
        The arcs that bound outlines, each once.
    count
        How many outlines there are.
    classify
        Tells the number of the outline at each of many points, `NOWHERE` outside all of them.
    """
    x0, y0, x1, y1 = _edges(topology, arcs)
    west, south = min(x0.min(), x1.min()), min(y0.min(), y1.min())
    east, north = max(x0.max(), x1.max()), max(y0.max(), y1.max())
    width = max(1.0, round(_CELL_DEG / topology.grid_deg))
    while (east - west) / width * ((north - south) / width) > _MOST_CELLS:
        width *= 2
    # One cell beside the outermost borders: what lies beyond the table touches none of them.
    corner = (west - width, south - width)
    shape = (int((north - south) // width) + 3, int((east - west) // width) + 3)
    touched = _touched(
        (x0 - corner[0]) / width,
        (y0 - corner[1]) / width,
        (x1 - corner[0]) / width,
        (y1 - corner[1]) / width,
        shape,
    )

    origin = (
        topology.origin[0] + corner[0] * topology.grid_deg,
        topology.origin[1] + corner[1] * topology.grid_deg,
    )
    width_deg = width * topology.grid_deg
    starts = ~touched
    starts[:, 1:] &= touched[:, :-1]
    rows, columns = np.nonzero(starts)
    told = classify(origin[0] + (columns + 0.5) * width_deg, origin[1] + (rows + 0.5) * width_deg)
    return CellTable(origin, width_deg, _filled(touched, starts, told, count))


def _marks(kind: np.dtype[Any]) -> tuple[int, int]:
    """Return the values that stand for a touched cell and for nowhere."""
    most = int(np.iinfo(kind).max)
    return most, most - 1


def _filled(
    touched: NDArray[np.bool_], starts: NDArray[np.bool_], told: Numbers, count: int
) -> NDArray[np.uint16] | NDArray[np.uint32]:
    """Return the cells, each run of untouched cells of a row with what was told of its first."""
    fits = count < np.iinfo(np.uint16).max - 1
    kind = np.dtype(np.uint16) if fits else np.dtype(np.uint32)
    of_touched, of_nowhere = _marks(kind)
    values = np.where(told < 0, of_nowhere, told).astype(kind)
    cells = np.full(touched.shape, of_touched, dtype=kind)
    before = 0
    for first in range(0, len(cells), _ROWS):
        part = slice(first, first + _ROWS)
        free = ~touched[part].ravel()
        runs = np.cumsum(starts[part].ravel()[free], dtype=np.int32) + (before - 1)
        cells[part].ravel()[free] = values[runs]
        before += int(np.count_nonzero(starts[part]))
    return cells


def _edges(
    topology: Topology, arcs: list[int]
) -> tuple[Coordinates, Coordinates, Coordinates, Coordinates]:
    """Return x and y of the first and of the second end of every edge, in steps of the grid."""
    paths = [np.array(topology.arc_points(arc), dtype=float) for arc in arcs]
    before = np.concatenate([path[:-1] for path in paths])
    after = np.concatenate([path[1:] for path in paths])
    return before[:, 0], before[:, 1], after[:, 0], after[:, 1]


def _touched(
    x0: Coordinates, y0: Coordinates, x1: Coordinates, y1: Coordinates, shape: tuple[int, int]
) -> NDArray[np.bool_]:
    """Return which cells an edge touches; coordinates in widths of a cell.

    An edge that touches a cell ends in it or crosses its rim, so it is enough to mark what lies
    round the ends and round the crossings with every line between cells.
    """
    touched = np.zeros(shape, dtype=bool)

    def mark(x: Coordinates, y: Coordinates) -> None:
        for east in (-_MARGIN, _MARGIN):
            for north in (-_MARGIN, _MARGIN):
                touched[(y + north).astype(np.int64), (x + east).astype(np.int64)] = True

    mark(x0, y0)
    mark(x1, y1)
    mark(*_crossings(x0, y0, x1, y1))
    mark(*reversed(_crossings(y0, x0, y1, x1)))
    return touched


def _crossings(
    x0: Coordinates, y0: Coordinates, x1: Coordinates, y1: Coordinates
) -> tuple[Coordinates, Coordinates]:
    """Return where edges cross the lines of whole x: x and y of every crossing."""
    first = np.ceil(np.minimum(x0, x1) - _MARGIN).astype(np.int64)
    last = np.floor(np.maximum(x0, x1) + _MARGIN).astype(np.int64)
    counts = np.maximum(last - first + 1, 0)
    edge = np.repeat(np.arange(len(x0)), counts)
    past = np.arange(len(edge)) - np.repeat(np.cumsum(counts) - counts, counts)
    x = (first[edge] + past).astype(float)
    run = x1 - x0
    share = np.divide(x - x0[edge], run[edge], out=np.zeros(len(edge)), where=run[edge] != 0)
    share = np.clip(share, 0, 1)
    return x, y0[edge] + share * (y1 - y0)[edge]
