"""The statuses by brute force: write down every world that the statements allow, and look.

Written from the definition alone and sharing nothing with `geo.rollout`: a world picks, for every
statement, the candidate that is meant, the day it started and the day it ended, and for unnamed
places the smallest units they lie in.
"""

from __future__ import annotations

from itertools import product

from geo.model import Coverage, Extent, Source, Statement, Status

from .country import FORMER, LEVELS, UNITS

COUNTRY = "100000"
FAR_PAST, FAR_FUTURE = 1000, 3000


def status(adcode: str, year: int, statements: list[Statement], sources: list[Source]) -> Status:
    choices = [worlds(statement, year) for statement in statements]
    choices = [each for each in choices if each]
    if all(any(adcode in world for world in joint) for joint in product(*choices)):
        return Status.IN
    if is_out(adcode, year, statements, sources):
        return Status.OUT
    if any(reaches(statement, adcode, year) for statement in statements):
        return Status.POSSIBLE
    return Status.UNKNOWN


def worlds(statement: Statement, year: int) -> set[frozenset[str]]:
    """Return, for each world of a statement, the units that the programme is in during `year`."""
    there = {starts <= year <= ends for starts, ends in spans(statement)}
    if not there:  # the dates contradict each other: it says nothing
        return set()
    found = set()
    if True in there:
        for world in places(statement):
            found.add(frozenset(unit for unit in world for unit in around(unit)))
    if False in there or statement.start is None:
        found.add(frozenset())
    return found


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


def places(statement: Statement) -> list[frozenset[str]]:
    """Return, for each way of reading the places of a statement, the units that it names."""
    found = []
    for code in statement.adcodes:
        extent = statement.extent
        if code == COUNTRY:
            found.append(frozenset(UNITS if extent is Extent.ALL else ()))
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
    if any(names(statement, adcode, year) for statement in statements):
        return False
    listed = any(
        closes(source, outer, year, statements) for outer in around(adcode) for source in sources
    )
    parts = [unit for unit in UNITS if UNITS[unit][1] == adcode]
    return listed or (
        bool(parts) and all(is_out(part, year, statements, sources) for part in parts)
    )


def closes(source: Source, adcode: str, year: int, statements: list[Statement]) -> bool:
    if source.coverage is not Coverage.FULL or not claimed(source, year):
        return False
    if not any(
        adcode in LEVELS[level] and (scope == COUNTRY or is_inside(adcode, scope))
        for scope, level in source.coverage_scope
    ):
        return False
    if any(names(statement, adcode, year) for statement in statements):
        return False
    own = [s for s in statements if s.source == source.id and may_hold(s, year)]
    return not any(
        (unit == COUNTRY and extent is Extent.WITHIN)
        or (unit != COUNTRY and extent is not Extent.ALL and is_inside(adcode, unit))
        for statement in own
        for unit, extent in targets(statement)
    )


def claimed(source: Source, year: int) -> bool:
    period = source.coverage_period or source.published
    return period is not None and period.not_before.year <= year <= period.not_after.year


def around(adcode: str) -> list[str]:
    found = []
    while adcode != COUNTRY:
        found.append(adcode)
        adcode = UNITS[adcode][1]
    return found


def is_inside(adcode: str, outer: str) -> bool:
    """Whether a unit is `outer` or lies in it."""
    return adcode != COUNTRY and outer in around(adcode)


def leaves(adcode: str) -> list[str]:
    parents = {parent for _, parent, _ in UNITS.values()}
    return [unit for unit in UNITS if unit not in parents and is_inside(unit, adcode)]


def is_whole(adcode: str, outer: str) -> bool:
    """Whether every place in `outer` lies in the unit as well."""
    return all(is_inside(leaf, adcode) for leaf in leaves(outer))
