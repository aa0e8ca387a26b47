"""Build the committed boundaries: three levels that nest exactly, over one set of arcs."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import version
from typing import TYPE_CHECKING

import shapely

from ..boundaries.compose import COARSE_DEG, FINE_DEG, GRID, compose
from ..boundaries.page import page_topology
from ..boundaries.topojson import to_bytes
from ..boundaries.topology import ANCESTORS, LEVELS, Outline, Topology
from ..model import Level
from .boundaries_source import (
    PACKAGE,
    PACKAGE_FILES,
    decisions,
    package_folder,
    read_layer,
)

if TYPE_CHECKING:
    from .boundaries_source import Layer

FILE = "boundaries.topojson"
PAGE_FILE = "boundaries.page.json"
"""What every page embeds: provinces and prefectures, as `pilotmap.boundaries.page` packs them."""
ATTRIBUTION = (
    "Boundaries: 天地图 (National Platform for Common Geospatial Information Services), 2025.09, "
    f"via {PACKAGE} 0.1.0, simplified."
)


def build() -> dict[str, bytes]:
    """Return the boundaries' files by name: the topology, what pages embed of it, its sidecar.

    Raises
    ------
    ReferenceDataError
        If the source and a decision do not fit together any more.
    """
    topology = compose_layer(read_layer())
    content = to_bytes(topology)
    page = json.dumps(page_topology(topology).as_json(), separators=(",", ":")).encode()
    return {FILE: content, PAGE_FILE: page, "boundaries.origin.json": _origin(content, topology)}


def compose_layer(layer: Layer) -> Topology:
    """Return the layer's counties and what they make up."""
    lineages = [
        {Level.COUNTY: county, Level.PREFECTURE: prefecture, Level.PROVINCE: province}
        for county, prefecture, province in zip(
            layer.adcodes, layer.prefectures, layer.provinces, strict=True
        )
    ]
    about = {
        level: {
            lineage[level]: Outline(
                adcode=lineage[level],
                name=layer.names[level][lineage[level]],
                ancestors=tuple(lineage[ancestor] for ancestor in ANCESTORS[level]),
                label=(0.0, 0.0),
                polygons=(),
                other_codes=layer.other_codes.get(lineage[level], ()),
            )
            for lineage in lineages
        }
        for level in LEVELS
    }
    lines = {"nine_dash_line": layer.nine_dash_line}
    return compose(layer.polygons, lineages, about, lines=lines)


def _origin(content: bytes, topology: Topology) -> bytes:
    """Return the sidecar: where the outlines come from, on which terms, and what was done."""
    origin = {
        "file": FILE,
        "sha256": hashlib.sha256(content).hexdigest(),
        "title": "Provinces, prefectures and counties of China",
        "producer": "天地图 (National Platform for Common Geospatial Information Services)",
        "data_date": "2025-09",
        "crs": "EPSG:4326, longitude first",
        "attribution": ATTRIBUTION,
        "licence": (
            "Published by Tianditu for public download, to be cited by name; no open-data licence "
            "is stated. The MIT licence of the package covers the packaging."
        ),
        "disclaimer": "Not a reviewed standard map, and no endorsement of any boundary.",
        "sources": {
            PACKAGE: {
                "version": version(PACKAGE),
                "licence": "MIT; the data are a public download of Tianditu, to be cited",
                "published_at": "https://cloudcenter.tianditu.gov.cn/administrativeDivision/",
                "sha256": {
                    name: hashlib.sha256((package_folder() / name).read_bytes()).hexdigest()
                    for name in PACKAGE_FILES
                },
            }
        },
        "built_by": "python -m geo.reference",
        "built_with": {"shapely": shapely.__version__, "GEOS": shapely.geos_version_string},
        "changes": [
            *(
                f"{row['adcode']} {row['name_zh']} merged into {row['into']}: {row['reason']}"
                for row in decisions("merged_units.csv")
            ),
            "overlaps and slits between neighbours removed (GEOS CoverageClean)",
            f"counties simplified (Visvalingam-Whyatt, {FINE_DEG} degrees, small units less)",
            f"points that remain at {COARSE_DEG} degrees marked in `kept`",
            f"put on a grid of {GRID.step_deg} degrees by snap-rounding; what is smaller vanished",
            "prefectures and provinces dissolved from counties",
            f"provinces and prefectures, coarse, packed for pages in {PAGE_FILE}",
        ],
        "counts": {
            **{level.value: len(units) for level, units in topology.outlines.items()},
            "arcs": len(topology.arcs),
            "points": sum(map(len, topology.arcs)),
            "points_kept_coarse": sum(map(sum, topology.kept)),
        },
    }
    return (json.dumps(origin, ensure_ascii=False, indent=2) + "\n").encode()
