"""The map of the last year as a small drawing, for readers whose browser runs no scripts."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

import numpy as np
import shapely

from ..boundaries.page import OUTLINE, unpacked_arcs, unpacked_rings
from ..model import Level
from .constants import palette

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from ..boundaries.page import PageTopology
    from ..boundaries.topology import Ring
    from .theme import Theme

WIDTH_PX = 500
_TOLERANCE_PX = 1.4
"""A border is drawn no further than this from where it lies."""
_LEAST_PX = 3
"""Parts of the land that are smaller are left out, but for those that are coloured."""
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
    sites: Sequence[tuple[float, float]] = ()
    """lon, lat of sites."""
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
    sheet = _Sheet(view.topology)
    parts = [
        f'<path fill="{paint["land"]}" d="{sheet.land()}"/>',
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
    dots = sheet.dots(view.sites)
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


class _Sheet:
    """Where the outlines of a page lie on the drawing, simplified arc by arc.

    Neighbours keep their common border, since it is one arc.
    """

    def __init__(self, topology: PageTopology) -> None:
        self._topology = topology
        # An arc that is shorter than the page's grid is a single point, and no line.
        arcs = [arc if len(arc) > 1 else arc.repeat(2, axis=0) for arc in unpacked_arcs(topology)]
        every = _albers(np.concatenate(arcs))
        (left, top), (right, bottom) = every.min(axis=0), every.max(axis=0)
        self._scale = (WIDTH_PX - 8) / (right - left)
        self._corner = np.array([left, top]) - 4 / self._scale
        self.height = math.ceil((bottom - top) * self._scale) + 8
        of_arc = np.repeat(np.arange(len(arcs)), [len(arc) for arc in arcs])
        lines = shapely.linestrings(self._on_sheet(every), indices=of_arc)
        kept, of_kept = shapely.get_coordinates(
            shapely.simplify(lines, _TOLERANCE_PX, preserve_topology=False), return_index=True
        )
        self._arcs = np.split(kept, np.flatnonzero(np.diff(of_kept)) + 1)
        self._rings = dict(zip(topology.adcodes, unpacked_rings(topology), strict=True))

    def _on_sheet(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        placed: NDArray[np.float64] = (points - self._corner) * self._scale
        return placed

    def land(self) -> str:
        """Return what the coast and the border of the country enclose, without what is not seen."""
        first, last = self._topology.kinds.get(OUTLINE, (0, 0))
        lines = [shapely.LineString(arc) for arc in self._arcs[first:last]]
        rings = shapely.get_parts(shapely.line_merge(shapely.MultiLineString(lines)))
        return "".join(
            _area(ring)
            for ring in map(shapely.get_coordinates, rings)
            if np.ptp(ring, axis=0).max() >= _LEAST_PX
        )

    def areas(self, adcodes: Iterable[str]) -> str:
        """Return units; nothing of those that have no outline."""
        drawn = (self._rings[code] for code in adcodes if code in self._rings)
        return "".join(
            _area(self._ring(ring)) for polygons in drawn for rings in polygons for ring in rings
        )

    def lines(self, kind: str) -> str:
        """Return the lines of a kind of arc."""
        first, last = self._topology.kinds.get(kind, (0, 0))
        return "".join(_path(arc) for arc in self._arcs[first:last])

    def dots(self, sites: Sequence[tuple[float, float]]) -> str:
        """Return sites as points; those that would lie on each other as one."""
        if not sites:
            return ""
        placed = self._on_sheet(_albers(np.array(sites)))
        cells = np.unique(np.round(placed / _DOT_PX).astype(int), axis=0) * _DOT_PX
        return "".join(f"M{x} {y}h0" for x, y in cells.tolist())

    def _ring(self, ring: Ring) -> NDArray[np.float64]:
        arcs = [self._arcs[each] if each >= 0 else self._arcs[~each][::-1] for each in ring]
        return np.concatenate([arcs[0][:1], *(arc[1:] for arc in arcs)])


def _area(ring: NDArray[np.float64]) -> str:
    return f"{_path(ring[:-1])}z"


def _path(points: NDArray[np.float64]) -> str:
    """Return a line as path data: whole pixels, each as its step from the one before."""
    pixels = np.round(points).astype(int)
    steps = np.diff(pixels, axis=0)
    steps = steps[steps.any(axis=1)]
    if not len(steps):
        steps = np.array([[1, 0]])
    x, y = pixels[0].tolist()
    walked = " ".join(f"{dx} {dy}" for dx, dy in steps.tolist()).replace(" -", "-")
    return f"M{x} {y}l{walked}"


def _albers(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Project lon, lat to east and south, in radii of the Earth, as `projection.js` does.

    Albers' equal-area conic, standard parallels 25° and 47° N, central meridian 105° E:
    J. P. Snyder, "Map Projections: A Working Manual", USGS Professional Paper 1395 (1987), 14-1 to
    14-11.
    """
    first, second, middle = (math.radians(degrees) for degrees in (25, 47, 105))
    n = (math.sin(first) + math.sin(second)) / 2
    c = math.cos(first) ** 2 + 2 * n * math.sin(first)
    lon, lat = np.radians(points).T
    rho = np.sqrt(c - 2 * n * np.sin(lat)) / n
    theta = n * (lon - middle)
    return np.column_stack([rho * np.sin(theta), rho * np.cos(theta)])
