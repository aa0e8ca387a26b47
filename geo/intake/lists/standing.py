"""What a row says of when and whether: its dates, and yes, no, a plan, or an end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ...dates import parse
from ...dates.figures import from_days, in_edtf
from ...errors import DateError
from .headers import field_of
from .layout import BLANKS
from .row_words import batch_heading
from .said_dates import DATE, dates_of, has_date, only_date, read_period
from .status_words import (
    ENDED,
    IN,
    NEVER,
    OUT,
    PLANNED,
    read_status_under,
    yes_means,
)
from .titles import standing_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ...tables.grid import Grid
    from .answers import Options
    from .data_rows import Headed
    from .layout import Layout

    Cell = Callable[[Sequence[str], str], str]

DECLARED = "was declared for the whole list on import"
"""Ends the note of a start that no row gives."""
DATED = "dated: "
"""Begins the status of a row that tells dates of which it is not clear what they are."""
OVER = "over: "
"""Begins the status of a row that says that it is over, and not since when."""
_NO_START = frozenset(["无", "没有", "从未", "never", "none", "9999", "inf", "未试点", "未开展"])
_YEAR_DIGITS = 4
_SAYING = ("batch", "start", "year", "end", "period", "first_treat", "planned", "status", "count")
"""The fields that are looked at here."""
_REMEMBERED = 20_000
"""Rows of other cells in these that are remembered: a list has some hundred."""
ONGOING = frozenset([
    "present", "now", "ongoing", "current", "still in", "still running", "active", "not ended",
    "not withdrawn", "至今", "今", "持续", "进行中", "未退出", "尚未退出", "未结束", "未撤销",
    "在试点", "仍在试点", "试点中", "仍在",
])  # fmt: skip
"""What stands for an end where there is none yet."""


class Standing(NamedTuple):
    """What a row says of when and whether."""

    start: str = ""
    end: str = ""
    note: str = ""
    status: str = ""
    """Blank for a yes; `out` for a no; else what stands there, to be refused."""
    aside: str = ""
    told: tuple[str, ...] = ()


class StandingReader:
    """Reads when and whether out of the rows of one list.

    Parameters
    ----------
    cell
        Returns the cell of a field in a row, blank where it says nothing.
    """

    def __init__(self, grid: Grid, layout: Layout, options: Options, cell: Cell) -> None:
        self._grid = grid
        self._layout = layout
        self._options = options
        self._cell = cell
        # In a column called 'status', as a project's own, blank is a yes.
        self._blank_is_yes = layout.column_of("status") == "status"
        self._saying = [layout.columns[name] for name in _SAYING if name in layout.columns]
        self._known: dict[tuple[object, ...], Standing] = {}

    def year_note(self) -> str:
        """Return the note for a start that the list as a whole was given; blank without one."""
        year = self._options.year
        return f"inferred: {year} {DECLARED}" if year else ""

    def read(self, cells: Sequence[str], batch: str, headed: Headed) -> Standing:
        """Return what a row says: since when, and whether yes, no, or nothing at all."""
        alike = (batch, headed, *map(cells.__getitem__, self._saying))
        said = self._known.get(alike)
        if said is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            said = self._known[alike] = self._read(cells, batch, headed)
        return said

    def _read(self, cells: Sequence[str], batch: str, headed: Headed) -> Standing:
        said = self._dates(cells, batch, headed)
        columns = self._layout.columns
        if "planned" in columns and not said.start and not said.status:
            plan = self._date_cell(cells, "planned")
            title = self._layout.column_of("planned")
            said = self._planned(said._replace(start=plan), title) if plan else said
        above = headed.status or _state_in_batch(self._cell(cells, "batch"))
        if above and not said.status:
            return self._told(said, above, standing_of(above))
        if said.status or not {"status", "count"} & columns.keys():
            return said
        name = "status" if "status" in columns else "count"
        cell, title = cells[columns[name]].strip(), self._layout.column_of(name)
        is_flag = name == "status"
        status = read_status_under(title, cell, text=True) if is_flag else _counted(cell)
        if is_flag and not cell and yes_means(title) == ENDED:
            return said  # nobody says that it is over
        if not cell or cell.casefold() in BLANKS - {"无"}:
            aside = "" if self._blank_is_yes else f"'{title}' is blank: it says neither yes nor no"
            return said._replace(aside=aside)
        if is_flag and yes_means(title) == IN and not (said.start or said.end):
            return self._with_dates_in(cell, said, status)
        return self._told(said, cell, status)

    def _with_dates_in(self, cell: str, said: Standing, status: str) -> Standing:
        """Return what a cell says of whether in a row without dates, with those that it tells.

        2014年启动，2018年退出 is both; what a date in it means has to be understood.
        """
        dates = dates_of(cell)
        if dates is None and status in {PLANNED, OUT}:
            return self._told(said._replace(start=only_date(cell)), cell, status)
        if dates is None:
            unclear = f"{DATED}{cell}"
            return (
                said._replace(status=unclear) if has_date(cell) else self._told(said, cell, status)
            )
        start, end = map(in_edtf, dates)
        return said._replace(start=start, end=end, note=f"stated: '{cell}'")

    def _told(self, said: Standing, cell: str, status: str) -> Standing:
        """Return what a row says whose cell, or whose heading, says yes, no or not yet."""
        if status == PLANNED:
            return self._planned(said, cell)
        if status == ENDED:  # there was something to end; without any date, it is over by now
            told = None if said.end else dates_of(cell)
            said = said._replace(end=in_edtf(told[1])) if told and told[1] else said
            has_end = bool(said.end)
            status = IN if has_end else f"{OVER}{cell}" if said.start else OUT
        # What is not understood is refused where the row is resolved.
        return said._replace(status="" if status == IN else status or cell)

    @staticmethod
    def _planned(said: Standing, cell: str) -> Standing:
        """Return what a plan says: it may begin at its date or later, and nothing without one."""
        start = in_edtf(said.start.removesuffix("年"))
        try:
            begins = parse(start).not_before if start else None
        except DateError:
            begins = None
        if begins is None:
            return said._replace(aside=f"'{cell}': planned, and no date says from when on")
        note = f"stated: '{cell}' for {said.start}; planned, it may begin then or later"
        year = start if len(start) == _YEAR_DIGITS else str(begins.year)
        return said._replace(start=f"[{year}..]", note=note)

    def _date_cell(self, cells: Sequence[str], name: str) -> str:
        """Return a date as it stands, or read from the days that a spreadsheet counts."""
        cell = self._cell(cells, name)
        if not cell or not self._options.excel_dates:
            return cell
        return from_days(cell, day_zero=self._grid.day_zero) or cell

    def _dates(self, cells: Sequence[str], batch: str, headed: Headed) -> Standing:
        """Return start and end as they stand."""
        said = self._start(cells, batch, headed)
        end = self._date_cell(cells, "end")
        end = "" if end.casefold() in ONGOING else end
        return said._replace(end=end) if end else said

    def _start(self, cells: Sequence[str], batch: str, headed: Headed) -> Standing:
        """Return the start as it stands, and the note where it comes from elsewhere."""
        columns = self._layout.columns
        if "first_treat" in columns:
            first = cells[columns["first_treat"]].strip()
            if first.casefold() in NEVER:
                title = self._layout.column_of("first_treat")
                return Standing(status=OUT, told=(f"'{title}' is {first}: never",))
            start = self._date_cell(cells, "first_treat")
        else:
            start = self._date_cell(cells, "start") or self._date_cell(cells, "year")
            if (period := read_period(start)) and not period[1]:
                start = period[0]  # 2014至今
            if start and batch_heading([start]) and (own := _date_in_batch(start)):
                return Standing(own, note=f"stated: in the name of the batch, '{start}'")
            if (none := self._no_start(cells)) and start in {"", none}:
                return Standing(f"{none}: never, or no date")
        if not start and (cell := self._cell(cells, "period")):
            start, end = read_period(cell) or (cell, "")
            return Standing(start, end)
        said = Standing(start) if start else self._start_of_list(batch, headed)
        if said.start or "first_treat" not in columns or {"status", "count"} & columns.keys():
            return said
        title = self._layout.column_of("first_treat")  # a column of batches lists what is in them
        aside = f"'{title}' is blank: it says neither when it began nor that it never did"
        return said if field_of(title) == "batch" else said._replace(aside=aside)

    def _no_start(self, cells: Sequence[str]) -> str:
        """Return a cell of the start that may say that it never began; it is for a person to say.

        Blank is what says nothing, or what another column explains.
        """
        columns = self._layout.columns
        if {"status", "count", "planned"} & columns.keys():
            return ""
        found = (cells[columns[name]].strip() for name in ("start", "year") if name in columns)
        told = next((cell for cell in found if cell.casefold() in _NO_START), "")
        return "" if told in self._options.blanks else told

    def _start_of_list(self, batch: str, headed: Headed) -> Standing:
        """Return the start that a batch, a heading or the list as a whole gives."""
        dated = self._options.batches.get(batch)
        if batch and dated:
            return Standing(
                dated, note=f"inferred: batch {batch} is of {dated}, as declared on import"
            )
        if own := _date_in_batch(batch):
            return Standing(own, note=f"stated: in the name of the batch, '{batch}'")
        if headed.start:
            return Standing(headed.start, note=f"stated: under the heading '{headed.text}'")
        if self._options.year:
            return Standing(self._options.year, note=self.year_note())
        return Standing()


def _state_in_batch(cell: str) -> str:
    """Return what a batch says that is no yes, as 撤销 among 第一批 and 第二批; blank for none."""
    parts = re.split(r"[（()）]", cell)
    return next((part for part in parts if standing_of(part) not in {"", IN}), "")


_DATE_IN_BATCH = re.compile(
    rf"[^(（]{{1,40}}[(（]\s?({DATE})\s?[)）]|({DATE})(?:度)?第.{{1,8}}"
    r"|((?:19|20)\d{2}) (?:batch|round|wave|cohort)"
    r"|(?:batch|round|wave|cohort|phase) \w{1,6}, ((?:19|20)\d{2})",
    re.IGNORECASE,
)


def _date_in_batch(batch: str) -> str:
    """Return the date that the name of a batch holds: 第一批（2016年）; blank without one.

    >>> _date_in_batch("第二批（2020年9月）"), _date_in_batch("2016年第一批"), _date_in_batch("3")
    ('2020年9月', '2016年', '')
    """
    found = _DATE_IN_BATCH.fullmatch(batch.strip())
    return next(filter(None, found.groups()), "") if found else ""


def _counted(cell: str) -> str:
    """Return `in` for a whole number above 0, `out` for 0; blank for anything else."""
    number = cell.removesuffix(".0")
    return (IN if int(number) else OUT) if number.isdecimal() else ""
