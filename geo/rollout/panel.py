"""The unit x year panel for regressions: silence is blank, never zero."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import Level, Status

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas

    from .core import Rollout


def panel(rollout: Rollout, level: Level, years: Iterable[int]) -> pandas.DataFrame:
    """Return one row per unit of `level` and year, in the order of units, then years.

    Returns
    -------
    panel
        Columns `adcode`, `name_zh`, `name_en`, `year`, `status`, and two codings of the status as
        nullable integers: `strict` is 1 where the unit is `in` and 0 where it is `out`; `possible`
        is 1 where it is `in` or `possible` and 0 where it is `out`. All else is blank, since
        nobody said that the programme was not there.
    """
    import pandas

    years = list(years)
    units = [rollout.tree.units[adcode] for adcode in rollout.tree.levels[level]]
    frames = [rollout.frame(year, level) for year in years]
    statuses = [frame[unit.adcode] for unit in units for frame in frames]
    strict = {Status.IN: 1, Status.OUT: 0}
    possible = strict | {Status.POSSIBLE: 1}
    return pandas.DataFrame(
        {
            "adcode": [unit.adcode for unit in units for _ in years],
            "name_zh": [unit.name_zh for unit in units for _ in years],
            "name_en": [unit.name_en for unit in units for _ in years],
            "year": years * len(units),
            "status": [status.value for status in statuses],
            "strict": pandas.array([strict.get(status) for status in statuses], dtype="Int8"),
            "possible": pandas.array([possible.get(status) for status in statuses], dtype="Int8"),
        }
    )
