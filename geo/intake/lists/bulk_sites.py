"""Sites by the hundred thousand, resolved many at a time.

A row goes this way when nothing about it needs judgement: its position lies in its unit, its name
is not a unit's, its date and source read like thousands before it, its text is plain. Every other
row goes through the resolver one by one; both give the same row, which a test holds them to.

Why there is a second way: 100,000 sites with code and coordinates take 5.3 s of CPU and 307 MB
here, 23.4 s and 481 MB through the resolver with `locate_many` and its caches (2 cores, 2026).
"""

from __future__ import annotations

import re
from itertools import chain, compress
from typing import TYPE_CHECKING, Any, NamedTuple

from ...boundaries.nearby import in_china
from ...gazetteer.names import NameShapes
from ...model import Extent
from ...rows import Same, read_together, taken_from
from ...text.characters import is_plain
from ..resolve.entry import Entry
from ..resolve.position import as_degrees
from ..resolve.sites import name_parts
from .layout import BLANKS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ...boundaries.borders import Neighbour
    from ...gazetteer import Gazetteer
    from ...tables.grid import Line
    from ..resolve.dates import DateReading
    from ..resolve.resolver import Resolver
    from .answers import Options
    from .entries import EntryReader
    from .layout import Layout

    Cells = Sequence[str]
    Parent = tuple[str, frozenset[str]]
    Units = tuple[str, ...]

_DIVISIONS = ("province", "city", "county", "within")
_COLUMNS = {
    *_DIVISIONS, "id", "place", "adcode", "lon", "lat", "start", "year", "source", "locator",
    "number", "statement",
}  # fmt: skip
_LONGEST_BLANK = 8
_STRETCH = 4096
"""Rows looked at together."""
_NUMBERS = re.compile(r"(?:[+-]?(?:\d++(?:\.\d*+)?(?:[eE][+-]?\d++)?|\.\d++) )*+", re.ASCII)
"""Plain numbers, a blank behind each."""
_NO_PARENT: Parent = ("", frozenset())


class Sites(NamedTuple):
    """Settled sites of one batch of lines, by column."""

    numbers: Sequence[int]
    """Which lines of the batch they are, ascending."""
    notes: Sequence[tuple[str, ...]]
    """What was read out of each of them."""
    cells: Mapping[str, Cells]
    """Their rows, by column of the project, whether it has that column or not."""


_KEPT = ("id", "place", "locator", "statement", "lon", "lat")
"""The columns of a row that are as they stand in the list, but for a blank locator."""
_FOUND = ("within", "adcode", "extent", "start", "end", "date_note", "source", "decision")
NO_SITES = Sites((), (), dict.fromkeys((*_KEPT, *_FOUND), ()))


class _Plain(NamedTuple):
    """Lines without anything odd, whose names are no units', by column."""

    numbers: Sequence[int]
    lons: Sequence[float]
    lats: Sequence[float]
    around: Sequence[Units]
    """The units that each of them lies in."""
    cells: Sequence[Cells]
    """Those of the list, and behind them a blank column."""


class _Unit(NamedTuple):
    """What a site is put in, and the words that record how its position tells it."""

    adcode: str
    decision: str = ""


class BulkResolver:
    """Settles the plain rows of one layout.

    Parameters
    ----------
    reader
        Makes the entries of the other rows; here it reads the parents.
    resolver
        Settles the other rows; here it reads the dates.
    """

    def __init__(
        self,
        layout: Layout,
        options: Options,
        reader: EntryReader,
        resolver: Resolver,
        gazetteer: Gazetteer,
    ) -> None:
        self._options = options
        self._reader = reader
        self._resolver = resolver
        self._gazetteer = gazetteer
        self._shapes = NameShapes(gazetteer)
        self._width = len(layout.header)
        # A column that is not there is read from the blank one put behind the others.
        self._at = {name: layout.columns.get(name, self._width) for name in _COLUMNS}
        self._divisions = [self._at[name] for name in _DIVISIONS]
        self._by_code: dict[str, _Unit | None] = {}
        self._by_position: dict[str, _Unit] = {}
        self._parents: dict[tuple[str, ...], Parent | None] = {}
        self._dates: dict[tuple[str, str], DateReading | None] = {}
        self._lineages: dict[str, frozenset[str]] = {}
        self._told: dict[tuple[str, ...], tuple[str, ...]] = {}
        """What was read out of rows: one copy for all that say the same."""

    @staticmethod
    def serves(layout: Layout, options: Options) -> bool:
        """Whether the rows of a layout can be plain sites at all."""
        columns = set(layout.columns)
        sited = columns >= {"place", "lon", "lat"} and columns <= _COLUMNS
        return (
            sited
            and not options.level
            and not options.excel_dates
            and not options.blanks
            and options.datum == "wgs84"
        )

    def resolve(self, lines: Sequence[Line]) -> Sites:
        """Return the sites among many lines; each other line must be looked at by itself."""
        parts = [
            part
            for first in range(0, len(lines), _STRETCH)
            for part in self._plain_sites(lines, range(first, min(first + _STRETCH, len(lines))))
        ]
        if not any(numbers for numbers, *_ in parts):
            return NO_SITES
        numbers, lons, lats, *cells = ([*chain.from_iterable(c)] for c in zip(*parts, strict=True))
        from ...boundaries import units_of

        around = units_of(lons, lats)
        return self._settled(lines, _Plain(numbers, lons, lats, around, cells))

    def _plain_sites(self, lines: Sequence[Line], stretch: range) -> Iterator[list[Sequence[Any]]]:
        """Yield number, lon, lat and cells of the plain lines, by column."""

        def read(numbers: range) -> list[Cells] | None:
            return _plain_columns([lines[number].cells for number in numbers], self._width)

        at = self._at
        for numbers, cells in read_together(stretch, read, 1):
            if cells is not None:
                lons, lats = (_degrees(cells[at[name]]) for name in ("lon", "lat"))
                is_site = [*map(self._is_site, lons, lats, cells[at["place"]])]
                yield [[*compress(column, is_site)] for column in (numbers, lons, lats, *cells)]

    def _is_site(self, lon: float | None, lat: float | None, place: str) -> bool:
        """Whether a position may lie in China, and a name is certainly none of a unit."""
        if lon is None or lat is None or not in_china(lon, lat) or not place:
            return False
        may_name_unit = self._shapes.may_name_unit
        return not (may_name_unit(place) or any(map(may_name_unit, name_parts(place))))

    def _settled(self, lines: Sequence[Line], plain: _Plain) -> Sites:
        """Return the plain sites that leave no question about unit, parent, dates and source."""
        given = {name: plain.cells[at] for name, at in self._at.items()}
        sources = [cell or self._options.source for cell in given["source"]]
        start = [cell or year for cell, year in zip(given["start"], given["year"], strict=True)]
        dated = [*map(self._dates_of, start, sources)]
        lying_in = self._parents_of(plain.cells)
        across = _neighbours(plain, given["adcode"])
        placed = [*map(self._unit_of, given["adcode"], plain.around, across, lying_in)]
        clear = [
            at
            for at, (unit, parent, date) in enumerate(zip(placed, lying_in, dated, strict=True))
            if unit is not None and parent is not None and date is not None
        ]
        found = (placed, lying_in, dated, sources, plain.numbers, given["number"])
        units, parents, dates, source, numbers, listed, *cells = taken_from(
            (*found, *(given[name] for name in _KEPT)), clear
        )
        row = dict(zip(_KEPT, cells, strict=True))
        row["locator"] = [
            own or self._reader.locator(lines[number].line, in_list)
            for own, number, in_list in zip(row["locator"], numbers, listed, strict=True)
        ]
        row |= {
            "within": [within for within, _ in parents],
            "adcode": [adcode for adcode, _ in units],
            "extent": Same(Extent.UNIT.value, len(units)),
            "start": [date.start for date in dates],
            "end": [date.end for date in dates],
            "date_note": [date.note for date in dates],
            "source": source,
            "decision": [decision for _, decision in units],
        }
        return Sites(numbers, [*map(self._notes_of, units, dates)], row)

    def _unit_of(
        self, adcode: str, units: Units, across: Sequence[Neighbour], parent: Parent | None
    ) -> _Unit | None:
        """Return what a site is put in; None if that is a question.

        Parameters
        ----------
        adcode
            The code that its row gives.
        units, across
            The units that it lies in, and those over a border near to it.
        """
        if not units or parent is None or (parent[0] and parent[1].isdisjoint(units)):
            return None
        if adcode:
            return self._given(adcode) if adcode in units else None
        if not across:
            return self._lying_in(units[0])
        codes = [units[0], *(each.adcode for each in across)]
        if parent[0]:  # the parent may tell which side of the border is meant
            codes = [code for code in codes if not parent[1].isdisjoint(self._around(code))]
        decision = self._resolver.places.sites.decision(codes, units[0], across)
        return _Unit("|".join(codes), decision)

    def _notes_of(self, unit: _Unit, dates: DateReading) -> tuple[str, ...]:
        if not unit.decision:
            return dates.notes
        told = (unit.decision, *dates.notes)
        return self._told.setdefault(told, told)

    def _given(self, adcode: str) -> _Unit | None:
        """Return the unit of a code that a row gives; None where the gazetteer has no such code."""
        if adcode not in self._by_code:
            known = adcode.isdecimal() and self._gazetteer.get(adcode) is not None
            self._by_code[adcode] = _Unit(adcode) if known else None
        return self._by_code[adcode]

    def _lying_in(self, adcode: str) -> _Unit:
        """Return the unit of positions that are near to no border."""
        if adcode not in self._by_position:
            decision = self._resolver.places.sites.decision((adcode,), adcode, ())
            self._by_position[adcode] = _Unit(adcode, decision)
        return self._by_position[adcode]

    def _parents_of(self, cells: Sequence[Cells]) -> Sequence[Parent | None]:
        """Return each row's parent as written, and the codes it may mean; None if unclear."""
        divisions = [cells[index] for index in self._divisions]
        if not (self._options.within or any(map(any, divisions))):
            return Same(_NO_PARENT, len(cells[0]))
        rows = zip(*cells, strict=True)
        named = zip(*divisions, strict=True)
        return [*map(self._parent_of, rows, named, cells[self._at["place"]])]

    def _parent_of(self, cells: Cells, named: tuple[str, ...], place: str) -> Parent | None:
        if not any(named) and not self._options.within:
            return _NO_PARENT
        if place in named:
            return None
        if named not in self._parents:
            within = self._reader.parent(cells)
            units = self._resolver.places.units_named(within)
            self._parents[named] = (within, units) if units else None
        return self._parents[named]

    def _dates_of(self, start: str, source: str) -> DateReading | None:
        """Return the dates of a row; None if they, or its source, are a question."""
        key = (start, source)
        if key not in self._dates:
            note = "" if start else self._reader.year_note()
            entry = Entry(start=start or self._options.year, source=source, date_note=note)
            self._dates[key] = self._resolver.plain_dates(entry)
        return self._dates[key]

    def _around(self, adcode: str) -> frozenset[str]:
        """Return the codes of a unit and of what it lies in."""
        if adcode not in self._lineages:
            around = self._gazetteer.ancestors(adcode)
            self._lineages[adcode] = frozenset([adcode, *(unit.adcode for unit in around)])
        return self._lineages[adcode]


def _neighbours(plain: _Plain, adcodes: Cells) -> Sequence[tuple[Neighbour, ...]]:
    """Return the units across the borders near to each position whose row gives no code."""
    asked = [at for at, units in enumerate(plain.around) if units and not adcodes[at]]
    across: list[tuple[Neighbour, ...]] = [()] * len(adcodes)
    if not asked:
        return across
    from ...boundaries import neighbours_of

    lons, lats, around = taken_from((plain.lons, plain.lats, plain.around), asked)
    for at, found in neighbours_of(lons, lats, [units[0] for units in around]).items():
        across[asked[at]] = found
    return across


def _plain_columns(rows: Sequence[Cells], width: int) -> list[Cells] | None:
    """Return the columns of rows without outer spaces and dashes for blanks.

    Behind them stands a blank one. None: a cell is odd, or a row is not as wide as the header.
    """
    if any(len(cells) != width for cells in rows):
        return None
    columns: list[Cells] = []
    for column in zip(*rows, strict=True):
        text = " ".join(column)
        if not is_plain(text) or ("'" in text and any(cell[:1] == "'" for cell in column)):
            return None
        cells = [*map(str.strip, column)]
        short = {cell for cell in cells if len(cell) < _LONGEST_BLANK}
        if any(cell.casefold() == "nan" for cell in short):
            return None
        blank = {cell for cell in short if cell.casefold() in BLANKS}
        columns.append(["" if cell in blank else cell for cell in cells] if blank else cells)
    columns.append(Same("", len(rows)))
    return columns


def _degrees(column: Cells) -> list[float | None]:
    """Return the plain numbers of a column; None for any other cell."""
    if _NUMBERS.fullmatch(" ".join((*column, ""))):
        return [*map(float, column)]
    return [*map(as_degrees, column)]
