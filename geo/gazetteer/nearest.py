"""Suggest units for a text that names none, by the part of it that is misspelt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import COUNTRY
from ..toponym.generic import generic_alone, han_stems, latin_stems
from ..toponym.normalise import clean, close_up, has_han
from ..toponym.split import joined, parts, words
from .match import Suggestion
from .suggest import LEVEL_RANK, MOST

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model import AdminUnit
    from .hierarchy import Gazetteer
    from .index import NameIndex
    from .match import Hints
    from .reading import Reader

_SHORTEST_HEAD = 2
_SHORTEST_WITH_PARENT = 4
"""Characters of a Chinese text that may hold a unit and its parent."""


class Nearest:
    """Finds what may have been meant; nothing it returns is a match."""

    def __init__(self, gazetteer: Gazetteer, index: NameIndex, reader: Reader) -> None:
        self._gazetteer = gazetteer
        self._index = index
        self._reader = reader
        self._suggestions: dict[str, Suggestion] = {}

    def suggestions(self, units: Iterable[AdminUnit]) -> tuple[Suggestion, ...]:
        """Return units as suggestions, with where they lie; at most five."""
        return tuple(map(self._told, tuple(units)[:MOST]))

    def to(self, toponym: str, hints: Hints) -> list[AdminUnit]:
        """Return the units of the nearest names, best first, those that fit the hints before."""
        text = clean(toponym)
        name, parents = self._misspelt(text)
        if not name:
            return []
        found = self._near(name, everywhere=not (parents or hints.given))
        if not found and name != text:
            parents, found = frozenset(), self._near(text, everywhere=not hints.given)
        named_in_text = bool(parents)  # what lies elsewhere was not meant
        parents = parents or hints.parents or frozenset()
        units = [(self._gazetteer.at(position), position) for position in found]
        if parents:
            inside = [
                pair for pair in units if not self._reader.lies_in(pair[1]).isdisjoint(parents)
            ]
            units = inside if named_in_text else inside or units
        if hints.level is not None:
            units.sort(key=lambda pair: pair[0].level != hints.level)
        return [unit for unit, _ in units]

    def _near(self, name: str, *, everywhere: bool) -> list[int]:
        """Return rows near to the name, its generic term kept apart where it has one."""
        suggester = self._index.suggester
        chinese = has_han(name)
        stems = [
            stem
            for stem in (han_stems(close_up(name)) if chinese else latin_stems(name))
            if stem.generic is not None
        ]
        # A right name with a term that does not fit it is nearer than any slip.
        found = [at for stem in stems for at in self._index.named(stem.text)]
        found.sort(key=lambda at: LEVEL_RANK[self._gazetteer.rows[at].level])
        found += suggester.nearest(name, everywhere=everywhere)
        if not found or not chinese:
            for stem in stems:
                near = suggester.nearest(stem.text, everywhere=everywhere)
                near.sort(key=lambda position: not self._index.fits(position, stem.generic))
                found += near
        today = (at for at in found if not self._gazetteer.rows[at].valid_to)
        return list(dict.fromkeys(today))

    def _misspelt(self, text: str) -> tuple[str, frozenset[str]]:
        """Return the part of a text that names nothing, and the codes the other parts name."""
        if text.isalpha() and len(text) < _SHORTEST_WITH_PARENT:
            return text, frozenset()
        pieces = parts(text)
        if len(pieces) > 1:
            named = [self._reader.named(piece) for piece in pieces]
            unnamed = [piece for piece, found in zip(pieces, named, strict=True) if not found]
            codes = [self._reader.codes(found) for found in named if found]
            return (unnamed or pieces)[0], frozenset().union(*codes)
        whole = words(text)
        if len(whole) < (_SHORTEST_WITH_PARENT if has_han(text) else 2):
            return text, frozenset()
        for head, rest in self._halves(whole):
            found = self._index.named(head)
            if found and not generic_alone(rest):
                return rest, self._reader.codes(found)
        return text, frozenset()

    def _halves(self, pieces: tuple[str, ...]) -> Iterable[tuple[str, str]]:
        """Yield (parent, rest): the longest parent in front first; romanised ones behind too."""
        chinese = has_han(pieces[0])
        least = _SHORTEST_HEAD if chinese else 1
        for size in range(len(pieces) - 1, least - 1, -1):
            yield joined(pieces[:size]), joined(pieces[size:])
        if not chinese:
            for size in range(1, len(pieces)):
                yield joined(pieces[size:]), joined(pieces[:size])

    def _told(self, unit: AdminUnit) -> Suggestion:
        told = self._suggestions.get(unit.adcode)
        if told is None or told.unit is not unit:
            topmost = unit.parent in {"", COUNTRY}
            where = "" if topmost else self._gazetteer.unit(unit.parent).name_en
            told = self._suggestions[unit.adcode] = Suggestion(unit, where)
        return told
