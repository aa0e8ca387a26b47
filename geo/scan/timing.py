"""What the phrases of time in a text mean, one after the other: an anchor, a chain, or open.

"One year later" counts from the date that the text has just told; "this year" from the date of
the text, which somebody has to give; nothing counts from today.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ..dates import parse, read_phrase
from ..errors import DateError
from .phrases import find_phrases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..dates import FuzzyDate, Phrase
    from .document import Block, Document, Sentence
    from .phrases import TimePhrase

_FROM_THE_TEXT = re.compile(
    r"\b(?:later|earlier|afterwards?|after that|following|same|that year|subsequent)\b"
    r"|\byear (?:after|before)$"
    r"|[次翌同当该]年|第二年|[次翌同当]月|此后|随后|其后|之后|(?:年|月|周|天)(?:以|之)?后",
    re.IGNORECASE,
)
"""Words that count from what was just told."""
_SPAN = re.compile(
    r"\b(?:next|following|coming|within)\b|未来|今后|接下来|[年月](?:之|以)?内", re.IGNORECASE
)
"""Words that count from a date told in the same sentence, else from the date of the text."""
_NAMES_A_YEAR = re.compile(r"(?:19|20)[0-9]{2}|\byear\b|年|今|去年|明年", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_OF = re.compile(r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*", re.IGNORECASE)
_CHINESE_MONTH = re.compile(r"([0-9]{1,2})月")
_YEAR_ALONE = re.compile(r"[0-9]{4}")
_FORECAST = re.compile(r"\b(?:expected|forecast|projected|estimated to|is set to)\b|预计|有望|预期")
_THIS_YEAR = re.compile(r"\bthis year\b|今年", re.IGNORECASE)
_AHEAD = re.compile(r"\b(?:will|next|plans?|expected|by)\b|将|拟|计划|预计|前$|底前")
_A_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")


class Dated(NamedTuple):
    """A phrase of time in a sentence, with what it means; `date` is None where it stays open."""

    start: int
    end: int
    phrase: str
    date: FuzzyDate | None
    note: str


class Anchor(NamedTuple):
    """The date that "this year" counts from, and how it is known."""

    date: FuzzyDate | None
    why: str = ""
    narrowed: FuzzyDate | None = None
    """The same, narrowed by what the text tells; for months without a year alone."""
    why_narrowed: str = ""


def _beside_names(
    block: Block, sentence: Sentence, names: Sequence[tuple[int, int]]
) -> Iterator[TimePhrase]:
    """Yield the phrases of a sentence, none of which takes the beginning of a name."""
    for found in block.phrases(sentence):
        cut = [start for start, end in names if found.start < start < found.end < end]
        yield from find_phrases(block.text, found.start, cut[0]) if cut else (found,)


class DateReader:
    """Reads the phrases of a text in their order.

    Parameters
    ----------
    anchor
        The date of the text; its `date` is None where nobody gave it.
    """

    def __init__(self, anchor: Anchor) -> None:
        self._anchor = anchor
        self._readings: dict[tuple[str, str], tuple[Phrase | None, str]] = {}
        self._told: FuzzyDate | None = None
        """The date that the text told last."""
        self._recent: FuzzyDate | None = None
        """The same, if it stands in this sentence or the one before."""
        self.missing: list[str] = []
        """Phrases that count from the date of the text, which was not given."""

    @property
    def written(self) -> FuzzyDate | None:
        """The date of the text; None where nobody gave it."""
        return self._anchor.date

    def read(
        self,
        block: Block,
        sentence: Sentence,
        *,
        is_first: bool,
        names: Sequence[tuple[int, int]] = (),
    ) -> list[Dated]:
        """Return the phrases of a sentence.

        Parameters
        ----------
        is_first
            Whether the sentence begins a paragraph.
        names
            Spans of the places in it: in 2019年来宾市 the place is 来宾市, and no date 2019年来.
        """
        if is_first:
            self._recent = None
        dated = []
        recent = None
        for found in _beside_names(block, sentence, names):
            one = self._read(block.text, found, in_sentence=recent is not None)
            dated.append(one)
            if one.date is not None and one.date.not_before:
                self._told = self._recent = recent = one.date
        self._recent = recent
        return dated

    def _read(self, text: str, found: TimePhrase, *, in_sentence: bool) -> Dated:
        whole = text[found.start : found.end]
        problem = ""
        for phrase in found.texts(text):
            anchors = self._anchors(phrase, in_sentence=in_sentence)
            if self._anchor.narrowed is not None:
                anchors.append((self._anchor.narrowed, self._anchor.why_narrowed))
            for anchor, why in anchors:
                read, refusal = self._reading(phrase, anchor)
                if read is not None:
                    return Dated(found.start, found.end, phrase, read.date, _note(read, why))
                problem = problem or refusal
        if "none was given" in problem:
            self.missing.append(whole)
            problem = "counts from the date of the text; give it with --published"
        return Dated(found.start, found.end, whole, None, f"open: '{whole}': {problem}")

    def _reading(self, phrase: str, anchor: FuzzyDate | None) -> tuple[Phrase | None, str]:
        """Return what a phrase means, or why it is not read; asked once of each."""
        key = (phrase, anchor.text if anchor else "")
        answer = self._readings.get(key)
        if answer is None:
            try:
                answer = (read_phrase(phrase, anchor=anchor), "")
            except DateError as error:
                answer = (None, str(error))
            self._readings[key] = answer
        return answer

    def _anchors(self, phrase: str, *, in_sentence: bool) -> list[tuple[FuzzyDate | None, str]]:
        """Return the dates a phrase may count from, the one it most likely does first."""
        published = (self._anchor.date, self._anchor.why)
        if _FROM_THE_TEXT.search(phrase):
            if self._told is None:
                return [published] if _SPAN.search(phrase) else [(None, "")]
            return [(self._told, f"the date told before it, {self._told}")]
        if _SPAN.search(phrase):
            if in_sentence and self._told is not None:
                return [(self._told, f"the date told before it, {self._told}")]
            return [published]
        if self._recent is not None and _is_bare_month(phrase):
            later = _later_in_its_year(phrase, self._recent)
            if later is not None:
                return [(later, f"the year of the date told before it, {self._recent}"), published]
        return [published]


def _later_in_its_year(phrase: str, told: FuzzyDate) -> FuzzyDate | None:
    """Return the end of the year of a date, if the month of a phrase follows that date in it."""
    first, last = told.not_before, told.not_after
    month = _month_of(phrase)
    if first is None or last is None or month is None or first.year != last.year:
        return None
    is_year = (first.month, last.month) == (1, 12)
    if not is_year and month < first.month:
        return None
    return parse(f"{first.year:04}-12-31")


def _is_bare_month(phrase: str) -> bool:
    """Whether a phrase names a month and no year."""
    return _month_of(phrase) is not None and not _NAMES_A_YEAR.search(phrase)


def _month_of(phrase: str) -> int | None:
    if name := _MONTH_OF.search(phrase):
        return _MONTHS.index(name[1].lower()) + 1
    if figure := _CHINESE_MONTH.search(phrase):
        return int(figure[1]) if 1 <= int(figure[1]) <= len(_MONTHS) else None
    return None


def _note(read: Phrase, why: str) -> str:
    if read.anchor is None:
        return "stated"
    rule = read.rule.partition(";")[0]
    return (
        f"relative: '{read.phrase}', counted from {why or read.anchor}, gives {read.date} ({rule})"
    )


# --- the date of the text ------------------------------------------------------------------------


def anchor_of(document: Document, published: FuzzyDate | None) -> tuple[Anchor, list[str]]:
    """Return what relative dates count from, and notes on what the text itself offers.

    A date known to the year alone is narrowed by the months that the text tells as past, where
    the text also shows that it was written in that year. Without a date nothing is taken: what the
    text offers is only told.
    """
    year = published.text if published else ""
    stated = f"the date of the text, {published}"
    if published is not None and not _YEAR_ALONE.fullmatch(year):
        return Anchor(published, stated), []
    current, why_year = _year_offered(document)
    month, phrase = _last_month_told(document)
    known = int(year) if year else current
    if known is None:
        return Anchor(published), []
    told = f"'{phrase}' is told as past" if phrase else ""
    narrowed = f"[{known}-{month:02}..{known}-12]" if month else str(known)
    if published is None:
        reasons = " and ".join(filter(None, (why_year, told)))
        offered = f"the text offers {narrowed} as its own date ({reasons})"
        return Anchor(None), [f"{offered}; if you agree, pass --published '{narrowed}'"]
    if month and current in {known, None} and why_year:
        why = f"the date of the text, {year}, narrowed to {narrowed} since {told} and {why_year}"
        return Anchor(published, stated, parse(narrowed), why), [why]
    return Anchor(published, stated), []


def _year_offered(document: Document) -> tuple[int | None, str]:
    """Return the year that a text shows to be its own, and how."""
    found: tuple[int | None, str] = (None, "")
    is_of_this_year = False
    for block in document.blocks:
        is_of_this_year = is_of_this_year or _THIS_YEAR.search(block.text) is not None
        for sentence in block.sentences:
            forecast = _FORECAST.search(block.text, sentence.start, sentence.end)
            if not forecast:
                continue
            years = [
                int(year[1]) for year in _A_YEAR.finditer(block.text, sentence.start, sentence.end)
            ]
            pairs = [year for year in years if year - 1 in years]
            if pairs:
                year = max(pairs)
                found = (year, f"figures for {year - 1} are told and those for {year} expected")
    if found[0] is None and is_of_this_year:
        return None, "it speaks of this year"
    return found


def _last_month_told(document: Document) -> tuple[int, str]:
    """Return the last month without a year that a text tells as past, and its phrase."""
    last, phrase = 0, ""
    for block in document.blocks:
        for sentence in block.sentences:
            for found in block.phrases(sentence):
                text = block.text[found.start : found.end]
                month = _month_of(text) if _is_bare_month(text) else None
                around = block.text[max(sentence.start, found.start - 12) : found.end + 12]
                if month and month > last and not _AHEAD.search(around):
                    last, phrase = month, text
    return last, phrase
