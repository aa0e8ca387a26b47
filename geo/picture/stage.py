"""What all pictures of a rollout share: what is asked for, and the outlines made ready for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .arrangement import inset_box, proportion_of, with_room_for_inset
from .ground import Ground
from .sheet import Pen

if TYPE_CHECKING:
    from ..boundaries.topology import Topology
    from .content import Content
    from .fonts import Face
    from .sizes import Size

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
