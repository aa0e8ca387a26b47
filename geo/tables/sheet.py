"""One sheet of a workbook as text: what Excel shows of its cells, merged ones filled.

The XML of the sheet is read by the chunk, and its rows are taken out of it as it comes (see
`sheet_tree`). openpyxl's own reader, which makes an object of every cell and knows merged cells and
hidden rows only where it keeps the whole sheet, takes many times as long; of it the styles, the
calendar and the names of things are taken.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from ..errors import DataError, Problem
from .grid import CELLS_LIMIT, Grid, Line, Problems, refuse_flawed, told_marks
from .sheet_cells import SheetCells
from .sheet_tree import PlainRows, SheetTree

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree.ElementTree import Element

    from .shared_strings import SharedStrings
    from .sheet_cells import Styles
    from .sheet_tree import Part

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

ROWS_LIMIT = 2**20  # as Excel has them
CHARACTERS_LIMIT = 100_000_000
"""Characters of a sheet, where a text that many cells share counts for each of them."""
_LESS = "save the columns that matter as CSV"
_MERGED_CELLS_LIMIT = 200_000


def read_sheet(
    stream: Part,
    title: str,
    file: str,
    strings: SharedStrings,
    styles: Styles,
    *,
    most: int = CELLS_LIMIT,
) -> Grid:
    """Return the rows of a sheet that are not blank; it may name as many cells as `most` says.

    Raises
    ------
    DataError
        If the sheet is damaged, its rows are out of order, or it is larger than sheets can be.
    """
    cells = SheetCells(title, strings, styles)
    rows: list[tuple[int, list[str]]] = []
    last = named = spanned = widest = characters = 0
    tree = SheetTree()
    try:
        for part in tree.rows(stream):
            numbers, counts = _numbers_and_counts(part)
            lines = (last := _row_number(number, last, title, file) for number in numbers)
            for count, (line, texts) in zip(counts, cells.rows(part, lines), strict=True):
                if cells.flawed:
                    refuse_flawed(file, cells.flawed, line)
                named += count
                spanned += len(texts)
                characters += sum(map(len, texts))
                if len(texts) > widest and texts[-1]:
                    widest = len(texts)
                if why := _too_large(named, most, max(spanned, widest * len(rows)), characters):
                    raise _refused(file, f"sheet '{title}' {why}", _LESS, line)
                if any(texts) or line in cells.flaws:
                    rows.append((line, texts))
        merges = tree.merges()
    except BROKEN as error:
        if isinstance(error, DataError):
            raise
        at = max(last, cells.line, 1)
        message = f"sheet '{title}' cannot be read from row {at} on ({error})"
        raise _refused(file, message, "correct that row, or save it anew", at) from None
    try:
        merged, notes = _fill(rows, merges)
    except (TypeError, ValueError) as error:
        message = f"the merged cells of sheet '{title}' cannot be read ({error})"
        raise _refused(file, message, "save it anew from Excel") from None
    return Grid(
        file,
        f"XLSX, sheet '{title}'",
        [Line(line, tuple(texts)) for line, texts in rows],
        Problems(file),
        merged=merged,
        flaws=cells.flaws,
        marks=cells.marks,
        is_spreadsheet=True,
        day_zero=styles.epoch.date(),
        notes=[*notes, *told_marks(cells.marks)],
    )


def _too_large(named: int, most: int, spanned: int, characters: int) -> str:
    """Return why a sheet is larger than is read, or nothing."""
    if named > most:
        return f"has more than {most:,} cells in a file of this size"
    if spanned > CELLS_LIMIT:
        return f"spans more than {CELLS_LIMIT:,} cells"
    if characters > CHARACTERS_LIMIT:
        return f"holds more than {CHARACTERS_LIMIT:,} characters"
    return ""


def _numbers_and_counts(part: PlainRows | Element) -> tuple[list[str], list[int]]:
    """Return the number of each row as it is given, and how many cells it has."""
    if isinstance(part, PlainRows):
        return part.numbers, part.counts
    return [part.get("r", "")], [len(part)]


def _row_number(given: str, last: int, title: str, file: str) -> int:
    """Return the number of a row, which comes after the one before it."""
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
    if wrong := next((reference for reference, corners in ranges if None in corners), None):
        raise ValueError(f"'{wrong}' is no range of cells")
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
