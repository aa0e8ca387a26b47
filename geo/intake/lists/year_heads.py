"""Columns headed by years: one each, a part of one, or several (2014—2016年)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...dates import read_phrase
from ...dates.figures import in_edtf
from ...errors import DateError
from .headers import folded, year_of
from .row_words import batch_heading
from .said_dates import read_period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .layout import Layout

_HAS_YEAR = re.compile(r"(?:19|20)\d\d")
_PERIOD = re.compile(r"\d{4}-(?:(?P<month>0\d|1[0-2])|(?P<quarter>3[3-6])|(?P<half>4[01]))")
"""A month, a quarter or a half of a year in EDTF."""
PERIODS_LIMIT = 400
"""Columns whose headers are read as words for a time: no table that a person made has more."""
_PLAN = re.compile(r"十[一二三四五]五")
_BESIDE_STRETCH = re.compile(r"[“”\"'‘’\s]|(?:时期|期间)|(?:新增|试点|示范)?(?:城市|地区|名单)?$")
"""What a header may say besides its years: “十三五”期间, 2014—2016年试点."""


def heads_of(cells: Sequence[str]) -> str:
    """Return what cells that head columns all are: `start` (years), `batch`, `within` (provinces).

    Blank where they are of different kinds, or of none.
    """
    if all(year_of(cell)[0] for cell in cells):
        return "start"
    if all(batch_heading([cell]) for cell in cells):
        return "batch"
    from ... import gazetteer

    known = gazetteer.load()
    if all(known.match(cell, level="province").unit for cell in cells):
        return "within"
    return ""


def headed_by_year(layout: Layout) -> dict[int, str]:
    """Return the unread columns that are headed by a year, of one series, with their year.

    Else those headed by months, by quarters or by halves of years: 2016年一季度, `Q2 2016`.
    """
    series: dict[str, dict[int, str]] = {}
    for index in layout.unread:
        year, words = year_of(layout.header[index])
        if year:
            series.setdefault(folded(words), {})[index] = year
    best = max(series.values(), key=len, default={})
    return best if len(best) > 1 else _headed_by_period(layout)


def _headed_by_period(layout: Layout) -> dict[int, str]:
    kinds: dict[str, dict[str, int]] = {}
    dated = [index for index in layout.unread if _HAS_YEAR.search(layout.header[index])]
    for index in dated if len(dated) <= PERIODS_LIMIT else ():
        header = layout.header[index]
        try:
            period = str(read_phrase(in_edtf(header.strip()), finds_part=False).date)
        except DateError:
            continue
        if found := _PERIOD.fullmatch(period):
            kind = found.lastgroup or ""
            kinds.setdefault(kind, {}).setdefault(period, index)
    best = max(kinds.values(), key=len, default={})
    return {index: period for period, index in best.items()} if len(best) > 1 else {}


def headed_by_stretch(layout: Layout) -> dict[int, str]:
    """Return the unread columns headed by several years each, with these as one of them.

    2014—2016年 is `[2014..2016]`, 2020至今 `[2020..]`, “十三五”试点 `[2016..2020]`.
    """
    found = {index: _stretch_of(layout.header[index]) for index in layout.unread}
    stretches = {index: stretch for index, stretch in found.items() if stretch}
    return stretches if len(stretches) > 1 else {}


def _stretch_of(header: str) -> str:
    said = _BESIDE_STRETCH.sub("", header)
    if period := read_period(said):
        years = [year.removesuffix("年") for year in period]
        return f"[{years[0]}..{years[1]}]" if all(map(_is_year_or_none, years)) else ""
    return str(read_phrase(said).date) if _PLAN.fullmatch(said) else ""


def _is_year_or_none(text: str) -> bool:
    return not text or (text.isdecimal() and len(text) == len("2016"))
