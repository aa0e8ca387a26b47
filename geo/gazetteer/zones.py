"""Zones and the Corps: known by name as what they are, though no map of units has them.

A functional zone (雄安新区, 两江新区) and the Xinjiang Production and Construction Corps with its
divisions have no place in the hierarchy of units; the table tells the units they lie in.
"""

from __future__ import annotations

import csv
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ..errors import ReferenceDataError
from ..toponym.normalise import has_han, latin_key

if TYPE_CHECKING:
    from pathlib import Path

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
        return self._by_name.get(text if has_han(text) else latin_key(text))

    def at_start(self, text: str) -> tuple[str, Zone] | None:
        """Return the longest Chinese name of a zone that a text begins with, and the zone."""
        longest = min(len(text), self._longest)
        for size in range(longest, 1, -1):
            zone = self._by_name.get(text[:size])
            if zone:
                return text[:size], zone
        return None

    @cached_property
    def _by_name(self) -> dict[str, Zone]:
        return {
            name if has_han(name) else latin_key(name): zone
            for zone in self._zones()
            for name in (zone.name_zh, zone.name_en, *zone.aliases)
        }

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._by_name))

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


def _split(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()
