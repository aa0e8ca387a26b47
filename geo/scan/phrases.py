"""Find the phrases of time in a sentence; the phrase table says what they mean.

A finder of words only: what it finds is read by `pilotmap.dates`, whole, or stays open. Every
pattern is anchored on a figure or a word of time, so a sentence without one costs one pass.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_YEAR = r"(?:19|20)[0-9]{2}"
_YEAR_WORDS = r"(?:[Tt]his|[Ll]ast|[Nn]ext|[Tt]hat|the same|the following|the previous|the current|[Tt]he) year"
_NUMBER = (
    r"(?i:a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half a|[0-9]{1,2})"
)
_UNIT = r"(?:years?|months?|weeks?|days?)"
_PART = r"(?:[Ee]arly|[Mm]id|[Ll]ate)[- ](?:in |to late |to mid )?"
_CORE_ENGLISH = re.compile(
    "|".join(
        (
            r"\b[Tt]he year (?:after|before)(?=[,.;:)]|$| (?:and|when|in)\b)",
            rf"\b(?:{_PART})?{_MONTH} [0-9]{{1,2}}(?:st|nd|rd|th)?\b(?:,? {_YEAR}\b)?",
            rf"\b[0-9]{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}(?:,? {_YEAR}\b)?",
            rf"\b(?:{_PART})?{_MONTH}(?:,? (?:of )?{_YEAR}\b| (?:this|last|next|that|the same) year)?",
            rf"\b(?:[Tt]his|[Ll]ast|[Nn]ext) {_MONTH}",
            rf"\b(?:[Tt]he )?(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ll]ast) (?:quarter|half)"
            rf"(?: of (?:{_YEAR}\b|(?:this|last|next|the|that) year))?",
            rf"\b(?:Q[1-4]|H[12]) (?:of )?{_YEAR}\b",
            # Left open, but not passed over: or its places would get the date of another clause.
            rf"\b(?:FY|[Ff]iscal year|[Ff]inancial year) ?{_YEAR}(?:[-/–][0-9]{{2,4}})?\b",
            rf"\b(?:{_PART})?(?:[Tt]his |[Ll]ast |[Nn]ext |the )?"
            rf"(?:spring|summer|autumn|fall|winter)(?: of)? {_YEAR}\b",
            r"\b[Tt]his (?:spring|summer|autumn|fall|winter)\b",
            rf"\b(?:{_PART}|the (?:end|beginning|start|middle) of )?{_YEAR}s?"
            rf"(?: ?[-–—/] ?{_YEAR})?(?![0-9])(?![,.][0-9])",
            rf"\b(?:{_PART}|the (?:end|beginning|start|middle) of )?{_YEAR_WORDS}\b"
            r"(?:'s (?:end|spring|summer|autumn))?",
            rf"\b{_NUMBER} {_UNIT} (?:later|earlier|ago|after that|afterwards?)\b",
            rf"\b(?:[Oo]ver|[Ii]n|[Ww]ithin|[Dd]uring|[Ff]or) (?:the )?"
            rf"(?:next|following|coming|past|last|subsequent) {_NUMBER} {_UNIT}\b",
            rf"\b[Ww]ithin (?:the )?{_NUMBER} (?:years?|months?)\b",
            r"\b(?:[Tt]he )?(?:[0-9]{1,2}th|(?i:tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth)) [Ff]ive-[Yy]ear [Pp]lan(?: period)?",
            r"\b(?:[Tt]he )?(?:month after|following month|next month|last month|same month)\b",
            r"\byear[- ]end\b",
        )
    )
)
_LEADS = (
    "ever since|since|between|as early as|as far back as|as late as|no later than|no earlier than|not before"
    "|by the end of|by late|by early|by mid|by the|by|prior to|before|after|until the end of|until|till"
    "|up to|through|starting from|starting in|starting|beginning in|beginning from|beginning"
    "|effective from|from|back in|already in|only in|early in|late in|at the end of"
    "|at the beginning of|at the start of|in the middle of|around|about|approximately|in or around"
    "|possibly in|probably in|throughout|during|dating back to|over|in|on|at|as of"
)
_LEAD = re.compile(rf"(?:^|(?<=[^A-Za-z]))(?:{_LEADS})(?: the)? $", re.IGNORECASE)
_LONGEST_LEAD = 24
_TAIL_ENGLISH = re.compile(r" (?:onwards?|or later|or earlier|at the latest)\b")
_JOINING_A_RANGE = re.compile(r" ?(?:and|to|through|until|till|[-–—]) ?")
NEUTRAL = frozenset(
    ["in", "on", "at", "during", "throughout", "over", "back in", "already in", "only in", "in the"]
)
"""Words before a date that change nothing in it."""
_ONLY = re.compile(r"\b(?:not|only) $")
_LONGEST_ONLY = len("x only ")
_COUNTED = re.compile(
    r" (?:yuan|stores?|shops?|outlets?|households?|people|villages?|towns?|tons?|tonnes|boxes|"
    r"farmers?|families|km|kilomet|mu\b|hectares?|jobs|workers|students|schools?|units?|orders?|"
    r"counties|cities|branches|users|companies|firms|million|billion|percent|%)"
)
_MONTH_WORDS = frozenset(["May", "March", "Mar", "Mar.", "Sep", "Dec", "Jan", "Oct"])
"""Months whose names are words or names of persons too: alone in prose they are not dates."""
_MONTH_ALONE = re.compile(rf"(?:{_MONTH})")

_EVENTS = (
    "冬奥会|冬残奥会|奥运会|残奥会|亚运会|亚残运会|亚冬会|大运会|全运会|青运会|世运会|世博会|世园会|园博会|"
    "进博会|广交会|服贸会|消博会|博览会|世界杯|锦标赛|马拉松|峰会|论坛|年会"
)
_NAMED_AFTER = re.compile(
    r"(?:(?![启开举召承主印发布出编制推实纳列入在将为的于办与和及])[0-9\u4e00-\u9fff]){0,12}?"
    rf"(?:{_EVENTS})|(?:可持续发展)?议程|远景目标|愿景|[〕］\])）]\s?第?[0-9]{{1,4}}号"
    r"| (?:[A-Z][a-z]{1,12} ){0,3}(?:Olympics|Olympic (?:Winter )?Games|Paralympics|"
    r"Paralympic Games|Asian (?:Para )?Games|Universiade|World Cup|World University Games|Expo|"
    r"Summit|Forum|Agenda|Vision|Conference|Congress)\b"
)
_NAMED_BEFORE = re.compile(
    r"(?:中国制造|健康中国|美丽中国|教育现代化|(?:规划|纲要|计划|方案|战略)[（(]"
    r"|\b(?:Made in China|Healthy China|Beautiful China|Expo|Vision|Agenda)[ ]"
    r"|\b(?:Plan|Outline|Strategy)[ ]\()$"
)
_LONGEST_BEFORE = 16
"""Characters before a year in which the rest of a name may stand."""

_CHINESE_DIGITS = "〇○零一二三四五六七八九"
_NUM = r"(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,3})"
_Y = rf"(?:(?:19|20)[0-9]{{2}}年|[一二][{_CHINESE_DIGITS}]{{3}}年)"
_Y_WORD = "(?:今年|去年|前年|明年|后年|同年|当年|次年|翌年|本年|该年|第二年|上年)"
_M = rf"{_NUM}月(?:份)?"
_IN_MONTH = rf"(?:{_NUM}[日号]|[上中下]旬|初|底|中旬|末)"
_CORE_CHINESE = re.compile(
    "|".join(
        (
            rf"(?:{_Y}|{_Y_WORD})度?(?:{_M}{_IN_MONTH}?|[上下]半年|第?[一二三四1-4]季度|[春夏秋冬](?:季|天)?"
            rf"|年?[初底末中](?!国|心|间|央|共|小|医|药|西|东|旬|等|学)|前后|度)?",
            rf"(?<![0-9.个第前后近]){_NUM}月(?:份)?{_IN_MONTH}?",
            rf"(?:未来|今后|此后|接下来|随后|其后|之后|过去|此前|近|最近)的?{_NUM}(?:个月|年)(?:内|间|里|来|以来)?",
            rf"{_NUM}(?:年|个月|周|天)(?:之后|以后|后|之内|以内|内|前)",
            r"半年(?:之)?[后内前]",
            r"[“\"]?十[一二三四]?五[”\"]?(?:期间|时期|规划期)",
            r"(?<![0-9])(?:19|20)[0-9]{2}[-./][0-9]{1,2}(?:[-./][0-9]{1,2})?(?![0-9])",
            r"(?<![0-9A-Za-z.,])(?:19|20)[0-9]{2}(?![0-9A-Za-z.,%年个家户万亿元名人条座处所公里])",
            r"(?:上个?|下个?|本|当|同|次|翌)月",
            r"年[底内]前|年[底初]",
        )
    )
)
_BEFORE_CHINESE = re.compile(
    r"(?:自从|自|从|截至|截止到?|早在|直到|到|至|不晚于|最晚|最迟|于|在|始于|约|大约)$"
)
_AFTER_CHINESE = re.compile(
    r"(?:以来|来(?![自到源])|起(?![来初])|开始|之前|以前|前(?![往列期])|之后|以后|后(?![期勤备])|底前|期间|至今|左右|前后|间(?![接])|内|份)"
)
_CHANGES_IT = re.compile(r"[前后]|左右|or (?:later|earlier)|at the latest")
"""Behind a date, what makes another of it: 2016年前 is never read as 2016."""
_TILL = frozenset(["直到", "到", "至"])
_ONLY_THEN = 4
_JOIN_CHINESE = re.compile(r"(?:至|到|[-–—~])")
_HAN = re.compile("[\u3400-\u9fff]")
_MAY_BE = re.compile(
    r"[0-9]|year|month|weeks|days|quarter|half|spring|summer|autumn|fall|winter|[Ff]ive-|Jan|Feb|Mar"
    r"|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|[年月周天五]"
)
"""What every phrase of time has: most sentences have none."""


class TimePhrase(NamedTuple):
    """A phrase found: a span of the folded text, with and without the words around its date."""

    start: int
    end: int
    core_start: int
    core_end: int

    def texts(self, text: str) -> tuple[str, ...]:
        """Return what to read, the fullest phrase first."""
        whole = text[self.start : self.end]
        core = text[self.core_start : self.core_end]
        lead = text[self.start : self.core_start].strip().lower()
        tail = text[self.core_end : self.end].strip()
        if _CHANGES_IT.search(tail):
            return tuple(dict.fromkeys((whole, text[self.core_start : self.end])))
        if lead in NEUTRAL | {"于", "在", "早在", ""}:
            without = (text[self.core_start : self.end], text[self.start : self.core_end])
            return tuple(dict.fromkeys((whole, *without, core)))
        return (whole,)


def find_phrases(text: str, start: int, end: int) -> list[TimePhrase]:
    """Return the phrases of time within a span of a folded text, in their order."""
    if not _MAY_BE.search(text, start, end):
        return []
    found = _english(text, start, end)
    if _HAN.search(text, start, end):
        found = _chinese(text, start, end) + found
    return [one for one in _ranged(text, found) if not _is_in_a_name(text, one)]


def _is_in_a_name(text: str, found: TimePhrase) -> bool:
    """Whether a date is part of the name of an event, a plan or a paper: 2022北京冬奥会."""
    before = text[max(0, found.core_start - _LONGEST_BEFORE) : found.core_start]
    is_named = _NAMED_AFTER.match(text, found.core_end) or _NAMED_BEFORE.search(before)
    return is_named is not None


def _english(text: str, start: int, end: int) -> list[TimePhrase]:
    found = []
    for core in _CORE_ENGLISH.finditer(text, start, end):
        first, last = core.span()
        lead = _LEAD.search(text, max(start, first - _LONGEST_LEAD), first)
        if _MONTH_ALONE.fullmatch(core[0]) and not _is_month(core[0], lead):
            continue
        if core[0].isdecimal() and _COUNTED.match(text, last):
            continue
        if core[0] in {"The year", "the year"}:
            continue
        if lead and lead[0].lower().startswith("until"):
            before = max(start, lead.start() - _LONGEST_ONLY)
            if _ONLY.search(text, before, lead.start()):
                lead = None  # not until 2018: it began then
        tail = _TAIL_ENGLISH.match(text, last)
        found.append(
            TimePhrase(lead.start() if lead else first, tail.end() if tail else last, first, last)
        )
    return found


def _is_month(word: str, lead: re.Match[str] | None) -> bool:
    return lead is not None if word in _MONTH_WORDS else True


def _chinese(text: str, start: int, end: int) -> list[TimePhrase]:
    found = []
    for core in _CORE_CHINESE.finditer(text, start, end):
        first, last = core.span()
        before = _BEFORE_CHINESE.search(text, max(start, first - 4), first)
        if before and before[0] in _TILL and "才" in text[last : last + _ONLY_THEN]:
            before = None  # 直到2018年才启动: it began then
        after = _AFTER_CHINESE.match(text, last, end)
        found.append(
            TimePhrase(
                before.start() if before else first, after.end() if after else last, first, last
            )
        )
    return found


def _ranged(text: str, found: list[TimePhrase]) -> list[TimePhrase]:
    """Join two dates of one range, and drop what stands within another phrase."""
    joined: list[TimePhrase] = []
    for one in sorted(found, key=lambda each: (each.start, -each.end)):
        if joined and one.core_start < joined[-1].end:
            continue
        if joined and _are_range(text, joined[-1], one):
            last = joined[-1]
            joined[-1] = TimePhrase(last.start, one.end, last.core_start, one.core_end)
            continue
        joined.append(one)
    return joined


def _are_range(text: str, first: TimePhrase, second: TimePhrase) -> bool:
    between = text[first.end : second.core_start]
    if _JOIN_CHINESE.fullmatch(between):
        return True
    if not _JOINING_A_RANGE.fullmatch(between):
        return False
    lead = text[first.start : first.core_start].lower().strip()
    return lead in {"between", "from"} or between.strip() in {"to", "through", "-", "–", "—"}
