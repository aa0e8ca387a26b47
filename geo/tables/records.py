"""A table of questions, one a row: what `find --batch` and `date --batch` read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import DataError, Problem, UsageError
from ..text.escape import some_of
from .problems import errors_in
from .read import read_file, read_grids
from .regular_file import read_stdin

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .grid import Grid, Line


def read_records(name: str, columns: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """Return (line, cells by column) of each row; a column or a cell that the file lacks is blank.

    Parameters
    ----------
    name
        Path of a file of any kind and encoding that `import` reads, with a header in its first
        row; `-` reads standard input.
    columns
        Those that count, in lower case, the first of which the header must name; others are
        dropped.

    Raises
    ------
    DataError
        If the file cannot be read, lacks the first column, or has rows wider than the header.
    UsageError
        If several sheets of a workbook have the first column.
    """
    file = "stdin" if name == "-" else name
    raw = read_stdin() if name == "-" else read_file(Path(name), file)
    grids = read_grids(raw, file)[0] if raw.strip() else {}
    opened = {title: (grid, *_header(grid)) for title, grid in grids.items()}
    usable = [title for title, (_, header, _) in opened.items() if columns[0] in header]
    if len(usable) > 1:
        names = some_of(f"'{title}'" for title in usable)
        raise UsageError(f"{file}: the sheets {names} have a column '{columns[0]}'; keep one")
    if not usable:
        header = next((header for _, header, _ in opened.values() if header), ())
        raise DataError([_header_problem(file, header, columns)])
    grid, header, rows = opened[usable[0]]
    records = list(_records(grid, header, rows, columns))
    if problems := errors_in(grid.all_problems()):
        raise DataError(problems)
    return records


def _header(grid: Grid) -> tuple[tuple[str, ...], Iterator[Line]]:
    """Return the names of the columns, and the rows below them."""
    rows = iter(grid.rows)
    names = grid.header
    if names is None:
        names = next((row.cells for row in rows if any(row.cells)), ())
    return tuple(name.strip().lower() for name in names), rows


def _records(
    grid: Grid, header: Sequence[str], rows: Iterator[Line], columns: Sequence[str]
) -> Iterator[tuple[int, dict[str, str]]]:
    for row in rows:
        # A blank line is nothing; a row of blank cells between commas is a blank question.
        if not any(row.cells) and (grid.is_spreadsheet or len(row.cells) < max(len(header), 2)):
            continue
        if any(row.cells[len(header) :]):
            message = f"the row has {len(row.cells)} cells where the header names {len(header)}"
            hint = "quote the cell that holds the delimiter"
            grid.set_aside(row.line, row.cells, ("ragged-row", message, hint))
            continue
        cells = dict(zip(header, row.cells, strict=False))
        for index, column in enumerate(header):
            if column in columns and (flaw := grid.flaws.get(row.line, {}).get(index)):
                grid.problems.add(*flaw[:3], line=row.line, column=column)
        yield row.line, {column: cells.get(column, "") for column in columns}


def _header_problem(file: str, header: Sequence[str], columns: Sequence[str]) -> Problem:
    found = some_of(map(repr, header)) or "nothing"
    message = f"the header lacks '{columns[0]}'; found {found}"
    hint = f"the first row must name the columns: {','.join(columns)}"
    return Problem("header-missing", message, hint, file, 1)
