"""What a place is in its sentence: where the programme runs, perhaps, or only a name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from ..toponym.normalise import has_han
from . import words_chinese as zh
from . import words_english as en
from .applications import is_granted
from .clauses import Clause, Sense, clause_at, sense_of
from .model import MentionKind, ProgrammeStatus, Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .document import Sentence
    from .model import Mention
    from .topic import Topic

_NAMING = re.compile(
    r"(?:\b(?:including|such as|namely)(?: the)?|[:：]|包括|包含|分别(?:为|是|在)?|即)\s*$",
    re.IGNORECASE,
)
"""Before a list that gives names to what its sentence told."""
_WINDOW = 40
_BESIDE_NAMES = 12
"""Characters beside the names of a clause that holds no verb of its own: "and", "both"."""
_NAMES_WHAT_WAS_TOLD = re.compile(r"(?:[:：]|[，,](?:例?如|比如|包括)| such as| including)\s?$")
_THERE = re.compile(r"\bthere\b|当地|那里|该[市县区州]")
"""How the next sentence speaks of a place that this one names."""
_RELATIVE = re.compile(
    r"(?:both of |all of |some of |one of )?"
    r"(?:which|who|where|whose|having|long|once|home to|the)\b"
)
_BESIDE_CHINESE = 3
_LONG_LIST = 60
"""Names of a list that is not looked beyond for what is said of it."""
_SHORT = 80
"""Characters of a row such as "2021 (planned): Hainan"."""
_ROW = re.compile(
    r"(?:第[一二三四五六七八九十]{1,2}批|首批|(?:19|20)[0-9]{2}年?)[^，。:：]{0,16}[:：]"
)
"""How a row of a table in prose begins: a year or a batch."""
_ROUTE = re.compile(
    r"\b(?:expand|extend|spread|rolled|moved|widen|grew|grow)|扩大|扩展|推广|延伸|拓展|推进"
)
_DONE = re.compile(
    r"已(?:于|在|经|正式|全面|开展|启动|上线|建成|完成|投入|实现)|\b(?:has|have) since\b"
)
"""What was announced is done, as a later clause says."""
_NO_PILOT = "非试点"
_NO_PILOTS = tuple(
    f"{_NO_PILOT}{what}" for what in ("", "的", "地区", "城市", "省份", "县", "市", "区")
)
"""Before the places that are none: of 试点城市深圳与非试点城市天水 the second alone."""
OVER = "its clause says that it was over"
_PUT_IN = 3
"""Clauses put in between a name and what is said of it, at most."""


class RoleVerdict(NamedTuple):
    """The class of a proposal, what the text says of the programme there, and why."""

    role: Role
    status: ProgrammeStatus
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
    places: list[Mention] = field(default_factory=list)
    """The names of the sentence."""
    after: str = ""
    """The sentence behind it in its paragraph."""

    def on_topic(self) -> bool:
        """Whether the sentence speaks of the programme of the article."""
        stretch = self.text[self.sentence.start : self.sentence.end]
        return self.sense.programme or self.is_row() or self.topic.in_text(stretch)

    def is_row(self) -> bool:
        """Whether the sentence is a row of a table in prose: a year or a batch, and places."""
        return _ROW.match(self.text, self.sentence.start, self.sentence.end) is not None


def _context(reason: str) -> RoleVerdict:
    return RoleVerdict(Role.CONTEXT, ProgrammeStatus.IN, reason)


def _check(reason: str, status: ProgrammeStatus = ProgrammeStatus.IN) -> RoleVerdict:
    return RoleVerdict(Role.CHECK, status, reason)


def judge(mention: Mention, setting: Setting, *, others: bool) -> RoleVerdict:
    """Return the class of a place in its sentence.

    Parameters
    ----------
    others
        Whether the sentence names other places that may run the programme.
    """
    if mention.kind in {MentionKind.CONTEXT, MentionKind.WORD}:
        is_told = mention.kind is MentionKind.CONTEXT and _is_told_there(mention, setting)
        return _check("its sentence goes on about it") if is_told else _context(mention.why)
    if mention.of is not None:
        inner = setting.text[mention.of.start : mention.of.end]
        return _context(f"says where {inner} lies")
    if mention.kind is MentionKind.GROUP:
        acts = setting.sense.begins and setting.on_topic()
        return _check(mention.why) if acts else _context(mention.why)
    if mention.kind is MentionKind.COMPANY:
        return _company(mention, setting, others=others)
    return _place(mention, setting)


def _is_told_there(mention: Mention, setting: Setting) -> bool:
    """Whether the sentence goes on about a place that somebody went to: 走访宜春市，当地试点已…."""
    rest = setting.text[mention.end : setting.sentence.end]
    is_last = all(place.start <= mention.start for place in setting.places)
    return is_last and _THERE.search(rest) is not None and sense_of(rest).programme


def _company(mention: Mention, setting: Setting, *, others: bool) -> RoleVerdict:
    """Judge a company or office that acts: only where nothing else is named is its place meant."""
    clause = clause_at(setting.clauses, mention.start)
    acts = sense_of(setting.text[clause.start : clause.end])
    rest = setting.text[clause.end : setting.sentence.end]
    if not acts.begins and _THERE.search(rest):  # 据眉山市发改委介绍，该市自2012年起开展试点
        acts = sense_of(rest)
    if others or acts.elsewhere or not acts.begins:
        return _context(mention.why)
    if not setting.on_topic():
        return _check(f"{mention.why}; whether what begins is the programme is not said")
    status = (
        ProgrammeStatus.OUT
        if acts.denies
        else ProgrammeStatus.PLAN
        if acts.plan
        else ProgrammeStatus.IN
    )
    return _check(f"{mention.why}; where in it, the sentence does not say", status)


def _place(mention: Mention, setting: Setting) -> RoleVerdict:
    clause, stretch = _predicate(mention, setting)
    inside = sense_of(stretch)
    before = lead(mention, setting)
    if no := _denied(stretch, before, inside):
        return no
    rest = setting.text[clause.start : setting.sentence.end]
    end = max(each.end for each in (mention, *mention.mates))
    others = (each.start for each in setting.places if each.start >= end)
    is_done = _DONE.search(rest) or is_granted(
        setting.text, clause.start, setting.sentence.end, others
    )
    is_plan = _plans(inside, setting, clause) and not is_done
    if _on_a_route(mention, setting, stretch):
        return _check("the end of a route from one place to another")
    if is_plan and (inside.begins or setting.on_topic()):
        return _check("announced, not yet done: neither a yes nor a no", ProgrammeStatus.PLAN)
    if setting.heading is not None and setting.heading.tells:
        return _listed(setting.heading)
    return _affirmed(inside, setting, before, is_listed=len(mention.mates) > 1)


def _denied(stretch: str, before: str, inside: Sense) -> RoleVerdict | None:
    """Return the verdict of a place that is left out, or of which a no is said; None: neither."""
    words = zh if has_han(before) else en
    if excepting := words.EXCEPTING.search(before):
        besides = stretch.replace(excepting[0].strip(), " ")
        if sense_of(besides).denies:
            return _check("the exception to a no")
        return _check(f"left out: '{excepting[0].strip()}' stands before it", ProgrammeStatus.OUT)
    if inside.denies and (inside.denies != _NO_PILOT or before.endswith(_NO_PILOTS)):
        return _check(f"its clause says no: '{inside.denies}'", ProgrammeStatus.OUT)
    return None


def _on_a_route(mention: Mention, setting: Setting, stretch: str) -> bool:
    """Whether a place is one end of "from Longnan to Chengdu", and nothing was extended so."""
    text = setting.text
    before = text[max(setting.sentence.start, mention.start - _WINDOW) : mention.start]
    after = text[mention.end : mention.end + len(" to X")]
    is_first = before.endswith(("from ", "从", "自")) and (
        (after.startswith(" to ") and after[4:].isupper()) or after[:1] in {"到", "至"}
    )
    is_last = (before.endswith(" to ") and " from " in before and "," not in before) or (
        before.endswith(("到", "至")) and "从" in before and "，" not in before
    )
    return (is_first or is_last) and not _ROUTE.search(stretch)


def _first_of(mention: Mention) -> int:
    """Return where the list of a name begins, or the unit that it stands in."""
    heads = [mention, *mention.mates[:1]]
    return min(each.start for head in heads for each in (head, head.scope) if each)


def lead(mention: Mention, setting: Setting) -> str:
    """Return what stands before a name, or before the list and the unit that it stands in."""
    first = _first_of(mention)
    return setting.text[max(setting.sentence.start, first - _WINDOW) : first]


def _predicate(mention: Mention, setting: Setting) -> tuple[Clause, str]:
    """Return the clause of a place and what is said in it.

    A clause that holds nothing but names goes on behind what is put in about them: "Dingxi, which
    had asked to take part, was not included".
    """
    text, clauses = setting.text, setting.clauses
    clause = clause_at(clauses, mention.start)
    stretch = text[clause.start : clause.end]
    if len(mention.mates) > _LONG_LIST:
        return clause, stretch
    named = [mention, *mention.mates, *(mate.scope for mate in mention.mates if mate.scope)]
    names = sum(each.end - each.start for each in dict.fromkeys(named))
    beside = _BESIDE_CHINESE if has_han(stretch) else _BESIDE_NAMES
    if len(stretch) - names > beside or mention.end > clause.end:
        return clause, stretch
    at = clauses.index(clause)
    first = _first_of(mention)
    if at and _NAMES_WHAT_WAS_TOLD.search(text, clauses[at - 1].start, first):
        return clause, f"{text[clauses[at - 1].start : clauses[at - 1].end]} {stretch}"
    following: list[Clause] = []
    for each in clauses[at + 1 : at + 1 + _PUT_IN]:
        if any(each.start <= place.start < each.end for place in setting.places):
            break  # what is said there is said of another place
        following.append(each)
    said = [text[each.start : each.end].strip() for each in following]
    said = [words for words in said if words and not _RELATIVE.match(words)]
    telling = next((words for words in said if _says(words)), "")
    is_first = all(place.start >= clause.start for place in setting.places)
    if not said and is_first and setting.sentence.end - setting.sentence.start <= _SHORT:
        telling = text[setting.sentence.start : clause.start]  # 2021 (planned): Hainan
    return clause, f"{stretch} {telling}"


def _says(words: str) -> bool:
    sense = sense_of(words)
    return bool(sense.tells or sense.denies or sense.plan)


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


def _listed(heading: Sense) -> RoleVerdict:
    if heading.denies:
        return _check("in a list whose heading says no", ProgrammeStatus.OUT)
    if heading.plan:
        return _check("in a list of what is announced", ProgrammeStatus.PLAN)
    return RoleVerdict(
        Role.LIKELY, ProgrammeStatus.IN, "in a list or table of the places it began in"
    )


def _affirmed(inside: Sense, setting: Setting, before: str, *, is_listed: bool) -> RoleVerdict:
    if inside.ends and not inside.begins_beside:
        return _check(OVER)
    is_named = _NAMING.search(before) is not None and setting.sense.tells
    if inside.begins or inside.programme or is_named:
        return _acting(inside, setting)
    if setting.is_row():
        return RoleVerdict(Role.LIKELY, ProgrammeStatus.IN, "in a row of a year or a batch")
    follows = setting.before is not None and setting.before.tells
    for holds, reason in (
        (setting.on_topic() and setting.sense.tells, "its sentence speaks of the programme"),
        (is_listed, "in a list of places, without a word of the programme"),
        (setting.has_date, "beside a date, without a word of the programme"),
        (follows, "the sentence before speaks of the programme"),
    ):
        if holds:
            return _check(reason)
    if _THERE.search(setting.after):
        then = sense_of(setting.after)
        if then.tells or then.ends:
            return _check("the next sentence speaks of it")
    return _context("only mentioned: no word of a beginning or of the programme")


def _acting(inside: Sense, setting: Setting) -> RoleVerdict:
    """Judge a place in a clause that says that something begins or runs."""
    if inside.other or (setting.sense.other and not inside.programme):
        return _context("another programme than that of the article")
    if inside.elsewhere and not inside.programme:
        return _check("something opens there, perhaps not the programme")
    if setting.on_topic() or (setting.before is not None and setting.before.programme):
        return RoleVerdict(
            Role.LIKELY, ProgrammeStatus.IN, "its clause says that it began or runs there"
        )
    return _check("something begins there; whether it is the programme is not said")


def act_of(verdicts: Iterable[RoleVerdict]) -> list[int]:
    """Return which of some verdicts are of places where the programme may be."""
    return [
        at
        for at, verdict in enumerate(verdicts)
        if verdict.role is not Role.CONTEXT and verdict.status is not ProgrammeStatus.OUT
    ]
