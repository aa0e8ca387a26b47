"""Import a list: read it, lay it out, settle every row; and write what is ready, at once."""

from __future__ import annotations

import csv
import io
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from ...errors import DataError, StoreError
from ...store.replace import create_alone
from ...store.schema import LOCATION_COLUMNS
from ...tables.read import extension_note, read_file, read_grids
from ...text.escape import spreadsheet_safe
from .bounds import ENTRIES_LIMIT, refuse_long
from .detection import detect_columns
from .planner import Planner
from .reading import read_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ...gazetteer import Gazetteer
    from ...store import Programme, Project
    from ...store.writing import Writing
    from ...tables.grid import Grid
    from ...tables.lines import LineStream
    from ...tables.table import Table
    from .answers import Options
    from .entries import EntryReader
    from .layout import Layout
    from .plan import Pending, Plan
    from .reading import TableReading

    Progress = Callable[[int], None]

_LONG = 50_000
"""Rows from which on a list is written as it was settled, without a second look at the table."""
_OPTIONAL = {"direction", "status"}
_ADDED = ("decision", "problem", "candidates")
_MOST = 1000


@dataclass(slots=True)
class OpenedList:
    """A list that was opened: its table, and what its columns are."""

    file: str
    path: Path | None
    grid: Grid
    encoding: str
    reading: TableReading
    row_count: int | None = None
    """About how many rows there are, header and blank ones included."""

    @property
    def layout(self) -> Layout:
        """What its columns are."""
        return self.reading.layout


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What an import found, and what it wrote."""

    source: OpenedList
    plan: Plan
    reader: EntryReader
    gazetteer: Gazetteer
    written: int = 0
    todo: Path | None = None

    def unit_name(self, adcode: str) -> str:
        """Return a code with the unit's names."""
        unit = self.gazetteer.get(adcode)
        return f"{adcode} {unit.name_en} {unit.name_zh}" if unit else adcode


def open_list(
    path: Path | None,
    raw: bytes | None,
    *,
    options: Options,
    gazetteer: Gazetteer,
    sheet: str | None = None,
    extra: tuple[str, ...] = (),
) -> OpenedList:
    """Return a list that was read as a table: its form, its columns, and what is to be asked.

    Parameters
    ----------
    path
        The file; None for a table pasted on standard input, whose bytes are `raw`.
    extra
        Columns of the project beyond the known ones: those of the same name are kept.

    Raises
    ------
    DataError
        If the file cannot be read, or its columns are not understood.
    UsageError
        If a workbook has several sheets that could be meant.
    """
    file = str(path) if path is not None else "stdin"
    # Neither the bytes nor the text of a large file are held once its rows are there.
    grids, encoding = read_grids(
        read_file(path, file) if path is not None else raw or b"", file, sheet
    )

    def detect(grid: Grid) -> tuple[Layout, LineStream]:
        return detect_columns(grid, options.mapping, extra, has_source=bool(options.source))

    grid = _chosen(grids, detect, sheet, file)
    count = _count_rows(grid)
    grid.again = None  # it holds the text, which is to go once its rows are read
    layout, rows = detect(grid)
    reading = read_table(
        grid,
        layout,
        rows,
        gazetteer,
        is_dated=bool(options.year or options.batches),
        excel_dates=options.excel_dates,
        blanks=options.blanks,
    )
    note = extension_note(path, grid) if path is not None else ""
    if note:
        grid.notes.append(note)
    grid.notes += reading.notes
    return OpenedList(file, path, grid, encoding, reading, count)


def _count_rows(grid: Grid) -> int:
    """Return about how many rows there are; too many are refused before any is resolved."""
    rows = grid.rows
    if grid.count is not None:
        refuse_long(grid.count, grid.file)
        return grid.count
    if grid.again is not None:
        if grid.line_ends <= ENTRIES_LIMIT:
            return grid.line_ends
        rows = grid.again().rows
    count = sum(1 for _ in islice(rows, ENTRIES_LIMIT + 2)) - 1
    refuse_long(count, grid.file)
    return count


def _chosen(
    grids: dict[str, Grid],
    detect: Callable[[Grid], object],
    sheet: str | None,
    file: str,
) -> Grid:
    """Return the table to import: of several sheets, the only one with a header."""
    if len(grids) == 1 and (sheet is None or "" in grids):
        return next(iter(grids.values()))
    from ...tables.workbook import choose_sheet

    usable = []
    for name, grid in grids.items():
        with suppress(DataError):
            notes = list(grid.notes)
            detect(grid)
            usable.append(name)
            grid.notes[:] = notes
    return grids[choose_sheet(grids, sheet, usable, file)]


def examine_list(
    source: OpenedList, project: Project, options: Options, progress: Progress | None = None
) -> ImportOutcome:
    """Return what importing the list would do; nothing is written.

    Raises
    ------
    DataError
        If the project has errors: they are mended first.
    """
    programme = project.load()
    return _planned(source, project, programme, project.read_locations(), options, progress)


def import_list(
    source: OpenedList,
    project: Project,
    options: Options,
    progress: Progress | None = None,
    *,
    partly: bool = False,
) -> ImportOutcome:
    """Write what is ready: all of the list, or with `partly` the ready rows, in one change.

    With `partly`, the open rows go into a file beside the list first, so that none is lost.

    Raises
    ------
    DataError
        If the project has errors, or would have.
    StoreError
        If the project or the file for the open rows cannot be written; nothing is changed then.
    """
    from ...store.writing import writing

    with writing(project) as change:
        locations = change.locations.table
        found = _planned(source, project, change.programme, locations, options, progress)
        plan = found.plan
        if not len(plan.ready) or plan.file_problems or not (partly or plan.is_clean):
            return found
        todo = open_rows_path(source.path) if plan.open_rows else None
        if todo is not None:
            write_open_rows(todo, source.layout, plan.open_rows, found.reader)
        try:
            _write(change, plan, source.file)
        except BaseException:
            if todo is not None:
                todo.unlink(missing_ok=True)
            raise
    return replace(found, written=len(plan.ready), todo=todo)


def _planned(  # noqa: PLR0917 (what one plan rests on)
    source: OpenedList,
    project: Project,
    programme: Programme,
    locations: Table,
    options: Options,
    progress: Progress | None,
) -> ImportOutcome:
    gazetteer = project.gazetteer()
    if options.datum == "wgs84" and source.layout.datum:
        options = replace(options, datum=source.layout.datum)
    planner = Planner(
        gazetteer=gazetteer,
        programme=programme,
        locations=locations,
        grid=source.grid,
        reading=source.reading,
        options=options,
    )
    return ImportOutcome(source, planner.plan(progress), planner.reader, gazetteer)


def _write(change: Writing, plan: Plan, file: str) -> None:
    """Write the ready rows in one change; a long list without reading the table once more."""
    summary = f"imported {len(plan.ready):,} rows from {file}"
    header = change.locations.table.header
    whole = plan.columns == header and set(header) >= set(LOCATION_COLUMNS) - _OPTIONAL
    if len(plan.ready) > _LONG and whole:
        change.commit_rows(plan.ready.contents(), len(plan.ready), "import", summary)
    else:
        change.locations.allow(name for name in plan.columns if name not in header)
        change.locations.append(_rows(plan))
        change.commit("import", summary)


def _rows(plan: Plan) -> Iterator[dict[str, str]]:
    for row in plan.ready:
        yield dict(zip(plan.columns, row.cells, strict=True))


def open_rows_path(file: Path | None) -> Path:
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


def write_open_rows(
    path: Path, layout: Layout, rows: Sequence[Pending], reader: EntryReader
) -> None:
    """Write the open rows: their cells as found, then `decision`, `problem`, `candidates`.

    What the headings above a row say, and where it stood, goes into columns of its own; surplus
    cells of a row that is too long stand last. Columns that the form of the table took up are
    left out, and what was read from them stands instead.

    The file is made for a spreadsheet: UTF-8 with a byte-order mark, no cell a formula.

    Raises
    ------
    StoreError
        If it cannot be written, or has come into being meanwhile.
    """
    kept = [
        index
        for index, name in enumerate(layout.header)
        if name not in _ADDED and index not in layout.used
    ]
    headings = [
        name
        for name in ("within", "batch", "start")
        if name not in layout.columns
        and any(getattr(held, name) for _, held in reader.rows.headings)
    ]
    placed = [] if {"locator", "number"} & layout.columns.keys() else ["locator"]
    surplus = max([len(row.cells) - len(layout.header) for row in rows] + [0])
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    titles = [layout.title(index) for index in kept]
    more = [f"surplus {number + 1}" for number in range(surplus)]
    writer.writerow([*map(spreadsheet_safe, titles), *headings, *_ADDED, *placed, *more])
    for row in rows:
        have = (*row.cells, *[""] * (len(layout.header) - len(row.cells)))
        cells = [have[index] for index in kept]
        cells += [getattr(reader.rows.headed(row.line), name) for name in headings]
        decision = layout.columns.get("decision")
        problem = "; ".join(
            f"{p.message} ({p.hint})" if p.hint else p.message for p in row.problems
        )
        cells += [have[decision] if decision is not None else "", problem]
        cells.append(" | ".join(unit.adcode for unit in row.candidates))
        cells += [reader.locator(row.line, "") for _ in placed]
        writer.writerow([spreadsheet_safe(c) for c in (*cells, *have[len(layout.header) :])])
    try:
        create_alone(path, text.getvalue().encode("utf-8-sig", errors="backslashreplace"))
    except StoreError as error:
        raise StoreError(f"{error} and nothing imported, so that no row is lost") from None
