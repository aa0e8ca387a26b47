"""EDTF dates in words, for readers without scripts: what `dates.js` says, in the same texts."""

from __future__ import annotations

import re

from .words import listed, say

_SEASONS = {
    21: "spring",
    22: "summer",
    23: "autumn",
    24: "winter",
    **{33 + number: f"q{number + 1}" for number in range(4)},
    **{37 + number: f"third{number + 1}" for number in range(3)},
    40: "half1",
    41: "half2",
}
"""EDTF season codes (ISO 8601-2, 4.8) to the texts that name them."""
_QUALIFIERS = {"~": "date.about", "?": "date.perhaps", "%": "date.perhapsAbout"}
_OPEN_ENDS = {"", "..", "open", "unknown"}
_UNSPECIFIED = re.compile(r"(?:-(?:XX|uu))+(?=[~?%]?$)")
_DATE = re.compile(
    r"(?P<year>[0-9]{3}[0-9Xux]|[0-9]{2}(?:XX|uu|xx))(?:-(?P<month>[0-9]{2}))?(?:-(?P<day>[0-9]{2}))?"
    r"(?:T[0-9:Z+-]+)?(?P<mark>[~?%]?)"
)


def span_in_words(start: str, end: str, lang: str) -> str:
    """Say when something began and when it ended; both are EDTF, or empty for none."""
    begun, ended = date_in_words(start, lang), date_in_words(end, lang)
    if begun and ended:
        return say(lang, "date.startAndEnd", begun=begun, ended=ended)
    if ended:
        return say(lang, "date.ended", date=ended)
    return begun or say(lang, "date.none")


def date_in_words(edtf: str, lang: str) -> str:
    """Say an EDTF date; what is not understood is said as it is written."""
    if edtf.startswith("[") and edtf.endswith("]"):
        words = _set(edtf[1:-1], lang)
    elif edtf.count("/") == 1:
        start, _, end = edtf.partition("/")
        words = _interval(start, end, lang)
    else:
        words = _one(edtf, lang)
    return edtf if words is None else words


def _set(inner: str, lang: str) -> str | None:
    """Say one of a set: some time between two dates, or one of those listed."""
    members = [[end.strip() for end in part.split("..")] for part in inner.split(",")]
    both = "date.interval" if len(members) > 1 else "date.between"
    said = [_member(ends, both, lang) for ends in members]
    known = [words for words in said if words is not None]
    if len(known) < len(said):
        return None
    return say(lang, "date.oneOf", dates=listed(lang, known)) if len(known) > 1 else known[0]


def _member(ends: list[str], both: str, lang: str) -> str | None:
    words = [end and _one(end, lang) for end in ends]
    known = [word for word in words if word is not None]
    if len(known) != len(ends) or not any(known) or len(known) > 2:  # noqa: PLR2004 -- two ends
        return None
    if len(known) == 1:
        return known[0]
    first, last = known
    if first and last:
        return say(lang, both, a=first, b=last)
    return say(lang, "date.onOrAfter", date=first) if first else say(lang, "date.by", date=last)


def _interval(start: str, end: str, lang: str) -> str | None:
    first, last = ("" if each in _OPEN_ENDS else _one(each, lang) for each in (start, end))
    if first is None or last is None or not (first or last):
        return None
    if first and last:
        return say(lang, "date.interval", a=first, b=last)
    return say(lang, "date.from", date=first) if first else say(lang, "date.until", date=last)


def _one(text: str, lang: str) -> str | None:
    """Say one date, perhaps qualified; None where it is not understood."""
    # A month or day that is not specified says no more than what it lies in.
    found = _DATE.fullmatch(_UNSPECIFIED.sub("", text.replace("?~", "%")))
    plain = _plain(found["year"], found["month"], found["day"], lang) if found else None
    if not found or plain is None:
        return None
    return say(lang, _QUALIFIERS[found["mark"]], date=plain) if found["mark"] else plain


def _years(year: str, lang: str) -> str:
    """Say a decade, or a hundred years, which no name tells apart from their first decade."""
    first, last = (re.sub("[Xux]", digit, year) for digit in "09")
    if year[2].isdecimal():
        return say(lang, "date.decade", date=first)
    a, b = (say(lang, "date.year", date=end) for end in (first, last))
    return say(lang, "date.interval", a=a, b=b)


def _plain(year: str, month: str | None, day: str | None, lang: str) -> str | None:
    if not year.isdecimal():
        return None if month else _years(year, lang)
    if month is None:
        return say(lang, "date.year", date=year)
    if season := _SEASONS.get(int(month)):
        return say(lang, f"season.{season}", date=year)
    months = say(lang, "date.months").split(" ")
    if not 1 <= int(month) <= len(months):
        return None
    name = months[int(month) - 1]
    if day is None:
        return say(lang, "date.month", date=year, month=name)
    return say(lang, "date.day", date=year, month=name, day=str(int(day)))
