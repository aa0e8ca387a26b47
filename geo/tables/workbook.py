"""Excel workbooks (XLSX): the archive held to limits, the sheets, and which of them is meant.

Before a part is read, the archive is held to limits and any document type is refused, so that
neither a zip bomb nor an XML bomb is ever unpacked.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from typing import IO, TYPE_CHECKING, Any, NoReturn

from ..errors import DataError, Problem, UsageError
from ..text.escape import some_of
from .sheet import BROKEN, ROWS_LIMIT, read_sheet
from .sheet_cells import SharedStrings, Styles, read_strings

if TYPE_CHECKING:
    from .grid import Grid

_UNPACKED_LIMIT = 512 * 2**20
_UNPACKED_LEAST, _UNPACKED_RATIO = 128 * 2**20, 12
"""What a small workbook may unpack to, and how many times its size a large one: real sheets are
packed to a tenth."""
_RATIO_LIMIT = 200  # deflate reaches 1,030; the XML of real sheets 10 to 30
_RATIO_FROM = 8 * 2**20
CELLS_LEAST, _BYTES_OF_CELL = 3_000_000, 4
"""Cells that a sheet of a small workbook may have, and packed bytes that each takes in a large one:
those of real lists take five and more."""
BESIDE_LIMIT = 32 * 2**20
"""Unpacked bytes of the sheets beside the largest, where none is asked for by its name."""
_PARTS_LIMIT = 10_000
_READ_WHOLE = frozenset([
    "[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
])  # fmt: skip
"""Parts of which openpyxl makes an object of every element."""
_WHOLE_LIMIT, _ELEMENTS_LIMIT = 32 * 2**20, 300_000
"""Bytes and tags of such a part; Excel allows 65,490 formats."""
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_CHUNK, _COUNTED = 2**16, 2**20
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
    _inspect(raw, file)
    try:
        with warnings.catch_warnings(action="ignore"):  # what is odd is told cell by cell
            grids = _grids(raw, file, wanted)
    except (DataError, UsageError):
        raise
    except BROKEN as error:
        raise _refused(file, f"the workbook cannot be read ({error})", "save it anew") from None
    if not grids:
        raise _refused(file, "the workbook has no sheet with cells", "import another file")
    return grids


def _grids(raw: bytes, file: str, wanted: str | None) -> dict[str, Grid]:
    """Read the sheets: openpyxl tells what there is, and `read_sheet` what stands in them."""
    from openpyxl.reader.excel import ExcelReader
    from openpyxl.styles.stylesheet import apply_stylesheet

    reader = ExcelReader(io.BytesIO(raw), read_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_workbook()
    apply_stylesheet(reader.archive, reader.wb)
    sheets = [
        (sheet, rel.target)
        for sheet, rel in reader.parser.find_sheets()
        if rel.target in reader.valid_files and "chartsheet" not in rel.Type
    ]
    _refuse_repeated([target for _, target in sheets], reader.archive, file)
    named = [each for each in sheets if each[0].name == wanted]
    sheets = named or sheets
    sizes = [reader.archive.getinfo(target).file_size for _, target in sheets]
    if sum(sizes) - max(sizes, default=0) > BESIDE_LIMIT:
        names = some_of(f"'{sheet.name}'" for sheet, _ in sheets)
        what = f"{file} has large sheets, of which several could be meant: {names}"
        raise UsageError(f"{what}; pass --sheet NAME")
    strings = SharedStrings([], frozenset())
    if part := reader.package.find(_STRINGS):
        with reader.archive.open(part.PartName[1:]) as stream:
            strings = read_strings(stream)
    styles = _styles(reader.wb)
    most = max(CELLS_LEAST, len(raw) // _BYTES_OF_CELL)
    grids = {}
    for sheet, target in sheets:
        _refuse_long(reader.archive, target, sheet.name, file)
        with reader.archive.open(target) as stream:
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
    fonts = book._fonts  # noqa: SLF001
    dates = book._date_formats  # noqa: SLF001
    return Styles(
        {number: shape(styles[number].numFmtId) for number in dates},
        frozenset(book._timedelta_formats),  # noqa: SLF001
        frozenset(at for at, style in enumerate(styles) if fonts[style.fontId].strike),
        book.epoch,
    )


def _inspect(raw: bytes, file: str) -> None:
    """Refuse an archive that is broken, too large unpacked, or declares document types."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
            if "xl/workbook.xml" not in {part.filename for part in parts}:
                message = "this is a zip archive, but no Excel workbook"
                raise _refused(file, message, "save the table as XLSX or CSV")
            size = sum(part.file_size for part in parts)
            most = min(max(_UNPACKED_LEAST, _UNPACKED_RATIO * len(raw)), _UNPACKED_LIMIT)
            if size > most or len(parts) > _PARTS_LIMIT:
                message = f"the workbook unpacks to {size / 2**20:,.0f} MB in {len(parts):,} parts"
                raise _refused(file, message, "save the table alone as CSV")
            for part in parts:
                _inspect_part(archive, part, file)
    except DataError:
        raise
    except BROKEN as error:
        message = f"the workbook is broken or cut short ({error})"
        raise _refused(file, message, "get the whole file again") from None


def _inspect_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, file: str) -> None:
    if part.compress_type not in _METHODS:
        message = f"its part {part.filename} is packed in a way that no spreadsheet writes"
        raise _refused(file, message, "save it anew from Excel")
    swollen = part.file_size > _RATIO_LIMIT * max(part.compress_size, 1)
    if part.file_size > _RATIO_FROM and swollen:
        message = f"its part {part.filename} unpacks to {part.file_size / 2**20:,.0f} MB"
        raise _refused(file, f"{message}, as zip bombs do", "save the table alone as CSV")
    if part.filename in _READ_WHOLE and (
        part.file_size > _WHOLE_LIMIT or archive.read(part).count(b"<") > _ELEMENTS_LIMIT
    ):
        message = f"its part {part.filename} holds more than that of any workbook does"
        raise _refused(file, message, "save the table alone as CSV")
    if part.filename.endswith((".xml", ".rels")):
        with archive.open(part) as stream:
            if _declares_type(stream):
                message = f"its part {part.filename} declares a document type"
                hint = "save it anew from Excel, which never writes one"
                raise _refused(file, message, hint)


class _BegunError(Exception):
    """Ends the look at a part, where its first element begins or its document type is declared."""

    def __init__(self, *, declares_type: bool) -> None:
        super().__init__()
        self.declares_type = declares_type


def _declares_type(stream: IO[bytes]) -> bool:
    """Whether XML declares a document type, which stands before its first element."""
    from xml.parsers import expat

    def end(*, declares_type: bool) -> NoReturn:
        raise _BegunError(declares_type=declares_type)

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda *_: end(declares_type=True)
    parser.StartElementHandler = lambda *_: end(declares_type=False)
    try:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk)
    except _BegunError as begun:
        return begun.declares_type
    except expat.ExpatError:  # told where the part is read
        return False
    return False


def _refuse_long(archive: zipfile.ZipFile, target: str, title: str, file: str) -> None:
    """Refuse a sheet of more rows than Excel has, before the first of them is read."""
    if archive.getinfo(target).file_size < ROWS_LIMIT * len(_ROW_TAG):
        return
    with archive.open(target) as stream:
        rows = sum(chunk.count(_ROW_TAG) for chunk in iter(lambda: stream.read(_COUNTED), b""))
    if rows > ROWS_LIMIT:
        message = f"sheet '{title}' has more than {ROWS_LIMIT:,} rows, as many as Excel has"
        raise _refused(file, message, "save the table anew, or as CSV")


def _refuse_repeated(targets: list[str], archive: zipfile.ZipFile, file: str) -> None:
    """Refuse a workbook whose sheets are one and the same part, time and again."""
    if len(set(targets)) < len(targets):
        size = sum(archive.getinfo(target).file_size for target in targets)
        if size > _RATIO_FROM:
            message = f"its {len(targets):,} sheets share {len(set(targets)):,} parts"
            raise _refused(file, message, "save it anew from Excel, or a sheet alone as CSV")


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


def _refused(file: str, message: str, hint: str) -> DataError:
    return DataError([Problem("workbook", message, hint, file)])
