"""How near a position is to the border of its unit: the outlines are not exact.

One position in plain Python, many with numpy and shapely.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import cos, hypot, inf, radians
from typing import TYPE_CHECKING, NamedTuple

from .locate import arc_coordinates
from .topology import LEVELS, arc_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray
    from shapely import STRtree

    from .topology import Outline, Topology


OUTLINE_ERROR_M = 400.0
"""How far the outlines may stray from the border on the ground, in metres.

They are simplified, and their source is itself drawn from maps: of 513 railway stations with known
addresses, those that fall into the wrong county lie within this distance of its edge.
"""
_DEGREE_M = 111_195.0
"""Length of a degree of latitude on a sphere of 6,371 km."""
_SAFETY = 1.01
"""The search in degrees takes a little more than the distance in metres needs."""
_PIECE = 16
"""Edges of a border that are searched as one line; then each is measured."""


class Neighbour(NamedTuple):
    """A unit on the other side of a border, and how far the border is."""

    adcode: str
    metres: float


@dataclass(frozen=True)
class Borders:
    """Finds the units of the innermost level that a position nearly lies in.

    Coasts and the borders of the country part no two units, and are not looked at.
    """

    topology: Topology

    def near(self, lon: float, lat: float, adcode: str) -> tuple[Neighbour, ...]:
        """Return the units across the borders within `OUTLINE_ERROR_M`, nearest first.

        Parameters
        ----------
        lon, lat
            Degrees (EPSG:4326).
        adcode
            The innermost unit that the position lies in.
        """
        outline = self._innermost.get(adcode)
        if outline is None:
            return ()
        step = self.topology.grid_deg * _DEGREE_M
        width = step * cos(radians(lat))
        x = (lon - self.topology.origin[0]) / self.topology.grid_deg * width
        y = (lat - self.topology.origin[1]) / self.topology.grid_deg * step
        nearest: dict[str, float] = {}
        for ring in outline.rings():
            for arc in map(arc_of, ring):
                points = [(px * width, py * step) for px, py in self.topology.arc_points(arc)]
                metres = min(_distance(x, y, *edge) for edge in pairwise(points))
                if metres > OUTLINE_ERROR_M:
                    continue  # as nearly all are: who else has them need not be known
                for other in self._owners[arc]:
                    if other != adcode:
                        nearest[other] = min(metres, nearest.get(other, inf))
        return _ordered(nearest)

    def near_all(
        self, lons: Sequence[float], lats: Sequence[float], adcodes: Sequence[str]
    ) -> dict[int, tuple[Neighbour, ...]]:
        """Return what `near` finds, by index, for those of many positions where it finds any."""
        import numpy as np
        import shapely

        lon, lat = np.asarray(lons, dtype=float), np.asarray(lats, dtype=float)
        lines = self._lines
        reach = OUTLINE_ERROR_M * _SAFETY / (_DEGREE_M * np.cos(np.radians(lat)))
        points, pieces = lines.tree.query(shapely.points(lon, lat), "dwithin", distance=reach)
        edges, pairs = _ranges(lines.first[pieces], lines.last[pieces])
        points, arcs = points[pairs], lines.arcs[pieces[pairs]]
        starts, ends = lines.degrees[edges], lines.degrees[edges + 1]
        metres = _distances(lon[points], lat[points], starts, ends)
        close = np.flatnonzero(metres <= OUTLINE_ERROR_M)
        found: dict[int, dict[str, float]] = {}
        hits = zip(
            points[close].tolist(), arcs[close].tolist(), metres[close].tolist(), strict=True
        )
        for point, arc, distance in hits:
            owners = self._owners[arc]
            if adcodes[point] in owners:
                nearest = found.setdefault(point, {})
                for other in owners:
                    if other != adcodes[point]:
                        nearest[other] = min(distance, nearest.get(other, inf))
        return {point: _ordered(nearest) for point, nearest in found.items()}

    @cached_property
    def _innermost(self) -> dict[str, Outline]:
        levels = (self.topology.outlines.get(level, {}) for level in reversed(LEVELS))
        return dict(next(filter(None, levels), {}))

    @cached_property
    def _owners(self) -> dict[int, list[str]]:
        """By arc, the units of the innermost level that it bounds."""
        owners: dict[int, list[str]] = {}
        for adcode, outline in self._innermost.items():
            for ring in outline.rings():
                for arc in map(arc_of, ring):
                    owners.setdefault(arc, []).append(adcode)
        return owners

    @cached_property
    def _lines(self) -> _Lines:
        """All borders between two units, in pieces: a tree of each edge would take 100 MB."""
        import numpy as np
        import shapely

        points = arc_coordinates(self.topology, self._innermost.values())
        shared = [arc for arc, owners in self._owners.items() if len(owners) > 1]
        sizes = np.array([len(points[arc]) for arc in shared])
        after = np.cumsum(sizes)
        whole = zip(shared, (after - sizes).tolist(), (after - 1).tolist(), strict=True)
        cut = [(arc, at, last) for arc, start, last in whole for at in range(start, last, _PIECE)]
        arcs, first, ends = (np.array(each, dtype=np.intp) for each in zip(*cut, strict=True))
        last = np.minimum(first + _PIECE, ends)
        degrees = np.concatenate([points[arc] for arc in shared])
        corners, lines = _ranges(first, last + 1)
        return _Lines(
            shapely.STRtree(shapely.linestrings(degrees[corners], indices=lines)),
            degrees,
            first,
            last,
            arcs,
        )


class _Lines(NamedTuple):
    """Borders as pieces of at most `_PIECE` edges; edge `i` leads from `degrees[i]` to the next."""

    tree: STRtree
    degrees: NDArray[np.float64]
    first: NDArray[np.intp]
    """The first edge of each piece."""
    last: NDArray[np.intp]
    """The edge behind its last one."""
    arcs: NDArray[np.intp]


def _ranges(
    first: NDArray[np.intp], last: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the numbers of many ranges one behind the other, and the range each is of."""
    import numpy as np

    counts = last - first
    which = np.repeat(np.arange(len(counts)), counts)
    offset = np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts)
    return first[which] + offset, which


def _ordered(nearest: dict[str, float]) -> tuple[Neighbour, ...]:
    return tuple(
        Neighbour(adcode, metres)
        for adcode, metres in sorted(nearest.items(), key=lambda pair: (pair[1], pair[0]))
    )


def _distance(x: float, y: float, start: tuple[float, float], end: tuple[float, float]) -> float:
    """Return how far a point is from the straight line between two, all in metres."""
    along_x, along_y = end[0] - start[0], end[1] - start[1]
    square = along_x * along_x + along_y * along_y
    share = ((x - start[0]) * along_x + (y - start[1]) * along_y) / square if square else 0.0
    share = min(1.0, max(0.0, share))
    return hypot(x - start[0] - share * along_x, y - start[1] - share * along_y)


def _distances(
    lon: NDArray[np.float64],
    lat: NDArray[np.float64],
    starts: NDArray[np.float64],
    ends: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return what `_distance` returns, for many points in degrees, in metres."""
    import numpy as np

    scale = np.stack([np.cos(np.radians(lat)), np.ones_like(lat)], axis=1) * _DEGREE_M
    along = (ends - starts) * scale
    to = (np.stack([lon, lat], axis=1) - starts) * scale
    square = np.maximum((along * along).sum(axis=1), np.finfo(float).tiny)
    share = np.clip((to * along).sum(axis=1) / square, 0.0, 1.0)
    left = to - along * share[:, None]
    metres: NDArray[np.float64] = np.hypot(left[:, 0], left[:, 1])
    return metres
