"""What every file comes down to: rows of text, each with the line or sheet row it stands on.

Problems collected while a file is read: all of them are said, and none floods the others.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from ..errors import DataError, Problem, Severity

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable, Sequence


SHOWN_PER_RULE = 20
"""Problems of one rule shown one by one; a file broken in every row is summed up beyond that."""


def _day_zero() -> datetime.date:
    from ..dates.figures import SERIALS_FROM_1900  # most tables are none of dates

    return SERIALS_FROM_1900


class Problems:
    """The problems of one file, in the order found.

    Parameters
    ----------
    file
        Name of the file as it is shown.
    found
        Those that are known already.
    """

    def __init__(self, file: str, found: Iterable[Problem] = ()) -> None:
        self.file = file
        self._found = list(found)
        self._counts = Counter(problem.rule for problem in self._found)

    def add(
        self,
        rule: str,
        message: str,
        hint: str = "",
        *,
        line: int | None = None,
        column: str = "",
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Note a problem; `line` is physical, from 1."""
        self._counts[rule] += 1
        if self._counts[rule] <= SHOWN_PER_RULE:
            self._found.append(Problem(rule, message, hint, self.file, line, column, severity))

    def __contains__(self, rule: str) -> bool:
        return rule in self._counts

    def is_flooded(self, rule: str) -> bool:
        """Whether a further problem of a rule is only counted."""
        return self._counts[rule] >= SHOWN_PER_RULE

    def all(self) -> tuple[Problem, ...]:
        """Return the problems by line; after the last one shown of a flooded rule, how many more.

        That sum has the line and the severity of the problem it follows, so that it stays behind
        it wherever problems are sorted, and warnings do not add up to an error.
        """
        last = {problem.rule: problem for problem in self._found}
        more = [
            replace(
                last[rule],
                message=f"and {count - SHOWN_PER_RULE:,} more of this kind",
                hint="",
                column="",
            )
            for rule, count in self._counts.items()
            if count > SHOWN_PER_RULE and rule in last
        ]
        return tuple(sorted((*self._found, *more), key=lambda problem: problem.line or 0))


def errors_in(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems that refuse the data."""
    return tuple(problem for problem in problems if problem.severity is Severity.ERROR)


COLUMNS_LIMIT = 2**14
"""Columns a table may have: as many as a sheet of Excel."""
CELLS_LIMIT = 20_000_000
"""Cells of a table as wide as its widest row: short rows are filled up to its width."""
_BROKEN_LIMIT = 100_000
"""Rows that are told one by one; with more of them, what else stands there is no table."""
FLAWS_LIMIT = 500_000
"""Cells, or rows of the same ones, that are kept with what is wrong with them."""
SPREADSHEET_ERRORS = frozenset([
    "#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!",
    "#GETTING_DATA", "#FIELD!", "#BLOCKED!", "#UNKNOWN!", "#CONNECT!", "#BUSY!",
])  # fmt: skip
"""What a spreadsheet shows where a formula failed; exported to text, it stands in the cell."""


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
    text: str = ""
    """The cell as it stands, where it has a text that is not taken."""


class RowMarks(NamedTuple):
    """What a spreadsheet shows of a row beside its text; the row is read like the others."""

    is_hidden: bool = False
    struck: tuple[int, ...] = ()
    """Columns, from 0, of the filled cells that are struck through, as withdrawn entries are."""
    is_struck: bool = False
    """Whether all filled cells of the row are struck through."""


class BrokenRow(NamedTuple):
    """A row that cannot be read; the rows beside it are sound."""

    line: int
    cells: tuple[str, ...]
    """As they stand; rarely as many as the header has."""
    problem: Problem


@dataclass(slots=True)
class Grid:
    """The rows of one table, read lazily.

    `problems`, `broken` and `flaws` fill while the rows are read, and are complete after the last
    one.
    """

    file: str
    kind: str
    """What the content turned out to be: CSV, XLSX, GeoJSON, ..."""
    rows: Iterable[Line]
    problems: Problems
    """What is wrong with the table as a whole: no row of it can be trusted."""
    header: tuple[str, ...] | None = None
    """Column names, where the format has them; None: the header is one of the rows."""
    fixed: dict[str, str] = field(default_factory=dict)
    """Columns whose field is certain, as `{column: field}`: those of a geometry."""
    merged: dict[tuple[int, int], str] = field(default_factory=dict)
    """Cells (row, column from 0) filled from a merged one, with the reference of its range."""
    flaws: dict[int, dict[int, Flaw]] = field(default_factory=dict)
    """By row and column (from 0), cells that cannot be read, and are blank in `rows`.

    Each is told where somebody reads its column, and is never taken for a blank cell.
    """
    marks: dict[int, RowMarks] = field(default_factory=dict)
    """By row, what the spreadsheet shows of it; most rows have none."""
    broken: list[BrokenRow] = field(default_factory=list)
    """Rows that are not among `rows`, or that the reader of the rows has set aside."""
    is_spreadsheet: bool = False
    is_hidden: bool = False
    """A sheet that the workbook does not show."""
    day_zero: datetime.date = field(default_factory=_day_zero)
    """From where the workbook counts days."""
    notes: list[str] = field(default_factory=list)
    count: int | None = None
    """How many rows there are, where the format says so before they are read."""
    again: Callable[[], Grid] | None = None
    """Returns the table once more, where it is read from a text as it is walked."""
    line_ends: int = 0
    """Those of such a text, but for one at its end: below a header, it has no more rows."""

    def set_aside(
        self, line: int, cells: Sequence[str], flaw: tuple[str, str, str], column: str = ""
    ) -> None:
        """Note that one row cannot be read, and why: rule, message and hint.

        Raises
        ------
        DataError
            If there are so many that this is no table.
        """
        rule, message, hint = flaw
        problem = Problem(rule, message, hint, self.file, line, column)
        if len(self.broken) == _BROKEN_LIMIT:
            why = f"{message}; so have {_BROKEN_LIMIT:,} rows before it a defect"
            raise DataError([Problem(rule, why, hint, self.file, line, column)])
        self.broken.append(BrokenRow(line, tuple(cells), problem))

    def all_problems(self) -> tuple[Problem, ...]:
        """Return the problems of the table and of its broken rows, no rule flooding the others."""
        told = Problems(self.file, self.problems.all())
        for _, _, problem in self.broken:
            told.add(
                problem.rule,
                problem.message,
                problem.hint,
                line=problem.line,
                column=problem.column,
            )
        return told.all()

    def doubt(self, sound: int) -> Problem | None:
        """Return why the whole table is in doubt, after `sound` rows of the header's width.

        A few rows of another width are slips of whoever typed them. Where they are more than the
        sound ones, the delimiter or the header is not what it was taken for.
        """
        ragged = [row for row in self.broken if row.problem.rule == "ragged-row"]
        if len(ragged) <= sound:
            return None
        widths = sorted({len(row.cells) for row in ragged})
        shown = ", ".join(map(str, widths[:4])) + (", ..." if len(widths) > 4 else "")  # noqa: PLR2004
        return Problem(
            "ragged-row",
            f"{len(ragged):,} of {len(ragged) + sound:,} rows have another width ({shown} cells) "
            "than the header: it is not their header, or the cells are parted by something else",
            "look at the header and at how cells are parted and quoted",
            self.file,
            ragged[0].line,
        )


def refuse_wider(file: str, width: int, line: int | None = None) -> None:
    """Refuse a row of more columns than a table may have.

    Raises
    ------
    DataError
        If `width` is above `COLUMNS_LIMIT`; the cells beyond it need not have been counted.
    """
    if width > COLUMNS_LIMIT:
        message = f"a row has more than the {COLUMNS_LIMIT:,} cells of a row in Excel"
        hint = "save the columns that matter as a table of their own"
        raise DataError([Problem("table-too-wide", message, hint, file, line)])


def refuse_flawed(file: str, flawed: int, line: int) -> None:
    """Refuse a table of more errors of a spreadsheet than are kept.

    Raises
    ------
    DataError
        If `flawed` is above `FLAWS_LIMIT`.
    """
    if flawed > FLAWS_LIMIT:
        message = f"more than {FLAWS_LIMIT:,} cells are errors such as #N/A, or cannot be read"
        hint = "save the columns that matter as a table of their own"
        raise DataError([Problem("cell-error", message, hint, file, line)])


class ErrorCells:
    """Notes a flaw in the place of each error that a spreadsheet wrote as text.

    Rows with the same errors in the same cells share what is said of them.
    """

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._told: dict[tuple[tuple[int, str], ...], dict[int, Flaw]] = {}
        self._flawed = 0

    def cleared(self, row: Line) -> Line:
        """Return a row with blank cells where errors stand."""
        found = [
            at
            for at, cell in enumerate(row.cells)
            if "#" in cell and cell.strip() in SPREADSHEET_ERRORS
        ]
        if not found:
            return row
        grid = self._grid
        errors = tuple((at, row.cells[at].strip()) for at in found)
        if errors not in self._told:
            self._flawed += len(errors)
            refuse_flawed(grid.file, self._flawed, row.line)
            self._told[errors] = {at: _error_flaw(at, error) for at, error in errors}
        grid.flaws[row.line] = self._told[errors]
        refuse_flawed(grid.file, len(grid.flaws), row.line)
        cells = list(row.cells)
        for at in found:
            cells[at] = ""
        return Line(row.line, tuple(cells))


def _error_flaw(at: int, error: str) -> Flaw:
    what = f"cell {at + 1} is the error {error}, which a spreadsheet writes"
    return Flaw("cell-error", what, "correct or clear the cell", error)


def told_marks(marks: dict[int, RowMarks]) -> Iterable[str]:
    """Yield what is to be told of rows that are hidden or struck through, by row."""
    for one, several, lines in (
        ("hidden row", "hidden rows", [at for at, mark in marks.items() if mark.is_hidden]),
        (
            "struck-through row",
            "struck-through rows",
            [at for at, mark in marks.items() if mark.is_struck],
        ),
        (
            "row with struck-through cells",
            "rows with struck-through cells",
            [at for at, mark in marks.items() if mark.struck and not mark.is_struck],
        ),
    ):
        if lines:
            count = f"{len(lines):,} {several} are" if len(lines) > 1 else f"1 {one} is"
            yield f"{count} read like the others, from row {lines[0]} on"


def column_letters(index: int) -> str:
    """Return the letters of a spreadsheet column counted from 0: A, ..., Z, AA, ..."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
