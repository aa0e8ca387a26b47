"""Put a page together: empty map, styles, scripts, data, and the policy that keeps all else out.

The empty map is rendered by Folium once and kept beside the page's other parts: it depends on
constants alone, and importing Folium takes three quarters of the time in which a small page is
built. `make shell` renders it anew; a test compares.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from . import assets
from .assets import join
from .leaflet import leaflet_script, leaflet_style
from .packing import packed_json
from .plain import (
    address_elements,
    as_script_json,
    dataset_element,
    description,
    image_elements,
    plain_html,
    titled,
)
from .static_map import figure_html

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .contract import Payload
    from .plain import PlainRow
    from .static_map import StaticView
    from .theme import Theme
    from .tiles import Tiles


_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_OWN_SIGNS = frozenset("·–—…’“”天地图")  # the last three are the origin of the outlines
_AT_ONCE = "//# allFunctionsCalledOnLoad\n"
"""Told to a browser: nearly all functions of a script are called as the page opens. Others than
Chromium read them for their syntax first, and again when they are called."""
_TOOLS = {"main": "tools", "counts": "counttools"}
LOCALES = {"en": "en", "zh": "zh-CN"}


@dataclass(frozen=True, slots=True)
class PageOptions:
    """What is not in the payload: how the page is drawn."""

    lang: str = "en"
    tiles: Tiles | None = None
    """A basemap below the outlines; None, as usual: no tiles, no network."""
    boundaries: str = ""
    """Name of the file the outlines come from; empty for the committed ones."""
    url: str = ""
    """The address at which the page will be published, if known."""
    image_url: str = ""
    """The address of a picture of the page, for previews elsewhere; empty: none."""
    theme: Theme | None = None
    """The look of a house; None: the usual one."""


def build_page(
    payload: Payload,
    rows: Iterable[PlainRow],
    options: PageOptions,
    view: StaticView | None = None,
) -> bytes:
    """Return the page as one HTML file; the same payload and options give the same bytes.

    Parameters
    ----------
    payload
        The columns of a `pilotmap.payload.PageContent`.
    rows
        Its rows for readers without scripts, in the language of `options`.
    options
        How it is drawn.
    view
        What it opens with, in words and drawn without scripts; None: neither stands in it.
    """
    blocks = payload["blocks"]
    columns: dict[str, Any] = {name: value for name, value in payload.items() if name != "blocks"}
    columns["tiles"] = options.tiles.as_json() if options.tiles else None
    columns["boundaries"] = options.boundaries
    columns["theme"] = options.theme.as_json() if options.theme else None
    kind = "counts" if "counts" in payload else "main"
    shell = map_shell("EPSG3857" if options.tiles else "Albers")
    themed = [options.theme.style()] if options.theme else []
    styles = [leaflet_style(), assets.styles(kind), *themed]
    leaflet = leaflet_script(has_tiles=bool(options.tiles))
    scripts = [leaflet, _AT_ONCE + join(assets.modules(), kind), shell.script]
    tools = join(assets.modules(), _TOOLS[kind], beside=kind)
    # What the first picture is made of: outlines, counts, the first block of texts.
    early = len(blocks["outlines"]) + len(blocks.get("counts", ())) + 1
    parts = _block_elements(blocks)
    title = titled(payload["text"], options.lang)
    figure = figure_html(view, options.theme) if view else ""
    head = (
        address_elements(options.url),
        image_elements(options.image_url, view.alt if view else title),
        dataset_element(payload, options.lang),
    )
    data = (  # as they are: that packs better than what is compressed on its own before
        data_element("strings", as_script_json(_strings(kind))),
        data_element("payload", json.dumps(packed_json(columns))),
        *islice(parts, early),
    )
    slots = {
        "lang": LOCALES[options.lang],
        "title": html.escape(title),
        "description": html.escape(description(payload, options.lang)),
        "policy": content_policy(styles, [*scripts, tools], options.tiles),
        "head": "".join(head),
        "card": "summary_large_image" if options.image_url else "summary",
        "styles": "\n".join(f"<style>{style}</style>" for style in styles),
        "map": shell.html,
        "static": plain_html(payload, rows, options.lang, options.boundaries, figure),
        "data": "\n".join(data),
        "scripts": "\n".join(_script_elements(scripts, tools)),
    }
    return _written(slots, parts)


def _written(slots: dict[str, str], parts: Iterable[str]) -> bytes:
    """Return the page; the texts of a million rows are not copied once more than they must be."""
    before, after = assets.text("page.html").split("@@later@@")
    page = BytesIO()
    page.write(_encoded(fill_slots(before, slots)))
    for number, part in enumerate(parts):
        page.write(f"\n{part}".encode("ascii") if number else part.encode("ascii"))
    page.write(_encoded(fill_slots(after, slots)))
    return page.getvalue()


def _encoded(markup: str) -> bytes:
    """Return markup as UTF-8, or as ASCII where only our own signs are not, by their numbers.

    For one sign that is not ASCII a browser takes the half megabyte around it twice as large, and
    twice as long to decode. Texts of the project stay as they are: its page can be searched for
    them. Styles and scripts are ASCII as they are, for there numbers mean nothing.
    """
    if set(_NOT_ASCII.findall(markup)) <= _OWN_SIGNS:
        return markup.encode("ascii", "xmlcharrefreplace")
    return markup.encode("utf-8")


def _strings(kind: str) -> dict[str, Any]:
    """Return the words of the page by language, with those for counts where there are any."""
    strings: dict[str, Any] = {lang: assets.strings(lang) for lang in assets.LANGUAGES}
    if kind == "counts":
        return {lang: told | assets.count_strings(lang) for lang, told in strings.items()}
    return strings


def data_element(name: str, content: str) -> str:
    """Return a script element that holds data and is never run."""
    return f'<script type="application/json" id="pilotmap-{name}">{content}</script>'


def _script_elements(scripts: list[str], tools: str) -> Iterator[str]:
    """Return the scripts; before the last, which starts the page, one that it runs later."""
    for script in scripts[:-1]:
        yield f"<script>{script}</script>"
    yield f'<script type="text/plain" id="pilotmap-tools">{tools}</script>'
    yield f"<script>{scripts[-1]}</script>"


def _block_elements(blocks: dict[str, list[str]]) -> Iterator[str]:
    """Return an element per block of texts: the reader's browser looks at one when it needs it."""
    for store, packed in blocks.items():
        for number, block in enumerate(packed):
            yield data_element(f"{store}-{number}", f'"{block}"')  # base 85: nothing to escape


def fill_slots(template: str, slots: dict[str, str]) -> str:
    """Fill the slots `@@name@@` of our shell in one pass: what fills a slot is not searched."""
    parts = template.split("@@")
    parts[1::2] = [slots[name] for name in parts[1::2]]
    return "".join(parts)


def content_policy(styles: list[str], scripts: list[str], tiles: Tiles | None) -> str:
    """Return the Content-Security-Policy: our scripts and styles by their hashes, nothing else."""
    images = " ".join(["data: blob:", *([tiles.origin] if tiles else [])])
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {_hashes(scripts)}",
            f"style-src {_hashes(styles)}",
            f"img-src {images}",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _hashes(texts: Iterable[str]) -> str:
    """Return the CSP sources for inline texts, as a browser sees them: with LF line ends."""
    digests = (hashlib.sha256(text.encode("utf-8")).digest() for text in texts)
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


MAP_ID = "map_pilotmap"
_MIDDLE_OF_CHINA_LAT_LON = (36.0, 104.0)
_SMALLEST_ZOOM, _LARGEST_ZOOM = 2, 12


class MapShell(NamedTuple):
    """What Folium rendered: the element that holds the map, and the script that makes it."""

    html: str
    script: str


def render_map(crs: str) -> MapShell:
    """Render an empty Leaflet map in a projection, and hand it to our script.

    Parameters
    ----------
    crs
        Name of a coordinate reference system in `L.CRS`.
    """
    import folium
    import rjsmin
    from branca.element import MacroElement
    from folium.template import Template

    class Start(MacroElement):  # type: ignore[misc,unused-ignore]
        """Hand the map to `pilotmap.start`, which our script defined before it."""

        _template = Template(
            "{% macro script(this, kwargs) %}"
            "pilotmap.start({{ this._parent.get_name() }});"
            "{% endmacro %}"
        )

    leaflet_map = folium.Map(
        location=_MIDDLE_OF_CHINA_LAT_LON,
        zoom_start=4,
        tiles=None,
        crs=crs,
        zoom_control=False,
        attribution_control=False,
        min_zoom=_SMALLEST_ZOOM,
        max_zoom=_LARGEST_ZOOM,
        zoom_snap=0,
        zoom_delta=0.75,
        wheel_px_per_zoom_level=90,
        keyboard=True,
        bounce_at_zoom_limits=False,
        track_resize=False,  # the page fits the map anew, and must be the first to see its new size
    )
    # Folium names its elements at random; the same map must give the same bytes.
    leaflet_map._id = MAP_ID.removeprefix("map_")  # noqa: SLF001 -- there is no public way
    start: Any = Start
    leaflet_map.add_child(start(), name="start")
    figure: Any = leaflet_map.get_root()
    figure.render()
    return MapShell(figure.html.render().strip(), rjsmin.jsmin(figure.script.render()))


_RENDERED = Path(__file__).parent / "assets" / "shell.json"
PROJECTIONS = ("Albers", "EPSG3857")
"""What a page is drawn in: our own projection, or that of tiles."""


@cache
def map_shell(crs: str) -> MapShell:
    """Return the empty map in one of `PROJECTIONS`, as it was rendered."""
    return MapShell(**json.loads(_RENDERED.read_bytes())[crs])


def rendered_shells() -> str:
    """Return the content of the file: the map in each projection, rendered by Folium now."""
    shells = {crs: render_map(crs)._asdict() for crs in PROJECTIONS}
    return json.dumps(shells, indent=4, sort_keys=True) + "\n"


def write_shells() -> None:
    """Render the map anew and keep it."""
    _RENDERED.write_text(rendered_shells(), encoding="utf-8", newline="\n")
