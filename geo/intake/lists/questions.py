"""What a table leaves open about its columns and its form: questions, and answers to copy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

OWN, UNUSED = "own", "-"
"""Roles that are not fields: kept as a column of the user's own, and not used."""
FORMS = ("panel", "years", "headings", "blanks", "others")
"""What an answer may be about besides columns: the form of the table, and all other columns."""

_PLAIN = re.compile(r"[\w%+=:,./#-]+")


class Answer(NamedTuple):
    """One way to answer."""

    flag: str
    """What to write on the command line: `--map treated=status`."""
    meaning: str


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
    return Answer(f"--map {shell_quoted(f'{column}={role}')}", meaning)


def with_one_proposal_each(questions: Iterable[Question]) -> list[Question]:
    """Return questions of which no two propose the same field: only one column can be it."""
    taken: set[str] = set()
    told = []
    for question in questions:
        role = question.answers[0].flag.rpartition("=")[2]
        is_taken = role in taken and role not in {OWN, UNUSED}
        told.append(question._replace(is_proposed=question.is_proposed and not is_taken))
        if question.is_proposed:
            taken.add(role)
    return told


def shell_quoted(text: str) -> str:
    """Return an argument so that it can be pasted into a shell, also one of Windows."""
    if _PLAIN.fullmatch(text) and not text.startswith("#"):
        return text
    escaped = re.sub(r'(["\\$`!])', r"\\\1", text)
    return f'"{escaped}"'
