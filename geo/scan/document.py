"""A text as lines, blocks and sentences, each with its place in the text as it was given."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from .folding import Folded, fold
from .phrases import Found, find_phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

_TERMINATED = re.compile(r"[.!?。！？…:：;；”\"’')）》】|]\s*$")
_LIST_MARK = re.compile(
    r"\s*(?:[-*•·●▪◆■]|\(?\d{1,2}[.)、．]|[（(]?[一二三四五六七八九十]{1,3}[、)）])\s*"
)
_SHORTEST_WRAPPED = 10
"""Characters a line has at least that goes on in the next one."""
_NEARLY_FULL = 0.7
"""A line that goes on is at least this share of the longest of its neighbours."""
_TITLE_LENGTH = 110

_END = re.compile(r"[。！？!?]+[”\"’'」』)）]*|\.[”\"’')]*(?= |$)")
_ABBREVIATED = re.compile(
    r"(?:\b(?:Co|Ltd|Inc|Corp|Mr|Mrs|Ms|Dr|Prof|St|No|vs|Jr|Sr|Gen|Gov|approx|ca|cf|etc|est|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|i\.e|e\.g|a\.m|p\.m|U\.S|U\.K|P\.R|pp?|"
    r"para|Fig|fig)|\b[A-Z])$"
)
_LONGEST_ABBREVIATION = 8
_LONGEST_SENTENCE = 800
"""Characters that are read together: the work of a sentence grows with its names."""


class Sentence(NamedTuple):
    """A sentence of a block, as a span of the block's folded text."""

    start: int
    end: int


@dataclass(slots=True)
class Block:
    """Lines that belong together: one, or a paragraph that was broken into several."""

    folded: Folded
    first: int
    """Number of its first line among those that are not empty, from 1."""
    starts: list[int]
    """Offsets in the block's source at which its lines begin."""
    locator: str
    is_item: bool = False
    """Whether it begins with the mark of a list."""
    sentences: list[Sentence] = field(default_factory=list)
    _phrases: dict[Sentence, list[Found]] = field(default_factory=dict)

    def phrases(self, sentence: Sentence) -> list[Found]:
        """Return the phrases of time of a sentence; they are looked for once."""
        found = self._phrases.get(sentence)
        if found is None:
            found = find_phrases(self.text, sentence.start, sentence.end)
            self._phrases[sentence] = found
        return found

    @property
    def text(self) -> str:
        """The folded text."""
        return self.folded.text

    def place(self, start: int, end: int) -> tuple[int, int, int]:
        """Return paragraph, start and end in the given text of a span of the folded text."""
        first, last = self.folded.original(start, end)
        line = bisect_right(self.starts, first) - 1
        return self.first + line, first - self.starts[line], last - self.starts[line]


@dataclass(slots=True)
class Document:
    """A text: its lines as given, and its blocks."""

    lines: list[str]
    """Those that are not empty, as given."""
    blocks: list[Block]

    @property
    def title(self) -> str:
        """The folded first block if it is short and no sentence; else the first sentence."""
        if not self.blocks:
            return ""
        first = self.blocks[0]
        if len(first.text) <= _TITLE_LENGTH or not first.sentences:
            return first.text
        sentence = first.sentences[0]
        return first.text[sentence.start : sentence.end]


def read_document(text: str) -> Document:
    """Return the lines, blocks and sentences of a text."""
    lines: list[str] = []
    blocks: list[Block] = []
    groups = list(_groups(text.removeprefix("\ufeff")))
    by_blank_lines = len(groups) > 1
    for number, group in enumerate(groups, 1):
        longest = max(map(len, group))
        at = 0
        while at < len(group):
            size = 1
            is_first = not blocks and not lines
            while (
                at + size < len(group)
                and not is_first
                and _goes_on(group[at + size - 1], group[at + size], longest)
            ):
                size += 1
            part = group[at : at + size]
            paragraph = number if by_blank_lines else len(lines) + 1
            blocks.append(_block(part, len(lines) + 1, f"p{paragraph}"))
            lines += part
            at += size
    return Document(lines, blocks)


def _groups(text: str) -> Iterator[list[str]]:
    """Yield the lines that stand together, without the blank ones between."""
    group: list[str] = []
    for line in re.split(r"\r\n|[\n\r\x0b\x0c\u2028\u2029\x85]", text):
        if line.strip():
            group.append(line)
        elif group:
            yield group
            group = []
    if group:
        yield group


def _goes_on(line: str, following: str, longest: int) -> bool:
    """Whether a line was broken before its paragraph ended."""
    if _TERMINATED.search(line[-12:]) or _LIST_MARK.match(following):
        return False
    if len(line.strip()) < _SHORTEST_WRAPPED or len(line) < _NEARLY_FULL * longest:
        return False
    ends, begins = line.rstrip()[-1:], following.lstrip()[:1]
    if ends == "-" or begins.islower():
        return True
    is_prose = ends.isascii() and (ends in ",-" or ends.isalnum())
    if is_prose:
        return ends == "," or (" " in line and longest < _WIDEST_TYPED and len(line) > _TYPED)
    return following[:1] not in " \u3000\t" and not begins.isascii()


_TYPED, _WIDEST_TYPED = 55, 100
"""Characters of a line of English that a typewriter or a mail program has broken."""


def _block(lines: list[str], first: int, locator: str) -> Block:
    source = "\n".join(lines)
    starts, at = [], 0
    for line in lines:
        starts.append(at)
        at += len(line) + 1
    folded = fold(source)
    return Block(
        folded,
        first,
        starts,
        locator,
        is_item=_LIST_MARK.match(folded.text) is not None,
        sentences=list(_sentences(folded.text)),
    )


def _sentences(text: str) -> Iterator[Sentence]:
    """Yield the sentences of a text; one of a table without stops is cut where a comma stands."""
    for sentence in _whole_sentences(text):
        start = sentence.start
        while sentence.end - start > _LONGEST_SENTENCE:
            window = text[start : start + _LONGEST_SENTENCE]
            cut = max(window.rfind(sign) for sign in "，、,; ") + 1
            end = start + (cut if cut > _LONGEST_SENTENCE // 2 else _LONGEST_SENTENCE)
            yield Sentence(start, end)
            start = end
        yield Sentence(start, sentence.end)


def _whole_sentences(text: str) -> Iterator[Sentence]:
    start = 0
    for end in _END.finditer(text):
        if end[0][0] == "." and _is_abbreviation(text, end):
            continue
        yield Sentence(start, end.end())
        start = end.end()
        while text[start : start + 1] == " ":
            start += 1
    if start < len(text):
        yield Sentence(start, len(text))


def _is_abbreviation(text: str, end: re.Match[str]) -> bool:
    after = text[end.end() + 1 : end.end() + 2]
    if after and (after.islower() or after == ","):
        return True
    before = text[max(0, end.start() - _LONGEST_ABBREVIATION) : end.start()]
    return bool(after) and _ABBREVIATED.search(before) is not None
