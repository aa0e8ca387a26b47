"""Tables whose columns are years: marks, dates, counts or names of places stand under them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ...tables.grid import Line
from .column_profile import is_blank, reads_as_date
from .headers import UNUSED
from .questions import Question, answer
from .row_words import batch_heading
from .status_words import IN, OUT, Spell, is_mark, read_status, spells_of
from .year_heads import headed_by_stretch, headed_by_year, heads_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ...gazetteer import Gazetteer
    from .layout import Layout

_MOST = 0.6
_LOOKED_AT = 60
_COUNT_DIGITS = 5
_MONTH = re.compile(r"\d{1,2}月(?:\d{1,2}日)?")
_PLACES = re.compile(r"[、；;，,\n/]")
_STATUS, _START, _COUNT, _DATES, _PLACES_IN = "status", "start", "count", "dates", "place"
_MARKED = "batch"

_READ_AS = {
    _STATUS: "a mark says that it was there in that year",
    _START: "a mark says that it began in that year",
    _COUNT: "a number above 0 says that it was there in that year",
    _DATES: "a date is a start",
    _PLACES_IN: "each cell names places of its column",
    _MARKED: "a mark says in which batch it was",
    UNUSED: "not used",
}

_SHORT = 20
"""Characters of a cell that is remembered with what it says."""


class Wide:
    """The rows of a table whose columns are years, as the statements they make.

    Parameters
    ----------
    layout
        Its unread columns that are headed by years are the table's.
    """

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self.years = headed_by_year(layout) or headed_by_stretch(layout)
        self._kind = "start"
        """What a column says of the places in it."""
        filled = {index: name for index in layout.unread if (name := layout.header[index])}
        batches = {at: name for at, name in filled.items() if batch_heading([name])}
        if not self.years and batches and (len(batches) > 1 or not layout.columns):
            self._kind, self.years = "batch", batches
        elif not self.years and not layout.columns:
            self._kind = heads_of(list(filled.values()))
            self.years = filled if self._kind == "within" else {}
        self._mode = layout.forms.get("years", "")
        self.silent: list[tuple[int, str]] = []
        """(line, text) of rows that say nothing under any year."""

    @property
    def title(self) -> str:
        """Return how the columns are called together: `2016-2020`."""
        first, *_, last = (self._layout.header[index] for index in self.years)
        return f"{first} ... {last}"

    @property
    def kinds(self) -> str:
        """Return what the columns are headed by, in words."""
        kinds = {"start": self._times + "s", "batch": "batches"}
        return kinds.get(self._kind, "provinces")

    @property
    def _times(self) -> str:
        """Return what the columns are headed by: `year`, or `period` where it is part of one."""
        is_year = all(map(str.isdecimal, self.years.values()))
        return "year" if is_year else "period"

    @property
    def _are_stretches(self) -> bool:
        """Whether the columns are headed by several years each: 2014—2016年."""
        return any(".." in time for time in self.years.values())

    @property
    def read_as(self) -> str:
        """Return what the cells under the years are read as, in words."""
        return _READ_AS.get(self._mode, "").replace("year", self._times)

    def question(self, rows: Sequence[Line], gazetteer: Gazetteer) -> Question | None:
        """Return what is asked of the cells under the years; None where they can be read."""
        if self._mode:
            return None
        values = self._values(rows)
        if self._kind == "batch":
            self._read_batches(values, gazetteer)
        elif self._are_stretches:
            return self._about_stretches(values, gazetteer)
        elif not values:
            self._mode = UNUSED
        elif all(read_status(value) in {IN, OUT} for value in values):
            return self._about_marks(rows, values)
        elif sum(map(_is_dated, values)) >= _MOST * len(values):
            self._mode = _DATES
        elif self._name_places(values, gazetteer):
            self._mode = _PLACES_IN
        elif all(value.removesuffix(".0").isdecimal() for value in values):
            return self._about_counts(rows, values)
        elif all(map(_is_number, values)):
            self._mode = UNUSED  # amounts, not places
        else:
            return self._asked(values, "are not read: they are neither yes and no, dates nor names")
        return None

    def _read_batches(self, values: Sequence[str], gazetteer: Gazetteer) -> None:
        """Read columns headed by batches, unless they hold neither places nor marks."""
        if values and self._name_places(values, gazetteer):
            self._mode = _PLACES_IN
        elif values and all(read_status(value) in {IN, OUT} for value in values):
            self._mode = _MARKED
        else:
            self.years = {}

    def _about_stretches(self, values: Sequence[str], gazetteer: Gazetteer) -> Question | None:
        """Read columns headed by several years each, if they hold places; ask of marks."""
        if values and all(read_status(value) in {IN, OUT} for value in values):
            return self._asked(values, "say yes and no", first=_START)
        if values and self._name_places(values, gazetteer):
            self._mode = _PLACES_IN
        else:
            self.years = {}
        return None

    def _values(self, rows: Sequence[Line]) -> list[str]:
        cells = (
            row.cells[index].strip()
            for row in rows
            for index in self.years
            if index < len(row.cells)
        )
        return [cell for cell in dict.fromkeys(cells) if not is_blank(cell)]

    def _name_places(self, values: Sequence[str], gazetteer: Gazetteer) -> bool:
        if {"place", "city", "county", "name"} & set(self._layout.columns):
            return False
        names = [name.strip() for value in values for name in _PLACES.split(value) if name.strip()]
        known = sum(gazetteer.match(name).status != "none" for name in names[:_LOOKED_AT])
        return known >= _MOST * len(names[:_LOOKED_AT])

    def _about_marks(self, rows: Sequence[Line], values: Sequence[str]) -> Question | None:
        marks = [[status for _, status in self._marks(row)] for row in rows]
        marks = [row for row in marks if any(row)]
        yes = [sum(status == IN for status in row) for row in marks]
        stays = all(_stays(row) for row in marks)
        if stays and max(yes, default=0) > 1 and all(all(row) for row in marks):
            self._mode = _STATUS
            return None
        once = all(count <= 1 for count in yes)
        proposed = _START if once else _STATUS
        return self._asked(
            values,
            "say yes, or nothing" if any(map(is_mark, values)) else "say yes and no",
            first=proposed,
        )

    def _about_counts(self, rows: Sequence[Line], values: Sequence[str]) -> Question | None:
        if max(map(len, values)) > _COUNT_DIGITS or len(rows) * len(self.years) < 1:
            self._mode = UNUSED
            return None
        way = answer(
            "years", _COUNT, f"numbers: more than 0 is there in that {self._times}, 0 is not"
        )
        unused = answer("years", UNUSED, "these columns say nothing of where the programme was")
        text = "are numbers, which may count what is there; a 0 may say that nothing is"
        return Question("years", self.title, tuple(values[:2]), text, (way, unused))

    def _asked(self, values: Sequence[str], what: str, first: str = "") -> Question:
        ways = [
            answer("years", _STATUS, f"a mark says that it was there in that {self._times}"),
            answer("years", _START, f"a mark says that it began in that {self._times}"),
        ]
        if first == _START:
            ways.reverse()
        if self._are_stretches:
            ways = [answer("years", _START, "the first mark says that it began in those years")]
        unused = answer("years", UNUSED, "these columns say nothing of where the programme was")
        text = f"{self._times}s are columns, and the cells under them {what}"
        return Question(
            "years", self.title, tuple(values[:2]), text, (*ways, unused), is_proposed=bool(first)
        )

    def take_up(self) -> None:
        """Take up the columns of years in the layout; those of statements are added."""
        layout = self._layout
        layout.used |= set(self.years)
        if self._mode == UNUSED:
            return
        if self._mode == _MARKED:
            layout.add("batch", "batch")
            return
        if self._mode == _PLACES_IN:
            layout.add("place", "place")
            if self._kind != "start":
                layout.add(self._kind, self._kind)
                return
        layout.take_up(("year", "start", "end", "status"))
        for name in ("start", "end", "status", "date_note"):
            layout.add(name, name)

    def lines(self, lines: Iterable[Line]) -> Iterator[Line]:
        """Yield one line per statement that a row makes."""
        if self._mode == UNUSED:
            yield from lines
            return
        for row in lines:
            made = list(self._made(row))
            if not made:
                text = " ".join(filter(None, row.cells)) or "blank"
                self.silent.append((row.line, text))
            yield from made

    def _made(self, row: Line) -> Iterator[Line]:
        if self._mode in {_PLACES_IN, _MARKED, _DATES}:
            for index, head in self.years.items():
                cell = row.cells[index].strip() if index < len(row.cells) else ""
                if not is_blank(cell) and (more := self._said_in(cell, head, index)):
                    yield Line(row.line, (*row.cells, *more))
            return
        marks = self._marks(row)
        if self._mode == _START:
            spells = [
                Spell(year, "", IN, f"stated: '{year}' is marked") for year, s in marks if s == IN
            ]
            if self._are_stretches:
                spells = spells[:1]
            elif not spells and marks and all(status == OUT for _, status in marks):
                spells = spells_of(marks, self._range)
        else:
            spells = spells_of(marks, self._range)
        for spell in spells:
            yield Line(row.line, (*row.cells, spell.start, spell.end, spell.status, spell.note))

    def _said_in(self, cell: str, head: str, index: int) -> tuple[str, ...]:
        """Return the cells that one under a year or a batch adds to its row; none: it says no."""
        if self._mode == _MARKED:
            return (head,) if read_status(cell) == IN else ()
        if self._mode == _PLACES_IN:
            return (cell, head, *(("", "", self._note(index)) if self._kind == "start" else ()))
        return (f"{head}年{cell}" if _MONTH.fullmatch(cell) else cell, "", IN, "")

    @property
    def _range(self) -> str:
        return f"columns {self.title}:"

    def _note(self, index: int) -> str:
        return f"stated: under '{self._layout.header[index]}'"

    def _marks(self, row: Line) -> list[tuple[str, str]]:
        """Return (year, `in`, `out` or blank) of a row, in the order of time."""
        cells, width = row.cells, len(row.cells)
        read = self._counted if self._mode == _COUNT else _status_of
        return [
            (year, read(cells[index].strip() if index < width else ""))
            for year, index in sorted(zip(self.years.values(), self.years, strict=True))
        ]

    @staticmethod
    def _counted(cell: str) -> str:
        """Return whether a count is none; what is no count is read as a mark."""
        number = cell.removesuffix(".0")
        return (IN if int(number) else OUT) if number.isdecimal() else _status_of(cell)


def _status_of(cell: str) -> str:
    """Return what a cell that may be blank says; short ones, which repeat, are read once."""
    return _read_once(cell) if len(cell) <= _SHORT else read_status(cell)


@lru_cache(maxsize=10_000)
def _read_once(cell: str) -> str:
    return "" if is_blank(cell) else read_status(cell)


def _is_dated(value: str) -> bool:
    return bool(_MONTH.fullmatch(value)) or reads_as_date(value)


def _stays(row: Sequence[str]) -> bool:
    """Whether a row never says no after it said yes."""
    return OUT not in row[row.index(IN) :] if IN in row else True


def _is_number(value: str) -> bool:
    try:
        float(value.replace(",", "").removesuffix("%"))
    except ValueError:
        return False
    return True
