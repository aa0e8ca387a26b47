"""What rules look at: the project as values and as text, and the gazetteer."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ..boundaries.nearby import are_near, in_china
from ..gazetteer.names import NameShapes
from ..store.project import Project, shown
from ..text.characters import Oddity, is_plain, oddities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..gazetteer import Match
    from ..gazetteer.names import PlaceNames
    from ..model import AdminUnit, Statement
    from ..rollout import Rollout
    from ..store import Programme, Table


class Site(NamedTuple):
    """A row with a position."""

    row: Statement
    lon: float
    lat: float
    is_near: bool | None
    """Whether it lies in one of the row's units or within 2 km; None: in no unit of China."""


class OddCell(NamedTuple):
    """A cell that holds characters it should not."""

    file: str
    line: int | None
    """None: it is a title, in datapackage.json."""
    column: str
    cell: str
    odd: list[Oddity]


NAME_COLUMNS = frozenset(
    {
        "id", "place", "within", "adcode", "extent", "start", "end", "source", "locator", "lon",
        "lat", "published", "accessed", "coverage", "coverage_scope", "coverage_period", "toponym",
        "url",
    }
)  # fmt: skip
"""Columns that hold names and codes, not prose."""


class ProjectContext:
    """One project, read once.

    `programme` holds the rows that are sound; the tables hold the text of all. `aliases` is None
    where the project adds no names to the gazetteer. `names` may have matched some already.
    """

    def __init__(
        self,
        programme: Programme,
        locations: Table,
        sources: Table,
        aliases: Table | None,
        names: PlaceNames,
    ) -> None:
        self.programme = programme
        self.locations = locations
        self.sources = sources
        self.aliases = aliases
        self.gazetteer = names.gazetteer
        self.names = names
        self._may_name: dict[str, bool] = {}

    def match(self, place: str, within: str = "", on: int | None = None) -> Match:
        """Return what the gazetteer says to a name; equal questions are asked once."""
        return self.names.match(place, within, on=on)

    def named(self, place: str, within: str = "", on: int | None = None) -> tuple[AdminUnit, ...]:
        """Return every unit a name may mean; empty if it is no unit's."""
        if not self._may_name_unit(place):
            return ()
        match = self.match(place, within, on)
        return (match.unit,) if match.unit else match.candidates

    def named_by(self, row: Statement) -> tuple[AdminUnit, ...]:
        """Return every unit the place of a row may mean: of its time if the row's is among them."""
        today = self.named(row.place, row.within)
        if len(today) == 1 and today[0].adcode in row.adcodes:
            return today
        year = first_year(row)
        then = self.named(row.place, row.within, year) if year else ()
        if any(unit.adcode in row.adcodes for unit in then):
            return then
        return today

    def is_name(self, place: str) -> bool:
        """Whether a text is the name of a unit at all, wherever it lies."""
        return self._may_name_unit(place) and self.match(place).status != "none"

    def _may_name_unit(self, place: str) -> bool:
        known = self._may_name.get(place)
        if known is None:
            known = place in self.names.asked or self._shapes.may_name_unit(place)
            self._may_name[place] = known
        return known

    def cells(self, row: Statement) -> dict[str, str]:
        """Return the cells of a row by column, those of the project's own columns too."""
        return self._cells[row.line]

    @cached_property
    def _cells(self) -> dict[int, dict[str, str]]:
        return dict(self.locations.records())

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables there are."""
        return tuple(filter(None, (self.locations, self.sources, self.aliases)))

    @cached_property
    def odd_cells(self) -> tuple[OddCell, ...]:
        """Every cell of every table, and every title, with a character that should not be there."""
        return tuple(self._find_odd_cells())

    def _find_odd_cells(self) -> Iterator[OddCell]:
        for name in ("title", "title_zh"):
            title = getattr(self.programme, name)
            if odd := oddities(title, is_name=False):
                yield OddCell(shown(Project(self.programme.folder).package), None, name, title, odd)
        for table in self.tables:
            for row in table.rows:
                if is_plain(" ".join(row.cells)):
                    continue  # as nearly every row is
                for column, cell in zip(table.header, row.cells, strict=True):
                    odd = oddities(cell, is_name=column in NAME_COLUMNS)
                    if odd:
                        yield OddCell(table.file, row.line, column, cell, odd)

    @cached_property
    def _shapes(self) -> NameShapes:
        return NameShapes(self.gazetteer)

    @cached_property
    def sites(self) -> tuple[Site, ...]:
        """The rows with a position, and whether it lies in one of their units; found at once."""
        rows = [
            (row, row.lon, row.lat)
            for row in self.programme.statements
            if row.lon is not None and row.lat is not None
        ]
        codes: dict[tuple[str, ...], frozenset[str]] = {}
        for row, _, _ in rows:
            if row.adcodes not in codes:
                codes[row.adcodes] = self.names.with_successors(
                    map(self.gazetteer.unit, row.adcodes)
                )
        near = iter(
            are_near(
                [(lon, lat) for _, lon, lat in rows if in_china(lon, lat)],
                [codes[row.adcodes] for row, lon, lat in rows if in_china(lon, lat)],
            )
        )
        return tuple(
            Site(row, lon, lat, next(near) if in_china(lon, lat) else None)
            for row, lon, lat in rows
        )

    @cached_property
    def rollout(self) -> Rollout:
        """The statuses that the sound rows make."""
        from ..rollout import Rollout

        return Rollout(self.programme.statements, self.programme.sources, self.gazetteer)


def first_year(row: Statement) -> int | None:
    """Return the first year that a statement's start may be in; None: it gives none."""
    return row.start.not_before.year if row.start and row.start.not_before else None
