"""The rows that an import leaves open, in a file of their own, to decide and import again."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

from ...errors import StoreError
from ...tables.spreadsheet import spreadsheet_safe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .entries import Reader
    from .layout import Layout
    from .plan import Pending

_ADDED = ("decision", "problem", "candidates")
_MOST = 1000


def todo_path(file: Path | None) -> Path:
    """Return a name beside `file` (in the folder one stands in, for a pasted table) not yet taken.

    An earlier file may hold decisions of somebody; it is never written over.
    """
    folder = file.parent if file is not None else Path()
    stem = (file.stem if file is not None else "pasted").split(".todo", 1)[0] or "list"
    for number in range(1, _MOST):
        path = folder / f"{stem}.todo{f'-{number}' if number > 1 else ''}.csv"
        if not path.exists() and not path.is_symlink():
            return path
    raise StoreError(f"{folder / stem}.todo.csv: {_MOST} such files are there; remove some")


def write_todo(path: Path, layout: Layout, rows: Sequence[Pending], reader: Reader) -> None:
    """Write the open rows: their cells as found, then `decision`, `problem`, `candidates`.

    The batch under whose heading a row stands goes into a column of its own.

    The file is made for a spreadsheet: UTF-8 with a byte-order mark, no cell a formula.

    Raises
    ------
    StoreError
        If it cannot be written, or has come into being meanwhile.
    """
    kept = [index for index, name in enumerate(layout.header) if name not in _ADDED]
    decision = layout.columns.get("decision")
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    batch = ["batch"] if reader.headings and "batch" not in layout.columns else []
    writer.writerow([*(layout.header[index] for index in kept), *batch, *_ADDED])
    for row in rows:
        cells = [*(row.cells[index] for index in kept)]
        cells += [reader.heading_of(row.line) for _ in batch]
        decided = row.cells[decision] if decision is not None else ""
        problem = "; ".join(
            f"{p.message} ({p.hint})" if p.hint else p.message for p in row.problems
        )
        candidates = " | ".join(unit.adcode for unit in row.candidates)
        writer.writerow([spreadsheet_safe(cell) for cell in (*cells, decided, problem, candidates)])
    try:
        with path.open("x", encoding="utf-8-sig", errors="backslashreplace", newline="") as file:
            file.write(text.getvalue())
    except OSError as error:
        path_text = f"{path}: {error.strerror or error}"
        raise StoreError(f"{path_text}; nothing was imported, so that no row is lost") from None
