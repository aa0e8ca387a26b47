"""Questions on a terminal, and the one way from a preview to a change that is written.

A question is one line asked and one line read, and there is always a way out. Rows and changes are
shown as a person reads them.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from ..errors import DataError, PilotmapError
from ..text.escape import one_line
from .app import print_data, print_json, printable, warn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from ..gazetteer import Gazetteer
    from ..intake.resolve.resolver import Unresolved
    from ..store import Project


Written = TypeVar("Written")

QUIT = {"q", "quit", "退出"}
_YES = {"y", "yes", "是", "好"}


class GivenUpError(PilotmapError):
    """The person at the terminal chose to stop."""

    def __init__(self) -> None:
        super().__init__("given up; nothing was written")


def is_terminal() -> bool:
    """Whether a person is there to ask: both ends of the conversation are a terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def ask(question: str) -> str:
    """Return the answer to a question, without outer spaces; maybe blank.

    Raises
    ------
    GivenUpError
        For `q` and for the end of input.
    """
    sys.stderr.write(printable(f"{question} "))
    sys.stderr.flush()
    line = sys.stdin.readline()
    answer = line.strip()
    if not line or answer.lower() in QUIT:
        raise GivenUpError
    return answer


def choose(question: str, answers: Sequence[str]) -> int:
    """Return which of the numbered answers was chosen, from 0; asks again until one is."""
    for number, answer in enumerate(answers, 1):
        warn(f"  {number}  {answer}")
    while True:
        chosen = ask(f"{question} [1-{len(answers)}, q to stop]")
        if chosen.isdecimal() and 1 <= int(chosen) <= len(answers):
            return int(chosen) - 1
        warn(f"'{chosen}' is none of the numbers")


def confirm(question: str) -> None:
    """Ask whether to go on; only a clear yes does.

    Raises
    ------
    GivenUpError
        For anything else.
    """
    if ask(f"{question} [y/N]").lower() not in _YES:
        raise GivenUpError


@dataclass(frozen=True, slots=True)
class Change:
    """One call of a command that changes the project: previewed, agreed to, written, reported.

    Parameters
    ----------
    yes, dry_run, as_json
        The options of that name: write without asking; write nothing; print one JSON object.
    """

    yes: bool
    dry_run: bool
    as_json: bool

    @property
    def asks(self) -> bool:
        """Whether a person is there who may be asked."""
        return not self.as_json and is_terminal()

    def open_project(self, folder: Path | None) -> Project:
        """Return the project; one that is not written to only for a dry run.

        Raises
        ------
        StoreError
            If there is none, or if it cannot be changed and is to be.
        """
        from ..store import find_project

        project = find_project(folder)
        if not self.dry_run:
            project.refuse_read_only()
        return project

    def carry_out(self, question: str, write: Callable[[], Written]) -> Written | None:
        """Write once a person at the terminal agrees; None: nothing, since this is a dry run.

        Raises
        ------
        GivenUpError
            If the person does not agree.
        """
        if self.dry_run:
            return None
        if self.asks and not self.yes:
            confirm(question)
        return write()

    def report(
        self, record: Mapping[str, Any], done: str, *, next_step: str = "", unchanged: str = ""
    ) -> None:
        """Say what was done; `unchanged` says why nothing was."""
        written = not (self.dry_run or unchanged)
        if self.as_json:
            print_json({"written": written, **record})
        elif written:
            print_data(done)
            if next_step:
                warn(next_step)
        else:
            warn(f"nothing written: {unchanged or 'this was a dry run'}")


def show_row(row: Mapping[str, str], gazetteer: Gazetteer) -> None:
    """Print the filled cells of a row, one a line, the unit with its name."""
    for column, cell in row.items():
        if cell:
            name = f"  {_names(cell, gazetteer)}" if column == "adcode" else ""
            print_data(f"  {column:<10} {one_line(cell)}{name}")


def show_change(before: Mapping[str, str], after: Mapping[str, str]) -> None:
    """Print the cells that differ, before and after."""
    for column, cell in after.items():
        if before.get(column, "") != cell:
            old = one_line(before.get(column, "")) or "(blank)"
            print_data(f"  {column:<10} {old} -> {one_line(cell) or '(blank)'}")


def show_effect(lines: Iterable[str]) -> None:
    """Print what a change does to the map."""
    for line in lines:
        print_data(f"  = {line}")


def show_notes(notes: Iterable[str]) -> None:
    """Tell what was read out of the words that they did not spell out."""
    for note in notes:
        warn(f"note: {note}")


def refuse(
    answer: Unresolved, gazetteer: Gazetteer, *, as_json: bool, can_keep: bool = False
) -> NoReturn:
    """Say what is open, with the candidates, and stop with an error; nothing was written.

    Parameters
    ----------
    can_keep
        Whether the command has the option `--candidates keep`.

    Raises
    ------
    DataError
        Always, with the problems.
    """
    from ..intake.edits.add import candidates_of

    candidates = candidates_of(answer)
    if as_json:
        problems = [problem.as_record() for problem in answer.problems]
        units = [gazetteer.record(unit) for unit in candidates]
        print_json({"written": False, "problems": problems, "candidates": units})
    for unit in candidates:
        warn(f"candidate: {gazetteer.describe(unit)}")
    if candidates:
        codes = "|".join(unit.adcode for unit in candidates)
        keep = "--candidates keep" if can_keep else f"--adcode '{codes}' to keep it open"
        warn(f"settle it with --adcode {candidates[0].adcode} or another, or {keep}")
    raise DataError(answer.problems)


def _names(adcodes: str, gazetteer: Gazetteer) -> str:
    units = [gazetteer.get(code.strip()) for code in adcodes.split("|")]
    return " | ".join(f"{unit.name_en} {unit.name_zh}" for unit in units if unit)
