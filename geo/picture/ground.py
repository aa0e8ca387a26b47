"""Outlines on the plane of a picture: paths of units and lines of borders, in kilometres.

Albers' equal-area conic with the parameters of national maps of China, as on the page; worked out
by PROJ on the WGS 84 ellipsoid (J. P. Snyder, USGS Professional Paper 1395, 1987, equations 14-1
to 14-21).
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..boundaries import committed
from ..boundaries.page import OUTLINE, arc_kinds
from ..boundaries.topology import LEVELS, arc_of
from ..errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray

    from ..boundaries.topology import Outline, Ring, Topology
    from ..model import Level

    Points = NDArray[np.float64]
    Box = tuple[float, float, float, float]

ALBERS = "+proj=aea +lat_1=25 +lat_2=47 +lat_0=36 +lon_0=105 +datum=WGS84 +units=km"
"""The plane of pictures: kilometres east and north of 105° E, 36° N."""
DASHES = "nine_dash_line"
_FEW_POINTS = 24
"""Arcs shorter than this keep all points: islands must not vanish."""
_MAINLAND_SOUTH = 18.0
"""Latitude, south of which only islands lie that an inset shows; Hainan ends at 18.16° N."""


class Ground:
    """The outlines of a topology as paths of matplotlib.

    Parameters
    ----------
    topology
        None: the committed outlines.
    step_km
        Points nearer to each other than this are left out, the same for both neighbours.
    coarse
        Whether points that the page does without are left out as well.
    """

    def __init__(
        self, topology: Topology | None = None, *, step_km: float = 1.5, coarse: bool = True
    ) -> None:
        whole = topology or committed()
        self.topology = whole.coarse() if coarse else whole
        self._step_km = step_km

    def units(self, level: Level) -> dict[str, Outline]:
        """Return the outlines of a level by adcode.

        Raises
        ------
        UsageError
            If there is none.
        """
        found = dict(self.topology.outlines.get(level, {}))
        if not found:
            there = [str(each) for each in LEVELS if self.topology.outlines.get(each)]
            raise UsageError(
                f"--level {level.value}: the outlines hold none of that level; choose "
                f"{' or '.join(there)}"
            )
        return found

    def path(self, outlines: Iterable[Outline]) -> Any:
        """Return one path around units; what is between them is filled without a seam."""
        rings = [self._ring(ring) for outline in outlines for ring in outline.rings()]
        return _path(rings, closed=True)

    @cached_property
    def land(self) -> Any:
        """One path around the whole country; what its units cover."""
        return self.path(self.units(self._outermost).values())

    def lines(self, kind: str, level: Level) -> list[Points]:
        """Return the borders of a kind that a map of a level shows.

        Parameters
        ----------
        kind
            `outline` (coast and national border), a level, or the name of a line of its own.
        """
        if kind in self.topology.lines:
            return [self._ring(part) for part in self.topology.lines[kind]]
        return [self._arc(arc) for arc, each in self._kinds(level).items() if each == kind]

    def borders(self, kind: str, level: Level) -> Any:
        """Return those borders as one path."""
        key = (kind, level)
        if key not in self._borders:
            self._borders[key] = _path(self.lines(kind, level), closed=False)
        return self._borders[key]

    def project(self, lon: Any, lat: Any) -> Points:
        """Return points, (n, 2) in kilometres, of degrees in EPSG:4326."""
        import numpy as np

        return np.column_stack(self._transform(np.asarray(lon), np.asarray(lat)))

    def coast(self, *, islands: bool) -> Points:
        """Return the points of the coast and the border; with those of the far islands or without.

        The far islands lie south of Hainan.
        """
        import numpy as np

        arcs = [arc for arc, kind in self._kinds(self._outermost).items() if kind == OUTLINE]
        degrees = np.concatenate([self._degrees(arc) for arc in arcs])
        if not islands:
            degrees = degrees[degrees[:, 1] >= _MAINLAND_SOUTH]
        return self.project(degrees[:, 0], degrees[:, 1])

    def box(self, *, islands: bool) -> Box:
        """Return (west, south, east, north) of the country, with the far islands or without."""
        import numpy as np

        shown = [self.coast(islands=islands)]
        if islands and DASHES in self.topology.lines:
            shown += self.lines(DASHES, self._outermost)
        points = np.concatenate(shown)
        (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
        return float(west), float(south), float(east), float(north)

    @cached_property
    def _outermost(self) -> Level:
        return next(level for level in LEVELS if self.topology.outlines.get(level))

    def _kinds(self, level: Level) -> dict[int, str]:
        if level not in self._kinds_by_level:
            shown = LEVELS[: LEVELS.index(level) + 1]
            outlines = {each: list(self.topology.outlines.get(each, {}).values()) for each in shown}
            self._kinds_by_level[level] = arc_kinds(outlines)
        return self._kinds_by_level[level]

    @cached_property
    def _kinds_by_level(self) -> dict[Level, dict[int, str]]:
        return {}

    @cached_property
    def _borders(self) -> dict[tuple[str, Level], Any]:
        return {}

    @cached_property
    def _transform(self) -> Any:
        from pyproj import Transformer

        return Transformer.from_crs("EPSG:4326", ALBERS, always_xy=True).transform

    @cached_property
    def _arcs(self) -> dict[int, Points]:
        return {}

    def _degrees(self, arc: int) -> Points:
        import numpy as np

        steps = np.array(self.topology.arc_points(arc), dtype=float)
        return steps * self.topology.grid_deg + self.topology.origin

    def _arc(self, arc: int) -> Points:
        found = self._arcs.get(arc)
        if found is None:
            degrees = self._degrees(arc)
            found = self._arcs[arc] = _thinned(
                self.project(degrees[:, 0], degrees[:, 1]), self._step_km
            )
        return found

    def _ring(self, ring: Ring) -> Points:
        import numpy as np

        walked = [
            self._arc(arc_of(each)) if each >= 0 else self._arc(arc_of(each))[::-1] for each in ring
        ]
        return np.concatenate([walked[0], *(arc[1:] for arc in walked[1:])])


def _thinned(points: Points, step_km: float) -> Points:
    """Leave out points nearer than a step to the last one kept; the ends stay."""
    if len(points) < _FEW_POINTS:
        return points
    kept = [0]
    last_x, last_y = points[0]
    for at, (x, y) in enumerate(points[:-1].tolist()):
        if abs(x - last_x) + abs(y - last_y) >= step_km:
            kept.append(at)
            last_x, last_y = x, y
    kept.append(len(points) - 1)
    return points[kept]


def _path(lines: list[Points], *, closed: bool) -> Any:
    """Return lines or rings as one path."""
    import numpy as np
    from matplotlib.path import Path

    if not lines:
        return Path(np.empty((0, 2)))
    codes = [np.full(len(line), Path.LINETO, dtype=np.uint8) for line in lines]
    for each in codes:
        each[0] = Path.MOVETO
        if closed:
            each[-1] = Path.CLOSEPOLY
    return Path(np.concatenate(lines), np.concatenate(codes))
