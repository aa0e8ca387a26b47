"""The body of a DOCX file, held to limits; and its tables, as those of a web page are read.

Cells that are merged across or down fill all of what they span. Deleted and hidden text is left
out, and what is struck through is written as Markdown has it. A table inside a cell is a table of
its own.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING, NamedTuple
from xml.etree.ElementTree import Element

from ..text.markup import TagError
from .spanned_table import SpannedTable, named_grids, refuse_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .grid import Grid

BODY = "word/document.xml"
UNPACKED_LIMIT = 64 * 2**20
"""Bytes of the body when unpacked; a book has some ten million."""
_TAGS_LIMIT, _ATTRIBUTES_LIMIT = 1_500_000, 2_000_000
"""Of the body; each takes a hundred bytes and more, however few it has in the file."""
TABLES_LIMIT = 1_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
DELETED = frozenset([
    "del", "moveFrom", "delText", "instrText", "fldData", "pPr", "rPr", "sectPr", "rt", _FALLBACK,
])  # fmt: skip
"""Elements of which nothing is seen, and what stands there a second time: for readings of
characters, and for programs that know no text boxes."""
BREAKS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_LINE_END = Element("br")
_OFF = frozenset(["0", "false", "off", "none"])
_TITLE = 60
_ACROSS = 1_000
"""Columns that a cell may span."""
_DEEPEST = 20
"""Tables inside tables."""


class DocxError(Exception):
    """Says why a DOCX is not read, and what to do."""

    def __init__(self, message: str, hint: str, *, is_large: bool = False) -> None:
        super().__init__(message)
        self.message, self.hint, self.is_large = message, hint, is_large


def is_docx(raw: bytes) -> bool:
    """Whether an archive holds the body of a DOCX."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return BODY in archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        return False


def read_body(raw: bytes) -> Element:
    """Return the root of the body.

    Raises
    ------
    DocxError
        If it is another kind of archive, damaged, encrypted, too large, or declares a DTD.
    """
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        root: Element = fromstring(_unpacked(raw), forbid_dtd=True)
    except DefusedXmlException:
        message = "its text declares a DTD or entities, which no DOCX does"
        raise DocxError(message, "save it anew, or as text") from None
    except (zipfile.BadZipFile, ParseError, zlib.error, EOFError, OSError, ValueError):
        raise DocxError("the DOCX is damaged", "save it anew, or as text") from None
    except (NotImplementedError, RuntimeError):
        message = "the archive is encrypted or packed in another way"
        raise DocxError(message, "save it without a password") from None
    return root


def _unpacked(raw: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        if BODY not in archive.namelist():
            raise DocxError("it is an archive, but no DOCX", "give the article in it")
        with archive.open(BODY) as stream:
            content = stream.read(UNPACKED_LIMIT + 1)  # the size it declares may be a lie
    hint = "give the article alone"
    if len(content) > UNPACKED_LIMIT:
        message = f"its text unpacks to more than {UNPACKED_LIMIT // 2**20} MB"
        raise DocxError(message, hint, is_large=True)
    if content.count(b"<") > _TAGS_LIMIT or content.count(b"=") > _ATTRIBUTES_LIMIT:
        message = f"its text has more than {_TAGS_LIMIT:,} tags or {_ATTRIBUTES_LIMIT:,} attributes"
        raise DocxError(message, hint, is_large=True)
    return content


def name_of(element: Element) -> str:
    """Return the name of an element without its namespace."""
    tag = element.tag if isinstance(element.tag, str) else ""
    return tag.removeprefix(_W).removeprefix(_W_STRICT)


def read_docx(raw: bytes, file: str) -> dict[str, Grid]:
    """Return every table of a document that has cells, by what stands above it, else its number.

    Raises
    ------
    DataError
        If it cannot be read, has no table, or more than are read.
    """
    try:
        grids = named_grids(_tables(read_body(raw), ""), file, "DOCX")
    except DocxError as error:
        refuse_page(file, error.message, error.hint)
    except TagError as error:
        refuse_page(file, str(error))
    if not grids:
        hint = "pilotmap scan reads an article; else paste the list on standard input"
        refuse_page(file, "the DOCX has no table with cells", hint)
    return grids


class _Cell(NamedTuple):
    """A cell of a row as it is written."""

    element: Element
    at: int
    """The column of the grid in which it begins."""
    across: int
    continues: bool
    """It only goes on with the cell above it."""


def _tables(root: Element, title: str, depth: int = 0) -> Iterator[SpannedTable]:
    """Yield the tables below an element, each with the paragraph before it as its title."""
    if depth > _DEEPEST:
        raise TagError(f"its tables stand in tables, more than {_DEEPEST} deep")
    pending = [root]
    count = 0
    while pending:
        element = pending.pop()
        name = name_of(element)
        if name == "p":
            title = "".join(text for text, _ in runs(element)).strip() or title
        elif name == "tbl":
            count += 1
            if count > TABLES_LIMIT:
                raise TagError(f"it has more than {TABLES_LIMIT:,} tables")
            rows = [*_rows(element)]
            yield _table(rows, title[:_TITLE])
            for cell in (cell for row in rows for cell in row):
                yield from _tables(cell.element, "", depth + 1)
        elif name not in DELETED:
            pending += reversed(element)


def is_deleted(part: Element) -> bool:
    """Whether a row or a cell of a table was deleted while changes were tracked."""
    about, mark = ("trPr", "del") if name_of(part) == "tr" else ("tcPr", "cellDel")
    says = _child(part, about)
    return says is not None and _child(says, mark) is not None


def _rows(table: Element) -> Iterator[list[_Cell]]:
    """Yield the rows of a table, without those that were deleted."""
    for row in _inside(table, "tr"):
        about = _child(row, "trPr")
        if is_deleted(row):
            continue
        at = _number(about, "gridBefore", 0)
        cells = []
        for cell in _inside(row, "tc"):
            if is_deleted(cell):
                continue
            says = _child(cell, "tcPr")
            merge = _child(says, "vMerge") if says is not None else None
            across = min(max(_number(says, "gridSpan", 1), 1), _ACROSS)
            cells.append(_Cell(cell, at, across, merge is not None and _value(merge) != "restart"))
            at += across
        yield cells


def _table(rows: list[list[_Cell]], title: str) -> SpannedTable:
    """Return a table with what its cells hold."""
    table = SpannedTable(title, hidden=False)
    begins = [{cell.at: cell for cell in row} for row in rows]
    for number, row in enumerate(rows):
        table.start_row({})
        for at in range(0, row[0].at if row else 0, _ACROSS):
            table.start_cell({"colspan": str(min(row[0].at - at, _ACROSS))})
        for cell in (cell for cell in row if not cell.continues):
            down = number + 1
            while down < len(rows) and (below := begins[down].get(cell.at)) and below.continues:
                down += 1
            table.start_cell({"colspan": str(cell.across), "rowspan": str(down - number)})
            if table.cell is not None:
                for text, is_struck in _text(cell.element):
                    if is_struck:
                        table.cell.start("s", {})
                    table.cell.add(text)
                    table.cell.end("s")
        table.end_row()
    return table


def _text(cell: Element) -> Iterator[tuple[str, bool]]:
    """Yield the text of a cell, paragraph by paragraph, and whether it is struck through."""
    pending = list(reversed(cell))
    while pending:
        element = pending.pop()
        name = name_of(element)
        if name == "p":
            yield from runs(element)
            yield "\n", False
        elif name not in DELETED and name != "tbl":
            pending += reversed(element)


def runs(paragraph: Element) -> Iterator[tuple[str, bool]]:
    """Yield the texts of a paragraph that are seen, and whether each is struck through.

    A text box in it holds paragraphs, which stand for themselves.
    """
    pending = [(element, False) for element in reversed(paragraph)]
    while pending:
        element, is_struck = pending.pop()
        name = name_of(element)
        if name in DELETED or name == "tbl":
            continue
        if name == "t":
            yield element.text or "", is_struck
        elif name in BREAKS:
            yield BREAKS[name], is_struck
        else:
            looks = _child(element, "rPr") if name == "r" else None
            if looks is not None and _is_on(looks, "vanish"):
                continue
            struck = is_struck or (
                looks is not None and (_is_on(looks, "strike") or _is_on(looks, "dstrike"))
            )
            if name == "p":
                yield "\n", False
                pending.append((_LINE_END, False))
            pending += [(inner, struck) for inner in reversed(element)]


def _inside(element: Element, wanted: str) -> Iterator[Element]:
    """Yield the parts of a table or a row, also those in a frame for contents or insertions."""
    pending = list(reversed(element))
    while pending:
        each = pending.pop()
        name = name_of(each)
        if name == wanted:
            yield each
        elif name in {"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"}:
            pending += reversed(each)


def _child(element: Element, wanted: str) -> Element | None:
    return next((each for each in element if name_of(each) == wanted), None)


def _value(element: Element) -> str:
    return element.get(f"{_W}val") or element.get(f"{_W_STRICT}val") or ""


def _is_on(looks: Element, name: str) -> bool:
    found = _child(looks, name)
    return found is not None and _value(found) not in _OFF


def _number(element: Element | None, name: str, default: int) -> int:
    found = _child(element, name) if element is not None else None
    text = _value(found) if found is not None else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else default  # noqa: PLR2004
