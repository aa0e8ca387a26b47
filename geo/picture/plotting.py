"""Pictures of a rollout: a year, several side by side, one after another, or in a reader's axes.

A figure becomes SVG, PNG or PDF by matplotlib, the same bytes each time; what moves is GIF, WebP or
APNG, by Pillow.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING, Any

from ..errors import PilotmapError, UsageError
from .fonts import INSTALL
from .layout import PictureLayout, fitted
from .stage import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from ..model import Level
    from ..rollout import Rollout
    from .content import LegendEntry, YearView


_OF_DRAWINGS = frozenset(
    {
        *("agg", "axes", "contour", "figure", "font", "grid", "hatch", "legend", "lines"),
        *("markers", "mathtext", "patch", "path", "pdf", "savefig", "scatter", "svg", "text"),
        *("xaxis", "xtick", "yaxis", "ytick"),
    }
)
"""Settings of matplotlib that a drawing depends on, but for which backend and window it has."""
FORMATS = ("svg", "png", "pdf")
_LINE_TO = re.compile(rb"^L (-?\d+\.\d\d)\d* (-?\d+\.\d\d)\d* ?$", re.MULTILINE)
"""A point of a line in an SVG file of matplotlib; a hundredth of a point is enough."""
_METADATA: dict[str, dict[str, Any]] = {
    "svg": {"Date": None, "Creator": "pilotmap"},
    "png": {"Software": "pilotmap"},
    "pdf": {"CreationDate": None, "Creator": "pilotmap", "Producer": None},
}


def require_matplotlib() -> None:
    """Refuse to go on without the extra that pictures need.

    Raises
    ------
    PilotmapError
        If matplotlib or Pillow is missing: with the command that installs them.
    """
    for name in ("matplotlib", "PIL"):
        try:
            import_module(name)
        except ImportError:
            raise PilotmapError(f"pictures need {name}; install it: {INSTALL}") from None


@contextmanager
def own_style() -> Iterator[None]:
    """Draw with matplotlib's own settings, whatever the caller's are; they are put back after it.

    The ids in an SVG file come from its content and a fixed salt: the same picture, the same bytes.
    """
    import matplotlib

    settings = {
        name: value
        for name, value in matplotlib.rcParamsDefault.items()
        if name.partition(".")[0] in _OF_DRAWINGS
    }
    with matplotlib.rc_context({**settings, "svg.hashsalt": "pilotmap", "svg.fonttype": "path"}):
        yield


def saved(figure: Figure, form: str, dpi: int, title: str = "") -> bytes:
    """Return a figure as a file; call it within `own_style`.

    Parameters
    ----------
    form
        One of `FORMATS`.
    dpi
        Dots per inch of PNG, and of what is an image in the others.
    """
    made = BytesIO()
    metadata = {**_METADATA[form], **({"Title": title} if title else {})}
    figure.savefig(made, format=form, dpi=dpi, metadata=metadata, facecolor=figure.get_facecolor())
    content = made.getvalue()
    return _LINE_TO.sub(rb"L \1 \2", content) if form == "svg" else content


_MOST_YEARS = 12


class Composer(Stage):
    """Draws maps."""

    def picture(self, years: Sequence[int], *, legend_of: Sequence[int] = ()) -> Figure:
        """Return a picture of a year, or of several side by side.

        Parameters
        ----------
        legend_of
            Years that the legend speaks of too: in an animation it must not change.

        Raises
        ------
        UsageError
            If there are too many years, or the size leaves too little room.
        PilotmapError
            If the font lacks a character of what will be written.
        """
        if len(years) > _MOST_YEARS:
            raise UsageError(
                f"--years: {len(years)} maps have no room in a picture; give {_MOST_YEARS} at "
                "most, or --animate"
            )
        views = {year: self.content.view(year) for year in sorted({*years, *legend_of})}
        legend = self.content.legend(list(views.values()))
        shown_views = [views[year] for year in years]
        self._check_characters(PictureLayout(self, shown_views, legend, max(views)))
        return fitted(lambda share: PictureLayout(self, shown_views, legend, max(views), share))

    def _check_characters(self, layout: PictureLayout) -> None:
        names = (spot.name for view in layout.views for spot in view.places)
        provinces = (self.content.name(code) for code in self.content.rows)
        self.request.face.check([*layout.texts(), *names, *provinces])


ANIMATED = ("gif", "webp", "png")
"""By the ending of the file; png is an animated one (APNG)."""
_MOST_FRAMES = 100
_LAST_TIMES = 3
"""The last year stands so many times as long as the others."""
_COLOURS = 256


def animated(composer: Composer, years: Sequence[int], form: str, seconds: float) -> bytes:
    """Return an animation through years, which begins anew when it is over.

    Parameters
    ----------
    form
        One of `ANIMATED`.
    seconds
        How long a year stands; the last one stands three times as long.

    Raises
    ------
    UsageError
        If there are too many years.
    PilotmapError
        If Pillow here cannot write the format.
    """
    from PIL import Image, features

    if len(years) > _MOST_FRAMES:
        raise UsageError(
            f"--animate: {len(years)} years are more than {_MOST_FRAMES} frames; narrow them with "
            "--from and --to"
        )
    if form == "webp" and not features.check("webp"):
        raise PilotmapError("Pillow here writes no WebP; choose a name that ends in .gif or .png")
    frames = [_frame(composer, year, years) for year in years]
    milliseconds = max(20, round(1000 * seconds))
    times = [milliseconds] * (len(frames) - 1) + [milliseconds * _LAST_TIMES]
    options: dict[str, Any] = {"append_images": frames[1:], "duration": times, "loop": 0}
    if form == "gif":
        # One table of colours for all frames, or what stays would flicker.
        every = Image.new("RGB", (frames[0].width, frames[0].height * 2))
        every.paste(frames[0], (0, 0))
        every.paste(frames[-1], (0, frames[0].height))
        table = every.quantize(_COLOURS, method=Image.Quantize.MEDIANCUT)
        frames = [frame.quantize(palette=table, dither=Image.Dither.NONE) for frame in frames]
        options |= {"append_images": frames[1:], "optimize": False, "disposal": 1}
    elif form == "webp":
        options |= {"lossless": True, "method": 4}
    made = BytesIO()
    frames[0].save(made, format=form.upper(), save_all=True, **options)
    return made.getvalue()


def _frame(composer: Composer, year: int, years: Sequence[int]) -> Any:
    """Return a year as an image; all have one legend, so that nothing jumps."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from PIL import Image

    figure = composer.picture([year], legend_of=years)
    figure.set_dpi(composer.request.size.dpi)
    canvas: Any = FigureCanvasAgg(figure)
    canvas.draw()
    return Image.frombuffer("RGBA", canvas.get_width_height(), canvas.buffer_rgba()).convert("RGB")


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


def _handle(composer: Composer, entry: LegendEntry) -> Any:
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
