"""Whole pictures: title, year, count, map, legend, sources, and what is to be said of outlines."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from ..errors import UsageError
from .ground import DASHES, Ground
from .labels import Rect
from .mapdraw import (
    INSET_DEG,
    Scene,
    draw_areas,
    draw_names,
    draw_scale,
    draw_spots,
    plan_for,
    proportion,
)
from .sheet import LEADING, Pen, Sheet, Style, width_of
from .words import begun, joined, outlines_text, shown, sources_text, tell, year_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from ..boundaries.topology import Topology
    from .content import Content, Entry, YearView
    from .fonts import Face
    from .ground import Box
    from .mapdraw import Plan
    from .sizes import Size

PAPER = "#fffdf8"
_WHITE = "#ffffff"
_INSET_SHARE = 0.22
"""Of the map's height."""
_INSET_GAP_KM = 60
_LEAST_MAP_SHARE = 0.25
"""A map that has less of the picture's height than this is not worth drawing."""
_MOST_YEARS = 12
_MOST_COLUMNS = 4
_LEAST_CELL = 230
"""Width of one of several maps, in units of the design."""
_GAP_SHARE = 0.02
_SMALLER = 0.62


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


class Styles(NamedTuple):
    """The lettering of a picture."""

    title: Style
    year: Style
    said: Style
    legend: Style
    small: Style


def styles_of(request: Request, paper: dict[str, str], *, several: bool) -> Styles:
    """Return the lettering: in print the title is no larger than a heading of the journal."""
    ink, muted = paper["ink"], paper["muted"]
    title, year = (20, 20) if request.size.printed else (30, 40)
    return Styles(
        Style(title, ink, bold=True),
        Style(20 if several else year, ink, bold=True),
        Style(13 if several else 17, ink),
        Style(15, ink),
        Style(12, muted),
    )


class Composer:
    """Draws pictures of one rollout; several years share what is slow.

    Parameters
    ----------
    content
        What is shown.
    request
        How.

    Raises
    ------
    PilotmapError
        If the font lacks a character of what will be written.
    UsageError
        If the outlines hold none of the level.
    """

    def __init__(self, content: Content, request: Request) -> None:
        self.content = content
        self.request = request
        size = request.size
        colours = content.palette
        self.pen = Pen(request.face, size.unit_pt, colours.paper, content.strength, colours.part)
        step = 0.4 * size.unit_pt * _KM_ACROSS / size.width_pt
        self.ground = Ground(request.topology, step_km=step, coarse=step > _FINE_KM)
        self.outlined = self.ground.units(content.level)
        self.box = self.ground.box(islands=not request.inset)
        self.inset_km = (0.0, 0.0)
        if request.inset:
            self.box, self.inset_km = with_room_for_inset(self.ground, self.box)
            scale = proportion_of(inset_box(self.ground), self.inset_km)
            self.inset_ground = Ground(request.topology, step_km=step * scale)

    def picture(self, years: Sequence[int], *, legend_of: Sequence[int] = ()) -> Figure:
        """Return a picture of a year, or of several side by side.

        Parameters
        ----------
        legend_of
            Years that the legend speaks of too: in an animation it must not change.
        """
        if len(years) > _MOST_YEARS:
            raise UsageError(
                f"--years: {len(years)} maps have no room in a picture; give {_MOST_YEARS} at "
                "most, or --animate"
            )
        views = {year: self.content.view(year) for year in sorted({*years, *legend_of})}
        legend = self.content.legend(list(views.values()))
        shown_views = [views[year] for year in years]
        layout = Layout(self, shown_views, legend, max(views))
        self._check_characters(layout)
        return layout.draw()

    def _check_characters(self, layout: Layout) -> None:
        names = (spot.name for view in layout.views for spot in view.places)
        provinces = (self.content.name(code) for code in self.content.rows)
        self.request.face.check([*layout.texts(), *names, *provinces])


_KM_ACROSS = 5200
"""About as wide as the country."""
_FINE_KM = 0.5


class Layout:
    """One picture on its way to paper: what is written, where the maps lie."""

    def __init__(
        self, composer: Composer, views: list[YearView], legend: list[Entry], last: int
    ) -> None:
        self.composer, self.views, self.legend = composer, views, legend
        self.content, self.request = composer.content, composer.request
        self.several = len(views) > 1
        self.styles = styles_of(self.request, composer.pen.paper, several=self.several)
        lang, request = self.content.lang, self.request
        self.title = shown(request.title)
        self.counts = [
            begun(self.content.rollout.counts(view.year, self.content.level).sentence(lang))
            for view in views
        ]
        dashes = DASHES in composer.ground.topology.lines
        self.notes = [
            sources_text(self.content.rollout, last, lang),
            *outlines_text(lang, request.boundaries, request.review_number),
            self.content.no_outline(composer.outlined),
            "" if dashes or not request.inset else tell(lang, "noDashes"),
        ]
        self.unit = request.size.unit_pt
        self.margin = (2 if request.size.printed else 36) * self.unit
        self._bottom = (2 if request.size.printed else 26) * self.unit

    @property
    def _map_pen(self) -> Pen:
        """What maps are drawn with: one of several has smaller dots and finer lines."""
        pen = self.composer.pen
        return pen._replace(unit_pt=_SMALLER * pen.unit_pt) if self.several else pen

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

    def _sheet(self, width: float, height: float) -> Sheet:
        ground = _WHITE if self.request.size.printed else PAPER
        return Sheet(width, height, self.composer.pen, ground)

    def _stacked(self, size: Size) -> Figure:
        """Words above and below the map or maps."""
        width, room = size.width_pt, size.width_pt - 2 * self.margin
        measure = self._sheet(width, 72)
        head = self._height(measure, self._head(), room)
        legend = self._legend_height(measure, room)
        foot = self._foot_height(measure, room)
        gap = 10 * self.unit
        words = head + legend + foot + 3 * gap + self.margin + self._bottom
        cells = _Grid.cell_of(len(self.views), room, _LEAST_CELL * self.unit)
        panel_head = self._panel_head(measure, cells[1])
        grid = _Grid.of(cells, len(self.views), room, panel_head, self.composer.box)
        if size.height_pt is None:
            height = words + grid.height
        else:
            height = size.height_pt
            grid = grid.within(height - words, len(self.views))
        if grid.height < _LEAST_MAP_SHARE * height:
            raise UsageError(
                "--size: what is to be said leaves the map too little room; choose a larger size"
            )
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
            raise UsageError(
                "--size: what is to be said leaves the map too little room; choose a larger or "
                "a higher size"
            )
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

    def _panel_head(self, sheet: Sheet, cell: float) -> float:
        """Return the height of the words above each of several maps, the most that one needs."""
        if not self.several:
            return 0
        heads = (self._height(sheet, self._heading(at), cell) for at in range(len(self.views)))
        return max(heads) + 4 * self.unit

    def _height(self, sheet: Sheet, texts: list[tuple[str, Style]], room: float) -> float:
        return sum(
            len(sheet.lines(text, style, room)) * style.size * self.unit * LEADING
            for text, style in texts
        )

    def _write_head(
        self, sheet: Sheet, texts: list[tuple[str, Style]], left: float, top: float, room: float
    ) -> float:
        for text, style in texts:
            top = sheet.write(sheet.lines(text, style, room), left, top, style)
        return top

    def _rows(self, sheet: Sheet, room: float) -> list[list[tuple[Entry, list[str], float]]]:
        """Return the legend in rows, each entry with its lines and the room it takes."""
        swatch, gap = 32 * self.unit, 22 * self.unit
        rows: list[list[tuple[Entry, list[str], float]]] = [[]]
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

    def _legend_height(self, sheet: Sheet, room: float) -> float:
        line = self.styles.legend.size * self.unit * LEADING
        return sum(
            max(len(lines) for _, lines, _ in row) * line + 3 * self.unit
            for row in self._rows(sheet, room)
        )

    def _write_legend(self, sheet: Sheet, left: float, top: float, room: float) -> float:
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

    def _foot_height(self, sheet: Sheet, room: float) -> float:
        """Return the height of the small print; a note on names may go into the margin below it."""
        return self._height(sheet, [(self._foot(0), self.styles.small)], room)

    def _write_foot(self, sheet: Sheet, left: float, room: float, noroom: int) -> None:
        top = sheet.height - self._bottom - self._foot_height(sheet, room)
        lines = sheet.lines(self._foot(noroom), self.styles.small, room)
        sheet.write(lines, left, top, self.styles.small)

    def _map(self, sheet: Sheet, view: YearView, place: tuple[float, float, float, float]) -> int:
        """Draw a map in a rectangle; return how many names have no room on it."""
        composer, pen = self.composer, self._map_pen
        axes = sheet.axes(*place)
        axes.set_facecolor("none" if self.request.size.printed else pen.paper["sea"])
        plan = plan_for(composer.box, place[2], place[3])
        scene = Scene(composer.ground, self.content, pen, plan)
        draw_areas(axes, scene, view)
        taken = [draw_scale(axes, pen, plan, self.content.lang, size=11 * self.unit)]
        if self.request.inset:
            taken.append(self._inset(sheet, view, place, plan))
        if not self.request.labels or self.several:
            draw_spots(axes, composer.ground, view, pen)
            return 0
        return draw_names(axes, scene, view, taken)

    def _inset(
        self, sheet: Sheet, view: YearView, place: tuple[float, float, float, float], plan: Plan
    ) -> Rect:
        """Draw the South China Sea in the lower right corner; return the box it takes."""
        composer, pen, unit = self.composer, self._map_pen, self.unit
        left, top, width, height = place
        box, km_per_pt = inset_box(composer.ground), plan.km_per_pt
        wide, tall = (km / km_per_pt for km in composer.inset_km)
        axes = sheet.axes(left + width - wide, top + height - tall, wide, tall)
        frame(axes, pen)
        axes.set_facecolor(_WHITE if self.request.size.printed else pen.paper["sea"])
        inner = plan_for(box, wide, tall)
        draw_areas(axes, Scene(composer.inset_ground, self.content, pen, inner), view)
        draw_spots(axes, composer.inset_ground, view, pen)
        if not self.several:
            self._name_inset(axes, inner, wide)
        return Rect(width - wide - 4 * unit, 0, width, tall + 4 * unit)

    def _name_inset(self, axes: Axes, plan: Plan, wide: float) -> None:
        """Write the name of the inset below its islands, and draw its own scale above that."""
        pen, lang = self.composer.pen, self.content.lang
        name, size = tell(lang, "inset"), 10.5 * self.unit
        size *= min(1, 0.92 * wide / width_of(name, pen.face, size))
        draw_scale(axes, pen, plan, lang, bottom=1.5 * size, size=size)
        axes.text(
            0.04, 0.025, name, transform=axes.transAxes, ha="left", va="bottom",
            fontproperties=pen.face.properties(size), color=pen.paper["muted"],
            zorder=9, parse_math=False,
        )  # fmt: skip


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


class _Grid(NamedTuple):
    """Maps in rows and columns."""

    columns: int
    cell: float
    """Width of a map."""
    head: float
    """Height of the words above a map."""
    map_height: float
    height: float
    gap: float

    @classmethod
    def cell_of(cls, count: int, room: float, least: float) -> tuple[int, float]:
        """Return how many maps stand side by side, none narrower than `least`, and their width."""
        gap = _GAP_SHARE * room
        widths = {
            columns: (room - (columns - 1) * gap) / columns
            for columns in range(1, min(count, _MOST_COLUMNS) + 1)
        }
        ideal = 1.2 * sqrt(count)
        columns = min(
            (each for each, width in widths.items() if each == 1 or width >= least),
            key=lambda each: 1.5 * (-count % each) + 1.5 * abs(each - ideal),
        )
        return columns, widths[columns]

    @classmethod
    def of(cls, cells: tuple[int, float], count: int, room: float, head: float, box: Box) -> _Grid:
        """Lay maps out over a width, as high as they are."""
        columns, cell = cells
        gap = _GAP_SHARE * room
        map_height = cell * proportion(box)
        rows = -(-count // columns)
        return cls(columns, cell, head, map_height, rows * (head + map_height + gap) - gap, gap)

    def within(self, height: float, count: int) -> _Grid:
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
