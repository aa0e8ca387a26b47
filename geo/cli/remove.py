"""`pilotmap remove`: take one row out, and say why."""

from __future__ import annotations

from typing import Annotated

import typer

from ..errors import UsageError
from . import row_options as options
from .app import app
from .ask import ask, confirm, is_terminal
from .output import say, say_json, warn
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
    from ..store import find_project, shown

    asks = is_terminal() and not as_json
    if not (asks or (reason and reason.strip())):
        raise UsageError('give the reason: --reason "..."')
    project = find_project(data)
    if not dry_run:
        project.refuse_read_only()
    programme, gazetteer = project.load(), project.gazetteer()
    table = project.read_locations()
    row = dict(zip(table.header, find_row(table, row_id).cells, strict=True))
    _, effect = plan_removal(row_id.strip(), programme, gazetteer)
    if not as_json:
        show_row(row, gazetteer)
        show_effect(effect)
    if not (reason and reason.strip()):
        reason = ask("Why is it removed?")
        if not reason:
            raise UsageError("a row is not removed without a reason; nothing was written")
    if not dry_run:
        if asks and not yes:
            confirm("Remove this row?")
        remove_row(project, row_id, reason.strip())
    if as_json:
        record = {"written": not dry_run, "removed": row, "reason": reason, "effect": effect}
        say_json(record)
    elif dry_run:
        warn("nothing written: this was a dry run")
    else:
        say(f"removed {row_id.strip()} from {shown(project.locations)}")
        warn("`pilotmap undo` brings it back")
