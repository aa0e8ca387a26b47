"""What closes units: sources that claim to be complete and do not name them, and those that say no.

Being named wins, whoever names: a list or a no closes only units that no statement of any source
names in that year, not even as a candidate or with an open date. That somebody else speaks of
unnamed places in the province, or of the province as such, names nobody and is answered by the
list; where the list's own source says so, it has left its list open there itself.

A no covers every part of its unit. Where a statement says that the programme is in some unnamed
part of that unit, the two contradict each other: the yes wins, and any part of what it speaks of
may be meant. A statement about what lies around the unit contradicts nothing: the place is
elsewhere.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ..model import Coverage, Extent
from .years import NO_FIRST_YEAR, NO_LAST_YEAR, NO_YEARS, Years

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..model import Source, Statement
    from .evidence import Evidence, EvidenceRows
    from .hierarchy import Tree
    from .marks import Marks, Sets
    from .years import Timeline


@dataclass(frozen=True, slots=True)
class Claim:
    """A source would have named every one of `units` in each of `years`."""

    source: Source
    units: frozenset[str]
    years: Years
    left_open: tuple[tuple[str, Years], ...]
    """Units inside which the source itself says that there is more, with the years."""


@dataclass(frozen=True, eq=False)
class Denial:
    """Statements that say no alike: nowhere in `targets` and what lies inside them, in `years`."""

    evidence: EvidenceRows
    rows: Sequence[int]
    """Of `evidence`, in their order: those that say so."""
    targets: tuple[str, ...]
    """Outermost units that are certainly covered; none where candidates have none in common."""
    years: Years

    @cached_property
    def sources(self) -> tuple[tuple[int, str], ...]:
        """The ids of their sources, each with the first row of it."""
        column = self.evidence.statements.column("source")
        first = {column[row]: row for row in reversed(self.rows)}
        return tuple(sorted((row, source) for source, row in first.items()))

    @cached_property
    def first_of_sources(self) -> tuple[Statement, ...]:
        """The first of the statements of each source."""
        return tuple(self.evidence.statements[row] for row, _ in self.sources)


def denials_of(evidence: EvidenceRows, tree: Tree) -> tuple[Denial, ...]:
    """Return what the statements close that say no; those that close nothing are left out."""
    denying = {
        number: (reading.units.adcodes, reading.certain, reading.possible)
        for number, reading in evidence.said.items()
        if reading.denies and reading.certain
    }
    if not denying:
        return ()
    alike: dict[tuple[tuple[str, ...], Years, Years], list[int]]
    alike = {key: [] for key in denying.values()}
    of_number = {number: alike[key] for number, key in denying.items()}
    for row, number in enumerate(evidence.numbers):
        if number in of_number:
            of_number[number].append(row)
    targets = {adcodes: _denied(adcodes, tree) for adcodes in {key[0] for key in alike}}
    return tuple(
        Denial(evidence, rows, targets[adcodes], years)
        for (adcodes, years, _), rows in alike.items()
        if targets[adcodes]
    )


def _denied(adcodes: Iterable[str], tree: Tree) -> tuple[str, ...]:
    """Return the outermost units that lie in every one of the candidates.

    A former unit may be a part only of its successor, so that a no about it closes nothing today.
    """
    covered: set[str] | None = None
    for code in adcodes:
        inside = set(tree.subtree(code)) if code in tree else set()
        covered = inside if covered is None else covered & inside
    covered = covered or set()
    return tuple(unit for unit in covered if tree.parent.get(unit) not in covered)


def claims_of(sources: Iterable[Source], evidence: EvidenceRows, tree: Tree) -> tuple[Claim, ...]:
    """Return the claims of the sources that say they are complete, for somewhere and some years."""
    full = {source.id: source for source in sources if source.coverage is Coverage.FULL}
    own: dict[str, list[Evidence]] = defaultdict(list)
    cited = enumerate(evidence.statements.column("source") if full else ())
    for item in evidence.take([row for row, source in cited if source in full]):
        if not item.denies:
            own[item.statement.source].append(item)
    claims = []
    for source in full.values():
        years = claimed_years(source)
        # A former unit may be a part only of its successor, so a list of it closes nothing today.
        scopes = [(adcode, level) for adcode, level in source.coverage_scope if adcode in tree]
        units = frozenset(unit for scope in scopes for unit in tree.within(*scope))
        if years and units:
            claims.append(Claim(source, units, years, _left_open(own[source.id])))
    return tuple(claims)


def claimed_years(source: Source) -> Years:
    """Return the years for which a source claims to be complete; perhaps none.

    They are those of `coverage_period`, else the year of `published` alone. A period with an open
    end (`2016/..`) goes on; one with an unknown end (`2016/`) is sure of the year it begins in
    only, and the same the other way round. A publication date or a set (`[2016..2018]`) that may
    be any of several years is sure of none of them.
    """
    period = source.coverage_period or source.published
    if period is None:
        return NO_YEARS
    first = period.not_before.year if period.not_before else NO_FIRST_YEAR
    last = period.not_after.year if period.not_after else NO_LAST_YEAR
    if source.coverage_period is None or period.text.startswith("["):
        return Years(first, last) if first == last else NO_YEARS
    if first == NO_FIRST_YEAR and not period.text.startswith(".."):
        first = last
    if last == NO_LAST_YEAR and not period.text.endswith(".."):
        last = first
    return Years(first, last) if (first, last) != (NO_LAST_YEAR, NO_LAST_YEAR) else NO_YEARS


def closed_units(
    claims: Iterable[Claim],
    denials: Iterable[Denial],
    marks: Marks,
    tree: Tree,
    timeline: Timeline,
) -> tuple[Sets, list[Sets]]:
    """Return, by unit, the years in which it is out; and the same as closed by each claim itself.

    What lies inside a closed unit is closed with it. A unit is closed, too, in the years in which
    all of its parts are and nobody names it itself.
    """
    closed: Sets = defaultdict(int)
    by_claim = []
    for claim in claims:
        own = _closed_by(claim, marks, tree, timeline)
        by_claim.append(own)
        for adcode, years in own.items():
            closed[adcode] |= years
    for adcode, years in _denied_units(denials, marks, tree, timeline):
        closed[adcode] |= years
    for adcode in tree.top_down[1:]:
        closed[adcode] |= closed[tree.parent[adcode]]
    for adcode in reversed(tree.top_down):
        if children := tree.children(adcode):
            together = timeline.always
            for child in children:
                together &= closed[child]
            closed[adcode] |= together & ~marks.named[adcode] & ~marks.everywhere
    return closed, by_claim


def _denied_units(
    denials: Iterable[Denial], marks: Marks, tree: Tree, timeline: Timeline
) -> Iterator[tuple[str, int]]:
    """Yield units of which somebody says no, and the years in which nothing contradicts it."""
    denied: Sets = defaultdict(int)
    for denial in denials:
        for target in denial.targets:
            denied[target] |= timeline.mask(denial.years)
    waiting = [(target, years & ~marks.everywhere) for target, years in denied.items()]
    while waiting:
        adcode, left = waiting.pop()
        if not left:
            continue
        yield adcode, left & ~marks.named[adcode]
        inside = left & ~marks.vague[adcode]
        waiting.extend((child, inside) for child in tree.children(adcode))


def years_denied(adcode: str, denial: Denial, marks: Marks, tree: Tree, timeline: Timeline) -> int:
    """Return the years in which a no closes a unit itself."""
    years = timeline.mask(denial.years) & ~marks.everywhere & ~marks.named[adcode]
    for unit in tree.lineage(adcode):
        if unit != adcode:
            years &= ~marks.vague[unit]
        if unit in denial.targets:
            return years
    return 0


def _closed_by(claim: Claim, marks: Marks, tree: Tree, timeline: Timeline) -> Sets:
    years = timeline.mask(claim.years) & ~marks.everywhere
    open_below: Sets = defaultdict(int)
    for adcode, stretch in claim.left_open:
        open_below[adcode] |= timeline.mask(stretch)
    closed: Sets = defaultdict(int)
    for adcode in claim.units:
        here = years & ~marks.named[adcode]
        if here and open_below:
            # What the source says of the unit itself has named it, and so has closed nothing.
            for around in tree.lineage(adcode):
                here &= ~open_below[around]
        if here:
            closed[adcode] = here
    return closed


def _left_open(own: Iterable[Evidence]) -> tuple[tuple[str, Years], ...]:
    """Return where the source of a list says itself that there are places it does not name.

    It does by every statement that does not cover all of its unit, the country included.
    """
    return tuple(
        (place.adcode, item.possible)
        for item in own
        for world in item.worlds
        for place in world
        if place.extent is not Extent.ALL
    )
