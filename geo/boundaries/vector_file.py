"""Open a vector file that somebody sent, with the one GDAL driver that its content calls for.

Left to choose, GDAL opens whatever a file turns out to be, and some formats fetch from the network:
a virtual layer (VRT, GDALG) names any address, and so does a `crs` of type `link` or `url` in
GeoJSON and TopoJSON. So the format is told from the first bytes, formats that point elsewhere are
not read, and JSON is searched for links before GDAL sees it.

The positions of a FlatGeobuf are counted before GDAL reads it. A feature of it is a FlatBuffer: its
parts are told by offsets, and a million offsets of four bytes may lead to one and the same part.
Layout after flatgeobuf.org (version 3): magic bytes, the header, an index of 40 bytes a node, and
the features, each after its size. All numbers are little-endian.
"""

from __future__ import annotations

import json
import os
import re
import struct
import warnings
from collections import Counter
from typing import TYPE_CHECKING, Any

from ..errors import DataError, ReferenceDataError
from ..tables.geojson import why_unread
from ..tables.geopackage import geometry_bytes, open_geopackage
from ..tables.read import read_file
from ..tables.regular_file import read_regular
from .topojson import without_cycle_search

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geopandas import GeoDataFrame


_MAGIC_BYTES = 8
_NODE_BYTES = 40
_FEATURES_COUNT, _NODE_SIZE = 8, 9
"""Fields of the header."""
_XY, _PARTS = 1, 7
"""Fields of a geometry, which is field 0 of a feature."""
_DEPTH = 8
"""Collections inside collections; those of polygons are two deep."""
_DEFAULT_NODE_SIZE = 16


def positions_in(raw: bytes, most: int) -> int:
    """Return how many positions the features have, or a number above `most` as soon as it is.

    A position counts as often as it is told; a part without positions counts as one.

    Raises
    ------
    ValueError
        If the file is broken.
    """
    try:
        return _count(raw, most)
    except (struct.error, IndexError) as error:
        raise ValueError(f"it is broken or cut short ({error})") from None


def _count(raw: bytes, most: int) -> int:
    (size,) = struct.unpack_from("<I", raw, _MAGIC_BYTES)
    header = _follow(raw, _MAGIC_BYTES + 4)
    at = _MAGIC_BYTES + 4 + size
    features = _number(raw, header, _FEATURES_COUNT, "<Q", 0)
    node_size = _number(raw, header, _NODE_SIZE, "<H", _DEFAULT_NODE_SIZE)
    if features and node_size:
        if features > len(raw):
            raise ValueError(f"it promises {features:,} features")
        at += _NODE_BYTES * _nodes(features, max(node_size, 2))
    if at > len(raw):
        raise ValueError("it is cut short")
    total = 0
    while at < len(raw) and total <= most:
        (size,) = struct.unpack_from("<I", raw, at)
        if at + 4 + size > len(raw):
            raise ValueError("it is cut short")
        if geometry := _field(raw, _follow(raw, at + 4), 0):
            total += _positions(raw, _follow(raw, geometry), most - total)
        at += 4 + size
    return total


def _nodes(features: int, node_size: int) -> int:
    """Return how many nodes the index has: one a feature, and at least one level above them."""
    level = -(-features // node_size)
    nodes = features + level
    while level > 1:
        level = -(-level // node_size)
        nodes += level
    return nodes


def _positions(raw: bytes, geometry: int, most: int, depth: int = 0) -> int:
    if depth > _DEPTH:
        raise ValueError("its geometries are nested too deep")
    total = 1
    if xy := _field(raw, geometry, _XY):
        total += _length(raw, xy) // 2
    if parts := _field(raw, geometry, _PARTS):
        first = _follow(raw, parts) + 4
        for part in range(_length(raw, parts)):
            if total > most:
                break
            total += _positions(raw, _follow(raw, first + 4 * part), most - total, depth + 1)
    return total


def _follow(raw: bytes, at: int) -> int:
    """Return where an offset that stands at `at` leads."""
    return at + int(struct.unpack_from("<I", raw, at)[0])


def _length(raw: bytes, at: int) -> int:
    """Return the length of the vector that an offset leads to."""
    return int(struct.unpack_from("<I", raw, _follow(raw, at))[0])


def _field(raw: bytes, table: int, number: int) -> int:
    """Return where a field of a table stands; 0 if the table lacks it."""
    (back,) = struct.unpack_from("<i", raw, table)
    vtable = table - back
    if vtable < 0:
        raise ValueError("a table of it begins before the file")
    (size,) = struct.unpack_from("<H", raw, vtable)
    place = 4 + 2 * number
    if place + 2 > size:
        return 0
    (offset,) = struct.unpack_from("<H", raw, vtable + place)
    return table + int(offset) if offset else 0


def _number(raw: bytes, table: int, number: int, form: str, default: int) -> int:
    at = _field(raw, table, number)
    return int(struct.unpack_from(form, raw, at)[0]) if at else default


_MAGIC = {
    ".gpkg": b"SQLite format 3\0",
    ".shp": b"\0\0\x27\x0a",
    ".fgb": b"fgb",
}
"""How the binary formats begin, by the ending that GDAL knows them by."""
_JSON = (".geojson", ".topojson", ".json")
_PREFIX = {"Topology": "TopoJSON:", "FeatureCollection": "GeoJSON:", "Feature": "GeoJSON:"}
"""What makes GDAL take a path for one JSON format and no other, by the `type` of the content."""
_POSITIONS_LIMIT = 3_000_000
"""Positions of all outlines: the counties of China in full detail have a tenth of that."""
_RINGS_LIMIT = 200_000
"""Rings of all outlines, with the lists that hold them: each takes GDAL a kilobyte and more."""
_FEATURE_MB = 100
"""What GDAL may make of one feature of GeoJSON, by its own estimate: half of what it would."""
_POSITION = re.compile(rb"\[[ \t\r\n]*+[-0-9]")
_CRS_BY_NAME = frozenset({"name", "epsg"})
_EXPECTED = (
    "expected GeoJSON, TopoJSON, GeoPackage, Shapefile or FlatGeobuf, "
    "named .geojson, .topojson, .gpkg, .shp or .fgb"
)


def read_layers(path: Path) -> list[GeoDataFrame]:
    """Return all layers of a vector file that have outlines; a view of a database is none.

    Raises
    ------
    ReferenceDataError
        If the file is missing, is none of the formats that are read, points elsewhere, or is
        broken.
    """
    import geopandas
    import pyogrio

    name = _name_for_gdal(path)
    pyogrio.set_gdal_config_options({"OGR_GEOJSON_MAX_OBJ_SIZE": _FEATURE_MB})
    if path.suffix.lower() == ".gpkg":
        return _read_geopackage(path)
    try:
        with warnings.catch_warnings():  # GDAL's remarks on a file are not the user's business
            warnings.simplefilter("ignore")
            names = [layer for layer, _ in pyogrio.list_layers(name)]
            layers = [pyogrio.read_dataframe(name, layer=layer) for layer in names]
    except Exception as error:  # GDAL drivers raise many kinds
        raise ReferenceDataError(
            f"{path}: not a vector file that GDAL reads ({error}); {_EXPECTED}"
        ) from error
    return [layer for layer in layers if isinstance(layer, geopandas.GeoDataFrame)]


def _name_for_gdal(path: Path) -> str:
    """Return the name that makes GDAL open a file as what it is, and as nothing else."""
    # An absolute path is never taken for an address; `https:/x` may be a folder of that name.
    place = os.path.abspath(path)  # noqa: PTH100 (resolve() fails on links in a circle)
    suffix = path.suffix.lower()
    if suffix in _MAGIC:
        if _read(path, len(_MAGIC[suffix])) != _MAGIC[suffix]:
            raise ReferenceDataError(f"{path}: this is no {suffix} file inside; {_EXPECTED}")
        if suffix == ".shp":
            _refuse_repeated_shapes(path)
        if suffix == ".fgb":
            _refuse_repeated_parts(path)
        return place
    if suffix not in _JSON:
        _read(path, 0)
        raise ReferenceDataError(f"{path}: '{suffix}' is no format that is read; {_EXPECTED}")
    raw = _read(path)
    _refuse_many_lists(path, raw)
    try:
        with without_cycle_search():
            content = json.loads(raw, object_pairs_hook=_object)
    except (ValueError, RecursionError) as error:
        why = why_unread(error)
        raise ReferenceDataError(f"{path}: this is no usable JSON ({why}); {_EXPECTED}") from None
    kind = content.get("type") if isinstance(content, dict) else None
    if not isinstance(kind, str) or kind not in _PREFIX:
        raise ReferenceDataError(f"{path}: this is neither GeoJSON nor TopoJSON; {_EXPECTED}")
    if kind == "Topology" and _positions_of(content) > _POSITIONS_LIMIT:
        raise _too_many(path)
    return _PREFIX[kind] + place


def _refuse_many_lists(path: Path, raw: bytes) -> None:
    lists = raw.count(b"[")
    if lists > _POSITIONS_LIMIT:
        raise _too_many(path)
    if lists > _RINGS_LIMIT and lists - sum(1 for _ in _POSITION.finditer(raw)) > _RINGS_LIMIT:
        message = f"its outlines have more than {_RINGS_LIMIT:,} rings"
        raise ReferenceDataError(f"{path}: {message}; simplify them first")


def _too_many(path: Path) -> ReferenceDataError:
    most = f"more than {_POSITIONS_LIMIT:,} positions"
    return ReferenceDataError(f"{path}: its outlines have {most}; simplify them first")


def _positions_of(content: dict[str, Any]) -> int:
    """Return how many positions the outlines of a topology have, each arc as often as it is used.

    An arc stands once in the file, however many outlines name it, and however often.
    """
    arcs = content.get("arcs")
    lengths = [len(arc) if isinstance(arc, list) else 0 for arc in arcs or ()]
    used = Counter(_numbers_in(content.get("objects")))
    known = range(-len(lengths), len(lengths))  # ~i, an arc walked backwards, is -i - 1
    return sum(lengths[at if at >= 0 else ~at] * times for at, times in used.items() if at in known)


def _numbers_in(value: Any) -> Iterator[int]:
    """Yield every whole number in a value, however deep it stands."""
    pending = [value]
    while pending:
        each = pending.pop()
        if isinstance(each, dict):
            pending.extend(each.values())
        elif isinstance(each, list):
            pending.extend(each)
        elif isinstance(each, int) and not isinstance(each, bool):
            yield each


def _refuse_repeated_shapes(path: Path) -> None:
    """Refuse a Shapefile whose index leads to the same shapes time and again.

    Each record of the index, eight bytes behind a header of 100, names an offset and a length in
    units of two bytes; together they cannot be longer than the file of shapes.
    """
    index = path.with_suffix(".shx")
    if not index.is_file():
        return
    words = memoryview(_read(index)[100:])
    lengths = [int.from_bytes(words[at + 4 : at + 8], "big") for at in range(0, len(words), 8)]
    if 2 * sum(lengths) > path.stat().st_size:
        message = "its index (.shx) leads to the same shapes several times"
        raise ReferenceDataError(f"{path}: {message}; export it again")


def _refuse_repeated_parts(path: Path) -> None:
    """Refuse a FlatGeobuf whose features have too many positions, or tell a part many times."""
    try:
        positions = positions_in(_read(path), _POSITIONS_LIMIT)
    except ValueError as error:
        raise ReferenceDataError(f"{path}: {error}; {_EXPECTED}") from None
    if positions > _POSITIONS_LIMIT:
        raise _too_many(path)


def _read_geopackage(path: Path) -> list[GeoDataFrame]:
    """Return the layers with geometries that are tables, read with the guard of `geopackage`."""
    import geopandas
    import shapely

    frames = []
    try:
        with open_geopackage(read_file(path, str(path)), str(path)) as package:
            for layer in package.layers:
                if not (layer.geometry and layer.is_table):
                    continue
                names, records = package.records(layer)
                columns = dict(zip(names, zip(*records, strict=True), strict=False))
                blobs = columns.pop(layer.geometry, ())
                columns.pop("fid", None)  # the number of the row, which GDAL leaves out too
                shapes = shapely.from_wkb([geometry_bytes(blob) for blob in blobs])
                crs = layer.crs or None
                frames.append(geopandas.GeoDataFrame(columns, geometry=shapes, crs=crs))
    except DataError as error:
        raise ReferenceDataError(str(error)) from None
    except Exception as error:  # shapely and pyproj raise many kinds
        raise ReferenceDataError(f"{path}: no usable GeoPackage ({error})") from error
    return frames


def _read(path: Path, size: int = -1) -> bytes:
    """Return the first bytes of a regular file, all by default."""
    try:
        return read_regular(path, size)
    except FileNotFoundError:
        hint = "--boundaries takes a vector file on this machine"
        raise ReferenceDataError(f"{path}: no such file; {hint}") from None
    except OSError as error:
        raise ReferenceDataError(f"{path}: {error.strerror}; {_EXPECTED}") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object of its members; refuse one whose CRS is an address to fetch.

    GDAL finds members whatever their case, and reads the `crs` of single geometries too.
    """
    for name, value in pairs:
        if name.casefold() == "crs" and isinstance(value, dict):
            kinds = [each for key, each in value.items() if key.casefold() == "type"]
            if len(kinds) != 1 or str(kinds[0]).casefold() not in _CRS_BY_NAME:
                message = "its 'crs' is not given by name but points elsewhere"
                raise ValueError(f"{message}; give it as EPSG:4326, or leave it out")
    return dict(pairs)
