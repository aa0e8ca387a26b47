"""What is known: `pilotmap list` of statements, of the units of a status or of how they are spread.

And why: `pilotmap explain` says what gives a unit its status in a year.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..errors import UsageError
from ..model import Level, Presence, Status, unit_label
from ..text.escape import some_of
from . import options
from .app import app, print_data, print_json, warn

if TYPE_CHECKING:
    from collections.abc import Collection

    from ..gazetteer import Gazetteer
    from ..model import AdminUnit
    from ..rollout import Rollout
    from ..rollout.evidence import Evidence
    from ..rollout.listing import StatementFilter, UnitStatus
    from ..rollout.spread import Leg, Move, YearSpread


@app.command("list")
def list_(
    *,
    year: Annotated[
        int | None, typer.Option(min=1, max=9999, help="Only what may hold in this year.")
    ] = None,
    province: Annotated[
        str | None, typer.Option(help="Only in this province or other unit: a name or an adcode.")
    ] = None,
    level: Annotated[
        Level | None,
        typer.Option(
            metavar="province|prefecture|county",
            help="Only units of this level; with --status and --spread prefecture, if not given.",
        ),
    ] = None,
    source: Annotated[str | None, typer.Option(help="Only by this source: its id.")] = None,
    status: Annotated[
        list[Status] | None,
        typer.Option(
            metavar="in|possible|out|unknown",
            help="List units of this status in the year, not statements; repeatable.",
        ),
    ] = None,
    spread: Annotated[
        bool, typer.Option("--spread", help="Tell how the units that are in lie, by year.")
    ] = False,
    as_json: options.JsonLines = False,
    data: options.Data = None,
) -> None:
    """List the statements about places, or the units of a status, or their spread by year.

    Example: pilotmap list --year 2020 --province Gansu --status possible
    """
    if spread and (province or source or status):
        raise UsageError("--spread goes with --level and --year, not with other filters")
    from ..rollout import Rollout
    from ..rollout.listing import StatementFilter
    from ..store import find_project
    from ..text.escape import some_of

    project = find_project(data)
    programme, gazetteer = project.load(), project.gazetteer()
    rollout = Rollout(programme.statements, programme.sources, gazetteer)
    if source is not None and source not in rollout.sources:
        known = some_of(rollout.sources) or "none"
        raise UsageError(f"no source has the id {source!r}; the sources are: {known}")
    area = None if province is None else _area(province, gazetteer)
    level_of_units = level or programme.level or Level.PREFECTURE
    if spread:
        show_spread(rollout, level_of_units, year, as_json=as_json)
    elif status:
        wanted = StatementFilter(year, area, level_of_units, source)
        show_units(rollout, wanted, status, as_json=as_json)
    else:
        show_statements(rollout, StatementFilter(year, area, level, source), as_json=as_json)


def _area(name: str, gazetteer: Gazetteer) -> str:
    """Return the province of a name (Jilin), else the one unit it names, as an adcode."""
    province = gazetteer.match(name, level=Level.PROVINCE).unit
    return province.adcode if province else gazetteer.resolve_unit(name).adcode


def show_statements(rollout: Rollout, wanted: StatementFilter, *, as_json: bool) -> None:
    """Print the statements that fit, one a line."""
    from ..rollout.listing import statements_where

    found = list(statements_where(rollout, wanted))
    for item in found:
        if as_json:
            print_json(_statement_record(rollout, item, wanted.year))
        else:
            print_data(_statement_line(rollout, item, wanted.year))
    if not found:
        warn("no statement fits")


def _statement_line(rollout: Rollout, item: Evidence, year: int | None) -> str:
    statement = item.statement
    units = " or ".join(_named(rollout.gazetteer.get(code)) for code in statement.adcodes)
    dates = f"start {statement.start or 'not given'}"
    dates += f", end {statement.end}" if statement.end else ""
    cited = f"{statement.source} {statement.locator}".strip()
    place = f"not in {statement.place}" if statement.status is Presence.OUT else statement.place
    line = f"{statement.id}: {place}; {statement.extent} {units}; {dates}; {cited}"
    return line if year is None else f"{line}; {_standing(item, year)} in {year}"


def _statement_record(rollout: Rollout, item: Evidence, year: int | None) -> dict[str, Any]:
    statement = item.statement
    record = {
        "id": statement.id,
        "place": statement.place,
        "within": statement.within,
        "units": [
            unit.as_record() for unit in map(rollout.gazetteer.get, statement.adcodes) if unit
        ],
        "extent": statement.extent,
        "status": statement.status,
        "start": str(statement.start or ""),
        "end": str(statement.end or ""),
        "date_note": statement.date_note,
        "source": statement.source,
        "locator": statement.locator,
        "statement": statement.statement,
        "quote": statement.quote,
        "lon": statement.lon,
        "lat": statement.lat,
        "decision": statement.decision,
    }
    return record if year is None else {**record, "year": year, "holds": _standing(item, year)}


def _standing(item: Evidence, year: int) -> str:
    return "certain" if year in item.certain else "possible"


def show_units(
    rollout: Rollout, wanted: StatementFilter, statuses: Collection[Status], *, as_json: bool
) -> None:
    """Print the units of `statuses`, one a line; without a year, in the last one with evidence."""
    from ..rollout.listing import units_where

    if wanted.year is None:
        if not rollout.years:
            raise UsageError("no statement is dated, so no year stands out; pass --year")
        wanted = replace(wanted, year=rollout.years[-1])
    found = list(units_where(rollout, wanted, statuses))
    for listed in found:
        if as_json:
            print_json(_unit_status_record(listed))
        else:
            print_data(_unit_status_line(listed))
    if not found:
        warn(f"no {wanted.level} here has the status {' or '.join(statuses)} in {wanted.year}")


def _unit_status_line(listed: UnitStatus) -> str:
    first = f"; first year {listed.first_year.text()}" if listed.first_year.reached else ""
    behind = f"; by {some_of(listed.evidence)}" if listed.evidence else ""
    return f"{_named(listed.unit)}: {listed.status}, {listed.year}{first}{behind}"


def _unit_status_record(listed: UnitStatus) -> dict[str, Any]:
    return {
        **listed.unit.as_record(),
        "year": listed.year,
        "status": listed.status,
        "first_year": {"earliest": listed.first_year.earliest, "latest": listed.first_year.latest},
        "evidence": list(listed.evidence),
    }


def show_spread(rollout: Rollout, level: Level, year: int | None, *, as_json: bool) -> None:
    """Print centres, ellipses, moves and claimed directions, one a line."""
    from ..rollout.spread import claimed, sentences, spread

    found = spread(rollout, level, None if year is None else [year])
    if not as_json:
        for sentence in sentences(found):
            print_data(sentence)
        return
    for each in found.years:
        print_json(_year_record(each))
    for move in found.moves:
        print_json(_move_record(move))
    for leg in found.legs:
        print_json(_leg_record(leg))
    for statement in found.claims:
        record = {"kind": "claim", "source": statement.source, "id": statement.id}
        print_json({**record, "direction": claimed(statement)})


def _year_record(year: YearSpread) -> dict[str, Any]:
    from ..rollout.spread import refusal

    record: dict[str, Any] = {"kind": "year", "year": year.year, "count": year.count}
    record["units"] = [unit.adcode for unit in year.units]
    record["centre"] = None if year.centre is None else [round(each, 4) for each in year.centre]
    record["ellipse"] = None
    if year.ellipse is not None:
        record["ellipse"] = {
            "major_km": round(year.ellipse.major_km, 1),
            "minor_km": round(year.ellipse.minor_km, 1),
            "azimuth_deg": round(year.ellipse.azimuth_deg, 1),
        }
    record["refused"] = "" if year.centre else refusal(year.count)
    return record


def _move_record(move: Move) -> dict[str, Any]:
    from ..rollout.spread import refusal

    thin = min((move.start, move.end), key=lambda year: year.count)
    return {
        "kind": "move",
        "from": move.start.year,
        "to": move.end.year,
        "counts": [move.start.count, move.end.count],
        "distance_km": None if move.distance_km is None else round(move.distance_km, 1),
        "bearing_deg": None if move.bearing_deg is None else round(move.bearing_deg, 1),
        "refused": refusal(thin.count) if move.distance_km is None else "",
    }


def _leg_record(leg: Leg) -> dict[str, Any]:
    return {
        "kind": "leg",
        "from": leg.start.adcode,
        "to": leg.end.adcode,
        "distance_km": round(leg.distance_km, 1),
        "bearing_deg": round(leg.bearing_deg, 1),
    }


def _named(unit: AdminUnit | None) -> str:
    return unit_label(unit) if unit else "?"


@app.command()
def explain(
    unit: Annotated[str, typer.Argument(help="A name or an adcode.")],
    year: Annotated[
        int | None, typer.Option(min=1, max=9999, help="The year; else the last one with evidence.")
    ] = None,
    within: Annotated[str | None, typer.Option(help="A unit around the one that is meant.")] = None,
    as_json: options.JsonLines = False,
    data: options.Data = None,
) -> None:
    """Say why a unit has its status in a year: sources, dates, parents, and what would change it.

    Example: pilotmap explain Wuwei --within Gansu --year 2020
    """
    from .. import explain as explained

    explanation = explained(unit, year, within=within, path=data)
    if as_json:
        print_json(explanation.as_record())
    else:
        print_data(str(explanation))
