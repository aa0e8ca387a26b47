"""Hold a project to every rule, all problems at once by file and line, and to its source's text.

In the text each toponym must stand where its locator says.
"""

from __future__ import annotations

import os
import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from ..errors import DataError, Problem, Severity
from ..gazetteer.names import PlaceNames
from ..model import Extent
from ..store.project import shown
from ..store.schema import ALIAS_COLUMNS, ALIAS_REQUIRED, ROW_RULES, ROWS_BESIDE
from ..tables.grid import errors_in
from ..tables.table import read_table
from ..text.characters import INVISIBLE
from . import (
    rules_candidates,
    rules_dates,
    rules_places,
    rules_rows,
    rules_sources,
)
from .cells import TableCells
from .context import ProjectContext
from .registry import RULES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from ..model import Statement
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


def read_context(
    project: Project, progress: Callable[[int], None] | None = None
) -> tuple[ProjectContext, list[Problem]]:
    """Return what rules look at, and what was wrong while it was read.

    Parameters
    ----------
    progress
        Is told now and then how many rows have been read.
    """
    from .. import gazetteer

    with_names = os.path.lexists(
        project.aliases
    )  # a link that leads nowhere is a problem, not none
    sources, stream = project.read_sources(), project.stream_locations()
    locations = TableCells(stream.file, stream.header, with_names=with_names)
    passing = replace(stream, stretches=locations.passing(stream.stretches))
    programme, problems = project.assemble(sources, passing, progress)
    locations.is_whole = not errors_in(p for p in stream.problems.all() if p.rule in ROW_RULES)
    found = list(problems)
    names, aliases = gazetteer.load(), None
    if with_names:
        table = read_table(
            project.aliases,
            file=shown(project.aliases),
            required=ALIAS_REQUIRED,
            known=ALIAS_COLUMNS,
            most=ROWS_BESIDE,
        )
        aliases = TableCells.of(table)
        found += table.problems
        if not errors_in(table.problems):
            names = project.gazetteer()
    told = TableCells.of(sources)
    return ProjectContext(programme, locations, told, aliases, PlaceNames(names)), found


def broken_rules(
    context: ProjectContext,
    wanted: Callable[[str], bool] | None = None,
    progress: Callable[[int], None] | None = None,
) -> Iterator[Problem]:
    """Yield what every rule finds, or every rule whose name is wanted.

    Parameters
    ----------
    progress
        Is told how many rules have been asked.
    """
    for number, rule in enumerate(RULES.values()):
        if progress is not None:
            progress(number)
        if wanted is not None and not wanted(rule.name):
            continue
        try:
            yield from rule.problems(context)
        except DataError as error:  # what the rule builds on is broken, and reported as that
            yield from error.problems


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems by file, line and weight, each once."""
    return sorted(dict.fromkeys(problems), key=place_of)


def place_of(problem: Problem) -> tuple[str, int, int]:
    """Return what problems are ordered by: file, line and weight."""
    return problem.file, problem.line or 0, _SEVERITIES[problem.severity]


_LOCATOR = re.compile(
    r"(?:p|para|paras|paragraph|paragraphs|¶|第)\.?\s*(\d{1,5})(?:\s*[-–—至]\s*(\d{1,5}))?\s*段?",
    re.IGNORECASE,
)
_BLANK_LINES = re.compile(r"(?:\r\n|\n|\r)[^\S\r\n]*(?:\r\n|\n|\r)\s*")


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text: what blank lines separate, the title being the first.

    In a text without blank lines, as Chinese texts are often saved, each line is one.
    """
    plain = text.strip("\ufeff \t\r\n")
    parts = [part for part in _BLANK_LINES.split(plain) if part.strip()]
    return parts if len(parts) > 1 else [line for line in plain.splitlines() if line.strip()]


def check_article(statements: Iterable[Statement], text: str, *, file: str) -> Iterator[Problem]:
    """Yield a problem for each toponym that does not stand in the paragraph of its locator.

    Parameters
    ----------
    statements
        Those of the one source the text is.
    file
        Name of locations.csv in messages.
    """
    folded = [_folded(paragraph) for paragraph in paragraphs(text)]
    for row in statements:
        named = _named_paragraphs(row.locator)
        found = _standing(row.place, folded)
        if named is None:
            if row.extent is not Extent.WITHIN and not found:
                yield _problem("toponym-absent", f"'{row.place}' is not in the text", row, file)
            elif row.locator.strip():
                message = f"'{row.locator}' names no paragraph"
                yield _problem("locator-unchecked", message, row, file, column="locator")
        elif named[-1] > len(folded):
            message = f"{row.locator}: the text has {len(folded)} paragraphs"
            yield _problem("locator-beyond", message, row, file, column="locator")
        elif not found:
            hint = "place is the toponym as the source prints it"
            message = f"'{row.place}' is not in the text"
            yield _problem("toponym-absent", message, row, file, hint)
        elif not set(found) & set(named):
            where = ", ".join(f"p{number}" for number in found)
            message = f"'{row.place}' is not in {row.locator}; it stands in {where}"
            yield _problem(
                "toponym-elsewhere", message, row, file, "correct the locator", "locator"
            )


def _named_paragraphs(locator: str) -> range | None:
    """Return the paragraphs a locator names, counted from 1; None if it names none."""
    shape = _LOCATOR.fullmatch(locator.strip())
    if shape is None or not int(shape[1]):
        return None
    first, last = int(shape[1]), int(shape[2] or shape[1])
    return range(min(first, last), max(first, last) + 1)


def _standing(place: str, folded: Sequence[str]) -> list[int]:
    """Return the numbers of the paragraphs a place stands in, as a word of its own."""
    wanted = re.escape(_folded(place))
    if not wanted:
        return []
    edge_before = r"(?<![a-z0-9])" if _folded(place)[0].isascii() else ""
    edge_after = r"(?![a-z0-9])" if _folded(place)[-1].isascii() else ""
    pattern = re.compile(f"{edge_before}{wanted}{edge_after}")
    return [number for number, text in enumerate(folded, 1) if pattern.search(text)]


def _folded(text: str) -> str:
    """Return text without case, accents on spaces and what nobody sees; one blank for any run."""
    plain = unicodedata.normalize("NFKC", INVISIBLE.sub("", text)).casefold()
    return " ".join(plain.translate(_QUOTES).split())


_QUOTES = dict.fromkeys(map(ord, "‘’ʼ´`"), "'")


def _problem(  # noqa: PLR0917 (a problem's fields)
    rule: str, message: str, row: Statement, file: str, hint: str = "", column: str = "place"
) -> Problem:
    return Problem(rule, message, hint, file, row.line, column, RULES[rule].severity)
