"""Statuses as change points: all the page needs to know of a unit in any year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import Status
from ..page.columns import FOREVER, UNBOUNDED_BELOW, integers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..page.contract import StatusColumns
    from ..rollout import Rollout

CODES = {Status.UNKNOWN: 0, Status.OUT: 1, Status.POSSIBLE: 2, Status.IN: 3}
"""Statuses as the page numbers them."""
BEGINS = 4
"""Added to the code of years in which the programme can have begun in the unit."""


def status_columns(
    rollout: Rollout, adcodes: Sequence[str], years: tuple[int, int]
) -> StatusColumns:
    """Return, for each unit, the years in which its status changes, or whether it can begin.

    Nothing later than the last year is told: not a change, and not that a start which is open
    there was settled afterwards.
    """
    first, last = years
    points: list[list[tuple[int, int]]] = [[] for _ in adcodes]
    beginnings = [rollout.possible_start_years[adcode] for adcode in adcodes]
    for stretch in rollout.timeline.stretches(range(first, last + 1)):
        bit = rollout.timeline.bit(stretch.start)
        for row, status in enumerate(rollout.statuses.statuses_of(adcodes, stretch.start).values()):
            known = points[row]
            code = CODES[status] + (BEGINS if beginnings[row] & bit else 0)
            if code != (known[-1][1] if known else 0):
                known.append((stretch.start, code))
    bounds = [rollout.first_year(adcode) for adcode in adcodes]
    offsets = [0]
    for known in points:
        offsets.append(offsets[-1] + len(known))
    return {
        "offset": integers(offsets),
        "year": integers([year for known in points for year, _ in known]),
        "code": integers([code for known in points for _, code in known]),
        "reached": integers([int(_begun(each.earliest, each.reached, last)) for each in bounds]),
        "earliest": integers([_year_by(each.earliest, last, UNBOUNDED_BELOW) for each in bounds]),
        "latest": integers([_year_by(each.latest, last, FOREVER) for each in bounds]),
    }


def _begun(earliest: int | None, reached: bool, last: int) -> bool:
    return reached and (earliest is None or earliest <= last)


def _year_by(year: int | None, last: int, otherwise: int) -> int:
    return year if year is not None and year <= last else otherwise
