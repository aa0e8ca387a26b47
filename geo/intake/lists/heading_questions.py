"""What is asked of rows that may head those below them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .layout import NAMING
from .questions import Question, answer
from .status_words import MEANINGS
from .titles import standing_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ...model import AdminUnit
    from .layout import Layout

WITHIN = "within"


class Candidate(NamedTuple):
    """A row that names a unit, and may head others."""

    at: int
    line: int
    text: str
    unit: AdminUnit
    name: str
    """What the rows below it lie in, as a parent is called."""
    is_marked: bool
    """A count, a colon or a number in words shows that it heads others."""


def about_standings(told: Mapping[int, str]) -> Question:
    """Ask of rows that say of those below them that the programme is not there: 对照组."""
    lines = ", ".join(f"line {line} '{text}'" for line, text in list(told.items())[:3])
    means = "; ".join(f"{text}: {MEANINGS[standing_of(text)]}" for text in list(told.values())[:3])
    way = answer("headings", "status", f"headings that say so of the places below: {means}")
    text = f"{lines}: of the rows below, may say that the programme is not there"
    return Question("headings", "", tuple(told.values())[:2], text, (way,), is_proposed=True)


def doubt(chosen: Sequence[Candidate], rest: Sequence[Candidate], layout: Layout) -> Question:
    """Ask whether rows head the places below them, or are places themselves."""
    lines = ", ".join(f"line {candidate.line} '{candidate.text}'" for candidate in chosen[:3])
    more = (
        f"; but nothing inside it stands below line {rest[0].line} '{rest[0].text}'" if rest else ""
    )
    names = [layout.title(layout.columns[name]) for name in NAMING if name in layout.columns]
    return Question(
        "headings",
        names[-1] if names else "",
        tuple(candidate.text for candidate in (*chosen, *rest)[:2]),
        f"{lines}: a heading over the places below, or a place of its own?{more}",
        (
            answer("headings", WITHIN, "headings: the places below lie in it"),
            answer("headings", "place", "places of their own, each a statement"),
        ),
        is_proposed=True,
    )
