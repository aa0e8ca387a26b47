"""Measure placing points in counties beside geopandas.sjoin, and `pilotmap tally` as a whole.

`python tests/benchmarks/tally.py [ROWS]`. Of the points, 70 % lie around the labels of counties and
30 % anywhere in the frame of China. The goals: 5 million points a second and core, and 10 million
rows of Parquet to counties and years in 12 s on two cores, in 1.5 GB.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import geopandas
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from geo.boundaries import committed, load
from geo.boundaries.locate import Locator
from geo.model import Level

ROWS = 10_000_000
POINTS, FEW_POINTS = 2_000_000, 200_000
GROUP = 1_000_000


def points(count):
    """Return lon and lat of points, shuffled."""
    random = np.random.default_rng(1)
    labels = np.array([each.label for each in committed().outlines[Level.COUNTY].values()])
    near = labels[random.integers(0, len(labels), int(count * 0.7))]
    near = near + random.normal(0, 0.15, near.shape)
    anywhere = random.uniform((73, 3), (135, 54), (count - len(near), 2))
    every = np.vstack([near, anywhere])
    random.shuffle(every)
    return np.ascontiguousarray(every[:, 0]), np.ascontiguousarray(every[:, 1])


def spent(work):
    """Return the seconds of CPU that some work takes, the least of three."""
    times = []
    for _ in range(3):
        before = time.process_time()
        work()
        times.append(time.process_time() - before)
    return min(times)


def place():
    """Print points a second and core: our table of cells, and a spatial join."""
    locator = Locator(committed())
    began = time.process_time()
    _ = locator.cells
    sys.stdout.write(f"table of cells: built in {time.process_time() - began:.1f} s of CPU\n")
    lon, lat = points(POINTS)
    ours = POINTS / spent(lambda: locator.numbers_of(lon, lat)) / 1e6
    few = geopandas.GeoDataFrame(
        geometry=geopandas.points_from_xy(lon[:FEW_POINTS], lat[:FEW_POINTS]), crs=4326
    )
    counties = load("county")[["geometry"]]
    join = FEW_POINTS / spent(lambda: geopandas.sjoin(few, counties, predicate="intersects")) / 1e6
    sys.stdout.write(
        f"points to counties, million a second and core: {ours:.1f}; sjoin {join:.2f}\n"
    )


def count(rows):
    """Print what `pilotmap tally` of some rows takes."""
    random = np.random.default_rng(2)
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder, "log.parquet")
        lon, lat = points(rows)
        days = pa.array(random.integers(14_000, 20_000, rows).astype(np.int32)).cast(pa.date32())
        table = pa.table({"lon": lon, "lat": lat, "date": days})
        pq.write_table(table, log, row_group_size=GROUP)
        for engine in ("local", "dask"):
            before, began = os.times(), time.perf_counter()
            out = str(Path(folder, f"{engine}.parquet"))
            command = [sys.executable, "-m", "geo", "tally", str(log), "--out", out]
            subprocess.run([*command, "--engine", engine], check=True, capture_output=True)
            wall, after = time.perf_counter() - began, os.times()
            cpu = sum(after[2:4]) - sum(before[2:4])
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            sys.stdout.write(
                f"tally of {rows:,} rows, {engine}: {wall:.1f} s, {cpu:.1f} s of CPU, "
                f"at most {peak:.0f} MB in one process; load {os.getloadavg()[0]:.1f}\n"
            )


def main():
    """Print what both took."""
    place()
    count(int(float(sys.argv[1])) if len(sys.argv) > 1 else ROWS)


if __name__ == "__main__":
    main()
