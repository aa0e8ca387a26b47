"""Outlines of provinces, prefectures and counties, and which of them a point lies in.

Coordinates are `(lon, lat)` in EPSG:4326. The committed outlines come from one file,
`data/reference/boundaries.topojson`; see `data/reference/README.md` for their origin.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from geo.boundaries import page, topology
from geo.boundaries.page import PageTopology
from geo.paths import REFERENCE

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["PageTopology", "committed", "page_topology"]


@cache
def committed() -> topology.Topology:
    """Return the committed outlines, read once."""
    return topology.read(REFERENCE / "boundaries.topojson")


def page_topology(counties_of: Iterable[str] = ()) -> PageTopology:
    """Return what the page embeds: provinces, prefectures, and the counties of some units."""
    return page.page_topology(committed(), counties_of)
