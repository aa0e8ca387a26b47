"""Every name of a unit: Chinese short form, pinyin, customary English name, aliases.

Rules give the names; tables of decisions correct them where usage differs. A name that nobody
decided is its pinyin.
"""

from __future__ import annotations

from dataclasses import dataclass

from geo.reference.gazetteer_decisions import DecisionTable
from geo.reference.names_chinese import short_chinese_name
from geo.reference.names_pinyin import read_aloud, without_tones

_ENGLISH_GENERICS = {"县": "County", "区": "District", "市": "City"}
_PINYIN_GENERICS = {"县": "Xian", "区": "Qu", "市": "Shi"}
_STEM_OF_ONE = 2
"""Length of a name whose stem is one character, which therefore keeps its generic: 沙县."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one unit; `english_origin` says where the English one comes from."""

    short_zh: str
    pinyin: str
    english: str
    aliases: tuple[str, ...]
    english_origin: str


class Namer:
    """Gives units their names; remembers which decisions it used."""

    def __init__(self) -> None:
        unit = ("adcode", "name_zh")
        self._short = DecisionTable("short_names", unit)
        self._pinyin = DecisionTable("pinyin", ("chinese",))
        self._english = DecisionTable("english_names", unit)
        self._aliases = DecisionTable("aliases", unit)

    def names(self, adcode: str, name_zh: str) -> Names:
        """Return the names of the unit that bears `name_zh` under `adcode`."""
        decided = self._short.take(adcode, name_zh)
        short = decided["short_zh"] if decided else short_chinese_name(name_zh)
        pinyin = read_aloud(short, self._pinyin)
        chosen = self._english.take(adcode, name_zh)
        english = chosen["name_en"] if chosen else without_tones(pinyin)
        spelled = self._aliases.take(adcode, name_zh)
        aliases = [*_generic_forms(short, pinyin)] if chosen is None else []
        aliases += spelled["aliases"].split("|") if spelled else []
        return Names(
            short, pinyin, english, tuple(aliases), "decided by hand" if chosen else "pinyin"
        )

    def refuse_unused(self) -> None:
        """Raise a `ReferenceDataError` if a decision names what does not exist any more."""
        for table in (self._short, self._pinyin, self._english, self._aliases):
            table.refuse_unused()


def _generic_forms(short: str, pinyin: str) -> tuple[str, ...]:
    """Ways to print a name that keeps its generic: 沙县 is Shaxian, Sha Xian, Sha County."""
    generic = short[-1]
    if len(short) != _STEM_OF_ONE or generic not in _ENGLISH_GENERICS:
        return ()
    printed = without_tones(pinyin)
    stem = printed[: len(printed) - len(_PINYIN_GENERICS[generic])]
    return f"{stem} {_ENGLISH_GENERICS[generic]}", f"{stem} {_PINYIN_GENERICS[generic]}"
