"""What statements settle, name and reach on the tree of units.

Every set of years is an integer of `rollout.years.Timeline`. A statement touches only the units
it names; one walk down the tree and one walk up carry its consequences to all others, so the cost
does not grow with the size of what lies inside a province.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from ..model import COUNTRY, Extent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from .hierarchy import Tree
    from .readings import Placement, Reading, World, YearReading
    from .years import Timeline

    Marked = tuple[tuple[World, ...], int, int]

Sets = defaultdict[str, int]
"""By adcode, a set of years."""


class Marks:
    """By unit, the years in which statements settle it, name it, or reach it from above.

    Parameters
    ----------
    tree
        Today's units.
    marked
        Worlds, with the years in which they are certain and possible: see `together`.

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

    def __init__(self, tree: Tree, marked: Iterable[Marked]) -> None:
        self.certain: Sets = defaultdict(int)
        self.named: Sets = defaultdict(int)
        self.reached: Sets = defaultdict(int)
        self.everywhere = 0
        self.vague: Sets = defaultdict(int)
        self._tree = tree
        self._certain_below: Sets = defaultdict(int)
        self._named_below: Sets = defaultdict(int)
        self._reached_below: Sets = defaultdict(int)
        for worlds, certain, possible in marked:
            self._mark(worlds, certain, possible)
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


def certain_and_possible(timeline: Timeline) -> Callable[[YearReading], tuple[int, int]]:
    """Return what gives the years in which a statement is certain, and those it is possible in."""
    return lambda years: (timeline.mask(years.certain), timeline.mask(years.possible))


def together(
    readings: Iterable[Reading], masks_of: Callable[[YearReading], tuple[int, int]]
) -> Iterator[Marked]:
    """Yield the worlds of readings, each with its years in all of them together.

    Thousands of sites name a unit, in a few years: what is said of the unit is one object.

    Parameters
    ----------
    masks_of
        Gives the years in which what is said is certain, and those in which it is possible.
    """
    known: dict[int, tuple[int, int]] = {}
    found: dict[int, list[int]] = {}
    worlds: list[tuple[World, ...]] = []
    for reading in readings:
        units, years = reading.units, reading.years
        masks = known.get(id(years))
        if masks is None:
            masks = known[id(years)] = masks_of(years)
        sets = found.get(id(units))
        if sets is None:
            found[id(units)] = list(masks)
            worlds.append(units.worlds)
        else:
            sets[0] |= masks[0]
            sets[1] |= masks[1]
    for each, (certain, possible) in zip(worlds, found.values(), strict=True):
        yield each, certain, possible


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
