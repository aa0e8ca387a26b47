"""Which units the record knows to have been in force in a year, and which it is silent about.

From 2002 on two registers agree, and a unit that begins later was not there before. From 1980 to
2002 one dated register stands alone: a unit that it dates may be older, under another code or kind.
Before 1980 there is none, and a blank first year says nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model import AdminUnit
    from .hierarchy import UnitTable

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
