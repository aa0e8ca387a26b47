"""Proposals as rows in the shape that `import` takes: what a person accepts becomes statements."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from ..text.escape import spreadsheet_safe
from .model import ProgrammeStatus, Proposal, Role, Unnamed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..gazetteer import Gazetteer
    from .model import Scan, TextDate

COLUMNS = (
    "place",
    "within",
    "adcode",
    "extent",
    "status",
    "start",
    "end",
    "date_note",
    "source",
    "locator",
    "statement",
    "decision",
    "direction",
)
"""Those of locations.csv that a text can tell."""


def rows_of(scan: Scan, *, source: str = "", with_check: bool = False) -> list[dict[str, str]]:
    """Return a row for each proposal, in the order of the text.

    Parameters
    ----------
    source
        Id of the source that the text is, for the column of that name.
    with_check
        Whether the proposals that a person has to check are rows too.
    """
    wanted = {Role.LIKELY, Role.CHECK} if with_check else {Role.LIKELY}
    found: list[Proposal | Unnamed] = [
        each for each in scan.proposals if each.role in wanted and (each.adcode or each.candidates)
    ]
    found += scan.statements
    found.sort(key=lambda each: (each.paragraph, each.start))
    rows = [row_of(each, source) for each in found]
    return list({tuple(row.items()): row for row in rows}.values())


def row_of(found: Proposal | Unnamed, source: str) -> dict[str, str]:
    """Return the row that a proposal means once it is accepted."""
    start, end = _dates(found.when, found.status)
    row = dict.fromkeys(COLUMNS, "") | {
        "place": found.text,
        "extent": found.extent,
        "status": "out" if found.status is ProgrammeStatus.OUT else "",
        "start": start,
        "end": end,
        "date_note": found.when.note if start or end else "",
        "source": source,
        "locator": found.locator,
        "statement": _statement(found),
    }
    if isinstance(found, Unnamed):
        return row | {"adcode": found.within, "direction": found.direction}
    codes = found.adcode or "|".join(found.candidates)
    return row | {"within": found.within, "adcode": codes, "decision": found.decision}


def as_csv(rows: Iterable[dict[str, str]]) -> str:
    """Return rows as CSV with a header; no cell is a formula in a spreadsheet."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow(spreadsheet_safe(row[column]) for column in COLUMNS)
    return stream.getvalue()


def _dates(when: TextDate, status: ProgrammeStatus) -> tuple[str, str]:
    """Return start and end; of a plan the earliest start alone: nobody says that it was met."""
    start = when.start or ""
    if status is ProgrammeStatus.PLAN and start and not start.endswith("..]"):
        start = "" if start.startswith("[..") else f"[{start.strip('[]').split('..')[0]}..]"
    return start, when.end or ""


def _statement(found: Proposal | Unnamed) -> str:
    """Say in our own words what the text says."""
    when = f"; of the date it says '{found.when.phrase}'" if found.when.phrase else ""
    if isinstance(found, Unnamed):
        what = {
            ProgrammeStatus.PLAN: "It is announced for places that are not named",
            ProgrammeStatus.OUT: "It is not in some places that are not named",
        }.get(found.status, "It is in places that are not named")
        return f"{what} ('{found.text}'){when}."
    if found.when.end and found.status is ProgrammeStatus.IN:
        told = "ran in" if found.when.start else "was over in"
        return f"The text says that the programme {told} {found.text}{when}."
    what = {
        ProgrammeStatus.PLAN: "The text announces the programme for {}",
        ProgrammeStatus.OUT: "The text says that the programme is not in {}",
    }.get(found.status, "The text says that the programme is in {}")
    return f"{what.format(found.text)}{when}."


def used_by_no_row(
    scan: Scan, places: Iterable[tuple[str, str]], gazetteer: Gazetteer
) -> list[tuple[int, str]]:
    """Return what the text says and a table leaves out: paragraph and words, in order.

    Parameters
    ----------
    places
        Place and adcodes (joined by `|`) of each row that rests on the text.
    """
    used = {place.casefold() for place, _ in places}
    codes = {code for _, cell in places for code in cell.split("|")}
    left: list[tuple[int, str]] = []
    for each in scan.proposals:
        if each.role is Role.CONTEXT or each.text.casefold() in used:
            continue
        mine = {each.adcode} if each.adcode else set(each.candidates)
        if mine.isdisjoint(codes):
            units = "; ".join(gazetteer.described(map(gazetteer.unit, sorted(filter(None, mine)))))
            left.append((each.paragraph, f"{each.text} ({each.role.value}: {units or 'no unit'})"))
    left += [
        (each.paragraph, f"{each.text} (no named place)")
        for each in scan.statements
        if each.text.casefold() not in used
    ]
    left += [(each.paragraph, f"{each.why}: {each.text}") for each in scan.loose]
    return sorted(left, key=lambda one: one[0])
