"""The files of a log: Parquet or CSV, on this disk or wherever a URL leads, read in batches."""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import StoreError, UsageError
from ..tables.grid import COLUMNS_LIMIT
from ..tables.own_process import read_in_own_process
from ..tables.parquet import MAGIC
from . import where as conditions
from .filters import to_filter
from .long_texts import rows_at_once
from .places import checksum
from .spec import Choices, Spec, check_types, choose_date, choose_place, scale_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pyarrow as pa

    from ..model import Level

BATCH_ROWS = 2**20
"""Rows held at once; sums of 32 bits over as many are exact in floating-point numbers."""
_JOINED_ROWS = 2**14
ROWS_LEAST, ROWS_OF_BYTE = 20_000_000, 4
"""Rows that a small file of Parquet may have, and for each byte of a large one: logs have less."""
TASK_ROWS = 2_000_000
"""Rows of a task, as far as row groups allow."""
_CSV_BLOCK = 2**24
_TAIL_BYTES = 8
"""The length of the footer, in four bytes, and the magic number behind it."""


@dataclass(frozen=True)
class Task:
    """Some row groups of a file, to be counted by itself."""

    path: str
    row_groups: tuple[int, ...]
    """Empty for a CSV file, which is read from its beginning to its end."""
    rows: int

    def __str__(self) -> str:
        if not self.row_groups:
            return self.path
        first, last = self.row_groups[0], self.row_groups[-1]
        return f"{self.path}, row group{'s' if last > first else ''} {first}" + (
            f" to {last}" if last > first else ""
        )


def is_csv(path: str) -> bool:
    """Whether a path names a CSV file."""
    return path.lower().endswith((".csv", ".csv.gz"))


def schema_of(path: str) -> tuple[pa.Schema, list[int]]:
    """Return the columns of a file and the rows of each of its row groups (none in CSV).

    Raises
    ------
    StoreError
        If it is not a file that can be read as what it is.
    """
    import pyarrow as pa
    import pyarrow.csv
    import pyarrow.parquet

    if is_csv(path):
        _refuse_wide(path)
    with told(path), opened(path) as stream:
        if is_csv(path):
            options = pyarrow.csv.ReadOptions(block_size=_CSV_BLOCK, use_threads=False)
            reader = pyarrow.csv.open_csv(stream, read_options=options)
            fields = [pa.field(name, pa.string()) for name in reader.schema.names]
            return pa.schema(fields), []
        file = pyarrow.parquet.ParquetFile(stream)
        groups = range(file.metadata.num_row_groups)
        rows = [file.metadata.row_group(at).num_rows for at in groups]
        most = max(ROWS_LEAST, ROWS_OF_BYTE * stream.seek(0, os.SEEK_END))
    if sum(rows) > most:
        hint = "if they are all alike, count them, and give the counts to `build --tally`"
        raise StoreError(
            f"{path}: it has {sum(rows):,} rows, more than {most:,} for its size; {hint}"
        )
    return file.schema_arrow, rows


def _refuse_wide(path: str) -> None:
    """Refuse a CSV whose first line names more columns than a table has, each of which is made."""
    with told(path), opened(path) as stream:
        first, _, _ = bytes(stream.read(_CSV_BLOCK)).partition(b"\n")
    if first.count(b",") >= COLUMNS_LIMIT:
        what = f"its first line names more than {COLUMNS_LIMIT:,} columns"
        raise StoreError(f"{path}: {what}; keep those of place, date and value")


def tasks_of(path: str, groups: list[int]) -> list[Task]:
    """Return the tasks that a file is read in."""
    if not groups:
        return [Task(path, (), 0)] if is_csv(path) else []
    tasks: list[Task] = []
    held, rows = list[int](), 0
    for number, count in enumerate(groups):
        if held and rows + count > TASK_ROWS:
            tasks.append(Task(path, tuple(held), rows))
            held, rows = [], 0
        held.append(number)
        rows += count
    return [*tasks, Task(path, tuple(held), rows)]


def plan(
    files: Sequence[str], choices: Choices, level: Level, where: str
) -> tuple[Spec, list[Task]]:
    """Look at every file's columns, and say what is counted and in which tasks.

    Raises
    ------
    StoreError
        If a file cannot be read.
    UsageError
        If one lacks a column, or the condition does not fit one.
    """
    condition = conditions.parse(where) if where.strip() else None
    looked_at = {file: schema_of(file) for file in dict.fromkeys(files)}
    if len(looked_at) < len(files):
        raise UsageError("a file is named twice; its rows would be counted twice")
    refuse_broken_footers([path for path in looked_at if not is_csv(path)])
    schemas = [schema for schema, _ in looked_at.values()]
    by, place = choose_place(choices, names := schemas[0].names)
    spec = Spec(
        level, place, by, choose_date(choices, names), choices.value, 1, condition, checksum()
    )
    for file, schema in zip(looked_at, schemas, strict=True):
        check_types(schema, spec, file)
        if condition:
            to_filter(condition, _as_read(schema, condition, file))
    if spec.value:
        spec = replace(spec, scale=scale_of(schemas, spec.value))
    return spec, [task for file, (_, rows) in looked_at.items() for task in tasks_of(file, rows)]


def refuse_broken_footers(paths: Sequence[str]) -> None:
    """Refuse files of Parquet on whose footers pyarrow ends the process that asks for a column.

    Raises
    ------
    StoreError
        If there is one.
    """
    footers = [_footer(path) for path in paths]
    if not footers or read_in_own_process("parquet-footer", b"".join(footers), {}):
        return
    for path, footer in zip(paths, footers, strict=True):
        if not read_in_own_process("parquet-footer", footer, {}):
            raise StoreError(f"{path}: cannot be read: its footer is broken; is the file whole?")


def _footer(path: str) -> bytes:
    """Return the end of a file that was opened as Parquet, as a file of nothing else."""
    with told(path), opened(path) as stream:
        size = stream.seek(0, os.SEEK_END)
        stream.seek(size - _TAIL_BYTES)
        length = int.from_bytes(stream.read(_TAIL_BYTES)[:4], "little")
        stream.seek(size - _TAIL_BYTES - length)
        return MAGIC + bytes(stream.read())


def _as_read(schema: pa.Schema, condition: conditions.Condition, file: str) -> pa.Schema:
    """Return the types that columns have when they are read: CSV gives what is asked for."""
    import pyarrow as pa

    if not is_csv(file):
        return schema
    numeric = conditions.numeric_columns(condition)
    return pa.schema(
        [pa.field(name, pa.float64() if name in numeric else pa.string()) for name in schema.names]
    )


def batches(task: Task, spec: Spec) -> Iterator[tuple[int, pa.RecordBatch]]:
    """Yield the rows of a task that the condition lets pass, and how many were looked at.

    Parquet skips what the statistics of a row group rule out.

    Raises
    ------
    StoreError
        If the file cannot be read to its end.
    """
    with told(str(task)), opened(task.path) as stream:
        yield from (_csv if is_csv(task.path) else _parquet)(stream, task, spec)


@contextmanager
def told(what: str) -> Iterator[None]:
    """Tell in one line what pyarrow says of a file that it cannot read."""
    import pyarrow as pa

    try:
        yield
    except StoreError:
        raise
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise _unreadable(what, error) from None


def _parquet(stream: Any, task: Task, spec: Spec) -> Iterator[tuple[int, pa.RecordBatch]]:
    import pyarrow.dataset

    form = pyarrow.dataset.ParquetFileFormat()
    at_once = rows_at_once(stream, task.path, task.row_groups, spec.columns, BATCH_ROWS)
    stream.seek(0)
    fragment = form.make_fragment(stream, row_groups=list(task.row_groups))
    schema = fragment.physical_schema
    scanner = fragment.scanner(
        columns=list(spec.columns),
        filter=to_filter(spec.where, schema) if spec.where else None,
        batch_size=at_once,
        batch_readahead=1,
        fragment_readahead=1,
        use_threads=False,
    )
    yield task.rows, _no_rows(schema, spec)
    for batch in _joined(scanner.to_batches(), min(at_once, _JOINED_ROWS)):
        yield 0, batch


def _joined(batches: Iterable[pa.RecordBatch], most: int) -> Iterator[pa.RecordBatch]:
    """Yield batches, small ones as one of so many rows: to count one takes a millisecond."""
    import pyarrow as pa

    held, rows = list[pa.RecordBatch](), 0
    for batch in chain(batches, [None]):
        if held and (batch is None or rows + batch.num_rows > most):
            yield pa.Table.from_batches(held).combine_chunks().to_batches()[0]
            held, rows = [], 0
        if batch is not None and batch.num_rows:
            held.append(batch)
            rows += batch.num_rows


def _csv(stream: Any, task: Task, spec: Spec) -> Iterator[tuple[int, pa.RecordBatch]]:
    import pyarrow as pa
    import pyarrow.csv

    del task
    numeric = conditions.numeric_columns(spec.where) if spec.where else ()
    kinds = {name: pa.float64() if name in numeric else pa.string() for name in spec.columns}
    reader = pyarrow.csv.open_csv(
        stream,
        read_options=pyarrow.csv.ReadOptions(block_size=_CSV_BLOCK, use_threads=False),
        parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True),
        convert_options=pyarrow.csv.ConvertOptions(
            column_types=kinds,
            include_columns=list(kinds),
            strings_can_be_null=True,
            null_values=[""],
        ),
    )
    condition = to_filter(spec.where, reader.schema) if spec.where else None
    for batch in reader:
        looked_at = batch.num_rows
        if condition is not None:
            table = pa.Table.from_batches([batch]).filter(condition).combine_chunks()
            kept = table.to_batches()
            batch = kept[0] if kept else _no_rows(reader.schema, spec)  # noqa: PLW2901 (its rest)
        yield looked_at, batch


def _no_rows(schema: pa.Schema, spec: Spec) -> pa.RecordBatch:
    import pyarrow as pa

    fields = [schema.field(name) for name in spec.columns]
    return pa.RecordBatch.from_arrays(
        [pa.array([], field.type) for field in fields], schema=pa.schema(fields)
    )


@contextmanager
def opened(path: str) -> Iterator[Any]:
    """Open a file for reading: on this disk, or by a URL that pyarrow or fsspec understands.

    Raises
    ------
    StoreError
        If it is not a regular file.
    UsageError
        If nothing here opens the URL.
    """
    import pyarrow as pa
    import pyarrow.fs

    if "://" not in path:
        _refuse_irregular(path)
        with pa.OSFile(path, "rb") as stream:
            yield _unpacked(stream, path)
        return
    try:
        system, place = pyarrow.fs.FileSystem.from_uri(path)
    except pa.ArrowInvalid:
        try:
            import fsspec
        except ImportError:
            what = "pyarrow does not open it, and fsspec is not installed"
            raise UsageError(f"{path}: {what}; pip install fsspec and what opens the URL") from None
        try:
            with fsspec.open(path, "rb") as stream:
                yield _unpacked(stream, path)
        except (ValueError, ImportError) as error:  # no such protocol, or its package is missing
            raise UsageError(f"{path}: {error}") from None
        return
    with system.open_input_file(place) as stream:
        yield _unpacked(stream, path)


def _unpacked(stream: Any, path: str) -> Any:
    import pyarrow as pa

    return pa.CompressedInputStream(stream, "gzip") if path.lower().endswith(".gz") else stream


def _refuse_irregular(path: str) -> None:
    """Refuse a folder, a pipe or a device, which has no end or no content."""
    try:
        mode = Path(path).stat().st_mode
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise StoreError(f"{path}: {why}; check the path") from None
    if stat.S_ISDIR(mode):
        raise StoreError(f"{path}: this is a folder; name the files in it")
    if not stat.S_ISREG(mode):
        raise StoreError(f"{path}: this is not a regular file")
    if not os.access(path, os.R_OK):
        raise StoreError(f"{path}: no permission to read it")


def _unreadable(what: str, error: Exception) -> StoreError:
    """Return the error for a file that a library cannot read, with what the library says."""
    first, *_ = (str(error).strip() or type(error).__name__).splitlines()
    return StoreError(f"{what}: cannot be read: {first[:200]}; is the file whole?")
