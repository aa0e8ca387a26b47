"""What importing a file would do, row by row, before anything is written."""

from __future__ import annotations

import csv
import io
from array import array
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from ...tables.scan import quoted
from ...tables.table import CELL_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ...errors import Problem
    from ...gazetteer.list_profile import ListProfile
    from ...model import AdminUnit

_CHUNK = 20_000
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
        self._open: list[str] = []
        self._chunks: list[bytes] = []
        self._lines = array("L")
        self._notes: list[tuple[str, ...]] = []

    def __len__(self) -> int:
        return len(self._lines)

    def __iter__(self) -> Iterator[AcceptedRow]:
        numbers = count()
        for chunk in self.texts():
            for cells in csv.reader(io.StringIO(chunk, newline="")):
                number = next(numbers)
                yield AcceptedRow(self._lines[number], tuple(cells), self._notes[number])

    def add(self, line: int, cells: Sequence[str], notes: tuple[str, ...]) -> None:
        """Add one row."""
        self._lines.append(line)
        self._notes.append(notes)
        self._open.append(_as_text(cells))
        if len(self._open) == _CHUNK:
            self._chunks.append(self._encoded(self._open))
            self._open = []

    def texts(self) -> Iterator[str]:
        """Yield the rows as text, many at a time; each text ends with a line ending."""
        for chunk in self.contents():
            yield chunk.decode()

    def contents(self) -> Iterator[bytes]:
        """Yield the rows as UTF-8, many at a time."""
        yield from self._chunks
        if self._open:
            yield self._encoded(self._open)

    def _encoded(self, rows: Sequence[str]) -> bytes:
        return self._ending.join((*rows, "")).encode()


def _as_text(cells: Sequence[str]) -> str:
    """Return a row as CSV; a row without anything to quote, the common case, is joined as it is."""
    text = ",".join(cells)
    if (
        '"' in text
        or text.count(",") != len(cells) - 1
        or not text.isprintable()
        or " ," in text
        or ", " in text
        or text != text.strip()
    ):
        return ",".join(map(quoted, cells))
    return text


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
        return self.profile.level or ""
