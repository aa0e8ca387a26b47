"""One sheet of a workbook as text: what Excel shows of its cells, merged ones filled.

The XML of the sheet is walked once, by rows. openpyxl's own reader, which makes an object of every
cell and knows merged cells and hidden rows only where it keeps the whole sheet, takes more than
twice as long (100,000 rows of four cells: 16.0 s of CPU, here 4.5 s); of it the styles, the
calendar and the names of things are taken.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from bisect import bisect_left, bisect_right
from typing import IO, TYPE_CHECKING, Any

from ..errors import DataError, Problem
from .grid import CELLS_LIMIT, Grid, Line, Problems, refuse_flawed
from .sheet_cells import NS, SheetCells

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .grid import RowMarks
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

_ROW, _MERGE = f"{NS}row", f"{NS}mergeCell"
_ROWS_LIMIT = 2**20  # as Excel has them
_MERGED_CELLS_LIMIT = 200_000
_HELD_LIMIT = 1_000_000
_PARTS_A_CELL = 4


def read_sheet(
    stream: IO[bytes], title: str, file: str, strings: SharedStrings, styles: Styles
) -> Grid:
    """Return the rows of a sheet that are not blank.

    Raises
    ------
    DataError
        If the sheet is damaged, its rows are out of order, or it is larger than sheets can be.
    """
    from xml.etree.ElementTree import iterparse

    cells = SheetCells(title, strings, styles)
    rows: list[tuple[int, list[str]]] = []
    merges: list[str] = []
    last = spanned = widest = 0
    held = _Held()
    try:
        for _, element in iterparse(stream):  # noqa: S314 (document types were refused)
            held.add(element)
            if element.tag == _ROW:
                line = _row_number(element, last, title, file)
                last = line
                texts = cells.row(element, line)
                refuse_flawed(file, cells.flawed, line)
                spanned += len(texts)
                widest = max(widest, len(texts) if texts and texts[-1] else 0)
                if max(spanned, widest * len(rows)) > CELLS_LIMIT:
                    message = f"sheet '{title}' spans more than {CELLS_LIMIT:,} cells"
                    raise _refused(file, message, "save the columns that matter as CSV", line)
                if any(texts) or line in cells.flaws:
                    rows.append((line, texts))
                element.clear()
            elif element.tag == _MERGE:
                merges.append(str(element.get("ref", "")))
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
        notes=[*notes, *_told_marks(cells.marks)],
    )


class _Held:
    """Counts the elements that are held: those of one row, and what stands outside the rows."""

    def __init__(self) -> None:
        self._now = self._outside = 0

    def add(self, element: Any) -> None:
        """Count an element that has ended; the elements of a row are dropped with it."""
        self._now += 1
        if self._now > _HELD_LIMIT:
            raise ValueError(f"it holds more than {_HELD_LIMIT:,} parts that are no rows")
        if element.tag == _ROW:
            if self._now - self._outside > _PARTS_A_CELL * (len(element) + 1):
                self._outside = self._now - sum(1 for _ in element.iter())  # between the rows
            self._now = self._outside


def _row_number(row: Any, last: int, title: str, file: str) -> int:
    """Return the number of a row, which comes after the one before it."""
    given = row.get("r")
    line = int(given) if given else last + 1
    if line > _ROWS_LIMIT:
        message = f"sheet '{title}' has a row {given[:20]}; Excel has {_ROWS_LIMIT:,}"
        raise _refused(file, message, "save the table anew, or as CSV")
    if line <= last:
        message = f"the rows of sheet '{title}' are out of order: row {line} behind row {last}"
        raise _refused(file, message, "save it anew from Excel", last)
    return line


def _fill(
    rows: list[tuple[int, list[str]]], merges: Sequence[str]
) -> tuple[dict[tuple[int, int], str], list[str]]:
    """Give each blank cell under a merged range its value; return the filled ones with the range.

    A writer may leave out the cells under a range, and Excel does so too.
    """
    from openpyxl.utils import range_boundaries

    lines = [line for line, _ in rows]
    merged: dict[tuple[int, int], str] = {}
    left_blank = []
    looked_at = 0
    for reference in merges:
        left, top, right, bottom = range_boundaries(reference)
        first, end = bisect_left(lines, top), bisect_right(lines, bottom)
        if first == end or lines[first] != top or len(rows[first][1]) < left:
            continue
        looked_at += (end - first) * (right - left + 1)
        if looked_at > _MERGED_CELLS_LIMIT:
            left_blank.append(reference)
            continue
        value = rows[first][1][left - 1]
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


def _told_marks(marks: dict[int, RowMarks]) -> Iterable[str]:
    """Yield what is to be told of hidden and of struck-through rows."""
    for one, several, lines in (
        ("hidden row", "hidden rows", [at for at, mark in marks.items() if mark.is_hidden]),
        (
            "struck-through row",
            "struck-through rows",
            [at for at, mark in marks.items() if mark.is_struck],
        ),
        (
            "row with struck-through cells",
            "rows with struck-through cells",
            [at for at, mark in marks.items() if mark.struck and not mark.is_struck],
        ),
    ):
        if lines:
            count = f"{len(lines):,} {several} are" if len(lines) > 1 else f"1 {one} is"
            yield f"{count} read like the others, from row {lines[0]} on"


def _refused(file: str, message: str, hint: str, line: int | None = None) -> DataError:
    return DataError([Problem("workbook", message, hint, file, line)])
