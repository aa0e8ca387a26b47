"""Problems collected while a file is read: all of them are said, and none floods the others."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from ..errors import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

SHOWN_PER_RULE = 100
"""Problems of one rule shown one by one; a file broken in every row is summed up beyond that."""


class Problems:
    """The problems of one file, in the order found.

    Parameters
    ----------
    file
        Name of the file as it is shown.
    found
        Those that are known already.
    """

    def __init__(self, file: str, found: Iterable[Problem] = ()) -> None:
        self.file = file
        self._found = list(found)
        self._counts = Counter(problem.rule for problem in self._found)

    def add(
        self,
        rule: str,
        message: str,
        hint: str = "",
        *,
        line: int | None = None,
        column: str = "",
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Note a problem; `line` is physical, from 1."""
        self._counts[rule] += 1
        if self._counts[rule] <= SHOWN_PER_RULE:
            self._found.append(Problem(rule, message, hint, self.file, line, column, severity))

    def __contains__(self, rule: str) -> bool:
        return rule in self._counts

    def all(self) -> tuple[Problem, ...]:
        """Return the problems by line; after the last one shown of a flooded rule, how many more.

        That sum has the line and the severity of the problem it follows, so that it stays behind
        it wherever problems are sorted, and warnings do not add up to an error.
        """
        last = {problem.rule: problem for problem in self._found}
        more = [
            replace(
                last[rule],
                message=f"and {count - SHOWN_PER_RULE:,} more of this kind",
                hint="",
                column="",
            )
            for rule, count in self._counts.items()
            if count > SHOWN_PER_RULE and rule in last
        ]
        return tuple(sorted((*self._found, *more), key=lambda problem: problem.line or 0))


def errors_in(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems that refuse the data."""
    return tuple(problem for problem in problems if problem.severity is Severity.ERROR)
