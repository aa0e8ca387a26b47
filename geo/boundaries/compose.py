"""Make a topology of polygons that tile an area: simplify, put on the grid, dissolve, cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

from ..errors import ReferenceDataError
from . import coverage
from .arcs import Grid, cut
from .topology import LEVELS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..model import Level
    from .topology import Outline, Topology

FINE_DEG = 0.005
"""Simplification of the outlines, some 400 m: what positions are looked up in."""
FINE_SHARE = 0.05
"""The same for small units, as a share of their width."""
COARSE_DEG = 0.015
"""Simplification of the coarse outlines, below two pixels on a map of one province."""
COARSE_SHARE = 0.08
"""The same for small units, as a share of their width."""
GRID = Grid(step_deg=0.0005, origin=(73.0, 3.0))
"""About 50 m; from south-west of all of China, the South China Sea included."""

Lineage = dict["Level", str]
"""The adcode a face belongs to at each level; a level may be missing."""


def compose(
    faces: coverage.Polygons,
    lineages: Sequence[Lineage],
    about: Mapping[Level, Mapping[str, Outline]],
    *,
    lines: Mapping[str, shapely.Geometry] | None = None,
) -> Topology:
    """Return the units that the faces make up, at every level, over one set of arcs.

    Parameters
    ----------
    faces
        A coverage in EPSG:4326 (see `coverage.clean`); the outer levels are dissolved from it, so
        that levels nest exactly.
    lineages
        By face, the units it belongs to.
    about
        What is known of each unit, by level and adcode.
    lines
        Lines to carry along, by name.

    Raises
    ------
    ReferenceDataError
        If a unit is too small for the grid.
    """
    gridded = coverage.snap_to_grid(
        coverage.simplify(faces, FINE_DEG, width_share=FINE_SHARE), GRID.step_deg
    )
    lost = sorted(
        {code for at in shapely.is_empty(gridded).nonzero()[0] for code in lineages[at].values()}
    )
    if lost:
        raise ReferenceDataError(
            f"the outline of {lost[0]} is smaller than the grid of {GRID.step_deg} degrees, "
            f"about 50 m; give it a larger outline or leave it out"
        )
    return cut(
        {level: _dissolved(gridded, lineages, level) for level in LEVELS},
        coarse=coverage.simplify(gridded, COARSE_DEG, width_share=COARSE_SHARE),
        about=about,
        grid=GRID,
        lines=lines,
    )


def _dissolved(
    faces: coverage.Polygons, lineages: Sequence[Lineage], level: Level
) -> dict[str, shapely.Geometry]:
    having = [at for at, lineage in enumerate(lineages) if level in lineage]
    return coverage.dissolve(faces[having], [lineages[at][level] for at in having])
