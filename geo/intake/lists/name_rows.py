"""Settled names among the ready rows, one after another, with no more work than each needs.

A row that may repeat or contradict a statement, or whose id may be taken, is looked at by itself.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple

from ...store.schema import LOCATION_COLUMNS
from ...tables.grid import Line
from .dated_rows import DatedRow
from .plan import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ...model import AdminUnit
    from ..edits.ids import Ids
    from ..resolve.dates import DateReading
    from .entries import Record
    from .judging import Contest, ListJudge
    from .plan import Pending, Plan
    from .statement_index import StatementIndex

    Row = dict[str, str]
    AcceptOne = Callable[[Line, Row, int, tuple[str, ...], DatedRow], int | None]

_MOST = 100_000
"""Rows that say the same as an earlier one, of which what became of them is remembered."""
_BLANK = dict.fromkeys(LOCATION_COLUMNS, "")


@dataclass(slots=True, eq=False)
class PlaceUnit:
    """What a name leads to, wherever it stands with such a date."""

    place: str
    within: str
    adcode: str
    extent: str
    decision: str
    site: str
    """The place, where it is no name of the unit; else blank."""
    unit: AdminUnit | None
    notes: tuple[str, ...]
    contest: Contest | None


class Said(NamedTuple):
    """What cells say of when and whether, and by which source."""

    dates: DateReading
    source: str
    status: str
    told: tuple[str, ...]


class NamedPlace(NamedTuple):
    """One place that a row names."""

    number: int
    """Which line of its batch the row is."""
    unit: PlaceUnit
    said: Said
    notes: tuple[str, ...]
    cell: tuple[int, str] | None
    """Where its name is written in a row of its own, and how; None: the row is its own."""


class Names(NamedTuple):
    """The places that are settled of one batch of lines."""

    places: Sequence[NamedPlace]
    """In the order of the lines."""
    own: Mapping[int, Mapping[str, str]]
    """Beside its places and dates, what each of the lines says: by number and column."""
    records: Mapping[Line, list[Record]]
    """What was read on the way of lines that are to be settled one by one."""
    id_column: int = -1
    """Where the ids of rows stand; -1: nowhere."""


NO_NAMES = Names((), {}, {})


class Takers(NamedTuple):
    """What takes the rows of a list that are ready."""

    plan: Plan
    stated: StatementIndex
    ids: Ids
    judge: ListJudge
    dateless: set[int]
    """Takes the numbers of those without a date."""
    accept_one: AcceptOne
    """Looks at a row by itself; returns its number among the ready ones, None if it is not."""
    repeated: dict[tuple[PlaceUnit, int, int], tuple[Said, Pending]]
    """What became of rows that say the same as an earlier one: so does each that is like them."""


class NameRows:
    """The names of one batch of lines, taken one after another."""

    def __init__(self, takers: Takers, lines: Sequence[Line], names: Names) -> None:
        self._takers = takers
        self._lines = lines
        self._names = names
        self._done = 0
        self._tells = dict(
            zip(names.own, takers.stated.tellings([*names.own.values()]), strict=True)
        )
        self._run: list[tuple[Line, list[str], NamedPlace]] = []
        """Rows that are accepted, and not yet among those of the plan."""

    def accept(self, stop: int) -> None:
        """Put the places of the lines before the one of a number among the ready rows."""
        given, first, at = self._names.places, self._done, self._done
        while at < len(given) and given[at].number < stop:
            at += 1
        self._done = at
        places = given[first:at]
        for unit, times in Counter(place.unit for place in places).items():
            if unit.unit is not None:
                self._takers.plan.profile.add(unit.unit, times)
        for place in places:
            self._take(place)
        self._flush()

    def _take(self, place: NamedPlace) -> None:
        plan, index, ids, *_ = self._takers
        line, tells = self._line(place), self._tells[place.number]
        alike = place.unit, id(place.said), tells
        if alike in self._takers.repeated:
            plan.counts[Verdict.DUPLICATE] += 1
            plan.pending.append(self._takers.repeated[alike][1].on_line(line))
            return
        row = self._row(place)
        key = index.key_of(row, place.unit.site)
        dated = DatedRow(row["start"], row["end"], 0, tells)
        if index.is_apart(key, dated, row, place.unit.site) and not ids.refusal(row["id"]):
            row["id"] = ids.take(row, -line.line)
            index.add(key, dated, -1 - plan.ready.taken - len(self._run))
            cells = [*map(row.get, plan.columns, repeat(""))]
            self._run.append((line, cells, place))
            return
        self._flush()
        number = self._takers.accept_one(line, row, key, place.notes, dated)
        if number is not None:
            self._takers.judge.add(number, place.unit.unit, place.unit.contest)
        elif plan.pending[-1].verdict is Verdict.DUPLICATE and len(self._takers.repeated) < _MOST:
            self._takers.repeated[alike] = place.said, plan.pending[-1]

    def _flush(self) -> None:
        """Put the accepted rows among those of the plan."""
        if not self._run:
            return
        plan, _, _, judge, dateless, *_ = self._takers
        lines, cells, places = zip(*self._run, strict=True)
        self._run.clear()
        columns, given = zip(*cells, strict=True), zip(*(each.cells for each in lines), strict=True)
        notes = [place.notes for place in places]
        first = plan.ready.extend([each.line for each in lines], [*columns], notes, [*given])
        plan.counts[Verdict.READY] += len(places)
        for number, (_, unit, said, *_) in enumerate(places, first):
            judge.add(number, unit.unit, unit.contest)
            if not (said.dates.start or said.dates.end):
                dateless.add(number)

    def _row(self, place: NamedPlace) -> Row:
        _, unit, said, *_ = place
        row = {
            **_BLANK,
            **self._names.own[place.number],
            "place": unit.place,
            "within": unit.within,
            "adcode": unit.adcode,
            "extent": unit.extent,
            "start": said.dates.start,
            "end": said.dates.end,
            "date_note": said.dates.note,
            "source": said.source,
            "decision": unit.decision,
            "status": said.status,
        }
        if place.cell is not None:
            row["id"] = ""
        return row

    def _line(self, place: NamedPlace) -> Line:
        """Return a line as if each place of it had a row of its own."""
        line = self._lines[place.number]
        if place.cell is None:
            return line
        cells = [*line.cells]
        column, name = place.cell
        cells[column] = name
        if self._names.id_column >= 0:
            cells[self._names.id_column] = ""
        return Line(line.line, tuple(cells))
