"""The texts that the cells of a workbook share, or write themselves: what of them is seen."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .sheet_tree import NS, Chunks

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from .sheet_tree import Part

TRUE = frozenset(["1", "true"])
_STRING, _RUN, _TEXT, _STRIKE = f"{NS}si", f"{NS}r", f"{NS}t", f"{NS}rPr/{NS}strike"
STRINGS_TAGS = 2
"""Tags of the shared texts for each cell that a workbook may have; a plain text takes four."""
CHARACTERS_LIMIT = 100_000_000
_HELD = 1_000_000
"""Tags of one text, which are held until it ends."""
_ESCAPED = re.compile("_x(00[01][0-9A-Fa-f]|005[Ff])_")


@dataclass(frozen=True, slots=True)
class SharedStrings:
    """The texts that the cells of a workbook refer to by number."""

    texts: list[str]
    struck: frozenset[int]
    """Those whose letters are all struck through, whatever the style of the cell."""


def read_strings(stream: Part, most: int) -> SharedStrings:
    """Return the shared strings of a workbook that may have so many cells."""
    from xml.etree.ElementTree import TreeBuilder, XMLParser

    builder = TreeBuilder()
    root = builder.start("root", {})
    parser = XMLParser(target=builder)  # noqa: S314 (document types were refused)
    chunks = Chunks(stream, root)
    texts: list[str] = []
    struck: set[int] = set()
    tags = held = characters = 0

    def take(elements: list[Element]) -> int:
        given = [string_of(element) for element in elements if element.tag == _STRING]
        struck.update(at for at, (_, is_struck) in enumerate(given, len(texts)) if is_struck)
        texts.extend(text for text, _ in given)
        return sum(len(text) for text, _ in given)

    while chunk := chunks.next():
        tags += chunk.count(b"<")
        if tags > STRINGS_TAGS * most:
            raise ValueError(f"its shared texts have more than {STRINGS_TAGS * most:,} tags")
        parser.feed(chunk)
        held += chunk.count(b"<")
        for table in root[:1]:
            held = held if len(table) <= 1 else 0
            characters += take(table[:-1])
            del table[:-1]
        if held > _HELD:
            raise ValueError(f"one of its shared texts has more than {_HELD:,} tags")
        if characters > CHARACTERS_LIMIT:
            raise ValueError(f"its shared texts have more than {CHARACTERS_LIMIT:,} characters")
    parser.close()
    for table in root[:1]:
        take(table[:])
    return SharedStrings(texts, frozenset(struck))


def string_of(element: Any) -> tuple[str, bool]:
    """Return the text of a string without its phonetic guide, and whether all is struck through."""
    if len(element) == 1 and element[0].tag == _TEXT:  # nearly every string, told quickly
        return unescaped(element[0].text or ""), False
    if not len(element):
        return "", False
    plain = unescaped(element.findtext(_TEXT) or "")
    runs = [
        (unescaped(run.findtext(_TEXT) or ""), run.find(_STRIKE)) for run in element.iterfind(_RUN)
    ]
    if not runs:
        return plain, False
    marks = [mark is not None and mark.get("val", "1") in TRUE for text, mark in runs if text]
    return plain + "".join(text for text, _ in runs), bool(marks) and all(marks) and not plain


def unescaped(text: str) -> str:
    """Return a text with the control characters that Excel writes as `_x000D_`, and `_x005F_`."""
    if "_x00" not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text)
