"""What the cells of one column look like: how many are filled, which differ, which are dates."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...dates import parse
from ...dates.figures import doubt, in_edtf
from ...errors import DataError, DateError
from ..resolve.dates import check_date
from .layout import BLANKS
from .status_words import read_status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...tables.grid import Line
    from .layout import Layout

_SAMPLE = 400
"""Distinct cells of a column that are looked at one by one."""
_YEARS = range(1949, 2101)
WHOLE = re.compile(r"\d{1,9}(\.0+)?", re.ASCII)
"""A whole number, as a spreadsheet writes it."""


@dataclass(slots=True)
class ColumnProfile:
    """What the cells of one column look like."""

    index: int
    title: str
    key: str
    filled: int
    values: list[str]
    """Distinct cells that are not blank, in order; of a long column the first hundreds."""
    distinct: int
    rows: int = 0
    """How many rows there are, filled or not."""

    @property
    def shown(self) -> tuple[str, ...]:
        """Two of its values, those that tell most."""
        telling = [
            value for value in self.values if read_status(value) in {"out", "planned", "ended"}
        ]
        return tuple(dict.fromkeys([*self.values[:1], *telling[:1], *self.values]))[:2]


def is_blank(cell: str) -> bool:
    """Whether a cell says nothing."""
    return not cell or cell.casefold() in BLANKS


def profile(rows: Sequence[Line], layout: Layout, index: int) -> ColumnProfile:
    """Return what the cells of a column look like."""
    cells = [row.cells[index].strip() for row in rows if index < len(row.cells)]
    filled = [cell for cell in cells if not is_blank(cell)]
    values = list(dict.fromkeys(filled))
    title, key = layout.title(index), layout.key(index)
    return ColumnProfile(index, title, key, len(filled), values[:_SAMPLE], len(values), len(cells))


def reads_as_date(cell: str) -> bool:
    """Whether a cell is a date, or one that a spreadsheet counts in days."""
    text = unicodedata.normalize("NFKC", cell).strip()
    if WHOLE.fullmatch(text):
        number = int(float(text))
        if number in _YEARS:
            return True
        if len(text) < 6:  # noqa: PLR2004 (no date in figures is shorter, but for days counted)
            found = doubt(text)
            return found is not None and found.rule == "date-excel"
    try:
        date = parse(in_edtf(text))
    except DateError:
        try:
            check_date(text)
        except DataError as error:
            return any("phrase" not in p.rule and _is_relative(p.rule) for p in error.problems)
        return any(map(str.isdigit, text)) or "年" in text or "五" in text
    return date.not_before is None or date.not_before.year in _YEARS


def _is_relative(rule: str) -> bool:
    return rule in {"date-anchor", "date-excel"}
