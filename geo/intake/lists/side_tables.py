"""Tables side by side under one header, and lists with labels in one cell: each told by its head.

What stands over such a table says something of all the rows below: their batch, year or province,
or that they are the control group, or another programme. 试点城市：武威、酒泉；对照城市：天水 in a
cell is two lists. Their heads become a column, which is asked about like any other.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ...tables.grid import Line
from .row_words import TRAILING_COUNT, batch_heading, year_heading
from .status_words import IN
from .titles import standing_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_MOST_BLOCKS = 6
_LEAST_FIELDS = 2
HEADING = "heading"
"""How a column is called that holds what stands over each of several tables."""


_LOOKED_AT = 40
"""Rows among which a cell with labels must stand."""
LABELS_LIMIT = 20_000
"""Characters of a cell that is taken apart."""
_PARTS = re.compile(r"[\n；;]")
_LABEL = re.compile(
    r"\s{0,4}(?P<label>[^:：、，,；;\n]{2,20})[:：]\s{0,4}(?P<list>[^\s].*)", re.DOTALL
)


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


def labelled_column(rows: Sequence[Line]) -> int | None:
    """Return the column of which some cell has a label that says no, or not yet; None for none."""
    for row in rows[:_LOOKED_AT]:
        for at, cell in enumerate(row.cells):
            parts = labelled_parts(cell) if ":" in cell or "：" in cell else []
            if any(standing_of(label) not in {"", IN} for label, _ in parts):
                return at
    return None


def labelled_parts(cell: str) -> list[tuple[str, str]]:
    """Return the labels of a cell, each with its list; nothing where the first part has none.

    >>> labelled_parts("试点城市：武威、酒泉；对照城市：天水；张掖")
    [('试点城市', '武威、酒泉'), ('对照城市', '天水；张掖')]
    """
    parts: list[tuple[str, str]] = []
    for part in _PARTS.split(cell[:LABELS_LIMIT]):
        found = _LABEL.fullmatch(part)
        if found:
            parts.append((found["label"].strip(), found["list"].strip()))
        elif part.strip() and not parts:
            return []
        elif part.strip():
            label, listed = parts[-1]
            parts[-1] = label, f"{listed}；{part.strip()}"
    return parts


def with_labels(rows: Iterable[Line], at: int) -> Iterator[Line]:
    """Yield a row for each labelled list of a column, with the label in a further cell."""
    for row in rows:
        cell = row.cells[at] if at < len(row.cells) else ""
        parts = labelled_parts(cell) if len(cell) <= LABELS_LIMIT else []
        if not any(standing_of(label) for label, _ in parts):
            yield Line(row.line, (*row.cells, ""))
            continue
        for label, listed in parts:
            yield Line(row.line, (*row.cells[:at], listed, *row.cells[at + 1 :], label))
