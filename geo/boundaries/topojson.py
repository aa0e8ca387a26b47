"""Topologies as files: TopoJSON 1.0, with the points that coarse outlines keep.

GDAL, QGIS, geopandas and d3 read the files (https://github.com/topojson/topojson-specification):
one object per level, `adcode`, `name` and the adcodes of the ancestors as properties. The member
`kept`, which others pass over, holds one bit per point.

Arcs stand one a line and are decoded when they are asked for: placing one point takes a hundred of
the nine thousand.
"""

from __future__ import annotations

import base64
import gc
import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from ..errors import ReferenceDataError
from .arc_lines import ArcLines, KeptPoints
from .topology import ANCESTORS, LEVELS, Outline, Topology

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from ..model import Level

_BEFORE_ARCS = '},\n"arcs":[\n'
_BETWEEN_ARCS = ",\n"
_AFTER_ARCS = "\n]}\n"

_CRS = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
"""EPSG:4326 with longitude first; the specification leaves it out, GDAL asks for it."""


def read(path: Path) -> Topology:
    """Read a topology that `to_bytes` wrote.

    Raises
    ------
    ReferenceDataError
        If the file is missing or is not such a topology.
    """
    try:
        with without_cycle_search():
            return _topology(path.read_bytes().decode())
    except OSError as error:
        raise ReferenceDataError(f"cannot read boundaries {path}: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise ReferenceDataError(
            f"{path} is no topology of this project ({error!r}); rebuild: python -m geo.reference"
        ) from error


@contextmanager
def without_cycle_search() -> Iterator[None]:
    """Keep the garbage collector from walking a few 100,000 new lists time and again.

    They hold no cycles; without this, reading takes more than twice as long.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _topology(text: str) -> Topology:
    head, begun, rest = text.partition(_BEFORE_ARCS)
    if not begun or not rest.endswith(_AFTER_ARCS):
        raise ValueError("no arcs, one a line, at its end")
    arcs = ArcLines(rest.removesuffix(_AFTER_ARCS).split(_BETWEEN_ARCS))
    document = json.loads(f"{head}}}}}")
    objects = document["objects"]
    lon, lat = document["transform"]["translate"]
    return Topology(
        grid_deg=document["transform"]["scale"][0],
        origin=(lon, lat),
        arcs=arcs,
        kept=KeptPoints(document["kept"], arcs),
        outlines={
            level: {
                geometry["properties"]["adcode"]: _outline(level, geometry)
                for geometry in objects[level]["geometries"]
            }
            for level in LEVELS
            if level in objects
        },
        lines={
            name: item["geometries"][0]["arcs"]
            for name, item in objects.items()
            if name not in set(LEVELS)
        },
    )


def _outline(level: Level, geometry: dict[str, Any]) -> Outline:
    properties = geometry["properties"]
    arcs = geometry["arcs"]
    others = properties.get("other_codes")
    return Outline(
        adcode=properties["adcode"],
        name=properties["name"],
        ancestors=tuple([properties[ancestor] for ancestor in ANCESTORS[level]]),
        label=(properties["label_lon"], properties["label_lat"]),
        polygons=(arcs,) if geometry["type"] == "Polygon" else arcs,
        other_codes=tuple(others.split("|")) if others else (),
    )


def to_bytes(topology: Topology) -> bytes:
    """Return the topology as TopoJSON: UTF-8, one outline or arc a line, so that diffs are small.

    The same topology always gives the same bytes.
    """
    header = {
        "type": "Topology",
        "crs": _CRS,
        "transform": {"scale": [topology.grid_deg] * 2, "translate": topology.origin},
        "kept": _packed(topology.kept),
    }
    objects = {
        level.value: [_geometry(level, outline) for _, outline in sorted(outlines.items())]
        for level, outlines in topology.outlines.items()
    } | {
        name: [{"type": "MultiLineString", "properties": {"name": name}, "arcs": line}]
        for name, line in topology.lines.items()
    }
    text = (
        _compact(header)[:-1]
        + ',\n"objects":{'
        + ",\n".join(f'"{name}":' + _collection(geometries) for name, geometries in objects.items())
        + _BEFORE_ARCS
        + _BETWEEN_ARCS.join(map(_compact, topology.arcs))
        + _AFTER_ARCS
    )
    return text.encode()


def _collection(geometries: Iterable[dict[str, Any]]) -> str:
    lines = ",\n".join(map(_compact, geometries))
    return '{"type":"GeometryCollection","geometries":[\n' + lines + "]}"


def _geometry(level: Level, outline: Outline) -> dict[str, Any]:
    single = len(outline.polygons) == 1
    others = {"other_codes": "|".join(outline.other_codes)} if outline.other_codes else {}
    return {
        "type": "Polygon" if single else "MultiPolygon",
        "properties": {
            "adcode": outline.adcode,
            "name": outline.name,
            **dict(zip(ANCESTORS[level], outline.ancestors, strict=True)),
            "label_lon": outline.label[0],
            "label_lat": outline.label[1],
            **others,
        },
        "arcs": outline.polygons[0] if single else outline.polygons,
    }


def _packed(kept: Iterable[bytes]) -> str:
    flags = b"".join(kept)
    bits = flags.translate(bytes.maketrans(b"\0\1", b"01")).decode() + "0" * (-len(flags) % 8)
    return base64.b64encode(int(bits, 2).to_bytes(len(bits) // 8, "big")).decode()


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
