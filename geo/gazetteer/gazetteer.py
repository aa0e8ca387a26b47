"""The gazetteer: every unit on record, which of them a name names, and names asked together.

What most names of a list have in common (most often a list is of one level, or of one province)
is offered with its figures, and for which of several candidates it speaks; a person decides.
"""

from __future__ import annotations

import json
from collections import Counter
from copy import copy
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from ..errors import ToponymError
from ..model import COUNTRY, AdminUnit, Level
from ..paths import REFERENCE
from .aliases import AliasBook
from .hierarchy import UnitTable
from .match import Match, MatchStatus
from .units import read_rows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from typing import Self

    from ..model import AdminUnit
    from .aliases import Alias
    from .match import Match
    from .matcher import Matcher


Key = TypeVar("Key")

MAJORITY = 0.5
"""Share of the settled names that must have something in common; more than this counts."""
FEWEST = 5
"""Settled names below which a list says nothing about itself."""


class ProposedUnit(NamedTuple):
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
        self._province_of: dict[str, str] = {}
        for unit in units:
            self.add(unit)

    def add(self, unit: AdminUnit, times: int = 1) -> None:
        """Count settled names of a unit; the country as a whole has no level to speak of."""
        if unit.level is not Level.COUNTRY:
            self.levels[unit.level] += times
            self._provinces[self._province(unit)] += times

    @property
    def level(self) -> Level | None:
        """The level of most names; None where there is none, or the names are too few."""
        return _most(self.levels)

    def propose(self, candidates: Collection[AdminUnit]) -> ProposedUnit | None:
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
        return (
            ProposedUnit(fitting[0], ", ".join(reasons)) if len(fitting) == 1 and reasons else None
        )

    def _province(self, unit: AdminUnit) -> str:
        """Return the adcode of the province a unit is or lies in."""
        known = self._province_of.get(unit.adcode)
        if known is None:
            around = (unit, *self._gazetteer.parents_of(unit))
            provinces = (each.adcode for each in around if each.level is Level.PROVINCE)
            known = self._province_of[unit.adcode] = next(provinces, COUNTRY)
        return known


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


_CODE_LENGTH = 6


class Gazetteer(UnitTable):
    """Every unit under every name and code on record, and the names that a project adds.

    Parameters
    ----------
    rows
        Rows of the table of units, sorted by adcode and first year.
    """

    aliases: AliasBook | None = None
    """The names a project added, with the record of which were used."""

    def match(
        self,
        toponym: str,
        within: str | None = None,
        level: Level | str | None = None,
        on: int | None = None,
    ) -> Match:
        """Return the unit a name names, or the candidates, or nothing with the nearest names.

        A name is read with its generic term and its parents, in Chinese, English or pinyin. What it
        leaves open is settled only by what is given besides, and a hint is never dropped: one that
        contradicts the name gives nothing.

        Parameters
        ----------
        toponym
            The name as printed (`Wuwei, Gansu`, 甘肃省武威市, `Linxia Hui Autonomous
            Prefecture`), or a six-digit adcode.
        within
            A unit it lies in, by any name or adcode; one that fits several units allows all of
            them.
        level
            The level it stands at; a municipality stands at the prefecture level too.
        on
            A year: units are found under the names and codes of that year. Without it, a name
            that only a former unit bore is found and flagged as `former`. Two registers agree
            from 2002 on and one reaches back to 1980; of a year of which they tell nothing,
            nothing is claimed.

        Raises
        ------
        ToponymError
            If `level` is no level.
        """
        return self._matcher.match(toponym, within, level, on)

    def match_all(self, queries: Iterable[Query]) -> Batch:
        """Match many names; the level most of them are of is offered as a hint."""
        return with_proposals((self.match(*query) for query in queries), self)

    def resolve_unit(self, text: str, *, within: str | None = None) -> AdminUnit:
        """Return the one unit that an adcode or a name stands for, today's or a former one.

        Raises
        ------
        ToponymError
            If it stands for none, or for several: nothing is chosen, the message lists them.
        """
        asked = text.strip()
        is_code = len(asked) == _CODE_LENGTH and asked.isascii() and asked.isdigit()
        if is_code and self.get(asked) is not None:
            return self.unit(asked)
        match = self.match(asked, within=within)
        if match.unit is not None:
            return match.unit
        if is_code:
            return self.unit(asked)  # which says that there is none
        where = f" within {within}" if within else ""
        if match.candidates:
            fitting = "; ".join(self.described(match.candidates))
            raise ToponymError(
                f"{asked!r} fits {len(match.candidates)} units{where}: {fitting}; give the adcode"
            )
        near = "; ".join(self.described(match.suggestions))
        why = f": {match.reason}" if match.reason else ""
        hint = f"near it: {near}" if near else "give its adcode"
        raise ToponymError(f"{asked!r} names no unit{where}{why}; {hint}")

    def with_aliases(self, aliases: Iterable[Alias]) -> Self:
        """Return the same gazetteer with names that a project adds; see `aliases`."""
        extended = copy(self)
        extended.aliases = AliasBook(aliases, self, self.match)
        extended._matcher = self._matcher.with_aliases(extended.aliases)  # noqa: SLF001 - our copy
        return extended

    def corps(self, text: str) -> frozenset[str]:
        """Return the adcodes of what the Corps of Xinjiang lies in, where a text is its name.

        It is no unit, and lists give it, or one of its divisions, as the parent of its cities.
        """
        return self._matcher.containment.corps(text)

    @cached_property
    def _matcher(self) -> Matcher:
        from .matcher import Matcher  # what no name is asked of need not read how names are matched

        return Matcher(self)


@cache
def data_date() -> str:
    """Return the year and month that the packaged gazetteer tells of, `2025-09`."""
    origin = json.loads((REFERENCE / "units.origin.json").read_bytes())
    return str(origin["data_date"])


@cache
def load() -> Gazetteer:
    """Return the packaged gazetteer; it is read once."""
    return Gazetteer(read_rows(REFERENCE / "units.csv"))


def match(
    toponym: str,
    within: str | None = None,
    level: Level | str | None = None,
    on: int | None = None,
) -> Match:
    """Return what a name names in the packaged gazetteer; see `Gazetteer.match`."""
    return load().match(toponym, within, level, on)
