"""How large the pages of a Parquet file are without their compression, by their own headers.

The footer of a file may say less. A page's header is a struct in Thrift's compact protocol
(github.com/apache/thrift, doc/specs/thrift-compact-protocol.md), of which two fields count here:
2, the bytes of the page without its compression, and 3, with it (parquet-format, PageHeader).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Container


class Bytes(Protocol):
    """Bytes that are asked for one by one, as those of a file are."""

    def __len__(self) -> int: ...
    def __getitem__(self, at: int, /) -> int: ...


_STOP, _TRUE, _FALSE, _BYTE, _I16, _I32, _I64, _DOUBLE, _BINARY, _LIST, _SET, _MAP, _STRUCT = range(
    13
)
_UNPACKED, _PACKED = 2, 3
_DEEPEST = 8
_LONGEST_VARINT = 10
_LONG_SIZE = 15
"""The size of a list of four bits that says: the size follows."""


_PAGES_LIMIT = 100_000
"""Pages of one row group; the usual page has a megabyte."""


class BrokenPageError(ValueError):
    """What the footer says of a column is not in the file."""


def group_size(raw: Bytes, group: Any, columns: Container[str] | None = None) -> int:
    """Return the bytes of a row group without compression, by its pages or the footer, if more.

    Parameters
    ----------
    raw
        The whole file.
    group
        What the footer says of the row group (`pyarrow.parquet.RowGroupMetaData`).
    columns
        Those that count; None: all.

    Raises
    ------
    BrokenPageError
        If its pages leave the file, are too many, or have broken headers.
    """
    total, pages = 0, _PAGES_LIMIT
    for number in range(group.num_columns):
        chunk = group.column(number)
        if columns is not None and chunk.path_in_schema not in columns:
            continue
        size, count = _unpacked(raw, chunk, pages)
        total += max(size, chunk.total_uncompressed_size)
        pages -= count
    return total


def _unpacked(raw: Bytes, chunk: Any, most: int) -> tuple[int, int]:
    """Return the unpacked size of the pages of one column, and how many there are."""
    starts = [chunk.data_page_offset]
    if chunk.has_dictionary_page and chunk.dictionary_page_offset:
        starts.append(chunk.dictionary_page_offset)
    at, stop = min(starts), min(starts) + chunk.total_compressed_size
    if at < 0 or chunk.total_compressed_size < 0 or stop > len(raw):
        raise BrokenPageError("a column lies outside of the file")
    total = count = 0
    while at < stop:
        count += 1
        if count > most:
            raise BrokenPageError(f"a row group has more than {_PAGES_LIMIT:,} pages")
        header = _Header(raw, at)
        unpacked, packed = header.sizes.get(_UNPACKED, -1), header.sizes.get(_PACKED, -1)
        if unpacked < 0 or packed < 0 or header.at + packed > stop:
            raise BrokenPageError("the header of a page is broken")
        total += unpacked
        at = header.at + packed
    return total, count


class _Header:
    """Reads one header; `at` is where it ends, `sizes` has its own whole numbers by field."""

    def __init__(self, raw: Bytes, at: int) -> None:
        self._raw = raw
        self.at = at
        self.sizes: dict[int, int] = {}
        self._struct(0)

    def _byte(self) -> int:
        if self.at >= len(self._raw):
            raise BrokenPageError("the header of a page is cut short")
        self.at += 1
        return self._raw[self.at - 1]

    def _varint(self) -> int:
        value = 0
        for place in range(_LONGEST_VARINT):
            byte = self._byte()
            value |= (byte & 0x7F) << (7 * place)
            if byte < 0x80:  # noqa: PLR2004 (the bit that says: more follows)
                return value
        raise BrokenPageError("a number in the header of a page never ends")

    def _struct(self, depth: int) -> None:
        if depth > _DEEPEST:
            raise BrokenPageError("the header of a page is nested too deep")
        number = 0
        while head := self._byte():
            delta, kind = head >> 4, head & 15
            number = number + delta if delta else _unzigzag(self._varint())
            if kind in {_I16, _I32, _I64}:
                value = _unzigzag(self._varint())
                if depth == 0:
                    self.sizes[number] = value
            elif kind not in {_TRUE, _FALSE}:
                self._skip(kind, depth)

    def _skip(self, kind: int, depth: int) -> None:
        """Pass over a value that is not a field's own truth."""
        if kind in {_TRUE, _FALSE, _BYTE}:
            self._byte()
        elif kind in {_I16, _I32, _I64}:
            self._varint()
        elif kind == _DOUBLE:
            self.at += 8
        elif kind == _BINARY:
            length = self._varint()
            self.at += length
        elif kind in {_LIST, _SET}:
            head = self._byte()
            size = head >> 4 if head >> 4 < _LONG_SIZE else self._varint()
            for _ in range(min(size, len(self._raw))):
                self._skip(head & 15, depth + 1)
        elif kind == _STRUCT:
            self._struct(depth + 1)
        else:  # no header of a page holds a map
            raise BrokenPageError("the header of a page is broken")


def _unzigzag(value: int) -> int:
    """Return a signed number from the way it is written: 0, -1, 1, -2, ..."""
    return (value >> 1) ^ -(value & 1)
