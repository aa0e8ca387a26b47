"""What one statement says, as places and years.

A statement that says no (`status = out`) is read alike; what it closes is for `full_lists` to say.
A statement leaves open which of its candidates is meant and when, inside its bounds, it started
and ended. Each choice is a world; a statement settles what is true in all of its worlds. Statements
are independent of each other, so a unit is certain exactly when a single statement settles it.

Rows of the same units and dates say the same: `EvidenceRows` works that out once for all of them.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import repeat
from operator import add, mul
from typing import TYPE_CHECKING, NamedTuple, overload

from ..errors import DataError, Problem
from ..model import COUNTRY, Extent, Presence
from ..rows import distinct
from ..text.escape import shell_argument
from .years import NO_FIRST_YEAR, NO_LAST_YEAR, NO_YEARS, Years

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping

    from ..model import Source, Statement
    from ..rows import StatementRows
    from .hierarchy import Hierarchy, Tree


class Placement(NamedTuple):
    """The programme is in a unit of today, in the part that `extent` tells."""

    adcode: str
    extent: Extent


World = tuple[Placement, ...]
"""Placements that hold together; nearly always one."""


Told = tuple[tuple[World, ...], Years, Years]
"""What a statement says of units and years: worlds, certain and possible years."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A statement in terms of today's units and of years."""

    statement: Statement
    worlds: tuple[World, ...]
    """One per candidate."""
    possible: Years
    """The years in which it can hold."""
    certain: Years
    """The years in which it holds whatever its dates turn out to be."""

    @property
    def told(self) -> Told:
        """What it says, as `Marks` take it."""
        return (self.worlds, self.certain, self.possible)

    @property
    def denies(self) -> bool:
        """Whether it says that the programme is not there."""
        return self.statement.status is Presence.OUT

    @property
    def begins(self) -> Years:
        """The years in which it can have begun to hold; perhaps none."""
        start = self.statement.start
        last = start.not_after.year if start and start.not_after else NO_LAST_YEAR
        first = self.possible.first
        return Years(first, min(last, self.possible.last)) if self.possible else NO_YEARS

    @property
    def settled(self) -> World:
        """The places it settles in its certain years; none where it leaves open when or which."""
        return self.worlds[0] if self.certain and len(self.worlds) == 1 else ()

    @property
    def country_wide(self) -> bool:
        """Whether it speaks of the country as a whole, and so of no unit in particular."""
        return all(place.adcode == COUNTRY for world in self.worlds for place in world)

    @property
    def opens_counts(self) -> bool:
        """Whether it may place the programme anywhere: the country may be one of its candidates."""
        return not self.denies and any(
            place.adcode == COUNTRY for world in self.worlds for place in world
        )

    @property
    def covers_all(self) -> bool:
        """Whether it puts the programme in every part of the unit it speaks of.

        What is left of a former unit may be a part only of that unit: see `worlds_of`.
        """
        return all(place.extent is Extent.ALL for world in self.worlds for place in world)


class StatementReading(NamedTuple):
    """What a statement says of units and years; rows of the same units and dates share one."""

    worlds: tuple[World, ...]
    possible: Years
    certain: Years


class EvidenceRows(Sequence[Evidence]):
    """Statements as evidence, in columns: what rows say alike is worked out once.

    Parameters
    ----------
    statements
        The rows.
    readings
        What they say, each thing once; some may be that of no row.
    numbers
        By row, the place of what it says in `readings`.
    samples
        Some evidence of each reading, where it was made before.
    """

    def __init__(
        self,
        statements: StatementRows,
        readings: Sequence[StatementReading],
        numbers: Sequence[int],
        samples: Mapping[int, Evidence] | None = None,
    ) -> None:
        self.statements = statements
        self.readings = readings
        self.numbers = numbers
        self._known = samples

    @cached_property
    def samples(self) -> dict[int, Evidence]:
        """By number of a reading, some evidence that says so; in the order in which they come.

        What follows from units, dates, extent and status alone is the same for all that do.
        """
        if self._known is not None:
            return {number: self._known[number] for number in dict.fromkeys(self.numbers)}
        first = dict(zip(reversed(self.numbers), range(len(self) - 1, -1, -1), strict=True))
        rows = sorted(first.values())
        said = zip(self.statements.take(rows), map(self.numbers.__getitem__, rows), strict=True)
        return {number: Evidence(row, *self.readings[number]) for row, number in said}

    def take(self, rows: Sequence[int]) -> EvidenceRows:
        """Return the evidence of these rows, in their order."""
        numbers = array("l", map(self.numbers.__getitem__, rows))
        return EvidenceRows(self.statements.take(rows), self.readings, numbers, self.samples)

    def of_statements(self, statements: StatementRows) -> EvidenceRows:
        """Return the same evidence of rows in other words."""
        return EvidenceRows(statements, self.readings, self.numbers, self.samples)

    def where(self, test: Callable[[Evidence], object]) -> EvidenceRows:
        """Return the evidence that passes a test of what it says; asked once of what is alike."""
        passed = {number for number, sample in self.samples.items() if test(sample)}
        if len(passed) == len(self.samples):
            return self
        return self.take([row for row, number in enumerate(self.numbers) if number in passed])

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, at: int) -> Evidence: ...
    @overload
    def __getitem__(self, at: slice) -> EvidenceRows: ...
    def __getitem__(self, at: int | slice) -> Evidence | EvidenceRows:
        if isinstance(at, slice):
            rows = self.statements[at]
            return EvidenceRows(rows, self.readings, self.numbers[at], self.samples)
        return Evidence(self.statements[at], *self.readings[self.numbers[at]])

    def __iter__(self) -> Iterator[Evidence]:
        said = map(self.readings.__getitem__, self.numbers)
        return (Evidence(row, *told) for row, told in zip(self.statements, said, strict=True))


def gather(
    statements: StatementRows, sources: Mapping[str, Source], tree: Tree, hierarchy: Hierarchy
) -> EvidenceRows:
    """Read every statement as evidence; `sources` by id tell when an undated no was said.

    Raises
    ------
    DataError
        If adcodes are not in the gazetteer: one problem for each.
    """
    units = _combined(statements, ("adcodes", "extent"))
    dates = ["start", "end", "status"]
    if Presence.OUT in statements.column("status"):  # an undated no is as old as its source
        dates.append("source")
    years = _combined(statements, dates)
    unknown = {
        code
        for adcodes in set(statements.column("adcodes"))
        for code in adcodes
        if not _is_known(code, tree, hierarchy)
    }
    if unknown:
        raise DataError(
            _unknown_code(code, statement)
            for statement in statements
            for code in statement.adcodes
            if code in unknown
        )
    worlds = [worlds_of(each, tree, hierarchy) for each in _firsts(statements, units)]
    spans = [years_of(each, sources.get(each.source)) for each in _firsts(statements, years)]
    numbers, pairs = _paired(units, years, len(spans))
    readings = [StatementReading(worlds[unit], *spans[span]) for unit, span in pairs]
    return EvidenceRows(statements, readings, array("l", numbers))


def _combined(statements: StatementRows, names: Sequence[str]) -> list[int]:
    """Return a number for each row, the same for equal values in all of the columns; from 0 on."""
    together = [0] * len(statements)
    for name in names:
        numbers, count = _numbered(statements.column(name))
        if count > 1:
            together, _ = _paired(together, numbers, count)
    return together


def _paired(
    first: Iterable[int], second: Iterable[int], count: int
) -> tuple[list[int], list[tuple[int, int]]]:
    """Return a number for each pair of numbers, the same for equal ones, and the pairs by number.

    All of the second are below `count`.
    """
    found: dict[int, int] = {}
    pairs = map(add, map(mul, first, repeat(count)), second)
    numbers = [found.setdefault(pair, len(found)) for pair in pairs]
    return numbers, [divmod(pair, count) for pair in found]


def _firsts(statements: StatementRows, numbers: Sequence[int]) -> StatementRows:
    """Return the first row of each number, in their order."""
    first = dict(zip(reversed(numbers), range(len(numbers) - 1, -1, -1), strict=True))
    return statements.take([first[number] for number in range(len(first))])


def _numbered(column: Sequence[Hashable]) -> tuple[Iterable[int], int]:
    """Return a number for each value of a column, the same for equal ones, and how many there are.

    Most rows share their values: those are told apart as objects, which is quicker.
    """
    found: dict[Hashable, int] = {}
    by_object = {id(value): found.setdefault(value, len(found)) for value in distinct(column)}
    if len(found) == 1:
        return repeat(0, len(column)), 1
    return map(by_object.__getitem__, map(id, column)), len(found)


def years_of(statement: Statement, source: Source | None = None) -> tuple[Years, Years]:
    """Return the years in which a statement can hold, and those in which it must.

    A year counts when the programme was there on any day of it. The start is certain from the year
    of its last possible day, the end from the year of its first possible day; a start after the end
    is not a world, so each bounds the other: without a start, it was there in the year in which it
    ended, and no other year is settled. Dates that are reversed altogether allow nothing (`pilotmap
    check` reports them). A no without any date holds in the year in which its source was published,
    and in none for sure where that is not known.
    """
    start, end = statement.start, statement.end
    if statement.status is Presence.OUT and start is None and end is None and source is not None:
        start = end = source.published
    start_first = start.not_before.year if start and start.not_before else NO_FIRST_YEAR
    start_last = start.not_after.year if start and start.not_after else NO_LAST_YEAR
    end_first = (end.not_before.year if end.not_before else NO_FIRST_YEAR) if end else NO_LAST_YEAR
    end_last = end.not_after.year if end and end.not_after else NO_LAST_YEAR
    if start_first > end_last:
        return NO_YEARS, NO_YEARS
    possible = Years(start_first, end_last)
    settled_from = min(start_last, end_last)
    if settled_from == NO_LAST_YEAR:
        return possible, NO_YEARS
    certain = Years(settled_from, max(end_first, start_first))
    return possible, certain or NO_YEARS


def worlds_of(statement: Statement, tree: Tree, hierarchy: Hierarchy) -> tuple[World, ...]:
    """Return one world per candidate, in terms of today's units."""
    worlds: dict[World, None] = {}
    for code in statement.adcodes:
        worlds.update(dict.fromkeys(_worlds_of_code(code, statement.extent, tree, hierarchy)))
    return tuple(worlds)


def _worlds_of_code(
    code: str, extent: Extent, tree: Tree, hierarchy: Hierarchy
) -> tuple[World, ...]:
    """Read one code; a former unit is read through what took over from it.

    It may be a part only of its successor, so `all` of it is no more than "in" the successor. Where
    several took over, the place lies in one of them (candidates), and `all` of it in each of them.
    Where nobody is known to have, it lies somewhere within the unit it belonged to.
    """
    if code in tree:
        return ((Placement(code, extent),),)
    successors = tuple(hierarchy.current(code))
    if not successors:
        former = hierarchy.get(code)
        parent = former.parent if former else COUNTRY
        return _worlds_of_code(parent or COUNTRY, Extent.WITHIN, tree, hierarchy)
    if extent is Extent.ALL:
        return (tuple(Placement(successor, Extent.UNIT) for successor in successors),)
    return tuple((Placement(successor, extent),) for successor in successors)


def _is_known(code: str, tree: Tree, hierarchy: Hierarchy) -> bool:
    return code in tree or hierarchy.get(code) is not None


def _unknown_code(code: str, statement: Statement) -> Problem:
    return Problem(
        rule="adcode-unknown",
        message=f"{code!r} of statement {statement.id!r} is not a unit of the gazetteer",
        hint=f"look it up with `pilotmap find {shell_argument(statement.place)}`",
        file="locations.csv",
        line=statement.line or None,
        column="adcode",
    )
