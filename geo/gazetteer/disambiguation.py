"""Which units of one spelling compete for a name, when nothing else is said.

The rules follow how people use bare names: `Hebei` is the province although Tianjin has a Hebei
District, `Datong` is the city although Daqing has a Datong District; but `Linxia` may be the
prefecture, the city or the county, and then it is a question. So is `Wuchang`, a district of Wuhan
or a city of the county level in Heilongjiang: neither is better known everywhere. And so is
`Chaoyang`: a district of Beijing has the rank of a prefecture, as the city in Liaoning has.

Which units the record knows to have been in force in a year, and which it is silent about.

From 2002 on two registers agree, and a unit that begins later was not there before. From 1980 to
2002 one dated register stands alone: a unit that it dates may be older, under another code or kind.
Before 1980 there is none, and a blank first year says nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..model import AdminUnit, Level
from ..toponym.generic import kind_of
from . import reasons
from .match import ONLY_ONE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..model import AdminUnit
    from .hierarchy import UnitTable
    from .match import Hints


DATED_FROM = 1980
"""First year-end register of the dated entries."""
AGREED_FROM = 2002
"""First year-end register that two records have."""


def in_force(unit: AdminUnit, year: int) -> bool:
    """Say whether the record knows a unit to have been in force at some time in a year."""
    since = DATED_FROM if unit.valid_from is None else unit.valid_from
    return since <= year and (unit.valid_to is None or year <= unit.valid_to)


def adjoin(unit: AdminUnit, later: AdminUnit) -> bool:
    """Say whether one unit ended before or in the year the other began."""
    return (
        unit.valid_to is not None
        and later.valid_from is not None
        and unit.valid_to <= later.valid_from
    )


def began_as(unit: AdminUnit, known: Iterable[AdminUnit]) -> bool:
    """Say whether a unit of the same name ended in the year one began: 亳州市 grew in 2000."""
    return any(
        older.name_zh == unit.name_zh and older.valid_to == unit.valid_from for older in known
    )


def last_year(unit: AdminUnit) -> float:
    """Return the last year of a unit, for sorting."""
    return float("inf") if unit.valid_to is None else unit.valid_to


class RecordGaps:
    """Finds the units of which the record does not say what they were in an early year."""

    def __init__(self, table: UnitTable) -> None:
        self._table = table
        self._before: dict[str, list[int]] | None = None

    def about(self, unit: AdminUnit, year: int) -> bool:
        """Say whether a unit may have been in force in a year under another code, or not at all.

        Where the record has what stood on its ground in that year, it is not silent.
        """
        if year >= AGREED_FROM or in_force(unit, year) or (unit.valid_to or year) < year:
            return False
        if unit.valid_from is not None and unit.valid_from > AGREED_FROM:
            return False
        return not any(True for _ in self.predecessors(unit, year))

    def predecessors(self, unit: AdminUnit, year: int) -> Iterable[AdminUnit]:
        """Yield the units of a year that a unit, or what it became, took over from."""
        for successor in self._table.successors(unit):
            for position in self._forebears().get(successor.adcode, ()):
                older = self._table.at(position)
                if older is not unit and older.level == unit.level and in_force(older, year):
                    yield older

    def _forebears(self) -> dict[str, list[int]]:
        if self._before is None:
            self._before = {}
            for position, row in enumerate(self._table.rows):
                for code in row.successors.split("|") if row.successors else ():
                    self._before.setdefault(code, []).append(position)
        return self._before


JILIN = "220000"
"""The one province that shares its name with a city of its own, and does not win over it."""

_RANK = {Level.COUNTRY: 0, Level.PROVINCE: 1, Level.PREFECTURE: 2, Level.COUNTY: 3}
_DISTRICTS = frozenset({"区", "新区", "矿区", "林区", "特区"})


class Preferred(NamedTuple):
    """The units left in question, and why others of the name are not."""

    rivals: tuple[AdminUnit, ...]
    note: str = ""


class Outcome(NamedTuple):
    """What is left of the rows that bear a name."""

    in_force: bool
    """Whether they are in force, or were in the year asked for."""
    unit: AdminUnit | None
    """The one that is left, if only one is."""
    rivals: tuple[AdminUnit, ...]
    positions: tuple[int, ...]
    """Their rows."""
    because: str
    """Why the one is left."""
    outranked: tuple[AdminUnit, ...] = ()
    """The units that gave way by their rank."""


class Disambiguator:
    """Says which of the rows that bear a name are left in question."""

    def __init__(self, table: UnitTable) -> None:
        self._table = table

    def outcome(
        self,
        positions: tuple[int, ...],
        hints: Hints,
        *,
        parents: bool = False,
        aliased: frozenset[int] = frozenset(),
    ) -> Outcome:
        """Say which of the rows that fit are left in question.

        Parameters
        ----------
        positions
            Rows that bear the name and fit the hints; at least one.
        hints
            What was said besides the name.
        parents
            Whether the text itself names parents.
        aliased
            Those of the rows that bear the name only as an alias.
        """
        units = tuple(map(self._table.at, positions))
        if len(units) == 1:
            because = self._because(units[0], units, "", hints)
            in_force = hints.on is not None or units[0].valid_to is None
            return Outcome(in_force, units[0], units, positions, because)
        now = units if hints.on is not None else [u for u in units if u.valid_to is None]
        named = self._one_life_each(now or units)
        told = parents or hints.level is not None or hints.parents is not None
        rivals, note = prefer(named, bare=not told)
        by_alias = {self._table.at(at) for at in aliased}
        if by_alias.issuperset(rivals):  # an alias beats no name: 巴州 is a district in Sichuan too
            rivals += tuple(unit for unit in named if unit not in (*rivals, *by_alias))
        if now and len(rivals) == 1 and hints.on is None and hints.level is None and not parents:
            rivals = (*self._outgrown(rivals[0], units, hints), *rivals)
        unit = rivals[0] if len(rivals) == 1 else None
        because = self._because(unit, units, note, hints) if unit else ""
        where = tuple(positions[units.index(rival)] for rival in rivals)
        outranked = tuple(each for each in named if each not in rivals) if now else ()
        return Outcome(bool(now), unit, rivals, where, because, outranked)

    def _outgrown(
        self, unit: AdminUnit, units: Sequence[AdminUnit], hints: Hints
    ) -> Iterator[AdminUnit]:
        """Yield the lately ended prefectures of a county's name that were more than the county.

        莱芜 was a prefecture-level city for as long as most lists are old; that a district bears
        the name now does not settle which is meant.
        """
        if unit.level is not Level.COUNTY:
            return
        for former in units:
            if (
                former.level is Level.PREFECTURE
                and (former.valid_to or 0) >= AGREED_FROM
                and self._table.successors(former) != (unit,)
                and (hints.parents is None or former.parent in hints.parents)
            ):
                yield former

    def _one_life_each(self, units: Sequence[AdminUnit]) -> Sequence[AdminUnit]:
        """Keep one row of a unit that fits under several names or codes: the latest.

        Rows are lives of one unit where one ended when the other began, at the same level, and
        both have the same successors.
        """
        if len(units) == 1:
            return units
        kept: list[AdminUnit] = []
        for unit in sorted(units, key=last_year, reverse=True):
            successors = set(self._table.successors(unit))
            lives_on = any(
                adjoin(unit, later)
                and unit.level == later.level
                and successors == set(self._table.successors(later))
                for later in kept
            )
            if not lives_on:
                kept.append(unit)
        return kept

    def _is_within(self, former: AdminUnit, unit: AdminUnit) -> bool:
        """Say whether all that took over from a former unit is the unit, or lies in it."""
        return all(
            unit in (successor, *self._table.parents_of(successor))
            for successor in self._table.successors(former)
        )

    def _because(self, unit: AdminUnit, units: Sequence[AdminUnit], note: str, hints: Hints) -> str:
        table = self._table
        said = [note or ONLY_ONE]
        if unit.valid_to is not None:
            said.append(reasons.life(unit, table.described(table.successors(unit))))
        if hints.on is not None:
            said += [
                reasons.changed(table.describe(other), hints.on)
                for other in units
                if other is not unit and other.valid_to == hints.on and adjoin(other, unit)
            ]
        elif unit.valid_to is None:
            ended = [
                other
                for other in units
                if other.valid_to is not None and not self._is_within(other, unit)
            ]
            said += [reasons.also_former(table.describe(other), other) for other in ended[:2]]
        return "; ".join(said)


def prefer(units: Sequence[AdminUnit], *, bare: bool = True) -> Preferred:
    """Return the units that compete for a name they all bear, outermost first.

    Parameters
    ----------
    units
        At least one; all fit whatever else was said.
    bare
        Whether the name stands alone. A parent or a level speaks for a district as much as for a
        city: `Jinzhou, Liaoning` may be 锦州市 or 金州区.
    """
    if len(units) == 1:
        return Preferred(tuple(units))
    ordered = tuple(sorted(units, key=lambda unit: (_RANK[unit.level], unit.adcode)))
    first = ordered[0]
    if first.level is Level.COUNTRY:
        return Preferred((first,))
    if first.level is Level.PROVINCE:
        if first.adcode == JILIN:
            return Preferred(tuple(unit for unit in ordered if unit.level is not Level.COUNTY))
        provinces = tuple(unit for unit in ordered if unit.level is Level.PROVINCE)
        return Preferred(provinces, "a province's name wins over smaller units of the name")
    notes = []
    rivals = ordered
    if first.level is Level.PREFECTURE:
        around = {(unit.adcode, unit.short_zh) for unit in rivals}
        asked = not bare or any(map(_is_district_of_municipality, rivals))
        rivals = tuple(
            unit
            for unit in rivals
            if not _is_district(unit) or (asked and (unit.parent, unit.short_zh) not in around)
        )
        if len(rivals) < len(ordered):
            notes.append("an urban district's bare name does not compete with a city's")
    cities = {(unit.adcode, unit.short_zh) for unit in rivals if _is_prefecture_level_city(unit)}
    apart = tuple(unit for unit in rivals if (unit.parent, unit.short_zh) not in cities)
    if len(apart) < len(rivals):
        notes.append("a county inside a prefecture-level city of its own name does not compete")
    return Preferred(apart, "; ".join(notes))


def _term(unit: AdminUnit) -> str:
    return kind_of(unit.level, unit.name_zh, unit.short_zh).term


def _is_district(unit: AdminUnit) -> bool:
    return unit.level is Level.COUNTY and _term(unit) in _DISTRICTS


def _is_district_of_municipality(unit: AdminUnit) -> bool:
    """Say whether a unit is a district that has the rank of a prefecture, and lies in none."""
    return _is_district(unit) and unit.parent.endswith("0000")


def _is_prefecture_level_city(unit: AdminUnit) -> bool:
    return unit.level is Level.PREFECTURE and _term(unit) == "市"
