"""The status of every unit in every year: what is settled, closed, possible; else unknown.

And how many units have each, as a range that never says more than the sources do.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ..model import Level, Presence, Status
from .full_lists import closed_units, years_denied
from .marks import Marks, certain_and_possible, together
from .years import YearBounds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..model import AdminUnit
    from .full_lists import Claim, Denial
    from .hierarchy import Tree
    from .readings import Reading
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
        evidence: Iterable[Reading],
        claims: Iterable[Claim],
        denials: Sequence[Denial],
        timeline: Timeline,
    ) -> None:
        self._tree = tree
        is_out = Presence.OUT
        self._evidence = [item for item in evidence if item.years.status is not is_out]
        self._timeline = timeline
        self._marks = marks = Marks(tree, together(self._evidence, certain_and_possible(timeline)))
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
        mask = self._timeline.mask
        marks = Marks(self._tree, together(self._evidence, lambda years: (0, mask(years.begins))))
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
        denials = [
            source
            for unit in inside
            for _, source in sorted(
                {each for denial in self.denials_of(unit, years) for each in denial.sources}
            )
        ]
        return tuple(dict.fromkeys([*lists, *denials]))

    def denials_inside(self, adcode: str, years: int) -> Iterator[Denial]:
        """Yield the statements that close something inside a unit, in some of `years`."""
        for unit in self._tree.subtree(adcode):
            if unit != adcode and unit in self._denials:
                yield from self.denials_of(unit, years)


_LEVEL_ZH = {
    Level.COUNTRY: "国家级",
    Level.PROVINCE: "省级",
    Level.PREFECTURE: "地级",
    Level.COUNTY: "县级",
}


@dataclass(frozen=True, slots=True)
class Counts:
    """The units of a level in a year, in the whole country or within one unit.

    The prefecture level holds every unit that tiles it: prefectures proper, municipalities, special
    administrative regions, Taiwan, and counties directly under a province.
    """

    year: int
    level: Level
    within: AdminUnit | None
    """None: the whole country."""
    named: int
    """Units that are `in`."""
    possible: int
    out: int
    unknown: int
    open_ended: bool
    """Whether a statement about the whole country says that there were places it does not name.

    Those may lie anywhere: the sentence about one province does not repeat it.
    """
    contradicted: bool = False
    """Whether some of the units lie in one that is in while sources leave out each of its parts.

    Then no source says how many there are at most.
    """

    def __repr__(self) -> str:
        return f"<Counts {self.year}: {self.sentence()}>"

    @property
    def total(self) -> int:
        """All units of the level."""
        return self.named + self.possible + self.out + self.unknown

    @property
    def at_least(self) -> int:
        """The fewest units it can have been: unnamed places may coincide with named ones."""
        return self.named

    @property
    def at_most(self) -> int | None:
        """The most units it can have been; None where silence or a contradiction leaves it open."""
        return None if self.unknown or self.contradicted else self.named + self.possible

    def sentence(self, lang: str = "en") -> str:
        """Say the range in words, in English (`en`) or Chinese (`zh`)."""
        return self._chinese() if lang == "zh" else self._english()

    def _english(self) -> str:
        area = f"{self.within.name_en}'s " if self.within else ""
        of_all = f"{area}{self.total} {self.level}-level units"
        if self.at_most is not None:
            fewest = "" if self.named == self.at_most else f"{self.named} to "
            return f"{fewest}{self.at_most} of {of_all}"
        known = f"at least {self.named} named" if self.named else "none named"
        if self.possible:
            known += f", {self.possible} possible"
        if self.open_ended and not self.within:
            return f"{known}; the source says there were more"
        if self.contradicted and not self.unknown:
            return f"{known} of {of_all}; sources contradict each other about the others"
        return f"{known}; nothing is said of {self.unknown} of {of_all}"

    def _chinese(self) -> str:
        area = self.within.short_zh or self.within.name_zh if self.within else "全国"
        of_all = f"{area}{self.total}个{_LEVEL_ZH[self.level]}行政区中的"
        if self.at_most is not None:
            fewest = "" if self.named == self.at_most else f"{self.named}至"
            return f"{of_all}{fewest}{self.at_most}个"
        known = f"至少列明{self.named}个" if self.named else "没有列明"
        if self.possible:
            known += f"，另有{self.possible}个可能"
        if self.open_ended and not self.within:
            return f"{known}；来源称还有更多"
        if self.contradicted and not self.unknown:
            return f"{known}；{of_all}其余部分，各来源说法矛盾"
        return f"{known}；{of_all}{self.unknown}个没有资料"


def count(
    statuses: Iterable[Status],
    *,
    year: int,
    level: Level,
    within: AdminUnit | None,
    open_ended: bool,
    contradicted: bool,
) -> Counts:
    """Count the statuses of a frame; a country-wide statement opens only what is unknown."""
    tally = dict.fromkeys(Status, 0)
    for status in statuses:
        tally[status] += 1
    return Counts(
        year=year,
        level=level,
        within=within,
        named=tally[Status.IN],
        possible=tally[Status.POSSIBLE],
        out=tally[Status.OUT],
        unknown=tally[Status.UNKNOWN],
        open_ended=open_ended and tally[Status.UNKNOWN] > 0,
        contradicted=contradicted,
    )
