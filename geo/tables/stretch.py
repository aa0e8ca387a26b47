"""Rows by the stretch: what is sound by the hundred is cut apart at once, not row by row."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from itertools import accumulate, chain, islice, repeat
from operator import add
from typing import TYPE_CHECKING, NamedTuple, overload

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_CHARACTERS = 1 << 18
"""Of a stretch: its cells stay in the cache of the processor while their columns are read."""


_MARK = "\0"


class Row(NamedTuple):
    """One row of a table."""

    line: int
    """Physical line on which it begins, from 1; `\\r\\n`, `\\n` and `\\r` each end a line."""
    cells: tuple[str, ...]
    """As many as the header has, where the row is sound."""
    start: int
    """Offset of its first character in the table's text."""
    stop: int
    """Offset after its last character, before the line ending."""


class Rows(Sequence[Row]):
    """Rows that follow each other, kept by their members; a `Row` is made of who is asked for.

    Parameters
    ----------
    lines, cells, starts, stops
        The members of each `Row`, in their order; `cells` may be any sequences.
    columns
        The cells by column, where they were read so; else None.
    """

    __slots__ = ("_cells", "_columns", "_spans", "lines")

    def __init__(
        self,
        lines: Sequence[int],
        cells: Sequence[Sequence[str]] | None,
        starts: Sequence[int],
        stops: Sequence[int],
        columns: Sequence[Sequence[str]] | None = None,
    ) -> None:
        self.lines = lines
        self._cells = cells
        self._spans = starts, stops
        self._columns = columns

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Rows:
        """Return rows by their members."""
        return cls(*zip(*rows, strict=True)) if rows else cls((), (), (), ())

    @property
    def cells(self) -> Sequence[Sequence[str]]:
        """The cells of each row."""
        if self._cells is None:
            self._cells = list(zip(*self._columns or (), strict=True))
        return self._cells

    def columns(self) -> Sequence[Sequence[str]]:
        """Return the cells by column; all rows are as wide as each other."""
        if self._columns is None:  # several ask, one after the other
            self._columns = list(zip(*self.cells, strict=True))
        return self._columns

    @property
    def widths(self) -> set[int]:
        """The numbers of cells that rows have."""
        return set(map(len, self.cells)) if self._columns is None else {len(self._columns)}

    @property
    def are_filled(self) -> bool:
        """Whether some cell of each row holds something."""
        if self._columns is not None and all(self._columns[0]):
            return True
        return all(map(any, self.cells))

    @property
    def stop(self) -> int:
        """Offset after the last character of the last row, before the line ending."""
        _, stops = self._spans
        return stops[-1] if stops else 0

    @property
    def characters(self) -> int:
        """How long the rows are, with the line endings between them."""
        starts, stops = self._spans
        return stops[-1] - starts[0] if stops else 0

    def __len__(self) -> int:
        return len(self.lines)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> Rows: ...
    def __getitem__(self, at: int | slice) -> Row | Rows:
        starts, stops = self._spans
        if isinstance(at, slice):
            return Rows(self.lines[at], self.cells[at], starts[at], stops[at])
        return Row(self.lines[at], tuple(self.cells[at]), starts[at], stops[at])

    def __iter__(self) -> Iterator[Row]:
        return map(Row, self.lines, map(tuple, self.cells), *self._spans)


class RowsOfText(Sequence[Row]):
    """Rows that are read from their text whenever they are gone through, and never held.

    Held as objects, the rows of a table take ten times the memory of its text.

    Parameters
    ----------
    stretches
        Reads the text once.
    length
        How many rows there are.
    """

    __slots__ = ("_length", "stretches")

    def __init__(self, stretches: Callable[[], Iterator[Rows]], length: int) -> None:
        self.stretches = stretches
        self._length = length

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | Sequence[Row]:
        if isinstance(at, slice):  # each row by itself would read the text from its beginning
            return list(self)[at]
        return next(islice(self, range(self._length)[at], None))

    def __iter__(self) -> Iterator[Row]:
        return chain.from_iterable(self.stretches())


def plain_rows(text: str, position: int, line: int, delimiter: str) -> tuple[Rows | None, int]:
    """Return the rows of the stretch that begins at an offset, and the offset behind it.

    None: some row is blank, has a cell of several lines or is written with a fault; they are to be
    read one by one.

    Parameters
    ----------
    text
        The whole text.
    position
        Where a row begins.
    line
        The physical line on which it does.
    delimiter
        What parts the cells.
    """
    behind = position + _CHARACTERS
    if behind < len(text):
        behind = text.rfind("\n", position, behind) + 1 or behind
        if text[behind - 1] != "\n":
            return None, behind
    stretch = text[position:behind]
    ending = _ending(stretch)
    if ending is None or not _is_quoted_well(stretch, delimiter):
        return None, behind
    rows = stretch.split(ending)
    if not rows[-1]:  # behind the last line ending
        rows.pop()
    lengths = list(map(len, rows))
    if not all(lengths):
        return None, behind
    columns, cells = None, None
    if '"' not in stretch:
        columns = _columns(stretch, ending, delimiter)
        if columns is None:
            cells = [row.split(delimiter) for row in rows]
    elif max(lengths) < csv.field_size_limit():
        cells = list(csv.reader(rows, delimiter=delimiter))
    else:
        return None, behind
    starts = list(accumulate(map(add, lengths, repeat(len(ending))), initial=position))
    starts.pop()
    stops = list(map(add, starts, lengths))
    return Rows(range(line, line + len(rows)), cells, starts, stops, columns), behind


def _columns(stretch: str, ending: str, delimiter: str) -> list[list[str]] | None:
    """Return the cells of rows without quotes by column; None where rows differ in width.

    All are cut apart at once, which takes half the time of row by row: a mark becomes the cell
    behind each row, and has to stand at equal distances.
    """
    if _MARK in stretch:
        return None
    if not stretch.endswith(ending):
        stretch += ending
    cells = stretch.replace(ending, delimiter + _MARK + delimiter).split(delimiter)
    cells.pop()  # behind the last mark
    width = cells.index(_MARK)
    marks = cells[width :: width + 1]
    # Two rows of one cell are as long as one of three: so every mark has to stand at its place.
    if len(cells) % (width + 1) or not cells.count(_MARK) == marks.count(_MARK) == len(marks):
        return None
    return [cells[at :: width + 1] for at in range(width)]


def _ending(stretch: str) -> str | None:
    """Return what ends all lines of a stretch; None where they end in several ways, or by CR."""
    if "\r" not in stretch:
        return "\n"
    endings = {stretch.count(each) for each in ("\r", "\n", "\r\n")}
    return "\r\n" if len(endings) == 1 else None


def _is_quoted_well(stretch: str, delimiter: str) -> bool:
    """Whether each quote opens or closes a cell, or is one of two in a quoted cell, on one line.

    Quotes part a text into what stands outside of them and what inside, by turns. Outside, nothing
    stands between the two of a doubled quote; anything else begins behind a cell and ends before
    one. Between tabs, a quote that a tab follows stands alone, and opens nothing.
    """
    if '"' not in stretch:
        return True
    first, *others = stretch.split('"')
    inside, outside = "".join(others[::2]), others[1::2]
    if len(others) % 2 or "\n" in inside:
        return False
    if delimiter == "\t" and any(each.startswith("\t") for each in others[::2]):
        return False
    edges = {"", delimiter, "\n", "\r"}
    last = outside.pop()
    return (
        first[-1:] in {"", delimiter, "\n"}
        and last[:1] in edges
        and {each[:1] for each in outside} <= edges
        and {each[-1:] for each in outside} <= edges
    )
