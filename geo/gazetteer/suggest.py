"""The nearest names for one that names nothing: typing errors, in both scripts, ranked.

A name with one slip shares with the right one what is left when a character is taken out of each
(the deletion index of SymSpell, W. Garbe 2012); that finds all names one slip away by a handful of
look-ups. Only when there are none, names that share rare pairs of letters are measured.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from geo.gazetteer.edits import CHANGED, SIMILAR, distance, look_alike, slip_cost
from geo.toponym.normalise import has_han, latin_key, simplified
from geo.toponym.pinyin import spelling, syllable_breaks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.gazetteer.units import Row

MOST = 5
"""How many names are worth reading."""

_LEVEL_RANK = {"province": 0, "prefecture": 1, "county": 2}
_SHORTEST = 3
"""Letters; a shorter romanised word is near to everything."""
_TWO_SLIPS_FROM = 6
"""Letters from which a second slip is allowed."""
_TWO = 2
_RARE_PAIRS = 4
_MEASURED = 25

Names = dict[str, tuple[int, ...]]
Near = tuple[float, tuple[int, ...]]
"""What the slips cost, and the rows of the name."""


class Suggester:
    """Finds today's names that are near to a misspelt one.

    Parameters
    ----------
    rows
        The rows of the gazetteer.
    latin, han
        Folded names of either script, with the rows that bear them.
    """

    def __init__(self, rows: Sequence[Row], latin: Names, han: Names) -> None:
        self._rows = rows
        self._latin = {name: self._today(bearers) for name, bearers in latin.items()}
        self._han = {name: self._today(bearers) for name, bearers in han.items()}

    def nearest(self, name: str) -> list[int]:
        """Return rows whose names are nearest to this one, best first; at most twenty."""
        if has_han(name):
            return self._best(self._near_han(name))
        return self._best(self._near_latin(latin_key(name)))

    def _today(self, bearers: tuple[int, ...]) -> tuple[int, ...]:
        rows = self._rows
        for position in bearers:
            if rows[position].valid_to:
                return tuple(at for at in bearers if not rows[at].valid_to)
        return bearers

    def _best(self, costs: Iterable[Near]) -> list[int]:
        ranked: dict[int, tuple[float, int]] = {}
        for cost, bearers in costs:
            for position in bearers:
                rank = (cost, _LEVEL_RANK[self._rows[position].level])
                if position not in ranked or rank < ranked[position]:
                    ranked[position] = rank
        return sorted(ranked, key=lambda position: (*ranked[position], position))[: 4 * MOST]

    def _near_latin(self, key: str) -> list[Near]:
        if len(key) < _SHORTEST:
            return []
        index, names = self._latin_deletions, self._latin
        shared = set(index.get(key, ()))
        for place in range(len(key)):
            found = index.get(key[:place] + key[place + 1 :])
            if found:
                shared.update(found)
        near = [
            (slip_cost(key, name), names[name])
            for name in shared
            if name != key and distance(key, name, 1) == 1
        ]
        if near or len(key) < _TWO_SLIPS_FROM:
            return near
        return [
            (2.0 + (key[0] != name[0]), names[name])
            for name in self._with_rare_pairs(key)
            if distance(key, name, _TWO) == _TWO
        ]

    def _with_rare_pairs(self, key: str) -> list[str]:
        """Return the names that share most of the rarest pairs of letters with a word."""
        postings = sorted(
            (found for pair in _pairs(key) if (found := self._latin_pairs.get(pair))), key=len
        )
        shared = Counter(name for found in postings[:_RARE_PAIRS] for name in found)
        return [name for name, _ in shared.most_common(_MEASURED)]

    def _near_han(self, name: str) -> list[Near]:
        plain = simplified(name)
        index, names = self._han_deletions, self._han
        # First the names with a character more, then those with one less, or another.
        near: list[Near] = [(CHANGED, names[other]) for other in index.get(plain, ())]
        for place in range(len(plain)):
            rest = plain[:place] + plain[place + 1 :]
            if rest in names and len(rest) > 1:
                near.append((CHANGED, names[rest]))
            near.extend(
                (self._han_slip(plain, other), names[other])
                for other in index.get(rest, ())
                if len(other) == len(plain)
            )
        return near

    def _han_slip(self, typed: str, name: str) -> float:
        differ = [(one, other) for one, other in zip(typed, name, strict=True) if one != other]
        if len(differ) == 1:
            one, other = differ[0]
            alike = look_alike(one, other) or self._sound_alike(one, other)
            return SIMILAR if alike else CHANGED
        return SIMILAR if sorted(typed) == sorted(name) else CHANGED + len(differ)

    def _sound_alike(self, one: str, other: str) -> bool:
        sounds = self._sounds
        return not sounds.get(one, frozenset()).isdisjoint(sounds.get(other, ()))

    @cached_property
    def _sounds(self) -> dict[str, set[str]]:
        """Map each character of the names to its syllables, learnt from the names themselves."""
        sounds: dict[str, set[str]] = {}
        for row in self._rows:
            pinyin = row.pinyin
            bounds = [0, *sorted(syllable_breaks(pinyin)), len(spelling(pinyin).letters)]
            if len(bounds) != len(row.short_zh) + 1:
                continue
            letters = spelling(pinyin).letters
            for character, start, end in zip(row.short_zh, bounds, bounds[1:], strict=False):
                sounds.setdefault(character, set()).add(letters[start:end])
        return sounds

    @cached_property
    def _latin_deletions(self) -> dict[str, list[str]]:
        return _deletions(name for name in self._latin if len(name) > _SHORTEST)

    @cached_property
    def _han_deletions(self) -> dict[str, list[str]]:
        return _deletions(name for name in self._han if len(name) > 1)

    @cached_property
    def _latin_pairs(self) -> dict[str, list[str]]:
        pairs: dict[str, list[str]] = {}
        for name in self._latin:
            for pair in set(_pairs(name)):
                pairs.setdefault(pair, []).append(name)
        return pairs


def _pairs(name: str) -> list[str]:
    padded = f"^{name}$"
    return [padded[place : place + 2] for place in range(len(padded) - 1)]


def _deletions(names: Iterable[str]) -> dict[str, list[str]]:
    """Map each name, and what is left of it without one character, to the names it came from."""
    index: dict[str, list[str]] = {}
    for name in names:
        for rest in {name, *(name[:at] + name[at + 1 :] for at in range(len(name)))}:
            index.setdefault(rest, []).append(name)
    return index
