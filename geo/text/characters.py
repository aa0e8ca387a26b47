"""Characters that a reader cannot see, or takes for others: they make two names out of one.

The look-alikes are a small table of our own: the letters of Cyrillic and Greek that have a Latin
twin (after Unicode's confusables, UTS 39), and the ideographs that Unicode keeps a second time for
old encodings and for radicals, which copying from a PDF brings in (UAX 15, NFKC).

Text that was read in another encoding than it was written in, told by what it turns back into.

Chinese in UTF-8 that a program took for Windows-1252 or for GBK (武威 becomes 姝﹀▉) is bytes
that happen to be good UTF-8 for Chinese again; no text that somebody meant is.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray


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
_SIGNS_OF_1252 = f"{_LEADING}Ã"
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
    if any(sign in text for sign in _SIGNS_OF_1252):  # to search for a letter is much quicker
        for hit in _AS_1252.finditer(text):
            meant = bytes(_BYTES[character] for character in hit.group()).decode(errors="ignore")
            if meant:
                yield Misread(hit.start(), hit.group(), meant)
    yield from _misread_as_gbk(text)


def _misread_as_gbk(text: str) -> Iterator[Misread]:
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


_TWINS = dict(
    zip(
        "аеорсухіјѕһԁԛԝɡɑıАВЕКМНОРСТУХІЈЅԌԚԜΑΒΕΖΗΙΚΜΝΟΡΤΥΧανικορυχϲϳ",
        "aeopcyxijshdqwgaiABEKMHOPCTYXIJSGQWABEZHIKMNOPTYXavikopuxcj",
        strict=True,
    )
)
# CJK Radicals Supplement: Unicode gives most of them no NFKC mapping.
_RADICALS = dict(
    zip(
        "⺠⺟⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
        "民母虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
        strict=True,
    )
)

_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_INVISIBLE = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200d"
    "\u2060-\u2064\u206a-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff"
)
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029"
HALF_CHARACTER = re.compile("[\ud800-\udfff]")
"""Half of a character of UTF-16, which JSON and Python can hold and no file of ours."""
_DAMAGED = "\ud800-\udfff\ue000-\uf8ff\ufffc-\uffff\U000f0000-\U0010ffff"
_IDEOGRAPHS = "\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f"

_KINDS = {
    "control": re.compile(f"[{_CONTROL}]"),
    "bidi": re.compile(f"[{_BIDI}]"),
    "invisible": re.compile(f"[{_INVISIBLE}]"),
    "damaged": re.compile(f"[{_DAMAGED}]|锟斤拷|烫烫烫"),
}
_ANY = re.compile(
    f"[{_CONTROL}{_BIDI}{_INVISIBLE}{_DAMAGED}{_IDEOGRAPHS}{''.join(_TWINS)}]|锟斤拷|烫烫烫"
)
_USUAL = re.compile(r"[\x20-\x7e\u3000-\u303f\u4e00-\u9fff\uff01-\uff5e]*")
"""Text of characters of which none is odd by itself: Chinese and English, with their signs."""
_SCRAPS = ("锟斤拷", "烫烫烫")
_NO_ASCII = re.compile("[^\x00-\x7f]+")
_FIRST, _SECOND, _THIRD, _ODD = 1, 2, 4, 8
_LONG = 10_000
"""Characters from which on a text is looked up in a table of all of them at once."""
_KEPT_TWICE = re.compile(f"[{_IDEOGRAPHS}]")
_WORD = re.compile(r"[^\W\d_]+")
_BREAK = re.compile(r"[\n\r\t]")
INVISIBLE = _KINDS["invisible"]
"""Matches one character without a glyph; removing it changes nothing a reader sees."""


@dataclass(frozen=True, slots=True)
class Oddity:
    """One character that should not stand in a text.

    `kind` is control, bidi, invisible, damaged or lookalike; `position` counts characters from 1;
    `twin` is what a reader takes it for, or what stood there before it was damaged.
    """

    kind: str
    character: str
    position: int
    twin: str = ""

    def __str__(self) -> str:
        shown = f"U+{ord(self.character[0]):04X}"
        name = f" {unicodedata.name(self.character[0], '')}".rstrip()
        if self.kind == "damaged" and self.twin:
            was = f"which was '{self.twin[:40]}' before it was read in another encoding"
            return f"'{self.character[:40]}', {was}, at character {self.position}"
        twin = f", which looks like '{self.twin}'" if self.twin else ""
        return f"{shown}{name}{twin}, at character {self.position}"


def oddities(text: str, *, is_name: bool) -> list[Oddity]:
    """Return what is odd in `text`, by position; empty for nearly every text.

    Parameters
    ----------
    is_name
        A toponym or code: no Cyrillic or Greek twin may stand in it, and no line break. In prose a
        foreign word is fine, and only a word that mixes alphabets is odd.
    """
    if text.isascii() and text.isprintable():
        return []
    found = [
        Oddity("control", hit.group(), hit.start() + 1)
        for hit in (_BREAK.finditer(text) if is_name else ())
    ]
    found += [Oddity("damaged", hit.found, hit.start + 1, hit.meant) for hit in misread(text)]
    if _ANY.search(text):
        found += [
            Oddity(kind, hit.group(), hit.start() + 1)
            for kind, pattern in _KINDS.items()
            for hit in pattern.finditer(text)
        ]
        found += _lookalikes(text, is_name=is_name)
    return sorted(found, key=lambda oddity: oddity.position)


def is_plain(text: str, *, is_one_of_many: bool = False) -> bool:
    """Whether nothing odd stands in a text, whatever it is; line breaks and tabs count as odd.

    It is so of texts with a blank between them if it is so of each: they can be asked together.

    Parameters
    ----------
    is_one_of_many
        Whether so many long texts are asked about that loading numpy for them pays.
    """
    if text.isascii() and text.isprintable():
        return True
    is_quick = is_one_of_many or "numpy" in sys.modules
    if is_quick and len(text) > _LONG and _is_surely_plain(text):
        return True
    if _USUAL.fullmatch(text):  # nearly every text: a few quick looks instead of one slow one
        scraps = any(scrap in text for scrap in _SCRAPS)
        return not scraps and not any(True for _ in _misread_as_gbk(text))
    return not (
        _ANY.search(text) or "\n" in text or "\r" in text or "\t" in text or is_misread(text)
    )


def _is_surely_plain(text: str) -> bool:
    """Whether a long text has usual characters alone, and nothing that was misread.

    Only around three characters that Chinese in UTF-8 may give as GBK is that asked.
    """
    import numpy as np

    units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype="<u2")
    kinds = np.take(_kinds(), units)
    if (kinds & _ODD).any() or any(scrap in text for scrap in _SCRAPS):
        return False
    three = kinds[2:] & (kinds[1:-1] << 1) & (kinds[:-2] << 2) & _THIRD
    end = 0
    for at in np.flatnonzero(three).tolist():
        begun = max(at, end)
        while begun > end and not text[begun - 1].isascii():
            begun -= 1
        if at >= end and (run := _NO_ASCII.match(text, begun)):
            end = run.end()
            if any(True for _ in _misread_as_gbk(run[0])):
                return False
    return True


def _kind(character: str) -> int:
    """Return what a character may be in a text: odd, or one of three of Chinese taken for GBK."""
    if not _USUAL.fullmatch(character):
        return _ODD
    found = character.encode("gbk", errors="ignore")
    if len(found) < len(("lead", "trail")):
        return 0
    lead, trail = found
    is_inside = 0x80 <= lead <= 0xBF  # noqa: PLR2004 (no byte that begins a character of UTF-8)
    if 0x80 <= trail <= 0xBF:  # noqa: PLR2004
        return _THIRD if is_inside else _FIRST if 0xE4 <= lead <= 0xE9 else 0  # noqa: PLR2004
    # Signs and wide letters follow too, which begin with 0xE3 and 0xEF.
    return _SECOND if is_inside and (0xE3 <= trail <= 0xE9 or trail == 0xEF) else 0  # noqa: PLR2004


@cache
def _kinds() -> NDArray[np.uint8]:
    """Return of each unit of UTF-16 what it may be in a text."""
    import numpy as np

    return np.array([_kind(chr(code)) for code in range(2**16)], dtype=np.uint8)


def plain(text: str) -> str:
    """Return `text` with every look-alike replaced by what a reader takes it for."""
    return "".join(_twin(character) or character for character in text)


def _twin(character: str) -> str:
    if character in _TWINS:
        return _TWINS[character]
    if character in _RADICALS:
        return _RADICALS[character]
    if _KEPT_TWICE.match(character):
        folded = unicodedata.normalize("NFKC", character)
        return folded if folded != character else ""
    return ""


def _lookalikes(text: str, *, is_name: bool) -> list[Oddity]:
    found = [
        Oddity("lookalike", hit.group(), hit.start() + 1, twin)
        for hit in _KEPT_TWICE.finditer(text)
        if (twin := _twin(hit.group()))
    ]
    for word in _WORD.finditer(text):
        mixed = any("a" <= letter.lower() <= "z" for letter in word.group())
        for offset, letter in enumerate(word.group() if is_name or mixed else ""):
            if letter in _TWINS:
                twin = _TWINS[letter]
                found.append(Oddity("lookalike", letter, word.start() + offset + 1, twin))
    return found
