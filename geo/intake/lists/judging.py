"""A row judged with its list: a bare name means what the names around it speak for.

By rank alone 朝阳 is 朝阳市 in Liaoning. In a list of Beijing's districts it is 朝阳区, and only
the list says so: the name is a question then, with what the list says as the proposal.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from ...errors import Problem
from ...gazetteer.gazetteer import Proposal
from ...model import Level
from .plan import Pending, Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from ...gazetteer import Gazetteer
    from ...gazetteer.gazetteer import ListProfile
    from ...model import AdminUnit
    from ..resolve.entry import Resolved
    from .entries import Record


class Doubt(NamedTuple):
    """A ready row that the list speaks against."""

    number: int
    problem: Problem
    candidates: tuple[AdminUnit, ...]
    proposal: str
    origins: Mapping[str, str]


class _Won(NamedTuple):
    """A ready row whose bare name went to the unit of the highest rank."""

    number: int
    place: str
    unit: AdminUnit
    outranked: tuple[AdminUnit, ...]
    reason: str
    origins: Mapping[str, str]


class ListJudge:
    """Keeps which ready rows were settled one by one, and which of them by rank alone."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._won: list[_Won] = []
        self._sisters: dict[tuple[str, Level], set[str]] = defaultdict(set)
        self.numbers: set[int] = set()

    def add(self, number: int, record: Record, settled: Resolved) -> None:
        """Take a row that was accepted."""
        self.numbers.add(number)
        row, match = settled.row, settled.match
        unit = self._gazetteer.get(row["adcode"])
        if unit is None or row["lon"]:
            return
        if match is not None and match.outranked and not record.entry.decision:
            why = match.reason
            origins = record.origins
            self._won.append(_Won(number, row["place"], unit, match.outranked, why, origins))
        else:
            self._sisters[unit.parent, unit.level].add(unit.adcode)

    def doubts(self, profile: ListProfile, opened: Collection[int]) -> Iterator[Doubt]:
        """Yield the rows whose outranked units have sisters in the list, as the winners have not.

        Sisters lie in the same unit, at the same level, and are named without such a contest.
        """
        for won in self._won:
            if won.number in opened:
                continue
            own = self._count(won.unit)
            rivals = [unit for unit in won.outranked if self._count(unit) >= max(own, 1)]
            if not rivals and profile.level is not won.unit.level:
                rivals = [unit for unit in won.outranked if unit.level is profile.level]
            if rivals:
                rivals.sort(key=self._count, reverse=True)
                yield self._doubt(won, rivals, profile)

    def won(self, opened: Collection[int]) -> Iterator[tuple[int, str]]:
        """Yield the rows that stay as their rank says, and why."""
        for won in self._won:
            if won.number not in opened:
                others = "; ".join(map(self._gazetteer.describe, won.outranked))
                shown = self._gazetteer.describe(won.unit)
                yield won.number, f"'{won.place}' is {shown}, not {others}: {won.reason}"

    def _count(self, unit: AdminUnit) -> int:
        return len(self._sisters[unit.parent, unit.level] - {unit.adcode})

    def _doubt(self, won: _Won, rivals: list[AdminUnit], profile: ListProfile) -> Doubt:
        describe = self._gazetteer.describe
        first, count = rivals[0], self._count(rivals[0])
        if count:
            parent = self._gazetteer.unit(first.parent).name_en
            names = "1 other name" if count == 1 else f"{count} other names"
            why = f"{names} of the list {'lies' if count == 1 else 'lie'} in {parent} beside it"
        else:
            levels = profile.levels
            share = f"{levels[first.level]} of {levels.total()}"
            why = f"{share} names of the list are of the {first.level} level"
        candidates = (won.unit, *rivals)
        message = (
            f"'{won.place}' fits {len(candidates)} units: {'; '.join(map(describe, candidates))}; "
            f"its rank speaks for the first, and the list for {first.adcode}: {why}"
        )
        problem = Problem("place-ambiguous", message, "pass --adcode", column="place")
        return Doubt(won.number, problem, candidates, f"{describe(first)}, {why}", won.origins)


def proposed(row: Pending, profile: ListProfile, city_column: str, gazetteer: Gazetteer) -> Pending:
    """Return an open row with a proposal, if there is a reason for one of its candidates.

    Parameters
    ----------
    city_column
        The header of the column of cities; blank where there is none.
    """
    if row.verdict is not Verdict.AMBIGUOUS or not row.candidates or row.proposal:
        return row
    found = profile.propose(row.candidates)
    if found is None and row.problems[0].column == city_column:
        cities = [unit for unit in row.candidates if unit.level is not Level.PROVINCE]
        why = f"the only one that is no province, as its column is '{city_column}'"
        found = Proposal(cities[0], why) if len(cities) == 1 else None
    if found is None:
        return row
    return replace(row, proposal=f"{gazetteer.describe(found.unit)}, {found.reason}")
