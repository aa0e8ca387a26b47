"""Which statements and lists bear on each unit of the page, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..page.columns import integers
from ..rollout.reasons import Index, Relation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..page.contract import ReasonColumns
    from ..rollout import Rollout
    from ..rollout.evidence import Evidence
    from .units import PageUnits

HOW = tuple(Relation)
"""The ways to bear on a unit, in the order of the page's codes."""
_TOLD_ELSEWHERE = frozenset({Relation.COUNTRY_WIDE})
"""Statements about the country stand beside the map, not with each of its units."""


def reason_columns(
    rollout: Rollout,
    units: PageUnits,
    placed: Sequence[Evidence],
    source_row: Mapping[str, int],
    years: tuple[int, int],
) -> ReasonColumns:
    """Return, for each unit, rows of statements (of sources, where a full list bears on it).

    Of lists, only what they close in the `years` of the page is told, the last included.
    Sites are left out: there may be a hundred thousand, and the page finds those of a unit by the
    unit they name.
    """
    index = Index(rollout.tree, placed, rollout.sources)
    statement_row = {item.statement.id: row for row, item in enumerate(placed)}
    shown = rollout.timeline.covering(range(years[0], years[1] + 1))
    offsets, rows, hows = [0], [], []
    for adcode in units.adcodes:
        if adcode in rollout.tree:
            for reason in index.reasons(adcode, None):
                if reason.statement and reason.relation not in _TOLD_ELSEWHERE:
                    rows.append(statement_row[reason.statement.id])
                    hows.append(HOW.index(reason.relation))
            told = set(rows[offsets[-1] :])
            for reason in rollout.excluding(adcode, shown):
                if reason.statement is None:
                    row: int | None = source_row[reason.source.id]
                else:  # a no about a part; what says no of the unit itself is told already
                    row = statement_row.get(reason.statement.id)
                    row = None if row in told else row
                if row is not None:
                    rows.append(row)
                    hows.append(HOW.index(reason.relation))
        offsets.append(len(rows))
    return {"offset": integers(offsets), "row": integers(rows), "how": integers(hows)}
