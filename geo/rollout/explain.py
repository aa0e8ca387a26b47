"""Say why a unit has its status: the chain from the sources to it, and what would change it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import UsageError
from ..model import Extent, Status, unit_label
from .reasons import Relation
from .wording import Link, dated, link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model import AdminUnit
    from .core import Rollout
    from .reasons import Reason
    from .years import YearBounds


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a unit has its status in a year."""

    asked: AdminUnit
    """The unit as it was asked for; perhaps a former one."""
    units: tuple[AdminUnit, ...]
    """The units of today that are drawn for it."""
    year: int
    status: Status
    first_year: YearBounds
    status_runs: tuple[tuple[range, Status], ...]
    """The status over all years with evidence, cut where it changes."""
    reasons: tuple[Reason, ...]
    links: tuple[Link, ...]
    """Each reason in words."""
    would_change: tuple[str, ...]
    """What would have to be said for the status to change."""
    disputed: tuple[str, ...]
    """Contradictions between sources about these very units, in words."""

    @property
    def sentence(self) -> str:
        """Say the status in words."""
        return f"{unit_label(self.asked)} in {self.year}: {self.status}, {_MEANING[self.status]}"

    @property
    def former(self) -> str:
        """Say what is drawn for a former unit; empty for one of today."""
        if len(self.units) == 1 and self.units[0].adcode == self.asked.adcode:
            return ""
        ended = f" (until {self.asked.valid_to})" if self.asked.valid_to is not None else ""
        drawn = ", ".join(map(unit_label, self.units))
        return f"{unit_label(self.asked)} is a former unit{ended}; drawn for it: {drawn}"


_HERE = frozenset({Relation.DIRECT, Relation.WHOLE, Relation.INSIDE, Relation.EVERYWHERE})
"""How a statement bears on a unit that it puts the programme in, if not in the year asked for."""
_MEANING = {
    Status.IN: "a statement places the programme in it or in a unit inside it",
    Status.POSSIBLE: "a statement allows it but does not settle it",
    Status.OUT: "a source that claims to be complete does not list it then, and nobody else does",
    Status.UNKNOWN: "no statement reaches it",
}


def explain(rollout: Rollout, adcode: str, year: int | None) -> Explanation:
    """Explain the status of a unit in `year`; without a year, in the last one with evidence.

    Raises
    ------
    ToponymError
        If the gazetteer does not know `adcode`.
    UsageError
        If there is no year to speak of: none given, and no statement is dated.
    """
    codes = rollout.today(adcode)
    if year is None:
        if not rollout.years:
            raise UsageError("no statement is dated, so no year stands out; say which year")
        year = rollout.years[-1]
    asked = rollout.gazetteer.get(adcode) or rollout.tree.units[adcode]
    status = rollout.status(adcode, year)
    reasons = rollout.reasons(adcode, year)
    told = rollout.reasons(adcode) if status is Status.OUT else ()
    listed = [each for each in told if each.statement and each.relation in _HERE]
    return Explanation(
        asked=asked,
        units=tuple(rollout.tree.units[code] for code in codes),
        year=year,
        status=status,
        first_year=rollout.first_year(adcode),
        status_runs=_spells(rollout, adcode),
        reasons=reasons,
        links=tuple(link(rollout.tree, reason, listed) for reason in reasons),
        would_change=tuple(_changes(asked, status, year, (*reasons, *listed))),
        disputed=tuple(each.sentence() for each in rollout.conflicts() if each.adcode in codes),
    )


def _spells(rollout: Rollout, adcode: str) -> tuple[tuple[range, Status], ...]:
    status_runs: list[tuple[range, Status]] = []
    for years in rollout.timeline.stretches(rollout.years):
        if not years:
            continue
        status = rollout.status(adcode, years.start)
        if status_runs and status_runs[-1][1] is status:
            years = range(status_runs.pop()[0].start, years.stop)  # noqa: PLW2901 -- the joined spell
        status_runs.append((years, status))
    return tuple(status_runs)


def _changes(
    asked: AdminUnit, status: Status, year: int, reasons: tuple[Reason, ...]
) -> Iterator[str]:
    """Say what would have to be said, or unsaid, for the status to be another."""
    name = asked.name_en or asked.name_zh
    if status is Status.IN:
        settling = (
            reason.statement.id
            for reason in reasons
            if reason.statement and (reason.certain or reason.statement.adcodes == (asked.adcode,))
        )
        ids = ", ".join(settling)
        yield f"an end before {year}, or the removal, of every statement that settles it: {ids}"
    elif status is Status.OUT:
        yield f"a statement of any source that names {name} or a unit inside it in {year}"
        yield "a narrower scope or period of the list that closes it"
        for reason in reasons:
            if reason.statement and reason.relation in _HERE:
                yield f"other dates on {reason.statement.id}: {dated(reason.statement)}"
    elif status is Status.UNKNOWN:
        yield f"a statement that names {name}, a unit inside it, or places within its province"
        yield f"a list that is complete for {name} in {year} (then it would be out)"
    else:
        yield f"a statement that names {name} or a unit inside it, started by the end of {year}"
        yield from dict.fromkeys(filter(None, map(_settling, reasons)))
        yield f"a complete list of the units around {name} that does not name it (then out)"


def _settling(reason: Reason) -> str:
    """Say what would settle a statement that is open about a unit; empty if nothing of its own."""
    statement = reason.statement
    if statement is None:
        return ""
    if reason.relation is Relation.CANDIDATE:
        return f"the decision which of {'|'.join(reason.via)} {statement.id} means"
    if reason.relation is Relation.THROUGH_PARENT:
        return f"extent {Extent.ALL} on {statement.id}, if it covers every part"
    if reason.relation is Relation.UNNAMED_WITHIN:
        return f"the names of the places that {statement.id} speaks of"
    if reason.relation is Relation.COUNTRY_WIDE:
        return ""
    start = statement.start.text if statement.start else "not given"
    end = f" and end (now {statement.end})" if statement.end else ""
    return f"narrower dates on {statement.id}: start (now {start}){end}"
