"""A table whose cells may span rows and columns, of a web page or a document, while it is read.

A cell that spans rows or columns fills all of them, as a merged cell of a workbook does, but for a
heading that is alone in its row. Rows are numbered within their table, from 1.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NoReturn

from ..errors import DataError, Problem
from ..text.markup import VOID, TagError, is_hidden
from .grid import (
    CELLS_LIMIT,
    COLUMNS_LIMIT,
    ErrorCells,
    Grid,
    Line,
    Problems,
    RowMarks,
    column_letters,
    told_marks,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST_DOWN, _MOST_ACROSS = 65_534, 1_000
"""Rows and columns that a cell may span, as in browsers."""
_MERGED_LIMIT = 200_000
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_LINES = frozenset(["p", "div", "li", "ul", "ol", "dd", "dt"]) | HEADINGS
_UNSEEN = frozenset(
    """
    script style template noscript select textarea button svg iframe object rt rp
    """.split()  # noqa: SIM905 (a table of words)
)
"""Elements whose text is not seen, or reads out the characters beside it."""
_STRUCK = frozenset(["s", "del", "strike"])
_FOOTNOTE = re.compile(r"\[[^\[\]]{1,12}\]")
_HIDES, _STRIKES, _RAISES = "hides its text", "strikes it through", "raises it"
_TITLE = 60
"""Characters of a title that are kept."""


class SpannedCell:
    """A cell while it is read: its text, and what of it is struck through or not to be seen."""

    def __init__(self, given: dict[str, str]) -> None:
        self.across = _span(given.get("colspan", ""), _MOST_ACROSS) or 1
        self.down = _span(given.get("rowspan", ""), _MOST_DOWN)
        """Rows it spans; 0 for all that are left of its section."""
        self._parts: list[tuple[str, bool]] = []
        self._open: list[tuple[str, str]] = []
        """From the first element on that does something to the text inside it, those that are
        open, with what each does: it hides, strikes or raises the text, or does nothing."""
        self._counts: Counter[str] = Counter()
        """How many open elements there are of a name, and how many that do a thing."""
        self._raised: list[str] = []
        if _is_struck(given):
            self._open.append(("", _STRIKES))
            self._counts.update(("", _STRIKES))

    def start(self, tag: str, given: dict[str, str]) -> None:
        """Take the beginning of an element inside the cell."""
        if tag == "br" or tag in _LINES:
            self.add("\n")
        if tag in VOID:
            return
        does = ""
        if tag in _UNSEEN or is_hidden(given):
            does = _HIDES
        elif tag in _STRUCK or _is_struck(given):
            does = _STRIKES
        elif tag == "sup":
            does = _RAISES
        if does or self._open:
            self._open.append((tag, does))
            self._counts.update((tag, does))

    def end(self, tag: str) -> None:
        """Take the end of an element inside the cell, whether it was open or not."""
        if tag in _LINES:
            self.add("\n")
        if self._counts[tag]:
            while self._pop() != tag:
                pass

    def _pop(self) -> str:
        tag, does = self._open.pop()
        self._counts.subtract((tag, does))
        if does == _RAISES:
            self._end_raised()
        return tag

    def add(self, text: str) -> None:
        """Take a text."""
        does = self._counts
        if not self._open:
            self._parts.append((text, False))
        elif not does[_HIDES]:
            if does[_RAISES]:
                self._raised.append(text)
            else:
                self._parts.append((text, does[_STRIKES] > 0))

    def _end_raised(self) -> None:
        """Drop the mark of a footnote; a bare one gets brackets, so that it joins no number."""
        text = "".join(self._raised).strip()
        self._raised.clear()
        if text and not _FOOTNOTE.fullmatch(text):
            self.add(f"[{text}]" if text.isalnum() else text)

    def text(self) -> str:
        """Return what the cell says, a line per paragraph."""
        while self._open:
            self._pop()
        texts = (
            f"~~{text.strip()}~~" if is_struck and text.strip() else text
            for text, is_struck in self._parts
        )
        lines = (" ".join(line.split()) for line in "".join(texts).split("\n"))
        return "\n".join(filter(None, lines))


def _is_struck(given: dict[str, str]) -> bool:
    """Whether the style of an element strikes its text through."""
    return "line-through" in given.get("style", "").lower()


def _span(text: str, most: int) -> int:
    """Return how many rows or columns a cell spans; 1 for what is no number."""
    return min(int(text), most) if text.isascii() and text.isdigit() and len(text) < 9 else 1  # noqa: PLR2004


class SpannedTable:
    """The rows of one table while they are read."""

    def __init__(self, title: str, *, hidden: bool) -> None:
        self.title = title
        self.rows: list[Line] = []
        self.cell: SpannedCell | None = None
        self.caption: SpannedCell | None = None
        self._is_hidden = hidden
        self._merged: dict[tuple[int, int], str] = {}
        self._marks: dict[int, RowMarks] = {}
        self._row: list[SpannedCell] | None = None
        self._row_is_hidden = False
        self._style = ""
        """The style of the row, which its cells have too."""
        self._line = self._spanned = 0
        self._below: dict[int, tuple[int, str, str]] = {}
        """By column: rows that a cell above still spans (-1: all), its text, and its name."""

    def grid(self, number: int, count: int, file: str, kind: str) -> Grid:
        """Return the table as rows of text."""
        which = f", table {number} of {count}" if count > 1 else ""
        title = f"{'' if which else ','} '{self.title}'" if self.title else ""
        rows = self.rows
        grid = Grid(
            file,
            f"{kind}{which}{title}",
            rows,
            Problems(file),
            merged=self._merged,
            marks=self._marks,
            is_spreadsheet=True,
            is_hidden=self._is_hidden,
            notes=list(told_marks(self._marks)),
        )
        grid.rows = list(map(ErrorCells(grid).cleared, rows))
        return grid

    def start_row(self, given: dict[str, str]) -> None:
        """Begin a row, and end the last."""
        self.end_row()
        self._row, self._row_is_hidden = [], is_hidden(given)
        self._style = given.get("style", "")

    def start_cell(self, given: dict[str, str]) -> None:
        """Begin a cell; `given` says what it spans, as in HTML."""
        if self._row is None:
            self.start_row({})
        self.cell = SpannedCell({**given, "style": f"{self._style};{given.get('style', '')}"})
        if self._row is not None:
            self._row.append(self.cell)

    def end_section(self) -> None:
        """End what cells span downwards."""
        self.end_row()
        self._below.clear()

    def end_row(self) -> None:
        """Put the cells of a row into its columns, with those that reach into it from above."""
        cells, self._row, self.cell = self._row, None, None
        if cells is None:
            return
        self._line += 1
        texts: list[str] = []
        above, self._below = self._below, {}
        if len(cells) == 1 and not above and cells[0].down == 1:
            cells[0].across = 1  # a heading between the rows stays one cell
        for cell in cells:
            self._take_above(above, texts)
            text = cell.text()
            name = f"{column_letters(len(texts))}{self._line}"
            for n in range(cell.across):
                at = len(texts)
                above.pop(at, None)
                texts.append(text)
                if n and text:
                    self._merged[self._line, at] = name
                if cell.down != 1:
                    self._below[at] = (cell.down - 1, text, name)
        while above:
            self._take_above(above, texts)
            if above:
                texts.append("")
        self._keep(texts)

    def _take_above(self, above: dict[int, tuple[int, str, str]], texts: list[str]) -> None:
        """Fill the next columns that cells of the rows above reach into."""
        while (spanned := above.pop(len(texts), None)) is not None:
            left, text, name = spanned
            at = len(texts)
            texts.append(text)
            if text:
                self._merged[self._line, at] = name
            if left != 1:
                self._below[at] = (left - 1, text, name)

    def _keep(self, texts: list[str]) -> None:
        self._spanned += len(texts)
        if self._spanned > CELLS_LIMIT or len(self._merged) > _MERGED_LIMIT:
            raise TagError("the cells of a table span more than is read")
        if len(texts) > COLUMNS_LIMIT:
            raise TagError(f"a table has more than the {COLUMNS_LIMIT:,} columns of one in Excel")
        if not any(texts):
            return
        if self._row_is_hidden:
            self._marks[self._line] = RowMarks(is_hidden=True)
        self.rows.append(Line(self._line, tuple(texts)))


def named_grids(tables: Iterable[SpannedTable], file: str, kind: str) -> dict[str, Grid]:
    """Return every table that has cells, by its title where no other has it, else its number."""
    filled = [table for table in tables if table.rows]
    titles = [table.title for table in filled]
    grids = {}
    for number, table in enumerate(filled, start=1):
        is_own = table.title and titles.count(table.title) == 1
        name = table.title if is_own else str(number)
        grids[name] = table.grid(number, len(filled), file, kind)
    return grids


def refuse_page(
    file: str, message: str, hint: str = "save the table alone as XLSX or CSV"
) -> NoReturn:
    """Refuse a page or a document that has no table to be read."""
    raise DataError([Problem("file-kind", message, hint, file)]) from None


def title_of(cell: SpannedCell) -> str:
    """Return what a caption or a heading says, as the title of a table."""
    return " ".join(cell.text().split())[:_TITLE]
