"""Measure `pilotmap check` on a project of 100,000 sites: CPU of the whole process, in seconds.

`python tests/benchmarks/check.py [ROWS]`. The sites lie in their units and have names that no unit
bears, as those of a chain of shops do; every third has a parent. The goal is at most 8 s.
"""

import csv
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from geo.boundaries import units_of
from geo.gazetteer import load

ROWS = 100_000
NAMES = ("Shop {}", "村邮站{}号", "Wang's store no. {}", "幸福路{}号店", "电商服务中心 {}")
HEADER = "id,place,within,adcode,extent,start,date_note,source,locator,statement,lon,lat"


def pilotmap(folder, *args):
    """Run the command; return the seconds of CPU it took."""
    before = os.times()
    command = [sys.executable, "-m", "geo", *args]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    after = os.times()
    spent = (after.children_user, after.children_system)
    return sum(spent) - before.children_user - before.children_system


def write_sites(path, count):
    """Write sites around the seats of today's counties."""
    gazetteer = load()
    seats = [row for row in gazetteer.rows if row.level == "county" and row.lon]
    places = [
        (float(seats[at % len(seats)].lon) + at % 97 / 5000, float(seats[at % len(seats)].lat))
        for at in range(count)
    ]
    units = units_of(*zip(*places, strict=True))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER.split(","))
        for at, ((lon, lat), codes) in enumerate(zip(places, units, strict=True)):
            if codes:
                name, year = NAMES[at % len(NAMES)].format(at), 2010 + at % 10
                within = gazetteer.unit(codes[-1]).name_en if at % 3 == 0 else ""
                cells = (f"s-{at}", name, within, codes[0], "unit", year, "stated", "s", f"p{at}")
                writer.writerow([*cells, f"No. {at} opened.", f"{lon:.5f}", f"{lat:.5f}"])


def main():
    """Print what it took."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as folder:
        pilotmap(folder, "init", ".")
        pilotmap(folder, "source", "add", "s", "--title", "T", "--published", "2020")
        write_sites(Path(folder, "locations.csv"), count)
        sys.stdout.write(f"check of {count} sites: {pilotmap(folder, 'check'):.1f} s of CPU\n")


if __name__ == "__main__":
    main()
