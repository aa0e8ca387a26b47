"""Join points to outlines with other engines: `python joins.py ENGINE POINTS OUTLINES`.

This file runs in the peers' environment. POINTS is a Parquet file with `lon` and `lat`, OUTLINES
one with `adcode` and `wkb`. Both are read before; the CPU of three joins on one thread is taken,
and the least printed with the number of pairs, as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

JOIN = "SELECT count(*) FROM points AS p JOIN outlines AS o ON ST_Intersects(o.shape, p.shape)"


def duckdb(points: str, outlines: str) -> Callable[[], int]:
    """Return the join by DuckDB; its spatial extension comes from a package, not from a network."""
    import duckdb
    import duckdb_extension_spatial

    (extension,) = Path(duckdb_extension_spatial.__file__).parent.rglob("*.duckdb_extension")
    base = duckdb.connect(config={"threads": 1})
    base.load_extension(str(extension))
    base.execute(f"CREATE TABLE points AS SELECT ST_Point(lon, lat) AS shape FROM '{points}'")
    base.execute(f"CREATE TABLE outlines AS SELECT ST_GeomFromWKB(wkb) AS shape FROM '{outlines}'")
    return lambda: int(base.sql(JOIN).fetchall()[0][0])


def sedonadb(points: str, outlines: str) -> Callable[[], int]:
    """Return the join by SedonaDB."""
    import sedonadb

    base = sedonadb.connect()
    base.sql("SET datafusion.execution.target_partitions = 1").execute()
    for name, path, shape in (
        ("points", points, "ST_Point(lon, lat)"),
        ("outlines", outlines, "ST_GeomFromWKB(wkb)"),
    ):
        base.read_parquet(path).to_view("file", overwrite=True)
        base.sql(f"SELECT {shape} AS shape FROM file").to_memtable().to_view(name)
    return lambda: int(base.sql(JOIN).to_pandas().iloc[0, 0])


def geopandas(points: str, outlines: str) -> Callable[[], int]:
    """Return the join by geopandas."""
    import geopandas as gpd
    import pandas as pd

    rows, units = pd.read_parquet(points), pd.read_parquet(outlines)
    left = gpd.GeoDataFrame(geometry=gpd.points_from_xy(rows.lon, rows.lat), crs=4326)
    right = gpd.GeoDataFrame(geometry=gpd.GeoSeries.from_wkb(units.wkb), crs=4326)
    return lambda: len(gpd.sjoin(left, right, predicate="intersects"))


if __name__ == "__main__":
    join = globals()[sys.argv[1]](*sys.argv[2:])
    times = []
    for _ in range(3):
        began = time.process_time()
        pairs = join()
        times.append(time.process_time() - began)
    sys.stdout.write(json.dumps({"cpu_s": min(times), "pairs": pairs}))
