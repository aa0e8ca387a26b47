"""What a page is made for: which years, and what it says about itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from ..page.contract import Headline
    from ..rollout.readings import Reading


@dataclass(frozen=True, slots=True)
class Span:
    """Which years a page is made for, and what of them it opens with."""

    first: int | None = None
    """First year of the timeline; None: the first with evidence."""
    last: int | None = None
    """Last year; nothing that cannot have begun by its end goes into the page. None: no limit."""
    mode: Literal["upto", "in"] = "upto"
    """`in`: only what can have started in the years from `first` to `last` goes into the page."""

    def keeps(self, said: Reading) -> bool:
        """Say whether a statement belongs into a page for these years."""
        if self.last is not None and said.possible.first > self.last:
            return False
        if self.mode == "in" and self.first is not None:
            if said.denies:
                return said.possible.last >= self.first
            settled = said.certain.first if said.certain else said.possible.last
            return settled >= self.first
        return True


@dataclass(frozen=True, slots=True)
class Texts:
    """What the page says about itself, as typed by whoever publishes it."""

    title: str
    subtitle: str = ""
    note: str = ""
    review_number: str = ""
    """The review number (审图号) of the map, if an authority gave it one."""
    title_zh: str = ""
    """The title in Chinese, where there is one."""
    credit: str = ""
    """Who made it, or whom it is by courtesy of; stands with the sources, also in pictures."""
    credit_zh: str = ""
    byline: str = ""
    """Who wrote it; stands below the headline."""
    byline_zh: str = ""
    alt: str = ""
    """Alternative text of the opening view; empty: written from the data."""
    alt_zh: str = ""

    def headline(self) -> Headline:
        """Return the texts under the names that the page has for them."""
        return {
            "title": self.title,
            "titleZh": self.title_zh,
            "subtitle": self.subtitle,
            "note": self.note,
            "reviewNumber": self.review_number,
            "credit": self.credit,
            "creditZh": self.credit_zh,
            "byline": self.byline,
            "bylineZh": self.byline_zh,
            "alt": self.alt,
            "altZh": self.alt_zh,
        }
