"""What sources that claim to be complete say by their silence: for where, when, and of how many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model import COUNTRY
from .units import DEPTH

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..model import Level
    from ..page.contract import ListRecord
    from ..rollout import Rollout
    from ..rollout.full_lists import Claim
    from .units import PageUnits

_FEW = 5
"""So many units at most are named that a list leaves out; more are counted."""


@dataclass(frozen=True, slots=True)
class FullList:
    """A claim to be complete that closes something in the years of a page."""

    claim: Claim
    years: tuple[int, int]
    """Those of the claim, as far as the page shows them."""
    closed: tuple[str, ...]
    """The units that it would have named, and did not, in some of these years."""

    @property
    def told(self) -> tuple[str, ...]:
        """The units that the page calls by their names."""
        scope = [adcode for adcode, _ in self.claim.source.coverage_scope if adcode != COUNTRY]
        return (*scope, *self.named)

    @property
    def named(self) -> tuple[str, ...]:
        """The units it leaves out, where they are few enough to be named."""
        return self.closed if len(self.closed) <= _FEW else ()

    def scope(self, units: PageUnits) -> list[tuple[str, Level]]:
        """Return what it is complete for, as far as the page knows it."""
        return [
            (adcode, level)
            for adcode, level in self.claim.source.coverage_scope
            if adcode in units.row or adcode == COUNTRY
        ]

    def as_json(self, units: PageUnits, source_row: Mapping[str, int]) -> ListRecord:
        """Return what the page is told of the list."""
        return {
            "source": source_row[self.claim.source.id],
            "first": self.years[0],
            "last": self.years[1],
            "scope": [[units.row.get(code, -1), DEPTH[level]] for code, level in self.scope(units)],
            "closes": len(self.closed),
            "units": [units.row[adcode] for adcode in self.named],
        }


def full_lists(rollout: Rollout, first: int, last: int) -> Iterator[FullList]:
    """Yield the claims that close something in the years from `first` to `last`."""
    asked = rollout.timeline.covering(range(first, last + 1))
    for claim, closed in zip(rollout.claims, rollout.statuses.closed_by_claim, strict=True):
        out = tuple(sorted(unit for unit, years in closed.items() if years & asked))
        if out:
            years = max(first, claim.years.first), min(last, claim.years.last)
            yield FullList(claim, years, out)
