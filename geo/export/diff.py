"""Two versions of a programme: which statements changed, and whose status by year with them."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, NamedTuple

from ..model import Statement, unit_label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model import AdminUnit, Level, Status
    from ..rollout import Rollout

_COMPARED = tuple(field.name for field in fields(Statement) if field.name not in {"id", "line"})


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
    for name in _COMPARED:
        value = getattr(statement, name)
        cell = "|".join(value) if isinstance(value, tuple) else "" if value is None else str(value)
        if cell or blank:
            yield ("adcode" if name == "adcodes" else name), cell
