"""What can go wrong, as values: each error holds its facts and ends with what to do next.

Every error raised on purpose is a `PilotmapError`; the command line turns it into one line per
problem and an exit code. Anything else is a defect of pilotmap.
"""

from __future__ import annotations

import errno
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypedDict

from .text.escape import cut, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class Severity(StrEnum):
    """How much a problem weighs: an error refuses the data, a warning is only said."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class ProblemRecord(TypedDict):
    """A problem as every `--json` prints it."""

    rule: str
    severity: str
    file: str
    line: int | None
    column: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with the data, at one place.

    `rule` is a stable name (see `pilotmap check --rules`); `line` is the physical line in `file`
    where the row begins, counted from 1 as editors do; `hint` says what to do next.
    """

    rule: str
    message: str
    hint: str = ""
    file: str = ""
    line: int | None = None
    column: str = ""
    severity: Severity = Severity.ERROR

    @property
    def where(self) -> str:
        """The place as editors read it: `file:line, column 'name'`."""
        line = f":{self.line}" if self.line is not None else ""
        place = f"{self.file}{line}"
        column = f"column '{self.column}'" if self.column else ""
        return ", ".join(filter(None, (place, column)))

    def __str__(self) -> str:
        """Return the problem as one line, whatever the cells it quotes hold, and however long."""
        where = f"{self.where}: " if self.where else ""
        hint = f"; {self.hint}" if self.hint else ""
        return one_line(cut(f"{where}{self.message}{hint} [{self.rule}]"))

    def as_record(self) -> ProblemRecord:
        """Return the problem as `--json` prints it."""
        return {
            "rule": self.rule,
            "severity": self.severity.value,
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "message": cut(self.message),
            "hint": cut(self.hint),
        }


class PilotmapError(Exception):
    """Base of every error this project raises on purpose; the text is fit for the user."""

    exit_code = 1


class UsageError(PilotmapError, ValueError):
    """A command or a function was called in a way that cannot be carried out."""

    exit_code = 2


class DateError(PilotmapError, ValueError):
    """A date or phrase that is not understood, or that needs what nobody gave."""


class ToponymError(PilotmapError, LookupError):
    """A name that does not name exactly one unit."""


class ReferenceDataError(PilotmapError, ValueError):
    """Gazetteer or boundaries that cannot be used."""


class StoreError(PilotmapError, OSError):
    """A file that cannot be read or written."""


class DataError(PilotmapError, ValueError):
    """Data with problems: all of them, not only the first.

    Parameters
    ----------
    problems
        At least one; shown one per line.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


_WHY = {
    errno.ENOSPC: "the disk is full",
    errno.EFBIG: "the file would pass the size limit",
    errno.EACCES: "no permission to write",
    errno.EPERM: "no permission to write",
    errno.EROFS: "the file system is read-only",
    errno.ENOENT: "the folder is gone",
    errno.ENOTDIR: "a part of its path is a file, not a folder",
    errno.ELOOP: "its symbolic links lead in a circle",
    errno.ENOLCK: "the file system gives no locks, so work on a copy elsewhere",
    errno.ENOTSUP: "the file system gives no locks, so work on a copy elsewhere",
}
if hasattr(errno, "EDQUOT"):
    _WHY[errno.EDQUOT] = "the disk quota is used up"


def explained(error: OSError, path: Path) -> StoreError:
    """Return the error with the file and the reason in words."""
    why = _WHY.get(error.errno or 0, error.strerror or str(error))
    return StoreError(f"{path}: {why}; nothing was changed")
