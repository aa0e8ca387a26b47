"""Which units of one spelling compete for a name, when nothing else is said.

The rules follow how people use bare names: `Hebei` is the province although Tianjin has a Hebei
District, `Chaoyang` is the city although Beijing has a Chaoyang District; but `Linxia` may be the
prefecture, the city or the county, and then it is a question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..model import AdminUnit, Level
from ..toponym.generic import kind_of

if TYPE_CHECKING:
    from collections.abc import Sequence

JILIN = "220000"
"""The one province that shares its name with a city of its own, and does not win over it."""

_RANK = {Level.COUNTRY: 0, Level.PROVINCE: 1, Level.PREFECTURE: 2, Level.COUNTY: 3}
_DISTRICTS = frozenset({"区", "新区", "矿区", "林区", "特区"})


class Contest(NamedTuple):
    """The units left in question, and why others of the name are not."""

    rivals: tuple[AdminUnit, ...]
    note: str = ""


def contest(units: Sequence[AdminUnit]) -> Contest:
    """Return the units that compete for a name they all bear, outermost first.

    Parameters
    ----------
    units
        At least one; all fit whatever else was said.
    """
    if len(units) == 1:
        return Contest(tuple(units))
    ordered = tuple(sorted(units, key=lambda unit: (_RANK[unit.level], unit.adcode)))
    first = ordered[0]
    if first.level is Level.COUNTRY:
        return Contest((first,))
    if first.level is Level.PROVINCE:
        if first.adcode == JILIN:
            return Contest(tuple(unit for unit in ordered if unit.level is not Level.COUNTY))
        provinces = tuple(unit for unit in ordered if unit.level is Level.PROVINCE)
        return Contest(provinces, "a province's name wins over smaller units of the name")
    notes = []
    rivals = ordered
    if any(map(_is_city_or_prefecture, rivals)):
        rivals = tuple(unit for unit in rivals if not _is_district(unit))
        if len(rivals) < len(ordered):
            notes.append("an urban district's bare name does not compete with a city's")
    cities = {(unit.adcode, unit.short_zh) for unit in rivals if _is_prefecture_level_city(unit)}
    apart = tuple(unit for unit in rivals if (unit.parent, unit.short_zh) not in cities)
    if len(apart) < len(rivals):
        notes.append("a county inside a prefecture-level city of its own name does not compete")
    return Contest(apart, "; ".join(notes))


def _term(unit: AdminUnit) -> str:
    return kind_of(unit.level, unit.name_zh, unit.short_zh).term


def _is_district(unit: AdminUnit) -> bool:
    return unit.level is Level.COUNTY and _term(unit) in _DISTRICTS


def _is_prefecture_level_city(unit: AdminUnit) -> bool:
    return unit.level is Level.PREFECTURE and _term(unit) == "市"


def _is_city_or_prefecture(unit: AdminUnit) -> bool:
    return unit.level is Level.PREFECTURE or _term(unit) == "市"
