"""What the names of a list mean: asked once each, and held to the parents and codes beside them.

`import`, `add` and `check` hold a row to this alike, so that what one calls ready the other calls
clean. A million sites have a million names, nearly all of which no unit bears: `NameShapes` tells
them without matching.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ..model import COUNTRY
from ..toponym.normalise import simplified
from ..toponym.pinyin import looks_wade_giles, umlaut_variants
from ..toponym.split import BEGINNINGS, ENDINGS, spelt_out, without_surroundings
from .match import ONLY_ONE
from .units import CHINA, row_from

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from ..model import AdminUnit, Level
    from .gazetteer import Gazetteer
    from .match import Match
    from .units import Row


_REMEMBERED = 100_000
"""Answers that are kept: as many take some 100 MB where no name is known."""
_LISTING = re.compile(r"[、；;，,/\n和与及]| and ")
_MOST_LISTED = 20


class PlaceNames:
    """Answers what names mean and where units lie; equal questions are worked out once."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._matches: dict[tuple[str, str, Level | None, int | None], Match] = {}
        self._codes: dict[str, frozenset[str]] = {}
        self.asked: set[str] = set()
        """The places that were asked for so far."""
        self.on_question: Callable[[str, str], None] | None = None
        """Told of each name and its parent before it is asked for the first time."""

    def match(
        self, place: str, within: str = "", level: Level | None = None, on: int | None = None
    ) -> Match:
        """Return what the gazetteer says to a name; see `Gazetteer.match`."""
        key = (place, within, level, on)
        found = self._matches.get(key)
        if found is None:
            if self.on_question is not None and level is None and on is None:
                self.on_question(place, within)  # with a level, it is asked without one first
            found = self._at_level(place, within, level) if level and on is None else None
            found = found or self.gazetteer.match(place, within or None, level, on)
            if len(self._matches) >= _REMEMBERED:  # a long list of names that nobody knows
                self._matches.clear()
            self._matches[key] = found
            self.asked.add(place)
        return found

    def _at_level(self, place: str, within: str, level: Level) -> Match | None:
        """Return the answer without the level, if it is the only unit that fits and stands there.

        A level can only take units away, and lists with levels ask without them too.
        """
        found = self.match(place, within)
        is_it = found.unit is not None and found.unit.level is level and found.reason == ONLY_ONE
        return found._replace(level=level) if is_it else None

    def codes_named(self, name: str) -> frozenset[str]:
        """Return the codes of all units a name may mean, and of what followed on former ones.

        The name of the Corps of Xinjiang means what the Corps lies in, and 晋 alone is 山西.
        """
        codes = self._codes.get(name)
        if codes is None:
            units = self.match(spelt_out(name)).units
            codes = self.with_successors(units) or self.gazetteer.corps(name)
            self._codes[name] = codes
        return codes

    def with_successors(self, units: Iterable[AdminUnit]) -> frozenset[str]:
        """Return the codes of units, and of those of today that followed on them."""
        return frozenset(
            each.adcode for unit in units for each in (unit, *self.gazetteer.successors(unit))
        )

    def is_within(self, adcodes: Iterable[str], within: str) -> bool:
        """Whether one of the units lies in the parent or did; true of a parent nobody knows.

        A parent that ended is followed to the units of today: 桑日县 lies in 山南地区, which is
        山南市 now. Codes and names of the time count too.
        """
        allowed = self.codes_named(within)
        return not allowed or any(
            code == COUNTRY or code in allowed or not allowed.isdisjoint(self.around(code))
            for code in adcodes
        )

    def around(self, adcode: str) -> set[str]:
        """Return the codes that a unit lies in or lay in, under any name on record."""
        units = self.gazetteer.units_with_code(adcode) or (self.gazetteer.unit(adcode),)
        return {parent.adcode for unit in units for parent in self.gazetteer.parents_of(unit)}

    def lies_in(self, unit: AdminUnit, codes: Collection[str]) -> bool:
        """Whether one of the codes is that of a unit around this one."""
        return any(parent.adcode in codes for parent in self.gazetteer.ancestors(unit.adcode))

    def listed_beside(self, codes: Collection[str], text: str, within: str) -> list[AdminUnit]:
        """Return units that a text lists beside those of some codes: 松北区、呼兰区 and 230109.

        None where a part of it names none; a unit that the one of a code lies in is its parent.
        """
        parts = [part.strip() for part in _LISTING.split(text) if part.strip()]
        if not len(("one", "other")) <= len(parts) <= _MOST_LISTED:
            return []
        found: list[Sequence[AdminUnit]] = []
        for part in parts:
            units = self.gazetteer.match(part, within or None).units
            if not units:
                return []
            found.append(units)
        coded = [self.gazetteer.unit(code) for code in codes]
        around = {*codes}.union(
            parent.adcode for unit in coded for parent in self.gazetteer.ancestors(unit.adcode)
        )
        told = [units for units in found if around.isdisjoint(unit.adcode for unit in units)]
        return [unit for units in told for unit in units]

    def bore(self, adcode: str, place: str, within: str, year: int | None) -> bool:
        """Whether a unit of that code bore the name, and had not ended before `year`.

        220381 was 公主岭市 until 2020, whatever code the city has today.
        """
        for unit in self.gazetteer.units_with_code(adcode):
            if unit.valid_to is None:
                years: tuple[int | None, ...] = (None,)
            elif year is not None and unit.valid_to < year:
                continue
            else:  # in its last year the name may be that of what followed already
                years = (unit.valid_to, unit.valid_to - 1)
            for on in years:
                if any(each.adcode == adcode for each in self.match(place, within, on=on).units):
                    return True
        return False

    def ended_before(self, adcode: str, year: int | None) -> AdminUnit | None:
        """Return the last unit of a code that had ended before `year`; None where one had not."""
        borne = self.gazetteer.units_with_code(adcode)
        if year is None or not borne or any(unit.valid_to is None for unit in borne):
            return None
        last = max(borne, key=lambda unit: unit.valid_to or 0)
        return last if (last.valid_to or year) < year else None


_FIRST_HAN = "\u4e00"
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_GENERIC = re.compile(
    r"(特别行政区|自治[区州县旗]|地区|新区|林区|特区|矿区|省|市|区|县|州|盟|旗|府|道|厅)$"
)
_NUMBERED = re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z0-9 #-]*")
_BRANCH = re.compile(r"([\u4e00-\u9fff][\u4e00-\u9fffA-Za-z0-9 #-]*)[(（][^()（）]*[)）]")
"""沃尔玛（天水店）: a unit is named by its brackets only together with what stands before them."""
_CORPS = re.compile("兵团|[第农][一二三四五六七八九十0-9]{1,3}师")
"""What is no unit itself, and says of a name beside it which is meant."""
_NUMBER = re.compile(r"[0-9]+")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9 #.&'-]*")
_NO_LETTERS = re.compile(r"[^a-z]+")
_FOREWORDS = (
    "the", "city", "county", "district", "prefecture", "province", "autonomous", "municipality",
    "banner", "league", "people", "china", "country", "nation", "whole", "all", "every", "greater",
    "central", "former", "formerly", "ex", "special",
)  # fmt: skip
"""What may come before a name in English."""
_LATIN_EDGE = 8
_LATIN_HEAD = 16
"""Characters that nearly always hold as many letters."""
_ABROAD = ("中国", "全国", "中华", "我国")
_EDGE = 2  # characters looked at on either side


class NameShapes:
    """The beginnings and ends of all names of a gazetteer, and of a project's aliases.

    A name the gazetteer reads begins with a name on record and ends with one or with a generic
    term; a text that does not is no unit's, and needs no matching. Whatever is not plainly so is
    matched.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        known = _recorded(gazetteer.rows)
        added = [alias.toponym for alias in gazetteer.aliases.aliases] if gazetteer.aliases else []
        stems = _stems(map(simplified, added))
        self._codes = known.codes
        self._numbered = any(map(_NUMBER.search, added))
        self._short = known.short | _short(stems)
        self._begins = known.begins | _begins(stems)
        self._latin = known.latin | {letters[:_LATIN_EDGE] for letters in _spellings(added)}
        self._ends = known.ends | _ends(stems)
        self._begun: dict[str, bool] = {}
        """Whether the first letters of a text are those of a name on record."""

    def may_name_unit(self, text: str) -> bool:
        """Whether `text` must be matched; False: it is certainly the name of no unit."""
        if text.endswith(ENDINGS) or text.startswith(BEGINNINGS):
            core = without_surroundings(text)
            if core is not None and self.may_name_unit(core.name):
                return True
        if text[:1] < _FIRST_HAN and _LATIN.fullmatch(text):
            return looks_wade_giles(text) or self._may_begin(text)
        is_of_corps = bool(_CORPS.search(text))
        branch = None if is_of_corps else _BRANCH.fullmatch(text)
        if branch:
            return self.may_name_unit(branch[1])
        if is_of_corps or not _NUMBERED.fullmatch(text):
            return True  # other scripts, brackets, separators: let the gazetteer read it
        return self._begins_as_name(text[:_EDGE]) and self._may_end_name(text)

    def _may_end_name(self, text: str) -> bool:
        """Whether a Chinese text that begins as a name on record does may be one."""
        if not _HAN.fullmatch(text):  # a number makes it a site, unless it may be a code
            numbers = _NUMBER.findall(text)
            return self._numbered or not numbers or any(each[:6] in self._codes for each in numbers)
        stem = _GENERIC.sub("", simplified(text))
        return not stem or stem[-_EDGE:] in self._ends or stem[-1:] in self._short

    def begins_no_name(self, text: str) -> bool:
        """Whether a text is certainly the name of no unit, whatever the numbers in it are."""
        if text.endswith(ENDINGS) or text.startswith(BEGINNINGS):
            return False
        if text[:1] < _FIRST_HAN and _LATIN.fullmatch(text):
            return not (looks_wade_giles(text) or self._may_begin(text))
        if _CORPS.search(text):
            return False
        if branch := _BRANCH.fullmatch(text):
            return self.begins_no_name(branch[1])
        return _NUMBERED.fullmatch(text) is not None and not self._begins_as_name(text[:_EDGE])

    def _begins_as_name(self, edge: str) -> bool:
        """Whether a Chinese text begins as a name on record does."""
        begun = self._begun.get(edge)
        if begun is None:
            begin = simplified(edge)
            begun = begin in self._begins or begin[:1] in self._short
            self._begun[edge] = begun
        return begun

    def _may_begin(self, text: str) -> bool:
        """Whether a text in Latin letters begins as a name on record does."""
        letters = _letters(text[:_LATIN_HEAD])[:_LATIN_EDGE]
        if len(letters) < _LATIN_EDGE < _LATIN_HEAD < len(text):
            letters = _letters(text)[:_LATIN_EDGE]
        begun = self._begun.get(letters)
        if begun is None:
            begun = any(letters[:end] in self._latin for end in range(1, len(letters) + 1))
            self._begun[letters] = begun
        return begun


class _Recorded(NamedTuple):
    """What the names and codes of a table of units begin and end with."""

    codes: frozenset[str]
    short: frozenset[str]
    begins: frozenset[str]
    ends: frozenset[str]
    latin: frozenset[str]


@lru_cache(maxsize=1)  # nearly always the packaged table, for each project that a process checks
def _recorded(rows: tuple[Row, ...]) -> _Recorded:
    rows = (row_from(CHINA), *rows)
    aliases = {alias for row in rows for alias in row.aliases.split("|")}
    names = {name for row in rows for name in (row.name_zh, row.short_zh)} | aliases
    stems = _stems(filter(_HAN.fullmatch, names))
    codes = {COUNTRY, *(row.adcode for row in rows), *filter(str.isdecimal, aliases)}
    wholes = {code for code in codes if code.endswith("00")}
    codes |= {f"{code[:4]}01" for code in wholes} | {f"{code[:2]}0100" for code in wholes}
    latin = {name for row in rows for name in (row.name_en, row.pinyin)} | aliases
    return _Recorded(
        frozenset(codes),
        _short(stems),
        _begins(stems) | set(_ABROAD),
        _ends(stems),
        frozenset(letters[:_LATIN_EDGE] for letters in _spellings([*latin, *_FOREWORDS])),
    )


def _stems(names: Iterable[str]) -> set[str]:
    """Return names with and without their generic terms."""
    whole = set(names)
    return whole | {_GENERIC.sub("", name) for name in whole}


def _short(stems: set[str]) -> frozenset[str]:
    return frozenset(name for name in stems if len(name) == 1)


def _begins(stems: set[str]) -> frozenset[str]:
    return frozenset(name[:_EDGE] for name in stems if name)


def _ends(stems: set[str]) -> frozenset[str]:
    return frozenset(name[-_EDGE:] for name in stems if name)


def _spellings(names: Collection[str]) -> set[str]:
    """Return the letters of names in Latin script, as they may be typed."""
    umlauts = {typed for name in names for typed in umlaut_variants(name)}
    return {letters for name in (*names, *umlauts) if (letters := _letters(name))}


def _letters(text: str) -> str:
    """Return the letters a to z of a text, in lower case, without their marks."""
    plain = text if text.isascii() else unicodedata.normalize("NFKD", text)
    return _NO_LETTERS.sub("", plain.casefold())
