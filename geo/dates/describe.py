"""How a date reads in a sentence, in English and Chinese; `dates.js` says the same on the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .edtf import FuzzyDate

_SEASONS = (*range(21, 25), *range(33, 42))
"""Codes of seasons, quarters, thirds and halves of a year (ISO 8601-2:2019, 4.8)."""
_WORDS = {
    "en": {
        "year": "{0}",
        "month": "{1} {0}",
        "day": "{1} {2}, {0}",
        "months": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
        "seasons": "spring {0}|summer {0}|autumn {0}|winter {0}|Q1 {0}|Q2 {0}|Q3 {0}|Q4 {0}"
        "|Jan–Apr {0}|May–Aug {0}|Sep–Dec {0}|first half of {0}|second half of {0}",
        "decade": "{0}s",
        "~": "about {0}",
        "?": "{0}, perhaps",
        "%": "about {0}, perhaps",
        "by": "by {0}",
        "or later": "{0} or later",
        "between": "between {0} and {1}",
        "one of": "one of {0}",
        "interval": "{0}–{1}",
        "from": "from {0}",
        "until": "until {0}",
        "start and end": "{0}, ended {1}",
        "end": "ended {0}",
        "none": "undated",
        "comma": ", ",
        "and": " and ",
        "last": ", and ",
    },
    "zh": {
        "year": "{0}年",
        "month": "{0}年{1}月",
        "day": "{0}年{1}月{2}日",
        "months": "1 2 3 4 5 6 7 8 9 10 11 12",
        "seasons": "{0}年春|{0}年夏|{0}年秋|{0}年冬"
        "|{0}年第一季度|{0}年第二季度|{0}年第三季度|{0}年第四季度"
        "|{0}年1至4月|{0}年5至8月|{0}年9至12月|{0}年上半年|{0}年下半年",
        "decade": "{0}年代",
        "~": "约{0}",
        "?": "{0}（存疑）",
        "%": "约{0}（存疑）",
        "by": "不晚于{0}",
        "or later": "{0}或之后",
        "between": "{0}至{1}之间",
        "one of": "{0}之一",
        "interval": "{0}至{1}",
        "from": "{0}起",
        "until": "至{0}",
        "start and end": "{0}启动，{1}结束",
        "end": "{0}结束",
        "none": "未注明日期",
        "comma": "、",
        "and": "和",
        "last": "和",
    },
}
LANGUAGES = tuple(_WORDS)
_BETWEEN_NOTES = re.compile(r"(?<=\)); (?=(?:end )?(?:stated|relative): ')")
"""Between two notes that this tool wrote, of the start and of the end."""

_OPEN_ENDS = {"", "..", "open", "unknown"}
_UNSPECIFIED = re.compile(r"(?:-(?:XX|uu)){1,2}(?=[~?%]?$)")
_DATE = re.compile(
    r"(?P<year>[0-9]{3}[0-9Xux]|[0-9]{2}(?:XX|uu|xx))(?:-(?P<month>[0-9]{2}))?(?:-(?P<day>[0-9]{2}))?"
    r"(?:T[0-9:Z+-]+)?(?P<mark>[~?%]?)"
)


def describe(date: FuzzyDate | str, lang: str = "en") -> str:
    """Return a date in words; what is not understood is said as it is written.

    Parameters
    ----------
    date
        A date, or EDTF as a cell holds it; empty for none.
    lang
        `en` or `zh`.
    """
    edtf = str(date)
    if edtf.startswith("[") and edtf.endswith("]"):
        words = _set(edtf[1:-1], lang)
    elif edtf.count("/") == 1:
        start, _, end = edtf.partition("/")
        words = _interval(start, end, lang)
    else:
        words = _one(edtf, lang)
    return edtf if words is None else words


def describe_span(start: FuzzyDate | str, end: FuzzyDate | str, lang: str = "en") -> str:
    """Say when something began and when it ended; either may be empty for none."""
    begun, ended = describe(start, lang), describe(end, lang)
    if begun and ended:
        return _say(lang, "start and end", begun, ended)
    if ended:
        return _say(lang, "end", ended)
    return begun or _say(lang, "none")


def note_in_chinese(note: str) -> str:
    """Return in Chinese how a date was read, where this tool wrote the note; else nothing.

    `stated: '2015年7月', gives 2015-07 (month: ...)` is 原文作“2015年7月”，即2015年7月. What a
    person wrote stays as it is written.
    """
    if note == "stated":
        return "原文所述"
    said = [_reading_in_chinese(part) for part in _BETWEEN_NOTES.split(note)]
    return "；".join(said) if all(said) else ""


def _reading_in_chinese(note: str) -> str:
    """Say one phrase and the date that was read out of it; empty for another note."""
    kind, _, rest = note.removeprefix("end ").partition(": '")
    read, _, result = rest.rpartition(", gives ")
    date, _, rule = result.partition(" (")
    phrase, _, anchor = (
        read.rpartition("', counted from ") if kind == "relative" else (read, "", "")
    )
    phrase = phrase.removesuffix("'")
    if kind not in {"stated", "relative"} or not (phrase and date and rule):
        return ""
    ended = "结束：" if note.startswith("end ") else ""
    counted = f"，由{describe(anchor, 'zh')}推算" if anchor else ""
    return f"{ended}原文作“{phrase}”{counted}，即{describe(date, 'zh')}"


def _say(lang: str, key: str, *values: str) -> str:
    return _WORDS[lang][key].format(*values)


def _set(inner: str, lang: str) -> str | None:
    """Say one of a set: some time between two dates, or one of those listed."""
    members = [[end.strip() for end in part.split("..")] for part in inner.split(",")]
    both = "interval" if len(members) > 1 else "between"
    said = [_member(ends, both, lang) for ends in members]
    known = [words for words in said if words is not None]
    if len(known) < len(said):
        return None
    return _say(lang, "one of", _listed(known, lang)) if len(known) > 1 else known[0]


def _listed(items: Sequence[str], lang: str) -> str:
    *rest, last = items
    joint = _say(lang, "last" if len(rest) > 1 else "and")
    return _say(lang, "comma").join(rest) + joint + last


def _member(ends: list[str], both: str, lang: str) -> str | None:
    words = [end and _one(end, lang) for end in ends]
    known = [word for word in words if word is not None]
    if len(known) != len(ends) or not any(known) or len(known) > 2:  # noqa: PLR2004 -- two ends
        return None
    if len(known) == 1:
        return known[0]
    first, last = known
    if first and last:
        return _say(lang, both, first, last)
    return _say(lang, "or later", first) if first else _say(lang, "by", last)


def _interval(start: str, end: str, lang: str) -> str | None:
    first, last = ("" if each in _OPEN_ENDS else _one(each, lang) for each in (start, end))
    if first is None or last is None or not (first or last):
        return None
    if first and last:
        return _say(lang, "interval", first, last)
    return _say(lang, "from", first) if first else _say(lang, "until", last)


def _one(text: str, lang: str) -> str | None:
    """Say one date, perhaps qualified; None where it is not understood."""
    # A month or day that is not specified says no more than what it lies in.
    found = _DATE.fullmatch(_UNSPECIFIED.sub("", text.replace("?~", "%")))
    plain = _plain(found["year"], found["month"], found["day"], lang) if found else None
    if not found or plain is None:
        return None
    return _say(lang, found["mark"], plain) if found["mark"] else plain


def _years(year: str, lang: str) -> str:
    """Say a decade, or a hundred years, which no name tells apart from their first decade."""
    first, last = (re.sub("[Xux]", digit, year) for digit in "09")
    if year[2].isdecimal():
        return _say(lang, "decade", first)
    return _say(lang, "interval", *(_say(lang, "year", end) for end in (first, last)))


def _plain(year: str, month: str | None, day: str | None, lang: str) -> str | None:
    if not year.isdecimal():
        return None if month else _years(year, lang)
    if month is None:
        return _say(lang, "year", year)
    if int(month) in _SEASONS:
        seasons = _WORDS[lang]["seasons"].split("|")
        return seasons[_SEASONS.index(int(month))].format(year)
    months = _WORDS[lang]["months"].split(" ")
    if not 1 <= int(month) <= len(months):
        return None
    name = months[int(month) - 1]
    if day is None:
        return _say(lang, "month", year, name)
    return _say(lang, "day", year, name, str(int(day)))
