"""`pilotmap undo`: the last change, taken back; or done again."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import StoreError
from . import options
from .app import app, print_data, warn
from .ask import Change

if TYPE_CHECKING:
    from ..store.journal import JournalEntry


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
    from ..store import redo as do_again
    from ..store import undo as take_back
    from ..store.undo import done_again, last_change, last_undo

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
