"""`pilotmap check`: hold the data to every rule, or explain the rules."""

from __future__ import annotations

import gc
import os
from collections import Counter
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import DataError, Problem, Severity, UsageError
from . import options
from .app import app, print_data, print_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..check.context import ProjectContext
    from ..store import Project

_PLURALS = {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.NOTE: "notes"}


class ProblemFormat(StrEnum):
    """How problems are printed."""

    TEXT = "text"
    GITHUB = "github"


@app.command()
def check(
    rule: Annotated[
        str | None, typer.Argument(metavar="[RULE]", help="With --rules: the rule to explain.")
    ] = None,
    *,
    rules: Annotated[
        bool, typer.Option("--rules", help="List the rules, or explain one, and check nothing.")
    ] = False,
    text: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Check that each place stands where its locator says in this text."
        ),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option(
            metavar="ID", help="With --text: the source the text is, if there are several."
        ),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit 1 on warnings as well as on errors.")
    ] = False,
    output: Annotated[
        ProblemFormat,
        typer.Option("--format", help="text, or github for annotations in its workflows."),
    ] = ProblemFormat.TEXT,
    as_json: options.JsonLines = False,
    data: options.Data = None,
) -> None:
    """Hold the data to every rule, and tell every problem with file, line and column.

    Example: pilotmap check --text article.txt --source pandaily-2020
    """
    if rules:
        _explain_rules(rule, as_json=as_json)
        return
    if rule is not None:
        raise UsageError(f"'{rule}' is only understood with --rules; a project is given by --data")
    if source is not None and text is None:
        raise UsageError("--source names the source that --text is; give both")
    from ..check.examine import broken_rules, in_order, read_context
    from ..check.registry import RULES
    from ..store import find_project
    from .progress import Progress

    # Nearly all that is read and found lives to the end: looking for cycles only costs time.
    gc.disable()
    project = find_project(data)
    with Progress("rows read") as progress:
        context, problems = read_context(project, progress)
        progress.begin("rules asked", len(RULES))
        problems += broken_rules(context, progress=progress)
    if text is not None:
        problems += _check_text(context, text, source)
    found = in_order(problems)
    _print(found, output, as_json=as_json)
    if not as_json and output is ProblemFormat.TEXT:
        print_data(_summary(found, project, context))
    counts = Counter(problem.severity for problem in found)
    if counts[Severity.ERROR] or (strict and counts[Severity.WARNING]):
        raise typer.Exit(1)


def _explain_rules(name: str | None, *, as_json: bool) -> None:
    from ..check import examine  # noqa: F401 (importing it registers the rules)
    from ..check.registry import RULES, rule_named

    chosen = [rule_named(name)] if name else list(RULES.values())
    for entry in chosen:
        if as_json:
            print_json({"rule": entry.name, "severity": entry.severity, "page": entry.page})
        elif name:
            print_data(f"{entry.name} ({entry.severity})\n\n{entry.page}")
        else:
            print_data(f"{entry.name:<20} {entry.severity:<8} {entry.summary}")


def _check_text(context: ProjectContext, path: Path, source: str | None) -> Iterable[Problem]:
    """Check the places of one source against its text."""
    from ..check.examine import check_article
    from ..tables.encoding import decode_text
    from ..tables.regular_file import read_bytes
    from ..text.escape import some_of

    sources = context.programme.sources
    if source is None and len(sources) > 1:
        raise UsageError(f"which source is {path}? pass --source: {some_of(sources)}")
    if source is not None and source not in sources:
        raise UsageError(f"there is no source '{source}'; there are {some_of(sources)}")
    article, _ = decode_text(read_bytes(path, str(path)), str(path))
    if not article.strip():
        raise DataError([Problem("empty-file", "the text is empty", file=str(path))])
    wanted = source or next(iter(sources), "")
    statements = [row for row in context.programme.statements if row.source == wanted]
    return check_article(statements, article, file=context.locations.file)


def _print(problems: Iterable[Problem], output: ProblemFormat, *, as_json: bool) -> None:
    """Print the problems; for a person, no rule floods the others."""
    from ..tables.grid import SHOWN_PER_RULE

    told: Counter[tuple[str, str]] = Counter()
    for problem in problems:
        # The store's own sum of a flood has no next step, and is always told.
        if (
            not as_json
            and output is ProblemFormat.TEXT
            and problem.line is not None
            and problem.hint
        ):
            told[problem.file, problem.rule] += 1
            if told[problem.file, problem.rule] > SHOWN_PER_RULE:
                continue
        if as_json:
            print_json(problem.as_record())
        elif output is ProblemFormat.GITHUB:
            print_data(_annotation(problem))
        else:
            print_data(f"{problem.severity}: {problem}")
    for (file, rule), count in told.items():
        if count > SHOWN_PER_RULE:
            print_data(
                f"{file}: and {count - SHOWN_PER_RULE:,} more of {rule}; --json tells every one"
            )


def _annotation(problem: Problem) -> str:
    """Return a GitHub workflow command; paths are given from the root of the checkout."""
    kind = "notice" if problem.severity is Severity.NOTE else str(problem.severity)
    facts = {"file": _from_root(problem.file), "line": problem.line, "title": problem.rule}
    values = ",".join(f"{key}={_escaped(str(value))}" for key, value in facts.items() if value)
    column = f"column '{problem.column}': " if problem.column else ""
    hint = f"; {problem.hint}" if problem.hint else ""
    return f"::{kind} {values}::{_escaped_data(f'{column}{problem.message}{hint}')}"


def _from_root(file: str) -> str:
    root = os.environ.get("GITHUB_WORKSPACE")
    path = Path(file).absolute()
    return str(path.relative_to(root)) if root and path.is_relative_to(root) else file


def _escaped_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped(text: str) -> str:
    return _escaped_data(text).replace(":", "%3A").replace(",", "%2C")


def _summary(problems: list[Problem], project: Project, context: ProjectContext) -> str:
    """Return what was looked at and how many problems of which weight there are."""
    counts = Counter(problem.severity for problem in problems)
    named = [
        f"{counts[severity]} {plural if counts[severity] > 1 else severity.value}"
        for severity, plural in _PLURALS.items()
        if counts[severity]
    ]
    rows, sources = context.locations.rows, context.sources.rows
    looked = f"{project.folder}: {_counted(rows, 'row')}, {_counted(sources, 'source')}"
    return f"{looked}: {', '.join(named) or 'no problems'}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"
