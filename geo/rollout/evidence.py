"""Statements as evidence, in columns: rows of the same units and dates say the same.

`EvidenceRows` works out once what they say. A statement that says no (`status = out`) is read
alike; what it closes is for `full_lists` to say.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import repeat
from operator import add, mul
from typing import TYPE_CHECKING, Any, overload

from ..errors import DataError, Problem
from ..model import Presence
from ..rows import distinct, taken_from
from ..text.escape import shell_argument
from .readings import Reading, UnitReading, YearReading, worlds_of, years_of

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping

    from ..dates import FuzzyDate
    from ..model import Source, Statement
    from ..rows import StatementRows
    from .hierarchy import Hierarchy, Tree


@dataclass(frozen=True, slots=True)
class Evidence(Reading):
    """A statement in terms of today's units and of years."""

    statement: Statement


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
    """

    def __init__(
        self, statements: StatementRows, readings: Sequence[Reading], numbers: array[int]
    ) -> None:
        self.statements = statements
        self.readings = readings
        self.numbers = numbers

    @cached_property
    def said(self) -> dict[int, Reading]:
        """What the rows say, by its number; each thing once, in the order in which they come."""
        return {number: self.readings[number] for number in dict.fromkeys(self.numbers)}

    @cached_property
    def units(self) -> list[UnitReading]:
        """What the rows say of units, each thing once: many say it of several years."""
        return distinct([reading.units for reading in self.said.values()])

    def take(self, rows: Sequence[int]) -> EvidenceRows:
        """Return the evidence of these rows, in their order."""
        numbers = array("l", map(self.numbers.__getitem__, rows))
        return EvidenceRows(self.statements.take(rows), self.readings, numbers)

    def of_statements(self, statements: StatementRows) -> EvidenceRows:
        """Return the same evidence of rows in other words."""
        return EvidenceRows(statements, self.readings, self.numbers)

    def where(self, test: Callable[[Reading], object]) -> EvidenceRows:
        """Return the evidence that passes a test of what it says; asked once of what is alike."""
        passed = {number for number, reading in self.said.items() if test(reading)}
        if len(passed) == len(self.said):
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
            return EvidenceRows(self.statements[at], self.readings, self.numbers[at])
        reading = self.readings[self.numbers[at]]
        return Evidence(reading.units, reading.years, self.statements[at])

    def __iter__(self) -> Iterator[Evidence]:
        read = map(self.readings.__getitem__, self.numbers)
        return (
            Evidence(reading.units, reading.years, row)
            for row, reading in zip(self.statements, read, strict=True)
        )


def gather(
    statements: StatementRows, sources: Mapping[str, Source], tree: Tree, hierarchy: Hierarchy
) -> EvidenceRows:
    """Read every statement as evidence; `sources` by id tell when an undated no was said.

    Raises
    ------
    DataError
        If adcodes are not in the gazetteer: one problem for each.
    """
    dates = ["start", "end", "status"]
    if Presence.OUT in statements.column("status"):  # an undated no is as old as its source
        dates.append("source")
    units, years = _combined(statements, ("adcodes", "extent")), _combined(statements, dates)
    unknown = {
        code
        for adcodes in distinct(statements.column("adcodes"))
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
    unit_readings = [
        UnitReading(adcodes, extent, worlds_of(adcodes, extent, tree, hierarchy))
        for adcodes, extent in _firsts(statements, units, "adcodes", "extent")
    ]
    year_readings = [
        _year_reading(start, end, status, sources.get(source))
        for start, end, status, source in _firsts(
            statements, years, "start", "end", "status", "source"
        )
    ]
    numbers, pairs = _paired(units, years, len(year_readings))
    readings = [Reading(unit_readings[unit], year_readings[year]) for unit, year in pairs]
    return EvidenceRows(statements, readings, array("l", numbers))


def _combined(statements: StatementRows, names: Sequence[str]) -> list[int]:
    """Return a number for each row, the same for equal values in all of the columns; from 0 on."""
    together: list[int] = []
    for name in names:
        numbers, count = _numbered(statements.column(name))
        if count > 1:
            together = _paired(together, numbers, count)[0] if together else list(numbers)
    return together or [0] * len(statements)


def _paired(
    first: Iterable[int], second: Iterable[int], count: int
) -> tuple[list[int], list[tuple[int, int]]]:
    """Return a number for each pair of numbers, the same for equal ones, and the pairs by number.

    All of the second are below `count`.
    """
    pairs = list(map(add, map(mul, first, repeat(count)), second))
    known = list(dict.fromkeys(pairs))
    number_of = dict(zip(known, range(len(known)), strict=True))
    return list(map(number_of.__getitem__, pairs)), [divmod(pair, count) for pair in known]


def _firsts(
    statements: StatementRows, numbers: Sequence[int], *names: str
) -> Iterator[tuple[Any, ...]]:
    """Yield the values of some columns in the first row of each number, in their order."""
    first = dict(zip(reversed(numbers), range(len(numbers) - 1, -1, -1), strict=True))
    rows = [first[number] for number in range(len(first))]
    return zip(*taken_from(map(statements.column, names), rows), strict=True)


def _numbered(column: Sequence[Hashable]) -> tuple[Iterable[int], int]:
    """Return a number for each value of a column, the same for equal ones, and how many there are.

    Most rows share their values: those are told apart as objects, which is quicker.
    """
    found: dict[Hashable, int] = {}
    by_object = {id(value): found.setdefault(value, len(found)) for value in distinct(column)}
    if len(found) == 1:
        return repeat(0, len(column)), 1
    return map(by_object.__getitem__, map(id, column)), len(found)


def _year_reading(
    start: FuzzyDate | None, end: FuzzyDate | None, status: Presence, source: Source | None
) -> YearReading:
    return YearReading(start, end, status, *years_of(start, end, status, source))


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
