"""The rows of a sheet out of its XML, one after another, and what stands around them.

Nearly every row of nearly every workbook is written in one plain way: cells with a number, the
number of a shared string, or a text. Such a row is cut out of the text by two patterns, which takes
a fifth of the time of a tree of elements; all else goes through the XML parser, in its order.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from typing import Protocol
    from xml.etree.ElementTree import Element

    class Part(Protocol):
        """What is read of a part of a workbook by the chunk."""

        def read(self, size: int = -1, /) -> bytes:
            """Return the next bytes."""


NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_TABLE, _ROW, _MERGE = f"{NS}sheetData", f"{NS}row", f"{NS}mergeCell"
_CHUNK = 2**18
_HEAD_LIMIT, _ROW_LIMIT = 2**20, 2**22
"""Bytes before the rows, and of one row; with more of them, the XML parser reads on alone."""
_HELD_LIMIT = 1_000_000
TAGS_LIMIT = 2_000_000
"""Tags that the XML parser is given: those of rows that are not plain, and of all beside the rows.
Each takes several times as long as one of a plain row."""
_TABLE_TAG, _ROW_END = b"<sheetData>", b"</row>"
_ENCODING = re.compile(rb"""[^>]{0,80}encoding=["']([^"'>]{0,20})""")
_HIDDEN = re.compile(' hidden="(?:1|true)"')
_GIVEN = r'(?: (?!xmlns)[\w:]+="[^"<&]*")*+'
_FURTHER = _GIVEN.replace("xmlns", "xmlns|r=")
_LETTERS = r"[^<&\x00-\x08\x0b-\x1f\ufffe\uffff]*+"  # a return is a line end to an XML parser
_TEXT = f"{_LETTERS}(?:&(?:amp|lt|gt|quot|apos);{_LETTERS})*+"
_COLUMN = r'<c(?: r="([A-Z]+)[0-9]+")?'
_STYLE, _KIND = '(?: s="(0|[1-9][0-9]*)")?', '(?: t="([a-zA-Z]+)")?'
_VALUE = rf"(?:<f{_GIVEN}(?:/>|>[^<]*</f>))?<v>(?!<)({_TEXT})</v>"
_WRITTEN = rf'<is><t(?: xml:space="preserve")?>({_TEXT})</t></is>'
_SAID = rf"{_STYLE}{_KIND}(?:/>|>(?:{_VALUE}|{_WRITTEN})?</c>)"
_PLAIN_CELL = re.compile(_COLUMN + _SAID)
_PLAIN_ROW = re.compile(
    rf'<row(?: r="([0-9]+)")?({_FURTHER})>'
    rf"((?:\s*{re.sub(r'[(](?![?])', '(?:', _COLUMN + _SAID)})*+)\s*</row>"
)
_EMPTY_ROWS = rf"(?:\s*<row{_GIVEN}/>)*+\s*"
_CELL_BEGIN = "<c"  # within a plain row nothing else begins so
_NO_ROW, _ROW_BEGIN = re.compile(_EMPTY_ROWS), re.compile(rf"{_EMPTY_ROWS}<row{_GIVEN}>")


PlainCell = tuple[str, str, str, str, str]
"""The letters of the column, the style, the type, the stored value, and the text that is written in
the cell itself: each as it stands in the XML, blank where it does not."""


class PlainRows(NamedTuple):
    """Rows one after another that need no tree; the cells of all of them stand in one list."""

    numbers: list[str]
    """As they are given, blank where they are not."""
    are_hidden: list[bool]
    counts: list[int]
    """How many cells each row has."""
    cells: list[PlainCell]


def _plain_rows_of(text: str, found: list[re.Match[str]]) -> PlainRows:
    """Return the rows that were found one after another in a text."""
    numbers, given, inner = zip(*(row.groups("") for row in found), strict=True)
    return PlainRows(
        list(numbers),
        ["hidden" in each and _HIDDEN.search(each) is not None for each in given],
        [each.count(_CELL_BEGIN) for each in inner],
        _PLAIN_CELL.findall(text, found[0].start(), found[-1].end()),
    )


def _are_rows(text: str) -> bool:
    """Whether a text is whole rows and empty ones, whatever stands in them, and nothing else."""
    *rows, behind = text.split("</row>")
    return _NO_ROW.fullmatch(behind) is not None and all(map(_is_one_row, rows))


def _is_one_row(text: str) -> bool:
    begun = _ROW_BEGIN.match(text)
    return begun is not None and not any(tag in text[begun.end() :] for tag in ("<!", "<?", "<row"))


class Chunks:
    """The chunks of a part for an XML parser: as long as nothing begins, ever larger ones.

    The parser looks for the end of a tag or a comment from its beginning on with each chunk.
    """

    def __init__(self, stream: Part, root: Element) -> None:
        self._stream, self._root = stream, root
        self._newest: Element | None = None
        self._size = _CHUNK

    def next(self) -> bytes:
        """Return the next chunk, when the last one is in the tree below the root."""
        newest = self._root
        while len(newest):
            newest = newest[-1]
        self._size = self._size * 2 if newest is self._newest else _CHUNK
        self._newest = newest
        return self._stream.read(self._size)


class SheetTree:
    """The tree of a sheet while it is read: its rows are taken out as soon as they are whole.

    What else it holds stays, and is held to a number of elements.
    """

    def __init__(self) -> None:
        from xml.etree.ElementTree import TreeBuilder, XMLParser

        builder = TreeBuilder()
        self._root = builder.start("root", {})
        self._parser = XMLParser(target=builder)  # noqa: S314 (document types were refused)
        self._dropped = self._tags = self._all_tags = 0
        """Elements between the rows, tags since the elements were counted, and tags in all."""
        self._tables: list[Element] = []
        self._seen = 0
        """How many children of the sheet were looked at."""

    def rows(self, stream: Part) -> Iterator[PlainRows | Element]:
        """Yield the rows in their order; those before a defect come before its error."""
        text = stream.read(_CHUNK)
        while _TABLE_TAG not in text and len(text) < _HEAD_LIMIT and (more := stream.read(_CHUNK)):
            text += more
        if head := _before_rows(text):
            yield from self._fed(head)
            text = text[len(head) :]
            if self._is_in_table():
                text = yield from self._plain_rows(text, stream)
        yield from self._fed(text)
        chunks = Chunks(stream, self._root)
        while chunk := chunks.next():
            yield from self._fed(chunk)
        self._parser.close()
        yield from self._whole_rows(is_end=True)

    def _is_in_table(self) -> bool:
        """Whether the last tag that was read begins the rows."""
        return any(part.tag == _TABLE for sheet in self._root[:1] for part in sheet[-1:])

    def _plain_rows(self, text: bytes, stream: Part) -> Generator[PlainRows | Element, None, bytes]:
        """Yield rows as long as nothing but rows comes; return what was read behind them."""
        while True:
            whole, found, left = text.rpartition(_ROW_END)
            if not found:
                chunk = stream.read(_CHUNK)
                if not chunk or len(text) > _ROW_LIMIT or b"</sheetData" in text:
                    return text + chunk
                text += chunk
                continue
            try:
                rows = (whole + found).decode()
            except UnicodeDecodeError:
                return text
            text = left
            at = 0
            found_rows: list[re.Match[str]] = []
            for row in chain(_PLAIN_ROW.finditer(rows), [None]):
                begin = len(rows) if row is None else row.start()
                other = rows[at:begin].strip() if begin > at else ""
                if (other or row is None) and found_rows:
                    yield _plain_rows_of(rows, found_rows)
                    found_rows = []
                if other:
                    if not _are_rows(other):
                        return rows[at:].encode() + text
                    yield from self._fed(other.encode(), is_whole=True)
                if row is not None:
                    at = row.end()
                    found_rows.append(row)

    def _fed(self, text: bytes, *, is_whole: bool = False) -> Iterator[Element]:
        """Yield the rows that are whole after a text, which may end behind one of them."""
        broken = None
        try:
            self._parser.feed(text)
        except SyntaxError as error:
            broken = error
        yield from self._whole_rows(is_end=is_whole)
        if broken is not None:
            raise broken
        tags = text.count(b"<")
        self._tags += tags
        self._all_tags += tags
        if self._all_tags > TAGS_LIMIT:
            raise ValueError(f"it has more than {TAGS_LIMIT:,} tags that are none of plain cells")
        if self._tags > _HELD_LIMIT // 2:
            self._tags = 0
            if self._dropped + sum(1 for _ in self._root.iter()) > _HELD_LIMIT:
                raise ValueError(f"it holds more than {_HELD_LIMIT:,} parts that are no rows")

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


def _before_rows(text: bytes) -> bytes:
    """Return what stands before the rows; nothing, if it is not as every spreadsheet writes it."""
    said = _ENCODING.match(text)
    head, found, _ = text.partition(_TABLE_TAG)
    is_utf8 = said is None or said.group(1).lower() == b"utf-8"
    is_sound = is_utf8 and b"<!" not in head and head.count(b"<?") <= 1
    return head + found if found and is_sound else b""
