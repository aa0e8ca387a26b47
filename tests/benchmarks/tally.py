"""Measure placing points in counties beside other engines, and `pilotmap tally` as a whole.

`python -m tests.benchmarks.tally [ROWS] [--record]`. Of the points, 70 % lie around the labels of
counties and 30 % anywhere in the frame of China; every engine gets the same points and outlines,
read before, and one thread. The goals: 5 million points a second and core, and 10 million rows of
Parquet to counties and years in 12 s on two cores, in 1.5 GB; a Dask cluster of two workers at
least 0.6 times as fast as two processes. `--record` keeps the figures in `docs/benchmarks.json`.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from geo.boundaries import committed, load
from geo.boundaries.locate import Locator
from geo.model import Level

from .peers import results
from .peers.catalogue import Desk
from .peers.process import run

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .peers.results import Rate

ROWS = 10_000_000
POINTS = 2_000_000
GROUP = 1_000_000
LONGEST_S = 900
JOINS = Path(__file__).parent / "peers" / "joins.py"
ENGINES = {
    "geopandas": "geopandas.sjoin",
    "duckdb": "DuckDB spatial",
    "sedonadb": "SedonaDB",
}


def points(count: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return lon and lat of points, shuffled."""
    random = np.random.default_rng(1)
    labels = np.array([each.label for each in committed().outlines[Level.COUNTY].values()])
    near = labels[random.integers(0, len(labels), int(count * 0.7))]
    near = near + random.normal(0, 0.15, near.shape)
    anywhere = random.uniform((73, 3), (135, 54), (count - len(near), 2))
    every = np.vstack([near, anywhere])
    random.shuffle(every)
    return np.ascontiguousarray(every[:, 0]), np.ascontiguousarray(every[:, 1])


def place(desk: Desk, folder: Path, count: int) -> list[Rate]:
    """Return points a second and core: our table of cells, and the joins of others."""
    work = f"{count:,} points to counties, one core"
    locator = Locator(committed())
    began = time.process_time()
    _ = locator.cells
    built = time.process_time() - began
    lon, lat = points(count)
    times = []
    for _ in range(3):
        began = time.process_time()
        locator.numbers_of(lon, lat)
        times.append(time.process_time() - began)
    who = f"pilotmap (its table of cells was built in {built:.1f} s before)"
    rates = [rate(work, who, fast=count / min(times) / 1e6)]
    counties = load("county")
    outlines = {"adcode": list(counties.index), "wkb": list(counties.geometry.to_wkb())}
    pq.write_table(pa.table(outlines), folder / "outlines.parquet")
    pq.write_table(pa.table({"lon": lon, "lat": lat}), folder / "points.parquet")
    for engine, label in ENGINES.items():
        files = (folder / "points.parquet", folder / "outlines.parquet")
        told = run([desk.python, JOINS, engine, *files], seconds=LONGEST_S)
        if told.error:
            rates.append(rate(work, label, error=told.error))
        else:
            cpu = json.loads(told.printed)["cpu_s"]
            rates.append(rate(work, label, fast=count / cpu / 1e6))
    return rates


def count_rows(folder: Path, rows: int) -> list[Rate]:
    """Return rows a second of `pilotmap tally`, with all that starting it takes."""
    random = np.random.default_rng(2)
    log = folder / "log.parquet"
    lon, lat = points(rows)
    days = pa.array(random.integers(14_000, 20_000, rows).astype(np.int32)).cast(pa.date32())
    table = pa.table({"lon": lon, "lat": lat, "date": days})
    pq.write_table(table, log, row_group_size=GROUP)
    rates = []
    for engine, label in (("local", "pilotmap tally"), ("dask", "pilotmap tally --engine dask")):
        out = str(folder / f"{engine}.parquet")
        command = [sys.executable, "-m", "geo", "tally", str(log), "--out", out]
        told = run([*command, "--engine", engine], seconds=LONGEST_S)
        work = f"{rows:,} rows of Parquet to county and year, {os.cpu_count()} cores"
        if told.error:
            rates.append(rate(work, label, error=told.error))
        else:
            fast = rows / told.wall_s / 1e6
            rates.append(rate(work, label, fast=fast) | {"peak_mb": round(told.peak_mb)})
    return rates


def rate(work: str, who: str, *, fast: float | None = None, error: str = "") -> Rate:
    """Return how many millions a second something does, and the load of the machine."""
    measured: Rate = {"work": work, "who": who, "load": round(os.getloadavg()[0], 1)}
    if fast is None:
        return measured | {"error": error}
    return measured | {"million_a_second": round(fast, 3)}


def main() -> None:
    """Print what they took."""
    parser = argparse.ArgumentParser("python -m tests.benchmarks.tally", description=__doc__)
    parser.add_argument("rows", type=float, nargs="?", default=ROWS, help="rows of the log")
    parser.add_argument("--points", type=float, default=POINTS, help="points to place")
    parser.add_argument("--record", action="store_true", help="keep the figures in docs/")
    given = parser.parse_args()
    desk = Desk(results.HOME)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rates = place(desk, folder, int(given.points)) + count_rows(folder, int(given.rows))
    sys.stdout.write(results.rates(rates) + "\n")
    if given.record:
        figures = results.described(desk.versions())
        loads = [each["load"] for each in rates]
        figures |= {"load": [min(loads), max(loads)], "rates": rates}
        results.keep({"tally": figures})


if __name__ == "__main__":
    main()
