"""Pinyin of place names with tone marks, and its folding to plain letters.

The package pypinyin knows words of everyday speech; many characters read otherwise in place names
(长 都 勒 什 朝), and some names have a reading of their own (六安 is Lù'ān). Both kinds of
correction are rows of `decisions/pinyin.csv`: a single character sets its reading in all names, a
whole name settles that name.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .gazetteer_decisions import DecisionTable

_SIDED_BANNER = re.compile(r"(?P<stem>..+?)(?P<wing>[左右]翼)?(?P<side>[左右前后中]旗)")
_DIAERESIS = "\u0308"


def read_aloud(name: str, readings: DecisionTable) -> str:
    """Return the pinyin of a short Chinese name, one word, first letter a capital.

    An apostrophe stands before a syllable that begins with a, e or o (汉语拼音正词法基本规则,
    GB/T 16159). Banners named by side are written apart: 科尔沁左翼中旗 is Kē'ěrqìn Zuǒyì Zhōngqí.
    """
    sided = _SIDED_BANNER.fullmatch(name)
    parts = [part for part in sided.groups() if part] if sided else [name]
    return " ".join(_word(part, readings) for part in parts)


def _word(name: str, readings: DecisionTable) -> str:
    from pypinyin import pinyin

    whole = readings.take(name) if len(name) > 1 else None
    if whole is not None:
        return whole["pinyin"]
    syllables = [
        decided["pinyin"] if (decided := readings.take(character)) else guess[0]
        for character, guess in zip(name, pinyin(name), strict=True)
    ]
    return "".join(_joined(syllables)).capitalize()


def _joined(syllables: list[str]) -> list[str]:
    return [
        f"'{syllable}" if number and without_tones(syllable)[0] in "aeo" else syllable
        for number, syllable in enumerate(syllables)
    ]


def without_tones(pinyin: str) -> str:
    """Return pinyin without tone marks; ü keeps its dots, as in Lüliang."""
    bare = "".join(
        character
        for character in unicodedata.normalize("NFD", pinyin)
        if character == _DIAERESIS or not unicodedata.combining(character)
    )
    return unicodedata.normalize("NFC", bare)
