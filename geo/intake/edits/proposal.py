"""Which of several candidates to show a person first, and what speaks for it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...model import COUNTRY, AdminUnit, Level

if TYPE_CHECKING:
    from collections.abc import Collection

    from ...gazetteer import Gazetteer
    from ...store import Programme


@dataclass(frozen=True, slots=True)
class Proposal:
    """The candidate that is most likely meant, and what speaks for it; a person decides."""

    unit: AdminUnit
    reason: str


def propose(
    candidates: Collection[AdminUnit], programme: Programme, gazetteer: Gazetteer, source: str
) -> Proposal | None:
    """Return the candidate most like the other places the same source names; None in a tie.

    Likeness is the province first, then the level; it proposes, it never decides.
    """
    others = [
        gazetteer.unit(statement.adcodes[0])
        for statement in programme.statements
        if statement.source == source and len(statement.adcodes) == 1
        if COUNTRY not in statement.adcodes
    ]
    provinces = Counter(_province(unit, gazetteer) for unit in others)
    levels = Counter(unit.level for unit in others)
    ranked = sorted(
        candidates,
        key=lambda unit: (provinces[_province(unit, gazetteer)], levels[unit.level]),
        reverse=True,
    )
    scores = [(provinces[_province(u, gazetteer)], levels[u.level]) for u in ranked[:2]]
    if len(ranked) < 2 or scores[0] == scores[1]:  # noqa: PLR2004 (a tie needs two)
        return None
    best = ranked[0]
    if scores[0][0] > scores[1][0]:
        province = gazetteer.unit(_province(best, gazetteer)).name_en
        named = scores[0][0]
        reason = f"'{source}' names {named} other place{'s' * (named > 1)} in {province}"
    else:
        reason = f"{scores[0][1]} of {len(others)} places '{source}' names are of this level"
    return Proposal(best, reason)


def _province(unit: AdminUnit, gazetteer: Gazetteer) -> str:
    """Return the adcode of the province a unit is or lies in."""
    chain = (unit, *gazetteer.parents_of(unit))
    return next((each.adcode for each in chain if each.level is Level.PROVINCE), COUNTRY)
