"""The text of a DOCX file: the paragraphs and table rows of its body, without what was deleted."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from ...errors import DataError
from .refusal import refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

_BODY = "word/document.xml"
_UNPACKED_LIMIT = 64 * 2**20
"""Bytes of the body when unpacked; a book has some ten million."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_DELETED = frozenset(["del", "moveFrom", "delText", "instrText", "fldData", "pPr", "rPr", "sectPr"])
_BREAKS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}


def docx_text(raw: bytes, file: str) -> str:
    """Return the text of a DOCX file, a line per paragraph and per row of a table.

    Raises
    ------
    DataError
        If it is another kind of archive, damaged, encrypted, too large, or declares a DTD.
    """
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        content = _unpacked(raw, file)
        root = fromstring(content, forbid_dtd=True)
    except DataError:
        raise
    except DefusedXmlException:
        message = "its text declares a DTD or entities, which no DOCX does"
        raise refused(file, "article-kind", message, "save it anew, or as text") from None
    except (zipfile.BadZipFile, ParseError, zlib.error, EOFError, OSError, ValueError):
        message = "the DOCX is damaged"
        raise refused(file, "article-kind", message, "save it anew, or as text") from None
    except (NotImplementedError, RuntimeError):
        message = "the archive is encrypted or packed in another way"
        raise refused(file, "article-kind", message, "save it without a password") from None
    return "\n\n".join(_lines(root))


def _unpacked(raw: bytes, file: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        if _BODY not in archive.namelist():
            message = "it is an archive, but no DOCX"
            raise refused(file, "article-kind", message, "give the article in it")
        with archive.open(_BODY) as stream:
            content = stream.read(_UNPACKED_LIMIT + 1)  # the size it declares may be a lie
    if len(content) > _UNPACKED_LIMIT:
        limit = _UNPACKED_LIMIT // 2**20
        message = f"its text unpacks to more than {limit} MB"
        raise refused(file, "file-too-large", message, "give the article alone")
    return content


def _lines(root: Element) -> Iterator[str]:
    """Yield the paragraphs and rows in their order."""
    pending = [root]
    while pending:
        element = pending.pop()
        name = _name(element)
        if name in _DELETED:
            continue
        if name == "tr":
            cells = (" ".join(_lines(cell)) for cell in element if _name(cell) == "tc")
            row = " | ".join(filter(None, cells))
            if row:
                yield row
        elif name == "p":
            text = "".join(_runs(element)).strip()
            yield from filter(None, (line.strip() for line in text.splitlines()))
        else:
            pending += reversed(element)


def _runs(paragraph: Element) -> Iterator[str]:
    pending = list(reversed(paragraph))
    while pending:
        element = pending.pop()
        name = _name(element)
        if name in _DELETED:
            continue
        if name == "t":
            yield element.text or ""
        elif name in _BREAKS:
            yield _BREAKS[name]
        else:
            pending += reversed(element)


def _name(element: Element) -> str:
    tag = element.tag if isinstance(element.tag, str) else ""
    return tag.removeprefix(_W).removeprefix(_W_STRICT)
