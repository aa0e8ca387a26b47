"""Excel workbooks (XLSX): the archive held to limits, the sheets, and which of them is meant.

The archive is held to limits in `workbook_archive` before a part of it is read.
"""

from __future__ import annotations

import io
import warnings
from collections import Counter
from typing import TYPE_CHECKING, Any

from ..errors import DataError, UsageError
from ..text.escape import some_of
from .shared_strings import SharedStrings, read_strings
from .sheet import BROKEN, ROWS_LIMIT, read_sheet
from .sheet_cells import Styles
from .workbook_archive import WorkbookArchive, open_archive, refused

if TYPE_CHECKING:
    from .grid import Grid

CELLS_LEAST, _BYTES_OF_CELL = 3_000_000, 4
"""Cells that a sheet of a small workbook may have, and packed bytes that each takes in a large one:
those of real lists take five and more."""
BESIDE_LIMIT = 32 * 2**20
"""Unpacked bytes of the sheets beside the largest, where none is asked for by its name."""
_COUNTED = 2**20
_REPEATED_LIMIT = 8 * 2**20
"""Bytes of sheets that are one part, time and again."""
_ROW_TAG = b"<row "
_STRINGS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_OWN_FORMATS = 164
"""The first number of a format that a workbook declares itself; those before it are Excel's."""


def read_workbook(raw: bytes, file: str, wanted: str | None = None) -> dict[str, Grid]:
    """Return every sheet that has cells, by its name, or the one that is wanted alone.

    Raises
    ------
    DataError
        If the archive is broken, hostile, encrypted, or no workbook.
    UsageError
        If it has more in sheets beside the largest than is read to see which is meant.
    """
    archive = open_archive(raw, file)
    try:
        with archive, warnings.catch_warnings(action="ignore"):  # what is odd is told cell by cell
            grids = _grids(archive, raw, file, wanted)
    except (DataError, UsageError):
        raise
    except BROKEN as error:
        raise refused(file, f"the workbook cannot be read ({error})", "save it anew") from None
    if not grids:
        raise refused(file, "the workbook has no sheet with cells", "import another file")
    return grids


def _grids(archive: WorkbookArchive, raw: bytes, file: str, wanted: str | None) -> dict[str, Grid]:
    """Read the sheets: openpyxl tells what there is, and `read_sheet` what stands in them."""
    from openpyxl.reader.excel import ExcelReader, _find_workbook_part
    from openpyxl.styles.stylesheet import apply_stylesheet

    reader = ExcelReader(io.BytesIO(raw), read_only=True, keep_links=False)
    reader.archive = archive
    reader.read_manifest()
    archive.hold_workbook(_find_workbook_part(reader.package).PartName[1:], file)
    reader.read_workbook()
    apply_stylesheet(archive, reader.wb)
    sheets = [
        (sheet, rel.target)
        for sheet, rel in reader.parser.find_sheets()
        if rel.target in reader.valid_files and "chartsheet" not in rel.Type
    ]
    _refuse_repeated(sheets, archive, file)
    named = [each for each in sheets if each[0].name == wanted]
    sheets = named or sheets
    sizes = [archive.getinfo(target).file_size for _, target in sheets]
    if sum(sizes) - max(sizes, default=0) > BESIDE_LIMIT:
        names = some_of(f"'{sheet.name}'" for sheet, _ in sheets)
        what = f"{file} has large sheets, of which several could be meant: {names}"
        raise UsageError(f"{what}; pass --sheet NAME")
    strings = SharedStrings([], frozenset())
    most = max(CELLS_LEAST, len(raw) // _BYTES_OF_CELL)
    if part := reader.package.find(_STRINGS):
        strings = read_strings(archive.part(part.PartName[1:]), most)
    styles = _styles(reader.wb)
    grids = {}
    for sheet, target in sheets:
        _refuse_long(archive, target, sheet.name, file)
        stream = archive.part(target)
        grid = read_sheet(stream, sheet.name, file, strings, styles, most=most)
        grid.is_hidden = sheet.state != "visible"
        grids[sheet.name] = grid
    return grids


def _styles(book: Any) -> Styles:
    """Return what the styles of a workbook say of its cells, by their numbers."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS

    def shape(number: int) -> str:
        if number < _OWN_FORMATS:
            return str(BUILTIN_FORMATS.get(number, "General"))
        return str(book._number_formats[number - _OWN_FORMATS])  # noqa: SLF001

    styles = book._cell_styles  # noqa: SLF001 (openpyxl has no public name for these)
    struck = {at for at, font in enumerate(book._fonts) if font.strike}  # noqa: SLF001
    dates = book._date_formats  # noqa: SLF001
    return Styles(
        {number: shape(styles[number].numFmtId) for number in dates},
        frozenset(book._timedelta_formats),  # noqa: SLF001
        frozenset(at for at, style in enumerate(styles) if style.fontId in struck),
        book.epoch,
    )


def _refuse_long(archive: WorkbookArchive, target: str, title: str, file: str) -> None:
    """Refuse a sheet of more rows than Excel has, before the first of them is read."""
    if archive.getinfo(target).file_size < ROWS_LIMIT * len(_ROW_TAG):
        return
    with archive.open(target) as stream:
        rows = sum(chunk.count(_ROW_TAG) for chunk in iter(lambda: stream.read(_COUNTED), b""))
    if rows > ROWS_LIMIT:
        message = f"sheet '{title}' has more than {ROWS_LIMIT:,} rows, as many as Excel has"
        raise refused(file, message, "save the table anew, or as CSV")


def _refuse_repeated(sheets: list[tuple[Any, str]], archive: WorkbookArchive, file: str) -> None:
    """Refuse a workbook with sheets of one name, or whose sheets are one part, time and again."""
    targets = [target for _, target in sheets]
    if len(set(targets)) < len(targets):
        size = sum(archive.getinfo(target).file_size for target in targets)
        if size > _REPEATED_LIMIT:
            message = f"its {len(targets):,} sheets share {len(set(targets)):,} parts"
            raise refused(file, message, "save it anew from Excel, or a sheet alone as CSV")
    for name, count in Counter(sheet.name for sheet, _ in sheets).most_common(1):
        if count == 1:
            return
        message = f"it has {count:,} sheets of the one name '{name}'"
        hint = "give each a name of its own in Excel"
        raise refused(file, message, hint)


def choose_sheet(grids: dict[str, Grid], wanted: str | None, usable: list[str], file: str) -> str:
    """Return the sheet to import: the one asked for, or the only one with a known header.

    A hidden sheet, such as last year's list, is taken only where no other has one.

    Raises
    ------
    UsageError
        If several could be meant, or the one asked for is not there.
    """
    names = some_of(f"'{name}'" for name in grids)
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
            grid.notes.append(f"hidden, and not read: sheet {some_of(hidden)}")
        if grid.is_hidden:
            grid.notes.append("the sheet is hidden in the workbook")
        return shown[0]
    which = some_of(f"'{name}'" for name in usable) or names
    raise UsageError(f"{file} has several sheets that could be meant: {which}; pass --sheet NAME")
