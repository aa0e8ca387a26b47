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


_UNREAD_NAME = (
    r"[A-Z][A-Za-z'-]+(?: [A-Z][A-Za-z'-]+){0,2}(?: (?:city|county|district|prefecture))?"
)
_UNREAD_LATIN = re.compile(
    rf"[)\"']?(?:,|,? and|;) ({_UNREAD_NAME}(?:, {_UNREAD_NAME}){{0,9}})(?:,|,? and|,? or|;) "
)
_UNREAD_HAN_NAME = r"[\u4e00-\u9fff]{2,8}"
_UNREAD_HAN = re.compile(
    rf"[）”]?、({_UNREAD_HAN_NAME}(?:、{_UNREAD_HAN_NAME}){{0,9}}?)(?:、|和|及|与|以及)"
)
_NO_NAME = re.compile(r"[的了在于是为有已将各其等全该这那]|^[和及与]")
"""What stands in no name of a Chinese list."""


def with_unread(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the names of a sentence with those members of lists that name no unit on record.

    `Wuwei, Jiuquang, Tianshui`: what stands between two places as they do is meant as one; a slip
    in it, or a place smaller than a county, must not drop it without a word.
    """
    found = list(mentions)
    for first, second in pairwise(mentions):
        gap = text[first.end : second.start]
        if len(gap) > _LONGEST_GAP or {first.kind, second.kind} != {MentionKind.PLACE}:
            continue
        told = _UNREAD_LATIN.fullmatch(gap) or _UNREAD_HAN.fullmatch(gap)
        if told is None:
            continue
        start = first.end + told.start(1)
        for name in re.split(", |、", told[1]):
            if _may_be_place(name):
                found.append(Mention(start, start + len(name), name))
            start += len(name) + (2 if name.isascii() else 1)
    return sorted(found, key=lambda each: each.start)


def _may_be_place(name: str) -> bool:
    """Whether a member of a list that is not on record can be the name of a place."""
    if not name.isascii():
        return _NO_NAME.search(name) is None
    words = name.lower().split()
    return words[-1] not in en.INSTITUTIONS | en.LANDMARKS | en.GOVERNMENT | en.NO_MEMBERS


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
            inner = first.of
            second.scope, first.of = first, second
            if inner is not None and places.lies_in(inner.query, second.query):
                inner.scope, second.of = second, inner  # Bachu in Xinjiang's Kashgar prefecture
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
    """Whether a gap joins a unit to one inside it: 甘肃省|武威, Gansu|'s |Wuwei, 浙江|（|杭州."""
    if gap in zh.INSIDE or gap.strip() in {"(", "（"}:
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
    _, closes = _outside_brackets(text[first.end : end])
    if closes:
        return False  # (in Haishu and Jiangdong districts), Hangzhou
    gap = text[start:end]
    for date_start, date_end in dates:
        if start <= date_start and date_end <= end:
            if ";" in gap or "；" in gap:
                return False  # 2018年在武威；2019年在酒泉: two lists, each with its date
            blank = " " * (date_end - date_start)
            gap = f"{gap[: date_start - start]}{blank}{gap[date_end - start :]}"
    bare, _ = _outside_brackets(gap)
    tokens = _TOKEN.findall(bare.lower())
    return any(token in _SEPARATORS for token in tokens) and all(
        token in _SEPARATORS or token in _FILLERS for token in tokens
    )


def _outside_brackets(gap: str) -> tuple[str, bool]:
    """Return what stands outside of brackets, and whether one closes that opened before."""
    kept, depth, closes = "", 0, False
    for sign in gap:
        if sign in "(（":
            depth += 1
        elif sign not in ")）":
            kept += "" if depth else sign
        elif depth:
            depth -= 1
        else:
            closes = True
    return kept, closes


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
