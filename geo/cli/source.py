"""`pilotmap source`: the publications that statements are taken from."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geo.cli import row_options as options
from geo.cli.app import app
from geo.cli.output import say, say_json, warn
from geo.cli.show import show_row
from geo.model import Coverage

if TYPE_CHECKING:
    from geo.model import Source

group = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
app.add_typer(group, name="source")


@group.callback()
def source() -> None:
    """Add and list sources: the publications that statements are taken from.

    Example: pilotmap source list
    """


@group.command("add")
def add_(
    source_id: Annotated[str, typer.Argument(metavar="ID", help="A short id: pandaily-2020.")],
    *,
    title: Annotated[str, typer.Option(help="Its title.")],
    publisher: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    author: Annotated[str | None, typer.Option(help="Who wrote it.")] = None,
    published: Annotated[
        str | None, typer.Option(help="When, as EDTF or in words: 2020-09, 'September 2020'.")
    ] = None,
    url: Annotated[str | None, typer.Option(help="Where it can be read: http or https.")] = None,
    accessed: Annotated[str | None, typer.Option(help="When you read it.")] = None,
    coverage: Annotated[
        Coverage | None,
        typer.Option(
            metavar="full|partial|unknown",
            help="full: it claims to name every place; then give --coverage-scope.",
        ),
    ] = None,
    coverage_scope: Annotated[
        str | None, typer.Option(help="Among which units: '620000 prefecture'; several by |.")
    ] = None,
    coverage_period: Annotated[
        str | None, typer.Option(help="For which years, as an EDTF interval: 2016/2020.")
    ] = None,
    note: Annotated[str | None, typer.Option(help="What a reader should know of it.")] = None,
    dry_run: options.DryRun = False,
    as_json: options.AsJson = False,
    data: options.Data = None,
) -> None:
    """Add a source, so that rows can name it.

    Example: pilotmap source add xinhua-2021 --title "Report" --published 2021-03 --dry-run
    """
    from geo.intake.sources import add_source, plan_source
    from geo.store import find_project, shown

    cells = options.given(
        id=source_id,
        title=title,
        publisher=publisher,
        author=author,
        published=published,
        url=url,
        accessed=accessed,
        coverage=coverage,
        coverage_scope=coverage_scope,
        coverage_period=coverage_period,
        note=note,
    )
    project = find_project(data)
    if not dry_run:
        project.refuse_read_only()
    gazetteer = project.gazetteer()
    row = plan_source(cells, gazetteer)
    if not dry_run:
        add_source(project, row)
    if as_json:
        say_json({"written": not dry_run, "row": row})
    elif dry_run:
        show_row(row, gazetteer)
        warn("nothing written: this was a dry run")
    else:
        say(f"added the source {row['id']} to {shown(project.sources)}")


@group.command("list")
def list_(*, as_json: options.AsJson = False, data: options.Data = None) -> None:
    """List the sources, with how many rows name each.

    Example: pilotmap source list
    """
    from geo.store import find_project

    programme = find_project(data).load()
    for each in programme.sources.values():
        rows = sum(statement.source == each.id for statement in programme.statements)
        if as_json:
            say_json({**_record(each), "rows": rows})
        else:
            facts = (each.publisher, str(each.published or ""), each.coverage.value)
            told = ", ".join(filter(None, facts))
            say(f"{each.id}  {each.title} ({told}), {rows} row{'s' * (rows != 1)}")
    if not programme.sources:
        warn("no sources yet; add one with `pilotmap source add`")


def _record(source: Source) -> dict[str, Any]:
    """Return a source as `--json` prints it: its cells, dates as written."""
    record = asdict(source)
    for column in ("published", "coverage_period"):
        date = getattr(source, column)
        record[column] = str(date) if date else ""
    record["coverage_scope"] = "|".join(f"{a} {level.value}" for a, level in source.coverage_scope)
    del record["line"]
    return record
