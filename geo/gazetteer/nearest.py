"""The nearest units for a text that names none: the part that is misspelt, and its typing errors.

A name with one slip shares with the right one what is left when a character is taken out of each
(the deletion index of SymSpell, W. Garbe 2012); that finds all names one slip away by a handful of
look-ups. Only when there are none, names that share rare pairs of letters are measured.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from itertools import islice, product
from typing import TYPE_CHECKING

from ..toponym.generic import generic_alone, han_stems, latin_stems
from ..toponym.normalise import clean, close_up, has_han, latin_key, simplified
from ..toponym.pinyin import syllables
from ..toponym.split import characters, joined, parts, words
from .edit_distance import CHANGED, LOOKALIKES, SIMILAR, distance, slip_cost
from .folded_names import BEGIN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..model import AdminUnit
    from .hierarchy import UnitTable
    from .index import NameIndex
    from .match import Hints
    from .reading import NameReader
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
_NO_CODES: frozenset[str] = frozenset()
_MOST_SOUNDS = 8
"""Ways to read a few characters that are worth trying."""
_RARE_PAIRS = 4
_MEASURED = 25

Names = dict[str, tuple[int, ...]]
Near = tuple[float, tuple[int, ...]]
"""What the slips cost, and the rows of the name."""
_SHORTEST_HEAD = 2
_SHORTEST_WITH_PARENT = 4
"""Characters of a Chinese text that may hold a unit and its parent."""


class Nearest:
    """Finds what may have been meant; nothing it returns is a match."""

    def __init__(self, table: UnitTable, index: NameIndex, reader: NameReader) -> None:
        self._table = table
        self._index = index
        self._reader = reader

    def to(self, toponym: str, hints: Hints) -> list[AdminUnit]:
        """Return the `MOST` nearest names' units, best first, those that fit the hints before."""
        text = clean(toponym)
        name, parents = self._misspelt(text)
        if not name:
            return []
        found = self._near(name, everywhere=not (parents or hints.given))
        if not found and name != text:
            parents, found = frozenset(), self._near(text, everywhere=not hints.given)
        named_in_text = bool(parents)  # what lies elsewhere was not meant
        parents = parents or hints.parents or frozenset()
        if parents:
            inside = [at for at in found if not self._reader.lies_in(at).isdisjoint(parents)]
            found = inside if named_in_text else inside or found
        if hints.level is not None:
            found.sort(key=lambda at: self._table.at(at).level != hints.level)
        return [self._table.at(at) for at in found[:MOST]]

    @cached_property
    def _suggester(self) -> Suggester:
        """The index of slips; made when a name is first not found."""
        return Suggester(self._table.rows, self._index.latin, self._index.han)

    def _near(self, name: str, *, everywhere: bool) -> list[int]:
        """Return rows near to the name, its generic term kept apart where it has one."""
        suggester = self._suggester
        chinese = has_han(name)
        read = han_stems(close_up(name)) if chinese else latin_stems(name)
        stems = [stem for stem in read if stem.generic is not None]
        if not stems:
            return suggester.nearest(name, everywhere=everywhere)
        # A right name with a term that does not fit it is nearer than any slip.
        rows = self._table.rows
        found = [
            at for stem in stems for at in self._index.named(stem.text) if not rows[at].valid_to
        ]
        if found:
            found.sort(key=lambda at: LEVEL_RANK[rows[at].level])
        found += suggester.nearest(name, everywhere=everywhere)
        if not found or not chinese:
            for stem in stems:
                near = suggester.nearest(stem.text, everywhere=everywhere)
                near.sort(key=lambda position: not self._index.fits(position, stem.generic))
                found += near
        return list(dict.fromkeys(found))

    def _misspelt(self, text: str) -> tuple[str, frozenset[str]]:
        """Return the part of a text that names nothing, and the codes the other parts name."""
        chinese = has_han(text)
        if text.isalpha() and (not chinese or len(text) < _SHORTEST_WITH_PARENT):
            return text, _NO_CODES
        pieces = parts(text)
        if len(pieces) > 1:
            named = [self._reader.named(piece) for piece in pieces]
            unnamed = [piece for piece, found in zip(pieces, named, strict=True) if not found]
            codes = [self._reader.codes(found) for found in named if found]
            return (unnamed or pieces)[0], frozenset().union(*codes)
        whole = characters(text) if chinese else words(text)
        if len(whole) < (_SHORTEST_WITH_PARENT if chinese else 2):
            return text, _NO_CODES
        for head, rest in self._halves(whole):
            found = self._index.named(head)
            if found and not generic_alone(rest):
                return rest, self._reader.codes(found)
        return text, _NO_CODES

    def _halves(self, pieces: Sequence[str]) -> Iterable[tuple[str, str]]:
        """Yield (parent, rest): the longest parent in front first; romanised ones behind too."""
        chinese = has_han(pieces[0])
        longest = len(pieces) - 1
        if chinese:  # no longer parent can be named
            longest = min(longest, self._index.longest_from.get(joined(pieces[:BEGIN]), 0))
        for size in range(longest, (_SHORTEST_HEAD if chinese else 1) - 1, -1):
            yield joined(pieces[:size]), joined(pieces[size:])
        if not chinese:
            for size in range(1, len(pieces)):
                yield joined(pieces[size:]), joined(pieces[:size])


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
        self._ranks = [LEVEL_RANK[row.level] for row in rows]
        self._latin = {name: now for name, all_ in latin.items() if (now := self._today(all_))}
        self._han = {name: now for name, all_ in han.items() if (now := self._today(all_))}

    def nearest(self, name: str, *, everywhere: bool = True) -> list[int]:
        """Return rows whose names are nearest to this one, best first; at most twenty.

        Parameters
        ----------
        everywhere
            The nearest of the whole country are wanted; False: those inside one unit, which may be
            far down the list, and are looked for among all.
        """
        if has_han(name):
            return self._best(self._near_han(name, MOST if everywhere else None))
        return self._best(self._near_latin(latin_key(name)))

    def _today(self, bearers: tuple[int, ...]) -> tuple[int, ...]:
        rows = self._rows
        for position in bearers:
            if rows[position].valid_to:
                return tuple(at for at in bearers if not rows[at].valid_to)
        return bearers

    def _best(self, costs: Iterable[Near]) -> list[int]:
        cheapest: dict[int, float] = {}
        for cost, bearers in costs:
            for position in bearers:
                if cost < cheapest.get(position, _FAR):
                    cheapest[position] = cost
        if len(cheapest) == 1:
            return list(cheapest)
        ranks = self._ranks
        ranked = sorted(
            zip(cheapest.values(), map(ranks.__getitem__, cheapest), cheapest, strict=True)
        )
        return [position for _, _, position in ranked[: 4 * MOST]]

    def _near_latin(self, key: str) -> list[Near]:
        if len(key) < _SHORTEST:
            return []
        index, names = self._latin_deletions, self._latin
        shared = set(index.get(key, ()))
        for place in range(len(key)):
            rest = key[:place] + key[place + 1 :]
            if rest in index:
                shared.update(index[rest])
        near = [
            (cost, names[name])
            for name in shared
            if name != key and (cost := slip_cost(key, name)) is not None
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

    def _near_han(self, name: str, most: int | None) -> list[Near]:
        plain = simplified(name)
        names, index = self._han, self._han_deletions
        near = [(SIMILAR, names[other]) for other in _taken_for(plain) if other in names]
        near += [(SIMILAR, bearers) for bearers in self._sounding_like(plain)]
        # A character left out, one too many, or another one.
        near += [(CHANGED, names[other]) for other in index.get(plain, ())[:most]]
        size = len(plain)
        for place in range(size):
            before = plain[:place]
            rest = before + plain[place + 1 :]
            if rest in names and size > _TWO:
                near.append((CHANGED, names[rest]))
            if rest in index:
                near += [
                    (CHANGED, names[other])
                    for other in index[rest][:most]
                    if len(other) == size and other.startswith(before)
                ]
        return near

    def _sounding_like(self, typed: str) -> Iterator[tuple[int, ...]]:
        """Yield the rows of names that sound like the characters, with or without the last one.

        The last may be a generic term, which the pinyin of a name leaves out.
        """
        sounds, names = self._sounds, self._latin
        heard = [sounds.get(character, _SILENT) for character in typed]
        if _SILENT in heard[:-1]:
            return
        for part in (heard, heard[:-1]):
            if len(part) > 1:
                for spoken in islice(product(*part), _MOST_SOUNDS):
                    letters = "".join(spoken)
                    if letters in names:
                        yield names[letters]

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
    def _latin_deletions(self) -> dict[str, list[str]]:
        return _deletions(name for name in self._latin if len(name) > _SHORTEST)

    @cached_property
    def _han_deletions(self) -> dict[str, list[str]]:
        ranked = sorted(self._han, key=self._outermost)  # so that the first ones matter most
        return _deletions(name for name in ranked if len(name) > 1)

    def _outermost(self, name: str) -> int:
        return min((self._ranks[at] for at in self._han[name]), default=3)

    @cached_property
    def _latin_pairs(self) -> dict[str, list[str]]:
        pairs: dict[str, list[str]] = {}
        for name in self._latin:
            for pair in set(_pairs(name)):
                pairs.setdefault(pair, []).append(name)
        return pairs


def _taken_for(typed: str) -> Iterator[str]:
    """Yield what may have been meant: characters swapped, or taken for one that looks alike."""
    for place, character in enumerate(typed):
        before, after = typed[:place], typed[place + 1 :]
        if after:
            yield before + after[0] + character + after[1:]
        if character in LOOKALIKES:
            for other in LOOKALIKES[character]:
                yield before + other + after


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
