"""`Rollout.plot`: a whole picture, or a map in axes that somebody has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .saving import own_style, require_matplotlib

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.axes import Axes

    from ..model import Level
    from ..rollout import Rollout
    from .compose import Composer
    from .content import Entry, YearView

_AXES_UNIT = 0.72
"""A unit of the design in points, on axes of any size."""


def plot_rollout(
    rollout: Rollout,
    year: int | None,
    level: Level,
    ax: Axes | None,
    *,
    lang: str,
    title: str,
    size: str,
    font: Path | None,
    inset: bool,
    labels: bool,
    legend: bool,
) -> Axes:
    """Draw a rollout; see `Rollout.plot`."""
    require_matplotlib()
    from ..export.frames import year_of
    from .compose import Composer
    from .content import Content, years_within
    from .fonts import find_face
    from .sizes import size_from
    from .stage import Request

    (when,) = years_within(rollout, [year_of(rollout, year)], "year")
    measured = size_from(size, "size")
    if ax is not None:
        measured = measured._replace(unit_pt=_AXES_UNIT)
    face = find_face(font)
    request = Request(measured, face, title=title, inset=inset and ax is None, labels=labels)
    with own_style():
        composer = Composer(Content(rollout, level, lang), request)
        if ax is None:
            return composer.picture([when]).axes[0]
        return _on_axes(ax, composer, composer.content.view(when), legend=legend)


def _on_axes(ax: Axes, composer: Composer, view: YearView, *, legend: bool) -> Axes:
    """Draw the map, and the legend of a year, in axes whose size is theirs."""
    from .mapdraw import Scene, draw_areas, draw_names, draw_spots, plan_for

    content, pen, face = composer.content, composer.pen, composer.request.face
    entries = content.legend([view])
    names = (content.name(code) for code in content.rows)
    face.check([*(entry.text for entry in entries), *names])
    figure = ax.get_figure(root=True)
    box = ax.get_window_extent()
    dpi = figure.dpi if figure is not None else 100
    plan = plan_for(composer.box, 72 * box.width / dpi, 72 * box.height / dpi)
    ax.set_aspect("equal")
    ax.set_xticks([])
    ax.set_yticks([])
    scene = Scene(composer.ground, content, pen, plan)
    draw_areas(ax, scene, view)
    if composer.request.labels:
        draw_names(ax, scene, view, [])
    else:
        draw_spots(ax, composer.ground, view, pen)
    if legend:
        ax.legend(
            handles=[_handle(composer, entry) for entry in entries],
            prop=face.properties(11 * pen.unit_pt),
            loc="lower left",
            frameon=False,
        )
    return ax


def _handle(composer: Composer, entry: Entry) -> Any:
    """Return what stands for a look in a legend of matplotlib; hatching is matplotlib's there."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    pen, look = composer.pen, entry.look
    if look.kind in {"place", "placeOpen", "site", "siteOpen"}:
        from .sheet import dot_looks

        _, dot = dot_looks(look, pen.paper, pen.unit_pt)[0]
        return Line2D(
            [], [], linestyle="none", marker="o", markersize=6, label=entry.text,
            markerfacecolor=dot["facecolor"], markeredgecolor=dot["edgecolor"],
        )  # fmt: skip
    return Patch(
        facecolor=pen.fill_of(look),
        edgecolor=pen.line_of(look) if look.kind == "possible" else pen.paper["outLine"],
        hatch="////" if look.kind == "possible" else None,
        linewidth=0.6,
        label=entry.text,
    )
