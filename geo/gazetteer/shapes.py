"""Whether a text could be the name of a unit at all, told without matching it.

A million sites have a million names, nearly all of which no unit bears. A name the gazetteer reads
begins with a name on record and ends with one or with a generic term; a text that does not is no
unit's, and needs no matching. Whatever is not plainly so is matched.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from ..model import COUNTRY
from ..toponym.normalise import simplified
from ..toponym.pinyin import looks_wade_giles, umlaut_variants
from ..toponym.surroundings import BEGINNINGS, ENDINGS, without_surroundings
from .units import CHINA, row_from

if TYPE_CHECKING:
    from .gazetteer import Gazetteer

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_GENERIC = re.compile(
    r"(特别行政区|自治[区州县旗]|地区|新区|林区|特区|矿区|省|市|区|县|州|盟|旗|府|道|厅)$"
)
_NUMBERED = re.compile(r"[\u4e00-\u9fff]{2}[\u4e00-\u9fffA-Za-z0-9 #-]*")
_NUMBER = re.compile(r"[0-9]+")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9 #.&'-]*")
_FOREWORDS = (
    "the", "city", "county", "district", "prefecture", "province", "autonomous", "municipality",
    "banner", "league", "people", "china", "country", "nation", "whole", "all", "every", "greater",
    "central", "former", "formerly", "ex", "special",
)  # fmt: skip
"""What may come before a name in English."""
_LATIN_EDGE = 8
_ABROAD = ("中国", "全国", "中华", "我国")
_EDGE = 2  # characters looked at on either side


class NameShapes:
    """The beginnings and ends of all names of a gazetteer, and of a project's aliases."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        names = {
            name
            for row in (row_from(CHINA), *gazetteer.rows)
            for name in (row.name_zh, row.short_zh, *row.aliases.split("|"))
            if _HAN.fullmatch(name)
        }
        added = gazetteer.aliases.aliases if gazetteer.aliases is not None else ()
        names |= {simplified(alias.toponym) for alias in added}
        self._codes = {COUNTRY, *(row.adcode for row in gazetteer.rows)}
        self._codes |= {
            a for row in gazetteer.rows for a in row.aliases.split("|") if a.isdecimal()
        }
        wholes = {code for code in self._codes if code.endswith("00")}
        self._codes |= {f"{code[:4]}01" for code in wholes} | {f"{code[:2]}0100" for code in wholes}
        self._numbered = any(_NUMBER.search(alias.toponym) for alias in added)
        stems = names | {_GENERIC.sub("", name) for name in names}
        self._short = {name for name in stems if len(name) == 1}
        self._begins = {name[:_EDGE] for name in stems if name} | set(_ABROAD)
        self._latin = {spelling[:_LATIN_EDGE] for spelling in _spellings(gazetteer)}
        self._ends = {name[-_EDGE:] for name in stems if name}

    def may_name_unit(self, text: str) -> bool:
        """Whether `text` must be matched; False: it is certainly the name of no unit."""
        if text.endswith(ENDINGS) or text.startswith(BEGINNINGS):
            core = without_surroundings(text)
            if core is not None and self.may_name_unit(core.name):
                return True
        if _LATIN.fullmatch(text):
            return looks_wade_giles(text) or self._may_begin(text)
        if not _NUMBERED.fullmatch(text) and not _HAN.fullmatch(text):
            return True  # other scripts, brackets, separators: let the gazetteer read it
        begin = simplified(text[:_EDGE])
        if begin not in self._begins and begin[:1] not in self._short:
            return False
        if not _HAN.fullmatch(text):  # a number makes it a site, unless it may be a code
            numbers = _NUMBER.findall(text)
            return self._numbered or not numbers or any(each[:6] in self._codes for each in numbers)
        stem = _GENERIC.sub("", simplified(text))
        return not stem or stem[-_EDGE:] in self._ends or stem[-1:] in self._short

    def _may_begin(self, text: str) -> bool:
        """Whether a text in Latin letters begins as a name on record does."""
        letters = _letters(text)[:_LATIN_EDGE]
        return any(letters[:end] in self._latin for end in range(1, len(letters) + 1))


def _spellings(gazetteer: Gazetteer) -> set[str]:
    """Return the letters of every name in Latin script, and of what may come before one."""
    names = {
        name
        for row in (row_from(CHINA), *gazetteer.rows)
        for name in (row.name_en, row.pinyin, *row.aliases.split("|"))
    }
    if gazetteer.aliases is not None:
        names |= {alias.toponym for alias in gazetteer.aliases.aliases}
    umlauts = {typed for name in names for typed in umlaut_variants(name)}
    return {letters for name in (*names, *umlauts, *_FOREWORDS) if (letters := _letters(name))}


def _letters(text: str) -> str:
    """Return the letters a to z of a text, in lower case, without their marks."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in plain if "a" <= letter <= "z")
