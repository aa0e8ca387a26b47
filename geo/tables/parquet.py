"""Parquet and GeoParquet 1.1: a file's columns as cells, its geometries as positions.

A few bytes of Parquet can stand for gigabytes: a footer may name a million columns, a page may
unpack to a thousand times its size, one long text may be said for a million rows. So the footer is
looked at first, texts are read as dictionaries (each once, whatever rows repeat it), and what the
rows give stays in proportion to the file.
"""

from __future__ import annotations

import io
import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..errors import DataError
from .geometry import GEOMETRY
from .geoparquet import geometry_column, is_bytes, positions_in, refused
from .grid import CELLS_LIMIT, Grid, Line, Problems, refuse_wider
from .json_reader import cell_text
from .own_process import read_in_own_process
from .parquet_pages import BrokenPageError, group_size

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pyarrow as pa
    import pyarrow.parquet as pq

    from .geometry import Position
    from .geoparquet import GeometryColumn

MAGIC, ENCRYPTED = b"PAR1", b"PARE"
_TAIL_BYTES = 8
"""The length of the footer, in four bytes, and the magic number behind it."""
_FOOTER_LIMIT = 2**20
"""Bytes of a footer: a hundred columns in a hundred row groups take less."""
_LIMITS = {"thrift_string_size_limit": _FOOTER_LIMIT, "thrift_container_size_limit": 2**16}
"""Of what a footer may make pyarrow hold."""
_UNPACKED_LIMIT = 2**29
"""Bytes of all columns without their compression, and of one row group of them half of it."""
_TEXT_A_BYTE, _LEAST_TEXT = 8, 2**27
_BATCH_ROWS = 20_000
_INDEX_OF_PANDAS = re.compile(r"__index_level_\d+__")
_MIDNIGHT = r" 00:00:00(\.0+)?$"
_TIME_OF_DAY = r" \d\d:\d\d:\d\d(\.\d+)?$"
_SHOWN = 200
_AGAIN = "get the whole file again"


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
    opened = open_parquet(raw, file)
    import pyarrow.parquet

    with _told(file):
        schema = opened.schema_arrow
        notes: list[str] = []
        geometry = geometry_column(schema, file)
        columns = _columns(schema, geometry, file, notes)
        reader = pyarrow.parquet.ParquetFile(io.BytesIO(raw), read_dictionary=columns.texts)
    geometries = GEOMETRY if geometry else {}
    kind = f"Parquet, geometry in '{geometry.column}'" if geometry else "Parquet"
    grid = Grid(file, kind, (), Problems(file), (*columns.names, *geometries), dict(geometries))
    grid.count = opened.metadata.num_rows
    grid.notes += notes
    grid.rows = _rows(reader, grid, columns, geometry, len(raw)) if grid.count else ()
    return grid


def open_parquet(raw: bytes, file: str) -> pq.ParquetFile:
    """Return a file opened, after what it says of itself was held to limits.

    Raises
    ------
    DataError
        If it is broken or encrypted, says far more than it holds, or pyarrow is missing.
    """
    try:
        import pyarrow.parquet
    except ImportError:
        message = "the file is Parquet, which is read with an extra"
        raise refused(file, message, 'pip install "pilotmap[parquet]"') from None
    _check_footer(raw, file)
    _check_columns(raw, file)
    with _told(file):
        opened = pyarrow.parquet.ParquetFile(io.BytesIO(raw), **_LIMITS)
        _check_sizes(opened, raw, file)
    return opened


@contextmanager
def _told(file: str) -> Iterator[None]:
    """Tell in one line what pyarrow says of a file that it cannot read."""
    import pyarrow as pa

    try:
        yield
    except DataError:
        raise
    except (pa.ArrowException, OSError, ValueError, OverflowError, TypeError, LookupError) as error:
        text = " ".join(str(error).split())
        if "encrypt" in text.lower():
            hint = "write it without encryption"
            raise refused(file, "the Parquet file is encrypted", hint) from None
        message = f"the Parquet file is broken or cut short ({text[:_SHOWN]})"
        raise refused(file, message, _AGAIN) from None


def _check_footer(raw: bytes, file: str) -> None:
    """Refuse a file whose end is missing, or whose footer is larger than that of any list."""
    if not raw.endswith(MAGIC) or len(raw) < len(MAGIC) + _TAIL_BYTES:
        message = "the Parquet file is encrypted" if raw.endswith(ENCRYPTED) else (
            "the Parquet file is cut short: its end, which names the columns, is not there"
        )  # fmt: skip
        hint = "write it without encryption" if raw.endswith(ENCRYPTED) else _AGAIN
        raise refused(file, message, hint)
    length = int.from_bytes(raw[-_TAIL_BYTES : -len(MAGIC)], "little")
    if length > len(raw) - _TAIL_BYTES - len(MAGIC):
        message = (
            f"the Parquet footer would have {length:,} bytes, more than the file has before it"
        )
        raise refused(file, message, _AGAIN)
    if length > _FOOTER_LIMIT:
        message = (
            f"the Parquet footer has {length:,} bytes: more columns or row groups than a list has"
        )
        raise refused(file, message, "save the columns that matter as a table of their own")


def _check_columns(raw: bytes, file: str) -> None:
    """Refuse a footer on which pyarrow ends the process that asks for its columns."""
    length = int.from_bytes(raw[-_TAIL_BYTES : -len(MAGIC)], "little")
    footer = MAGIC + raw[-_TAIL_BYTES - length :]
    if not read_in_own_process("parquet-footer", footer, _LIMITS):
        raise refused(file, "the Parquet file is broken: its footer cannot be read", _AGAIN)


def _check_sizes(opened: Any, raw: bytes, file: str) -> None:
    """Refuse more rows, cells or bytes than are held, before any of them is read."""
    told = opened.metadata
    refuse_wider(file, max(told.num_columns, len(opened.schema_arrow.names)))
    groups = [told.row_group(at) for at in range(told.num_row_groups)]
    rows = [group.num_rows for group in groups]
    if min((*rows, told.num_rows)) < 0 or sum(rows) != told.num_rows:
        message = f"its footer says {told.num_rows:,} rows, its row groups {sum(rows):,}"
        raise refused(file, message, _AGAIN)
    if told.num_rows * max(1, told.num_columns) > CELLS_LIMIT:
        message = (
            f"it has {told.num_rows:,} rows of {told.num_columns:,} columns, "
            f"more than {CELLS_LIMIT:,} cells"
        )
        raise refused(file, message, "import it in parts")
    if not told.num_rows:
        return  # nothing of it is read
    try:
        sizes = [group_size(raw, group) for group in groups]
    except BrokenPageError as error:
        message = f"the Parquet file is broken or cut short ({error})"
        raise refused(file, message, _AGAIN) from None
    if sum(sizes) > _UNPACKED_LIMIT or max(sizes, default=0) > _UNPACKED_LIMIT // 2:
        message = f"it unpacks to {sum(sizes):,} bytes, more than {_UNPACKED_LIMIT:,}"
        if sum(sizes) <= _UNPACKED_LIMIT:
            message = f"a row group unpacks to {max(sizes):,} bytes, more than half a gigabyte"
        raise refused(file, message, "save the columns that matter, in parts or smaller groups")


def _columns(
    schema: pa.Schema, geometry: GeometryColumn | None, file: str, notes: list[str]
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
            raise refused(file, message, "leave it out, or part it into columns")
        if is_bytes(kind):
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


def _rows(
    reader: Any, grid: Grid, columns: _Columns, geometry: GeometryColumn | None, size: int
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
                    raise refused(grid.file, message, "export it as CSV")
            positions: Sequence[Position | str] = ()
            if geometry:
                shapes = batch.column(batch.schema.get_field_index(geometry.column))
                positions = positions_in(shapes, geometry.to_wgs84)
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
        raise refused(grid.file, message, _AGAIN)


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
