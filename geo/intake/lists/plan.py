"""What importing a file would do, row by row, before anything is written."""

from __future__ import annotations

import csv
import io
import zlib
from array import array
from collections import Counter
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from ...errors import DataError, Problem
from ...tables.csv_scanner import quoted
from ...tables.grid import Line
from ...tables.table import CELL_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ...gazetteer.gazetteer import ListProfile
    from ...model import AdminUnit

_CHUNK = 20_000
_CELL, _ROW = "\x1f", "\x1e"
"""What stands between cells and rows that are kept as they were given."""
_ANY_TEXT = ("utf-8", "surrogatepass")
# What is read back was a cell before, however long; csv takes no more than 131,072 characters.
csv.field_size_limit(max(csv.field_size_limit(), 2 * CELL_LIMIT))


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


NAME_OPEN = frozenset([Verdict.AMBIGUOUS, Verdict.UNKNOWN])
_OPEN_RULES = {"place-ambiguous": Verdict.AMBIGUOUS, "place-unknown": Verdict.UNKNOWN}


def verdict_of(problems: Sequence[Problem]) -> Verdict:
    """Return what a row with problems is: that of its name, where the name is all that is open."""
    own = [problem for problem in problems if problem.rule != "source-missing"]
    return _OPEN_RULES.get(own[0].rule, Verdict.INVALID) if len(own) == 1 else Verdict.INVALID


class AcceptedRow(NamedTuple):
    """A row that can be written."""

    line: int
    cells: tuple[str, ...]
    """In the order of the project's columns."""
    notes: tuple[str, ...]


class ReadyRows:
    """Accepted rows in the order of the file; iterating reads them back.

    Parameters
    ----------
    ending
        The line ending of the file they will be appended to.
    """

    def __init__(self, ending: str = "\n") -> None:
        self._ending = ending
        self._open: list[Sequence[str]] = []
        self._chunks: list[bytes] = []
        self._lines = array("L")
        self._notes: list[tuple[str, ...]] = []
        self._given: list[str] = []
        self._packed: list[bytes] = []
        self._withdrawn: set[int] = set()

    def __len__(self) -> int:
        return len(self._lines) - len(self._withdrawn)

    def __iter__(self) -> Iterator[AcceptedRow]:
        return (row for _, row in self.some(None))

    def some(self, numbers: set[int] | None) -> Iterator[tuple[int, AcceptedRow]]:
        """Yield the rows of these numbers (None: all) with the numbers that `add` gave them."""
        first = 0
        for chunk in self._all_contents():
            here = range(first, min(first + _CHUNK, len(self._lines)))
            first = here.stop
            kept = set(here) if numbers is None else numbers & set(here)
            wanted = sorted(kept - self._withdrawn)
            for number, cells in zip(wanted, self._cells(chunk, here, wanted), strict=True):
                notes = self._notes[number]
                yield number, AcceptedRow(self._lines[number], tuple(cells), notes)

    def add(
        self, line: int, cells: Sequence[str], notes: tuple[str, ...], given: Sequence[str]
    ) -> int:
        """Add one row, and return its number, by which it can be withdrawn.

        Parameters
        ----------
        given
            The cells as they stand in the list.
        """
        return self.extend([Line(line, tuple(given))], [cells], [notes])

    def extend(
        self,
        given: Sequence[Line],
        rows: Iterable[Sequence[str]],
        notes: Iterable[tuple[str, ...]],
    ) -> int:
        """Add many rows as `add` does, and return the number of the first."""
        first = len(self._lines)
        self._lines.extend([line for line, _ in given])
        self._notes.extend(notes)
        self._open.extend(rows)
        self._given.extend([_CELL.join(cells) for _, cells in given])
        while len(self._open) >= _CHUNK:
            self._chunks.append(self._encoded(self._open[:_CHUNK]))
            text = _ROW.join(self._given[:_CHUNK])
            self._packed.append(zlib.compress(text.encode(*_ANY_TEXT), 1))
            del self._open[:_CHUNK], self._given[:_CHUNK]
        return first

    def line_of(self, number: int) -> int:
        """Return the line of the list on which a row stands."""
        return self._lines[number]

    def withdraw(self, number: int) -> Line:
        """Take a row back, and return it as it stands in the list."""
        self._withdrawn.add(number)
        chunk, at = divmod(number, _CHUNK)
        given = self._given
        if chunk < len(self._packed):
            given = zlib.decompress(self._packed[chunk]).decode(*_ANY_TEXT).split(_ROW)
        return Line(self._lines[number], tuple(given[at].split(_CELL)))

    def texts(self) -> Iterator[str]:
        """Yield the rows as text, many at a time; each text ends with a line ending."""
        for chunk in self.contents():
            yield chunk.decode()

    def contents(self) -> Iterator[bytes]:
        """Yield the rows as UTF-8, many at a time."""
        if self._withdrawn:
            rows = (row.cells for row in self)
            while chunk := list(islice(rows, _CHUNK)):
                yield self._encoded(chunk)
            return
        yield from self._all_contents()

    def _all_contents(self) -> Iterator[bytes]:
        yield from self._chunks
        if self._open:
            yield self._encoded(self._open)

    def _cells(self, chunk: bytes, here: range, wanted: Sequence[int]) -> Iterator[list[str]]:
        """Return the cells of the wanted rows among those that a chunk holds."""
        text = chunk.decode()
        rows = text.split(self._ending)
        if len(rows) == len(here) + 1:  # each row ends with a line ending, and holds no other
            return iter(csv.reader([rows[number - here.start] for number in wanted]))
        cells = list(csv.reader(io.StringIO(text, newline="")))
        return iter([cells[number - here.start] for number in wanted])

    def _encoded(self, rows: Sequence[Sequence[str]]) -> bytes:
        columns = map(_as_written, zip(*rows, strict=True))
        return self._ending.join((*map(",".join, zip(*columns, strict=True)), "")).encode()


def _as_written(column: Sequence[str]) -> Sequence[str]:
    """Return cells as CSV; those of a column without anything to quote are as they are."""
    if column.count(column[0]) == len(column):
        return [quoted(column[0])] * len(column)
    text = "".join(column)
    is_plain = not any(special in text for special in ',"\n\r')
    if is_plain and [*map(str.strip, column)] == [*column]:
        return column
    return list(map(quoted, column))


class Pending(NamedTuple):
    """A row that is not written, and why."""

    verdict: Verdict
    line: int
    cells: tuple[str, ...]
    """As they stand in the file."""
    found: tuple[Problem, ...]
    """Its problems, but for their line: rows that are alike share them."""
    candidates: tuple[AdminUnit, ...] = ()
    proposal: str = ""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Why it is not written."""
        if all(problem.line == self.line for problem in self.found):
            return self.found
        return tuple(replace(problem, line=self.line) for problem in self.found)

    def on_line(self, line: Line) -> Pending:
        """Return the same for another row, of which only cells that nothing reads may differ."""
        return tuple.__new__(Pending, (self[0], *line, *self[3:]))


UNKNOWN_LIMIT = 50_000
"""Rows of one list whose place is not known. China has 39,000 townships, none of which is known."""


@dataclass(slots=True)
class Plan:
    """The outcome of a dry run."""

    columns: tuple[str, ...]
    profile: ListProfile
    """What the settled names have in common."""
    ready: ReadyRows = field(default_factory=ReadyRows)
    pending: list[Pending] = field(default_factory=list)
    counts: Counter[Verdict] = field(default_factory=Counter)
    undated: int = 0
    """Rows that are ready and have no date."""
    file_problems: tuple[Problem, ...] = ()
    """Defects of the file itself, which no decision mends."""
    undated_batches: tuple[str, ...] = ()
    findings: tuple[Problem, ...] = ()
    """What `check` will say of the ready rows, by file and line of the list."""
    contests: tuple[tuple[int, str], ...] = ()
    """By line, the ready names that won over others by rank, and why."""
    several_dates: int = 0
    """Places with several dates that nothing tells apart: one question for the file."""

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

    def refuse_unknown(self, file: str) -> None:
        """Refuse a list whose places are not known: each is asked of the gazetteer in many ways.

        Raises
        ------
        DataError
            If there are more than `UNKNOWN_LIMIT` such rows.
        """
        if self.counts[Verdict.UNKNOWN] > UNKNOWN_LIMIT:
            first = next(row for row in self.pending if row.verdict is Verdict.UNKNOWN)
            message = f"more than {UNKNOWN_LIMIT:,} rows name places that are not known"
            hint = (
                f"the first: {first.found[0].message}; say with --map which column has the places"
            )
            raise DataError([Problem("list-too-long", message, hint, file, first.line)])

    @property
    def majority(self) -> str:
        """The level most settled names are of; blank where there is none to speak of."""
        return self.profile.level or ""


ENTRIES_LIMIT = 1_000_000
"""Entries of one list; as many take some 700 MB. China has 700,000 villages."""
_BATCH, _BATCH_CHARACTERS = 100_000, 4_000_000
"""Rows settled at a time: every unit's outline is looked at once a batch."""
_TOGETHER = 100
"""Rows whose characters are counted together."""


def refuse_long(entries: int, file: str) -> None:
    """Refuse a list of more entries than are held in memory.

    Raises
    ------
    DataError
        If there are more than `ENTRIES_LIMIT`.
    """
    if entries > ENTRIES_LIMIT:
        message = f"the list has more than {ENTRIES_LIMIT:,} entries"
        raise DataError([Problem("list-too-long", message, "import it in parts", file)])


def batches(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Yield the lines in batches: of many rows, or of few whose cells are long and may be lists.

    Looking up positions together is quicker, and each entry of a batch is held until then.
    """
    rows = iter(lines)
    batch: list[Line] = []
    size = 0
    while some := list(islice(rows, _TOGETHER)):
        more = sum(map(len, chain.from_iterable(line.cells for line in some)))
        if size + more <= _BATCH_CHARACTERS:
            batch += some
            size += more
            some = []
        for line in some:
            batch.append(line)
            size += sum(map(len, line.cells))
            if size > _BATCH_CHARACTERS:
                yield batch
                batch, size = [], 0
        if len(batch) >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
