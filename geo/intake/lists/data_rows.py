"""Which rows of a table are entries, and which head, sum up or explain others.

Blank rows, totals, footnotes and headings are no entries. Every row that is one gets as many cells
as the header; one that cannot is refused by itself.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import chain, islice
from operator import eq, itemgetter
from typing import TYPE_CHECKING, NamedTuple

from ...rows import read_together
from ...tables.grid import Line
from ...tables.lines import turned
from ...tables.table import CELL_LIMIT
from .layout import BLANKS, NAMING
from .row_words import (
    TOTAL_STARTS,
    HeaderRows,
    batch_heading,
    date_within,
    is_footnote,
    is_total,
    year_heading,
)
from .titles import batch_of_title, date_of_title

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ...tables.grid import Grid
    from ...tables.lines import LineStream, Stretch
    from .layout import Layout

_TOGETHER, _FEW = 512, 32
"""Rows looked at together, and fewer where not all of them are entries."""
_LONG = 4096
"""Rows with positions that are looked at together, by column."""
_LEAST = len(("first", "second"))
"""Cells of a row that tell whether it is an entry."""
_REMEMBERED = 100_000
"""Entries whose cells are remembered."""


class Heading(NamedTuple):
    """What one row says of the rows below it."""

    kind: str
    """`within`, `batch`, `start`, `status`, or `title`, which says nothing of them."""
    value: str
    start: str = ""
    """The date that stands in the heading of a batch."""


def heading_of(text: str) -> Heading | None:
    """Return what a row says of those below it that holds nothing but a batch or a year."""
    if batch := batch_heading([text]):
        return Heading("batch", batch, date_within(text))
    if batch := batch_of_title(text):
        return Heading("batch", batch, date_of_title(text))
    year = year_heading(text)
    return Heading("start", year) if year else None


class Headed(NamedTuple):
    """What the headings above a row say of it together."""

    title: str = ""
    within: str = ""
    batch: str = ""
    start: str = ""
    text: str = ""
    """The heading that says the start."""
    status: str = ""
    """The heading that says whether the programme is there."""


class DataRows:
    """The rows of one grid that are entries, counted, and what was passed over between them.

    Parameters
    ----------
    headings
        The rows that are known to head others, by line; headings of batches are told anyway.
    """

    def __init__(
        self, grid: Grid, layout: Layout, headings: Mapping[int, Heading] | None = None
    ) -> None:
        self._grid = grid
        self._layout = layout
        self._width = layout.width
        self._read = {index for index in layout.columns.values() if index < layout.width}
        self._read |= layout.used
        # Text is held to the limit where it is split into cells.
        self._is_limited = not grid.is_spreadsheet and grid.header is None
        fields = layout.columns
        self._naming = [fields[name] for name in NAMING if name in fields]
        self._lon = fields.get("lon")
        self._again = HeaderRows(layout.header[: layout.width])
        self._known = headings or {}
        self._order: list[str] = []
        self._entries: set[tuple[str, ...]] = set()
        """Cells of rows that are entries as they stand: a long list of short rows repeats them."""
        self._size = _TOGETHER
        self.count = 0
        self.headings: list[tuple[int, Headed]] = []
        """(line, what holds from there on) of rows that head the rows below them."""
        self.passed_over: list[tuple[int, str]] = []
        """(line, text) of totals, footnotes and headings, which are no places."""
        for title in layout.titles:
            if heading := heading_of(title.strip()):
                self._head(Line(layout.header_line, (title,)), heading)

    def parts(self, rows: LineStream) -> Iterator[Sequence[Line]]:
        """Yield the rows that are entries, each with as many cells as the header, some at a time.

        Totals, footnotes and headings are passed over; a row that does not fit is refused.
        """
        for part in rows.parts() if self._lon is None else rows.parts_of(_LONG):
            stretch = turned(part) if self._lon is not None else None
            yield from self._of_rows(part) if stretch is None else self._of_stretch(stretch)
        if self._again.unplaced:
            names = ", ".join(f"'{name}'" for name in self._again.unplaced)
            message = f"a later table of the sheet has columns that the first one lacks: {names}"
            self._grid.problems.add("several-tables", message, "give it a file of its own")

    def _of_rows(self, rows: Sequence[Line]) -> Iterator[Sequence[Line]]:
        given = iter(rows)
        while some := list(islice(given, self._size)):
            if self._are_entries(some):
                self._size = min(self._size * 2, _TOGETHER)
                self.count += len(some)
                yield some
            else:  # where others are among them, more may be near
                self._size = _FEW
                if entries := list(self._entries_among(some)):
                    yield entries

    def _of_stretch(self, rows: Stretch) -> Iterator[Sequence[Line]]:
        for part, are_entries in read_together(rows, self._are_all_entries, _FEW):
            if are_entries:
                self.count += len(part)
                yield part
            elif entries := list(self._entries_among(part)):
                yield entries

    def _are_entries(self, rows: Sequence[Line]) -> bool:
        """Whether rows are entries as they stand; False if one of them has to be looked at."""
        if self._known or self._grid.flaws or self._again.is_other or not self._is_limited:
            return False
        cells = [row.cells for row in rows]
        begun = all(len(each) == self._width and each[0].strip() for each in cells)
        return begun and self._are_plainly_entries(cells)

    def _depend_on_cells(self, rows: Stretch) -> bool:
        """Whether what rows are depends on their cells alone, and none of these is too long."""
        columns = rows.columns
        if self._again.is_other or len(columns) != self._width or len(columns) < _LEAST:
            return False
        if not self._is_limited and any(max(map(len, each)) > CELL_LIMIT for each in columns):
            return False
        marked = (self._known.keys(), self._grid.flaws.keys())
        return all(lines.isdisjoint(rows.numbers) for lines in marked)

    def _are_all_entries(self, rows: Stretch) -> bool | None:
        """Whether rows are entries as they stand; None if one of them has to be looked at."""
        if not self._depend_on_cells(rows):
            return None
        columns = rows.columns
        first, second = ([*map(str.strip, column)] for column in columns[:_LEAST])
        if not (all(first) and all(second)) or any(map(eq, first, second)):
            return None
        if self._again.may_head_columns(first):
            return None
        if self._lon is not None:
            lon = [*map(str.strip, columns[self._lon])]
            if all(lon) and BLANKS.isdisjoint(map(str.casefold, lon)):
                return True
        named = (columns[at] for at in self._naming)
        begun = (cell[:1] for cell in chain(first, second, *named))
        return TOTAL_STARTS.isdisjoint(begun) or None

    def _entries_among(self, rows: Sequence[Line]) -> Iterator[Line]:
        entries, known, flaws = self._entries, self._known, self._grid.flaws
        for row in rows:
            if row.cells in entries and row.line not in known and row.line not in flaws:
                self.count += 1
                yield row
                continue
            if self._is_passed_over(row):
                continue
            cells = self._pad_or_refuse(self._again.ordered(row))
            if cells is not None:
                self.count += 1
                yield row if cells is row.cells else Line(row.line, cells)
                self._remember(row.cells, cells)

    def _remember(self, given: tuple[str, ...], cells: tuple[str, ...]) -> None:
        """Remember the cells of an entry, where it is one whatever its line is."""
        is_short = self._lon is None and len(self._entries) < _REMEMBERED
        if is_short and cells is given and not self._again.is_other:
            self._entries.add(cells)

    def _is_passed_over(self, row: Line) -> bool:
        """Whether a row is no entry: blank, or a total, footnote or heading, which are noted."""
        cells = row.cells
        if self._known and row.line in self._known:
            return self._head(row, self._known[row.line])
        if self._are_plainly_entries((cells,)):
            return False  # nearly every row, told quickly
        filled = [text for cell in cells if (text := cell.strip())]
        if not filled:
            return True
        if self._again.is_header(cells):
            self._entries.clear()
            self.passed_over.append((row.line, " ".join(dict.fromkeys(filter(None, cells)))))
            return True
        named = [cells[index] for index in self._naming if index < len(cells)]
        # Of a total, a number may come first.
        is_site = self._is_site(cells)
        total = not is_site and any(map(is_total, (*filled[:2], *named)))
        batch = batch_heading(filled)
        if batch:
            return self._head(row, Heading("batch", batch, date_within(filled[0])))
        aside = not any(cell.strip() for cell in named)
        passed = total or is_footnote(filled, self._width, aside=aside)
        if passed:
            self.passed_over.append((row.line, " ".join(dict.fromkeys(filled))))
        return passed

    def _are_plainly_entries(self, rows: Sequence[Sequence[str]]) -> bool:
        """Whether the first two cells differ, and neither heads columns or may begin a total."""
        if min(map(len, rows)) < _LEAST:
            return False
        first = [cells[0].strip() for cells in rows]
        if not all(first):
            return False
        second = [cells[1].strip() for cells in rows]
        if not all(second) or any(map(eq, first, second)):
            return False
        if any(map(self._again.may_be_header, {*first})):
            return False
        if all(map(self._is_site, rows)):
            return True
        named = (cells[at] for at in self._naming for cells in rows if at < len(cells))
        return TOTAL_STARTS.isdisjoint(cell[:1] for cell in chain(first, second, named))

    def _head(self, row: Line, heading: Heading) -> bool:
        """Note what a heading says from here on: a new one ends what stood inside the last."""
        text = " ".join(dict.fromkeys(cell for cell in row.cells if cell.strip()))
        self.passed_over.append((row.line, text))
        if heading.kind not in self._order:
            self._order.append(heading.kind)
        held = self.headings[-1][1] if self.headings else Headed()
        inner = self._order[self._order.index(heading.kind) + 1 :]
        held = held._replace(**dict.fromkeys(inner, ""), **{heading.kind: heading.value})
        if heading.kind == "batch" or heading.start:
            held = held._replace(start=heading.start)
        if heading.start or heading.kind in {"batch", "start"}:
            held = held._replace(text=text)
        self.headings.append((row.line, held))
        return True

    def headed(self, line: int) -> Headed:
        """Return what the headings above a line say."""
        at = bisect_right(self.headings, line, key=itemgetter(0))
        return self.headings[at - 1][1] if at else Headed()

    def _is_site(self, cells: Sequence[str]) -> bool:
        """Whether a row has a longitude: the name of a shop may read like a total."""
        if self._lon is None or len(cells) != self._width:
            return False
        lon = cells[self._lon].strip()
        return bool(lon) and lon.casefold() not in BLANKS

    def _pad_or_refuse(self, row: Line) -> tuple[str, ...] | None:
        """Return as many cells as the header has; None, and a problem, where that cannot be."""
        if row.line in self._grid.flaws and self._is_flawed(row):
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
        self._refuse_ragged(row)
        return None

    def _refuse_ragged(self, row: Line) -> None:
        found, expected = len(row.cells), self._width
        cells = f"{found} cell{'s' * (found > 1)}"
        hint = (
            "if a cell holds the delimiter, quote it; else take the surplus cell out"
            if found > expected
            else f"it ends before '{self._layout.header[found]}'; add the missing cells"
        )
        message = f"the row has {cells} where the header names {expected}"
        self._grid.set_aside(row.line, row.cells, ("ragged-row", message, hint))

    def _is_flawed(self, row: Line) -> bool:
        """Whether a cell of a column that is read cannot be taken, which is noted."""
        flaws = self._grid.flaws[row.line]
        cells = tuple(
            flaws[at].text or cell if at in flaws else cell for at, cell in enumerate(row.cells)
        )
        told = [index for index in flaws if index in self._read]
        for index in told[:1]:
            self._grid.set_aside(row.line, cells, flaws[index][:3], self._layout.header[index])
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
