"""Sites by the hundred thousand, resolved many at a time.

A row goes this way when nothing about it needs judgement: its position lies in its unit, its name
is not a unit's, or that of the unit, its date and source read like thousands before it, its text is
plain. Every other row goes through the resolver one by one; both give the same row, which a test
holds them to.

Why there is a second way: 100,000 sites with code and coordinates take 5.3 s of CPU and 307 MB
here, 23.4 s and 481 MB through the resolver with `locate_many` and its caches (2 cores, 2026).
"""

from __future__ import annotations

import re
from itertools import chain, compress
from operator import and_, or_
from typing import TYPE_CHECKING, Any, cast

from ...boundaries.nearby import are_in_china
from ...model import Extent
from ...rows import Answers, Same, read_together, taken_from
from ..resolve.entry import Entry
from .named_sites import NamedSites, PlainSites, SiteUnit, are_no_parts, neighbours, units_near
from .plain_columns import degrees, plain_columns
from .site_rows import KEPT, NO_SITES, Sites

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ...boundaries.borders import Neighbour
    from ...gazetteer import Gazetteer
    from ...model import AdminUnit
    from ...tables.grid import Line
    from ...tables.lines import Stretch
    from ..resolve.dates import DateReading
    from ..resolve.resolver import Resolver
    from ..resolve.sites import SiteNames
    from .answers import Options
    from .entries import EntryReader
    from .layout import Layout
    from .plan import Batch

    Cells = Sequence[str]
    Parent = tuple[str, frozenset[str]]
    Units = tuple[str, ...]

_DIVISIONS = ("province", "city", "county", "within")
_COLUMNS = {
    *_DIVISIONS, "id", "place", "adcode", "lon", "lat", "start", "end", "year", "source",
    "locator", "number", "statement", "geometry",
}  # fmt: skip
_DAY = re.compile("[0-9]{4}(?:-[0-9]{2}){0,2}")
"""An end that is a date, and no word."""
_STRETCH = 4096
"""Rows looked at together."""
_AREAS = frozenset(["Polygon", "MultiPolygon"])
"""Kinds of geometries that find a unit by a point inside them, which is no position of theirs."""
_KINDS = frozenset(["Point", "", *_AREAS])
"""Kinds of geometries that are settled here; blank where the list has none."""
_NO_PARENT: Parent = ("", frozenset())


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
        resolver.places.sites.expect_many()
        self._names = cast("SiteNames", resolver.places.sites.of_many)
        self._width = len(layout.header)
        # A column that is not there is read from the blank one put behind the others.
        self._at = {name: layout.columns.get(name, self._width) for name in _COLUMNS}
        self._divisions = [self._at[name] for name in _DIVISIONS]
        self._by_code: dict[str, SiteUnit | None] = {}
        self._by_position: dict[str, SiteUnit] = {}
        self._parents: dict[tuple[str, ...], Parent | None] = {}
        self._dates = Answers(self._dates_of)
        self._named = NamedSites(layout, reader, resolver)
        self._lineages: dict[str, frozenset[str]] = {}
        self._told: dict[tuple[str, ...], tuple[str, ...]] = {}
        """What was read out of rows: one copy for all that say the same."""

    @staticmethod
    def serves(layout: Layout, options: Options) -> bool:
        """Whether the rows of a layout can be plain sites at all."""
        columns = set(layout.columns)
        return (
            NamedSites.are_served(layout)
            and {"lon", "lat"} <= columns <= _COLUMNS
            and not options.level
            and not options.excel_dates
            and not options.blanks
            and options.datum == "wgs84"
        )

    def resolve(self, batch: Batch) -> Sites:
        """Return the sites among many lines; each other line must be looked at by itself."""
        parts = [
            found
            for first, part in zip(batch.firsts, batch.parts, strict=False)
            for at in range(0, len(part), _STRETCH)
            for found in self._plain_sites(part[at : at + _STRETCH], first + at)
        ]
        if not any(numbers for numbers, *_ in parts):
            return NO_SITES
        numbers, lines, lons, lats, unnamed, *cells = (
            [*chain.from_iterable(column)] for column in zip(*parts, strict=True)
        )
        from ...boundaries import units_of

        around = units_of(lons, lats)
        given, cells = cells[: self._width], cells[self._width :]
        return self._settled(PlainSites(numbers, lines, lons, lats, unnamed, around, given, cells))

    def _plain_sites(self, part: Sequence[Line], first: int) -> Iterator[list[Sequence[Any]]]:
        """Yield what `PlainSites` holds of the plain lines of a part, by column.

        Parameters
        ----------
        first
            The number in the batch of its first line.
        """

        def read(rows: Sequence[Line]) -> tuple[Stretch, list[Cells]] | None:
            return plain_columns(rows, self._width)

        at = self._at
        for some, found in read_together(part, read, 1):
            numbers = range(first, first + len(some))
            first = numbers.stop
            if found is not None:
                stretch, cells = found
                lons, lats = (degrees(cells[at[name]]) for name in ("lon", "lat"))
                places = cells[at["place"]]
                unnamed = [*map(and_, self._names.are_no_units(places), are_no_parts(places))]
                columns = (numbers, stretch.numbers, lons, lats, unnamed, *stretch.columns, *cells)
                are_sites = are_in_china(lons, lats)
                kinds = cells[at["geometry"]]
                if not _KINDS.issuperset(kinds):
                    are_sites = [*map(and_, are_sites, map(_KINDS.__contains__, kinds))]
                if not _AREAS.isdisjoint(kinds):
                    are_points = (kind not in _AREAS for kind in kinds)
                    are_sites = [*map(and_, are_sites, map(or_, unnamed, are_points))]
                if all(are_sites):
                    yield [*columns]
                else:
                    yield [[*compress(column, are_sites)] for column in columns]

    def _settled(self, plain: PlainSites) -> Sites:
        """Return the plain sites that leave no question about unit, parent, dates and source."""
        given = {name: plain.cells[at] for name, at in self._at.items()}
        sources = [cell or self._options.source for cell in given["source"]]
        start = [cell or year for cell, year in zip(given["start"], given["year"], strict=True)]
        dated = [*map(self._dates.__getitem__, zip(start, given["end"], sources, strict=True))]
        lying_in = [*self._parents_of(plain)]
        self._take_near(plain, given["adcode"])
        across = neighbours(plain, given["adcode"])
        named = self._names.bearers(given["place"])
        placed = [*map(self._unit_of, given["adcode"], plain.around, across, lying_in, named)]
        for at, unit in self._named.settled(plain, dated).items():
            placed[at], lying_in[at] = unit, (unit.within, frozenset()) if unit else None
        clear = [
            at
            for at, (unit, parent, date) in enumerate(zip(placed, lying_in, dated, strict=True))
            if unit is not None and parent is not None and date is not None
        ]
        read = (placed, lying_in, dated, sources, plain.numbers, plain.lines)
        told = (given["number"], given["geometry"])
        columns: list[Sequence[Any]] = [*read, *told, *plain.given, *map(given.__getitem__, KEPT)]
        if len(clear) < len(placed):
            columns = taken_from(columns, clear)
        units, parents, dates, source, numbers, lines, listed, kinds, *cells = columns
        as_given, kept = cells[: self._width], cells[self._width :]
        row = dict(zip(KEPT, kept, strict=True))
        row["locator"] = self._locators(row["locator"], lines, listed)
        if not all(plain.unnamed):
            row["place"] = [
                cell if unit.place is None else unit.place
                for cell, unit in zip(row["place"], units, strict=True)
            ]
        row |= {
            "within": [within for within, _ in parents],
            "adcode": [unit.adcode for unit in units],
            "extent": Same(Extent.UNIT.value, len(units)),
            "start": [date.start for date in dates],
            "end": [date.end for date in dates],
            "date_note": [date.note for date in dates],
            "source": source,
            "decision": [unit.decision for unit in units],
        }
        notes = [*map(self._notes_of, units, dates)]
        return Sites(numbers, lines, as_given, notes, row, self._areas(row, kinds))

    def _take_near(self, plain: PlainSites, adcodes: Cells) -> None:
        """Let a site lie in the unit of its code where it lies within 2 km of it."""
        astray = [
            at
            for at, (code, units) in enumerate(zip(adcodes, plain.around, strict=True))
            if code and code not in units and plain.unnamed[at] and self._given(code)
        ]
        for at, near in units_near(plain, astray).items():
            if adcodes[at] in near:
                around = self._gazetteer.ancestors(adcodes[at])
                plain.around[at] = (adcodes[at], *(unit.adcode for unit in around))

    def _areas(self, row: dict[str, Cells], kinds: Cells) -> Sequence[AdminUnit | None]:
        """Blank the positions of areas whose rows give a code; return the units of those."""
        if _AREAS.isdisjoint(kinds):
            return Same(None, len(kinds))
        areas = [
            kind in _AREAS and not decision
            for kind, decision in zip(kinds, row["decision"], strict=True)
        ]
        for name in ("lon", "lat"):
            row[name] = ["" if is_one else c for is_one, c in zip(areas, row[name], strict=True)]
        unit = self._gazetteer.get
        return [
            unit(code) if is_one else None
            for is_one, code in zip(areas, row["adcode"], strict=True)
        ]

    def _locators(self, own: Cells, lines: Sequence[int], listed: Cells) -> Cells:
        """Return where each row stands in its source: as it says, or in the list."""
        if all(own):
            return own
        if not any(own) and not any(listed):
            return self._reader.locators(lines)
        locator = self._reader.locator
        return [
            cell or locator(line, number)
            for cell, line, number in zip(own, lines, listed, strict=True)
        ]

    def _unit_of(
        self,
        adcode: str,
        units: Units,
        across: Sequence[Neighbour],
        parent: Parent | None,
        named: frozenset[str],
    ) -> SiteUnit | None:
        """Return what a site is put in; None if that is a question.

        Parameters
        ----------
        adcode
            The code that its row gives.
        units, across
            The units that it lies in, and those over a border near to it.
        named
            The units with whose names its name begins.
        """
        if named and (adcode or across or named.isdisjoint(units)):
            return None  # the name may speak against the position, or for one side of a border
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
        return SiteUnit("|".join(codes), decision, (decision,))

    def _notes_of(self, unit: SiteUnit, dates: DateReading) -> tuple[str, ...]:
        if not unit.notes:
            return dates.notes
        told = (*unit.notes, *dates.notes)
        return self._told.setdefault(told, told)

    def _given(self, adcode: str) -> SiteUnit | None:
        """Return the unit of a code that a row gives; None where the gazetteer has no such code."""
        if adcode not in self._by_code:
            known = adcode.isdecimal() and self._gazetteer.get(adcode) is not None
            self._by_code[adcode] = SiteUnit(adcode) if known else None
        return self._by_code[adcode]

    def _lying_in(self, adcode: str) -> SiteUnit:
        """Return the unit of positions that are near to no border."""
        if adcode not in self._by_position:
            decision = self._resolver.places.sites.decision((adcode,), adcode, ())
            self._by_position[adcode] = SiteUnit(adcode, decision, (decision,))
        return self._by_position[adcode]

    def _parents_of(self, plain: PlainSites) -> Sequence[Parent | None]:
        """Return each row's parent as written, and the codes it may mean; None if unclear."""
        divisions = [plain.cells[index] for index in self._divisions]
        if not (self._options.within or any(map(any, divisions))):
            return Same(_NO_PARENT, len(plain.lons))
        rows = zip(*plain.cells, strict=True)
        named = zip(*divisions, strict=True)
        asked = zip(rows, named, plain.cells[self._at["place"]], strict=True)
        return [
            self._parent_of(*row) if is_none else None
            for row, is_none in zip(asked, plain.unnamed, strict=True)
        ]

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

    def _dates_of(self, told: tuple[str, str, str]) -> DateReading | None:
        """Return the dates of start, end and source; None where any of them is a question."""
        start, end, source = told
        if end and not _DAY.fullmatch(end):
            return None
        note = "" if start else self._reader.year_note()
        given = start or self._options.year
        entry = Entry(start=given, end=end, source=source, date_note=note)
        return self._resolver.plain_dates(entry)

    def _around(self, adcode: str) -> frozenset[str]:
        """Return the codes of a unit and of what it lies in."""
        if adcode not in self._lineages:
            around = self._gazetteer.ancestors(adcode)
            self._lineages[adcode] = frozenset([adcode, *(unit.adcode for unit in around)])
        return self._lineages[adcode]
