"""The dates of an entry: EDTF as typed, or a phrase read by a rule that is kept beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ...dates import parse, read_phrase
from ...dates.figures import SERIALS_FROM_1900, doubt, in_edtf
from ...errors import DataError, DateError, Problem

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Mapping

    from ...dates import FuzzyDate
    from ...model import Source
    from .entry import Entry

    ReadWords = Callable[[str, str, "FuzzyDate | None"], "_Cell"]

_UNREAD_TOLD = 200
"""Dates in words that are not read, of which the part is sought that would be: it takes long."""
_FROM_THE_STORY = re.compile(
    r"\b(?:(?:later|earlier|after(?:wards?)?|thereafter|following|"
    r"(?:over|during|in|for) the next)\b|subsequent)|后|次年|翌年|同年|当年",
    flags=re.IGNORECASE,
)

_BULLETS = "●•▪■◆○◇▶➢✓ "
"""What stands before a date that begins a line of a slide."""
_FOOTNOTED = re.compile(
    r"(?P<date>.*[\d年月日])\s?(?:[*＊†‡※①-⑳¹²³⁴-⁹]{1,3}|[\[［〔]注?\d{1,2}[\]］〕]|[(（]注\d{0,2}[)）])"
)
"""A date with the mark of a footnote behind it: `2016*`, 2018年①, `2018[1]`."""


@dataclass(frozen=True, slots=True)
class DateReading:
    """Start and end as EDTF, and the note that says how they were read."""

    start: str
    end: str
    note: str
    year: int | None
    """The year of the start, where it is one year."""
    since: int | None = None
    """The first year that the start may be in."""
    notes: tuple[str, ...] = ()


NO_DATES = DateReading("", "", "", None)


@dataclass(frozen=True, slots=True)
class _Cell:
    date: FuzzyDate | None
    note: str = ""  # goes into date_note
    told: str = ""  # goes into the report
    is_relative: bool = False
    """It was counted from the anchor."""


class DateResolver:
    """Reads the dates of many entries; equal cells are read once.

    Parameters
    ----------
    day_zero
        From where the workbook that the entries come from counts days.
    """

    def __init__(
        self,
        sources: Mapping[str, Source],
        anchor: FuzzyDate | None,
        day_zero: datetime.date = SERIALS_FROM_1900,
    ) -> None:
        self._sources = sources
        self._anchor = anchor
        self._day_zero = day_zero
        self.on_phrase: Callable[[], None] | None = None
        """Called before a date in words is read."""
        self._phrases: dict[tuple[str, str, str], _Cell | tuple[Problem, ...]] = {}
        self._unread = 0
        self._read: dict[tuple[str, str, str, str], DateReading | tuple[Problem, ...]] = {}

    def read(self, entry: Entry) -> DateReading:
        """Return the entry's dates.

        Raises
        ------
        DataError
            For a date that is impossible, ambiguous, reversed, or needs an anchor nobody gave;
            the publication anchors "this year", not "one year later".
        """
        key = (entry.start, entry.end, entry.date_note, entry.source)
        known = self._read.get(key)
        if known is None:
            try:
                known = self._reading(entry)
            except DataError as error:
                known = error.problems
            self._read[key] = known
        if isinstance(known, DateReading):
            return known
        raise DataError(known)

    @property
    def starts(self) -> set[tuple[str, str]]:
        """The starts that were read, as EDTF, each with its source."""
        return {
            (read.start, source)
            for (*_, source), read in self._read.items()
            if isinstance(read, DateReading) and read.start
        }

    def _reading(self, entry: Entry) -> DateReading:
        source = self._sources.get(entry.source)
        anchor = self._anchor or (source.published if source else None)
        start = _cell(entry.start, "start", anchor, self._day_zero, self._phrase)
        end = _cell(entry.end, "end", anchor, self._day_zero, self._phrase)
        if self._anchor is None:
            cells = {"start": (start, entry.start), "end": (end, entry.end)}
            told_before = _unanchored(
                {column: phrase for column, (cell, phrase) in cells.items() if cell.is_relative}
            )
            if told_before:
                raise DataError(told_before)
        _refuse_reversed(start.date, end.date)
        return DateReading(
            start=str(start.date or ""),
            end=str(end.date or ""),
            note=_note(entry, start, end),
            year=_year(start.date),
            since=start.date.not_before.year if start.date and start.date.not_before else None,
            notes=tuple(told for told in (start.told, end.told) if told),
        )

    def _phrase(self, text: str, column: str, anchor: FuzzyDate | None) -> _Cell:
        """Read a date in words once; of the first not read, tell what in them would be."""
        key = text, column, str(anchor)
        found = self._phrases.get(key)
        if found is None:
            if self.on_phrase is not None:
                self.on_phrase()
            try:
                found = _phrase(text, column, anchor, finds_part=self._unread < _UNREAD_TOLD)
            except DataError as error:
                self._unread += 1
                found = error.problems
            self._phrases[key] = found
        if isinstance(found, _Cell):
            return found
        raise DataError(found)


def _unanchored(phrases: Mapping[str, str]) -> list[Problem]:
    """Return a problem for each phrase, by column, that the publication does not anchor.

    "This year" and "since August" are said from the writer's present: the date of publication
    anchors them. "One year later" and "over the next four years" go on from something in the
    story; to count them from the publication would be a guess.
    """
    return [
        Problem(
            "date-anchor",
            f"'{phrase}' counts from something the source told before, not from its publication",
            "pass --anchor with that date, such as --anchor 2016-08, or the date itself",
            column=column,
        )
        for column, phrase in phrases.items()
        if _FROM_THE_STORY.search(phrase)
    ]


def _note(entry: Entry, start: _Cell, end: _Cell) -> str:
    read = "; ".join(note for note in (start.note, end.note) if note)
    if entry.date_note:
        return f"{entry.date_note}; {read}" if read.startswith("relative") else entry.date_note
    if read:
        return read
    return "stated" if start.date or end.date else ""


def _year(date: FuzzyDate | None) -> int | None:
    if date is None or date.not_before is None or date.not_after is None:
        return None
    return date.not_before.year if date.not_before.year == date.not_after.year else None


def _refuse_reversed(start: FuzzyDate | None, end: FuzzyDate | None) -> None:
    if not (start and end and start.not_before and end.not_after):
        return
    if end.not_after < start.not_before:
        message = f"the end '{end}' lies before the start '{start}'"
        raise DataError(
            [Problem("date-reversed", message, "exchange or correct them", column="end")]
        )


def _cell(
    text: str,
    column: str,
    anchor: FuzzyDate | None,
    day_zero: datetime.date = SERIALS_FROM_1900,
    read_words: ReadWords | None = None,
) -> _Cell:
    """Read one date cell: EDTF, then a numeric date as spreadsheets write it, then a phrase."""
    if not text:
        return _Cell(None)
    if found := doubt(text, day_zero=day_zero):
        raise DataError([Problem(*found, column=column)])
    if (bare_text := text.lstrip(_BULLETS)) != text and bare_text:
        return _cell(bare_text, column, anchor, day_zero, read_words)
    if marked := _FOOTNOTED.fullmatch(text):
        bare = _cell(marked["date"], column, anchor, day_zero, read_words)
        told = f"{column} '{text}' read as {bare.date}, without its mark"
        return replace(bare, note=bare.note or f"stated: '{text}', without its mark", told=told)
    edtf = in_edtf(text)
    try:
        date = parse(edtf)
    except DateError as error:
        if edtf != text:
            raise DataError([_impossible(column, str(error))]) from None
        return (read_words or _phrase)(text, column, anchor)
    told = "" if edtf == text else f"{column} '{text}' read as {edtf}"
    return _Cell(date, told=told)


def _phrase(text: str, column: str, anchor: FuzzyDate | None, *, finds_part: bool = True) -> _Cell:
    try:
        phrase = read_phrase(text, anchor=anchor, finds_part=finds_part)
    except DateError as error:
        problem = Problem("date-invalid", str(error), "write EDTF, such as 2020-08", column=column)
        raise DataError([problem]) from None
    used = phrase.anchor
    kind = f"relative: '{text}', counted from {used}," if used else f"stated: '{text}',"
    return _Cell(
        phrase.date,
        note=f"{kind} gives {phrase.date} ({phrase.rule})",
        told=f"{column} '{text}' read as {phrase.date}",
        is_relative=used is not None,
    )


def _impossible(column: str, why: str) -> Problem:
    return Problem("date-invalid", why, "write EDTF, such as 2020-08", column=column)


def check_date(text: str) -> None:
    """Refuse a date that `DateResolver` could not read without an anchor.

    Raises
    ------
    DataError
        With the reason.
    """
    _cell(text, "start", None)
