"""Rules about dates: their order, what bounds them, and how they are justified."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..errors import Severity
from ..model import Presence
from ..rows import made_of
from .context import is_blank
from .registry import Finding, at, at_source, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..dates import FuzzyDate
    from .context import ProjectContext

_JUDGED_ALONE = re.compile(r"\s*(inferred|relative)\b[\s:,;.-]*", re.IGNORECASE)

_FIRST_YEAR = 1949


@rule("date-reversed", Severity.ERROR)
def date_reversed(context: ProjectContext) -> Iterator[Finding]:
    """The end lies wholly before the start.

    The last day the end can be comes before the first day the start can be, so that no reading of
    the two fits. Most often the cells are exchanged, or one year is mistyped. Dates that merely
    overlap, such as start `2016/2020` and end `2018`, are fine.
    """
    for row in context.statements.where_both("start", "end", _are_reversed):
        message = f"the end {row.end} lies before the start {row.start}"
        yield at(context, row, "end", message, "exchange or correct them")


def _are_reversed(start: FuzzyDate | None, end: FuzzyDate | None) -> bool:
    if not (start and end and start.not_before and end.not_after):
        return False
    return end.not_after < start.not_before


def begins_after(start: FuzzyDate | None, published: FuzzyDate | None) -> bool:
    """Whether a start is after the publication of what tells it; a plan has no latest day."""
    latest = published.not_after if published else None
    begins = start.not_before if start and start.not_after else None
    return bool(latest and begins and begins > latest)


@rule("date-after-source", Severity.WARNING)
def date_after_source(context: ProjectContext) -> Iterator[Finding]:
    """A source reports something as begun that began after it was published.

    The earliest day of the start comes after the latest day of the source's `published`. Either
    one of the dates is wrong, or the source tells of a plan; a plan is written with an open date
    such as `[2020..]` and said to be one in the statement. `import` leaves such rows open.
    """
    published = {name: each.published for name, each in context.programme.sources.items()}

    def is_later(source: str, start: FuzzyDate | None) -> bool:
        return begins_after(start, published.get(source))

    for row in context.statements.where_both("source", "start", is_later):
        date = published[row.source]
        message = f"the start {row.start} comes after {row.source} was published ({date})"
        hint = "correct one of them; a plan is no start: write it as [2020..]"
        yield at(context, row, "start", message, hint)


@rule("date-early", Severity.WARNING)
def date_early(context: ProjectContext) -> Iterator[Finding]:
    """A start lies before 1949, of which the gazetteer knows no unit, and nobody said why.

    1914 is a slip for 2014 as often as it is meant, and puts its place on the map for a century. A
    row whose `decision` says that the year is meant is not told. `import` leaves such a row open
    where most rows of its list are of other years.
    """
    for row in context.statements.where(start=is_early):
        if is_blank(row.decision):
            message = f"the start {row.start} lies before {_FIRST_YEAR}"
            hint = "correct it; where it is meant, say so in decision"
            yield at(context, row, "start", message, hint)


def is_early(start: FuzzyDate | None) -> bool:
    """Whether a start certainly lies before the years of which the gazetteer knows units."""
    latest = start.not_after if start else None
    return latest is not None and latest.year < _FIRST_YEAR


@rule("date-missing", Severity.WARNING)
def date_missing(context: ProjectContext) -> Iterator[Finding]:
    """A statement about a place has no start, and therefore settles no year but that of its end.

    The row is kept and listed, but the map stays as it is without it. If the source gives any
    bound, write it: `[..2020]` is "by 2020", `[2016..2020]` is one of these years.
    """
    for row in context.statements.where(start=lambda start: start is None):
        if row.status is Presence.IN:
            hint = "write what the source allows, such as [..2020]"
            yield at(context, row, "start", f"'{row.place}' has no start", hint)


@rule("date-note-missing", Severity.WARNING)
def date_note_missing(context: ProjectContext) -> Iterator[Finding]:
    """A date does not say whether the source states it.

    `date_note` is `stated` where the source prints the date, `inferred: ...` where it follows from
    something else in the source, `relative: ...` where it is counted from another date; the latter
    two with the reason.
    """
    blank = made_of(context.statements.column("date_note"), is_blank)
    if not any(blank):
        return
    message = "nothing says where the date is from"
    hint = "write stated, or inferred or relative with the reason"
    columns = map(context.statements.column, ("start", "end", "line"))
    for is_unsaid, start, end, line in zip(blank, *columns, strict=True):
        if is_unsaid and (start or end):
            yield Finding(message, hint, context.locations.file, line, "date_note")


@rule("date-unexplained", Severity.WARNING)
def date_unexplained(context: ProjectContext) -> Iterator[Finding]:
    """A date is inferred or relative, and the rule that made it is not given.

    Who reads `inferred` alone cannot tell whether the inference was sound. Give the phrase, what it
    was counted from, and the result: `relative: 'over the next 4 years', counted from 2016, gives
    2016/2020`.
    """
    for row in context.statements.where(date_note=_JUDGED_ALONE.fullmatch):
        judged = _JUDGED_ALONE.fullmatch(row.date_note)
        if judged:
            hint = "add the phrase, what it is counted from and the result"
            message = f"the date is {judged[1].lower()}, by a rule that is not given"
            yield at(context, row, "date_note", message, hint)


@rule("source-accessed", Severity.WARNING)
def source_accessed(context: ProjectContext) -> Iterator[Finding]:
    """A source was read before it was published, or its date of access is no date.

    `accessed` is the day somebody read the source, as `2020-11-05`.
    """
    from ..dates import parse
    from ..errors import DateError

    for source in context.programme.sources.values():
        if not source.accessed:
            continue
        try:
            accessed = parse(source.accessed)
        except DateError as error:
            hint = "write the day, such as 2020-11-05"
            yield at_source(context, source, "accessed", str(error), hint)
            continue
        published = source.published
        if (
            published
            and published.not_before
            and accessed.not_after
            and accessed.not_after < published.not_before
        ):
            message = f"accessed {accessed}, before it was published ({published})"
            yield at_source(context, source, "accessed", message, "correct one of them")
