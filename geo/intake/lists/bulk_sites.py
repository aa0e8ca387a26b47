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
from ...rows import Answers, Same, read_together
from ..resolve.entry import Entry
from .named_sites import NamedSites, PlainLines, PlainSites, are_no_parts
from .plain_columns import degrees, plain_columns
from .site_rows import KEPT, Sites
from .site_units import SiteUnits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
    from .named_sites import SiteUnit
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
        self._parents: dict[tuple[str, ...], Parent | None] = {}
        self._dates = Answers(self._dates_of)
        self._named = NamedSites(layout, reader, resolver)
        self._units = SiteUnits(gazetteer, resolver.places.sites)
        self._notes = Answers(lambda told: (*told[0], *told[1]))
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

    def resolve(self, batch: Batch) -> list[Sites]:
        """Return the sites among many lines; each other line must be looked at by itself."""
        read = [
            found
            for first, part in zip(batch.firsts, batch.parts, strict=False)
            for at in range(0, len(part), _STRETCH)
            for found in self._plain_lines(part[at : at + _STRETCH], first + at)
        ]
        if not read:
            return []
        stretches, told = zip(*read, strict=True)
        plain = PlainSites(*([*chain.from_iterable(each)] for each in zip(*told, strict=True)))
        placed, parents = self._placed(plain, stretches)
        sites, first = [], 0
        for lines in stretches:
            part = slice(first, first + len(lines.numbers))
            sites.append(self._settled(lines, placed[part], parents[part], plain.dates[part]))
            first = part.stop
        return sites

    def _plain_lines(
        self, part: Sequence[Line], first: int
    ) -> Iterator[tuple[PlainLines, PlainSites]]:
        """Yield the plain lines of a part, by the stretch, with what tells where they lie.

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
            if found is None:
                continue
            stretch, cells = found
            places, kinds = cells[at["place"]], cells[at["geometry"]]
            lon, lat = (degrees(cells[at[name]]) for name in ("lon", "lat"))
            unnamed = [*map(and_, self._names.are_no_units(places), are_no_parts(places))]
            are_sites = are_in_china(lon, lat)
            if not _KINDS.issuperset(kinds):
                are_sites = [*map(and_, are_sites, map(_KINDS.__contains__, kinds))]
            if not _AREAS.isdisjoint(kinds):
                are_points = (kind not in _AREAS for kind in kinds)
                are_sites = [*map(and_, are_sites, map(or_, unnamed, are_points))]
            columns: list[Any] = [lon, lat, unnamed, numbers, stretch.numbers]
            columns += [*stretch.columns, *cells]
            if not all(are_sites):
                columns = [[*compress(column, are_sites)] for column in columns]
            lons, lats, are_none, of_batch, lines, *columns = columns
            if lons:
                given, cells = columns[: self._width], columns[self._width :]
                told = self._told(cells, lons, lats, are_none)
                yield PlainLines(of_batch, lines, given, cells), told

    def _told(
        self,
        cells: Sequence[Cells],
        lons: Sequence[float],
        lats: Sequence[float],
        unnamed: Sequence[bool],
    ) -> PlainSites:
        """Return what plain cells, given by column, tell of where their lines lie, and when."""
        at = self._at
        years = zip(cells[at["start"]], cells[at["year"]], strict=True)
        start = [cell or year for cell, year in years]
        dated = zip(start, cells[at["end"]], self._sources(cells), strict=True)
        dates = [*map(self._dates.__getitem__, dated)]
        parents = self._parents_of(cells, unnamed)
        named = self._names.bearers(cells[at["place"]])
        return PlainSites(lons, lats, unnamed, cells[at["adcode"]], dates, parents, named)

    def _sources(self, cells: Sequence[Cells]) -> Cells:
        return [cell or self._options.source for cell in cells[self._at["source"]]]

    def _placed(
        self, plain: PlainSites, stretches: Sequence[PlainLines]
    ) -> tuple[list[SiteUnit | None], list[Parent | None]]:
        """Return what sites are put in (None: a question), and what their rows say of that.

        It is told of a whole batch at once, for which each outline is looked at.
        """
        from ...boundaries import units_of

        around, parents = units_of(plain.lons, plain.lats), [*plain.parents]
        placed = self._units.placed(plain, around)
        for at, unit in self._named.settled(plain, around, stretches).items():
            placed[at], parents[at] = unit, (unit.within, frozenset()) if unit else None
        return placed, parents

    def _settled(
        self,
        lines: PlainLines,
        units: Sequence[SiteUnit | None],
        parents: Sequence[Parent | None],
        dates: Sequence[DateReading | None],
    ) -> Sites:
        """Return the plain sites that leave no question about unit, parent, dates and source."""
        given = {name: lines.cells[at] for name, at in self._at.items()}
        read = (units, parents, dates, self._sources(lines.cells), lines.numbers, lines.lines)
        told = (given["number"], given["geometry"])
        columns: list[Any] = [*read, *told, *lines.given, *map(given.__getitem__, KEPT)]
        clear = [*map(all, zip(units, parents, dates, strict=True))]
        if not all(clear):
            columns = [[*compress(column, clear)] for column in columns]
        sites, within, dated, source, numbers, at, listed, kinds, *cells = columns
        row = dict(zip(KEPT, cells[self._width :], strict=True))
        row["locator"] = self._locators(row["locator"], at, listed)
        if any(site.place is not None for site in sites):
            row["place"] = [
                cell if site.place is None else site.place
                for cell, site in zip(row["place"], sites, strict=True)
            ]
        row |= {
            "within": [name for name, _ in within],
            "adcode": [site.adcode for site in sites],
            "extent": Same(Extent.UNIT.value, len(sites)),
            "start": [date.start for date in dated],
            "end": [date.end for date in dated],
            "date_note": [date.note for date in dated],
            "source": source,
            "decision": [site.decision for site in sites],
        }
        noted = ((site.notes, date.notes) for site, date in zip(sites, dated, strict=True))
        notes = [*map(self._notes.__getitem__, noted)]
        return Sites(numbers, at, cells[: self._width], notes, row, self._areas(row, kinds))

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

    def _parents_of(
        self, cells: Sequence[Cells], unnamed: Sequence[bool]
    ) -> Sequence[Parent | None]:
        """Return each row's parent as written, and the codes it may mean; None if unclear."""
        divisions = [cells[index] for index in self._divisions]
        if not (self._options.within or any(map(any, divisions))):
            return Same(_NO_PARENT, len(unnamed))
        rows, named = zip(*cells, strict=True), zip(*divisions, strict=True)
        asked = zip(rows, named, cells[self._at["place"]], strict=True)
        return [
            self._parent_of(*row) if is_none else None
            for row, is_none in zip(asked, unnamed, strict=True)
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
