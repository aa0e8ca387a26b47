"""Names asked together: what the list as a whole says about them is offered, never applied."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from .list_profile import ListProfile
from .match import Match, MatchStatus

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model import Level
    from .hierarchy import UnitTable


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
