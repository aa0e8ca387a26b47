"""Lines that are no places: titles of lists, and what says of which kind the places are.

A file of one column often has no header: a title stands above its names (国家低碳试点省市名单),
headings of batches between them, and labels before them (省份：广东、辽宁).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...toponym.split import strip_list_markup
from .headers import field_of
from .row_words import (
    TRAILING_COUNT,
    YEAR_IN,
    batch_heading,
    batch_number,
    date_within,
    year_heading,
)
from .status_words import ENDED, read_status, read_status_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...tables.grid import Line

_FIRST_NAME = re.compile(r"[:：、，,；;（(]")
_TITLE_END = re.compile(
    r"(?:名单|名录|目录|清单|一览表?|列表|[情概]况表?|统计表|汇总表|(?:试点|示范|支点)(?:城市|地区|省[市份]))"
    r"(?:的?(?:通知|公告|公示))?$"
)
_ENGLISH_TITLE = re.compile(
    r"(?:the )?(?:list|table|pilot (?:cities|areas|counties|sites|places)) of ", re.IGNORECASE
)
_ENGLISH_TITLE_END = re.compile(
    r"(?:the )?(?:[\w'’/&-]+ ){0,10}(?:pilot|demonstration|selected|approved|participating|model) "
    r"(?:[\w'’/&-]+ ){0,3}(?:cities|counties|districts|prefectures|provinces|areas|regions|zones"
    r"|places|sites|units|list)(?: (?:by|in|of) [\w ]{1,30})?",
    re.IGNORECASE,
)
DASH = re.compile(r"\s[–—-]{1,2}\s|——|\s—\s?")
"""Between a province and the places in it: `Gansu - Wuwei, Jiuquan`, 甘肃省——武威、酒泉."""
_LISTING = re.compile(r"[、；;，,：:]")
_BATCH_IN = re.compile(r"第([一二三四五六七八九十\d]{1,3})批|(首)批")
_ASIDES = re.compile(r"[（(【〔][^（）()【】〔〕]{0,40}[）)】〕]")
_LONGEST_TITLE = 80
_OF_PAGE = re.compile(
    r"附[件表录]?\s?\d{0,2}[:：]?|[—–-]{1,2}\s?\d{1,4}\s?[—–-]{1,2}|第\s?\d{1,4}\s?页(?:[，,]?\s?共\s?\d{1,4}\s?页)?"
    r"|page \d{1,4}(?: of \d{1,4})?",
    re.IGNORECASE,
)
"""What a page of a notice has above and below its list."""
_YEAR_OF_PAPER = re.compile(r"〔[^〔〕]*〕")


def is_title(text: str) -> bool:
    """Whether a line is the title of a list, and names no place of it.

    >>> is_title("DRG付费国家试点城市名单（2019年5月）"), is_title("天津、重庆"), is_title("名单")
    (True, False, False)
    """
    if _OF_PAGE.fullmatch(text.strip()):
        return True
    if not len("试点名单") < len(text) <= _LONGEST_TITLE:
        return False
    bare = _ASIDES.sub("", text.lstrip("# *")).strip(" 》”*:：")
    if _LISTING.search(bare):
        return False
    if _TITLE_END.search(bare) or _ENGLISH_TITLE.match(bare):
        return True
    return bool(_ENGLISH_TITLE_END.fullmatch(bare.strip()))


_NO_PRESENCE = re.compile(
    r"撤销|取消|退出|终止|摘牌|除名|移出|剔除|落选|未入选|未通过|未获批|候选|备选|推荐名单|申报名单|对照|暂停"
    r"|(?<!虚)拟(?:入选|认定|公布|命名|推荐|支持|纳入|设立|批准|确定)"
    r"|\b(?:withdrawn|revoked|removed|rejected|shortlisted|candidates?|applicants?|planned|proposed"
    r"|not selected|control group)\b",
    re.IGNORECASE,
)


def no_presence(text: str) -> bool:
    """Whether a title may say that the programme is not in the places that it heads.

    >>> no_presence("撤销示范县名单"), no_presence("虚拟入选名单")
    (True, False)
    """
    return _NO_PRESENCE.search(text) is not None


_YEARS_IN = re.compile(r"((?:19|20)\d\d)年?\s?(?:[—–~～-]{1,2}|至)\s?((?:19|20)\d\d)(?!\d)")


def stretch_of_title(text: str) -> str:
    """Return the years from which to which a title is about, as one of them; blank for none.

    >>> stretch_of_title("宅基地改革试点名单（2020-2022年）")
    '[2020..2022]'
    """
    found = _YEARS_IN.search(text)
    return f"[{found[1]}..{found[2]}]" if found else ""


def date_of_title(text: str) -> str:
    """Return the only year or month that a title names; blank for none or several.

    The year in the number of a paper (〔2018〕5号) is not one.
    """
    said = {date_within(each[0]) for each in YEAR_IN.finditer(_YEAR_OF_PAPER.sub("", text))}
    return said.pop() if len(said) == 1 else ""


_LABEL = re.compile(
    r"(?:\d{1,2}\s?[、.．]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,4}个)?\s?"
    r"(?P<words>[\u4e00-\u9fff][\u4e00-\u9fff、/]{0,12}|[A-Za-z][A-Za-z -]{2,30})"
    r"(?:[（(][^()（）0-9]{1,20}[)）])?(?:[（(]?共?\d{1,4}[个家]?[)）]?)?"
)
_KIND = re.compile(
    r"(?:(?:全国|国家级?|省级|试点|示范|其[他它])*"
    r"(?:省会|计划单列|副省级|直辖|地级|县级|重点)?(?:城市|省份|地区|自治区|[省市县区州盟旗])"
    r"(?:[、/和及]?(?:城市|地区|自治区|直辖市|[省市县区州盟旗])){0,4}|省会|重点联系省份|[省市县地]级)"
    r"|(?:pilot )?(?:provinces?|cities|counties|districts|prefectures|municipalities|regions)",
    re.IGNORECASE,
)


def is_label(text: str) -> bool:
    """Whether a text before a list of places only says what kind of units they are.

    >>> [is_label(text) for text in ("省份", "四、地级市（区、县）（25个）", "甘肃省")]
    [True, True, False]
    """
    found = _LABEL.fullmatch(text.strip().rstrip(":："))
    if found is None:
        return False
    return _KIND.fullmatch(found["words"].strip()) is not None


_REGION = re.compile(
    r"(?:华[东北南中]|[东西中南北]部|中西部|东部沿海|西[南北]|东北部?|港澳台)(?:地区|区域|片区|各?省[市区份]?)?"
    r"|(?:(?:north|south|east|west|central|mid|coastal)[ -]?(?:east|west|ern|eastern|western)?"
    r"(?: and (?=[censw])|/)?){1,2}(?: china)?(?: regions?| areas?| provinces)?",
    re.IGNORECASE,
)


def is_region(text: str) -> bool:
    """Whether a text names a part of the country that is no unit, maybe with a count.

    >>> [is_region(text) for text in ("二、华东地区（7个）", "Central and Western region", "东莞")]
    [True, True, False]
    """
    bare = TRAILING_COUNT.sub("", strip_list_markup(text)).rstrip(":： ")
    return _REGION.fullmatch(bare) is not None


_STANDING = re.compile(
    r"(?:(?:已|被|拟|首批)?(?:退出|撤销|取消|除名|摘牌|终止|暂停|落选|候选|备选|对照)的?(?:国家级?|试点|示范)*)"
    r"(?:名单|城市|地区|省份|单位|[省市县区])"
    r"|(?:withdrawn|removed|cancelled|rejected|planned|proposed|candidate|shortlisted|control"
    r"|comparison|untreated|non-?pilot|former) (?:pilot )?(?:cities|counties|places|areas"
    r"|units|groups?)",
    re.IGNORECASE,
)


def standing_of(text: str) -> str:
    """Return what a row says of those below it that only says yes, no, not yet or no longer.

    >>> [standing_of(text) for text in ("对照组（3个）：", "二、已退出城市", "天水")]
    ['out', 'ended', '']
    """
    bare = TRAILING_COUNT.sub("", strip_list_markup(text).rstrip(":： "))
    if len(bare) < len("退出") or not bare.replace(" ", "").replace("-", "").isalpha():
        return ""
    if status := read_status(bare):
        return status
    return read_status_text(bare) or ENDED if _STANDING.fullmatch(bare) else ""


def batch_of_title(text: str) -> str:
    """Return the number of the batch that a title names; blank for none."""
    found = _BATCH_IN.search(text) if is_title(text) else None
    return batch_number(found[1] or found[2]) if found else ""


def batch_columns(header: Sequence[str]) -> tuple[str, ...]:
    """Return a header in which columns of places that differ by their batch are headed by it.

    >>> batch_columns(("省份", "试点城市（第一批，2014年）", "试点城市（第二批，2016年）"))
    ('省份', '第一批（2014）', '第二批（2016）')
    """
    found = {
        at: batch
        for at, cell in enumerate(header)
        if field_of(cell) in {"place", "city", "county"} and (batch := _BATCH_IN.search(cell))
    }
    if len({batch_number(batch[1] or batch[2]) for batch in found.values()}) < max(2, len(found)):
        return tuple(header)
    dates = {at: date_within(header[at]) for at in found}
    return tuple(
        f"{found[at][0]}{f'（{dates[at]}）' if dates[at] else ''}" if at in found else cell
        for at, cell in enumerate(header)
    )


def is_bare_list(head: Sequence[Line]) -> bool:
    """Whether rows are one column of names, under a title or headings of batches."""
    if not all(len(row.cells) == 1 for row in head):
        return False
    texts = [text for row in head if (text := row.cells[0].strip())]
    others = [
        text for text in texts if not (batch_heading([text]) or is_title(text) or standing_of(text))
    ]
    if not others or len(others) == len(texts):
        are_marked = all(strip_list_markup(text) != text for text in others)
        are_told = all(map(_is_headed, others)) or (are_marked and _name_places(others))
        return are_told and len(others) > 1
    return any(batch_heading([text]) for text in texts) or _name_places(others)


def _is_headed(text: str) -> bool:
    """Whether a line lists places behind the batch, the year or the province that heads them.

    >>> [_is_headed(text) for text in ("甘肃：武威、酒泉", "- Gansu – Wuwei", "武威、酒泉")]
    [True, True, False]
    """
    from ... import gazetteer

    line = strip_list_markup(text).replace("：", ":")
    label, colon, _ = line.partition(":") if ":" in line else DASH.sub(":", line, 1).partition(":")
    if not colon:
        return False
    if batch_heading([label]) or year_heading(label) or standing_of(label):
        return True
    return gazetteer.load().match(TRAILING_COUNT.sub("", label), level="province").unit is not None


def is_titled(head: Sequence[Line], best: Line) -> bool:
    """Whether what looks like the header of one column is the title of a list, with its date."""
    text = best.cells[0].strip()
    dated = is_title(text) and (batch_of_title(text) or date_of_title(text))
    return bool(dated) and is_bare_list(head)


def _name_places(texts: Sequence[str]) -> bool:
    """Whether most lines begin with the name of a unit, or with what kind of unit they list."""
    from ... import gazetteer

    names = gazetteer.load()
    firsts = [_FIRST_NAME.split(strip_list_markup(text), maxsplit=1)[0] for text in texts]
    named = sum(is_label(first) or names.match(first).status != "none" for first in firsts)
    return named > len(texts) / 2
