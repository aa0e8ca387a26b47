"""What is asked of columns of dates: days that a spreadsheet counts, and an end alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...dates.figures import doubt, from_days
from .column_profile import profile
from .headers import UNUSED
from .questions import Answer, Question, answer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...tables.grid import Line
    from .column_profile import ColumnProfile
    from .layout import Layout

_MOST = 0.6
_DATES = ("start", "year", "first_treat", "end")


def about_days(rows: Sequence[Line], layout: Layout) -> list[Question]:
    """Ask of columns of dates whose cells are the numbers by which a spreadsheet counts days."""
    questions = []
    for name in _DATES:
        if name not in layout.columns or layout.columns[name] >= layout.width:
            continue
        column = profile(rows, layout, layout.columns[name])
        days = [value for value in column.values if _is_day(value)]
        if not days or len(days) < _MOST * len(column.values):
            continue
        text = (
            f"holds numbers that a spreadsheet counts as days: {days[0]} would be "
            f"{from_days(days[0])}"
        )
        ways = (
            Answer((("--excel-dates", ""),), "they are days as Excel counts them, from 1900 on"),
            answer(column.key, UNUSED, "not used"),
        )
        questions.append(
            Question("date-excel", column.title, column.shown, text, ways, is_proposed=True)
        )
    return questions


def _is_day(value: str) -> bool:
    found = doubt(value)
    return found is not None and found.rule == "date-excel"


def about_end(rows: Sequence[Line], layout: Layout) -> list[Question]:
    """Ask whether a date of an end is what the list is about, where nothing has a start."""
    columns = layout.columns
    if "end" not in columns or {"start", "year", "first_treat"} & set(columns):
        return []
    if "end" in layout.answered:
        return []
    column: ColumnProfile = profile(rows, layout, columns["end"])
    if not column.values:
        return []
    ways = (
        answer(column.key, "start", "the list is about this event: it begins then"),
        answer(column.key, "end", "the programme was there before and ended then"),
    )
    text = "is the only date: is it the event that the list is about, or an end?"
    return [Question("column-end", column.title, column.shown, text, ways)]
