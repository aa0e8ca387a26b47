"""`Rollout.explore`: a map of folium, to which people add layers of their own.

branca compiles what folium has rendered as a template a second time, and folium's tooltips take
text for markup. So each text of the data becomes character references before folium sees it, and
what our own script is handed is JSON in which every sign of a template is escaped.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..boundaries import committed
from ..export.frames import behind_status, evidence_of, year_of
from ..page.assets import say
from ..page.constants import constants
from .content import IN, IN_PART, OUT, POSSIBLE, UNKNOWN, Content, Look, years_within
from .ground import DASHES
from .wording import bounds_text, joined, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import folium

    from ..boundaries.topology import Outline, Topology
    from ..model import Level
    from ..rollout import Rollout
    from .content import YearView

_ASSETS = Path(__file__).parent / "assets"
_SIGNS = re.compile(r"[&<>\"'`{}$%#\\\u0000-\u001f\u2028\u2029]")
"""What means something to HTML, to a template of Jinja, or to a template literal of JavaScript."""
_DECIMALS = 3
"""Of degrees: 100 m, as fine as the coarse outlines are."""
_PLACE_KINDS = frozenset({"place", "placeOpen"})
_FIELDS = ("name", "status", "first", "sources")
_PLAIN = _FIELDS[:2]
"""What is told of a unit of which nobody said anything."""
_HEADINGS = ("table.name", "table.status", "table.first", "table.sources")
_COUNTRY_BOUNDS = [[17.5, 73.5], [53.6, 135.1]]
"""South-west and north-east of what a new map opens with, as (lat, lon)."""


@dataclass(frozen=True, slots=True)
class Explored:
    """How a map of folium is made."""

    lang: str = "en"
    tooltip: bool = True
    legend: bool = True
    name: str | None = None


def neutral(text: str) -> str:
    """Return a text so that HTML shows it as it is and no template or script sees a sign of its."""
    return _SIGNS.sub(lambda sign: f"&#{ord(sign[0])};", shown(text))


def explore(
    rollout: Rollout,
    years: Sequence[int] | None,
    level: Level,
    m: folium.Map | None,
    *,
    wanted: Explored,
    map_kwds: dict[str, Any],
) -> folium.Map:
    """Return a map with the units of a level in some years; see `Rollout.explore`."""
    import folium

    asked = years_within(rollout, [year_of(rollout, None)] if years is None else years, "year")
    content = Content(rollout, level, wanted.lang)
    views = [content.view(year) for year in asked]
    if m is None:
        m = folium.Map(**{"control_scale": True, **map_kwds})
        if not {"location", "zoom_start"}.intersection(map_kwds):
            m.fit_bounds(_COUNTRY_BOUNDS)
    outlines = _Outlines(committed().coarse(), level)
    _add_patterns(m, views, content)
    _add_layer(m, content, outlines, None, wanted, show=True)
    _add_dashes(m, outlines, content)
    layers = [
        _add_layer(m, content, outlines, view, wanted, show=at == len(views) - 1)
        for at, view in enumerate(views)
    ]
    if len(layers) > 1:
        names = [str(view.year) for view in views]
        _call(m, "years", [say(wanted.lang, "timeline.slider"), names], layers)
    whose = [say(wanted.lang, "about.boundaries"), say(wanted.lang, "about.unreviewed")]
    credit = joined(whose, wanted.lang)
    if wanted.legend:
        rows = [
            [entry.look.kind, _colour_of(content, entry.look), shown(entry.text)]
            for entry in content.legend(views)
            if entry.look.kind not in _PLACE_KINDS
        ]
        _call(m, "legend", [say(wanted.lang, "legend"), rows, credit])
    else:
        _call(m, "credit", [credit])
    return m


class _Outlines:
    """The coarse outlines of a level as coordinates of GeoJSON, longitude first."""

    def __init__(self, topology: Topology, level: Level) -> None:
        self._topology = topology
        self._outlines = topology.outlines.get(level, {})

    def geometry(self, adcode: str) -> dict[str, Any] | None:
        """Return the outline of a unit; None for one that is younger than the outlines."""
        outline = self._outlines.get(adcode)
        return None if outline is None else self._polygons(outline)

    def dashes(self) -> list[list[tuple[float, float]]]:
        """Return the nine-dash line as the outlines have it; perhaps none."""
        topology = self._topology
        return [
            [topology.degrees(point) for point in topology.ring_points(part)]
            for part in topology.lines.get(DASHES, ())
        ]

    def _polygons(self, outline: Outline) -> dict[str, Any]:
        topology = self._topology
        polygons = []
        for polygon in outline.polygons:
            rings = []
            for ring in polygon:
                points = (topology.degrees(point) for point in topology.ring_points(ring))
                rounded = dict.fromkeys(
                    (round(lon, _DECIMALS), round(lat, _DECIMALS)) for lon, lat in points
                )
                closed = [list(point) for point in rounded]
                rings.append([*closed, closed[0]])
            polygons.append(rings)
        return {"type": "MultiPolygon", "coordinates": polygons}


def _add_layer(
    m: folium.Map,
    content: Content,
    outlines: _Outlines,
    view: YearView | None,
    wanted: Explored,
    *,
    show: bool,
) -> Any:
    """Add the units that have a look in a year, and its sites; without a year, the plain ones."""
    import folium

    if view is None:
        units = list(content.rollout.tree.levels[content.level])
        looks = dict.fromkeys(units, Look(UNKNOWN))
        name = say(wanted.lang, "status.unknown")
    else:
        looks = view.areas
        name = wanted.name or str(view.year)
    features = list(_features(content, outlines, looks, view))
    styles = {feature["id"]: feature.pop("look") for feature in features}
    layer = folium.GeoJson(
        {"type": "FeatureCollection", "features": features},
        name=neutral(name),
        style_function=lambda feature: styles[feature["id"]],
        highlight_function=lambda _: {"weight": 2.5},
        marker=folium.CircleMarker(radius=5, fill=True),
        tooltip=_tooltip(wanted.lang, len(_PLAIN if view is None else _FIELDS))
        if wanted.tooltip and features
        else None,
        show=show,
    )
    layer.add_to(m)
    return layer


def _add_dashes(m: folium.Map, outlines: _Outlines, content: Content) -> None:
    import folium

    parts = outlines.dashes()
    if parts:
        line = {"color": content.palette.paper["outLine"], "weight": 2, "interactive": False}
        geometry = {"type": "MultiLineString", "coordinates": parts}
        folium.GeoJson(geometry, control=False, style_function=lambda _: line).add_to(m)


def _tooltip(lang: str, count: int) -> Any:
    import folium

    headings = [neutral(say(lang, each)) for each in _HEADINGS[:count]]
    return folium.GeoJsonTooltip(fields=list(_FIELDS[:count]), aliases=headings, sticky=True)


def _features(
    content: Content, outlines: _Outlines, looks: dict[str, Look], view: YearView | None
) -> Iterable[dict[str, Any]]:
    rollout, lang = content.rollout, content.lang
    for adcode, look in looks.items():
        geometry = outlines.geometry(adcode)
        if geometry is None:
            continue
        status = IN if look.kind == IN_PART else look.kind
        told = [
            shown(content.names.placed(content.rows[adcode], lang)),
            say(lang, f"status.{status}"),
        ]
        if view is not None:
            behind = behind_status(
                evidence_of(rollout, adcode), view.year, rollout.status(adcode, view.year)
            )
            told += [bounds_text(rollout.first_year(adcode), lang), behind.cited]
        yield {
            "type": "Feature",
            "id": adcode,
            "properties": dict(zip(_FIELDS, map(neutral, told), strict=False)),
            "geometry": geometry,
            "look": _style(content, look),
        }
    for at, spot in enumerate(view.sites if view else ()):
        status = IN if spot.look.kind == "site" else POSSIBLE
        told = [spot.name, say(lang, f"status.{status}"), "", spot.source]
        yield {
            "type": "Feature",
            "id": f"site-{at}",
            "properties": dict(zip(_FIELDS, map(neutral, told), strict=True)),
            "geometry": {"type": "Point", "coordinates": [spot.lon, spot.lat]},
            "look": _site_style(spot.look),
        }


def _colour_of(content: Content, look: Look) -> str:
    paper = content.palette.paper
    if look.kind == OUT:
        return paper["out"]
    if look.kind == IN_PART:
        return content.palette.on_land(look.colour, content.palette.part * content.strength)
    if look.kind in {IN, POSSIBLE}:
        return content.palette.on_land(look.colour, content.strength)
    return look.colour or paper["land"]


def _style(content: Content, look: Look) -> dict[str, Any]:
    """Return how Leaflet draws an area; a class gives a possible one its pattern."""
    paper, colour = content.palette.paper, _colour_of(content, look)
    line = {"color": paper["outLine"], "weight": 1}
    if look.kind == OUT:
        return {"fillColor": colour, "fillOpacity": 0.85, "color": paper["outLine"], "weight": 1.4}
    if look.kind == POSSIBLE:
        pattern = {"className": f"pilotmap-hatch-{look.colour[1:]}", "dashArray": "3 3"}
        return {**line, "fillColor": colour, "fillOpacity": 0.45, **pattern}
    strong = {IN: 0.85, IN_PART: 0.85}
    return {**line, "fillColor": colour, "fillOpacity": strong.get(look.kind, 0.25)}


def _site_style(look: Look) -> dict[str, Any]:
    if look.kind == "site":
        return {"fillColor": look.colour, "fillOpacity": 1, "color": "#ffffff", "weight": 1}
    return {"fillColor": "#ffffff", "fillOpacity": 1, "color": look.colour, "dashArray": "2 2"}


def _add_patterns(m: folium.Map, views: Sequence[YearView], content: Content) -> None:
    """Put the patterns of possible areas into the document, with our styles and script, once."""
    from branca.element import Element

    root: Any = m.get_root()
    known = constants("map/hatch")
    land, side, wide = content.palette.paper["land"], known["TILE_PX"], known["LINE_PX"]
    for colour in sorted(
        {look.colour for view in views for look in view.areas.values() if look.kind == POSSIBLE}
    ):
        name = f"pilotmap-hatch-{colour[1:]}"
        ground = content.palette.on_land(colour, known["GROUND"])
        line = content.palette.on_land(colour, content.strength)
        root.header.add_child(
            Element(f"<style>.{name} {{ fill: url(#{name}); fill-opacity: 1; }}</style>"),
            name=f"{name}-style",
        )
        root.html.add_child(
            Element(
                f'<svg width="0" height="0" style="position:absolute" aria-hidden="true"><defs>'
                f'<pattern id="{name}" width="{side}" height="{side}" '
                'patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
                f'<rect width="{side}" height="{side}" fill="{ground or land}"></rect>'
                f'<rect width="{wide}" height="{side}" fill="{line}"></rect>'
                "</pattern></defs></svg>"
            ),
            name=name,
        )
    style = (_ASSETS / "foliummap.css").read_text(encoding="utf-8")
    script = (_ASSETS / "foliummap.js").read_text(encoding="utf-8")
    root.header.add_child(Element(f"<style>{style}</style>"), name="pilotmap-style")
    # After Leaflet, which folium puts into the header, and before the map's own script.
    root.html.add_child(Element(f"<script>{script}</script>"), name="pilotmap-script")


def _call(m: folium.Map, function: str, values: list[Any], layers: Sequence[Any] = ()) -> None:
    """Let our script add something to the map once the layers before it are made."""
    from branca.element import MacroElement
    from folium.template import Template

    class Call(MacroElement):  # type: ignore[misc,unused-ignore]
        """A call of our script, with values as JSON and layers by their names."""

        _template = Template(
            "{% macro script(this, kwargs) %}"
            "pilotmapFolium.{{ this.function }}({{ this._parent.get_name() }}{{ this.values }}"
            "{{ this.layers }});"
            "{% endmacro %}"
        )

    made: Any = Call
    call = made()
    call._name = f"pilotmap_{function}"  # noqa: SLF001 (there is no public way)
    call.function = function
    call.values = "".join(f", {_as_script_json(value)}" for value in values)
    names = [layer.get_name() for layer in layers]
    call.layers = f", [{', '.join(names)}]" if names else ""
    m.add_child(call)


def _as_script_json(value: Any) -> str:
    """Write lists and texts as JSON in which no sign of a template or of markup stands."""
    written = json.dumps(value, ensure_ascii=True)
    return re.sub(r"[<>&`{}$%#']", lambda sign: f"\\u{ord(sign[0]):04x}", written)
