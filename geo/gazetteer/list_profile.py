"""What most names of a list have in common, and for which of several candidates that speaks.

A list is most often of one level, or of one province. That is offered with its figures; a person
decides.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from ..model import COUNTRY, AdminUnit, Level

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
