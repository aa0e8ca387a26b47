"""The rules: each a name that stays, a severity, and a page that explains it.

A rule is a function that yields what it finds; its docstring is its page. Rules that are enforced
where data are read (`store`) or brought in (`intake`) have no function here, only a page.
"""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import Problem, Severity, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..model import Source, Statement
    from .context import ProjectContext

    Finder = Callable[[ProjectContext], Iterable["Finding"]]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a rule found, at one cell; the rule and its severity are added by the checker."""

    message: str
    hint: str = ""
    file: str = ""
    line: int | None = None
    column: str = ""
    severity: Severity | None = None
    """Where it weighs less here than the rule does elsewhere."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule; `page` begins with one sentence that says what is wrong."""

    name: str
    severity: Severity
    page: str
    find: Finder | None = None
    """None: enforced while data are read or imported."""

    @property
    def summary(self) -> str:
        """The first sentence of the page."""
        return self.page.split("\n\n", 1)[0].replace("\n", " ")

    def problems(self, context: ProjectContext) -> Iterable[Problem]:
        """Yield what the rule finds as problems."""
        if self.find is None:
            return
        for found in self.find(context):
            severity = found.severity or self.severity
            yield Problem(
                self.name, found.message, found.hint, found.file, found.line, found.column, severity
            )


RULES: dict[str, Rule] = {}
"""Every rule by name, in the order of the modules that declare them."""


def rule(name: str, severity: Severity) -> Callable[[Finder], Finder]:
    """Register the decorated function as a rule; its docstring is the rule's page."""

    def register(find: Finder) -> Finder:
        declare(name, severity, inspect.cleandoc(find.__doc__ or ""), find)
        return find

    return register


def declare(name: str, severity: Severity, page: str, find: Finder | None = None) -> None:
    """Register a rule by its page."""
    assert name not in RULES, name  # noqa: S101 (two rules of one name are a defect of ours)
    RULES[name] = Rule(name, severity, page, find)


def rule_named(name: str) -> Rule:
    """Return the rule of a name.

    Raises
    ------
    UsageError
        If there is none; with the nearest names.
    """
    from difflib import get_close_matches

    if name in RULES:
        return RULES[name]
    near = get_close_matches(name, RULES, n=3)
    hint = f"; nearest: {', '.join(near)}" if near else ""
    raise UsageError(f"there is no rule '{name}'{hint}; pilotmap check --rules lists them")


def at(
    context: ProjectContext, statement: Statement, column: str, message: str, hint: str = ""
) -> Finding:
    """Return a finding at a cell of locations.csv."""
    return Finding(message, hint, context.locations.file, statement.line, column)


def at_source(
    context: ProjectContext, source: Source, column: str, message: str, hint: str = ""
) -> Finding:
    """Return a finding at a cell of sources.csv."""
    return Finding(message, hint, context.sources.file, source.line, column)
