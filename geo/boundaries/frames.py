"""Outlines as shapely polygons and as a GeoDataFrame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .topology import ANCESTORS

if TYPE_CHECKING:
    import geopandas
    import numpy as np
    import shapely
    from numpy.typing import NDArray

    from ..model import Level
    from .topology import Ring, Topology


def polygons(topology: Topology, level: Level) -> dict[str, shapely.MultiPolygon]:
    """Return the outlines of a level by adcode, in EPSG:4326; none if the level is absent."""
    import numpy as np
    import shapely

    def coordinates(ring: Ring) -> NDArray[np.float64]:
        points = np.array(topology.ring_points(ring), dtype=float)
        return points * topology.grid_deg + topology.origin

    return {
        adcode: shapely.MultiPolygon(
            [
                shapely.Polygon(coordinates(exterior), [coordinates(hole) for hole in holes])
                for exterior, *holes in outline.polygons
            ]
        )
        for adcode, outline in topology.outlines.get(level, {}).items()
    }


def frame(topology: Topology, level: Level) -> geopandas.GeoDataFrame:
    """Return the outlines of a level as a table.

    Returns
    -------
    units
        Indexed by `adcode`, in EPSG:4326; `name` is the official Chinese name, `prefecture` and
        `province` (as far as the level has them) are the adcodes of what the unit lies in,
        `label_lon` and `label_lat` a point for its label.
    """
    import geopandas
    import pandas

    outlines = topology.outlines.get(level, {})
    shapes = polygons(topology, level)
    columns: dict[str, list[Any]] = {"name": [outline.name for outline in outlines.values()]}
    for at, ancestor in enumerate(ANCESTORS[level]):
        columns[ancestor.value] = [outline.ancestors[at] for outline in outlines.values()]
    for at, column in enumerate(("label_lon", "label_lat")):
        columns[column] = [outline.label[at] for outline in outlines.values()]
    return geopandas.GeoDataFrame(
        columns,
        geometry=list(shapes.values()),
        index=pandas.Index(shapes, name="adcode"),
        crs="EPSG:4326",
    )
