"""Which units of today stand on the ground of a unit that ended.

A decision answers first. Rules answer only what the registers settle: the same code goes on under
another kind of unit, or the same stem starts the year after under another code of the same
prefecture (望城县 430122 became 望城区 430112) or province.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .names import short_chinese_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .gazetteer_sources import OfficialUnit, RegisterEntry

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
