"""The rows that can be written, packed as they will stand in the project, and taken back by number.

They come by the thousand as columns, or one by one, and are kept as columns until there are enough
of them for a chunk of CSV.
"""

from __future__ import annotations

import csv
import io
import json
import zlib
from array import array
from itertools import compress, islice, repeat, zip_longest
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from ...tables.csv_scanner import quoted
from ...tables.grid import Line
from ...tables.table import CELL_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    Column = Sequence[str]

Cell = TypeVar("Cell")

_CHUNK = 4096
"""Rows of a chunk: so few are packed as long as their texts are in the cache of the processor."""
_UNPACKED = 4
"""Chunks that are kept as they were unpacked, for the next row that is taken back."""
_ANY_TEXT = ("utf-8", "surrogatepass")
# What is read back was a cell before, however long; csv takes no more than 131,072 characters.
csv.field_size_limit(max(csv.field_size_limit(), 2 * CELL_LIMIT))


class AcceptedRow(NamedTuple):
    """A row that can be written."""

    line: int
    cells: tuple[str, ...]
    """In the order of the project's columns."""
    notes: tuple[str, ...]


class ReadyRows:
    """Accepted rows in the order of the file; iterating reads them back.

    Parameters
    ----------
    ending
        The line ending of the file they will be appended to.
    """

    def __init__(self, ending: str = "\n") -> None:
        self._ending = ending
        self._open: _Pile[str] = _Pile()
        self._given: _Pile[str | None] = _Pile()
        """The open rows as they stand in the list."""
        self._chunks: list[_Chunk] = []
        self._lines = array("L")
        self._notes: list[tuple[str, ...]] = []
        self._withdrawn: set[int] = set()
        self._unpacked_last: dict[int, Sequence[Sequence[str | None]]] = {}

    def __len__(self) -> int:
        return len(self._lines) - len(self._withdrawn)

    def __iter__(self) -> Iterator[AcceptedRow]:
        return (row for _, row in self.some(None))

    def some(self, numbers: set[int] | None) -> Iterator[tuple[int, AcceptedRow]]:
        """Yield the rows of these numbers (None: all) with the numbers that `add` gave them."""
        first = 0
        for chunk in self._all_contents():
            here = range(first, min(first + _CHUNK, len(self._lines)))
            first = here.stop
            kept = set(here) if numbers is None else numbers & set(here)
            wanted = sorted(kept - self._withdrawn)
            for number, cells in zip(wanted, self._cells(chunk, here, wanted), strict=True):
                notes = self._notes[number]
                yield number, AcceptedRow(self._lines[number], tuple(cells), notes)

    def add(
        self, line: int, cells: Sequence[str], notes: tuple[str, ...], given: Sequence[str]
    ) -> int:
        """Add one row, and return its number, by which it can be withdrawn.

        Parameters
        ----------
        given
            The cells as they stand in the list.
        """
        number = len(self._lines)
        self._lines.append(line)
        self._notes.append(notes)
        self._open.add(cells)
        self._given.add(given)
        self._pack()
        return number

    def extend(
        self,
        lines: Sequence[int],
        columns: Sequence[Column],
        notes: Iterable[tuple[str, ...]],
        given: Sequence[Column],
    ) -> int:
        """Add many rows as `add` does, by column, and return the number of the first."""
        first = len(self._lines)
        self._lines.extend(lines)
        self._notes.extend(notes)
        self._open.extend(columns)
        self._given.extend(given)
        self._pack()
        return first

    def _pack(self) -> None:
        while len(self._open) >= _CHUNK:
            columns, given = self._open.take(_CHUNK), self._given.take(_CHUNK)
            self._chunks.append(_Chunk.of(columns, given, self._ending))

    @property
    def taken(self) -> int:
        """How many rows were added so far: the number that the next one gets."""
        return len(self._lines)

    def line_of(self, number: int) -> int:
        """Return the line of the list on which a row stands."""
        return self._lines[number]

    def withdraw(self, number: int) -> Line:
        """Take a row back, and return it as it stands in the list."""
        self._withdrawn.add(number)
        chunk, at = divmod(number, _CHUNK)
        is_packed = chunk < len(self._chunks)
        columns = self._unpacked(chunk) if is_packed else self._given.columns()
        cells = [column[at] for column in columns]
        return Line(self._lines[number], tuple([cell for cell in cells if cell is not None]))

    def _unpacked(self, chunk: int) -> Sequence[Sequence[str | None]]:
        """Return the columns of a chunk as they stand in the list: many rows of it may be asked."""
        known = self._unpacked_last.get(chunk)
        if known is None:
            if len(self._unpacked_last) >= _UNPACKED:
                self._unpacked_last.clear()
            packed = self._chunks[chunk]
            here = range(chunk * _CHUNK, (chunk + 1) * _CHUNK)
            written = [*zip(*self._cells(packed.content, here, here), strict=True)]
            known = self._unpacked_last[chunk] = packed.given(written)
        return known

    def texts(self) -> Iterator[str]:
        """Yield the rows as text, many at a time; each text ends with a line ending."""
        for chunk in self.contents():
            yield chunk.decode()

    def contents(self) -> Iterator[bytes]:
        """Yield the rows as UTF-8, many at a time."""
        if self._withdrawn:
            rows = (row.cells for row in self)
            while chunk := list(islice(rows, _CHUNK)):
                yield _written([*zip(*chunk, strict=True)], self._ending)
            return
        yield from self._all_contents()

    def _all_contents(self) -> Iterator[bytes]:
        for chunk in self._chunks:
            yield chunk.content
        if len(self._open):
            yield _written(self._open.columns(), self._ending)

    def _cells(self, chunk: bytes, here: range, wanted: Sequence[int]) -> Iterator[list[str]]:
        """Return the cells of the wanted rows among those that a chunk holds."""
        text = chunk.decode()
        rows = text.split(self._ending)
        if len(rows) == len(here) + 1:  # each row ends with a line ending, and holds no other
            return iter(csv.reader([rows[number - here.start] for number in wanted]))
        cells = list(csv.reader(io.StringIO(text, newline="")))
        return iter([cells[number - here.start] for number in wanted])


class _Pile(Generic[Cell]):
    """Rows that came one by one, or as columns, kept as columns."""

    def __init__(self) -> None:
        self._columns: list[list[Any]] = []
        self._rows: list[Sequence[Cell]] = []
        """The last rows, which came one by one."""
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def add(self, row: Sequence[Cell]) -> None:
        """Add one row."""
        self._rows.append(row)
        self._length += 1

    def extend(self, columns: Sequence[Sequence[Cell]]) -> None:
        """Add rows by column."""
        self._turn()
        self._append(columns)
        self._length += len(columns[0])

    def columns(self) -> list[list[Cell]]:
        """Return the columns; where a row is shorter than another, its last cells are None."""
        self._turn()
        return self._columns

    def take(self, count: int) -> list[list[Cell]]:
        """Return the columns of the first rows, and keep the others."""
        columns = self.columns()
        self._columns = [column[count:] for column in columns]
        for column in columns:
            del column[count:]
        self._length -= count
        return columns

    def _turn(self) -> None:
        if self._rows:
            rows, self._rows = self._rows, []
            self._append([*zip_longest(*rows)])

    def _append(self, columns: Sequence[Sequence[Cell | None]]) -> None:
        known = self._columns
        if len(columns) != len(known):
            before = len(known[0]) if known else 0
            known += [[None] * before for _ in range(len(known), len(columns))]
            absent = [None] * len(columns[0])
            columns = [*columns, *repeat(absent, len(known) - len(columns))]
        for column, cells in zip(known, columns, strict=True):
            column.extend(cells)


class _Chunk(NamedTuple):
    """Rows as they are written, and what of their cells in the list is not among those."""

    content: bytes
    same: tuple[int, ...]
    """For each column of the list, the written one that says the same; -1: none does."""
    packed: bytes
    """The other columns."""

    @classmethod
    def of(
        cls, columns: Sequence[list[str]], given: Sequence[list[str | None]], ending: str
    ) -> _Chunk:
        """Return rows packed, given as columns as they are written, and as they stand."""
        known: Sequence[list[Any]] = columns
        same = tuple(known.index(column) if column in known else -1 for column in given)
        others = [*compress(given, (at < 0 for at in same))]
        text = json.dumps(others, ensure_ascii=False, separators=(",", ":"))
        return cls(_written(columns, ending), same, zlib.compress(text.encode(*_ANY_TEXT), 1))

    def given(self, written: Sequence[Column]) -> list[Sequence[str | None]]:
        """Return the columns as they stand in the list, given those that are written."""
        others = iter(json.loads(zlib.decompress(self.packed).decode(*_ANY_TEXT)))
        return [written[same] if same >= 0 else next(others) for same in self.same]


def _written(columns: Sequence[Sequence[str]], ending: str) -> bytes:
    """Return rows as CSV in UTF-8, each with its line ending."""
    rows = zip(*map(_as_written, columns), strict=True)
    return ending.join((*map(",".join, rows), "")).encode()


def _as_written(column: Sequence[str]) -> Sequence[str]:
    """Return cells as CSV; those of a column without anything to quote are as they are."""
    if column[0] == column[-1] and column.count(column[0]) == len(column):
        return [quoted(column[0])] * len(column)
    text = "".join(column)
    is_odd = '"' in text or "\n" in text or "\r" in text
    if is_odd or [*map(str.strip, column)] != [*column]:
        return list(map(quoted, column))
    return [f'"{cell}"' if "," in cell else cell for cell in column] if "," in text else column
