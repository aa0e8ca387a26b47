"""English phrases that name one date: "August 2016", "Q3 2018", "late 2017", "last year".

Every pattern must fit its text whole; a text that fits none is not read. The text comes in lower
case and without commas or articles (see `pilotmap.dates.english`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ..errors import DateError
from . import anchor as counted
from .english_words import (
    ANY_YEAR,
    DAY,
    DAY_WORDS,
    MONTH,
    MONTH_WORDS,
    NUMBER,
    ORDINAL,
    SEASON,
    WEEKDAY,
    YEAR,
    YEAR_WORDS,
    month_of,
    number_of,
    ordinal_of,
    season_of,
    weekday_name,
)
from .reading import (
    Context,
    Reading,
    any_of,
    between,
    first_fit,
    five_year_plan,
    one_of,
    part,
    plan_year,
    read_as,
    table,
)

if TYPE_CHECKING:
    from collections.abc import Callable

_QUARTERS = 4
_WINTER = 24
_MONTHS_A_YEAR = 12
_EARLY = (
    "early(?: in| on in)?|(?:very )?(?:beginning|start|outset) of"
    "|(?:first|opening|early) (?:few )?(?:months|weeks|days) of"
)
_MIDDLE = "mid(?:-?year)?(?: of)?|(?:middle|midpoint) of|(?:midway|halfway) through"
_LATE = (
    "late(?: in)?|(?:very |tail )?end(?: of)?|close of|latt?er part of"
    "|(?:last|final|closing|latter) (?:few )?(?:months|weeks|days) of"
)
_PLAN = (
    rf"(?:(?:china's|national|country's) )?(?P<number>{ORDINAL}) "
    r"(?:fyp|(?:five|5)[- ]?year(?:[- ](?:development )?(?:plan|program(?:me)?|planning))?)"
    r"(?: \(fyp\))?(?: period| years| era)?(?: \(?(?P<years>[0-9]{4}[-–](?:[0-9]{2}){1,2})\)?)?"
)


def read_point(text: str, context: Context) -> Reading | None:
    """Return the date that `text` names, or None where it is no such phrase.

    Raises
    ------
    DateError
        If the phrase is known but names no day, or counts from an anchor that is not given.
    """
    return _read_whole(text, context) or first_fit(_PARTS, text, context)


def _read_whole(text: str, context: Context) -> Reading | None:
    """Read a date that is no early or late part of another; parts have no parts."""
    return first_fit(_WHOLES, text, context)


def _in_year(found: re.Match[str], context: Context, in_year: Callable[[int], Reading]) -> Reading:
    """Place what has a date each year in the year that the phrase gives, or by the anchor."""
    year, phrase = found["year"], found[0].strip()
    if year is None:
        return counted.latest(context.anchor, phrase, in_year, since=context.since)
    if year.isdecimal():
        return in_year(int(year))
    offset = YEAR_WORDS.get(year, 0)
    reading = in_year(counted.single_year(context.anchor, offset, phrase))
    rule = f"relative year: {offset:+d} calendar years, from the anchor {context.anchor}"
    return Reading(reading.date, f"{rule}; {reading.rule}", anchored=True, exact=reading.exact)


def _year(found: re.Match[str], _: Context) -> Reading:
    return read_as(found["year"], "year: the calendar year")


def _year_word(found: re.Match[str], context: Context) -> Reading:
    return counted.year_at(context.anchor, YEAR_WORDS[found[0]], found[0])


def _month_word(found: re.Match[str], context: Context) -> Reading:
    return counted.month_at(context.anchor, MONTH_WORDS[found[0]], found[0])


def _day_word(found: re.Match[str], context: Context) -> Reading:
    return counted.day_at(context.anchor, DAY_WORDS[found[0]], found[0])


def _month(found: re.Match[str], context: Context) -> Reading:
    month, rule = month_of(found["month"]), "month: the calendar month"
    return _in_year(found, context, lambda year: read_as(f"{year:04}-{month:02}", rule))


def _this_month(found: re.Match[str], context: Context) -> Reading:
    """Read "last August", whose year is certain only where its two meanings agree."""
    month, word, phrase = month_of(found["month"]), found["word"], found[0]
    year = counted.single_year(context.anchor, 0, phrase)
    if word != "this":
        here = counted.month_at(context.anchor, 0, phrase).date.not_before
        begun = here is not None and here.month >= month
        if begun == (word == "last"):
            raise DateError(f"'{phrase}' said in {context.anchor} may be of two years; say which")
        year += -1 if word == "last" else 1
    rule = f"relative month: from the anchor {context.anchor}"
    return read_as(f"{year:04}-{month:02}", rule, anchored=True)


def _day(found: re.Match[str], context: Context) -> Reading:
    month, day = month_of(found["month"]), int(re.sub("[a-z]", "", found["day"]))
    rule, weekday = "day: the calendar day", found["weekday"]
    reading = _in_year(found, context, lambda year: read_as(f"{year:04}-{month:02}-{day:02}", rule))
    date = reading.date.not_before
    if weekday and date and (name := weekday_name(date.weekday())) != weekday:
        raise DateError(f"{date} is a {name.title()}, not a {weekday.title()}; correct one of them")
    return reading


def _quarter(found: re.Match[str], context: Context) -> Reading | None:
    text = found["quarter"]
    if text in {"last", "final"}:
        number = _QUARTERS if found["year"] else 0  # "last quarter" alone is the one before
    else:
        number = int(text) if text.isdecimal() else ordinal_of(text)
    if not 1 <= number <= _QUARTERS:
        return None
    code, rule = 32 + number, "quarter: three calendar months (EDTF 33-36)"
    return _in_year(found, context, lambda year: read_as(f"{year:04}-{code}", rule))


def _half(found: re.Match[str], context: Context) -> Reading | None:
    text = found["half"]
    if text in {"last", "latter"} and not found["year"]:
        return None
    code = 40 if text in {"1", "first", "1st"} else 41
    rule = "half: six calendar months (EDTF 40-41)"
    return _in_year(found, context, lambda year: read_as(f"{year:04}-{code}", rule))


def _season(found: re.Match[str], context: Context) -> Reading:
    code = season_of(found["season"])
    if code == _WINTER and found["year"] is None:
        raise DateError(f"'{found[0]}' lies in two years; say which, as in 'winter 2016-2017'")
    rule = "season: the meteorological season of the north (EDTF 21-24)"
    exact = code != _WINTER
    return _in_year(found, context, lambda year: read_as(f"{year:04}-{code}", rule, exact=exact))


def _winter(found: re.Match[str], _: Context) -> Reading | None:
    first, last = int(found["first"]), found["last"]
    if (first + 1) % 10 ** len(last) != int(last):
        return None
    return read_as(f"[{first:04}-12..{first + 1:04}-02]", "winter: December to February")


def _part(found: re.Match[str], context: Context) -> Reading | None:
    whole = found["whole"]
    reading = _read_whole("this year" if whole == "year" else whole, context)
    which = next(name for name in ("early", "middle", "late") if found[name])
    return part(reading, which) if reading else None


def _parts(found: re.Match[str], context: Context) -> Reading | None:
    """Read "mid to late 2017": from the first of the middle to the last of the late part."""
    if found["one"] == found["two"]:
        return None
    whole = _read_whole(found["whole"], context)
    sides = {"early": "early", "mid": "middle", "late": "late"}
    first, last = (part(whole, sides[found[side]]) if whole else None for side in ("one", "two"))
    if first is None or last is None:
        return None
    return replace(between(first, last), anchored=first.anchored, exact=False)


def _some_of(found: re.Match[str], context: Context) -> Reading | None:
    """Read "the first three months of 2018", "the last two quarters of 2018"."""
    months = number_of(found["count"]) * (3 if found["unit"] == "quarter" else 1)
    if months >= _MONTHS_A_YEAR:
        return None
    is_first = found["which"] == "first"
    first, last = (1, months) if is_first else (_MONTHS_A_YEAR + 1 - months, _MONTHS_A_YEAR)
    rule = "months: so many at the beginning or the end of the year"
    return _in_year(
        found,
        context,
        lambda year: read_as(one_of(f"{year:04}-{first:02}", f"{year:04}-{last:02}"), rule),
    )


def _year_end(found: re.Match[str], context: Context) -> Reading | None:
    reading = _read_whole(found["year"] or "this year", context)
    return part(reading, "late") if reading else None


def _decade(found: re.Match[str], _: Context) -> Reading:
    decade = found["decade"]
    if decade.endswith("0"):
        raise DateError(
            f"'{found[0]}' may be ten years or a hundred; write {decade}X or {decade[:2]}XX"
        )
    return read_as(f"{decade}X", "decade: its ten years")


def _plan(found: re.Match[str], _: Context) -> Reading | None:
    plan = five_year_plan(ordinal_of(found["number"]))
    if plan and (years := found["years"]):
        first, last = re.split("[-–]", years)
        said = f"[{first}..{first[: 4 - len(last)]}{last}]"
        if said != plan.date.text:
            raise DateError(f"'{found[0]}' gives other years than those of the plan, {plan.date}")
    return plan


def _plan_year(found: re.Match[str], context: Context) -> Reading | None:
    plan = _plan(found, context)
    last = found["which"] in {"last", "final", "closing"}
    return plan_year(plan, "last" if last else "first") if plan else None


def _figures(found: re.Match[str], _: Context) -> Reading:
    """Read figures with the year first and the month before the day, as Chinese and ISO do."""
    year, month, day = found["year"], int(found["month"]), found["day"]
    short = found["sign"] == "-" and len(found["month"]) == 1  # 2005-8 may be 2005 to 2008
    next_year = month in {(int(year) + 1) % 100, *([(int(year) + 1) % 10] if short else [])}
    if not day and found["sign"] in "-/" and (next_year or (short and month > int(year) % 100)):
        raise DateError(
            f"'{found[0]}' may be a month or two years; write {year}-{month:02} or {year}/YYYY"
        )
    text = f"{year}-{month:02}" + (f"-{int(day):02}" if day else "")
    return read_as(text, "figures: year, month, day")


def _new_year(found: re.Match[str], _: Context) -> Reading:
    return read_as(f"{found['year']}-01-01", "New Year's Day: the first of January")


def _compact(found: re.Match[str], _: Context) -> Reading:
    return read_as("-".join(found.groups()), "figures: year, month, day without signs between")


def _month_first(found: re.Match[str], _: Context) -> Reading:
    return read_as(f"{found['year']}-{int(found['month']):02}", "figures: month and year")


def _year_last(found: re.Match[str], _: Context) -> Reading:
    """Read figures with the year last where only one of the two others can be the month."""
    first, second, year = int(found["first"]), int(found["second"]), found["year"]
    if first != second and max(first, second) <= _MONTHS_A_YEAR:
        raise DateError(
            f"'{found[0]}' may be {year}-{first:02}-{second:02} or {year}-{second:02}-{first:02}; "
            "write the one that is meant"
        )
    month, day = sorted((first, second))
    return read_as(f"{year}-{month:02}-{day:02}", "figures: only one of them can be the month")


_Y, _M, _D = f"(?P<year>{YEAR})", f"(?P<month>{MONTH})", f"(?P<day>{DAY})"
_W = f"(?:(?P<weekday>{WEEKDAY}) )?"
_OF_YEAR = f"(?:(?: of| in)? (?P<year>{ANY_YEAR}))?"
_QUARTER = f"(?P<quarter>{ORDINAL}|last|final)[- ]quarter"
_COUNT = f"(?P<which>first|last|final) (?P<count>{NUMBER}) (?P<unit>month|quarter)s"
_HALF = "(?P<half>first|second|last|latter|1st|2nd)[- ]half(?:[- ]year)?"
_WHOLES = table(
    (f"(?:calendar )?{_Y}", _year),
    (any_of(YEAR_WORDS), _year_word),
    (any_of(MONTH_WORDS), _month_word),
    (any_of(DAY_WORDS), _day_word),
    (f"(?:month of )?{_M}{_OF_YEAR}", _month),
    (f"{_M}[-/]{_Y}", _month),
    (f"{_Y}[-/ ]{_M}", _month),
    (f"(?P<year>{any_of(YEAR_WORDS)})(?:'s)? {_M}", _month),
    (f"(?P<word>this|last|next) (?:past )?{_M}", _this_month),
    (f"{_W}{_M} {_D}{_OF_YEAR}", _day),
    (f"{_W}{_D}(?: of)? {_M}{_OF_YEAR}", _day),
    (f"(?P<weekday>)(?P<day>[0-9]{{1,2}})[-/]{_M}[-/]{_Y}", _day),
    (f"(?P<weekday>)(?:{_Y}[- ]{_M}[- ](?P<day>[0-9]{{1,2}}))", _day),
    (f"q(?P<quarter>[1-4])[-/]?{_Y}", _quarter),
    (f"q(?P<quarter>[1-4]){_OF_YEAR}", _quarter),
    (f"(?P<quarter>[1-4])q[-/ ]?{_Y}", _quarter),
    (f"{_Y}[-/ ]?q(?P<quarter>[1-4])", _quarter),
    (f"{_QUARTER}{_OF_YEAR}", _quarter),
    (f"(?P<year>{YEAR}|{any_of(YEAR_WORDS)})(?:'s)? {_QUARTER}", _quarter),
    (f"h(?P<half>[12])[-/]?{_Y}", _half),
    (f"h(?P<half>[12]){_OF_YEAR}", _half),
    (f"(?P<half>[12])h[-/ ]?{_Y}", _half),
    (f"{_Y}[-/ ]?h(?P<half>[12])", _half),
    (f"{_HALF}{_OF_YEAR}", _half),
    (f"(?P<year>{YEAR}|{any_of(YEAR_WORDS)})(?:'s)? {_HALF}", _half),
    (f"(?:season of )?(?:this )?(?P<season>{SEASON}){_OF_YEAR}", _season),
    (f"{_Y} (?P<season>{SEASON})", _season),
    (f"winter(?: of)? (?P<first>{YEAR})[-–/](?P<last>[0-9]{{2}}|{YEAR})", _winter),
    (f"{_COUNT} of (?P<year>{ANY_YEAR})", _some_of),
    ("(?P<decade>[12][0-9]{2})0'?s", _decade),
    (_PLAN, _plan),
    (f"(?P<which>first|opening|last|final|closing) year of {_PLAN}", _plan_year),
    (
        f"{_Y} ?(?P<sign>[-/.]) ?(?P<month>[0-9]{{1,2}})(?: ?(?P=sign) ?(?P<day>[0-9]{{1,2}}))",
        _figures,
    ),
    (f"{_Y} ?(?P<sign>[/.]) ?(?P<month>[0-9]{{1,2}})(?P<day>)", _figures),
    (f"{_Y}(?P<sign>-)(?P<month>0?[1-9]|1[0-2])(?P<day>)", _figures),
    (rf"new year's day(?: of| in)? {_Y}", _new_year),
    ("((?:19|20)[0-9]{2})(0[1-9]|1[0-2])([0-3][0-9])", _compact),
    (f"(?P<month>[0-9]{{1,2}})[-/.]{_Y}", _month_first),
    (f"(?P<first>[0-9]{{1,2}})(?P<sign>[-/.])(?P<second>[0-9]{{1,2}})(?P=sign){_Y}", _year_last),
)
_PARTS = table(
    (f"(?:(?P<early>{_EARLY})|(?P<middle>{_MIDDLE})|(?P<late>{_LATE}))[- ](?P<whole>.+)", _part),
    ("(?P<one>early|mid)(?: |-|- )(?:to )?(?:to-)?(?P<two>mid|late)[- ](?P<whole>.+)", _parts),
    (f"year[- ]end(?: (?P<year>{YEAR}))?|end of year", _year_end),
    (f"{_Y} year[- ]end", _year_end),
)
