"""A DataFrame of pandas as a list: its rows become statements by the rules of `import`."""

from __future__ import annotations

import csv
import io
import re
import shlex
from dataclasses import replace
from itertools import accumulate, islice
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import DataError, Problem, UsageError
from ..export.frames import DERIVED
from ..model import Source
from ..store.parse import parse_statement
from ..store.project import Programme
from ..store.schema import LOCATION_COLUMNS, LOCATION_TRANSLATIONS, LOCATIONS
from ..tables.table import parse_table
from ..text.characters import HALF_CHARACTER
from ..text.escape import one_line, some_of
from .edits.ids import ID
from .lists.answers import ColumnAnswer
from .lists.headers import FIELDS, FORMS, OWN, UNUSED
from .lists.importing import open_list
from .lists.planner import Planner

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import pandas

    from ..gazetteer import Gazetteer
    from ..model import Level, Statement
    from .lists.answers import Options
    from .lists.importing import OpenedList
    from .lists.plan import Plan
    from .lists.questions import Answer

_OPTION = re.compile(r"--(source|level|within|year)\b(?: [A-Z]+)?")
_MOST_TOLD = 20
_KEPT = ("direction", *LOCATION_TRANSLATIONS)
"""Columns of a project that are not fields of a list: they are taken as they are."""


def column_answers(columns: Mapping[str, str]) -> tuple[ColumnAnswer, ...]:
    """Return what somebody says of the columns of a frame: `{"city": "place", "note": "-"}`.

    Raises
    ------
    UsageError
        If a field is not one.
    """
    roles = {*FIELDS, OWN, UNUSED}
    for column, role in columns.items():
        if role not in roles and column not in FORMS:
            raise UsageError(
                f"columns: {role!r}, for {column!r}, is not a field; one of {', '.join(FIELDS)}, "
                f"{OWN} (kept) or {UNUSED} (not used)"
            )
    return tuple(ColumnAnswer(str(column), role, "columns") for column, role in columns.items())


def statements_of_frame(
    frame: pandas.DataFrame,
    options: Options,
    *,
    sources: Iterable[Source],
    gazetteer: Gazetteer,
    level: Level | None,
) -> tuple[tuple[Statement, ...], dict[str, Source]]:
    """Return the statements of a frame and their sources by id; each row is settled, or all fail.

    Parameters
    ----------
    frame
        One row per statement, unit and year, or whatever else `import` reads. An index with a
        name is read as a column.
    sources
        What is known of the sources. One that is only named is known by its id.
    level
        The level the programme is told at: it settles names that fit units of several.

    Raises
    ------
    DataError
        With every row that is open or wrong, and every question about the columns.
    """
    if any(name is not None for name in frame.index.names):
        frame = frame.reset_index()
    raw, rows = _as_csv(frame)
    unread = [name for name in (*DERIVED, *_KEPT) if name in frame.columns]
    own = [ColumnAnswer(name, UNUSED, "columns") for name in unread]
    options = replace(options, mapping=(*own, *options.mapping))
    try:
        opened = open_list(None, raw, options=options, gazetteer=gazetteer)
    except DataError as error:
        raise DataError(_in_frame(problem, "DataFrame") for problem in error.problems) from None
    if opened.reading.questions:
        raise DataError(list(_questions(opened)))
    known = {source.id: source for source in sources}
    for name in (options.source, *_named_sources(opened, frame)):
        if name and name not in known and ID.fullmatch(name):
            known[name] = Source(name, "")
    planner = Planner(
        gazetteer=gazetteer,
        programme=Programme("", (), known, Path(), level),
        locations=parse_table(",".join(LOCATION_COLUMNS) + "\n", file=LOCATIONS),
        grid=opened.grid,
        reading=opened.reading,
        options=options,
    )
    plan = planner.plan()
    if problems := list(_problems(plan, frame, rows)):
        raise DataError(problems)
    return tuple(_statements(plan, frame, rows, known, gazetteer)), known


def _statements(
    plan: Plan,
    frame: pandas.DataFrame,
    rows: Mapping[int, int],
    sources: Mapping[str, Source],
    gazetteer: Gazetteer,
) -> Iterator[Statement]:
    def is_unit(adcode: str) -> bool:
        return gazetteer.get(adcode) is not None

    kept = [(name, list(map(_cell, frame[name]))) for name in _KEPT if name in frame.columns]
    labels = list(frame.index)
    for row in plan.ready:
        at = rows[row.line]
        cells = dict(zip(plan.columns, row.cells, strict=True))
        cells |= {name: column[at] for name, column in kept}
        if cells.get("locator") == f"stdin:{row.line}":
            cells["locator"] = f"row {labels[at]!r}"
        yield replace(parse_statement(cells, sources, is_unit), line=row.line)


def _problems(plan: Plan, frame: pandas.DataFrame, rows: Mapping[int, int]) -> Iterator[Problem]:
    """Yield what is wrong, by the label of the row in the frame instead of the line."""
    for problem in plan.file_problems:
        yield _in_frame(problem, "DataFrame")
    for row in plan.pending:
        if not row.verdict.is_open:
            continue
        at = rows.get(row.line)
        place = "DataFrame" if at is None else f"DataFrame, row {frame.index[at]!r}"
        for problem in row.problems:
            yield _in_frame(problem, place)


def _in_frame(problem: Problem, place: str) -> Problem:
    """Return a problem of a file as one of a frame, whose caller has arguments, not options."""
    hint = _OPTION.sub(r"\1=...", problem.hint)
    return replace(problem, file=place, line=None, hint=hint)


def _questions(opened: OpenedList) -> Iterator[Problem]:
    for question in opened.reading.questions:
        rule, column, seen, text, answers, *_ = question
        ways = (f"{_in_python(answer)} ({answer.meaning})" for answer in answers)
        such = f" (such as {some_of(map(repr, seen))})" if seen else ""
        hint = f"pass {' or '.join(ways)}"
        yield Problem(rule, f"{text}{such}", hint, "DataFrame", column=column)


def _in_python(answer: Answer) -> str:
    """Return the answer of the command as an argument: `--map a=status` as `columns={...}`."""
    option, *value = shlex.split(answer.flag)
    if option == "--map" and value:
        column, _, role = value[0].rpartition("=")
        return f"columns={{{column!r}: {role!r}}}"
    name = option.removeprefix("--").replace("-", "_")
    return f"{name}={value[0]!r}" if value else f"{name}=True"


def _named_sources(opened: OpenedList, frame: pandas.DataFrame) -> list[str]:
    index = opened.layout.columns.get("source")
    if index is None or index >= len(frame.columns):
        return []
    return list(dict.fromkeys(_cell(value).strip() for value in frame.iloc[:, index]))


def _as_csv(frame: pandas.DataFrame) -> tuple[bytes, dict[int, int]]:
    """Return the frame as a file, and the position of the row that begins at a line of it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
    rows = [[str(column) for column in frame.columns]]
    rows += [[_cell(value) for value in row] for row in frame.itertuples(index=False, name=None)]
    writer.writerows(rows)
    lines = accumulate((1 + sum(cell.count("\n") for cell in row) for row in rows), initial=1)
    try:
        raw = text.getvalue().encode()
    except UnicodeEncodeError:
        raise DataError(islice(_half_characters(rows, list(frame.index)), _MOST_TOLD)) from None
    return raw, {line: at - 1 for at, line in enumerate(lines)}


def _half_characters(rows: list[list[str]], labels: list[object]) -> Iterator[Problem]:
    """Yield a problem for each cell with half of a character of UTF-16, which no file can hold."""
    header = rows[0]
    for at, row in enumerate(rows):
        place = f"DataFrame, row {labels[at - 1]!r}" if at else "DataFrame, its columns"
        for name, cell in zip(header, row, strict=True):
            if found := HALF_CHARACTER.search(cell):
                message = f"{one_line(cell[:80])!r} holds U+{ord(found[0]):04X}, half a character"
                column = name if at else ""
                yield Problem("text-damaged", message, "write the text anew", place, None, column)


def _cell(value: object) -> str:
    """Return a cell as a person would type it; a blank of pandas is an empty cell."""
    import pandas

    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    if pandas.api.types.is_scalar(value) and pandas.isna(value):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # a column of whole numbers with a blank is one of floats
    midnight = getattr(value, "normalize", None)
    if callable(midnight) and value == midnight():
        return str(value)[:10]  # a Timestamp is a day
    return str(value)
