"""Delimited text read strictly: every row with its physical line, every defect with its place.

RFC 4180, with any line ending, blank lines allowed and a byte-order mark accepted. The text itself
is kept beside the rows, with the span of each, so that a change touches one row's bytes only
(`store.draft`). Python's `csv` module is no help here: it accepts stray and unclosed quotes,
forgets where a row began, and cannot give back what it read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from ..errors import DataError, Problem
from .csv_scanner import CONFLICT, QuoteError, conflict, may_be_merged_text, scan_stretches
from .encoding import BOM, Decoded, decode_file, foreign_text
from .grid import COLUMNS_LIMIT, Problems, errors_in
from .header import note_damage, note_ragged, read_header
from .regular_file import read_bytes
from .stretch import Row, Rows, RowsOfText

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

CELL_LIMIT = 1_000_000
"""Characters a cell may hold; a longer one is a quote that was never closed, or an attack."""

_BLANK = re.compile("[\ufeff \t\r\n]*")
_SINGLES = 4096
"""Rows that are given on together, of those that are read one by one."""


@dataclass(frozen=True, slots=True)
class Table:
    """A delimited text: its rows, what is wrong with it, and the text as it stands."""

    file: str
    header: tuple[str, ...]
    rows: Sequence[Row]
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
        rows = self.rows
        if isinstance(rows, RowsOfText):
            return Stream(self.file, self.header, rows.stretches(), problems)
        return Stream(self.file, self.header, iter((Rows.of(rows),) if rows else ()), problems)

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
    """A table that is read once, by stretches of rows, without keeping the rows."""

    file: str
    header: tuple[str, ...]
    stretches: Iterator[Rows]
    """The sound rows."""
    problems: Problems
    """What is wrong so far; complete when the rows have been read."""

    @property
    def rows(self) -> Iterator[Row]:
        """The sound rows one by one, to be read once."""
        return chain.from_iterable(self.stretches)


def read_table(
    path: Path,
    *,
    file: str = "",
    required: Sequence[str] = (),
    known: Collection[str] = (),
    most: int | None = None,
    hold: bool = True,
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
    most
        Rows it may have.
    hold
        Whether its rows are held; else they are read from its text each time.

    Raises
    ------
    DataError
        If it has more rows than it may have.
    """
    file = file or str(path)
    read = _read(path, file)
    if isinstance(read, Problems):
        return Table(file, (), (), read.all(), "")

    def stream() -> Stream:
        return _stream(read.text, read.is_damaged, file, required=required, known=known, most=most)

    if hold:
        return _table(stream(), read.text)
    once = stream()
    rows = RowsOfText(lambda: stream().stretches, sum(map(len, once.stretches)))
    return Table(file, once.header, rows, once.problems.all(), read.text)


def stream_table(
    path: Path,
    *,
    file: str = "",
    required: Sequence[str] = (),
    known: Collection[str] = (),
    most: int | None = None,
) -> Stream:
    """Read a file as `read_table` does, without keeping its rows."""
    file = file or str(path)
    read = _read(path, file)
    if isinstance(read, Problems):
        return Stream(file, (), iter(()), read)
    return _stream(read.text, read.is_damaged, file, required=required, known=known, most=most)


def _read(path: Path, file: str) -> Decoded | Problems:
    """Return the text of a file, or why it is none."""
    try:
        read = decode_file(read_bytes(path, file), file)
    except DataError as error:
        return Problems(file, error.problems)
    return Problems(file, (read.problem,)) if read.problem else read


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
    return _table(stream, text, delimiter)


def _table(stream: Stream, text: str, delimiter: str = ",") -> Table:
    rows = tuple(stream.rows)
    return Table(stream.file, stream.header, rows, stream.problems.all(), text, delimiter)


def stream_text(
    text: str,
    *,
    file: str,
    delimiter: str = ",",
    required: Sequence[str] = (),
    known: Collection[str] = (),
    most: int | None = None,
) -> Stream:
    """Read delimited text as `parse_table` does, without keeping its rows."""
    return _stream(
        text,
        foreign_text(text) is not None,
        file,
        delimiter=delimiter,
        required=required,
        known=known,
        most=most,
    )


def _stream(
    text: str,
    is_damaged: bool,
    file: str,
    *,
    delimiter: str = ",",
    required: Sequence[str],
    known: Collection[str],
    most: int | None = None,
) -> Stream:
    problems = Problems(file)
    if _BLANK.fullmatch(text):
        problems.add("empty-file", "the file is empty", "its first line must name columns", line=1)
        return Stream(file, (), iter(()), problems)
    scanned = scan_stretches(text, delimiter, start=len(BOM) if text.startswith(BOM) else 0)
    rows = _without_conflicts(scanned, text, problems)
    first = next((row for row in rows if not isinstance(row, Row) or any(row.cells)), None)
    if isinstance(first, QuoteError):  # without a header, no row can be judged
        problems.add(first.rule, first.message, first.hint, line=first.line)
        return Stream(file, (), iter(()), problems)
    assert not isinstance(first, Rows)  # noqa: S101 (a stretch comes behind a row that is not blank)
    if first and len(first.cells) > COLUMNS_LIMIT:
        message = f"the header names more than {COLUMNS_LIMIT:,} columns"
        problems.add("table-too-wide", message, "delete those that are not needed", line=first.line)
        return Stream(file, (), iter(()), problems)
    header = read_header(first, delimiter, required, known, problems) if first else ()
    if len(header) == 1 and "header-missing" in problems:  # no table, or another delimiter
        return Stream(file, header, iter(()), problems)
    sound = _sound_rows(rows, header, is_damaged=is_damaged, problems=problems)
    return Stream(file, header, sound if most is None else _counted(sound, most, file), problems)


def _counted(stretches: Iterator[Rows], most: int, file: str) -> Iterator[Rows]:
    """Yield stretches of rows, and refuse a table of more rows than it may have."""
    count = 0
    for rows in stretches:
        count += len(rows)
        if count > most:
            raise DataError([too_long(most, file, rows[most - count].line)])
        yield rows


def too_long(most: int, file: str, line: int | None = None) -> Problem:
    """Return the problem of a table of more rows than it may have."""
    message = f"the table has more than {most:,} rows"
    return Problem("list-too-long", message, "part the project, or delete some", file, line)


def stream_cells(cells: Mapping[str, str]) -> Stream:
    """Return one row, given as its cells by column, as if it had been read from a table."""
    header, problems = tuple(cells), Problems("")
    row = Row(0, tuple(cells.values()), 0, sum(map(len, cells.values())))
    is_damaged = foreign_text("".join(row.cells)) is not None
    sound = _sound_rows(iter((row,)), header, is_damaged=is_damaged, problems=problems)
    return Stream("", header, sound, problems)


def _without_conflicts(
    found: Iterator[Rows | Row | QuoteError], text: str, problems: Problems
) -> Iterator[Rows | Row | QuoteError]:
    """Yield all but the lines that git left where two versions disagree, and note those."""
    if not may_be_merged_text(text):
        yield from found
        return
    for each in found:
        if isinstance(each, QuoteError):
            yield each
            continue
        for row in each if isinstance(each, Rows) else (each,):
            marker = text[row.start : row.stop]
            if CONFLICT.fullmatch(marker):
                problems.add(*conflict(marker), line=row.line)
            else:
                yield row


def _sound_rows(
    found: Iterator[Rows | Row | QuoteError],
    header: Sequence[str],
    *,
    is_damaged: bool,
    problems: Problems,
) -> Iterator[Rows]:
    """Yield the rows that are not blank and have the header's cells, and note the others."""
    singles: list[Row] = []
    for each in found:
        is_sound = isinstance(each, Rows) and not is_damaged and _are_sound(each, len(header))
        if singles and (is_sound or len(singles) >= _SINGLES):
            yield Rows.of(singles)
            singles = []
        if isinstance(each, QuoteError):
            column = header[each.index] if each.index < len(header) else ""
            problems.add(each.rule, each.message, each.hint, line=each.line, column=column)
        elif isinstance(each, Row):
            if _is_sound(each, header, is_damaged=is_damaged, problems=problems):
                singles.append(each)
        elif is_sound:
            yield each
        else:
            singles += [
                row
                for row in each
                if _is_sound(row, header, is_damaged=is_damaged, problems=problems)
            ]
    if singles:
        yield Rows.of(singles)


def _are_sound(rows: Rows, width: int) -> bool:
    """Whether all rows of a stretch are sound, as far as can be told without looking at each."""
    if rows.characters > CELL_LIMIT:
        return False
    return rows.widths == {width} and rows.are_filled


def _is_sound(row: Row, header: Sequence[str], *, is_damaged: bool, problems: Problems) -> bool:
    """Whether a row is one to be kept; what is wrong with it is noted."""
    if is_damaged:
        note_damage(row, header, problems)
    if row.stop - row.start > CELL_LIMIT and _is_oversized(row, header, problems):
        return False
    if not any(row.cells):
        return False
    if len(row.cells) != len(header):
        note_ragged(row, header, problems)
        return False
    return True


def _is_oversized(row: Row, header: Sequence[str], problems: Problems) -> bool:
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
