"""Which names of a sentence stand in one list, and which lies in which."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from . import words_chinese as zh
from . import words_english as en
from .model import Mention, MentionKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .places import Places

_LONGEST_GAP = 60
_TOKEN = re.compile(r"[A-Za-z]+|[^\sA-Za-z]")
_NEXT_WORD = re.compile(r" ([A-Za-z-]+)")
_SEPARATORS = zh.LIST_SIGNS | en.LIST_SIGNS
_FILLERS = zh.LIST_WORDS | en.LIST_WORDS
_LEVEL_WINDOW = 24
_JOINS = re.compile(r"\b(?:in|of|across|within|from|under)\b")
"""What puts a whole list into a unit; a comma does so for its last member alone."""


def arrange(
    text: str, mentions: list[Mention], dates: Sequence[tuple[int, int]], places: Places
) -> None:
    """Set scopes and lists of the names of a sentence: who lies in whom, who stands with whom.

    Parameters
    ----------
    dates
        Spans of the sentence's phrases of time: a list may hold them.
    """
    _set_scopes(text, mentions, places)
    inner = [mention for mention in mentions if mention.of is None]
    _set_lists(text, inner, dates)
    for mention in inner:
        _settle_kind(mention)
    for mention in inner:
        if mention is mention.mates[0] and len(mention.mates) > 1:
            _share_scopes(text, mention.mates)


def _set_scopes(text: str, mentions: list[Mention], places: Places) -> None:
    for first, second in pairwise(mentions):
        gap = text[first.end : second.start]
        if len(gap) > _LONGEST_GAP or MentionKind.GROUP in {first.kind, second.kind}:
            continue
        if first.kind is MentionKind.COMPANY:
            continue
        if _is_outer_first(gap) and places.lies_in(second.query, first.query):
            second.scope, first.of = first, second
            if second.kind is MentionKind.WORD and not second.firm:
                second.revive()
        elif (
            first.scope is None
            and second.kind is not MentionKind.WORD
            and _is_inner_first(gap)
            and places.lies_in(first.query, second.query)
        ):
            first.scope, second.of = second, first


def _is_outer_first(gap: str) -> bool:
    """Whether a gap joins a unit to one inside it: 甘肃省|武威, Gansu|'s |Wuwei."""
    if gap in zh.INSIDE:
        return True
    return bool(gap.strip(", ")) and gap.isascii() and en.OUTER_FIRST.fullmatch(gap) is not None


def _is_inner_first(gap: str) -> bool:
    """Whether a gap joins a unit to the one around it: Wuwei|, |Gansu, Wuwei| in |Gansu."""
    return bool(gap.strip()) and gap.isascii() and en.INNER_FIRST.fullmatch(gap) is not None


def _set_lists(text: str, mentions: list[Mention], dates: Sequence[tuple[int, int]]) -> None:
    current: list[Mention] = []
    for mention in mentions:
        if current and _is_list(text, current[-1], mention, dates):
            current.append(mention)
        else:
            current = [mention]
        mention.mates = current
    for mention in mentions:
        mention.hint = _level_behind(text, mention.mates[-1].end)


def _settle_kind(mention: Mention) -> None:
    """Let a list make a place of a common word, and share what its first or last is."""
    mates = mention.mates
    is_word = mention.kind is MentionKind.WORD and not mention.firm
    if is_word and any(mate.kind is MentionKind.PLACE for mate in mates):
        mention.revive()
    why = next((mate.why for mate in (mates[0], mates[-1]) if mate.shared), "")
    if why and mention.kind is MentionKind.PLACE:
        mention.is_only(MentionKind.CONTEXT, why)


def _is_list(text: str, first: Mention, second: Mention, dates: Sequence[tuple[int, int]]) -> bool:
    start, end = first.end, second.start
    around = first.scope
    while around is not None and start <= around.start < end:
        start, around = around.end, around.scope
    around = second.scope
    while around is not None and start <= around.start < end:
        end, around = around.start, around.scope
    if not 0 < end - start <= _LONGEST_GAP:
        return False
    gap = text[start:end]
    for date_start, date_end in dates:
        if start <= date_start and date_end <= end:
            if ";" in gap or "；" in gap:
                return False  # 2018年在武威；2019年在酒泉: two lists, each with its date
            blank = " " * (date_end - date_start)
            gap = f"{gap[: date_start - start]}{blank}{gap[date_end - start :]}"
    tokens = _TOKEN.findall(_without_brackets(gap).lower())
    return any(token in _SEPARATORS for token in tokens) and all(
        token in _SEPARATORS or token in _FILLERS for token in tokens
    )


def _without_brackets(gap: str) -> str:
    kept, depth = [], 0
    for sign in gap:
        if sign in "(（":
            depth += 1
        elif sign in ")）":
            depth = max(0, depth - 1)
        elif not depth:
            kept.append(sign)
    return "".join(kept)


def _level_behind(text: str, end: int) -> str:
    """Return the level that the words right behind a list give it: 四市州, counties."""
    rest = text[end : end + _LEVEL_WINDOW]
    for pattern, level in zh.LEVELS:
        found = pattern.match(rest)
        if found and rest[found.end() : found.end() + 1] not in {"长", "委", "政"}:
            return level
    word = _NEXT_WORD.match(rest)
    return en.LEVELS.get(word[1].lower(), "") if word else ""


def _share_scopes(text: str, mates: list[Mention]) -> None:
    """Let the members of a list share a unit that stands before it, or behind it after "in"."""
    shared: Mention | None = None
    for mate in mates:
        if mate.scope is not None:
            shared = mate.scope if mate.scope.start < mate.start else None
        elif shared is not None:
            mate.scope, mate.inherits = shared, True
    last, behind = mates[-1], mates[-1].scope
    if (
        behind is None
        or behind.start < last.start
        or not _JOINS.search(text, last.end, behind.start)
    ):
        return
    for mate in mates[:-1]:
        if mate.scope is None:
            mate.scope, mate.inherits = behind, True
