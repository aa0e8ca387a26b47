"""A rollout with its outlines: GeoJSON, GeoPackage, FlatGeobuf, GeoParquet.

Each function returns the bytes of a whole file; the same rollout gives the same bytes. Attribution
and licence stand in the file.
"""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import UsageError
from .frames import (
    ATTRIBUTION,
    LICENCE,
    sites_frame,
    sources_frame,
    statements_frame,
    units_frame,
)
from .tabular import NO_TIME, json_bytes, plain_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model import Level
    from ..rollout import Rollout


def geojson_file(rollout: Rollout, years: Sequence[int], level: Level) -> bytes:
    """Return the units as GeoJSON after RFC 7946: WGS 84, outer rings counter-clockwise.

    The id of a feature is the adcode, with the year where there are several; blanks are null.
    Attribution and licence are foreign members.
    """
    import shapely

    units = units_frame(rollout, years, level)
    outlines = shapely.orient_polygons(units.geometry.to_numpy(), exterior_cw=False)
    table = units.drop(columns="geometry").reset_index()
    features = [
        {
            "type": "Feature",
            "id": row["adcode"] if len(years) == 1 else f"{row['adcode']}-{row['year']}",
            "properties": row,
            "geometry": None if outline is None else shapely.geometry.mapping(outline),
        }
        for row, outline in zip(plain_rows(table), outlines, strict=True)
    ]
    about = {
        "attribution": ATTRIBUTION,
        "licence": LICENCE,
        "years": [years[0], years[-1]],
        "level": level.value,
    }
    return json_bytes({"type": "FeatureCollection", **about, "features": features}, indent=None)


def gpkg_file(rollout: Rollout, years: Sequence[int], level: Level) -> bytes:
    """Return a GeoPackage: layers of units and sites, tables of statements and sources, about."""
    import pandas
    import pyogrio

    units = units_frame(rollout, years, level).reset_index()
    units["status"] = units["status"].astype(str)
    layers = {
        "units": units,
        "sites": sites_frame(rollout),
        "statements": statements_frame(rollout),
        "sources": sources_frame(rollout),
        "about": pandas.DataFrame({"attribution": [ATTRIBUTION], "licence": [LICENCE]}),
    }
    kinds = {"units": "MultiPolygon", "sites": "Point"}
    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": NO_TIME.replace("Z", ".000Z")})
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "rollout.gpkg"
            for name, table in layers.items():
                pyogrio.write_dataframe(
                    table,
                    path,
                    layer=name,
                    driver="GPKG",
                    append=path.exists(),
                    geometry_type=kinds.get(name),
                )
            return path.read_bytes()
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})


def fgb_file(rollout: Rollout, years: Sequence[int], level: Level) -> bytes:
    """Return the units with their outlines as FlatGeobuf; units without an outline are not in it.

    The format can hold features without a geometry only where none has an index in space.
    """
    import pyogrio

    units = units_frame(rollout, years, level).reset_index()
    units["status"] = units["status"].astype(str)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "units.fgb"
        pyogrio.write_dataframe(
            units[units.geometry.notna()],
            path,
            driver="FlatGeobuf",
            geometry_type="MultiPolygon",
            DESCRIPTION=f"{ATTRIBUTION} {LICENCE}",
        )
        return path.read_bytes()


def parquet_file(rollout: Rollout, years: Sequence[int], level: Level) -> bytes:
    """Return the units as GeoParquet 1.1 with a covering of bounding boxes.

    See https://geoparquet.org/releases/v1.1.0/. Attribution and licence are metadata of the file.

    Raises
    ------
    UsageError
        If pyarrow is not installed.
    """
    try:
        import pyarrow.parquet
    except ImportError:
        message = 'parquet needs pyarrow; install it with: pip install "pilotmap[parquet]"'
        raise UsageError(message) from None
    units = units_frame(rollout, years, level).reset_index()
    units.attrs = {}  # pandas would write them among its own metadata
    file = io.BytesIO()
    units.to_parquet(file, index=False, schema_version="1.1.0", write_covering_bbox=True)
    table = pyarrow.parquet.read_table(file)
    about = {"attribution": ATTRIBUTION, "licence": LICENCE}
    table = table.replace_schema_metadata({**table.schema.metadata, **about})
    made = io.BytesIO()
    pyarrow.parquet.write_table(table, made, compression="zstd")
    return made.getvalue()
