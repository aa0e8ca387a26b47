"""What a user of each peer writes to draw the same rows: `python makers.py PEER DATA PAGE`.

This file runs in the peers' environment, which has nothing of pilotmap. `sites` peers read the CSV
table, `units` peers the GeoJSON file. No map has a background of tiles, which would need a network.
Where a peer can draw on a canvas, or without an animation between two years, it does.
"""

from __future__ import annotations

import json
import sys
from calendar import timegm
from importlib.metadata import distributions
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import folium
    import pandas as pd

YEARS = range(2010, 2025)
CENTRE, ZOOM = (35, 104), 4
PALETTE = (
    "#440154", "#481a6c", "#472f7d", "#414487", "#39568c", "#31688e", "#2a788e", "#23888e",
    "#1f988b", "#22a884", "#35b779", "#54c568", "#7ad151", "#a5db36", "#d2e21b",
)  # fmt: skip
COLOURS = dict(zip(YEARS, PALETTE, strict=True))


def read(path: str) -> pd.DataFrame:
    """Return the rows: id, name, lon, lat, year and text."""
    import pandas as pd

    return pd.read_csv(path, keep_default_na=False)


def empty_map(*, canvas: bool = True) -> folium.Map:
    """Return a map of China without tiles."""
    import folium

    return folium.Map(location=CENTRE, zoom_start=ZOOM, tiles=None, prefer_canvas=canvas)


def words(row: Any) -> str:
    """Return what a popup says of a row; no text of these data holds markup."""
    return f"<b>{row.name}</b><br>{row.year}<br>{row.text}"


def folium_naive(data: str, page: str) -> None:
    """Draw a marker with a popup for each place, a group of layers for each year."""
    import folium

    drawn = empty_map()
    for year, rows in read(data).groupby("year"):
        group = folium.FeatureGroup(name=str(year)).add_to(drawn)
        for row in rows.itertuples():
            popup = folium.Popup(words(row), max_width=320)
            folium.CircleMarker(
                (row.lat, row.lon), radius=4, weight=1, color=COLOURS[row.year], popup=popup
            ).add_to(group)
    folium.LayerControl(collapsed=False).add_to(drawn)
    drawn.save(page)


def features(data: str, **of_row: Any) -> dict[str, Any]:
    """Return the rows as GeoJSON, with the properties that the functions make of each row."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": (row.lon, row.lat)},
                "properties": {"popup": words(row)} | {key: of(row) for key, of in of_row.items()},
            }
            for row in read(data).itertuples()
        ],
    }


def folium_timestamped(data: str, page: str) -> None:
    """Draw the places of one year at a time by TimestampedGeoJson."""
    from folium.plugins import TimestampedGeoJson

    def style(row: Any) -> dict[str, Any]:
        colour = COLOURS[row.year]
        return {"color": colour, "fillColor": colour, "fillOpacity": 0.7, "weight": 1, "radius": 4}

    layer = TimestampedGeoJson(
        features(
            data, time=lambda row: f"{row.year}-01-01", icon=lambda _: "circle", iconstyle=style
        ),
        period="P1Y",
        duration="P1M",
        auto_play=False,
        loop=False,
        add_last_point=False,
        date_options="YYYY",
    )
    layer.add_to(drawn := empty_map())
    drawn.save(page)


def folium_timeline(data: str, page: str) -> None:
    """Draw the places of one year at a time by Timeline and its slider."""
    from folium.plugins import Timeline, TimelineSlider
    from folium.utilities import JsCode

    circle = JsCode(
        "(feature, at) => L.circleMarker(at, {radius: 4, weight: 1, color: feature.properties.c})"
        ".bindPopup(feature.properties.popup)"
    )
    rows = features(
        data,
        start=lambda row: row.year,
        end=lambda row: row.year + 0.5,
        c=lambda row: COLOURS[row.year],
    )
    line = Timeline(rows, point_to_layer=circle).add_to(drawn := empty_map())
    slider = TimelineSlider(auto_play=False, steps=15, start=YEARS[0], end=YEARS[-1])
    slider.add_timelines(line).add_to(drawn)
    drawn.save(page)


def geopandas_explore(data: str, page: str) -> None:
    """Draw all places by `GeoDataFrame.explore`, which has no control for the year."""
    import geopandas as gpd

    rows = read(data)
    frame = gpd.GeoDataFrame(rows, geometry=gpd.points_from_xy(rows.lon, rows.lat), crs=4326)
    drawn = frame.explore(
        column="year",
        tiles=None,
        tooltip=["name", "year"],
        popup=["name", "year", "text"],
        marker_kwds={"radius": 4},
    )
    drawn.save(page)


def plotly(data: str, page: str) -> None:
    """Draw the places of one year at a time by `plotly.express.scatter_geo`."""
    import plotly.express as px

    figure = px.scatter_geo(
        read(data).sort_values("year"),
        lat="lat",
        lon="lon",
        animation_frame="year",
        hover_name="name",
        hover_data=["text"],
        scope="asia",
    )
    figure.write_html(page, include_plotlyjs="cdn", auto_play=False)


def pyecharts(data: str, page: str) -> None:
    """Draw the places of one year at a time: a Timeline of Geo charts."""
    from pyecharts import options
    from pyecharts.charts import Geo, Timeline

    size = options.InitOpts(width="1200px", height="800px")
    line = Timeline(init_opts=size).add_schema(is_auto_play=False)
    for year, rows in read(data).groupby("year"):
        chart = Geo().add_schema(maptype="china")
        for row in rows.itertuples():
            chart.add_coordinate(row.id, row.lon, row.lat)
        values = [(row.id, f"{row.name} {row.year} {row.text}") for row in rows.itertuples()]
        chart.add("", values, symbol_size=6, color=COLOURS[year])
        chart.set_series_opts(label_opts=options.LabelOpts(is_show=False))
        line.add(chart, str(year))
    line.options["baseOption"]["animation"] = False  # half a second, which a reader may turn off
    line.render(page)


def kepler(data: str, page: str) -> None:
    """Draw all places by kepler.gl."""
    from keplergl import KeplerGl

    rows = read(data)
    rows["time"] = rows.year.astype(str) + "-01-01 00:00:00"
    KeplerGl(height=800, data={"places": rows}).save_to_html(file_name=page)


def lonboard(data: str, page: str) -> None:
    """Draw all places by lonboard; another year needs Python beside the page."""
    import geopandas as gpd
    from lonboard import Map, ScatterplotLayer

    rows = read(data)
    frame = gpd.GeoDataFrame(rows, geometry=gpd.points_from_xy(rows.lon, rows.lat), crs=4326)
    Map(ScatterplotLayer.from_geopandas(frame, radius_min_pixels=3)).to_html(page)


def folium_choropleth(data: str, page: str) -> None:
    """Colour units by their first year through TimeSliderChoropleth."""
    from folium.plugins import TimeSliderChoropleth

    units = json.loads(Path(data).read_text(encoding="utf-8"))
    moments = {year: str(timegm((year, 1, 1, 0, 0, 0))) for year in YEARS}

    def style(first: int, year: int) -> dict[str, Any]:
        return {"color": COLOURS[first] if first <= year else "#eeeeee", "opacity": 0.8}

    styles = {
        unit["id"]: {moments[year]: style(unit["properties"]["year"], year) for year in YEARS}
        for unit in units["features"]
    }
    layer = TimeSliderChoropleth(units, styledict=styles, date_options="YYYY")
    layer.add_to(drawn := empty_map(canvas=False))  # it styles elements of SVG
    drawn.save(page)


def versions(*names: str) -> None:
    """Print the versions of those distributions that are installed here, as JSON."""
    found = {each.name: each.version for each in distributions() if each.name in names}
    sys.stdout.write(json.dumps(dict(sorted(found.items()))))


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
