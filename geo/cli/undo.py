"""`pilotmap undo`: the last change, taken back; or done again."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import StoreError
from . import options
from .app import app
from .ask import confirm, is_terminal
from .output import print_data, print_json, warn

if TYPE_CHECKING:
    from ..store.change import JournalEntry


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
    from ..store import find_project
    from ..store import redo as do_again
    from ..store import undo as take_back
    from ..store.undo import done_again, last_change, last_undo

    project = find_project(data)
    if not dry_run:
        project.refuse_read_only()
    change = last_undo(project) if redo else last_change(project)
    if change is None:
        why = "there is nothing to do again" if redo else "there is no change to take back"
        if not redo and last_undo(project):
            why += " any more; `pilotmap undo --redo` does the last one again"
        if not dry_run:
            raise StoreError(f"{project.folder}: {why}")
        warn(why)
        return
    reason = f" because: {change.reason}" if change.reason else ""
    which = "undo" if redo else "change"
    if not as_json:
        print_data(f"the last {which}: {change.summary} ({change.time}){reason}")
    if not dry_run:
        if is_terminal() and not as_json and not yes:
            confirm("Do it again?" if redo else "Take it back?")
        change = (do_again if redo else take_back)(project, expected=change)
    if as_json:
        print_json({"written": not dry_run, "redone" if redo else "undone": asdict(change)})
    elif dry_run:
        warn("nothing written: this was a dry run")
    else:
        print_data(done_again(change) if redo else f"took back: {change.summary}")
        warn(_way_on(last_change(project), redo=redo))


def _way_on(before: JournalEntry | None, *, redo: bool) -> str:
    """Say what a further undo does, and how to go forward again."""
    if redo:
        return "`pilotmap undo` takes it back"
    further = f"a further undo takes back: {before.summary}; " if before else ""
    return f"{further}`pilotmap undo --redo` does it again"
