"""The panel as a picture: a row for each unit, a column for each year, in the four statuses.

After the idea of the R package panelView (H. Mou, L. Liu, Y. Xu, "Panel Data Visualization in R",
Journal of Statistical Software 107, 2023): who is treated when is seen at once, and here what is
not known as well. Units of which nobody says anything in these years are counted and left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .content import OUT, POSSIBLE, UNKNOWN, Look
from .layout import NoRoomError, PictureLayout, fitted
from .sheet import LEADING, Style, hatch, width_of
from .wording import shown, tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from .content import YearView
    from .sheet import PictureSheet
    from .stage import Stage

_ROW = 17
"""Height of a row with its name, in units of the design."""
_LEAST_ROW = 3.5
"""Rows lower than this cannot be told apart; rows lower than a letter have no names."""
_NAME = 12
_YEAR = 12
_NAMES_SHARE = 0.3
_MOST_HEIGHT = 14_000
"""In units of the design: what is higher is no picture any more."""


def panel_picture(stage: Stage, years: Sequence[int]) -> Figure:
    """Return the panel of some years as a picture.

    Raises
    ------
    UsageError
        If there are more units than the size has room for, with letters that can be read.
    PilotmapError
        If the font lacks a character.
    """
    views = [stage.content.view(year) for year in years]
    panel = _Panel(stage, views)
    stage.request.face.check([*panel.texts(), *panel.names])
    return fitted(lambda share: _Panel(stage, views, share))


class _Panel(PictureLayout):
    """The layout of a map's picture, with a table of colours for the map."""

    def __init__(self, stage: Stage, views: list[YearView], share: float = 1.0) -> None:
        content = stage.content
        super().__init__(stage, views[-1:], content.legend(views), views[-1].year, share)
        self.years = views
        first, last = views[0].year, views[-1].year
        span = str(first) if first == last else tell(content.lang, "frames", first=first, last=last)
        heading = f"{tell(content.lang, 'panel')}{tell(content.lang, 'join.comma')}{span}"
        self.heading = heading
        spoken = {adcode for view in views for adcode in view.areas}
        self.units = sorted(spoken, key=self._order)
        self.names = [
            shown(content.names.placed(content.rows[adcode], content.lang)) for adcode in self.units
        ]
        silent = len(content.rollout.tree.levels[content.level]) - len(self.units)
        outlines = set(self.notes[1:])
        self.notes = [
            tell(content.lang, "silent", n=silent) if silent else "",
            *(note for note in self.notes if note not in outlines),
        ]
        self.legend = [
            entry
            for entry in self.legend
            if entry.look.kind not in {"place", "placeOpen", "site", "siteOpen"}
        ]

    def texts(self) -> list[str]:
        """Return everything that is written, but for names of units."""
        return [*super().texts(), self.heading]

    def draw(self) -> Figure:
        """Draw it."""
        size, unit = self.request.size, self.unit
        width, room = size.width_pt, size.width_pt - 2 * self.margin
        measure = self._sheet(width, 72)
        head = [(self.title, self.styles.title)] if self.title else []
        head.append((self.heading, self.styles.said))
        gap = 10 * unit
        words = (
            self._height(measure, head, room)
            + self._legend_height(measure, room)
            + self._foot_height(measure, room)
            + 3 * gap
            + self.margin
            + self._bottom
        )
        above = _YEAR * unit * LEADING + 4 * unit
        rows = max(len(self.units), 1)
        height = size.height_pt or words + above + rows * _ROW * unit
        row = (height - words - above) / rows
        if row < _LEAST_ROW * unit or height > _MOST_HEIGHT * unit:
            raise NoRoomError
        row = min(row, 4 * _ROW * unit)
        sheet = self._sheet(width, height)
        top = self._write_head(sheet, head, self.margin, self.margin, room) + gap
        named = row >= _NAME * unit
        left = self.margin + (min(self._names_width(), _NAMES_SHARE * room) if named else 0)
        axes = sheet.axes(left, top + above, self.margin + room - left, rows * row)
        if named:
            self._write_names(sheet, left, top + above, row)
        self._cells(axes, (self.margin + room - left) / len(self.years), row)
        self._write_years(sheet, left, top, (self.margin + room - left) / len(self.years))
        top += above + rows * row + gap
        self._write_legend(sheet, self.margin, top, room)
        self._write_foot(sheet, self.margin, room, 0)
        return sheet.figure

    def _order(self, adcode: str) -> tuple[int, int, str]:
        """Return where a unit stands: by its first certain year, then its first possible one."""
        bounds = self.content.rollout.first_year(adcode)
        never = 10_000
        latest = never if bounds.latest is None else bounds.latest
        earliest = never if bounds.earliest is None else bounds.earliest
        return latest, earliest, adcode

    def _names_width(self) -> float:
        size = _NAME * self.unit
        widths = (width_of(name, self.request.face, size) for name in self.names)
        return max(widths, default=0.0) + 8 * self.unit

    def _write_names(self, sheet: PictureSheet, left: float, top: float, row: float) -> None:
        size, room = _NAME * self.unit, left - self.margin - 6 * self.unit
        for at, name in enumerate(self.names):
            text = name
            while text and width_of(text, self.request.face, size) > room:
                text = f"{text.rstrip('…')[:-1]}…"
            middle = top + at * row + (row - size * LEADING) / 2
            style = Style(_NAME, self.pen.paper["ink"])
            sheet.write([text], left - 6 * self.unit, middle, style, align="right")

    def _write_years(self, sheet: PictureSheet, left: float, top: float, cell: float) -> None:
        wide = width_of("0000", self.request.face, _YEAR * self.unit) + 4 * self.unit
        every = max(1, -(-int(wide) // max(1, int(cell))))
        style = Style(_YEAR, self.pen.paper["muted"])
        for at, view in enumerate(self.years):
            if at % every == 0:
                middle = left + (at + 0.5) * cell
                sheet.write([str(view.year)], middle, top, style, align="center")

    def _cells(self, axes: Axes, width: float, height: float) -> None:
        """Draw a cell for each unit and year, in points from the lower left corner."""
        from matplotlib.patches import Rectangle

        pen, count = self.pen, max(len(self.units), 1)
        axes.set_xlim(0, width * len(self.years))
        axes.set_ylim(0, height * count)
        line = min(1.2 * self.unit, height / 8)
        for row, adcode in enumerate(self.units):
            bottom = (count - 1 - row) * height
            for column, view in enumerate(self.years):
                look = view.areas.get(adcode, Look(UNKNOWN))
                box = Rectangle(
                    (column * width, bottom),
                    width,
                    height,
                    facecolor=pen.fill_of(look),
                    edgecolor=pen.paper["outLine" if look.kind == OUT else "line"],
                    linewidth=line,
                    zorder=2 if look.kind == OUT else 1,
                )
                axes.add_artist(box)
                if look.kind == POSSIBLE:
                    corners = (column * width, bottom, (column + 1) * width, bottom + height)
                    lines = hatch(corners, pen.line_of(look), self.unit, 1.0)
                    lines.set_zorder(1.5)
                    axes.add_collection(lines, autolim=False)
                    lines.set_clip_path(box)
