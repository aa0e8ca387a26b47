"""What a statement says of units and of years, as `Reading`: worked out once for rows alike.

A statement leaves open which of its candidates is meant and when, inside its bounds, it started
and ended. Each choice is a world; a statement settles what is true in all of its worlds. Statements
are independent of each other, so a unit is certain exactly when a single statement settles it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ..model import COUNTRY, Extent, Presence
from .years import NO_FIRST_YEAR, NO_LAST_YEAR, NO_YEARS, Years

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..dates import FuzzyDate
    from ..model import Source
    from .hierarchy import Hierarchy, Tree


class Placement(NamedTuple):
    """The programme is in a unit of today, in the part that `extent` tells."""

    adcode: str
    extent: Extent


World = tuple[Placement, ...]
"""Placements that hold together; nearly always one."""


@dataclass(frozen=True)
class UnitReading:
    """What a statement says of units; rows with the same codes and extent share one."""

    adcodes: tuple[str, ...]
    """As the row has them."""
    extent: Extent
    worlds: tuple[World, ...]
    """One per candidate, in terms of today's units."""

    @cached_property
    def country_wide(self) -> bool:
        """Whether it speaks of the country as a whole, and so of no unit in particular."""
        return all(place.adcode == COUNTRY for world in self.worlds for place in world)

    @cached_property
    def may_be_country(self) -> bool:
        """Whether the country is one of its candidates."""
        return any(place.adcode == COUNTRY for world in self.worlds for place in world)

    @cached_property
    def covers_all(self) -> bool:
        """Whether it speaks of every part of its unit; see `Reading.covers_all`."""
        return all(place.extent is Extent.ALL for world in self.worlds for place in world)

    @cached_property
    def is_unnamed(self) -> bool:
        """Whether its first candidate is some unnamed place within a unit."""
        return any(place.extent is Extent.WITHIN for place in self.worlds[0])


@dataclass(frozen=True, slots=True)
class YearReading:
    """What a statement says of years; rows with the same dates and status share one."""

    start: FuzzyDate | None
    end: FuzzyDate | None
    status: Presence
    possible: Years
    """The years in which it can hold."""
    certain: Years
    """The years in which it holds whatever its dates turn out to be."""

    @property
    def denies(self) -> bool:
        """Whether it says that the programme is not there."""
        return self.status is Presence.OUT

    @property
    def begins(self) -> Years:
        """The years in which it can have begun to hold; perhaps none."""
        last = self.start.not_after.year if self.start and self.start.not_after else NO_LAST_YEAR
        first = self.possible.first
        return Years(first, min(last, self.possible.last)) if self.possible else NO_YEARS


@dataclass(frozen=True, slots=True)
class Reading:
    """What a statement says of units and years; rows of the same units and dates share one."""

    units: UnitReading
    years: YearReading

    @property
    def worlds(self) -> tuple[World, ...]:
        """One per candidate."""
        return self.units.worlds

    @property
    def possible(self) -> Years:
        """The years in which it can hold."""
        return self.years.possible

    @property
    def certain(self) -> Years:
        """The years in which it holds whatever its dates turn out to be."""
        return self.years.certain

    @property
    def denies(self) -> bool:
        """Whether it says that the programme is not there."""
        return self.years.denies

    @property
    def settled(self) -> World:
        """The places it settles in its certain years; none where it leaves open when or which."""
        return self.worlds[0] if self.certain and len(self.worlds) == 1 else ()

    @property
    def country_wide(self) -> bool:
        """Whether it speaks of the country as a whole, and so of no unit in particular."""
        return self.units.country_wide

    @property
    def opens_counts(self) -> bool:
        """Whether it may place the programme anywhere: the country may be one of its candidates."""
        return self.units.may_be_country and not self.denies

    @property
    def covers_all(self) -> bool:
        """Whether it puts the programme in every part of the unit it speaks of.

        What is left of a former unit may be a part only of that unit: see `worlds_of`.
        """
        return self.units.covers_all


def years_of(
    start: FuzzyDate | None,
    end: FuzzyDate | None,
    status: Presence = Presence.IN,
    source: Source | None = None,
) -> tuple[Years, Years]:
    """Return the years in which a statement can hold, and those in which it must.

    A year counts when the programme was there on any day of it. The start is certain from the year
    of its last possible day, the end from the year of its first possible day; a start after the end
    is not a world, so each bounds the other: without a start, it was there in the year in which it
    ended, and no other year is settled. Dates that are reversed altogether allow nothing (`pilotmap
    check` reports them). A no without any date holds in the year in which its source was published,
    and in none for sure where that is not known.
    """
    if status is Presence.OUT and start is None and end is None and source is not None:
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


def worlds_of(
    adcodes: Iterable[str], extent: Extent, tree: Tree, hierarchy: Hierarchy
) -> tuple[World, ...]:
    """Return one world per candidate, in terms of today's units."""
    worlds: dict[World, None] = {}
    for code in adcodes:
        worlds.update(dict.fromkeys(_worlds_of_code(code, extent, tree, hierarchy)))
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
