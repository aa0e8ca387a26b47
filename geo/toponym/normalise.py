"""Fold what people type to what can be compared: width, case, spaces, marks, old characters.

Nothing here decides what a name means; it only makes equal what is the same name typed differently.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from ..errors import ReferenceDataError
from ..paths import REFERENCE

if TYPE_CHECKING:
    from collections.abc import Iterator

_APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼʻ´`′ʹˈ＇ꞌ"), "'")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")
_PUNCTUATION = {**_APOSTROPHES, **_DASHES}
_EDGES = ' \t"“”«»「」『』《》〈〉*†‡.。,;:!?、；：！？_'
_SPACES = re.compile(r"\s+")
LAST_BEFORE_HAN = "\u2e7f"
"""Every Chinese character comes after this one; Latin and Greek letters, and marks, before."""
_LAST_LATIN = "\u024f"
_REMEMBERED = 64
"""Texts whose folding is kept: one name is folded the same way at several steps of its reading."""
_LONGEST_NAME = 200
"""Characters; anything longer is a text, not a name, and is not worth looking at."""

_LETTERS_ALONE = {
    code: ord(chr(code).lower()) if chr(code).isalpha() else None for code in range(128)
}
"""Every ASCII character with what a key holds of it; one that a table lacks is slow to translate.

The marked vowels of pinyin are added, taken apart beforehand: thousands are folded for every
command.
"""
_FOLDED = _LETTERS_ALONE | str.maketrans(
    "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüêĀÁǍÀĒÉĚÈÏÍŌÓǑÒŪÚǓÙÜÊ",
    "aaaaeeeeiiiioooouuuuuuuuueaaaaeeeeiioooouuuuue",
)
# Letters that do not decompose, as they occur in romanised names.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae"})


@lru_cache(maxsize=_REMEMBERED)
def clean(text: str) -> str:
    """Return a name as it should have been typed, in its own script and case.

    Full-width forms become ordinary ones (Unicode NFKC), zero-width and control characters go,
    spaces collapse, apostrophes and dashes of every shape become one, quotes and stray
    punctuation at the edges go. Spaces between Chinese characters go too: they only set type.
    """
    if is_plain(text):
        return text[:_LONGEST_NAME]
    if text.isascii() and text.isprintable():
        return _SPACES.sub(" ", text.strip(_EDGES))[:_LONGEST_NAME]
    # Apostrophes first: NFKC takes the spacing acute accent apart.
    text = unicodedata.normalize("NFKC", text[: 2 * _LONGEST_NAME].translate(_PUNCTUATION))
    text = text.translate(_PUNCTUATION)
    text = "".join(
        " " if character.isspace() else character
        for character in text
        if character.isspace() or unicodedata.category(character) not in {"Cc", "Cf", "Co", "Cn"}
    )
    text = _SPACES.sub(" ", text).strip(_EDGES)
    return text[:_LONGEST_NAME]


def is_plain(text: str) -> bool:
    """Say whether a text is letters or Chinese characters alone, as most names are."""
    return (
        text.isalpha()
        and (max(text) <= _LAST_LATIN or min(text) > LAST_BEFORE_HAN)
        and unicodedata.is_normalized("NFKC", text)
    )


def has_han(text: str) -> bool:
    """Say whether any character is Chinese, or of a script like it; no Latin name has one."""
    return not text.isascii() and (text[0] > LAST_BEFORE_HAN or max(text) > LAST_BEFORE_HAN)


def close_up(text: str) -> str:
    """Remove the spaces beside Chinese characters: they only set type."""
    if " " not in text:
        return text
    pieces = text.split(" ")
    closed = pieces[0]
    for piece in pieces[1:]:
        beside = closed[-1:] > LAST_BEFORE_HAN or piece[:1] > LAST_BEFORE_HAN
        closed += piece if beside else f" {piece}"
    return closed


@lru_cache(maxsize=_REMEMBERED)
def latin_key(text: str) -> str:
    """Return the letters of a romanised name alone: lower case, without marks or separators.

    `Lüliang` and `Luliang` share a key, as `Xi'an` and `Xian` do; what tells them apart is read
    by `pilotmap.toponym.pinyin.Spelling`.
    """
    if text.isascii():
        lowered = text.lower()
        return lowered if lowered.isalpha() else lowered.translate(_LETTERS_ALONE)
    text = text.translate(_FOLDED)
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)
    return text.encode("ascii", "ignore").decode().translate(_LETTERS_ALONE)


@cache
def _traditional() -> dict[int, str]:
    """Map traditional characters to those that names use today.

    Characters that a name in force is written with stand for themselves (乾 in 乾县), so a
    simplified name is never changed.
    """
    path = REFERENCE / "traditional.csv"
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return {ord(row["traditional"]): row["simplified"] for row in csv.DictReader(file)}
    except FileNotFoundError:
        raise ReferenceDataError(
            f"{path}: no such file; rebuild it with `python -m geo.reference`"
        ) from None


def traditional() -> Iterator[tuple[str, str]]:
    """Yield traditional characters with those that names of units use today."""
    return ((chr(old), new) for old, new in _traditional().items())


@cache
def _all_traditional() -> frozenset[str]:
    return frozenset(map(chr, _traditional()))


def simplified(text: str) -> str:
    """Return a Chinese name in simplified characters, as far as names of units need it."""
    if _all_traditional().isdisjoint(text):
        return text  # as nearly all are; a table is slow to say of each character that it lacks it
    return text.translate(_traditional())
