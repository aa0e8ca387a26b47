"""English words of time: months, seasons, numbers, years and months named from an anchor."""

from __future__ import annotations

from .reading import any_of

YEAR = "[12][0-9]{3}"
DAY = "[0-9]{1,2}(?:st|nd|rd|th)?"
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
WEEKDAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)day"
SEASON = "(?:spring|summer|autumn|fall|winter)"
ONE_UNIT = "(?P<unit>day|week|month|year|decade)"
UNIT = f"{ONE_UNIT}s?"

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
    *("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth"),
)
_NUMBERS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    *("nineteen", "twenty"),
)
ORDINAL = f"(?:{'|'.join(_ORDINALS)}|[0-9]{{1,2}}(?:st|nd|rd|th))"
NUMBER = f"(?:an?|{'|'.join(_NUMBERS)}|[0-9]{{1,2}})"

# How many calendar years, months or days from those of the anchor.
YEAR_WORDS = {
    **dict.fromkeys(("this year", "current year", "same year", "that year", "that same year"), 0),
    **dict.fromkeys(("last year", "previous year", "preceding year", "prior year"), -1),
    **dict.fromkeys(("year before", "year earlier"), -1),
    "year before last": -2,
    **dict.fromkeys(("next year", "following year", "subsequent year", "year after"), 1),
    "year after next": 2,
}
MONTH_WORDS = {
    **dict.fromkeys(("this month", "current month", "same month", "that month"), 0),
    **dict.fromkeys(("last month", "previous month", "preceding month", "month before"), -1),
    **dict.fromkeys(("next month", "following month", "month after"), 1),
}
DAY_WORDS = {
    **dict.fromkeys(("today", "same day", "that day"), 0),
    **dict.fromkeys(("yesterday", "previous day", "day before"), -1),
    "day before yesterday": -2,
    **dict.fromkeys(("tomorrow", "next day", "following day", "day after"), 1),
    "day after tomorrow": 2,
}


ANY_YEAR = f"(?:{YEAR}|{any_of(YEAR_WORDS)}|year)"
"""A year in figures or from the anchor; "the year" is the anchor's, as in "the end of the year"."""


def number_of(text: str) -> int:
    """Return the number that a word or figure names; `a` is one."""
    return int(text) if text.isdecimal() else 1 if text in {"a", "an"} else _NUMBERS.index(text) + 1


def ordinal_of(text: str) -> int:
    """Return the number of `third` or `3rd`."""
    return _ORDINALS.index(text) + 1 if text in _ORDINALS else int(text[:-2])


def month_of(text: str) -> int:
    """Return the number of a month's name, whole or cut short."""
    return _MONTHS.index(text[:3]) + 1


def season_of(text: str) -> int:
    """Return the EDTF code of a season, 21 to 24."""
    return _SEASONS[text]


def weekday_name(number: int) -> str:
    """Return the day of the week, Monday being 0, in lower case."""
    return _WEEKDAYS[number]
