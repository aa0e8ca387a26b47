"""The unit x year panel for regressions: silence is blank, never zero."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pandas

    from ..model import AdminUnit

_STRICT = {Status.IN: 1, Status.OUT: 0}
_POSSIBLE = _STRICT | {Status.POSSIBLE: 1}


def panel(
    units: Sequence[AdminUnit],
    years: Sequence[int],
    frames: Sequence[Mapping[str, Status]],
    closed_by: Callable[[str, int], Sequence[str]],
) -> pandas.DataFrame:
    """Return one row per unit and year, in the order of units, then years.

    Parameters
    ----------
    units, years
        What the rows are about.
    frames
        For each of the years, the status of each unit by adcode.
    closed_by
        Gives the ids of the sources that close a unit in a year.

    Returns
    -------
    panel
        Columns `adcode`, `name_zh`, `name_en`, `year`, `status`, and two codings of the status as
        nullable integers: `strict` is 1 where the unit is `in` and 0 where it is `out`; `possible`
        is 1 where it is `in` or `possible` and 0 where it is `out`. All else is blank, since nobody
        said that the programme was not there. `closed_by` has the sources of a 0, joined by `|`:
        they say no, or leave the unit out of a complete list.
    """
    import pandas

    statuses = [frame[unit.adcode] for unit in units for frame in frames]
    cells = [(unit.adcode, year) for unit in units for year in years]
    return pandas.DataFrame(
        {
            "adcode": [unit.adcode for unit in units for _ in years],
            "name_zh": [unit.name_zh for unit in units for _ in years],
            "name_en": [unit.name_en for unit in units for _ in years],
            "year": list(years) * len(units),
            "status": [status.value for status in statuses],
            "strict": pandas.array([_STRICT.get(each) for each in statuses], dtype="Int8"),
            "possible": pandas.array([_POSSIBLE.get(each) for each in statuses], dtype="Int8"),
            "closed_by": [
                "|".join(closed_by(*cell)) if status is Status.OUT else ""
                for cell, status in zip(cells, statuses, strict=True)
            ],
        }
    )
