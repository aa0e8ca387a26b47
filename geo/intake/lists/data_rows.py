"""Which rows below a header are entries: blank rows, totals, footnotes and headings are not.

Every row that is one gets as many cells as the header; one that cannot is a problem of its file.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING

from ...tables.grid import Line
from ...tables.table import CELL_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ...tables.grid import Grid
    from .layout import Layout

BLANKS = frozenset({
    "-", "--", "—", "——", "–", "/", "\\", ".", "…", "无", "暂无", "不详", "未知", "空",
    "n/a", "na", "nan", "null", "none", "nil", "unknown", "#n/a",
})  # fmt: skip
"""How tables say that a cell is blank, in lower case."""

NAMING = ("province", "city", "county", "place")
"""The fields that name units, outermost first."""

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


class DataRows:
    """The rows of one grid that are entries, counted, and what was passed over between them."""

    def __init__(self, grid: Grid, layout: Layout) -> None:
        self._grid = grid
        self._layout = layout
        self._width = len(layout.header)
        self._read = set(layout.columns.values())
        # Text is held to the limit where it is split into cells.
        self._is_limited = not grid.is_spreadsheet and grid.header is None
        fields = layout.columns
        self._naming = [fields[name] for name in NAMING if name in fields]
        self._lon = fields.get("lon")
        self.count = 0
        self.headings: list[tuple[int, str]] = []
        """(line, batch) of rows that head the rows below them."""
        self.passed_over: list[tuple[int, str]] = []
        """(line, text) of totals, footnotes and headings, which are no places."""

    def lines(self, rows: Iterator[Line]) -> Iterator[Line]:
        """Yield the rows that are entries, each with as many cells as the header.

        Totals, footnotes and headings are passed over; a row that does not fit is a problem of
        the grid.
        """
        for row in rows:
            if self._is_passed_over(row):
                continue
            cells = self._pad_or_refuse(row)
            if cells is not None:
                self.count += 1
                yield row if cells is row.cells else Line(row.line, cells)

    def _is_passed_over(self, row: Line) -> bool:
        """Whether a row is no entry: blank, or a total, footnote or heading, which are noted."""
        cells = row.cells
        head = [cell.strip() for cell in cells[:2]]
        named = [cells[index] for index in self._naming if index < len(cells)]
        plain = not any(cell[:1] in TOTAL_STARTS for cell in (*head, *named))
        if plain and len(head) > 1 and all(head) and head[0] != head[1]:
            return False  # nearly every row, told quickly
        filled = [text for cell in cells if (text := cell.strip())]
        if not filled:
            return True
        # Of a total, a number may come first.
        is_site = self._is_site(cells)
        total = not is_site and any(map(is_total, (*filled[:2], *named)))
        batch = batch_heading(filled)
        if batch:
            self.headings.append((row.line, batch))
        aside = not any(cell.strip() for cell in named)
        passed = total or bool(batch) or is_footnote(filled, self._width, aside=aside)
        if passed:
            self.passed_over.append((row.line, " ".join(dict.fromkeys(filled))))
        return passed

    def heading_of(self, line: int) -> str:
        """Return the batch under whose heading a line stands; blank under none."""
        at = bisect_right(self.headings, line, key=itemgetter(0))
        return self.headings[at - 1][1] if at else ""

    def _is_site(self, cells: Sequence[str]) -> bool:
        """Whether a row has a longitude: the name of a shop may read like a total."""
        if self._lon is None or len(cells) != self._width:
            return False
        lon = cells[self._lon].strip()
        return bool(lon) and lon.casefold() not in BLANKS

    def _pad_or_refuse(self, row: Line) -> tuple[str, ...] | None:
        """Return as many cells as the header has; None, and a problem, where that cannot be."""
        if row.line in self._grid.flaws and self._is_flawed(row.line):
            return None
        if not self._is_limited and self._is_oversized(row):
            return None
        found, expected = len(row.cells), self._width
        if found == expected:
            return row.cells
        if self._grid.is_spreadsheet and found < expected:
            return row.cells + ("",) * (expected - found)
        if found > expected and not any(cell.strip() for cell in row.cells[expected:]):
            return row.cells[:expected]
        self._note_ragged(row)
        return None

    def _note_ragged(self, row: Line) -> None:
        found, expected = len(row.cells), self._width
        cells = f"{found} cell{'s' * (found > 1)}"
        hint = (
            "quote the cell that holds the delimiter"
            if found > expected
            else f"it ends before '{self._layout.header[found]}'; add the missing cells"
        )
        message = f"the row has {cells} where the header names {expected}"
        self._grid.problems.add("ragged-row", message, hint, line=row.line)

    def _is_flawed(self, line: int) -> bool:
        """Whether a cell of a column that is read cannot be taken, which is noted."""
        flaws = self._grid.flaws[line]
        told = [index for index in flaws if index in self._read]
        for index in told:
            flaw, column = flaws[index], self._layout.header[index]
            self._grid.problems.add(*flaw, line=line, column=column)
        return bool(told)

    def _is_oversized(self, row: Line) -> bool:
        for index, cell in enumerate(row.cells[: self._width]):
            if len(cell) > CELL_LIMIT:
                message = f"the cell holds {len(cell):,} characters, more than {CELL_LIMIT:,}"
                column = self._layout.header[index]
                self._grid.problems.add(
                    "cell-too-large", message, "shorten it", line=row.line, column=column
                )
                return True
        return False
