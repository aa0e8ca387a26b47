"""`pilotmap source`: the publications that statements are taken from."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import UsageError
from . import options
from .app import app, print_data, print_json, warn
from .ask import Change, show_change, show_row

if TYPE_CHECKING:
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
    publisher: options.Publisher = None,
    author: options.Author = None,
    published: options.Published = None,
    url: options.Url = None,
    archive_url: options.ArchiveUrl = None,
    accessed: options.Accessed = None,
    coverage: options.SourceCoverage = None,
    coverage_scope: options.CoverageScope = None,
    coverage_period: options.CoveragePeriod = None,
    note: options.Note = None,
    dry_run: options.DryRun = False,
    as_json: options.AsJson = False,
    data: options.Data = None,
) -> None:
    """Add a source, so that rows can name it.

    Example: pilotmap source add xinhua-2021 --title "Report" --published 2021-03 --dry-run
    """
    from ..intake.edits.sources import add_source, plan_source
    from ..store import shown

    cells = {"id": source_id} | options.source_cells(locals())
    change = Change(yes=True, dry_run=dry_run, as_json=as_json)
    project = change.open_project(data)
    gazetteer = project.gazetteer()
    row = plan_source(cells, gazetteer)
    if dry_run and not as_json:
        show_row(row, gazetteer)
    change.carry_out("", lambda: add_source(project, row))
    change.report({"row": row}, f"added the source {row['id']} to {shown(project.sources)}")


@group.command("edit")
def edit_(
    source_id: options.SourceId,
    *,
    title: Annotated[str | None, typer.Option(help="Its title.")] = None,
    publisher: options.Publisher = None,
    author: options.Author = None,
    published: options.Published = None,
    url: options.Url = None,
    archive_url: options.ArchiveUrl = None,
    accessed: options.Accessed = None,
    coverage: options.SourceCoverage = None,
    coverage_scope: options.CoverageScope = None,
    coverage_period: options.CoveragePeriod = None,
    note: options.Note = None,
    yes: options.Yes = False,
    dry_run: options.DryRun = False,
    as_json: options.AsJson = False,
    data: options.Data = None,
) -> None:
    """Correct cells of a source and leave all others byte for byte; '' blanks a cell.

    Example: pilotmap source edit pandaily-2020 --published 2020-09 --dry-run
    """
    from ..intake.edits.sources import plan_source_edit, write_source_edit
    from ..store import shown

    changes = options.source_cells(locals())
    if not changes:
        raise UsageError("nothing to change was given; see `pilotmap source edit --help`")
    change = Change(yes, dry_run, as_json)
    project = change.open_project(data)
    programme = project.load()
    before = _row_of(project, source_id)
    after = plan_source_edit(before, changes, project.gazetteer())
    named = sum(statement.source == source_id.strip() for statement in programme.statements)
    if not as_json:
        print_data(f"{source_id} in {shown(project.sources)}, {_rows(named)}")
        show_change(before, after)
    unchanged = "" if before != after else "the source says this already"
    if not unchanged:
        change.carry_out("Write this?", lambda: write_source_edit(project, before, after))
    change.report(
        {"before": before, "after": after},
        f"changed the source {source_id}; `pilotmap undo` takes it back",
        unchanged=unchanged,
    )


@group.command("remove")
def remove_(
    source_id: options.SourceId,
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
    from ..store import shown

    change = Change(yes, dry_run, as_json)
    project = change.open_project(data)
    programme = project.load()
    row = _row_of(project, source_id)
    refuse_needed(source_id, programme)
    if not as_json:
        show_row(row, project.gazetteer())
    why = (reason or "").strip()
    change.carry_out("Remove this source?", lambda: remove_source(project, source_id, why))
    change.report(
        {"removed": row, "reason": why},
        f"removed the source {source_id} from {shown(project.sources)}",
        next_step="`pilotmap undo` brings it back",
    )


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
            print_json({**each.as_record(), "rows": rows[each.id]})
        else:
            facts = (each.publisher, str(each.published or ""), each.coverage.value)
            told = ", ".join(filter(None, facts))
            print_data(f"{each.id}  {each.title} ({told}), {_rows(rows[each.id])}")
    if not programme.sources:
        warn("no sources yet; add one with `pilotmap source add`")


def _row_of(project: Project, source_id: str) -> dict[str, str]:
    from ..intake.edits.edit import find_row

    table = project.read_sources()
    row = find_row(table, source_id, what="source", listed_by="pilotmap source list")
    return dict(zip(table.header, row.cells, strict=True))


def _rows(number: int) -> str:
    return f"{number} row{'s' * (number != 1)}"
