"""What bare names mean in their list.

By rank alone 海南 is the province. In a list of the prefectures of Qinghai it is 海南州, and only
the list says so: the name is a question then, with what the list says as the proposal.
"""

from __future__ import annotations

from collections import defaultdict
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from ...errors import Problem
from ...gazetteer import MatchStatus
from ...gazetteer.gazetteer import ProposedUnit
from ...model import Level
from .plan import Pending, Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from ...gazetteer import Gazetteer, Match
    from ...gazetteer.gazetteer import ListProfile
    from ...model import AdminUnit
    from ..resolve.entry import Unresolved
    from ..resolve.resolver import Resolver


class RowDoubt(NamedTuple):
    """A ready row that the list speaks against."""

    number: int
    problem: Problem
    candidates: tuple[AdminUnit, ...]
    proposal: str
    origins: Mapping[str, str]


class Contest(NamedTuple):
    """A bare name that went to the unit of the highest rank."""

    place: str
    unit: AdminUnit
    outranked: tuple[AdminUnit, ...]
    reason: str
    origins: Mapping[str, str]


def contest_of(
    place: str, unit: AdminUnit | None, match: Match | None, origins: Mapping[str, str]
) -> Contest | None:
    """Return the contest that a name's match tells of; None if there was none."""
    if unit is None or match is None or not match.outranked:
        return None
    return Contest(place, unit, match.outranked, match.reason, origins)


def candidates_of(settled: Unresolved, resolver: Resolver) -> tuple[tuple[AdminUnit, ...], str]:
    """Return the units that an open name may mean, and the one that its date speaks for.

    Of 思茅市 in 2006 the county had ended; whatever the other names of a list are, it is not
    proposed. The date decides nothing: lists also give today's names to what began before them.
    """
    units = settled.match.candidates if settled.match else ()
    if settled.match and settled.match.status is MatchStatus.NONE:
        return units, ""  # a site, whose name is that of no unit at any date
    dates = resolver.plain_dates(settled.entry) if len(units) > 1 else None
    if dates is None or dates.year is None:
        return units, ""
    then = resolver.places.match(settled.entry, dates.year)
    if then.unit not in units or then.outranked:
        return units, ""
    only = resolver.places.describe(then.unit)
    return units, f"{only}, the only one that bore the name in {dates.year}"


class ListJudge:
    """Keeps which ready rows were settled one by one, and which of them by rank alone."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._won: list[tuple[int, Contest]] = []
        self._sisters: dict[tuple[str, Level], set[str]] = defaultdict(set)
        self.numbers: set[int] = set()

    def add(self, number: int, unit: AdminUnit | None, contest: Contest | None) -> None:
        """Take a row that was accepted; `unit` is None where it is about none, or a site."""
        self.numbers.add(number)
        if unit is None:
            return
        if contest is not None:
            self._won.append((number, contest))
        else:
            self._sisters[unit.parent, unit.level].add(unit.adcode)

    def doubts(self, profile: ListProfile, opened: Collection[int]) -> Iterator[RowDoubt]:
        """Yield the rows whose outranked units have sisters in the list, as the winners have not.

        Sisters lie in the same unit, at the same level, and are named without such a contest.
        """
        for number, won in self._won:
            if number in opened:
                continue
            own = self._count(won.unit)
            rivals = [unit for unit in won.outranked if self._count(unit) >= max(own, 1)]
            is_province = won.unit.level is Level.PROVINCE  # it stands beside cities in most lists
            if not rivals and not is_province and profile.level is not won.unit.level:
                rivals = [unit for unit in won.outranked if unit.level is profile.level]
            if rivals:
                rivals.sort(key=self._count, reverse=True)
                yield self._doubt(number, won, rivals, profile)

    def proposal(self, candidates: Collection[AdminUnit]) -> ProposedUnit | None:
        """Return the one candidate that has more sisters in the list than any other."""
        ranked = sorted(candidates, key=self._count, reverse=True)
        counts = [self._count(unit) for unit in ranked]
        if len(ranked) < len(("one", "other")) or counts[0] <= counts[1]:
            return None
        return ProposedUnit(ranked[0], self._beside(ranked[0], counts[0]))

    def won(self, opened: Collection[int]) -> Iterator[tuple[int, str]]:
        """Yield the rows that stay as their rank says, and why."""
        for number, won in self._won:
            if number not in opened:
                others = "; ".join(map(self._gazetteer.describe, won.outranked))
                shown = self._gazetteer.describe(won.unit)
                yield number, f"'{won.place}' is {shown}, not {others}: {won.reason}"

    def _count(self, unit: AdminUnit) -> int:
        return len(self._sisters[unit.parent, unit.level] - {unit.adcode})

    def _beside(self, unit: AdminUnit, count: int) -> str:
        parent = self._gazetteer.unit(unit.parent).name_en
        names = "1 other name" if count == 1 else f"{count} other names"
        return f"{names} of the list {'lies' if count == 1 else 'lie'} in {parent} beside it"

    def _doubt(
        self, number: int, won: Contest, rivals: list[AdminUnit], profile: ListProfile
    ) -> RowDoubt:
        describe = self._gazetteer.describe
        first, count = rivals[0], self._count(rivals[0])
        why = self._beside(first, count) if count else _of_its_level(first.level, profile)
        candidates = (won.unit, *rivals)
        message = (
            f"'{won.place}' fits {len(candidates)} units: {'; '.join(map(describe, candidates))}; "
            f"its rank speaks for the first, and the list for {first.adcode}: {why}"
        )
        problem = Problem("place-ambiguous", message, "pass --adcode", column="place")
        return RowDoubt(number, problem, candidates, f"{describe(first)}, {why}", won.origins)


def _of_its_level(level: Level, profile: ListProfile) -> str:
    levels = profile.levels
    return f"{levels[level]} of {levels.total()} names of the list are of the {level} level"


def with_proposals(
    rows: Iterable[Pending],
    profile: ListProfile,
    judge: ListJudge,
    city_column: str,
    gazetteer: Gazetteer,
) -> list[Pending]:
    """Return rows by line, the open ones with a proposal where there is a reason for one.

    Parameters
    ----------
    city_column
        The header of the column of cities; blank where there is none.
    """
    told: dict[tuple[int, str], str] = {}
    found = []
    for row in rows:
        if row.verdict is Verdict.AMBIGUOUS and row.candidates and not row.proposal:
            key = (id(row.candidates), row.found[0].column)  # rows that are alike share them
            if key not in told:
                told[key] = _proposal(row, profile, judge, city_column, gazetteer)
            found.append(row._replace(proposal=told[key]))
        else:
            found.append(row)
    return sorted(found, key=attrgetter("line"))


def _proposal(
    row: Pending,
    profile: ListProfile,
    judge: ListJudge,
    city_column: str,
    gazetteer: Gazetteer,
) -> str:
    """Return what speaks for one of the candidates of a row; blank where nothing does."""
    found = profile.propose(row.candidates) or judge.proposal(row.candidates)
    if found is None and row.found[0].column == city_column:
        cities = [unit for unit in row.candidates if unit.level is not Level.PROVINCE]
        why = f"the only one that is no province, as its column is '{city_column}'"
        found = ProposedUnit(cities[0], why) if len(cities) == 1 else None
    if found is not None:
        return f"{gazetteer.describe(found.unit)}, {found.reason}"
    alike = [unit for unit in row.candidates if unit.level is profile.level]
    if profile.level is None or len(alike) in {0, len(row.candidates)}:
        return ""
    several = " or ".join(map(gazetteer.describe, alike))
    return f"{several}, {_of_its_level(profile.level, profile)}"
