"""Read a text from its first line to its last: names, dates, classes, statements without a name."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..errors import DataError, Problem
from ..gazetteer import load
from ..model import Level
from .arrangement import arrange, with_unread
from .clauses import Clause, Sense, clauses_of, sense_of
from .context_chinese import chinese_mention
from .context_english import english_mention
from .document import Block, Document, Sentence, read_document
from .doubts import doubted
from .lexicon import Hit, Lexicon, group_members, lexicon_of
from .model import Loose, Mention, MentionKind, Proposal, Role, Scan, Unnamed
from .places import Known, Near, Places, resolve
from .proposing import SentenceReading, proposal_of, verdicts_of
from .roles import Setting
from .sentence_dates import SentenceDates
from .statements import statements_of
from .timing import Dated, DateReader, anchor_of
from .topic import Topic, topic_of
from .unnamed import Vague, find_vague

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..dates import FuzzyDate
    from ..gazetteer import Gazetteer

_IN_CREDIT = re.compile(
    r"\((?:Photo|Image|Picture|Credit)[^()]{0,60}\)|[（(](?:图片?|摄影|供图|来源)[^（）()]{0,40}[）)]"
)
_FIRST_HAN = "\u2e80"
_SHORT_ROW = 60
"""Characters of a line that may be a row of a table or an item of a list."""
_ENDS_PROSE = (".", "。", "！", "!")
_COLON = (":", "：")
_ANNOUNCES = ("as follows", "如下", "名单", "list", "following")
"""What ends or stands in a paragraph that a list follows."""
_ANNOUNCING = 120
"""Characters at the end of a sentence in which a list is announced."""
_MOST_FOUND = 10_000
"""Places and dates of a text, each judged by the words around it; an article has hundreds."""
_MOST_CHARACTERS, _MOST_SENTENCES = 3_000_000, 100_000
"""Of a text: a whole book has two million, and 40,000."""
_MOST_PROVINCES = 34
_MOST_MATES = 40
"""Members of a list whose province is asked for."""
_IN_SENTENCE = "in the same sentence"
_WHOLE = frozenset(["full", "short"])
"""Kinds of names that a date beside them does not run into."""
_UNSURE = frozenset(["bare", "group", "character"])
"""Kinds of names that tell nothing of what a text is about."""


@dataclass(slots=True)
class _State:
    """What goes on from one sentence to the next."""

    topic: Topic
    before: Sense | None = None
    heading: Sense | None = None
    heading_date: Dated | None = None
    heading_provinces: list[str] = field(default_factory=list)
    provinces: list[str] = field(default_factory=list)
    """Named so far in the paragraph, the last first."""
    previous_date: Dated | None = None


def scan_text(
    text: str, *, published: FuzzyDate | None = None, gazetteer: Gazetteer | None = None
) -> Scan:
    """Return what a text says of places, dates and a programme, as proposals with reasons.

    Parameters
    ----------
    text
        Plain text, a paragraph per line or parted by blank lines, in English, Chinese or both.
    published
        The date of the text, which "this year" counts from; None leaves such dates open.
    gazetteer
        The units to look for; None: the packaged ones.

    Raises
    ------
    DataError
        If it is longer than a book, or names more places and dates than an article does: each is
        judged by the words and the places around it, which takes half a millisecond.
    """
    if len(text) > _MOST_CHARACTERS:
        raise _too_long(f"the text has {len(text):,} characters, more than {_MOST_CHARACTERS:,}")
    units = gazetteer or load()
    document = read_document(text)
    if sum(len(block.sentences) for block in document.blocks) > _MOST_SENTENCES:
        raise _too_long(f"the text has more than {_MOST_SENTENCES:,} sentences")
    lexicon = lexicon_of(units)
    hits = list(_hits_of(document, lexicon))
    anchor, notes = anchor_of(document, published)
    dates = DateReader(anchor)
    reader = _Reader(document, Places(units), dates, hits)
    reader.read()
    if dates.missing:
        phrases = ", ".join(f"'{phrase}'" for phrase in dict.fromkeys(dates.missing))
        notes.append(f"{phrases}: counted from the date of the text; give it with --published")
    return Scan(
        tuple(document.lines),
        tuple(reader.proposals),
        tuple(reader.statements),
        tuple(notes),
        tuple(reader.loose),
    )


def _hits_of(document: Document, lexicon: Lexicon) -> Iterator[list[Hit]]:
    """Yield the names of each block, as long as a text has not more than an article."""
    count = 0
    for block in document.blocks:
        found = lexicon.hits(block.text)
        count += len(found)
        for sentence in block.sentences:
            count += len(block.phrases(sentence))
            if count > _MOST_FOUND:
                raise _too_long(f"the text names more than {_MOST_FOUND:,} places and dates")
        yield found


def _too_long(message: str) -> DataError:
    hint = "give the article alone, or a chapter of it; `pilotmap import` reads lists"
    return DataError([Problem("list-too-long", message, hint)])


def _sentence_at(block: Block, number: int) -> str:
    """Return the text of a sentence of a block; empty behind the last."""
    return "".join(
        block.text[each.start : each.end] for each in block.sentences[number : number + 1]
    )


class _Reader:
    """One reading of a document."""

    def __init__(
        self, document: Document, places: Places, dates: DateReader, hits: list[list[Hit]]
    ) -> None:
        self._document = document
        self._places = places
        self._dates = dates
        self._hits = hits
        title = document.title
        inside = [hit for hit in (hits[0] if hits else []) if hit.end <= len(title)]
        names = dict.fromkeys(title[hit.start : hit.end] for hit in inside)
        self._state = _State(
            topic_of(title, names, "\n".join(block.text for block in document.blocks))
        )
        self._only = self._only_province()
        self.proposals: list[Proposal] = []
        self.statements: list[Unnamed] = []
        self.loose: list[Loose] = []

    def _only_province(self) -> list[str]:
        """Return the one province in which every certain name lies; none if there are several."""
        found: set[str] = set()
        for block, hits in zip(self._document.blocks, self._hits, strict=True):
            for hit in hits:
                if hit.kind in _UNSURE:
                    continue
                unit = self._places.ask(block.text[hit.start : hit.end]).unit
                if unit is not None:
                    found.add(self._places.province_of(unit))
        return list(found) if len(found) == 1 else []

    def read(self) -> None:
        """Read the proposals, the statements without a name, and what is used by neither."""
        for block, hits in zip(self._document.blocks, self._hits, strict=True):
            self._enter(block, hits)
            starts = [hit.start for hit in hits]
            for number, sentence in enumerate(block.sentences):
                first, last = (bisect_left(starts, at) for at in sentence)
                names = [(hit.start, hit.end) for hit in hits[first:last] if hit.kind in _WHOLE]
                dates = self._dates.read(block, sentence, is_first=number == 0, names=names)
                vague = find_vague(block.text, sentence.start, sentence.end)
                if first < last or dates or vague:
                    found = self._sentence(block, number, hits[first:last], dates)
                    self._propose(found, vague)
                    self._name_provinces(found)
                self._leave(block, sentence, dates)

    def _propose(self, found: SentenceReading, vague: list[Vague]) -> None:
        block, sentence = found.block, found.sentence
        judged = verdicts_of(found, vague, self._places)
        made = [
            doubted(
                proposal_of(found, mention, each, self._places), mention, found, self._dates.written
            )
            for mention, each in zip(found.mentions, judged, strict=True)
        ]
        verdicts = [verdict for verdict, _ in judged]
        said = list(statements_of(found, vague, verdicts, self._places))
        self.proposals += made
        self.statements += said
        if found.dates and not said and all(each.role is Role.CONTEXT for each in made):
            paragraph, _, _ = block.place(sentence.start, sentence.end)
            self.loose.append(Loose(paragraph, found.text, "a date, and no row"))

    def _enter(self, block: Block, hits: list[Hit]) -> None:
        """Begin a paragraph: an item or a short row goes on with the heading of its list."""
        state = self._state
        state.before = None
        ends = block.text.rstrip().endswith(_ENDS_PROSE)
        is_row = block.is_item or (len(block.text) <= _SHORT_ROW and not ends)
        if not (is_row and hits):
            state.heading = None
        state.provinces = list(state.heading_provinces) if state.heading else []

    def _sentence(
        self, block: Block, number: int, hits: list[Hit], dates: list[Dated]
    ) -> SentenceReading:
        state, text = self._state, block.text
        sentence = block.sentences[number]
        mentions = with_unread(text, find_mentions(text, sentence, hits))
        arrange(text, mentions, [(date.start, date.end) for date in dates], self._places)
        near = self._near(mentions)
        self._revive(mentions, near)
        whole = Clause(sentence.start, sentence.end)
        clauses = clauses_of(text, sentence, mentions, dates) or [whole]
        sense = sense_of(text[sentence.start : sentence.end])
        return SentenceReading(
            block=block,
            sentence=sentence,
            mentions=mentions,
            known=[self._known(mention, near) for mention in mentions],
            setting=Setting(
                text,
                sentence,
                clauses,
                sense,
                state.topic,
                before=state.before,
                heading=state.heading,
                has_date=bool(dates),
                places=mentions,
                after=_sentence_at(block, number + 1),
            ),
            dates=dates,
            dating=SentenceDates(text, clauses, dates, mentions),
            inherited=state.heading_date if state.heading else state.previous_date,
            provinces=list(state.provinces),
        )

    def _known(self, mention: Mention, near: Near) -> Known:
        if mention.kind in {MentionKind.WORD, MentionKind.GROUP}:
            return Known(None, (), mention.why)
        return resolve(mention, self._places, self._shared(mention, near))

    def _revive(self, mentions: list[Mention], near: Near) -> None:
        """Take a common word for a city where the text has just named its province: 甘肃, 白银."""
        for mention in mentions:
            if mention.kind is MentionKind.WORD and mention.is_city and not mention.firm:
                unit = self._places.ask(mention.query).unit
                if unit is not None and self._places.province_of(unit) in near.provinces:
                    mention.revive()

    def _shared(self, mention: Mention, near: Near) -> Near:
        """Return the province of all other members of a list, where the text names none near."""
        if near.provinces:
            return near
        mates = [
            mate
            for mate in mention.mates[:_MOST_MATES]
            if mate is not mention and mate.kind is MentionKind.PLACE
        ]
        units = [self._places.ask(mate.query).unit for mate in mates]
        shared = {self._places.province_of(unit) for unit in units if unit is not None}
        return Near(list(shared), "by the others of its list") if len(shared) == 1 else near

    def _near(self, mentions: list[Mention]) -> Near:
        """Return the provinces named nearest: in the sentence, the paragraph, the whole text."""
        named: dict[str, None] = {}
        for mention in mentions:
            if mention.kind in {MentionKind.WORD, MentionKind.GROUP}:
                continue
            unit = self._places.ask(mention.query).unit
            if unit is not None and unit.level is Level.PROVINCE:
                named[unit.adcode] = None
        if named:
            return Near(list(named), _IN_SENTENCE)
        if self._state.provinces:
            return Near(self._state.provinces[:1], "earlier in the paragraph")
        return Near(self._only, "as the only province of the text")

    def _name_provinces(self, found: SentenceReading) -> None:
        near = self._near(found.mentions)
        if near.where == _IN_SENTENCE:
            named = [*near.provinces, *self._state.provinces]
            self._state.provinces = named[:_MOST_PROVINCES]

    def _leave(self, block: Block, sentence: Sentence, dates: list[Dated]) -> None:
        """Keep of a sentence what the next one goes on with."""
        state = self._state
        stretch = block.text[sentence.start : sentence.end]
        state.before = sense_of(stretch)
        state.previous_date = dates[-1] if dates else None
        text = stretch[-_ANNOUNCING:].lower().rstrip()
        is_last = sentence.end == len(block.text)
        if text.endswith(_COLON) or (is_last and any(word in text for word in _ANNOUNCES)):
            state.heading = state.before
            state.heading_date = state.previous_date
            state.heading_provinces = list(state.provinces)


def find_mentions(text: str, sentence: Sentence, hits: list[Hit]) -> list[Mention]:
    """Return the names in a sentence of a folded text, in their order.

    Parameters
    ----------
    hits
        The names of the text that begin in the sentence, leftmost and longest first.
    """
    found = [_mention(text, sentence, hit) for hit in hits]
    spans = [credit.span() for credit in _IN_CREDIT.finditer(text, sentence.start, sentence.end)]
    for mention in found:
        if any(start <= mention.start < end for start, end in spans):
            mention.is_only(MentionKind.CONTEXT, "a photo credit")
    return found


def _mention(text: str, sentence: Sentence, hit: Hit) -> Mention:
    name = text[hit.start : hit.end]
    if hit.kind == "group":
        why = "a group of provinces; which of them, the name does not say"
        members = group_members(name)
        return Mention(hit.start, hit.end, name, MentionKind.GROUP, why, members=members)
    if name[0] < _FIRST_HAN:
        return english_mention(text, sentence, hit)
    return chinese_mention(text, sentence, hit)
