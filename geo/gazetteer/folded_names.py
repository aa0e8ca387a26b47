"""The names of all rows, folded to what is compared; each table is made when first looked at."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from ..toponym.normalise import has_han, latin_key
from ..toponym.pinyin import syllable_breaks, syllables, umlaut_variants, wade_giles

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .units import Row

_NOBODY: tuple[int, ...] = ()
BEGIN = 2
"""Characters of a Chinese text that tell which names it may begin with."""


class FoldedNames:
    """Rows by their folded names, in either script.

    Parameters
    ----------
    rows
        The rows of the gazetteer; positions count from 0 in their order.
    """

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows

    def wade_giles_of(self, position: int) -> str:
        """Return the name of a row in Wade-Giles, with its hyphens and aspirates."""
        return "-".join(map(wade_giles, syllables(self._rows[position].pinyin)))

    @cached_property
    def pinyin_keys(self) -> list[str]:
        """The letters of each row's pinyin."""
        return [latin_key(row.pinyin) for row in self._rows]

    @cached_property
    def han(self) -> dict[str, tuple[int, ...]]:
        """Rows by Chinese name, and by the other code of the few units that go by two."""
        return _positions_by_key(
            (name, position)
            for position, row in enumerate(self._rows)
            for name in sorted(_han_names(row))  # or which of many are measured differs by run
        )

    @cached_property
    def longest_from(self) -> dict[str, int]:
        """Characters of the longest Chinese name on record, by the `BEGIN` it begins with."""
        found: dict[str, int] = {}
        for name in self.han:
            begin = name[:BEGIN]
            found[begin] = max(len(name), found.get(begin, 0))
        return found

    @cached_property
    def latin(self) -> dict[str, tuple[int, ...]]:
        """Rows by the letters of a romanised name."""
        return _positions_by_key(
            (key, position)
            for position, row in enumerate(self._rows)
            for key in sorted(self._latin_keys(row, self.pinyin_keys[position]))  # as above
        )

    @cached_property
    def wade_giles(self) -> dict[str, tuple[int, ...]]:
        """Rows in force by the letters of their name in Wade-Giles."""
        return _positions_by_key(
            (latin_key(self.wade_giles_of(position)), position)
            for position, row in enumerate(self._rows)
            if not row.valid_to
        )

    @cached_property
    def stems(self) -> dict[str, tuple[int, ...]]:
        """Rows by a stem of one syllable, which names a unit only with its generic term."""
        return _positions_by_key(
            (first_syllable(row.pinyin), position)
            for position, row in enumerate(self._rows)
            if _has_one_character(row)
        )

    def _latin_keys(self, row: Row, pinyin: str) -> set[str]:
        keys = {pinyin, latin_key(row.name_en)}
        if row.aliases:
            keys.update(latin_key(name) for name in row.aliases.split("|") if not has_han(name))
        if "ü" in row.pinyin or not row.pinyin.isascii():
            keys.update(latin_key(form) for form in umlaut_variants(row.pinyin))
        if _has_one_character(row):
            keys.discard(first_syllable(row.pinyin))
        keys.discard("")
        return keys


def _positions_by_key(named: Iterable[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    """Return the positions of rows by what they are named with, in the order they come."""
    found: dict[str, tuple[int, ...]] = {}
    for key, position in named:
        found[key] = (*found.get(key, _NOBODY), position)
    return found


def _han_names(row: Row) -> set[str]:
    """Return the Chinese names of a row, and another code in circulation."""
    names = {row.name_zh, row.short_zh}
    if row.aliases:
        names.update(
            alias for alias in row.aliases.split("|") if has_han(alias) or alias.isdecimal()
        )
    return names


def _has_one_character(row: Row) -> bool:
    """Say whether a name is one character and its generic term, as 和县; nobody drops that."""
    return row.short_zh == row.name_zh and len(row.name_zh) == len("和县")


def first_syllable(pinyin: str) -> str:
    """Return the letters of the first syllable of a pinyin name."""
    letters = latin_key(pinyin)
    return letters[: min(syllable_breaks(pinyin), default=len(letters))]
