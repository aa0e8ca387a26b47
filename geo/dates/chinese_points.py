"""Chinese phrases that name one date: 2016年8月, 去年底, 2018年第三季度, “十三五”期间.

Every pattern must fit its text whole. The text comes without blanks, in simplified characters and
with figures for years, as `pilotmap.dates.chinese` prepares it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..errors import DateError
from . import anchor as counted
from .reading import (
    Context,
    Reading,
    any_of,
    first_fit,
    five_year_plan,
    one_of,
    part,
    plan_year,
    read_as,
    table,
)

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

_DIGITS = {sign: number for number, sign in enumerate("〇一二三四五六七八九")} | {"两": 2, "零": 0}
CHINESE_NUMBER = "(?:[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])"
NUMBER = f"(?:[0-9]{{1,2}}|{CHINESE_NUMBER})"

YEAR_WORDS = {
    **dict.fromkeys(("今年", "本年", "本年度", "当年", "同年", "该年", "当年度"), 0),
    **dict.fromkeys(("去年", "上年", "上年度", "上一年", "前一年", "上一年度"), -1),
    "前年": -2,
    "大前年": -3,
    **dict.fromkeys(("明年", "来年", "次年", "翌年", "下一年", "转年", "第二年", "隔年"), 1),
    "后年": 2,
}
MONTH_WORDS = {
    **dict.fromkeys(("本月", "这个月", "当月", "同月", "该月"), 0),
    **dict.fromkeys(("上月", "上个月"), -1),
    **dict.fromkeys(("下月", "下个月", "次月", "翌月"), 1),
}
DAY_WORDS = {
    **dict.fromkeys(("今日", "今天", "当日", "当天", "同日", "同一天"), 0),
    **dict.fromkeys(("昨日", "昨天", "前一天", "前一日"), -1),
    **dict.fromkeys(("明日", "明天", "次日", "翌日", "第二天"), 1),
    "前天": -2,
    "后天": 2,
}
_SEASONS = {"春": 21, "夏": 22, "秋": 23, "冬": 24}
_WINTER, _QUARTERS = 24, 4
_PARTS = {"初": "early", "前": "early", "中": "middle", "末": "late", "后": "late", "底": "late"}
_RELATIVE = {"今": 0, "去": -1, "明": 1, "当": 0, "同": 0, "次": 1, "翌": 1}


ANY_YEAR = f"(?:[12][0-9]{{3}}年(?:度)?|{any_of(YEAR_WORDS)})"


def number_of(text: str) -> int:
    """Return the number that figures or Chinese numerals up to 99 name."""
    if text.isdecimal():
        return int(text)
    if "十" not in text:
        return _DIGITS[text]
    tens, ones = text.split("十")
    return 10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones] if ones else 0)


def read_point(text: str, context: Context) -> Reading | None:
    """Return the date that `text` names, or None where it is no such phrase.

    Raises
    ------
    DateError
        If the phrase is known but names no day, or counts from an anchor that is not given.
    """
    return first_fit(_POINTS, text, context)


def _in_year(found: re.Match[str], context: Context, in_year: Callable[[int], Reading]) -> Reading:
    """Place what has a date each year in the year that the phrase gives, or by the anchor."""
    year, phrase = found["year"], found[0]
    if not year:
        return counted.latest(context.anchor, phrase, in_year, since=context.since)
    if year[:4].isdecimal():
        return in_year(int(year[:4]))
    offset = YEAR_WORDS[year] if year in YEAR_WORDS else _RELATIVE[year]
    reading = in_year(counted.single_year(context.anchor, offset, phrase))
    rule = f"relative year: {offset:+d} calendar years, from the anchor {context.anchor}"
    return Reading(reading.date, f"{rule}; {reading.rule}", anchored=True, exact=reading.exact)


def _year(found: re.Match[str], context: Context) -> Reading:
    if found["year"][:4].isdecimal():
        return read_as(found["year"][:4], "year: the calendar year")
    return counted.year_at(context.anchor, YEAR_WORDS[found["year"]], found[0])


def _month_word(found: re.Match[str], context: Context) -> Reading:
    return counted.month_at(context.anchor, MONTH_WORDS[found[0]], found[0])


def _day_word(found: re.Match[str], context: Context) -> Reading:
    return counted.day_at(context.anchor, DAY_WORDS[found[0]], found[0])


def _month(found: re.Match[str], context: Context) -> Reading:
    month, rule = number_of(found["month"]), "month: the calendar month"
    return _in_year(found, context, lambda year: read_as(f"{year:04}-{month:02}", rule))


def _day(found: re.Match[str], context: Context) -> Reading:
    month, day = number_of(found["month"]), number_of(found["day"])
    rule = "day: the calendar day"
    return _in_year(found, context, lambda year: read_as(f"{year:04}-{month:02}-{day:02}", rule))


def _day_of_month(found: re.Match[str], context: Context) -> Reading:
    month = counted.month_at(context.anchor, MONTH_WORDS[found["word"]], found[0])
    text = f"{month.date.text[:7]}-{number_of(found['day']):02}"
    return month.under("day: the calendar day", text)


def _third(found: re.Match[str], context: Context) -> Reading | None:
    """Read 上旬, 中旬, 下旬: days 1 to 10, 11 to 20, 21 to the end."""
    month = read_point(found["month"], context)
    if month is None or month.date.not_after is None:
        return None
    text, last = month.date.text[:7], month.date.not_after.day
    days = {"上": (1, 10), "中": (11, 20), "下": (21, last)}[found["third"]]
    rule = "ten days: days 1-10, 11-20 and 21 to the end of the month"
    return month.under(rule, one_of(*(f"{text}-{day:02}" for day in days)))


def _year_part(found: re.Match[str], context: Context) -> Reading | None:
    year = read_point(found["year"] or "今年", context)
    return part(year, _PARTS[found["part"]]) if year else None


def _mid_or_in(found: re.Match[str], context: Context) -> Reading | None:
    """Read 2018年中, said of the middle of the year and of any time in it: all of it."""
    date = read_point(found["date"], context)
    rule = "middle or during: either may be meant, so all of it"
    return replace(date.under(rule), exact=False) if date else None


def _month_part(found: re.Match[str], context: Context) -> Reading | None:
    month = read_point(found["month"], context)
    return part(month, _PARTS[found["part"]]) if month else None


def _quarter(found: re.Match[str], context: Context) -> Reading | None:
    number = number_of(found["quarter"])
    if not 1 <= number <= _QUARTERS:
        return None
    code, rule = 32 + number, "quarter: three calendar months (EDTF 33-36)"
    return _in_year(found, context, lambda year: read_as(f"{year:04}-{code}", rule))


def _first_months(found: re.Match[str], context: Context) -> Reading | None:
    """Read 前三季度, 前8个月: from January to the end of the last one."""
    last = number_of(found["count"]) * (3 if found["unit"].endswith("季度") else 1)
    if not 1 < last < 12:  # noqa: PLR2004 -- one month has a name, twelve are the year
        return None
    rule = "months: from January to the end of the last one"
    return _in_year(
        found, context, lambda year: read_as(one_of(f"{year:04}-01", f"{year:04}-{last:02}"), rule)
    )


def _half(found: re.Match[str], context: Context) -> Reading:
    code = 40 if found["half"] in "上前" else 41
    rule = "half: six calendar months (EDTF 40-41)"
    return _in_year(found, context, lambda year: read_as(f"{year:04}-{code}", rule))


def _season(found: re.Match[str], context: Context) -> Reading:
    code = _SEASONS[found["season"]]
    if code == _WINTER and not found["year"]:
        raise DateError(f"'{found[0]}' lies in two years; say which, as in 2016年12月")
    rule = "season: the meteorological season of the north (EDTF 21-24)"
    exact = code != _WINTER
    return _in_year(found, context, lambda year: read_as(f"{year:04}-{code}", rule, exact=exact))


def _decade(found: re.Match[str], context: Context) -> Reading | None:
    """Read 20世纪90年代 (the 1990s); 上世纪 is the century before that of the anchor."""
    is_last = found["century"] == "上"
    if is_last:
        century = (counted.single_year(context.anchor, 0, found[0]) - 1) // 100 - 1
    else:
        century = number_of(found["century"]) - 1
    text = f"{century:02}{number_of(found['decade']) // 10}X"
    rule = f"decade: its ten years{f', from the anchor {context.anchor}' if is_last else ''}"
    return _decade_part(read_as(text, rule, anchored=is_last), found["part"])


def _years_decade(found: re.Match[str], _: Context) -> Reading | None:
    decade = found["decade"]
    if decade.endswith("0"):
        raise DateError(
            f"'{found[0]}' may be ten years or a hundred; write {decade}X or {decade[:2]}XX"
        )
    return _decade_part(read_as(f"{decade}X", "decade: its ten years"), found["part"])


def _decade_part(decade: Reading, name: str | None) -> Reading | None:
    return part(decade, _PARTS[name[0]]) if name else decade


def _plan(found: re.Match[str], _: Context) -> Reading | None:
    """Read 十三五 (the 13th plan); 十五, the tenth, is fifteen unless it is marked as a plan."""
    if len(found["plan"]) == 1 and not (found["quote"] or found["named"]):
        return None
    return _plan_part(five_year_plan(number_of(found["plan"])), found["part"])


def _numbered_plan(found: re.Match[str], _: Context) -> Reading | None:
    return _plan_part(five_year_plan(number_of(found["plan"])), found["part"])


def _plan_part(plan: Reading | None, name: str | None) -> Reading | None:
    if plan is None or not name:
        return plan
    if name in {"末", "期末", "末年", "最后一年", "收官之年"}:
        return plan_year(plan, "last")
    if name in {"首年", "第一年", "开局之年"}:
        return plan_year(plan, "first")
    return part(plan, _PARTS[name[0]])


def _new_year(found: re.Match[str], context: Context) -> Reading:
    rule = "元旦: the first of January"
    return _in_year(found, context, lambda year: read_as(f"{year:04}-01-01", rule))


def _figures(found: re.Match[str], _: Context) -> Reading:
    text = f"{found['year']}-{int(found['month']):02}"
    return read_as(
        text + (f"-{int(found['day']):02}" if found["day"] else ""), "figures: year, month, day"
    )


_Y, _M, _D = f"(?P<year>{ANY_YEAR})?", f"(?P<month>{NUMBER})月份?", f"(?P<day>{NUMBER})[日号]"
_PART = "(?P<part>初期?|前期|中期?|末期?|后期)?"
_PLAN = (
    f'(?:国家)?(?P<quote>"?)(?P<plan>{CHINESE_NUMBER})五"?'
    "(?P<named>(?:规划|计划)?(?:期间|时期)|(?:规划|计划)期?)?"
)
_PLAN_PART = (
    "(?P<part>初期?|前期|中期|期?末|末期|后期|末年|第一年|首年|最后一年|开局之年|收官之年)?"
)
_SURE_YEAR = f"(?P<year>{ANY_YEAR})"
_A_MONTH = f"(?P<month>{ANY_YEAR}?{NUMBER}月份?|{any_of(MONTH_WORDS)})"
_POINTS = table(
    ("(?P<year>[12][0-9]{3})", _year),
    (_SURE_YEAR, _year),
    (any_of(MONTH_WORDS), _month_word),
    (any_of(DAY_WORDS), _day_word),
    (f"{_Y}的?{_M}", _month),
    (f"{_Y}的?{_M}{_D}", _day),
    (f"(?P<word>{any_of(MONTH_WORDS)}){_D}", _day_of_month),
    (f"{_SURE_YEAR}的?元旦", _new_year),
    (f"{_A_MONTH}的?(?P<third>[上中下])旬", _third),
    (f"{_SURE_YEAR}的?[年岁]?(?P<part>[初底末])期?", _year_part),
    (f"{_SURE_YEAR}的?年(?P<part>中)", _year_part),
    ("(?P<year>)[年岁](?P<part>[初底末])", _year_part),
    (f"(?P<date>{ANY_YEAR})中", _mid_or_in),
    (f"{_A_MONTH}的?月?(?P<part>[初底末])", _month_part),
    (f"(?P<date>{ANY_YEAR}?{NUMBER}月)中", _mid_or_in),
    (f"{_Y}的?(?P<quarter>{NUMBER})季度?", _quarter),
    (f"{_Y}的?第(?P<quarter>{NUMBER})个?季度?", _quarter),
    (f"{_Y}q(?P<quarter>[1-4])", _quarter),
    (f"{_SURE_YEAR}的?[前头](?P<count>{NUMBER})(?P<unit>个月|个?季度)", _first_months),
    ("(?P<year>)前(?P<count>[二两三])(?P<unit>季度)", _first_months),
    (f"{_Y}的?(?P<half>[上下前后])半年", _half),
    (f"{_Y}的?(?P<season>[春夏秋冬])[季天]?", _season),
    ("(?P<year>[今去明当同次翌])(?P<season>[春夏秋冬])", _season),
    (
        f"(?P<century>{NUMBER}|上)个?世纪(?P<decade>[1-9]0|[一二三四五六七八九]?十)年代{_PART}",
        _decade,
    ),
    (f"(?P<decade>[12][0-9]{{2}})0年代{_PART}", _years_decade),
    (f"{_PLAN}的?{_PLAN_PART}", _plan),
    (f"第(?P<plan>{NUMBER})个五年(?:规划|计划)(?:期间|时期|期)?的?{_PLAN_PART}", _numbered_plan),
    (
        r"(?P<year>[12][0-9]{3})(?P<sign>[-/.])(?P<month>[0-9]{1,2})(?:(?P=sign)(?P<day>[0-9]{1,2}))?",
        _figures,
    ),
)
