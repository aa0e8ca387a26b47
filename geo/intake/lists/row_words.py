"""What in a list is no entry: batches, totals, footnotes, headers of two rows, tables abreast."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from ...tables.grid import Line
from .headers import FIELD_OF, field_of, year_of

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
_LONGEST_NUMBER = 3
"""Digits of the number of a batch; more are a year, perhaps with a number before it."""
TOTAL_STARTS = frozenset("合总小共全试数TtSsGg")
"""What a total begins with, to tell nearly every other name quickly."""

_TOTAL = re.compile(
    r"(?:(?:全国|全省|全市)?(?:合\s*计|总\s*计)|小\s*计|共\s*计|共(?=\s*\d)|总\s*数|试点个?数量?|数量|(?:grand\s+|sub-?\s*)?totals?|sum)"
    r"(?:[/／](?:平均|均值|合计|total|average))?"
    r"\s*(?:[:：]\s*)?(?:\d[\d,]*\s*(?:个|家|座|市|places|cities)?)?",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(
    r"\s*(?:(?:附?注|说明|备注|资料来源|数据来源|来源|note|notes|source|sources)\s{0,4}\d{0,2}\s{0,4}[:：.]"
    r"|[*＊※†‡①-⑳]{1,3}\s?(?:为|表示|指|系|代表|标|号))",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"\s?(?:(?:填表|制表|填报|审核|负责|联系|经办)(?:单位|部门|日期|时间|电话|人)|打印日期"
    r"|更新(?:日期|时间)|(?:compiled|prepared|last updated|accessed|retrieved)(?: by| on)?"
    r"|抄送|contact|as of)\s?[:：]|.{2,40}日印发$",
    re.IGNORECASE,
)
"""What a form has below its table: who filled it in, and when."""
_SENTENCE = re.compile(r"[^、]{8,}[。；]")
_GRADE = re.compile(
    r"(?:[（(]?[一二三四五六七八九十0-9]{1,3}[)）、.．]\s?)?"
    r"(?:国家|省|市|县|区|地市|区县|县区|市县)级(?:试点|示范|改革|城市|地区|单位|名单|项目|[市县区]){0,4}"
    r"(?:[（(]共?[0-9０-９]{1,4}[^()（）0-9]{0,4}[)）])?[:：]?"
    r"|[（(]\s?(?:合计|总计|共计|共)[0-9０-９]{1,5}[^()（）0-9]{0,6}[)）]"
)
"""A row that says of what grade those below it are, or how many: it may be who named them."""
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
YEAR_IN = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)(?:\s*年\s*(\d{1,2})\s*月)?")
"""A year or month that stands somewhere in a text."""


def batch_number(cell: str) -> str:
    """Return the number of a batch: `3` for 第三批, Batch 3, III or third; else the cell itself."""
    text = unicodedata.normalize("NFKC", cell).casefold().strip()
    if text in _FIRST:
        return "1"
    core = _BATCH_WORDS.sub("", text).removesuffix("st").removesuffix("rd").removesuffix("th")
    if core.isdecimal() and len(core) <= _LONGEST_NUMBER:
        return str(int(core))
    first = "" if YEAR_IN.search(text) else text.split(" ")[0]
    number = _ORDINALS.get(core) or _ORDINALS.get(first) or _ROMAN.get(core)
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
    if all(map(_PAPER.match, filled)):
        return True
    if not alone or len(set(filled)) != 1:
        return False
    if _GRADE.fullmatch(filled[0].strip()):
        return True
    if width > 1 and _SENTENCE.fullmatch(filled[0].strip()):
        return True
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
    found = YEAR_IN.search(text)
    if found is None:
        return ""
    return f"{found[1]}-{int(found[2]):02d}" if found[2] else found[1]


_NAMING = frozenset(["place", "name", "province", "city", "county", "adcode", "code"])
_LEAST_FIELDS = 2


def sub_header(header: Sequence[str], cells: Sequence[str]) -> tuple[str, ...] | None:
    """Return the header of two rows as one; None where the second row is not part of it.

    The second row heads nothing that names places, unless it says the same again, and all that it
    holds are words that head columns, or years.
    """
    below = [cell.strip() for cell in cells[: len(header)]]
    below += [""] * (len(header) - len(below))
    if not any(below) or any(cell.strip() for cell in cells[len(header) :]):
        return None
    fields = [field_of(cell) for cell in below]
    for above, cell, name in zip(header, below, fields, strict=True):
        heads = field_of(above) in _NAMING
        if cell and heads and name != field_of(above) and cell != above:
            return None
        if cell and not name and not year_of(cell)[0] and cell != above:
            return None
    years = sum(bool(year_of(cell)[0]) for cell in below)
    if years == 1 and not any(fields):
        return None
    joined = []
    above = ""
    for cell, sub in zip(header, below, strict=True):
        above = cell or (above if sub else "")
        is_known = bool(sub) and bool(field_of(sub) or year_of(sub)[0])
        joined.append(sub if is_known else above if sub or cell else "")
    return tuple(joined)


class HeaderRows:
    """Tells the rows between others that head columns again, and follows them.

    Parameters
    ----------
    header
        The header by which the rows are read.
    """

    def __init__(self, header: Sequence[str]) -> None:
        self._fields = [field_of(cell) for cell in header]
        self._header = [cell.strip() for cell in header]
        self._order: list[int | None] | None = None
        self.unplaced: list[str] = []
        """Headers of a later table that the first one does not have."""

    @property
    def is_other(self) -> bool:
        """Whether the rows are read by a header that has other columns than the first."""
        return self._order is not None

    def may_be_header(self, first: str) -> bool:
        """Whether a row with this first cell may head columns."""
        return first.casefold() in FIELD_OF or first in self._header

    def may_head_columns(self, firsts: Sequence[str]) -> bool:
        """Whether one of many rows, given by their first cells, may head columns."""
        names_fields = not FIELD_OF.keys().isdisjoint(map(str.casefold, firsts))
        return names_fields or not set(self._header).isdisjoint(firsts)

    def is_header(self, cells: Sequence[str]) -> bool:
        """Whether a row heads columns; from there on rows are read by it."""
        first = cells[0] if cells else ""
        first = (first or next(filter(None, cells), "")).strip()
        if not self.may_be_header(first):
            return False
        filled = [cell.strip() for cell in cells if cell.strip()]
        names = [field_of(cell) for cell in filled]
        known = sum(
            bool(name) or cell in self._header for name, cell in zip(names, filled, strict=True)
        )
        if known < min(_LEAST_FIELDS, len(self._header)) or known < len(filled):
            return False
        if len(filled) == 1 and filled[0] != self._header[0]:
            return False
        self._follow([cell.strip() for cell in cells])
        return True

    def _follow(self, cells: Sequence[str]) -> None:
        """Learn where the columns of the first table stand in this one."""
        if list(cells[: len(self._header)]) == self._header:
            self._order = None
            return
        fields = [field_of(cell) for cell in cells]
        order: list[int | None] = []
        for name, title in zip(self._fields, self._header, strict=True):
            at = cells.index(title) if title in cells else -1
            if at < 0 and name in fields and name:
                at = fields.index(name)
            order.append(at if at >= 0 else None)
        placed = {at for at in order if at is not None}
        self.unplaced += [cell for at, cell in enumerate(cells) if cell and at not in placed]
        self._order = order

    def ordered(self, row: Line) -> Line:
        """Return a row with its cells under the columns of the first table."""
        if self._order is None:
            return row
        cells = row.cells
        return Line(
            row.line,
            tuple(cells[at] if at is not None and at < len(cells) else "" for at in self._order),
        )
