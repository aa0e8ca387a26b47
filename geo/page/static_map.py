"""The map of the last year as a small drawing, for readers whose browser runs no scripts."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from ..boundaries.page import unpacked_rings
from ..model import Level
from .constants import palette
from .drawn_outlines import WIDTH_PX, area, cells_of, digest_of, draw, kept_sheet, path

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..boundaries.page import PageTopology
    from ..boundaries.topology import Ring
    from .drawn_outlines import OutlineDrawing, Pixel
    from .theme import Theme

_DOT_PX = 4
"""Sites nearer to each other than this are one dot."""
_LINE = "nine_dash_line"
_USUAL = {
    "land": "#e7e4da",
    "line": "#ffffff",
    "ink": "#1c1e20",
    "outLine": "#a3a092",
    "in": palette(set()).of_year(0),
}


@dataclass(frozen=True, slots=True)
class StaticView:
    """What a page opens with, for those who see no script at work."""

    alt: str
    """What is seen on the map, in words."""
    topology: PageTopology
    areas: Mapping[str, str] = field(default_factory=dict)
    """`in`, `possible` or `out` by adcode of the units that have one of these statuses."""
    lon: Sequence[float] = ()
    lat: Sequence[float] = ()
    """Of sites."""
    words: Mapping[str, str] = field(default_factory=dict)
    """What the colours stand for, by status."""


def figure_html(view: StaticView, theme: Theme | None = None) -> str:
    """Return the drawing with its words below it, in the colours of a theme."""
    colours: dict[str, str] = {}
    if theme:
        light = theme.as_json()["light"]
        colours = {**light["paper"], **({"in": light["years"][-1]} if light["years"] else {})}
    drawing = static_map(view, colours)
    return f"<figure>{drawing}<figcaption>{escape(view.alt)}</figcaption></figure>"


def static_map(view: StaticView, colours: Mapping[str, str] | None = None) -> str:
    """Return the drawing as SVG markup: land, borders of provinces, statuses, sites.

    Parameters
    ----------
    view
        What is drawn; its `alt` is the drawing's text alternative.
    colours
        By role, `land`, `line`, `ink`, `outLine`, `in`; those of pilotmap where left out.
    """
    paint = {**_USUAL, **(colours or {})}
    sheet = _Drawn(view.topology)
    parts = [
        f'<path fill="{paint["land"]}" d="{sheet.land}"/>',
        f'<path fill="none" stroke="{paint["line"]}" d="{sheet.lines(Level.PROVINCE)}"/>',
        f'<path fill="none" stroke="{paint["outLine"]}" d="{sheet.lines(_LINE)}"/>',
    ]
    looks = {
        "out": f'fill="none" stroke="{paint["outLine"]}"',
        "possible": f'fill="url(#static-possible)" stroke="{paint["line"]}" stroke-width=".5"',
        "in": f'fill="{paint["in"]}" stroke="{paint["line"]}" stroke-width=".5"',
    }
    for status, look in looks.items():
        drawn = sheet.areas(code for code, found in view.areas.items() if found == status)
        if drawn:
            parts.append(f'<path {look} d="{drawn}"/>')
    dots = sheet.dots(view.lon, view.lat)
    if dots:
        look = f'stroke="{paint["ink"]}" stroke-width="{_DOT_PX}" stroke-linecap="round"'
        parts.append(f'<path {look} d="{dots}"/>')
    pattern = (
        '<pattern id="static-possible" width="5" height="5" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><path fill="{paint["land"]}" d="M0 0h5v5H0z"/>'
        f'<path fill="{paint["in"]}" d="M0 0h2v5H0z"/></pattern>'
    )
    legend, height = _legend(view, looks, paint, sheet.height)
    return (
        f'<svg class="static-map" viewBox="0 0 {WIDTH_PX} {height}" role="img" '
        f'aria-label="{escape(view.alt)}"><defs>{pattern}</defs>{"".join(parts)}{legend}</svg>'
    )


def _legend(
    view: StaticView, looks: Mapping[str, str], paint: Mapping[str, str], top: int
) -> tuple[str, int]:
    """Return what the colours mean, a line for each that stands on the map, and where it ends."""
    shown = [status for status in ("in", "possible", "out") if status in view.areas.values()]
    items = []
    bottom = top + 8
    for status in shown:
        items.append(
            f'<path {looks[status]} d="M4 {bottom}h24v14h-24z"/>'
            f'<text x="36" y="{bottom + 13}" font-size="15" fill="{paint["ink"]}">'
            f"{escape(view.words.get(status, ''))}</text>"
        )
        bottom += 24
    return "".join(items), bottom


def sheet_of(topology: PageTopology) -> OutlineDrawing:
    """Return the outlines of a page on the drawing: as they are kept, or drawn anew."""
    kept = kept_sheet()
    if kept.digest == digest_of(topology):
        return kept
    return draw(topology)


class _Drawn:
    """The outlines of a page as path data, from where they lie on the drawing."""

    def __init__(self, topology: PageTopology) -> None:
        self._topology = topology
        self._sheet = sheet = sheet_of(topology)
        self.land, self.height = sheet.land, sheet.height
        self._rings = dict(zip(topology.adcodes, unpacked_rings(topology), strict=True))

    def areas(self, adcodes: Iterable[str]) -> str:
        """Return units; nothing of those that have no outline."""
        drawn = (self._rings[code] for code in adcodes if code in self._rings)
        return "".join(
            area(self._ring(ring)) for polygons in drawn for rings in polygons for ring in rings
        )

    def lines(self, kind: str) -> str:
        """Return the lines of a kind of arc."""
        first, last = self._topology.kinds.get(kind, (0, 0))
        return "".join(map(path, self._sheet.arcs[first:last]))

    def dots(self, lon: Sequence[float], lat: Sequence[float]) -> str:
        """Return sites as points; those that would lie on each other as one."""
        if not lon:
            return ""
        cells = cells_of(lon, lat, self._sheet, _DOT_PX)
        return "".join(f"M{x} {y}h0" for x, y in cells)

    def _ring(self, ring: Ring) -> list[Pixel]:
        arcs = [self._sheet.arc(each) for each in ring]
        return [*arcs[0][:1], *(point for arc in arcs for point in arc[1:])]
