"""Names asked together: what the list as a whole says about them is offered, never applied."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ..model import Level
from .match import Match, MatchStatus

if TYPE_CHECKING:
    from collections.abc import Iterable

MAJORITY = 0.5
"""Share of the settled names that must be of one level; more than this makes a hint."""
FEWEST = 5
"""Settled names below which a list says nothing about itself."""


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


def with_level_hint(answers: Iterable[Match]) -> Batch:
    """Return the answers to a list; most names of one level make that level a hint.

    A hint changes no answer. Where it would settle an open name, the candidate it speaks for
    comes first, and the reason says so: a person decides for the list, by its level.
    """
    matches = tuple(answers)
    levels = Counter(
        level for match in matches if match.unit and (level := match.unit.level) != Level.COUNTRY
    )
    if not levels:
        return Batch(matches)
    (level, count), total = levels.most_common(1)[0], levels.total()
    if total < FEWEST or count <= MAJORITY * total:
        return Batch(matches)
    offered = [_with_proposal(match, level, f"{count} of {total}") for match in matches]
    settles = sum(before is not after for before, after in zip(matches, offered, strict=True))
    return Batch(tuple(offered), LevelHint(level, count, total, settles))


def _with_proposal(match: Match, level: Level, share: str) -> Match:
    """Put the one candidate of the list's level first, and say what speaks for it."""
    if match.status is not MatchStatus.CANDIDATES or match.level is not None:
        return match
    fitting = [unit for unit in match.candidates if unit.level == level]
    if len(fitting) != 1:
        return match
    first = match.candidates.index(fitting[0])
    order = [first, *(place for place in range(len(match.candidates)) if place != first)]
    return match._replace(
        candidates=tuple(match.candidates[place] for place in order),
        why=tuple(match.why[place] for place in order),
        reason=(
            f"{match.reason}; {share} settled names of the list are of the {level} level, "
            f"which speaks for {fitting[0].adcode}"
        ),
    )
