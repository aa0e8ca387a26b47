"""Units by the code of the year or by that of today: what is known of each, and which is which.

A unit that was merged or split is not the same before and after. Statuses by the codes of a year
are worked out on the units of that year, so that what a place joined later says nothing of it.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from ..arguments import choice_from
from ..errors import UsageError
from ..gazetteer import Gazetteer, data_date
from ..gazetteer.year_units import FIRST_YEAR, YearUnits
from ..model import Level
from ..rollout import Rollout
from ..rollout.hierarchy import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..model import AdminUnit, Source, Statement
    from ..rollout.hierarchy import Tree

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
