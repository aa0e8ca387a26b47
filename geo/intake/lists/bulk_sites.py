"""Sites by the hundred thousand, resolved many at a time.

A row goes this way when nothing about it needs judgement: its position lies in its unit, its name
is not a unit's, its date and source read like thousands before it, its text is plain. Every other
row goes through the resolver one by one; both give the same row, which a test holds them to.

Why there is a second way: 100,000 sites with code and coordinates take 5.3 s of CPU and 307 MB
here, 23.4 s and 481 MB through the resolver with `locate_many` and its caches (2 cores, 2026).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ...boundaries.nearby import in_china
from ...gazetteer.names import NameShapes
from ...rows import read_together
from ...text.characters import is_plain
from ..resolve.entry import Entry
from ..resolve.position import as_degrees
from ..resolve.sites import name_parts
from .layout import BLANKS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ...boundaries.borders import Neighbour
    from ...gazetteer import Gazetteer
    from ...tables.grid import Line
    from ..resolve.dates import DateReading
    from ..resolve.resolver import Resolver
    from .answers import Options
    from .entries import EntryReader
    from .layout import Layout

    LonLat = tuple[float, float]

_DIVISIONS = ("province", "city", "county", "within")
_COLUMNS = {
    *_DIVISIONS, "id", "place", "adcode", "lon", "lat", "start", "year", "source", "locator",
    "number", "statement",
}  # fmt: skip
_FILLED = ("within", "extent", "end", "date_note", "locator", "statement", "lon", "lat", "decision")
"""Columns that a project may lack; what would stand in them is refused when it is written."""
_LONGEST_BLANK = 8
_STRETCH, _SHORT = 4096, 32
"""Rows looked at together, and so few that halving them is no gain."""
_NUMBERS = re.compile(r"(?:[+-]?(?:\d++(?:\.\d*+)?(?:[eE][+-]?\d++)?|\.\d++) )*+", re.ASCII)
"""Plain numbers, a blank behind each."""
_NO_PARENT: tuple[str, frozenset[str]] = ("", frozenset())


class SiteRow(NamedTuple):
    """A settled site: its row, and what was read out of it."""

    row: dict[str, str]
    notes: tuple[str, ...]


class BulkResolver:
    """Settles the plain rows of one layout.

    Parameters
    ----------
    reader
        Makes the entries of the other rows; here it reads the parents.
    resolver
        Settles the other rows; here it reads the dates.
    """

    def __init__(  # noqa: PLR0917 (what settling rests on)
        self,
        layout: Layout,
        options: Options,
        reader: EntryReader,
        resolver: Resolver,
        gazetteer: Gazetteer,
        columns: Sequence[str],
    ) -> None:
        self._options = options
        self._reader = reader
        self._resolver = resolver
        self._gazetteer = gazetteer
        self._shapes = NameShapes(gazetteer)
        self._blank = dict.fromkeys((*columns, *_FILLED), "")
        # A column that is not there is read from the blank cell put behind each row.
        self._at = {name: layout.columns.get(name, len(layout.header)) for name in _COLUMNS}
        self._divisions = [self._at[name] for name in _DIVISIONS]
        self._known_codes: dict[str, bool] = {}
        self._parents: dict[tuple[str, ...], tuple[str, frozenset[str]] | None] = {}
        self._dates: dict[tuple[str, str], DateReading | None] = {}
        self._decisions: dict[str, str] = {}
        self._lineages: dict[str, frozenset[str]] = {}
        self._told: dict[tuple[str, tuple[str, ...]], tuple[str, ...]] = {}
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

    def resolve(self, rows: Sequence[Line]) -> list[SiteRow | None]:
        """Return the sites of many rows; None for each that must be looked at by itself."""
        found: list[SiteRow | None] = [None] * len(rows)
        plain = [
            site
            for first in range(0, len(rows), _STRETCH)
            for site in self._plain_sites(rows, first, min(first + _STRETCH, len(rows)))
        ]
        if not plain:
            return found
        from ...boundaries import neighbours_of, units_of

        lons, lats = zip(*(position for _, _, position in plain), strict=True)
        around = units_of(lons, lats)
        across = neighbours_of(lons, lats, [units[0] if units else "" for units in around])
        for number, ((index, cells, _), units) in enumerate(zip(plain, around, strict=True)):
            if units:
                site = self._site(cells, units, across.get(number, ()))
                if site is not None and not site.row["locator"]:
                    number_in_list = cells[self._at["number"]]
                    site.row["locator"] = self._reader.locator(rows[index].line, number_in_list)
                found[index] = site
        return found

    def _plain_sites(
        self, rows: Sequence[Line], first: int, stop: int
    ) -> Iterator[tuple[int, Sequence[str], LonLat]]:
        """Yield number, cells and position of the plain rows of a stretch, none of which is a unit.

        They are looked at column by column, and one by one where something is odd.
        """

        def read(numbers: Sequence[int]) -> list[Sequence[str]] | None:
            return _plain_columns([rows[number].cells for number in numbers])

        at = self._at["place"]
        for numbers, columns in read_together(range(first, stop), read, _SHORT):
            kept: list[tuple[int, Sequence[str]]] = (
                _plain_rows(rows, numbers)
                if columns is None
                else [*zip(numbers, zip(*columns, strict=True), strict=True)]
            )
            if not kept:
                continue
            by_column = columns or [*zip(*(plain for _, plain in kept), strict=True)]
            lons, lats = (_degrees(by_column[self._at[name]]) for name in ("lon", "lat"))
            for (number, cells), lon, lat in zip(kept, lons, lats, strict=True):
                if lon is None or lat is None or not in_china(lon, lat):
                    continue
                if self._names_site(cells[at]):
                    yield number, cells, (lon, lat)

    def _names_site(self, place: str) -> bool:
        """Whether a name, and the name that it may begin with, is certainly none of a unit."""
        may_name_unit = self._shapes.may_name_unit
        return bool(place) and not (
            may_name_unit(place) or any(map(may_name_unit, name_parts(place)))
        )

    def _site(
        self, cells: Sequence[str], units: tuple[str, ...], across: Sequence[Neighbour]
    ) -> SiteRow | None:
        at = self._at
        parents = self._parents_of(cells)
        source = cells[at["source"]] or self._options.source
        dates = self._dates_of(cells[at["start"]] or cells[at["year"]], source)
        if parents is None or dates is None or (parents[0] and parents[1].isdisjoint(units)):
            return None
        adcode = cells[at["adcode"]]
        if adcode and (adcode not in units or not self._is_code(adcode)):
            return None
        notes = dates.notes
        row = self._blank.copy()
        if not adcode:
            codes = [units[0], *(each.adcode for each in across)]
            if across and parents[0]:  # the parent may tell which side of the border is meant
                codes = [code for code in codes if not parents[1].isdisjoint(self._around(code))]
            adcode = "|".join(codes)
            row["decision"] = decision = self._decision(codes, units[0], across)
            notes = self._told.setdefault((decision, notes), (decision, *notes))
        row["id"] = cells[at["id"]]
        row["place"] = cells[at["place"]]
        row["within"] = parents[0]
        row["adcode"] = adcode
        row["extent"] = "unit"
        row["start"] = dates.start
        row["end"] = dates.end
        row["date_note"] = dates.note
        row["source"] = source
        row["locator"] = cells[at["locator"]]
        row["statement"] = cells[at["statement"]]
        row["lon"] = cells[at["lon"]]
        row["lat"] = cells[at["lat"]]
        return SiteRow(row, notes)

    def _is_code(self, adcode: str) -> bool:
        known = self._known_codes.get(adcode)
        if known is None:
            known = adcode.isdecimal() and self._gazetteer.get(adcode) is not None
            self._known_codes[adcode] = known
        return known

    def _parents_of(self, cells: Sequence[str]) -> tuple[str, frozenset[str]] | None:
        """Return the parent as written, and the codes it may mean; None if that is a question."""
        named = tuple([cells[index] for index in self._divisions])
        if not any(named) and not self._options.within:
            return _NO_PARENT
        if cells[self._at["place"]] in named:
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

    def _decision(self, codes: Sequence[str], here: str, across: Sequence[Neighbour]) -> str:
        sites = self._resolver.places.sites
        if across:
            return sites.decision(codes, here, across)
        if here not in self._decisions:
            self._decisions[here] = sites.decision(codes, here, ())
        return self._decisions[here]


def _plain_columns(rows: Sequence[Sequence[str]]) -> list[Sequence[str]] | None:
    """Return the columns of rows as `_plain_cells` gives their cells; None if any cell is odd."""
    width = len(rows[0])
    if any(len(cells) != width for cells in rows):
        return None
    columns: list[Sequence[str]] = []
    for column in zip(*rows, strict=True):
        if not is_plain(" ".join(column)):
            return None
        cells = [cell.strip() for cell in column]
        short = {cell for cell in cells if len(cell) < _LONGEST_BLANK}
        if "'" in {cell[:1] for cell in column} or any(cell.casefold() == "nan" for cell in short):
            return None
        blank = {cell for cell in short if cell.casefold() in BLANKS}
        columns.append(["" if cell in blank else cell for cell in cells] if blank else cells)
    columns.append([""] * len(rows))
    return columns


def _plain_rows(rows: Sequence[Line], numbers: Sequence[int]) -> list[tuple[int, Sequence[str]]]:
    """Return number and cells of the rows in which no cell is odd."""
    cells = ((number, _plain_cells(rows[number].cells)) for number in numbers)
    return [(number, plain) for number, plain in cells if plain is not None]


def _plain_cells(cells: Sequence[str]) -> list[str] | None:
    """Return the cells without outer spaces and dashes for blanks; None if one is odd."""
    plain = []
    for cell in cells:
        if cell[:1] == "'" or not is_plain(cell):
            return None
        text = cell.strip()
        if len(text) < _LONGEST_BLANK and (folded := text.casefold()) in BLANKS:
            if folded == "nan" and text == cell:
                return None
            text = ""
        plain.append(text)
    plain.append("")
    return plain


def _degrees(column: Sequence[str]) -> list[float | None]:
    """Return the plain numbers of a column; None for any other cell."""
    if _NUMBERS.fullmatch(" ".join((*column, ""))):
        return [*map(float, column)]
    return [*map(as_degrees, column)]
