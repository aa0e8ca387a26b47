"""Figures as files: SVG, PNG and PDF, the same bytes each time."""

from __future__ import annotations

import re
from contextlib import contextmanager
from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING, Any

from ..errors import PilotmapError
from .fonts import INSTALL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.figure import Figure

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
