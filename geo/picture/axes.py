"""Axes that a notebook shows: the picture they stand in, without pyplot.

A module of its own, since matplotlib is loaded with it.
"""

from __future__ import annotations

from io import BytesIO

from matplotlib.axes import Axes


class MapAxes(Axes):
    """Axes whose figure a notebook shows where they are the value of a cell."""

    def _repr_png_(self) -> bytes | None:
        figure = self.get_figure(root=True)
        if figure is None:
            return None
        made = BytesIO()
        figure.savefig(made, format="png", dpi=figure.dpi)
        return made.getvalue()
