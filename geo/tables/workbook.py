"""Excel workbooks (XLSX): cells as they are shown, dates with the precision they are shown in.

openpyxl reads the cells; before it sees the file, the archive is held to limits, and any document
type is refused, so that neither a zip bomb nor an XML bomb is ever unpacked.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

from ..errors import DataError, Problem, UsageError
from .grid import Grid, Line
from .problems import Problems
from .workbook_cells import Cells

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNPACKED_LIMIT = 512 * 2**20
_RATIO_LIMIT = 200  # deflate reaches 1,030; the XML of real sheets 10 to 30
_RATIO_FROM = 8 * 2**20
_PARTS_LIMIT = 10_000
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_MERGED_CELLS_LIMIT = 200_000
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_NUMBER = re.compile(rb'\br="(\d+)"')
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_DIGITS = 20  # of a row's number that are told
_ROWS_LIMIT = 2**20  # as Excel has them
_PROLOG = re.compile(r"\ufeff?(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_PROLOG_LIMIT = 2**20
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
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


def read_workbook(raw: bytes, file: str) -> dict[str, Grid]:
    """Return every sheet that has cells, by its name.

    Raises
    ------
    DataError
        If the archive is broken, hostile, encrypted, or no workbook.
    """
    names = _inspect(raw, file)
    try:
        import openpyxl

        with warnings.catch_warnings(action="ignore"):  # what is odd is told cell by cell
            book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
            grids = {}
            for sheet in book.worksheets:
                part = getattr(sheet, "_worksheet_path", "")
                xml = _part(raw, part) if part in names else b""
                grids[sheet.title] = _grid(sheet, file, xml, raw)
    except DataError:
        raise
    except _BROKEN as error:
        raise _refused(file, f"the workbook cannot be read ({error})", "save it anew") from None
    if not grids:
        raise _refused(file, "the workbook has no sheet with cells", "import another file")
    return grids


def _inspect(raw: bytes, file: str) -> set[str]:
    """Refuse an archive that is broken, too large unpacked, or declares document types."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if "xl/workbook.xml" not in names:
                message = "this is a zip archive, but no Excel workbook"
                raise _refused(file, message, "save the table as XLSX or CSV")
            size = sum(part.file_size for part in parts)
            if size > _UNPACKED_LIMIT or len(parts) > _PARTS_LIMIT:
                message = f"the workbook unpacks to {size / 2**20:,.0f} MB in {len(parts):,} parts"
                raise _refused(file, message, "save the table alone as CSV")
            for part in parts:
                _inspect_part(archive, part, file)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError) as error:
        message = f"the workbook is broken or cut short ({error})"
        raise _refused(file, message, "get the whole file again") from None
    return names


def _inspect_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, file: str) -> None:
    swollen = part.file_size > _RATIO_LIMIT * max(part.compress_size, 1)
    if part.file_size > _RATIO_FROM and swollen:
        message = f"its part {part.filename} unpacks to {part.file_size / 2**20:,.0f} MB"
        raise _refused(file, f"{message}, as zip bombs do", "save the table alone as CSV")
    if not part.filename.endswith((".xml", ".rels")):
        return
    with archive.open(part) as stream:
        head = stream.read(_PROLOG_LIMIT)
    text = head.decode("utf-16" if b"\0" in head[:4] else "utf-8", errors="replace")
    prolog = _PROLOG.match(text)
    begun = text[prolog.end() :] if prolog else text
    # A document type stands before the first element; a comment may not hide where that is.
    if begun.startswith("<!") or (not begun and len(head) == _PROLOG_LIMIT):
        message = f"its part {part.filename} declares a document type, which Excel never writes"
        raise _refused(file, message, "save it anew from Excel")


def _part(raw: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return archive.read(name)


def _grid(sheet: Any, file: str, xml: bytes, raw: bytes) -> Grid:
    merged, notes = _merged_cells(xml)
    hidden = _check_rows(xml, sheet.title, file)
    if hidden:
        count = f"{len(hidden):,} hidden rows are" if len(hidden) > 1 else "1 hidden row is"
        notes.append(f"{count} read like the others, from row {hidden[0]} on")
    sheet.reset_dimensions()
    formulas = _uncached_formulas(raw, sheet.title) if _FORMULA.search(xml) else {}
    day_zero = sheet.parent.epoch.date()
    cells = Cells(sheet.title, formulas, day_zero)
    rows = list(_rows(sheet, merged, cells, file))
    filled = {(line, column): reference for (line, column), (reference, _, _) in merged.items()}
    return Grid(
        file,
        f"XLSX, sheet '{sheet.title}'",
        rows,
        Problems(file),
        merged=filled,
        flaws=cells.flaws,
        is_spreadsheet=True,
        is_hidden=sheet.sheet_state != "visible",
        day_zero=day_zero,
        notes=notes,
    )


def _check_rows(xml: bytes, title: str, file: str) -> list[int]:
    """Return the rows that are hidden; refuse a sheet whose rows are out of order or too many.

    openpyxl passes over a row that comes after a later one.
    """
    hidden, last = [], 0
    for tag in _ROW.finditer(xml):
        number = _NUMBER.search(tag[1])
        line = int(number[1][:_DIGITS]) if number else last + 1
        if line > _ROWS_LIMIT:
            message = f"sheet '{title}' has a row {line}; Excel has {_ROWS_LIMIT:,}"
            raise _refused(file, message, "save the table anew, or as CSV")
        if line <= last:
            message = f"the rows of sheet '{title}' are out of order: row {line} behind row {last}"
            raise _refused(file, message, "save it anew from Excel", last)
        last = line
        if _HIDDEN.search(tag[1]):
            hidden.append(line)
    return hidden


def _rows(
    sheet: Any, merged: dict[tuple[int, int], tuple[str, int, int]], cells: Cells, file: str
) -> Iterator[Line]:
    origins: dict[tuple[int, int], str] = {}
    wanted = {(line, column) for _, line, column in merged.values()}
    number = 0
    try:
        for number, row in enumerate(sheet.iter_rows(), 1):
            texts = []
            for index, cell in enumerate(row):
                place = (number, index)
                text = cells.text(cell, place)
                if place in wanted:
                    origins[place] = text
                if not text and place in merged:
                    text = origins.get(merged[place][1:], "")
                texts.append(text)
            yield Line(number, tuple(texts))
    except _BROKEN as error:
        message = f"sheet '{sheet.title}' cannot be read from row {number + 1} on ({error})"
        raise _refused(file, message, "correct that row, or save it anew", number + 1) from None


def _merged_cells(xml: bytes) -> tuple[dict[tuple[int, int], tuple[str, int, int]], list[str]]:
    """Return, for each cell under a merged range, the range and the cell that holds its value."""
    merged: dict[tuple[int, int], tuple[str, int, int]] = {}
    notes = []
    for hit in _MERGE.finditer(xml):
        reference = hit[1].decode()
        (left, top), (right, bottom) = map(_split_reference, reference.split(":"))
        if (bottom - top + 1) * (right - left + 1) + len(merged) > _MERGED_CELLS_LIMIT:
            notes.append(f"the merged cells {reference} are too many to fill, and stay blank")
            continue
        for line in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (line, column) != (top, left):
                    merged[line, column] = (reference, top, left)
    return merged, notes


def _split_reference(reference: str) -> tuple[int, int]:
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1, int(reference[len(letters) :])


def _uncached_formulas(raw: bytes, title: str) -> dict[tuple[int, int], str]:
    """Return the formulas of a sheet by (row, column)."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=False)
    sheet = book[title]
    sheet.reset_dimensions()
    return {
        (number, index): str(cell.value)
        for number, cells in enumerate(sheet.iter_rows(), 1)
        for index, cell in enumerate(cells)
        if cell.data_type == "f"
    }


def choose_sheet(grids: dict[str, Grid], wanted: str | None, usable: list[str], file: str) -> str:
    """Return the sheet to import: the one asked for, or the only one with a known header.

    A hidden sheet, such as last year's list, is taken only where no other has one.

    Raises
    ------
    UsageError
        If several could be meant, or the one asked for is not there.
    """
    names = ", ".join(f"'{name}'" for name in grids)
    if wanted is not None:
        if wanted not in grids:
            raise UsageError(f"{file} has no sheet '{wanted}'; it has {names}")
        return wanted
    if len(grids) == 1:
        return next(iter(grids))
    shown = [name for name in usable if not grids[name].is_hidden] or usable
    if len(shown) == 1:
        grid = grids[shown[0]]
        hidden = [f"'{name}'" for name in usable if name not in shown]
        if hidden:
            grid.notes.append(f"hidden, and not read: sheet {', '.join(hidden)}")
        if grid.is_hidden:
            grid.notes.append("the sheet is hidden in the workbook")
        return shown[0]
    which = ", ".join(f"'{name}'" for name in usable) or names
    raise UsageError(f"{file} has several sheets that could be meant: {which}; pass --sheet NAME")


def _refused(file: str, message: str, hint: str, line: int | None = None) -> DataError:
    return DataError([Problem("workbook", message, hint, file, line)])
