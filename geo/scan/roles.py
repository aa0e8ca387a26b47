"""What a place is in its sentence: where the programme runs, perhaps, or only a name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ..toponym.normalise import has_han
from . import words_chinese as zh
from . import words_english as en
from .clauses import Clause, Sense, clause_at, sense_of
from .mention import Kind
from .model import Role, Standing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .document import Sentence
    from .mention import Mention
    from .topic import Topic

_NAMING = re.compile(
    r"(?:\b(?:including|such as|namely)(?: the)?|[:：]|包括|包含|分别(?:为|是|在)?|即)\s*$",
    re.IGNORECASE,
)
"""Before a list that gives names to what its sentence told."""
_WINDOW = 40
_BESIDE_NAMES = 12
"""Characters beside the names of a clause that holds no verb of its own: "and", "both"."""
_RELATIVE = re.compile(
    r"(?:both of |all of |some of |one of )?"
    r"(?:which|who|where|whose|having|long|once|home to|the)\b"
)
_PUT_IN = 3
"""Clauses put in between a name and what is said of it, at most."""


class Verdict(NamedTuple):
    """The class of a proposal, what the text says of the programme there, and why."""

    role: Role
    status: Standing
    reason: str


@dataclass(slots=True)
class Setting:
    """What a sentence stands in: its clauses, the sentence before, the list it belongs to."""

    text: str
    sentence: Sentence
    clauses: list[Clause]
    sense: Sense
    topic: Topic
    before: Sense | None = None
    """What the sentence before it in its paragraph speaks of."""
    heading: Sense | None = None
    """What the sentence that announces the list speaks of, where it is an item or a row."""
    has_date: bool = False

    def on_topic(self) -> bool:
        """Whether the sentence speaks of the programme of the article."""
        stretch = self.text[self.sentence.start : self.sentence.end]
        return self.sense.programme or self.topic.in_text(stretch)


def _context(reason: str) -> Verdict:
    return Verdict(Role.CONTEXT, Standing.IN, reason)


def _check(reason: str, status: Standing = Standing.IN) -> Verdict:
    return Verdict(Role.CHECK, status, reason)


def judge(mention: Mention, setting: Setting, *, others: bool) -> Verdict:
    """Return the class of a place in its sentence.

    Parameters
    ----------
    others
        Whether the sentence names other places that may run the programme.
    """
    if mention.kind in {Kind.CONTEXT, Kind.WORD}:
        return _context(mention.why)
    if mention.of is not None:
        inner = setting.text[mention.of.start : mention.of.end]
        return _context(f"says where {inner} lies")
    if mention.kind is Kind.GROUP:
        acts = setting.sense.begins and setting.on_topic()
        return _check(mention.why) if acts else _context(mention.why)
    if mention.kind is Kind.COMPANY:
        return _company(mention, setting, others=others)
    return _place(mention, setting)


def _company(mention: Mention, setting: Setting, *, others: bool) -> Verdict:
    """Judge a company or office that acts: only where nothing else is named is its place meant."""
    clause = clause_at(setting.clauses, mention.start)
    acts = sense_of(setting.text[clause.start : clause.end])
    if others or acts.elsewhere or not (acts.begins and setting.on_topic()):
        return _context(mention.why)
    status = Standing.OUT if acts.denies else Standing.PLAN if acts.plan else Standing.IN
    return _check(f"{mention.why}; where in it, the sentence does not say", status)


def _place(mention: Mention, setting: Setting) -> Verdict:
    clause, stretch = _predicate(mention, setting)
    inside = sense_of(stretch)
    before = _lead(mention, setting)
    excepting = (zh if has_han(before) else en).EXCEPTING.search(before)
    if excepting:
        return _check(f"left out: '{excepting[0].strip()}' stands before it", Standing.OUT)
    if inside.denies:
        return _check(f"its clause says no: '{inside.denies}'", Standing.OUT)
    is_plan = _plans(inside, setting, clause)
    if is_plan and (inside.begins or setting.on_topic()):
        return _check("announced, not yet done: neither a yes nor a no", Standing.PLAN)
    if setting.heading is not None and setting.heading.tells:
        return _listed(setting.heading)
    return _affirmed(inside, setting, before, is_listed=len(mention.mates) > 1)


def _lead(mention: Mention, setting: Setting) -> str:
    """Return what stands before a name, or before the list and the unit that it stands in."""
    first = mention.mates[0].start if mention.mates else mention.start
    if mention.scope is not None:
        first = min(first, mention.scope.start)
    return setting.text[max(setting.sentence.start, first - _WINDOW) : first]


def _predicate(mention: Mention, setting: Setting) -> tuple[Clause, str]:
    """Return the clause of a place and what is said in it.

    A clause that holds nothing but names goes on behind what is put in about them: "Dingxi, which
    had asked to take part, was not included".
    """
    text, clauses = setting.text, setting.clauses
    clause = clause_at(clauses, mention.start)
    stretch = text[clause.start : clause.end]
    named = [mention, *mention.mates, *(mate.scope for mate in mention.mates if mate.scope)]
    names = sum(each.end - each.start for each in dict.fromkeys(named))
    if len(stretch) - names > _BESIDE_NAMES or mention.end > clause.end:
        return clause, stretch
    following = clauses[clauses.index(clause) + 1 :]
    for each in following[:_PUT_IN]:
        words = text[each.start : each.end].strip()
        if words and not _RELATIVE.match(words):
            return clause, f"{stretch} {words}"
    return clause, stretch


def _plans(inside: Sense, setting: Setting, clause: Clause) -> bool:
    """Whether a clause tells a plan, or goes on with the plan of the clause before it."""
    if inside.plan or inside.begins:
        return inside.plan
    at = setting.clauses.index(clause)
    if not at:
        return False
    before = setting.clauses[at - 1]
    sense = sense_of(setting.text[before.start : before.end])
    return sense.plan and not sense.begins


def _listed(heading: Sense) -> Verdict:
    if heading.denies:
        return _check("in a list whose heading says no", Standing.OUT)
    if heading.plan:
        return _check("in a list of what is announced", Standing.PLAN)
    return Verdict(Role.LIKELY, Standing.IN, "in a list or table of the places it began in")


def _affirmed(inside: Sense, setting: Setting, before: str, *, is_listed: bool) -> Verdict:
    is_named = _NAMING.search(before) is not None and setting.sense.tells
    if inside.begins or inside.programme or is_named:
        return _acting(inside, setting)
    follows = setting.before is not None and setting.before.tells
    for holds, reason in (
        (setting.on_topic() and setting.sense.tells, "its sentence speaks of the programme"),
        (is_listed, "in a list of places, without a word of the programme"),
        (setting.has_date, "beside a date, without a word of the programme"),
        (follows, "the sentence before speaks of the programme"),
    ):
        if holds:
            return _check(reason)
    return _context("only mentioned: no word of a beginning or of the programme")


def _acting(inside: Sense, setting: Setting) -> Verdict:
    """Judge a place in a clause that says that something begins or runs."""
    if inside.other or (setting.sense.other and not inside.programme):
        return _context("another programme than that of the article")
    if inside.elsewhere and not inside.programme:
        return _check("something opens there, perhaps not the programme")
    if setting.on_topic() or (setting.before is not None and setting.before.programme):
        return Verdict(Role.LIKELY, Standing.IN, "its clause says that it began or runs there")
    return _check("something begins there; whether it is the programme is not said")


def act_of(verdicts: Iterable[Verdict]) -> list[int]:
    """Return which of some verdicts are of places where the programme may be."""
    return [
        at
        for at, verdict in enumerate(verdicts)
        if verdict.role is not Role.CONTEXT and verdict.status is not Standing.OUT
    ]
