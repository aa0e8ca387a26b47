"""Every name of a unit: Chinese short form, pinyin, customary English name, aliases.

Rules give the names; tables of decisions correct them where usage differs. A name that nobody
decided is its pinyin.
"""

from __future__ import annotations

from dataclasses import dataclass

from .gazetteer_decisions import DecisionTable
from .names_chinese import short_chinese_name
from .names_pinyin import read_aloud, without_tones

_GENERICS = {"县": ("xian", "County"), "区": ("qu", "District"), "市": ("shi", "City")}
_STEM_OF_ONE = 2
"""Length of a name whose stem is one character, which therefore keeps its generic: 赵县."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one unit; `english_origin` says where the English one comes from.

    A six-digit alias is another code of the same unit that is in circulation.
    """

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
        self._aliases = DecisionTable("aliases", (*unit, "alias"))

    def names(self, adcode: str, name_zh: str) -> Names:
        """Return the names of the unit that bears `name_zh` under `adcode`."""
        decided = self._short.take(adcode, name_zh)
        short = decided["short_zh"] if decided else short_chinese_name(name_zh)
        pinyin = read_aloud(short, self._pinyin)
        chosen = self._english.take(adcode, name_zh)
        english = chosen["name_en"] if chosen else without_tones(pinyin)
        aliases = [] if chosen else [*_with_english_generic(name_zh, short, pinyin)]
        aliases += [row["alias"] for row in self._aliases.take_all(adcode, name_zh)]
        return Names(
            short, pinyin, english, tuple(aliases), "decided by hand" if chosen else "pinyin"
        )

    def refuse_unused(self) -> None:
        """Raise a `ReferenceDataError` if a decision names what does not exist any more."""
        for table in (self._short, self._pinyin, self._english, self._aliases):
            table.refuse_unused()


def _with_english_generic(name_zh: str, short: str, pinyin: str) -> tuple[str, ...]:
    """Return how English prints a name that keeps its generic: 赵县 is Zhaoxian or Zhao County."""
    generic = short[-1]
    if short != name_zh or len(short) != _STEM_OF_ONE or generic not in _GENERICS:
        return ()
    spoken, english = _GENERICS[generic]
    return (f"{without_tones(pinyin).removesuffix(spoken)} {english}",)
