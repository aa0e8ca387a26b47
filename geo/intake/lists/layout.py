"""Where the header of a grid stands, and which field each of its columns is."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TYPE_CHECKING

from ...errors import DataError, Problem, UsageError
from .data_rows import batch_heading
from .headers import COLUMN_LEVELS, FIELDS, field_of, folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ...tables.grid import Grid, Line

_HEADER_WITHIN = 40
"""Rows among which the header must stand: titles and notes may come before it."""
_NAMING = {"place", "name", "province", "city", "county", "adcode", "code", "problem"}
_SHOWN_COLUMNS = 8
DROPPED = "-"
"""What `--map FIELD=-` gives for the header of a column to leave out."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Which column is which, and what was passed over to find out."""

    header: tuple[str, ...]
    header_line: int
    """0: there is no header, columns are known by number."""
    columns: dict[str, int]
    """Field to column, counted from 0."""
    ignored: tuple[str, ...] = ()
    """Headers nobody reads, in order."""
    titles: tuple[str, ...] = ()
    """Texts of the rows above the header."""
    level: str = ""
    """The level that the header of the place's column says."""
    notes: list[str] = field(default_factory=list)

    def column_of(self, field_name: str) -> str:
        """Return the header of a field, for messages; the field itself if no column is it."""
        index = self.columns.get(field_name)
        return field_name if index is None else self.header[index] or f"column {index + 1}"

    def recognised(self) -> list[tuple[str, str]]:
        """Return (header, field) for each column that is read, in the order of the columns."""
        pairs = sorted((index, name) for name, index in self.columns.items())
        return [(self.header[index] or f"column {index + 1}", name) for index, name in pairs]


def parse_mapping(options: Iterable[str]) -> dict[str, str]:
    """Return `--map FIELD=HEADER` options as `{field: header}`.

    Raises
    ------
    UsageError
        If an option has no `=` or no known field.
    """
    mapping = {}
    for option in options:
        name, separator, header = option.partition("=")
        name = name.strip().replace("-", "_")
        if not separator or not header.strip():
            raise UsageError(f"--map {option}: write FIELD=HEADER, such as --map place=城市")
        if name not in FIELDS:
            raise UsageError(f"--map {option}: no field '{name}'; one of {', '.join(FIELDS)}")
        mapping[name] = header.strip()
    return mapping


def detect_columns(
    grid: Grid, mapping: dict[str, str], extra: Sequence[str] = ()
) -> tuple[Layout, Iterator[Line]]:
    """Return the layout of a grid and the rows below its header.

    Parameters
    ----------
    mapping
        What the user says of columns: field to header, to `#3` (the third column) or to `-`.
    extra
        Columns the project has beyond the known ones: those of the same name are kept.

    Raises
    ------
    DataError
        If no header is found, or two columns mean the same field.
    """
    rows = iter(grid.rows)
    if grid.header is not None:
        return _layout(grid, grid.header, 0, (), mapping, extra), rows
    head = list(islice(rows, _HEADER_WITHIN))
    best = max(head, key=lambda row: _score(row.cells, mapping), default=None)
    if best is None or not _score(best.cells, mapping):
        if not mapping and _is_bare_list(head):
            grid.notes.append("no header: its only column, under headings of batches, names places")
            return _layout(grid, ("place",), 0, (), mapping, extra), chain(head, rows)
        if not any(header.startswith("#") for header in mapping.values()) or not head:
            raise DataError([*grid.problems.all(), _no_header(grid, head)])
        width = max(len(row.cells) for row in head)
        header = tuple(f"column {number + 1}" for number in range(width))
        return _layout(grid, header, 0, (), mapping, extra), chain(head, rows)
    at = head.index(best)
    mapping = _province_beside(grid, best, head[at + 1 :], mapping)
    titles = tuple(" ".join(dict.fromkeys(filter(None, row.cells))) for row in head[:at])
    header = tuple(cell.strip() for cell in best.cells)
    layout = _layout(grid, header, best.line, titles, mapping, extra)
    return layout, chain(head[at + 1 :], rows)


def _is_bare_list(head: Sequence[Line]) -> bool:
    """Whether rows are one column of names, under headings of batches."""
    filled = [[cell for cell in row.cells if cell.strip()] for row in head]
    return (
        all(len(row.cells) == 1 for row in head)
        and any(map(batch_heading, filled))
        and not all(batch_heading(cells) for cells in filled if cells)
    )


def _province_beside(
    grid: Grid, header: Line, rows: Sequence[Line], mapping: dict[str, str]
) -> dict[str, str]:
    """Return the mapping, with a column such as 地区 as the province where it holds nothing else.

    Its header only says 'area'; it is looked at where another column names the places.
    """
    fields = [field_of(cell) for cell in header.cells]
    places = [index for index, name in enumerate(fields) if name == "place"]
    divided = {"city", "county"} & set(fields)
    if {"place", "province"} & {*mapping} or "province" in fields or not places:
        return mapping
    if len(places) == 1 and not divided:
        return mapping
    provinces = [index for index in places if _holds_provinces(rows, index)]
    if len(provinces) != 1:
        return mapping
    index = provinces[0]
    heading = header.cells[index].strip()
    grid.notes.append(f"'{heading}' holds only provinces and is read as that")
    return {**mapping, "province": f"#{index + 1}"}


def _holds_provinces(rows: Sequence[Line], index: int) -> bool:
    """Whether the filled cells of a column each name a province."""
    from ... import gazetteer

    names = {row.cells[index].strip() for row in rows if index < len(row.cells)} - {""}
    known = gazetteer.load() if names else None
    return known is not None and all(
        known.match(name, level="province").unit is not None for name in names
    )


def _score(cells: Sequence[str], mapping: dict[str, str]) -> int:
    """Return how many fields a row heads; 0 if none of them could name a place."""
    wanted = {folded(header) for header in mapping.values()}
    fields = {field_of(cell) for cell in cells if cell} - {""}
    mapped = sum(1 for cell in cells if cell and folded(cell) in wanted)
    places = fields & _NAMING or {"lon", "lat"} <= fields
    return len(fields) + mapped if places or mapped else 0


def _no_header(grid: Grid, head: list[Line]) -> Problem:
    first = next((row for row in head if any(row.cells)), None)
    shown = ", ".join(cell.strip()[:20] for cell in first.cells[:_SHOWN_COLUMNS]) if first else ""
    return Problem(
        "header-missing",
        f"no row names a column with places; the first reads: {shown or 'nothing'}",
        "say which column is which: --map place=HEADER, or --map place=#1 where there is no header",
        grid.file,
        first.line if first else 1,
    )


def _layout(  # noqa: PLR0917 (one caller's facts)
    grid: Grid,
    header: tuple[str, ...],
    line: int,
    titles: tuple[str, ...],
    mapping: dict[str, str],
    extra: Sequence[str],
) -> Layout:
    columns, problems = _mapped(grid, header, line, mapping)
    taken = set(columns.values())
    dropped = {name for name, wanted in mapping.items() if wanted == DROPPED}
    geometry = set(grid.fixed.values())
    for index, cell in enumerate(header):
        name = grid.fixed.get(cell) or field_of(cell)
        if not name and cell in extra:
            name = f"extra:{cell}"
        if not name or index in taken or name in mapping or name in dropped:
            continue
        if name in geometry and cell not in grid.fixed:
            continue  # the geometry says where it is; a property of that name only repeats it
        if name in columns:
            if len(problems) < _SHOWN_COLUMNS:
                problems.append(_twice(grid, header, line, name, (columns[name], index)))
            continue
        columns[name] = index
    if problems:
        raise DataError(problems)
    _settle_names(columns)
    ignored = tuple(
        cell or f"column {index + 1}"
        for index, cell in enumerate(header)
        if index not in columns.values()
    )
    level = COLUMN_LEVELS.get(folded(header[columns["place"]]), "") if "place" in columns else ""
    return Layout(header, line, columns, ignored, titles, level)


def _mapped(
    grid: Grid, header: tuple[str, ...], line: int, mapping: dict[str, str]
) -> tuple[dict[str, int], list[Problem]]:
    """Return the columns that the user named."""
    columns: dict[str, int] = {}
    problems = []
    names = [folded(cell) for cell in header]
    for name, wanted in mapping.items():
        if wanted == DROPPED:
            continue
        number = wanted.removeprefix("#")
        if wanted.startswith("#") and number.isdecimal() and 0 < int(number) <= len(header):
            columns[name] = int(number) - 1
        elif wanted in header:
            columns[name] = header.index(wanted)
        elif folded(wanted) in names:
            columns[name] = names.index(folded(wanted))
        else:
            shown = ", ".join(filter(None, header))
            message = f"--map {name}={wanted}: there is no such column; there are {shown}"
            hint = "write the header as it stands, or #3 for the third column"
            problems.append(Problem("header-missing", message, hint, grid.file, line or None))
    return columns, problems


def _twice(
    grid: Grid, header: tuple[str, ...], line: int, name: str, indexes: tuple[int, int]
) -> Problem:
    first, second = (header[index] for index in indexes)
    where = " and ".join(str(index + 1) for index in indexes)
    return Problem(
        "header-duplicate",
        f"columns {where} ('{first}', '{second}') both mean {name}",
        f"say which one: --map {name}=HEADER, or --map {name}=#{indexes[0] + 1}",
        grid.file,
        line or None,
        second,
    )


def _settle_names(columns: dict[str, int]) -> None:
    """Decide what 'name', 'code' and 'note' mean beside the other columns.

    A name beside administrative columns is that of a site if something places it, and else a title
    that names no unit.
    """
    divided = bool({"city", "county"} & set(columns))
    placed = bool({"lon", "adcode", "code"} & set(columns))
    if "name" in columns and "place" not in columns and (placed or not divided):
        columns["place"] = columns.pop("name")
    if "note" in columns and "statement" not in columns:
        columns["statement"] = columns.pop("note")
    if "code" in columns and "adcode" not in columns:
        columns["adcode"] = columns.pop("code")
    for leftover in ("name", "note", "code"):
        columns.pop(leftover, None)
