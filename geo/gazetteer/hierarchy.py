"""The units of China and how they nest: by adcode, by level, with parents and successors."""

from __future__ import annotations

from functools import cached_property
from math import inf
from typing import TYPE_CHECKING, Self, TypedDict

from ..errors import ToponymError
from ..model import COUNTRY, AdminUnit, Level, UnitRecord
from .units import CHINA, COUNTRY_POSITION, Row, row_from, unit_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class ParentRecord(TypedDict):
    """A unit that another one lies in, as `--json` prints it."""

    adcode: str
    name_zh: str
    name_en: str


class PlacedUnitRecord(UnitRecord):
    """A unit with where it lies, as `--json` prints it."""

    parents: list[ParentRecord]
    """Innermost first, the country last."""
    successors: list[str]
    """Adcodes of today's units that took over; empty while the unit is in force."""


class _MadeUnits(dict[int, AdminUnit]):
    """Units by their row, each made when it is first looked at; most are looked at again."""

    def __init__(self, rows: Sequence[Row]) -> None:
        super().__init__({COUNTRY_POSITION: CHINA})
        self._rows = rows

    def __missing__(self, position: int) -> AdminUnit:
        unit = self[position] = unit_from(self._rows[position])
        return unit


class UnitTable:
    """Every unit under every name and code on record, today's and former ones.

    Parameters
    ----------
    rows
        Rows of the table of units, sorted by adcode and first year.
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows = tuple(rows)
        self._units = _MadeUnits(self.rows)
        self._above: dict[str, tuple[AdminUnit, ...]] = {}
        """By the code of a parent: it, and the units it lies in."""
        self._today: dict[str, int] = {}
        self._former: dict[str, list[int]] = {}
        for position, row in enumerate(self.rows):
            if row.valid_to:
                self._former.setdefault(row.adcode, []).append(position)
            else:
                self._today[row.adcode] = position

    @classmethod
    def from_units(cls, units: Iterable[AdminUnit]) -> Self:
        """Make a gazetteer of units at hand, for tests and for other countries."""
        return cls(row_from(unit) for unit in units)

    def at(self, position: int) -> AdminUnit:
        """Return the unit of one row, or the country; made when it is first looked at."""
        return self._units[position]

    def all_at(self, positions: Iterable[int]) -> tuple[AdminUnit, ...]:
        """Return the units of several rows, in their order."""
        return tuple(map(self._units.__getitem__, positions))

    def any_in_force(self, positions: Iterable[int]) -> bool:
        """Say whether one of several rows is of today; the country is."""
        rows = self.rows
        return any(at == COUNTRY_POSITION or not rows[at].valid_to for at in positions)

    def get(self, adcode: str) -> AdminUnit | None:
        """Return today's unit of this code, else the last one that bore it, else None.

        A few units go by two codes (米林: 540422 and 540481); either finds the unit.
        """
        if adcode == COUNTRY:
            return CHINA
        position = self._today.get(adcode)
        if position is None:
            former = self._former.get(adcode)
            if former is None:
                other = self._other_codes.get(adcode)
                return None if other is None else self.at(other)
            position = max(former, key=lambda index: int(self.rows[index].valid_to))
        return self.at(position)

    def unit(self, adcode: str) -> AdminUnit:
        """Return today's unit of this code, else the last one that bore it.

        Raises
        ------
        ToponymError
            If no unit on record ever bore the code.
        """
        unit = self.get(adcode)
        if unit is None:
            raise ToponymError(
                f"adcode {adcode!r} is not in the gazetteer; "
                "look the unit up with `pilotmap find NAME`"
            )
        return unit

    def units_with_code(self, adcode: str) -> tuple[AdminUnit, ...]:
        """Return every unit that ever bore this code, oldest first; today's comes last."""
        if adcode == COUNTRY:
            return (CHINA,)
        positions = sorted(
            self._former.get(adcode, ()), key=lambda index: int(self.rows[index].valid_to)
        )
        today = self._today.get(adcode)
        return tuple(map(self.at, positions if today is None else [*positions, today]))

    def positions(self, adcode: str) -> tuple[int, ...]:
        """Return the rows of this code in the table, former ones first; none if unknown."""
        today = self._today.get(adcode)
        former = tuple(self._former.get(adcode, ()))
        return former if today is None else (*former, today)

    def ancestors(self, adcode: str) -> tuple[AdminUnit, ...]:
        """Return the units this one lies in, parent first, the country last; none for it."""
        return self.parents_of(self.unit(adcode))

    def parents_of(self, unit: AdminUnit) -> tuple[AdminUnit, ...]:
        """Return the units that a unit, today's or former, lies or lay in; parent first."""
        if not unit.parent:
            return ()
        above = self._above.get(unit.parent)
        if above is None:
            parent = self.unit(unit.parent)
            above = self._above[unit.parent] = (parent, *self.parents_of(parent))
        return above

    def describe(self, unit: AdminUnit) -> str:
        """Return how a person tells a unit: `622921 Linxia 临夏县 (county, Linxia, Gansu)`.

        A former unit is told with its last year: `(prefecture, Hubei, until 2010)`.
        """
        about = [unit.level.value, *(parent.name_en for parent in self.parents_of(unit)[:-1])]
        if unit.valid_to is not None:
            about.append(f"until {unit.valid_to}")
        return f"{unit.adcode} {unit.name_en} {unit.name_zh} ({', '.join(about)})"

    def described(self, units: Iterable[AdminUnit]) -> list[str]:
        """Return how a person tells each of several units."""
        return [self.describe(unit) for unit in units]

    def record(self, unit: AdminUnit) -> PlacedUnitRecord:
        """Return a unit as `--json` prints it, with the units it lies in and today's successors."""
        successors = () if unit.valid_to is None else self.successors(unit)
        return {
            **unit.as_record(),
            "parents": [
                {"adcode": above.adcode, "name_zh": above.name_zh, "name_en": above.name_en}
                for above in self.parents_of(unit)
            ],
            "successors": [successor.adcode for successor in successors],
        }

    def children(self, adcode: str) -> tuple[AdminUnit, ...]:
        """Return today's units directly below this one, by adcode; maybe none."""
        return tuple(map(self.at, self._below.get(adcode, ())))

    def at_level(self, level: Level) -> tuple[AdminUnit, ...]:
        """Return today's units that tile the country at a level, by adcode.

        A unit without units below it stands at the lower levels as well: a municipality and a
        special administrative region at the prefecture level, a county directly under a province
        too, and a prefecture-level city without counties (Dongguan) at the county level.
        """
        return self._tiles[Level(level)]

    def is_undivided(self, unit: AdminUnit) -> bool:
        """Say whether a unit stands at the next level too: lists repeat its name as its own part.

        A municipality is its own prefecture, and 东莞 has no counties.
        """
        return any(
            level != unit.level and unit.adcode in codes
            for level, codes in self._tiling_codes.items()
        )

    def stands_at(self, unit: AdminUnit, level: Level) -> bool:
        """Say whether a unit stands at a level, in its own right or for want of one between."""
        return unit.level == level or unit.adcode in self._tiling_codes[level]

    def current(self, adcode: str) -> tuple[str, ...]:
        """Return the codes of today's units that cover this one: itself if it is in force."""
        if adcode == COUNTRY or adcode in self._today:
            return (adcode,)
        unit = self.unit(adcode)
        if unit.valid_to is None:
            return (unit.adcode,)
        found: dict[str, None] = {}
        self._follow(unit, found, {adcode})
        return tuple(found)

    def successors(self, unit: AdminUnit) -> tuple[AdminUnit, ...]:
        """Return today's units that took over from a former one, by its own record."""
        if unit.valid_to is None:
            return (unit,)
        found: dict[str, None] = {}
        self._follow(unit, found, {unit.adcode} - set(unit.successors))
        return tuple(map(self.unit, found))

    def _follow(self, unit: AdminUnit, found: dict[str, None], seen: set[str]) -> None:
        for successor in unit.successors:
            if successor in self._today:
                found[successor] = None
            elif successor not in seen and successor in self._former:
                self._follow(self.unit(successor), found, seen | {successor})

    @cached_property
    def lifespans(self) -> list[tuple[float, float]]:
        """By row, the year it began in and the one it ended in, which belongs to what came next."""
        return [
            (int(row.valid_from or 0), int(row.valid_to) if row.valid_to else inf)
            for row in self.rows
        ]

    @cached_property
    def _other_codes(self) -> dict[str, int]:
        """Positions of today's units by the codes that stand among their aliases."""
        return {
            alias: position
            for position in self._today.values()
            for alias in self.rows[position].aliases.split("|")
            if alias.isdecimal()
        }

    @cached_property
    def _below(self) -> dict[str, list[int]]:
        below: dict[str, list[int]] = {}
        for adcode in sorted(self._today):
            position = self._today[adcode]
            below.setdefault(self.rows[position].parent, []).append(position)
        return below

    @cached_property
    def _tiles(self) -> dict[Level, tuple[AdminUnit, ...]]:
        return tiles_of([self.at(self._today[adcode]) for adcode in sorted(self._today)])

    @cached_property
    def _tiling_codes(self) -> dict[Level, frozenset[str]]:
        return {
            level: frozenset(unit.adcode for unit in units) for level, units in self._tiles.items()
        }


def tiles_of(units: Sequence[AdminUnit]) -> dict[Level, tuple[AdminUnit, ...]]:
    """Return the units that tile the country at each level, in their order.

    Parameters
    ----------
    units
        All that are in force at one time.
    """
    divided = {unit.parent for unit in units if unit.level is Level.PREFECTURE}
    parents = {unit.parent for unit in units}

    def at_prefecture(unit: AdminUnit) -> bool:
        if unit.level is Level.PROVINCE:
            return unit.adcode not in divided
        return unit.level is Level.PREFECTURE or unit.parent in divided

    def at_county(unit: AdminUnit) -> bool:
        return unit.level is Level.COUNTY or unit.adcode not in parents

    return {
        Level.COUNTRY: (CHINA,),
        Level.PROVINCE: tuple(unit for unit in units if unit.level is Level.PROVINCE),
        Level.PREFECTURE: tuple(filter(at_prefecture, units)),
        Level.COUNTY: tuple(filter(at_county, units)),
    }
