"""How a date reads in a sentence, in English and Chinese."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .fuzzy import FuzzyDate

LANGUAGES = ("en", "zh")

_MONTHS_EN = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
_GROUPINGS_EN = {
    **dict(zip(range(21, 25), ("spring", "summer", "autumn", "winter"), strict=True)),
    **{
        32 + place: f"{name} quarter of"
        for place, name in enumerate(("first", "second", "third", "fourth"), 1)
    },
    37: "January to April",
    38: "May to August",
    39: "September to December",
    40: "first half of",
    41: "second half of",
}
_GROUPINGS_ZH = {
    **dict(zip(range(21, 25), ("春季", "夏季", "秋季", "冬季"), strict=True)),
    **{32 + place: f"第{name}季度" for place, name in enumerate("一二三四", 1)},
    37: "1月至4月",
    38: "5月至8月",
    39: "9月至12月",
    40: "上半年",
    41: "下半年",
}
_QUALIFIERS = {
    "en": {
        "": "",
        "~": "about ",
        "?": "possibly ",
        "%": "possibly about ",
        "?~": "possibly about ",
    },
    "zh": {"": "", "~": "约", "?": "可能", "%": "可能约", "?~": "可能约"},
}
_WORDS = {
    "en": {
        "between": "between {} and {}",
        "by": "by {}",
        "from": "{} or later",
        "or": " or ",
        "to": "{} to {}",
        "until": "until {}",
        "open": "from {}, with no end yet",
        "unknown": "from {}, end not known",
        "years": "{} to {}",
    },
    "zh": {
        "between": "{}至{}之间",
        "by": "不晚于{}",
        "from": "不早于{}",
        "or": "或",
        "to": "{}至{}",
        "until": "截至{}",
        "open": "{}起，尚未结束",
        "unknown": "{}起，结束时间不详",
        "years": "{}年至{}年",
    },
}


def describe(date: FuzzyDate, lang: str = "en") -> str:
    """Return the date in words, as a reader says it.

    Parameters
    ----------
    date
        Any date that `parse` gives.
    lang
        `en` or `zh`.
    """
    text = date.text
    if text.startswith("["):
        members = (_member(member, lang) for member in re.split(", ?", text[1:-1]))
        return _WORDS[lang]["or"].join(members)
    if "/" in text:
        start, end = text.split("/")
        return _interval(start, end, lang)
    return _single(text, lang)


def _member(member: str, lang: str) -> str:
    start, dots, end = member.partition("..")
    if not dots:
        return _single(member, lang)
    if not start:
        return _WORDS[lang]["by"].format(_single(end, lang))
    if not end:
        return _WORDS[lang]["from"].format(_single(start, lang))
    return _WORDS[lang]["between"].format(_single(start, lang), _single(end, lang))


def _interval(start: str, end: str, lang: str) -> str:
    if start in {"", "..", "unknown"}:
        return _WORDS[lang]["until"].format(_single(end, lang))
    if end in {"..", "open"}:
        return _WORDS[lang]["open"].format(_single(start, lang))
    if end in {"", "unknown"}:
        return _WORDS[lang]["unknown"].format(_single(start, lang))
    return _WORDS[lang]["to"].format(_single(start, lang), _single(end, lang))


def _single(text: str, lang: str) -> str:
    parts = re.fullmatch(r"([^?~%T]+)(?:T[^?~%]+)?(\?~|[?~%]?)", text)
    assert parts  # noqa: S101 -- `parse` has read the text
    year, month, day = (*parts[1].split("-"), "", "")[:3]
    month, day = (part if part.isdecimal() else "" for part in (month, day))
    words = _english if lang == "en" else _chinese
    return _QUALIFIERS[lang].get(parts[2], "") + words(year, month, day)


def _english(year: str, month: str, day: str) -> str:
    if not year.isdecimal():
        return _unspecified(year, "en")
    if not month:
        return year
    if grouping := _GROUPINGS_EN.get(int(month)):
        return f"{grouping} {year}"
    name = f"{_MONTHS_EN[int(month) - 1]} {year}"
    return f"{int(day)} {name}" if day else name


def _chinese(year: str, month: str, day: str) -> str:
    if not year.isdecimal():
        return _unspecified(year, "zh")
    if not month:
        return f"{year}年"
    if grouping := _GROUPINGS_ZH.get(int(month)):
        return f"{year}年{grouping}"
    name = f"{year}年{int(month)}月"
    return f"{name}{int(day)}日" if day else name


def _unspecified(year: str, lang: str) -> str:
    """Return a decade by its name, and a century by its years, since it is counted in two ways."""
    if year[:3].isdecimal() and year[2] != "0":
        return f"the {year[:3]}0s" if lang == "en" else f"{year[:3]}0年代"
    first, last = (re.sub("[Xux]", digit, year) for digit in "09")
    return _WORDS[lang]["years"].format(first, last)
