"""Whole pictures of a rollout: a year, several side by side, or one after another.

What moves is GIF, WebP or APNG, by Pillow.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from ..errors import PilotmapError, UsageError
from .layout import Layout, fitted
from .stage import Stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure


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
        self._check_characters(Layout(self, shown_views, legend, max(views)))
        return fitted(lambda share: Layout(self, shown_views, legend, max(views), share))

    def _check_characters(self, layout: Layout) -> None:
        names = (spot.name for view in layout.views for spot in view.places)
        provinces = (self.content.name(code) for code in self.content.rows)
        self.request.face.check([*layout.texts(), *names, *provinces])


FORMATS = ("gif", "webp", "png")
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
        One of `FORMATS`.
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
