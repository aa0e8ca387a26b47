"""Tables that stand side by side under one header, and what stands over each of them.

What is over them says something of all the rows below: their batch, year or province, or that they
are the control group, or another programme.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ...tables.grid import Line
from .row_words import TRAILING_COUNT, batch_heading, year_heading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_MOST_BLOCKS = 6
_LEAST_FIELDS = 2
HEADING = "heading"
"""How a column is called that holds what stands over each of several tables."""


class SideTable(NamedTuple):
    """The columns of one of several tables that stand side by side."""

    header: tuple[str, ...]
    indexes: tuple[int, ...]


def unstacked(header: Sequence[str], least: int = _LEAST_FIELDS) -> list[SideTable]:
    """Return the tables of equal columns that a header names side by side; none if it is one.

    Parameters
    ----------
    least
        Columns that a table has at least: one alone only where something stands over each.
    """
    filled = [index for index, cell in enumerate(header) if cell.strip()]
    names = [header[index].strip() for index in filled]
    for count in range(_MOST_BLOCKS, 1, -1):
        size, rest = divmod(len(names), count)
        if rest or size < least:
            continue
        parts = [tuple(names[at : at + size]) for at in range(0, len(names), size)]
        if len(set(parts)) == 1 and len(set(parts[0])) == size:
            return [
                SideTable(part, tuple(filled[at * size : (at + 1) * size]))
                for at, part in enumerate(parts)
            ]
    return []


def heads_above(above: Sequence[Line], blocks: Sequence[SideTable]) -> tuple[str, tuple[str, ...]]:
    """Return what stands over each of several tables side by side, and how to head a column of it.

    Nothing, unless one row above the header has words over each of them, and only there.
    """
    starts = [0, *(block.indexes[0] for block in blocks[1:])]
    for row in reversed(above if blocks else ()):
        ends = [*starts[1:], len(row.cells)]
        over = [
            list(dict.fromkeys(filter(None, map(str.strip, row.cells[first:end]))))
            for first, end in zip(starts, ends, strict=True)
        ]
        if not all(len(texts) == 1 for texts in over):
            continue
        heads = tuple(texts[0] for texts in over)
        if all(batch_heading([head]) for head in heads):
            return "批次", heads
        if all(map(year_heading, heads)):
            return "年份", heads
        bare = tuple(TRAILING_COUNT.sub("", head) for head in heads)
        if len(set(bare)) > 1:
            return ("省份", bare) if _are_provinces(bare) else (HEADING, heads)
    return "", ()


def _are_provinces(names: Sequence[str]) -> bool:
    from ... import gazetteer

    known = gazetteer.load()
    return all(known.match(name, level="province").unit for name in names)


def stacked_rows(
    rows: Iterable[Line], blocks: Sequence[SideTable], heads: Sequence[str] = ()
) -> Iterator[Line]:
    """Yield the rows of tables that stand side by side, one table after the other.

    Parameters
    ----------
    heads
        What stands over each table: a further cell of each of its rows.
    """
    lines = list(rows)
    width = max(index for block in blocks for index in block.indexes) + 1
    for number, block in enumerate(blocks):
        for line in lines:
            if len(line.cells) > width and any(map(str.strip, line.cells[width:])):
                if block is blocks[0]:
                    yield line  # too long a row: a problem of its own
                continue
            cells = tuple(line.cells[at] if at < len(line.cells) else "" for at in block.indexes)
            if any(map(str.strip, cells)):
                yield Line(line.line, (*cells, *heads[number : number + 1]))
