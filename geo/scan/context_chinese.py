"""What the Chinese characters right beside a name make of it: an institution, a road, a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import words_chinese as words
from .model import Mention, MentionKind

if TYPE_CHECKING:
    from .document import Sentence
    from .lexicon import Hit

_BEFORE, _AFTER = 16, 32
"""Characters beside a name in which the words that place it stand."""
_GENERIC_ENDS = ("市", "县", "区", "省", "州", "旗", "盟")
_LONGEST_COMPANY = 18
_ONE_SYLLABLE = 2
"""Characters of a county whose name is one character and 县; nobody drops that."""


def chinese_mention(text: str, sentence: Sentence, hit: Hit) -> Mention:
    """Return a Chinese name, and what the characters beside it say."""
    name = text[hit.start : hit.end]
    mention = Mention(hit.start, hit.end, name, is_city=hit.kind == "short")
    before = text[max(sentence.start, hit.start - _BEFORE) : hit.start]
    after = text[hit.end : min(sentence.end, hit.end + _AFTER)]
    if brand := _brand(text, hit, name):
        mention.is_only(MentionKind.WORD, f"part of the word or name {brand}", firm=True)
    elif words.PERSON.search(before):
        mention.is_only(MentionKind.WORD, "the name of a person", firm=True)
    elif why := _word(name, hit.kind, before, after):
        mention.is_only(MentionKind.WORD, why)
        place = Mention(hit.start, hit.end, name)
        _set_context(place, before, after)
        mention.if_place = (place.kind, place.why)
    elif before.endswith("银行") and words.BRANCH.match(after):
        mention.is_only(MentionKind.CONTEXT, "part of the name of a bank", firm=True)
    elif before.endswith("从") and words.LEARNED.search(after.partition("，")[0]):
        mention.is_only(MentionKind.CONTEXT, "who told it to the reporter", firm=True)
    elif not words.BRANCH.match(after) and not _set_name(mention, name, after):
        _set_context(mention, before, after)
    return mention


def _brand(text: str, hit: Hit, name: str) -> str:
    """Return the name of a firm, or the fixed word, that a name is a part of."""
    for brand in words.BRANDS:
        if name not in brand or len(brand) == len(name):
            continue
        at = text.find(brand, max(0, hit.start - len(brand)), hit.end + len(brand))
        if at != -1 and at <= hit.start and hit.end <= at + len(brand):
            return brand
    return ""


def _word(name: str, kind: str, before: str, after: str) -> str:
    """Return why a short name is taken for a word; a list or a unit before it overrules that."""
    previous, following = before[-1:], after[:1]
    is_free = not _is_han(previous) or previous in words.PARTICLES or previous in "省市州县区盟"
    if kind == "full" and len(name) == _ONE_SYLLABLE and name[1] in "县市区":
        return "" if is_free else "reads as a part of other words"
    if kind not in {"bare", "short"} or (previous == "除" and following == "外"):
        return ""
    if name in words.COMMON_WORDS:
        return "a common word; only a list or the unit around it would make it a place"
    goes_on = (words.BEGINS, words.PROGRAMME, words.BRANCH)
    is_free_after = not _is_han(following) or following in words.PARTICLES
    is_free_after = is_free_after or any(pattern.match(after) for pattern in goes_on)
    if kind == "short" or (is_free and is_free_after):
        return ""
    return "the short name of a county between other words: reads as a part of them"


def _set_name(mention: Mention, name: str, after: str) -> bool:
    """Set what a longer name makes of the place that it begins with; False: it begins none."""
    if not name.endswith(_GENERIC_ENDS) and (landmark := words.LANDMARKS.match(after)):
        mention.is_only(MentionKind.CONTEXT, f"called after a place: {name}{landmark[0]}")
    elif name.endswith(_GENERIC_ENDS) and (body := words.LOCAL_BODIES.match(after)):
        mention.is_only(MentionKind.COMPANY, f"a body of the place acts ({body[0]})")
    elif institution := words.INSTITUTION.match(after):
        mention.is_only(
            MentionKind.CONTEXT, f"part of the name of an institution ({institution[0]})"
        )
    elif province := words.PROVINCIAL.match(after):
        mention.is_only(
            MentionKind.COMPANY, f"the company's name says where it works ({province[0]})"
        )
    elif company := _company(after):
        mention.is_only(MentionKind.CONTEXT, f"part of the name of a company ({company})")
    elif office := words.GOVERNMENT.match(after):
        mention.is_only(MentionKind.COMPANY, f"a government or office acts ({office[0]})")
    else:
        return False
    return True


def _company(after: str) -> str:
    """Return the rest of the name of a company that begins with a place; empty without one."""
    end = words.COMPANY.search(after, 0, _LONGEST_COMPANY)
    if end is None or not words.NOT_IN_A_NAME.isdisjoint(after[: end.start()]):
        return ""
    return after[: end.end()]


def _set_context(mention: Mention, before: str, after: str) -> None:
    for pattern, why in words.BEFORE:
        if pattern.search(before):
            mention.is_only(MentionKind.CONTEXT, why, shared=why not in words.OF_ONE)
            return
    for pattern, why in words.AFTER:
        if pattern.match(after):
            alone = why in words.OF_ONE  # its own words say so, whatever unit stands before it
            mention.is_only(MentionKind.CONTEXT, why, firm=alone, shared=not alone)
            return
    if product := words.PRODUCTS.match(after):
        mention.is_only(MentionKind.CONTEXT, f"where goods come from ({product[0]})")


def _is_han(sign: str) -> bool:
    return "\u3400" <= sign <= "\u9fff"
