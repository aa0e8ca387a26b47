"""One picture on its way to paper: what is written, where the maps lie, how large letters are."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..errors import UsageError
from ..page.assets import begun
from .ground import DASHES
from .labels import Rect
from .mapdraw import Scene, draw_areas, draw_names, draw_scale, draw_spots, plan_for, proportion
from .sheet import LEADING, PictureSheet, Style, width_of
from .stage import MapGrid, frame, inset_box
from .wording import joined, outlines_text, shown, sources_text, tell, year_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from .content import LegendEntry, YearView
    from .mapdraw import MapPlan
    from .sheet import Pen
    from .sizes import Size
    from .stage import Request, Stage

_WHITE = "#ffffff"
_LEAST_MAP_SHARE = 0.25
"""A map that has less of the picture's height than this is not worth drawing."""
_LEAST_CELL = 230
"""Width of one of several maps, in units of the design."""
_SMALLER = 0.62
_LETTERING = (1.0, 0.92, 0.84, 0.76, 0.68, 0.6)
"""Sizes of the lettering that are tried, by what the size of the picture asks for."""


class Lettering(NamedTuple):
    """The lettering of a picture."""

    title: Style
    year: Style
    said: Style
    legend: Style
    small: Style


def styles_of(request: Request, paper: dict[str, str], *, several: bool) -> Lettering:
    """Return the lettering: in print the title is no larger than a heading of the journal."""
    ink, muted = paper["ink"], paper["muted"]
    title, year = (20, 20) if request.size.printed else (30, 40)
    return Lettering(
        Style(title, ink, bold=True),
        Style(20 if several else year, ink, bold=True),
        Style(13 if several else 17, ink),
        Style(15, ink),
        Style(12, muted),
    )


class NoRoomError(Exception):
    """Words of this size leave too little room for what is drawn."""


def fitted(layout: Callable[[float], PictureLayout]) -> Figure:
    """Draw a layout with the largest lettering that leaves room for the map.

    Raises
    ------
    UsageError
        If letters would become too small to be read.
    """
    for share in _LETTERING:
        try:
            return layout(share).draw()
        except NoRoomError:
            continue
    raise UsageError(
        "--size: what is to be said leaves the map too little room; choose a larger size"
    )


class PictureLayout:
    """One picture on its way to paper: what is written, where the maps lie.

    Parameters
    ----------
    share
        How large the lettering is, by what the size asks for.
    """

    def __init__(
        self,
        stage: Stage,
        views: list[YearView],
        legend: list[LegendEntry],
        last: int,
        share: float = 1.0,
    ) -> None:
        self.stage, self.views, self.legend = stage, views, legend
        self.content, self.request = stage.content, stage.request
        self.several = len(views) > 1
        self.styles = styles_of(self.request, stage.pen.paper, several=self.several)
        lang, request = self.content.lang, self.request
        self.title = shown(request.title)
        self.counts = [
            begun(self.content.rollout.counts(view.year, self.content.level).sentence(lang))
            for view in views
        ]
        dashes = DASHES in stage.ground.topology.lines
        self.notes = [
            sources_text(self.content.rollout, last, lang),
            *outlines_text(lang, request.boundaries, request.review_number),
            self.content.no_outline(views, stage.outlined),
            "" if dashes or not request.inset else tell(lang, "noDashes"),
        ]
        self.unit = share * request.size.unit_pt
        self.pen = stage.pen._replace(unit_pt=self.unit)
        self.margin = (2 if request.size.printed else 36) * self.unit
        self._bottom = (2 if request.size.printed else 26) * self.unit

    @property
    def _map_pen(self) -> Pen:
        """What maps are drawn with: one of several has smaller dots and finer lines."""
        return self.pen._replace(unit_pt=_SMALLER * self.unit) if self.several else self.pen

    def texts(self) -> list[str]:
        """Return everything that is written, but for names on the map."""
        years = [year_text(self.content.lang, view.year) for view in self.views]
        words = [tell(self.content.lang, "inset"), tell(self.content.lang, "km", n=0)]
        legend = [entry.text for entry in self.legend]
        return [self.title, *years, *self.counts, *legend, *self.notes, *words]

    def draw(self) -> Figure:
        """Draw it."""
        size = self.request.size
        if size.is_wide and not self.several:
            return self._beside(size)
        return self._stacked(size)

    def _sheet(self, width: float, height: float) -> PictureSheet:
        ground = _WHITE if self.request.size.printed else self.pen.paper["ground"]
        return PictureSheet(width, height, self.pen, ground)

    def _stacked(self, size: Size) -> Figure:
        """Words above and below the map or maps."""
        width, room = size.width_pt, size.width_pt - 2 * self.margin
        measure = self._sheet(width, 72)
        head = self._height(measure, self._head(), room)
        legend = self._legend_height(measure, room)
        foot = self._foot_height(measure, room)
        gap = 10 * self.unit
        words = head + legend + foot + 3 * gap + self.margin + self._bottom
        count, box = len(self.views), self.stage.box

        def grid_of(cells: tuple[int, float]) -> MapGrid:
            return MapGrid.of(cells, count, room, self._panel_head(measure, cells[1]), box)

        if size.height_pt is None:
            grid = grid_of(MapGrid.cell_of(count, room, _LEAST_CELL * self.unit))
            height = words + grid.height
        else:
            height = size.height_pt
            grids = (
                grid_of(cells).within(height - words, count) for cells in MapGrid.all(count, room)
            )
            grid = max(grids, key=lambda each: min(each.cell, each.map_height / proportion(box)))
        if grid.map_height * len(range(0, count, grid.columns)) < _LEAST_MAP_SHARE * height:
            raise NoRoomError
        sheet = self._sheet(width, height)
        top = self._write_head(sheet, self._head(), self.margin, self.margin, room) + gap
        noroom = 0
        for at, view in enumerate(self.views):
            left, upper = grid.corner(at, self.margin, top)
            if self.several:
                self._write_head(sheet, self._heading(at), left, upper, grid.cell)
            noroom += self._map(sheet, view, (left, upper + grid.head, grid.cell, grid.map_height))
        top += grid.height + gap
        top = self._write_legend(sheet, self.margin, top, room) + gap
        self._write_foot(sheet, self.margin, room, noroom)
        return sheet.figure

    def _beside(self, size: Size) -> Figure:
        """Words to the left of the map, small print along the lower edge."""
        assert size.height_pt is not None  # noqa: S101 (only such a size is wide)
        width, height, gap = size.width_pt, size.height_pt, 12 * self.unit
        sheet = self._sheet(width, height)
        column = 0.33 * width - self.margin
        room = width - 2 * self.margin
        top = self._write_head(sheet, self._head(), self.margin, self.margin * 0.8, column) + gap
        end = self._write_legend(sheet, self.margin, top, column)
        foot = self._foot_height(sheet, room)
        map_top = self.margin * 0.6
        map_height = height - map_top - foot - gap - self._bottom
        if end > map_top + map_height + gap or map_height < _LEAST_MAP_SHARE * height:
            raise NoRoomError
        left = self.margin + column + gap
        noroom = self._map(
            sheet, self.views[0], (left, map_top, width - left - self.margin, map_height)
        )
        self._write_foot(sheet, self.margin, room, noroom)
        return sheet.figure

    def _head(self) -> list[tuple[str, Style]]:
        title = [(self.title, self.styles.title)] if self.title else []
        return title if self.several else [*title, *self._heading(0)]

    def _heading(self, at: int) -> list[tuple[str, Style]]:
        year = year_text(self.content.lang, self.views[at].year)
        return [(year, self.styles.year), (self.counts[at], self.styles.said)]

    def _panel_head(self, sheet: PictureSheet, cell: float) -> float:
        """Return the height of the words above each of several maps, the most that one needs."""
        if not self.several:
            return 0
        heads = (self._height(sheet, self._heading(at), cell) for at in range(len(self.views)))
        return max(heads) + 4 * self.unit

    def _height(self, sheet: PictureSheet, texts: list[tuple[str, Style]], room: float) -> float:
        return sum(
            len(sheet.lines(text, style, room)) * style.size * self.unit * LEADING
            for text, style in texts
        )

    def _write_head(
        self,
        sheet: PictureSheet,
        texts: list[tuple[str, Style]],
        left: float,
        top: float,
        room: float,
    ) -> float:
        for text, style in texts:
            top = sheet.write(sheet.lines(text, style, room), left, top, style)
        return top

    def _rows(
        self, sheet: PictureSheet, room: float
    ) -> list[list[tuple[LegendEntry, list[str], float]]]:
        """Return the legend in rows, each entry with its lines and the room it takes."""
        swatch, gap = 32 * self.unit, 22 * self.unit
        rows: list[list[tuple[LegendEntry, list[str], float]]] = [[]]
        left = 0.0
        for entry in self.legend:
            lines = sheet.lines(entry.text, self.styles.legend, room - swatch)
            widest = max(self._width(line) for line in lines)
            needs = swatch + widest
            if rows[-1] and left + needs > room:
                rows.append([])
                left = 0.0
            rows[-1].append((entry, lines, left))
            left += needs + gap
        return rows

    def _width(self, line: str) -> float:
        return width_of(line, self.request.face, self.styles.legend.size * self.unit)

    def _legend_height(self, sheet: PictureSheet, room: float) -> float:
        line = self.styles.legend.size * self.unit * LEADING
        return sum(
            max(len(lines) for _, lines, _ in row) * line + 3 * self.unit
            for row in self._rows(sheet, room)
        )

    def _write_legend(self, sheet: PictureSheet, left: float, top: float, room: float) -> float:
        line = self.styles.legend.size * self.unit * LEADING
        for row in self._rows(sheet, room):
            for entry, lines, offset in row:
                sheet.swatch(entry.look, left + offset, top + 2.5 * self.unit)
                sheet.write(lines, left + offset + 32 * self.unit, top, self.styles.legend)
            top += max(len(lines) for _, lines, _ in row) * line + 3 * self.unit
        return top

    def _foot(self, noroom: int) -> str:
        lang = self.content.lang
        return joined([*self.notes, tell(lang, "noRoom", n=noroom) if noroom else ""], lang)

    def _foot_height(self, sheet: PictureSheet, room: float) -> float:
        """Return the height of the small print; a note on names may go into the margin below it."""
        return self._height(sheet, [(self._foot(0), self.styles.small)], room)

    def _write_foot(self, sheet: PictureSheet, left: float, room: float, noroom: int) -> None:
        top = sheet.height - self._bottom - self._foot_height(sheet, room)
        lines = sheet.lines(self._foot(noroom), self.styles.small, room)
        sheet.write(lines, left, top, self.styles.small)

    def _map(
        self, sheet: PictureSheet, view: YearView, place: tuple[float, float, float, float]
    ) -> int:
        """Draw a map in a rectangle; return how many names have no room on it."""
        stage, pen = self.stage, self._map_pen
        axes = sheet.axes(*place)
        axes.set_facecolor("none" if self.request.size.printed else pen.paper["sea"])
        plan = plan_for(stage.box, place[2], place[3])
        scene = Scene(stage.ground, self.content, pen, plan)
        draw_areas(axes, scene, view)
        taken = [draw_scale(axes, pen, plan, self.content.lang, size=11 * self.unit)]
        if self.request.inset:
            taken.append(self._inset(sheet, view, place, plan))
        if not self.request.labels or self.several:
            draw_spots(axes, stage.ground, view, pen)
            return 0
        return draw_names(axes, scene, view, taken)

    def _inset(
        self,
        sheet: PictureSheet,
        view: YearView,
        place: tuple[float, float, float, float],
        plan: MapPlan,
    ) -> Rect:
        """Draw the South China Sea in the lower right corner; return the box it takes."""
        stage, pen, unit = self.stage, self._map_pen, self.unit
        left, top, width, height = place
        box, km_per_pt = inset_box(stage.ground), plan.km_per_pt
        wide, tall = (km / km_per_pt for km in stage.inset_km)
        axes = sheet.axes(left + width - wide, top + height - tall, wide, tall)
        frame(axes, pen)
        axes.set_facecolor(_WHITE if self.request.size.printed else pen.paper["sea"])
        inner = plan_for(box, wide, tall)
        draw_areas(axes, Scene(stage.inset_ground, self.content, pen, inner), view)
        draw_spots(axes, stage.inset_ground, view, pen)
        if not self.several:
            self._name_inset(axes, inner, wide)
        return Rect(width - wide - 4 * unit, 0, width, tall + 4 * unit)

    def _name_inset(self, axes: Axes, plan: MapPlan, wide: float) -> None:
        """Write the name of the inset below its islands, and draw its own scale above that."""
        pen, lang = self.pen, self.content.lang
        name, size = tell(lang, "inset"), 10.5 * self.unit
        size *= min(1, 0.92 * wide / width_of(name, pen.face, size))
        draw_scale(axes, pen, plan, lang, bottom=1.5 * size, size=size)
        axes.text(
            0.04, 0.025, name, transform=axes.transAxes, ha="left", va="bottom",
            fontproperties=pen.face.properties(size), color=pen.paper["muted"],
            zorder=9, parse_math=False,
        )  # fmt: skip
