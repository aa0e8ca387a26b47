"""What `check` will say of the rows that an import calls ready, before they are written."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from ...check.context import ProjectContext
from ...check.examine import broken_rules
from ...errors import Severity
from ...store.parse import parse_statements
from ...tables.grid import Problems
from ...tables.table import Row, Stream, Table

if TYPE_CHECKING:
    from ...errors import Problem
    from ...gazetteer.names import PlaceNames
    from ...store import Programme
    from .plan import Plan

_OF_A_ROW = frozenset(
    ["text", "date", "adcode", "within", "place", "extent", "candidates", "coordinates", "cell"]
)
"""What the names of rules begin with that look at one row, and not at what stands beside it."""
_ALSO = frozenset(["decision-missing", "id-invalid", "dates-differ", "duplicate", "no-without-end"])


class Findings(NamedTuple):
    """What the rules find, by the number of the ready row."""

    errors: dict[int, list[Problem]]
    others: list[tuple[int, Problem]]


def findings_of(
    plan: Plan, numbers: set[int] | None, programme: Programme, names: PlaceNames
) -> Findings:
    """Return what `check` finds in ready rows.

    Parameters
    ----------
    numbers
        The rows to look at; None: all of them.
    names
        What was matched while the rows were settled.
    """
    header = tuple(plan.columns)
    rows = tuple(
        Row(number + 1, row.cells, 0, 0)
        for number, row in (() if numbers == set() else plan.ready.some(numbers))
    )
    table = Table("", header, rows, (), "")
    stream = Stream("", header, iter(rows), Problems(""))
    known = tuple(programme.sources)
    statements = tuple(
        parse_statements(stream, known, lambda code: names.gazetteer.get(code) is not None)
    )
    new = replace(programme, statements=statements)
    context = ProjectContext(new, table, Table("", (), (), (), ""), None, names)
    errors: dict[int, list[Problem]] = defaultdict(list)
    others: list[tuple[int, Problem]] = []
    for problem in (*stream.problems.all(), *broken_rules(context, _looks_at_rows)):
        if problem.line is None:
            continue
        number = problem.line - 1
        if problem.severity is Severity.ERROR:
            errors[number].append(problem)
        else:
            others.append((number, problem))
    return Findings(errors, [each for each in others if each[0] not in errors])


def _looks_at_rows(rule: str) -> bool:
    return rule in _ALSO or rule.split("-", 1)[0] in _OF_A_ROW
