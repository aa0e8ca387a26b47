"""Units by the code of the year or by that of today: what is known of each, and which is which.

A unit that was merged or split is not the same before and after. Statuses by the codes of a year
are worked out on the units of that year, so that what a place joined later says nothing of it.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache, cached_property
from typing import TYPE_CHECKING

from ..arguments import choice_from
from ..errors import UsageError
from ..gazetteer import Gazetteer, data_date
from ..gazetteer.hierarchy import tiles_of
from ..model import COUNTRY, Level
from ..rollout import Rollout
from ..rollout.hierarchy import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ..gazetteer.hierarchy import UnitTable
    from ..model import AdminUnit, Source, Statement
    from ..rollout.hierarchy import Tree


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


CODES = ("then", "now")
"""By the codes of the year, or by today's."""


def codes_from(value: object) -> str:
    """Return one of `CODES`.

    Raises
    ------
    UsageError
        If it is anything else.
    """
    return choice_from(value, "codes", CODES)


def units_on_record(rollout: Rollout, years: Iterable[int]) -> dict[int, YearUnits | None]:
    """Return the units of each year, None where the record does not reach.

    Years in which nothing changed share them.
    """
    table = rollout.gazetteer
    last = int(data_date()[:4])
    found: dict[int, YearUnits | None] = {}
    same: dict[tuple[int, ...], YearUnits] = {}
    for year in years:
        found[year] = None
        if isinstance(table, Gazetteer) and FIRST_YEAR <= year <= last:
            units = YearUnits(table, year)
            found[year] = same.setdefault(units.key, units)
    return found


def all_on_record(units: Mapping[int, YearUnits | None]) -> dict[int, YearUnits]:
    """Return the units of each year.

    Raises
    ------
    UsageError
        If the record of units does not reach one of the years.
    """
    missing = next((year for year, each in units.items() if each is None), None)
    if missing is not None:
        told = f"from {FIRST_YEAR} to {data_date()[:4]}, and {missing} is not among them"
        raise UsageError(f"codes: units are on record {told}; choose 'now', or other years")
    return {year: each for year, each in units.items() if each is not None}


def rollout_of_year(rollout: Rollout, units: YearUnits) -> Rollout:
    """Return the same statements, read on the units of a year.

    A code that another unit bears today means the unit of today: 469025
    is 白沙, and was 定安 until 2007.
    """

    @cache
    def of_the_year(code: str) -> tuple[str, ...]:
        codes = units.current(code)
        return codes if code not in codes and units.get(code) != rollout.gazetteer.get(code) else ()

    def statement(each: Statement) -> Statement:
        if not any(map(of_the_year, each.adcodes)):
            return each
        codes = (new for code in each.adcodes for new in of_the_year(code) or (code,))
        return replace(each, adcodes=tuple(dict.fromkeys(codes)))

    def source(each: Source) -> Source:
        if not any(of_the_year(code) for code, _ in each.coverage_scope):
            return each
        # Whether a list of today's unit was complete for the units it was made of is not known.
        kept = tuple(scope for scope in each.coverage_scope if not of_the_year(scope[0]))
        return replace(each, coverage_scope=kept)

    sources = {name: source(each) for name, each in rollout.sources.items()}
    return Rollout(map(statement, rollout.statements), sources, units)


class Correspondence:
    """Which units of a year stand for which of today, by the counties that they are made of.

    Parameters
    ----------
    units
        Of the year.
    today
        Today's.
    level
        The level at which they are compared.
    """

    def __init__(self, units: YearUnits, today: Tree, level: Level) -> None:
        before = _around({lev: units.at_level(lev) for lev in LEVELS}, level)
        after = _around({lev: [today.units[c] for c in today.levels[lev]] for lev in LEVELS}, level)
        self.now: dict[str, dict[str, None]] = {unit.adcode: {} for unit in units.at_level(level)}
        """By code of the year, those of today, in order."""
        self.then: dict[str, dict[str, None]] = {code: {} for code in today.levels[level]}
        """By code of today, those of the year; none for a unit that was part of another."""
        for county in units.at_level(Level.COUNTY):
            code = before[county.adcode]
            for successor in units.today(county.adcode):
                if successor in after:
                    self.now[code][after[successor]] = None
                    self.then[after[successor]][code] = None


def _around(units: Mapping[Level, Iterable[AdminUnit]], level: Level) -> dict[str, str]:
    """Return, by unit, the unit of `level` that it is or lies in."""
    found = {unit.adcode: unit.adcode for unit in units[level]}
    for inner in LEVELS:  # outermost first
        for unit in units[inner]:
            if unit.adcode not in found and unit.parent in found:
                found[unit.adcode] = found[unit.parent]
    return found
