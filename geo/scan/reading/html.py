"""The main text of an HTML page, by rules of our own and the standard library's parser.

`article` counts, else `main`, else all that is a paragraph; navigation, headers, footers, asides,
scripts, forms, what is struck through and readings beside characters do not.
"""

from __future__ import annotations

import re
from collections import Counter

from ...text.markup import VOID, BoundedParser, is_hidden, read_page

_DROPPED = frozenset(
    """
    script style noscript template svg math nav header footer aside form button select textarea
    iframe object head rt rp del s strike
    """.split()  # noqa: SIM905 (a table of words)
)
_BLOCKS = frozenset(
    """
    p div section article main li ul ol h1 h2 h3 h4 h5 h6 blockquote figcaption figure table tr
    caption dd dt dl pre br hr body html address summary details
    """.split()  # noqa: SIM905 (a table of words)
)
_CELLS = frozenset(["td", "th"])
_PROSE = frozenset(["p", "h1", "h2", "blockquote", "figcaption", "tr", "pre"])
_PUBLISHED = frozenset(
    """
    article:published_time og:published_time datepublished pubdate publishdate date dc.date
    dc.date.issued publish-date
    """.split()  # noqa: SIM905 (a table of words)
)
_DATE = re.compile(r"\s*([12][0-9]{3})-([01][0-9])(?:-([0-3][0-9]))?")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_MOST_TAGS = 300_000
"""Tags of a page; the largest of an encyclopedia have a third of that."""
_ENOUGH = 80
"""Characters of an `article` or `main` that is the article, and no teaser."""
_SHORTEST_PARAGRAPH = 25
"""Characters of a paragraph of prose, where a page marks neither."""


class _Reader(BoundedParser):
    """Collects the lines of a page, each with what encloses it."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[tuple[str, bool, bool, str]] = []
        """Text, whether in an `article`, whether in `main`, and the innermost block."""
        self.published = ""
        self._title: list[str] = []
        self._open: list[str] = []
        self._blocks: list[str] = []
        """Those of the open elements that are blocks."""
        self._counts: Counter[str] = Counter()
        """How many elements of a name are open: they may be a million, one in the other."""
        self._dropped = 0
        self._text: list[str] = []
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self._meta(given)
        if tag == "title" and not self._title:
            self._in_title = True
        if tag in _BLOCKS:
            self._end_line()
        if tag in _CELLS and self._text:
            self._text.append(" | ")
        if tag in VOID:
            return
        if self._dropped or tag in _DROPPED or is_hidden(given):
            self._dropped += 1
        self._open.append(tag)
        self._counts[tag] += 1
        if tag in _BLOCKS:
            self._blocks.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._end_line()
        if tag == "title":
            self._in_title = False
        if not self._counts[tag]:
            return
        while self._open:
            closed = self._open.pop()
            self._counts[closed] -= 1
            if closed in _BLOCKS:
                self._blocks.pop()
            self._dropped = max(0, self._dropped - 1)
            if closed == tag:
                break

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self._title.append(data)
        elif not self._dropped:
            self._text.append(data)

    def close(self) -> None:
        super().close()
        self._end_line()

    def _meta(self, given: dict[str, str]) -> None:
        named = (given.get(each) for each in ("property", "name", "itemprop"))
        name = next(filter(None, named), "").lower()
        if (
            name in _PUBLISHED
            and not self.published
            and (date := _DATE.match(given.get("content", "")))
        ):
            self.published = "-".join(part for part in date.groups() if part)

    def _end_line(self) -> None:
        line = _BLANKS.sub(" ", "".join(self._text)).strip()
        self._text.clear()
        if line:
            block = self._blocks[-1] if self._blocks else ""
            within = self._counts["article"] > 0, self._counts["main"] > 0
            self.lines.append((line, *within, block))

    @property
    def title(self) -> str:
        """What the page calls itself."""
        return "".join(self._title)


def html_article(text: str) -> tuple[str, str]:
    """Return the main text of a page, a line per paragraph, and the date that it names.

    Raises
    ------
    TagError
        If the page has more tags than are read.
    """
    reader = _Reader()
    read_page(reader, text, most_tags=_MOST_TAGS)
    lines = _main(reader.lines)
    title = _BLANKS.sub(" ", reader.title).strip()
    has_heading = any(block == "h1" for *_, block in reader.lines)
    if title and not has_heading and lines and lines[0] != title:
        lines = [title, *lines]
    return "\n\n".join(lines), reader.published


def _main(lines: list[tuple[str, bool, bool, str]]) -> list[str]:
    """Return the lines of the article: those marked as such, else the paragraphs."""
    for which in (1, 2):
        marked = [line[0] for line in lines if line[which]]
        if sum(map(len, marked)) >= _ENOUGH:
            return marked
    prose = [
        text for text, _, _, block in lines if block in _PROSE or len(text) >= _SHORTEST_PARAGRAPH
    ]
    return prose or [text for text, *_ in lines]
