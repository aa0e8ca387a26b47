"""What makes a likely place one to check: its sentence tells an end, or its date is still to come.

"It began in Wuhan in 2016 and the city withdrew in 2019" is no place where the programme runs: the
end stands in the same clause, or in one that names no other place.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ..dates import parse
from ..toponym.normalise import has_han
from . import words_chinese as zh
from . import words_english as en
from .clauses import clause_at, sense_of
from .model import MentionKind, ProgrammeStatus, Proposal, Role, TextDate
from .roles import lead
from .sentence_dates import PLAIN_DATE

if TYPE_CHECKING:
    from ..dates import FuzzyDate
    from .model import Mention
    from .proposing import SentenceReading
    from .timing import Dated

_HAD_IT = re.compile(r"^\W{0,4}(?:Had|Were|Should) (?=[A-Z])")
"""`Had Wuwei joined in 2016, it would have gained.`"""
_IN_TURN = re.compile(
    r"陆续|先后|相继|分批|逐步|逐年|\b(?:gradually|successively|one after another|in turn)\b",
    re.IGNORECASE,
)
_FROM_THEN_ON = re.compile(r"起$|以来$|开始$|^自|^从|\b(?:since|from|starting)\b", re.IGNORECASE)
_NEAR = 40
"""Characters between the words that tell an end and its date."""
_RIGHT_BEFORE = 4
_LATER = 3
"""Clauses behind that of a place that may still be about it."""
_WHEN_BEFORE = re.compile(r"\b(?:after|once|since|until|till|when|before|as)\b", re.IGNORECASE)
_WHEN_BEHIND = ("后", "之后", "以后", "前", "之前", "时")


def doubted(
    proposal: Proposal, mention: Mention, found: SentenceReading, written: FuzzyDate | None
) -> Proposal:
    """Return a proposal as it stands, or to be checked.

    Parameters
    ----------
    written
        The date of the text; None where nobody gave it.
    """
    if proposal.role is not Role.LIKELY or proposal.status is not ProgrammeStatus.IN:
        return proposal
    start = proposal.when.start
    if start and written is not None and written.not_after is not None:
        first = parse(start).not_before
        if first is not None and first > written.not_after:
            reason = f"its date lies after that of the text, {written}"
            return replace(proposal, role=Role.CHECK, status=ProgrammeStatus.PLAN, reason=reason)
    for look in (_taken_back, _left_open, _with_whom):
        if against := look(mention, found):
            reason = f"{proposal.reason}; but {against}"
            proposal = replace(proposal, role=Role.CHECK, reason=reason)
    proposal = _one_after_another(proposal, mention, found, written)
    over = _end_told(mention, found)
    if over is None:
        return proposal
    said, dated = over
    when = proposal.when
    if dated is not None and dated.date is not None and when.end is None:
        when = _until(when, dated)
    reason = f"{proposal.reason}; but its sentence says that something was over: '{said}'"
    return replace(proposal, role=Role.CHECK, reason=reason, when=when)


def _left_open(mention: Mention, found: SentenceReading) -> str:
    """Return by which word a place's clause leaves open whether it began; blank if it does not."""
    clause = clause_at(found.setting.clauses, mention.start)
    said = found.block.text[clause.start : clause.end]
    words = zh if has_han(found.text) else en
    told = words.UNSURE.search(said) or _HAD_IT.search(said)
    word = told.group().strip() if told else ""
    if found.text.rstrip(' ”"').endswith(("?", "？")):
        word = "?"
    return f"its clause leaves open whether: '{word}'" if word else ""


def _with_whom(mention: Mention, found: SentenceReading) -> str:
    """Return by which words a list of places only joined another place; blank if it did not."""
    words = zh if has_han(found.text) else en
    said = words.WITH_WHOM.search(lead(mention, found.setting))
    return f"it is named as with whom: '{said.group().strip()}'" if said else ""


def _taken_back(mention: Mention, found: SentenceReading) -> str:
    """Return what speaks against a place in the clauses behind its own, or as its sentence begins.

    四川虽设有交易所，但不是试点地区: a clause that names no other place is about the one before it.
    """
    words = zh if has_han(found.text) else en
    text, sentence = found.block.text, found.sentence
    if aside := words.TURNS_ASIDE.match(text[sentence.start : sentence.end].lstrip()):
        return f"its sentence turns to something else: '{aside.group()}'"
    clauses = found.setting.clauses
    at = clauses.index(clause_at(clauses, mention.start))
    for clause in clauses[at + 1 : at + 1 + _LATER]:
        if any(clause.start <= each.start < clause.end for each in found.mentions):
            break
        if no := words.NOT_AFTER_ALL.match(text[clause.start : clause.end].lstrip(" ,，;；")):
            return f"a later clause takes it back: '{no.group().strip()}'"
    return ""


def _one_after_another(
    proposal: Proposal, mention: Mention, found: SentenceReading, written: FuzzyDate | None
) -> Proposal:
    """Return a proposal whose start is open where several places came one after another.

    2017年起，成都、德阳陆续加入: each of them began in 2017 or later, and before the text.
    """
    when = proposal.when
    if when.start is None or len(mention.mates) < len(("one", "other")):
        return proposal
    clause = clause_at(found.setting.clauses, mention.start)
    told = found.block.text.find(when.phrase, found.sentence.start, found.sentence.end)
    since = min(told, clause.start) if told >= 0 else clause.start
    in_turn = _IN_TURN.search(found.block.text, since, clause.end)
    if in_turn is None or not _FROM_THEN_ON.search(when.phrase):
        return proposal
    first = when.start.strip("[]").partition("..")[0]
    last = written.text if written is not None and PLAIN_DATE.fullmatch(written.text) else ""
    if not PLAIN_DATE.fullmatch(first) or (last and last < first):
        return proposal
    note = f"{when.note}; '{in_turn.group()}': each began then or later"
    return replace(proposal, when=replace(when, start=f"[{first}..{last}]", note=note))


def _until(when: TextDate, dated: Dated) -> TextDate:
    """Return a date with the end that the text tells."""
    end = dated.date.text if dated.date is not None else ""
    if not end or "/" in end or dated.phrase == when.phrase:
        return when
    note = "; ".join(dict.fromkeys(filter(None, (when.note, dated.note))))
    phrase = "; ".join(filter(None, (when.phrase, dated.phrase)))
    return TextDate(phrase, when.start, end, note)


def _end_told(mention: Mention, found: SentenceReading) -> tuple[str, Dated | None] | None:
    """Return the words of an end that is told of a place, and its date; None where there is none.

    Of several places in one clause, the end is told of the one that stands nearest.
    """
    text, sentence = found.block.text, found.sentence
    words = zh if has_han(found.text) else en
    places = [each for each in found.mentions if each.kind is MentionKind.PLACE and not each.of]
    for told in words.ENDS.finditer(text, sentence.start, sentence.end):
        clause = clause_at(found.setting.clauses, told.start())
        if sense_of(text[clause.start : clause.end]).denies or _is_aside(text, told):
            continue
        inside = [each for each in places if clause.start <= each.start < clause.end]
        if not inside and told.start() < mention.start:
            continue  # what was over before: an epidemic, another plan
        at = told.start()
        nearest = min(
            inside, key=lambda each: min(abs(each.start - at), abs(each.end - at)), default=mention
        )
        if nearest is mention or nearest in mention.mates:
            dates = [date for date in found.dates if clause.start <= date.start < clause.end]
            return told.group(), _date_of(told.start(), told.end(), dates, text)
    return None


def _is_aside(text: str, told: re.Match[str]) -> bool:
    """Whether an end only says when something else was: after the outbreak ended, 疫情结束后."""
    before = text[max(0, told.start() - _NEAR) : told.start()]
    return _WHEN_BEFORE.search(before) is not None or text.startswith(_WHEN_BEHIND, told.end())


def _date_of(start: int, end: int, dates: list[Dated], text: str) -> Dated | None:
    """Return the date right before the words of an end, or behind if nothing begins between."""
    before = [date for date in dates if 0 <= start - date.end <= _RIGHT_BEFORE]
    if before:
        return before[-1]
    behind = [date for date in dates if 0 <= date.start - end <= _NEAR]
    if not behind or sense_of(text[end : behind[0].start]).begins:
        return None
    return behind[0]
