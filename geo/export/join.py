"""A user's own table with what is known of its units: no row is dropped, none is moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..errors import ToponymError, UsageError
from .frames import behind_status, categorical, evidence_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas

    from ..rollout import Reason, Rollout

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
    codes: Sequence[str],
    years: Sequence[int],
    *,
    former: bool,
) -> pandas.DataFrame:
    """Return `table` with what is known of the unit and the year of each row.

    Parameters
    ----------
    codes, years
        Of each row.
    former
        Whether a former unit's code is one too: it then has the status of what took over from it.

    Raises
    ------
    UsageError
        If the table has one of the columns already.
    """
    import pandas

    taken = [name for name in JOINED if name in table.columns]
    if taken:
        raise UsageError(f"df: it has {', '.join(taken)} already; rename or drop them first")
    evidence: dict[str, tuple[Reason, ...]] = {}
    answers: dict[tuple[str, int], _Known] = {}
    for question in zip(codes, years, strict=True):
        if question not in answers:
            answers[question] = _known(rollout, *question, evidence, former=former)
    rows = [answers[question] for question in zip(codes, years, strict=True)]
    added = pandas.DataFrame(rows, columns=list(JOINED), index=table.index)
    added["status"] = categorical(added["status"])
    kinds = {"first_year_earliest": "Int64", "first_year_latest": "Int64"}
    added = added.astype(kinds)
    return table.assign(**{name: added[name].array for name in JOINED})


def _known(
    rollout: Rollout,
    adcode: str,
    year: int,
    evidence: dict[str, tuple[Reason, ...]],
    *,
    former: bool,
) -> _Known:
    unit = rollout.gazetteer.get(adcode)
    if unit is None:
        return _Known(join_note=f"{adcode!r} is not the code of a unit")
    names = _Known(unit.name_zh, unit.name_en)
    try:
        today = rollout.current_codes(adcode)
    except ToponymError as error:
        return names._replace(join_note=str(error))
    note = ""
    if today != (adcode,):
        ended = f" until {unit.valid_to}" if unit.valid_to is not None else ""
        note = f"a former unit{ended}; today {', '.join(today)}"
        if not former:
            return names._replace(join_note=note)
    status = rollout.status(adcode, year)
    if adcode not in evidence:
        evidence[adcode] = evidence_of(rollout, adcode)
    behind = behind_status(evidence[adcode], year, status)
    return names._replace(
        status=status.value,
        first_year_earliest=rollout.first_year(adcode).earliest,
        first_year_latest=rollout.first_year(adcode).latest,
        via=behind.via,
        sources=behind.sources,
        join_note=note,
    )
