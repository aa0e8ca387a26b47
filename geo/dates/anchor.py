"""Dates counted from another date, the anchor: "last year", "two months later", "since August".

The anchor is the date of the text, or of what the text has just told. Today's date is never one.
All counting is done on the first and the last day of the anchor, so that an anchor known only to
the year, or as a range, gives a range: nothing is made sharper than the anchor was.

An amount of years is no more exact than a month, an amount of months no more than a month, days and
weeks are exact to the day: "one year later" than 2016-08-15 is 2017-08, than 2016 is 2017.
"Years ago" is said loosely, and keeps only the year.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, NamedTuple

from ..errors import DateError
from .reading import Reading, one_of, read_as

if TYPE_CHECKING:
    from collections.abc import Callable

    from .edtf import FuzzyDate

_MONTHS = {"month": 1, "year": 12, "decade": 120}
_DAYS = {"day": 1, "week": 7}
_MONTHS_A_YEAR = 12


class _Base(NamedTuple):
    """The anchor of a phrase, known to have both ends, and the phrase for messages."""

    anchor: FuzzyDate
    first: datetime.date
    last: datetime.date
    phrase: str


def _base(anchor: FuzzyDate | None, phrase: str) -> _Base:
    if anchor is None:
        raise DateError(
            f"'{phrase}' counts from the date of the text, and none was given; "
            "give that date as the anchor, for example --anchor 2020-09"
        )
    if anchor.not_before is None or anchor.not_after is None:
        raise DateError(f"'{phrase}' cannot count from '{anchor}', which is open at one end")
    return _Base(anchor, anchor.not_before, anchor.not_after, phrase)


def _mark(anchor: FuzzyDate) -> str:
    """Return the qualifier that a date counted from `anchor` inherits."""
    marks = {(True, True): "%", (True, False): "~", (False, True): "?"}
    return marks.get((anchor.approximate, anchor.uncertain), "")


def _result(anchor: FuzzyDate, first: str, last: str, rule: str) -> Reading:
    mark = _mark(anchor)
    text = one_of(first + mark, last + mark)
    return read_as(text, f"{rule}, from the anchor {anchor}", anchored=True, exact=not mark)


def year_at(anchor: FuzzyDate | None, offset: int, phrase: str) -> Reading:
    """Return the calendar year `offset` years from that of the anchor."""
    base = _base(anchor, phrase)
    texts = (_year(base.first.year + offset, phrase), _year(base.last.year + offset, phrase))
    return _result(base.anchor, *texts, f"relative year: {offset:+d} calendar years")


def single_year(anchor: FuzzyDate | None, offset: int, phrase: str) -> int:
    """Return the same as a number, for phrases that name a part of that year."""
    base = _base(anchor, phrase)
    if base.first.year != base.last.year:
        raise DateError(f"'{phrase}' needs an anchor inside one year, and '{anchor}' is not")
    return base.first.year + offset


def month_at(anchor: FuzzyDate | None, offset: int, phrase: str) -> Reading:
    """Return the calendar month `offset` months from that of the anchor."""
    base = _base(anchor, phrase)
    if (base.first.year, base.first.month) != (base.last.year, base.last.month):
        raise DateError(f"'{phrase}' needs an anchor that names the month, and '{anchor}' does not")
    month = _month(base.first, offset, phrase)
    return _result(base.anchor, month, month, f"relative month: {offset:+d} calendar months")


def day_at(anchor: FuzzyDate | None, offset: int, phrase: str) -> Reading:
    """Return the day `offset` days from the anchor."""
    base = _base(anchor, phrase)
    if base.first != base.last:
        raise DateError(f"'{phrase}' needs an anchor that names the day, and '{anchor}' does not")
    day = _moved(base.first, offset, phrase).isoformat()
    return _result(base.anchor, day, day, f"relative day: {offset:+d} days")


def shifted(anchor: FuzzyDate | None, amount: int, unit: str, phrase: str) -> Reading:
    """Return the date `amount` units (negative: earlier) from the anchor."""
    base = _base(anchor, phrase)
    first, last = (_shift(base, day, amount, unit) for day in (base.first, base.last))
    way = "later" if amount >= 0 else "earlier"
    return _result(base.anchor, first, last, f"relative: {abs(amount)} {unit}(s) {way}")


def years_ago(anchor: FuzzyDate | None, amount: int, unit: str, phrase: str) -> Reading:
    """Return the date so many units ago; years and decades ago keep only the year."""
    if unit not in {"year", "decade"}:
        return shifted(anchor, -amount, unit, phrase)
    return year_at(anchor, -amount * _MONTHS[unit] // _MONTHS_A_YEAR, phrase)


def within(anchor: FuzzyDate | None, amount: int, unit: str, phrase: str) -> Reading:
    """Return one date from the anchor to `amount` units after it (negative: before it)."""
    base = _base(anchor, phrase)
    move = (amount, 0) if amount < 0 else (0, amount)
    start = _shift(base, base.first, move[0], unit)
    end = _shift(base, base.last, move[1], unit)
    way = "after" if amount >= 0 else "before"
    rule = f"relative span: one date up to {abs(amount)} {unit}(s) {way}"
    return _result(base.anchor, start, end, rule)


def onward(anchor: FuzzyDate | None, phrase: str) -> Reading:
    """Return the anchor or any later date: "afterwards"."""
    base = _base(anchor, phrase)
    start = _shift(base, base.first, 0, "month")
    return read_as(f"[{start}..]", f"afterwards: from the anchor {anchor} on", anchored=True)


def itself(anchor: FuzzyDate | None, phrase: str) -> Reading:
    """Return the anchor: "since then", "at that time"."""
    base = _base(anchor, phrase)
    return Reading(base.anchor, f"that time: the anchor {anchor} itself", anchored=True)


def rest_of_year(anchor: FuzzyDate | None, phrase: str, *, later: bool) -> Reading:
    """Return the part of the anchor's year from the anchor on, or up to it."""
    year = single_year(anchor, 0, phrase)
    base = _base(anchor, phrase)
    start, end = (_shift(base, day, 0, "month") for day in (base.first, base.last))
    text = one_of(start, f"{year:04}-12") if later else one_of(f"{year:04}-01", end)
    rule = f"rest of the year: {'from' if later else 'up to'} the anchor {anchor}"
    return read_as(text, rule, anchored=True, exact=False)


def latest(
    anchor: FuzzyDate | None, phrase: str, in_year: Callable[[int], Reading], *, since: bool
) -> Reading:
    """Return the last occurrence, not after the anchor, of what has a date each year.

    "Since August" can only be the last August that had begun. "In August" is taken so only when
    August of the anchor's own year had begun; else it may as well be still to come.
    """
    base = _base(anchor, phrase)
    years = {_last_begun(day, in_year) for day in (base.first, base.last)}
    year = years.pop()
    if years or not (since or year == base.last.year):
        raise DateError(
            f"'{phrase}' may be of the year before or of the year of the anchor '{anchor}'; "
            "say the year, or give a later or finer anchor"
        )
    found = in_year(year)
    rule = f"without a year: the last to have begun by the anchor {anchor}; {found.rule}"
    return Reading(found.date, rule, anchored=True, exact=found.exact, yearless=True)


def _last_begun(day: datetime.date, in_year: Callable[[int], Reading]) -> int:
    begun = in_year(day.year).date.not_before
    return day.year if begun is None or begun <= day else day.year - 1


def _shift(base: _Base, day: datetime.date, amount: int, unit: str) -> str:
    """Move one end of the anchor; the result is as exact as the anchor and the unit both allow."""
    if unit in _DAYS:
        return _moved(day, amount * _DAYS[unit], base.phrase).isoformat()
    ends = (base.first.month, base.first.day, base.last.month, base.last.day)
    months = amount * _MONTHS[unit]
    if ends == (1, 1, _MONTHS_A_YEAR, 31) and months % _MONTHS_A_YEAR == 0:
        return _year(day.year + months // _MONTHS_A_YEAR, base.phrase)
    return _month(day, months, base.phrase)


def _moved(day: datetime.date, days: int, phrase: str) -> datetime.date:
    try:
        return day + datetime.timedelta(days=days)
    except OverflowError:
        raise DateError(f"'{phrase}' counts out of the calendar") from None


def _month(day: datetime.date, offset: int, phrase: str) -> str:
    year, month = divmod(day.year * _MONTHS_A_YEAR + day.month - 1 + offset, _MONTHS_A_YEAR)
    return f"{_year(year, phrase)}-{month + 1:02}"


def _year(year: int, phrase: str) -> str:
    if not 1 <= year <= datetime.MAXYEAR:
        raise DateError(f"'{phrase}' counts out of the calendar")
    return f"{year:04}"
