"""Text that was read in another encoding than it was written in, told by what it turns back into.

Chinese in UTF-8 that a program took for Windows-1252 or for GBK (武威 becomes 姝﹀▉) is bytes
that happen to be good UTF-8 for Chinese again; no text that somebody meant is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


class Misread(NamedTuple):
    """A stretch of misread text: where it begins, counted from 0, and what it was."""

    start: int
    found: str
    meant: str


def _in_1252(byte: int) -> str:
    """Return what a byte is taken for; the five that Windows-1252 leaves free, as Latin-1."""
    return bytes([byte]).decode("cp1252", errors="ignore") or chr(byte)


_BYTES = {_in_1252(byte): byte for byte in range(0x80, 0x100)}
_FOLLOWING = "".join(map(re.escape, map(_in_1252, range(0x80, 0xC0))))
_LEADING = "äåæçèé"
"""With these begin, in UTF-8, all characters that names are written with, three bytes each."""
_AS_1252 = re.compile(f"(?:[{_LEADING}][{_FOLLOWING}]{{2}}){{2,}}|Ã[\u00a0-\u00bf]")

_LEADING_IN_GBK = "".join(
    bytes([lead, trail]).decode("gbk", errors="ignore")
    for lead in range(0xE4, 0xEA)
    for trail in range(0x80, 0xC0)
)
_AS_GBK = re.compile(f"[{_LEADING_IN_GBK}][^\x00-\x7f]{{2,}}")
_HAN = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]{2,}")


def misread(text: str) -> Iterator[Misread]:
    """Yield each stretch that was read in the wrong encoding; none for nearly every text."""
    for hit in _AS_1252.finditer(text):
        meant = bytes(_BYTES[character] for character in hit.group()).decode(errors="ignore")
        if meant:
            yield Misread(hit.start(), hit.group(), meant)
    for hit in _AS_GBK.finditer(text):
        try:
            whole = hit.group().encode("gbk")
            # The last character may have lost bytes; GBK has none for some of them.
            meant = whole[: len(whole) // 3 * 3].decode()
        except ValueError:
            continue
        if _HAN.fullmatch(meant):
            yield Misread(hit.start(), hit.group(), meant)


def is_misread(text: str) -> bool:
    """Whether any stretch of a text was read in the wrong encoding."""
    return any(True for _ in misread(text))
