"""Time the status of every unit in every year: `python tests/benchmarks/rollout.py`.

10,000 statements over the whole gazetteer and 30 years, one in ten with several candidates, one in
ten within a province, one in ten with an open start or an end, and ten lists that claim to be
complete. The goal is one second for reading them and building all frames of all levels.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time

from geo import gazetteer
from geo.cli.app import print_data
from geo.dates import parse
from geo.model import Coverage, Extent, Level, Source, Statement
from geo.rollout import Rollout

YEARS = range(1995, 2025)
STATEMENTS = 10_000
LISTS = 10
LEVELS = (Level.PROVINCE, Level.PREFECTURE, Level.COUNTY)


def sources() -> dict[str, Source]:
    """Return ten complete lists of prefectures, and one source that claims nothing."""
    lists = [
        Source(
            f"list-{number}",
            "A list",
            coverage=Coverage.FULL,
            coverage_scope=(("100000", Level.PREFECTURE),),
            coverage_period=parse(f"{1996 + 2 * number}/{2000 + 2 * number}"),
        )
        for number in range(LISTS)
    ]
    return {source.id: source for source in [*lists, Source("report", "A report")]}


def statements() -> list[Statement]:
    """Return statements about units drawn at random, always the same ones."""
    chance = random.Random(20)
    units = gazetteer.load()
    counties = [unit.adcode for unit in units.at_level(Level.COUNTY)]
    prefectures = [unit.adcode for unit in units.at_level(Level.PREFECTURE)]
    provinces = [unit.adcode for unit in units.at_level(Level.PROVINCE)]
    starts = {year: parse(str(year)) for year in YEARS}
    spans = {year: parse(f"[{year}..{year + 4}]") for year in YEARS}
    made = []
    for number in range(STATEMENTS):
        kind, year = number % 10, chance.choice(YEARS)
        codes = [chance.choice(counties if number % 2 else prefectures)]
        if kind == 0:
            codes = chance.sample(counties, 3)
        elif kind == 1:
            codes = [chance.choice(provinces)]
        made.append(
            Statement(
                f"s{number}",
                "place",
                tuple(codes),
                "report" if number % 3 else f"list-{number % LISTS}",
                extent=Extent.WITHIN if kind == 1 else Extent.ALL if kind == 4 else Extent.UNIT,
                start=spans[year] if kind == 2 else starts[year],
                end=parse(str(year + 6)) if kind == 3 else None,
            )
        )
    return made


def main() -> None:
    """Print the seconds that reading, statuses and frames take, and a whole process for one."""
    units, evidence, known = gazetteer.load(), statements(), sources()
    began = time.perf_counter()
    rollout = Rollout(evidence, known, units)
    read = time.perf_counter()
    rollout.status("620600", 2010)
    worked_out = time.perf_counter()
    frames = [rollout.frame(year, level) for level in LEVELS for year in YEARS]
    done = time.perf_counter()
    cells = sum(map(len, frames))
    print_data(f"read {STATEMENTS} statements: {read - began:.3f} s")
    print_data(f"work out {len(rollout.tree.units)} units: {worked_out - read:.3f} s")
    print_data(f"build {len(frames)} frames, {cells} cells: {done - worked_out:.3f} s")
    print_data(f"together: {done - began:.3f} s")
    began = time.perf_counter()
    for unit in rollout.tree.levels[Level.PREFECTURE]:
        rollout.reasons(unit)
    print_data(f"reasons of every prefecture: {time.perf_counter() - began:.3f} s")
    began = time.perf_counter()
    found = rollout.conflicts()
    print_data(f"{len(found)} conflicts: {time.perf_counter() - began:.3f} s")
    code = "import time, geo; geo.load().status('610500', 2018); print(time.process_time())"
    run = [sys.executable, "-c", code]
    times = [float(subprocess.run(run, capture_output=True, check=True).stdout) for _ in range(5)]
    print_data(f"default data and one status, whole process: {min(times):.3f} s of CPU")


if __name__ == "__main__":
    main()
