"""The clauses of a sentence, what each speaks of, and which date belongs to which place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from ..toponym.normalise import has_han
from . import words_chinese as zh
from . import words_english as en

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .document import Sentence
    from .model import Mention
    from .timing import Dated

_BOUNDARY = re.compile(
    r"[,，;；:：()（）—]| -- | – |(?<= )(?:but|while|whereas|although|though|before)(?= )(?! also)"
    r"|(?<!不)但(?!是的)|而(?!且)"
)
_SEMICOLON = re.compile("[;；]")
_NOW = re.compile(
    r"\b(?:now|today|since then|to date|so far|currently|has since|have since)\b"
    r"|目前|如今|现已|迄今|至今",
    re.IGNORECASE,
)
"""What is so at the time of writing: a date before it is not its own."""
_LATER = re.compile(
    r"\b(?:followed|follow|then|later|afterwards?|next|subsequently|came next)\b"
    r"|随后|后来|之后|接着|其后|跟进|再到|继而",
    re.IGNORECASE,
)
"""What happened after the date before it: that date is not its own."""
_AND_THEN = re.compile(
    r"\band (?:(?:then|later|subsequently|gradually|also|finally|was|were|has|had|been|it|since) )"
    r"{0,3}(?:extended|expanded|launched|started|began|begun|spread|rolled out|introduced|reached|"
    r"joined|brought|moved|opened|followed|adopted|widened|scaled up|added|came to|arrived|ended|"
    r"suspended|resumed|withdrawn|withdrew)\b"
)
"""Where a verb of its own begins within a clause: what was told before it has its own date."""
_FOLLOWED = re.compile(r",? (?:also |then |later )?(?:followed|joined|came on board)(?: suit)? ")
_BRACKETS = frozenset("(（[")
_LONGEST_BRACKET = 8
"""Characters of a bracket and a word before the date in it."""
_RESPECTIVELY = re.compile(r"\brespectively\b|分别", re.IGNORECASE)
_DATELINE = re.compile(r"(?:电|讯|消息)(?![子商信])| ?\((?:Xinhua|CNS|AP|Reuters)\)| -- | [—–] ")
"""Behind the date of a report, which is not that of what it tells."""
_HISTORY = re.compile(
    r"\b(?:founded|incorporated|born|graduated|went public|was listed|its IPO|headquartered)\b"
    r"|成立于|创办于|创立于|创建于|出生于|始建于|毕业于|上市于",
    re.IGNORECASE,
)
"""The date of a company or a person, not of what it did."""


class Sense:
    """What the words of a stretch of text say of a programme; looked for when it is asked."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._words = zh if has_han(text) else en

    def _has(self, pattern: re.Pattern[str]) -> bool:
        return pattern.search(self._text) is not None

    @cached_property
    def begins(self) -> bool:
        """Whether something begins, runs or comes to a place."""
        return self._has(self._words.BEGINS)

    @cached_property
    def begins_beside(self) -> bool:
        """Whether something begins in other words than those that name the programme."""
        return self._words.BEGINS.search(self._words.PROGRAMME.sub(" ", self._text)) is not None

    @cached_property
    def programme(self) -> bool:
        """Whether a programme is spoken of."""
        return self._has(self._words.PROGRAMME)

    @property
    def tells(self) -> bool:
        """Whether it speaks of a beginning or of a programme at all."""
        return self.begins or self.programme

    @cached_property
    def plan(self) -> bool:
        """Whether something is announced."""
        return self._has(self._words.PLANS)

    @cached_property
    def denies(self) -> str:
        """The word that says no; empty without one."""
        no = self._words.DENIES.search(self._words.NO_DENIAL.sub(" ", self._text))
        return no[0] if no else ""

    @cached_property
    def ends(self) -> bool:
        """Whether something was over."""
        return self._has(self._words.ENDS)

    @cached_property
    def other(self) -> bool:
        """Whether another programme is spoken of."""
        return self._has(self._words.OTHER_PROGRAMME)

    @cached_property
    def elsewhere(self) -> bool:
        """Whether something opens or is launched that is not the programme."""
        return self._has(self._words.NOT_THE_PROGRAMME)

    @cached_property
    def deepens(self) -> bool:
        """Whether something grows where it is."""
        return self._has(self._words.DEEPENS)


@lru_cache(maxsize=256)
def sense_of(text: str) -> Sense:
    """Return what the words of a stretch of text say, in either language."""
    return Sense(text)


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence, as a span of the folded text."""

    start: int
    end: int


def clauses_of(
    text: str, sentence: Sentence, mentions: Iterable[Mention], dates: Iterable[Dated]
) -> list[Clause]:
    """Return the clauses of a sentence; commas within lists, addresses and dates part none."""
    kept: list[tuple[int, int]] = [(date.start, date.end) for date in dates]
    for mention in mentions:
        kept.append((mention.start, mention.end))
        if mention.scope is not None:
            ends = (mention.start, mention.end, mention.scope.start, mention.scope.end)
            closing = text[max(ends) : max(ends) + 1] in {")", "）"}
            kept.append((min(ends), max(ends) + closing))
        if len(mention.mates) > 1:
            last = mention.mates[-1]
            end = max(last.end, last.scope.end if last.scope else 0)
            kept.append((mention.mates[0].start, end))
    kept = _merged(kept)
    found: list[Clause] = []
    start = sentence.start
    at = 0
    for boundary in _BOUNDARY.finditer(text, sentence.start, sentence.end):
        while at < len(kept) and kept[at][1] <= boundary.start():
            at += 1
        if at < len(kept) and kept[at][0] <= boundary.start() < kept[at][1]:
            continue
        if boundary.start() > start:
            found.append(Clause(start, boundary.start()))
        start = boundary.end() if not boundary[0].isalpha() else boundary.start()
    if start < sentence.end:
        found.append(Clause(start, sentence.end))
    return found


def _span(clause: Clause) -> tuple[int, int]:
    return clause.start, clause.end


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def clause_at(clauses: Sequence[Clause], position: int) -> Clause:
    """Return the clause a position stands in, or the last that begins before it."""
    before = [clause for clause in clauses if clause.start <= position]
    return before[-1] if before else clauses[0]


class SentenceDates:
    """The dates of a sentence, and which of them a place has."""

    def __init__(
        self,
        text: str,
        clauses: Sequence[Clause],
        dates: Sequence[Dated],
        mentions: Sequence[Mention],
    ) -> None:
        self._text = text
        self._clauses = clauses
        self._dates = [
            date
            for date in dates
            if not _HISTORY.search(self._clause_text(clause_at(clauses, date.start)))
            and not _DATELINE.match(text, date.end)
        ]
        self._mentions = mentions
        self._inner = [mention for mention in mentions if mention.of is None]

    def _clause_text(self, clause: Clause) -> str:
        return self._text[clause.start : clause.end]

    def of(self, start: int, end: int) -> Dated | None:
        """Return the date of what stands at a span; None where none is said of it."""
        if (bracketed := self._bracketed(end)) is not None:
            return bracketed
        if own := self._right_behind(start, end):
            return own
        clause = clause_at(self._clauses, start)
        inside = [date for date in self._dates if clause.start <= date.start < clause.end]
        if len(inside) > 1:
            return self._alternating(inside, start, end, clause)
        if inside:
            is_past = _NOW.search(self._text, inside[0].end, start) is not None
            return None if is_past or self._is_before(inside[0], start) else inside[0]
        before = [date for date in self._dates if date.end <= clause.start]
        if before:
            return self._carried(before[-1], start, end, clause)
        after = [date for date in self._dates if date.start >= end]
        return self._next(end) or (after[0] if after and len(self._dates) == 1 else None)

    def _carried(self, date: Dated, start: int, end: int, clause: Clause) -> Dated | None:
        """Return the date that an earlier clause tells, unless this one speaks of another time."""
        told = self._clause_text(clause)
        then = sense_of(self._clause_text(clause_at(self._clauses, date.start)))
        if then.ends and not then.begins_beside and not sense_of(told).ends:
            return None  # closed in 2021, while others still run: that is not their year
        is_parted = self._parted(date.end, start)
        if is_parted and (own := self._next(end)):
            return own
        is_later = _LATER.search(told) and self._is_told(date)
        is_over = is_parted and sense_of(told).ends
        return None if is_later or is_over or _NOW.search(told) else date

    def _next(self, end: int) -> Dated | None:
        """Return the next date, if no semicolon and no other place stands before it."""
        date = next((each for each in self._dates if each.start >= end), None)
        if date is None or self._parted(end, date.start):
            return None
        is_free = not any(end <= each.start < date.start for each in self._inner)
        return date if is_free else None

    def _parted(self, start: int, end: int) -> bool:
        return _SEMICOLON.search(self._text, start, end) is not None

    def _is_told(self, date: Dated) -> bool:
        """Whether a date stands in a clause that says where something began at that time."""
        clause = clause_at(self._clauses, date.start)
        return any(clause.start <= each.start < clause.end for each in self._mentions)

    def _bracketed(self, end: int) -> Dated | None:
        """Return the date in brackets right behind a place."""
        for date in self._dates:
            gap = self._text[end : date.start] if date.start > end else ""
            if len(gap) <= _LONGEST_BRACKET and gap.strip()[:1] in _BRACKETS:
                return date
        return None

    def _right_behind(self, start: int, end: int) -> Dated | None:
        """Return the date behind a place and the unit around it, or its verb: its own, always.

        `Was followed by Fuzhou, Jiangxi, in 2019`; `and Tianshui, Gansu, followed in 2018`.
        """
        date = next((each for each in self._dates if each.start >= end), None)
        if date is None:
            return None
        has_address = any(
            each.start == start and each.scope is not None and each.scope.end == end
            for each in self._mentions
        )
        is_own = _FOLLOWED.fullmatch(self._text, end, date.start)
        is_behind = has_address and self._text[end : date.start] in {", ", " "}
        return date if is_own or is_behind else None

    def _is_before(self, date: Dated, start: int) -> bool:
        """Whether a date is told of another place, before a verb that brings it to this one."""
        is_told = any(each.end <= date.start for each in self._mentions)
        return is_told and _AND_THEN.search(self._text, date.end, start) is not None

    def _of_its_verb(
        self, inside: list[Dated], start: int, end: int, clause: Clause
    ) -> Dated | None:
        """Return the only date of the part of a clause that a verb of its own begins.

        `In 2016 and extended to Tianshui by 2018`: the first date is that of what came before.
        """
        parts = [clause.start]
        parts += [each.start() for each in _AND_THEN.finditer(self._text, *_span(clause))]
        first = max(at for at in parts if at <= start)
        last = min((at for at in parts if at >= end), default=clause.end)
        own = [date for date in inside if first <= date.start < last]
        return own[0] if len(parts) > 1 and len(own) == 1 else None

    def _alternating(self, inside: list[Dated], start: int, end: int, clause: Clause) -> Dated:
        """Return the date of a place among several of its clause: all before, or all behind."""
        places = [
            each.start for each in self._mentions if clause.start <= each.start < clause.end
        ] or [start]
        before = [date for date in inside if date.end <= start]
        after = [date for date in inside if date.start >= end]
        if _RESPECTIVELY.search(self._clause_text(clause)):
            mates = next((each.mates for each in self._mentions if each.start == start), [])
            order = [mate.start for mate in mates]
            if len(order) == len(inside) and start in order:
                return inside[order.index(start)]
        if own := self._of_its_verb(inside, start, end, clause):
            return own
        if inside[0].start < min(places) and before:
            return before[-1]
        return after[0] if after else before[-1]
