"""Changes to a table's text that touch the bytes of the changed rows and no others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import DataError, Problem
from ..tables.csv_scanner import cell_spans, quoted, scan, unquoted
from ..tables.encoding import BOM
from ..tables.stretch import Row
from .schema import LOCATION_ADDED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ..tables.table import Table


class Draft:
    """A table as it shall become: rows appended, cells replaced, rows removed.

    What is not touched stays byte for byte: quoting, line endings, column order, unknown columns,
    a byte-order mark, a missing last newline. Only a column that a row needs and that tables may
    lack (`LOCATION_ADDED`, or those allowed) is added, blank in all other rows.

    Parameters
    ----------
    table
        The table as it stands, without problems.
    """

    def __init__(self, table: Table) -> None:
        self.table = table.checked()
        self._edits: list[tuple[int, int, str]] = []
        self._appended: list[str] = []
        self._header = table.header
        self._allowed = set(LOCATION_ADDED)
        self._added: dict[str, dict[Row, str]] = {}
        """Cells of columns that the table lacks, by column and row."""
        self._ending = line_ending(table.text)

    @property
    def changed(self) -> bool:
        """Whether anything would be written."""
        return bool(self._appended or self._edits or self._added)

    @property
    def added(self) -> tuple[str, ...]:
        """The columns that the table gets behind those it has."""
        return tuple(self._added)

    def allow(self, columns: Iterable[str]) -> None:
        """Let columns be added that the table lacks, where a row has content for them."""
        self._allowed |= set(columns)

    def append(self, rows: Iterable[Mapping[str, str]]) -> None:
        """Add rows at the end, each given as cells by column; columns left out are blank.

        Raises
        ------
        DataError
            If a cell has content and the table has no column for it.
        """
        delimiter = self.table.delimiter
        columns = set(self._header)
        for row in rows:
            if not row.keys() <= columns:
                self._place(row)
                columns = set(self._header)
            cells = [quoted(row.get(column, ""), delimiter) for column in self._header]
            self._appended.append(delimiter.join(cells))

    def replace(self, row: Row, cells: Mapping[str, str]) -> None:
        """Give cells of one row new values; a cell that already has its value stays as written.

        Raises
        ------
        DataError
            If the table has no such column.
        """
        self._place(cells)
        text, delimiter = self.table.text, self.table.delimiter
        spans = cell_spans(text, row.start, delimiter)
        for column, value in cells.items():
            position = self.table.position(column)
            if position is None:
                if column in self._added:
                    self._added[column][row] = value
                continue
            start, stop = spans[position]
            if unquoted(text[start:stop]) != value:
                self._edits.append((start, stop, quoted(value, delimiter)))

    def remove(self, row: Row) -> None:
        """Take one row out, with its line ending."""
        text = self.table.text
        start, stop = row.start, row.stop
        if stop < len(text):
            stop += 2 if text.startswith("\r\n", stop) else 1
        else:  # the last row of a file without a last newline: that stays so
            start -= 2 if text.endswith("\r\n", 0, start) else 1
        self._edits.append((start, stop, ""))

    def text(self) -> str:
        """Return the whole text with every change made."""
        old, position, parts = self.table.text, 0, []
        for start, stop, new in sorted([*self._edits, *self._further_cells()]):
            if start < position:
                continue  # behind a row that is removed
            parts += [old[position:start], new]
            position = max(stop, position)
        parts.append(old[position:])
        kept = "".join(parts)
        if not self._appended:
            return kept
        added = self._ending.join(self._appended)
        if kept.endswith(("\n", "\r")) or kept in {"", BOM}:
            return kept + added + self._ending
        return kept + self._ending + added

    def _place(self, row: Mapping[str, str]) -> None:
        """Add the columns that a row needs; refuse content for others that the table lacks."""
        missing = [name for name, cell in row.items() if cell and name not in self._header]
        for name in [name for name in missing if name in self._allowed]:
            missing.remove(name)
            self._header = (*self._header, name)
            self._added[name] = {}
            self._appended = [line + self.table.delimiter for line in self._appended]
        if missing:
            names = ", ".join(map(repr, missing))
            hint = "add it to the end of the first line, and a comma to each row"
            message = f"there is no column {names} for what is to be written"
            raise DataError([Problem("header-missing", message, hint, self.table.file, 1)])

    def _further_cells(self) -> Iterator[tuple[int, int, str]]:
        """Yield what stands behind the header and each row for the columns that were added."""
        if not self._added:
            return
        text, delimiter = self.table.text, self.table.delimiter
        rows = scan(text, delimiter, start=len(BOM) if text.startswith(BOM) else 0)
        header = next(row for row in rows if isinstance(row, Row) and any(row.cells))
        names = [quoted(name, delimiter) for name in self._added]
        yield header.stop, header.stop, "".join(delimiter + name for name in names)
        for row in self.table.rows:
            cells = [quoted(kept.get(row, ""), delimiter) for kept in self._added.values()]
            yield row.stop, row.stop, "".join(delimiter + cell for cell in cells)


def line_ending(text: str) -> str:
    """Return how the last line that ends does so; a newline where none does."""
    newline = text.rfind("\n")
    if newline > 0 and text[newline - 1] == "\r":
        return "\r\n"
    return "\r" if newline < 0 and "\r" in text else "\n"
