"""A table is read before its rows: its form, its columns, and what must be asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TYPE_CHECKING

from ...dates.figures import doubt, from_days
from ...errors import DataError, Problem
from ...gazetteer.names import PlaceNames
from ...model import Extent, Level
from ...tables.grid import Line
from ...tables.lines import LineStream
from ..resolve.entry import LEVEL_WORDS
from .bounds import ListBounds
from .column_profile import profile, reads_as_date
from .ditto import with_cells_above
from .groups import find_headings
from .header_hints import no_header
from .headers import GENERIC_YEARS, OWN, UNUSED, folded
from .layout import NAMING
from .panel import Panel
from .parents import (
    filled_down,
    question_of_blank_dates,
    questions_of_parents,
    with_dates_above,
)
from .questions import Answer, Question, answer, with_one_proposal_each
from .remarks import entries_and_remarks, questions_of_titles
from .roles import doubt_columns, question_of, questions_of_columns
from .row_words import HeaderRows
from .status_words import IN, NEVER, OUT, are_flags
from .wide import Wide

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ...gazetteer import Gazetteer
    from ...tables.grid import Grid
    from .data_rows import Heading
    from .layout import Layout

_LOOKED_AT = 50_000
"""Rows looked at before the first is read as an entry; those behind them are held to the same."""
_REMEMBERED = 60
"""Different values remembered of an unread column of a longer list."""
_FEW_IDS = 4
_MOSTLY_DAYS = 0.6
_DATES = ("start", "year", "first_treat", "end")
_WORDS_OF = {
    "status": frozenset([IN, OUT]),
    "level": frozenset(word for word, level in LEVEL_WORDS.items() if level is not Level.COUNTRY),
    "extent": frozenset(extent.value for extent in Extent),
}


@dataclass(slots=True)
class TableReading:
    """What a table is: its layout, the rows that head others, its form, and what is open."""

    layout: Layout
    rows: LineStream
    form: Panel | Wide | None = None
    headings: Mapping[int, Heading] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    read: dict[str, int] = field(default_factory=dict)
    """The fields that the columns of the file are, before its form takes some up."""

    def roles(self) -> dict[str, str]:
        """Return what each column of the file is: a field, `own` or `-`."""
        layout = self.layout
        kept = {**self.read, **layout.columns}
        roles = {
            index: OWN if name.startswith("extra:") else name
            for name, index in kept.items()
            if index < layout.width
        }
        roles |= {at: name for name, at in self.read.items() if not name.startswith("extra:")}
        roles |= {index: role for index, role in layout.roles.items() if index not in roles}
        return {layout.key(index): roles[index] for index in sorted(roles)}

    unread: dict[int, dict[str, int]] = field(default_factory=dict)
    """Of a list longer than what is looked at: first values of unread columns, with their line."""

    def watched(self, parts: Iterable[Sequence[Line]]) -> Iterator[Sequence[Line]]:
        """Yield rows, and remember what stands in the columns that nothing reads."""
        seen = self.unread = {
            index: {}
            for index in self.layout.unread
            if self.layout.roles.get(index) is None and "others" not in self.layout.forms
        }
        for part in parts:
            open_ = [index for index, values in seen.items() if len(values) < _REMEMBERED]
            for row in part if open_ else ():
                for index in open_:
                    if index < len(row.cells) and len(seen[index]) < _REMEMBERED:
                        seen[index].setdefault(row.cells[index].strip(), row.line)
            yield part

    def late_problems(self, gazetteer: Gazetteer, file: str) -> list[Problem]:
        """Return what should have been asked, had it stood among the rows that were looked at."""
        found = []
        for index, values in self.unread.items():
            lines = [Line(at, ("",) * index + (value,)) for value, at in values.items()]
            column = profile(lines, self.layout, index)
            if question := question_of(column, lines, self.layout, gazetteer):
                line = values.get(question.values[0]) if question.values else None
                hint = " or ".join(answer.flag for answer in question.answers)
                shown = ", ".join(f"'{value}'" for value in question.values)
                message = f"{shown}: the column {question.text}"
                found.append(Problem(question.rule, message, hint, file, line, column.title))
        return found

    def parts(self, parts: Iterable[Sequence[Line]]) -> Iterator[Sequence[Line]]:
        """Yield the lines of statements that the lines of the table make, some at a time."""
        if self.form is None:
            return iter(parts)
        return LineStream.of(self.form.lines(chain.from_iterable(parts))).parts()


def read_table(
    grid: Grid,
    layout: Layout,
    rows: LineStream,
    gazetteer: Gazetteer,
    *,
    is_dated: bool = False,
    excel_dates: bool = False,
    blanks: Sequence[str] = (),
) -> TableReading:
    """Return what a table is, and the questions that decide what its rows mean.

    Parameters
    ----------
    is_dated
        A date was given for the whole list, or for its batches.
    excel_dates
        Numbers in columns of dates are the days that a spreadsheet counts.
    blanks
        Texts of cells that say nothing.

    Raises
    ------
    DataError
        If no column is left that names places.
    """
    head = list(islice(rows, _LOOKED_AT + 1))
    is_long = len(head) > _LOOKED_AT
    head, told = with_cells_above(head, layout)
    reading = TableReading(layout, rows.behind(head), notes=told)
    _read_batches_as_years(reading, head)
    _drop_repeated_ids(layout, head)
    _doubt_places(layout, head)
    _doubt_words(layout, head)
    doubt_columns(head, layout)
    names = PlaceNames(gazetteer)
    names.on_question = ListBounds(grid.file, {}).add_text
    reading.headings, reading.questions = find_headings(head, layout, names)
    again = HeaderRows(layout.header)
    body, remarks = entries_and_remarks(head, reading.headings, again, layout.width)
    _part_years(reading, body)
    reading.read = dict(layout.columns)
    _find_form(reading, body, gazetteer, grid.file)
    if not excel_dates and not grid.is_spreadsheet:
        reading.questions += _about_days(body, layout)
    keeps = not is_long and not isinstance(reading.form, Panel)
    reading.questions += questions_of_columns(body, layout, gazetteer, keeps=keeps)
    reading.questions += questions_of_titles(layout, grid.kind, head, remarks, body)
    reading.questions += questions_of_parents(body, layout, gazetteer, blanks)
    filled, note = filled_down(reading.rows, body, layout, gazetteer)
    reading.notes += [note] if note else []
    if reading.form is None and (question := question_of_blank_dates(body, layout)):
        reading.questions.append(question)
    reading.rows = LineStream.of(with_dates_above(filled, layout))
    if is_long:
        reading.rows = LineStream(reading.watched(reading.rows.parts()))
    if not is_dated and reading.form is None:
        reading.questions += _about_end(body, layout)
    reading.questions = with_one_proposal_each(reading.questions)
    return _with_places(reading, grid, head)


def _with_places(reading: TableReading, grid: Grid, head: Sequence[Line]) -> TableReading:
    """Return a reading that names places; it has none where what heads the columns was denied."""
    layout = reading.layout
    if layout.columns or reading.questions:
        return reading
    raise DataError([no_header(grid, [Line(layout.header_line, layout.header), *head])])


def _read_batches_as_years(reading: TableReading, rows: Sequence[Line]) -> None:
    """Read a column of batches that are years as the start, where there is no other."""
    layout = reading.layout
    if "batch" not in layout.columns or {"start", "year", "first_treat"} & set(layout.columns):
        return
    column = profile(rows, layout, layout.columns["batch"])
    if column.values and all(map(_is_year, column.values)):
        layout.columns["first_treat"] = layout.columns.pop("batch")
        reading.notes.append(f"'{column.title}' holds years and is read as the start")


def _drop_repeated_ids(layout: Layout, rows: Sequence[Line]) -> None:
    """Leave a column 'id' unread that is the same in many rows: it numbers something else."""
    if "id" in layout.columns and "id" not in layout.answered:
        column = profile(rows, layout, layout.columns["id"])
        if _FEW_IDS < column.distinct * 2 <= column.filled:
            layout.columns.pop("id")


def _doubt_words(layout: Layout, rows: Sequence[Line]) -> None:
    """Leave columns unread whose header is a word of a project, and whose cells are not.

    A column 'status' may hold other words than in and out, and a column 级别 other grades than
    levels of units: what they say is asked, or kept.
    """
    for name, known in _WORDS_OF.items():
        own_word = name != "status" and folded(layout.column_of(name)) == name
        if name in layout.columns and name not in layout.answered and not own_word:
            column = profile(rows, layout, layout.columns[name])
            if not {value.casefold() for value in column.values} <= known:
                layout.columns.pop(name)


def _doubt_places(layout: Layout, rows: Sequence[Line]) -> None:
    """Leave a column of places unread that only says yes and no, where another names places."""
    named = [name for name in (*NAMING, "name") if name in layout.columns]
    for name in named[:-1] if len(named) > 1 else []:
        _drop_flags(layout, rows, name)
    if len(named) > 1 and len([name for name in named if name in layout.columns]) > 1:
        _drop_flags(layout, rows, named[-1])


def _drop_flags(layout: Layout, rows: Sequence[Line], name: str) -> None:
    if name not in layout.answered:
        column = profile(rows, layout, layout.columns[name])
        if are_flags(column.values):
            layout.columns.pop(name)


def _is_year(value: str) -> bool:
    return reads_as_date(value) or value.casefold() in NEVER


def _part_years(reading: TableReading, rows: Sequence[Line]) -> None:
    """Leave a column 'year' unread beside one that says what began, unless they say the same.

    A blank start is not the year of the row: that may be when the row was observed.
    """
    layout = reading.layout
    columns = layout.columns
    if "year" not in columns or not {"start", "first_treat"} & set(columns):
        return
    if "year" in layout.answered or folded(layout.column_of("year")) not in GENERIC_YEARS:
        return
    year, start = columns["year"], columns.get("first_treat", columns.get("start", -1))
    pairs = [(row.cells[year].strip(), row.cells[start].strip()) for row in rows
             if max(year, start) < len(row.cells)]  # fmt: skip
    if all(when.startswith(on) for on, when in pairs):
        layout.used.add(columns.pop("year"))
    elif not Panel(layout, "").is_one(rows):
        columns.pop("year")


def _find_form(
    reading: TableReading, rows: Sequence[Line], gazetteer: Gazetteer, file: str
) -> None:
    """Tell a table of years as columns, and a panel; take up its columns, or ask."""
    layout = reading.layout
    wide = Wide(layout)
    question = wide.question(rows, gazetteer) if wide.years else None
    if wide.years:
        if question:
            reading.questions.append(question)
        else:
            reading.notes.append(f"{wide.kinds} are columns ({wide.title}): {wide.read_as}")
        wide.take_up()
        reading.form = wide
        return
    panel = Panel(layout, file)
    if layout.forms.get("panel") == UNUSED or not panel.is_one(rows):
        return
    if not panel.is_answered:
        reading.questions.append(panel.question(rows))
    else:
        reading.notes.append(panel.described(rows))
    panel.take_up(rows)
    reading.form = panel


def _about_days(rows: Sequence[Line], layout: Layout) -> list[Question]:
    """Ask of columns of dates whose cells are the numbers by which a spreadsheet counts days."""
    questions = []
    for name in _DATES:
        if name not in layout.columns or layout.columns[name] >= layout.width:
            continue
        column = profile(rows, layout, layout.columns[name])
        days = [value for value in column.values if _is_day(value)]
        if not days or len(days) < _MOSTLY_DAYS * len(column.values):
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


def _about_end(rows: Sequence[Line], layout: Layout) -> list[Question]:
    """Ask whether a date of an end is what the list is about, where nothing has a start."""
    columns = layout.columns
    if "end" not in columns or {"start", "year", "first_treat"} & set(columns):
        return []
    if "end" in layout.answered:
        return []
    column = profile(rows, layout, columns["end"])
    if not column.values:
        return []
    ways = (
        answer(column.key, "start", "the list is about this event: it begins then"),
        answer(column.key, "end", "the programme was there before and ended then"),
    )
    text = "is the only date: is it the event that the list is about, or an end?"
    return [Question("column-end", column.title, column.shown, text, ways)]
