"""Adding one statement: what a new row must have, its id, and the moment it is written.

`Resolver` decides what an entry means; here is what a project asks beyond that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING, Any

from ...errors import DataError, Problem
from ...gazetteer.gazetteer import ListProfile
from ...rows import StatementRows
from ...store.draft import Draft
from ...store.writing import writing
from ...text.characters import oddities
from ..resolve.entry import cleaned
from ..resolve.resolver import Resolved, Resolver, Unresolved
from .effect import effect_of_adding, preview
from .ids import Ids

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ...dates import FuzzyDate
    from ...gazetteer import Gazetteer
    from ...model import AdminUnit
    from ...store import Programme, Project
    from ...tables.table import Table
    from ..resolve.resolver import Entry

_ASKED = {
    "start": "pass --start with the date or the source's own words, --start '' if it gives none",
    "locator": "pass --locator, such as p9 for the ninth paragraph, --locator '' if there is none",
    "statement": "pass --statement with what the source says, in your own words",
}
"""Cells a new row must have, or be said not to have, and how to give them."""
_SPLIT = re.compile('["\r\n]')
"""Where a cell may be written otherwise than it reads."""


@dataclass(frozen=True, slots=True)
class Addition:
    """What somebody wants to add, as far as it is known."""

    entry: Entry
    blank: frozenset[str] = frozenset()
    """Columns that were left blank on purpose."""
    keep_candidates: bool = False
    """Whether to record every unit that an ambiguous name fits, instead of refusing it."""
    anchor: FuzzyDate | None = None
    """What 'this year' counts from; None: when the source was published."""


@dataclass(frozen=True, slots=True)
class RowPreview:
    """A row that can be written, and what it will change."""

    row: dict[str, str]
    notes: tuple[str, ...]
    effect: tuple[str, ...]


def plan_addition(
    addition: Addition, programme: Programme, gazetteer: Gazetteer
) -> RowPreview | Unresolved:
    """Return the row that an addition means, or what is still open about it."""
    entry = cleaned(addition.entry)
    answer = _resolve(replace(addition, entry=entry), programme, gazetteer)
    missing = [
        Problem(f"{column}-missing", f"no {column} is given", hint, column=column)
        for column, hint in _ASKED.items()
        if not getattr(entry, column) and column not in addition.blank
    ]
    missing += odd_cells(dict(entry.extra))
    if entry.datum and not (entry.lon or entry.lat):
        missing.append(no_position_for(entry.datum))
    taken = dict.fromkeys(StatementRows.of(programme.statements).column("id"), "another row")
    refused = Ids(taken, gazetteer).refusal(entry.id)
    if refused:
        missing.append(replace(refused, hint="give another --id, or none"))
    if isinstance(answer, Unresolved):
        return replace(answer, problems=(*answer.problems, *missing))
    if missing:
        return Unresolved(entry, tuple(missing), answer.match)
    statement = preview(answer.row, programme, gazetteer)
    return RowPreview(answer.row, answer.notes, effect_of_adding(statement, programme, gazetteer))


def add_row(project: Project, row: Mapping[str, str], gazetteer: Gazetteer) -> dict[str, str]:
    """Write a row, and return it with the id it got.

    Raises
    ------
    DataError
        If the id it brings is taken or is none, the very same row is there already, or it has
        cells that the table has no columns for.
    StoreError
        If it cannot be written.
    """
    with writing(project, appends=True) as change:
        new = _appended(row, change.locations, gazetteer)
        change.commit("add", f"added {new['id']}")
    return new


def try_row(project: Project, row: Mapping[str, str], gazetteer: Gazetteer) -> dict[str, str]:
    """Return a row with the id it would get, refused as `add_row` would, and write nothing."""
    return _appended(row, Draft(project.read_locations()), gazetteer)


def _appended(row: Mapping[str, str], draft: Draft, gazetteer: Gazetteer) -> dict[str, str]:
    new, table = dict(row), draft.table
    repeated = None if new["id"] else _line_of(new, table)
    if repeated:
        message = "this very row is there already; nothing was written"
        hint = "pass --id if it is meant to stand twice"
        raise DataError([Problem("row-duplicate", message, hint, table.file, repeated)])
    new["id"] = free_id(new, new["id"], table, gazetteer)
    draft.append([new])
    return new


def free_id(row: Mapping[str, str], brought: str, table: Table, gazetteer: Gazetteer) -> str:
    """Return the id that a row brings, or a new one: `longnan-2020`, `longnan-2020-2`.

    Call it under the lock of the project: then no other row takes the id meanwhile.

    Raises
    ------
    DataError
        If the id it brings is taken or is none.
    """
    taken: dict[str, int] = {}
    place = table.header.index("id")
    for rows in table.stream().stretches:
        taken.update(zip(map(str.strip, rows.columns()[place]), rows.lines, strict=True))
    problem = Ids(taken, gazetteer).refusal(brought)
    if problem:
        raise DataError([replace(problem, hint="give another --id, or none", file=table.file)])
    if brought:
        return brought
    plain = Ids({}, gazetteer).take({**row, "id": ""}, 0)
    numbered = (f"{plain}-{number}" for number in count(2))
    return plain if plain not in taken else next(id_ for id_ in numbered if id_ not in taken)


def with_cells(entry: Entry, cells: Mapping[str, str]) -> Entry:
    """Return the entry with other cells, by column."""
    changes: dict[str, Any] = dict(cells)
    return replace(entry, **changes)


def keep_open(answer: Unresolved) -> Entry:
    """Return the entry with every unit its name fits as a candidate."""
    return replace(answer.entry, adcode="|".join(unit.adcode for unit in candidates_of(answer)))


def candidates_of(answer: Unresolved) -> tuple[AdminUnit, ...]:
    """Return the units among which somebody has to choose; empty if that is not the question."""
    ambiguous = any(problem.rule == "place-ambiguous" for problem in answer.problems)
    return answer.match.candidates if answer.match and ambiguous else ()


def refuse_odd(cells: Mapping[str, str]) -> None:
    """Refuse cells with characters that no cell may hold.

    Raises
    ------
    DataError
        If there is one, with a problem for each.
    """
    problems = odd_cells(cells)
    if problems:
        raise DataError(problems)


def odd_cells(cells: Mapping[str, str]) -> list[Problem]:
    """Return a problem for each cell, by column, with characters that no cell may hold."""
    found = []
    for column, cell in cells.items():
        odd = next(
            (each for each in oddities(cell, is_name=False) if each.kind != "lookalike"), None
        )
        if odd:
            message = f"{column} holds {odd}"
            found.append(Problem("text-control", message, "type the cell anew", column=column))
    return found


def no_position_for(datum: str) -> Problem:
    """Return the problem of a datum that nothing is given in."""
    message = f"the datum {datum} is given, and no position that could be in it"
    return Problem("datum-invalid", message, "pass --at LON,LAT too, or no --datum", column="datum")


def resolve_in_project(
    programme: Programme, gazetteer: Gazetteer, entry: Entry, anchor: FuzzyDate | None = None
) -> Resolved | Unresolved:
    """Resolve an entry of a project; ask for the reason where only a code tells which unit."""
    resolver = Resolver(gazetteer, programme.sources, anchor=anchor, level=programme.level)
    answer = resolver.resolve(entry)
    if isinstance(answer, Resolved):
        return replace(answer, notes=(*answer.notes, *_without_reason(answer, gazetteer)))
    return answer


def source_profile(source: str, programme: Programme, gazetteer: Gazetteer) -> ListProfile:
    """Return what the places that a source names already have in common."""
    units = (
        gazetteer.unit(statement.adcodes[0])
        for statement in programme.statements
        if statement.source == source and len(statement.adcodes) == 1
    )
    return ListProfile(gazetteer, units, names=f"places '{source}' names")


def _without_reason(answer: Resolved, gazetteer: Gazetteer) -> list[str]:
    """Ask for the reason of a choice among units of one name that only a code tells."""
    row, candidates = answer.row, answer.match.candidates if answer.match else ()
    others = [unit for unit in candidates if unit.adcode != row["adcode"]]
    if row["decision"] or row["lon"] or not others or len(others) == len(candidates):
        return []  # it is told, the position tells, there is no other, or several are left open
    shown = "; ".join(map(gazetteer.describe, others))
    return [f"'{row['place']}' could also be {shown}: say with --decision why it is not"]


def _resolve(
    addition: Addition, programme: Programme, gazetteer: Gazetteer
) -> Resolved | Unresolved:
    answer = resolve_in_project(programme, gazetteer, addition.entry, addition.anchor)
    if isinstance(answer, Unresolved) and addition.keep_candidates and candidates_of(answer):
        return resolve_in_project(programme, gazetteer, keep_open(answer), addition.anchor)
    return answer


def _line_of(row: Mapping[str, str], table: Table) -> int | None:
    """Return the line on which the same row stands, its id apart."""
    if any(cell and column not in table.header for column, cell in row.items()):
        return None  # it says more than the table has columns for yet
    wanted = [(at, row.get(name, "")) for at, name in enumerate(table.header) if name != "id"]
    written = {max(_SPLIT.split(cell), key=len) for _, cell in wanted}
    if any(piece not in table.text for piece in written):
        return None  # as of nearly every new row; its text is soon looked through
    for rows in table.stream().stretches:
        columns = rows.columns()
        found: Sequence[int] = range(len(rows))
        for at, cell in wanted:
            found = [number for number in found if columns[at][number] == cell]
        if found:
            return rows.lines[found[0]]
    return None
