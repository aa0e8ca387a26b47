"""`pilotmap explain`: why a unit has its status."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .app import app
from .output import print_data, print_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model import AdminUnit
    from ..rollout import Explanation, Reason


@app.command()
def explain(
    unit: Annotated[str, typer.Argument(help="A name or an adcode.")],
    year: Annotated[
        int | None, typer.Option(min=1, max=9999, help="The year; else the last one with evidence.")
    ] = None,
    within: Annotated[str | None, typer.Option(help="A unit around the one that is meant.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
    data: Annotated[
        Path | None, typer.Option(metavar="DIR", help="The project; else the one you stand in.")
    ] = None,
) -> None:
    """Say why a unit has its status in a year: sources, dates, parents, and what would change it.

    Example: pilotmap explain Wuwei --within Gansu --year 2020
    """
    from .. import explain as explained

    explanation = explained(unit, year, within=within, path=data)
    if as_json:
        print_json(record(explanation))
        return
    for line in _lines(explanation):
        print_data(line)


def _lines(explanation: Explanation) -> Iterator[str]:
    from ..rollout import Relation

    if explanation.former:
        yield explanation.former
    yield explanation.sentence
    yield f"first year: {explanation.first_year.text() or 'none known'}"
    yield f"over time: {_over_time(explanation)}"
    if explanation.reasons:
        yield "why:"
    country_wide = []
    for reason, link in zip(explanation.reasons, explanation.links, strict=True):
        if reason.relation is Relation.COUNTRY_WIDE and reason.statement:
            country_wide.append(reason.statement.id)
            continue
        yield f"- {link.claim}"
        if link.dates:
            yield f"  {link.dates}"
        if link.quote:
            yield f"  it says: {link.quote}"
    if country_wide:
        yield f"- of the country as a whole, so of no unit in particular: {', '.join(country_wide)}"
    for dispute in explanation.disputed:
        yield f"sources differ: {dispute}"
    yield "what would change it:"
    for change in explanation.would_change:
        yield f"- {change}"


def _over_time(explanation: Explanation) -> str:
    return ", ".join(
        f"{status} {years[0]}" if len(years) == 1 else f"{status} {years[0]}-{years[-1]}"
        for years, status in explanation.status_runs
    )


def record(explanation: Explanation) -> dict[str, Any]:
    """Return an explanation as plain data."""
    earliest, latest = explanation.first_year
    return {
        "asked": _unit(explanation.asked),
        "drawn": [_unit(unit) for unit in explanation.units],
        "former": explanation.former,
        "year": explanation.year,
        "status": explanation.status,
        "sentence": explanation.sentence,
        "first_year": {"earliest": earliest, "latest": latest},
        "status_runs": [
            {"first": years[0], "last": years[-1], "status": status}
            for years, status in explanation.status_runs
        ],
        "reasons": [
            {**_reason(reason), "sentence": str(link)}
            for reason, link in zip(explanation.reasons, explanation.links, strict=True)
        ],
        "disputed": list(explanation.disputed),
        "would_change": list(explanation.would_change),
    }


def _unit(unit: AdminUnit) -> dict[str, Any]:
    return {
        "adcode": unit.adcode,
        "name_zh": unit.name_zh,
        "name_en": unit.name_en,
        "level": unit.level,
    }


def _reason(reason: Reason) -> dict[str, Any]:
    statement = reason.statement
    return {
        "relation": reason.relation,
        "certain": reason.certain,
        "source": reason.source.id,
        "statement": statement.id if statement else None,
        "locator": statement.locator if statement else "",
        "place": statement.place if statement else "",
        "via": list(reason.via),
        "start": str(statement.start or "") if statement else "",
        "end": str(statement.end or "") if statement else "",
        "date_note": statement.date_note if statement else "",
    }
