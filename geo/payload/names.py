"""What the page calls its units: 临夏州, 临夏市 and 临夏县 are all 临夏, and two towns Fuzhou.

A unit whose short name another one in its province bears has a full name, with the generic term:
临夏县, Linxia County. A province is called by it only where both are meant (Jilin Province or Jilin
City). What still shares its name lies elsewhere: the unit around it tells them apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from ..model import AdminUnit, Level
from ..page.assets import say
from ..toponym.generic import english_term, kind_of
from .units import DEPTH, PROVINCE_DIGITS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ..page.contract import ToldNames

    Name = Callable[[AdminUnit], str]


class UnitNames:
    """Units by their rows on the page, as they are called in each language; see `names.js`.

    Parameters
    ----------
    units
        By row; None where the gazetteer does not know the unit.
    parents
        The row of the unit each lies in; -1: in none.
    spoken
        Rows from here on are only searched for: they have their full names, and leave to others
        the short ones. None: all are spoken of.
    """

    def __init__(
        self,
        units: Sequence[AdminUnit | None],
        parents: Sequence[int],
        spoken: int | None = None,
    ) -> None:
        self._units = units
        self._parents = parents
        self._short: Mapping[str, Name] = {
            "en": lambda unit: unit.name_en or unit.name_zh,
            "zh": _called_zh,
        }
        self.told: dict[str, ToldNames] = {
            "en": _told(units, spoken, _short_en, _full_english, _short_en),
            "zh": _told(units, spoken, _short_zh, _full_chinese, _called_zh),
        }
        """By language, full names where they tell, and the rows whose names are shared."""
        self._shared = {lang: frozenset(told["shared"]) for lang, told in self.told.items()}

    def name(self, row: int, lang: str) -> str:
        """Return the name as it tells the unit where nothing beside it does: `Fuzhou (Jiangxi)`."""
        name = self._full_or_short(row, lang)
        around = self._around(row, lang) if row in self._shared[lang] else []
        if lang == "zh":
            return "".join([*reversed(around), name])
        return f"{name} ({', '.join(around)})" if around else name

    def all_of(self, row: int, depth: int, lang: str) -> str:
        """Return what is meant by the units of a level in a unit, the country where it is -1."""
        place = self.name(row, lang) if row >= 0 else say(lang, "unnamed.everywhere")
        unit = self._units[row] if row >= 0 else None
        if unit is not None and DEPTH[unit.level] == depth:
            return place
        named = say(lang, f"level.one.{depth}")
        return say(lang, "lists.every", level=named, place=place)

    def placed(self, row: int, lang: str) -> str:
        """Return a name with those of the units around it: `Linxia City, Linxia, Gansu`."""
        around = self._around(row, lang)
        name = self._full_or_short(row, lang) if around else self._short_name(row, lang)
        return "".join([*reversed(around), name]) if lang == "zh" else ", ".join([name, *around])

    def _full_or_short(self, row: int, lang: str) -> str:
        return self.told[lang]["full"].get(str(row)) or self._short_name(row, lang)

    def _short_name(self, row: int, lang: str) -> str:
        unit = self._units[row]
        return self._short[lang](unit) if unit is not None else ""

    def _around(self, row: int, lang: str) -> list[str]:
        """Return the names of the units around one, innermost first."""
        names = []
        while (row := self._parents[row]) >= 0:
            names.append(self._short_name(row, lang))
        return names


def _told(
    units: Sequence[AdminUnit | None], spoken: int | None, short: Name, full: Name, called: Name
) -> ToldNames:
    known = {row: unit for row, unit in enumerate(units) if unit is not None}
    alike: dict[tuple[str, str], list[int]] = defaultdict(list)
    beside = len(units) if spoken is None else spoken
    for row, unit in known.items():
        if row >= beside:
            continue
        alike[short(unit), unit.adcode[:PROVINCE_DIGITS]].append(row)
    told = {
        row: name
        for rows in alike.values()
        if len(rows) > 1 and len(set(names := [full(known[row]) for row in rows])) > 1
        for row, name in zip(rows, names, strict=True)
    }
    told |= {
        row: name
        for row, unit in known.items()
        if row >= beside and (name := full(unit)) != called(unit)
    }
    shown = {
        row: called(unit) if unit.level is Level.PROVINCE else told.get(row, called(unit))
        for row, unit in known.items()
    }
    bearers = Counter(shown.values())
    return {
        "full": {str(row): name for row, name in sorted(told.items())},
        "shared": [row for row, name in shown.items() if bearers[name] > 1],
    }


def _short_en(unit: AdminUnit) -> str:
    return unit.name_en or _short_zh(unit)


def _short_zh(unit: AdminUnit) -> str:
    return unit.short_zh or unit.name_zh


def _called_zh(unit: AdminUnit) -> str:
    """Return what a unit is called: a county keeps its term, as nobody leaves it out."""
    return _full_chinese(unit) if unit.level is Level.COUNTY else _short_zh(unit)


def _full_english(unit: AdminUnit) -> str:
    term = english_term(kind_of(unit.level, unit.name_zh, unit.short_zh))
    return f"{unit.name_en} {term}".rstrip()


def _full_chinese(unit: AdminUnit) -> str:
    """Return a name with its generic term as people write it: 临夏州 for 临夏回族自治州."""
    term = kind_of(unit.level, unit.name_zh, unit.short_zh).term
    autonomous = term.startswith("自治") and unit.level is not Level.PROVINCE
    return unit.short_zh + term[-1] if autonomous else unit.name_zh
