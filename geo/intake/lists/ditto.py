"""Marks that stand for the cell above them: 同上, 〃, ditto."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from ...tables.grid import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .layout import Layout

_MARKS = frozenset({
    "同上", "同前", "如上", "〃", '"', "''", "′′", "“", "”", "„", "ditto", "do.", "id.", "idem",
    "as above", "same as above",
})  # fmt: skip
_AROUND = " -–—_()（）"
_BEGINS = re.compile(
    r"(?:^|[\s\-–—_()（）﹘﹣－＿﹙﹚])"
    r"(?:同[上前]|如上|[〃\"＂'＇′″“”„ａ-ｚＡ-Ｚ]|ditto|do\.|id\.|idem|(?:same )?as above)",
    re.IGNORECASE | re.MULTILINE,
)
"""How a mark begins, in a text of many cells; what begins so need not be one."""
_LONGEST = 20
_ROWS_AT_ONCE = 1_000
_SHOWN_LINES = 6


def is_ditto(cell: str) -> bool:
    """Whether a cell only says that it is as the one above.

    >>> [is_ditto(cell) for cell in ("同上", "-〃-", "Ditto", "do.", '"', "-", "同上海")]
    [True, True, True, True, True, False, False]
    """
    return 0 < len(cell) <= _LONGEST and _is_mark(cell)


@lru_cache(maxsize=10_000)
def _is_mark(cell: str) -> bool:
    text = unicodedata.normalize("NFKC", cell).casefold().strip(_AROUND)
    return text in _MARKS or text.removesuffix(".") in _MARKS


def with_cells_above(rows: Sequence[Line], layout: Layout) -> tuple[list[Line], list[str]]:
    """Return rows whose marks for the cell above are that cell, and the notes that tell it.

    A mark stays as it is where no row of several cells stands directly above it, as below a
    heading, or where its cell there is blank: what it repeats is then for a person to say.
    """
    if not _may_hold_marks(rows):
        return list(rows), []
    given: list[Line] = []
    read: dict[int, list[int]] = {}
    above: tuple[str, ...] = ()
    for row in rows:
        cells = row.cells
        marked = [at for at, cell in enumerate(cells) if is_ditto(cell.strip())]
        told = [at for at in marked if at < len(above) and above[at].strip()]
        if told:
            cells = tuple(above[at] if at in told else cell for at, cell in enumerate(cells))
        for at in told:
            read.setdefault(at, []).append(row.line)
        filled = sum(bool(cell.strip()) for cell in cells)
        if filled:
            is_heading = filled == 1 and len(layout.header) > 1
            left = {*marked}.difference(told)
            above = () if is_heading else cells
            if left:
                above = tuple("" if at in left else cell for at, cell in enumerate(above))
        given.append(row if cells is row.cells else Line(row.line, cells))
    notes = [_note(layout, at, lines) for at, lines in sorted(read.items())]
    return given, notes


def _may_hold_marks(rows: Sequence[Line]) -> bool:
    """Whether any cell begins as a mark does: asked of many cells at once, since few lists do."""
    parts = (rows[at : at + _ROWS_AT_ONCE] for at in range(0, len(rows), _ROWS_AT_ONCE))
    texts = ("\n".join(chain.from_iterable(row.cells for row in part)) for part in parts)
    return any(_may_hold_mark(text) and _BEGINS.search(text) for text in texts)


def _may_hold_mark(text: str) -> bool:
    """Whether a mark may stand in a text: of plain letters that is told sooner than where."""
    if not text.isascii():
        return True
    folded = text.casefold()
    return any(mark in folded for mark in _MARKS)


def _note(layout: Layout, at: int, lines: Sequence[int]) -> str:
    shown = ", ".join(map(str, lines[:_SHOWN_LINES]))
    more = f" and {len(lines) - _SHOWN_LINES} more" if len(lines) > _SHOWN_LINES else ""
    where = f"line{'s' * (len(lines) > 1)} {shown}{more}"
    title = layout.title(at) if at < len(layout.header) else f"column {at + 1}"
    return f"'{title}': a mark for 'as above' is read as the cell above it, in {where}"
