"""Dates in figures, as spreadsheets and forms write them: into EDTF, or why they are in doubt."""

from __future__ import annotations

import datetime
import re
from contextlib import suppress
from typing import NamedTuple

SERIALS_FROM_1900 = datetime.date(1899, 12, 30)
"""What Excel's day 0 is: day 60 of its calendar, 1900-02-29, never was."""
SERIALS_FROM_1904 = datetime.date(1904, 1, 1)
"""Day 0 of a workbook that was begun on an old Macintosh."""

_NUMERIC = re.compile(
    r"(?P<year>\d{4})([-/.](?P<month>\d{1,2})([-/.](?P<day>\d{1,2}))?)?([ T]00:00(:00)?)?"
)
_COMPACT = re.compile(r"((?:19|20)\d{2})(0[1-9]|1[0-2])(\d{2})?")
_YEAR = re.compile(r"(\d{4})(?:\.0+)?")
_FIVE_DIGITS = re.compile(r"(\d{5})(\.\d+)?")
_TWO_DIGITS = re.compile(r"['’]?\d{2}([-/.]\d{1,2}([-/.]\d{1,2})?)?年?")
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{2,4})")
_MINGUO = re.compile(r"(\d{3})[-/.]\d{1,2}([-/.]\d{1,2})?")
_LOST_ZERO = re.compile(r"\d{4}\.1")
_MONTHS = range(1, 13)
_SERIALS = range(21_000, 60_000)  # 1957 to 2064 in Excel's days; 20200 is a year and a slip
_FULL_YEAR = 4


class Doubt(NamedTuple):
    """Why figures are no date that is read, under the name of a rule, and what to do."""

    rule: str
    message: str
    hint: str


def in_edtf(text: str) -> str:
    """Return `2015/3/7`, `201503`, `2015.0` and what Excel writes as EDTF; the rest as it is."""
    if year := _YEAR.fullmatch(text):
        return year[1]
    if compact := _COMPACT.fullmatch(text):
        return "-".join(part for part in compact.groups() if part)
    shape = _NUMERIC.fullmatch(text)
    if shape is None or shape["month"] is None or int(shape["month"]) not in _MONTHS:
        return text
    parts = [shape["year"], *(f"{int(part):02d}" for part in shape.group("month", "day") if part)]
    return "-".join(parts)


def from_days(text: str, *, day_zero: datetime.date = SERIALS_FROM_1900) -> str:
    """Return the ISO date of a number of days as spreadsheets count them; blank for other text."""
    serial = _FIVE_DIGITS.fullmatch(text)
    if serial is None or int(serial[1]) not in _SERIALS:
        return ""
    return (day_zero + datetime.timedelta(days=int(serial[1]))).isoformat()


_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}"
_MONTH_AND_TWO = re.compile(
    rf"{_MONTH}[-'](?P<figures>\d{{2}})|(?P<before>\d{{2}})[-']{_MONTH}", re.IGNORECASE
)
"""Aug-16, as a spreadsheet shows August 2016 or 16 August, and saves it as text."""


def doubt(text: str, *, day_zero: datetime.date = SERIALS_FROM_1900) -> Doubt | None:
    """Return why a number that looks like a date is none, or None.

    Parameters
    ----------
    day_zero
        From where the workbook counts days.
    """
    serial = _FIVE_DIGITS.fullmatch(text)
    if serial and int(serial[1]) in _SERIALS:
        day = day_zero + datetime.timedelta(days=int(serial[1]))
        calendar = " in the calendar of this workbook" if day_zero == SERIALS_FROM_1904 else ""
        message = f"'{text}' looks like a date as Excel counts it: it would be {day}{calendar}"
        return Doubt("date-excel", message, "format the column as a date, or write it")
    if _TWO_DIGITS.fullmatch(text):
        message = f"'{text}' has a year of two digits"
        return Doubt("date-two-digits", message, "write the year with four")
    if named := _MONTH_AND_TWO.fullmatch(text):
        year = f"20{named['figures'] or named['before']}"
        message = f"'{text}' may be a month of {year}, as a spreadsheet shows it, or a day"
        return Doubt("date-two-digits", message, f"write the year with four figures: {year}-MM")
    if _LOST_ZERO.fullmatch(text):
        message = f"'{text}' may be January, or October without the zero a spreadsheet drops"
        return Doubt("date-ambiguous", message, f"write {text[:4]}-01 or {text[:4]}-10")
    if year_last := _YEAR_LAST.fullmatch(text):
        return _year_last(text, *year_last.groups())
    return _of_three_digits(text)


def _of_three_digits(text: str) -> Doubt | None:
    minguo = _MINGUO.fullmatch(text)
    if minguo is None:
        return None
    message = f"'{text}' has a year of three digits, which may be counted from 1912"
    hint = f"write the year with four, such as {1911 + int(minguo[1])}"
    return Doubt("date-ambiguous", message, hint)


def _year_last(text: str, first: str, second: str, year: str) -> Doubt:
    """Return the doubt about a date whose year stands last: day or month may come first."""
    if len(year) != _FULL_YEAR:
        message = f"'{text}' does not say which number is the month"
        return Doubt("date-ambiguous", message, "write year-month-day: 2020-08-31")
    days = []
    for month, day in ((first, second), (second, first)):
        with suppress(ValueError):
            days.append(datetime.date(int(year), int(month), int(day)).isoformat())
    days = list(dict.fromkeys(days))
    if not days:
        message = f"'{text}' is no day of the calendar"
        return Doubt("date-invalid", message, "write year-month-day: 2020-08-31")
    many = len(days) > 1
    message = f"'{text}' {'does not say which number is the month' if many else 'ends in its year'}"
    return Doubt("date-ambiguous", message, f"write {' or '.join(days)}")
