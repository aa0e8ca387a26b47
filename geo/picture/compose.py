"""Whole pictures of a rollout: a year, or several side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import UsageError
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
