"""The place names of a sentence, and what the words right beside each say of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .beside_chinese import chinese_mention
from .beside_english import english_mention
from .lexicon import group_members
from .mention import Kind, Mention

if TYPE_CHECKING:
    from .document import Sentence
    from .lexicon import Hit

_IN_CREDIT = re.compile(
    r"\((?:Photo|Image|Picture|Credit)[^()]{0,60}\)|[（(](?:图片?|摄影|供图|来源)[^（）()]{0,40}[）)]"
)
_FIRST_HAN = "\u2e80"


def find_mentions(text: str, sentence: Sentence, hits: list[Hit]) -> list[Mention]:
    """Return the names in a sentence of a folded text, in their order.

    Parameters
    ----------
    hits
        The names of the text that begin in the sentence, leftmost and longest first.
    """
    found = [_mention(text, sentence, hit) for hit in hits]
    spans = [credit.span() for credit in _IN_CREDIT.finditer(text, sentence.start, sentence.end)]
    for mention in found:
        if any(start <= mention.start < end for start, end in spans):
            mention.is_only(Kind.CONTEXT, "a photo credit")
    return found


def _mention(text: str, sentence: Sentence, hit: Hit) -> Mention:
    name = text[hit.start : hit.end]
    if hit.kind == "group":
        why = "a group of provinces; which of them, the name does not say"
        members = group_members(name)
        return Mention(hit.start, hit.end, name, Kind.GROUP, why, members=members)
    if name[0] < _FIRST_HAN:
        return english_mention(text, sentence, hit)
    return chinese_mention(text, sentence, hit)
