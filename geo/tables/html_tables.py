"""The tables of a web page, or of a workbook that was saved as one: what a reader sees of them.

Rows are numbered within their table, from 1. A cell that spans rows or columns fills all of them,
as a merged cell of a workbook does, but for a heading that is alone in its row. What is hidden in a
cell (keys to sort by) is left out, and what is struck through is written as Markdown has it, so
that no name is taken from it. A table inside a cell is a table of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..text.markup import BoundedParser, TagError, is_hidden, read_page
from .spanned_table import HEADINGS, SpannedCell, SpannedTable, named_grids, refuse_page, title_of

if TYPE_CHECKING:
    from .grid import Grid

TAGS_LIMIT = 600_000
"""Tags of a page."""
TABLES_LIMIT = 1_000
_DEEPEST = 50
"""Tables inside tables; pages of the nineties have ten."""
_CELLS = frozenset(["td", "th"])
_SECTIONS = frozenset(["thead", "tbody", "tfoot"])
_BLANKS = re.compile(r"\s+")


def read_html(text: str, file: str) -> dict[str, Grid]:
    """Return every table of a page that has cells, by its caption or heading, else its number.

    Raises
    ------
    DataError
        If the page has no table, or more than is read.
    """
    reader = _Reader(file)
    try:
        read_page(reader, text, most_tags=TAGS_LIMIT)
    except TagError as error:
        refuse_page(file, str(error))
    grids = named_grids(reader.tables, file, "HTML")
    if not grids:
        hint = "pilotmap scan reads an article; else paste the list"
        refuse_page(file, "the HTML page has no table with cells", hint)
    return grids


class _Reader(BoundedParser):
    """Collects the tables of a page, in the order they begin."""

    def __init__(self, file: str) -> None:
        super().__init__()
        self.tables: list[SpannedTable] = []
        self._file = file
        self._open: list[SpannedTable] = []
        self._heading: SpannedCell | None = None
        self._title = ""
        """The heading before what is read."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs} if attrs else {}
        table = self._open[-1] if self._open else None
        if tag == "table":
            self._start_table(given)
        elif table is None:
            if tag in HEADINGS:
                self._heading = SpannedCell({})
            elif self._heading is not None:
                self._heading.start(tag, given)
        elif tag == "tr":
            table.start_row(given)
        elif tag in _CELLS:
            table.start_cell(given)
        elif tag in _SECTIONS:
            table.end_section()
        elif tag == "caption":
            table.caption = SpannedCell({})
        elif into := table.cell or table.caption:
            into.start(tag, given)

    def _start_table(self, given: dict[str, str]) -> None:
        if len(self.tables) == TABLES_LIMIT or len(self._open) == _DEEPEST:
            most = f"{TABLES_LIMIT:,} tables, or {_DEEPEST} one in the other"
            raise TagError(f"the page has more than {most}")
        table = SpannedTable(self._title, hidden=is_hidden(given))
        self.tables.append(table)
        self._open.append(table)

    def handle_endtag(self, tag: str) -> None:
        table = self._open[-1] if self._open else None
        if table is None:
            if self._heading is not None and tag in HEADINGS:
                self._title, self._heading = title_of(self._heading), None
            elif self._heading is not None:
                self._heading.end(tag)
        elif tag == "table":
            table.end_row()
            self._open.pop()
        elif tag == "tr":
            table.end_row()
        elif tag in _CELLS:
            table.cell = None
        elif tag in _SECTIONS:
            table.end_section()
        elif tag == "caption" and table.caption is not None:
            table.title, table.caption = title_of(table.caption) or table.title, None
        elif into := table.cell or table.caption:
            into.end(tag)

    def handle_data(self, data: str) -> None:
        table = self._open[-1] if self._open else None
        into = self._heading if table is None else table.cell or table.caption
        if into is not None:
            into.add(_BLANKS.sub(" ", data))

    def close(self) -> None:
        super().close()
        for table in self._open:
            table.end_row()
