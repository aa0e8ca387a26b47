"""`pilotmap find`: which unit a name names, or which it may, or which is nearest."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..errors import DataError, Problem, UsageError
from ..model import Level
from . import options
from .app import app, print_data, print_json, warn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..gazetteer import Gazetteer, Match, Query

COLUMNS = ("toponym", "within", "level", "on")
"""Of a batch file; only the first is needed."""
UNKNOWN_LIMIT = 50_000
"""Names of a batch that name no unit; each of them is told with the nearest ones."""
_TOLD = 60
"""So much of a name is told where it names no unit; reasons hold as much."""


@app.command()
def find(  # noqa: PLR0917 - typer reads them by name
    names: Annotated[
        list[str] | None, typer.Argument(metavar="NAME...", help="Names, or adcodes.")
    ] = None,
    within: Annotated[
        str | None, typer.Option(help="A unit they lie in: any name, or an adcode.")
    ] = None,
    level: Annotated[
        Level | None,
        typer.Option(metavar="province|prefecture|county", help="The level they stand at."),
    ] = None,
    on: Annotated[
        int | None,
        typer.Option(metavar="YEAR", help="Under the names and codes of this year.", min=1),
    ] = None,
    batch: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="A table (CSV, XLSX...) with the columns toponym, within, level, on; - is stdin.",
        ),
    ] = None,
    as_json: options.JsonLines = False,
    data: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="The project whose aliases.csv counts."),
    ] = None,
) -> None:
    """Find the unit a name names; several are a question, and a near miss is only a suggestion.

    Exit code 0 if every name names exactly one unit, of today or a former one (status unit or
    former); 1 if one of them fits several or none. A hint (--within, --level, --on) is never
    dropped: one that contradicts the name gives nothing. In a batch they hold for the rows that
    leave the column blank.

    Example: pilotmap find Wuwei --within Gansu
    """
    from ..gazetteer import MatchStatus, Query, data_date
    from ..store.project import find_project

    if not names and batch is None:
        raise UsageError("nothing to find; give a NAME or --batch FILE, e.g. pilotmap find Wuwei")
    entries = [Query(name, within, level, on) for name in names or ()]
    if batch is not None:
        entries += _entries(batch, Query("", within, level, on))
    gazetteer = find_project(data).gazetteer()
    _hold_to_units(entries, gazetteer, "stdin" if batch in {None, "-"} else str(batch))
    answers = gazetteer.match_all(entries)
    for match in answers.matches:
        if as_json:
            print_json(record(match, gazetteer))
        else:
            for line in _lines(match, gazetteer):
                print_data(line)
    if answers.hint and answers.hint.settles:
        warn(f"note: {answers.hint}")
    if any(match.status is MatchStatus.NONE for match in answers.matches):
        warn(
            f"note: the gazetteer holds the units of {data_date()}; what changed later is not in it"
        )
    if not all(match.certain for match in answers.matches):
        raise typer.Exit(1)


def _hold_to_units(entries: Sequence[Query], gazetteer: Gazetteer, file: str) -> None:
    """Refuse a long list most of whose names are no units' before all of it is answered."""
    unknown = 0
    for entry in entries if len(entries) > UNKNOWN_LIMIT else ():
        unknown += gazetteer.match(*entry).status == "none"
        if unknown > UNKNOWN_LIMIT:
            message = (
                f"more than {UNKNOWN_LIMIT:,} of {len(entries):,} names name no unit; one of them: "
                f"'{entry.toponym[:_TOLD]}'"
            )
            hint = "give each name once, and none of sites: `pilotmap import` places those"
            raise DataError([Problem("list-too-long", message, hint, file)])


def record(match: Match, gazetteer: Gazetteer) -> dict[str, Any]:
    """Return an answer as plain values; every unit has the same keys."""
    return {
        "query": match.query,
        "within": match.within,
        "level": match.level,
        "on": match.on,
        "status": match.status,
        "unit": gazetteer.record(match.unit) if match.unit else None,
        "candidates": [
            {**gazetteer.record(unit), "why": why}
            for unit, why in zip(match.candidates, match.why, strict=True)
        ],
        "suggestions": [gazetteer.record(near) for near in match.suggestions],
        "reason": match.reason,
        "outranked": [gazetteer.record(unit) for unit in match.outranked],
    }


def _lines(match: Match, gazetteer: Gazetteer) -> Iterator[str]:
    if match.unit:
        yield f"{match.query}: {gazetteer.describe(match.unit)}"
        if match.note:
            yield f"    {match.note}"
        for unit in match.outranked:
            yield f"    not {gazetteer.describe(unit)}"
        return
    is_named = match.query[:_TOLD] in match.reason
    yield match.reason if is_named else f"{match.query[:_TOLD]}: {match.reason}"
    for unit, why in zip(match.candidates, match.why, strict=True):
        yield f"    {gazetteer.describe(unit)}: {why}"
    for near in match.suggestions:
        if near.adcode not in match.reason:
            yield f"    near: {gazetteer.describe(near)}"


def _entries(batch: str, blank: Query) -> list[Query]:
    """Read a batch file; every row is answered, those with a blank name too."""
    from ..tables.read import read_records

    file = "stdin" if batch == "-" else batch
    problems: list[Problem] = []
    entries = [
        _entry(cells, blank, problems, file, line) for line, cells in read_records(batch, COLUMNS)
    ]
    if problems:
        raise DataError(problems)
    return entries


def _entry(
    cells: dict[str, str], blank: Query, problems: list[Problem], file: str, line: int
) -> Query:
    level, on = cells["level"].strip().lower(), cells["on"].strip()
    if level and level not in set(Level):
        hint = "write province, prefecture or county, or leave it blank"
        message = f"'{level}' is not a level"
        problems.append(Problem("level-unknown", message, hint, file, line, "level"))
    if on and not (on.isdecimal() and on.isascii()):
        message, hint = f"'{on}' is not a year", "write a year such as 2012, or leave it blank"
        problems.append(Problem("year-format", message, hint, file, line, "on"))
        on = ""
    return blank._replace(
        toponym=cells["toponym"],
        within=cells["within"].strip() or blank.within,
        level=level or blank.level,
        on=int(on) if on else blank.on,
    )
