"""The figures in `docs/benchmarks.json`, the tables made of them, and the README's sentence."""

from __future__ import annotations

import datetime
import json
import os
import platform
import re
import shutil
import subprocess
from pathlib import Path
from typing import TypedDict

ROOT = Path(__file__).parents[3]
KEPT, TABLES, README = (
    ROOT / "docs/benchmarks.json",
    ROOT / "docs/benchmarks.md",
    ROOT / "README.md",
)
HOME = ROOT / "build" / "benchmarks"
"""Where the peers are installed, and what a run makes is kept."""
OURS = "pilotmap"
LIMIT = "limit"
"""What no page of the same rows falls below; not a way in which anybody draws them."""
TOLD = 100_000
"""The README tells of the largest number of sites up to this one."""
MARKED = re.compile(r"(<!-- benchmarks -->\n).*?(?=\n<!-- end -->)", re.DOTALL)


class Row(TypedDict, total=False):
    """What one peer, seen in one way, took for one number of sites or units.

    The names and units of the figures are those of `browser` and of `process.Cost`. `sites` is 0
    for a map of units. `error` tells why figures are missing.
    """

    peer: str
    view: str
    sites: int
    rounds: int
    load: float
    error: str
    cpu_s: float
    wall_s: float
    peak_mb: float
    html_bytes: int
    html_bytes_without_texts: int
    network_files: int
    network_bytes: int
    drawn_ms: float
    drawn_cpu_ms: float
    renderer_mb: float
    year_ms: float
    year_p95_ms: float
    year_cpu_ms: float
    pan_fps: float
    pan_gap_ms: float


FIGURES = Row.__annotations__.keys() - {"peer", "view", "sites", "rounds", "load", "error"}


class Rate(TypedDict, total=False):
    """How many millions of rows a second one way of counting takes, or why it was not measured."""

    work: str
    who: str
    million_a_second: float
    peak_mb: float
    load: float
    error: str


class Run(TypedDict, total=False):
    """When, where and with what a run was measured, and its figures."""

    date: str
    revision: str
    machine: str
    versions: dict[str, str]
    load: list[float]
    rows: list[Row]
    rates: list[Rate]


class Results(TypedDict, total=False):
    """All that is kept: the last run of each command."""

    peers: Run
    tally: Run


def revision() -> str:
    """Return the revision that is measured, with a mark if it was changed since."""
    describe = ["git", "describe", "--always", "--dirty=, changed", "--exclude=*"]
    told = subprocess.run(describe, cwd=ROOT, capture_output=True, text=True, check=False)
    return told.stdout.strip() or "unknown"


def described(versions: dict[str, str]) -> Run:
    """Return a run of now and here, without figures yet."""
    cpu = Path("/proc/cpuinfo").read_text(encoding="utf-8").partition("model name")[2]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    model = cpu.partition("\n")[0].strip("\t: ") or platform.machine()
    return {
        "date": datetime.datetime.now(tz=datetime.UTC).date().isoformat(),
        "revision": revision(),
        "machine": f"{os.cpu_count()} cores, {model}; {memory:.0f} GiB; {platform.system()}",
        "versions": {"Python": platform.python_version(), **_chromium(), **versions},
    }


def _chromium() -> dict[str, str]:
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        return {}
    told = subprocess.run([found, "--version"], capture_output=True, text=True, check=False)
    return {"Chromium": "".join(re.findall(r"\d[\d.]+", told.stdout)[:1])}


def read() -> Results:
    """Return what is kept; nothing if there is none yet."""
    if not KEPT.exists():
        return {}
    kept: Results = json.loads(KEPT.read_text(encoding="utf-8"))
    return kept


def keep(results: Results) -> None:
    """Put runs into the file in place of those of the same commands, and write what tells of it."""
    every: Results = {**read(), **results}
    KEPT.write_text(json.dumps(every, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    write(every)


def write(every: Results) -> None:
    """Write the tables and the README's sentence anew from the figures."""
    TABLES.write_text(page(every), encoding="utf-8")
    told = README.read_text(encoding="utf-8")
    README.write_text(MARKED.sub(lambda at: at[1] + sentence(every), told), encoding="utf-8")


def page(every: Results) -> str:
    """Return the page that tells all figures."""
    parts = [INTRODUCTION]
    if run := every.get("peers"):
        parts += [_told(run), tables(run["rows"]), DEFINITIONS]
    if run := every.get("tally"):
        parts += ["## Points to counties, and tally", _told(run), rates(run["rates"])]
    return "\n\n".join(parts) + "\n"


INTRODUCTION = """\
# Benchmarks

Written by `python -m tests.benchmarks.peers --record` and `python -m tests.benchmarks.tally \
--record` from the figures in `benchmarks.json`; `CONTRIBUTING.md` tells how to run them. Only \
figures of one run compare: they were taken in turns on the same machine."""

DEFINITIONS = """\
Build: a fresh process; CPU is user and system, the least of all rounds as every time here, and \
peak is its resident memory. pilotmap builds a project that lies ready, the others a table of the \
same rows. HTML: in brackets without the texts of 120 random characters that half of the places \
have. Network: what the page loads beside itself, answered from a folder at once, so that the \
others wait for no network here. Drawn: from navigation until the first picture is painted; folium \
Timeline and TimestampedGeoJson, plotly and pyecharts draw one year at a time, here the first. \
Year: from a change of the page's own control until the frame that shows it, of 30 changes; CPU \
is that of the page's and the raster process for each. Pan: frames while the mouse drags the map \
for 1.5 s, and the longest time without one. pilotmap stands twice: with places up to the year, \
and with those of the year; so does the limit, a page of the same rows as columns on one canvas, \
without words, list or tools, which nobody would publish, where it was measured."""


def _told(run: Run) -> str:
    low, high = run["load"]
    versions = ", ".join(f"{name} {version}" for name, version in run["versions"].items())
    return (
        f"{run['date']}, revision {run['revision']}; {run['machine']}; load {low} to {high}. "
        f"{versions}."
    )


HEADS = (
    "", "build CPU s", "wall s", "peak MB", "HTML MB", "network MB", "drawn ms (CPU)",
    "year ms / p95", "year CPU ms", "pan fps / gap ms", "page MB", "rounds, load",
)  # fmt: skip


def tables(rows: list[Row]) -> str:
    """Return one table for each number of sites, ours first, then by the CPU of the build."""
    parts = []
    for sites in sorted({row["sites"] for row in rows}, key=lambda sites: (not sites, sites)):
        title = f"## {sites:,} sites" if sites else "## Prefectures, coloured by first year"
        chosen = [row for row in rows if row["sites"] == sites]
        chosen.sort(key=lambda row: (row["peer"] != OURS, row.get("cpu_s", 1e9)))
        lines = [HEADS, ("---",) * len(HEADS), *(_cells(row) for row in chosen)]
        table = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
        errors = [f"{name(row)}: {row['error']}." for row in chosen if row.get("error")]
        parts += [title, table, " ".join(errors)]
    return "\n\n".join(filter(None, parts))


def name(row: Row) -> str:
    """Return what a row is called."""
    return f"{row['peer']}, {row['view']}" if row.get("view") else row["peer"]


def _cells(row: Row) -> tuple[str, ...]:
    html = _number(row, "html_bytes", 1e-6, 2)
    if plain := _number(row, "html_bytes_without_texts", 1e-6, 2):
        html += f" ({plain})"
    drawn = _number(row, "drawn_ms")
    year = _number(row, "year_ms", 1, 1)
    pan = _number(row, "pan_fps")
    return (
        name(row),
        _number(row, "cpu_s", 1, 2),
        _number(row, "wall_s", 1, 2),
        _number(row, "peak_mb"),
        html,
        _number(row, "network_bytes", 1e-6, 2),
        drawn and f"{drawn} ({_number(row, 'drawn_cpu_ms')})",
        year and f"{year} / {_number(row, 'year_p95_ms', 1, 1)}",
        _number(row, "year_cpu_ms"),
        pan and f"{pan} / {_number(row, 'pan_gap_ms')}",
        _number(row, "renderer_mb"),
        f"{row['rounds']}, {row['load']}",
    )


def _number(row: Row, key: str, factor: float = 1, digits: int = 0) -> str:
    value = row.get(key)
    return f"{value * factor:,.{digits}f}" if isinstance(value, int | float) else ""


def rates(every: list[Rate]) -> str:
    """Return the table of what counts how many rows."""
    lines = ["| work | with | million rows a second | peak MB | load |", "|---|---|---|---|---|"]
    for rate in every:
        fast = f"{rate['million_a_second']:.2f}" if "million_a_second" in rate else rate["error"]
        peak = f"{rate['peak_mb']:.0f}" if "peak_mb" in rate else ""
        lines.append(f"| {rate['work']} | {rate['who']} | {fast} | {peak} | {rate['load']} |")
    return "\n".join(lines)


def _downloaded(row: Row) -> float | None:
    """Return the bytes of a page with what it loads from a network, if it was drawn."""
    return row["html_bytes"] + row["network_bytes"] if "drawn_ms" in row else None


TOLD_FIGURES = (
    (lambda row: row.get("cpu_s"), "built in {} s of CPU", 1, 2),
    (_downloaded, "{} MB with what it loads", 1e-6, 1),
    (lambda row: row.get("drawn_ms"), "drawn after {} ms", 1, 0),
    (lambda row: row.get("year_ms"), "another year shown after {} ms", 1, 0),
)
"""What the README tells of a row: how to find it, in which words, its factor and digits."""


def sentence(every: Results) -> str:
    """Return what the README says: our figures, and in brackets the best of the others."""
    run = every["peers"]
    sites = max(row["sites"] for row in run["rows"] if row["sites"] <= TOLD)
    rows = [row for row in run["rows"] if row["sites"] == sites]
    ours = next(row for row in rows if row["peer"] == OURS)
    others = [row for row in rows if row["peer"] not in (OURS, LIMIT)]
    parts = []
    for figure, words, factor, digits in TOLD_FIGURES:
        value = figure(ours)
        found = [(of_peer, row["peer"]) for row in others if (of_peer := figure(row)) is not None]
        if value is not None:
            best, peer = min(found, default=(None, ""))
            beside = "" if best is None else f" ({peer} {best * factor:,.{digits}f})"
            parts.append(words.format(f"{value * factor:,.{digits}f}") + beside)
    load = f"load {run['load'][0]} to {run['load'][1]}"
    return (
        f"**Measured.** A map of {sites:,} places, in brackets the best of {len(others)} other "
        f"ways to draw them: {', '.join(parts)} ({run['date']}, {load}). `docs/benchmarks.md` has "
        "every figure, and says how it was taken."
    )
