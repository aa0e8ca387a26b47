"""Decides what becomes of each row of one list, against one project and the rows before it."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from ...errors import Problem, Severity
from ...gazetteer.list_profile import ListProfile, Proposal
from ...model import Level
from ...store.draft import line_ending
from ...tables.grid import Line
from ..edits.ids import Ids
from ..resolve.position import locate_many
from ..resolve.resolver import Resolved, Resolver
from .bulk_sites import BulkResolver
from .entries import EntryReader
from .plan import Pending, Plan, ReadyRows, Verdict
from .splitting import explained, split_places
from .statement_index import DatedRow, StatementIndex, site_key

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ...errors import DataError
    from ...gazetteer import Gazetteer
    from ...model import AdminUnit
    from ...store import Programme, Table
    from ...tables.grid import Grid
    from ..resolve.entry import Entry
    from ..resolve.position import Position
    from .entries import Options, Record
    from .layout import Layout
    from .reading import TableReading

_BATCH = 100_000
"""Rows settled at a time: every unit's outline is looked at once a batch."""
_BY_POSITION = "by coordinates: they lie in "
_TOLD_EVERY = 1000
_NAME_OPEN = frozenset([Verdict.AMBIGUOUS, Verdict.UNKNOWN])
_OPEN_RULES = {"place-ambiguous": Verdict.AMBIGUOUS, "place-unknown": Verdict.UNKNOWN}


class Planner:
    """Settles the rows of one list against one project."""

    def __init__(
        self,
        *,
        gazetteer: Gazetteer,
        programme: Programme,
        locations: Table,
        grid: Grid,
        reading: TableReading,
        options: Options,
    ) -> None:
        layout = reading.layout
        self._reading = reading
        self._options = options
        self._layout = layout
        self._grid = grid
        self._gazetteer = gazetteer
        self._resolver = Resolver(
            gazetteer,
            programme.sources,
            anchor=options.anchor,
            datum=options.datum,
            day_zero=grid.day_zero,
            level=programme.level,
        )
        self.reader = EntryReader(grid, layout, options, reading.headings)
        self._stated = StatementIndex(self._resolver.places, locations, grid.file)
        self._ids = Ids(self._stated.ids, gazetteer)
        self._city_column = layout.column_of("city") if "city" in layout.columns else ""
        self._undated: dict[str, None] = {}
        columns = _columns(locations.header, layout)
        ready = ReadyRows(line_ending(locations.text))
        self._plan = Plan(columns, ListProfile(gazetteer), ready)
        self._bulk = None
        if BulkResolver.serves(layout, options):
            self._bulk = BulkResolver(
                layout, options, self.reader, self._resolver, gazetteer, columns
            )

    def plan(self, progress: Callable[[int], None] | None = None) -> Plan:
        """Return what becomes of every row."""
        lines = iter(self._reading.lines(self.reader.rows.lines(self._reading.rows)))
        while batch := list(islice(lines, _BATCH)):
            self._resolve_batch(batch, progress or _untold)
        for broken in self._grid.broken:
            line = Line(broken.line, broken.cells)
            self._reject(Verdict.INVALID, line, (broken.problem,))
        for number, text in self._reading.form.silent if self._reading.form else ():
            note = self._aside(number, text, "says nothing of where the programme was")
            self._reject(Verdict.SKIPPED, Line(number, (text,)), (note,))
        plan = self._plan
        plan.pending.sort(key=lambda row: row.line)
        doubt = self._grid.doubt(self.reader.rows.count)
        plan.file_problems = tuple(
            problem
            for problem in (*self._grid.problems.all(), *filter(None, [doubt]))
            if problem.severity is Severity.ERROR
        )
        if not (self.reader.rows.count or self._grid.broken or plan.file_problems):
            plan.file_problems = (self._no_rows(),)
        plan.undated_batches = tuple(self._undated)
        plan.pending = [self._proposed(row) for row in plan.pending]
        return plan

    def _no_rows(self) -> Problem:
        message = "the list has no rows below its header"
        line = self._layout.header_line or None
        return Problem("empty-list", message, "import another file", self._grid.file, line)

    def _resolve_batch(self, lines: Sequence[Line], progress: Callable[[int], None]) -> None:
        """Settle the plain sites at once and the others one by one; keep the order of the file."""
        bulk = None if self.reader.rows.headings else self._bulk
        sites = bulk.resolve(lines) if bulk else [None] * len(lines)
        records = [
            self._split(self.reader.record(line)) if site is None else []
            for line, site in zip(lines, sites, strict=True)
        ]
        entries = [record.entry for parts in records for record in parts]
        positions = iter(locate_many(entries, self._options.datum))
        before = self.reader.rows.count - len(lines)
        for number, (line, site, parts) in enumerate(zip(lines, sites, records, strict=True)):
            if number % _TOLD_EVERY == 0:
                progress(before + number)
            if site is not None:
                self._accept(line, site.row, self._site_key(site.row), site.notes)
            for record in parts:
                self._resolve_row(record, next(positions))

    @staticmethod
    def _site_key(row: Mapping[str, str]) -> int:
        return site_key(
            row["source"], row["adcode"], row["extent"], row["place"], row["lon"], row["lat"]
        )

    def _split(self, record: Record) -> list[Record]:
        """Return one record per place that a row names."""
        if record.whole is not None:
            inner = self._resolver.places.match(record.entry)
            if not inner.candidates and (inner.unit is None or inner.unit.level is Level.PROVINCE):
                record = replace(record, entry=record.whole)
        entries = split_places(record.entry, self._resolver.places)
        if len(entries) == 1:
            return [record]
        note = f"one of {len(entries)} places listed in one cell"
        return [self._part(record, entry, note) for entry in entries]

    def _part(self, record: Record, entry: Entry, note: str) -> Record:
        """Return the record of one place of several, as if it had a row of its own."""
        cells = list(record.cells)
        columns = self._layout.columns
        cells[columns[record.origins["place"]]] = entry.place
        if "id" in columns:
            cells[columns["id"]] = ""
        return replace(record, entry=entry, cells=tuple(cells), notes=(*record.notes, note))

    def _resolve_row(self, record: Record, position: Position | DataError) -> None:
        """Settle one row by itself."""
        line = Line(record.entry.line, record.cells)
        if record.is_skipped:
            self._reject(Verdict.SKIPPED, line, ())
            return
        if record.aside:
            note = self._aside(line.line, record.entry.place, record.aside)
            self._reject(Verdict.SKIPPED, line, (note,))
            return
        settled = self._resolver.resolve(record.entry, position)
        if isinstance(settled, Resolved):
            self._accept_resolved(record, settled)
            return
        problems = tuple(
            self._renamed(explained(problem, record.entry, self._resolver.places), record.origins)
            for problem in settled.problems
        )
        units = settled.match.candidates if settled.match else ()
        if _verdict(problems) in _NAME_OPEN and self._is_decided(record):
            return
        self._reject(_verdict(problems), line, problems, units)

    def _accept_resolved(self, record: Record, settled: Resolved) -> None:
        """Keep a settled row, unless it lacks a date that its batch should give."""
        row = settled.row
        if record.batch and not record.entry.start:
            self._undated[record.batch] = None
            problem = self._undated_problem(record)
            self._reject(Verdict.INVALID, Line(record.entry.line, record.cells), (problem,))
            return
        if record.is_area and not row["decision"].startswith(_BY_POSITION):
            row["lon"] = row["lat"] = ""
        unit = self._gazetteer.get(row["adcode"])
        if unit is not None and not row["lon"]:
            self._plan.profile.add(unit)
        notes = (*record.notes, *settled.notes)
        line = Line(record.entry.line, record.cells)
        overruled = bool(record.entry.decision) or record.is_spell
        self._accept(line, row, self._stated.key(row), notes, overruled=overruled)

    def _accept(
        self,
        line: Line,
        row: dict[str, str],
        key: int,
        notes: tuple[str, ...],
        *,
        overruled: bool = False,
    ) -> None:
        """Put a row among the ready ones, unless it repeats or contradicts another."""
        start, end = row["start"], row["end"]
        repeated, contradicted = self._stated.same(key, start, end)
        if repeated:
            self._reject(Verdict.DUPLICATE, line, (self._repetition(line, row["place"], repeated),))
            return
        if contradicted and not overruled:
            problem = self._contradiction(line, row["place"], contradicted)
            self._reject(Verdict.CONFLICT, line, (problem,))
            return
        refused = self._ids.refusal(row["id"])
        if refused:
            problem = self._renamed(replace(refused, file=self._grid.file, line=line.line), {})
            self._reject(Verdict.INVALID, line, (problem,))
            return
        row["id"] = self._ids.take(row, -line.line)
        self._stated.add(key, DatedRow(start, end, -line.line))
        self._plan.counts[Verdict.READY] += 1
        self._plan.undated += not (start or end)
        self._plan.ready.add(line.line, [row.get(name, "") for name in self._plan.columns], notes)

    def _repetition(self, line: Line, place: str, said: DatedRow) -> Problem:
        message = f"says the same as {self._stated.where(said.line)}"
        return replace(self._problem(line, place, "duplicate", message), severity=Severity.NOTE)

    def _contradiction(self, line: Line, place: str, said: DatedRow) -> Problem:
        then = f"{said.start or 'no start'} to {said.end}" if said.end else said.start or "no start"
        where = self._stated.where(said.line)
        message = f"has other dates in {where}, from the same source: {then}"
        hint = "correct one of them, skip it, or give the reason as decision"
        return self._problem(line, place, "conflict", message, hint)

    def _aside(self, line: int, text: str, why: str) -> Problem:
        message = f"'{text}': {why}"
        return Problem(
            "set-aside", message, file=self._grid.file, line=line, severity=Severity.NOTE
        )

    def _is_decided(self, record: Record) -> bool:
        """Whether the project has the row already, as somebody decided what its name means."""
        for said, adcode in self._stated.decided(record.entry):
            entry = replace(record.entry, adcode=adcode, level="", decision="decided before")
            settled = self._resolver.resolve(entry)
            if not isinstance(settled, Resolved):
                continue
            if (settled.row["start"], settled.row["end"]) == (said.start, said.end):
                line = Line(record.entry.line, record.cells)
                problem = self._repetition(line, record.entry.place, said)
                self._reject(Verdict.DUPLICATE, line, (problem,))
                return True
        return False

    def _reject(
        self,
        verdict: Verdict,
        line: Line,
        problems: tuple[Problem, ...],
        candidates: tuple[AdminUnit, ...] = (),
    ) -> None:
        self._plan.counts[verdict] += 1
        self._plan.pending.append(Pending(verdict, line.line, line.cells, problems, candidates))

    def _problem(self, line: Line, place: str, rule: str, message: str, hint: str = "") -> Problem:
        named = (
            name for name in ("place", "county", "city", "province") if name in self._layout.columns
        )
        column = self._layout.column_of(next(named, "adcode"))
        return Problem(rule, f"'{place}' {message}", hint, self._grid.file, line.line, column)

    def _undated_problem(self, record: Record) -> Problem:
        message = f"batch {record.batch} has no date"
        hint = f"declare it: --batch {record.batch}=2015-03, or --year for the whole list"
        column = self._layout.column_of("batch")
        entry = record.entry
        return Problem("date-missing", message, hint, entry.file, entry.line, column)

    def _renamed(self, problem: Problem, origins: Mapping[str, str]) -> Problem:
        """Return the problem under the header of its column, with what helps in a list."""
        hint = problem.hint
        if problem.rule == "place-ambiguous":
            hint = "write the adcode in a column 'decision', or pass --level or --within"
        elif problem.rule == "source-missing":
            hint = hint.replace("pass --source ID", "pass --source ID for the whole list")
        column = self._layout.column_of(origins.get(problem.column, problem.column))
        return replace(problem, column=column, hint=hint)

    def _proposed(self, row: Pending) -> Pending:
        """Return an open row with a proposal, if there is a reason for one of its candidates."""
        if row.verdict is not Verdict.AMBIGUOUS or not row.candidates:
            return row
        found = self._plan.profile.propose(row.candidates)
        if found is None and row.problems[0].column == self._city_column:
            cities = [unit for unit in row.candidates if unit.level is not Level.PROVINCE]
            why = f"the only one that is no province, as its column is '{self._city_column}'"
            found = Proposal(cities[0], why) if len(cities) == 1 else None
        if found is None:
            return row
        shown = self._resolver.places.describe(found.unit)
        return replace(row, proposal=f"{shown}, {found.reason}")


def _columns(header: Sequence[str], layout: Layout) -> tuple[str, ...]:
    """Return the project's columns, and behind them those that the list brings."""
    own = [name.removeprefix("extra:") for name in layout.columns if name.startswith("extra:")]
    says_no = {"status", "count", "first_treat"} & layout.columns.keys()
    further = [*own, *(["status"] if says_no else [])]
    return (*header, *(name for name in dict.fromkeys(further) if name not in header))


def _untold(rows: int) -> None:
    """Tell nobody how many rows are settled."""


def _verdict(problems: Sequence[Problem]) -> Verdict:
    """Return what a row with problems is: that of its name, where the name is all that is open."""
    own = [problem for problem in problems if problem.rule != "source-missing"]
    return _OPEN_RULES.get(own[0].rule, Verdict.INVALID) if len(own) == 1 else Verdict.INVALID
