"""`pilotmap scan --add`: walk through the proposals on a terminal; each yes adds a row."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..errors import UsageError
from .add import settle_by_asking
from .app import print_data, warn
from .ask import GivenUpError, ask, is_terminal, show_effect, show_notes, show_row

if TYPE_CHECKING:
    from pathlib import Path

    from ..gazetteer import Gazetteer
    from ..intake.edits.add import Addition, RowPreview
    from ..scan import Proposal, Scan, Unnamed
    from ..store import Project

_YES = frozenset(["y", "yes", "是", "好"])
_CHANGE = frozenset(["c", "change", "改"])
_CHANGEABLE = ("place", "within", "adcode", "extent", "start", "end", "statement", "locator")
_BLANK = frozenset(["start", "end", "locator"])
"""Columns that a text may leave out, and that nobody is asked for again."""


def walk(found: Scan, source: str, data: Path | None) -> None:
    """Show each proposal with its sentence, and add it to the project after a yes.

    Raises
    ------
    UsageError
        If no person is there to ask, or the project has no such source.
    StoreError
        If the project cannot be changed.
    """
    from ..scan import Role
    from ..store import find_project

    if not is_terminal():
        raise UsageError("--add asks on a terminal; in a script use --csv and pilotmap import")
    project = find_project(data)
    project.refuse_read_only()
    gazetteer = project.gazetteer()
    if source not in project.load().sources:
        raise UsageError(
            f"--source {source or 'ID'}: name the source that the article is; add one with "
            "`pilotmap source add`"
        )
    open_ones: list[Proposal | Unnamed] = [
        each
        for each in found.proposals
        if each.role is not Role.CONTEXT and (each.adcode or each.candidates)
    ]
    open_ones += found.statements
    open_ones.sort(key=lambda each: (each.paragraph, each.start))
    added = 0
    try:
        for number, each in enumerate(open_ones, 1):
            added += _offer(f"{number} of {len(open_ones)}", each, source, project, gazetteer)
    except GivenUpError:
        warn("stopped; what was added stays, and `pilotmap undo` takes it back")
    print_data(f"added {added} of {len(open_ones)} proposals")


def _offer(
    number: str, found: Proposal | Unnamed, source: str, project: Project, gazetteer: Gazetteer
) -> bool:
    """Show one proposal; return whether it was added."""
    from ..intake.edits.add import add_row

    addition = _addition(found, source)
    kind = getattr(found, "role", "no named place")
    print_data(f"\n{number}, paragraph {found.paragraph}, {kind}: {found.text}")
    print_data(f"    {found.quote}")
    print_data(f"    {found.reason}")
    while True:
        answer = ask("Add a row of it? [y/N, c to change, q to stop]").lower()
        if answer in _CHANGE:
            addition = _changed(addition)
            continue
        if answer not in _YES:
            return False
        plan = _settled(addition, project, gazetteer)
        show_notes(plan.notes)
        show_row(plan.row, gazetteer)
        show_effect(plan.effect)
        if ask("Write it? [y/N]").lower() in _YES:
            row = add_row(project, plan.row, gazetteer)
            print_data(f"added {row['id']}")
            return True


def _addition(found: Proposal | Unnamed, source: str) -> Addition:
    from ..intake.edits.add import Addition, with_cells
    from ..intake.resolve.entry import Entry
    from ..scan.rows import row_of

    row = row_of(found, source)
    direction = row.pop("direction", "")
    entry = Entry(extra=(("direction", direction),) if direction else ())
    blank = frozenset(column for column in _BLANK if not row[column])
    return Addition(with_cells(entry, row), blank=blank, keep_candidates="|" in row["adcode"])


def _changed(addition: Addition) -> Addition:
    """Ask for one cell in other words."""
    from ..intake.edits.add import with_cells

    for column in _CHANGEABLE:
        warn(f"  {column}: {getattr(addition.entry, column)}")
    column = ask(f"Which of them? [{', '.join(_CHANGEABLE)}]")
    if column not in _CHANGEABLE:
        warn(f"'{column}' is none of them")
        return addition
    cell = ask(f"{column}? (blank: none)")
    entry = with_cells(addition.entry, {column: cell})
    blank = addition.blank | {column} if not cell else addition.blank
    return replace(addition, entry=entry, blank=blank)


def _settled(addition: Addition, project: Project, gazetteer: Gazetteer) -> RowPreview:
    from ..intake.edits.add import RowPreview, plan_addition

    programme = project.load()
    plan = plan_addition(addition, programme, gazetteer)
    if isinstance(plan, RowPreview):
        return plan
    return settle_by_asking(plan, addition, programme, gazetteer)
