"""Where sources contradict each other: nothing is decided here, both sides are kept and shown."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model import Extent
from .propagation import Marks
from .years import Years

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..model import Source, Statement
    from .evidence import Evidence
    from .full_lists import Claim
    from .hierarchy import Tree
    from .years import Timeline


@dataclass(frozen=True, slots=True)
class StartConflict:
    """Two sources date the start in one unit so that they cannot both be right."""

    adcode: str
    statement: Statement
    """The one that is certain first."""
    other: Statement
    years: Years
    """The years that the first claims and the other leaves out."""

    def sentence(self) -> str:
        """Say both sides in words."""
        return (
            f"{self.adcode} started {self.statement.start} by {self.statement.id} "
            f"({self.statement.source}), {self.other.start} by {self.other.id} "
            f"({self.other.source}); both are kept, the earlier decides"
        )


@dataclass(frozen=True, slots=True)
class ListConflict:
    """A statement puts a unit in; a list that claims to be complete does not name it."""

    adcode: str
    statement: Statement
    source: Source
    """The list."""
    years: Years
    """The years in which both speak."""

    def sentence(self) -> str:
        """Say both sides in words."""
        return (
            f"{self.adcode} is in by {self.statement.id} ({self.statement.source}), while "
            f"{self.source.id} claims to be complete for {self.years} and does not name it; being "
            f"named wins"
        )


Conflict = StartConflict | ListConflict


def conflicts(
    evidence: Sequence[Evidence], claims: Sequence[Claim], tree: Tree, timeline: Timeline
) -> Iterator[Conflict]:
    """Yield every contradiction between statements, and between statements and full lists."""
    yield from _of_starts(evidence)
    yield from _with_lists(evidence, claims, tree, timeline)


def _of_starts(evidence: Sequence[Evidence]) -> Iterator[StartConflict]:
    """Return, by unit, the statements whose start cannot be that of another source's earliest one.

    Each is compared with the one that is certain first, not with every other. A statement that had
    ended before the other began is history, not contradiction; sites and unnamed places within a
    unit each have a start of their own.
    """
    by_unit: dict[str, list[Evidence]] = defaultdict(list)
    for item in evidence:
        statement = item.statement
        about_unit = statement.extent is not Extent.WITHIN and statement.lon is None
        if item.certain and about_unit and len(item.worlds) == 1:
            for place in item.worlds[0]:
                by_unit[place.adcode].append(item)
    for adcode, items in sorted(by_unit.items()):
        earliest = min(items, key=lambda item: item.certain.first)
        for item in items:
            differs = item.statement.source != earliest.statement.source
            overlaps = item.possible.first <= earliest.possible.last
            if differs and overlaps and _starts_after(item.statement, earliest.statement):
                first = earliest.certain.first
                years = Years(first, max(first, item.possible.first - 1))
                yield StartConflict(adcode, earliest.statement, item.statement, years)


def _starts_after(statement: Statement, other: Statement) -> bool:
    """Tell whether every start of `statement` is later than every start of `other`."""
    begins = statement.start.not_before if statement.start else None
    begun = other.start.not_after if other.start else None
    return begins is not None and begun is not None and begins > begun


def _with_lists(
    evidence: Sequence[Evidence], claims: Sequence[Claim], tree: Tree, timeline: Timeline
) -> Iterator[ListConflict]:
    """Return, by list, the units that a statement settles and the list leaves out all along.

    A list that names the unit in some of the years, or leaves its surroundings open, may still
    differ from the statement by its dates: that is for `_of_starts` to tell.
    """
    for claim in claims:
        own = [item for item in evidence if item.statement.source == claim.source.id]
        allowed = Marks(tree, own, timeline)
        for item in evidence:
            years = Years(
                max(item.certain.first, claim.years.first), min(item.certain.last, claim.years.last)
            )
            if not years or len(item.worlds) > 1 or item.statement.source == claim.source.id:
                continue
            mask = timeline.mask(years)
            for place in item.worlds[0]:
                for unit in tree.lineage(place.adcode):
                    said = allowed.named[unit] | allowed.reached[unit] | allowed.everywhere
                    if unit in claim.units and not said & mask:
                        yield ListConflict(unit, item.statement, claim.source, years)
