"""Open one page in a fresh Chromium and print its times as JSON.

`python -m tests.benchmarks.peers.browser PAGE VIEW COUNT [FRAGMENT]`. A process of its own, so that
a page that hangs can be ended with its browser.

drawn_ms
    From navigation until the first picture is painted: all places of the first state, which is the
    first year alone for those that draw one year at a time.
drawn_cpu_ms
    CPU of the page's process until then.
renderer_mb
    Peak resident memory of that process at the end.
year_ms, year_p95_ms, year_cpu_ms
    From a change of the page's own control of the year until the frame that shows it is painted,
    median and 95th percentile of 30 changes; CPU of page and raster processes for each change.
pan_fps, pan_gap_ms
    Frames a second while the mouse drags the map for 1.5 s, and the longest time without one until
    half a second after it.
network_files, network_bytes
    What the page asked of a network.
"""

from __future__ import annotations

import json
import math
import re
import shutil
import sys
import time
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

from .cdn import Shelf
from .results import HOME

if TYPE_CHECKING:
    from playwright.sync_api import Browser, CDPSession, Page, Route

SCRIPT = Path(__file__).with_name("browser.js")
FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
WIDTH, HEIGHT = 1200, 800
DRAWN_MS, ALONE_MS = 120_000, 10_000
"""How long a page may take to draw; less where something it asked for is missing."""
CHANGES_MS = 10_000
DRAG_S, AFTER_MS = 1.5, 500
TYPES = {".js": "text/javascript", ".css": "text/css", ".json": "application/json"}


def measure(path: Path, view: str, count: int, fragment: str = "") -> dict[str, Any]:
    """Return the figures of one page, or why there are none."""
    with sync_playwright() as playwright:
        while True:
            shelf = Shelf(HOME / "npm")
            system = shutil.which("chromium") or shutil.which("google-chrome")
            browser = playwright.chromium.launch(executable_path=system, args=list(FLAGS))
            figures = _opened(browser, shelf, path.as_uri() + fragment, view, count)
            browser.close()
            if not shelf.fetched:
                return figures


def _opened(browser: Browser, shelf: Shelf, url: str, view: str, count: int) -> dict[str, Any]:
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    session = browser.new_browser_cdp_session()
    asked: dict[str, int | None] = {}

    def answer(route: Route) -> None:
        address = route.request.url
        body = shelf.answer(address)
        asked[address] = None if body is None else len(body)
        if body is None:
            route.abort()
        else:
            kind = TYPES.get(Path(address.partition("?")[0]).suffix, "text/plain")
            headers = {"content-type": kind, "access-control-allow-origin": "*"}
            route.fulfill(body=body, headers=headers)

    page.route(re.compile("^https?:"), answer)
    page.add_init_script(f"{SCRIPT.read_text(encoding='utf-8')}\nbench.start('{view}', {count});")
    page.goto(url, wait_until="commit")
    figures: dict[str, Any] = {}
    if _is_drawn(page, asked):
        figures = _times(page, session)
    missing = [address for address, length in asked.items() if length is None]
    if not figures:
        figures["error"] = "needs a network: not drawn" if missing else "not drawn"
    network = sum(length or 0 for length in asked.values())
    return figures | {"network_files": len(asked), "network_bytes": network, "missing": missing}


def _is_drawn(page: Page, asked: dict[str, int | None]) -> bool:
    """Wait for the first picture, but not long for a page that lacks what it asked for.

    Playwright's own waiting evaluates a text within the page, which a page's policy may forbid: it
    would be asked again at once, over and over, while it draws.
    """
    began = time.monotonic()
    while page.evaluate("bench.drawnAt") is None:
        lacks = None in asked.values()
        if 1000 * (time.monotonic() - began) > (ALONE_MS if lacks else DRAWN_MS):
            return False
        page.wait_for_timeout(50)
    return True


def _times(page: Page, session: CDPSession) -> dict[str, float]:
    """Return what drawing, changing the year and moving the map took."""
    renderer, _ = _cpu_ms(session)
    figures = {"drawn_ms": page.evaluate("bench.drawnAt"), "drawn_cpu_ms": max(renderer.values())}
    page.wait_for_timeout(300)
    before = _total(session)
    times = sorted(page.evaluate(f"bench.changeYears({CHANGES_MS})"))
    if times:
        figures["year_cpu_ms"] = (_total(session) - before) / len(times)
        figures["year_ms"] = times[len(times) // 2]
        figures["year_p95_ms"] = times[math.ceil(0.95 * len(times)) - 1]
    figures |= _pan(page)
    renderer, _ = _cpu_ms(session)
    figures["renderer_mb"] = max(_peak_mb(process) for process in renderer)
    return figures


def _pan(page: Page) -> dict[str, float]:
    """Drag the map in a loop, as fast as the browser takes the moves."""
    page.evaluate("bench.countFrames()")
    x, y = WIDTH // 2, HEIGHT // 2
    page.mouse.move(x, y)
    page.mouse.down()
    began, step = time.monotonic(), 0
    while (took := time.monotonic() - began) < DRAG_S:
        step += 1
        page.mouse.move(x + 150 * math.sin(step / 12), y + 80 * math.sin(step / 9))
        time.sleep(0.004)
    page.mouse.up()
    page.wait_for_timeout(AFTER_MS)
    frames = page.evaluate("bench.frames()")
    during = sum(time <= frames[0] + 1000 * took for time in frames)
    gaps = [after - before for before, after in pairwise(frames)]
    return {"pan_fps": during / took, "pan_gap_ms": max(gaps, default=math.inf)}


def _cpu_ms(session: CDPSession) -> tuple[dict[int, float], float]:
    """Return the CPU of each page's process by its number, and of the one that rasters."""
    found = session.send("SystemInfo.getProcessInfo")["processInfo"]
    pages = {each["id"]: 1000 * each["cpuTime"] for each in found if each["type"] == "renderer"}
    return pages, sum(1000 * each["cpuTime"] for each in found if each["type"] == "GPU")


def _total(session: CDPSession) -> float:
    pages, raster = _cpu_ms(session)
    return sum(pages.values()) + raster


def _peak_mb(process: int) -> float:
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


if __name__ == "__main__":
    page_path, of_view, things, *rest = sys.argv[1:]
    sys.stdout.write(json.dumps(measure(Path(page_path).resolve(), of_view, int(things), *rest)))
