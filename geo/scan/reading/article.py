"""Read an article from a file or standard input: text, HTML, PDF or DOCX, told by its first bytes.

The kind is told by the content and never by the name of the file. What cannot be read is refused
in one line that says what to do.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from ...tables.encoding import decode_page
from ...tables.regular_file import read_bytes, read_stdin
from .documents import refused

SIZE_LIMIT = 32 * 2**20
"""Bytes of an article: a whole book as text has two million."""
_PDF, _ZIP, _OLE = b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 1024
_MARKUP = re.compile(r"<(?:!doctype\s+html|html|head|body|article|main|div|p)\b", re.IGNORECASE)
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_CONTROLS = 0.001
"""Share of control characters that a text may have; binary data decoded as text has more."""
_SAVE_AS_TEXT = "copy its text into a file and give that"


class ArticleText(NamedTuple):
    """A text to read, and what its file says of itself."""

    text: str
    offered: str = ""
    """The date of publication that the file names; offered, never used without a yes."""


def read_article(source: str) -> ArticleText:
    """Return the text of an article.

    Parameters
    ----------
    source
        Path of a file, or `-` for standard input.

    Raises
    ------
    DataError
        If it is missing, no regular file, too large, of another kind, or holds no text.
    UsageError
        If it is a PDF and pypdfium2 is not installed.
    """
    file = "stdin" if source == "-" else source
    raw = read_stdin() if source == "-" else _read_file(Path(source), file)
    if len(raw) > SIZE_LIMIT:
        raise refused(file, "file-too-large", _too_large(len(raw)), "give the article alone")
    article = _read(raw, file)
    if not article.text.strip():
        raise refused(file, "article-empty", "there is no text in it", _SAVE_AS_TEXT)
    return article


def _read_file(path: Path, file: str) -> bytes:
    try:
        size = path.stat().st_size
    except (OSError, ValueError):
        size = 0  # reading it tells what is wrong
    if size > SIZE_LIMIT:
        raise refused(file, "file-too-large", _too_large(size), "give the article alone")
    return read_bytes(path, file)


def _too_large(size: int) -> str:
    return f"it has {size / 2**20:,.0f} MB, more than the {SIZE_LIMIT // 2**20} of an article"


def _read(raw: bytes, file: str) -> ArticleText:
    if raw.startswith(_PDF):
        from .documents import pdf_text

        return ArticleText(pdf_text(raw, file))
    if raw.startswith(_ZIP):
        from .documents import docx_text

        return ArticleText(docx_text(raw, file))
    if raw.startswith(_OLE):
        message = "it is a document of Word 97 or an encrypted one, which is not read"
        raise refused(
            file, "article-kind", message, "save it as DOCX without a password, or as text"
        )
    text = _decoded(raw, file)
    if text[:_HEAD].lstrip().startswith("<") and _MARKUP.search(text[:_HEAD]):
        from ...text.markup import TagError
        from .html import html_article

        try:
            return ArticleText(*html_article(text))
        except TagError as error:
            hint = "give the article alone, or its text"
            raise refused(file, "file-too-large", str(error), hint) from None
    return ArticleText(text)


def _decoded(raw: bytes, file: str) -> str:
    text, _ = decode_page(raw, file)
    controls = len(_NOT_TEXT.findall(text))
    if controls > _MOST_CONTROLS * len(text):
        message = "it is binary data, not a text, an HTML page, a PDF or a DOCX"
        raise refused(file, "article-kind", message, _SAVE_AS_TEXT)
    return text
