"""Chinese phrases: a date (`pilotmap.dates.chinese_points`) with words around it, or two dates.

The same as the English reader, but that words stand on both sides of a date: 自2018年起.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..errors import DateError
from . import anchor as counted
from . import reading as words
from .chinese_points import ANY_YEAR, CHINESE_NUMBER, NUMBER, number_of, read_point
from .reading import Context, Reader, Reading, first_fit, table

if TYPE_CHECKING:
    from collections.abc import Callable

_SIMPLIFIED = str.maketrans(
    "後個開從間內來於時規劃號約當兩與週遲過紀達屆為幾點歲據啟動進無該現終離試隨節財學國慶農曆陰陽舊續",
    "后个开从间内来于时规划号约当两与周迟过纪达届为几点岁据启动进无该现终离试随节财学国庆农历阴阳旧续",
)
_NUMERALS = str.maketrans("〇○零oO０一二三四五六七八九", "000000123456789")
_BARE_YEAR = re.compile("(?<![0-9])[12][0-9]{3}(?=第|[上下]半年|前[二三]季|[春夏秋冬])")
_MINGUO = re.compile(
    f"民国(?P<year>[0-9]{{1,3}}|[〇○零一二三四五六七八九]{{2,3}}|一百(?:[零〇]?{CHINESE_NUMBER})?"
    f"|{CHINESE_NUMBER})(?=年|$|[-–~至到/.])"
)
_MINGUO_FROM = 1911
_YEAR_NUMERALS = re.compile("[一二][〇○零oO0一二三四五六七八九]{3}(?=年|$|[-–~至到/.])")

_IN = "早在|于|就?在|是在"
_AFTER_DATE = "期间|之内|以内|内|间|里|当中|时候?"
_ABOUT = "约|大约|大概|大致"
_PERHAPS = "可能|或许|也许"
_FROM = "自从|自|从|(?:开?始|起步|启动)于|起自"
_BY = "截至|截止(?:到|至|于)?|不(?:晚|迟)于|最[晚迟](?:于|到|在|至)?|到|至"
_UNTIL = "直[到至]|一直到|持续[到至]"
_DASH = "[-–~]"
# Words that count from what was just said, not from the date of the text.
_SAME_TEXT = "[次翌隔转]年|第二年|下一年|[同当该][年月日]|[次翌][月日]|第二天"
_ENDING = '(?P<date>.+?(?:年度?|月份?|五"?|期间|时期|期|规划|计划|季度|半年))年?[底末]'


def read(text: str, context: Context) -> Reading | None:
    """Return what `text` says, or None where no pattern fits it.

    Parameters
    ----------
    text
        Without blanks; figures, hyphens and quotes plain.

    Raises
    ------
    DateError
        If a pattern fits and its meaning is open, impossible, or counts from a missing anchor.
    """
    text = simplified(text)
    if "民国" in text:
        return _read_minguo(text, context)
    text = _YEAR_NUMERALS.sub(lambda found: found[0].translate(_NUMERALS), text)
    text = _BARE_YEAR.sub(r"\g<0>年", text).replace("元月", "1月")
    return (
        first_fit(_PHRASES, text, context)
        or _read_core(text, context)
        or _read_range(text, context)
    )


def _read_minguo(text: str, context: Context) -> Reading | None:
    """Read years counted from 1912, as lists from Taiwan have them: 民国104年."""
    common = _MINGUO.sub(lambda found: str(_MINGUO_FROM + _whole(found["year"])), text)
    reading = None if "民国" in common else read(common, context)
    return reading and reading.under(f"year of the Republic: {_MINGUO_FROM} is added")


def _whole(text: str) -> int:
    """Return a number below a thousand, in figures or as 一百零五 or 一〇五."""
    digits = text.translate(_NUMERALS)
    if digits.isdecimal():
        return int(digits)
    hundred, _, rest = text.rpartition("百")
    rest = rest.lstrip("零〇")
    return (100 if hundred else 0) + (number_of(rest) if rest else 0)


def simplified(text: str) -> str:
    """Return the text with the traditional characters of these tables made simplified."""
    return text.translate(_SIMPLIFIED)


def _read_core(text: str, context: Context) -> Reading | None:
    """Read a date, perhaps with words that place or qualify it."""
    bare = re.sub(f"^(?:{_IN})", "", text)
    if reading := read_point(bare, context):
        return reading
    bare = re.sub(f"(?:{_AFTER_DATE})$", "", bare)
    if found := re.fullmatch(
        f"(?:{_ABOUT})(?:是|在|于)?(?P<date>.+)|(?P<same>.+?)(?:左右|前后)", bare
    ):
        reading = read_point(found["date"] or found["same"], context)
        return words.around(reading) if reading else None
    if found := re.fullmatch(f"(?:{_PERHAPS})(?:是|在|于)?(?P<date>.+)", bare):
        reading = read_point(found["date"], context)
        return words.perhaps(reading) if reading else None
    return read_point(bare, context)


def _under(word: Callable[[Reading], Reading], *, since: bool = False) -> Reader:
    """Return a reader that reads the rest of the phrase and lays a word over it."""

    def reader(found: re.Match[str], context: Context) -> Reading | None:
        reading = _read_core(found["date"], Context(context.anchor, since=since))
        return word(reading) if reading else None

    return reader


def _before(reading: Reading) -> Reading:
    """Read 前, which of a day takes it in (a deadline), and of a year or month leaves it open."""
    if _is_day(reading):
        return words.by(reading)
    raise DateError(
        f"前 may or may not include {reading.date} itself; write 到…底 ('by the end of') if it "
        "does, 'before' if it does not"
    )


def _after(reading: Reading) -> Reading:
    """Read 后, as open as 前."""
    if _is_day(reading):
        return words.not_before(reading)
    raise DateError(
        f"后 may or may not include {reading.date} itself; write 自…起 or 不早于… for the first "
        "date it can be"
    )


def _is_day(reading: Reading) -> bool:
    return reading.exact and reading.date.not_before == reading.date.not_after


def _by_year_end(found: re.Match[str], context: Context) -> Reading:
    return words.by(counted.year_at(context.anchor, 0, found[0]))


# --- two dates -----------------------------------------------------------------------------------


def _read_range(text: str, context: Context) -> Reading | None:
    for pattern, sign, join in _RANGES:
        if not (whole := pattern.fullmatch(text)):
            continue
        rest = whole["dates"]
        for found in sign.finditer(rest):
            if ends := _ends(rest[: found.start()], rest[found.end() :], context):
                return join(*ends)
    return None


def _ends(left: str, right: str, context: Context) -> tuple[Reading, Reading] | None:
    """Read two ends; what one leaves out is taken from the other (2016年8月至10月, 8-10月)."""
    left = re.sub("起$", "", left)
    if not left or not right:
        return None
    unit = re.match(f"{NUMBER}([月日号])", right)
    if unit and re.search(f"(?:^|[年月]){NUMBER}$", left):
        left += unit[1]
    year = re.match(ANY_YEAR, left)
    if year and not re.match(f"{ANY_YEAR}|[12][0-9]{{3}}", right):
        month = re.match(f"{ANY_YEAR}{NUMBER}月", left)
        is_day = re.fullmatch(f"{NUMBER}[日号]", right)
        right = (month[0] if month and is_day else year[0]) + right
    first = _read_core(left, context)
    if first and re.match(_SAME_TEXT, right):
        context = Context(first.date)
    last = _read_core(right, context)
    if not first or not last or first.yearless != last.yearless:
        return None
    return first, last


def _to_present(found: re.Match[str], context: Context) -> Reading | None:
    reading = _read_core(found["date"], context)
    return words.to_present(reading) if reading else None


# --- dates counted from an anchor ----------------------------------------------------------------


def _amount(found: re.Match[str]) -> tuple[int, str]:
    """Return how many of which unit; half a year is six months."""
    text, half = found["number"], found["half"]
    unit = {"年": "year", "月": "month", "周": "week", "期": "week", "天": "day"}[found["unit"][-1]]
    if text == "半":
        if unit != "year":
            raise DateError(f"'{found[0]}': only half a year can be counted, as six months")
        return 6, "month"
    return (12 * number_of(text) + 6, "month") if half else (number_of(text), unit)


def _later(found: re.Match[str], context: Context) -> Reading:
    return counted.shifted(context.anchor, *_amount(found), found[0])


def _ago(found: re.Match[str], context: Context) -> Reading:
    return counted.years_ago(context.anchor, *_amount(found), found[0])


def _coming(found: re.Match[str], context: Context) -> Reading:
    return counted.within(context.anchor, *_amount(found), found[0])


def _past(found: re.Match[str], context: Context) -> Reading:
    number, unit = _amount(found)
    return counted.within(context.anchor, -number, unit, found[0])


def _rest(found: re.Match[str], context: Context) -> Reading:
    return counted.rest_of_year(context.anchor, found[0], later=found["way"] == "晚")


def _then(found: re.Match[str], context: Context) -> Reading:
    return counted.itself(context.anchor, found[0])


def _from_today(found: re.Match[str], context: Context) -> Reading:
    return words.since(counted.day_at(context.anchor, 0, found[0]))


def _afterwards(found: re.Match[str], context: Context) -> Reading:
    return counted.onward(context.anchor, found[0])


def _to_date(found: re.Match[str], context: Context) -> Reading:
    return words.by(counted.itself(context.anchor, found[0]))


# 16年后 is said of 2016 too: of figures above ten, only round ones are amounts of years.
_N = (
    f"(?P<number>半|{NUMBER}(?!年)|[1-9]0?(?=年)|{CHINESE_NUMBER}(?=年))"
    "(?P<unit>年|个月|周|个?星期|天)(?P<half>半?)"
)
_DATE = "(?P<date>.+?)"
_BEGINS = "(?:正式)?(?:起|开始|启动)(?:施行|实施|执行|生效|试点|推行|运行|启动)?|起步"
_NEXT = "未来|今后|此后|接下来|随后|其后|之后|往后|后续"
_PHRASES = table(
    (f"(?:时隔)?{_N}(?:之|以)?后", _later),
    (f"{_N}(?:之|以)?前", _ago),
    (f"在?(?:{_NEXT})的?{_N}(?:的?时间)?(?:之内|以内|内|间|里|中|期间)?", _coming),
    (f"(?:在|用)?{_N}(?:的?时间)?(?:之内|以内|内)", _coming),
    (f"在?(?:过去|此前|之前|最近|近)的?{_N}(?:以来|来|间|内|里|中)?", _past),
    ("(?:今年|当年|同年|本年)(?P<way>早|晚)些时候", _rest),
    ("从此|自此|(?:从|自)那时起|自那以后|当时|那时|同时期", _then),
    ("(?:自|从)?即日起", _from_today),
    ("此后|其后|随后|之后|后来", _afterwards),
    ("(?:截[至止])?(?:到|至)?目前(?:为止)?|迄今(?:为止)?|至今", _to_date),
    (f"(?:{_FROM})?{_DATE}(?:以来|起|开始)?(?:[至到]|{_DASH})(?:今|现在|目前)", _to_present),
    (f"(?:{_BY})?{_ENDING}(?:之前|以前|前)", _under(words.by)),
    (f"(?:{_BY}){_ENDING}(?:为止|止|时)?", _under(words.by)),
    (f"(?:{_BY})年[底末]前?|年[底末](?:之前|以前|前)", _by_year_end),
    (f"(?:{_UNTIL}){_ENDING}(?:为止|止)?", _under(words.until)),
    (f"(?:不早于|不先于){_DATE}", _under(words.not_before)),
    (f"(?:{_BY}){_DATE}(?:为止|止|时)?", _under(words.by)),
    (f"(?:{_UNTIL}){_DATE}(?:为止|止)?", _under(words.until)),
    (f"(?:{_FROM})?{_DATE}以?来", _under(words.since, since=True)),
    (f"(?:{_FROM})?{_DATE}(?:{_BEGINS})", _under(words.since)),
    (f"(?:{_FROM}){_DATE}", _under(words.since)),
    (f"{_DATE}(?:{_DASH}{{1,2}}|[至到])", _under(words.since)),
    (f"(?:在|早于)?{_DATE}(?:之前|以前|前)", _under(_before)),
    (f"早于{_DATE}", _under(_before)),
    (f"(?:在|晚于)?{_DATE}(?:之后|以后|后)", _under(_after)),
)
_TO = rf"[至到]|{_DASH}"
_RANGES = tuple(
    (re.compile(whole), re.compile(sign), join)
    for whole, sign, join in (
        ("(?:介于|在|于)?(?P<dates>.+?)(?:年间|之间|间)", f"{_TO}|[和与]", words.between),
        ("(?:介于)(?P<dates>.+?)", f"{_TO}|[和与]", words.between),
        ("(?:在|于)?(?P<dates>.+?)", "或者?", words.either),
        ("(?:自|从|在|于)?(?P<dates>.+?)(?:期间|为止|止|内)?", _TO, words.span),
    )
)

REFUSALS = tuple(
    (re.compile(pattern), reason)
    for pattern, reason in (
        ("元旦", "it is the first of January; say of which year, as in 2016年元旦"),
        (
            "[近几数若多](?:[几些干])?(?:年|个?月|天)|近期|近日|日前|不久|近来|最近",
            "it gives no number to count by; say the year",
        ),
        ("年代", "its century is open; write 199X or 20世纪90年代"),
        (
            "(?:^|[^0-9])[0-9]{2}年|(?:^|[^一二三四五六七八九〇零])[〇零一二三四五六七八九]{2}年",
            "a year has four digits",
        ),
        (
            "农历|阴历|正月|腊月|冬月|[春节]节|国庆|端午|中秋|[暑寒]假",
            "its day is not fixed in the calendar; give the calendar date",
        ),
        (
            "(?:^|[^0-9])[0-9]{3}年",
            "a year of three digits may be counted from 1912; write it behind 民国, or 1911 more",
        ),
        (
            "民国|宣统|光绪|昭和|平成|令和",
            "it is counted in another calendar; give the year in the common one",
        ),
        ("最早", "it may be the first date known or the first one allowed; say 自…起 or 不早于"),
        ("财年|财政年度|学年", "it begins in different months; give the calendar dates"),
        ("世纪", "centuries are counted in two ways; write 19XX, or [1901..2000]"),
        ("[和与及、]", "it names more than one date, and a start is one; make a statement of each"),
    )
)
"""Why a phrase of a known kind is not read; the first that fits is told."""
