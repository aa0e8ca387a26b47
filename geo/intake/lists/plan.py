"""What importing a file would do, row by row, before anything is written."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import accumulate, chain
from typing import TYPE_CHECKING, NamedTuple, overload

from ...tables.grid import Line
from ...tables.lines import Stretch
from .ready_rows import ReadyRows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ...errors import Problem
    from ...gazetteer.gazetteer import ListProfile
    from ...model import AdminUnit


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
        return self in _OPEN


_OPEN = frozenset([Verdict.AMBIGUOUS, Verdict.UNKNOWN, Verdict.INVALID, Verdict.CONFLICT])
NAME_OPEN = frozenset([Verdict.AMBIGUOUS, Verdict.UNKNOWN])
_OPEN_RULES = {"place-ambiguous": Verdict.AMBIGUOUS, "place-unknown": Verdict.UNKNOWN}


def verdict_of(problems: Sequence[Problem]) -> Verdict:
    """Return what a row with problems is: that of its name, where the name is all that is open."""
    own = [problem for problem in problems if problem.rule != "source-missing"]
    return _OPEN_RULES.get(own[0].rule, Verdict.INVALID) if len(own) == 1 else Verdict.INVALID


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
    more_findings: dict[str, Sequence[int]] = field(default_factory=dict)
    """By rule, the lines of what it will say beside these, where it is too much to be kept."""
    contests: tuple[tuple[int, str], ...] = ()
    """By line, the ready names that won over others by rank, and why."""
    several_dates: int = 0
    """Places with several dates that nothing tells apart: one question for the file."""

    @property
    def open_rows(self) -> list[Pending]:
        """The rows a person must look at."""
        return [row for row in self.pending if row.verdict in _OPEN]

    @property
    def is_clean(self) -> bool:
        """Whether every row is ready, a repetition, or left out on purpose."""
        return not self.file_problems and not any(
            count for verdict, count in self.counts.items() if verdict.is_open
        )

    def first_of(self, verdict: Verdict) -> tuple[int, str]:
        """Return the line of the first row of a verdict, and what is said of it."""
        first = next(row for row in self.pending if row.verdict is verdict)
        problem = first.found[0]
        is_advised = verdict is Verdict.INVALID and problem.hint
        told = f"{problem.message}; {problem.hint}" if is_advised else problem.message
        return first.line, told

    @property
    def majority(self) -> str:
        """The level most settled names are of; blank where there is none to speak of."""
        return self.profile.level or ""


_BATCH, _BATCH_OF_NAMES, _BATCH_CHARACTERS = 100_000, 10_000, 4_000_000
"""Rows settled at a time: every unit's outline is looked at once a batch, if there are positions;
else few, so that a list of wrong rows is refused before they are all read."""
_SHARE_OF_COLUMNS = 3
_LEAST_PARTS = 16
"""Parts of a batch of columns, which are not cut within one."""


class Batch(Sequence[Line]):
    """Lines that are settled together, kept in the parts they came in.

    Parameters
    ----------
    parts
        None of them empty.
    """

    def __init__(self, parts: Sequence[Sequence[Line]]) -> None:
        self.parts = parts
        self.firsts = [0, *accumulate(map(len, parts))]
        """The number of the first line of each part, and how many lines there are."""

    def __len__(self) -> int:
        return self.firsts[-1]

    @overload
    def __getitem__(self, at: int) -> Line: ...
    @overload
    def __getitem__(self, at: slice) -> list[Line]: ...
    def __getitem__(self, at: int | slice) -> Line | list[Line]:
        if isinstance(at, slice):
            return list(self)[at]
        at = range(len(self))[at]
        part = bisect_right(self.firsts, at) - 1
        return self.parts[part][at - self.firsts[part]]

    def __iter__(self) -> Iterator[Line]:
        return chain.from_iterable(self.parts)


def batches(parts: Iterable[Sequence[Line]], *, has_positions: bool = True) -> Iterator[Batch]:
    """Yield lines in batches: of many rows, or of few whose cells are long and may be lists.

    Looking up positions together is quicker, and each entry of a batch is held until then.
    """
    batch: list[Sequence[Line]] = []
    count = size = 0
    most = _BATCH if has_positions else _BATCH_OF_NAMES
    for part in parts:
        characters = _characters(part)
        fits = size + characters <= _BATCH_CHARACTERS
        for piece in (part,) if fits else _cut(part):
            batch.append(piece)
            count += len(piece)
            size += characters if fits else _characters(piece)
            if count >= most or size > _BATCH_CHARACTERS:
                yield Batch(batch)
                batch, count, size = [], 0, 0
    if batch:
        yield Batch(batch)


def _cut(part: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """Yield a part in smaller ones, none of which is a large share of a batch, or one line."""
    is_small = isinstance(part, Stretch) and _characters(part) <= _BATCH_CHARACTERS // _LEAST_PARTS
    if is_small or len(part) == 1:
        yield part
    elif isinstance(part, Stretch):
        half = len(part) // 2
        yield from _cut(part[:half])
        yield from _cut(part[half:])
    else:
        yield from ([line] for line in part)


def _characters(part: Sequence[Line]) -> int:
    """Return the characters of a part that count: of columns, no entries are made."""
    if isinstance(part, Stretch):
        return sum(len("".join(column)) for column in part.columns) // _SHARE_OF_COLUMNS
    return sum(map(len, chain.from_iterable(line.cells for line in part)))
