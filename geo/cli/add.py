"""`pilotmap add`: one statement about one place, settled before it is written.

On a terminal it asks a person for what is missing or ambiguous.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import DataError, UsageError
from . import options
from .app import app, warn
from .ask import Change, ask, choose, refuse, show_effect, show_notes, show_row
from .options import position

if TYPE_CHECKING:
    from ..errors import Problem
    from ..gazetteer import Gazetteer
    from ..intake.edits.add import Addition, RowPreview
    from ..intake.resolve.resolver import Entry, Unresolved
    from ..store import Programme


_QUESTIONS = {
    "place": "Which place, as the source prints it?",
    "within": "Within which unit?",
    "adcode": "Which adcode?",
    "level": "Which level: province, prefecture or county?",
    "extent": "unit (in it), all (in every part of it) or within (in unnamed places)?",
    "status": "Does the source say in or out?",
    "start": "Since when? (blank: the source gives no start)",
    "end": "Until when? (blank: the source gives no end)",
    "source": "Which source?",
    "locator": "Where in the source, such as p9? (blank: nowhere in particular)",
    "statement": "What does the source say, in your own words?",
    "lon": "Where, as LON,LAT? (blank: no position)",
    "lat": "Where, as LON,LAT? (blank: no position)",
    "decision": "Why this unit and no other?",
    "date_note": "How is the date known?",
    "id": "Which id? (blank: one is made)",
}


def settle_by_asking(
    plan: Unresolved, addition: Addition, programme: Programme, gazetteer: Gazetteer
) -> RowPreview:
    """Ask until the addition is settled.

    Raises
    ------
    GivenUpError
        If the person stops.
    DataError
        For a problem that no answer can mend.
    """
    from ..intake.edits.add import RowPreview, candidates_of, plan_addition

    while True:
        source = next((p for p in plan.problems if p.column == "source"), None)
        if candidates_of(plan) and source is None:  # the source helps to propose one
            addition = replace(addition, entry=_ask_which(plan, programme, gazetteer))
        else:
            addition = _ask_for(source or plan.problem, plan, addition, programme)
        answer = plan_addition(addition, programme, gazetteer)
        if isinstance(answer, RowPreview):
            return answer
        plan = answer


def _ask_which(plan: Unresolved, programme: Programme, gazetteer: Gazetteer) -> Entry:
    """Let the person choose among candidates, the proposal first, or leave them open."""
    from ..intake.edits.add import candidates_of, keep_open, source_profile

    units = list(candidates_of(plan))
    proposal = source_profile(plan.entry.source, programme, gazetteer).propose(units)
    if proposal:
        units.sort(key=lambda unit: unit is not proposal.unit)
    lines = [gazetteer.describe(unit) for unit in units]
    if proposal:
        lines[0] += f"  (proposed: {proposal.reason})"
    warn(f"'{plan.entry.place}' fits {len(units)} units:")
    chosen = choose("Which one?", [*lines, "keep as open candidates: the source does not say"])
    if chosen == len(units):
        return keep_open(plan)
    unit = units[chosen]
    others = ", ".join(other.adcode for other in units if other is not unit)
    default = f"chosen by a person, not {others}"
    if proposal and chosen == 0:
        default = f"{proposal.reason}, so not {others}"
    reason = plan.entry.decision or ask(f"{_QUESTIONS['decision']} (blank: '{default}')")
    return replace(plan.entry, adcode=unit.adcode, decision=reason or default)


def _ask_for(
    problem: Problem, plan: Unresolved, addition: Addition, programme: Programme
) -> Addition:
    """Ask for the cell that a problem is about."""
    from ..intake.edits.add import with_cells

    if problem.column not in _QUESTIONS:
        raise DataError(plan.problems)
    warn(problem.message)
    if problem.column == "place" and problem.hint:
        warn(problem.hint)
    if problem.column == "source":
        for source in programme.sources.values():
            warn(f"  {source.id}  {source.title}")
        warn("(a new one: q, then pilotmap source add)")
    answer = ask(_QUESTIONS[problem.column])
    cells = {problem.column: answer}
    if problem.column in {"lon", "lat"}:
        try:
            cells = position(answer)
        except UsageError as error:
            warn(str(error))
            return addition
    blank = addition.blank if answer else addition.blank | {problem.column}
    return replace(addition, entry=with_cells(plan.entry, cells), blank=blank)


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

    cells = options.row_cells(locals())
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
