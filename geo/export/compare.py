"""Two rollouts side by side: two programmes on the same units, or two versions of one.

Of two programmes: which units had both, and in which order. Of two versions: which statements
changed, and whose status by year with them.
"""

from __future__ import annotations

from dataclasses import fields
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from ..errors import UsageError
from ..model import COUNTRY, Statement, Status, unit_label
from .frames import behind_status, categorical, evidence_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pandas

    from ..model import AdminUnit, Level
    from ..rollout import Rollout
    from ..rollout.years import YearBounds


class Side(NamedTuple):
    """One programme in a unit, until a year."""

    status: Status
    """in: it certainly was there in some year; possible: it may have been; out: in all of these
    years it was not; unknown: nobody said."""
    first_year: YearBounds
    sources: str


class Compared(NamedTuple):
    """What is known of two programmes in a unit."""

    unit: AdminUnit
    a: Side
    b: Side
    both: Status
    order: tuple[str, ...]
    """Which orders the bounds of the first years allow, of a, same and b; one if it is certain."""

    def __str__(self) -> str:
        told = " or ".join(_ORDERS[each] for each in self.order)
        sides = "; ".join(
            f"{name} {side.status.value}"
            + (f" ({side.first_year.text()})" if side.first_year.reached else "")
            for name, side in (("A", self.a), ("B", self.b))
        )
        return f"{unit_label(self.unit)}: both {self.both.value}; {sides}; {told or 'no order'}"

    def as_record(self) -> dict[str, object]:
        """Return it as `--json` prints it."""
        return {
            **self.unit.as_record(),
            "both": self.both.value,
            "order": list(self.order),
            **{
                name: {
                    "status": side.status.value,
                    "first_year": {
                        "earliest": side.first_year.earliest,
                        "latest": side.first_year.latest,
                    },
                    "sources": side.sources.split("|") if side.sources else [],
                }
                for name, side in (("a", self.a), ("b", self.b))
            },
        }


_ORDERS = {"a": "A first", "same": "in the same year", "b": "B first"}


def compared(a: Rollout, b: Rollout, level: Level, year: int | None) -> Iterator[Compared]:
    """Yield what is known of two programmes in every unit of a level.

    Parameters
    ----------
    year
        Until its end; None: the last one with evidence in either.

    Raises
    ------
    UsageError
        If they are not on the same units, or no statement is dated and no year is given.
    """
    if a.tree.levels[level] != b.tree.levels[level]:
        raise UsageError("other: it is of other units; compare rollouts with one gazetteer")
    known = [each for years in (a.years, b.years) for each in years]
    if not known and year is None:
        raise UsageError("year: no statement is dated, so no year stands out; pass one")
    last = max(known) if year is None else year
    years = range(min([*known, last]), last + 1)
    for adcode in a.tree.levels[level]:
        one, other = _side(a, adcode, years), _side(b, adcode, years)
        both = both_of(one.status, other.status)
        order = _order(one.first_year, other.first_year, last) if both.rank else ()
        yield Compared(a.tree.units[adcode], one, other, both, order)


def both_of(a: Status, b: Status) -> Status:
    """Return what is known of both: out if either is, in if both are, possible if both may be."""
    if Status.OUT in {a, b}:
        return Status.OUT
    if a is b:
        return a
    return Status.POSSIBLE if a.rank and b.rank else Status.UNKNOWN


def compare_frame(a: Rollout, b: Rollout, level: Level, year: int | None) -> pandas.DataFrame:
    """Return what is known of two programmes in every unit of a level, by adcode.

    Returns
    -------
    units
        `status_a`, `status_b` and `both` are ordered categoricals; `order` has what the bounds of
        the first years allow, joined by `|`: `a`, `same`, `b`; blank where not both may be there.
    """
    import pandas

    rows = list(compared(a, b, level, year))
    columns: dict[str, object] = {
        "name_zh": [row.unit.name_zh for row in rows],
        "name_en": [row.unit.name_en for row in rows],
        "parent": ["" if row.unit.parent == COUNTRY else row.unit.parent for row in rows],
        "both": categorical([row.both.value for row in rows]),
        "order": ["|".join(row.order) for row in rows],
    }
    for name in ("a", "b"):
        sides: list[Side] = [getattr(row, name) for row in rows]
        columns[f"status_{name}"] = categorical([side.status.value for side in sides])
        for end in ("earliest", "latest"):
            years = [getattr(side.first_year, end) for side in sides]
            columns[f"first_year_{end}_{name}"] = pandas.array(years, dtype="Int64")
        columns[f"sources_{name}"] = [side.sources for side in sides]
    return pandas.DataFrame(
        columns, index=pandas.Index([row.unit.adcode for row in rows], name="adcode")
    )


def summary(rows: Iterable[Compared]) -> str:
    """Say how many units had both, and how many of them in which order for certain."""
    rows = list(rows)
    counts = {status: sum(row.both is status for row in rows) for status in reversed(Status)}
    told = ", ".join(f"{count} {status.value}" for status, count in counts.items())
    certain = [row.order[0] for row in rows if row.both is Status.IN and len(row.order) == 1]
    orders = ", ".join(f"{certain.count(key)} {words}" for key, words in _ORDERS.items())
    return f"both: {told}; for certain {orders}"


def _side(rollout: Rollout, adcode: str, years: range) -> Side:
    """Return the strongest thing known of a programme in some years; out only if in all of them."""
    starts = [stretch.start for stretch in rollout.timeline.stretches(years)]
    told = [(rollout.status(adcode, year), year) for year in starts]
    best, at = max(told, key=lambda pair: (pair[0].rank, pair[0] is Status.UNKNOWN, pair[1]))
    evidence = evidence_of(rollout, adcode)
    return Side(best, rollout.first_year(adcode), behind_status(evidence, at, best).sources)


def _order(a: YearBounds, b: YearBounds, last: int) -> tuple[str, ...]:
    """Return which orders of two first years their bounds allow."""
    (low_a, high_a), (low_b, high_b) = (_span(each, last) for each in (a, b))
    allowed = {
        "a": low_a < high_b,
        "same": max(low_a, low_b) <= min(high_a, high_b),
        "b": low_b < high_a,
    }
    return tuple(name for name, is_allowed in allowed.items() if is_allowed)


def _span(bounds: YearBounds, last: int) -> tuple[float, float]:
    """Return the bounds as numbers; it began by `last`, if it began at all."""
    low = -inf if bounds.earliest is None else bounds.earliest
    return low, max(low, last if bounds.latest is None else min(bounds.latest, last))


_STATEMENT_COLUMNS = tuple(
    field.name for field in fields(Statement) if field.name not in {"id", "line"}
)


class StatementChange(NamedTuple):
    """A statement that only one version has, or that says other things in both."""

    id: str
    kind: str
    """added, removed or changed."""
    cells: dict[str, tuple[str, str]]
    """By column, what it was and what it is; the filled ones alone where it is added or removed."""

    def __str__(self) -> str:
        told = "; ".join(
            f"{name} {old or '(blank)'} -> {new or '(blank)'}"
            for name, (old, new) in self.cells.items()
        )
        return f"{self.kind} {self.id}" + (f": {told}" if self.kind == "changed" else "")

    def as_record(self) -> dict[str, object]:
        """Return the change as `--json` prints it."""
        cells = {name: {"before": old, "after": new} for name, (old, new) in self.cells.items()}
        return {"statement": self.kind, "id": self.id, "cells": cells}


class StatusChange(NamedTuple):
    """Years in which a unit's status went from one value to another."""

    unit: AdminUnit
    first: int
    last: int
    before: Status
    after: Status

    def __str__(self) -> str:
        years = f"{self.first}" if self.first == self.last else f"{self.first}-{self.last}"
        return f"{unit_label(self.unit)}, {years}: {self.before.value} -> {self.after.value}"

    def as_record(self) -> dict[str, object]:
        """Return the change as `--json` prints it."""
        return {
            **self.unit.as_record(),
            "years": {"first": self.first, "last": self.last},
            "before": self.before.value,
            "after": self.after.value,
        }


def statement_changes(before: Rollout, after: Rollout) -> Iterator[StatementChange]:
    """Yield the statements that differ, those of the older version first, in their order."""
    old = {each.id: each for each in before.statements}
    new = {each.id: each for each in after.statements}
    for name, statement in old.items():
        if name not in new:
            yield StatementChange(name, "removed", {k: (v, "") for k, v in _cells(statement)})
        elif cells := {
            field: (was, now)
            for (field, was), (_, now) in zip(
                _cells(statement, blank=True), _cells(new[name], blank=True), strict=True
            )
            if was != now
        }:
            yield StatementChange(name, "changed", cells)
    for name, statement in new.items():
        if name not in old:
            yield StatementChange(name, "added", {k: ("", v) for k, v in _cells(statement)})


def status_changes(before: Rollout, after: Rollout, level: Level) -> Iterator[StatusChange]:
    """Yield the units of `level` whose status differs in years with evidence in either version."""
    known = [year for years in (before.years, after.years) for year in years]
    if not known:
        return
    years = range(min(known), max(known) + 1)
    frames = [(year, before.frame(year, level), after.frame(year, level)) for year in years]
    for adcode in after.tree.levels[level]:
        run: StatusChange | None = None
        for year, old, new in frames:
            was, now = old[adcode], new[adcode]
            if run and (was, now) == (run.before, run.after):
                run = run._replace(last=year)
                continue
            if run:
                yield run
            unit = after.tree.units[adcode]
            run = None if was is now else StatusChange(unit, year, year, was, now)
        if run:
            yield run


def _cells(statement: Statement, *, blank: bool = False) -> Iterator[tuple[str, str]]:
    for name in _STATEMENT_COLUMNS:
        value = getattr(statement, name)
        cell = "|".join(value) if isinstance(value, tuple) else "" if value is None else str(value)
        if cell or blank:
            yield ("adcode" if name == "adcodes" else name), cell
