"""`pilotmap add`: one statement about one place, settled before it is written."""

from __future__ import annotations

from typing import Annotated

import typer

from . import row_options as options
from .app import app
from .ask import confirm, is_terminal
from .output import say, say_json, warn
from .row_report import (
    refuse,
    show_effect,
    show_notes,
    show_row,
)


@app.command()
def add(
    place: Annotated[
        str | None, typer.Argument(metavar="PLACE", help="The place as the source prints it.")
    ] = None,
    *,
    within: options.Within = None,
    adcode: options.Adcode = None,
    level: options.Level_ = None,
    extent: options.Extent = None,
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
    candidates: options.Candidates = None,
    id_: Annotated[
        str | None, typer.Option("--id", help="The row's id; else one is made, as longnan-2020.")
    ] = None,
    set_: options.Set = None,
    yes: options.Yes = False,
    dry_run: options.DryRun = False,
    as_json: options.AsJson = False,
    data: options.Data = None,
) -> None:
    """Add what a source says of a place; asks on a terminal, never guesses in a script.

    Example: pilotmap add Longnan --within Gansu --start "since September 2020"
    --source pandaily-2020 --locator p9 --statement "A store opened in September." --dry-run
    """
    from ..intake.edits.add import Addition, add_row, plan_addition, try_row, with_cells
    from ..intake.resolve.resolver import Entry, Unresolved
    from ..store import find_project, shown
    from ..store.schema import LOCATION_COLUMNS

    cells = options.position(at) | options.given(
        place=place,
        within=within,
        adcode=adcode,
        level=level,
        extent=extent,
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
    project = find_project(data)
    if not dry_run:
        project.refuse_read_only()
    programme, gazetteer = project.load(), project.gazetteer()
    extra = tuple(options.extra_columns(set_, LOCATION_COLUMNS).items())
    addition = Addition(
        with_cells(Entry(extra=extra), cells),
        blank=frozenset(name for name, cell in cells.items() if not cell),
        keep_candidates=candidates == "keep",
        anchor=options.date(anchor),
    )
    asks = is_terminal() and not as_json
    plan = plan_addition(addition, programme, gazetteer)
    if isinstance(plan, Unresolved) and asks:
        from .dialogue import settle_by_asking

        plan = settle_by_asking(plan, addition, programme, gazetteer)
    if isinstance(plan, Unresolved):
        refuse(plan, gazetteer, as_json=as_json, can_keep=True)
    show_notes(plan.notes)
    if not as_json:
        show_row(plan.row, gazetteer)
        show_effect(plan.effect)
    if asks and not dry_run and not yes:
        confirm(f"Add this row to {shown(project.locations)}?")
    row = (try_row if dry_run else add_row)(project, plan.row, gazetteer)
    if as_json:
        effect, notes = list(plan.effect), list(plan.notes)
        say_json({"written": not dry_run, "row": row, "effect": effect, "notes": notes})
    elif dry_run:
        warn("nothing written: this was a dry run")
    else:
        say(f"added {row['id']} to {shown(project.locations)}")
