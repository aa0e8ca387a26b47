"""What an article is about, as far as the words of its title tell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import words_english as en

if TYPE_CHECKING:
    from collections.abc import Iterable

_STOP = frozenset(
    """
    with from that this their into over under after have been will more than about first other
    china chinese city cities county counties province provinces says said news year years form
    forms across gets opens launches starts expands extends begins joins begin start open launch
    pilot pilots programme program scheme trial strategic plan plans also where when what which
    local country national government officials north south east west here they them people
    """.split()  # noqa: SIM905 (a table of words)
)
_STOP_HAN = frozenset(
    """
    我国 中国 全国 启动 开展 试点 推广 工作 实施 建设 发展 合作 项目 省市 全省 记者 今年 工程
    推进 开始 首批 覆盖 扩大
    """.split()  # noqa: SIM905 (a table of words)
)
"""Words of many titles, which tell nothing of this one."""
_QUOTED = re.compile(r"“([^“”]{2,24})”|\"([A-Z][^\"\n]{1,23})\"|「([^「」]{2,12})」")
_MOST_NAMES = 40
_WORD = re.compile(r"[A-Za-z][A-Za-z-]{3,}")
_HAN_RUN = re.compile("[\u3400-\u9fff]{2,}")


@dataclass(frozen=True, slots=True)
class Topic:
    """The words of a title that are its own."""

    english: frozenset[str]
    chinese: frozenset[str]
    """Pairs of characters."""
    names: frozenset[str] = frozenset()
    """Names in quotation marks that the text uses again: of the programme, as a rule."""

    def in_text(self, text: str) -> bool:
        """Whether a stretch of text has one of the words, or two of the pairs."""
        if any(name in text for name in self.names):
            return True
        if any(word[0].lower() in self.english for word in _WORD.finditer(text)):
            return True
        return len({pair for pair in self.chinese if pair in text}) > 1


def topic_of(title: str, names: Iterable[str], text: str) -> Topic:
    """Return the words of a title that are neither names of places nor words of many titles.

    Parameters
    ----------
    names
        The names of places in the title.
    text
        The whole text, for names in quotation marks that it uses more than once.
    """
    plain = title
    for name in names:
        plain = plain.replace(name, " ")
    words = {word[0].lower() for word in _WORD.finditer(plain)} - _STOP
    own = {
        word for word in words if not (en.BEGINS.fullmatch(word) or en.PROGRAMME.fullmatch(word))
    }
    pairs = {
        run[0][at : at + 2] for run in _HAN_RUN.finditer(plain) for at in range(len(run[0]) - 1)
    }
    return Topic(frozenset(own), frozenset(pairs - _STOP_HAN), frozenset(_quoted(text)))


def _quoted(text: str) -> list[str]:
    """Return the names in quotation marks that stand in the text more than once."""
    named = dict.fromkeys(next(filter(None, quoted.groups())) for quoted in _QUOTED.finditer(text))
    return [name for name in list(named)[:_MOST_NAMES] if text.count(name) > 1]
