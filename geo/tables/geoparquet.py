"""GeoParquet 1.1: which column of a Parquet file says where its rows are, and in which system."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from ..errors import DataError, Problem
from .geometry import Position, positions_of_shapes, to_wgs84_from

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyarrow as pa

_WGS84 = frozenset([("EPSG", "4326"), ("EPSG", "4490"), ("OGC", "CRS84")])
_SHOWN = 200
_ANEW = "write it again, as with geopandas' to_parquet"


class GeometryColumn(NamedTuple):
    """The column that holds where rows are."""

    column: str
    covering: str
    """The column of bounding boxes that goes with it; blank where there is none."""
    to_wgs84: Callable[[Any], Any] | None


def refused(file: str, message: str, hint: str) -> DataError:
    """Return the error for a defect of a Parquet file."""
    return DataError([Problem("parquet", message, hint, file)])


def is_bytes(kind: Any) -> bool:
    """Whether a type of Arrow holds bytes that are no text."""
    import pyarrow as pa

    types = pa.types
    return any(
        is_it(kind)
        for is_it in (
            types.is_binary,
            types.is_large_binary,
            types.is_fixed_size_binary,
            types.is_binary_view,
        )
    )


def positions_in(column: Any, to_wgs84: Callable[[Any], Any] | None) -> list[Position | str]:
    """Return the position of each geometry, or why it has none."""
    import pyarrow as pa
    import shapely

    if isinstance(column, pa.ExtensionArray):
        column = column.storage
    given = column.to_pylist()
    shapes = shapely.from_wkb(given, on_invalid="ignore")
    if to_wgs84 is not None:
        shapes = shapely.transform(shapes, to_wgs84)
    return [
        "its geometry is broken" if blob is not None and shape is None else found
        for blob, shape, found in zip(given, shapes, positions_of_shapes(shapes), strict=True)
    ]


def geometry_column(schema: pa.Schema, file: str) -> GeometryColumn | None:
    """Return the primary geometry of GeoParquet; None in a file without its metadata."""
    told = (schema.metadata or {}).get(b"geo")
    if told is None:
        return None
    try:
        geo = json.loads(told)
        name = geo["primary_column"]
        column = geo["columns"][name]
        encoding, crs = column["encoding"], column.get("crs")
        box = column.get("covering", {}).get("bbox", {}).get("xmin", [""])[0]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        message = "its metadata 'geo' is not that of GeoParquet"
        raise refused(file, message, _ANEW) from None
    if encoding != "WKB":
        message = f"its geometries are written as '{str(encoding)[:60]}'"
        raise refused(file, message, "write them as WKB")
    if schema.names.count(name) != 1 or not _is_wkb(schema.field(name).type):
        message = f"its geometry '{str(name)[:60]}' is not a column of bytes"
        raise refused(file, message, _ANEW)
    return GeometryColumn(name, box if isinstance(box, str) else "", _transform(crs, file))


def _is_wkb(kind: Any) -> bool:
    import pyarrow as pa

    return is_bytes(kind.storage_type if isinstance(kind, pa.BaseExtensionType) else kind)


def _transform(crs: Any, file: str) -> Callable[[Any], Any] | None:
    """Return what turns positions into WGS 84; None where they are (as they are unless told)."""
    if crs is None:
        return None
    identity = crs.get("id") if isinstance(crs, dict) else None
    if isinstance(identity, dict):
        named = str(identity.get("authority")).upper(), str(identity.get("code")).upper()
        if named in _WGS84:
            return None
    import pyproj
    from pyproj.exceptions import CRSError, ProjError

    try:
        return to_wgs84_from(pyproj.CRS.from_json_dict(crs))
    except (CRSError, ProjError, TypeError, ValueError, AttributeError) as error:
        message = f"its reference system is not known ({' '.join(str(error).split())[:_SHOWN]})"
        raise refused(file, message, "reproject it to EPSG:4326") from None
