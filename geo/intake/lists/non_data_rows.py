"""Rows of a list that are no entries: totals, footnotes, headings of batches."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .batches import batch_number

if TYPE_CHECKING:
    from collections.abc import Sequence

TOTAL_STARTS = frozenset("合总小共TtSsGg")
"""What a total begins with, to tell nearly every other name quickly."""

_TOTAL = re.compile(
    r"(?:合\s*计|总\s*计|小\s*计|共\s*计|共(?=\s*\d)|总\s*数|(?:grand\s+|sub-?\s*)?totals?|sum)"
    r"\s*[:：]?\s*(?:\d[\d,]*\s*(?:个|家|座|市|places|cities)?)?",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(
    r"\s*(注|说明|备注|资料来源|数据来源|来源|note|notes|source|sources)\s*[:：.]", re.IGNORECASE
)
_MARKED = re.compile(r"\s*(?:[*＊※†‡①-⑳]|[\[［〔]\d{1,3}[\]］〕])\s*\S")
_HEADING = re.compile(
    r"""
    (?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]\s*)? \#* \s*
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
