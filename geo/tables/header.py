"""The header of a delimited text: the names of its columns, and what is wrong with them."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from ..errors import Severity
from .encoding import describe_damage, foreign_text

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from .grid import Problems
    from .stretch import Row

_LONGEST_NAME = 100
"""Characters of the name of a column that may be a known one, misspelt."""
_DELIMITER_NAMES = {
    ",": "commas",
    ";": "semicolons",
    "\t": "tabs",
    "|": "bars",
    "，": "full-width commas",
}


def read_header(
    row: Row,
    delimiter: str,
    required: Sequence[str],
    known: Collection[str],
    problems: Problems,
) -> tuple[str, ...]:
    """Return the column names, surrounding spaces apart, and note what is wrong with them."""
    header = tuple(cell.strip() for cell in row.cells)
    note_damage(row, header, problems)
    first: dict[str, int] = {}
    for index, column in enumerate(header):
        if not column:
            message = f"column {index + 1} has no name"
            problems.add("header-empty", message, "name or delete the column", line=row.line)
        elif first.setdefault(column, index) < index:
            message = f"{column!r} names columns {first[column] + 1} and {index + 1}"
            hint = "rename or delete one of them"
            problems.add("header-duplicate", message, hint, line=row.line, column=column)
    missing = [column for column in required if column not in header]
    if missing:
        names = ", ".join(map(repr, missing))
        hint = _hint_for_missing(header, missing, delimiter)
        problems.add("header-missing", f"the header lacks {names}", hint, line=row.line)
    absent = [column for column in known if column not in header and column not in required]
    for column in header:
        if column in known or len(column) > _LONGEST_NAME:
            continue
        close = get_close_matches(column.lower(), absent, n=1, cutoff=0.8)
        if close:
            message = f"the column {column!r} is not read; {close[0]!r} is missing"
            hint = f"rename it if it is meant as {close[0]!r}"
            problems.add(
                "header-misspelt",
                message,
                hint,
                line=row.line,
                column=column,
                severity=Severity.WARNING,
            )
    return header


def _hint_for_missing(header: Sequence[str], missing: Sequence[str], delimiter: str) -> str:
    if len(header) == 1:
        for other, name in _DELIMITER_NAMES.items():
            if other in header[0]:
                wanted = _DELIMITER_NAMES.get(delimiter, repr(delimiter))
                return f"the cells seem to be separated by {name}; separate them by {wanted}"
    lower = [column.lower() for column in header]
    for column in missing:
        close = get_close_matches(column, lower, n=1, cutoff=0.7)
        if close:
            found = header[lower.index(close[0])]
            return f"it has {found!r}; rename it if that is meant as {column!r}"
    return "the first line must name the columns"


def note_damage(row: Row, header: Sequence[str], problems: Problems) -> None:
    """Note each cell of a row that holds a NUL or foreign bytes."""
    for index, cell in enumerate(row.cells):
        if foreign_text(cell):
            rule, message, hint = describe_damage(cell)
            column = header[index] if index < len(header) else ""
            problems.add(rule, message, hint, line=row.line, column=column)


def note_ragged(row: Row, header: Sequence[str], problems: Problems) -> None:
    """Note that a row has more or fewer cells than the header names."""
    expected, found = len(header), len(row.cells)
    hint = (
        "quote the cell that holds a comma"
        if found > expected
        else f"the row ends before {header[found]!r}; add the missing cells, even if empty"
    )
    message = f"the row has {found} cell{'s' * (found > 1)} where the header names {expected}"
    problems.add("ragged-row", message, hint, line=row.line)
