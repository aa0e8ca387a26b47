"""What the English words right beside a name make of it: an institution, a person, a dateline."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from . import words_english as words
from .model import Mention, MentionKind

if TYPE_CHECKING:
    from .document import Sentence
    from .lexicon import Hit

_WINDOW = 70
"""Characters beside a name in which the words that place it stand."""
_WORD = re.compile(r"[A-Za-z][A-Za-z'.&-]*|&|[^\sA-Za-z]")
_CAPITAL_BEFORE = re.compile(r"\b([A-Z][A-Za-z]{0,11})\.? $")
_PREFIXED = re.compile(
    r"\b(?:[Tt]he )?(cit(?:y|ies)|count(?:y|ies)|prefectures?|districts?|provinces?|municipality)"
    r" of (?:the )?$"
)
_NAMES_IT = re.compile(
    r"(?:\b[Tt]he|\b(?:[Ii]n|[Tt]o|and|or|[Ff]rom|[Bb]y|[Aa]t|for|with|like|as|reached)|[,;:(]|^) ?"
    r"(?:city|county|prefecture|district|province|municipality) of (?:the )?$"
)
"""`The city of Wuwei`; but every county of Guizhou is not Guizhou."""
_OFFICE_OF = re.compile(
    r"\b(?:mayors?|governors?|magistrates?|secretary|secretaries|head|chief|director|leaders?|government"
    r"|officials?) of (?:the (?:city|county|prefecture|district|province) of )?$",
    re.IGNORECASE,
)
"""`The mayor of Nanning said`: who speaks or acts, not where."""
_TOLD_OF = re.compile(r",? (?:where|in which|itself a|(?:also |another |a )?pilot|one of)\b")
"""Behind a place that is visited, or compared with: what is said of it."""
_LONGEST_BYLINE = 200
_LONGEST_INSTITUTION = 9
_LONGEST_GENERIC = 6


def english_mention(text: str, sentence: Sentence, hit: Hit) -> Mention:
    """Return a romanised name with its generic term, and what the words beside it say."""
    end = _with_generic(text, hit.end, sentence.end)
    mention = Mention(hit.start, end, text[hit.start : end])
    before = text[max(sentence.start, hit.start - _WINDOW) : hit.start]
    if end == hit.end and mention.query in words.NO_PLACES:
        mention.is_only(MentionKind.WORD, "another word or name in most texts")
        return mention
    if end == hit.end and (generic := _PREFIXED.search(before)):
        if not generic[1].endswith("s") and _NAMES_IT.search(before, 0, generic.end()):
            mention.query = f"{generic[1]} of {mention.query}"
        before = f"{before[: generic.start()].rstrip()} "
    if why := _person(before):
        mention.is_only(MentionKind.WORD, why, firm=True)
    elif head := _institution(text, end, sentence.end):
        _set_institution(mention, text, head)
    elif _OFFICE_OF.search(before):
        mention.is_only(MentionKind.COMPANY, "a government or office acts")
    else:
        _set_context(mention, text, sentence, before)
    return mention


def _set_institution(mention: Mention, text: str, head: str) -> None:
    is_next = text[mention.end + 1 : mention.end + 1 + len(head)] == head
    if head.lower() in words.GOVERNMENT:
        mention.is_only(MentionKind.COMPANY, "a government or office acts")
    elif head.lower() in words.BRANCHES and is_next:
        mention.is_only(MentionKind.COMPANY, f"the company's name says where it works ({head})")
    else:
        mention.is_only(MentionKind.CONTEXT, f"part of the name of an institution ({head})")


def _set_context(mention: Mention, text: str, sentence: Sentence, before: str) -> None:
    after = text[mention.end : mention.end + _WINDOW]
    if _is_byline(text):
        mention.is_only(MentionKind.CONTEXT, "the byline of a report", shared=True)
        return
    for pattern, why in words.BEFORE:
        is_told = why in words.OF_ONE and _TOLD_OF.match(after)
        if pattern.search(before) and not (is_told or words.IT_MOVES.search(before)):
            mention.is_only(MentionKind.CONTEXT, why, shared=why not in words.OF_ONE)
            return
    for pattern, why in words.AFTER:
        if pattern.match(after) and (
            why != words.DATELINE or _begins_text(text, sentence, mention)
        ):
            mention.is_only(MentionKind.CONTEXT, why, shared=why not in words.OF_ONE)
            return


def _is_byline(text: str) -> bool:
    """Whether a paragraph is who wrote it, where and when: By Li Ming, Beijing, 15 May 2020."""
    if not text.startswith("By ") or len(text) > _LONGEST_BYLINE:
        return False
    pieces = text.strip().split(", ")
    for size in (1, 2):  # the date itself may have a comma: May 15, 2020
        named = " ".join(pieces[:-size]).split()
        if words.BYLINE_DATE.fullmatch(", ".join(pieces[-size:])):
            return len(pieces) > size + 1 and all(w[:1].isupper() or w == "and" for w in named)
    return False


def _begins_text(text: str, sentence: Sentence, mention: Mention) -> bool:
    return sentence.start == 0 and not text[: mention.start].strip(' ("“')


def _with_generic(text: str, end: int, limit: int) -> int:
    """Return the end of a name with the generic term behind it; the same end without one."""
    at = end
    for _ in range(_LONGEST_GENERIC):
        word = _WORD.match(text, at + 1, limit) if text[at : at + 1] == " " else None
        if not word:
            break
        token = word[0].rstrip(".")
        if token.lower() in words.GENERIC:
            ends = word.start() + len(token)
            is_before = token.islower() and text.startswith(" of ", ends)  # the Guangxi city of
            return end if is_before else ends
        if word[0].lower() not in words.PEOPLES:
            break
        at = word.end() + (text[word.end() : word.end() + 1] == ",")
    return end


def _institution(text: str, end: int, limit: int) -> str:
    """Return the head of the institution whose name begins with a place; empty without one."""
    at = end
    for count in range(_LONGEST_INSTITUTION):
        word = _WORD.match(text, at + 1, limit) if text[at : at + 1] == " " else None
        if not word:
            break
        token = word[0].rstrip(".'").removesuffix("'s")
        if _is_head(token, count):
            return token
        if not _is_within_name(token, count):
            break
        at = word.end()
    return ""


def _is_head(token: str, count: int) -> bool:
    lower = token.lower()
    if count == 0 and lower in words.LANDMARKS:
        return True
    if lower in words.GOVERNMENT:
        return token[0].isupper() or count <= 1
    return lower in words.INSTITUTIONS and token[0].isupper()


def _is_within_name(token: str, count: int) -> bool:
    """Whether a word may stand between a place and the head of an institution's name."""
    lower = token.lower()
    if lower in words.CONNECTORS:
        return count > 0
    if words.BEGINS.fullmatch(lower) or words.PLANS.fullmatch(lower):
        return False  # Wuwei Joins Rural Post Pilot, in a heading
    return token[:1].isupper() or lower in words.ADJECTIVES_OF_OFFICE


def _person(before: str) -> str:
    """Return why a name is that of a person; empty if it is not."""
    previous = _CAPITAL_BEFORE.search(before)
    if previous is None or previous[1].lower() not in words.SURNAMES:
        return ""
    return f"the name of a person ({previous[1]} ...)"
