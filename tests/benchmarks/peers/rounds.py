"""Measure in turns, round by round, every peer once; kept after each, so that a run can go on."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import sys
import time
from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from . import results
from .catalogue import PEERS, UNITS, Desk
from .process import run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .catalogue import View
    from .results import Row, Run

START_S = 2
"""What a build takes however few its rows are; the rest grows with them."""
TELLING = 1_000
"""From so many rows on, what a build takes tells what one of more rows will."""
OPEN_S = 30
"""What a browser takes for the year and for moving the map, after a page is drawn."""
MOST = {"pan_fps", "peak_mb", "renderer_mb"}
"""Figures of which the greatest of all rounds counts; of others the least."""


@dataclass(frozen=True)
class Plan:
    """What to measure, and its limits.

    Attributes
    ----------
    seconds, megabytes
        What one build may take; a page may take as long.
    minutes
        What all may take; what is not measured by then, is not.
    """

    sites: tuple[int, ...]
    peers: tuple[str, ...]
    browser: bool
    repeat: int
    seconds: float
    megabytes: int
    minutes: float

    def pairs(self) -> Iterator[tuple[int, str]]:
        """Yield each number of sites with each peer; 0 with those that draw units."""
        for sites, name in product((0, *self.sites), self.peers):
            if PEERS[name].units == (sites == 0):
                yield sites, name


class Task(NamedTuple):
    """One thing to measure: the build, page or size without texts of a peer, in one round."""

    what: str
    name: str
    sites: int
    turn: int
    view: int = 0

    @property
    def key(self) -> str:
        """Its name among the records."""
        return f"{self.what} {self.name} {self.sites}, round {self.turn}, view {self.view}"


@dataclass
class Rounds:
    """A run: its limits, where it works, and what was measured."""

    plan: Plan
    desk: Desk
    records: dict[str, dict[str, Any]] = field(default_factory=dict)
    end: float = 0

    @property
    def file(self) -> Path:
        """The file that keeps what was measured."""
        return self.desk.home / "records.jsonl"

    def resume(self, *, fresh: bool) -> None:
        """Take up a run of the same revision and plan that was cut short, or begin anew."""
        self.end = time.monotonic() + 60 * self.plan.minutes
        head = json.dumps([results.revision(), repr(self.plan)])
        lines = self.file.read_text("utf-8").splitlines() if self.file.exists() else []
        if lines[:1] == [head] and not fresh:
            kept = [json.loads(line) for line in lines[1:]]
            self.records = {each.pop("key"): each for each in kept}
            say(f"goes on after the {len(kept)} measurements of a run that was cut short")
            return
        for made in ("data", "pages"):
            shutil.rmtree(self.desk.home / made, ignore_errors=True)
        (self.desk.home / "pages").mkdir(parents=True)
        self.file.write_text(head + "\n", encoding="utf-8")

    def measure(self) -> None:
        """Run all rounds, as far as the time allows; the first one is to be whole."""
        for task in self._tasks():
            if task.key in self.records:
                continue
            why = self._hopeless(task)
            if why and task.turn:
                continue
            figures = {"error": why} if why else WORK[task.what](self.plan, self.desk, task)
            self.records[task.key] = figures | {"load": round(os.getloadavg()[0], 1)}
            with self.file.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"key": task.key} | self.records[task.key]) + "\n")
            say(f"{task.key}: {figures['error'] or _short(figures)}")

    def _tasks(self) -> Iterator[Task]:
        """Yield what to measure, in its order."""
        for turn in range(self.plan.repeat):
            for sites, name in self.plan.pairs():
                yield Task("build", name, sites, turn)
            for sites, name in self.plan.pairs() if self.plan.browser else ():
                for at, _ in enumerate(PEERS[name].views):
                    yield Task("page", name, sites, turn, at)
            for sites, name in self.plan.pairs() if turn == 0 else ():
                if sites:
                    yield Task("plain", name, sites, turn)

    def _hopeless(self, task: Task) -> str:
        """Return why a measurement would give nothing, as those before it show."""
        smaller = max((size for size in self.plan.sites if size < task.sites), default=0)
        first, build = task._replace(turn=0), Task("build", task.name, task.sites, 0)
        before = self.records.get(first._replace(sites=smaller).key, {}) if smaller else {}
        for each in (before, self.records.get(first.key, {})):
            if each.get("error"):
                return str(each["error"])
        if task.what != "build" and self.records[build.key]["error"]:
            return "not built"
        if task.what == "build" and before:
            guess = (before["cpu_s"] - START_S) * task.sites / smaller
            if smaller >= TELLING and guess > self.plan.seconds:
                return f"not tried, as {smaller:,} took {before['cpu_s']:.0f} s"
        return "no time was left" if time.monotonic() > self.end else ""

    def results(self) -> Run:
        """Return the run with its figures."""
        loads = [each["load"] for each in self.records.values()]
        run_of_now = results.described(self.desk.versions())
        run_of_now["load"] = [min(loads), max(loads)]
        run_of_now["rows"] = [
            self._row(name, sites, at, view)
            for sites, name in self.plan.pairs()
            for at, view in enumerate(PEERS[name].views)
            if self.plan.browser or not at
        ]
        return run_of_now

    def _row(self, name: str, sites: int, at: int, view: View) -> Row:
        builds = self._turns(Task("build", name, sites, 0))
        pages = self._turns(Task("page", name, sites, 0, at))
        plain = self._turns(Task("plain", name, sites, 0))
        row: dict[str, Any] = {"peer": PEERS[name].label, "view": view.label, "sites": sites}
        row["rounds"] = min(len(each) for each in (builds, pages) if each)
        row["load"] = round(statistics.median(each["load"] for each in (*builds, *pages)), 1)
        errors = [each[0]["error"] for each in (builds, pages) if each and each[0].get("error")]
        for each in (*builds, *pages, *plain):
            for key in results.FIGURES & each.keys():
                if not each.get("error") or key.startswith("network"):
                    best = max if key in MOST else min
                    row[key] = round(best(row.get(key, each[key]), each[key]), 3)
        return row | {"error": errors[0]} if errors else row  # type: ignore[return-value]

    def _turns(self, task: Task) -> list[dict[str, Any]]:
        """Return what was measured in all rounds."""
        turns = range(self.plan.repeat)
        every = (self.records.get(task._replace(turn=turn).key) for turn in turns)
        return [each for each in every if each]


def _build(plan: Plan, desk: Desk, task: Task, *, texts: bool = True) -> dict[str, Any]:
    page = desk.page(task.name, task.sites, texts=texts)
    command = desk.build(task.name, task.sites, texts=texts)
    cost = run(command, seconds=plan.seconds, megabytes=plan.megabytes)
    return {
        "cpu_s": cost.cpu_s,
        "wall_s": cost.wall_s,
        "peak_mb": cost.peak_mb,
        "error": cost.error,
        "html_bytes": page.stat().st_size if page.exists() else 0,
    }


def _plain(plan: Plan, desk: Desk, task: Task) -> dict[str, Any]:
    """Build without texts, for the bytes alone."""
    figures = _build(plan, desk, task, texts=False)
    desk.page(task.name, task.sites, texts=False).unlink(missing_ok=True)
    return {"error": figures["error"], "html_bytes_without_texts": figures["html_bytes"]}


def _page(plan: Plan, desk: Desk, task: Task) -> dict[str, Any]:
    """Open a page in a browser, in a process that can be ended with it."""
    view = PEERS[task.name].views[task.view]
    page = str(desk.page(task.name, task.sites))
    arguments = [page, view.script, str(task.sites or UNITS), view.fragment]
    module = [sys.executable, "-m", "tests.benchmarks.peers.browser"]
    told = run([*module, *arguments], seconds=plan.seconds + OPEN_S)
    figures: dict[str, Any] = json.loads(told.printed) if not told.error else {}
    return {"error": told.error} | figures


WORK = {"build": _build, "plain": _plain, "page": _page}


def _short(figures: dict[str, Any]) -> str:
    """Return the figures of a measurement in one line."""
    return ", ".join(
        f"{key} {value:,.2f}" if isinstance(value, float) else f"{key} {value:,}"
        for key, value in figures.items()
        if isinstance(value, int | float)
    )


def say(line: str) -> None:
    """Tell what is going on."""
    sys.stderr.write(line + "\n")
