"""Delimited text read strictly: every row with its physical line, every defect with its place.

RFC 4180, with any line ending, blank lines allowed and a byte-order mark accepted. The text itself
is kept beside the rows, with the span of each, so that a change touches one row's bytes only
(`store.draft`). Python's `csv` module is no help here: it accepts stray and unclosed quotes,
forgets where a row began, and cannot give back what it read.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from ..errors import DataError, Severity
from .encoding import BOM, decode, describe_damage, encoding_problem, foreign_text
from .grid import COLUMNS_LIMIT, Problems, errors_in
from .regular_file import read_bytes
from .scan import CONFLICT, QuoteError, RawRow, conflict, scan

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from ..errors import Problem

CELL_LIMIT = 1_000_000
"""Characters a cell may hold; a longer one is a quote that was never closed, or an attack."""

_LONGEST_NAME = 100
"""Characters of the name of a column that may be a known one, misspelt."""
_DELIMITER_NAMES = {
    ",": "commas",
    ";": "semicolons",
    "\t": "tabs",
    "|": "bars",
    "，": "full-width commas",
}


class Row(NamedTuple):
    """One row of a table."""

    line: int
    """Physical line on which it begins, from 1; `\\r\\n`, `\\n` and `\\r` each end a line."""
    cells: tuple[str, ...]
    """As many as the header has."""
    start: int
    """Offset of its first character in the table's text."""
    stop: int
    """Offset after its last character, before the line ending."""


@dataclass(frozen=True, slots=True)
class Table:
    """A delimited text: its rows, what is wrong with it, and the text as it stands."""

    file: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    """The sound rows; a row with a problem is not among them."""
    problems: tuple[Problem, ...]
    text: str
    delimiter: str = ","

    def position(self, column: str) -> int | None:
        """Return where `column` stands in the header, from 0; None if it does not."""
        return self.header.index(column) if column in self.header else None

    def records(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield each row as its line and its cells by column."""
        for row in self.rows:
            yield row.line, dict(zip(self.header, row.cells, strict=True))

    def stream(self) -> Stream:
        """Return the rows to be read once, with room for the problems of their cells."""
        problems = Problems(self.file, self.problems)
        return Stream(self.file, self.header, iter(self.rows), problems)

    def checked(self) -> Table:
        """Return the table itself if nothing refuses it.

        Raises
        ------
        DataError
            With all problems, if one of them is an error.
        """
        if errors_in(self.problems):
            raise DataError(self.problems)
        return self


@dataclass(frozen=True, slots=True)
class Stream:
    """A table that is read once, row by row, without keeping the rows."""

    file: str
    header: tuple[str, ...]
    rows: Iterator[Row]
    """The sound rows."""
    problems: Problems
    """What is wrong so far; complete when the rows have been read."""


def read_table(
    path: Path,
    *,
    file: str = "",
    required: Sequence[str] = (),
    known: Collection[str] = (),
) -> Table:
    """Read a comma-separated UTF-8 file; whatever is wrong is in the table's `problems`.

    Parameters
    ----------
    path
        The file. A missing or unreadable one gives an empty table with that problem.
    file
        Its name in messages; the path by default.
    required
        Columns the header must name.
    known
        All columns that mean something, so that a misspelt one is noticed.
    """
    file = file or str(path)
    text, unreadable = _read_text(path, file)
    if unreadable:
        return Table(file, (), (), unreadable, text)
    return parse_table(text, file=file, required=required, known=known)


def stream_table(
    path: Path,
    *,
    file: str = "",
    required: Sequence[str] = (),
    known: Collection[str] = (),
) -> Stream:
    """Read a file as `read_table` does, without keeping its rows."""
    file = file or str(path)
    text, unreadable = _read_text(path, file)
    if unreadable:
        return Stream(file, (), iter(()), Problems(file, unreadable))
    return stream_text(text, file=file, required=required, known=known)


def _read_text(path: Path, file: str) -> tuple[str, tuple[Problem, ...]]:
    """Return the text of a file, and why it is none."""
    try:
        raw = read_bytes(path, file)
    except DataError as error:
        return "", error.problems
    text = decode(raw)
    foreign = encoding_problem(raw, text, file)
    return text, (foreign,) if foreign else ()


def parse_table(
    text: str,
    *,
    file: str,
    delimiter: str = ",",
    required: Sequence[str] = (),
    known: Collection[str] = (),
) -> Table:
    """Read delimited text, as `read_table` does; `delimiter` is one character.

    Between tabs a quote inside an unquoted cell is itself, as Excel copies it; elsewhere it is a
    problem.
    """
    stream = stream_text(text, file=file, delimiter=delimiter, required=required, known=known)
    rows = tuple(stream.rows)
    return Table(file, stream.header, rows, stream.problems.all(), text, delimiter)


def stream_text(
    text: str,
    *,
    file: str,
    delimiter: str = ",",
    required: Sequence[str] = (),
    known: Collection[str] = (),
) -> Stream:
    """Read delimited text as `parse_table` does, without keeping its rows."""
    problems = Problems(file)
    if not text.strip("\ufeff \t\r\n"):
        problems.add("empty-file", "the file is empty", "its first line must name columns", line=1)
        return Stream(file, (), iter(()), problems)
    scanned = scan(text, delimiter, start=len(BOM) if text.startswith(BOM) else 0)
    rows = _without_conflicts(scanned, text, problems)
    first = next((row for row in rows if isinstance(row, QuoteError) or any(row.cells)), None)
    if isinstance(first, QuoteError):  # without a header, no row can be judged
        problems.add(first.rule, first.message, first.hint, line=first.line)
        return Stream(file, (), iter(()), problems)
    if first and len(first.cells) > COLUMNS_LIMIT:
        message = f"the header names {len(first.cells):,} columns, more than {COLUMNS_LIMIT:,}"
        problems.add("table-too-wide", message, "delete those that are not needed", line=first.line)
        return Stream(file, (), iter(()), problems)
    header = _read_header(first, delimiter, required, known, problems) if first else ()
    if len(header) == 1 and "header-missing" in problems:  # no table, or another delimiter
        return Stream(file, header, iter(()), problems)
    return Stream(file, header, _sound_rows(rows, header, text, problems), problems)


def stream_cells(cells: Mapping[str, str]) -> Stream:
    """Return one row, given as its cells by column, as if it had been read from a table."""
    header, problems = tuple(cells), Problems("")
    row = RawRow(0, tuple(cells.values()), 0, sum(map(len, cells.values())))
    return Stream(
        "", header, _sound_rows(iter((row,)), header, "".join(row.cells), problems), problems
    )


def _without_conflicts(
    rows: Iterator[RawRow | QuoteError], text: str, problems: Problems
) -> Iterator[RawRow | QuoteError]:
    """Yield all but the lines that git left where two versions disagree, and note those."""
    in_conflict = "<<<<<<<" in text or ">>>>>>>" in text
    for row in rows:
        marker = in_conflict and isinstance(row, RawRow) and text[row.start : row.stop]
        if marker and CONFLICT.fullmatch(marker):
            problems.add(*conflict(marker), line=row.line)
        else:
            yield row


def _sound_rows(
    rows: Iterator[RawRow | QuoteError], header: Sequence[str], text: str, problems: Problems
) -> Iterator[Row]:
    """Yield the rows that are not blank and have the header's cells, and note the others."""
    damaged = foreign_text(text) is not None
    width = len(header)
    for row in rows:
        if isinstance(row, QuoteError):
            column = header[row.index] if row.index < width else ""
            problems.add(row.rule, row.message, row.hint, line=row.line, column=column)
            continue
        if damaged:
            _note_damage(row, header, problems)
        if row.stop - row.start > CELL_LIMIT and _is_oversized(row, header, problems):
            continue
        if not any(row.cells):
            continue
        if len(row.cells) == width:
            yield Row(*row)
        else:
            _note_ragged(row, header, problems)


def _read_header(
    row: RawRow,
    delimiter: str,
    required: Sequence[str],
    known: Collection[str],
    problems: Problems,
) -> tuple[str, ...]:
    """Return the column names, surrounding spaces apart, and note what is wrong with them."""
    header = tuple(cell.strip() for cell in row.cells)
    _note_damage(row, header, problems)
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


def _note_damage(row: RawRow, header: Sequence[str], problems: Problems) -> None:
    for index, cell in enumerate(row.cells):
        if foreign_text(cell):
            rule, message, hint = describe_damage(cell)
            column = header[index] if index < len(header) else ""
            problems.add(rule, message, hint, line=row.line, column=column)


def _is_oversized(row: RawRow, header: Sequence[str], problems: Problems) -> bool:
    long = [index for index, cell in enumerate(row.cells) if len(cell) > CELL_LIMIT]
    for index in long:
        problems.add(
            "cell-too-large",
            f"the cell holds {len(row.cells[index]):,} characters, more than {CELL_LIMIT:,}",
            "shorten it; look for a quote that was never closed",
            line=row.line,
            column=header[index] if index < len(header) else "",
        )
    return bool(long)


def _note_ragged(row: RawRow, header: Sequence[str], problems: Problems) -> None:
    expected, found = len(header), len(row.cells)
    hint = (
        "quote the cell that holds a comma"
        if found > expected
        else f"the row ends before {header[found]!r}; add the missing cells, even if empty"
    )
    message = f"the row has {found} cell{'s' * (found > 1)} where the header names {expected}"
    problems.add("ragged-row", message, hint, line=row.line)
