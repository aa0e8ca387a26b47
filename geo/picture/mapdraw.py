"""A map in axes: land, areas by their looks, borders, dots, names, a scale bar, an inset."""

from __future__ import annotations

from math import floor, log10
from typing import TYPE_CHECKING, Any, NamedTuple

from ..model import Level
from ..page.constants import constants
from .content import IN, IN_PART, OUT, POSSIBLE, Look, Spot
from .ground import DASHES
from .labels import Label, Rect, around, place
from .sheet import dot_looks, hatch, strengthen, width_of
from .wording import tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from .content import Content, YearView
    from .ground import Box, Ground
    from .sheet import Pen

_ORDER = (POSSIBLE, IN_PART, IN, OUT)
_MARGIN_SHARE = 0.02
_DENSE = 2000
"""More dots than this are an image, also in drawings that scale."""
_SCALE_SHARE = 0.2
_PLACE, _PROVINCE = 15, 12
"""Sizes of names, in units of the design."""
_HALO = "#fffdf8"


class MapPlan(NamedTuple):
    """How a map lies on its axes."""

    box: Box
    """What of the plane is shown, in kilometres."""
    km_per_pt: float

    def to_points(self, x: float, y: float) -> tuple[float, float]:
        """Return where a place on the plane lies, in points from the lower left corner."""
        return (x - self.box[0]) / self.km_per_pt, (y - self.box[1]) / self.km_per_pt

    @property
    def bounds(self) -> Rect:
        """The whole of the axes, in points."""
        return Rect(0, 0, *self.to_points(self.box[2], self.box[3]))


class Scene(NamedTuple):
    """What a map is drawn from and with."""

    ground: Ground
    content: Content
    pen: Pen
    plan: MapPlan


def plan_for(box: Box, width_pt: float, height_pt: float) -> MapPlan:
    """Return how a box of the plane, with a margin, fits into axes of a size, in its middle."""
    west, south, east, north = box
    margin = _MARGIN_SHARE * max(east - west, north - south)
    wide, tall = east - west + 2 * margin, north - south + 2 * margin
    km_per_pt = max(wide / width_pt, tall / height_pt)
    x, y = (west + east) / 2, (south + north) / 2
    half_x, half_y = width_pt * km_per_pt / 2, height_pt * km_per_pt / 2
    return MapPlan((x - half_x, y - half_y, x + half_x, y + half_y), km_per_pt)


def proportion(box: Box) -> float:
    """Return the height of a map by its width."""
    west, south, east, north = box
    margin = 2 * _MARGIN_SHARE * max(east - west, north - south)
    return (north - south + margin) / (east - west + margin)


def draw_areas(axes: Axes, scene: Scene, view: YearView) -> None:
    """Draw the land, the areas of a year and the borders on it."""
    from matplotlib.patches import PathPatch

    ground, content, pen, plan = scene
    axes.set_xlim(plan.box[0], plan.box[2])
    axes.set_ylim(plan.box[1], plan.box[3])
    units = ground.units(content.level)
    land = PathPatch(ground.land, facecolor=pen.paper["land"], edgecolor="none", zorder=1)
    axes.add_artist(land)  # not add_patch, which looks for the extent of each curve
    by_look: dict[Look, list[str]] = {}
    for adcode, look in view.areas.items():
        if adcode in units:
            by_look.setdefault(look, []).append(adcode)
    for look in sorted(by_look, key=lambda each: (_ORDER.index(each.kind), each.colour)):
        path = ground.path(units[adcode] for adcode in by_look[look])
        _draw_look(axes, path, look, pen, plan)
    for border in constants("map/mappicture")["BORDERS"]:
        kind = border["kind"]
        if kind == DASHES and DASHES not in ground.topology.lines:
            continue
        colour = "outLine" if kind == DASHES else "coast" if border["edge"] else "line"
        axes.add_artist(
            PathPatch(
                ground.borders(kind, content.level),
                fill=False,
                edgecolor=pen.paper[colour],
                linewidth=max(border["width"] * pen.unit_pt, _HAIRLINE_PT),
                capstyle="round",
                joinstyle="round",
                zorder=4,
            )
        )


_HAIRLINE_PT = 0.2


def _draw_look(axes: Axes, path: Any, look: Look, pen: Pen, plan: MapPlan) -> None:
    from matplotlib.patches import PathPatch

    outlined = look.kind == OUT
    patch = PathPatch(
        path,
        facecolor=pen.fill_of(look),
        edgecolor=pen.paper["outLine"] if outlined else "none",
        linewidth=1.4 * pen.unit_pt if outlined else 0,
        joinstyle="round",
        zorder=4.5 if outlined else 2,
    )
    axes.add_artist(patch)
    if look.kind == POSSIBLE and len(path.vertices):
        (west, south), (east, north) = path.vertices.min(axis=0), path.vertices.max(axis=0)
        left, bottom, right, top = plan.box
        box = (max(west, left), max(south, bottom), min(east, right), min(north, top))
        lines = hatch(box, pen.line_of(look), pen.unit_pt, plan.km_per_pt)
        lines.set_zorder(2.5)
        axes.add_collection(lines, autolim=False)
        lines.set_clip_path(patch)


def draw_spots(axes: Axes, ground: Ground, view: YearView, pen: Pen) -> list[tuple[float, float]]:
    """Draw sites and the dots of named places; return where those of places lie on the plane."""
    for spots, zorder in ((view.sites, 5), (view.places, 6)):
        by_look: dict[Look, list[Spot]] = {}
        for spot in spots:
            by_look.setdefault(spot.look, []).append(spot)
        for look in sorted(by_look):
            points = ground.project(
                [spot.lon for spot in by_look[look]], [spot.lat for spot in by_look[look]]
            )
            for radius, dot in dot_looks(look, pen.paper, pen.unit_pt):
                axes.scatter(
                    points[:, 0],
                    points[:, 1],
                    s=(2 * radius) ** 2,
                    zorder=zorder,
                    rasterized=len(points) > _DENSE,
                    **dot,
                )
    if not view.places:
        return []
    places = ground.project([spot.lon for spot in view.places], [spot.lat for spot in view.places])
    return [(float(x), float(y)) for x, y in places]


def draw_names(axes: Axes, scene: Scene, view: YearView, taken: Sequence[Rect]) -> int:
    """Write the names of places, and of provinces where there is room; return how many have none.

    Where more places are named than the page would name, none has a name.
    """
    ground, _, pen, plan = scene
    most = int(constants("map/labelnames")["MOST_NAMED"])
    dots = draw_spots(axes, ground, view, pen)
    spots = [plan.to_points(x, y) for x, y in dots]
    boxes = [*taken, *(around(x, y, 5 * pen.unit_pt) for x, y in spots)]
    names = [spot.name for spot in view.places] if len(spots) <= most else []
    unit = pen.unit_pt
    labels = [
        Label(x, y, width_of(name, pen.face, _PLACE * unit) + 2 * unit, 17 * unit, 8 * unit)
        for (x, y), name in zip(spots, names, strict=False)
    ]
    placed, boxes = place(labels, plan.bounds, boxes)
    _write_names(axes, zip(names, placed, strict=True), pen, plan, named=True)
    provinces = [(name, label) for name, label in _province_labels(scene) if name not in names]
    found, _ = place([label for _, label in provinces], plan.bounds, boxes)
    shown = zip((name for name, _ in provinces), found, strict=True)
    _write_names(axes, shown, pen, plan, named=False)
    return len(spots) - sum(each is not None for each in placed)


def _province_labels(scene: Scene) -> list[tuple[str, Label]]:
    """Return the names of provinces that are narrower than their province."""
    ground, content, pen, plan = scene
    found = []
    size = _PROVINCE * pen.unit_pt
    for adcode, outline in ground.topology.outlines.get(Level.PROVINCE, {}).items():
        if adcode not in content.rows:
            continue
        name = content.name(adcode)
        width = width_of(name, pen.face, size)
        extents = ground.path([outline]).get_extents()
        if width < 0.8 * extents.width / plan.km_per_pt:
            ((x, y),) = ground.project([outline.label[0]], [outline.label[1]])
            at_x, at_y = plan.to_points(x, y)
            found.append((name, Label(at_x, at_y, width, 14 * pen.unit_pt, 0)))
    return found


def _write_names(axes: Axes, names: Any, pen: Pen, plan: MapPlan, *, named: bool) -> None:
    from matplotlib.patheffects import withStroke

    size = (_PLACE if named else _PROVINCE) * pen.unit_pt
    colour = pen.paper["ink" if named else "muted"]
    for name, spot in names:
        if spot is None:
            continue
        text = axes.text(
            plan.box[0] + spot.x * plan.km_per_pt,
            plan.box[1] + spot.y * plan.km_per_pt,
            name,
            fontproperties=pen.face.properties(size),
            color=colour,
            ha="left",
            va="center_baseline",
            zorder=8 if named else 7,
            parse_math=False,
        )
        halo = withStroke(linewidth=3 * pen.unit_pt, foreground=_HALO)
        if named:
            strengthen(text, size, colour)
        text.set_path_effects([halo, *(text.get_path_effects() or ())])


def draw_scale(
    axes: Axes,
    pen: Pen,
    plan: MapPlan,
    lang: str,
    *,
    bottom: float | None = None,
    size: float | None = None,
) -> Rect:
    """Draw a scale bar at the left; return the box it takes, in points.

    Parameters
    ----------
    bottom, size
        Where it stands, and how large its letters are, in points; None: as in a whole map.
    """
    from matplotlib.lines import Line2D

    unit = pen.unit_pt
    bottom = 9 * unit if bottom is None else bottom
    size = 11 * unit if size is None else size
    most = _SCALE_SHARE * (plan.box[2] - plan.box[0])
    tens = 10 ** floor(log10(most))
    length = max(step * tens for step in (1, 2, 5) if step * tens <= most)
    width, left, tick = length / plan.km_per_pt, 0.6 * size, 0.36 * size
    text = tell(lang, "km", n=int(length) if length >= 1 else length)
    wide = max(width, width_of(text, pen.face, size))

    def on_plane(x: float, y: float) -> tuple[float, float]:
        return plan.box[0] + x * plan.km_per_pt, plan.box[1] + y * plan.km_per_pt

    corners = [
        on_plane(left, bottom + tick),
        on_plane(left, bottom),
        on_plane(left + width, bottom),
        on_plane(left + width, bottom + tick),
    ]
    xs, ys = zip(*corners, strict=True)
    axes.add_line(Line2D(xs, ys, color=pen.paper["muted"], linewidth=1.1 * unit, zorder=9))
    x, y = on_plane(left, bottom + tick + 0.15 * size)
    axes.text(
        x, y, text, fontproperties=pen.face.properties(size), color=pen.paper["muted"],
        ha="left", va="bottom", zorder=9, parse_math=False,
    )  # fmt: skip
    return Rect(0, 0, left + wide + 3 * unit, bottom + tick + 1.6 * size)
