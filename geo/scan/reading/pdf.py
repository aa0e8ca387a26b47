"""The text of a PDF, through pypdfium2, its lines joined to paragraphs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...errors import UsageError
from .refusal import refused

if TYPE_CHECKING:
    from ...errors import DataError

_PAGES = 500
_BROKEN = re.compile(r"\r\n|\r")
_PAGE_NUMBER = re.compile(r"\s*(?:[-–—]?\s{0,3}\d{1,4}\s{0,3}[-–—]?|第?\s{0,3}\d{1,4}\s{0,3}页)\s*")
_FEWEST = 20
"""Characters that a PDF has at least which holds text at all."""


def pdf_text(raw: bytes, file: str) -> str:
    """Return the text of a PDF.

    Raises
    ------
    DataError
        If it is damaged, has a password, too many pages, or pictures of text only.
    UsageError
        If pypdfium2 is not installed.
    """
    try:
        import pypdfium2
    except ImportError:
        raise UsageError(
            'PDF files need pypdfium2; install it: pip install "pilotmap[scan]", '
            "or give the article's text"
        ) from None
    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        has_password = "password" in str(error).lower()
        if has_password:
            message, hint = "the PDF has a password", "save it anew without, or as text"
            raise refused(file, "article-kind", message, hint) from None
        raise _damaged(file) from None
    try:
        if len(document) > _PAGES:
            message = f"the PDF has {len(document)} pages, more than {_PAGES}"
            raise refused(file, "file-too-large", message, "give the article alone")
        pages = [_page_text(document, number) for number in range(len(document))]
    except pypdfium2.PdfiumError:  # the file opens, and one of its pages does not
        raise _damaged(file) from None
    finally:
        document.close()
    text = "\n".join(pages)
    if len(text.strip()) < _FEWEST:
        message = "the PDF holds pictures of text, and no text"
        hint = "read it with a program for text recognition first"
        raise refused(file, "article-empty", message, hint)
    return text


def _damaged(file: str) -> DataError:
    return refused(file, "article-kind", "the PDF is damaged", "save it anew, or as text")


def _page_text(document: object, number: int) -> str:
    page = document[number]  # type: ignore[index]
    textpage = page.get_textpage()
    text = _BROKEN.sub("\n", textpage.get_text_bounded())
    textpage.close()
    page.close()
    return "\n".join(line for line in text.split("\n") if not _PAGE_NUMBER.fullmatch(line))
