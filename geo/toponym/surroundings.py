"""What people write around a name in a list or a text, and the name without it.

`（四）朝阳市`, 张掖市全境, 原襄樊市 and 石家庄市区 mean the unit that they name; what was taken off
is told. Other text around a name (`张掖市（试点）`) may change what is meant; a person decides.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_LINK = re.compile(r"!?\[(?P<text>[^\[\]]+)\]\([^()\s]*\)")
_EMPHASIS = re.compile(r"(?P<mark>\*{1,3}|_{1,3}|~~|`)(?P<text>[^*_~`]+)(?P=mark)")
_NUMBERING = re.compile(
    r"""
    (?: \d{1,3} [、)）] | \d{1,3} [.．] (?=\s|[^\W\d_a-zA-Z]) | [（(] \d{1,3} [)）]
      | [一二三四五六七八九十]{1,3} 、 | [（(] [一二三四五六七八九十]{1,3} [)）]
      | [①-⑳] | [-*•·●▪] (?=\s)
    ) \s*
    """,
    re.VERBOSE,
)
_FOOTNOTE_BACKWARDS = re.compile(
    r"(?:\]\d{1,3}\[|］\d{1,3}［|〕\d{1,3}〔|[①-⑳]|[¹²³⁴⁵⁶⁷⁸⁹⁰]+|[*＊※†‡]+)\s*"
)
_MOST_FOOTNOTES = 20
_LETTER = re.compile(r"[^\W\d_]")

_OPEN, _CLOSE = "（(【〔［[{「『〈《<", "）)】〕］]}」』〉》>"
_BRACKETED = re.compile(
    rf"[{re.escape(_OPEN)}](?P<name>[^{re.escape(_OPEN + _CLOSE)}]+)[{re.escape(_CLOSE)}]"
)
_WHOLE = "全境|全域|境内|辖区|行政区域|全省|全市|全县|全区|全州|全盟|全旗"
_BEHIND = re.compile(
    rf"[（(](?:{_WHOLE})[)）]$|(?:{_WHOLE}|(?:人民)?政府)$"
    r"|(?<=[市州盟区])(?:市辖区|市区)$|(?<=[\u4e00-\u9fff]{2})城区$|(?<=市)区$|(?<=县)城$"
)
"""Chinese behind a name that leaves the unit the one that is meant."""
_BEHIND_ENGLISH = re.compile(
    r"(?:(?:'s)? (?:people's )?government| \((?:whole|entire) [a-z]+\))$",
    re.IGNORECASE,
)
_FORMER = re.compile(
    r"(?P<around>原|前|旧|(?:the )?former(?:ly)? |ex-)(?P<name>.+)", re.IGNORECASE | re.DOTALL
)
BEGINNINGS = ("原", "前", "旧")
ENDINGS = (*_WHOLE.split("|"), "政府", "市区", "城区", "县城")
"""How a Chinese name with something around it begins or ends, to tell most others quickly."""
_LONGEST = 1000
"""Characters of a cell that may be a name with something around it."""


class Core(NamedTuple):
    """A name without what stood around it."""

    name: str
    around: str
    """What was taken off."""
    former: bool = False
    """Whether it says that the name is no longer borne."""


def strip_list_markup(cell: str) -> str:
    """Return the name in a cell without what a list puts around it; the cell if no name is left.

    >>> strip_list_markup("（四）朝阳市"), strip_list_markup("**Wuwei**[1]")
    ('朝阳市', 'Wuwei')
    >>> strip_list_markup("[Jiuquan](https://example.org)")
    'Jiuquan'
    """
    if len(cell) > _LONGEST:
        return cell
    text = _LINK.sub(r"\g<text>", cell.strip())
    if numbering := _NUMBERING.match(text):
        text = text[numbering.end() :]
    for _ in range(_MOST_FOOTNOTES):
        note = _FOOTNOTE_BACKWARDS.match(text[::-1])  # forwards, each blank would be begun with
        if not note or _EMPHASIS.fullmatch(text):
            break
        text = text[: len(text) - note.end()]
    while emphasis := _EMPHASIS.fullmatch(text):
        text = emphasis["text"].strip()
    return text.strip() if _LETTER.search(text) else cell


def without_surroundings(text: str) -> Core | None:
    """Take one thing off a name that leaves its unit the one that is meant; None if none is there.

    Parameters
    ----------
    text
        A clean name (`clean`).

    >>> without_surroundings("张掖市全境")
    Core(name='张掖市', around='全境', former=False)
    >>> without_surroundings("原襄樊市")
    Core(name='襄樊市', around='原', former=True)
    """
    plain = strip_list_markup(text)
    if plain != text:
        return Core(plain, text.replace(plain, "", 1).strip())
    if bracketed := _BRACKETED.fullmatch(text):
        return Core(bracketed["name"].strip(), text[0] + text[-1])
    behind = _BEHIND.search(text) or _BEHIND_ENGLISH.search(text)
    if behind and behind.start():
        return Core(text[: behind.start()].strip(), behind.group().strip())
    if former := _FORMER.fullmatch(text):
        return Core(former["name"], former["around"].strip(), former=True)
    return None
