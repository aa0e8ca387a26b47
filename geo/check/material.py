"""What rules look at: the project as values and as text, and the gazetteer."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer, Match
    from geo.model import AdminUnit
    from geo.rollout import Rollout
    from geo.store import Programme, Table


class Material:
    """One project, read once.

    `programme` holds the rows that are sound; the tables hold the text of all. `aliases` is None
    where the project adds no names to the gazetteer.
    """

    def __init__(
        self,
        programme: Programme,
        locations: Table,
        sources: Table,
        aliases: Table | None,
        gazetteer: Gazetteer,
    ) -> None:
        self.programme = programme
        self.locations = locations
        self.sources = sources
        self.aliases = aliases
        self.gazetteer = gazetteer
        self._matches: dict[tuple[str, str], Match] = {}

    def match(self, place: str, within: str = "") -> Match:
        """Return what the gazetteer says to a name; equal questions are asked once."""
        key = (place, within)
        if key not in self._matches:
            self._matches[key] = self.gazetteer.match(place, within=within or None)
        return self._matches[key]

    def named(self, place: str, within: str = "") -> tuple[AdminUnit, ...]:
        """Return every unit a name may mean; empty if it is no unit's."""
        match = self.match(place, within)
        return (match.unit,) if match.unit else match.candidates

    @cached_property
    def rollout(self) -> Rollout:
        """The statuses that the sound rows make."""
        from geo.rollout import Rollout

        return Rollout(self.programme.statements, self.programme.sources, self.gazetteer)
