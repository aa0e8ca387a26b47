"""The nearest units for a text that names none: which part is misspelt, and what was meant."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from ..toponym.generic import TERM_ENDS, generic_alone, han_stems, latin_stems
from ..toponym.normalise import clean, close_up, has_han
from ..toponym.split import characters, joined, parts, words
from .folded_names import BEGIN
from .suggester import LEVEL_RANK, MOST, Suggester

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..model import AdminUnit
    from ..toponym.generic import Stem
    from .hierarchy import UnitTable
    from .index import NameIndex
    from .match import Hints
    from .reading import NameReader

_NO_CODES: frozenset[str] = frozenset()
_SHORTEST_HEAD = 2
_SHORTEST_WITH_PARENT = 4
"""Characters of a Chinese text that may hold a unit and its parent."""


class Nearest:
    """Finds what may have been meant; nothing it returns is a match."""

    def __init__(self, table: UnitTable, index: NameIndex, reader: NameReader) -> None:
        self._table = table
        self._index = index
        self._reader = reader

    def to(self, toponym: str, hints: Hints) -> tuple[AdminUnit, ...]:
        """Return the `MOST` nearest names' units, best first, those that fit the hints before."""
        text = clean(toponym)
        name, parents = self._misspelt(text)
        if not name:
            return ()
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
        return self._table.all_at(found[:MOST])

    def to_word(self, word: str, hints: Hints) -> tuple[AdminUnit, ...]:
        """Return the same for a word in which no name is read, at its beginning or its end."""
        if hints.given:
            return self.to(word, hints)
        found = self._suggester.nearest(word, most=MOST)
        if not found and word[-1] in TERM_ENDS:
            found = list(dict.fromkeys(self._near_stems(han_stems(word), everywhere=True)))
        return self._table.all_at(found[:MOST])

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
            found += self._near_stems(stems, everywhere=everywhere)
        return list(dict.fromkeys(found))

    def _near_stems(self, stems: Iterable[Stem], *, everywhere: bool) -> Iterator[int]:
        """Yield rows near to names without their terms, those first that the term fits."""
        for stem in stems:
            near = self._suggester.nearest(stem.text, everywhere=everywhere)
            near.sort(key=lambda position: not self._index.fits(position, stem.generic))
            yield from near

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
        for head, rest in self._halves(text) if chinese else _halves_of(words(text)):
            found = self._index.named(head)
            if found and not generic_alone(rest):
                return rest, self._reader.codes(found)
        return text, _NO_CODES

    def _halves(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield the name of a parent and what follows it, the longest first."""
        whole = characters(text)
        if len(whole) < _SHORTEST_WITH_PARENT:
            return
        if not has_han(whole[0]):
            yield from _halves_of(whole)
            return
        longest = min(len(whole) - 1, self._index.longest_from.get(whole[:BEGIN], 0))
        for size in range(longest, _SHORTEST_HEAD - 1, -1):
            if whole[:size] in self._index.han:
                yield whole[:size], whole[size:].lstrip()


def _halves_of(pieces: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield what may be a parent and the rest: the longest in front first, then those behind."""
    for size in range(len(pieces) - 1, 0, -1):
        yield joined(pieces[:size]), joined(pieces[size:])
    for size in range(1, len(pieces)):
        yield joined(pieces[size:]), joined(pieces[:size])
