"""GeoPackage (OGC 12-128): the rows of its one layer, read with SQLite and shapely alone."""

from __future__ import annotations

import sqlite3
import struct
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import DataError, PilotmapError, Problem, UsageError
from ..text.escape import some_of
from .geojson import cell_text
from .geometry import GEOMETRY, Position, position_of_shape
from .grid import Grid, Line
from .problems import Problems

if TYPE_CHECKING:
    from collections.abc import Callable

_ENVELOPE_BYTES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
_HEADER_BYTES = 8
_WGS84 = {4326, 4490}  # CGCS 2000 (4490) and WGS 84 agree to decimetres
_UNDEFINED = {-1, 0}


def read_geopackage(raw: bytes, file: str, layer: str | None) -> Grid:
    """Return the rows of the layer asked for, or of the only one.

    Raises
    ------
    DataError
        If the database is broken or no GeoPackage.
    UsageError
        If it has several layers and none was asked for.
    """
    with tempfile.TemporaryDirectory(prefix="pilotmap-") as folder:
        copy = Path(folder) / "layer.gpkg"  # read from a copy: SQLite may write beside its file
        copy.write_bytes(raw)
        try:
            with closing(sqlite3.connect(f"{copy.as_uri()}?mode=ro&immutable=1", uri=True)) as base:
                base.execute("PRAGMA trusted_schema = OFF")
                return _grid(base, file, _layer(base, file, layer))
        except PilotmapError:
            raise
        except (sqlite3.Error, ValueError, TypeError, OverflowError) as error:  # flipped bytes
            message = f"the GeoPackage is broken or cut short ({error})"
            raise _refused(file, message, "get the whole file again") from None


def _layer(base: sqlite3.Connection, file: str, wanted: str | None) -> str:
    # A view may go on for ever; what a GeoPackage holds itself are tables.
    tables = {name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type='table'")}
    if "gpkg_contents" not in tables:
        message = "this is an SQLite database, but no GeoPackage"
        raise _refused(file, message, "export the table as GeoPackage or CSV")
    found = base.execute(
        "SELECT table_name FROM gpkg_contents WHERE data_type IN ('features', 'attributes')"
    ).fetchall()
    layers = [str(name) for (name,) in found]
    shown = some_of(f"'{name}'" for name in layers)
    if not layers:
        raise _refused(file, "the GeoPackage has no layer", "export the layer again")
    if wanted is not None and wanted not in layers:
        raise UsageError(f"{file} has no layer '{wanted}'; it has {shown}")
    if wanted is None and len(layers) > 1:
        raise UsageError(f"{file} has several layers: {shown}; pass --sheet NAME")
    chosen = wanted or layers[0]
    if chosen not in tables:
        message = f"the layer '{chosen}' is a view or is not there; only tables are read"
        raise _refused(file, message, "export it as a layer of its own")
    return chosen


def _grid(base: sqlite3.Connection, file: str, layer: str) -> Grid:
    problems = Problems(file)
    geometry = base.execute(
        "SELECT column_name, srs_id FROM gpkg_geometry_columns WHERE table_name = ?", (layer,)
    ).fetchone()
    column, srs = geometry or ("", 4326)
    to_wgs84 = _transform(base, int(srs), file)
    quoted = layer.replace('"', '""')
    table = base.execute(f'SELECT * FROM "{quoted}"')  # noqa: S608 (a quoted name of its own)
    names = [str(description[0]) for description in table.description]
    columns = [index for index, name in enumerate(names) if name != column]
    rows = []
    for number, record in enumerate(table, 1):
        cells = [_text(record[index]) for index in columns]
        try:
            blob = record[names.index(column)] if column in names else None
            position = _position(blob, to_wgs84)
        except ValueError as error:
            message = f"row {number} of layer '{layer}': {error}"
            problems.add("geometry", message, "correct the geometry, or remove it", line=number)
            continue
        rows.append(Line(number, (*cells, *position)))
    header = (*(names[index] for index in columns), *GEOMETRY)
    return Grid(file, f"GeoPackage, layer '{layer}'", rows, problems, header, dict(GEOMETRY))


def _text(value: Any) -> str:
    return "" if isinstance(value, bytes) else cell_text(value)


def _position(blob: Any, to_wgs84: Callable[[Any], Any] | None) -> Position:
    """Return the position of a geometry as GeoPackage stores it: a header, then WKB."""
    import shapely

    if blob is None:
        return position_of_shape(None)
    if not isinstance(blob, bytes) or blob[:2] != b"GP" or len(blob) < _HEADER_BYTES:
        raise ValueError("its geometry is no GeoPackage geometry")
    flags = blob[3]
    envelope = _ENVELOPE_BYTES.get((flags >> 1) & 7)
    if envelope is None:
        raise ValueError("the header of its geometry is broken")
    try:
        shape = shapely.from_wkb(blob[_HEADER_BYTES + envelope :])
        if to_wgs84 is not None:
            shape = shapely.transform(shape, to_wgs84)
    except (shapely.errors.ShapelyError, struct.error) as error:
        raise ValueError(f"its geometry is broken ({error})") from None
    return position_of_shape(shape)


def _transform(base: sqlite3.Connection, srs: int, file: str) -> Callable[[Any], Any] | None:
    """Return what turns positions of a layer into WGS 84; None where they are."""
    found = base.execute(
        "SELECT organization, organization_coordsys_id FROM gpkg_spatial_ref_sys WHERE srs_id = ?",
        (srs,),
    ).fetchone()
    organization, code = found or ("EPSG", srs)
    if srs in _WGS84 or int(code) in _WGS84 or srs in _UNDEFINED:
        return None
    import pyproj
    from pyproj.exceptions import CRSError

    try:
        transformer = pyproj.Transformer.from_crs(f"{organization}:{code}", 4326, always_xy=True)
    except CRSError as error:
        message = f"the reference system {organization}:{code} is not known ({error})"
        raise _refused(file, message, "reproject the layer to EPSG:4326") from None

    def to_wgs84(pairs: Any) -> Any:
        import numpy as np

        return np.column_stack(transformer.transform(pairs[:, 0], pairs[:, 1]))

    return to_wgs84


def _refused(file: str, message: str, hint: str) -> DataError:
    return DataError([Problem("geopackage", message, hint, file)])
