"""Words that name nothing and hold nothing, told by what they begin and end with.

Most names that are not found are such words: a site's own name, a slip in a name of two
characters. What `reading`, `restating` and `containment` would find after all their questions, a
few look-ups tell here.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from ..toponym.generic import GLUED, TERM_ENDS, han_stems
from ..toponym.normalise import LAST_BEFORE_HAN, is_plain, latin_key, simplified
from ..toponym.pinyin import looks_wade_giles
from ..toponym.split import BEGINNINGS, ENDINGS, HEADING_BEGINS, characters
from .folded_names import BEGIN
from .unparted import COUNTRY_BEGINS, COUNTRY_KEYS

if TYPE_CHECKING:
    from .index import NameIndex
    from .zones import Zones

_LONGEST = 36
"""Characters; a longer text is no word."""
_BEGINNINGS = (*BEGINNINGS, *HEADING_BEGINS, *COUNTRY_BEGINS)


class UnheardWords:
    """Says of a text whether all that is to be said is that no unit is called so.

    Parameters
    ----------
    index
        The names on record.
    zones
        The zones that a text may name or begin with.
    """

    def __init__(self, index: NameIndex, zones: Zones) -> None:
        self._index = index
        self._zones = zones

    @cached_property
    def _keys(self) -> frozenset[str]:
        """The letters of every romanised name: of units, of zones and of the country."""
        return COUNTRY_KEYS.union(self._index.latin, self._zones.keys)

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        """What every Chinese name begins with: of units and of zones."""
        return self._zones.beginnings.union(self._index.longest_from)

    def __contains__(self, text: str) -> bool:
        """Whether a text as typed is such a word; False where it may be more."""
        if not text.isalpha() or len(text) > _LONGEST:
            return False
        if text.isascii():
            return self._latin(text)
        if text in self._index.han or not is_plain(text):
            return False
        return self._han(text) if text[0] > LAST_BEFORE_HAN else self._latin(text)

    def _latin(self, word: str) -> bool:
        key = latin_key(word)
        return not (key in self._keys or key.endswith(GLUED) or looks_wade_giles(word))

    def _han(self, word: str) -> bool:
        names = self._index.han
        if (
            word[:BEGIN] in self._beginnings
            or word[0] in names
            or word.startswith(_BEGINNINGS)
            or word.endswith(ENDINGS)
        ):
            return False
        if simplified(word) != word or characters(word) != word:
            return False
        return word[-1] not in TERM_ENDS or not any(stem.text in names for stem in han_stems(word))
