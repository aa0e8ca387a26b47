"""The text of a DOCX file and of a PDF.

Of a DOCX file these are the paragraphs and table rows of its body, without what was deleted. A PDF
is read by pypdfium2 (`tables.own_process`).
"""

from __future__ import annotations

import re
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from ...errors import DataError, Problem, UsageError
from ...tables.docx import DELETED, DocxError, is_deleted, name_of, read_body, runs
from ...tables.own_process import read_in_own_process

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element


def refused(file: str, rule: str, message: str, hint: str) -> DataError:
    """Return the error of an article that cannot be read: one line that says what to do."""
    return DataError([Problem(rule, message, hint, file)])


_DEEPEST = 20
"""Tables inside tables."""


def docx_text(raw: bytes, file: str) -> str:
    """Return the text of a DOCX file, a line per paragraph and per row of a table.

    Raises
    ------
    DataError
        If it is another kind of archive, damaged, encrypted, too large, or declares a DTD.
    """
    try:
        return "\n\n".join(_lines(read_body(raw)))
    except DocxError as error:
        rule = "file-too-large" if error.is_large else "article-kind"
        raise refused(file, rule, error.message, error.hint) from None
    except RecursionError:
        message = f"its tables stand in tables, more than {_DEEPEST} deep"
        raise refused(file, "article-kind", message, "copy its text, and give that") from None


def _lines(root: Element, depth: int = 0) -> Iterator[str]:
    """Yield the paragraphs and rows in their order.

    Raises
    ------
    RecursionError
        If tables stand in tables deeper than any document has them.
    """
    if depth > _DEEPEST:
        raise RecursionError
    pending = [root]
    while pending:
        element = pending.pop()
        name = name_of(element)
        if name in DELETED:
            continue
        if name == "tr":
            if is_deleted(element):
                continue
            cells = (
                " ".join(_lines(cell, depth + 1))
                for cell in element
                if name_of(cell) == "tc" and not is_deleted(cell)
            )
            row = " | ".join(filter(None, cells))
            if row:
                yield row
        elif name == "p":
            text = "".join(text for text, is_struck in runs(element) if not is_struck).strip()
            yield from filter(None, (line.strip() for line in text.splitlines()))
        else:
            pending += reversed(element)


_PAGES = 500
_SECONDS, _MOST_SECONDS = 10, 60
"""Of a processor that a PDF may take, and in all, on a machine that has much else to do."""
_MEMORY = 700 * 2**20
"""Bytes of address space that its process may take: with the one that waits, under a gigabyte."""
_BROKEN = re.compile(r"\r\n|\r")
_PAGE_NUMBER = re.compile(r"\s*(?:[-–—]?\s{0,3}\d{1,4}\s{0,3}[-–—]?|第?\s{0,3}\d{1,4}\s{0,3}页)\s*")
_FEWEST = 20
"""Characters that a PDF has at least which holds text at all."""


def pdf_text(raw: bytes, file: str) -> str:
    """Return the text of a PDF.

    PDFium reads it in a process of its own, with limits: it is written in C++, and a page of a few
    bytes may unpack to more than any machine holds.

    Raises
    ------
    DataError
        If it is damaged, has a password, too many pages, too much in them, or no text but pictures.
    UsageError
        If pypdfium2 is not installed.
    """
    if find_spec("pypdfium2") is None:
        raise UsageError(
            'PDF files need pypdfium2; install it: pip install "pilotmap[scan]", '
            "or give the article's text"
        )
    limits = {"pages": _PAGES, "cpu_seconds": _SECONDS, "memory": _MEMORY}
    found = read_in_own_process("pdf-pages", raw, limits, seconds=_MOST_SECONDS)
    if found is None:
        much = f"{_SECONDS} seconds or {_MEMORY // 2**20} MB"
        message = f"the PDF is damaged, or takes more than {much} to read"
        raise refused(file, "article-kind", message, "save it anew, or as text") from None
    _refuse(file, found)
    pages = (_BROKEN.sub("\n", page).split("\n") for page in found["pages"])
    text = "\n".join(line for page in pages for line in page if not _PAGE_NUMBER.fullmatch(line))
    if len(text.strip()) < _FEWEST:
        message = "the PDF holds pictures of text, and no text"
        hint = "read it with a program for text recognition first"
        raise refused(file, "article-empty", message, hint)
    return text


def _refuse(file: str, found: dict[str, Any]) -> None:
    if "password" in found:
        message, hint = "the PDF has a password", "save it anew without, or as text"
        raise refused(file, "article-kind", message, hint)
    if "damaged" in found:
        raise refused(file, "article-kind", "the PDF is damaged", "save it anew, or as text")
    if "too_many" in found:
        message = f"the PDF has {found['too_many']} pages, more than {_PAGES}"
        raise refused(file, "file-too-large", message, "give the article alone")
