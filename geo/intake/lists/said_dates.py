"""The dates that short texts of a list tell: 2014—2017年, `2015; left 2018`."""

from __future__ import annotations

import re

DATE = r"(?:19|20)\d{2}(?:[-./年]\d{1,2}月?|年)?(?:\d{1,2}日)?"
"""A date in figures, as it stands in the name of a batch or behind that of a place."""
_PERIOD = re.compile(
    r"(?P<start>(?:19|20)\d{2}(?:年\d{1,2}月|年|[./-]\d{1,2}(?!\d))?)"
    r"\s?(?:[—–~～-]{1,2}|至|到|to)\s?"
    r"(?:(?P<end>(?:19|20)\d{2}(?:年\d{1,2}月|年|[./-]\d{1,2})?)|今|至今|now|present)"
)
"""From when to when: two years or months, or one and 'until today'."""


_ONE_FIGURE = re.compile(r"^(\d{4})\.(\d)$")
"""January alone: a period is text, whose October no spreadsheet cuts to 2018.1."""
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_WHEN = rf"(?:{DATE}|(?:\d{{1,2}} )?{_MONTH} (?:19|20)\d\d)"
_BEGAN = re.compile(
    r"(?:自|since |from |joined |launched |started |began |approved |in ){0,2}"
    rf"(?P<date>{_WHEN})度?(?:正式|全面|成功|被)?"
    r"(?:起|开始|启动|加入|入选|获批|试点|列为|列入|纳入|确定为|批准为|获批为|成为|认定为|开展|实施|挂牌|设立)?"
    r"(?:国家级?|省级|首批|第[一二三四五六七八九十]批)?(?:试点|示范)?(?:城市|地区|名单|范围|[省市县区])?",
    re.IGNORECASE,
)
_ENDED = re.compile(
    r"(?:left|withdrew|withdrawn|exited|ended|closed|dropped|terminated|until|till|截至|至)"
    rf"(?: in)? ?(?P<after>{_WHEN})"
    rf"|(?P<before>{_WHEN})度?(?:退出|撤销|终止|结束|停止|关闭|取消|止| (?:left|ended|withdrawn))",
    re.IGNORECASE,
)
_ANY_DATE = re.compile(DATE)
_ASKED_FOR = re.compile(rf"{_WHEN}(?:申报|申请|提出|上报)(?:试点)?")
"""What came before a beginning, and is none."""


def read_period(cell: str) -> tuple[str, str] | None:
    """Return start and end of a period; the end is blank where it goes on. None for other text.

    >>> read_period("2016-2018"), read_period("2016年8月至今"), read_period("2016")
    (('2016', '2018'), ('2016年8月', ''), None)
    >>> read_period("2018.1-2020.12")
    ('2018-01', '2020.12')
    """
    found = _PERIOD.fullmatch(cell.strip())
    if found is None:
        return None
    start, end = (_ONE_FIGURE.sub(r"\1-0\2", each or "") for each in (found["start"], found["end"]))
    return start, end


def dates_of(text: str) -> tuple[str, str] | None:
    """Return start and end of a text that tells nothing else; None where anything else is said.

    >>> dates_of("2015; left 2018"), dates_of("2014—2017年"), dates_of("2015年，2018年退出")
    (('2015', '2018'), ('2014', '2017年'), ('2015年', '2018年'))
    >>> dates_of("2012年申报，2014年3月被列为试点"), dates_of("2014年启动，2016年验收")
    (('2014年3月', ''), None)
    """
    start = end = ""
    clauses = [*map(str.strip, re.split("[;；,，]", text.strip(" .。")))]
    for clause in clauses:
        began, ended = _BEGAN.fullmatch(clause), _ENDED.fullmatch(clause)
        if (period := read_period(clause)) and not (start or end):
            start, end = period
        elif began and not start:
            start = began["date"]
        elif ended and not end:
            end = ended["after"] or ended["before"]
        elif start or clause is clauses[-1] or not _ASKED_FOR.fullmatch(clause):
            return None
    return start, end


def has_date(text: str) -> bool:
    """Whether a date in figures stands somewhere in a text."""
    return _ANY_DATE.search(text) is not None


def only_date(text: str) -> str:
    """Return the only date in figures that a text holds; blank for none, or several."""
    found = _ANY_DATE.findall(text)
    return found[0] if len(found) == 1 else ""
