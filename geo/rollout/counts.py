"""How many units, as a range that never says more than the sources do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model import Level, Status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model import AdminUnit

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
