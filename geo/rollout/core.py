"""The status of every unit in every year: what is settled, closed, possible; else unknown."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from ..model import Status
from .full_lists import closed_units
from .propagation import Marks
from .years import NO_YEARS, YearBounds

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .evidence import Evidence
    from .full_lists import Claim
    from .hierarchy import Tree
    from .years import Timeline


class Statuses:
    """By unit, three sets of years that exclude each other; in all other years it is unknown.

    Certain before closed before possible: a list closes nothing that somebody names, and what it
    closes is no longer reached through a parent.

    Parameters
    ----------
    tree
        Today's units.
    evidence
        What the statements say.
    claims
        What the sources say by their silence that claim to be complete.
    timeline
        Made for the years of all of them; every set of years is an integer of it.
    """

    def __init__(
        self, tree: Tree, evidence: Sequence[Evidence], claims: Iterable[Claim], timeline: Timeline
    ) -> None:
        self._tree = tree
        self._evidence = evidence
        self._timeline = timeline
        marks = Marks(tree, evidence, timeline)
        closed, self.closed_by_claim = closed_units(claims, marks, tree, timeline)
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
        """Return the bounds of the first year of the programme in a unit."""
        certain = self.certain[adcode]
        reached = certain | self.possible[adcode]
        return YearBounds(
            self._timeline.first(reached), self._timeline.first(certain), reached=bool(reached)
        )

    @cached_property
    def possible_start_years(self) -> dict[str, int]:
        """By unit, the years in which something that bears on it can have begun."""
        begun = (replace(item, possible=item.begins, certain=NO_YEARS) for item in self._evidence)
        marks = Marks(self._tree, begun, self._timeline)
        return {
            unit: (marks.named[unit] | marks.reached[unit]) & ~self.out[unit]
            for unit in self._tree.units
        }
