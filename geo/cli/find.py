"""`pilotmap find`: which unit a name names, or which it may, or which is nearest."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geo.cli.app import app
from geo.cli.output import say, say_json, warn
from geo.errors import DataError, Problem, StoreError, UsageError
from geo.model import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.gazetteer import Entry, Gazetteer, Match
    from geo.model import AdminUnit

COLUMNS = ("toponym", "within", "level", "on")
"""Of a batch file; only the first is needed."""


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
            help="A CSV file with the columns toponym, within, level, on; - reads it from stdin.",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
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
    from geo.gazetteer import Entry

    if not names and batch is None:
        raise UsageError("nothing to find; give a NAME or --batch FILE, e.g. pilotmap find Wuwei")
    entries = [Entry(name, within, level, on) for name in names or ()]
    if batch is not None:
        entries += _entries(batch, Entry("", within, level, on))
    gazetteer = _gazetteer(data)
    answers = gazetteer.match_all(entries)
    for match in answers.matches:
        if as_json:
            say_json(record(match, gazetteer))
        else:
            for line in _lines(match, gazetteer):
                say(line)
    if answers.hint and answers.hint.settles:
        warn(f"note: {answers.hint}")
    if not all(match.certain for match in answers.matches):
        raise typer.Exit(1)


def record(match: Match, gazetteer: Gazetteer) -> dict[str, Any]:
    """Return an answer as plain values; every unit has the same keys."""
    return {
        "query": match.query,
        "within": match.within,
        "level": match.level,
        "on": match.on,
        "status": match.status,
        "unit": _unit(match.unit, gazetteer) if match.unit else None,
        "candidates": [
            _unit(unit, gazetteer) | {"why": why}
            for unit, why in zip(match.candidates, match.why, strict=True)
        ],
        "suggestions": [_unit(near.unit, gazetteer) for near in match.suggestions],
        "reason": match.reason,
    }


def _unit(unit: AdminUnit, gazetteer: Gazetteer) -> dict[str, Any]:
    today = [] if unit.valid_to is None else [heir.adcode for heir in gazetteer.heirs(unit)]
    return {
        "adcode": unit.adcode,
        "name_zh": unit.name_zh,
        "name_en": unit.name_en,
        "level": unit.level,
        "parents": [
            {"adcode": parent.adcode, "name_zh": parent.name_zh, "name_en": parent.name_en}
            for parent in gazetteer.parents_of(unit)
        ],
        "valid_from": unit.valid_from,
        "valid_to": unit.valid_to,
        "successors": today,
    }


def _lines(match: Match, gazetteer: Gazetteer) -> Iterator[str]:
    if match.unit:
        yield f"{match.query}: {gazetteer.describe(match.unit)}"
        if match.unit.valid_to is not None:
            yield f"    {match.reason}"
        return
    yield match.reason
    for unit, why in zip(match.candidates, match.why, strict=True):
        yield f"    {gazetteer.describe(unit)}: {why}"
    for near in match.suggestions:
        yield f"    near: {near}"


def _gazetteer(data: Path | None) -> Gazetteer:
    """Return the gazetteer with the names that the project adds."""
    from geo import gazetteer
    from geo.store.project import find_project, shown
    from geo.store.table import read_table

    path = find_project(data).aliases
    if not path.exists():
        return gazetteer.load()
    table = read_table(path, file=shown(path), required=("toponym", "adcode")).checked()
    aliases = [gazetteer.Alias.from_row(row, line) for line, row in table.records()]
    return gazetteer.load().with_aliases(aliases)


def _entries(batch: str, blank: Entry) -> list[Entry]:
    """Read a batch file; every row is answered, those with a blank name too."""
    if batch == "-":
        file, text = "stdin", _decoded(sys.stdin.buffer.read(), "stdin")
    else:
        file = batch
        try:
            text = _decoded(Path(batch).read_bytes(), file)
        except OSError as error:
            raise StoreError(f"{file}: {error.strerror or error}; check the path") from None
    rows = csv.reader(text.splitlines(keepends=True))
    header = [cell.strip().lower() for cell in next(rows, [])]
    if COLUMNS[0] not in header:
        raise DataError([_header_problem(file, header)])
    entries, problems = [], []
    for row in rows:
        if not row:
            continue
        if len(row) > len(header):
            message = f"the row has {len(row)} cells where the header names {len(header)}"
            hint = "quote the cell that holds a comma"
            problems.append(Problem("ragged-row", message, hint, file, rows.line_num))
            continue
        cells = dict(zip(header, row, strict=False))
        entry = _entry(cells, blank, problems, file, rows.line_num)
        entries.append(entry)
    if problems:
        raise DataError(problems)
    return entries


def _entry(
    cells: dict[str, str], blank: Entry, problems: list[Problem], file: str, line: int
) -> Entry:
    level, on = cells.get("level", "").strip().lower(), cells.get("on", "").strip()
    if level and level not in set(Level):
        hint = "write province, prefecture or county, or leave it blank"
        message = f"'{level}' is no level"
        problems.append(Problem("level-unknown", message, hint, file, line, "level"))
    if on and not (on.isdecimal() and on.isascii()):
        message, hint = f"'{on}' is no year", "write a year such as 2012, or leave it blank"
        problems.append(Problem("year-format", message, hint, file, line, "on"))
        on = ""
    return blank._replace(
        toponym=cells["toponym"],
        within=cells.get("within", "").strip() or blank.within,
        level=level or blank.level,
        on=int(on) if on else blank.on,
    )


def _header_problem(file: str, header: Sequence[str]) -> Problem:
    found = ", ".join(map(repr, header)) or "nothing"
    return Problem(
        "header-missing",
        f"the header lacks 'toponym'; found {found}",
        f"the first line must name the columns: {','.join(COLUMNS)}",
        file,
        1,
    )


def _decoded(raw: bytes, file: str) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = f"byte 0x{raw[error.start]:02x} is not UTF-8"
        hint = "save the file as CSV UTF-8"
        raise DataError([Problem("encoding", message, hint, file, line)]) from None
