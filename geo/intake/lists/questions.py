"""What only a person can say of a list, and the ways in which it is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ...text.escape import shell_word
from .headers import OWN, UNUSED

if TYPE_CHECKING:
    from collections.abc import Iterable


class Answer(NamedTuple):
    """One way to answer."""

    options: tuple[tuple[str, str], ...]
    """The options that say it, each with its text; blank for a switch."""
    meaning: str

    @property
    def flag(self) -> str:
        """What to write on the command line: `--map treated=status`."""
        return " ".join(
            f"{option} {shell_word(text)}" if text else option for option, text in self.options
        )


class Question(NamedTuple):
    """One thing that nobody but a person can know, and that decides what rows mean."""

    rule: str
    column: str
    values: tuple[str, ...]
    """Two of its values, as they stand."""
    text: str
    answers: tuple[Answer, ...]
    """The proposal, if there is one, stands first."""
    is_proposed: bool = False


def answer(column: str, role: str, meaning: str) -> Answer:
    """Return the answer that a column has a role: `--map COLUMN=ROLE`."""
    return Answer((("--map", f"{column}={role}"),), meaning)


def with_one_proposal_each(questions: Iterable[Question]) -> list[Question]:
    """Return questions of which no two propose the same field: only one column can be it."""
    taken: set[str] = set()
    told = []
    for question in questions:
        option, text = question.answers[0].options[-1]
        role = (text or option).rpartition("=")[2]
        is_taken = role in taken and role not in {OWN, UNUSED}
        told.append(question._replace(is_proposed=question.is_proposed and not is_taken))
        if question.is_proposed:
            taken.add(role)
    return told
