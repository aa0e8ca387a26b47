"""What is compared: the peers, how their pages are looked at, and the commands that build them."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from . import results
from .process import run

MAKERS = Path(__file__).with_name("makers.py")
DISTRIBUTIONS = (
    "folium", "geopandas", "pandas", "plotly", "pyecharts", "keplergl", "lonboard", "duckdb",
    "sedonadb", "distributed",
)  # fmt: skip
PLENTY_S = 600
UNITS = 300
"""Prefectures that are drawn, at least."""


@dataclass(frozen=True)
class View:
    """One way to look at a page: what `browser.js` calls it, our word for it, and the address."""

    script: str
    label: str = ""
    fragment: str = ""


@dataclass(frozen=True)
class Peer:
    """One way to draw a map; `units` if it draws prefectures instead of sites."""

    label: str
    views: tuple[View, ...]
    units: bool = False


PEERS = {
    "pilotmap": Peer(
        results.OURS,
        (
            View("pilotmap", "up to the year", "#y=2024&mode=upto"),
            View("pilotmap", "in the year", "#y=2024&mode=in"),
        ),
    ),
    "limit": Peer(
        results.LIMIT,
        (
            View("pilotmap", "up to the year"),
            View("pilotmap", "in the year", "#mode=in"),
        ),
    ),
    "folium_naive": Peer("folium, a marker each", (View("folium_naive"),)),
    "folium_timestamped": Peer("folium TimestampedGeoJson", (View("folium_timestamped"),)),
    "folium_timeline": Peer("folium Timeline", (View("folium_timeline"),)),
    "geopandas_explore": Peer("geopandas.explore", (View("geopandas_explore"),)),
    "plotly": Peer("plotly", (View("plotly"),)),
    "pyecharts": Peer("pyecharts", (View("pyecharts"),)),
    "kepler": Peer("kepler.gl", (View("canvas"),)),
    "lonboard": Peer("lonboard", (View("canvas"),)),
    "pilotmap_choropleth": Peer(results.OURS, (View("pilotmap"),), units=True),
    "folium_choropleth": Peer(
        "folium TimeSliderChoropleth", (View("folium_choropleth"),), units=True
    ),
}


@dataclass(frozen=True)
class Desk:
    """The folder that holds the peers' environment, the data and the pages."""

    home: Path

    @property
    def python(self) -> str:
        """The Python that has the peers; ours, which has some of them, where none is installed."""
        own = self.home / "venv" / "bin" / "python"
        return str(own) if own.exists() else sys.executable

    def versions(self) -> dict[str, str]:
        """Return the versions of the peers that are installed."""
        told = run([self.python, MAKERS, "versions", *DISTRIBUTIONS], seconds=PLENTY_S)
        found: dict[str, str] = json.loads(told.printed)
        return found

    def build(self, name: str, sites: int, *, texts: bool = True) -> list[str | Path]:
        """Return the command that draws a page, and write the data that it needs, once.

        `sites` is 0 for the prefectures.
        """
        folder = self.home / "data" / f"{sites}{'' if texts else '-plain'}"
        table = folder / ("rows.csv" if sites else "units.json")
        if not table.exists():
            module = [sys.executable, "-m", "tests.benchmarks.peers.data"]
            told = run([*module, str(folder), str(sites), "texts" * texts], seconds=PLENTY_S)
            if told.error:
                raise SystemExit(f"the data for {sites} sites were not written: {told.error}")
        page = self.page(name, sites, texts=texts)
        if PEERS[name].label == results.OURS:
            return [
                sys.executable,
                "-m",
                "geo",
                "build",
                "--data",
                folder / "project",
                "--out",
                page,
            ]
        if PEERS[name].label == results.LIMIT:
            return [sys.executable, "-m", "tests.benchmarks.peers.limit", table, page]
        return [self.python, MAKERS, name, table, page]

    def page(self, name: str, sites: int, *, texts: bool = True) -> Path:
        """Return where a page is written."""
        return self.home / "pages" / f"{name}-{sites}{'' if texts else '-plain'}.html"
