"""What to answer where no row of a list names a column with places."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...errors import Problem
from ...text.escape import shell_word
from .dated_places import is_dated
from .standing import DATE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...tables.grid import Grid, Line

_SHOWN_COLUMNS = 8
_UNIT = re.compile(r"[\u4e00-\u9fff]{1,20}[省市区县州盟旗]")
"""A cell that ends as the name of a unit does; only for a proposal, which a person answers."""
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
    elif named := _column_of_units(filled[0].cells, filled[1:]) if filled else "":
        hint += f"; column '{named}' looks like it: --map {shell_word(f'{named}=place')}"
    return Problem(
        "header-missing",
        f"no row names a column with places; the first reads: {shown or 'nothing'}",
        hint,
        grid.file,
        filled[0].line if filled else 1,
    )


def _told_by_cells(rows: Sequence[Line]) -> str:
    """Return the answers for rows whose cells, from the first one on, are names and dates."""
    from ... import gazetteer

    width = max((len(row.cells) for row in rows), default=0)
    columns = [
        [row.cells[at].strip() for row in rows if at < len(row.cells)] for at in range(width)
    ]
    names = gazetteer.load()
    places = [
        at
        for at, cells in enumerate(columns[:_SHOWN_COLUMNS])
        if any(cells)
        and all(is_dated(cell) or names.match(cell).status != "none" for cell in cells if cell)
    ]
    dates = [
        at for at, cells in enumerate(columns) if any(cells) and all(map(_DAY.fullmatch, cells))
    ]
    if len(places) != 1:
        return ""
    when = f" --map start=#{dates[0] + 1}" if len(dates) == 1 else ""
    return f"--map place=#{places[0] + 1}{when}"


def _column_of_units(header: Sequence[str], rows: Sequence[Line]) -> str:
    """Return the header of the only column most of whose cells end as a unit's name does."""
    found = []
    for index, name in enumerate(header):
        cells = [row.cells[index].strip() for row in rows if len(row.cells) > index]
        filled = [cell for cell in cells if cell]
        units = sum(bool(_UNIT.fullmatch(cell)) for cell in filled)
        if name.strip() and units > len(filled) / 2:
            found.append(name.strip())
    return found[0] if len(found) == 1 else ""
