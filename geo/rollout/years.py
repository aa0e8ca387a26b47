"""Years as sets: stretches of years, and a timeline cut where anything changes.

Nothing in the data changes between two neighbouring cuts, so a set of years is a set of stretches,
and that is one integer with a bit per stretch. Union, intersection and difference over thousands
of units are then single machine operations, whatever the number of years.

An example of five years, 2016 to 2020. One statement holds from 2017 to 2018, another from 2018 on.
Something changes at the beginning of 2017, 2018 and 2019, so the cuts are 2017, 2018, 2019 and the
stretches, each with its bit:

    stretch   until 2016   2017   2018   from 2019 (2019, 2020, ...)
    bit       0b0001       0b0010 0b0100 0b1000

The first statement is 0b0110 and the second 0b1100. The years in which either holds are
0b0110 | 0b1100 = 0b1110 (from 2017 on), those in which both do 0b0110 & 0b1100 = 0b0100 (2018), and
those of the first alone 0b0110 & ~0b1100 = 0b0010 (2017). `Timeline.bit(2020)` is 0b1000, since
2019 and 2020 lie in one stretch; `Timeline.first(0b1100)` is 2018, where the lowest bit begins.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NO_FIRST_YEAR = -10_000
"""Stands for "no first year": before every year that EDTF writes with four digits."""
NO_LAST_YEAR = 10_000
"""Stands for "no last year"."""


class Years(NamedTuple):
    """A stretch of whole years, both included; `NO_FIRST_YEAR` and `NO_LAST_YEAR`: open ends."""

    first: int
    last: int

    def __bool__(self) -> bool:
        return self.first <= self.last

    def __contains__(self, year: object) -> bool:
        return isinstance(year, int) and self.first <= year <= self.last

    def __str__(self) -> str:
        if self.first == self.last:
            return str(self.first)
        first = "" if self.first == NO_FIRST_YEAR else f"{self.first}"
        return f"{first}-" if self.last == NO_LAST_YEAR else f"{first}-{self.last}"


NO_YEARS = Years(NO_LAST_YEAR, NO_FIRST_YEAR)
"""The stretch that holds no year."""


class _Pair(NamedTuple):
    earliest: int | None
    latest: int | None


class YearBounds(_Pair):
    """What is known of the first year of the programme in a unit: a pair, with a note beside it.

    `earliest` is the first year in which it is at least possible, `None` where nothing bounds it
    from below (or where it is never possible); `latest` is the first year in which it is certain,
    `None` where it never is.
    """

    reached: bool
    """Whether any statement reaches the unit in any year: tells "never" from "not dated"."""

    def __new__(cls, earliest: int | None, latest: int | None, *, reached: bool = True) -> Self:
        """Make the pair."""
        bounds = super().__new__(cls, earliest, latest)
        bounds.reached = reached
        return bounds

    def text(self) -> str:
        """Write the bounds for a reader: `2016`, `2016-2020`, `by 2020`, `2016 or later, …`."""
        if not self.reached:
            return ""
        if self.earliest is None:
            return "not dated" if self.latest is None else f"by {self.latest}"
        if self.latest is None:
            return f"{self.earliest} or later, if at all"
        return (
            str(self.latest) if self.earliest == self.latest else f"{self.earliest}-{self.latest}"
        )


class Timeline:
    """The years, cut into the stretches inside which no status changes.

    Parameters
    ----------
    stretches
        Every stretch of years that will be asked for.
    """

    def __init__(self, stretches: Iterable[Years]) -> None:
        cuts: set[int] = set()
        for stretch in set(stretches):
            if stretch:
                cuts.update((stretch.first, stretch.last + 1))
        self._cuts = sorted(cut for cut in cuts if NO_FIRST_YEAR < cut < NO_LAST_YEAR)
        self.always = (1 << (len(self._cuts) + 1)) - 1
        """The set of all years."""

    def bit(self, year: int) -> int:
        """Return the set that holds the stretch around `year` alone."""
        return 1 << bisect_right(self._cuts, year)

    def mask(self, years: Years) -> int:
        """Return the set of `years`, one of the stretches the timeline was made for."""
        if not years:
            return 0
        low = bisect_right(self._cuts, years.first)
        high = bisect_right(self._cuts, years.last)
        return (1 << (high + 1)) - (1 << low)

    def covering(self, years: range) -> int:
        """Return the set of the stretches that some of `years` lie in."""
        low, high = bisect_right(self._cuts, years.start), bisect_right(self._cuts, years.stop - 1)
        return (1 << (high + 1)) - (1 << low)

    def first(self, mask: int) -> int | None:
        """Return the first year of a set; None where it is empty or open at its beginning."""
        lowest = (mask & -mask).bit_length() - 1
        return self._cuts[lowest - 1] if lowest > 0 else None

    def span(self, mask: int) -> Years:
        """Return the stretch from the first to the last year of a set; perhaps none."""
        if not mask:
            return NO_YEARS
        first, highest = self.first(mask), mask.bit_length() - 1
        last = self._cuts[highest] - 1 if highest < len(self._cuts) else NO_LAST_YEAR
        return Years(NO_FIRST_YEAR if first is None else first, last)

    def stretches(self, years: range) -> Iterator[range]:
        """Cut `years` into stretches inside which nothing changes, in order."""
        inner = [cut for cut in self._cuts if years.start < cut < years.stop]
        edges = [years.start, *inner, years.stop]
        return (range(first, stop) for first, stop in pairwise(edges))
