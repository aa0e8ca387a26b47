"""Headers of two rows, and several tables in the columns of one sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ...tables.grid import Line
from .headers import FIELD_OF, field_of, year_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_NAMING = frozenset(["place", "name", "province", "city", "county", "adcode", "code"])
_MOST_BLOCKS = 6
_LEAST_FIELDS = 2


def sub_header(header: Sequence[str], cells: Sequence[str]) -> tuple[str, ...] | None:
    """Return the header of two rows as one; None where the second row is not part of it.

    The second row heads nothing that names places, unless it says the same again, and all that it
    holds are words that head columns, or years.
    """
    below = [cell.strip() for cell in cells[: len(header)]]
    below += [""] * (len(header) - len(below))
    if not any(below) or any(cell.strip() for cell in cells[len(header) :]):
        return None
    fields = [field_of(cell) for cell in below]
    for above, cell, name in zip(header, below, fields, strict=True):
        heads = field_of(above) in _NAMING
        if cell and heads and name != field_of(above) and cell != above:
            return None
        if cell and not name and not year_of(cell)[0] and cell != above:
            return None
    years = sum(bool(year_of(cell)[0]) for cell in below)
    if years == 1 and not any(fields):
        return None
    joined = []
    above = ""
    for cell, sub in zip(header, below, strict=True):
        above = cell or (above if sub else "")
        is_known = bool(sub) and bool(field_of(sub) or year_of(sub)[0])
        joined.append(sub if is_known else above if sub or cell else "")
    return tuple(joined)


class Block(NamedTuple):
    """The columns of one of several tables that stand side by side."""

    header: tuple[str, ...]
    indexes: tuple[int, ...]


def unstacked(header: Sequence[str]) -> list[Block]:
    """Return the tables of equal columns that a header names side by side; none if it is one."""
    filled = [index for index, cell in enumerate(header) if cell.strip()]
    names = [header[index].strip() for index in filled]
    for count in range(_MOST_BLOCKS, 1, -1):
        size, rest = divmod(len(names), count)
        if rest or size < _LEAST_FIELDS:
            continue
        parts = [tuple(names[at : at + size]) for at in range(0, len(names), size)]
        if len(set(parts)) == 1 and len(set(parts[0])) == size:
            return [
                Block(part, tuple(filled[at * size : (at + 1) * size]))
                for at, part in enumerate(parts)
            ]
    return []


def stacked_rows(rows: Iterable[Line], blocks: Sequence[Block]) -> Iterator[Line]:
    """Yield the rows of tables that stand side by side, one table after the other."""
    lines = list(rows)
    width = max(index for block in blocks for index in block.indexes) + 1
    for block in blocks:
        for line in lines:
            if len(line.cells) > width and any(map(str.strip, line.cells[width:])):
                if block is blocks[0]:
                    yield line  # too long a row: a problem of its own
                continue
            cells = tuple(line.cells[at] if at < len(line.cells) else "" for at in block.indexes)
            if any(map(str.strip, cells)):
                yield Line(line.line, cells)


class HeaderRows:
    """Tells the rows between others that head columns again, and follows them.

    Parameters
    ----------
    header
        The header by which the rows are read.
    """

    def __init__(self, header: Sequence[str]) -> None:
        self._fields = [field_of(cell) for cell in header]
        self._header = [cell.strip() for cell in header]
        self._order: list[int | None] | None = None
        self.unplaced: list[str] = []
        """Headers of a later table that the first one does not have."""

    def is_header(self, cells: Sequence[str]) -> bool:
        """Whether a row heads columns; from there on rows are read by it."""
        first = cells[0] if cells else ""
        first = (first or next(filter(None, cells), "")).strip()
        if first.casefold() not in FIELD_OF and first not in self._header:
            return False
        filled = [cell.strip() for cell in cells if cell.strip()]
        names = [field_of(cell) for cell in filled]
        known = sum(
            bool(name) or cell in self._header for name, cell in zip(names, filled, strict=True)
        )
        if known < min(_LEAST_FIELDS, len(self._header)) or known < len(filled):
            return False
        if len(filled) == 1 and filled[0] != self._header[0]:
            return False
        self._follow([cell.strip() for cell in cells])
        return True

    def _follow(self, cells: Sequence[str]) -> None:
        """Learn where the columns of the first table stand in this one."""
        if list(cells[: len(self._header)]) == self._header:
            self._order = None
            return
        fields = [field_of(cell) for cell in cells]
        order: list[int | None] = []
        for name, title in zip(self._fields, self._header, strict=True):
            at = cells.index(title) if title in cells else -1
            if at < 0 and name in fields and name:
                at = fields.index(name)
            order.append(at if at >= 0 else None)
        placed = {at for at in order if at is not None}
        self.unplaced += [cell for at, cell in enumerate(cells) if cell and at not in placed]
        self._order = order

    def ordered(self, row: Line) -> Line:
        """Return a row with its cells under the columns of the first table."""
        if self._order is None:
            return row
        cells = row.cells
        return Line(
            row.line,
            tuple(cells[at] if at is not None and at < len(cells) else "" for at in self._order),
        )
