"""What stands around a name in a list and is no part of it: numbering, Markdown, footnote marks."""

from __future__ import annotations

import re

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
_FOOTNOTE = re.compile(r"\s*(?:\[\d{1,3}\]|［\d{1,3}］|〔\d{1,3}〕|[①-⑳]|[¹²³⁴⁵⁶⁷⁸⁹⁰]+|[*＊※†‡]+)")
_LETTER = re.compile(r"[^\W\d_]")


def strip_list_markup(cell: str) -> str:
    """Return the name in a cell without what a list puts around it; the cell if no name is left.

    >>> strip_list_markup("（四）朝阳市"), strip_list_markup("**Wuwei**[1]")
    ('朝阳市', 'Wuwei')
    >>> strip_list_markup("[Jiuquan](https://example.org)")
    'Jiuquan'
    """
    text = _LINK.sub(r"\g<text>", cell.strip())
    if numbering := _NUMBERING.match(text):
        text = text[numbering.end() :]
    while footnote := re.search(rf"(?:{_FOOTNOTE.pattern})$", text):
        if _EMPHASIS.fullmatch(text):
            break
        text = text[: footnote.start()]
    while emphasis := _EMPHASIS.fullmatch(text):
        text = emphasis["text"].strip()
    return text.strip() if _LETTER.search(text) else cell
