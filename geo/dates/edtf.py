"""Read an EDTF string exactly as written, and say which days it allows.

The profile is the Extended Date/Time Format of the Library of Congress (4 February 2019,
https://www.loc.gov/standards/datetime/, the text behind ISO 8601-2:2019): levels 0 and 1 whole but
for years beyond four digits, and of level 2 the one-of sets and the sub-year groupings 33-41. Old
files are read by the draft of 2012, whose spellings are kept as written: `u` for an unspecified
digit, `x` for a masked digit of a year, `open` and `unknown` ends, `?~` for `%`.

The parser never repairs: what differs from the specification by a blank is refused with what was
expected. These rules make the bounds `not_before` and `not_after`:

=====================  ==========================================================================
`2016`, `2016-08`,     the year, month or day itself (level 0, Date)
`2016-08-15`
`2016-08-15T10:00:00`  the day as written, whatever its time shift (level 0, Date and Time)
`201X`, `20XX`         2010 to 2019, 2000 to 2099 (level 1, Unspecified digits from the right)
`2016-XX`,             the whole year (the same)
`2016-XX-XX`
`2016-08-XX`           the whole month (the same)
`2016-21` to `-23`     spring March to May, summer June to August, autumn September to November:
                       level 1 leaves the months open; these are the meteorological seasons of the
                       north, as the China Meteorological Administration counts them
`2016-24`              winter, January 2016 to February 2017: the specification does not say whether
                       the winter of a year is the one it begins or the one it ends with, so the
                       bounds hold both
`2016-33` to `-36`     quarters of three months (level 2, Sub-year groupings)
`2016-37` to `-39`     quadrimesters of four months (the same)
`2016-40`, `-41`       halves of six months (the same)
`~`, `?`, `%`          nothing: a qualifier gives no number to widen by (level 1, Qualification)
`A/B`                  from the first day of A to the last day of B (level 0, Time Interval)
`A/..`, `A/`           from the first day of A; open and unknown ends alike have no bound (level 1)
`../B`, `/B`           to the last day of B (the same)
`[A,B]`, `[A..B]`      from the first day of any member to the last day of any (level 2, Set)
`[..B]`, `[A..]`       on or before B, on or after A (the same)
=====================  ==========================================================================

Refused, with the reason: years beyond four digits, negative years and year 0000 (no calendar day
of ours falls there), significant digits, all-of sets (a start is one date), qualifiers inside a
date, digits unspecified elsewhere than on the right, seasons by hemisphere (25-32).
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import NamedTuple, NoReturn

from ..errors import DateError

GROUPINGS: dict[int, tuple[int, int]] = {
    21: (3, 5),
    22: (6, 8),
    23: (9, 11),
    24: (1, 14),
    **{33 + quarter: (3 * quarter + 1, 3 * quarter + 3) for quarter in range(4)},
    **{37 + third: (4 * third + 1, 4 * third + 4) for third in range(3)},
    40: (1, 6),
    41: (7, 12),
}
"""First and last month of each sub-year grouping; month 14 is February of the next year."""

_ONE_DAY = datetime.timedelta(days=1)
_DECEMBER = 12
_EXPECTED = (
    "expected an EDTF date such as 2016, 2016-08, 2016-08-15, 2016/2020, [2016..2020], [..2020]"
)
_DATE = re.compile(
    r"""(?P<year>[0-9]{4} | [0-9]{3}[Xux] | [0-9]{2}(?:XX|uu|xx))
        (?: - (?P<month>[0-9]{2} | XX | uu)
            (?: - (?P<day>[0-9]{2} | XX | uu) )? )?""",
    re.VERBOSE,
)
_DATETIME = re.compile(
    r"""([0-9]{4}-[0-9]{2}-[0-9]{2})
        T (?:[01][0-9]|2[0-3]) : [0-5][0-9] : [0-5][0-9]
        (?: Z | [+-](?:0[0-9]|1[0-4]) (?: :[0-5][0-9] )? )?""",
    re.VERBOSE,
)
_QUALIFIED = re.compile(r"(?P<date>[^?~%]+)(?P<mark>\?~|[?~%])?")

_REASONS: tuple[tuple[str, str], ...] = (
    (r"(?s).*\s", "it holds a blank, and EDTF has none"),
    (
        r"(?s).*[^\x00-\x7f]",
        "it holds characters other than plain digits and signs",
    ),
    (r"[Yy]-?[0-9]", "years beyond four digits are not supported"),
    (r"-[0-9X]", "negative years are not supported"),
    (r".*S[0-9]+$", "significant digits (S) are not supported; write a set, [a..b]"),
    (r"(?s).*[?~%].+", "a qualifier may only stand at the end of a date"),
    (r"[?~%]", "a qualifier may only stand at the end of a date"),
    (r"[0-9Xux-]*[Xux][0-9Xux-]*$", "X may only stand at the end: 201X, 2016-XX"),
    (r"[0-9]{5}$", "a year has four digits; a spreadsheet's day number is no date"),
    (r"[0-9]{8}$", "EDTF writes a day with hyphens, 2016-08-15"),
    (r"[0-9]{1,3}(-|$)", "a year has four digits"),
    (r"[0-9]{4}-[0-9](-|$)", "a month has two digits"),
    (r"[0-9]{4}-[0-9]{2}-[0-9]$", "a day has two digits"),
    (r".*T", "a date and time is written 2016-08-15T10:00:00, with Z or +08:00"),
)


@dataclass(frozen=True, slots=True)
class FuzzyDate:
    """A date known only within bounds, as an EDTF string writes it.

    `text` prints back as it was written. `not_before` and `not_after` are the first and the last
    calendar day the date can be; `None` is an open or unknown bound. `approximate` (`~`) and
    `uncertain` (`?`) qualify the date and never widen its bounds.
    """

    text: str
    not_before: datetime.date | None
    not_after: datetime.date | None
    approximate: bool = False
    uncertain: bool = False

    def __str__(self) -> str:
        return self.text

    def is_over_by(self, start: FuzzyDate) -> bool:
        """Tell whether what ends with this date has ended when what starts with another begins."""
        ended, began = self.not_after, start.not_before
        return ended is not None and began is not None and ended <= began


class DaySpan(NamedTuple):
    """The days an expression allows, and how it is qualified."""

    first: datetime.date | None
    last: datetime.date | None
    approximate: bool = False
    uncertain: bool = False


def parse(text: str) -> FuzzyDate:
    """Read an EDTF string; the result prints back exactly as `text`.

    Parameters
    ----------
    text
        A date, interval or one-of set in the profile that the module describes.

    Raises
    ------
    DateError
        If the string is outside the profile, names no day of the calendar, or runs backwards.
    """
    if not text:
        raise DateError(f"an empty date; {_EXPECTED}")
    if text.startswith("["):
        span = _read_set(text)
    elif text.startswith("{"):
        _refuse(text, "{} means all of its members, and a start is one date; write [] for one of")
    elif "/" in text:
        span = _read_interval(text)
    elif moment := _DATETIME.fullmatch(text):
        span = _read_date(moment[1], whole=text)
    else:
        span = _read_date(text, whole=text)
    return FuzzyDate(text, span.first, span.last, span.approximate, span.uncertain)


def _refuse(text: str, reason: str = "") -> NoReturn:
    raise DateError(f"'{text}' is not a date: {reason or _EXPECTED}")


def _read_date(text: str, *, whole: str) -> DaySpan:
    """Read one date, perhaps qualified; `whole` is what an error quotes."""
    parts = _QUALIFIED.fullmatch(text)
    found = parts and _DATE.fullmatch(parts["date"])
    if not parts or not found:
        reason = next((reason for shape, reason in _REASONS if re.match(shape, text)), "")
        _refuse(whole, reason)
    first, last = _days(found["year"], found["month"], found["day"], whole)
    mark = parts["mark"] or ""
    return DaySpan(first, last, "~" in mark or mark == "%", "?" in mark or mark == "%")


def _days(
    year: str, month: str | None, day: str | None, whole: str
) -> tuple[datetime.date, datetime.date]:
    """Return the first and last day that a year, month or day allows."""
    if not year.isdecimal():
        if month:
            _refuse(whole, "a year with unspecified digits takes no month")
        low, high = (re.sub("[Xux]", digit, year) for digit in "09")
        return _day(low, 1, 1, whole), _day(high, 12, 31, whole)
    if month is None or not month.isdecimal():
        if day is not None and day.isdecimal():
            _refuse(whole, "a day in an unspecified month is no date")
        return _day(year, 1, 1, whole), _day(year, 12, 31, whole)
    if int(month) in GROUPINGS and day is None:
        return _months(year, *GROUPINGS[int(month)], whole)
    if not 1 <= int(month) <= _DECEMBER:
        _refuse(whole, _why_no_month(int(month), day))
    if day is None or not day.isdecimal():
        return _months(year, int(month), int(month), whole)
    only = _day(year, int(month), int(day), whole)
    return only, only


def _why_no_month(month: int, day: str | None) -> str:
    if day is None and 25 <= month <= 32:  # noqa: PLR2004 -- the codes of the specification
        return "seasons by hemisphere (25-32) are not supported; 21-24 are the seasons of the north"
    if day is not None and month in GROUPINGS:
        return f"{month:02} is a part of the year and takes no day"
    return f"there is no month {month:02}, and no season, quarter or half of that number"


def _months(year: str, first: int, last: int, whole: str) -> tuple[datetime.date, datetime.date]:
    """Return the first day of the month `first` and the last of `last`, which may run over."""
    over, month = divmod(last - 1, 12)
    last_year = int(year) + over
    if not 1 <= last_year <= datetime.MAXYEAR:
        _refuse(whole, "the calendar runs from 0001 to 9999")
    last_day = (
        31 if month + 1 == _DECEMBER else (datetime.date(last_year, month + 2, 1) - _ONE_DAY).day
    )
    return (
        _day(year, first, 1, whole),
        _day(str(last_year), month + 1, last_day, whole),
    )


def _day(year: str, month: int, day: int, whole: str) -> datetime.date:
    if int(year) == 0:
        _refuse(whole, "the year 0000 (1 BC) and the years before it are not supported")
    try:
        return datetime.date(int(year), month, day)
    except ValueError:
        _refuse(whole, f"{year}-{month:02} has no day {day:02}")


def _read_interval(text: str) -> DaySpan:
    if text.count("/") != 1:
        _refuse(text, "an interval has one '/', as in 2016-08/2020")
    start, end = text.split("/")
    if "T" in start + end:
        _refuse(text, "an interval runs between dates, not times of day")
    first = None if start in {"", "..", "unknown"} else _end_date(start, text)
    last = None if end in {"", "..", "unknown", "open"} else _end_date(end, text)
    if first is None and last is None:
        _refuse(text, "an interval with neither a start nor an end says nothing; leave it empty")
    return _join(first, last, text)


def _end_date(text: str, whole: str) -> DaySpan:
    """Read an end of an interval; one end in figures of another kind is the usual slip."""
    if re.fullmatch(r"[0-9]{1,2}", text):
        _refuse(whole, "'/' parts two whole dates: write 2016-08 for a month, 2016/2020 for years")
    return _read_date(text, whole=whole)


def _read_set(text: str) -> DaySpan:
    if not text.endswith("]"):
        _refuse(text, "a set ends with ']', as in [2016..2020]")
    members = re.split(r", ?", text[1:-1])
    spans = [
        _read_member(member, text, is_first=place == 0, is_last=place == len(members) - 1)
        for place, member in enumerate(members)
    ]
    firsts = [span.first for span in spans if span.first]
    lasts = [span.last for span in spans if span.last]
    return DaySpan(
        min(firsts) if len(firsts) == len(spans) else None,
        max(lasts) if len(lasts) == len(spans) else None,
        any(span.approximate for span in spans),
        any(span.uncertain for span in spans),
    )


def _read_member(member: str, whole: str, *, is_first: bool, is_last: bool) -> DaySpan:
    """Read `a`, `a..b`, `..b` (only in the first place) or `a..` (only in the last)."""
    start, dots, end = member.partition("..")
    if not start and not end:
        _refuse(whole, "a set names at least one date, as in [2016,2018] or [..2020]")
    if not dots:
        return _read_date(member, whole=whole)
    if (not start and not is_first) or (not end and not is_last):
        _refuse(whole, "a set is open only at its beginning, [..a,b], or its end, [a,b..]")
    return _join(
        _read_date(start, whole=whole) if start else None,
        _read_date(end, whole=whole) if end else None,
        whole,
    )


def _join(start: DaySpan | None, end: DaySpan | None, whole: str) -> DaySpan:
    """Span from the first day of `start` to the last of `end`; None is an open end."""
    if start and end and start.first and end.last and start.first > end.last:
        _refuse(whole, "it ends before it begins; swap the two dates")
    sides = [side for side in (start, end) if side]
    return DaySpan(
        start.first if start else None,
        end.last if end else None,
        any(side.approximate for side in sides),
        any(side.uncertain for side in sides),
    )
