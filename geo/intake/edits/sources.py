"""Adding, correcting and removing a source: the publication that statements are taken from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...dates import parse, read_phrase
from ...errors import DataError, DateError, Problem
from ...store.parse import parse_source
from ...store.schema import SOURCE_TRANSLATIONS
from ...store.writing import writing
from ...text.escape import is_web_address
from .add import odd_cells, refuse_odd
from .edit import find_row
from .ids import ID

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...gazetteer import Gazetteer
    from ...store import Programme, Project

_DATES = ("published", "accessed", "coverage_period")


def plan_source(cells: Mapping[str, str], gazetteer: Gazetteer) -> dict[str, str]:
    """Return the row of a new source; dates in words become EDTF.

    Parameters
    ----------
    cells
        By column of sources.csv; `id` and `title` must be filled.

    Raises
    ------
    DataError
        With every problem of the cells.
    """
    row = {column: cell.strip() for column, cell in cells.items() if cell.strip()}
    row.setdefault("coverage", "unknown")
    problems = [*odd_cells(row), *_problems_of(row), *_read_dates(row)]
    if not problems:
        problems = _unloadable(row, gazetteer)
    if problems:
        raise DataError(problems)
    return row


def add_source(project: Project, row: Mapping[str, str]) -> None:
    """Write a source.

    Raises
    ------
    DataError
        If its id is taken.
    StoreError
        If it cannot be written.
    """
    with writing(project, mends=("source-unknown",)) as change:
        known = change.programme.sources.get(row["id"])
        if known:
            message = f"the source '{row['id']}' is there already: {known.title}"
            hint = "give another id; see `pilotmap source list`"
            file = change.sources.table.file
            raise DataError([Problem("id-duplicate", message, hint, file, known.line, "id")])
        change.sources.allow(SOURCE_TRANSLATIONS)
        change.sources.append([row])
        change.commit("source add", f"added the source {row['id']}")


def plan_source_edit(
    before: Mapping[str, str], changes: Mapping[str, str], gazetteer: Gazetteer
) -> dict[str, str]:
    """Return what the row of a source becomes; dates in words become EDTF.

    Parameters
    ----------
    before
        The row as it stands, by column.
    changes
        New cells by column.

    Raises
    ------
    DataError
        With every problem of the cells that are given; others are `check`'s business.
    """
    given = {column: cell.strip() for column, cell in changes.items()}
    filled = {column: cell for column, cell in given.items() if cell}
    problems = [*odd_cells(filled), *_read_dates(filled)]
    after = {**before, **{c: cell for c, cell in given.items() if cell or c in before}, **filled}
    row = {column: cell.strip() for column, cell in after.items() if cell.strip()}
    row.setdefault("coverage", "unknown")
    scoped = {"coverage_scope"} if "coverage" in given else set()
    problems += [each for each in _problems_of(row) if each.column in given.keys() | scoped]
    if not problems:
        problems = _unloadable(row, gazetteer)
    if problems:
        raise DataError(problems)
    return after


def write_source_edit(
    project: Project, before: Mapping[str, str], after: Mapping[str, str]
) -> None:
    """Write other cells of a source.

    Raises
    ------
    DataError
        If the source was changed by somebody else meanwhile.
    StoreError
        If it cannot be written.
    """
    source_id = before["id"].strip()
    with writing(project) as change:
        table = change.sources.table
        row = find_row(table, source_id, what="source", listed_by="pilotmap source list")
        if dict(zip(table.header, row.cells, strict=True)) != before:
            message = f"the source '{source_id}' was changed by somebody else meanwhile"
            hint = "nothing was written; look at it and edit it again"
            raise DataError([Problem("row-changed", message, hint, table.file, row.line)])
        changed = {c: cell for c, cell in after.items() if before.get(c, "") != cell}
        change.sources.allow(SOURCE_TRANSLATIONS)
        change.sources.replace(row, changed)
        change.commit("source edit", f"edited the source {source_id}: {', '.join(changed)}")


def refuse_needed(source_id: str, programme: Programme) -> None:
    """Refuse to part rows from their source.

    Raises
    ------
    DataError
        If a row names the source.
    """
    rows = [row.id for row in programme.statements if row.source == source_id.strip()]
    if rows:
        shown = ", ".join(rows[:3]) + (f" and {len(rows) - 3} more" if len(rows) > 3 else "")  # noqa: PLR2004 (enough to go on)
        name = "1 row names" if len(rows) == 1 else f"{len(rows)} rows name"
        message = f"{name} the source '{source_id.strip()}': {shown}"
        hint = "remove those first, or give them another source with `pilotmap edit`"
        raise DataError([Problem("source-needed", message, hint)])


def remove_source(project: Project, source_id: str, reason: str) -> None:
    """Take a source out of the project.

    Raises
    ------
    DataError
        If there is none, a row names it, or the reason holds control characters.
    StoreError
        If it cannot be written.
    """
    refuse_odd({"reason": reason})
    with writing(project) as change:
        table = change.sources.table
        refuse_needed(source_id, change.programme)
        change.sources.remove(
            find_row(table, source_id, what="source", listed_by="pilotmap source list")
        )
        summary = f"removed the source {source_id.strip()}"
        change.commit("source remove", summary, reason=reason)


def _unloadable(row: Mapping[str, str], gazetteer: Gazetteer) -> list[Problem]:
    """Return the problems that the row would have in sources.csv."""
    try:
        parse_source(row, lambda adcode: gazetteer.get(adcode) is not None)
    except DataError as error:
        return list(error.problems)
    return []


def _problems_of(row: Mapping[str, str]) -> list[Problem]:
    problems = []
    if not ID.fullmatch(row.get("id", "")):
        message = f"'{row.get('id', '')}' is no id"
        hint = "use letters, digits, dots, hyphens and underscores, as in pandaily-2020"
        problems.append(Problem("id-invalid", message, hint, column="id"))
    if not row.get("title"):
        problems.append(
            Problem("cell-missing", "no title is given", "pass --title", column="title")
        )
    for column in ("url", "archive_url"):
        if column in row and not is_web_address(row[column]):
            message = f"'{row[column][:80]}' is no address on the web"
            hint = "give one that begins with https:// or http://"
            problems.append(Problem("url-invalid", message, hint, column=column))
    if row["coverage"] == "full" and "coverage_scope" not in row:
        message = "a source that names every place must say among which units"
        hint = "pass --coverage-scope, such as '620000 prefecture'"
        problems.append(Problem("coverage-invalid", message, hint, column="coverage_scope"))
    return problems


def _read_dates(row: dict[str, str]) -> list[Problem]:
    """Turn dates in words into EDTF, in place; return a problem for each that cannot be read."""
    problems = []
    for column in _DATES:
        if column not in row:
            continue
        try:
            parse(row[column])
        except DateError:
            try:
                row[column] = str(read_phrase(row[column]).date)
            except DateError as error:
                hint = "write EDTF, such as 2020-08-31"
                problems.append(Problem("date-invalid", str(error), hint, column=column))
    return problems
