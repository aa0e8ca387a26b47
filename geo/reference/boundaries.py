"""Build the committed boundaries: three levels that nest exactly, over one set of arcs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.boundaries import arcs, coverage
from geo.boundaries.topology import to_bytes
from geo.model import Level
from geo.reference.boundaries_source import read_layer

if TYPE_CHECKING:
    from geo.boundaries.topology import Topology
    from geo.reference.boundaries_source import Layer

FILE = "boundaries.topojson"
TOLERANCE_DEG = 0.01
"""Simplification, about a kilometre; at a province's width on a screen, one pixel is as much."""
GRID_DEG = 0.0005
"""Grid of the coordinates, about 50 m."""
ORIGIN = (73.0, 3.0)
"""South-west of all of China, the South China Sea included."""


def build() -> dict[str, bytes]:
    """Return the files of the boundaries by name."""
    return {FILE: to_bytes(topology(read_layer()))}


def topology(layer: Layer) -> Topology:
    """Return the layer simplified, put on the grid, dissolved upward and cut into arcs."""
    simplified = coverage.simplify(layer.polygons, TOLERANCE_DEG)
    counties = coverage.snap_to_grid(simplified, GRID_DEG)
    ancestors: dict[Level, dict[str, tuple[str, ...]]] = {
        Level.COUNTY: dict(
            zip(layer.adcodes, zip(layer.prefectures, layer.provinces, strict=True), strict=True)
        ),
        Level.PREFECTURE: {
            prefecture: (province,)
            for prefecture, province in zip(layer.prefectures, layer.provinces, strict=True)
        },
        Level.PROVINCE: dict.fromkeys(layer.provinces, ()),
    }
    return arcs.cut(
        {
            Level.COUNTY: dict(zip(layer.adcodes, counties, strict=True)),
            Level.PREFECTURE: coverage.dissolve(counties, layer.prefectures),
            Level.PROVINCE: coverage.dissolve(counties, layer.provinces),
        },
        describe=lambda level, adcode: (layer.names[level][adcode], ancestors[level][adcode]),
        grid_deg=GRID_DEG,
        origin=ORIGIN,
        lines={"nine_dash_line": layer.nine_dash_line},
    )
