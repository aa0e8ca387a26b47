"""Names asked together: what the list as a whole says about them is offered, never applied.

What most names of a list have in common, and for which of several candidates that speaks.

A list is most often of one level, or of one province. That is offered with its figures; a person
decides.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from ..model import COUNTRY, AdminUnit, Level
from .match import Match, MatchStatus

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from .hierarchy import UnitTable


Key = TypeVar("Key")

MAJORITY = 0.5
"""Share of the settled names that must have something in common; more than this counts."""
FEWEST = 5
"""Settled names below which a list says nothing about itself."""


class Proposal(NamedTuple):
    """The candidate that is most likely meant, and what speaks for it."""

    unit: AdminUnit
    reason: str


class ListProfile:
    """The levels and provinces of the units that a list, or a source, names.

    Parameters
    ----------
    gazetteer
        Where the units are from.
    units
        Those that are settled already; `add` takes more.
    names
        What the list's names are called in reasons: "settled names of the list".
    """

    def __init__(
        self,
        gazetteer: UnitTable,
        units: Iterable[AdminUnit] = (),
        *,
        names: str = "settled names of the list",
    ) -> None:
        self._gazetteer = gazetteer
        self._names = names
        self.levels: Counter[Level] = Counter()
        self._provinces: Counter[str] = Counter()
        for unit in units:
            self.add(unit)

    def add(self, unit: AdminUnit) -> None:
        """Count one settled name; the country as a whole has no level to speak of."""
        if unit.level is not Level.COUNTRY:
            self.levels[unit.level] += 1
            self._provinces[self._province(unit)] += 1

    @property
    def level(self) -> Level | None:
        """The level of most names; None where there is none, or the names are too few."""
        return _most(self.levels)

    def propose(self, candidates: Collection[AdminUnit]) -> Proposal | None:
        """Return the one candidate in the province and of the level of most names, if any."""
        fitting, reasons = list(candidates), []
        total = self.levels.total()
        province, level = _most(self._provinces), self.level
        here = [unit for unit in fitting if self._province(unit) == province]
        if province and 0 < len(here) < len(fitting):
            fitting = here
            name = self._gazetteer.unit(province).name_en
            reasons.append(f"{self._provinces[province]} of {total} {self._names} lie in {name}")
        alike = [unit for unit in fitting if unit.level is level]
        if level and 0 < len(alike) < len(fitting):
            fitting = alike
            count = self.levels[level]
            reasons.append(f"{count} of {total} {self._names} are of the {level} level")
        return Proposal(fitting[0], ", ".join(reasons)) if len(fitting) == 1 and reasons else None

    def _province(self, unit: AdminUnit) -> str:
        """Return the adcode of the province a unit is or lies in."""
        around = (unit, *self._gazetteer.parents_of(unit))
        return next((each.adcode for each in around if each.level is Level.PROVINCE), COUNTRY)


def _most(counts: Counter[Key]) -> Key | None:
    """Return what more than half of the counted have in common."""
    total = counts.total()
    if total < FEWEST:
        return None
    key, count = counts.most_common(1)[0]
    return key if count > MAJORITY * total else None


class Query(NamedTuple):
    """One name of a list, with what the list says about it."""

    toponym: str
    within: str | None = None
    level: str | None = None
    on: int | None = None


@dataclass(frozen=True, slots=True)
class LevelHint:
    """The level most names of a list are of; offered, never applied by itself."""

    level: Level
    count: int
    """Settled names of that level."""
    total: int
    """Settled names."""
    settles: int
    """Open names of which exactly one candidate is of that level."""

    def __str__(self) -> str:
        return (
            f"{self.count} of {self.total} settled names are of the {self.level} level; "
            f"--level {self.level} would settle {self.settles} of the open ones"
        )


@dataclass(frozen=True, slots=True)
class Batch:
    """The answers to a list of names, in its order, and the hint it gives."""

    matches: tuple[Match, ...]
    hint: LevelHint | None = None


def with_proposals(answers: Iterable[Match], table: UnitTable) -> Batch:
    """Return the answers to a list; most names of one level make that level a hint.

    A hint settles nothing. The candidate that the list speaks for comes first, and the reason
    says so: a person decides.
    """
    matches = tuple(answers)
    profile = ListProfile(table, filter(None, (match.unit for match in matches)))
    level = profile.level
    if level is not None:
        matches = tuple(_asked_again(match, level) for match in matches)
    offered = tuple(_with_proposal(match, profile) for match in matches)
    if level is None:
        return Batch(offered)
    alike = ([unit.level is level for unit in match.candidates] for match in filter(_open, matches))
    settles = sum(sum(each) == 1 for each in alike)
    levels = profile.levels
    return Batch(offered, LevelHint(level, levels[level], levels.total(), settles))


def _open(match: Match) -> bool:
    return match.status is MatchStatus.CANDIDATES and match.level is None


def _asked_again(match: Match, level: Level) -> Match:
    """Make a question of a unit that its rank alone made the answer, where the list speaks against.

    A bare `Chaoyang` among counties may be a district after all.
    """
    rivals = tuple(unit for unit in match.outranked if unit.level == level)
    if match.unit is None or match.unit.level == level or match.level is not None or not rivals:
        return match
    return match._replace(
        status=MatchStatus.CANDIDATES,
        unit=None,
        candidates=(match.unit, *rivals),
        why=(match.reason, *(f"bears the name, and is of the {level} level" for _ in rivals)),
    )


def _with_proposal(match: Match, profile: ListProfile) -> Match:
    """Put the candidate that the list speaks for first, and say why."""
    proposal = profile.propose(match.candidates) if _open(match) else None
    if proposal is None:
        return match
    first = match.candidates.index(proposal.unit)
    order = [first, *(place for place in range(len(match.candidates)) if place != first)]
    return match._replace(
        candidates=tuple(match.candidates[place] for place in order),
        why=tuple(match.why[place] for place in order),
        reason=f"{match.reason}; {proposal.reason}, which speaks for {proposal.unit.adcode}",
    )
