"""A text as lines, blocks and sentences, each with its place in the text as it was given.

What is matched is the text in plain characters, with a map back: each of them knows its original.
Text copied from a PDF has radicals in place of characters (⽢肃, 8⽉), lines that break inside
words, soft hyphens and full-width figures. Matching sees none of it; what is reported are the
offsets of the text as it was given.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from ..text.characters import INVISIBLE, plain
from ..toponym.normalise import simplified
from .phrases import TimePhrase, find_phrases

if TYPE_CHECKING:
    from collections.abc import Iterator


_HAN = "\u3400-\u9fff"
_BIDI = "\u200e\u200f\u202a-\u202e\u2066-\u2069"
_FULL_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF10, 0xFF5B) if chr(code).isalnum()}
_SIGNS = dict.fromkeys(map(ord, "’‘ʼ´`′"), "'") | dict.fromkeys(map(ord, "‐‑"), "-")
_USUAL = (
    _FULL_WIDTH | _SIGNS | dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2009\u202f\u3000\t"), " ")
)
# Words of a report in traditional characters; those of names are the gazetteer's own table.
_TRADITIONAL = str.maketrans(
    "試點啟動開設擴範計劃將擬實線應縣區個這們為於從後時間報電訊攝銀學醫業項務運營會議總產農發併蓋納選確單參與進階順隨僅沒無經濟對國際達較類關聯據"
    "稱讓傳統戶網絡貿購買貨稅館園處審驗標準當該圍內屬擇續過專還邊門級長風視機場車鐵橋軍黨員術藝體質書記監獄環節飛遠來東倉儲協調團隊數樣約獎勵籌備",
    "试点启动开设扩范计划将拟实线应县区个这们为于从后时间报电讯摄银学医业项务运营会议总产农发并盖纳选确单参与进阶顺随仅没无经济对国际达较类关联据"
    "称让传统户网络贸购买货税馆园处审验标准当该围内属择续过专还边门级长风视机场车铁桥军党员术艺体质书记监狱环节飞远来东仓储协调团队数样约奖励筹备",
)


_TWINS = re.compile("[\u0370-\u052f\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")
"""Characters that may be kept a second time by Unicode, or look like others."""
_UNSEEN = f"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u0300-\u036f{_BIDI}]|{INVISIBLE.pattern}"
_HIDDEN = re.compile(_UNSEEN)
_IRREGULAR = re.compile(f"[ \n\r]{{2}}|[\n\r]|[{_HAN}] |{_UNSEEN}")
"""What makes a text need more than its characters exchanged."""


_ITSELF = "覆"
"""Traditional for 复 in names, and a simplified character of its own in 覆盖, to cover."""


class Folded(NamedTuple):
    """A folded text and, for each of its characters and its end, the offset in the original."""

    text: str
    at: list[int]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original that a span of the folded text stands for."""
        return self.at[start], self.at[end - 1] + 1 if end > start else self.at[start]


def fold(text: str) -> Folded:
    """Return a text of one or more lines, folded into one line.

    Traditional characters become simplified ones where names or the words of this package need
    it, width and radicals the usual ones; what nobody sees goes; line breaks become a blank, or
    nothing between Chinese characters and after a hyphen.
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return Folded(text, list(range(len(text) + 1)))
    usual = text
    if _TWINS.search(text):
        usual = _same_length(plain(text), text)
    usual = usual.translate(_USUAL)
    if not usual.isascii():
        usual = _in_simplified(usual).translate(_TRADITIONAL)
    if not _IRREGULAR.search(usual):
        return Folded(usual, list(range(len(usual) + 1)))
    return _without_blanks(usual)


def _in_simplified(text: str) -> str:
    plain_text = _same_length(simplified(text), text)
    if _ITSELF not in text:
        return plain_text
    pairs = zip(text, plain_text, strict=True)
    return "".join(given if given == _ITSELF else made for given, made in pairs)


def _same_length(changed: str, text: str) -> str:
    return changed if len(changed) == len(text) else text


def _without_blanks(text: str) -> Folded:
    kept: list[str] = []
    at: list[int] = []
    position = 0
    for (start, stop), glue in _gaps(text):
        for offset in range(position, start):
            sign = text[offset]
            if not _HIDDEN.match(sign):
                kept.append(sign)
                at.append(offset)
        if glue and kept:
            kept.append(glue)
            at.append(start)
        elif glue is None and kept and kept[-1] == "-":
            kept.pop()
            at.pop()
        position = stop
    return Folded("".join(kept), [*at, len(text)])


def _gaps(text: str) -> list[tuple[tuple[int, int], str | None]]:
    """Return the runs of blanks and breaks with what stands for each, the end of the text last."""
    found: list[tuple[tuple[int, int], str | None]] = []
    for gap in re.finditer(r"[ \n\r]+", text):
        start, stop = gap.span()
        before, after = text[start - 1 : start], text[stop : stop + 1]
        glue: str | None = " "
        if "\n" in gap[0]:
            if before == "-" and after.islower():
                glue = None
            elif _is_han(before) and _is_han(after):
                glue = ""
        elif _is_han(before) and _is_han(after) and _is_spaced_out(text, start, stop):
            glue = ""
        found.append(((start, stop), glue))
    found.append(((len(text), len(text)), ""))
    return found


def _is_spaced_out(text: str, start: int, stop: int) -> bool:
    """Whether a blank only sets type: one of its neighbours stands alone (甘 肃 省)."""
    alone_before = start < 2 or text[start - 2] in " \n"  # noqa: PLR2004 (the second before)
    alone_after = stop + 1 >= len(text) or text[stop + 1] in " \n"
    return alone_before or alone_after


def _is_han(sign: str) -> bool:
    return "\u3000" < sign <= "\u9fff" or "\uff00" < sign < "\uff5e"


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
    _phrases: dict[Sentence, list[TimePhrase]] = field(default_factory=dict)

    def phrases(self, sentence: Sentence) -> list[TimePhrase]:
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
