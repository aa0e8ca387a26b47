"""What a quoted cell with line breaks should not hold: rows of the table, and marks of a merge.

A quote that is opened by mistake is closed by the next one, rows below. Where that gives a row of
the right width, the format is kept and the rows between are gone; only their look betrays them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

CONFLICT = re.compile(r"(?:<{7}|>{7}|\|{7})(?: .*)?|={7}")
"""A line that git leaves where two versions of a file disagree."""

_MERGE = re.compile(r"(?:<{7}|>{7})(?: .*)?")
"""The first and the last of them: seven equals signs alone may underline a heading."""
_LINE_END = re.compile(r"\r\n|\n|\r")
_DIGIT = re.compile(r"\d")
_LEAST_WIDTH = 3


def conflict_lines(cell: str) -> list[tuple[int, str]]:
    """Return the marks of a merge that stand in a cell, each with its line within it, from 0."""
    lines = _LINE_END.split(cell)
    if not any(map(_MERGE.fullmatch, lines)):
        return []
    return [(number, line) for number, line in enumerate(lines) if CONFLICT.fullmatch(line)]


def swallows_rows(cells: Sequence[str], index: int, delimiter: str) -> bool:
    """Whether the lines of the cell at `index` are rows of the table that `cells` is a row of.

    Such a line has as many cells as the row, and one at least of the same look as the row's in the
    same column: the same but for its digits. The last line goes on in the cells after it. Prose
    has no such lines but by a double chance.
    """
    width = len(cells)
    if width < _LEAST_WIDTH:
        return False
    _, *between, last = _LINE_END.split(cells[index])
    looks = list(map(_look, cells))
    whole = (line.split(delimiter) for line in between)
    return any(len(row) == width and _alike(row, looks, index) for row in whole) or (
        index > 1 and len(row := last.split(delimiter)) == index + 1 and _alike(row, looks, index)
    )


def _alike(row: Sequence[str], looks: Sequence[str], index: int) -> bool:
    return any(
        _look(cell) == look != "" and column != index
        for column, (cell, look) in enumerate(zip(row, looks, strict=False))
    )


def _look(cell: str) -> str:
    return _DIGIT.sub("9", cell.strip())
