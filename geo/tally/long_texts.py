"""How many rows of a Parquet file are held at once: a few of its bytes can stand for gigabytes."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from ..errors import StoreError
from ..tables.parquet_pages import BrokenPageError, group_size

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

TEXTS_LIMIT = 2**29
"""Bytes of the texts of a row group that are read, without their compression."""
TEXT_LIMIT = 10_000
"""Bytes of a text that rows repeat."""
_BATCH_BYTES = 2**27
"""What the texts of the rows held at once may take."""
_WINDOW = 4096


def rows_at_once(
    stream: Any, path: str, row_groups: Sequence[int], columns: Sequence[str], most: int
) -> int:
    """Return how many rows are held at once, by what their texts unpack to.

    A text stands in a row group once, in a dictionary, however many rows repeat it.

    Raises
    ------
    StoreError
        If the texts of a row group, or one that rows repeat, are longer than those of a log.
    """
    import pyarrow.compute as pc
    import pyarrow.parquet

    schema = pyarrow.parquet.ParquetFile(stream).schema_arrow
    texts = [name for name in columns if _is_text(schema.field(name).type)]
    if not texts:
        return most
    file = pyarrow.parquet.ParquetFile(stream, read_dictionary=texts, buffer_size=2**16)
    rows = most
    for number in row_groups:
        group = file.metadata.row_group(number)
        if not group.num_rows:
            continue
        if (size := _unpacked_size(path, group, texts)) > TEXTS_LIMIT:
            message = f"row group {number}: its texts unpack to {size:,} bytes"
            hint = "write it in smaller row groups"
            raise StoreError(f"{path}, {message}, more than {TEXTS_LIMIT:,}; {hint}")
        longest = size  # of a small group no text can be longer
        if size > TEXT_LIMIT:
            one = file.iter_batches(1, row_groups=[number], columns=texts, use_threads=False)
            longest = 0
            for column in (each for batch in islice(one, 1) for each in batch.columns):
                length = pc.max(pc.binary_length(column.dictionary)).as_py() or 0
                if length > TEXT_LIMIT:
                    message = f"row group {number}: its rows repeat a text of {length:,} bytes"
                    hint = "name the columns that tell place and date"
                    raise StoreError(f"{path}, {message}, more than {TEXT_LIMIT:,}; {hint}")
                longest += length
        width = max(longest, size // group.num_rows, 1)
        rows = min(rows, max(_BATCH_BYTES // width, 1))
    return rows


def _is_text(kind: pa.DataType) -> bool:
    import pyarrow as pa

    kind = kind.value_type if pa.types.is_dictionary(kind) else kind
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _unpacked_size(path: str, group: Any, columns: Sequence[str]) -> int:
    """Return the bytes of columns of a row group: by its pages, far away by what the footer says.

    Raises
    ------
    StoreError
        If a page is broken.
    """
    if "://" in path:
        chunks = [group.column(at) for at in range(group.num_columns)]
        return sum(
            chunk.total_uncompressed_size for chunk in chunks if chunk.path_in_schema in columns
        )
    try:
        with Path(path).open("rb") as file:
            return group_size(_FileBytes(file), group, columns)
    except (BrokenPageError, IndexError) as error:  # the last: it was cut meanwhile
        raise StoreError(f"{path}: cannot be read: {error}; is the file whole?") from None


class _FileBytes:
    """The bytes of a file, read where they are asked for.

    A file that is mapped into memory ends the process when somebody cuts it.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._size = file.seek(0, os.SEEK_END)
        self._begin, self._held = 0, b""

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, at: int) -> int:
        if not self._begin <= at < self._begin + len(self._held):
            self._file.seek(at)
            self._begin, self._held = at, self._file.read(_WINDOW)
        return self._held[at - self._begin]
