"""Places by their names, settled by the hundred thousand: each name and each date once.

A list of a hundred thousand rows names some three thousand places, and gives some hundred dates. So
the cells that name a place are looked at once for all rows in which they stand, and so are those
that say when and whether; a row is then what the two say together. Its words, which are its own,
need only be plain.

A row goes this way when nothing about it needs judgement: its name leads to a unit, its date and
source are read. Every other row goes through the resolver one by one; both give the same row.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from ...errors import Problem
from ...model import Extent, Presence
from ...rows import read_together
from ..resolve.dates import NO_DATES
from ..resolve.entry import NAME_LIMIT, Entry, ResolvedPlace, check_status
from ..resolve.position import NO_POSITION
from .entries import BY_CODE
from .judging import contest_of
from .name_rows import NamedPlace, Names, PlaceUnit, Said
from .plain_columns import blanks_among, short_cells, stripped, without
from .row_places import record_per_place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ...gazetteer import Match
    from ...tables.grid import Grid, Line
    from ..resolve.dates import DateReading
    from ..resolve.resolver import Resolver
    from .answers import Options
    from .bounds import ListBounds
    from .entries import EntryReader, Record
    from .layout import Layout
    from .statement_index import StatementIndex

    Cells = Sequence[str]
    Key = str | tuple[str, ...]

_NAMING = ("place", "province", "city", "county", "within", "level", "adcode", "extent")
_SAYING = (
    "start", "year", "end", "date_note", "period", "first_treat", "planned", "status", "count",
    "batch", "source",
)  # fmt: skip
_OWN = ("id", "locator", "number", "statement")
_PROSE = frozenset(["statement", "date_note"])
_STRETCH = 4096
"""Rows looked at together."""
_REMEMBERED = 200_000
"""Places whose cells are remembered."""


@dataclass(slots=True, eq=False)
class _Named:
    """A place that cells name, whatever else stands in them."""

    entry: Entry
    """What they say of it, and nothing else."""
    origins: Mapping[str, str]
    line: int
    """Where it stands first."""
    always: PlaceUnit | None = None
    """What it leads to from `since` on, if that does not change any more."""
    since: int | None = None
    by_year: dict[tuple[int | None, int | None], PlaceUnit | None] = field(default_factory=dict)


class _Naming(NamedTuple):
    """A place, as some cells name it."""

    named: _Named
    notes: tuple[str, ...]
    listed: tuple[str, ...]
    cell: tuple[int, str] | None
    """As in `NamedPlace`."""


class BulkNames:
    """Settles the plain rows of one layout.

    Parameters
    ----------
    reader
        Makes the entries of all rows; here, of the first in which a place or a date stands.
    bounds
        Counts what cells list, and the names that lead to no unit.
    resolver
        Settles the other rows; here it chooses the units.
    index
        Tells which names are those of their units.
    """

    def __init__(  # noqa: PLR0917 (what the rows rest on)
        self,
        layout: Layout,
        options: Options,
        reader: EntryReader,
        resolver: Resolver,
        bounds: ListBounds,
        index: StatementIndex,
    ) -> None:
        self._layout = layout
        self._options = options
        self._reader = reader
        self._resolver = resolver
        self._gazetteer = resolver.places.names.gazetteer
        self._index = index
        self._bounds = bounds
        columns = layout.columns
        self._width = len(layout.header)
        self._fields = [name for name in _NAMING if name in columns]
        self._naming = [columns[name] for name in self._fields]
        self._saying = [columns[name] for name in _SAYING if name in columns]
        self._own = {
            name.removeprefix("extra:"): (at, name.startswith("extra:"))
            for name, at in columns.items()
            if name in _OWN or name.startswith("extra:")
        }
        prose = {at for name, at in columns.items() if name in _PROSE or ":" in name}
        self._limited = {at: at not in prose for at in columns.values()}
        """The columns that are read, and whether their cells must be short."""
        self._places: dict[Key, list[_Naming] | None] = {}
        self._named: dict[tuple[str, ...], _Named] = {}
        self._held = 0
        self._said: dict[Key, Said | None] = {}
        self._notes: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._records: dict[Line, list[Record]] = {}
        self._unknown = 0
        """Names among the lines at hand that lead to no unit: each stands in one row at least."""
        self._first_unknown: _Named | None = None

    @staticmethod
    def serves(layout: Layout, grid: Grid) -> bool:
        """Whether the rows of a layout can be plain names at all."""
        names = {name for name in layout.columns if not name.startswith("extra:")}
        is_read = names <= {*_NAMING, *_SAYING, *_OWN} and not names.isdisjoint(_NAMING)
        return is_read and not grid.merged and not layout.used

    def resolve(self, lines: Sequence[Line]) -> Names:
        """Return the places among many lines; each other line must be looked at by itself."""
        self._records = {}
        self._unknown = 0
        places: list[NamedPlace] = []
        own: dict[int, Mapping[str, str]] = {}
        for first in range(0, len(lines), _STRETCH):
            stretch = range(first, min(first + _STRETCH, len(lines)))

            def read(numbers: range) -> dict[int, Cells] | None:
                return self._plain_columns([lines[number].cells for number in numbers])

            for numbers, columns in read_together(stretch, read, 1):
                if columns is not None:
                    found = [*self._places_of(lines, numbers, columns)]
                    places += found
                    own |= self._own_cells(lines, numbers, columns, {each[0] for each in found})
        return Names(places, own, self._records, self._layout.columns.get("id", -1))

    def _plain_columns(self, rows: Sequence[Cells]) -> dict[int, Cells] | None:
        """Return the columns that are read, without outer spaces; None if a cell is odd."""
        if any(len(cells) != self._width for cells in rows):
            return None
        found: dict[int, Cells] = {}
        for at, is_limited in self._limited.items():
            column = stripped([cells[at] for cells in rows])
            if column is None or (is_limited and len(max(column, key=len)) > NAME_LIMIT):
                return None
            found[at] = column
        return found

    def _places_of(
        self, lines: Sequence[Line], numbers: range, columns: Mapping[int, Cells]
    ) -> Iterator[NamedPlace]:
        """Yield the places of plain lines, unless one place of a line is a question."""
        naming, saying = _keys(columns, self._naming), _keys(columns, self._saying)
        if self._held > _REMEMBERED:
            self._places.clear()
            self._named.clear()
            self._held = 0
        places, dates = self._places, self._said
        for number, name, date in zip(numbers, naming, saying, strict=True):
            is_known = name in places
            if not is_known or date not in dates:
                self._read(lines[number], name, date)
            named, said = places[name], dates[date]
            if named is None or said is None:
                continue
            units = [self._unit_of(each.named, said) for each in named]
            if None not in units:
                self._records.pop(lines[number], None)
                if is_known and len(named) > 1:
                    self._bounds.add_listed(len(named), lines[number].line)
                for each, unit in zip(named, units, strict=True):
                    if unit is not None:
                        notes = self._notes_of(each, unit, said)
                        yield NamedPlace(number, unit, said, notes, each.cell)

    def _own_cells(
        self,
        lines: Sequence[Line],
        numbers: range,
        columns: Mapping[int, Cells],
        wanted: set[int],
    ) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield what lines say beside their places and dates, by number."""
        blanks = self._options.blanks
        cells: list[Cells] = []
        for at, is_extra in self._own.values():
            column = columns[at]
            blank = () if is_extra else blanks_among(short_cells(column)).union(blanks)
            cells.append(without(blank, column))
        for number, *row in zip(numbers, *cells, strict=True):
            if number in wanted:
                own = dict(zip(self._own, row, strict=True))
                listed = own.pop("number", "")
                if not own.get("locator"):
                    own["locator"] = self._reader.locator(lines[number].line, listed)
                yield number, own

    def _read(self, line: Line, name: Key, date: Key) -> None:
        """Remember what the cells of a row say of its place, and of when and whether."""
        bare, notes = self._without_marks(name)
        if notes and date in self._said and bare in self._places:
            self._places[name] = _noted(self._places[bare], notes)
            self._held += 1
            return
        record = self._reader.record(line)
        if date not in self._said:
            self._said[date] = self._what_is_said(record)
        if name not in self._places:
            parts = record_per_place(record, self._resolver.places, self._layout.columns)
            self._bounds.add_listed(len(parts), line.line)
            found = self._places[name] = self._what_is_named(record, parts)
            self._places.setdefault(bare, _noted(found, (), len(notes)))
            self._held += len(parts)
            self._records[line] = parts

    def _without_marks(self, name: Key) -> tuple[Key, tuple[str, ...]]:
        """Return what names a place without the marks of its list, and what is told of them."""
        cells = [name] if isinstance(name, str) else name
        named, notes = self._reader.without_marks(dict(zip(self._fields, cells, strict=True)))
        bare = tuple(named.values())
        return (bare[0] if isinstance(name, str) else bare), notes

    def _what_is_said(self, record: Record) -> Said | None:
        entry = record.entry
        is_undated = bool(record.batch and not entry.start)
        if record.aside or is_undated or check_status(replace(entry, extent="")):
            return None
        dates = self._resolver.plain_dates(entry)
        return Said(dates, entry.source, entry.status, record.told) if dates else None

    def _what_is_named(self, record: Record, parts: Sequence[Record]) -> list[_Naming] | None:
        """Return the places that a row names; None if one of them must be looked at by itself."""
        found = []
        for part in parts:
            entry = part.entry
            if max(len(entry.place), len(entry.within)) > NAME_LIMIT:
                return None
            field_name = part.origins["place"]
            bare = entry.place, entry.within, entry.level, entry.adcode, entry.extent
            if (*bare, field_name) not in self._named:
                self._named[*bare, field_name] = _Named(Entry(*bare), part.origins, entry.line)
            column = self._layout.columns.get(field_name, -1)
            cell = None if part.cells is record.cells else (column, part.cells[column])
            if cell and cell[1] != entry.place:
                return None  # it has a date of its own behind it, which each row is compared with
            found.append(_Naming(self._named[*bare, field_name], part.notes, part.listed, cell))
        return found

    def _unit_of(self, named: _Named, said: Said) -> PlaceUnit | None:
        """Return what a name leads to at a date; None if that is a question."""
        dates = said.dates
        early = named.since is not None and dates.year is not None and dates.year < named.since
        found = named.always
        if found is None or early:
            key = dates.year, dates.since
            if key not in named.by_year:
                named.by_year[key] = self._choose(named, dates)
            found = named.by_year[key]
        is_no = said.status == Presence.OUT  # of unnamed places within a unit it says nothing
        return None if found and is_no and found.extent == Extent.WITHIN else found

    def _choose(self, named: _Named, dates: DateReading) -> PlaceUnit | None:
        entry = named.entry
        # Of unknown names, the first are told with what is near them: in the order of the list.
        is_known = entry.adcode or (entry.place and self._resolver.is_known(entry))
        if not is_known:
            if is_known is False and not named.by_year:
                self._add_unknown(named)
            return None
        choice, match = self._resolver.choose(entry, NO_POSITION, dates)
        if not isinstance(choice, ResolvedPlace):
            return None
        found = self._unit_named(named, choice, match)
        unit = found.unit
        # Dates matter for a code, for a unit that ended, and for the years before it began.
        if not entry.adcode and unit and match and unit == match.unit and unit.valid_to is None:
            named.since = unit.valid_from
            is_early = unit.valid_from and dates.year and dates.year < unit.valid_from
            named.always = named.always if is_early else found
        return found

    def _add_unknown(self, named: _Named) -> None:
        """Count a name that leads to no unit: too many are refused before their rows are read."""
        self._unknown += 1
        first = self._first_unknown = self._first_unknown or named

        def told() -> tuple[int, str]:
            choice, _ = self._resolver.choose(first.entry, NO_POSITION, NO_DATES)
            return first.line, choice.message if isinstance(choice, Problem) else choice.place

        self._bounds.refuse_unknown(told, self._unknown)

    def _unit_named(self, named: _Named, choice: ResolvedPlace, match: Match | None) -> PlaceUnit:
        entry, place, decision = named.entry, choice.place, choice.decision
        row = {"place": place, "within": entry.within, "adcode": choice.adcode}
        if entry.adcode and not decision and not self._index.names_alone(row):
            decision = BY_CODE
        site = "" if self._index.names_unit(row, place.strip()) else place.strip()
        unit = self._gazetteer.get(choice.adcode)
        contest = contest_of(place, unit, match, named.origins)
        extent = str(choice.extent)
        return PlaceUnit(
            place, entry.within, choice.adcode, extent, decision, site, unit, choice.notes, contest
        )

    def _notes_of(self, named: _Naming, unit: PlaceUnit, said: Said) -> tuple[str, ...]:
        """Return what was read out of a row: one copy for all that say the same."""
        if not (said.told or said.dates.notes or named.notes or named.listed):
            return unit.notes
        notes = (*named.notes, *said.told, *named.listed, *unit.notes, *said.dates.notes)
        return self._notes.setdefault(notes, notes)


def _noted(found: list[_Naming] | None, notes: tuple[str, ...], less: int = 0) -> Any:
    """Return places with notes before their own, of which the first may be left out."""
    return found and [each._replace(notes=(*notes, *each.notes[less:])) for each in found]


def _keys(columns: Mapping[int, Cells], wanted: Sequence[int]) -> Sequence[Any]:
    """Return, of each row, the cells of some columns."""
    if len(wanted) == 1:
        return columns[wanted[0]]
    length = len(next(iter(columns.values())))
    return [*zip(*(columns[at] for at in wanted), strict=True)] if wanted else [()] * length
