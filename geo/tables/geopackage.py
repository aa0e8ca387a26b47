"""GeoPackage (OGC 12-128): its layers, read with SQLite, as lists and as outlines.

Whoever sends a database sends a program: a view, a generated column or a virtual table computes
what is asked of it, without end if it is made so. So a table is read only if it is a plain one,
its columns are plain, and the work and the text it gives stay in proportion to the file. GDAL,
which asks a database more than that, is never given one. That is quicker too: 3,000 rows take 0.3 s
of CPU, with pyogrio and geopandas 0.9 s, and 100,000 rows take as long either way.
"""

from __future__ import annotations

import re
import sqlite3
import tempfile
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import DataError, PilotmapError, Problem, UsageError
from ..text.escape import some_of
from .geometry import GEOMETRY, Position, positions_of_shapes, to_wgs84_from
from .grid import Grid, Line, Problems
from .json_reader import cell_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_ENVELOPE_BYTES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
_HEADER_BYTES = 8
_WGS84 = {4326, 4490}  # CGCS 2000 (4490) and WGS 84 agree to decimetres
_UNDEFINED = {-1, 0}
_UNDEFINED_OF_GDAL = ("GDAL", 99999)
_AUTHORITY = re.compile(r"[A-Za-z]{2,20}")
_LISTED = ("gpkg_contents", "gpkg_geometry_columns", "gpkg_spatial_ref_sys")
_TABLE_LIST = (3, 37)  # the SQLite that has `PRAGMA table_list`
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 2**28,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 2**20,
    sqlite3.SQLITE_LIMIT_COLUMN: 2000,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
}
_STEPS = 100_000
"""Instructions of SQLite between two looks at how many there were."""
_STEPS_A_BYTE, _LEAST_STEPS = 2, 5_000_000
_TEXT_A_BYTE, _LEAST_TEXT = 4, 2**26
_LAYERS_LIMIT = 1000
_TOGETHER = 1024
"""Rows whose geometries are looked at together."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of a GeoPackage; only a plain table can be read."""

    name: str
    geometry: str
    """The column of its geometries; blank for a layer of attributes."""
    crs: str
    """Such as `EPSG:4326`; blank if it is not defined."""
    is_table: bool


class GeoPackage:
    """An open GeoPackage whose own tables were held to be plain ones."""

    def __init__(self, base: sqlite3.Connection, file: str, size: int) -> None:
        self._base = base
        self._file = file
        self._text_left = max(_LEAST_TEXT, size * _TEXT_A_BYTE)
        self._tables = self._plain_tables()
        if "gpkg_contents" not in self._tables:
            message = "this is an SQLite database, but no GeoPackage"
            raise self.refused(message, "export the table as GeoPackage or CSV")
        for name in _LISTED:
            self._refuse_computed(name)
        self.layers = self._layers()

    def refused(self, message: str, hint: str) -> DataError:
        """Return the error for a defect of the file."""
        return DataError([Problem("geopackage", message, hint, self._file)])

    def _plain_tables(self) -> set[str]:
        """Return the tables as SQLite understands them, whatever the database calls itself."""
        query = "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0"
        if sqlite3.sqlite_version_info >= _TABLE_LIST:
            query = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
        return {str(name) for (name,) in self._base.execute(query)}

    def _refuse_computed(self, table: str) -> None:
        """Refuse what is needed and is no table, or has columns that are computed."""
        hint = "export it as a layer of its own"
        if table not in self._tables:
            message = f"the layer '{table}' is a view or is not there; only tables are read"
            raise self.refused(message, hint)
        columns = self._base.execute("SELECT name, hidden FROM pragma_table_xinfo(?)", (table,))
        computed = [str(name) for name, hidden in columns if hidden]
        if computed:
            message = f"the column '{computed[0]}' of '{table}' is computed; only data are read"
            raise self.refused(message, hint)

    def _layers(self) -> list[Layer]:
        rows = self._base.execute(
            "SELECT c.table_name, g.column_name, s.organization, s.organization_coordsys_id,"
            " g.srs_id FROM gpkg_contents c"
            " LEFT JOIN gpkg_geometry_columns g ON g.table_name = c.table_name"
            " LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id"
            " WHERE c.data_type IN ('features', 'attributes') LIMIT ?",
            (_LAYERS_LIMIT,),
        )
        return [
            Layer(
                str(name),
                str(column or ""),
                _crs(organization, code, srs),
                str(name) in self._tables,
            )
            for name, column, organization, code, srs in rows
        ]

    def records(self, layer: Layer) -> tuple[list[str], Iterator[Sequence[Any]]]:
        """Return the names of a layer's columns and its rows, as SQLite has them."""
        self._refuse_computed(layer.name)
        quoted = layer.name.replace('"', '""')
        rows = self._base.execute(f'SELECT * FROM "{quoted}"')  # noqa: S608 (quoted)
        return [str(description[0]) for description in rows.description], self._counted(rows)

    def _counted(self, rows: Iterator[Sequence[Any]]) -> Iterator[Sequence[Any]]:
        """Yield the rows as long as they hold about as much as the file does.

        A column's default stands once in the file, and in every row that is read.
        """
        for row in rows:
            self._text_left -= sum(len(value) for value in row if isinstance(value, (str, bytes)))
            if self._text_left < 0:
                raise self.refused("its rows hold far more than the file does", "export it as CSV")
            yield row


def _crs(organization: object, code: object, srs: object) -> str:
    """Return a reference system by its authority; blank for an undefined one."""
    if srs is None or int(str(srs)) in _UNDEFINED:
        return ""
    if (organization, code) == _UNDEFINED_OF_GDAL:
        return ""
    if organization is None or code is None:
        return f"EPSG:{int(str(srs))}"
    if not _AUTHORITY.fullmatch(str(organization)):
        raise ValueError(f"its reference system is of '{str(organization)[:40]}'")
    return f"{str(organization).upper()}:{int(str(code))}"


@contextmanager
def open_geopackage(raw: bytes, file: str) -> Iterator[GeoPackage]:
    """Open the bytes of a GeoPackage within limits; it can neither write nor fetch.

    Raises
    ------
    DataError
        If the database is broken or no GeoPackage, or computes what it should hold; what is read
        of it inside the context may raise it too.
    """
    with tempfile.TemporaryDirectory(prefix="pilotmap-") as folder:
        copy = Path(folder) / "layer.gpkg"  # read from a copy: SQLite may write beside its file
        copy.write_bytes(raw)
        try:
            with closing(sqlite3.connect(f"{copy.as_uri()}?mode=ro&immutable=1", uri=True)) as base:
                _limit(base, len(raw))
                yield GeoPackage(base, file, len(raw))
        except PilotmapError:
            raise
        except (sqlite3.Error, ValueError, TypeError, OverflowError) as error:  # flipped bytes
            message = f"the GeoPackage is broken or cut short ({error})"
            if "interrupted" in str(error):
                message = "reading the GeoPackage takes far more work than its size explains"
            problem = Problem("geopackage", message, "get the whole file again", file)
            raise DataError([problem]) from None


def _limit(base: sqlite3.Connection, size: int) -> None:
    """Hold a database to limits: what it may compute, and how large one value may be."""
    base.execute("PRAGMA trusted_schema = OFF")
    for limit, value in _LIMITS.items():
        base.setlimit(limit, value)
    looks_left = max(_LEAST_STEPS, size * _STEPS_A_BYTE) // _STEPS

    def is_over() -> bool:
        nonlocal looks_left
        looks_left -= 1
        return looks_left < 0

    base.set_progress_handler(is_over, _STEPS)


def read_geopackage(raw: bytes, file: str, layer: str | None) -> Grid:
    """Return the rows of the layer asked for, or of the only one.

    Raises
    ------
    DataError
        As `open_geopackage` does.
    UsageError
        If it has several layers and none was asked for.
    """
    with open_geopackage(raw, file) as package:
        return _grid(package, file, _chosen(package, file, layer))


def _chosen(package: GeoPackage, file: str, wanted: str | None) -> Layer:
    layers = {layer.name: layer for layer in package.layers}
    shown = some_of(f"'{name}'" for name in layers)
    if not layers:
        raise package.refused("the GeoPackage has no layer", "export the layer again")
    if wanted is not None and wanted not in layers:
        raise UsageError(f"{file} has no layer '{wanted}'; it has {shown}")
    if wanted is None and len(layers) > 1:
        raise UsageError(f"{file} has several layers: {shown}; pass --sheet NAME")
    return layers[wanted or next(iter(layers))]


def _grid(package: GeoPackage, file: str, layer: Layer) -> Grid:
    names, records = package.records(layer)
    at = names.index(layer.geometry) if layer.geometry in names else None
    columns = [index for index in range(len(names)) if index != at]
    header = (*(names[index] for index in columns), *GEOMETRY)
    grid = Grid(
        file, f"GeoPackage, layer '{layer.name}'", (), Problems(file), header, dict(GEOMETRY)
    )
    to_wgs84 = _transform(package, layer.crs)
    rows = []
    first = 1
    while some := [*islice(records, _TOGETHER)]:
        blobs = [None if at is None else record[at] for record in some]
        found = _positions(blobs, to_wgs84)
        for number, (record, position) in enumerate(zip(some, found, strict=True), first):
            cells = [_text(record[index]) for index in columns]
            if isinstance(position, str):
                message = f"row {number} of layer '{layer.name}': {position}"
                hint = "correct the geometry, or remove it"
                grid.set_aside(number, cells, ("geometry", message, hint))
            else:
                rows.append(Line(number, (*cells, *position)))
        first += len(some)
    grid.rows = rows
    return grid


def _text(value: Any) -> str:
    return "" if isinstance(value, bytes) else cell_text(value)


def _positions(blobs: Sequence[Any], to_wgs84: Callable[[Any], Any] | None) -> list[Position | str]:
    """Return the position of each geometry, or why it has none."""
    import numpy as np
    import shapely

    shapes = np.full(len(blobs), None, dtype=object)
    broken = {}
    for number, blob in enumerate(blobs):
        try:
            shapes[number] = shapely.from_wkb(geometry_bytes(blob))
        except shapely.errors.ShapelyError as error:
            broken[number] = f"its geometry is broken ({error})"
        except ValueError as error:
            broken[number] = str(error)
    if to_wgs84 is not None:
        shapes = shapely.transform(shapes, to_wgs84)
    found = positions_of_shapes(shapes)
    return [broken.get(number, position) for number, position in enumerate(found)]


def geometry_bytes(blob: Any) -> bytes | None:
    """Return the WKB of a geometry as GeoPackage stores it: a header stands before it.

    Raises
    ------
    ValueError
        If it is no such geometry.
    """
    if blob is None:
        return None
    if not isinstance(blob, bytes) or blob[:2] != b"GP" or len(blob) < _HEADER_BYTES:
        raise ValueError("its geometry is no GeoPackage geometry")
    envelope = _ENVELOPE_BYTES.get((blob[3] >> 1) & 7)
    if envelope is None:
        raise ValueError("the header of its geometry is broken")
    return blob[_HEADER_BYTES + envelope :]


def _transform(package: GeoPackage, crs: str) -> Callable[[Any], Any] | None:
    """Return what turns positions of a layer into WGS 84; None where they are."""
    if not crs or int(crs.rpartition(":")[2]) in _WGS84:
        return None
    from pyproj.exceptions import CRSError

    try:
        return to_wgs84_from(crs)
    except CRSError as error:
        message = f"the reference system {crs} is not known ({error})"
        raise package.refused(message, "reproject the layer to EPSG:4326") from None
