"""One sheet of a workbook as text: what Excel shows of its cells, merged ones filled.

The XML of the sheet is parsed by the chunk, and its rows are taken out of the tree as it grows.
openpyxl's own reader, which makes an object of every cell and knows merged cells and hidden rows
only where it keeps the whole sheet, takes several times as long (100,000 rows of four cells: 16.0 s
of CPU, here 4.5 s when each element was looked at by itself, as it no longer is); of it the styles,
the calendar and the names of things are taken.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from bisect import bisect_left, bisect_right
from typing import IO, TYPE_CHECKING, Any

from ..errors import DataError, Problem
from .grid import CELLS_LIMIT, Grid, Line, Problems, refuse_flawed, told_marks
from .sheet_cells import NS, SheetCells

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

    from .sheet_cells import SharedStrings, Styles

BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    SyntaxError,  # what the XML parsers raise
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RuntimeError,
    EOFError,
    OSError,
)
"""What a damaged workbook makes the libraries raise."""

_TABLE, _ROW, _MERGE = f"{NS}sheetData", f"{NS}row", f"{NS}mergeCell"
_CHUNK = 2**16
ROWS_LIMIT = 2**20  # as Excel has them
CHARACTERS_LIMIT = 100_000_000
"""Characters of a sheet, where a text that many cells share counts for each of them."""
_MERGED_CELLS_LIMIT = 200_000
_HELD_LIMIT = 1_000_000


def read_sheet(
    stream: IO[bytes], title: str, file: str, strings: SharedStrings, styles: Styles
) -> Grid:
    """Return the rows of a sheet that are not blank.

    Raises
    ------
    DataError
        If the sheet is damaged, its rows are out of order, or it is larger than sheets can be.
    """
    cells = SheetCells(title, strings, styles)
    rows: list[tuple[int, list[str]]] = []
    last = spanned = widest = characters = 0
    tree = _SheetTree()
    try:
        for element in tree.rows(stream):
            line = _row_number(element, last, title, file)
            last = line
            texts = cells.row(element, line)
            if cells.flawed:
                refuse_flawed(file, cells.flawed, line)
            spanned += len(texts)
            characters += sum(map(len, texts))
            if len(texts) > widest and texts[-1]:
                widest = len(texts)
            if spanned > CELLS_LIMIT or widest * len(rows) > CELLS_LIMIT:
                message = f"sheet '{title}' spans more than {CELLS_LIMIT:,} cells"
                raise _refused(file, message, "save the columns that matter as CSV", line)
            if characters > CHARACTERS_LIMIT:
                message = f"the cells of sheet '{title}' hold more than {CHARACTERS_LIMIT:,}"
                hint = "save the columns that matter as CSV"
                raise _refused(file, f"{message} characters", hint, line)
            if any(texts) or line in cells.flaws:
                rows.append((line, texts))
        merges = tree.merges()
    except BROKEN as error:
        if isinstance(error, DataError):
            raise
        at = cells.line if cells.line > last or not last else last
        message = f"sheet '{title}' cannot be read from row {at} on ({error})"
        raise _refused(file, message, "correct that row, or save it anew", at) from None
    try:
        merged, notes = _fill(rows, merges)
    except (TypeError, ValueError) as error:
        message = f"the merged cells of sheet '{title}' cannot be read ({error})"
        raise _refused(file, message, "save it anew from Excel") from None
    day_zero = styles.epoch.date()
    return Grid(
        file,
        f"XLSX, sheet '{title}'",
        [Line(line, tuple(texts)) for line, texts in rows],
        Problems(file),
        merged=merged,
        flaws=cells.flaws,
        marks=cells.marks,
        is_spreadsheet=True,
        day_zero=day_zero,
        notes=[*notes, *told_marks(cells.marks)],
    )


class _SheetTree:
    """The tree of a sheet while it is read: its rows are taken out as soon as they are whole.

    What else it holds stays, and is held to a number of elements.
    """

    def __init__(self) -> None:
        from xml.etree.ElementTree import TreeBuilder, XMLParser

        builder = TreeBuilder()
        self._root = builder.start("root", {})
        self._parser = XMLParser(target=builder)  # noqa: S314 (document types were refused)
        self._dropped = self._tags = 0
        """Elements between the rows, and tags since the elements were counted."""
        self._tables: list[Element] = []
        self._seen = 0
        """How many children of the sheet were looked at."""

    def rows(self, stream: IO[bytes]) -> Iterator[Element]:
        """Yield the rows in their order; those before a defect come before its error."""
        while chunk := stream.read(_CHUNK):
            broken = None
            try:
                self._parser.feed(chunk)
            except SyntaxError as error:
                broken = error
            yield from self._whole_rows()
            if broken is not None:
                raise broken
            self._tags += chunk.count(b"<")
            if self._tags > _HELD_LIMIT // 2:
                self._tags = 0
                if self._dropped + sum(1 for _ in self._root.iter()) > _HELD_LIMIT:
                    raise ValueError(f"it holds more than {_HELD_LIMIT:,} parts that are no rows")
        self._parser.close()
        yield from self._whole_rows(is_end=True)

    def _whole_rows(self, *, is_end: bool = False) -> Iterator[Element]:
        for part in self._root[:1]:
            self._tables += [each for each in part[self._seen :] if each.tag == _TABLE]
            self._seen = len(part)
        for table in self._tables:
            is_whole = is_end or table is not self._tables[-1]
            whole = table[:] if is_whole else table[:-1]
            for element in whole:
                if element.tag == _ROW:
                    yield element
                else:
                    self._dropped += sum(1 for _ in element.iter())
            del table[: len(whole)]
        del self._tables[:-1]  # only the last one may grow

    def merges(self) -> list[str]:
        """Return the ranges of the merged cells, when all rows have been taken."""
        return [str(each.get("ref", "")) for each in self._root.iter(_MERGE)]


def _row_number(row: Any, last: int, title: str, file: str) -> int:
    """Return the number of a row, which comes after the one before it."""
    given = row.get("r")
    line = int(given) if given else last + 1
    if line > ROWS_LIMIT:
        message = f"sheet '{title}' has a row {given[:20]}; Excel has {ROWS_LIMIT:,}"
        raise _refused(file, message, "save the table anew, or as CSV")
    if line <= last:
        message = f"the rows of sheet '{title}' are out of order: row {line} behind row {last}"
        raise _refused(file, message, "save it anew from Excel", last)
    return line


def _fill(
    rows: list[tuple[int, list[str]]], merges: Sequence[str]
) -> tuple[dict[tuple[int, int], str], list[str]]:
    """Give each blank cell under a merged range its value; return the filled ones with the range.

    A writer may leave out the cells under a range, and Excel does so too. A heading between the
    rows, which alone fills its row from the first column on, stays one cell.
    """
    from openpyxl.utils import range_boundaries

    lines = [line for line, _ in rows]
    merged: dict[tuple[int, int], str] = {}
    left_blank = []
    looked_at = 0
    ranges = [(reference, range_boundaries(reference)) for reference in merges]
    ranges.sort(key=lambda each: each[1][1] == each[1][3])  # what comes down from above first
    margin = min((_first_filled(texts) for _, texts in rows), default=0) if ranges else 0
    for reference, (left, top, right, bottom) in ranges:
        first, end = bisect_left(lines, top), bisect_right(lines, bottom)
        if first == end or lines[first] != top or len(rows[first][1]) < left:
            continue
        looked_at += (end - first) * (right - left + 1)
        if looked_at > _MERGED_CELLS_LIMIT:
            left_blank.append(reference)
            continue
        value = rows[first][1][left - 1]
        if top == bottom and left - 1 <= margin and sum(map(bool, rows[first][1])) == 1:
            continue
        for line, texts in rows[first:end] if value else ():
            texts.extend([""] * (right - len(texts)))
            for column in range(left - 1, right):
                if not texts[column]:
                    texts[column] = value
                    merged[line, column] = reference
    if not left_blank:
        return merged, []
    more = f" and {len(left_blank) - 1:,} others" if len(left_blank) > 1 else ""
    note = f"the merged cells {left_blank[0]}{more} are too many to fill, and stay blank"
    return merged, [note]


def _first_filled(texts: list[str]) -> int:
    """Return the column, from 0, of the first cell that is not blank; past the last without one."""
    return next((at for at, text in enumerate(texts) if text), len(texts))


def _refused(file: str, message: str, hint: str, line: int | None = None) -> DataError:
    return DataError([Problem("workbook", message, hint, file, line)])
