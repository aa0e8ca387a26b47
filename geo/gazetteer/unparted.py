"""Read a text in which nothing parts a unit from its parents: `Gansu Wuwei`, 甘肃武威."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from ..model import Level
from ..toponym.generic import TERM_ENDS
from ..toponym.normalise import has_han, latin_key, simplified
from ..toponym.split import characters, joined, words
from .folded_names import BEGIN
from .index import Reading
from .units import CHINA, COUNTRY_POSITION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .hierarchy import UnitTable
    from .index import NameIndex

COUNTRY_KEYS = frozenset(
    {latin_key(name) for name in (CHINA.name_en, *CHINA.aliases) if name.isascii()}
    | {"zhongguo", "thepeoplesrepublicofchina", "thepeoplesrepublicofchinaprc", "prchina"}
)
_COUNTRY_HAN = frozenset({CHINA.name_zh, CHINA.short_zh, "全国", "中國", "中華人民共和國"})
COUNTRY_BEGINS = tuple(_COUNTRY_HAN)
_SHORTEST_NAME_HAN = 2
_SHORTEST_PAIR, _SHORTEST_PAIR_HAN = 2, 4
"""Words, or Chinese characters, that a unit and its parent have at least."""


class UnpartedReader:
    """Reads names with their parents run together, against the index and the hierarchy."""

    def __init__(self, table: UnitTable, index: NameIndex) -> None:
        self._table = table
        self._index = index
        self._chains: dict[int, frozenset[str]] = {}

    def lies_in(self, position: int) -> frozenset[str]:
        """Return the codes of the units that a row lies in; where it ended, its heirs too."""
        chain = self._chains.get(position)
        if chain is None:
            table = self._table
            unit = self._table.at(position)
            codes = {parent.adcode for parent in table.parents_of(unit)}
            if unit.valid_to is not None:
                for heir in table.successors(unit):
                    codes.update(parent.adcode for parent in table.parents_of(heir))
                    codes.discard(unit.adcode)
            chain = self._chains[position] = frozenset(codes)
        return chain

    def codes(self, positions: tuple[int, ...]) -> frozenset[str]:
        """Return the codes of rows; a unit that ended goes by its single heir as well."""
        found: set[str] = set()
        for position in positions:
            unit = self._table.at(position)
            found.add(unit.adcode)
            heirs = self._table.successors(unit)
            if len(heirs) == 1:
                found.add(heirs[0].adcode)
        return frozenset(found)

    def _of_one(self, text: str) -> Iterator[Reading]:
        chinese = has_han(text)
        if text.isalpha() and (not chinese or len(text) < _SHORTEST_PAIR_HAN):
            return self._single(text)
        return chain(self._single(text), self._of_pair(text, chinese=chinese))

    def _of_pair(self, text: str, *, chinese: bool) -> Iterator[Reading]:
        """Yield what a text names that holds a unit and its parents, with nothing between them."""
        if self._is_country(text):
            return
        if chinese:
            text = characters(text)
            if len(text) < _SHORTEST_PAIR_HAN or not self._may_be_nested(text):
                return
            found = [*self._chain(text, None, reverse=False), *self._inside_out(text)]
        else:
            pieces = words(text)
            if len(pieces) < _SHORTEST_PAIR:
                return
            backwards = self._chain(pieces[::-1], None, reverse=True)
            found = [*self._chain(pieces, None, reverse=False), *backwards]
        strict = [reading for reading in found if not reading.loose] or found
        if strict:
            positions = dict.fromkeys(at for reading in strict for at in reading.positions)
            yield strict[0]._replace(positions=tuple(positions))

    def _may_be_nested(self, text: str) -> bool:
        """Whether characters may be those of a unit and its parent, whichever comes first.

        Every name that is read at their beginning begins itself with one on record.
        """
        if " " in text or not has_han(text[0]) or text.startswith(COUNTRY_BEGINS):
            return True
        return self._begins_with_name(text) or (
            (plain := simplified(text)) != text and self._begins_with_name(plain)
        )

    def _begins_with_name(self, text: str) -> bool:
        """Whether a Chinese text begins with a name on record."""
        names = self._index.han
        if text[0] in names:
            return True
        sizes = range(BEGIN, min(len(text), self._index.longest_from.get(text[:BEGIN], 0)) + 1)
        return any(text[:size] in names for size in sizes)

    def _chain(
        self, pieces: Sequence[str], parents: frozenset[str] | None, *, reverse: bool
    ) -> Iterator[Reading]:
        """Yield units written behind their parents without punctuation: `Gansu Wuwei`, 甘肃武威.

        Every way to part the text counts in which each name lies in the one before it.
        """
        for size in self._sizes(pieces):
            if parents is None and size == len(pieces):
                return  # the whole text is not nested
            head, rest = pieces[:size], pieces[size:]
            text = joined(head[::-1] if reverse else head)
            for reading in self._single(text):
                inside = reading.positions
                if parents is not None:
                    inside = self._inside(inside, parents) or self._said_again(inside, parents)
                if not inside:
                    continue
                if not rest:
                    yield reading._replace(positions=inside, parents=True)
                else:
                    yield from self._chain(rest, self.codes(inside), reverse=reverse)

    def _sizes(self, pieces: Sequence[str]) -> Iterable[int]:
        """Return how many words, or characters, the first name of a text may have."""
        if not has_han(pieces[0]):
            return range(1, len(pieces) + 1)
        text = joined(pieces)
        sizes = range(_SHORTEST_NAME_HAN, len(text) + 1)
        if " " in text or text.startswith(COUNTRY_BEGINS) or simplified(text) != text:
            return sizes
        names, longest = self._index.han, self._index.longest_from.get(text[:BEGIN], 0)
        return [
            size
            for size in sizes
            if text[size - 1] in TERM_ENDS or (size <= longest and text[:size] in names)
        ]

    def _inside_out(self, text: str) -> Iterator[Reading]:
        """Yield a Chinese unit written before its parent: 武威市甘肃省."""
        for size in range(_SHORTEST_NAME_HAN, len(text) - 1):
            head, rest = text[:size], text[size:]
            if not self._index.named(rest):
                continue
            parents = self.codes(self._index.named(rest))
            for reading in self._single(head):
                inside = self._inside(reading.positions, parents)
                if inside:
                    yield reading._replace(positions=inside, parents=True)

    def _single(self, text: str) -> Iterator[Reading]:
        if self._is_country(text):
            return iter((Reading((COUNTRY_POSITION,), text, "name"),))
        return self._index.readings(text)

    @staticmethod
    def _is_country(text: str) -> bool:
        return text in _COUNTRY_HAN or (not has_han(text) and latin_key(text) in COUNTRY_KEYS)

    def _said_again(self, positions: tuple[int, ...], codes: frozenset[str]) -> tuple[int, ...]:
        """Return rows that are the parent itself, as lists repeat it: 北京北京市, 东莞市东莞市."""
        again = ((at, unit) for at in positions if (unit := self._table.at(at)).adcode in codes)
        return tuple(
            at
            for at, unit in again
            if unit.level is Level.PROVINCE or self._table.is_undivided(unit)
        )

    def _inside(self, positions: tuple[int, ...], parents: frozenset[str]) -> tuple[int, ...]:
        return tuple(position for position in positions if self._is_inside(position, parents))

    def _is_inside(self, position: int, codes: frozenset[str]) -> bool:
        return not self.lies_in(position).isdisjoint(codes)
