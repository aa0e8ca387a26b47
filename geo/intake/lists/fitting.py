"""Rows made as wide as the header; what is ragged, unreadable or endless is told of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...tables.table import CELL_LIMIT

if TYPE_CHECKING:
    from ...tables.grid import Grid, Line
    from .layout import Layout


class Fitter:
    """Fits the rows of one grid to its layout."""

    def __init__(self, grid: Grid, layout: Layout) -> None:
        self._grid = grid
        self._layout = layout
        self._width = len(layout.header)
        self._read = set(layout.columns.values())
        self._flawed: dict[int, list[int]] = {}
        for line, index in grid.flaws:
            self._flawed.setdefault(line, []).append(index)
        # Text is held to the limit where it is split into cells.
        self._is_limited = not grid.is_spreadsheet and grid.header is None

    def fitted(self, row: Line) -> tuple[str, ...] | None:
        """Return as many cells as the header has; None, and a problem, where that cannot be."""
        if self._flawed and self._is_flawed(row.line):
            return None
        if not self._is_limited and self._is_oversized(row):
            return None
        found, expected = len(row.cells), self._width
        if found == expected:
            return row.cells
        if self._grid.is_spreadsheet and found < expected:
            return row.cells + ("",) * (expected - found)
        if found > expected and not any(cell.strip() for cell in row.cells[expected:]):
            return row.cells[:expected]
        self._note_ragged(row)
        return None

    def _note_ragged(self, row: Line) -> None:
        found, expected = len(row.cells), self._width
        cells = f"{found} cell{'s' * (found > 1)}"
        hint = (
            "quote the cell that holds the delimiter"
            if found > expected
            else f"it ends before '{self._layout.header[found]}'; add the missing cells"
        )
        message = f"the row has {cells} where the header names {expected}"
        self._grid.problems.add("ragged-row", message, hint, line=row.line)

    def _is_flawed(self, line: int) -> bool:
        """Whether a cell of a column that is read cannot be taken, which is noted."""
        told = [index for index in self._flawed.get(line, ()) if index in self._read]
        for index in told:
            flaw, column = self._grid.flaws[line, index], self._layout.header[index]
            self._grid.problems.add(*flaw, line=line, column=column)
        return bool(told)

    def _is_oversized(self, row: Line) -> bool:
        for index, cell in enumerate(row.cells[: self._width]):
            if len(cell) > CELL_LIMIT:
                message = f"the cell holds {len(cell):,} characters, more than {CELL_LIMIT:,}"
                column = self._layout.header[index]
                self._grid.problems.add(
                    "cell-too-large", message, "shorten it", line=row.line, column=column
                )
                return True
        return False
