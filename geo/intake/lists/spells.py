"""From what a table says year by year to statements with a start and an end."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from .status_words import IN, OUT

if TYPE_CHECKING:
    from collections.abc import Sequence

_MONTHS = 12
_YEAR_DIGITS = 4


class Spell(NamedTuple):
    """One stretch of periods with one status, as a statement."""

    start: str
    """EDTF; blank where the table does not say."""
    end: str
    status: str
    note: str
    """How the dates were read, for `date_note`."""


def ordinal(period: str) -> int | None:
    """Return the place of a year (`2016`) or a month (`2016-08`) among its kind; None for others.

    Months count from year 0, twelve a year, so that they never meet the numbers of years.
    """
    year, _, month = period.partition("-")
    if not (len(year) == _YEAR_DIGITS and year.isdecimal()):
        return None
    if not month:
        return int(year)
    if not month.isdecimal() or not 1 <= int(month) <= _MONTHS:
        return None
    return int(year) * _MONTHS + int(month) - 1


def spells_of(marks: Sequence[tuple[str, str]], said_by: str) -> list[Spell]:
    """Return the statements that marks in consecutive periods make.

    The first period with a yes after a no is a start, and the last before a no an end. A yes in
    the first period of the table began then or before. Between a no and a yes stands maybe a
    silence; the start lies somewhere in it. A unit with nothing but no is `out` over the periods.

    Parameters
    ----------
    marks
        (period, `in` or `out` or blank), in the order of time.
    said_by
        What says so, for the note: the header of the column.
    """
    known = [(number, status) for number, (_, status) in enumerate(marks) if status]
    if not known:
        return []
    if all(status == OUT for _, status in known):
        since, until = marks[known[0][0]][0], marks[known[-1][0]][0]
        return [Spell(since, until, OUT, f"stated: {said_by} no from {since} to {until}")]
    spells = []
    runs = [list(run) for _, run in groupby(known, key=itemgetter(1))]
    for at, run in enumerate(runs):
        (begun, status), last = run[0], run[-1][0]
        if status != IN:
            continue
        start, note = _start(marks, runs[at - 1][-1][0] if at else -1, begun)
        end = _end(marks, last, runs[at + 1][0][0]) if at + 1 < len(runs) else ""
        until = f" to {marks[last][0]}" if end else ""
        note = f"stated: {said_by} yes from {marks[begun][0]}{until}{note}"
        spells.append(Spell(start, end, status, note))
    return spells


def _start(marks: Sequence[tuple[str, str]], before: int, begun: int) -> tuple[str, str]:
    period = marks[begun][0]
    if before < 0:
        return f"[..{period}]", ", the first that the table has for it: it may have begun before"
    if before + 1 == begun:
        return period, ""
    return f"[{marks[before + 1][0]}..{period}]", f", and no until {marks[before][0]}"


def _end(marks: Sequence[tuple[str, str]], last: int, after: int) -> str:
    period = marks[last][0]
    return period if last + 1 == after else f"[{period}..{marks[after - 1][0]}]"
