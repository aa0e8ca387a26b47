"""Sites beside whose positions the name of a unit stands, or nothing but columns of its parents.

Of 武威市 beside a position, only what its cells name, its date, and which of the units of that name
hold the position tell what the row becomes. So each such question is put to the resolver once, and
what it settles holds for all rows that ask the same. The others are looked at by themselves.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from ...boundaries.nearby import positions_near
from ...rows import Same, taken_from
from ...tables.grid import Line
from ..resolve.entry import ResolvedPlace, check_text, read_codes
from ..resolve.position import Position
from .entries import BY_CODE
from .row_places import record_per_place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ...model import AdminUnit
    from ..resolve.dates import DateReading
    from ..resolve.entry import Entry
    from ..resolve.resolver import Resolver
    from .entries import EntryReader
    from .layout import Layout

    Cells = Sequence[str]
    Parent = tuple[str, frozenset[str]]
    Units = tuple[str, ...]
    Key = tuple[str, ...]
    _Asked = tuple[Entry, int | None, int | None, frozenset[str]]

_NAMING = ("province", "city", "county", "within", "place", "adcode")
_MOST = 10_000
"""Different names that are asked; China has 3,200 units, and each has a few forms."""
_REMEMBERED = 100_000
"""Answers that are kept."""
_RING = 8
_PARTS = re.compile(
    r"部分|个别|少数|各|所有|全部|全[省市区州县]|^(?:some|several|many|parts?|all)\b",
    re.IGNORECASE | re.MULTILINE,
)
_ENDS_OF_PARTS = frozenset("省市区县州盟旗)）")
"""What such cells end with in Chinese."""
_FIRST_HAN = "\u4e00"


class PlainLines(NamedTuple):
    """Lines of one stretch without anything odd, by column."""

    numbers: Sequence[int]
    """Which lines of the batch they are."""
    lines: Sequence[int]
    given: Sequence[Cells]
    """The cells as they stand, by column of the list."""
    cells: Sequence[Cells]
    """The same without outer spaces and what stands for a blank; behind them a blank column."""


class PlainSites(NamedTuple):
    """What tells where the plain lines of a batch lie, by column; of some lines, or of all.

    Only this is joined for a whole batch. The texts are gone through by the stretch, as long as
    they are in the cache of the processor.
    """

    lons: Sequence[float]
    lats: Sequence[float]
    unnamed: Sequence[bool]
    """Whether the name of each is certainly no unit's."""
    adcodes: Cells
    """The code that each row gives."""
    dates: Sequence[DateReading | None]
    """None where they are a question."""
    parents: Sequence[Parent | None]
    """What each lies in as its row says, and the codes that it may mean; None if unclear."""
    named: Sequence[frozenset[str]]
    """The units with whose names each name begins."""


class SiteUnit(NamedTuple):
    """What a site is put in, and the words that record how that is told."""

    adcode: str
    decision: str = ""
    notes: tuple[str, ...] = ()
    """What was read out of its row, beside its dates."""
    place: str | None = None
    """Its name, where that may be another than its cell; None: as it stands."""
    within: str = ""
    """What it lies in, where `place` is given."""


class _Naming(NamedTuple):
    """What the cells that name a place say."""

    entry: Entry
    notes: tuple[str, ...]
    codes: frozenset[str]
    """The units that it may be, and what followed on former ones."""
    is_one: bool
    """Whether it is one unit, so that a position inside it settles it."""
    since: int | None
    """The year from which on no date makes another unit of it; None where one may."""


class NamedSites:
    """Settles sites by the names of units that stand beside their positions.

    Parameters
    ----------
    reader
        Reads the first row of each name.
    resolver
        Chooses the units.
    """

    def __init__(self, layout: Layout, reader: EntryReader, resolver: Resolver) -> None:
        self._columns: Mapping[str, int] = layout.columns
        self._at = [layout.columns[name] for name in _NAMING if name in layout.columns]
        self._reader = reader
        self._resolver = resolver
        self._names = resolver.places.names
        self._namings: dict[Key, _Naming | None] = {}
        self._answers: dict[_Asked, SiteUnit | None] = {}
        """By what a row names, its date, and the units of the name that hold its position or are
        within 2 km of it."""
        self._clear: dict[tuple[Any, ...], SiteUnit | None] = {}
        """By cells, date and what a position lies in, where no more is needed."""
        self._always: dict[tuple[Any, ...], tuple[SiteUnit, int]] = {}
        """By cells and what a position lies in, with the year from which on that holds."""
        self._dates: dict[int, DateReading] = {}
        """Those among them, held so that none gives its number to another."""

    @staticmethod
    def are_served(layout: Layout) -> bool:
        """Whether rows of a layout can be such sites: their own cells say all of their places."""
        names = {"place", "adcode", "province", "city", "county"}
        return not (names.isdisjoint(layout.columns) or layout.used)

    def settled(
        self, plain: PlainSites, around: Sequence[Units], stretches: Iterable[PlainLines]
    ) -> dict[int, SiteUnit | None]:
        """Return what sites are put in that may bear units' names; None where it is a question.

        Parameters
        ----------
        around
            The units that each of them lies in.
        stretches
            The lines of all of them.
        """
        found: dict[int, SiteUnit | None] = {}
        unclear: list[tuple[int, _Naming]] = []
        for row, cells, date, units, line in self._rows(plain, around, stretches):
            place = *cells, units
            always = self._always.get(place)
            if always and date and (date.year or 0) >= always[1]:
                found[row] = always[0]
                continue
            alike = *cells, id(date), units
            if alike in self._clear:
                found[row] = self._clear[alike]
                continue
            naming = self._naming(cells, *line) if date else None
            if date is None or naming is None:
                found[row] = None
            elif naming.is_one and (held := naming.codes.intersection(units)):
                if len(self._clear) >= _REMEMBERED:
                    self._clear.clear()
                    self._dates.clear()
                self._dates[id(date)] = date
                site = found[row] = self._clear[alike] = self._answer(naming, held, date)
                if site and naming.since is not None and (date.year or 0) >= naming.since:
                    self._always[place] = site, naming.since
            else:
                unclear.append((row, naming))
        near = units_near(*taken_from((plain.lons, plain.lats), [row for row, _ in unclear]))
        for (row, naming), codes in zip(unclear, near, strict=True):
            held = naming.codes.intersection((*around[row], *codes))
            date = plain.dates[row]
            found[row] = self._answer(naming, held, date) if held and date else None
        return found

    def _rows(
        self, plain: PlainSites, around: Sequence[Units], stretches: Iterable[PlainLines]
    ) -> Iterator[tuple[int, Key, DateReading | None, Units, tuple[PlainLines, int]]]:
        """Yield the sites that may bear units' names: number, cells, date, units, and the line."""
        first = 0
        for lines in stretches:
            part = slice(first, first + len(lines.numbers))
            unnamed = plain.unnamed[part]
            rows = [] if all(unnamed) else [at for at, none in enumerate(unnamed) if not none]
            named = [lines.cells[at] for at in self._at]
            dates, units, *cells = taken_from((plain.dates[part], around[part], *named), rows)
            for told in zip(rows, zip(*cells, strict=True), dates, units, strict=True):
                at, names, date, codes = told
                yield first + at, names, date, codes, (lines, at)
            first = part.stop

    def _naming(self, cells: Key, lines: PlainLines, at: int) -> _Naming | None:
        """Return what the cells of a row name; None if they have to be looked at by themselves."""
        if cells not in self._namings and len(self._namings) < _MOST:
            given = tuple([column[at] for column in lines.given])
            self._namings[cells] = self._read(Line(lines.lines[at], given))
        return self._namings.get(cells)

    def _answer(self, naming: _Naming, held: frozenset[str], date: DateReading) -> SiteUnit | None:
        """Return what the resolver settles; None where it leaves a question."""
        asked = naming.entry, date.year, date.since, held
        if asked not in self._answers:
            if len(self._answers) >= _REMEMBERED:
                self._answers.clear()
            self._answers[asked] = self._choose(naming, held, date)
        return self._answers[asked]

    def _read(self, line: Line) -> _Naming | None:
        """Return what the cells of a row name; None if that must be looked at by itself."""
        record = self._reader.record(line)
        parts = record_per_place(record, self._resolver.places, self._columns)
        entry, *others = [part.entry for part in parts]
        if others or entry.extent or record.is_skipped or record.aside or check_text(entry):
            return None
        match = None
        if entry.adcode:
            known = map(self._names.gazetteer.get, read_codes(entry.adcode)[0])
            units = [unit for unit in known if unit is not None]
        else:
            match = self._resolver.places.match(entry)
            units = [*match.units]
        codes = self._names.with_successors(units)
        is_one = match is None or match.unit is not None
        since = self._holds_since(entry, units)
        return _Naming(entry, parts[0].notes, codes, is_one, since) if codes else None

    def _holds_since(self, entry: Entry, units: Sequence[AdminUnit]) -> int | None:
        """Return the year from which on dates make no other unit of an entry: one in force."""
        if len(units) != 1 or units[0].valid_to is not None:
            return None
        if not entry.adcode:
            return units[0].valid_from or 0
        agreeing = self._resolver.places.match(entry).units  # else what bore the name then counts
        return 0 if units[0] in agreeing else None

    def _choose(self, naming: _Naming, held: frozenset[str], dates: DateReading) -> SiteUnit | None:
        entry = naming.entry
        position = Position(units=tuple(sorted(held)), near=held, across=())
        choice, _ = self._resolver.choose(entry, position, dates)
        if not isinstance(choice, ResolvedPlace):
            return None
        decision = choice.decision
        if entry.adcode and not decision and not self._names_alone(choice, entry.within):
            decision = BY_CODE
        notes = (*naming.notes, *choice.notes)
        return SiteUnit(choice.adcode, decision, notes, choice.place, entry.within)

    def _names_alone(self, choice: ResolvedPlace, within: str) -> bool:
        """Whether the name, within its parent, leads to the units of its code alone."""
        units = self._names.match(choice.place, within).units
        return {unit.adcode for unit in units} <= set(choice.adcode.split("|"))


def are_no_parts(places: Sequence[str]) -> Sequence[bool]:
    """Return of each cell whether it surely does not mean unnamed parts of a unit (部分县)."""
    if not _PARTS.search("\n".join(places)):
        return Same(value=True, length=len(places))
    return [
        not ((cell[:1] < _FIRST_HAN or cell[-1:] in _ENDS_OF_PARTS) and _PARTS.search(cell))
        for cell in places
    ]


def units_near(lons: Sequence[float], lats: Sequence[float]) -> list[frozenset[str]]:
    """Return for each position the units that lie 2 km from it in any direction."""
    if not lons:
        return []
    from ...boundaries import units_of

    ring = [near for each in zip(lons, lats, strict=True) for near in positions_near(*each)]
    found = units_of(*zip(*ring, strict=True))
    return [frozenset().union(*found[at : at + _RING]) for at in range(0, len(found), _RING)]
