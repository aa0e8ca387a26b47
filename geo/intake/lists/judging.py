"""What the cells of places mean in their list: bare names, and several places in one cell.

By rank alone 海南 is the province. In a list of the prefectures of Qinghai it is 海南州, and only
the list says so: the name is a question then, with what the list says as the proposal. A cell that
lists several (武威、酒泉、天水) is taken apart where every part is a name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from ...errors import Problem
from ...gazetteer.gazetteer import ProposedUnit
from ...model import MUNICIPALITIES, Level
from .listed_places import (
    are_zones,
    is_bracketed,
    listed_parts,
    places_in_brackets,
    places_with_dates,
    told_of_brackets,
)
from .plan import Pending, Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from ...gazetteer import Gazetteer, Match
    from ...gazetteer.gazetteer import ListProfile
    from ...model import AdminUnit
    from ..resolve.entry import Entry
    from ..resolve.place import PlaceResolver
    from .entries import Record


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
            if not rivals and profile.level is not won.unit.level:
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


_LISTING = re.compile(r"[、；;\n]")
_LONGEST_PATH = 3
"""Names of an address of units: county, prefecture, province."""
_ANY = re.compile(r"[:：、；;\n，,/&＆(（]| and |和|与|及")

_AND_OTHERS = re.compile(r"等[\d一二三四五六七八九十]*个?(?:[省市区县地]|城市)*")
_MAY_LIST = re.compile(f"{_ANY.pattern}|[等除]")


def explained(problem: Problem, entry: Entry, names: PlaceResolver) -> Problem:
    """Return the problem of a cell that lists places, told of the parts that are no names.

    A list that ends in 等 may be complete or not: which it is, and of what, is not for us to say.
    """
    if problem.rule != "place-unknown" or not _MAY_LIST.search(entry.place):
        return problem
    if about_brackets := told_of_brackets(problem, entry, names):
        return about_brackets
    parts = listed_parts(entry, names)
    unknown = [part for part in parts if names.match(entry, part=part).status == "none"]
    if not unknown:
        return problem
    name, others = _without_others(unknown[-1])
    if others and names.match(replace(entry, place=name)).status != "none":
        message = f"'{entry.place}' ends in '{others}': it may leave places out"
        hint = (
            f"delete '{others}'; if there are more, add a row of extent 'within' for their parent"
        )
        return replace(problem, message=message, hint=hint)
    if len(unknown) == len(parts) or not _LISTING.search(entry.place):
        return problem
    elsewhere = [part for part in unknown if _is_elsewhere(part, entry, names)]
    nowhere = [part for part in unknown if part not in elsewhere]
    told = [
        f"{', '.join(map(repr, these))} {(one if len(these) == 1 else many)}"
        for these, one, many in (
            (nowhere, "is not the name of a unit", "are not names of units"),
            (
                elsewhere,
                f"is the name of a unit, but of none in '{entry.within}'",
                f"are names of units, but of none in '{entry.within}'",
            ),
        )
        if these
    ]
    message = f"of the {len(parts)} places listed in one cell, {', and '.join(told)}"
    return replace(problem, message=message, hint="correct it, or give it a row of its own")


def _is_elsewhere(part: str, entry: Entry, names: PlaceResolver) -> bool:
    """Whether a name is that of a unit, but not of one in the entry's parent."""
    if not entry.within:
        return False
    return names.match(replace(entry, place=part, within="")).status != "none"


def _without_others(part: str) -> tuple[str, str]:
    """Return a name and the 等 that may follow it, with what it counts."""
    at = part.rfind("等")
    if at < 1 or not _AND_OTHERS.fullmatch(part[at:]):
        return part, ""
    return part[:at], part[at:]


def record_per_place(
    record: Record, names: PlaceResolver, columns: Mapping[str, int]
) -> list[Record]:
    """Return one record per place that a row names.

    Parameters
    ----------
    columns
        Where each field stands in the row.
    """
    if record.whole is not None:
        inner = names.match(record.entry)
        if not inner.candidates and (inner.unit is None or inner.unit.level is Level.PROVINCE):
            record = replace(record, entry=record.whole)
    if dated := places_with_dates(record.entry, names):
        listed = _one_of(len(dated))
        return [_part(record, place.entry, place.cell, listed, columns) for place in dated]
    entries = split_places(record.entry, names)
    if entries == [record.entry]:
        return [record]
    listed = _one_of(len(entries))
    return [_part(record, entry, entry.place, listed, columns) for entry in entries]


def _one_of(count: int) -> tuple[str, ...]:
    return (f"one of {count} places listed in one cell",) if count > 1 else ()


def _part(
    record: Record, entry: Entry, cell: str, listed: tuple[str, ...], columns: Mapping[str, int]
) -> Record:
    """Return the record of one place of several, as if it had a row of its own."""
    cells = list(record.cells)
    cells[columns[record.origins["place"]]] = cell
    if "id" in columns:
        cells[columns["id"]] = ""
    return replace(record, entry=entry, cells=tuple(cells), listed=listed)


def split_places(entry: Entry, names: PlaceResolver) -> list[Entry]:
    """Return one entry per place that the cell lists; the entry alone if it is one name.

    A comma may also stand between a place and its parent ("Linxia, Qinghai"), so that two parts of
    different levels are never taken for a list, and three only where none may be a parent. The
    marks of a list (、 and ;) part a place from its own district too: both are named.
    """
    if entry.adcode or not _ANY.search(entry.place):
        return [entry]
    if is_bracketed(entry.place):  # what parts inside brackets parts nothing outside of them
        return places_in_brackets(entry, names) or [entry]
    listed = bool(_LISTING.search(entry.place)) and not re.search("[，,/]", entry.place)
    is_listed = listed and "\n" not in entry.place
    if not is_listed and names.match(entry).status != "none":
        return [entry]
    parts = listed_parts(entry, names)
    matches = [names.match(entry, part=part) for part in parts]
    unread = [part for part, match in zip(parts, matches, strict=True) if match.status == "none"]
    in_part = listed and len(unread) * 2 <= len(parts) and are_zones(unread)
    if len(parts) < len(("one", "other")) or (unread and not in_part):
        return [entry]
    levels = [_levels(match) for match in matches]
    if len(levels) == len(("a place", "its parent")):
        levels[1] = {unit.level.value for unit in matches[1].units}
    is_list = listed or set.intersection(*levels) or _has_no_parent(levels)
    if is_list or (len(parts) > _LONGEST_PATH and _is_flat(matches, names)):
        return [replace(entry, place=part, id="") for part in parts]
    return [entry]


def _is_flat(matches: Sequence[Match], names: PlaceResolver) -> bool:
    """Whether no unit that the parts may name lies in another: then none of them is a parent."""
    codes = {unit.adcode for match in matches for unit in match.units}
    return all(codes.isdisjoint(names.names.around(code)) for code in codes)


def _levels(match: Match) -> set[str]:
    """Return the levels that a name may have; a municipality stands among cities too."""
    levels = {unit.level.value for unit in match.units}
    return levels | {"prefecture" for unit in match.units if unit.adcode in MUNICIPALITIES}


def _has_no_parent(levels: Sequence[set[str]]) -> bool:
    """Whether three names or more are cities of some level: Tangshan, Wuxi, Yiwu.

    A path of three (Liangzhou, Wuwei, Gansu) ends in a province, or each part of it lies in the
    next, and then it was read as one name.
    """
    return len(levels) > len(("a place", "its parent")) and all(
        each & {"prefecture", "county"} for each in levels
    )
