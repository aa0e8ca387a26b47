"""Names that are near to a misspelt one.

A name with one slip shares with the right one what is left when a character is taken out of each
(the deletion index of SymSpell, W. Garbe 2012); that finds all names one slip away by a handful of
look-ups. Only when there are none, names that share rare pairs of letters are measured.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from itertools import islice, product
from typing import TYPE_CHECKING

from ..toponym.normalise import has_han, latin_key, simplified
from ..toponym.pinyin import syllables
from .edit_distance import LOOKALIKES, distance, slip_cost

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .units import Row

MOST = 5
"""How many names are worth reading."""

LEVEL_RANK = {"province": 0, "prefecture": 1, "county": 2}
_SHORTEST = 3
"""Letters; a shorter romanised word is near to everything."""
_TWO_SLIPS_FROM = 6
"""Letters from which a second slip is allowed."""
_TWO = 2
_FAR = 9.0
_SILENT: tuple[str, ...] = ()
_HAVE_LOOKALIKES = frozenset(LOOKALIKES)
_MOST_SOUNDS = 8
"""Ways to read a few characters that are worth trying."""
_RARE_PAIRS = 4
_MEASURED = 25

Names = dict[str, tuple[int, ...]]
_OneMore = dict[tuple[str, int], tuple[int, ...]]
"""Rows by what is left of a Chinese name, and where in it a character is missing."""


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
        ranks = [LEVEL_RANK[row.level] for row in rows]
        self._ranked = sorted(range(len(rows)), key=ranks.__getitem__)
        """Rows, the outermost levels first. What is near is kept as places in this order, so that
        sorting numbers ranks the rows."""
        self._place_of = dict(zip(self._ranked, range(len(rows)), strict=True))
        self._latin = self._of_today(latin)
        self._han = self._of_today(han)
        self._with_a_slip: tuple[_OneMore, _OneMore] = ({}, {})
        """What `_one_more` found, among the first ones and among all, as far as it was asked."""

    def nearest(self, name: str, *, everywhere: bool = True, most: int = 4 * MOST) -> list[int]:
        """Return rows whose names are nearest to this one, best first.

        Parameters
        ----------
        everywhere
            The nearest of the whole country are wanted; False: those inside one unit, which may be
            far down the list, and are looked for among all.
        most
            How many are returned at most.
        """
        found: Sequence[int]
        if has_han(name):
            found = self._near_han(simplified(name), MOST if everywhere else None)
        else:
            found = self._near_latin(latin_key(name))
        return [self._ranked[place] for place in found[:most]]

    def _of_today(self, names: Names) -> Names:
        """Return the places of the rows in force, by name, each name's in order."""
        rows, place_of = self._rows, self._place_of
        found: Names = {}
        for name, bearers in names.items():
            if len(bearers) == 1:
                if not rows[bearers[0]].valid_to:
                    found[name] = (place_of[bearers[0]],)
            elif now := sorted(place_of[at] for at in bearers if not rows[at].valid_to):
                found[name] = tuple(now)
        return found

    def _near_latin(self, key: str) -> Sequence[int]:
        if len(key) < _SHORTEST:
            return ()
        with_slip, names = self._latin_deletions.get, self._latin
        rests = [key[:place] + key[place + 1 :] for place in range(len(key))]
        shared = set(with_slip(key, ())).union(*filter(None, map(with_slip, rests)))
        near = [
            (cost, names[name])
            for name in shared
            if name != key and (cost := slip_cost(key, name)) is not None
        ]
        if near or len(key) < _TWO_SLIPS_FROM:
            return _cheapest_first(near)
        return _cheapest_first(
            [
                (2.0 + (key[0] != name[0]), names[name])
                for name in self._with_rare_pairs(key)
                if distance(key, name, _TWO) == _TWO
            ]
        )

    def _with_rare_pairs(self, key: str) -> list[str]:
        """Return the names that share most of the rarest pairs of letters with a word."""
        postings = sorted(
            (found for pair in _pairs(key) if (found := self._latin_pairs.get(pair))), key=len
        )
        shared = Counter(name for found in postings[:_RARE_PAIRS] for name in found)
        return [name for name, _ in shared.most_common(_MEASURED)]

    def _near_han(self, plain: str, most: int | None) -> list[int]:
        names, deletions = self._han, self._han_deletions
        known = self._with_a_slip[most is None]
        similar = self._sounding_like(plain)
        similar.update(*filter(None, map(names.get, _taken_for(plain))))
        changed: set[int] = set()
        for other in deletions.get(plain, ())[:most]:  # a character was left out
            changed.update(names[other])
        rests = [plain[:place] + plain[place + 1 :] for place in range(len(plain))]
        for place, others in enumerate(map(deletions.get, rests)):
            if others:
                rest = rests[place]
                found = known.get((rest, place))
                if found is None:
                    found = known[rest, place] = self._one_more(rest, place, others[:most])
                changed.update(found)
        return sorted(similar) + sorted(changed - similar) if similar else sorted(changed)

    def _one_more(self, rest: str, place: int, others: Iterable[str]) -> tuple[int, ...]:
        """Return the rows of a name with a character too many, or with a wrong one, at a place."""
        names = self._han
        found = set(names.get(rest, ())) if len(rest) >= _TWO else set()
        for other in others:
            if len(other) == len(rest) + 1 and other.startswith(rest[:place]):
                found.update(names[other])
        return tuple(found)

    def _sounding_like(self, typed: str) -> set[int]:
        """Return the rows of names that sound like the characters, with or without the last one.

        The last may be a generic term, which the pinyin of a name leaves out.
        """
        found: set[int] = set()
        sounds, names = self._sounds, self._latin
        heard = [sounds.get(character, _SILENT) for character in typed]
        if not all(heard[:-1]):
            return found
        for part in (heard, heard[:-1]):  # none is spoken where the last one is silent
            if len(part) > 1:
                for spoken in islice(product(*part), _MOST_SOUNDS):
                    found.update(names.get("".join(spoken), ()))
        return found

    @cached_property
    def _sounds(self) -> dict[str, tuple[str, ...]]:
        """Map each character of the names to its syllables, learnt from the names themselves."""
        sounds: dict[str, tuple[str, ...]] = {}
        for row in self._rows:
            heard = syllables(row.pinyin)
            if len(heard) == len(row.short_zh):
                for character, syllable in zip(row.short_zh, heard, strict=True):
                    known = sounds.get(character, _SILENT)
                    if syllable not in known:
                        sounds[character] = (*known, syllable)
        return sounds

    @cached_property
    def _latin_deletions(self) -> dict[str, tuple[str, ...]]:
        return _deletions(name for name in self._latin if len(name) > _SHORTEST)

    @cached_property
    def _han_deletions(self) -> dict[str, tuple[str, ...]]:
        ranked = sorted(self._han, key=self._outermost)  # so that the first ones matter most
        return _deletions(name for name in ranked if len(name) > 1)

    def _outermost(self, name: str) -> int:
        return LEVEL_RANK[self._rows[self._ranked[self._han[name][0]]].level]

    @cached_property
    def _latin_pairs(self) -> dict[str, list[str]]:
        pairs: dict[str, list[str]] = {}
        for name in self._latin:
            for pair in set(_pairs(name)):
                pairs.setdefault(pair, []).append(name)
        return pairs


def _cheapest_first(near: list[tuple[float, tuple[int, ...]]]) -> Sequence[int]:
    """Return the places of several names by what their slips cost, each at its cheapest."""
    if len(near) == 1:
        return near[0][1]
    cheapest: dict[int, float] = {}
    for cost, bearers in near:
        for place in bearers:
            if cost < cheapest.get(place, _FAR):
                cheapest[place] = cost
    return [place for _, place in sorted(zip(cheapest.values(), cheapest, strict=True))]


def _taken_for(typed: str) -> list[str]:
    """Return what may have been meant: characters swapped, or taken for one that looks alike."""
    found = [
        typed[:place] + typed[place + 1] + typed[place] + typed[place + 2 :]
        for place in range(len(typed) - 1)
    ]
    if not _HAVE_LOOKALIKES.isdisjoint(typed):
        for place, character in enumerate(typed):
            for other in LOOKALIKES.get(character, ()):
                found.append(typed[:place] + other + typed[place + 1 :])  # noqa: PERF401 - plainer
    return found


def _pairs(name: str) -> list[str]:
    padded = f"^{name}$"
    return [padded[place : place + 2] for place in range(len(padded) - 1)]


def _deletions(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Map each name, and what is left of it without one character, to the names it came from."""
    index: dict[str, list[str]] = {}
    for name in names:
        for rest in {name, *(name[:at] + name[at + 1 :] for at in range(len(name)))}:
            index.setdefault(rest, []).append(name)
    return {rest: tuple(found) for rest, found in index.items()}
