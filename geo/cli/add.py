"""`pilotmap add`: one statement about one place, settled before it is written."""

from __future__ import annotations

from typing import Annotated

import typer

from . import options
from .app import app
from .ask import Change
from .row_report import refuse, show_effect, show_notes, show_row


@app.command()
def add(
    place: Annotated[
        str | None, typer.Argument(metavar="PLACE", help="The place as the source prints it.")
    ] = None,
    *,
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
    from ..store import shown
    from ..store.schema import LOCATION_COLUMNS

    cells = options.position(at) | options.given(
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
    change = Change(yes, dry_run, as_json)
    project = change.open_project(data)
    programme, gazetteer = project.load(), project.gazetteer()
    extra = tuple(options.extra_columns(set_, LOCATION_COLUMNS).items())
    addition = Addition(
        with_cells(Entry(extra=extra), cells),
        blank=frozenset(name for name, cell in cells.items() if not cell),
        keep_candidates=candidates == "keep",
        anchor=options.date(anchor),
    )
    plan = plan_addition(addition, programme, gazetteer)
    if isinstance(plan, Unresolved) and change.asks:
        from .dialogue import settle_by_asking

        plan = settle_by_asking(plan, addition, programme, gazetteer)
    if isinstance(plan, Unresolved):
        refuse(plan, gazetteer, as_json=as_json, can_keep=True)
    show_notes(plan.notes)
    if not as_json:
        show_row(plan.row, gazetteer)
        show_effect(plan.effect)
    accepted, file = plan.row, shown(project.locations)
    row = change.carry_out(
        f"Add this row to {file}?", lambda: add_row(project, accepted, gazetteer)
    ) or try_row(project, accepted, gazetteer)
    record = {"row": row, "effect": list(plan.effect), "notes": list(plan.notes)}
    change.report(record, f"added {row['id']} to {file}")
