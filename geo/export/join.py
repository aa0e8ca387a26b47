"""A user's own table with what is known of its units: no row is dropped, none is moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..errors import ToponymError, UsageError
from ..rollout.hierarchy import LEVELS
from .codes import Correspondence, rollout_of_year, units_on_record
from .frames import behind_status, categorical, evidence_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas

    from ..model import Level
    from ..rollout import Reason, Rollout
    from .codes import YearUnits

JOINED = (
    "name_zh",
    "name_en",
    "status",
    "first_year_earliest",
    "first_year_latest",
    "via",
    "sources",
    "join_note",
)
"""The columns that a join adds."""


class _Known(NamedTuple):
    name_zh: str = ""
    name_en: str = ""
    status: str | None = None
    first_year_earliest: int | None = None
    first_year_latest: int | None = None
    via: str = ""
    sources: str = ""
    join_note: str = ""


def join_frame(
    rollout: Rollout,
    table: pandas.DataFrame,
    adcodes: Sequence[str],
    years: Sequence[int],
    *,
    codes: str,
) -> pandas.DataFrame:
    """Return `table` with what is known of the unit and the year of each row.

    Parameters
    ----------
    adcodes, years
        Of each row.
    codes
        `then`: a code means the unit that bore it in the year of the row, on the ground it had
        then; where it was in force in another year alone, what took over from it. `now`: today's
        units alone.

    Raises
    ------
    UsageError
        If the table has one of the columns already.
    """
    import pandas

    taken = [name for name in JOINED if name in table.columns]
    if taken:
        raise UsageError(f"df: it has {', '.join(taken)} already; rename or drop them first")
    asked = _Asked(rollout, units_on_record(rollout, sorted(set(years))) if codes == "then" else {})
    answers: dict[tuple[str, int], _Known] = {}
    for question in zip(adcodes, years, strict=True):
        if question not in answers:
            answers[question] = asked.known(*question)
    rows = [answers[question] for question in zip(adcodes, years, strict=True)]
    added = pandas.DataFrame(rows, columns=list(JOINED), index=table.index)
    added["status"] = categorical(added["status"])
    kinds = {"first_year_earliest": "Int64", "first_year_latest": "Int64"}
    added = added.astype(kinds)
    return table.assign(**{name: added[name].array for name in JOINED})


class _Asked:
    """A rollout that is asked of codes and years.

    Parameters
    ----------
    units
        By year, the units in force, None where they are not on record; empty where today's codes
        alone count.
    """

    def __init__(self, rollout: Rollout, units: Mapping[int, YearUnits | None]) -> None:
        self._rollout = rollout
        self._units = units
        self._of_units: dict[int, tuple[Rollout, Mapping[Level, Correspondence]]] = {}
        self._evidence: dict[tuple[int, str], tuple[Reason, ...]] = {}

    def known(self, adcode: str, year: int) -> _Known:
        units = self._units.get(year)
        if units is not None and units.has(adcode):
            return self._of_the_year(adcode, year, units)
        unit = self._rollout.gazetteer.get(adcode)
        if unit is None:
            return _Known(join_note=f"{adcode!r} is not the code of a unit")
        names = _Known(unit.name_zh, unit.name_en)
        try:
            today = self._rollout.current_codes(adcode)
        except ToponymError as error:
            return names._replace(join_note=str(error))
        note = ""
        if today != (adcode,):
            ended = f" until {unit.valid_to}" if unit.valid_to is not None else ""
            note = f"a former unit{ended}; today {', '.join(today)}"
            if not self._units:
                return names._replace(join_note=note)
        elif units is not None:
            note = f"not yet a unit of {year}; told of the ground it has today"
        return self._told(self._rollout, names._replace(join_note=note), adcode, year)

    def _of_the_year(self, adcode: str, year: int, units: YearUnits) -> _Known:
        """Return what is known of a unit on the ground that it had in a year."""
        if id(units) not in self._of_units:
            made = {level: Correspondence(units, self._rollout.tree, level) for level in LEVELS}
            self._of_units[id(units)] = rollout_of_year(self._rollout, units), made
        rollout, correspondences = self._of_units[id(units)]
        unit = rollout.tree.units[adcode]
        now = correspondences[unit.level].now[adcode]
        note = ""
        if list(now) != [adcode]:
            ended = f" until {unit.valid_to}" if unit.valid_to is not None else ""
            note = f"a former unit{ended}; today {', '.join(now)}"
        elif correspondences[unit.level].then[adcode].keys() != {adcode}:
            note = f"told of the ground it had in {year}; it has other ground today"
        names = _Known(unit.name_zh, unit.name_en, join_note=note)
        return self._told(rollout, names, adcode, year)

    def _told(self, rollout: Rollout, names: _Known, adcode: str, year: int) -> _Known:
        status, bounds = rollout.status(adcode, year), rollout.first_year(adcode)
        key = id(rollout), adcode
        if key not in self._evidence:
            self._evidence[key] = evidence_of(rollout, adcode)
        behind = behind_status(self._evidence[key], year, status)
        return names._replace(
            status=status.value,
            first_year_earliest=bounds.earliest,
            first_year_latest=bounds.latest,
            via=behind.via,
            sources=behind.sources,
        )
