"""The statuses by brute force: write down every world that the statements allow, and look.

Written from the definition alone and sharing nothing with `geo.rollout`: a world picks, for every
statement, the candidate that is meant, the day it started and the day it ended, and for unnamed
places the smallest units they lie in. A statement that says no has worlds of the same kind: it
closes what it closes in all of them.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import product

from geo.model import Coverage, Extent, Level, Presence, Source, Statement, Status

from .country import FORMER, LEVELS, UNITS

COUNTRY = "100000"
FAR_PAST, FAR_FUTURE = 1000, 3000
of_statements = lru_cache(4096)
"""What is worked out of one statement is asked for every unit and year."""


def status(adcode: str, year: int, statements: list[Statement], sources: list[Source]) -> Status:
    choices = [worlds(statement, year) for statement in yes(statements)]
    choices = [each for each in choices if each]
    if all(any(adcode in world for world in joint) for joint in product(*choices)):
        return Status.IN
    if is_out(adcode, year, statements, sources):
        return Status.OUT
    if any(reaches(statement, adcode, year) for statement in yes(statements)):
        return Status.POSSIBLE
    return Status.UNKNOWN


def yes(statements: list[Statement]) -> list[Statement]:
    return [each for each in statements if each.status is Presence.IN]


@of_statements
def worlds(statement: Statement, year: int) -> set[frozenset[str]]:
    """Return, for each world of a statement, the units, and the country, that it is in."""
    there = {starts <= year <= ends for starts, ends in spans(statement)}
    if not there:  # the dates contradict each other: it says nothing
        return set()
    found = set()
    if True in there:
        for world in places(statement):
            found.add(frozenset(unit for unit in world for unit in (*around(unit), COUNTRY)))
    if False in there:
        found.add(frozenset())
    return found


@of_statements
def spans(statement: Statement) -> list[tuple[int, int]]:
    """Return every pair of a first and a last year that the dates allow."""
    starts = dates(statement.start) if statement.start else [FAR_PAST, *range(2012, 2024), 3000]
    ends = dates(statement.end) if statement.end else [FAR_FUTURE]
    return [(start, end) for start in starts for end in ends if start <= end]


def dates(date) -> list[int]:
    first = date.not_before.year if date.not_before else None
    last = date.not_after.year if date.not_after else None
    known = range(first or 2012, (last or 2023) + 1)
    return [*([] if first else [FAR_PAST]), *known, *([] if last else [FAR_FUTURE])]


@of_statements
def places(statement: Statement) -> list[frozenset[str]]:
    """Return, for each way of reading the places of a statement, the units that it names."""
    found = []
    for code in statement.adcodes:
        extent = statement.extent
        if code == COUNTRY:
            found.append(frozenset([COUNTRY, *(UNITS if extent is Extent.ALL else ())]))
        elif code in FORMER and not FORMER[code]:
            found += [frozenset([leaf]) for leaf in leaves("620000")]
        elif code in FORMER and extent is Extent.ALL:
            found.append(frozenset(FORMER[code]))
        else:
            for unit in FORMER.get(code, (code,)):
                if extent is Extent.ALL:
                    found.append(frozenset(u for u in UNITS if is_inside(u, unit)))
                elif extent is Extent.WITHIN:
                    found += [frozenset([leaf]) for leaf in leaves(unit)]
                else:
                    found.append(frozenset([unit]))
    return found


@of_statements
def targets(statement: Statement) -> list[tuple[str, Extent]]:
    """Return the units of today that a statement speaks of, one by one."""
    found = []
    for code in statement.adcodes:
        if code in FORMER and not FORMER[code]:
            found.append(("620000", Extent.WITHIN))
        elif code in FORMER:
            extent = Extent.UNIT if statement.extent is Extent.ALL else statement.extent
            found += [(unit, extent) for unit in FORMER[code]]
        else:
            found.append((code, statement.extent))
    return found


def may_hold(statement: Statement, year: int) -> bool:
    return any(start <= year <= end for start, end in spans(statement))


def names(statement: Statement, adcode: str, year: int) -> bool:
    """Whether the statement may mean this very unit, something in it, or every part around it."""
    if not may_hold(statement, year):
        return False
    for unit, extent in targets(statement):
        covered = extent is Extent.ALL and (unit == COUNTRY or is_inside(adcode, unit))
        whole = extent is Extent.WITHIN and unit != COUNTRY and is_whole(adcode, unit)
        if covered or whole or is_inside(unit, adcode):
            return True
    return False


def reaches(statement: Statement, adcode: str, year: int) -> bool:
    """Whether it speaks of a province or smaller that the unit is, holds, or lies in."""
    related = [
        unit
        for unit, _ in targets(statement)
        if unit != COUNTRY and (is_inside(unit, adcode) or is_inside(adcode, unit))
    ]
    return bool(related) and may_hold(statement, year)


def is_out(adcode: str, year: int, statements: list[Statement], sources: list[Source]) -> bool:
    if any(names(statement, adcode, year) for statement in yes(statements)):
        return False
    listed = any(
        closes(source, outer, year, statements) for outer in around(adcode) for source in sources
    )
    denied = any(
        denies(each, adcode, year, statements, sources)
        for each in statements
        if each.status is Presence.OUT
    )
    parts = [unit for unit in UNITS if UNITS[unit][1] == adcode]
    return (
        listed
        or denied
        or (bool(parts) and all(is_out(part, year, statements, sources) for part in parts))
    )


def closes(source: Source, adcode: str, year: int, statements: list[Statement]) -> bool:
    if source.coverage is not Coverage.FULL or not claimed(source, year):
        return False
    if not any(
        adcode in LEVELS[level] and (scope == COUNTRY or is_inside(adcode, scope))
        for scope, level in source.coverage_scope
    ):
        return False
    if any(names(statement, adcode, year) for statement in yes(statements)):
        return False
    own = [s for s in yes(statements) if s.source == source.id and may_hold(s, year)]
    return not any(
        extent is not Extent.ALL and (unit == COUNTRY or is_inside(adcode, unit))
        for statement in own
        for unit, extent in targets(statement)
    )


def denies(
    no: Statement, adcode: str, year: int, statements: list[Statement], sources: list[Source]
) -> bool:
    """Whether a no speaks of the unit in all of its worlds, and nobody speaks against it there."""
    if not all(start <= year <= end for start, end in spans_of_no(no, sources) or [(1, 0)]):
        return False
    covered = set.intersection(*map(denied_by, no.adcodes))
    # "In some part of U" against "nowhere in it": the part may be any that lies in U.
    against = [
        unit
        for each in yes(statements)
        if may_hold(each, year)
        for unit, extent in targets(each)
        if extent is not Extent.ALL and unit in covered
    ]
    return adcode in covered and not any(
        unit == COUNTRY or is_inside(adcode, unit) for unit in against
    )


def denied_by(code: str) -> set[str]:
    """Return what a code covers: nothing of today if it is a former unit's."""
    if code == COUNTRY:
        return {COUNTRY, *UNITS}
    return {unit for unit in UNITS if code in UNITS and is_inside(unit, code)}


def spans_of_no(no: Statement, sources: list[Source]) -> list[tuple[int, int]]:
    if no.start or no.end:
        return spans(no)
    published = next((each.published for each in sources if each.id == no.source), None)
    return [(year, year) for year in dates(published)] if published else []


def first_year(adcode: str, years: range, statements, sources) -> tuple[int | None, int | None]:
    """Return the first of `years` in which it can be there, and the first in which it must."""
    told = {year: status(adcode, year, statements, sources) for year in years}
    can = [year for year in years if told[year].rank or covers_country(statements, year)]
    must = [year for year in years if told[year] is Status.IN]
    return (can[0] if can else None, must[0] if must else None)


def started(adcode: str, asked: range, years: range, statements, sources) -> Status:
    """Whether the first year lies in those `asked`; `years` are all in which anything can."""
    earliest, latest = first_year(adcode, years, statements, sources)
    if latest is not None and earliest > years[0] and asked[0] <= earliest and latest <= asked[-1]:
        return Status.IN
    told = {year: status(adcode, year, statements, sources) for year in asked}
    for year, found in told.items():
        before = latest is not None and year > latest
        if found is Status.OUT or before or earliest is None or year < earliest:
            continue
        if any(
            start == year and (reaches(each, adcode, year) or covers_country([each], year))
            for each in yes(statements)
            for start, _ in spans(each)
        ):
            return Status.POSSIBLE
    return Status.OUT if set(told.values()) == {Status.OUT} else Status.UNKNOWN


def covers_country(statements: list[Statement], year: int) -> bool:
    return any(
        may_hold(each, year)
        for each in yes(statements)
        for target in targets(each)
        if target == (COUNTRY, Extent.ALL)
    )


def may_be_anywhere(statements: list[Statement], year: int) -> bool:
    """Whether a statement may speak of the country, and does not settle that it is everywhere."""
    for each in yes(statements):
        found = targets(each)
        settled = set(found) == {(COUNTRY, Extent.ALL)} and all(
            start <= year <= end for start, end in spans(each)
        )
        if COUNTRY in {unit for unit, _ in found} and may_hold(each, year) and not settled:
            return True
    return False


def is_contradicted(level: Level, year: int, statements, sources) -> bool:
    """Whether a unit, or the country, is in while everything of `level` in it is out."""
    told = {unit: status(unit, year, statements, sources) for unit in (*UNITS, COUNTRY)}
    for unit, found in told.items():
        inside = [
            each
            for each in LEVELS[level]
            if unit == COUNTRY or (each != unit and is_inside(each, unit))
        ]
        closed = bool(inside) and all(told[each] is Status.OUT for each in inside)
        if found is Status.IN and unit not in LEVELS[level] and closed:
            return True
    return False


def claimed(source: Source, year: int) -> bool:
    period = source.coverage_period or source.published
    return period is not None and period.not_before.year <= year <= period.not_after.year


@cache
def around(adcode: str) -> list[str]:
    found = []
    while adcode != COUNTRY:
        found.append(adcode)
        adcode = UNITS[adcode][1]
    return found


@cache
def is_inside(adcode: str, outer: str) -> bool:
    """Whether a unit is `outer` or lies in it."""
    return adcode != COUNTRY and outer in around(adcode)


@cache
def leaves(adcode: str) -> list[str]:
    parents = {parent for _, parent, _ in UNITS.values()}
    return [unit for unit in UNITS if unit not in parents and is_inside(unit, adcode)]


@cache
def is_whole(adcode: str, outer: str) -> bool:
    """Whether every place in `outer` lies in the unit as well."""
    return all(is_inside(leaf, adcode) for leaf in leaves(outer))
