"""Batch files: a CSV of questions, one a row, from a file or from stdin."""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import DataError, Problem, StoreError

if TYPE_CHECKING:
    from collections.abc import Sequence


def read_batch(batch: str, columns: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """Return (line, cells) of each row of a batch file; a column that the file lacks is blank.

    Parameters
    ----------
    batch
        Path of a CSV file in UTF-8 with a header; `-` reads stdin.
    columns
        Those that count, the first of which the file must have; others are dropped.

    Raises
    ------
    StoreError
        If the file cannot be read.
    DataError
        If it is not UTF-8 or not CSV, lacks the first column, or has rows of unequal length.
    """
    file = "stdin" if batch == "-" else batch
    try:
        raw = sys.stdin.buffer.read() if batch == "-" else Path(batch).read_bytes()
    except OSError as error:
        raise StoreError(f"{file}: {error.strerror or error}; check the path") from None
    return _records(_decoded(raw, file), columns, file)


def _records(text: str, columns: Sequence[str], file: str) -> list[tuple[int, dict[str, str]]]:
    rows = csv.reader(io.StringIO(text, newline=""))
    records, problems = [], []
    try:
        header = [cell.strip().lower() for cell in next(rows, [])]
        if columns[0] not in header:
            raise DataError([_header_problem(file, header, columns)])
        for row in rows:
            if len(row) > len(header):
                message = f"the row has {len(row)} cells where the header names {len(header)}"
                hint = "quote the cell that holds a comma"
                problems.append(Problem("ragged-row", message, hint, file, rows.line_num))
            elif row:
                cells = dict(zip(header, row, strict=False))
                counted = {column: cells.get(column, "") for column in columns}
                records.append((rows.line_num, counted))
    except csv.Error as error:
        hint = "save the file as CSV UTF-8"
        problems.append(Problem("csv", str(error), hint, file, rows.line_num))
    if problems:
        raise DataError(problems)
    return records


def _header_problem(file: str, header: list[str], columns: Sequence[str]) -> Problem:
    found = ", ".join(map(repr, header)) or "nothing"
    message = f"the header lacks '{columns[0]}'; found {found}"
    hint = f"the first line must name the columns: {','.join(columns)}"
    return Problem("header-missing", message, hint, file, 1)


def _decoded(raw: bytes, file: str) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = f"byte 0x{raw[error.start]:02x} is not UTF-8"
        hint = "save the file as CSV UTF-8"
        raise DataError([Problem("encoding", message, hint, file, line)]) from None
