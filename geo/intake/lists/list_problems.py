"""The problems of a list's rows: under its own headers, and as `check` finds them once written."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import chain, islice
from typing import TYPE_CHECKING

from ...check.cells import TableCells
from ...check.context import ProjectContext
from ...check.examine import broken_rules
from ...check.rules_dates import begins_after, is_early
from ...dates.edtf import parse
from ...errors import Problem, Severity
from ...store.columns import read_statements
from ...tables.grid import Problems, errors_in
from ...tables.stretch import Rows
from ...tables.table import Stream
from .standing import DATED, OVER

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from ...store import Programme
    from ...tables.grid import Grid, Line
    from ..resolve.resolver import Resolver
    from .dated_rows import DatedRow
    from .entries import Record
    from .layout import Layout
    from .plan import Plan
    from .ready_rows import AcceptedRow


_STRETCH = 4096
"""Ready rows that are read together."""
_UNCLEAR = {
    DATED: ("tells dates, and not clearly of what", "give them in columns 'start' and 'end'"),
    OVER: (
        "says that it is over, and the row does not say since when",
        "give the end in a column 'end', or skip the row",
    ),
}
"""What marks a status that is understood in part, with what it says and what to do."""


class ListProblems:
    """Words what is wrong with rows of one list."""

    def __init__(self, layout: Layout, grid: Grid) -> None:
        self._layout = layout
        self._grid = grid

    def of_file(self, count: int, late: Sequence[Problem]) -> tuple[Problem, ...]:
        """Return what refuses the file as a whole.

        Parameters
        ----------
        count
            How many sound rows it has.
        late
            What was found in rows behind those that tell what the columns are.
        """
        doubt = self._grid.doubt(count)
        found = errors_in((*self._grid.problems.all(), *filter(None, [doubt]), *late))
        return found or (() if count or self._grid.broken else (self._no_rows(),))

    def _no_rows(self) -> Problem:
        """Return the problem of a list that holds nothing."""
        message = "the list has no rows below its header"
        line = self._layout.header_line or None
        return Problem("empty-list", message, "import another file", self._grid.file, line)

    def repeats(self, line: Line, place: str, where: str) -> Problem:
        """Return the note on a row that says what stands elsewhere already."""
        message = f"says the same as {where}"
        return replace(self._about(line, place, "duplicate", message), severity=Severity.NOTE)

    def contradicts(self, line: Line, place: str, said: DatedRow, how: str) -> Problem:
        """Return the problem of a row contradicted by one from which nothing else tells it."""
        then = f"{said.start or 'no start'} to {said.end}" if said.end else said.start or "no start"
        message = f"{how}, from the same source: {then}"
        hint = "correct one of them, skip it, or give the reason as decision"
        return self._about(line, place, "conflict", message, hint)

    def aside(self, line: int, text: str, why: str) -> Problem:
        """Return the note on a row that is set aside."""
        message = f"'{text}': {why}"
        file = self._grid.file
        return Problem("set-aside", message, file=file, line=line, severity=Severity.NOTE)

    def undated(self, record: Record) -> Problem:
        """Return the problem of a row whose batch has no date."""
        message = f"batch {record.batch} has no date"
        hint = f"declare it: --batch {record.batch}=2015-03, or --year for the whole list"
        column = self._layout.column_of("batch")
        entry = record.entry
        return Problem("date-missing", message, hint, entry.file, entry.line, column)

    def renamed(self, problem: Problem, origins: Mapping[str, str]) -> Problem:
        """Return the problem under the header of its column, with what helps in a list."""
        hint = problem.hint
        if problem.rule == "place-ambiguous":
            hint = "write the adcode in a column 'decision', or pass --level or --within"
        elif problem.rule == "place-unknown":
            hint = hint.replace("give --adcode or --at", "write an adcode in a column 'decision'")
        elif problem.rule == "status-invalid":
            for mark, (told, way) in _UNCLEAR.items():
                if mark in problem.message:
                    message = problem.message.replace(mark, "").replace("is not a status", told)
                    problem, hint = replace(problem, message=message), way
                    break
        elif problem.rule == "source-missing":
            hint = hint.replace("pass --source ID", "pass --source ID for the whole list")
        column = self._layout.column_of(origins.get(problem.column, problem.column))
        if (column, hint) == (problem.column, problem.hint):
            return problem
        return replace(problem, column=column, hint=hint)

    def _about(self, line: Line, place: str, rule: str, message: str, hint: str = "") -> Problem:
        named = (
            name for name in ("place", "county", "city", "province") if name in self._layout.columns
        )
        column = self._layout.column_of(next(named, "adcode"))
        return Problem(rule, f"'{place}' {message}", hint, self._grid.file, line.line, column)


_OF_A_ROW = frozenset(
    ["text", "date", "adcode", "within", "place", "extent", "candidates", "coordinates", "cell"]
)
"""What the names of rules begin with that look at one row, and not at what stands beside it."""
_LATE, _EARLY = "date-after-source", "date-early"
"""Warnings of `check` that leave a row of a list open: no source tells what began after it, and
a year long before those of the other rows is a slip."""
_BESIDE_OTHERS = frozenset(["dates-differ", "duplicate"])
"""Rules that compare a row with others."""
_ALSO = _BESIDE_OTHERS | {"decision-missing", "id-invalid", "no-without-end"}
_TOGETHER = 50_000
"""Ready rows that are held to the rules together; as many take 50 MB."""
FINDINGS_LIMIT = 20_000
"""Findings of one rule that are kept, beside their lines: a map may have a million areas whose
names are no units'."""


class Findings:
    """What the rules find, by the number of the ready row."""

    def __init__(self, left_open: Collection[str]) -> None:
        self._left_open = left_open
        self.errors: dict[int, list[Problem]] = defaultdict(list)
        self._others: list[tuple[int, Problem]] = []
        """Those that leave their rows ready; of each rule the first `FINDINGS_LIMIT`."""
        self._more: dict[str, array[int]] = defaultdict(lambda: array("L"))
        """By rule, the numbers of the rows with the others."""
        self._counts: Counter[str] = Counter()

    def add(self, problems: Iterable[Problem]) -> None:
        """Take what was found in some rows, all of it at once."""
        others = []
        for problem in problems:
            if problem.line is None:
                continue
            number = problem.line - 1
            if problem.severity is Severity.ERROR or problem.rule in self._left_open:
                self.errors[number].append(problem)
            else:
                others.append((number, problem))
        for number, problem in others:
            if number in self.errors:
                continue
            self._counts[problem.rule] += 1
            if self._counts[problem.rule] <= FINDINGS_LIMIT:
                self._others.append((number, problem))
            else:
                self._more[problem.rule].append(number)

    def told(self, file: str, line_of: Callable[[int], int]) -> tuple[Problem, ...]:
        """Return what does not leave rows open, by file and line of the list."""
        return tuple(
            replace(each, file=file, line=line_of(number)) for number, each in self._others
        )

    def lines_left_out(self, line_of: Callable[[int], int]) -> dict[str, Sequence[int]]:
        """Return by rule the lines of what is not told, as there is so much of it."""
        return {rule: array("L", map(line_of, numbers)) for rule, numbers in self._more.items()}


def findings_of(
    plan: Plan, numbers: set[int] | None, programme: Programme, resolver: Resolver
) -> Findings:
    """Return what `check` finds in ready rows.

    Parameters
    ----------
    numbers
        The rows to look at, beside those that began after their source, or long ago; None: all.
    resolver
        What settled the rows, and knows their names and dates.
    """
    late, early = _of_odd_years(plan, programme, resolver.dates.starts)
    is_of_later_years = len(early) * 2 <= len(plan.ready)
    if numbers is not None:
        numbers = numbers | late | (early if is_of_later_years else set())
    found = Findings({_LATE, _EARLY} if is_of_later_years else {_LATE})
    rows = iter(plan.ready.some(numbers) if numbers is None or numbers else ())
    if len(plan.ready if numbers is None else numbers) <= _TOGETHER:
        _, problems = _looked_at(rows, plan, programme, resolver, _looks_at_rows)
        found.add(problems)
        return found
    subjects, lines = array("q"), array("q")
    while some := [*islice(rows, _TOGETHER)]:
        context, problems = _looked_at(some, plan, programme, resolver, _looks_at_one)
        found.add(problems)
        lines.extend(context.statements.column("line"))
        subjects.extend(map(hash, context.subjects(range(len(context.statements)))))
    counts = Counter(subjects)
    alike = {line - 1 for line, subject in zip(lines, subjects, strict=True) if counts[subject] > 1}
    if alike:
        rows = plan.ready.some(alike)
        found.add(_looked_at(rows, plan, programme, resolver, _BESIDE_OTHERS.__contains__)[1])
    return found


def _looked_at(
    rows: Iterable[tuple[int, AcceptedRow]],
    plan: Plan,
    programme: Programme,
    resolver: Resolver,
    wanted: Callable[[str], bool],
) -> tuple[ProjectContext, Iterator[Problem]]:
    """Return what the rules that are wanted find in rows, and what they look at."""
    names = resolver.places.names
    header = tuple(plan.columns)
    cells, noted = TableCells("", header, with_names=True), Problems("")
    stream = Stream("", header, cells.passing(_stretches(rows)), noted)
    sources = tuple(programme.sources)
    statements = read_statements(
        stream, sources, lambda code: names.gazetteer.get(code) is not None
    )
    new = replace(programme, statements=statements)
    context = ProjectContext(new, cells, TableCells("", ()), None, names)
    return context, chain(noted.all(), broken_rules(context, wanted))


def _of_odd_years(
    plan: Plan, programme: Programme, starts: Iterable[tuple[str, str]]
) -> tuple[set[int], set[int]]:
    """Return the numbers of the ready rows that began after their source, and of those long ago.

    Parameters
    ----------
    starts
        Those that were read, each with its source; nearly no list has one that is too late.
    """
    published = {name: each.published for name, each in programme.sources.items()}
    late, early = set(), set()
    for start, source in starts:
        date = parse(start)
        if begins_after(date, published.get(source)):
            late.add((start, source))
        elif is_early(date):
            early.add(start)
    at = plan.columns.index("start"), plan.columns.index("source")
    of_late: set[int] = set()
    of_early: set[int] = set()
    for number, row in plan.ready.some(None) if late or early else ():
        if row.cells[at[0]] in early:
            of_early.add(number)
        elif (row.cells[at[0]], row.cells[at[1]]) in late:
            of_late.add(number)
    return of_late, of_early


def _stretches(rows: Iterable[tuple[int, AcceptedRow]]) -> Iterator[Rows]:
    """Yield ready rows as a table has them; their lines are their numbers, from 1."""
    rows = iter(rows)
    while some := list(islice(rows, _STRETCH)):
        none = [0] * len(some)
        yield Rows([number + 1 for number, _ in some], [row.cells for _, row in some], none, none)


def _looks_at_rows(rule: str) -> bool:
    return rule in _ALSO or rule.split("-", 1)[0] in _OF_A_ROW


def _looks_at_one(rule: str) -> bool:
    return rule not in _BESIDE_OTHERS and _looks_at_rows(rule)
