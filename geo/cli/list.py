"""`pilotmap list`: the statements, or the units of a status, or how far they are spread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geo.cli.app import app
from geo.cli.output import say, say_json, warn
from geo.errors import UsageError
from geo.model import Level, Status
from geo.rollout.listing import Wanted, statements_where, units_where

if TYPE_CHECKING:
    from geo.model import AdminUnit
    from geo.rollout import Rollout
    from geo.rollout.evidence import Evidence
    from geo.rollout.listing import Listed
    from geo.rollout.spread import Leg, Move, YearSpread


@app.command("list")
def list_(
    *,
    year: Annotated[int | None, typer.Option(help="Only what may hold in this year.")] = None,
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
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    data: Annotated[
        Path | None, typer.Option(metavar="DIR", help="The project; else the one you stand in.")
    ] = None,
) -> None:
    """List the statements about places, or the units of a status, or their spread by year.

    Example: pilotmap list --year 2020 --province Gansu --status possible
    """
    import geo

    rollout = geo.load(data)
    if source is not None and source not in rollout.sources:
        known = ", ".join(rollout.sources) or "none"
        raise UsageError(f"no source has the id {source!r}; the sources are: {known}")
    area = _area(province)
    if spread:
        if area or source or status:
            raise UsageError("--spread goes with --level and --year, not with other filters")
        _list_spread(rollout, level or Level.PREFECTURE, year, as_json=as_json)
    elif status:
        year = _year(rollout) if year is None else year
        wanted = Wanted(year, area, level or Level.PREFECTURE, source)
        _list_units(rollout, wanted, year, status, as_json=as_json)
    else:
        _list_statements(rollout, Wanted(year, area, level, source), as_json=as_json)


def _area(province: str | None) -> str | None:
    from geo.rollout import unit_asked

    return None if province is None else unit_asked(province).adcode


def _year(rollout: Rollout) -> int:
    if not rollout.years:
        raise UsageError("no statement is dated, so no year stands out; pass --year")
    return rollout.years[-1]


def _list_statements(rollout: Rollout, wanted: Wanted, *, as_json: bool) -> None:
    found = list(statements_where(rollout, wanted))
    for item in found:
        if as_json:
            say_json(_statement_record(rollout, item, wanted.year))
        else:
            say(_statement_line(rollout, item, wanted.year))
    if not found:
        warn("no statement fits")


def _statement_line(rollout: Rollout, item: Evidence, year: int | None) -> str:
    statement = item.statement
    units = " or ".join(_named(rollout.gazetteer.get(code)) for code in statement.adcodes)
    dates = f"start {statement.start or 'not given'}"
    dates += f", end {statement.end}" if statement.end else ""
    cited = f"{statement.source} {statement.locator}".strip()
    line = f"{statement.id}: {statement.place}; {statement.extent} {units}; {dates}; {cited}"
    return line if year is None else f"{line}; {_standing(item, year)} in {year}"


def _statement_record(rollout: Rollout, item: Evidence, year: int | None) -> dict[str, Any]:
    statement = item.statement
    record = {
        "id": statement.id,
        "place": statement.place,
        "within": statement.within,
        "units": [_unit_record(rollout.gazetteer.get(code)) for code in statement.adcodes],
        "extent": statement.extent,
        "start": str(statement.start or ""),
        "end": str(statement.end or ""),
        "date_note": statement.date_note,
        "source": statement.source,
        "locator": statement.locator,
        "statement": statement.statement,
        "lon": statement.lon,
        "lat": statement.lat,
        "decision": statement.decision,
    }
    return record if year is None else {**record, "year": year, "holds": _standing(item, year)}


def _standing(item: Evidence, year: int) -> str:
    return "certain" if year in item.certain else "possible"


def _list_units(
    rollout: Rollout, wanted: Wanted, year: int, statuses: list[Status], *, as_json: bool
) -> None:
    found = list(units_where(rollout, wanted, statuses))
    for listed in found:
        if as_json:
            say_json(_unit_status_record(listed))
        else:
            say(_unit_status_line(listed))
    if not found:
        warn(f"no {wanted.level} is {' or '.join(statuses)} in {year} here")


def _unit_status_line(listed: Listed) -> str:
    first = f"; first year {listed.first_year.text()}" if listed.first_year.reached else ""
    behind = f"; by {', '.join(listed.evidence)}" if listed.evidence else ""
    return f"{_named(listed.unit)}: {listed.status} in {listed.year}{first}{behind}"


def _unit_status_record(listed: Listed) -> dict[str, Any]:
    return {
        **_unit_record(listed.unit),
        "year": listed.year,
        "status": listed.status,
        "first_year": {"earliest": listed.first_year.earliest, "latest": listed.first_year.latest},
        "evidence": list(listed.evidence),
    }


def _list_spread(rollout: Rollout, level: Level, year: int | None, *, as_json: bool) -> None:
    from geo.rollout.spread import spread
    from geo.rollout.spread_words import claimed, sentences

    found = spread(rollout, level, None if year is None else [year])
    if not as_json:
        for sentence in sentences(found):
            say(sentence)
        return
    for each in found.years:
        say_json(_year_record(each))
    for move in found.moves:
        say_json(_move_record(move))
    for leg in found.legs:
        say_json(_leg_record(leg))
    for statement in found.claims:
        record = {"source": statement.source, "statement": statement.id}
        say_json({"kind": "claim", **record, "direction": claimed(statement)})


def _year_record(year: YearSpread) -> dict[str, Any]:
    from geo.rollout.spread_words import refusal

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
    from geo.rollout.spread_words import refusal

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
    from geo.rollout import titled

    return titled(unit) if unit else "?"


def _unit_record(unit: AdminUnit | None) -> dict[str, Any]:
    if unit is None:
        return {}
    names = {"name_zh": unit.name_zh, "name_en": unit.name_en}
    return {"adcode": unit.adcode, **names, "level": unit.level}
