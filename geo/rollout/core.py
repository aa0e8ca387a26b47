"""The status of every unit in every year: what is settled, closed, possible; else unknown."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from ..model import Status
from .evidence import Marks
from .full_lists import closed_units, years_denied
from .years import NO_YEARS, YearBounds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..model import Level
    from .evidence import Evidence
    from .full_lists import Claim, Denial
    from .hierarchy import Tree
    from .years import Timeline


class Statuses:
    """By unit, three sets of years that exclude each other; in all other years it is unknown.

    Certain before closed before possible: a list or a no closes nothing that somebody names, and
    what it closes is no longer reached through a parent.

    Parameters
    ----------
    tree
        Today's units.
    evidence
        What the statements say; those that say no are left out here.
    claims
        What the sources say by their silence that claim to be complete.
    denials
        What the statements close that say no.
    timeline
        Made for the years of all of them; every set of years is an integer of it.
    """

    def __init__(
        self,
        tree: Tree,
        evidence: Iterable[Evidence],
        claims: Iterable[Claim],
        denials: Sequence[Denial],
        timeline: Timeline,
    ) -> None:
        self._tree = tree
        self._evidence = [item for item in evidence if not item.denies]
        self._timeline = timeline
        self._marks = marks = Marks(tree, self._evidence, timeline)
        closed, self.closed_by_claim = closed_units(claims, denials, marks, tree, timeline)
        self._denials: dict[str, list[Denial]] = defaultdict(list)
        for denial in denials:
            for target in denial.targets:
                self._denials[target].append(denial)
        self.certain = {unit: marks.certain[unit] for unit in tree.units}
        self.out = {unit: closed[unit] & ~marks.certain[unit] for unit in tree.units}
        self.possible = {
            unit: (marks.named[unit] | marks.reached[unit]) & ~self.certain[unit] & ~self.out[unit]
            for unit in tree.units
        }

    def status_of(self, adcode: str, year: int) -> Status:
        """Return the status of one of today's units."""
        return self.statuses_of((adcode,), year)[adcode]

    def statuses_of(self, adcodes: Iterable[str], year: int) -> dict[str, Status]:
        """Return the status of each of `adcodes` in `year`, in their order."""
        bit = self._timeline.bit(year)
        certain, out, possible = self.certain, self.out, self.possible
        # Enum members are bound once: looking them up a hundred thousand times is what costs.
        is_in, is_out, is_possible, unknown = Status.IN, Status.OUT, Status.POSSIBLE, Status.UNKNOWN
        return {
            adcode: is_in
            if certain[adcode] & bit
            else is_out
            if out[adcode] & bit
            else is_possible
            if possible[adcode] & bit
            else unknown
            for adcode in adcodes
        }

    def first_year(self, adcode: str) -> YearBounds:
        """Return the bounds of the first year of the programme in a unit.

        A statement that covers all of the country tints no unit while its dates are open; a first
        year can lie in those years all the same.
        """
        certain = self.certain[adcode]
        reached = certain | self.possible[adcode] | self._marks.everywhere
        return YearBounds(
            self._timeline.first(reached), self._timeline.first(certain), reached=bool(reached)
        )

    @cached_property
    def possible_start_years(self) -> dict[str, int]:
        """By unit, the years in which something that bears on it can have begun."""
        begun = (replace(item, possible=item.begins, certain=NO_YEARS) for item in self._evidence)
        marks = Marks(self._tree, begun, self._timeline)
        return {
            unit: (marks.named[unit] | marks.reached[unit] | marks.everywhere) & ~self.out[unit]
            for unit in self._tree.units
        }

    @cached_property
    def contradicted(self) -> dict[str, int]:
        """By unit that has parts, the years in which it is in and all that lies in it is out.

        What lies in it are its smallest units, whatever their level.
        """
        found, empty = {}, dict(self.out)
        for unit in reversed(self._tree.top_down):
            if children := self._tree.children(unit):
                empty[unit] = self._timeline.always
                for child in children:
                    empty[unit] &= empty[child]
                if years := empty[unit] & self.certain[unit]:
                    found[unit] = years
        return found

    def contradicts(self, year: int, level: Level, members: Iterable[str]) -> bool:
        """Tell whether `members` lie in a unit that is in while each of `level` in it is out."""
        bit, at_level = self._timeline.bit(year), self._tree.levels[level]
        open_around: set[str] = set()
        for unit in at_level:
            if not self.out[unit] & bit:
                open_around.update(self._tree.lineage(unit))
        closed = {unit for each in members for unit in self._tree.lineage(each)} - open_around
        return any(self.certain[unit] & bit for unit in closed.difference(at_level))

    def denials_of(self, adcode: str, years: int) -> Iterator[Denial]:
        """Yield the statements that close a unit by saying no, in some of `years`."""
        for unit in self._tree.lineage(adcode):
            for denial in self._denials.get(unit, ()):
                if years_denied(adcode, denial, self._marks, self._tree, self._timeline) & years:
                    yield denial

    def closing_sources(self, adcode: str, years: int, claims: Sequence[Claim]) -> tuple[str, ...]:
        """Return the ids of the sources that close something inside a unit in some of `years`."""
        inside = [unit for unit in self._tree.subtree(adcode) if unit != adcode]
        lists = [
            claim.source.id
            for claim, closed in zip(claims, self.closed_by_claim, strict=True)
            if any(closed.get(unit, 0) & years for unit in inside)
        ]
        denials = [each.item.statement.source for each in self.denials_inside(adcode, years)]
        return tuple(dict.fromkeys([*lists, *denials]))

    def denials_inside(self, adcode: str, years: int) -> Iterator[Denial]:
        """Yield the statements that close something inside a unit, in some of `years`."""
        for unit in self._tree.subtree(adcode):
            if unit != adcode and unit in self._denials:
                yield from self.denials_of(unit, years)
