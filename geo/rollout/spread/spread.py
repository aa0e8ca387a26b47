"""How the units that are `in` lie on the map by year, and how their centre moves.

The figures describe the units that statements name. Places that nobody names may lie anywhere, so
each figure says what it rests on, fewer than three units get none, and the direction that a source
claims is set beside them without a verdict.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ...model import Level, Status
from .centrography import (
    ENOUGH,
    Ellipse,
    Point,
    distance_and_bearing,
    ellipse,
    mean_centre,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ...model import AdminUnit, Statement
    from ..rollout import Rollout


@dataclass(frozen=True, slots=True)
class YearSpread:
    """Where the units lie that are `in` in a year."""

    year: int
    units: tuple[AdminUnit, ...]
    """Those whose seat is known."""
    centre: Point | None
    """Mean centre, (lon, lat); None below `ENOUGH` units."""
    ellipse: Ellipse | None

    @property
    def count(self) -> int:
        """How many units the figures rest on."""
        return len(self.units)


@dataclass(frozen=True, slots=True)
class Move:
    """From the centre of one year to that of a later one."""

    start: YearSpread
    end: YearSpread
    distance_km: float | None
    """Along the geodesic; None where one of the years has no centre."""
    bearing_deg: float | None
    """At the start, clockwise from true north."""


@dataclass(frozen=True, slots=True)
class Leg:
    """From a unit of the first year to one that joined later: a fact about the two alone."""

    start: AdminUnit
    end: AdminUnit
    distance_km: float
    bearing_deg: float


@dataclass(frozen=True, slots=True)
class Spread:
    """The spread over the years in which the units that are `in` change."""

    level: Level
    years: tuple[YearSpread, ...]
    moves: tuple[Move, ...]
    """From each year to the next, and over all of them."""
    legs: tuple[Leg, ...]
    """Unit by unit, where the years are too thin for the move over all of them."""
    claims: tuple[Statement, ...]
    """Statements that claim a direction."""


def spread(rollout: Rollout, level: Level, years: Sequence[int] | None = None) -> Spread:
    """Return where the units of a level lie that are `in`, by year, and how their centre moves.

    Parameters
    ----------
    years
        Years to look at, in order; None: all with evidence.
    """
    found: list[YearSpread] = []
    for year in rollout.years if years is None else years:
        frame = rollout.frame(year, level)
        named = (rollout.tree.units[code] for code, status in frame.items() if status is Status.IN)
        units = tuple(unit for unit in named if unit.seat)
        if units and (not found or units != found[-1].units):
            found.append(_year_spread(year, units))
    pairs = list(pairwise(found))
    if len(pairs) > 1:
        pairs.append((found[0], found[-1]))
    moves = tuple(_move(start, end) for start, end in pairs)
    thin = bool(moves) and moves[-1].distance_km is None
    return Spread(
        level=level,
        years=tuple(found),
        moves=moves,
        legs=tuple(_legs(found[0], found[-1])) if thin else (),
        claims=tuple(item for item in rollout.statements if item.direction.strip()),
    )


def _year_spread(year: int, units: tuple[AdminUnit, ...]) -> YearSpread:
    seats = [unit.seat for unit in units if unit.seat]
    if len(seats) < ENOUGH:
        return YearSpread(year, units, None, None)
    return YearSpread(year, units, mean_centre(seats), ellipse(seats))


def _move(start: YearSpread, end: YearSpread) -> Move:
    if start.centre is None or end.centre is None:
        return Move(start, end, None, None)
    return Move(start, end, *distance_and_bearing(start.centre, end.centre))


def _legs(first: YearSpread, last: YearSpread) -> Iterator[Leg]:
    for start in first.units:
        for end in last.units:
            if end not in first.units and start.seat and end.seat:
                yield Leg(start, end, *distance_and_bearing(start.seat, end.seat))
