"""HTML from anywhere, read by the standard library's parser in bounded time and memory."""

from __future__ import annotations

import html.parser
import re
from html import unescape
from html.parser import HTMLParser

VOID = frozenset(
    "area base br col embed hr img input link meta source track wbr".split()  # noqa: SIM905 (a table of words)
)
"""Elements that hold nothing."""
_HIDDEN = re.compile(r"display\s{0,4}:\s{0,4}none|visibility\s{0,4}:\s{0,4}hidden", re.IGNORECASE)
_MOST_OPEN_TAGS = 1000
"""Tags behind the last `>`: the end of each is searched for up to the end of the page."""
_LONG_TAG, _MOST_PARTS = 2**16, 500_000
"""Characters of a tag that is seen at once to end, and attributes that one may have."""
_USUAL_TAG = re.compile(
    r"""<[a-zA-Z][^\s/>"'=]*(?:\s+[^\s/>"'=]+(?:="[^"]*"|='[^']*'|=[^\s/>"'=]+)?)*\s*/?>"""
)
_SPARE = 2**20
"""Characters that are read a second time in any page, for tags that do not end."""


class TagError(ValueError):
    """A page has more tags, or a tag more attributes, than are held, or too many do not end."""


class BoundedParser(HTMLParser):
    """The standard library's parser, held to time in proportion to the length of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)

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


def read_page(parser: BoundedParser, text: str, *, most_tags: int) -> None:
    """Read a whole page.

    Raises
    ------
    TagError
        If it has more than `most_tags`, or too many that do not end.
    """
    if text.count("<") > most_tags:
        raise TagError(f"the page has more than {most_tags:,} tags")
    if text.count("<", text.rfind(">") + 1) > _MOST_OPEN_TAGS:
        raise TagError(f"the page ends in more than {_MOST_OPEN_TAGS:,} tags that nothing closes")
    parser.feed(text)
    parser.close()


def is_hidden(attributes: dict[str, str]) -> bool:
    """Whether an element says itself that it is not to be seen."""
    return "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style", "")))
