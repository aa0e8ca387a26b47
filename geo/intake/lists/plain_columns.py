"""Rows turned into columns of plain cells: without outer spaces, and without what is odd in a text.

What is told of a column at once need not be asked of each of its cells.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...rows import Same
from ...tables.lines import turned
from ...text.characters import is_plain
from ..resolve.position import as_degrees
from .layout import BLANKS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ...tables.grid import Line
    from ...tables.lines import Stretch

    Cells = Sequence[str]

_LONGEST_BLANK = 8
_NUMBERS = re.compile(r"(?:[+-]?(?:\d++(?:\.\d*+)?(?:[eE][+-]?\d++)?|\.\d++) )*+", re.ASCII)
"""Plain numbers, a blank behind each."""


def plain_columns(rows: Sequence[Line], width: int) -> tuple[Stretch, list[Cells]] | None:
    """Return rows by column, as they stand, and without outer spaces and dashes for blanks.

    Behind the latter stands a blank column. None: a cell is odd, or a row has not this width.
    """
    stretch = turned(rows)
    if stretch is None or len(stretch.columns) != width:
        return None
    cells = _columns_of(stretch)
    return None if cells is None else (stretch, cells)


def _columns_of(rows: Stretch) -> list[Cells] | None:
    """Return the columns of rows without outer spaces and dashes for blanks.

    Behind them stands a blank one. None: a cell is odd.
    """
    columns: list[Cells] = []
    for column in rows.columns:
        cells = stripped(column)
        if cells is None:
            return None
        short = short_cells(cells)
        if any(cell.casefold() == "nan" for cell in short):
            return None
        columns.append(without(blanks_among(short), cells))
    columns.append(Same("", len(rows)))
    return columns


def stripped(column: Cells) -> Cells | None:
    """Return the cells without outer spaces; None if one is odd, or guarded for a spreadsheet."""
    text = " ".join(column)
    if not is_plain(text) or ("'" in text and any(cell[:1] == "'" for cell in column)):
        return None
    return [*map(str.strip, column)]


def short_cells(cells: Cells) -> set[str]:
    """Return the different cells that are short enough to say that they are blank."""
    if min(map(len, cells)) >= _LONGEST_BLANK:
        return set()
    return {cell for cell in set(cells) if len(cell) < _LONGEST_BLANK}


def blanks_among(short: set[str]) -> set[str]:
    """Return the cells by which tables say that they are blank: dashes, `n/a`, 暂无."""
    return {cell for cell in short if cell.casefold() in BLANKS}


def without(blank: Collection[str], cells: Cells) -> Cells:
    """Return the cells, those of `blank` as blank ones."""
    return ["" if cell in blank else cell for cell in cells] if blank else cells


def degrees(column: Cells) -> list[float | None]:
    """Return the plain numbers of a column; None for any other cell."""
    if _NUMBERS.fullmatch(" ".join((*column, ""))):
        return [*map(float, column)]
    return [*map(as_degrees, column)]
