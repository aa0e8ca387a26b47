"""Our page as an object: a notebook shows it in a frame, `save` writes it.

A notebook stores what a cell shows, escaped, at every run: a page larger than `MOST_BYTES` is not
shown; what stands in its place is the counts of units and how to save the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import PilotmapError, UsageError
from ..model import Level

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator
    from typing import Literal

    from ..payload import Span
    from ..payload.build import Outlines
    from ..rollout import Rollout

MOST_BYTES = 5_000_000
_HEIGHT_PX = 600
_MOST_UNITS = 30
_TEXTS = {
    "en": {
        "trust": "Make this notebook trusted to see the map: File, Trust Notebook.",
        "large": "The map has {size}: too much for a notebook. Save it and open the file:",
        "unit": "Unit",
        "statements": "Statements",
        "more": "and {n} more",
    },
    "zh": {
        "trust": "要看到地图，请将此笔记本设为可信：File，Trust Notebook。",
        "large": "地图有 {size}，不宜放入笔记本。请保存后打开文件：",
        "unit": "行政区",
        "statements": "说法",
        "more": "另外{n}个",
    },
}


@dataclass(frozen=True, slots=True)
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
    boundaries: Path | None = None
    tiles: str | None = None
    url: str = ""

    def check(self) -> None:
        """Look at what can be wrong before anything is read.

        Raises
        ------
        UsageError
            If the years contradict each other, or there are no such tiles.
        PilotmapError
            If `url` is not a web address.
        """
        from ..page.tiles import find_tiles
        from ..text.web_address import is_web_address

        year, first, last = self.year, self.first, self.last
        if year is not None and (first is not None or last is not None):
            raise UsageError("--year stands for itself; leave out --from and --to, or --year")
        if first is not None and last is not None and first > last:
            raise UsageError(f"--from {first} is after --to {last}; swap them")
        if self.url and not is_web_address(self.url):
            raise PilotmapError(
                f"--url {self.url!r} is not a web address; give one that begins with http:// or "
                "https://"
            )
        if self.tiles:
            find_tiles(self.tiles)

    def span(self) -> Span:
        """Return the years asked for."""
        from ..payload import Span

        if self.year is None:
            return Span(self.first, self.last, self.mode)
        return Span(self.year if self.mode == "in" else None, self.year, self.mode)


def rollout_page(rollout: Rollout, request: PageRequest, title: str, title_zh: str) -> bytes:
    """Return the page of a rollout, as `pilotmap build` writes it.

    Raises
    ------
    DataError
        If there is nothing to show.
    """
    from ..page import PageOptions, build_page
    from ..page.tiles import find_tiles
    from ..payload import PageContent, Texts

    basemap = find_tiles(request.tiles) if request.tiles else None
    texts = Texts(title, request.subtitle, request.note, request.review_number, title_zh=title_zh)
    outlines = _outlines(rollout, request.boundaries)
    content = PageContent(rollout, outlines, texts, span=request.span())
    name = request.boundaries.name if request.boundaries else ""
    options = PageOptions(request.lang, basemap, name, request.url)
    return build_page(content.payload(request.lang), content.plain_rows(request.lang), options)


def _outlines(rollout: Rollout, boundaries: Path | None) -> Outlines:
    from ..boundaries import committed_page, from_file
    from ..boundaries.page import page_topology

    if boundaries is None:
        return committed_page
    current = rollout.gazetteer.current
    return partial(page_topology, from_file(boundaries, current=lambda code: tuple(current(code))))


class PageMap:
    """The interactive map of a rollout as one HTML page that asks the network nothing.

    Made by `Rollout.map`. A notebook shows it in a frame.
    """

    def __init__(
        self, rollout: Rollout, request: PageRequest, title: str, title_zh: str = ""
    ) -> None:
        request.check()
        self._rollout = rollout
        self._request = request
        self._titles = (title, title_zh)

    def __repr__(self) -> str:
        return f"<PageMap: {self._titles[0]!r}, {_size(len(self._page))}>"

    @cached_property
    def _page(self) -> bytes:
        return rollout_page(self._rollout, self._request, *self._titles)

    @property
    def html(self) -> str:
        """The page as text."""
        return self._page.decode()

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the page, whole or not at all, and return its path.

        >>> import pilotmap, tempfile, pathlib
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     pilotmap.load().map().save(pathlib.Path(folder, "map.html")).name
        'map.html'

        Raises
        ------
        StoreError
            If it cannot be written.
        """
        from ..store.replace import replace_alone

        target = Path(path)
        replace_alone(target, self._page)
        return target

    def _repr_html_(self) -> str:
        if len(self._page) > MOST_BYTES:
            return "".join(self._in_short())
        words = _TEXTS[self._request.lang]
        title = escape(self._titles[0])
        # JupyterLab shows a notebook that is not trusted without its frames: then the sentence
        # is seen, which the frame hides else.
        return (
            f'<div style="position:relative;width:100%;height:{_HEIGHT_PX}px">'
            f'<span style="position:absolute">{words["trust"]}</span>'
            f'<iframe srcdoc="{escape(self.html)}" title="{title}" allow="fullscreen" '
            'allowfullscreen style="position:absolute;inset:0;width:100%;height:100%;'
            f'border:0;background:#fff" width="100%" height="{_HEIGHT_PX}"></iframe></div>'
        )

    def _in_short(self) -> Iterator[str]:
        """Yield what is shown of a page that is too large: statements by unit, how to save it."""
        lang, rollout = self._request.lang, self._rollout
        words = _TEXTS[lang]
        counted: dict[str, int] = {}
        for item in rollout.evidence:
            for adcode in {place.adcode for world in item.worlds for place in world}:
                counted[adcode] = counted.get(adcode, 0) + 1
        most = sorted(counted, key=lambda adcode: (-counted[adcode], adcode))
        large = words["large"].format(size=_size(len(self._page)))
        yield f'<p>{escape(large)} <code>.save("map.html")</code></p><table><thead><tr>'
        yield f"<th>{words['unit']}</th><th>{words['statements']}</th></tr></thead><tbody>"
        for adcode in most[:_MOST_UNITS]:
            unit = rollout.tree.units[adcode]
            name = unit.name_zh if lang == "zh" else unit.name_en or unit.name_zh
            yield f"<tr><td>{escape(name)}</td><td>{counted[adcode]}</td></tr>"
        if len(most) > _MOST_UNITS:
            more = words["more"].format(n=len(most) - _MOST_UNITS)
            yield f'<tr><td colspan="2">{more}</td></tr>'
        yield "</tbody></table>"
        if rollout.years:
            counts = rollout.counts(rollout.years[-1], Level.PREFECTURE)
            yield f"<p>{rollout.years[-1]}: {escape(counts.sentence(lang))}</p>"


def _size(count: int) -> str:
    return f"{max(1, round(count / 1_000_000))} MB"
