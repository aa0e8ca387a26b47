"""Pick statements, or units by their status, by what they are about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import UsageError
from ..model import COUNTRY
from .reasons import Relation

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from ..model import AdminUnit, Level, Status
    from .evidence import Evidence
    from .readings import Reading
    from .rollout import Rollout
    from .years import YearBounds


@dataclass(frozen=True, slots=True)
class UnitStatus:
    """A unit with its status in a year, and the statements and lists behind it."""

    unit: AdminUnit
    year: int
    status: Status
    first_year: YearBounds
    evidence: tuple[str, ...]
    """Ids of the statements, and of the sources of full lists, that bear on the unit."""


@dataclass(frozen=True, slots=True)
class StatementFilter:
    """What is asked for; None asks for nothing."""

    year: int | None = None
    """One in which a statement may hold, or a unit has its status."""
    area: str | None = None
    """Adcode of a unit that a candidate, or a unit, is or lies in."""
    level: Level | None = None
    """One that a candidate, or a unit, stands at."""
    source: str | None = None
    """Id of the source of a statement, or of one that bears on a unit."""


def statements_where(rollout: Rollout, wanted: StatementFilter) -> Iterator[Evidence]:
    """Return the statements that fit all that is wanted, in the order of the data."""
    tree = rollout.tree
    areas = set(rollout.current_codes(wanted.area)) if wanted.area else None
    members = set(tree.levels[wanted.level]) if wanted.level else None

    def fits(said: Reading) -> bool:
        codes = {place.adcode for world in said.worlds for place in world}
        return (
            (wanted.year is None or wanted.year in said.possible)
            and (areas is None or any(areas & set(tree.lineage(code)) for code in codes))
            and (members is None or bool(codes & members))
        )

    for item in rollout.evidence.where(fits):
        if wanted.source is None or item.statement.source == wanted.source:
            yield item


def units_where(
    rollout: Rollout, wanted: StatementFilter, statuses: Collection[Status]
) -> Iterator[UnitStatus]:
    """Return the units of a level that have one of `statuses` in a year, by adcode.

    Raises
    ------
    UsageError
        If no year or no level is wanted: a status belongs to a unit in a year.
    """
    year, level = wanted.year, wanted.level
    if year is None or level is None:
        raise UsageError("a status belongs to a unit of some level in some year; give both")
    codes = rollout.current_codes(wanted.area) if wanted.area else (COUNTRY,)
    inside = {unit for code in codes for unit in rollout.tree.within(code, level)}
    for adcode, status in rollout.frame(year, level).items():
        if status in statuses and adcode in inside:
            reasons = [
                reason
                for reason in rollout.reasons(adcode, year)
                if reason.relation is not Relation.COUNTRY_WIDE
            ]
            if wanted.source is None or any(r.source.id == wanted.source for r in reasons):
                names = (r.statement.id if r.statement else r.source.id for r in reasons)
                bounds = rollout.first_year(adcode)
                yield UnitStatus(rollout.tree.units[adcode], year, status, bounds, tuple(names))
