"""Hold a project to every rule: all problems at once, by file and line."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from ..errors import DataError, Problem, Severity
from ..gazetteer.names import PlaceNames
from ..store import read_table
from ..store.project import shown
from ..store.schema import ALIAS_COLUMNS, ALIAS_REQUIRED
from ..tables.grid import errors_in
from . import (
    rules_candidates,
    rules_dates,
    rules_places,
    rules_rows,
    rules_sources,
)
from .context import ProjectContext
from .registry import RULES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ..store import Project

MODULES = (
    rules_dates,
    rules_places,
    rules_candidates,
    rules_rows,
    rules_sources,
)
"""Importing them registers their rules, in this order."""

_SEVERITIES = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def examine(project: Project) -> list[Problem]:
    """Return every problem of a project, by file and line.

    Rules look at what is sound; a row that cannot be read is reported as such, and takes no part
    in the others.
    """
    context, problems = read_context(project)
    return in_order([*problems, *broken_rules(context)])


def read_context(project: Project) -> tuple[ProjectContext, list[Problem]]:
    """Return what rules look at, and what was wrong while it was read."""
    from .. import gazetteer

    sources, locations = project.read_sources(), project.read_locations()
    programme, problems = project.assemble(sources, locations)
    found = list(problems)
    names, aliases = gazetteer.load(), None
    if os.path.lexists(project.aliases):  # a link that leads nowhere is a problem, not none
        aliases = read_table(
            project.aliases,
            file=shown(project.aliases),
            required=ALIAS_REQUIRED,
            known=ALIAS_COLUMNS,
        )
        found += aliases.problems
        if not errors_in(aliases.problems):
            names = project.gazetteer()
    return ProjectContext(programme, locations, sources, aliases, PlaceNames(names)), found


def broken_rules(
    context: ProjectContext, wanted: Callable[[str], bool] | None = None
) -> Iterator[Problem]:
    """Yield what every rule finds, or every rule whose name is wanted."""
    for rule in RULES.values():
        if wanted is not None and not wanted(rule.name):
            continue
        try:
            yield from rule.problems(context)
        except DataError as error:  # what the rule builds on is broken, and reported as that
            yield from error.problems


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems by file, line and weight, each once."""
    return sorted(
        dict.fromkeys(problems),
        key=lambda problem: (problem.file, problem.line or 0, _SEVERITIES[problem.severity]),
    )
