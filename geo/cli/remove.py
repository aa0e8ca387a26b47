"""`pilotmap remove`: take one row out, and say why."""

from __future__ import annotations

from typing import Annotated

import typer

from ..errors import UsageError
from . import options
from .app import app
from .ask import Change, ask
from .row_report import show_effect, show_row


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
