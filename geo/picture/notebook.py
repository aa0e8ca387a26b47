"""Our page as an object: a notebook shows it in a frame, `save` writes it.

A notebook stores what a cell shows, escaped, at every run: a page larger than `MOST_BYTES` is not
shown; what stands in its place is the counts of units and how to save the page.
"""

from __future__ import annotations

from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from ..model import Level

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator

    from ..rollout import Rollout
    from .page_request import PageRequest

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


class PageMap:
    """The interactive map of a rollout as one HTML page that asks the network nothing.

    Made by `Rollout.map`. A notebook shows it in a frame.
    """

    def __init__(
        self, rollout: Rollout, request: PageRequest, title: str, title_zh: str = ""
    ) -> None:
        self._rollout = rollout
        self._maker = request.ready()  # what contradicts itself is told where it is asked for
        self._lang = request.lang
        self._titles = (title, title_zh)

    def __repr__(self) -> str:
        return f"<PageMap: {self._titles[0]!r}, {_size(len(self._page))}>"

    @cached_property
    def _page(self) -> bytes:
        return self._maker.page(self._rollout, *self._titles)

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
        words = _TEXTS[self._lang]
        title = escape(self._titles[0])
        # JupyterLab shows a notebook that is not trusted without its frames: then the sentence
        # is seen, which the frame hides else.
        return (
            f'<div style="position:relative;width:100%;height:{_HEIGHT_PX}px">'
            f'<span style="position:absolute">{words["trust"]}</span>'
            f'<iframe srcdoc="{escape(self.html)}" title="{title}" allow="fullscreen" '
            'style="position:absolute;inset:0;width:100%;height:100%;'
            f'border:0;background:#fff" width="100%" height="{_HEIGHT_PX}"></iframe></div>'
        )

    def _in_short(self) -> Iterator[str]:
        """Yield what is shown of a page that is too large: statements by unit, how to save it."""
        lang, rollout = self._lang, self._rollout
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
