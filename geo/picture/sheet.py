"""A sheet of a picture: text in lines that fit, swatches, and axes, all placed in points.

Measures are from the upper left corner downwards, as one reads. Text is text: what looks like a
formula of TeX is written as it is.
"""

from __future__ import annotations

import re
from functools import cache
from math import ceil, floor
from typing import TYPE_CHECKING, Any, NamedTuple

from ..page.colours import mixed
from ..page.constants import constants

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from .content import Look
    from .fonts import Face

_TOKEN = re.compile(r"[^\s\u2e80-\uffef]+\s*|\s+|.", re.DOTALL)
"""A word with the blanks behind it, or one character of Chinese."""
_NOT_FIRST = frozenset("，。、；：！？）》」』”’…·,.;:!?)]}")
"""What must not begin a line."""
LEADING = 1.34
_BOLD = 0.035
"""Of the size: how wide the outline of strong letters is. No second font file is asked for."""
_LAND = "land"


class Style(NamedTuple):
    """How a text looks."""

    size: float
    """In units of the design."""
    colour: str
    bold: bool = False


class Pen(NamedTuple):
    """What everything on a sheet is drawn with."""

    face: Face
    unit_pt: float
    """One unit of the design in points."""
    paper: dict[str, str]
    strength: float
    """Of areas."""
    part: float
    """Of areas that are in only through something inside them, of that."""

    def fill_of(self, look: Look) -> str:
        """Return the colour that fills an area of a look; of a pattern, its ground."""
        if look.kind == "out":
            return self.paper["out"]
        if not look.colour:
            return self.paper[_LAND]
        shares = {"inPart": self.part, "possible": constants("map/hatch")["GROUND"]}
        return mixed(look.colour, self.paper[_LAND], self.strength * shares.get(look.kind, 1.0))

    def line_of(self, look: Look) -> str:
        """Return the colour of the lines of a pattern."""
        return mixed(look.colour, self.paper[_LAND], self.strength)


@cache
def _advance(path: str, index: int, character: str) -> float:
    """Return how wide a character is, by the size of its font."""
    from matplotlib.ft2font import LoadFlags

    font = _font(path, index)
    font.set_size(1000.0, 72.0)
    return float(font.load_char(ord(character), LoadFlags.NO_HINTING).linearHoriAdvance) / 65536e3


@cache
def _font(path: str, index: int) -> Any:
    from matplotlib.ft2font import FT2Font

    return FT2Font(path, face_index=index)


def width_of(text: str, face: Face, size_pt: float) -> float:
    """Return the width of a line of text in points; letters stand no nearer than by themselves."""
    return size_pt * sum(_advance(face.path, face.index, each) for each in text)


def wrapped(text: str, face: Face, size_pt: float, room_pt: float) -> list[str]:
    """Cut a text into lines that fit: at blanks, between Chinese characters, else in a word."""
    tokens: list[str] = []
    for token in _TOKEN.findall(text):
        if tokens and token[0] in _NOT_FIRST:
            tokens[-1] += token
        else:
            tokens.append(token)
    lines, line = [], ""
    for token in tokens:
        if line and width_of((line + token).rstrip(), face, size_pt) > room_pt:
            lines.append(line.rstrip())
            line = ""
        line += token
        while len(line) > 1 and width_of(line.rstrip(), face, size_pt) > room_pt:
            fits = _fitting(line, face, size_pt, room_pt)
            lines.append(line[:fits])
            line = line[fits:]
    return [*lines, line.rstrip()] if line.strip() else lines


def _fitting(line: str, face: Face, size_pt: float, room_pt: float) -> int:
    """Return how many characters of a long word fit, at least one."""
    low, high = 1, len(line)
    while low < high:
        middle = (low + high + 1) // 2
        if width_of(line[:middle], face, size_pt) <= room_pt:
            low = middle
        else:
            high = middle - 1
    return low


class PictureSheet:
    """An empty figure of a size in points, without pyplot."""

    def __init__(self, width_pt: float, height_pt: float, pen: Pen, ground: str) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
        from matplotlib.transforms import Affine2D

        self.width, self.height = width_pt, height_pt
        self.pen = pen
        self.figure: Figure = Figure(figsize=(width_pt / 72, height_pt / 72), facecolor=ground)
        FigureCanvasAgg(self.figure)
        self._points = Affine2D().scale(1 / 72) + self.figure.dpi_scale_trans

    def axes(self, left: float, top: float, width: float, height: float) -> Axes:
        """Return axes in a rectangle, without ticks or labels."""
        from .axes import MapAxes

        rectangle = (
            left / self.width,
            1 - (top + height) / self.height,
            width / self.width,
            height / self.height,
        )
        axes = MapAxes(self.figure, rectangle)
        self.figure.add_axes(axes)
        axes.set_xticks([])
        axes.set_yticks([])
        for spine in axes.spines.values():
            spine.set_visible(False)
        return axes

    def lines(self, text: str, style: Style, room: float) -> list[str]:
        """Return a text as the lines that it takes."""
        return wrapped(text, self.pen.face, style.size * self.pen.unit_pt, room)

    def write(
        self, lines: list[str], left: float, top: float, style: Style, *, align: str = "left"
    ) -> float:
        """Write lines from a height downwards; return where they end."""
        size = style.size * self.pen.unit_pt
        for at, line in enumerate(lines):
            text = self.figure.text(
                left / self.width,
                1 - (top + size * (0.94 + at * LEADING)) / self.height,
                line,
                fontproperties=self.pen.face.properties(size),
                color=style.colour,
                ha=align,
                va="baseline",
                parse_math=False,
            )
            if style.bold:
                strengthen(text, size, style.colour)
        return top + len(lines) * size * LEADING

    def swatch(self, look: Look, left: float, top: float) -> None:
        """Draw what an area or a dot of a look is like, in a box of 24 by 14 units."""
        from matplotlib.patches import Circle, Rectangle

        unit, paper = self.pen.unit_pt, self.pen.paper
        width, height = 24 * unit, 14 * unit
        bottom = self.height - top - height
        box = Rectangle(
            (left, bottom),
            width,
            height,
            facecolor=self.pen.fill_of(look),
            edgecolor=paper["outLine"] if look.kind == "out" else paper["coast"],
            linewidth=(1.4 if look.kind == "out" else 0.7) * unit,
            transform=self._points,
        )
        is_dot = look.kind in {"place", "placeOpen", "site", "siteOpen"}
        if not is_dot:
            self.figure.add_artist(box)
        # Beside sites, which step forth, a colour of areas is shown with theirs on it.
        washed = look.kind == "in" and self.pen.strength < 1
        if is_dot or washed:
            dot = look._replace(kind="site") if washed else look
            centre = (left + width / 2, bottom + height / 2)
            for radius, style in dot_looks(dot, paper, unit):
                self.figure.add_artist(Circle(centre, radius, transform=self._points, **style))
        if look.kind == "possible":
            lines = hatch(box.get_bbox().extents, self.pen.line_of(look), unit, 1.0)
            lines.set_transform(self._points)
            self.figure.add_artist(lines)
            lines.set_clip_path(box)


def hatch(box: Sequence[float], colour: str, unit_pt: float, per_pt: float) -> Any:
    """Return diagonal lines over a box, to be clipped to an area; the same everywhere on a map.

    Parameters
    ----------
    box
        West, south, east, north, on the plane of the axes.
    unit_pt
        One unit of the design in points.
    per_pt
        What of the plane is a point long.
    """
    from matplotlib.collections import LineCollection

    known = constants("map/hatch")
    west, south, east, north = box
    step = known["TILE_PX"] * unit_pt * per_pt
    # Lines rise to the right: on each, y - x is a multiple of the step. They end at the box.
    first, last = floor((south - east) / step), ceil((north - west) / step)
    lines = []
    for rise in (at * step for at in range(first, last + 1)):
        left, right = max(west, south - rise), min(east, north - rise)
        if left < right:
            lines.append([(left, left + rise), (right, right + rise)])
    return LineCollection(lines, colors=colour, linewidths=known["LINE_PX"] * unit_pt)


def strengthen(text: Any, size_pt: float, colour: str) -> None:
    """Make letters strong by an outline of their own colour."""
    from matplotlib.patheffects import withStroke

    text.set_path_effects([withStroke(linewidth=size_pt * _BOLD, foreground=colour)])


def dot_looks(look: Look, paper: dict[str, str], unit: float) -> list[tuple[float, dict[str, Any]]]:
    """Return the circles of a dot, outermost first: radius in points, and how each is drawn."""
    if look.kind in {"site", "siteOpen"}:
        if look.kind == "site":
            edge = {"edgecolor": "#ffffff", "linewidth": 0.8 * unit}
            return [(4.2 * unit, {"facecolor": look.colour, **edge})]
        ring = {"facecolor": "#ffffff", "edgecolor": look.colour, "linewidth": 1.6 * unit}
        return [(3.8 * unit, {**ring, "linestyle": (0, (1.6, 1.2))})]
    ring = {"facecolor": "#ffffff", "edgecolor": paper["ink"], "linewidth": 1.6 * unit}
    if look.kind == "placeOpen":
        return [(4.4 * unit, {**ring, "linestyle": (0, (1.4, 1.2))})]
    return [
        (4.4 * unit, ring),
        (2.6 * unit, {"facecolor": look.colour or paper["ink"], "edgecolor": "none"}),
    ]
