"""Changing and removing rows: what was given is settled as for a new row, the rest stays."""

from __future__ import annotations

from dataclasses import dataclass, fields
from difflib import get_close_matches
from typing import TYPE_CHECKING

from ...errors import DataError, Problem
from ...store.draft import Draft
from ...store.schema import LOCATION_ADDED
from ...store.writing import writing
from ..resolve.dates import DateResolver
from ..resolve.entry import check_text, cleaned
from ..resolve.resolver import Entry, Resolved, Unresolved
from .add import (
    free_id,
    no_position_for,
    odd_cells,
    refuse_odd,
    resolve_in_project,
    with_cells,
)
from .effect import effect_of_adding, effect_of_removing, preview

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...dates import FuzzyDate
    from ...gazetteer import Gazetteer
    from ...model import Statement
    from ...store import Programme, Project
    from ...tables.stretch import Row
    from ...tables.table import Table

_NAMING = {"place", "within", "level", "adcode"}
_PLACING = _NAMING | {"lon", "lat", "datum"}
_RESOLVED = ("place", "within", "adcode", "lon", "lat", "decision")
_COMPARED = 100_000
"""Rows among which the ids most like one are looked for."""
_ENTRY_CELLS = {field.name for field in fields(Entry)} - {"extra", "file", "line"}


@dataclass(frozen=True, slots=True)
class Edit:
    """A row before and after, and what that changes."""

    before: dict[str, str]
    after: dict[str, str]
    notes: tuple[str, ...]
    effect: tuple[str, ...]


def find_row(
    table: Table, row_id: str, *, what: str = "row", listed_by: str = "pilotmap list"
) -> Row:
    """Return the row of an id; `what` it is, and what lists them, for messages.

    Raises
    ------
    DataError
        If there is none; it names the ids most like it.
    """
    position = table.checked().header.index("id")
    wanted = row_id.strip()
    row = next((row for row in table.rows if row.cells[position].strip() == wanted), None)
    if row is None:
        few = len(table.rows) <= _COMPARED
        ids = [row.cells[position].strip() for row in table.rows] if few else []
        folded = {known.casefold(): known for known in ids}
        close = [folded[near] for near in get_close_matches(row_id[:80].casefold(), folded, n=3)]
        hint = f"did you mean {', '.join(close)}?" if close else f"see the ids in `{listed_by}`"
        message = f"no {what} has the id '{row_id[:80]}'"
        raise DataError([Problem("id-unknown", message, hint, table.file, column="id")])
    return row


def plan_edit(
    row: Mapping[str, str],
    changes: Mapping[str, str],
    programme: Programme,
    gazetteer: Gazetteer,
    *,
    anchor: FuzzyDate | None = None,
) -> Edit | Unresolved:
    """Return what a row becomes, or what is still open about it.

    A new name, parent or level is matched anew; words for dates become EDTF with a new date note;
    other cells are taken as they are given.

    Parameters
    ----------
    row
        The row as it stands, by column.
    changes
        New cells by column; `level` and `datum` say how to read the others.
    anchor
        What 'this year' counts from; None: when the source was published.
    """
    known = {column: cell for column, cell in changes.items() if column in _ENTRY_CELLS}
    entry = cleaned(with_cells(Entry(), known))
    problems = [*check_text(entry), *odd_cells({c: changes[c] for c in changes if c not in known})]
    if problems:
        raise DataError(problems)
    given = {column: getattr(entry, column) for column in known}
    columns = {*row, *(column for column in LOCATION_ADDED if given.get(column))}
    after = dict(row) | {c: cell for c, cell in {**changes, **given}.items() if c in columns}
    after |= {column: cell for column, cell in changes.items() if column not in _ENTRY_CELLS}
    notes: tuple[str, ...] = ()
    if _PLACING & given.keys():
        answer = _resolve_place(row, given, after, programme, gazetteer)
        if isinstance(answer, Unresolved):
            return answer
        after |= {column: answer.row[column] for column in _RESOLVED if column in row}
        notes = answer.notes
    if {"start", "end"} & given.keys():
        notes += _resolve_dates(row, given, after, programme, anchor)
    statement = preview(after, programme, gazetteer)
    return Edit(dict(row), after, notes, effect_of_adding(statement, programme, gazetteer))


def _resolve_place(
    row: Mapping[str, str],
    given: Mapping[str, str],
    after: Mapping[str, str],
    programme: Programme,
    gazetteer: Gazetteer,
) -> Resolved | Unresolved:
    """Match the name anew if it changed; a new unit needs a reason of its own."""
    renamed = bool(_NAMING & given.keys())
    entry = Entry(
        place=after["place"],
        within=after.get("within", ""),
        level=given.get("level", ""),
        adcode=given.get("adcode", "" if renamed else row["adcode"]),
        extent=after.get("extent", ""),
        source=after["source"],
        start=row["start"],
        lon=after.get("lon", ""),
        lat=after.get("lat", ""),
        datum=given.get("datum", ""),
        decision=given.get("decision", "" if renamed else row.get("decision", "")),
    )
    if entry.datum and not (entry.lon or entry.lat):
        raise DataError([no_position_for(entry.datum)])
    return resolve_in_project(programme, gazetteer, entry)


def _resolve_dates(
    row: Mapping[str, str],
    given: Mapping[str, str],
    after: dict[str, str],
    programme: Programme,
    anchor: FuzzyDate | None,
) -> tuple[str, ...]:
    """Put the dates given into `after`, with a note on how they were read; return what to tell."""
    dates = {column: given[column] for column in ("start", "end") if column in given}
    note = given.get("date_note", "")
    reading = DateResolver(programme.sources, anchor).read(
        with_cells(Entry(source=after["source"], date_note=note), dates)
    )
    if "start" in dates:
        after["start"] = reading.start
    if "end" in dates or reading.end:
        after["end"] = reading.end
    if "start" in dates:
        after["date_note"] = reading.note
    elif not note and reading.note not in {"", "stated"}:
        after["date_note"] = "; ".join(filter(None, (row["date_note"], f"end {reading.note}")))
    return reading.notes


def write_edit(project: Project, edit: Edit, gazetteer: Gazetteer) -> None:
    """Write an edit.

    Raises
    ------
    DataError
        If the row was changed by somebody else meanwhile, or the new id cannot be.
    StoreError
        If it cannot be written.
    """
    with writing(project) as change:
        changed = _replaced(edit, change.locations, gazetteer)
        change.commit("edit", f"edited {edit.before['id'].strip()}: {', '.join(changed)}")


def try_edit(edit: Edit, table: Table, gazetteer: Gazetteer) -> None:
    """Refuse an edit as `write_edit` would, and write nothing."""
    _replaced(edit, Draft(table), gazetteer)


def _replaced(edit: Edit, draft: Draft, gazetteer: Gazetteer) -> dict[str, str]:
    """Put an edit into a draft, and return the cells that changed."""
    row_id, table = edit.before["id"].strip(), draft.table
    row = find_row(table, row_id)
    if dict(zip(table.header, row.cells, strict=True)) != edit.before:
        message = f"the row '{row_id}' was changed by somebody else meanwhile"
        hint = "nothing was written; look at it and edit it again"
        raise DataError([Problem("row-changed", message, hint, table.file, row.line)])
    if edit.after["id"].strip() != row_id:
        free_id(edit.after, edit.after["id"], table, gazetteer)
    changed = {c: cell for c, cell in edit.after.items() if edit.before.get(c) != cell}
    draft.replace(row, changed)
    return changed


def plan_removal(
    row_id: str, programme: Programme, gazetteer: Gazetteer
) -> tuple[Statement, tuple[str, ...]]:
    """Return the statement to be removed and what the map loses with it."""
    statement = next(each for each in programme.statements if each.id == row_id)
    return statement, effect_of_removing(statement, programme, gazetteer)


def remove_row(project: Project, row_id: str, reason: str) -> None:
    """Take a row out of the project; the journal keeps it, with the reason.

    Raises
    ------
    DataError
        If there is no such row, or the reason holds control characters.
    StoreError
        If it cannot be written.
    """
    refuse_odd({"reason": reason})
    with writing(project) as change:
        change.locations.remove(find_row(change.locations.table, row_id))
        change.commit("remove", f"removed {row_id.strip()}", reason=reason)
