"""The units that were in force at the end of a year, and the codes by which they went then."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from ..model import COUNTRY, Level
from .hierarchy import tiles_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model import AdminUnit
    from .hierarchy import UnitTable

FIRST_YEAR = 2002
"""From here on two registers agree, so that the units of a year tile the country."""


class YearUnits:
    """The units in force at the end of a year, as a hierarchy that statuses can be asked of.

    What was renamed, recoded, merged or split later goes by its name and code of the year, and lies
    in what it lay in then.

    Parameters
    ----------
    table
        Every unit on record.
    year
        From `FIRST_YEAR` to the year of the table.
    """

    def __init__(self, table: UnitTable, year: int) -> None:
        self.year = year
        self._table = table
        self._rows = {
            table.rows[position].adcode: position
            for position, (first, last) in enumerate(table.lifespans)
            if first <= year < last
        }

    @property
    def key(self) -> tuple[int, ...]:
        """What tells two years apart: years with the same key have the same units."""
        return tuple(self._rows.values())

    def has(self, adcode: str) -> bool:
        """Tell whether a unit bore a code at the end of the year."""
        return adcode in self._rows

    def get(self, adcode: str) -> AdminUnit | None:
        """Return the unit that bore a code at the end of the year, else today's or the last one."""
        position = self._rows.get(adcode)
        return self._table.get(adcode) if position is None else self._table.at(position)

    def at_level(self, level: Level) -> tuple[AdminUnit, ...]:
        """Return the units that tiled the country at a level, by adcode."""
        return self._tiles[level]

    def current(self, adcode: str) -> tuple[str, ...]:
        """Return the codes of the year that stand for a code of any time; perhaps none.

        A code of another year is followed to today's units, and from them back to what stood on
        their ground in the year. Several came together later: the code may mean any of them.
        """
        if adcode == COUNTRY:
            return (COUNTRY,)
        unit = self._table.get(adcode)
        if unit is None:
            return ()
        if self._is_in_force(unit):
            return (unit.adcode,)
        found: dict[str, None] = {}
        for today in self._table.successors(unit):
            if self._is_in_force(today):
                found[today.adcode] = None
            else:
                found.update(dict.fromkeys(self._forebears(today)))
        return tuple(found)

    def today(self, adcode: str) -> tuple[str, ...]:
        """Return today's codes of what a unit of the year became."""
        position = self._rows[adcode]
        if not self._table.rows[position].valid_to:
            return (adcode,)
        return tuple(each.adcode for each in self._table.successors(self._table.at(position)))

    def _is_in_force(self, unit: AdminUnit) -> bool:
        position = self._rows.get(unit.adcode)
        return position is not None and self._table.at(position) == unit

    def _forebears(self, today: AdminUnit) -> Iterator[str]:
        """Yield the codes of the year's units that one of today took over from, of its own kind.

        A county is not what a whole prefecture became, unless nothing else did.
        """
        older = [self._table.at(at) for at in self._before.get(today.adcode, ())]
        same = [each for each in older if each.level is today.level]
        yield from (each.adcode for each in same or older)

    @cached_property
    def _before(self) -> dict[str, list[int]]:
        """By today's code, the rows in force in the year that it took over from."""
        before: dict[str, list[int]] = {}
        for position in self._rows.values():
            codes = self._table.rows[position].successors
            for code in codes.split("|") if codes else ():
                before.setdefault(code, []).append(position)
        return before

    @cached_property
    def _tiles(self) -> dict[Level, tuple[AdminUnit, ...]]:
        units = [self._table.at(self._rows[adcode]) for adcode in sorted(self._rows)]
        return tiles_of([self._with_parent_of_the_year(unit) for unit in units])

    def _with_parent_of_the_year(self, unit: AdminUnit) -> AdminUnit:
        """Return the unit below the innermost of its parents that was in force."""
        if unit.parent == COUNTRY or unit.parent in self._rows:
            return unit
        above = (each.adcode for each in self._table.parents_of(unit) if each.adcode in self._rows)
        return replace(unit, parent=next(above, COUNTRY))
