"""Outlines of provinces, prefectures and counties, and which of them a point lies in.

Coordinates are `(lon, lat)` in EPSG:4326. The committed outlines come from one file,
`data/reference/boundaries.topojson`; its origin and licence stand beside it. Functions without a
topology among their arguments speak of those. Modules are loaded where they are asked: a row
without a position needs none of them.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

from ..errors import ReferenceDataError
from ..paths import REFERENCE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from geopandas import GeoDataFrame
    from numpy.typing import ArrayLike

    from ..model import Level
    from .borders import Borders, Neighbour
    from .locate import Locator
    from .page import PageTopology
    from .topology import Topology

__all__ = [
    "committed",
    "committed_page",
    "from_file",
    "load",
    "neighbours_at",
    "neighbours_of",
    "units_at",
    "units_of",
]


@cache
def committed() -> Topology:
    """Return the committed outlines, read once."""
    from .topojson import read

    return read(REFERENCE / "boundaries.topojson")


@cache
def _locator() -> Locator:
    from .locate import Locator

    return Locator(committed())


def units_at(lon: float, lat: float) -> tuple[str, ...]:
    """Return the adcodes of the units at a point, innermost first; none at sea or abroad.

    Usually county, prefecture and province; a unit that stands at two levels (a municipality, a
    county directly under a province) is named once.
    """
    return _locator().units_at(lon, lat)


def units_of(lons: ArrayLike, lats: ArrayLike) -> list[tuple[str, ...]]:
    """Return what `units_at` returns, for many points at once."""
    return _locator().units_of(lons, lats)


@cache
def _borders() -> Borders:
    from .borders import Borders

    return Borders(committed())


def neighbours_at(lon: float, lat: float, adcode: str) -> tuple[Neighbour, ...]:
    """Return the units so near to a point in a unit that it may lie in them: see `Borders`."""
    return _borders().near(lon, lat, adcode)


def neighbours_of(
    lons: Sequence[float], lats: Sequence[float], adcodes: Sequence[str]
) -> dict[int, tuple[Neighbour, ...]]:
    """Return what `neighbours_at` returns, by index, for those of many points with neighbours."""
    return _borders().near_all(lons, lats, adcodes)


def committed_page(counties_of: Iterable[str] = ()) -> PageTopology:
    """Return what a page embeds of the committed outlines; see `boundaries.page.page_topology`.

    Without counties it is the same for every page, and stands ready in a file of its own: that
    saves a sixth of the time that building a page takes.
    """
    from .page import PageTopology, page_topology

    wanted = tuple(counties_of)
    if wanted:
        return page_topology(committed(), wanted)
    path = REFERENCE / "boundaries.page.json"
    try:
        return PageTopology.from_json(json.loads(path.read_bytes()))
    except OSError as error:
        raise ReferenceDataError(f"cannot read boundaries {path}: {error.strerror}") from error


def load(level: Level | str) -> GeoDataFrame:
    """Return the outlines of one level (province, prefecture or county), indexed by adcode.

    See `pilotmap.boundaries.locate.frame` for the columns.
    """
    from ..model import Level
    from .locate import frame

    return frame(committed(), Level(level))


def from_file(path: Path, *, current: Callable[[str], tuple[str, ...]] | None = None) -> Topology:
    """Return the outlines of a user's file; see `pilotmap.boundaries.user_file.from_file`."""
    from .user_file import from_file

    return from_file(path, known=committed(), current=current)
