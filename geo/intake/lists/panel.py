"""A panel: the same units in consecutive years, and a column that says yes or no in each."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from ...dates.figures import in_edtf
from ...errors import DataError, Problem
from ...tables.grid import Line
from .column_profile import is_blank, profile
from .headers import UNUSED, folded
from .layout import NAMING
from .questions import Answer, Question, answer
from .status_words import (
    IN,
    NEVER,
    OUT,
    Spell,
    ordinal,
    read_status,
    says_otherwise,
    spells_of,
    yes_means,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .column_profile import ColumnProfile
    from .layout import Layout

_MOST = 0.5
_LEAST_PERIODS = 3
_SHOWN = 20
_COUNT_DIGITS = 5

Unit = tuple[str, ...]


class Panel:
    """The rows of a panel, as the statements they make: one line per unit and stretch of years.

    Parameters
    ----------
    layout
        Its `year`, or else its `start`, is the period of a row.
    file
        Name of the list, for problems.
    """

    def __init__(self, layout: Layout, file: str) -> None:
        self._file = file
        self._layout = layout
        columns = layout.columns
        self.period = columns["year"] if "year" in columns else columns.get("start", -1)
        self._unit = [columns[name] for name in NAMING if name in columns] or [
            columns[name] for name in ("adcode",) if name in columns
        ]
        self._cohort = columns.get("first_treat", columns.get("start", -1))
        if self._cohort == self.period:
            self._cohort = -1
        self._status = columns.get("status", columns.get("count", -1))
        self._is_count = "status" not in columns and "count" in columns
        self._post = columns.get("post", -1)
        self.silent: list[tuple[int, str]] = []
        """(line, unit) of units of which the table says nothing."""

    def unit_of(self, row: Line) -> Unit:
        """Return what names the unit of a row."""
        return tuple(row.cells[index].strip() for index in self._unit if index < len(row.cells))

    def period_of(self, row: Line) -> str:
        """Return the year or month of a row as EDTF; blank if it is neither."""
        if self.period >= len(row.cells):
            return ""
        text = in_edtf(row.cells[self.period].strip().removesuffix("年"))
        return text if ordinal(text) is not None else ""

    def is_one(self, rows: Sequence[Line]) -> bool:
        """Whether most units stand in several consecutive periods, once in each."""
        periods: dict[Unit, list[int]] = {}
        ordinals: dict[str, int | None] = {}  # few periods stand in many rows
        for row in rows if self.period >= 0 and self._unit else ():
            unit = self.unit_of(row)
            text = row.cells[self.period] if self.period < len(row.cells) else ""
            if text not in ordinals:
                ordinals[text] = ordinal(self.period_of(row))
            at = ordinals[text]
            if at is not None and any(unit):
                periods.setdefault(unit, []).append(at)
        placed = sum(map(len, periods.values()))
        if not periods or placed < _MOST * len(rows):
            return False
        several = [sorted(set(at)) for at in periods.values() if len(set(at)) > 1]
        if len(several) < _MOST * len(periods):
            return False
        if self._status >= 0:
            return True  # yes and no of one unit in several years: gaps are told as such
        follow = sum(at[-1] - at[0] == len(at) - 1 for at in several)
        alike = Counter(map(tuple, several)).most_common(1)[0][1]
        once = sum(len(set(at)) for at in periods.values()) >= _MOST * placed
        if max(follow, alike) < _MOST * len(several) or not once:
            return False  # it lists events
        long = median(map(len, several)) >= _LEAST_PERIODS
        return long or any(map(self._can_be_status, self._unread(rows)))

    def _unread(self, rows: Sequence[Line]) -> list[ColumnProfile]:
        return [profile(rows, self._layout, index) for index in self._layout.unread]

    @staticmethod
    def _can_be_status(column: ColumnProfile) -> bool:
        statuses = {read_status(value) for value in column.values}
        return bool(column.values) and statuses <= {IN, OUT} and yes_means(column.title) == IN

    @property
    def is_answered(self) -> bool:
        """Whether it is known what says that the programme is there."""
        return self._status >= 0 or self._cohort >= 0

    def question(self, rows: Sequence[Line]) -> Question:
        """Return the question which column says yes and no in each year."""
        units = {self.unit_of(row) for row in rows}
        periods = sorted({self.period_of(row) for row in rows} - {""})
        candidates = self._candidates(rows)
        answers = [
            answer(
                column.key,
                "status",
                f"1 or yes: it is there in that year; the first year with 1 is the start ({why})",
            )
            if role == "status"
            else answer(column.key, "count", f"more than 0: it is there in that year ({why})")
            for column, role, why in candidates
        ]
        if not candidates and (pair := self._group_and_time(rows)):
            answers.append(pair)
        answers.append(answer("panel", UNUSED, "no panel: each row is a statement of its own"))
        title = candidates[0][0].title if candidates else self._layout.title(self.period)
        shown = candidates[0][0].shown if candidates else tuple(periods[:2])
        which = (
            "which column says that the programme was there?"
            if candidates
            else ("but no column says yes or no (0 or 1): it does not say where the programme was")
        )
        text = (
            f"the same {len(units):,} units stand in consecutive years, {periods[0]} to "
            f"{periods[-1]}: a panel, not a list of places; {which}"
        )
        changing = [column for column, role, _ in candidates if role == "status"]
        proposed = len(changing) == 1 or (not candidates and len(answers) > 1)
        return Question("panel", title, shown, text, tuple(answers), proposed)

    def _candidates(self, rows: Sequence[Line]) -> list[tuple[ColumnProfile, str, str]]:
        """Return the columns that may say yes and no, the likeliest first."""
        found: list[tuple[int, ColumnProfile, str, str]] = []
        for column in self._unread(rows):
            by_unit, by_period = self._cells_by(rows, column.index)
            fixed = all(len(cells) == 1 for cells in by_unit.values())
            timed = all(len(cells) == 1 for cells in by_period.values())
            if self._can_be_status(column):
                if fixed or timed:
                    continue  # it says who is treated, or when, and not both
                found.append((0, column, "status", "changes within units"))
            elif (
                all(value.removesuffix(".0").isdecimal() for value in column.values)
                and "0" in column.values
                and max(map(len, column.values)) <= _COUNT_DIGITS
            ):
                found.append((1, column, "count", "a number with zeros"))
        return [(column, role, why) for _, column, role, why in sorted(found, key=lambda f: f[0])]

    def _group_and_time(self, rows: Sequence[Line]) -> Answer | None:
        """Return the answer that one column says who is treated and another from when on."""
        who, when = [], []
        for column in self._unread(rows):
            if not self._can_be_status(column) or column.distinct == 1:
                continue
            by_unit, by_period = self._cells_by(rows, column.index)
            if all(len(cells) == 1 for cells in by_unit.values()):
                who.append(column)
            elif all(len(cells) == 1 for cells in by_period.values()):
                when.append(column)
        if len(who) != 1 or len(when) != 1:
            return None
        options = [
            option
            for column, role in ((who[0], "status"), (when[0], "post"))
            for option in answer(column.key, role, "").options
        ]
        meaning = f"'{who[0].title}' says which units, '{when[0].title}' in which years"
        return Answer(tuple(options), meaning)

    def _cells_by(
        self, rows: Sequence[Line], index: int
    ) -> tuple[dict[Unit, set[str]], dict[str, set[str]]]:
        """Return what a column holds in each unit, and in each period."""
        by_unit: dict[Unit, set[str]] = {}
        by_period: dict[str, set[str]] = {}
        for row in rows:
            cell = row.cells[index].strip() if index < len(row.cells) else ""
            by_unit.setdefault(self.unit_of(row), set()).add(cell)
            by_period.setdefault(self.period_of(row), set()).add(cell)
        return by_unit, by_period

    def described(self, rows: Sequence[Line]) -> str:
        """Return what the panel is read as, in a sentence."""
        periods = sorted({self.period_of(row) for row in rows} - {""})
        by = self._layout.title(self._status if self._status >= 0 else self._cohort)
        units = len({self.unit_of(row) for row in rows})
        return (
            f"a panel of {units:,} units, {periods[0]} to {periods[-1]}: read by '{by}', "
            "one statement per unit and stretch of years"
        )

    def take_up(self, rows: Sequence[Line]) -> None:
        """Take up the columns of the panel in the layout; those of statements are added.

        What varies with the years beside them says nothing of the programme, but for words that
        may say that it is over or planned: such columns stay to be asked about.
        """
        layout = self._layout
        for column in self._unread(rows):
            if not any(map(says_otherwise, column.values)):
                layout.used.add(column.index)
        for name in ("lon", "lat"):  # 'x' and 'y' of a panel are variables
            if folded(layout.column_of(name)) in {"x", "y"}:
                layout.used.add(layout.columns.pop(name))
        layout.take_up(("year", "start", "end", "first_treat", "status", "count", "post", "id"))
        for name in ("start", "end", "status", "date_note"):
            layout.add(name, name)

    def lines(self, lines: Iterable[Line]) -> Iterator[Line]:
        """Yield one line per statement; they stand where the first row of their unit stands.

        Raises
        ------
        DataError
            For a unit with a gap, with a period twice, or with values that are not yes or no.
        """
        problems: list[Problem] = []
        units: dict[Unit, dict[str, Line]] = {}
        for row in lines:
            period = self.period_of(row)
            stand = units.setdefault(self.unit_of(row), {})
            if not period:
                self._refuse(problems, row, self.period, "is not a year or a month", "correct it")
            elif period in stand:
                message = f"stands for the same unit twice: line {stand[period].line} has it too"
                self._refuse(problems, row, self.period, message, "delete one of the two rows")
            else:
                stand[period] = row
        if self._never_changes(units):
            row = next(iter(next(iter(units.values())).values()))
            message = (
                "is the same in all rows of each unit: it says which units, and not since when"
            )
            hint = "name the column that changes, or also the one of the years: --map HEADER=post"
            self._refuse(problems, row, self._status, message, hint)
        made = [
            (next(iter(stand.values())), spell)
            for stand in units.values()
            if stand
            for spell in self._spells(stand, problems)
        ]
        if problems:
            raise DataError(problems[:_SHOWN])
        for row, spell in made:
            yield Line(row.line, (*row.cells, spell.start, spell.end, spell.status, spell.note))

    def _never_changes(self, units: dict[Unit, dict[str, Line]]) -> bool:
        """Whether the column of yes and no is the same in all rows of each of several units."""
        if self._status < 0 or self._post >= 0 or self._is_count:
            return False
        held = [{row.cells[self._status].strip() for row in at.values()} for at in units.values()]
        return (
            len(held) > 1 and all(len(cells) == 1 for cells in held) and len(set.union(*held)) > 1
        )

    def _spells(self, stand: dict[str, Line], problems: list[Problem]) -> list[Spell]:
        periods = sorted(stand, key=lambda period: ordinal(period) or 0)
        if self._status < 0:
            return self._by_cohort(stand, periods, problems)
        for before, after in pairwise(periods):
            if (ordinal(after) or 0) - (ordinal(before) or 0) != 1:
                message = f"follows {before} in this unit: the periods between are missing"
                hint = "add the missing rows, or take the rows as a list: --map panel=-"
                self._refuse(problems, stand[after], self.period, message, hint)
        marks = []
        for period in periods:
            row = stand[period]
            cell = row.cells[self._status].strip()
            status = self._read(cell)
            if self._post >= 0 and status == IN:
                cell = row.cells[self._post].strip()
                status = self._read(cell)
            if not status:
                message = "is not yes or no" if cell else "is blank"
                expected = "a whole number" if self._is_count else "0 or 1"
                self._refuse(problems, row, self._status, message, f"write {expected}")
            marks.append((period, status))
        title = f"'{self._layout.title(self._status)}':"
        return spells_of(marks, title)

    def _read(self, cell: str) -> str:
        if self._is_count:
            number = cell.removesuffix(".0")
            return (IN if int(number) else OUT) if number.isdecimal() else ""
        status = read_status(cell)
        return status if status in {IN, OUT} else ""

    def _by_cohort(
        self, stand: dict[str, Line], periods: list[str], problems: list[Problem]
    ) -> list[Spell]:
        """Return the one statement of a unit whose rows all give the same first year."""
        cells = {row.cells[self._cohort].strip(): row for row in stand.values()}
        if len(cells) > 1:
            row = list(cells.values())[1]
            message = "differs within the rows of one unit, where each gives its first year"
            self._refuse(problems, row, self._cohort, message, "correct it, or --map panel=-")
            return []
        ((cell, row),) = cells.items()
        title = self._layout.title(self._cohort)
        if cell.casefold() in NEVER or is_blank(cell):
            if cell.casefold() not in NEVER:
                self.silent.append((next(iter(stand.values())).line, " ".join(self.unit_of(row))))
                return []
            first, last = periods[0], periods[-1]
            note = f"stated: '{title}' is {cell} in a table of {first} to {last}"
            return [Spell(first, last, OUT, note)]
        return [Spell(in_edtf(cell), "", IN, "")]

    def _refuse(
        self, problems: list[Problem], row: Line, index: int, message: str, hint: str
    ) -> None:
        cell = row.cells[index].strip() if index < len(row.cells) else ""
        unit = " ".join(filter(None, self.unit_of(row)))
        problems.append(
            Problem(
                "panel",
                f"{unit}: '{cell}' {message}",
                hint,
                self._file,
                row.line,
                self._layout.title(index),
            )
        )
