"""`pilotmap import`: a list of places into the project, nothing guessed and nothing lost."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import DataError, DateError, StoreError, UsageError
from ..tables.regular_file import read_stdin
from ..text.escape import shell_argument
from .app import app

if TYPE_CHECKING:
    from ..dates import FuzzyDate
    from ..intake.lists.entries import Options
    from ..store import Project


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
            metavar="FIELD=HEADER",
            help="Which column a field is: a header, #3 for the third, - for none; repeatable.",
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
    write: Annotated[bool, typer.Option("--write", help="Write all rows, or none.")] = False,
    write_ready: Annotated[
        bool,
        typer.Option("--write-ready", help="Write the ready rows; the rest into FILE.todo.csv."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    data: Annotated[
        Path | None, typer.Option(metavar="DIR", help="The project; else the one you stand in.")
    ] = None,
) -> None:
    """Bring a list into the project; without --write or --write-ready, only tell what would happen.

    Example: pilotmap import cities.xlsx --source moc-2015 --batch 1=2012-12
    """
    from ..intake.lists.entries import Options
    from ..intake.lists.headers import FIELDS
    from ..intake.lists.importing import examine_list, import_list, open_list
    from ..intake.lists.layout import parse_mapping
    from ..intake.resolve.datum import DATUMS
    from ..store import find_project
    from .import_report import Progress, report, report_json

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
        batches=_batches(batch or ()),
    )
    project = find_project(data)
    _check_options(options, project)
    if (write or write_ready) and project.read_only:
        hint = "make a project of your own with `pilotmap init DIR`, and work in it"
        raise StoreError(f"the packaged example is not written to; {hint}")
    path = None if file == "-" else Path(file)
    header = project.read_locations().header
    opened = open_list(
        path,
        read_stdin() if path is None else None,
        mapping=options.mapping,
        sheet=sheet,
        extra=tuple(name for name in header if name not in FIELDS),
    )
    with Progress() as progress:
        if write or write_ready:
            outcome = import_list(opened, project, options, progress, partly=write_ready)
        else:
            outcome = examine_list(opened, project, options, progress)
    (report_json if as_json else report)(outcome, wanted=write or write_ready)
    if not outcome.plan.is_clean:
        raise typer.Exit(1)


def _anchor(text: str | None) -> FuzzyDate | None:
    if text is None:
        return None
    from ..dates import parse

    try:
        return parse(text)
    except DateError as error:
        raise UsageError(f"--anchor {text}: {error}") from None


def _batches(options: list[str] | tuple[str, ...]) -> dict[str, str]:
    from ..intake.lists.data_rows import batch_number

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
    from ..intake.resolve.place import LEVEL_WORDS

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
