"""The texts of statements as columns: what a reader opens one by one, from blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..dates import note_in_chinese
from ..model import Extent
from ..rows import TEXTS, Same, made_of
from ..text.escape import closed, may_leave_open

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..rollout import Rollout
    from ..rows import StatementRows

_TOGETHER = 4096
"""Cells that are searched at once."""


def closed_rows(rows: StatementRows) -> StatementRows:
    """Return statements whose texts are closed, each by itself; see `text.escape.closed`.

    Which source a statement is of is a key and no text.
    """
    changed: dict[str, Sequence[str]] = {}
    for name in TEXTS:
        column = rows.column(name)
        if isinstance(column, Same):
            if len(column) and may_leave_open(column.value):
                changed[name] = Same(closed(column.value), len(column))
        elif _may_leave_open(column):
            changed[name] = [closed(cell) for cell in column]
    return rows.with_columns(changed) if changed else rows


def _may_leave_open(column: Sequence[str]) -> bool:
    stretches = range(0, len(column), _TOGETHER)
    return any(may_leave_open("".join(column[at : at + _TOGETHER])) for at in stretches)


def text_columns(rollout: Rollout, rows: StatementRows) -> list[Sequence[str]]:
    """Return the texts of statements, and their cells as written where other columns say less.

    Those in Chinese come last, where there are any.
    """
    said = [
        rows.column("statement"),
        rows.column("locator"),
        rows.column("date_note"),
        rows.column("decision"),
        rows.column("within"),
        rows.column("id"),
        made_of(rows.column("adcodes"), lambda codes: _former(rollout, codes)),
        rows.column("quote"),
        made_of(rows.column("adcodes"), lambda codes: _as_written(rollout, codes)),
        made_of(rows.column("extent"), lambda each: "" if each is Extent.UNIT else each.value),
        rows.column("direction"),
    ]
    notes = made_of(rows.column("date_note"), note_in_chinese)
    own = rows.column("date_note_zh")
    if any(own):
        notes = [written or made for written, made in zip(own, notes, strict=True)]
    in_chinese = [
        rows.column("statement_zh"),
        notes,
        rows.column("decision_zh"),
        rows.column("quote_zh"),
    ]
    return [*said, *in_chinese] if any(map(any, in_chinese)) else said


def _former(rollout: Rollout, adcodes: tuple[str, ...]) -> str:
    """Name the units of a statement that are no more, a line each: names, code, last year.

    The map draws what took over from them.
    """
    units = (rollout.gazetteer.get(code) for code in adcodes)
    gone = [unit for unit in units if unit is not None and unit.valid_to is not None]
    return "\n".join(
        f"{unit.name_zh}|{unit.name_en}|{unit.adcode}|{unit.valid_to}" for unit in gone
    )


def _as_written(rollout: Rollout, adcodes: tuple[str, ...]) -> str:
    written = "|".join(adcodes)
    return "" if len(adcodes) == 1 and written in rollout.tree else written
