"""The words and marks of lists that are no names: batches, totals, footnotes, numbering."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九", 0)} | {
    "两": 2
}
_FIRST = frozenset(["首批", "首", "first", "第一批"])
_ORDINALS = {
    word: number
    for number, word in enumerate(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"], 1
    )
}
_ROMAN = {
    word: number
    for number, word in enumerate(["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"], 1)
}
_BATCH_WORDS = re.compile(
    r"batch|wave|round|cohort|phase|tranche|no|the|批次|批|第|期|轮|[\s.:#（）()]+"
)
TOTAL_STARTS = frozenset("合总小共TtSsGg")
"""What a total begins with, to tell nearly every other name quickly."""

_TOTAL = re.compile(
    r"(?:合\s*计|总\s*计|小\s*计|共\s*计|共(?=\s*\d)|总\s*数|(?:grand\s+|sub-?\s*)?totals?|sum)"
    r"\s*(?:[:：]\s*)?(?:\d[\d,]*\s*(?:个|家|座|市|places|cities)?)?",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(
    r"\s*(注|说明|备注|资料来源|数据来源|来源|note|notes|source|sources)\s*[:：.]", re.IGNORECASE
)
_MARKED = re.compile(r"\s*(?:[*＊※†‡①-⑳]|[\[［〔]\d{1,3}[\]］〕])\s*\S")
_HEADING = re.compile(
    r"""
    (?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]\s*)? (?:\#+\s*)?
    (?P<batch> 第\s*[一二三四五六七八九十\d]{1,3}\s*批次? | 首批
      | (?:batch|wave|round|cohort|phase|tranche)\s*(?:no\.?\s*)?(?:\d{1,2}|[ivx]{1,4})
      | (?:the\s+)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|\d{1,2}(?:st|nd|rd|th))
        \s+(?:batch|wave|round|cohort|phase|tranche) )
    (?: 国家级? | 低碳 | 试点 | 示范 | 城市 | 地区 | 名单 | 项目 | 省市 | 省份 | 县区? | 共 | 为
      | \d{1,4}\s*个
      | of | national | pilots? | cities | list | [（(][^()（）]*[)）] | [:：\s,，-] )*
    """,
    re.IGNORECASE | re.VERBOSE,
)
TRAILING_COUNT = re.compile(
    r"\s{0,4}[（(【\[]?\s{0,4}(?:共|合计|计)?\s{0,4}\d{1,4}\s{0,4}(?:个|家|座|市|县|处|所|places|cities|counties|units)?"
    r"(?:地区|城市|县市|单位|试点)?\s{0,4}[)）】\]]?\s{0,4}[:：]?\s{0,4}$"
)
HEADING_MARK = re.compile(
    r"^\s{0,4}(?:[一二三四五六七八九十]{1,3}\s{0,4}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）]|#{1,6}\s)"
)
_YEAR = re.compile(
    r"\s{0,4}((?:19|20)\d{2})\s{0,4}(?:年度?|年底)?\s{0,4}(?:[（(][^()（）]*[)）])?\s{0,4}[:：]?\s{0,4}"
)
_YEAR_IN = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)(?:\s*年\s*(\d{1,2})\s*月)?")


def batch_number(cell: str) -> str:
    """Return the number of a batch: `3` for 第三批, Batch 3, III or third; else the cell itself."""
    text = unicodedata.normalize("NFKC", cell).casefold().strip()
    if text in _FIRST:
        return "1"
    core = _BATCH_WORDS.sub("", text).removesuffix("st").removesuffix("rd").removesuffix("th")
    if core.isdecimal():
        return str(int(core))
    number = _ORDINALS.get(core) or _ORDINALS.get(text.split(" ")[0]) or _ROMAN.get(core)
    number = number or _chinese_number(core)
    return str(number) if number else text


def _chinese_number(text: str) -> int:
    """Return the value of 一 to 九十九; 0 for anything else."""
    tens, has_tens, ones = text.rpartition("十")
    if not set(tens + ones) <= set(_DIGITS) or len(tens) > 1 or len(ones) > 1 or not text:
        return 0
    return (_DIGITS.get(tens, 1) * 10 if has_tens else 0) + _DIGITS.get(ones, 0)


def is_total(cell: str) -> bool:
    """Whether a cell heads a total: 合计, Total: 20."""
    return _TOTAL.fullmatch(cell.strip()) is not None


def is_footnote(filled: Sequence[str], width: int, *, aside: bool = False) -> bool:
    """Whether the filled cells of a row of `width` columns are one remark.

    Parameters
    ----------
    aside
        It stands in no column that names places: then a mark before it shows that it is one.
    """
    alone = len(filled) < width or width == 1
    if not alone or len(set(filled)) != 1:
        return False
    return bool(_FOOTNOTE.match(filled[0]) or (aside and _MARKED.match(filled[0])))


def batch_heading(filled: Sequence[str]) -> str:
    """Return the number of the batch that a row heads; blank if it says anything else.

    >>> batch_heading(["第二批试点城市（2016年）"]), batch_heading(["第二批", "武威"])
    ('2', '')
    """
    if len(set(filled)) != 1:
        return ""
    heading = _HEADING.fullmatch(filled[0].strip())
    return batch_number(heading["batch"]) if heading else ""


def year_heading(text: str) -> str:
    """Return the year that is all a heading says, but for a number before and a count behind it."""
    bare = HEADING_MARK.sub("", text)
    year = _YEAR.fullmatch(bare) or _YEAR.fullmatch(TRAILING_COUNT.sub("", bare))
    return year[1] if year else ""


def date_within(text: str) -> str:
    """Return the year or month that stands somewhere in a heading; blank for none."""
    found = _YEAR_IN.search(text)
    if found is None:
        return ""
    return f"{found[1]}-{int(found[2]):02d}" if found[2] else found[1]
