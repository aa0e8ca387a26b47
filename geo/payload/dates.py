"""The distinct dates of the statements, with the years in which they can and must hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..page.columns import FOREVER, UNBOUNDED_BELOW, integers
from ..rollout.years import NO_FIRST_YEAR, NO_LAST_YEAR

if TYPE_CHECKING:
    from ..dates import FuzzyDate
    from ..page.contract import DateColumns
    from ..rollout.evidence import Evidence


class ToldDates(NamedTuple):
    """The dates of a statement as the page tells them: EDTF, and years."""

    start: str
    end: str
    possible_from: int
    possible_to: int
    certain_from: int
    certain_to: int


class DateTable:
    """Pairs of start and end, each held once.

    Parameters
    ----------
    last
        The last year of the page, if it has one: an end after it is not told, since in all the
        years shown the statement still holds.
    """

    def __init__(self, last: int | None = None) -> None:
        self._last = last
        self._rows: dict[ToldDates, int] = {}

    def row(self, item: Evidence) -> int:
        """Return the row of a statement's dates; a new one where they are new."""
        return self._rows.setdefault(self.told(item), len(self._rows))

    def told(self, item: Evidence) -> ToldDates:
        """Return the dates of a statement as the page tells them."""
        statement = item.statement
        certain_first, certain_last = item.certain or (NO_LAST_YEAR, NO_FIRST_YEAR)
        end, possible_last = str(statement.end or ""), item.possible.last
        if self._ends_later(statement.end):
            end, possible_last = "", NO_LAST_YEAR
            certain_last = NO_LAST_YEAR if item.certain else certain_last
        start = str(statement.start or "")
        if item.denies:
            start, end = _denied(item, start, end), ""
        return ToldDates(
            start,
            end,
            _clamped(item.possible.first),
            _clamped(possible_last),
            _clamped(certain_first),
            _clamped(certain_last),
        )

    def _ends_later(self, end: FuzzyDate | None) -> bool:
        """Say whether an end lies wholly after the last year of the page."""
        first_day = end.not_before if end else None
        return self._last is not None and first_day is not None and first_day.year > self._last

    def columns(self) -> DateColumns:
        """Return the table as columns; a row's number is its place."""
        start, end, possible_from, possible_to, certain_from, certain_to = (
            zip(*self._rows, strict=True) if self._rows else ((),) * 6
        )
        return {
            "start": list(start),
            "end": list(end),
            "possibleFrom": integers(possible_from),
            "possibleTo": integers(possible_to),
            "certainFrom": integers(certain_from),
            "certainTo": integers(certain_to),
        }


def _denied(item: Evidence, start: str, end: str) -> str:
    """Return the years of a no as one date: nothing began or ended in them."""
    if not start and not end:  # the year in which its source was published
        return str(item.certain.first) if item.certain else ""
    if start == end or any(sign in start + end for sign in "[/"):
        return start or end
    return f"{start or '..'}/{end or '..'}"


def _clamped(year: int) -> int:
    return UNBOUNDED_BELOW if year <= NO_FIRST_YEAR else FOREVER if year >= NO_LAST_YEAR else year
