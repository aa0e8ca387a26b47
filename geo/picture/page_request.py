"""The page of `pilotmap build` of a rollout: what it is asked to be, and how it is made.

The command and `Rollout.map` ask for it in the same words.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from ..errors import PilotmapError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Literal

    from ..page.theme import Theme
    from ..page.tiles import Tiles
    from ..payload import Span
    from ..payload.build import Outlines
    from ..rollout import Rollout
    from ..tally.counts import UnitCounts

MOST_SITES = 1_000_000
"""Sites that a page draws one by one; where there are more it counts them by unit and year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRequest:
    """What a page is asked to be: the options of `pilotmap build`."""

    year: int | None = None
    first: int | None = None
    last: int | None = None
    mode: Literal["upto", "in"] = "upto"
    lang: str = "en"
    subtitle: str = ""
    note: str = ""
    review_number: str = ""
    credit: str = ""
    credit_zh: str = ""
    byline: str = ""
    byline_zh: str = ""
    alt: str = ""
    alt_zh: str = ""
    boundaries: Path | None = None
    tiles: str | None = None
    url: str = ""
    image_url: str = ""
    theme: Path | None = None
    tally: Path | None = None
    most_sites: int | None = MOST_SITES

    def ready(self) -> PageMaker:
        """Look at what can be wrong before any data are read.

        Raises
        ------
        UsageError
            If the years contradict each other, or there are no such tiles.
        PilotmapError
            If an address is not one on the web, or the theme is not one; if the counts cannot be
            read.
        """
        from ..page.theme import read_theme
        from ..page.tiles import find_tiles
        from ..text.escape import is_web_address

        span = self._span()
        for option, address in (("--url", self.url), ("--image-url", self.image_url)):
            if address and not is_web_address(address):
                raise PilotmapError(
                    f"{option} {address!r} is not a web address; "
                    "give one that begins with http:// or https://"
                )
        look = read_theme(self.theme) if self.theme else None
        tiles = find_tiles(self.tiles) if self.tiles else None
        return PageMaker(self, span, look, tiles, self._counts())

    def _counts(self) -> UnitCounts | None:
        if self.tally is None:
            return None
        from ..tally.counts import read_counts

        return read_counts(self.tally)

    def _span(self) -> Span:
        from ..payload import Span

        year, first, last, mode = self.year, self.first, self.last, self.mode
        if year is not None and (first is not None or last is not None):
            raise UsageError("--year stands for itself; leave out --from and --to, or --year")
        if first is not None and last is not None and first > last:
            raise UsageError(f"--from {first} is after --to {last}; swap them")
        if year is None:
            return Span(first, last, mode)
        return Span(year if mode == "in" else None, year, mode)


class PageMaker(NamedTuple):
    """A request that contradicts nothing, with what it names read."""

    request: PageRequest
    span: Span
    look: Theme | None
    tiles: Tiles | None
    counts: UnitCounts | None = None

    def page(
        self,
        rollout: Rollout,
        title: str,
        title_zh: str,
        progress: Callable[[int], None] | None = None,
    ) -> bytes:
        """Return the page of a rollout.

        Parameters
        ----------
        rollout
            What is known.
        title, title_zh
            What the page is called, in English and in Chinese.
        progress
            Is told now and then of how many rows the texts are packed.

        Raises
        ------
        DataError
            If there is nothing to show.
        ReferenceDataError
            If the outlines asked for are none.
        """
        from ..page import PageOptions, build_page
        from ..payload import PageContent, Texts

        asked = self.request
        texts = Texts(
            title,
            asked.subtitle,
            asked.note,
            asked.review_number,
            title_zh=title_zh,
            credit=asked.credit,
            credit_zh=asked.credit_zh,
            byline=asked.byline,
            byline_zh=asked.byline_zh,
            alt=asked.alt,
            alt_zh=asked.alt_zh,
        )
        outlines = _outlines(rollout, asked.boundaries)
        content = PageContent(
            rollout,
            outlines,
            texts,
            span=self.span,
            counts=self.counts,
            most_sites=asked.most_sites,
        )
        name = asked.boundaries.name if asked.boundaries else ""
        options = PageOptions(asked.lang, self.tiles, name, asked.url, asked.image_url, self.look)
        return build_page(
            content.payload(asked.lang, progress),
            content.plain_rows(asked.lang),
            options,
            content.static_view(asked.lang),
        )


def _outlines(rollout: Rollout, boundaries: Path | None) -> Outlines:
    from ..boundaries import committed_page, from_file
    from ..boundaries.page import page_topology

    if boundaries is None:
        return committed_page
    current = rollout.gazetteer.current
    return partial(page_topology, from_file(boundaries, current=lambda code: tuple(current(code))))
