"""The tree of units that statuses roll up and down, and the little it asks of a gazetteer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from ..model import COUNTRY, AdminUnit, Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LEVELS = (Level.PROVINCE, Level.PREFECTURE, Level.COUNTY)
"""The levels a map is drawn at, outermost first."""

_COUNTRY = AdminUnit(COUNTRY, Level.COUNTRY, "", "中华人民共和国", "中国", "China", "Zhōngguó")


class Hierarchy(Protocol):
    """What the status core needs to know of the world: `pilotmap.gazetteer.Gazetteer` has it."""

    def get(self, adcode: str) -> AdminUnit | None:
        """Return the unit of that code, today's or else the last former one."""

    def at_level(self, level: Level) -> Sequence[AdminUnit]:
        """Return today's units that tile the country at `level`."""

    def current(self, adcode: str) -> Sequence[str]:
        """Return the codes of today that stand for `adcode`: itself, or its successors."""


class Tree:
    """Today's units with their parents and parts, rooted in the country.

    A unit that stands at two levels (a municipality, a county directly under a province) is one
    node of the tree and a member of both levels.
    """

    def __init__(self, hierarchy: Hierarchy) -> None:
        self.levels: dict[Level, tuple[str, ...]] = {Level.COUNTRY: (COUNTRY,)}
        self.units: dict[str, AdminUnit] = {COUNTRY: _COUNTRY}
        for level in LEVELS:
            members = hierarchy.at_level(level)
            self.levels[level] = tuple(unit.adcode for unit in members)
            self.units.update((unit.adcode, unit) for unit in members)
        self.parent = {
            unit.adcode: unit.parent for unit in self.units.values() if unit.adcode != COUNTRY
        }
        self._children: dict[str, list[str]] = {}
        for adcode, parent in self.parent.items():
            self._children.setdefault(parent, []).append(adcode)
        self.top_down = tuple(self._walk(COUNTRY))
        """Every unit, each after its parent; the country is the first."""

    def __contains__(self, adcode: str) -> bool:
        return adcode in self.units

    def children(self, adcode: str) -> Sequence[str]:
        """Return the units directly inside `adcode`."""
        return self._children.get(adcode, ())

    def lineage(self, adcode: str) -> Iterator[str]:
        """Walk from `adcode` itself outwards to the country."""
        yield adcode
        while adcode != COUNTRY:
            adcode = self.parent[adcode]
            yield adcode

    def subtree(self, adcode: str) -> Iterator[str]:
        """Walk `adcode` and every unit inside it, parents first."""
        return self._walk(adcode)

    def sole_line(self, adcode: str) -> Iterator[str]:
        """Walk the units that are the whole of `adcode`: its only child, and so on.

        Whatever lies in some part of `adcode` lies in each of them.
        """
        while len(children := self.children(adcode)) == 1:
            adcode = children[0]
            yield adcode

    def within(self, adcode: str, level: Level) -> tuple[str, ...]:
        """Return the units of `level` that are `adcode` or lie inside it."""
        if adcode == COUNTRY:
            return self.levels[level]
        inside = set(self.subtree(adcode))
        return tuple(member for member in self.levels[level] if member in inside)

    def _walk(self, adcode: str) -> Iterator[str]:
        waiting = [adcode]
        while waiting:
            unit = waiting.pop()
            yield unit
            waiting.extend(self.children(unit))
