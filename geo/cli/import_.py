"""`pilotmap import`: a list of places into the project, nothing guessed and nothing lost.

What a table leaves open is asked one by one on a terminal, and told all at once in a script.
"""

from __future__ import annotations

import gc
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import DataError, DateError, StoreError, UsageError
from ..tables.regular_file import read_stdin
from ..text.escape import one_line, shell_argument, shell_word
from . import options
from .app import app, print_data, print_json, warn
from .ask import ask, choose, is_terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..dates import FuzzyDate
    from ..intake.lists.answers import Options
    from ..intake.lists.importing import OpenedList
    from ..intake.lists.questions import Answer, Question
    from ..store import Project


_MAP, _BLANK, _EXCEL = "--map", "--blank", "--excel-dates"
_SHOWN_QUESTIONS = 50
"""A table of thousands of columns may have a question about each."""


def tell_questions(opened: OpenedList) -> None:
    """Print every question with its answers, and one line that has all proposals to copy."""
    questions = opened.reading.questions
    count = len(questions)
    print_data(f"{count} question{'s' * (count > 1)} before any row is read:")
    shown = questions[:_SHOWN_QUESTIONS]
    for question in shown:
        print_data(f"question: {one_line(_worded(opened, question))}")
        width = max(len(answer.flag) for answer in question.answers)
        for answer in question.answers:
            print_data(f"    {one_line(f'{answer.flag:<{width}}  {answer.meaning}')}")
    if count > len(shown):
        print_data(f"and {count - len(shown):,} more, told when these are answered, or by --json")
    flags = [q.answers[0].flag if q.is_proposed else "..." for q in shown]
    command = " ".join(["pilotmap", *map(shell_word, sys.argv[1:]), *dict.fromkeys(flags)])
    yours = ", with an answer of your own in place of ..." if "..." in flags else ""
    print_data(f"answer each with one of its lines, added to the command; likely{yours}:")
    print_data(f"    {one_line(command)}")
    warn("nothing is ready and nothing was written: the questions above come first")


def tell_questions_json(opened: OpenedList) -> None:
    """Print one object per question, with `line`, `verdict` and `row` as rows have them."""
    for question in opened.reading.questions:
        print_json(
            {
                "line": opened.layout.header_line or None,
                "verdict": "question",
                "row": {},
                "rule": question.rule,
                "column": question.column,
                "values": list(question.values),
                "message": question.text,
                "answers": [answer._asdict() for answer in question.answers],
                "proposal": question.answers[0].flag if question.is_proposed else "",
            }
        )


def ask_questions(opened: OpenedList, options: Options) -> Options:
    """Ask one by one; return the options with the answers.

    Raises
    ------
    GivenUpError
        If the person stops.
    """
    from ..intake.lists.answers import parse_mapping

    answers = []
    for question in opened.reading.questions:
        warn(_worded(opened, question))
        answers.append(_chosen(question))
    flags = dict.fromkeys(answer.flag for answer in answers)
    warn(f"the same, said as options: {' '.join(flags)}")
    said = [option for answer in answers for option in answer.options]
    pairs = parse_mapping(text for option, text in said if option == _MAP)
    return replace(
        options,
        mapping=(*options.mapping, *pairs),
        excel_dates=options.excel_dates or (_EXCEL, "") in said,
        blanks=(*options.blanks, *(text for option, text in said if option == _BLANK)),
    )


def _chosen(question: Question) -> Answer:
    """Return the answer that was chosen; a blank line takes the proposal."""
    answers: Sequence[Answer] = question.answers
    lines = [f"{answer.meaning}  ({answer.flag})" for answer in answers]
    if not question.is_proposed:
        return answers[choose("Which one?", lines)]
    lines[0] += "  <- proposed"
    for number, line in enumerate(lines, 1):
        warn(f"  {number}  {line}")
    while True:
        said = ask(f"Which one? [1-{len(lines)}, Enter for 1, q to stop]") or "1"
        if said.isdecimal() and 1 <= int(said) <= len(lines):
            return answers[int(said) - 1]
        warn(f"'{said}' is none of the numbers")


def _worded(opened: OpenedList, question: Question) -> str:
    """Return a question as a sentence, with the column and two of its values."""
    where = f"{opened.file}:{opened.layout.header_line or 1}"
    values = ", ".join(f"'{value[:30]}'" for value in question.values)
    column = f", column '{question.column}'" if question.column else ""
    return f"{where}{column}{f' ({values})' if values else ''}: {question.text}"


@app.command("import")
def import_(
    file: Annotated[
        str, typer.Argument(metavar="FILE|-", help="The list; - reads a pasted table.")
    ],
    *,
    map_: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="HEADER=FIELD",
            help="What a column is: a field, own, or - for not used; repeatable.",
        ),
    ] = None,
    level: Annotated[
        str | None, typer.Option(help="Level of the names: province|prefecture|county.")
    ] = None,
    source: Annotated[
        str | None, typer.Option(metavar="ID", help="The source, where the list has no column.")
    ] = None,
    year: Annotated[
        str | None, typer.Option(metavar="DATE", help="The start, where a row gives none.")
    ] = None,
    within: Annotated[str | None, typer.Option(help="The parent, where a row gives none.")] = None,
    batch: Annotated[
        list[str] | None,
        typer.Option(metavar="N=DATE", help="When batch N began (第N批); repeatable."),
    ] = None,
    anchor: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="What 'this year' counts from; else the publication."),
    ] = None,
    sheet: Annotated[
        str | None, typer.Option(metavar="NAME", help="The sheet of a workbook, or the layer.")
    ] = None,
    datum: Annotated[
        str, typer.Option(metavar="wgs84|gcj02|bd09", help="What the coordinates are given in.")
    ] = "wgs84",
    excel_dates: Annotated[
        bool,
        typer.Option("--excel-dates", help="Numbers in date columns are days as Excel counts."),
    ] = False,
    blank: Annotated[
        list[str] | None,
        typer.Option(metavar="TEXT", help="A cell that says nothing; repeatable."),
    ] = None,
    recipe: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="How lists of this shape are read: written if new, else used."
        ),
    ] = None,
    events: Annotated[
        bool,
        typer.Option("--events", help="Keep several dates of one place: each is an event."),
    ] = False,
    write: Annotated[bool, typer.Option("--write", help="Write all rows, or none.")] = False,
    write_ready: Annotated[
        bool,
        typer.Option("--write-ready", help="Write the ready rows; the rest into FILE.todo.csv."),
    ] = False,
    as_json: options.JsonLines = False,
    data: options.Data = None,
) -> None:
    """Bring a list into the project; without --write or --write-ready, only tell what would happen.

    Example: pilotmap import cities.xlsx --source moc-2015 --batch 1=2012-12
    """
    # Rows of a list live to its end: looking for cycles among them costs a seventh of the time.
    gc.disable()
    from ..intake.lists.answers import Options, parse_mapping
    from ..intake.lists.headers import FIELDS
    from ..intake.lists.importing import examine_list, import_list, open_list
    from ..intake.lists.recipe import read_recipe, write_recipe
    from ..intake.resolve.datum import DATUMS
    from ..store import find_project
    from .import_report import report, report_json
    from .progress import Progress

    if write and write_ready:
        raise UsageError("--write writes all or nothing, --write-ready what is ready; give one")
    if datum not in DATUMS:
        raise UsageError(f"--datum {datum}: one of {', '.join(DATUMS)}")
    options = Options(
        mapping=parse_mapping(map_ or ()),
        level=level or "",
        source=source or "",
        year=year or "",
        within=within or "",
        anchor=_anchor(anchor),
        datum=datum,
        excel_dates=excel_dates,
        blanks=tuple(blank or ()),
        batches=_batches(batch or ()),
        events=events,
    )
    options = read_recipe(recipe, options) if recipe and recipe.exists() else options
    project = find_project(data)
    _check_options(options, project)
    if (write or write_ready) and project.read_only:
        hint = "make a project of your own with `pilotmap init DIR`, and work in it"
        raise StoreError(f"the packaged example is not written to; {hint}")
    path = None if file == "-" else Path(file)
    raw = read_stdin() if path is None else None
    header = project.read_locations().header

    def opened_with(options: Options) -> OpenedList:
        extra = tuple(name for name in header if name not in FIELDS)
        gazetteer = project.gazetteer()
        return open_list(path, raw, options=options, gazetteer=gazetteer, sheet=sheet, extra=extra)

    opened, options = _without_questions(opened_with, options, as_json=as_json)
    if recipe and not recipe.exists():
        write_recipe(recipe, opened.reading, options, opened.file)
        warn(f"wrote how the list is read to {recipe}")
    with Progress("rows settled", opened.row_count) as progress:
        if write or write_ready:
            outcome = import_list(opened, project, options, progress, partly=write_ready)
        else:
            outcome = examine_list(opened, project, options, progress)
    (report_json if as_json else report)(outcome, wanted=write or write_ready)
    if not outcome.plan.is_clean:
        raise typer.Exit(1)


def _without_questions(
    opened_with: Callable[[Options], OpenedList], options: Options, *, as_json: bool
) -> tuple[OpenedList, Options]:
    """Return the list once nothing about its table is open; in a script, tell what is, and end."""
    from .import_report import tell_table

    opened = opened_with(options)
    while opened.reading.questions:
        if as_json:
            tell_questions_json(opened)
            raise typer.Exit(1)
        tell_table(opened)
        if opened.path is None or not is_terminal():
            tell_questions(opened)
            raise typer.Exit(1)
        options = ask_questions(opened, options)
        opened = opened_with(options)
    return opened, options


def _anchor(text: str | None) -> FuzzyDate | None:
    if text is None:
        return None
    from ..dates import parse

    try:
        return parse(text)
    except DateError as error:
        raise UsageError(f"--anchor {text}: {error}") from None


def _batches(options: list[str] | tuple[str, ...]) -> dict[str, str]:
    from ..intake.lists.row_words import batch_number

    batches = {}
    for option in options:
        number, equals, date = option.partition("=")
        if not equals or not number.strip() or not date.strip():
            raise UsageError(f"--batch {option}: write N=DATE, such as --batch 1=2015-03")
        batches[batch_number(number)] = date.strip()
    return batches


def _check_options(options: Options, project: Project) -> None:
    """Refuse what would only be told row by row otherwise."""
    from ..intake.resolve.dates import check_date
    from ..intake.resolve.entry import LEVEL_WORDS

    if options.level and options.level.lower() not in LEVEL_WORDS:
        raise UsageError(f"--level {options.level}: one of province, prefecture, county")
    for name, date in (
        ("--year", options.year),
        *((f"--batch {number}", date) for number, date in options.batches.items()),
    ):
        if date:
            try:
                check_date(date)
            except DataError as error:
                problem = error.problems[0]
                raise UsageError(f"{name}: {problem.message}; {problem.hint}") from None
    if options.source:
        known = project.load().sources
        if options.source not in known:
            names = ", ".join(list(known)[:5]) or "none yet"
            hint = f"add it with `pilotmap source add {shell_argument(options.source)}`"
            raise UsageError(f"--source {options.source}: sources.csv has {names}; {hint}")
