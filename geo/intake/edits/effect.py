"""What a row changes on the map, in sentences, before it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...model import COUNTRY, Extent, Level, Presence
from ...rollout import Rollout
from ...rollout.readings import years_of
from ...rollout.years import NO_FIRST_YEAR
from ...rows import COLUMNS, Columns, StatementRows
from ...store.parse import parse_statement

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...gazetteer import Gazetteer
    from ...model import AdminUnit, Statement
    from ...store import Programme


def preview(row: Mapping[str, str], programme: Programme, gazetteer: Gazetteer) -> Statement:
    """Return the statement a row will be once it is written.

    Raises
    ------
    DataError
        If the row would not load.
    """
    cells = {**row, "id": row.get("id") or "new"}
    return parse_statement(cells, programme.sources, lambda code: gazetteer.get(code) is not None)


def effect_of_adding(
    statement: Statement, programme: Programme, gazetteer: Gazetteer
) -> tuple[str, ...]:
    """Say what a new or changed statement does; counts are those of the year it starts in."""
    told = Columns()
    if others := _others(statement, programme):
        told.extend({name: others.column(name) for name in COLUMNS})
    told.add([statement])
    return _effect(statement, programme, told.rows(), gazetteer)


def effect_of_removing(
    statement: Statement, programme: Programme, gazetteer: Gazetteer
) -> tuple[str, ...]:
    """Say what the map loses with a statement."""
    return _effect(statement, programme, _others(statement, programme), gazetteer)


def _others(statement: Statement, programme: Programme) -> StatementRows:
    """Return the statements of the programme but the one of this id."""
    rows = StatementRows.of(programme.statements)
    ids = rows.column("id")
    if statement.id not in ids:
        return rows
    return rows.take([number for number, id_ in enumerate(ids) if id_ != statement.id])


def _effect(
    statement: Statement,
    programme: Programme,
    statements: StatementRows,
    gazetteer: Gazetteer,
) -> tuple[str, ...]:
    """Compare the programme with what it becomes, where `statement` speaks."""
    denies = statement.status is Presence.OUT
    if statement.adcodes == (COUNTRY,) and not denies:
        return ("China: such a statement tints no unit; it leaves counts open-ended",)
    year = _first_year(statement, programme)
    if year is None:
        what = "no dates, and the source has no year" if denies else "no start"
        return (f"{what}: such a statement settles no year",)
    if COUNTRY in statement.adcodes and denies:
        return ("China: every unit that no statement names is out in these years",)
    units = [gazetteer.unit(adcode) for adcode in statement.adcodes]
    before = Rollout(programme.statements, programme.sources, gazetteer)
    after = Rollout(statements, programme.sources, gazetteer, tree=before.tree)
    lines = []
    for unit in units:
        was, now = (rollout.status(unit.adcode, year).value for rollout in (before, after))
        changed = f"{now}, as before" if was == now else f"{now} (was {was})"
        name = f"{unit.name_en} {unit.name_zh}" if len(units) > 1 else unit.name_en
        lines.append(f"{name} in {year}: {changed}")
    if statement.extent is Extent.WITHIN:
        lines.append(f"unnamed units of {units[0].name_en} are possible, none is settled")
    elif len(units) > 1:
        lines.append("each is a candidate; none is settled")
    elif units[0].level in {Level.PREFECTURE, Level.COUNTY} and units[0].valid_to is None:
        lines.append(_count(after, units[0], year, gazetteer))
    return tuple(lines)


def _first_year(statement: Statement, programme: Programme) -> int | None:
    """Return the year from which a statement certainly speaks, else the first it may; or None."""
    possible, certain = years_of(
        statement.start,
        statement.end,
        statement.status,
        programme.sources.get(statement.source),
    )
    first = certain.first if certain else possible.first
    return first if possible and first != NO_FIRST_YEAR else None


def _count(rollout: Rollout, unit: AdminUnit, year: int, gazetteer: Gazetteer) -> str:
    """Return `Gansu: 5 of 14 prefectures named from 2020`."""
    at_prefecture = gazetteer.stands_at(unit, Level.PREFECTURE)
    level = Level.PREFECTURE if at_prefecture else Level.COUNTY
    parent = gazetteer.parents_of(unit)[0]
    counts = rollout.counts(year, level, within=parent.adcode)
    proper = all(
        each.level is level or each.parent != parent.adcode
        for each in gazetteer.children(parent.adcode)
    )
    noun = {Level.PREFECTURE: "prefectures", Level.COUNTY: "counties and districts"}[level]
    noun = noun if proper else f"{level.value}-level units"
    return f"{parent.name_en}: {counts.named} of {counts.total} {noun} named from {year}"
