"""Zones, the Corps of Xinjiang, former provinces: names of no unit, with those they lie in."""

from __future__ import annotations

import csv
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

from ..errors import ReferenceDataError
from ..paths import REFERENCE
from ..toponym.normalise import has_han, latin_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

DIVISION = "division of the Corps"
_SHORTEST_NAME = 2
"""Characters of the shortest Chinese name."""
COLUMNS = ("name_zh", "name_en", "aliases", "kind", "lies_in", "reason")


class Zone(NamedTuple):
    """One row of the table of zones."""

    name_zh: str
    name_en: str
    aliases: tuple[str, ...]
    kind: str
    """What it is, in English: `state-level new area`, `division of the Corps`."""
    lies_in: tuple[str, ...]
    """Adcodes of the units that it lies in, wholly or in part."""
    reason: str


class Zones:
    """Finds zones by name.

    Parameters
    ----------
    path
        The table; it is read when a name is first looked for.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def named(self, text: str) -> Zone | None:
        """Return the zone of this name, in either script; None if there is none."""
        return self._by_name.get(_key(text))

    def at_start(self, text: str) -> tuple[str, Zone] | None:
        """Return the longest Chinese name of a zone that a text begins with, and the zone."""
        if text[:_SHORTEST_NAME] not in self.beginnings:
            return None  # as nearly all texts begin
        longest = min(len(text), self._longest)
        for size in range(longest, _SHORTEST_NAME - 1, -1):
            zone = self._by_name.get(text[:size])
            if zone:
                return text[:size], zone
        return None

    @cached_property
    def keys(self) -> Collection[str]:
        """What the names of zones are told by: a Chinese one itself, the letters of another."""
        return self._by_name.keys()

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """The first two characters of each."""
        return frozenset(name[:_SHORTEST_NAME] for name in self._by_name)

    def names(self) -> Iterator[tuple[str, Zone]]:
        """Yield every name of every zone as printed, and the zone."""
        for zone in self._zones:
            for name in (zone.name_zh, zone.name_en, *zone.aliases):
                yield name, zone

    @cached_property
    def _by_name(self) -> dict[str, Zone]:
        return {_key(name): zone for name, zone in self.names()}

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._by_name))

    @cached_property
    def _zones(self) -> list[Zone]:
        try:
            with self._path.open(encoding="utf-8", newline="") as file:
                lines = csv.reader(file)
                if tuple(next(lines, ())) != COLUMNS:
                    raise ReferenceDataError(
                        f"{self._path.name}: expected the columns {','.join(COLUMNS)}; "
                        "rebuild it with `python -m geo.reference`"
                    )
                return [
                    Zone(zh, en, _split(names), kind, _split(codes), reason)
                    for zh, en, names, kind, codes, reason in lines
                ]
        except FileNotFoundError:
            raise ReferenceDataError(
                f"{self._path}: no such file; rebuild it with `python -m geo.reference`"
            ) from None


@cache
def known_zones() -> Zones:
    """Return the zones of the reference data; the names of all who ask are made once."""
    return Zones(REFERENCE / "zones.csv")


def _key(name: str) -> str:
    """Return what two spellings of a name share; its digits count, as of `8th Division`."""
    if has_han(name):
        return name
    letters = latin_key(name)
    return letters if name.isalpha() else letters + "".join(filter(str.isdecimal, name))


def _split(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()
