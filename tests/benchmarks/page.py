"""Measure the page in a fresh Chromium: `python tests/benchmarks/page.py [SITES ...]`.

For the default data and for as many sites as are named (10,000 and 100,000 if none are), each with
a name, a position and 120 characters of text:

- bytes of the file, and after gzip;
- ready: from navigation until the page says that all of the first picture is drawn;
- main: what the main thread did until then;
- draw: what the page itself measures of a year change, as `pilotmap:draw`;
- painted: from typing a year until the frame that shows it is painted, never less than what is left
  of the frame under way.

Times are in milliseconds; run it on an idle machine.
"""

from __future__ import annotations

import csv
import gzip
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Page, sync_playwright

from geo.boundaries import units_at
from geo.cli.app import print_data
from geo.paths import DATA
from geo.store.schema import LOCATION_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterator

LOADS = 7
YEARS = range(2010, 2025)
VOCABULARY = 6000
OFTEN = [1 / (rank + 3) for rank in range(VOCABULARY)]
"""Words are as unlike in frequency as in prose, so that texts pack like prose."""
CHROMIUM = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
WATCH = """(() => {
    const watch = new MutationObserver(() => {
        if (document.documentElement.getAttribute("data-state") === "ready") {
            watch.disconnect();
            performance.mark("seen-ready");
        }
    });
    watch.observe(document, { subtree: true, childList: true, attributes: true });
})()"""
CHANGE_YEARS = """async () => {
    const painted = () => new Promise((done) => requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => done(performance.now());
        channel.port2.postMessage(0);
    }));
    const input = [...document.querySelectorAll("input.year-input")].at(-1);
    const [first, last] = [Number(input.min), Number(input.max)];
    const span = last - first + 1;
    const years = Array.from({ length: span }, (_, i) => first + ((7 * i) % span));
    performance.clearMeasures("pilotmap:draw");
    const times = [];
    for (const year of [...years, ...years]) {
        await new Promise((done) => setTimeout(done, 100));
        const begin = performance.now();
        input.value = year;
        input.dispatchEvent(new Event("change", { bubbles: true }));
        times.push((await painted()) - begin);
    }
    const draws = performance.getEntriesByName("pilotmap:draw").map((entry) => entry.duration);
    return { painted: times, draw: draws };
}"""


def sentences(chance: random.Random) -> Iterator[str]:
    """Yield texts of 120 characters, by turns in Chinese and in an invented English."""
    characters = [chr(0x4E00 + 3 * number) for number in range(1800)]
    chinese = ["".join(chance.choices(characters, k=1 + n % 3)) for n in range(VOCABULARY)]
    syllables = [consonant + vowel for consonant in "bcdfghlmnprstvw" for vowel in "aeiou"]
    english = [" " + "".join(chance.choices(syllables, k=1 + n % 4)) for n in range(VOCABULARY)]
    for words in cycle([chinese, english]):
        yield "".join(chance.choices(words, OFTEN, k=120))[:120].strip()


def write_project(folder: Path, sites: int) -> None:
    """Write a project of sites drawn at random within China, always the same ones."""
    chance = random.Random(20)
    said = sentences(chance)
    shutil.copytree(DATA, folder, ignore=shutil.ignore_patterns("reference", ".*"))
    with (folder / "locations.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, LOCATION_COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        written = 0
        while written < sites:
            lon = round(chance.triangular(75, 134, 113), 5)
            lat = round(chance.triangular(18, 53, 32), 5)
            units = units_at(lon, lat)
            if units:
                written += 1
                writer.writerow(
                    {
                        "id": f"s{written}",
                        "place": "".join(chance.choices("东西南北中山水河田城", k=6)),
                        "adcode": units[0],
                        "extent": "unit",
                        "start": str(round(chance.triangular(YEARS[0], YEARS[-1], 2018))),
                        "date_note": "stated",
                        "source": "pandaily-2020",
                        "statement": next(said),
                        "lon": str(lon),
                        "lat": str(lat),
                    }
                )


def open_fresh(browser: Any, path: Path) -> tuple[Page, Any, str]:
    """Open a page in a browser of its own, which has seen nothing before."""
    profile = tempfile.mkdtemp()
    context = browser.launch_persistent_context(
        profile,
        executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
        args=list(CHROMIUM),
        viewport={"width": 1200, "height": 800},
    )
    page = context.pages[0]
    page.add_init_script(WATCH)
    session = context.new_cdp_session(page)
    session.send("Performance.enable")
    page.goto(path.as_uri(), wait_until="commit")
    page.wait_for_selector("html[data-state=ready]")
    return page, session, profile


def load(browser: Any, path: Path) -> dict[str, float]:
    """Return the times of one load."""
    page, session, profile = open_fresh(browser, path)
    metrics = {
        entry["name"]: entry["value"] for entry in session.send("Performance.getMetrics")["metrics"]
    }
    ready = page.evaluate("performance.getEntriesByName('seen-ready')[0].startTime")
    page.context.close()
    shutil.rmtree(profile, ignore_errors=True)
    return {"ready": ready, "main": 1000 * metrics["TaskDuration"]}


def change_years(browser: Any, path: Path) -> dict[str, list[float]]:
    """Return the times of every year change."""
    page, _, profile = open_fresh(browser, path)
    page.wait_for_timeout(500)
    times: dict[str, list[float]] = page.evaluate(CHANGE_YEARS)
    page.context.close()
    shutil.rmtree(profile, ignore_errors=True)
    return times


def measure(browser: Any, name: str, path: Path) -> None:
    """Print the figures of one page."""
    data = path.read_bytes()
    loads = [load(browser, path) for _ in range(LOADS)]
    changes = change_years(browser, path)
    figures = [f"{len(data):,} bytes, {len(gzip.compress(data, 9)):,} gzip"]
    figures += [
        f"{key} {statistics.median(run[key] for run in loads):.0f}"
        f" ({min(run[key] for run in loads):.0f}-{max(run[key] for run in loads):.0f})"
        for key in ("ready", "main")
    ]
    for key in ("draw", "painted"):
        times = sorted(changes[key])
        p95 = times[int(0.95 * len(times))]
        figures.append(f"{key} {statistics.median(times):.1f}, p95 {p95:.1f}")
    print_data(f"{name}: {'; '.join(figures)}")


def main() -> None:
    """Build the pages and print their figures."""
    sizes = [int(argument.replace(",", "")) for argument in sys.argv[1:]] or [10_000, 100_000]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        pages = {"default data": (DATA, Path(folder) / "default.html")}
        for sites in sizes:
            project = Path(folder) / str(sites)
            write_project(project, sites)
            pages[f"{sites:,} sites"] = (project, Path(folder) / f"{sites}.html")
        for name, (project, path) in pages.items():
            build = [sys.executable, "-m", "geo", "build", "--data", project, "--out", path]
            subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
            measure(playwright.chromium, name, path)


if __name__ == "__main__":
    main()
