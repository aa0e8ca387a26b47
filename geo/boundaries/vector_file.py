"""Open a vector file that somebody sent, with the one GDAL driver that its content calls for.

Left to choose, GDAL opens whatever a file turns out to be, and some formats fetch from the network:
a virtual layer (VRT, GDALG) names any address, and so does a `crs` of type `link` or `url` in
GeoJSON and TopoJSON. So the format is told from the first bytes, formats that point elsewhere are
not read, and JSON is searched for links before GDAL sees it.
"""

from __future__ import annotations

import json
import re
import tempfile
import warnings
from collections import Counter
from contextlib import contextmanager
from itertools import islice, product
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ..errors import DataError, ReferenceDataError, StoreError
from ..tables.geopackage import geometry_bytes, open_geopackage
from ..tables.grid import CELLS_LIMIT, COLUMNS_LIMIT
from ..tables.json_reader import MEMBERS_LIMIT, VALUES_LIMIT, why_unread
from ..tables.read import read_file
from ..tables.regular_file import read_regular
from .flatgeobuf import ManyFeaturesError, counts_of
from .shapefile import SHAPES, counts_in, files_beside
from .topojson import without_cycle_search

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

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
_POSITION = re.compile(rb"\[[ \t\r\n]*+[-0-9]")
_CRS_BY_NAME = frozenset({"name", "epsg"})
_EXPECTED = (
    "expected GeoJSON, TopoJSON, GeoPackage, Shapefile or FlatGeobuf, "
    "named .geojson, .topojson, .gpkg, .shp or .fgb"
)


class Layers(NamedTuple):
    """What a file says of outlines."""

    frames: list[GeoDataFrame]
    """Each layer that has outlines, with no other columns than those that were asked for."""
    names: list[str]
    """The columns of all layers, where none was asked for."""


def read_layers(path: Path, column: str) -> Layers:
    """Return all layers of a vector file that have outlines; a view of a database is none.

    GDAL reads a copy of what was looked at: between the look and the reading, a file may change.

    Parameters
    ----------
    column
        The column that is read, whatever the case of its letters; a file may have a million others.

    Raises
    ------
    ReferenceDataError
        If the file is missing, is none of the formats that are read, points elsewhere, or is
        broken.
    """
    if path.suffix.lower() == ".gpkg" and _read(path, len(_MAGIC[".gpkg"])) == _MAGIC[".gpkg"]:
        return Layers(_read_geopackage(path), [])
    files, prefix = _looked_at(path, column)
    with _copied(files) as place:
        try:
            return _read_copy(prefix + place, column)
        except Exception as error:  # GDAL drivers raise many kinds
            why = " ".join(str(error).replace(place, str(path)).split())
            raise ReferenceDataError(
                f"{path}: not a vector file that GDAL reads ({why}); {_EXPECTED}"
            ) from error


@contextmanager
def _copied(files: Mapping[str, bytes]) -> Iterator[str]:
    """Put files, by their endings, into a folder of their own; give the path of the first."""
    try:
        folder = tempfile.TemporaryDirectory(prefix="pilotmap-", ignore_cleanup_errors=True)
        with folder as name:
            places = [Path(name) / f"outlines{ending}" for ending in files]
            for place, content in zip(places, files.values(), strict=True):
                place.write_bytes(content)
            yield str(places[0])
    except OSError as error:
        what = f"no copy can be made in the folder for temporary files, {tempfile.gettempdir()}"
        hint = "make room there, or set TMPDIR to another folder"
        raise StoreError(f"{what}: {error.strerror}; {hint}") from None


def _read_copy(name: str, column: str) -> Layers:
    import geopandas
    import pyogrio

    pyogrio.set_gdal_config_options({"OGR_GEOJSON_MAX_OBJ_SIZE": _FEATURE_MB})
    spelt = ["".join(each) for each in product(*zip(column.lower(), column.upper(), strict=True))]
    with warnings.catch_warnings():  # GDAL's remarks on a file are not the user's business
        warnings.simplefilter("ignore")
        layers = [layer for layer, _ in pyogrio.list_layers(name)]
        tables = [pyogrio.read_dataframe(name, layer=layer, columns=spelt) for layer in layers]
        frames = [each for each in tables if isinstance(each, geopandas.GeoDataFrame)]
        if any(len(frame.columns) > 1 for frame in frames):
            return Layers(frames, [])
        told = [pyogrio.read_info(name, layer=layer)["fields"] for layer in layers]
    return Layers(frames, [str(each) for fields in told for each in fields])


def _looked_at(path: Path, column: str) -> tuple[dict[str, bytes], str]:
    """Return what a file consists of, by endings, and what makes GDAL take it for nothing else."""
    suffix = path.suffix.lower()
    if suffix in _MAGIC:
        if _read(path, len(_MAGIC[suffix])) != _MAGIC[suffix]:
            raise ReferenceDataError(f"{path}: this is no {suffix} file inside; {_EXPECTED}")
        look = _shapefile if suffix == ".shp" else _flatgeobuf
        return look(path), ""
    if suffix not in _JSON:
        _read(path, 0)
        raise ReferenceDataError(f"{path}: '{suffix}' is no format that is read; {_EXPECTED}")
    raw = _read(path)
    _refuse_many_lists(path, raw)
    members = _Members()
    try:
        with without_cycle_search():
            content = json.loads(raw, object_pairs_hook=members)
    except (ValueError, RecursionError) as error:
        why = why_unread(error)
        raise ReferenceDataError(f"{path}: this is no usable JSON ({why}); {_EXPECTED}") from None
    kind = content.get("type") if isinstance(content, dict) else None
    if not isinstance(kind, str) or kind not in _PREFIX:
        raise ReferenceDataError(f"{path}: this is neither GeoJSON nor TopoJSON; {_EXPECTED}")
    _refuse_many_cells(path, members.objects, len(members.names))
    if kind == "Topology":
        if _positions_of(content) > _POSITIONS_LIMIT:
            raise _too_many(path, _POSITIONS_LIMIT, "positions")
        raw = json.dumps(_in_one_layer(content, column)).encode()
    return {suffix: raw}, _PREFIX[kind]


def _in_one_layer(content: dict[str, Any], column: str) -> dict[str, Any]:
    """Return a topology of one object, which has the outlines of all that have a column.

    GDAL makes a layer of each object, and reads the whole file anew for each layer.
    """
    objects = content.get("objects")
    layers = [_shapes(each) for each in (objects.values() if isinstance(objects, dict) else ())]
    having = [layer for layer in layers if any(_has(shape, column) for shape in layer)]
    shapes = [shape for layer in having or layers for shape in layer]
    outlines = {"type": "GeometryCollection", "geometries": shapes}
    return {**content, "objects": {"outlines": outlines}}


def _shapes(made: Any) -> list[Any]:
    """Return what an object of a topology is made of."""
    parts = made.get("geometries") if isinstance(made, dict) else None
    return parts if isinstance(parts, list) else [made]


def _has(shape: Any, column: str) -> bool:
    properties = shape.get("properties") if isinstance(shape, dict) else None
    return isinstance(properties, dict) and column in map(str.lower, properties)


def _refuse_many_cells(path: Path, rows: int, columns: int) -> None:
    """Refuse a file of which GDAL makes a table, each of its rows with a place for each column."""
    hint = "keep the column of codes alone"
    if columns > COLUMNS_LIMIT:
        message = f"its outlines have more than {COLUMNS_LIMIT:,} different columns"
        raise ReferenceDataError(f"{path}: {message}; {hint}")
    if rows * columns > CELLS_LIMIT:
        message = f"{rows:,} rows with {columns:,} different columns are more than {CELLS_LIMIT:,}"
        raise ReferenceDataError(f"{path}: {message} cells; {hint}")


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
    each = arcs if isinstance(arcs, list) else ()
    lengths = [len(arc) if isinstance(arc, list) else 0 for arc in each]
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


def _shapefile(path: Path) -> dict[str, bytes]:
    """Return the files of a Shapefile that has not too many rings or positions."""
    try:
        beside = files_beside(path)
        files = {SHAPES: _read(path), **{ending: _read(file) for ending, file in beside.items()}}
        counts = counts_in(files, _RINGS_LIMIT)
    except ReferenceDataError:
        raise
    except ValueError as error:
        raise ReferenceDataError(f"{path}: {error}") from None
    if max(counts.shapes, counts.rings) > _RINGS_LIMIT:
        raise _too_many(path, _RINGS_LIMIT, "rings")
    if counts.positions > _POSITIONS_LIMIT:
        raise _too_many(path, _POSITIONS_LIMIT, "positions")
    _refuse_many_cells(path, counts.shapes, counts.columns)
    return files


def _flatgeobuf(path: Path) -> dict[str, bytes]:
    """Return a FlatGeobuf that has not too many features or positions."""
    raw = _read(path)
    try:
        counts = counts_of(raw, _POSITIONS_LIMIT, _RINGS_LIMIT)
    except ManyFeaturesError:
        raise _too_many(path, _RINGS_LIMIT, "rings") from None
    except ValueError as error:
        raise ReferenceDataError(f"{path}: {error}; {_EXPECTED}") from None
    if counts.positions > _POSITIONS_LIMIT:
        raise _too_many(path, _POSITIONS_LIMIT, "positions")
    _refuse_many_cells(path, counts.features, counts.columns)
    return {".fgb": raw}


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


class _Members:
    """Makes the objects of JSON, and counts them and the names of their members.

    An object whose CRS is an address to fetch is refused: GDAL finds members whatever their case,
    and reads the `crs` of single geometries too.
    """

    def __init__(self) -> None:
        self.objects = 0
        self.names: set[str] = set()

    def __call__(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        self.objects += 1
        self.names.update(made)
        for name, value in pairs:
            if name.casefold() == "crs" and isinstance(value, dict):
                kinds = [each for key, each in value.items() if key.casefold() == "type"]
                if len(kinds) != 1 or str(kinds[0]).casefold() not in _CRS_BY_NAME:
                    message = "its 'crs' is not given by name but points elsewhere"
                    raise ValueError(f"{message}; give it as EPSG:4326, or leave it out")
        return made
