"""`pilotmap check`: hold the data to every rule, or explain the rules."""

from __future__ import annotations

import gc
import os
from collections import Counter
from dataclasses import replace
from enum import StrEnum
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import DataError, Problem, Severity, UsageError
from ..tables.grid import SHOWN_PER_RULE
from . import options
from .app import app, print_data, print_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..check.context import ProjectContext
    from ..store import Project

TOLD_TO_PROGRAMS = 20_000
"""Problems of one rule in one file that `--json` tells one by one, and how many more."""
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
    from ..check.examine import broken_rules, read_context
    from ..check.registry import RULES
    from ..store import find_project
    from .progress import Progress

    # Nearly all that is read and found lives to the end: looking for cycles only costs time.
    gc.disable()
    project = find_project(data)
    found = _Found(for_program=as_json or output is not ProblemFormat.TEXT)
    with Progress("rows read") as progress:
        context, problems = read_context(project, progress)
        found.extend(problems)
        progress.begin("rules asked", len(RULES))
        found.extend(broken_rules(context, progress=progress))
    if text is not None:
        found.extend(_check_text(context, text, source))
    kept = found.kept()
    _print(kept, output, as_json=as_json)
    for line in found.left_out(kept):
        print_data(line)
    if found.is_for_people:
        print_data(_summary(found.counts, project, context))
    if found.counts[Severity.ERROR] or (strict and found.counts[Severity.WARNING]):
        raise typer.Exit(1)


class _Found:
    """What was found, as much of it as is told, and how much there is.

    No rule floods the others: of each rule the first problems of a file are kept, some for a person
    and many for a program. A large file has millions.

    Parameters
    ----------
    for_program
        Keep `TOLD_TO_PROGRAMS` of each rule.
    """

    def __init__(self, *, for_program: bool) -> None:
        self.is_for_people = not for_program
        self.counts: Counter[Severity] = Counter()
        """How many problems of each weight there are."""
        self._most = TOLD_TO_PROGRAMS if for_program else SHOWN_PER_RULE
        self._told: dict[Problem, int] = {}
        """With the number under which each was found."""
        self._floods: dict[tuple[str, str], _Flood] = {}

    def extend(self, problems: Iterable[Problem]) -> None:
        """Take problems, each once."""
        for number, problem in enumerate(problems, self.counts.total()):
            # The store's own sum of a flood is of no cell and has no next step: it is always told.
            if problem.line is not None and (problem.hint or problem.column):
                key = problem.file, problem.rule
                flood = self._floods.get(key)
                if flood is None:
                    flood = self._floods[key] = _Flood(self._most)
                is_new = flood.add(problem, problem.line, number)
            else:
                is_new = problem not in self._told
                self._told.setdefault(problem, number)
            self.counts[problem.severity] += is_new

    def kept(self) -> list[Problem]:
        """Return what is told, by file and line; for a program also how many more there are."""
        from ..check.examine import place_of

        kept = list(self._told.items())
        for flood in self._floods.values():
            kept += flood.first()
            if not self.is_for_people and flood.more:
                kept.append(flood.sum())
        kept.sort(key=lambda item: (place_of(item[0]), item[1]))
        return [problem for problem, _ in kept]

    def left_out(self, kept: Iterable[Problem]) -> Iterator[str]:
        """Yield a line for each rule of which not every problem is told, in the order of `kept`."""
        if not (self.is_for_people and self._floods):
            return
        at = {problem: place for place, problem in enumerate(kept)}
        floods = self._floods.items()
        for (file, rule), flood in sorted(floods, key=lambda each: at[each[1].first()[0][0]]):
            if flood.more:
                is_more = flood.count > TOLD_TO_PROGRAMS
                which = f"the first {TOLD_TO_PROGRAMS:,}" if is_more else "every one"
                yield f"{file}: and {flood.more:,} more of {rule}; --json tells {which}"


class _Flood:
    """The problems of one rule in one file: the first ones by line, and how many there are.

    Parameters
    ----------
    most
        How many are kept.
    """

    def __init__(self, most: int) -> None:
        self.count = 0
        self._most = most
        self._kept: list[tuple[Problem, int]] = []
        self._seen: set[tuple[int, str, str, str]] = set()
        """What tells those kept apart: a rule may come to a line again."""
        self._last = inf
        """The line from which on none is kept."""
        self._first: tuple[int, str, str, str] | None = None
        """The first of the line that was seen last."""
        self._at: set[tuple[int, str, str, str]] = set()
        """All of that line, if there are several: one may be found twice."""

    @property
    def more(self) -> int:
        """How many there are beyond those kept."""
        return max(self.count - self._most, 0)

    def add(self, problem: Problem, line: int, number: int) -> bool:
        """Take a problem; return whether it is new."""
        said = line, problem.message, problem.column, problem.hint
        if self._first is None or line != self._first[0]:
            self._first = said  # nearly every line has one, of which no digest is needed
            self._at.clear()
        else:
            if not self._at:
                self._at.add(self._first)
            if said in self._at:
                return False
            self._at.add(said)
        if line <= self._last:
            if said in self._seen:
                return False
            self._seen.add(said)
        self.count += 1
        if line < self._last:
            self._kept.append((problem, number))
            if len(self._kept) > self._most + SHOWN_PER_RULE + self._most // 4:
                self._kept = self.first()
                self._last = last = self._kept[-1][0].line or 0
                self._seen = {each for each in self._seen if each[0] <= last}
        return True

    def first(self) -> list[tuple[Problem, int]]:
        """Return the first ones by line, each with the number under which it was found."""
        return sorted(self._kept, key=lambda item: item[0].line or 0)[: self._most]

    def sum(self) -> tuple[Problem, int]:
        """Return the problem that tells how many more there are, with the number of the last."""
        last, number = self.first()[-1]
        message, hint = f"and {self.more:,} more of this kind", "mend these, and check again"
        return replace(last, message=message, hint=hint, column=""), number


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
    for problem in problems:
        if as_json:
            print_json(problem.as_record())
        elif output is ProblemFormat.GITHUB:
            print_data(_annotation(problem))
        else:
            print_data(f"{problem.severity}: {problem}")


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


def _summary(counts: Counter[Severity], project: Project, context: ProjectContext) -> str:
    """Return what was looked at and how many problems of which weight there are."""
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
