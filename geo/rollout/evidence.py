"""What one statement says, as places and years, and what it settles on the tree of units.

A statement that says no (`status = out`) is read alike; what it closes is for `full_lists` to say.
A statement leaves open which of its candidates is meant and when, inside its bounds, it started
and ended. Each choice is a world; a statement settles what is true in all of its worlds. Statements
are independent of each other, so a unit is certain exactly when a single statement settles it.

Every set of years is an integer of `rollout.years.Timeline`. A statement touches only the units
it names; one walk down the tree and one walk up carry its consequences to all others, so the cost
does not grow with the size of what lies inside a province.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ..errors import DataError, Problem
from ..model import COUNTRY, Extent, Presence
from ..text.escape import shell_argument
from .years import NO_FIRST_YEAR, NO_LAST_YEAR, NO_YEARS, Years

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..model import Source, Statement
    from .hierarchy import Hierarchy, Tree
    from .years import Timeline


class Placement(NamedTuple):
    """The programme is in a unit of today, in the part that `extent` tells."""

    adcode: str
    extent: Extent


World = tuple[Placement, ...]
"""Placements that hold together; nearly always one."""


Told = tuple[tuple[World, ...], Years, Years]
"""What a statement says of units and years: worlds, certain and possible years."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A statement in terms of today's units and of years."""

    statement: Statement
    worlds: tuple[World, ...]
    """One per candidate."""
    possible: Years
    """The years in which it can hold."""
    certain: Years
    """The years in which it holds whatever its dates turn out to be."""

    @property
    def told(self) -> Told:
        """What it says, as `Marks` take it."""
        return (self.worlds, self.certain, self.possible)

    @property
    def denies(self) -> bool:
        """Whether it says that the programme is not there."""
        return self.statement.status is Presence.OUT

    @property
    def begins(self) -> Years:
        """The years in which it can have begun to hold; perhaps none."""
        start = self.statement.start
        last = start.not_after.year if start and start.not_after else NO_LAST_YEAR
        first = self.possible.first
        return Years(first, min(last, self.possible.last)) if self.possible else NO_YEARS

    @property
    def settled(self) -> World:
        """The places it settles in its certain years; none where it leaves open when or which."""
        return self.worlds[0] if self.certain and len(self.worlds) == 1 else ()

    @property
    def country_wide(self) -> bool:
        """Whether it speaks of the country as a whole, and so of no unit in particular."""
        return all(place.adcode == COUNTRY for world in self.worlds for place in world)

    @property
    def opens_counts(self) -> bool:
        """Whether it may place the programme anywhere: the country may be one of its candidates."""
        return not self.denies and any(
            place.adcode == COUNTRY for world in self.worlds for place in world
        )

    @property
    def covers_all(self) -> bool:
        """Whether it puts the programme in every part of the unit it speaks of.

        What is left of a former unit may be a part only of that unit: see `worlds_of`.
        """
        return all(place.extent is Extent.ALL for world in self.worlds for place in world)


def gather(
    statements: Iterable[Statement],
    sources: Mapping[str, Source],
    tree: Tree,
    hierarchy: Hierarchy,
) -> list[Evidence]:
    """Read every statement as evidence; `sources` by id tell when an undated no was said.

    Raises
    ------
    DataError
        If adcodes are not in the gazetteer: one problem for each.
    """
    evidence: list[Evidence] = []
    problems: list[Problem] = []
    for statement in statements:
        unknown = [code for code in statement.adcodes if not _is_known(code, tree, hierarchy)]
        problems.extend(_unknown_code(code, statement) for code in unknown)
        if not unknown:
            possible, certain = years_of(statement, sources.get(statement.source))
            worlds = worlds_of(statement, tree, hierarchy)
            evidence.append(Evidence(statement, worlds, possible, certain))
    if problems:
        raise DataError(problems)
    return evidence


def years_of(statement: Statement, source: Source | None = None) -> tuple[Years, Years]:
    """Return the years in which a statement can hold, and those in which it must.

    A year counts when the programme was there on any day of it. The start is certain from the year
    of its last possible day, the end from the year of its first possible day; a start after the end
    is not a world, so each bounds the other: without a start, it was there in the year in which it
    ended, and no other year is settled. Dates that are reversed altogether allow nothing (`pilotmap
    check` reports them). A no without any date holds in the year in which its source was published,
    and in none for sure where that is not known.
    """
    start, end = statement.start, statement.end
    if statement.status is Presence.OUT and start is None and end is None and source is not None:
        start = end = source.published
    start_first = start.not_before.year if start and start.not_before else NO_FIRST_YEAR
    start_last = start.not_after.year if start and start.not_after else NO_LAST_YEAR
    end_first = (end.not_before.year if end.not_before else NO_FIRST_YEAR) if end else NO_LAST_YEAR
    end_last = end.not_after.year if end and end.not_after else NO_LAST_YEAR
    if start_first > end_last:
        return NO_YEARS, NO_YEARS
    possible = Years(start_first, end_last)
    settled_from = min(start_last, end_last)
    if settled_from == NO_LAST_YEAR:
        return possible, NO_YEARS
    certain = Years(settled_from, max(end_first, start_first))
    return possible, certain or NO_YEARS


def worlds_of(statement: Statement, tree: Tree, hierarchy: Hierarchy) -> tuple[World, ...]:
    """Return one world per candidate, in terms of today's units."""
    worlds: dict[World, None] = {}
    for code in statement.adcodes:
        worlds.update(dict.fromkeys(_worlds_of_code(code, statement.extent, tree, hierarchy)))
    return tuple(worlds)


def _worlds_of_code(
    code: str, extent: Extent, tree: Tree, hierarchy: Hierarchy
) -> tuple[World, ...]:
    """Read one code; a former unit is read through what took over from it.

    It may be a part only of its successor, so `all` of it is no more than "in" the successor. Where
    several took over, the place lies in one of them (candidates), and `all` of it in each of them.
    Where nobody is known to have, it lies somewhere within the unit it belonged to.
    """
    if code in tree:
        return ((Placement(code, extent),),)
    successors = tuple(hierarchy.current(code))
    if not successors:
        former = hierarchy.get(code)
        parent = former.parent if former else COUNTRY
        return _worlds_of_code(parent or COUNTRY, Extent.WITHIN, tree, hierarchy)
    if extent is Extent.ALL:
        return (tuple(Placement(successor, Extent.UNIT) for successor in successors),)
    return tuple((Placement(successor, extent),) for successor in successors)


def _is_known(code: str, tree: Tree, hierarchy: Hierarchy) -> bool:
    return code in tree or hierarchy.get(code) is not None


def _unknown_code(code: str, statement: Statement) -> Problem:
    return Problem(
        rule="adcode-unknown",
        message=f"{code!r} of statement {statement.id!r} is not a unit of the gazetteer",
        hint=f"look it up with `pilotmap find {shell_argument(statement.place)}`",
        file="locations.csv",
        line=statement.line or None,
        column="adcode",
    )


Sets = defaultdict[str, int]
"""By adcode, a set of years."""


class Marks:
    """By unit, the years in which statements settle it, name it, or reach it from above.

    Attributes
    ----------
    certain
        Some statement puts the programme in the unit in all of its worlds.
    named
        Some statement puts it there in at least one of its worlds.
    reached
        Some statement puts it in a unit around this one, and does not say in which part.
    vague
        Some statement puts the programme in this very unit and does not say in which part.
    everywhere
        The years in which a statement may hold that covers all of the country. It names every unit,
        so that no list closes it; unless it is certain, it makes none possible.
    """

    def __init__(self, tree: Tree, told: Iterable[Told], timeline: Timeline) -> None:
        self.certain: Sets = defaultdict(int)
        self.named: Sets = defaultdict(int)
        self.reached: Sets = defaultdict(int)
        self.everywhere = 0
        self.vague: Sets = defaultdict(int)
        self._tree = tree
        self._certain_below: Sets = defaultdict(int)
        self._named_below: Sets = defaultdict(int)
        self._reached_below: Sets = defaultdict(int)
        for worlds, certain, possible in set(told):  # many sites of a unit say the same
            self._mark(worlds, timeline.mask(certain), timeline.mask(possible))
        self._push_down()
        self._push_up()

    def _mark(self, worlds: tuple[World, ...], certain: int, possible: int) -> None:
        for world in worlds:
            for place in world:
                self._mark_possible(place, possible)
        if not certain:
            return
        if len(worlds) == 1:
            for place in worlds[0]:
                self._mark_certain(place, certain)
        else:
            shared = set.intersection(*(present(world, self._tree) for world in worlds))
            for adcode in shared:
                self.certain[adcode] |= certain

    def _mark_certain(self, place: Placement, years: int) -> None:
        self.certain[place.adcode] |= years
        if place.extent is Extent.ALL:
            self._certain_below[place.adcode] |= years
        elif place.extent is Extent.WITHIN and place.adcode != COUNTRY:
            for whole in self._tree.sole_line(place.adcode):
                self.certain[whole] |= years

    def _mark_possible(self, place: Placement, years: int) -> None:
        self.named[place.adcode] |= years
        if place.adcode == COUNTRY:
            if place.extent is Extent.ALL:
                self.everywhere |= years
            else:
                self.vague[COUNTRY] |= years
        elif place.extent is Extent.ALL:
            self._named_below[place.adcode] |= years
        else:
            self._reached_below[place.adcode] |= years
            self.vague[place.adcode] |= years
            if place.extent is Extent.WITHIN:
                for whole in self._tree.sole_line(place.adcode):
                    self.named[whole] |= years

    def _push_down(self) -> None:
        for adcode in self._tree.top_down[1:]:
            parent = self._tree.parent[adcode]
            if years := self._certain_below[parent]:
                self.certain[adcode] |= years
                self._certain_below[adcode] |= years
            if years := self._named_below[parent]:
                self.named[adcode] |= years
                self._named_below[adcode] |= years
            if years := self._reached_below[parent]:
                self.reached[adcode] |= years
                self._reached_below[adcode] |= years

    def _push_up(self) -> None:
        for adcode in reversed(self._tree.top_down[1:]):
            parent = self._tree.parent[adcode]
            self.certain[parent] |= self.certain[adcode]
            self.named[parent] |= self.named[adcode]


def present(world: World, tree: Tree) -> set[str]:
    """Return every unit that the programme is in if `world` is the case."""
    units: set[str] = set()
    for adcode, extent in world:
        units.update(tree.lineage(adcode))
        if extent is Extent.ALL:
            units.update(tree.subtree(adcode))
        elif extent is Extent.WITHIN and adcode != COUNTRY:
            units.update(tree.sole_line(adcode))
    return units
