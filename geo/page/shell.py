"""The empty map as Folium renders it: rendered once, and kept beside the page's other parts.

It depends on the constants here alone, and importing Folium takes three quarters of the time in
which a small page is built. `make shell` renders it anew; a test compares.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

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


def rendered() -> str:
    """Return the content of the file: the map in each projection, rendered by Folium now."""
    shells = {crs: render_map(crs)._asdict() for crs in PROJECTIONS}
    return json.dumps(shells, indent=4, sort_keys=True) + "\n"


def write() -> None:
    """Render the map anew and keep it."""
    _RENDERED.write_text(rendered(), encoding="utf-8", newline="\n")
