"""Open a vector file that somebody sent, with the one GDAL driver that its content calls for.

Left to choose, GDAL opens whatever a file turns out to be, and some formats fetch from the network:
a virtual layer (VRT, GDALG) names any address, and so does a `crs` of type `link` or `url` in
GeoJSON and TopoJSON. So the format is told from the first bytes, formats that point elsewhere are
not read, and JSON is searched for links before GDAL sees it.
"""

from __future__ import annotations

import json
import os
import re
import struct
import warnings
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Any

from ..errors import DataError, ReferenceDataError
from ..tables.geopackage import geometry_bytes, open_geopackage
from ..tables.json_reader import MEMBERS_LIMIT, VALUES_LIMIT, why_unread
from ..tables.read import read_file
from ..tables.regular_file import read_regular
from .flatgeobuf import ManyFeaturesError, positions_in
from .topojson import without_cycle_search

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from geopandas import GeoDataFrame


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
_SHAPE_HEAD = 44
"""Bytes from the beginning of a record of a Shapefile to the number of its rings, and of its shape
to its first ring."""
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
            _refuse_many_shapes(path)
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
        raise _too_many(path, _POSITIONS_LIMIT, "positions")
    return _PREFIX[kind] + place


def _refuse_many_lists(path: Path, raw: bytes) -> None:
    lists = raw.count(b"[")
    if lists > _POSITIONS_LIMIT:
        raise _too_many(path, _POSITIONS_LIMIT, "positions")
    if lists > _RINGS_LIMIT and lists - sum(1 for _ in _POSITION.finditer(raw)) > _RINGS_LIMIT:
        raise _too_many(path, _RINGS_LIMIT, "rings")
    if raw.count(b":") > MEMBERS_LIMIT:
        raise _too_many(path, MEMBERS_LIMIT, "members")
    if raw.count(b",") > VALUES_LIMIT:
        raise _too_many(path, VALUES_LIMIT, "values")


def _too_many(path: Path, most: int, what: str) -> ReferenceDataError:
    message = f"its outlines have more than {most:,} {what}"
    return ReferenceDataError(f"{path}: {message}; simplify them first")


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


def _refuse_many_shapes(path: Path) -> None:
    """Refuse a Shapefile of too many rings or positions, or whose index repeats its shapes.

    Each record of the index, eight bytes behind a header of 100, names an offset and a length in
    units of two bytes; together they cannot be longer than the file of shapes. Behind eight bytes
    and its bounds, 36 more, a shape tells the number of its rings and of its positions.
    """
    index = path.with_suffix(".shx")
    if not index.is_file():
        return
    count = max(index.stat().st_size - 100, 0) // 8
    if count > _RINGS_LIMIT:
        raise _too_many(path, _RINGS_LIMIT, "rings")
    records = list(struct.iter_unpack(">II", _read(index)[100 : 100 + 8 * count]))
    if 2 * sum(length for _, length in records) > path.stat().st_size:
        message = "its index (.shx) leads to the same shapes several times"
        raise ReferenceDataError(f"{path}: {message}; export it again")
    shapes = _read(path)
    rings = positions = 0
    for offset, length in records:
        if 2 * length >= _SHAPE_HEAD and 2 * offset + 8 + _SHAPE_HEAD <= len(shapes):
            parts, points = struct.unpack_from("<ii", shapes, 2 * offset + _SHAPE_HEAD)
            rings, positions = rings + max(parts, 0), positions + max(points, 0)
    if rings > _RINGS_LIMIT:
        raise _too_many(path, _RINGS_LIMIT, "rings")
    if positions > _POSITIONS_LIMIT:
        raise _too_many(path, _POSITIONS_LIMIT, "positions")


def _refuse_repeated_parts(path: Path) -> None:
    """Refuse a FlatGeobuf whose features have too many positions, or tell a part many times."""
    try:
        positions = positions_in(_read(path), _POSITIONS_LIMIT, _RINGS_LIMIT)
    except ManyFeaturesError:
        raise _too_many(path, _RINGS_LIMIT, "rings") from None
    except ValueError as error:
        raise ReferenceDataError(f"{path}: {error}; {_EXPECTED}") from None
    if positions > _POSITIONS_LIMIT:
        raise _too_many(path, _POSITIONS_LIMIT, "positions")


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
                rows = _few(path, records)
                columns = dict(zip(names, zip(*rows, strict=True), strict=False))
                blobs = columns.pop(layer.geometry, ())
                columns.pop("fid", None)  # the number of the row, which GDAL leaves out too
                shapes = shapely.from_wkb([geometry_bytes(blob) for blob in blobs])
                crs = layer.crs or None
                frames.append(geopandas.GeoDataFrame(columns, geometry=shapes, crs=crs))
    except ReferenceDataError:
        raise
    except DataError as error:
        raise ReferenceDataError(str(error)) from None
    except Exception as error:  # shapely and pyproj raise many kinds
        raise ReferenceDataError(f"{path}: no usable GeoPackage ({error})") from error
    return frames


def _few(path: Path, records: Iterator[Sequence[Any]]) -> list[Sequence[Any]]:
    """Return the rows of a layer; each holds a ring at least."""
    rows = list(islice(records, _RINGS_LIMIT + 1))
    if len(rows) > _RINGS_LIMIT:
        raise _too_many(path, _RINGS_LIMIT, "rings")
    return rows


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
