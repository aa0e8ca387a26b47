"""What to answer where no row of a list names a column with places."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...errors import Problem
from ...text.escape import shell_word
from .column_profile import reads_as_date
from .dated_places import is_dated
from .headers import ANOTHER_SENSE
from .said_dates import DATE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...gazetteer import Gazetteer
    from ...tables.grid import Grid, Line

_SHOWN_COLUMNS = 8
_MOST_PROPOSED = 3
_LOOKED_AT, _LONGEST = 60, 1000
_MARKS = re.compile(r"[:：、；;，,\n/]")
_LISTS = re.compile(r"[:：、；;，,]")
_UNIT = re.compile(r"[\u4e00-\u9fff]{1,20}[省市区县州盟旗]")
"""A cell that ends as the name of a unit does; only for a proposal, which a person answers."""
_ASIDE = re.compile(r"[（(][^（()）]{0,60}[)）]")
_DAY = re.compile(DATE)


def no_header(grid: Grid, head: Sequence[Line]) -> Problem:
    """Return the problem of a list without a known header, with the answers that its cells give."""
    filled = [row for row in head if any(row.cells)]
    first = filled[0].cells[:_SHOWN_COLUMNS] if filled else ()
    shown = ", ".join(cell.strip()[:20] for cell in first)
    hint = (
        "say which column is which: --map HEADER=place, or --map place=#1 where there is no header"
    )
    if likely := _told_by_cells(filled):
        hint = f"it has no header, it seems: {likely}"
    elif named := _columns_of_units(filled[0].cells, filled[1:]) if filled else []:
        if len(first) == 1 and _LISTS.search(first[0]):  # a line like the others
            named = [first[0][:20]]
            ways = "--map place=#1"
        else:
            ways = ", or ".join(_way(name, first) for name in named)
        columns = " and ".join(f"'{name}'" for name in named)
        are = "columns" if len(named) > 1 else "column"
        look = "look" if len(named) > 1 else "looks"
        hint += f"; {are} {columns} {look} like it: {ways}"
    return Problem(
        "header-missing",
        f"no row names a column with places; the first reads: {shown or 'nothing'}",
        hint,
        grid.file,
        filled[0].line if filled else 1,
    )


def _way(name: str, first: Sequence[str]) -> str:
    """Return the answer for a column; the name of a unit on top of it is a row, and no header."""
    from ... import gazetteer

    is_row = gazetteer.load().match(name).status != "none"
    at = next((at for at, cell in enumerate(first) if cell.strip() == name), None)
    told = f"place=#{at + 1}" if is_row and at is not None else f"{name}=place"
    return f"--map {shell_word(told)}"


def _are_places(cell: str, names: Gazetteer, *, is_alone: bool = False) -> bool:
    """Whether a cell names a place, maybe with its date; or, among others, lists some."""
    if is_dated(cell) or names.match(cell).status != "none":
        return True
    if is_alone:
        return False
    parts = [part.strip() for part in _MARKS.split(_ASIDE.sub("", cell[:_LONGEST]))]
    return all(names.match(part).status != "none" for part in parts)


def _told_by_cells(rows: Sequence[Line]) -> str:
    """Return the answers for rows whose cells, from the first one on, are names and dates."""
    from ... import gazetteer

    width = max((len(row.cells) for row in rows), default=0)
    columns = [
        [row.cells[at].strip() for row in rows if at < len(row.cells)] for at in range(width)
    ]
    names = gazetteer.load()
    dates = [at for at, cells in enumerate(columns) if any(cells) and all(map(_is_date, cells))]
    places = [
        at
        for at, cells in enumerate(columns[:_SHOWN_COLUMNS])
        if at not in dates
        and any(cells)
        and all(_are_places(cell, names, is_alone=width == 1) for cell in cells if cell)
    ]
    if len(places) != 1:
        return ""
    when = f" --map start=#{dates[0] + 1}" if len(dates) == 1 else ""
    return f"--map place=#{places[0] + 1}{when}"


def _is_date(cell: str) -> bool:
    return bool(_DAY.fullmatch(cell)) or reads_as_date(cell)


def _columns_of_units(header: Sequence[str], rows: Sequence[Line]) -> list[str]:
    """Return the headers of columns most of whose cells are names of units, or end as they do."""
    from ... import gazetteer

    names = gazetteer.load()
    found = []
    for index, name in enumerate(header):
        cells = [row.cells[index].strip() for row in rows if len(row.cells) > index]
        parts = [part.strip() for cell in cells for part in _MARKS.split(cell[:_LONGEST])]
        filled = [part for part in parts if part and not part.isdecimal()][:_LOOKED_AT]
        units = sum(
            bool(_UNIT.fullmatch(part)) or names.match(part).status != "none" for part in filled
        )
        if name.strip() and units > len(filled) / 2 and not ANOTHER_SENSE.search(name):
            found.append(name.strip())
    return found if len(found) <= _MOST_PROPOSED else []
