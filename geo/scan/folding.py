"""Fold a text to what can be matched, with a map back: each folded character knows its original.

Text copied from a PDF has radicals in place of characters (⽢肃, 8⽉), lines that break inside
words, soft hyphens and full-width figures. Matching sees none of it; what is reported are the
offsets of the text as it was given.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ..text.characters import INVISIBLE, plain
from ..toponym.normalise import simplified

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
