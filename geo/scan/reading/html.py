"""The main text of an HTML page, by rules of our own and the standard library's parser.

`article` counts, else `main`, else all that is a paragraph; navigation, headers, footers, asides,
scripts and forms do not.
"""

from __future__ import annotations

import html.parser
import re
from collections import Counter
from html import unescape
from html.parser import HTMLParser

_DROPPED = frozenset(
    """
    script style noscript template svg math nav header footer aside form button select textarea
    iframe object head
    """.split()  # noqa: SIM905 (a table of words)
)
_BLOCKS = frozenset(
    """
    p div section article main li ul ol h1 h2 h3 h4 h5 h6 blockquote figcaption figure table tr
    caption dd dt dl pre br hr body html address summary details
    """.split()  # noqa: SIM905 (a table of words)
)
_VOID = frozenset(
    "area base br col embed hr img input link meta source track wbr".split()  # noqa: SIM905 (a table of words)
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
_HIDDEN = re.compile(r"display\s{0,4}:\s{0,4}none|visibility\s{0,4}:\s{0,4}hidden", re.IGNORECASE)
_ENOUGH = 80
"""Characters of an `article` or `main` that is the article, and no teaser."""
_SHORTEST_PARAGRAPH = 25
"""Characters of a paragraph of prose, where a page marks neither."""


_LONG_TAG, _MOST_PARTS = 2**16, 500_000
"""Characters of a tag that is seen at once to end, and attributes that one may have."""
_USUAL_TAG = re.compile(
    r"""<[a-zA-Z][^\s/>"'=]*(?:\s+[^\s/>"'=]+(?:="[^"]*"|='[^']*'|=[^\s/>"'=]+)?)*\s*/?>"""
)
_SPARE = 2**20
"""Characters that are read a second time in any page, for tags that do not end."""


class TagError(ValueError):
    """A tag has more attributes than are held, or too many tags do not end."""


class _Reader(HTMLParser):
    """Collects the lines of a page, each with what encloses it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
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

    def check_for_whole_start_tag(self, i: int) -> int:
        """Return where a tag ends; before, its attributes are counted: the parser holds them."""
        if not _USUAL_TAG.match(self.rawdata, i, i + _LONG_TAG):
            self._count_attributes(i)
        return super().check_for_whole_start_tag(i)

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """Return where a section ends; of an unknown kind it is a comment, as for a browser."""
        try:
            return super().parse_marked_section(i, report)
        except AssertionError:
            return self.parse_bogus_comment(i, report=False)

    def _count_attributes(self, i: int) -> None:
        """Count as the parser does: a `>` in quotation marks ends no tag."""
        name = html.parser.tagfind_tolerant.match(self.rawdata, i + 1)  # type: ignore[attr-defined]
        attribute = html.parser.attrfind_tolerant  # type: ignore[attr-defined]
        at = name.end() if name else i
        for _ in range(_MOST_PARTS):
            found = attribute.match(self.rawdata, at)
            if not found:
                return
            at = found.end()
        raise TagError(f"a tag of the page has more than {_MOST_PARTS:,} parts")

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
        if tag in _VOID:
            return
        is_hidden = "hidden" in given or bool(_HIDDEN.search(given.get("style", "")))
        if self._dropped or tag in _DROPPED or is_hidden:
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

    def feed(self, data: str) -> None:
        """Read a whole page. What begins a tag that does not end is text, up to the next `>`.

        The parser would look for that end from each `<` on, to the end of the page.
        """
        super().feed(data)
        spare = len(data) + _SPARE
        while self.rawdata.startswith("<") and not self.cdata_elem:
            at = self.rawdata.find(">") + 1 or len(self.rawdata)
            begun, left = self.rawdata[:at], self.rawdata[at:]
            spare -= len(left)
            if spare < 0:
                raise TagError("too many tags of the page do not end")
            self.handle_data(unescape(begun))
            self.rawdata = ""
            super().feed(left)

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
    """Return the main text of a page, a line per paragraph, and the date that it names."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
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
