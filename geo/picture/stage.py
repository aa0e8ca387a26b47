"""What all pictures of a rollout share: what is asked for, outlines, and where maps stand.

Several maps stand in rows and columns, an inset in the corner of one.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from .ground import Ground
from .mapdraw import proportion
from .sheet import Pen

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ..boundaries.topology import Topology
    from .content import Content
    from .fonts import Face
    from .ground import Box
    from .sizes import Size


INSET_DEG = (105.0, 0.5, 123.0, 24.0)
"""What the inset of the South China Sea shows: west, south, east, north."""
_INSET_SHARE = 0.22
"""Of the map's height."""
_INSET_GAP_KM = 60
_MOST_COLUMNS = 4
_GAP_SHARE = 0.02
"""Between several maps, of the width of all."""


def inset_box(ground: Ground) -> Box:
    """Return what the inset shows of the plane."""
    west, south, east, north = INSET_DEG
    middle = (west + east) / 2
    points = ground.project([west, east, west, east, middle], [south, south, north, north, south])
    (least_x, least_y), (most_x, most_y) = points.min(axis=0), points.max(axis=0)
    return float(least_x), float(least_y), float(most_x), float(most_y)


def with_room_for_inset(ground: Ground, box: Box) -> tuple[Box, tuple[float, float]]:
    """Return the box of a map, wider if it must be, so that an inset in its corner hides no land.

    Returns
    -------
    box
        In kilometres on the plane.
    size
        Width and height of the inset in kilometres of the map around it.
    """
    west, south, east, north = box
    tall = _INSET_SHARE * (north - south)
    wide = tall / proportion(inset_box(ground))
    land = ground.coast(islands=False)
    beside = land[land[:, 1] < south + tall]
    edge = float(beside[:, 0].max()) if len(beside) else west
    return (west, south, max(east, edge + _INSET_GAP_KM + wide), north), (wide, tall)


def proportion_of(box: Box, size_km: tuple[float, float]) -> float:
    """Return how many kilometres of a box are one of the map on which it has a size."""
    return (box[2] - box[0]) / size_km[0]


def frame(axes: Axes, pen: Pen) -> None:
    """Draw a line around axes."""
    for spine in axes.spines.values():
        spine.set_visible(True)
        spine.set_edgecolor(pen.paper["outLine"])
        spine.set_linewidth(0.8 * pen.unit_pt)


class MapGrid(NamedTuple):
    """Maps in rows and columns."""

    columns: int
    cell: float
    """Width of a map."""
    head: float
    """Height of the words above a map."""
    map_height: float
    height: float
    gap: float

    @staticmethod
    def all(count: int, room: float) -> list[tuple[int, float]]:
        """Return how many maps can stand side by side, each with their width."""
        most = min(count, _MOST_COLUMNS)
        gap = _GAP_SHARE * room
        return [(each, (room - (each - 1) * gap) / each) for each in range(1, most + 1)]

    @classmethod
    def cell_of(cls, count: int, room: float, least: float) -> tuple[int, float]:
        """Return how many maps stand side by side, none narrower than `least`, and their width."""
        widths = dict(cls.all(count, room))
        ideal = 1.2 * sqrt(count)
        columns = min(
            (each for each, width in widths.items() if each == 1 or width >= least),
            key=lambda each: 1.5 * (-count % each) + 1.5 * abs(each - ideal),
        )
        return columns, widths[columns]

    @classmethod
    def of(
        cls, cells: tuple[int, float], count: int, room: float, head: float, box: Box
    ) -> MapGrid:
        """Lay maps out over a width, as high as they are."""
        columns, cell = cells
        gap = _GAP_SHARE * room
        map_height = cell * proportion(box)
        rows = -(-count // columns)
        return cls(columns, cell, head, map_height, rows * (head + map_height + gap) - gap, gap)

    def within(self, height: float, count: int) -> MapGrid:
        """Return the same with what height there is."""
        rows = -(-count // self.columns)
        map_height = (height + self.gap) / rows - self.gap - self.head
        return self._replace(map_height=map_height, height=height)

    def corner(self, at: int, left: float, top: float) -> tuple[float, float]:
        """Return the upper left corner of a cell."""
        row, column = divmod(at, self.columns)
        return (
            left + column * (self.cell + self.gap),
            top + row * (self.head + self.map_height + self.gap),
        )


_KM_ACROSS = 5200
"""About as wide as the country."""
_FINE_KM = 0.5
"""Points nearer than this to each other are worth having: then the outlines are not coarse."""
_POINT_STEP = 0.4
"""Points of outlines are no nearer to each other than this part of a unit of the design."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a picture is asked to be, beside what it shows."""

    size: Size
    face: Face
    title: str = ""
    inset: bool = False
    labels: bool = True
    topology: Topology | None = None
    """None: the committed outlines."""
    boundaries: str = ""
    """Name of the file that the outlines come from, else empty."""
    review_number: str = ""


class Stage:
    """A rollout, how it is to be drawn, and the outlines; several years share what is slow.

    Parameters
    ----------
    content
        What is shown.
    request
        How.

    Raises
    ------
    UsageError
        If the outlines hold none of the level.
    """

    def __init__(self, content: Content, request: Request) -> None:
        self.content = content
        self.request = request
        size = request.size
        colours = content.palette
        self.pen = Pen(request.face, size.unit_pt, colours.paper, content.strength, colours.part)
        step = _POINT_STEP * size.unit_pt * _KM_ACROSS / size.width_pt
        self.ground = Ground(request.topology, step_km=step, coarse=step > _FINE_KM)
        self.outlined = self.ground.units(content.level)
        self.box = self.ground.box(islands=not request.inset)
        self.inset_km = (0.0, 0.0)
        if request.inset:
            self.box, self.inset_km = with_room_for_inset(self.ground, self.box)
            scale = proportion_of(inset_box(self.ground), self.inset_km)
            self.inset_ground = Ground(request.topology, step_km=step * scale)
