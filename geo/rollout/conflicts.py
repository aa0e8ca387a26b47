"""Where sources contradict each other: nothing is decided here, both sides are kept and shown."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from ..model import Extent
from .marks import Marks, certain_and_possible, together
from .years import Years

_MOST_DENIALS = 5
"""Rows that say no to one statement about a unit that are told: a list may hold thousands."""

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..model import Source, Statement
    from .core import Statuses
    from .evidence import Evidence, EvidenceRows
    from .full_lists import Claim, Denial
    from .hierarchy import Tree
    from .readings import Placement, Reading, YearReading
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


@dataclass(frozen=True, slots=True)
class DenialConflict:
    """A statement puts the programme in a unit of which another says that it is not there."""

    adcode: str
    statement: Statement
    """The one that says yes."""
    other: Statement
    """The one that says no."""
    years: Years
    """The years for which both speak."""

    def sentence(self) -> str:
        """Say both sides in words."""
        return (
            f"{self.adcode} is in by {self.statement.id} ({self.statement.source}), while "
            f"{self.other.id} ({self.other.source}) says that it is not in "
            f"{'|'.join(self.other.adcodes)} in {self.years}; both are kept, the yes wins"
        )


@dataclass(frozen=True, slots=True)
class PartsConflict:
    """A statement puts a unit in, while lists or statements close each of its parts."""

    adcode: str
    statement: Statement
    years: Years
    """From the first to the last year in which that is so."""
    closing: tuple[str, ...]
    """Ids of the sources that close the parts."""

    def sentence(self) -> str:
        """Say both sides in words."""
        return (
            f"{self.adcode} is in by {self.statement.id} ({self.statement.source}), while each of "
            f"its parts is out by {', '.join(self.closing)} in {self.years}; both are kept"
        )


Conflict = StartConflict | ListConflict | DenialConflict | PartsConflict


def conflicts(
    evidence: EvidenceRows,
    claims: Sequence[Claim],
    denials: Sequence[Denial],
    *,
    statuses: Statuses,
    tree: Tree,
    timeline: Timeline,
) -> Iterator[Conflict]:
    """Yield every contradiction between statements, and between statements and full lists."""
    yes = evidence.where(lambda item: not item.denies)
    yield from _of_starts(yes)
    yield from _with_lists(yes, claims, tree, timeline)
    yield from _with_denials(yes, denials, tree)
    yield from _of_parts(yes, claims, statuses, timeline)


def _of_starts(evidence: EvidenceRows) -> Iterator[StartConflict]:
    """Return, by unit, the statements whose start cannot be that of another source's earliest one.

    Each is compared with the one that is certain first, not with every other. A statement that had
    ended before the other began is history, not contradiction; sites and unnamed places within a
    unit each have a start of their own.
    """
    statements, readings, numbers = evidence.statements, evidence.readings, evidence.numbers
    sources = statements.column("source")
    for adcode, rows in sorted(_by_settled_unit(evidence).items()):
        here = {
            number: readings[number] for number in dict.fromkeys(map(numbers.__getitem__, rows))
        }
        first = min(here, key=lambda number: here[number].certain.first)
        earliest = here[first]
        later = {
            number
            for number, reading in here.items()
            if reading.possible.first <= earliest.possible.last
            and _starts_after(reading.years, earliest.years)
        }
        if later:
            own = next(row for row in rows if numbers[row] == first)
            source, statement = sources[own], statements[own]
            others = [row for row in rows if numbers[row] in later and sources[row] != source]
            for row, other in zip(others, statements.made(others), strict=True):
                start, possible = earliest.certain.first, readings[numbers[row]].possible.first
                yield StartConflict(
                    adcode, statement, other, Years(start, max(start, possible - 1))
                )


def _by_settled_unit(evidence: EvidenceRows) -> dict[str, list[int]]:
    """Return, by unit, the rows that settle it as a whole; sites have a start of their own."""
    lons = evidence.statements.column("lon")
    without = [(row, n) for row, (n, lon) in enumerate(zip(evidence.numbers, lons, strict=True))
               if lon is None]  # fmt: skip
    readings = {number: evidence.readings[number] for number in {n for _, n in without}}
    settled = {
        number: [place.adcode for place in reading.settled]
        for number, reading in readings.items()
        if reading.units.extent is not Extent.WITHIN
    }
    by_unit: dict[str, list[int]] = defaultdict(list)
    for row, number in without:
        for adcode in settled.get(number, ()):
            by_unit[adcode].append(row)
    return by_unit


def _starts_after(said: YearReading, other: YearReading) -> bool:
    """Tell whether every start that is said is later than every start of the other."""
    begins = said.start.not_before if said.start else None
    begun = other.start.not_after if other.start else None
    return begins is not None and begun is not None and begins > begun


def _with_lists(
    evidence: EvidenceRows, claims: Sequence[Claim], tree: Tree, timeline: Timeline
) -> Iterator[ListConflict]:
    """Return, by list, the units that a statement settles and the list leaves out all along.

    A list that names the unit in some of the years, or leaves its surroundings open, may still
    differ from the statement by its dates: that is for `_of_starts` to tell.
    """
    sources = evidence.statements.column("source") if claims else ()
    for claim in claims:
        cited = zip(evidence.numbers, sources, strict=True)
        own = {number for number, source in cited if source == claim.source.id}
        said = map(evidence.readings.__getitem__, own)
        allowed = Marks(tree, together(said, certain_and_possible(timeline)))
        left_out = {
            number: units
            for number, reading in evidence.said.items()
            if (units := tuple(_left_out(reading, claim, allowed, tree, timeline)))
        }
        for row, (number, source) in enumerate(zip(evidence.numbers, sources, strict=True)):
            if number in left_out and source != claim.source.id:
                statement = evidence.statements[row]
                years = _shared(evidence.readings[number].certain, claim.years)
                for unit in left_out[number]:
                    yield ListConflict(unit, statement, claim.source, years)


def _left_out(
    reading: Reading, claim: Claim, allowed: Marks, tree: Tree, timeline: Timeline
) -> Iterator[str]:
    """Return the units that a statement settles and a list leaves out in all the years of both."""
    years = _shared(reading.certain, claim.years)
    if not years:
        return
    mask = timeline.mask(years)
    for place in reading.settled:
        for unit in tree.lineage(place.adcode):
            said = allowed.named[unit] | allowed.reached[unit] | allowed.everywhere
            if unit in claim.units and not said & mask:
                yield unit


def _with_denials(
    evidence: EvidenceRows, denials: Sequence[Denial], tree: Tree
) -> Iterator[DenialConflict]:
    """Return each statement that settles a unit in years in which another says no of that unit.

    Of statements that say no alike, it is the first one of each source; of all, the first few.
    """
    if not denials:
        return
    told = _Denials(denials, tree)
    denied = {number: [*told.denying(reading)] for number, reading in evidence.said.items()}
    numbers = evidence.numbers
    rows = [row for row, number in enumerate(numbers) if denied[number]]
    for row, statement in zip(rows, evidence.statements.made(rows), strict=True):
        for adcode, other, years in denied[numbers[row]]:
            yield DenialConflict(adcode, statement, other, years)


class _Denials:
    """What says no, by the units it speaks of and those around them."""

    def __init__(self, denials: Sequence[Denial], tree: Tree) -> None:
        self._tree = tree
        self._by_target: dict[str, list[Denial]] = defaultdict(list)
        self._by_unit_around: dict[str, list[Denial]] = defaultdict(list)
        for denial in denials:
            for target in denial.targets:
                self._by_target[target].append(denial)
                for unit in tree.lineage(target):
                    self._by_unit_around[unit].append(denial)

    def denying(self, reading: Reading) -> Iterator[tuple[str, Statement, Years]]:
        """Yield the statements that say no to what a reading settles: unit, statement, years."""
        for place in reading.settled:
            told = (
                (place.adcode, other, years)
                for denial in self._about(place)
                if (years := _shared(reading.certain, denial.years))
                for other in denial.first_of_sources
            )
            yield from islice(told, _MOST_DENIALS)

    def _about(self, place: Placement) -> Iterator[Denial]:
        around = (
            each for unit in self._tree.lineage(place.adcode) for each in self._by_target[unit]
        )
        # Who says "in every part" is contradicted by a no about any of the parts.
        inside = self._by_unit_around[place.adcode] if place.extent is Extent.ALL else ()
        return iter(dict.fromkeys([*around, *inside]))


def _of_parts(
    evidence: EvidenceRows, claims: Sequence[Claim], statuses: Statuses, timeline: Timeline
) -> Iterator[PartsConflict]:
    """Return the units that statements settle although each of their parts is closed."""
    contradicted = statuses.contradicted
    if not contradicted:
        return
    settling: dict[str, list[Evidence]] = defaultdict(list)
    for item in evidence.where(lambda item: any(p.adcode in contradicted for p in item.settled)):
        for place in item.settled:
            settling[place.adcode].append(item)
    for adcode, mask in contradicted.items():
        for item in settling[adcode]:
            years = timeline.span(timeline.mask(item.certain) & mask)
            if years:
                closing = statuses.closing_sources(adcode, mask, claims)
                yield PartsConflict(adcode, item.statement, years, closing)


def _shared(one: Years, other: Years) -> Years:
    """Return the years that lie in both stretches; perhaps none."""
    return Years(max(one.first, other.first), min(one.last, other.last))
