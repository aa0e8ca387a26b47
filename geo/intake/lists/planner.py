"""Decides what becomes of each row of one list, against one project and the rows before it."""

from __future__ import annotations

from dataclasses import replace
from itertools import repeat
from typing import TYPE_CHECKING

from ...gazetteer.gazetteer import ListProfile
from ...model import Presence
from ...store.draft import line_ending
from ...tables.grid import Line
from ..edits.ids import Ids
from ..resolve.position import locate_many
from ..resolve.resolver import Resolved, Resolver
from .bounds import ListBounds
from .bulk_names import BulkNames
from .bulk_sites import BulkResolver
from .dated_rows import DatedRow
from .entries import BY_CODE, EntryReader
from .judging import ListJudge, candidates_of, contest_of, with_proposals
from .layout import columns_written
from .list_problems import ListProblems, findings_of
from .name_rows import NO_NAMES, NameRows, Takers
from .plan import NAME_OPEN, Pending, Plan, Verdict, batches, verdict_of
from .ready_rows import ReadyRows
from .repeats import Answer, RepeatedRows, Stated
from .row_places import explained
from .site_rows import SiteRows
from .statement_index import StatementIndex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from ...errors import DataError, Problem
    from ...gazetteer import Gazetteer
    from ...model import AdminUnit
    from ...store import Programme
    from ...tables.grid import Grid
    from ...tables.table import Table
    from ..resolve.position import Position
    from .answers import Options
    from .entries import Record
    from .plan import Batch
    from .reading import TableReading

_BY_POSITION = "by coordinates: they lie in "
_AT_ONCE = 1000
_CHECKED = 20_000
"""Rows up to which all are held to the rules of `check`; of more, those not settled in bulk."""
_EVENT = "one of several events of this place in the list"


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
        self._programme = programme
        self._resolver = Resolver(
            gazetteer,
            programme.sources,
            anchor=options.anchor,
            datum=options.datum,
            day_zero=grid.day_zero,
            level=programme.level,
        )
        self.reader = reader = EntryReader(grid, layout, options, reading.headings)
        columns = columns_written(locations.header, layout)
        places = self._resolver.places
        self._stated = stated = StatementIndex(places, locations, grid.file, columns)
        self._ids = Ids(stated.ids, gazetteer)
        self._city_column = layout.column_of("city") if "city" in layout.columns else ""
        self._undated: dict[str, None] = {}
        self._problems = ListProblems(layout, grid)
        self._opened: set[int] = set()
        self._several: set[int] = set()
        self._dateless: set[int] = set()
        self._judge = ListJudge(gazetteer)
        ready = ReadyRows(line_ending(locations.text))
        self._plan = plan = Plan(columns, ListProfile(gazetteer), ready)
        self._bounds = ListBounds(grid.file, plan.counts)
        self._bounds.watch(self._resolver, layout)
        serves = reading.form is None and not grid.merged
        self._repeats = RepeatedRows(
            plan, stated, self._problems, places, layout, reader, self._bounds, serves=serves
        )
        self._takers = Takers(
            plan, stated, self._ids, self._judge, self._dateless, self._accept, {}
        )
        self._bulk = None
        if BulkResolver.serves(layout, options):
            self._bulk = BulkResolver(layout, options, reader, self._resolver, gazetteer)
        self._names = None
        if reading.form is None and BulkNames.serves(layout, grid):
            self._names = BulkNames(layout, options, reader, self._resolver, self._bounds, stated)

    def plan(self, progress: Callable[[int], None] | None = None) -> Plan:
        """Return what becomes of every row."""
        parts = self._reading.parts(self.reader.rows.parts(self._reading.rows))
        for batch in batches(parts, has_positions=self._layout.has_positions):
            self._resolve_batch(batch, progress or (lambda _: None))
            del batch  # its rows are held no longer
        self._repeats.count()
        for broken in self._grid.broken:
            self._reject(Verdict.INVALID, Line(broken.line, broken.cells), (broken.problem,))
        for number, text in self._reading.form.silent if self._reading.form else ():
            note = self._problems.aside(number, text, "says nothing of where the programme was")
            self._reject(Verdict.SKIPPED, Line(number, (text,)), (note,))
        plan = self._plan
        late = self._reading.late_problems(self._gazetteer, self._grid.file)
        plan.file_problems = self._problems.of_file(self.reader.rows.count, late)
        plan.undated_batches = tuple(self._undated)
        plan.several_dates = len(self._several)
        self._judge_names()
        self._check_ready()
        plan.undated = len(self._dateless)
        plan.pending = with_proposals(
            plan.pending, plan.profile, self._judge, self._city_column, self._gazetteer
        )
        return plan

    def _judge_names(self) -> None:
        """Open the bare names that the rest of the list reads otherwise than their rank."""
        plan = self._plan
        for doubt in self._judge.doubts(plan.profile, self._opened):
            line = self._take_back(doubt.number)
            self._opened.add(doubt.number)
            problem = replace(doubt.problem, file=self._grid.file, line=line.line)
            problems = (self._problems.renamed(problem, doubt.origins),)
            self._reject(Verdict.AMBIGUOUS, line, problems, doubt.candidates, doubt.proposal)
        won = self._judge.won(self._opened)
        plan.contests = tuple((plan.ready.line_of(number), why) for number, why in won)

    def _check_ready(self) -> None:
        """Hold the ready rows to the rules of `check`; none stays ready that has an error."""
        plan = self._plan
        numbers = None if len(plan.ready) <= _CHECKED else self._judge.numbers - self._opened
        findings = findings_of(plan, numbers, self._programme, self._resolver)
        for number, problems in findings.errors.items():
            line = self._take_back(number)
            own = (replace(each, file=self._grid.file, line=line.line) for each in problems)
            told = tuple(self._problems.renamed(each, {}) for each in own)
            self._reject(Verdict.INVALID, line, told)
            self._bounds.refuse_open(plan.first_of)
        plan.findings = findings.told(self._grid.file, plan.ready.line_of)
        plan.more_findings = findings.lines_left_out(plan.ready.line_of)

    def _resolve_batch(self, batch: Batch, progress: Callable[[int], None]) -> None:
        """Settle the plain sites at once and the others one by one; keep the order of the file."""
        if self.reader.rows.headings:  # what a row says depends on where it stands
            self._bulk = self._names = None
            self._repeats.stop()
        settled = SiteRows(self._takers, self._bulk.resolve(batch) if self._bulk else ())
        lines = [*batch] if self._names else batch
        names = self._names.resolve(lines) if self._names else NO_NAMES
        together = {*settled.numbers, *names.own}
        singly = [number for number in range(len(batch)) if number not in together]
        others = [lines[number] for number in singly] if together else [*batch]
        self._bounds.refuse_sites(len(others))
        self._repeats.known = names.records
        self._bounds.add_entries(len(names.places), 0)
        named = NameRows(self._takers, lines, names)
        before = self.reader.rows.count - len(batch)
        for first in range(0, len(singly), _AT_ONCE):  # so that a wrong list is not read to its end
            self._bounds.refuse_open(self._plan.first_of)
            progress(before + singly[first])
            some = others[first : first + _AT_ONCE]
            records = [*map(self._repeats.new_records_of, some)]
            entries = [each.entry for parts in records if isinstance(parts, list) for each in parts]
            self._bounds.add_entries(sum(isinstance(one, Answer) for one in records), len(entries))
            positions = iter(locate_many(entries, self._options.datum))
            for at, (line, parts) in enumerate(zip(some, records, strict=True), first):
                named.accept(singly[at])
                settled.accept(singly[at] - at)
                if isinstance(parts, list):
                    self._resolve_parts(line, parts, positions)
                elif not self._repeats.give(parts, line):
                    self._resolve_parts(line, self._repeats.records_of(line), repeat(None))
        named.accept(len(batch))
        settled.accept(len(settled.numbers))
        progress(before + len(batch))

    def _resolve_parts(
        self,
        line: Line,
        records: Sequence[Record],
        positions: Iterator[Position | DataError | None],
    ) -> None:
        """Settle what a row says of each place."""
        for record in records:
            before = len(self._plan.pending)
            statement = self._resolve_row(record, next(positions))
            own = self._plan.pending[before : before + 1]
            self._repeats.learn(line, statement, own[0] if own else None)

    def _resolve_row(self, record: Record, position: Position | DataError | None) -> Stated | None:
        """Settle one row by itself; return what it states, where its cells are settled."""
        line = Line(record.entry.line, record.cells)
        if record.is_skipped:
            self._reject(Verdict.SKIPPED, line, ())
            return None
        if record.aside:
            note = self._problems.aside(line.line, record.entry.place, record.aside)
            self._reject(Verdict.SKIPPED, line, (note,))
            return None
        settled = self._resolver.resolve(record.entry, position)
        if isinstance(settled, Resolved):
            return self._accept_resolved(record, settled)
        problems = tuple(
            self._problems.renamed(
                explained(problem, record.entry, self._resolver.places), record.origins
            )
            for problem in settled.problems
        )
        units, proposal = candidates_of(settled, self._resolver)
        verdict = verdict_of(problems)
        said = self._stated.decided(record.entry, self._resolver) if verdict in NAME_OPEN else None
        if said is not None:  # the project has the row already: somebody decided what its name is
            problems = (self._problems.repeats(line, record.entry.place, self._where(said)),)
            verdict, units, proposal = Verdict.DUPLICATE, (), ""
        self._reject(verdict, line, problems, units, proposal)
        return None

    def _accept_resolved(self, record: Record, settled: Resolved) -> Stated | None:
        """Keep a settled row, unless it lacks a date that its batch should give."""
        row = settled.row
        line = Line(record.entry.line, record.cells)
        if record.batch and not record.entry.start:
            self._undated[record.batch] = None
            self._reject(Verdict.INVALID, line, (self._problems.undated(record),))
            return None
        if record.is_area and not row["decision"].startswith(_BY_POSITION):
            row["lon"] = row["lat"] = ""
        unit = None if row["lon"] else self._gazetteer.get(row["adcode"])
        if unit is not None:
            self._plan.profile.add(unit)
        notes = (*record.notes, *record.told, *record.listed, *settled.notes)
        if record.entry.adcode and not row["decision"] and not self._stated.names_alone(row):
            row["decision"] = BY_CODE
        decided = bool(record.entry.decision) or record.is_spell
        key = self._stated.key(row)
        dated = self._stated.dated(row, is_decided=decided)
        number = self._accept(line, row, key, notes, dated)
        if number is not None:
            contest = contest_of(row["place"], unit, settled.match, record.origins)
            self._judge.add(number, unit, None if record.entry.decision else contest)
        return Stated(row["place"], unit, key, dated)

    def _accept(
        self,
        line: Line,
        row: dict[str, str],
        key: int,
        notes: tuple[str, ...],
        dated: DatedRow,
    ) -> int | None:
        """Put a row among the ready ones; None where it repeats or contradicts another."""
        if (key in self._stated or self._stated.says_no) and not self._stands_alone(
            line, row, key, dated
        ):
            return None
        refused = self._ids.refusal(row["id"])
        if refused:
            refused = replace(refused, file=self._grid.file, line=line.line)
            self._reject(Verdict.INVALID, line, (self._problems.renamed(refused, {}),))
            return None
        row["id"] = self._ids.take(row, -line.line)
        cells = [*map(row.get, self._plan.columns, repeat(""))]
        number = self._plan.ready.add(line.line, cells, notes, line.cells)
        self._stated.add(key, dated, -1 - number)
        self._plan.counts[Verdict.READY] += 1
        if not (dated.start or dated.end):
            self._dateless.add(number)
        return number

    def _stands_alone(self, line: Line, row: dict[str, str], key: int, dated: DatedRow) -> bool:
        """Whether a row is a statement of its own; else it is rejected, or left open."""
        repeated = self._stated.repeated(key, dated)
        if repeated:
            problem = self._problems.repeats(line, row["place"], self._where(repeated))
            self._reject(Verdict.DUPLICATE, line, (problem,))
            return False
        denied = self._stated.denied(row, dated)
        if denied:
            self._open_all(line, row, denied, "says the opposite of")
            return False
        is_no = row.get("status") == Presence.OUT  # of several years: they do not contradict
        contradicted = [] if is_no else self._stated.contradicted(key, dated)
        if contradicted and not self._options.events:
            self._open_all(line, row, contradicted, "has other dates in")
            self._several.update([key] if any(said.at < 0 for said in contradicted) else [])
            return False
        if contradicted:
            row["decision"] = "; ".join(filter(None, (_EVENT, row["decision"])))
        return True

    def _open_all(
        self, line: Line, row: Mapping[str, str], against: Sequence[DatedRow], how: str
    ) -> None:
        """Leave a row open with all rows of the list that it contradicts: none of them is first."""
        self._bounds.refuse_conflicts(line.line)
        place, first = row["place"], against[0]
        problem = self._problems.contradicts(line, place, first, f"{how} {self._where(first)}")
        self._reject(Verdict.CONFLICT, line, (problem,))
        own = DatedRow(row["start"], row["end"], 0)
        for said in against:
            number = -1 - said.at
            if said.at > 0 or number in self._opened:
                continue
            self._opened.add(number)
            other = self._take_back(number)
            what = f"{how} {self._grid.file}:{line.line}"
            problem = self._problems.contradicts(other, place, own, what)
            self._reject(Verdict.CONFLICT, other, (problem,))

    def _where(self, said: DatedRow) -> str:
        return self._stated.where(said, self._plan.ready.line_of)

    def _take_back(self, number: int) -> Line:
        """Return a ready row to the open ones, as it stands in the list."""
        self._plan.counts[Verdict.READY] -= 1
        self._dateless.discard(number)
        return self._plan.ready.withdraw(number)

    def _reject(
        self,
        verdict: Verdict,
        line: Line,
        problems: tuple[Problem, ...],
        candidates: tuple[AdminUnit, ...] = (),
        proposal: str = "",
    ) -> None:
        self._plan.counts[verdict] += 1
        self._plan.pending.append(Pending(verdict, *line, problems, candidates, proposal))
