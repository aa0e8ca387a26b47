"""Rows that say, in each cell that is read, what an earlier row of their list says.

A long list of short rows repeats itself: 武威,2020 stands in it a thousand times. What becomes of
the first such row tells what becomes of the others, but for the line on which they stand.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from .plan import Pending, Verdict
from .row_places import record_per_place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...model import AdminUnit
    from ...tables.grid import Line
    from ..resolve.place import PlaceResolver
    from .bounds import ListBounds
    from .dated_rows import DatedRow
    from .entries import EntryReader, Record
    from .layout import Layout
    from .list_problems import ListProblems
    from .plan import Plan
    from .statement_index import StatementIndex

_MOST, _LONGEST = 100_000, 200
"""Rows that are remembered, and characters of each: the memory for them is bounded."""
_ALONE = frozenset(["id", "lon", "lat", "geometry"])
"""Fields whose rows are looked at one by one, or as sites."""


class Stated(NamedTuple):
    """What a row states, once its cells are settled."""

    place: str
    unit: AdminUnit | None
    """The unit that counts in the profile of the list."""
    key: int
    dated: DatedRow


@dataclass(slots=True)
class Answer:
    """What became of the first of rows that are alike."""

    is_known: bool = False
    """Whether the first of them has been looked at."""
    stated: Stated | None = None
    """None where its cells are not settled."""
    pending: Pending | None = None
    """None where it was accepted."""
    met: int = -1
    """How many statements about the same thing contradicted it or might have; -1: none did."""
    is_near_told: bool = False
    held_at: int = -1
    """How often statements had been added when this was last found to hold."""
    times: int = 0
    """How many rows it has answered that are not counted yet."""


class RepeatedRows:
    """Answers rows by an earlier one whose cells are the same.

    Parameters
    ----------
    plan
        Takes the answers.
    index
        What was stated so far: a statement that came in between may change an answer.
    serves
        Whether the cells of a row alone tell what it says, its locator apart.
    """

    def __init__(  # noqa: PLR0917 (what an answer rests on)
        self,
        plan: Plan,
        index: StatementIndex,
        problems: ListProblems,
        places: PlaceResolver,
        layout: Layout,
        reader: EntryReader,
        bounds: ListBounds,
        *,
        serves: bool,
    ) -> None:
        self._plan = plan
        self._index = index
        self._problems = problems
        self._places = places
        self._layout = layout
        self._reader = reader
        self._bounds = bounds
        self._serves = serves and _ALONE.isdisjoint(layout.columns)
        self._read_cells = itemgetter(*sorted(set(layout.columns.values())))
        self._answers: dict[tuple[str, ...] | str, Answer] = {}
        """By the cells that are read."""
        self.known: Mapping[Line, list[Record]] = {}
        """What some rows say that were read before."""

    def records_of(self, line: Line) -> list[Record]:
        """Return what a row says of each place."""
        records = self.known.get(line)
        if not records:
            record = self._reader.record(line)
            records = record_per_place(record, self._places, self._layout.columns)
            self._bounds.add_listed(len(records), line.line)
        return records

    def new_records_of(self, line: Line) -> list[Record] | Answer:
        """Return what a row says of each place; the answer to it where an earlier row is alike."""
        if not self._serves:
            return self.records_of(line)
        cells = self._read_cells(line.cells)
        if answer := self._answers.get(cells):
            return answer
        records = self.records_of(line)
        is_short = sum(map(len, cells)) <= _LONGEST
        if is_short and len(records) == 1 and len(self._answers) < _MOST:
            self._answers[cells] = Answer()
        return records

    def stop(self) -> None:
        """Answer no more rows: what one says depends on where it stands."""
        self.count()
        self._serves = False
        self._answers.clear()

    def learn(self, line: Line, stated: Stated | None, pending: Pending | None) -> None:
        """Remember what became of a row; `pending` is None where it was accepted."""
        answer = self._answers.get(self._read_cells(line.cells)) if self._serves else None
        if answer is not None:
            self._count(answer)
            contradicted = pending is not None and pending.verdict is Verdict.CONFLICT
            answer.met = self._index.count(stated.key) if stated and contradicted else -1
            answer.stated, answer.pending = stated, pending
            answer.is_near_told = self._places.is_near_told
            answer.is_known, answer.held_at = True, -1

    def give(self, answer: Answer, line: Line) -> bool:
        """Answer a row as the earlier one; False where it must be looked at by itself."""
        if self._index.says_no or not answer.is_known:
            return False
        if answer.held_at != self._index.added or answer.stated is None:
            if not self._holds(answer, line):
                return False
            answer.held_at = self._index.added
        if answer.pending is None:
            return False
        answer.times += 1
        self._plan.pending.append(answer.pending.on_line(line))
        return True

    def _holds(self, answer: Answer, line: Line) -> bool:
        """Whether an answer is still the same after what was stated since."""
        stated = answer.stated
        if stated is None:
            return answer.is_near_told == self._places.is_near_told
        if answer.pending is None:
            answer.pending = self._repetition(line, stated)
            return answer.pending is not None
        return answer.met < 0 or answer.met == self._index.count(stated.key)

    def count(self) -> None:
        """Count all rows that were answered."""
        for answer in self._answers.values():
            self._count(answer)

    def _count(self, answer: Answer) -> None:
        if answer.pending is None or not answer.times:
            return
        self._plan.counts[answer.pending.verdict] += answer.times
        if answer.stated is not None and answer.stated.unit is not None:
            self._plan.profile.add(answer.stated.unit, answer.times)
        answer.times = 0

    def _repetition(self, line: Line, stated: Stated) -> Pending | None:
        """Return what becomes of a row that says the same as one that was accepted."""
        said = self._index.repeated(stated.key, stated.dated)
        if said is None:
            return None
        where = self._index.where(said, self._plan.ready.line_of)
        problem = self._problems.repeats(line, stated.place, where)
        return Pending(Verdict.DUPLICATE, line.line, line.cells, (problem,))
