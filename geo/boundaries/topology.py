"""A topology: borders held once, as arcs on a grid, and outlines that refer to them.

The file format is TopoJSON 1.0 (https://github.com/topojson/topojson-specification), which GDAL,
QGIS, geopandas and d3 read. Coordinates are `(lon, lat)` in EPSG:4326; inside, they are whole
numbers of grid steps from `origin`, so that two outlines share a border exactly or not at all.

Plain Python: placing one point must not cost the import of a geometry library.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from geo.errors import ReferenceDataError
from geo.model import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

Point = tuple[int, int]
"""(x, y): grid steps east and north of the topology's origin."""
Ring = tuple[int, ...]
"""Arcs in order; `~i` stands for arc `i` walked backwards, as in TopoJSON."""
Polygon = tuple[Ring, ...]
"""The exterior ring, counter-clockwise, then the holes, clockwise (RFC 7946)."""
Bounds = tuple[float, float, float, float]
"""(west, south, east, north) in degrees."""

LEVELS = (Level.PROVINCE, Level.PREFECTURE, Level.COUNTY)
"""The levels a topology may hold, outermost first; each is a TopoJSON object of that name."""


def arc_of(reference: int) -> int:
    """Return the arc that a reference walks, in whichever direction."""
    return reference if reference >= 0 else ~reference


@dataclass(frozen=True, slots=True)
class Outline:
    """The area of one unit at one level."""

    adcode: str
    name: str
    """Official Chinese name; empty where the file gave none."""
    ancestors: tuple[str, ...]
    """Adcodes of the outlines it lies in: a county's prefecture and province, in that order.

    A unit that stands at two levels (a municipality, a county directly under a province) is its
    own ancestor there.
    """
    label: tuple[float, float]
    """(lon, lat): the point of the area farthest from its border, for labels; not the seat."""
    polygons: tuple[Polygon, ...]

    def rings(self) -> Iterator[Ring]:
        """Every ring of every polygon."""
        for polygon in self.polygons:
            yield from polygon


@dataclass(frozen=True, slots=True)
class Topology:
    """Outlines at up to three levels over one set of arcs."""

    grid_deg: float
    """Size of a grid step in degrees, the same in longitude and latitude."""
    origin: tuple[float, float]
    """(lon, lat) of the grid's point (0, 0)."""
    arcs: tuple[tuple[Point, ...], ...]
    """Each arc as its first point and then steps, as the file holds them."""
    outlines: Mapping[Level, Mapping[str, Outline]]
    lines: Mapping[str, tuple[Ring, ...]] = field(default_factory=dict)
    """Lines that are drawn but bound no unit, by name."""

    def arc_points(self, reference: int) -> list[Point]:
        """Return the points of one arc in the direction that `reference` walks it."""
        x = y = 0
        points = []
        for dx, dy in self.arcs[arc_of(reference)]:
            x += dx
            y += dy
            points.append((x, y))
        if reference < 0:
            points.reverse()
        return points

    def ring_points(self, ring: Ring) -> list[Point]:
        """Return the points of a closed ring (the last equals the first) or of a line."""
        points = self.arc_points(ring[0])
        for reference in ring[1:]:
            points.extend(self.arc_points(reference)[1:])
        return points

    def degrees(self, point: Point) -> tuple[float, float]:
        """Return the (lon, lat) of a grid point."""
        return (
            self.origin[0] + point[0] * self.grid_deg,
            self.origin[1] + point[1] * self.grid_deg,
        )


def read(path: Path) -> Topology:
    """Read a topology that `to_bytes` wrote.

    Raises
    ------
    ReferenceDataError
        If the file is missing or is not such a topology.
    """
    try:
        document = json.loads(path.read_bytes())
        return _from_document(document)
    except OSError as error:
        raise ReferenceDataError(f"cannot read boundaries {path}: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise ReferenceDataError(
            f"{path} is no topology of this project ({error!r}); rebuild: python -m geo.reference"
        ) from error


def _from_document(document: dict[str, Any]) -> Topology:
    transform = document["transform"]
    objects = document["objects"]
    return Topology(
        grid_deg=transform["scale"][0],
        origin=tuple(transform["translate"]),
        arcs=document["arcs"],
        outlines={
            level: {
                geometry["properties"]["adcode"]: _outline(geometry)
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


def _outline(geometry: dict[str, Any]) -> Outline:
    properties = geometry["properties"]
    arcs = geometry["arcs"]
    return Outline(
        adcode=properties["adcode"],
        name=properties["name"],
        ancestors=tuple(
            properties[level] for level in (Level.PREFECTURE, Level.PROVINCE) if level in properties
        ),
        label=(properties["label_lon"], properties["label_lat"]),
        polygons=(arcs,) if geometry["type"] == "Polygon" else arcs,
    )


def to_bytes(topology: Topology) -> bytes:
    """Return the topology as TopoJSON: UTF-8, one outline or arc a line, so that diffs are small.

    The same topology always gives the same bytes.
    """
    objects = [
        f'"{level}":' + _collection(_geometry(outline) for _, outline in sorted(outlines.items()))
        for level, outlines in topology.outlines.items()
    ]
    objects += [
        f'"{name}":'
        + _collection(
            iter([{"type": "MultiLineString", "properties": {"name": name}, "arcs": line}])
        )
        for name, line in topology.lines.items()
    ]
    header = {"scale": [topology.grid_deg] * 2, "translate": topology.origin}
    text = (
        '{"type":"Topology","transform":'
        + _compact(header)
        + ',\n"objects":{'
        + ",\n".join(objects)
        + '},\n"arcs":[\n'
        + ",\n".join(map(_compact, topology.arcs))
        + "\n]}\n"
    )
    return text.encode()


def _collection(geometries: Iterator[dict[str, Any]]) -> str:
    lines = ",\n".join(map(_compact, geometries))
    return '{"type":"GeometryCollection","geometries":[\n' + lines + "]}"


def _geometry(outline: Outline) -> dict[str, Any]:
    # A province has no ancestors, a prefecture its province, a county both.
    levels = (Level.PREFECTURE, Level.PROVINCE)[2 - len(outline.ancestors) :]
    single = len(outline.polygons) == 1
    return {
        "type": "Polygon" if single else "MultiPolygon",
        "properties": {
            "adcode": outline.adcode,
            "name": outline.name,
            **dict(zip(levels, outline.ancestors, strict=True)),
            "label_lon": outline.label[0],
            "label_lat": outline.label[1],
        },
        "arcs": outline.polygons[0] if single else outline.polygons,
    }


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
