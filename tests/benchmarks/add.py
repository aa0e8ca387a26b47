"""Measure one `pilotmap add` in a script: CPU of the whole process, in seconds.

Run it on an idle machine: `python tests/benchmarks/add.py`. The goal is at most 0.5 s.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

RUNS = 11
CASES = {
    "by name": ["Longnan", "--within", "Gansu"],
    "by position": ["A shop", "--at", "104.92,33.39"],
}


def pilotmap(folder, *args):
    """Run the command; return the seconds of CPU it took."""
    before = os.times()
    subprocess.run(
        [sys.executable, "-m", "geo", *args],
        cwd=folder,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    after = os.times()
    spent = (after.children_user, after.children_system)
    return sum(spent) - before.children_user - before.children_system


def main():
    """Print the median for each way of naming a place."""
    with tempfile.TemporaryDirectory() as folder:
        pilotmap(folder, "init", ".")
        pilotmap(folder, "source", "add", "s", "--title", "T")
        for name, place in CASES.items():
            given = ["--start", "2020", "--source", "s", "--locator", "p1", "--statement"]
            times = [
                pilotmap(Path(folder), "add", *place, *given, f"{name} {number}")
                for number in range(RUNS)
            ]
            sys.stdout.write(
                f"add {name}: median {statistics.median(times):.2f} s, "
                f"from {min(times):.2f} to {max(times):.2f} s of CPU, {RUNS} runs\n"
            )


if __name__ == "__main__":
    main()
