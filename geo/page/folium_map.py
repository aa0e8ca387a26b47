"""The one module that talks to Folium; it gives Folium constants only.

branca, below Folium, compiles what it renders as a template, so a cell that reached it could run as
Python. None does: the map element is rendered first, data are put beside it afterwards.
"""

from __future__ import annotations

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
    return MapShell(figure.html.render(), figure.script.render())
