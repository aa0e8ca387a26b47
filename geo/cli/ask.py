"""Questions on a terminal: one line asked, one line read, and always a way out."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ..errors import PilotmapError
from .output import printable, warn

if TYPE_CHECKING:
    from collections.abc import Sequence

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
