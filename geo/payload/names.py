"""Names that tell units apart: 临夏州, 临夏市 and 临夏县 are all called 临夏, and two towns Fuzhou.

A unit whose short name another one in its province bears has a full name, with the generic term:
临夏县, Linxia County. A province is called by it only where both are meant (Jilin Province or Jilin
City). What still shares its name lies elsewhere: the unit around it tells them apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from ..model import AdminUnit, Level
from ..toponym.generic import english_term, kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Name = Callable[[AdminUnit], str]

_PROVINCE_DIGITS = 2
"""Of an adcode: they say which province a unit lies in."""


def name_columns(units: Sequence[AdminUnit | None]) -> dict[str, Any]:
    """Return, by language, full names where they tell, and the rows whose names are shared."""
    return {
        "en": _told(units, lambda unit: unit.name_en or _short_zh(unit), _full_english),
        "zh": _told(units, _short_zh, _full_chinese),
    }


def _told(units: Sequence[AdminUnit | None], short: Name, full: Name) -> dict[str, Any]:
    known = {row: unit for row, unit in enumerate(units) if unit is not None}
    alike: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row, unit in known.items():
        alike[short(unit), unit.adcode[:_PROVINCE_DIGITS]].append(row)
    told = {
        row: full(known[row])
        for rows in alike.values()
        if len({full(known[row]) for row in rows}) > 1
        for row in rows
    }
    shown = {
        row: short(unit) if unit.level is Level.PROVINCE else told.get(row, short(unit))
        for row, unit in known.items()
    }
    bearers = Counter(shown.values())
    return {
        "full": {str(row): name for row, name in sorted(told.items())},
        "shared": [row for row, name in shown.items() if bearers[name] > 1],
    }


def _short_zh(unit: AdminUnit) -> str:
    return unit.short_zh or unit.name_zh


def _full_english(unit: AdminUnit) -> str:
    term = english_term(kind_of(unit.level, unit.name_zh, unit.short_zh))
    return f"{unit.name_en} {term}".rstrip()


def _full_chinese(unit: AdminUnit) -> str:
    """Return a name with its generic term as people write it: 临夏州 for 临夏回族自治州."""
    term = kind_of(unit.level, unit.name_zh, unit.short_zh).term
    autonomous = term.startswith("自治") and unit.level is not Level.PROVINCE
    return unit.short_zh + term[-1] if autonomous else unit.name_zh
