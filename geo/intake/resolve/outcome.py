"""What resolving an entry gives: a row, or the problems that keep it open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...errors import Problem
    from ...gazetteer import Match
    from .entry import Entry


@dataclass(frozen=True, slots=True)
class ResolvedPlace:
    """The unit an entry settles on, and how."""

    place: str
    adcode: str
    extent: str
    decision: str
    notes: tuple[str, ...] = ()


PlaceResult = tuple["ResolvedPlace | Problem", "Match | None"]


@dataclass(frozen=True, slots=True)
class Resolved:
    """An entry that means exactly one thing.

    `row` has every column of locations.csv; `id` is blank unless the entry brought one: the
    project gives it. `notes` say what was read out of the entry that it did not spell out.
    """

    row: dict[str, str]
    match: Match | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unresolved:
    """An entry that needs a person, with every reason; `match` has the candidates, if any."""

    entry: Entry
    problems: tuple[Problem, ...]
    match: Match | None = None

    @property
    def problem(self) -> Problem:
        """The first reason, the one to settle first."""
        return self.problems[0]
