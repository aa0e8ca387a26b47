"""What rules look at: the project as values and as text, and the gazetteer."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache, cached_property
from itertools import compress
from typing import TYPE_CHECKING, Any, NamedTuple

from ..boundaries.nearby import are_near, in_china
from ..gazetteer.names import NameShapes
from ..rows import Same, StatementRows, taken_from
from ..store.project import Project, shown
from ..store.schema import tells, told_in_words
from ..text.characters import oddities
from .cells import OddCell

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Sequence

    from ..gazetteer import Match
    from ..gazetteer.names import PlaceNames
    from ..model import AdminUnit, Statement
    from ..rollout import Rollout
    from ..store import Programme
    from .cells import TableCells


_NAMING = ("place", "within", "adcodes")
_ABOUT = ("source", "adcodes", "extent", "status")


class StraySite(NamedTuple):
    """A row whose position does not lie in one of its units, nor within 2 km of one."""

    row: Statement
    lon: float
    lat: float
    is_in_china: bool
    """Whether it lies in any unit, or within 2 km of one."""


class ProjectContext:
    """One project, read once.

    `programme` holds the rows that are sound; the tables tell of the text of all. `aliases` is None
    where the project adds no names to the gazetteer. `names` may have matched some already.
    """

    def __init__(
        self,
        programme: Programme,
        locations: TableCells,
        sources: TableCells,
        aliases: TableCells | None,
        names: PlaceNames,
    ) -> None:
        self.programme = programme
        self.statements = StatementRows.of(programme.statements)
        self.locations = locations
        self.sources = sources
        self.aliases = aliases
        self.gazetteer = names.gazetteer
        self.names = names
        self._may_name: dict[str, bool] = {}
        self._named_by: dict[Hashable, tuple[AdminUnit, ...]] = {}
        self._names_own: dict[tuple[str, str, tuple[str, ...]], bool] = {}

    def match(self, place: str, within: str = "", on: int | None = None) -> Match:
        """Return what the gazetteer says to a name; equal questions are asked once."""
        return self.names.match(place, within, on=on)

    def named(self, place: str, within: str = "", on: int | None = None) -> tuple[AdminUnit, ...]:
        """Return every unit a name may mean; empty if it is no unit's."""
        if not self.may_name_unit(place):
            return ()
        match = self.match(place, within, on)
        return (match.unit,) if match.unit else match.candidates

    def named_by(self, row: Statement) -> tuple[AdminUnit, ...]:
        """Return every unit the place of a row may mean: of its time if the row's is among them."""
        asked = row.place, row.within, row.adcodes, first_year(row)
        known = self._named_by.get(asked)
        if known is None:
            known = self._find_named_by(row)
            if known:  # what is no name is told at once
                self._named_by[asked] = known
        return known

    def _find_named_by(self, row: Statement) -> tuple[AdminUnit, ...]:
        today = self.named(row.place, row.within)
        if len(today) == 1 and today[0].adcode in row.adcodes:
            return today
        year = first_year(row)
        then = self.named(row.place, row.within, year) if year else ()
        if any(unit.adcode in row.adcodes for unit in then):
            return then
        return today

    def names_its_unit(self, place: str, within: str, adcodes: tuple[str, ...]) -> bool:
        """Whether a place is the name of one unit today, and that is the row's."""
        key = place, within, adcodes
        known = self._names_own.get(key)
        if known is None:
            today = self.named(place, within)
            known = self._names_own[key] = len(today) == 1 and today[0].adcode in adcodes
        return known

    @cached_property
    def of_other_names(self) -> StatementRows:
        """The rows whose place is not plainly the name of their unit, and those with a position."""
        rows = self.statements
        if not self._unplaced:
            return rows
        plain = map(self.names_its_unit, *self._columns_of(self._unplaced, *_NAMING))
        own = set(compress(self._unplaced, plain))
        return rows.take([row for row in range(len(rows)) if row not in own]) if own else rows

    def is_name(self, place: str) -> bool:
        """Whether a text is the name of a unit at all, wherever it lies."""
        return self.may_name_unit(place) and self.match(place).status != "none"

    def may_name_unit(self, place: str) -> bool:
        """Whether a text must be matched; False: nothing is called so, and `named` is empty."""
        known = self._may_name.get(place)
        if known is None:
            known = place in self.names.asked or self._shapes.may_name_unit(place)
            self._may_name[place] = known
        return known

    @property
    def tables(self) -> tuple[TableCells, ...]:
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
            yield from table.odd

    @cached_property
    def _shapes(self) -> NameShapes:
        return NameShapes(self.gazetteer)

    @cached_property
    def sites_astray(self) -> tuple[StraySite, ...]:
        """The rows whose position lies in none of their units, nor near one; found at once."""
        placed = self._placed
        lons, lats, adcodes = self._columns_of(placed, "lon", "lat", "adcodes")
        if not placed:
            return ()
        inside = placed
        if not (in_china(min(lons), min(lats)) and in_china(max(lons), max(lats))):
            are_inside = list(map(in_china, lons, lats))
            inside = list(compress(placed, are_inside))
            lons, lats, adcodes = self._columns_of(inside, "lon", "lat", "adcodes")
        codes = {
            each: self.names.with_successors(map(self.gazetteer.unit, each))
            for each in set(adcodes)
        }
        near = are_near(lons, lats, list(map(codes.__getitem__, adcodes)))
        found = {row: is_near for row, is_near in zip(inside, near, strict=True) if not is_near}
        if len(inside) < len(placed):
            found |= dict.fromkeys(set(placed).difference(inside))
        return tuple(
            StraySite(row, row.lon, row.lat, found[number] is not None)
            for number in sorted(found)
            if (row := self.statements[number]).lon is not None and row.lat is not None
        )

    @cached_property
    def _placed(self) -> Sequence[int]:
        """The numbers of the rows with a position."""
        lons = self.statements.column("lon")
        if isinstance(lons, Same):
            return range(len(lons) if lons.value is not None else 0)
        if None not in lons:
            return range(len(lons))
        return [row for row, lon in enumerate(lons) if lon is not None]

    def _columns_of(self, rows: Sequence[int], *names: str) -> list[Sequence[Any]]:
        """Return some columns of some rows, in their order."""
        columns = map(self.statements.column, names)
        return list(columns) if len(rows) == len(self.statements) else taken_from(columns, rows)

    @cached_property
    def _alike(self) -> list[list[int]]:
        """The numbers of the rows that `alike` yields: a list may say one thing a million times."""
        groups: dict[Hashable, list[int]] = defaultdict(list)
        numbers = self._maybe_alike()
        for number, subject in zip(numbers, self.subjects(numbers), strict=True):
            groups[subject].append(number)
        several = (rows for rows in groups.values() if len(rows) > 1)
        return [alike for rows in several if len(alike := self._not_told_apart(rows)) > 1]

    def subjects(self, numbers: Sequence[int]) -> Iterator[Hashable]:
        """Yield what each of some rows is about: its source, units, extent, status and site."""
        units: Callable[[tuple[str, ...]], frozenset[str]] = cache(frozenset)
        source, adcodes, extent, status = self._columns_of(numbers, *_ABOUT)
        return zip(source, map(units, adcodes), extent, status, self._sites(numbers), strict=True)

    def _not_told_apart(self, numbers: list[int]) -> list[int]:
        """Return the rows of a group whose words do not tell them from every other row of it."""
        told = self._told_of(numbers)
        if () in told:  # which tells a row from no other
            return numbers
        counts = Counter(told)
        return [number for number, words in zip(numbers, told, strict=True) if counts[words] > 1]

    def alike(self) -> Iterator[tuple[list[int], list[tuple[str, ...]]]]:
        """Yield the rows of one source, units, extent, status and site, where there are several.

        They are given by their numbers, and beside them stands what tells each from others. A row
        that its words tell from every other one is left out.
        """
        return ((group, self._told_of(group)) for group in self._alike)

    def _told_of(self, numbers: Sequence[int]) -> list[tuple[str, ...]]:
        """Return what tells rows from others, the project's own columns included."""
        if self.locations.own_columns:
            return [*map(self._told, numbers)]
        words = map(told_in_words, *self._columns_of(numbers, "locator", "statement"))
        return [each if any(each) else () for each in words]

    def _told(self, number: int) -> tuple[str, ...]:
        column = self.statements.column
        own = self.locations.own(column("line")[number])
        cells = {name: column(name)[number] for name in ("locator", "statement")}
        return tells({**cells, **own}, self.locations.own_columns)

    def _maybe_alike(self) -> Sequence[int]:
        """Return the rows without a position, and those at a position that another row has too."""
        placed = self._placed
        if not placed:
            return self._unplaced
        at = list(map(complex, *self._columns_of(placed, "lon", "lat")))
        if len(set(at)) == len(at):
            return self._unplaced
        again = {position for position, count in Counter(at).items() if count > 1}
        return sorted([*self._unplaced, *compress(placed, map(again.__contains__, at))])

    @cached_property
    def _unplaced(self) -> Sequence[int]:
        """The numbers of the rows without a position, ascending."""
        every = range(len(self.statements))
        placed = self._placed
        if len(placed) == len(every):
            return ()
        return sorted(set(every).difference(placed)) if placed else every

    def _sites(self, numbers: Sequence[int]) -> Iterator[Hashable]:
        """Yield what tells a site from others in its unit; blank for a row about the unit."""
        columns = self._columns_of(numbers, "place", "lon", "lat", *_NAMING)
        for number, place, lon, lat, *naming in zip(numbers, *columns, strict=True):
            if lon is not None:
                yield place.strip(), lon, lat
            elif not self.may_name_unit(place):
                yield place.strip()
            elif self.names_its_unit(*naming):
                yield ""
            else:
                yield self._named_site(self.statements[number])

    def _named_site(self, row: Statement) -> str:
        named = {unit.adcode for unit in self.named_by(row)}
        return "" if named & set(row.adcodes) else row.place.strip()

    @cached_property
    def rollout(self) -> Rollout:
        """The statuses that the sound rows make."""
        from ..rollout import Rollout

        return Rollout(self.statements, self.programme.sources, self.gazetteer)


def is_blank(cell: str) -> bool:
    """Whether nothing is written in a cell."""
    return not cell or cell.isspace()


def first_year(row: Statement) -> int | None:
    """Return the first year that a statement's start may be in; None: it gives none."""
    return row.start.not_before.year if row.start and row.start.not_before else None
