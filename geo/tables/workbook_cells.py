"""The cells of a sheet as text: what Excel shows of them, and which cannot be taken as they are."""

from __future__ import annotations

import datetime
import re
from typing import Any

from ..dates.figures import SERIALS_FROM_1904
from .grid import Flaw, column_letters

_HAS_DAY = re.compile(r"d", re.IGNORECASE)
_HAS_MONTH = re.compile(r"m", re.IGNORECASE)
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_YEARS = range(1900, 2101)
"""Numbers that are a year somebody typed, and no day of the calendar."""


class Cells:
    """Reads the cells of one sheet, and keeps those that cannot be read in `flaws`.

    Parameters
    ----------
    formulas
        The formulas by (row, column): a cell with one and without a value was never computed.
    day_zero
        From where the workbook counts days.
    """

    def __init__(
        self, sheet: str, formulas: dict[tuple[int, int], str], day_zero: datetime.date
    ) -> None:
        self._sheet = sheet
        self._formulas = formulas
        self._day_zero = day_zero
        self.flaws: dict[tuple[int, int], Flaw] = {}

    def text(self, cell: Any, place: tuple[int, int]) -> str:
        """Return a cell as text; blank, and a flaw, for an error or a formula without a value."""
        value = cell.value
        if value is None:
            if place in self._formulas:
                what = f"is the formula {self._formulas[place][:60]} without a stored value"
                hint = "open and save the file in Excel, or paste the column as values"
                self._note(place, "cell-formula", what, hint)
            return ""
        if cell.data_type == "e":
            self._note(place, "cell-error", f"is the error {value}", "correct or clear the cell")
            return ""
        if isinstance(value, datetime.datetime):
            self._doubt(value.date(), place)
            return _shown_date(value, str(cell.number_format))
        return plain_text(value)

    def _doubt(self, day: datetime.date, place: tuple[int, int]) -> None:
        """Note a date that nobody meant: before Excel's calendar, or a year shown as a day."""
        number = (day - self._day_zero).days
        since = 0 if self._day_zero == SERIALS_FROM_1904 else 1
        if number < since:
            what = f"holds {number} in the format of a date, which is none"
            self._note(place, "date-excel", what, "write the date")
        elif number in _YEARS:
            what = f"shows {day}: it holds the number {number} in the format of a date"
            hint = f"give the cell the format General if the year {number} is meant"
            self._note(place, "date-excel", what, hint)

    def _note(self, place: tuple[int, int], rule: str, what: str, hint: str) -> None:
        name = f"sheet '{self._sheet}', cell {column_letters(place[1])}{place[0]}"
        self.flaws[place] = Flaw(rule, f"{name} {what}", hint)


def plain_text(value: Any) -> str:
    """Return a value as a table shows it: whole numbers without a fraction, TRUE and FALSE."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    return str(value)


def _shown_date(moment: datetime.datetime, number_format: str) -> str:
    """Return a date no more precise than its format shows it: `mmm-yy` is a month, `yyyy` a year.

    Who types 2016-08 into Excel gets the first of the month behind what is shown.
    """
    shape = _LITERAL.sub("", number_format.split(";", 1)[0])
    if "y" not in shape.lower() or _HAS_DAY.search(shape):
        return moment.date().isoformat()
    return f"{moment:%Y-%m}" if _HAS_MONTH.search(shape) else f"{moment:%Y}"
