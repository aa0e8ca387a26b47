"""The clauses of a sentence, and what each speaks of."""

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
