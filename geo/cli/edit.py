"""What changes rows that stand: `pilotmap edit`, `pilotmap remove` and `pilotmap undo`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import StoreError, UsageError
from . import options
from .app import app, print_data, warn
from .ask import Change, ask, refuse, show_change, show_effect, show_notes, show_row

if TYPE_CHECKING:
    from ..store.journal import JournalEntry


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

    changes = options.row_cells(locals())
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


@app.command()
def remove(
    row_id: Annotated[str, typer.Argument(metavar="ID", help="The row's id.")],
    *,
    reason: Annotated[
        str | None, typer.Option(help="Why; the journal keeps it with the row.")
    ] = None,
    yes: options.Yes = False,
    dry_run: options.DryRun = False,
    as_json: options.AsJson = False,
    data: options.Data = None,
) -> None:
    """Take one row out of the project, with a reason; `pilotmap undo` brings it back.

    Example: pilotmap remove linxia-2020 --reason "The source withdrew it." --dry-run
    """
    from ..intake.edits.edit import find_row, plan_removal, remove_row
    from ..store import shown

    change = Change(yes, dry_run, as_json)
    reason = (reason or "").strip()
    if not (change.asks or reason):
        raise UsageError('give the reason: --reason "..."')
    project = change.open_project(data)
    programme, gazetteer = project.load(), project.gazetteer()
    table = project.read_locations()
    row = dict(zip(table.header, find_row(table, row_id).cells, strict=True))
    _, effect = plan_removal(row_id.strip(), programme, gazetteer)
    if not as_json:
        show_row(row, gazetteer)
        show_effect(effect)
    why = reason or ask("Why is it removed?")
    if not why:
        raise UsageError("a row is not removed without a reason; nothing was written")
    change.carry_out("Remove this row?", lambda: remove_row(project, row_id, why))
    change.report(
        {"removed": row, "reason": why, "effect": effect},
        f"removed {row_id.strip()} from {shown(project.locations)}",
        next_step="`pilotmap undo` brings it back",
    )


@app.command()
def undo(
    *,
    redo: Annotated[
        bool, typer.Option("--redo", help="Do again what the last undo took back.")
    ] = False,
    yes: options.Yes = False,
    dry_run: options.DryRun = False,
    as_json: options.AsJson = False,
    data: options.Data = None,
) -> None:
    """Take back the last change that a command made; each further undo goes one change back.

    Example: pilotmap undo --dry-run
    """
    from ..store.undo import done_again, last_change, last_undo
    from ..store.undo import redo as do_again
    from ..store.undo import undo as take_back

    call = Change(yes, dry_run, as_json)
    project = call.open_project(data)
    change = last_undo(project) if redo else last_change(project)
    if change is None:
        why = "there is nothing to do again" if redo else "there is no change to take back"
        if not redo and last_undo(project):
            why += " any more; `pilotmap undo --redo` does the last one again"
        if not dry_run:
            raise StoreError(f"{project.folder}: {why}")
        warn(why)
        return
    which = "undo" if redo else "change"
    if not as_json:
        reason = f" because: {change.reason}" if change.reason else ""
        print_data(f"the last {which}: {change.summary} ({change.time}){reason}")
    question = "Do it again?" if redo else "Take it back?"
    move = do_again if redo else take_back
    change = call.carry_out(question, lambda: move(project, expected=change)) or change
    call.report(
        {"redone" if redo else "undone": asdict(change)},
        done_again(change) if redo else f"took back: {change.summary}",
        next_step=_way_on(last_change(project), redo=redo),
    )


def _way_on(before: JournalEntry | None, *, redo: bool) -> str:
    """Say what a further undo does, and how to go forward again."""
    if redo:
        return "`pilotmap undo` takes it back"
    further = f"a further undo takes back: {before.summary}; " if before else ""
    return f"{further}`pilotmap undo --redo` does it again"
