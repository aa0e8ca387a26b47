"""What every file comes down to: rows of text, each with the line or sheet row it stands on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from ..dates.figures import SERIALS_FROM_1900

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from .problems import Problems


class Line(NamedTuple):
    """One row as it stands."""

    line: int
    """Physical line, sheet row, or number of the feature's row in its layer; from 1."""
    cells: tuple[str, ...]


class Flaw(NamedTuple):
    """Why a cell cannot be taken as it is, under the name of a rule, and what to do."""

    rule: str
    message: str
    hint: str


@dataclass(slots=True)
class Grid:
    """The rows of one table, read lazily.

    `problems` fills while the rows are read, and is complete after the last one.
    """

    file: str
    kind: str
    """What the content turned out to be: CSV, XLSX, GeoJSON, ..."""
    rows: Iterable[Line]
    problems: Problems
    header: tuple[str, ...] | None = None
    """Column names, where the format has them; None: the header is one of the rows."""
    fixed: dict[str, str] = field(default_factory=dict)
    """Columns whose field is certain, as `{column: field}`: those of a geometry."""
    merged: dict[tuple[int, int], str] = field(default_factory=dict)
    """Cells (row, column from 0) filled from a merged one, with the reference of its range."""
    flaws: dict[tuple[int, int], Flaw] = field(default_factory=dict)
    """Cells (row, column from 0) that cannot be read; told where somebody reads their column."""
    is_spreadsheet: bool = False
    is_hidden: bool = False
    """A sheet that the workbook does not show."""
    day_zero: datetime.date = SERIALS_FROM_1900
    """From where the workbook counts days."""
    notes: list[str] = field(default_factory=list)


def column_letters(index: int) -> str:
    """Return the letters of a spreadsheet column counted from 0: A, ..., Z, AA, ..."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
