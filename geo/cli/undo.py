"""`pilotmap undo`: the last change, taken back."""

from __future__ import annotations

from dataclasses import asdict

from geo.cli import row_options as options
from geo.cli.app import app
from geo.cli.ask import confirm, is_terminal
from geo.cli.output import say, say_json, warn
from geo.errors import StoreError


@app.command()
def undo(
    *,
    yes: options.Yes = False,
    dry_run: options.DryRun = False,
    as_json: options.AsJson = False,
    data: options.Data = None,
) -> None:
    """Take back the last change that a command made; each further undo goes one change back.

    Example: pilotmap undo --dry-run
    """
    from geo.store import find_project
    from geo.store.undo import last_change
    from geo.store.undo import undo as take_back

    project = find_project(data)
    if not dry_run:
        project.refuse_read_only()
    change = last_change(project)
    if change is None and dry_run:
        warn("there is no change to take back")
        return
    if change is None:
        raise StoreError(f"{project.folder}: there is no change to take back")
    reason = f" because: {change.reason}" if change.reason else ""
    if not as_json:
        say(f"the last change: {change.summary} ({change.time}){reason}")
    if not dry_run:
        if is_terminal() and not as_json and not yes:
            confirm("Take it back?")
        change = take_back(project, expected=change)
    if as_json:
        say_json({"written": not dry_run, "undone": asdict(change)})
    elif dry_run:
        warn("nothing written: this was a dry run")
    else:
        say(f"took back: {change.summary}")
