"""`pilotmap source`: the publications that statements are taken from."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..errors import UsageError
from . import row_options as options
from . import source_options as cells_of
from .app import app
from .ask import confirm, is_terminal
from .output import say, say_json, warn
from .row_report import show_change, show_row

if TYPE_CHECKING:
    from ..model import Source
    from ..store import Project

group = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
app.add_typer(
    group, name="source", short_help="Add, edit, remove and list what statements are taken from"
)


@group.callback()
def source() -> None:
    """Add, correct, remove and list sources: the publications that statements are taken from.

    Example: pilotmap source list
    """


@group.command("add")
def add_(
    source_id: Annotated[str, typer.Argument(metavar="ID", help="A short id: pandaily-2020.")],
    *,
    title: Annotated[str, typer.Option(help="Its title.")],
    publisher: cells_of.Publisher = None,
    author: cells_of.Author = None,
    published: cells_of.Published = None,
    url: cells_of.Url = None,
    accessed: cells_of.Accessed = None,
    coverage: cells_of.CoverageOption = None,
    coverage_scope: cells_of.CoverageScope = None,
    coverage_period: cells_of.CoveragePeriod = None,
    note: cells_of.Note = None,
    dry_run: options.DryRun = False,
    as_json: options.AsJson = False,
    data: options.Data = None,
) -> None:
    """Add a source, so that rows can name it.

    Example: pilotmap source add xinhua-2021 --title "Report" --published 2021-03 --dry-run
    """
    from ..intake.edits.sources import add_source, plan_source
    from ..store import find_project, shown

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


@group.command("edit")
def edit_(
    source_id: cells_of.Id,
    *,
    title: Annotated[str | None, typer.Option(help="Its title.")] = None,
    publisher: cells_of.Publisher = None,
    author: cells_of.Author = None,
    published: cells_of.Published = None,
    url: cells_of.Url = None,
    accessed: cells_of.Accessed = None,
    coverage: cells_of.CoverageOption = None,
    coverage_scope: cells_of.CoverageScope = None,
    coverage_period: cells_of.CoveragePeriod = None,
    note: cells_of.Note = None,
    yes: options.Yes = False,
    dry_run: options.DryRun = False,
    as_json: options.AsJson = False,
    data: options.Data = None,
) -> None:
    """Correct cells of a source and leave all others byte for byte; '' blanks a cell.

    Example: pilotmap source edit pandaily-2020 --published 2020-09 --dry-run
    """
    from ..intake.edits.sources import plan_source_edit, write_source_edit
    from ..store import find_project, shown

    changes = options.given(
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
    if not changes:
        raise UsageError("nothing to change was given; see `pilotmap source edit --help`")
    project = find_project(data)
    if not dry_run:
        project.refuse_read_only()
    programme = project.load()
    before = _row_of(project, source_id)
    after = plan_source_edit(before, changes, project.gazetteer())
    named = sum(statement.source == source_id.strip() for statement in programme.statements)
    if not as_json:
        say(f"{source_id} in {shown(project.sources)}, {_rows(named)}")
        show_change(before, after)
    changed = before != after
    if changed and not dry_run:
        if is_terminal() and not as_json and not yes:
            confirm("Write this?")
        write_source_edit(project, before, after)
    if as_json:
        say_json({"written": changed and not dry_run, "before": before, "after": after})
    elif not changed:
        warn("nothing written: the source says this already")
    elif dry_run:
        warn("nothing written: this was a dry run")
    else:
        say(f"changed the source {source_id}; `pilotmap undo` takes it back")


@group.command("remove")
def remove_(
    source_id: cells_of.Id,
    *,
    reason: Annotated[str | None, typer.Option(help="Why; the journal keeps it.")] = None,
    yes: options.Yes = False,
    dry_run: options.DryRun = False,
    as_json: options.AsJson = False,
    data: options.Data = None,
) -> None:
    """Take out a source that no row names; `pilotmap undo` brings it back.

    Example: pilotmap source remove xinhua-2021 --reason "entered twice"
    """
    from ..intake.edits.sources import refuse_needed, remove_source
    from ..store import find_project, shown

    project = find_project(data)
    if not dry_run:
        project.refuse_read_only()
    programme = project.load()
    row = _row_of(project, source_id)
    refuse_needed(source_id, programme)
    if not as_json:
        show_row(row, project.gazetteer())
    if not dry_run:
        if is_terminal() and not as_json and not yes:
            confirm("Remove this source?")
        remove_source(project, source_id, (reason or "").strip())
    if as_json:
        say_json({"written": not dry_run, "removed": row, "reason": reason or ""})
    elif dry_run:
        warn("nothing written: this was a dry run")
    else:
        say(f"removed the source {source_id} from {shown(project.sources)}")
        warn("`pilotmap undo` brings it back")


@group.command("list")
def list_(*, as_json: options.AsJson = False, data: options.Data = None) -> None:
    """List the sources, with how many rows name each.

    Example: pilotmap source list
    """
    from ..store import find_project

    programme = find_project(data).load()
    rows = Counter(statement.source for statement in programme.statements)
    for each in programme.sources.values():
        if as_json:
            say_json({**_record(each), "rows": rows[each.id]})
        else:
            facts = (each.publisher, str(each.published or ""), each.coverage.value)
            told = ", ".join(filter(None, facts))
            say(f"{each.id}  {each.title} ({told}), {_rows(rows[each.id])}")
    if not programme.sources:
        warn("no sources yet; add one with `pilotmap source add`")


def _row_of(project: Project, source_id: str) -> dict[str, str]:
    from ..intake.edits.edit import find_row

    table = project.read_sources()
    row = find_row(table, source_id, what="source", listed_by="pilotmap source list")
    return dict(zip(table.header, row.cells, strict=True))


def _rows(number: int) -> str:
    return f"{number} row{'s' * (number != 1)}"


def _record(source: Source) -> dict[str, Any]:
    """Return a source as `--json` prints it: its cells, dates as written."""
    record = asdict(source)
    for column in ("published", "coverage_period"):
        date = getattr(source, column)
        record[column] = str(date) if date else ""
    record["coverage_scope"] = "|".join(f"{a} {level.value}" for a, level in source.coverage_scope)
    del record["line"]
    return record
