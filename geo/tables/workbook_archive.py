"""The archive of an Excel workbook (XLSX): held to limits before a part of it is unpacked.

No document type is read, so that neither a zip bomb nor an XML bomb is ever unpacked. Excel writes
workbooks with two sets of names, the usual one and the strict one of ISO 29500; what is strict is
read with the usual names.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from typing import IO, TYPE_CHECKING, NoReturn

from ..errors import DataError, Problem
from .sheet import BROKEN

if TYPE_CHECKING:
    from .sheet_tree import Part

UNPACKED_LIMIT = 512 * 2**20
_UNPACKED_LEAST, _UNPACKED_RATIO = 128 * 2**20, 12
"""What a small workbook may unpack to, and how many times its size a large one: real sheets are
packed to a tenth."""
_RATIO_LIMIT = 200  # deflate reaches 1,030; the XML of real sheets 10 to 30
_RATIO_FROM = 8 * 2**20
PARTS_LIMIT = 10_000
TYPES, STYLES = "[Content_Types].xml", "xl/styles.xml"
_WHOLE_LIMIT, _ELEMENTS_LIMIT, _ATTRIBUTES_LIMIT = 32 * 2**20, 300_000, 1_500_000
"""Bytes, tags and attributes of a part that openpyxl makes an object of; Excel allows 65,490
formats."""
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x41
"""Flags of a part that is locked with a password."""
_CHUNK = 2**16
_BEGUN_WITHIN = 2**20
"""Bytes within which the first element of a part begins: the parser looks for its end anew with
each chunk."""
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
_SAVE_TABLE = "save the table as XLSX or CSV"
_BINARY = "xl/workbook.bin"
_OTHERS = (
    (_BINARY, "a binary Excel workbook (XLSB)", _SAVE_TABLE),
    ("content.xml", "an OpenDocument file (ODS, ODT)", _SAVE_TABLE),
    ("Index/Document.iwa", "a document of Apple (Numbers, Pages)", _SAVE_TABLE),
    ("ppt/presentation.xml", "a presentation", _SAVE_TABLE),
    (".kml", "a packed map (KMZ)", "save it as GeoJSON or GeoPackage"),
    (".shp", "a packed Shapefile", "save it as GeoJSON or GeoPackage"),
    (".csv", "an archive with a CSV file in it", "unpack it, and import the file in it"),
    (".xlsx", "an archive with a workbook in it", "unpack it, and import the file in it"),
)
"""What other archives hold, under which name or ending, and what to do with them."""


class WorkbookArchive(zipfile.ZipFile):
    """The parts of a workbook, with the usual names whether it is strict or not."""

    is_strict = False

    def read(self, name: str | zipfile.ZipInfo, pwd: bytes | None = None) -> bytes:
        """Return a part as a whole."""
        return self._usual(super().read(name, pwd))

    def part(self, name: str) -> Part:
        """Return a part to be read by the chunk."""
        stream = self.open(name)
        return _Begun(self._usual(stream.read(_CHUNK)), stream) if self.is_strict else stream

    def _usual(self, content: bytes) -> bytes:
        for strict, usual in _STRICT if self.is_strict else ():
            content = content.replace(strict, usual)
        return content

    def hold_whole(self, name: str, file: str) -> None:
        """Refuse a part that is no part of a workbook as large as openpyxl reads it: whole."""
        if name not in self.namelist():
            return
        is_large = self.getinfo(name).file_size > _WHOLE_LIMIT
        content = b"" if is_large else self.read(name)
        many = content.count(b"<") > _ELEMENTS_LIMIT or content.count(b"=") > _ATTRIBUTES_LIMIT
        if is_large or many:
            message = f"its part {name} holds more than that of any workbook does"
            raise refused(file, message, "save the table alone as CSV")

    def hold_workbook(self, name: str, file: str) -> None:
        """Hold the part that names the sheets, wherever it is; it tells which names are meant."""
        folder, _, last = name.rpartition("/")
        self.hold_whole(name, file)
        self.is_strict = name in self.namelist() and _STRICT[0][0] in self.read(name)[:_CHUNK]
        self.hold_whole(f"{folder}/_rels/{last}.rels", file)


class _Begun:
    """A stream of which the beginning was read, and may have been changed."""

    def __init__(self, begun: bytes, stream: IO[bytes]) -> None:
        self._begun, self._stream = begun, stream

    def read(self, size: int = -1, /) -> bytes:
        """Return the next bytes; at first what was read."""
        begun, self._begun = self._begun, b""
        return begun + self._stream.read() if size < 0 else begun or self._stream.read(size)


def open_archive(raw: bytes, file: str) -> WorkbookArchive:
    """Return the archive of a workbook whose parts may be unpacked.

    Raises
    ------
    DataError
        If it is broken, none of a workbook, locked, too large unpacked, names a part twice, or
        declares a document type.
    """
    try:
        archive = WorkbookArchive(io.BytesIO(raw))
        parts = archive.infolist()
        names = {part.filename for part in parts}
        if _BINARY in names or not any(name.startswith("xl/") for name in names):
            raise refused(file, *_other_archive(names))
        size = sum(part.file_size for part in parts)
        most = min(max(_UNPACKED_LEAST, _UNPACKED_RATIO * len(raw)), UNPACKED_LIMIT)
        if size > most or len(parts) > PARTS_LIMIT:
            message = f"the workbook unpacks to {size / 2**20:,.0f} MB in {len(parts):,} parts"
            raise refused(file, message, "save the table alone as CSV")
        if len(names) < len(parts):
            twice = Counter(part.filename for part in parts).most_common(1)[0][0]
            message = f"the workbook has two parts of one name, {twice}"
            raise refused(file, message, "save it anew from Excel")
        for part in parts:
            _inspect_part(archive, part, file)
        for name in (TYPES, STYLES):
            archive.hold_whole(name, file)
    except DataError:
        raise
    except BROKEN as error:
        message = f"the workbook is broken or cut short ({error})"
        raise refused(file, message, "get the whole file again") from None
    return archive


def _other_archive(names: set[str]) -> tuple[str, str]:
    """Return what an archive is that holds no workbook, and what to do with it."""
    for ending, what, hint in _OTHERS:
        if any(name.lower().endswith(ending.lower()) for name in names):
            return f"this is {what}, which is not read", hint
    return "this is a zip archive, but no Excel workbook", _SAVE_TABLE


def _inspect_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, file: str) -> None:
    if part.flag_bits & _ENCRYPTED:
        hint = "open it with the password and save it without one"
        raise refused(file, "the archive is locked with a password", hint)
    if part.compress_type not in _METHODS:
        message = f"its part {part.filename} is packed in a way that no spreadsheet writes"
        raise refused(file, message, "save it anew from Excel")
    swollen = part.file_size > _RATIO_LIMIT * max(part.compress_size, 1)
    if part.file_size > _RATIO_FROM and swollen:
        message = f"its part {part.filename} unpacks to {part.file_size / 2**20:,.0f} MB"
        raise refused(file, f"{message}, as zip bombs do", "save the table alone as CSV")
    with archive.open(part) as stream:
        if why := _not_begun(stream):
            raise refused(file, f"its part {part.filename} {why}", "save it anew from Excel")


class _BegunError(Exception):
    """Ends the look at a part, where its first element begins or its document type is declared."""

    def __init__(self, *, declares_type: bool) -> None:
        super().__init__()
        self.declares_type = declares_type


def _not_begun(stream: IO[bytes]) -> str:
    """Return why a part, whatever it calls itself, is no XML to be read; nothing for a picture.

    A document type stands before the first element.
    """
    from xml.parsers import expat

    def end(*, declares_type: bool) -> NoReturn:
        raise _BegunError(declares_type=declares_type)

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda *_: end(declares_type=True)
    parser.StartElementHandler = lambda *_: end(declares_type=False)
    read = 0
    try:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk)
            read += len(chunk)
            if read > _BEGUN_WITHIN:
                return f"does not begin within {_BEGUN_WITHIN // 2**20} MB"
    except _BegunError as begun:
        return "declares a document type" if begun.declares_type else ""
    except expat.ExpatError:  # told where the part is read
        return ""
    return ""


def refused(file: str, message: str, hint: str) -> DataError:
    """Return the error of a workbook that is not read."""
    return DataError([Problem("workbook", message, hint, file)])
