"""Parquet and GeoParquet 1.1: a file's columns as cells, its geometries as positions.

A few bytes of Parquet can stand for gigabytes: a footer may name a million columns, a page may
unpack to a thousand times its size, one long text may be said for a million rows. So the footer is
looked at first, texts are read as dictionaries (each once, whatever rows repeat it), and what the
rows give stays in proportion to the file.
"""

from __future__ import annotations

import io
import json
import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from ..errors import DataError, Problem
from .geojson import cell_text
from .geometry import GEOMETRY, Position, position_of_shape
from .grid import CELLS_LIMIT, Grid, Line, Problems, refuse_wider
from .pages import BrokenPageError, group_size

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import pyarrow as pa

MAGIC, ENCRYPTED = b"PAR1", b"PARE"
_TAIL_BYTES = 8
"""The length of the footer, in four bytes, and the magic number behind it."""
_FOOTER_LIMIT = 2**20
"""Bytes of a footer: a hundred columns in a hundred row groups take less."""
_CONTAINER_LIMIT = 2**16
_UNPACKED_LIMIT = 2**29
"""Bytes of all columns without their compression, and of one row group of them half of it."""
_TEXT_A_BYTE, _LEAST_TEXT = 8, 2**27
_BATCH_ROWS = 20_000
_INDEX_OF_PANDAS = re.compile(r"__index_level_\d+__")
_MIDNIGHT = r" 00:00:00(\.0+)?$"
_TIME_OF_DAY = r" \d\d:\d\d:\d\d(\.\d+)?$"
_SHOWN = 200
_WGS84 = frozenset([("EPSG", "4326"), ("EPSG", "4490"), ("OGC", "CRS84")])
_AGAIN = "get the whole file again"


class _Geometry(NamedTuple):
    """The column that holds where rows are."""

    column: str
    covering: str
    """The column of bounding boxes that goes with it; blank where there is none."""
    to_wgs84: Callable[[Any], Any] | None


@dataclass(slots=True)
class _Columns:
    """What is read of a file."""

    names: list[str] = field(default_factory=list)
    at: list[int] = field(default_factory=list)
    """Where each stands in the file."""
    texts: list[str] = field(default_factory=list)
    """Those of text, which are read as dictionaries."""


def read_parquet(raw: bytes, file: str) -> Grid:
    """Return the rows of a file; a column of geometries gives their positions.

    Raises
    ------
    DataError
        If it is broken, encrypted or nested, says far more than it holds, or pyarrow is missing.
    """
    try:
        import pyarrow.parquet
    except ImportError:
        message = "the file is Parquet, which is read with an extra"
        raise _refused(file, message, 'pip install "pilotmap[parquet]"') from None
    _check_footer(raw, file)
    with _told(file):
        opened = pyarrow.parquet.ParquetFile(
            io.BytesIO(raw),
            thrift_string_size_limit=_FOOTER_LIMIT,
            thrift_container_size_limit=_CONTAINER_LIMIT,
        )
        _check_sizes(opened, raw, file)
        schema = opened.schema_arrow
        notes: list[str] = []
        geometry = _geometry(schema, file)
        columns = _columns(schema, geometry, file, notes)
        reader = pyarrow.parquet.ParquetFile(io.BytesIO(raw), read_dictionary=columns.texts)
    geometries = GEOMETRY if geometry else {}
    kind = f"Parquet, geometry in '{geometry.column}'" if geometry else "Parquet"
    grid = Grid(file, kind, (), Problems(file), (*columns.names, *geometries), dict(geometries))
    grid.count = opened.metadata.num_rows
    grid.notes += notes
    grid.rows = _rows(reader, grid, columns, geometry, len(raw))
    return grid


def _refused(file: str, message: str, hint: str) -> DataError:
    return DataError([Problem("parquet", message, hint, file)])


@contextmanager
def _told(file: str) -> Iterator[None]:
    """Tell in one line what pyarrow says of a file that it cannot read."""
    import pyarrow as pa

    try:
        yield
    except DataError:
        raise
    except (pa.ArrowException, OSError, ValueError, OverflowError, TypeError) as error:
        text = " ".join(str(error).split())
        if "encrypt" in text.lower():
            hint = "write it without encryption"
            raise _refused(file, "the Parquet file is encrypted", hint) from None
        message = f"the Parquet file is broken or cut short ({text[:_SHOWN]})"
        raise _refused(file, message, _AGAIN) from None


def _check_footer(raw: bytes, file: str) -> None:
    """Refuse a file whose end is missing, or whose footer is larger than that of any list."""
    if not raw.endswith(MAGIC) or len(raw) < len(MAGIC) + _TAIL_BYTES:
        message = "the Parquet file is encrypted" if raw.endswith(ENCRYPTED) else (
            "the Parquet file is cut short: its end, which names the columns, is not there"
        )  # fmt: skip
        hint = "write it without encryption" if raw.endswith(ENCRYPTED) else _AGAIN
        raise _refused(file, message, hint)
    length = int.from_bytes(raw[-_TAIL_BYTES : -len(MAGIC)], "little")
    if length > len(raw) - _TAIL_BYTES - len(MAGIC):
        message = (
            f"the Parquet footer would have {length:,} bytes, more than the file has before it"
        )
        raise _refused(file, message, _AGAIN)
    if length > _FOOTER_LIMIT:
        message = (
            f"the Parquet footer has {length:,} bytes: more columns or row groups than a list has"
        )
        raise _refused(file, message, "save the columns that matter as a table of their own")


def _check_sizes(opened: Any, raw: bytes, file: str) -> None:
    """Refuse more rows, cells or bytes than are held, before any of them is read."""
    told = opened.metadata
    refuse_wider(file, max(told.num_columns, len(opened.schema_arrow.names)))
    groups = [told.row_group(at) for at in range(told.num_row_groups)]
    rows = [group.num_rows for group in groups]
    if min((*rows, told.num_rows)) < 0 or sum(rows) != told.num_rows:
        message = f"its footer says {told.num_rows:,} rows, its row groups {sum(rows):,}"
        raise _refused(file, message, _AGAIN)
    if told.num_rows * max(1, told.num_columns) > CELLS_LIMIT:
        message = (
            f"it has {told.num_rows:,} rows of {told.num_columns:,} columns, "
            f"more than {CELLS_LIMIT:,} cells"
        )
        raise _refused(file, message, "import it in parts")
    try:
        sizes = [group_size(raw, group) for group in groups]
    except BrokenPageError as error:
        message = f"the Parquet file is broken or cut short ({error})"
        raise _refused(file, message, _AGAIN) from None
    if sum(sizes) > _UNPACKED_LIMIT or max(sizes, default=0) > _UNPACKED_LIMIT // 2:
        message = f"it unpacks to {sum(sizes):,} bytes, more than {_UNPACKED_LIMIT:,}"
        if sum(sizes) <= _UNPACKED_LIMIT:
            message = f"a row group unpacks to {max(sizes):,} bytes, more than half a gigabyte"
        raise _refused(file, message, "save the columns that matter, in parts or smaller groups")


def _columns(
    schema: pa.Schema, geometry: _Geometry | None, file: str, notes: list[str]
) -> _Columns:
    """Return the columns that are read; what a table has no cell for is refused or told."""
    import pyarrow as pa

    columns = _Columns()
    for at, each in enumerate(schema):
        kind = each.type.storage_type if isinstance(each.type, pa.BaseExtensionType) else each.type
        kind = kind.value_type if pa.types.is_dictionary(kind) else kind
        if geometry and each.name in {geometry.column, geometry.covering}:
            continue
        if pa.types.is_nested(kind):
            message = (
                f"the column '{each.name}' is nested ({str(kind)[:60]}): a cell holds one value"
            )
            raise _refused(file, message, "leave it out, or part it into columns")
        if _is_bytes(kind):
            notes.append(f"column '{each.name}' holds bytes and is not read")
        elif _INDEX_OF_PANDAS.fullmatch(each.name):
            notes.append(f"column '{each.name}', an index of pandas without a name, is not read")
        else:
            columns.names.append(each.name)
            columns.at.append(at)
            if _is_text(kind):
                columns.texts.append(each.name)
    return columns


def _is_text(kind: Any) -> bool:
    import pyarrow as pa

    return any(is_it(kind) for is_it in (pa.types.is_string, pa.types.is_large_string))


def _is_bytes(kind: Any) -> bool:
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


def _rows(
    reader: Any, grid: Grid, columns: _Columns, geometry: _Geometry | None, size: int
) -> Iterator[Line]:
    """Yield the rows, as long as their text is in proportion to the file."""
    left = max(_LEAST_TEXT, size * _TEXT_A_BYTE)
    number = 0
    with _told(grid.file):
        for batch in reader.iter_batches(_BATCH_ROWS, use_threads=False):
            texts = []
            for at, name in zip(columns.at, columns.names, strict=True):
                texts.append(_cells(batch.column(at), name, grid))
                left -= sum(map(len, texts[-1]))
                if left < 0:
                    message = "its rows hold far more text than the file does"
                    raise _refused(grid.file, message, "export it as CSV")
            positions: Sequence[Position | str] = ()
            if geometry:
                shapes = batch.column(batch.schema.get_field_index(geometry.column))
                positions = _positions(shapes, geometry.to_wgs84)
            rows: Iterable[tuple[str, ...]] = zip(*texts, strict=True)
            for index, cells in enumerate(rows if texts else [()] * batch.num_rows):
                number += 1
                if not geometry:
                    yield Line(number, cells)
                elif isinstance(position := positions[index], str):
                    hint = "correct the geometry, or remove it"
                    grid.set_aside(number, cells, ("geometry", f"row {number}: {position}", hint))
                else:
                    yield Line(number, (*cells, *position))
    if number != grid.count:
        message = f"its footer says {grid.count or 0:,} rows, and {number:,} are there"
        raise _refused(grid.file, message, _AGAIN)


def _cells(column: Any, name: str, grid: Grid) -> list[str]:
    """Return a column as a person would type it; null is blank, a moment its day."""
    import pyarrow as pa

    if isinstance(column, pa.ExtensionArray):
        column = column.storage
    kind, types = column.type, pa.types
    if types.is_dictionary(kind):  # equal texts are one object, however many rows have them
        values = [*_cells(column.dictionary, name, grid), ""]
        return [values[at] for at in column.indices.fill_null(len(values) - 1).to_pylist()]
    if types.is_timestamp(kind):
        return _moments(column, name, grid)
    if types.is_floating(kind) and kind != pa.float64():  # as few digits as the value has
        column = column.cast(pa.string()).cast(pa.float64())
    if types.is_integer(kind) or types.is_temporal(kind):
        column = column.cast(pa.string())
    if types.is_decimal(kind):
        numbers = column.to_pylist()
        return [
            "" if n is None else str(int(n) if n == n.to_integral_value() else n) for n in numbers
        ]
    if not _is_text(column.type):
        return [cell_text(value) for value in column.to_pylist()]
    return ["" if value is None else value for value in column.to_pylist()]


def _moments(column: Any, name: str, grid: Grid) -> list[str]:
    """Return moments as days, where they say no zone, or are midnight in theirs.

    At another hour, the day depends on who looks at the clock: the whole moment is shown then, and
    is no date until a person says which it is.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    zone = column.type.tz
    local = pc.local_timestamp(column) if zone else column
    text = local.cast(pa.string())
    days = pc.replace_substring_regex(text, _MIDNIGHT, "")
    if zone:
        days = pc.if_else(pc.match_substring(days, " "), pc.binary_join_element_wise(
            days, zone, " "), days)  # fmt: skip
    else:
        timed = pc.any(pc.match_substring(days, " ")).as_py()
        note = f"column '{name}' holds times of the day; its days are read"
        if timed and note not in grid.notes:
            grid.notes.append(note)
        days = pc.replace_substring_regex(days, _TIME_OF_DAY, "")
    return ["" if value is None else value for value in days.to_pylist()]


def _positions(column: Any, to_wgs84: Callable[[Any], Any] | None) -> list[Position | str]:
    """Return the position of each geometry, or why it has none."""
    import pyarrow as pa
    import shapely

    if isinstance(column, pa.ExtensionArray):
        column = column.storage
    given = column.to_pylist()
    shapes = shapely.from_wkb(given, on_invalid="ignore")
    if to_wgs84 is not None:
        shapes = shapely.transform(shapes, to_wgs84)
    found: list[Position | str] = []
    for blob, shape in zip(given, shapes, strict=True):
        try:
            lost = blob is not None and shape is None
            found.append("its geometry is broken" if lost else position_of_shape(shape))
        except ValueError as error:
            found.append(str(error))
    return found


def _geometry(schema: pa.Schema, file: str) -> _Geometry | None:
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
        raise _refused(file, message, "write it again, as with geopandas' to_parquet") from None
    if encoding != "WKB":
        message = f"its geometries are written as '{str(encoding)[:60]}'"
        raise _refused(file, message, "write them as WKB")
    if schema.names.count(name) != 1 or not _is_wkb(schema.field(name).type):
        message = f"its geometry '{str(name)[:60]}' is not a column of bytes"
        raise _refused(file, message, "write it again, as with geopandas' to_parquet")
    return _Geometry(name, box if isinstance(box, str) else "", _transform(crs, file))


def _is_wkb(kind: Any) -> bool:
    import pyarrow as pa

    return _is_bytes(kind.storage_type if isinstance(kind, pa.BaseExtensionType) else kind)


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
        system = pyproj.CRS.from_json_dict(crs)
        transformer = pyproj.Transformer.from_crs(system, 4326, always_xy=True)
    except (CRSError, ProjError, TypeError, ValueError, AttributeError) as error:
        message = f"its reference system is not known ({' '.join(str(error).split())[:_SHOWN]})"
        raise _refused(file, message, "reproject it to EPSG:4326") from None

    def to_wgs84(pairs: Any) -> Any:
        import numpy as np

        return np.column_stack(transformer.transform(pairs[:, 0], pairs[:, 1]))

    return to_wgs84
