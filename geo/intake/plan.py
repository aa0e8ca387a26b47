"""What importing a file would do, row by row, before anything is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from geo.errors import Problem, Severity
from geo.intake.entries import Reader
from geo.intake.ids import Ids
from geo.intake.known import Known
from geo.intake.settle import Settled, Settler, Unsettled
from geo.intake.site import locate_many
from geo.intake.splitting import split_places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from geo.gazetteer import Gazetteer
    from geo.intake.entries import Options, Record
    from geo.intake.grid import Grid, Line
    from geo.intake.layout import Layout
    from geo.model import AdminUnit
    from geo.store import Programme, Table

_BATCH = 20_000
"""Rows settled at a time: enough for one search in the boundaries to pay."""
_MAJORITY = 0.7
_MAJORITY_OF = 5


class Verdict(StrEnum):
    """What becomes of a row."""

    READY = "ready"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"
    INVALID = "invalid"
    CONFLICT = "conflict"
    DUPLICATE = "duplicate"
    SKIPPED = "skipped"

    @property
    def is_open(self) -> bool:
        """Whether a person must look at the row."""
        return self in {Verdict.AMBIGUOUS, Verdict.UNKNOWN, Verdict.INVALID, Verdict.CONFLICT}


_OPEN_RULES = {"place-ambiguous": Verdict.AMBIGUOUS, "place-unknown": Verdict.UNKNOWN}


class Ready(NamedTuple):
    """A row that can be written."""

    line: int
    cells: tuple[str, ...]
    """In the order of `Plan.columns`."""
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pending:
    """A row that is not written, and why."""

    verdict: Verdict
    line: int
    cells: tuple[str, ...]
    """As they stand in the file."""
    problems: tuple[Problem, ...]
    candidates: tuple[AdminUnit, ...] = ()
    proposal: str = ""


@dataclass(slots=True)
class Plan:
    """The outcome of a dry run."""

    columns: tuple[str, ...]
    ready: list[Ready] = field(default_factory=list)
    pending: list[Pending] = field(default_factory=list)
    counts: Counter[Verdict] = field(default_factory=Counter)
    levels: Counter[str] = field(default_factory=Counter)
    """How many settled names are of each level."""
    file_problems: tuple[Problem, ...] = ()
    """Defects of the file itself, which no decision mends."""
    undated_batches: tuple[str, ...] = ()

    @property
    def open_rows(self) -> list[Pending]:
        """The rows a person must look at."""
        return [row for row in self.pending if row.verdict.is_open]

    @property
    def is_clean(self) -> bool:
        """Whether every row is ready, a repetition, or left out on purpose."""
        return not self.file_problems and not any(
            count for verdict, count in self.counts.items() if verdict.is_open
        )

    @property
    def majority(self) -> str:
        """The level most settled names are of; blank where there is none to speak of."""
        total = self.levels.total()
        if total < _MAJORITY_OF:
            return ""
        level, count = self.levels.most_common(1)[0]
        return level if count >= _MAJORITY * total else ""


class Planner:
    """Settles the records of one file against one project."""

    def __init__(
        self,
        *,
        gazetteer: Gazetteer,
        programme: Programme,
        locations: Table,
        layout: Layout,
        options: Options,
    ) -> None:
        self._options = options
        self._layout = layout
        self._gazetteer = gazetteer
        self._settler = Settler(
            gazetteer, programme.sources, anchor=options.anchor, datum=options.datum
        )
        self._known = Known(self._settler.names)
        self._known.add_table(locations)
        self._ids = Ids(self._known.ids, gazetteer)
        self._batches: Counter[str] = Counter()
        self._plan = Plan(locations.header)
        self._columns = locations.header

    def plan(
        self, grid: Grid, rows: Iterator[Line], progress: Callable[[int], None] | None = None
    ) -> tuple[Plan, Reader]:
        """Return the plan, and the reader that knows what was passed over."""
        reader = Reader(grid, self._layout, self._options)
        records = reader.records(rows)
        while batch := list(islice(records, _BATCH)):
            self._settle_batch([part for record in batch for part in self._split(record)])
            if progress:
                progress(reader.rows)
        plan = self._plan
        plan.file_problems = tuple(
            problem for problem in grid.problems.all() if problem.severity is Severity.ERROR
        )
        plan.undated_batches = tuple(self._batches)
        plan.pending = [self._proposed(row) for row in plan.pending]
        return plan, reader

    def _split(self, record: Record) -> Iterable[Record]:
        entries = split_places(record.entry, self._settler.names)
        if len(entries) == 1:
            return [record]
        note = f"one of {len(entries)} places listed in one cell"
        return [replace(record, entry=entry, notes=(*record.notes, note)) for entry in entries]

    def _settle_batch(self, records: Sequence[Record]) -> None:
        spots = locate_many([record.entry for record in records], self._options.datum)
        for record, spot in zip(records, spots, strict=True):
            if record.is_skipped:
                self._leave(Verdict.SKIPPED, record, ())
                continue
            settled = self._settler.settle(record.entry, spot)
            if isinstance(settled, Unsettled):
                problems = tuple(self._renamed(problem) for problem in settled.problems)
                units = settled.match.candidates if settled.match else ()
                if _verdict(problems) is Verdict.AMBIGUOUS and self._is_decided(record, units):
                    continue
                self._leave(_verdict(problems), record, problems, units)
            else:
                self._take(record, settled)

    def _take(self, record: Record, settled: Settled) -> None:
        """Put a settled row among the ready ones, unless it repeats or contradicts another."""
        entry, row = record.entry, settled.row
        if record.batch and not entry.start:
            self._batches[record.batch] += 1
            self._leave(Verdict.INVALID, record, (self._undated(record),))
            return
        if record.is_area and not row["decision"].startswith("by coordinates: they lie in "):
            row["lon"] = row["lat"] = ""
        repeated, contradicted = self._known.same(row)
        if repeated:
            self._repeats(record, repeated.where)
            return
        if contradicted and not entry.decision:
            then = f"{contradicted.start or 'no start'} to {contradicted.end or 'no end'}"
            message = f"{contradicted.where} gives other dates for it, from the same source: {then}"
            hint = "correct one of them, skip it, or give the reason as decision"
            self._leave(
                Verdict.CONFLICT, record, (self._problem(record, "conflict", message, hint),)
            )
            return
        where = f"{entry.file}:{entry.line}"
        refused = self._ids.give(row, where)
        if refused:
            problem = replace(refused, file=entry.file, line=entry.line)
            self._leave(Verdict.INVALID, record, (self._renamed(problem),))
            return
        self._known.add(row, where)
        self._plan.counts[Verdict.READY] += 1
        unit = self._gazetteer.get(row["adcode"])
        if unit is not None and not row["lon"]:
            self._plan.levels[unit.level.value] += 1
        cells = tuple(row.get(column, "") for column in self._columns)
        self._plan.ready.append(Ready(entry.line, cells, (*record.notes, *settled.notes)))

    def _is_decided(self, record: Record, units: Sequence[AdminUnit]) -> bool:
        """Whether the project has one of the candidates already, from the same source and time."""
        for unit in units:
            entry = replace(record.entry, adcode=unit.adcode, decision="decided before")
            settled = self._settler.settle(entry)
            repeated = self._known.same(settled.row)[0] if isinstance(settled, Settled) else None
            if repeated:
                self._repeats(record, repeated.where)
                return True
        return False

    def _repeats(self, record: Record, where: str) -> None:
        problem = self._problem(record, "duplicate", f"says the same as {where}")
        self._leave(Verdict.DUPLICATE, record, (replace(problem, severity=Severity.NOTE),))

    def _leave(
        self,
        verdict: Verdict,
        record: Record,
        problems: tuple[Problem, ...],
        candidates: tuple[AdminUnit, ...] = (),
    ) -> None:
        self._plan.counts[verdict] += 1
        self._plan.pending.append(
            Pending(verdict, record.entry.line, record.cells, problems, candidates)
        )

    def _problem(self, record: Record, rule: str, message: str, hint: str = "") -> Problem:
        column = self._layout.column_of("place")
        text = f"'{record.entry.place}' {message}"
        return Problem(rule, text, hint, record.entry.file, record.entry.line, column)

    def _undated(self, record: Record) -> Problem:
        message = f"batch {record.batch} has no date"
        hint = f"declare it: --batch {record.batch}=2015-03, or --year for the whole list"
        column = self._layout.column_of("batch")
        entry = record.entry
        return Problem("date-missing", message, hint, entry.file, entry.line, column)

    def _renamed(self, problem: Problem) -> Problem:
        """Return the problem under the header of its column, with what helps in a list."""
        hint = problem.hint
        if problem.rule == "place-ambiguous":
            hint = "write the adcode in a column 'decision', or pass --level or --within"
        elif problem.rule == "source-missing":
            hint = hint.replace("pass --source ID", "pass --source ID for the whole list")
        return replace(problem, column=self._layout.column_of(problem.column), hint=hint)

    def _proposed(self, row: Pending) -> Pending:
        """Return an open row with its proposal: the candidate at the level most names are of."""
        if row.verdict is not Verdict.AMBIGUOUS or not row.candidates:
            return row
        level = self._plan.majority
        fitting = [unit for unit in row.candidates if unit.level.value == level]
        names = self._settler.names
        if len(fitting) == 1:
            count, total = self._plan.levels[level], self._plan.levels.total()
            why = f"{count} of the {total} other names are of level {level}: --level {level}"
            return replace(row, proposal=f"{names.describe(fitting[0])}, since {why}")
        return replace(row, proposal=f"{names.describe(row.candidates[0])}, the first of them")


def _verdict(problems: Sequence[Problem]) -> Verdict:
    """Return what a row with problems is: that of its name, where the name is all that is open."""
    own = [problem for problem in problems if problem.rule != "source-missing"]
    return _OPEN_RULES.get(own[0].rule, Verdict.INVALID) if len(own) == 1 else Verdict.INVALID
