"""Which statements and lists bear on a unit, and how: the links that an explanation is made of."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from ..model import COUNTRY, Extent, Source
from .marks import present

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ..model import Statement
    from .core import Statuses
    from .evidence import Evidence, EvidenceRows
    from .full_lists import Claim, Denial
    from .hierarchy import Tree
    from .readings import Placement, Reading
    from .years import Years


class Relation(StrEnum):
    """How a statement or a list bears on a unit."""

    DIRECT = "direct"
    """It puts the programme in this very unit."""
    WHOLE = "all of it"
    """It covers every part of this very unit."""
    INSIDE = "inside"
    """It puts the programme in a unit, or an unnamed place, inside this one."""
    EVERYWHERE = "everywhere in"
    """It covers every part of a unit that this one lies in, or that this one is the whole of."""
    CANDIDATE = "candidate"
    """This unit is, or holds, one of the units that may be meant."""
    THROUGH_PARENT = "through parent"
    """It puts the programme in a unit around this one; nobody said in which of its parts."""
    UNNAMED_WITHIN = "unnamed within"
    """It speaks of unnamed places within a unit around this one."""
    FULL_LIST = "full list"
    """A source that claims to name every unit here does not name this one."""
    COUNTRY_WIDE = "country-wide"
    """It speaks of the country as a whole, and so of no unit in particular."""
    SAYS_NO = "says no"
    """It says that the programme is not in this unit, or in one around it."""


_WEIGHT = {relation: weight for weight, relation in enumerate(Relation)}
_BY_EXTENT = {
    Extent.UNIT: Relation.DIRECT,
    Extent.ALL: Relation.WHOLE,
    Extent.WITHIN: Relation.INSIDE,
}
"""How a statement bears on the unit it is about."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One link between a unit and a source.

    `via` are the units of today that the statement speaks of; of a list, the unit it is complete
    for. `certain` tells whether the link settles the status in the year asked for (without a year:
    in some year). `years` are those in which it can bear on the unit.
    """

    relation: Relation
    source: Source
    statement: Statement | None
    via: tuple[str, ...]
    certain: bool
    years: Years


class Bearing(NamedTuple):
    """Rows of evidence that bear on a unit in one way; `certain` as that of a `Reason`."""

    relation: Relation
    certain: bool
    rows: Sequence[int]


class Closing(NamedTuple):
    """What closes a unit: rows of evidence that say no, and full lists."""

    around: list[int]
    """They say no of the unit or of what it lies in."""
    inside: list[int]
    """They say no of parts of it, and nothing else closes it; all of its parts are closed."""
    lists: list[Claim]


class Index:
    """Evidence by the units it speaks of, so that a unit finds its own without a search of all."""

    def __init__(self, tree: Tree, evidence: EvidenceRows, sources: Mapping[str, Source]) -> None:
        self._tree = tree
        self._sources = sources
        self._evidence = evidence
        self._denying: dict[tuple[Denial, ...], list[int]] = {}
        self._via: dict[int, tuple[str, ...]] = {}
        """By identity of what is said of units, those of today."""
        self.country_wide: tuple[Evidence, ...] = ()
        if any(units.country_wide for units in evidence.units):
            wide = evidence.where(lambda item: item.country_wide and not item.denies)
            self.country_wide = tuple(wide)

    @cached_property
    def _by_unit(self) -> dict[str, list[int]]:
        """By adcode, what the evidence says of it: numbers of readings."""
        by_unit: dict[str, list[int]] = defaultdict(list)
        for number, reading in self._evidence.said.items():
            for adcode in {place.adcode for world in reading.worlds for place in world}:
                by_unit[adcode].append(number)
        return by_unit

    @cached_property
    def _rows(self) -> dict[int, list[int]]:
        """By number of a reading, the rows that say so."""
        rows: dict[int, list[int]] = defaultdict(list)
        for row, number in enumerate(self._evidence.numbers):
            rows[number].append(row)
        return rows

    def is_silent_on(self, adcode: str) -> bool:
        """Tell whether nothing but what is said of the country as a whole can bear on a unit."""
        return self._spoken_of is not None and adcode not in self._spoken_of

    @cached_property
    def _spoken_of(self) -> frozenset[str] | None:
        """The units around and inside those that evidence speaks of; None: all of them."""
        said = self._evidence.said
        whole = (said[number] for number in self._by_unit.get(COUNTRY, ()))
        if any(reading.denies or reading.covers_all for reading in whole):
            return None
        named = self._by_unit.keys() - {COUNTRY}
        inside = {unit for code in named for unit in self._tree.subtree(code)}
        return frozenset(inside.union(*map(self._tree.lineage, named)))

    def bearing_on(self, adcode: str, year: int | None) -> Iterator[Bearing]:
        """Yield how evidence bears on a unit in `year`, or in any; the strongest first.

        What says no of the unit comes last; `excluding` tells which of it settles something.
        """
        rows: dict[tuple[Relation, bool], list[int]] = defaultdict(list)
        relations: dict[tuple[int, bool], tuple[Relation, bool]] = {}
        around = set(self._tree.lineage(adcode))
        related = around.union(self._tree.subtree(adcode))
        for number in {number for unit in related for number in self._by_unit.get(unit, ())}:
            reading = self._evidence.said[number]
            if not reading.possible or (year is not None and year not in reading.possible):
                continue
            if not reading.denies:
                holds = bool(reading.certain) if year is None else year in reading.certain
                way = relations.get((id(reading.units), holds))
                if way is None:
                    way = self._relation(reading, adcode, holds=holds)
                    relations[id(reading.units), holds] = way
                relation, settled = way
                rows[relation, settled and holds] += self._rows[number]
            elif _covers(reading, around):
                rows[Relation.SAYS_NO, False] += self._rows[number]
        for relation, certain in sorted(rows, key=lambda way: (not way[1], _WEIGHT[way[0]])):
            yield Bearing(relation, certain, sorted(rows[relation, certain]))

    def reasons(self, adcode: str, year: int | None) -> list[Reason]:
        """Return how each statement bears on a unit in `year`, or in any; see `bearing_on`."""
        return [
            self._reason(bearing.relation, item, certain=bearing.certain)
            for bearing in self.bearing_on(adcode, year)
            for item in self._items(bearing.rows)
        ]

    def excluding(
        self, adcode: str, years: int, *, claims: Sequence[Claim], statuses: Statuses
    ) -> Iterator[Reason]:
        """Yield the statements that say no and the full lists that close a unit in some of `years`.

        See `closing`.
        """
        around, inside, lists = self.closing(adcode, years, claims=claims, statuses=statuses)
        for item in self._items([*around, *inside]):
            yield self._reason(Relation.SAYS_NO, item, certain=True)
        for claim in lists:
            scope = tuple(code for code, _ in claim.source.coverage_scope if code in self._tree)
            yield Reason(Relation.FULL_LIST, claim.source, None, scope, True, claim.years)

    def closing(
        self, adcode: str, years: int, *, claims: Sequence[Claim], statuses: Statuses
    ) -> Closing:
        """Return the rows that say no and the full lists that close a unit in some of `years`.

        They close it, or what it lies in; else they close together all that lies in it.

        Parameters
        ----------
        years
            A set of the timeline that the statuses were made for.
        """
        asked = years & statuses.out[adcode]
        if not asked:
            return Closing([], [], [])
        by_claim = list(zip(claims, statuses.closed_by_claim, strict=True))

        def closing(units: Iterable[str]) -> list[Claim]:
            inside = set(units)
            return [c for c, closed in by_claim if any(closed.get(u, 0) & asked for u in inside)]

        lists = closing(self._tree.lineage(adcode))
        around = self._rows_of(statuses.denials_of(adcode, asked))
        if lists or around:
            return Closing(around, [], lists)
        inside = self._rows_of(statuses.denials_inside(adcode, asked))
        return Closing([], inside, closing(self._tree.subtree(adcode)))

    def _rows_of(self, found: Iterable[Denial]) -> list[int]:
        """Return the rows that say no, in the order of their lines; sorted once for all units."""
        denials = tuple(dict.fromkeys(found))
        rows = self._denying.get(denials)
        if rows is None:
            lines, ids = map(self._evidence.statements.column, ("line", "id"))
            saying = chain.from_iterable(denial.rows for denial in denials)
            rows = sorted(saying, key=lambda row: (lines[row], ids[row]))
            self._denying[denials] = rows
        return rows

    def _items(self, rows: Sequence[int]) -> Iterable[Evidence]:
        """Return the evidence of rows; many are made at once."""
        return self._evidence.take(rows) if rows else ()

    def _reason(self, relation: Relation, item: Evidence, *, certain: bool) -> Reason:
        source = self._sources.get(item.statement.source) or Source(item.statement.source, "")
        via = self._via.get(id(item.units))
        if via is None:
            places = (place.adcode for world in item.worlds for place in world)
            via = self._via[id(item.units)] = tuple(dict.fromkeys(places))
        return Reason(relation, source, item.statement, via, certain, item.possible)

    def _relation(self, item: Reading, adcode: str, *, holds: bool) -> tuple[Relation, bool]:
        """Return how evidence bears on a unit, and whether it puts the programme there for sure.

        `holds` tells whether its dates are settled: all of the country is covered only then.
        """
        if item.country_wide and adcode != COUNTRY:
            covered = item.covers_all and holds
            return (Relation.EVERYWHERE, True) if covered else (Relation.COUNTRY_WIDE, False)
        settled = all(adcode in present(world, self._tree) for world in item.worlds)
        links = [self._link(place, adcode) for world in item.worlds for place in world]
        known = [link for link in links if link is not None]
        relation = min(known, key=_WEIGHT.__getitem__, default=Relation.COUNTRY_WIDE)
        if _WEIGHT[relation] < _WEIGHT[Relation.CANDIDATE]:
            if not settled:
                return Relation.CANDIDATE, False
            if relation in {Relation.DIRECT, Relation.WHOLE} and len(item.worlds) > 1:
                return Relation.INSIDE, True  # a unit and its own parts as candidates
        return relation, settled

    def _link(self, place: Placement, adcode: str) -> Relation | None:
        """Return how one placement bears on a unit; None if it is about somewhere else."""
        if place.adcode == adcode:
            return _BY_EXTENT[place.extent]
        if adcode in self._tree.lineage(place.adcode):
            return Relation.INSIDE
        if place.adcode not in self._tree.lineage(adcode) or place.adcode == COUNTRY:
            return None
        if place.extent is Extent.ALL:
            return Relation.EVERYWHERE
        if place.extent is Extent.UNIT:
            return Relation.THROUGH_PARENT
        whole = adcode in self._tree.sole_line(place.adcode)
        return Relation.EVERYWHERE if whole else Relation.UNNAMED_WITHIN


def _covers(item: Reading, around: set[str]) -> bool:
    """Tell whether a statement speaks, in some world, of a unit or of one around it."""
    return any(place.adcode in around for world in item.worlds for place in world)
