"""`pilotmap edit`: other cells for one row."""

from __future__ import annotations

from typing import Annotated

import typer

from ..errors import UsageError
from . import options
from .app import app, print_data
from .ask import Change
from .row_report import refuse, show_change, show_effect, show_notes


@app.command()
def edit(
    row_id: Annotated[str, typer.Argument(metavar="ID", help="The row's id.")],
    *,
    place: Annotated[str | None, typer.Option(help="The place as the source prints it.")] = None,
    within: options.Within = None,
    adcode: options.Adcode = None,
    level: options.RowLevel = None,
    extent: options.Extent = None,
    status: options.Presence = None,
    start: options.Start = None,
    end: options.End = None,
    anchor: options.Anchor = None,
    date_note: options.DateNote = None,
    source: options.Source = None,
    locator: options.Locator = None,
    statement: options.Statement = None,
    at: options.At = None,
    datum: options.Datum = None,
    decision: options.Decision = None,
    id_: Annotated[str | None, typer.Option("--id", help="Another id for the row.")] = None,
    set_: options.Set = None,
    yes: options.Yes = False,
    dry_run: options.DryRun = False,
    as_json: options.AsJson = False,
    data: options.Data = None,
) -> None:
    """Change cells of one row and leave all others byte for byte; '' blanks a cell.

    Example: pilotmap edit wuwei-2020 --locator p10 --dry-run
    """
    from ..intake.edits.edit import find_row, plan_edit, try_edit, write_edit
    from ..intake.resolve.resolver import Unresolved
    from ..store import shown
    from ..store.schema import LOCATION_COLUMNS

    changes = options.position(at) | options.given(
        place=place,
        within=within,
        adcode=adcode,
        level=level,
        extent=extent,
        status=status,
        start=start,
        end=end,
        date_note=date_note,
        source=source,
        locator=locator,
        statement=statement,
        datum=datum,
        decision=decision,
        id=id_,
    )
    changes |= options.extra_columns(set_, LOCATION_COLUMNS)
    if not changes:
        raise UsageError("nothing to change was given; see `pilotmap edit --help`")
    change = Change(yes, dry_run, as_json)
    project = change.open_project(data)
    programme, gazetteer = project.load(), project.gazetteer()
    table = project.read_locations()
    row = dict(zip(table.header, find_row(table, row_id).cells, strict=True))
    plan = plan_edit(row, changes, programme, gazetteer, anchor=options.date(anchor))
    if isinstance(plan, Unresolved):
        refuse(plan, gazetteer, as_json=as_json)
    try_edit(plan, table, gazetteer)
    show_notes(plan.notes)
    if not as_json:
        print_data(f"{row_id.strip()} in {shown(project.locations)}")
        show_change(plan.before, plan.after)
        show_effect(plan.effect)
    unchanged = "" if plan.before != plan.after else "the row says this already"
    if not unchanged:
        change.carry_out("Write this?", lambda: write_edit(project, plan, gazetteer))
    change.report(
        {"before": plan.before, "after": plan.after, "effect": plan.effect, "notes": plan.notes},
        f"changed {plan.after['id']}; `pilotmap undo` takes it back",
        unchanged=unchanged,
    )
