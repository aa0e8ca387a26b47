"""The data that all are measured on: sites within China, and its prefectures, each with a year.

`python -m tests.benchmarks.peers.data FOLDER COUNT [texts]`. They are drawn by a seeded generator:
the same number gives the same sites everywhere. This is a process of its own, since a child never
counts less memory than the process that started it had then.
Every second site has a text of 120 random characters, by turns Chinese and Latin: such texts hardly
compress, so a page's bytes are told with and without them.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geo.boundaries import committed, load, units_of
from geo.model import Level
from geo.store.create import create_project

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

YEARS = range(2010, 2025)
TEXT_CHARACTERS = 120
NAME_CHARACTERS = 6
SPREAD_DEG = 0.3
HAN = np.arange(0x4E00, 0x4E00 + 3 * 1800, 3, dtype=np.uint32)
LATIN = np.frombuffer("abcdefghijklmnopqrstuvwxyz      ".encode("utf-32-le"), dtype=np.uint32)
COLUMNS = ("id", "name", "lon", "lat", "year", "text")
PROJECT = ("id", "place", "adcode", "extent", "start", "date_note", "source", "statement")


class Site(NamedTuple):
    """A made-up place: its county, where it is (EPSG:4326, degrees), and since when."""

    id: str
    name: str
    adcode: str
    lon: float
    lat: float
    year: int
    text: str


def sites(count: int, *, texts: bool) -> list[Site]:
    """Return as many sites around the labels of counties, each within some county.

    Their first years follow a bell around 2018: few begin, many follow.
    """
    random = np.random.default_rng(17)
    places = _places(count, random)
    bell = np.exp(-(((np.array(YEARS) - 2018) / 3.6) ** 2))
    years = random.choice(YEARS, count, p=bell / bell.sum()).tolist()
    names = _strings(HAN, count, NAME_CHARACTERS, random)
    said = [""] * count
    if texts:
        said[::4] = _strings(HAN, len(said[::4]), TEXT_CHARACTERS, random)
        said[2::4] = _strings(LATIN, len(said[2::4]), TEXT_CHARACTERS, random)
    return [
        Site(f"s{number}", name, *place, year, text)
        for number, (name, place, year, text) in enumerate(
            zip(names, places, years, said, strict=True), start=1
        )
    ]


def _places(count: int, random: np.random.Generator) -> list[tuple[str, float, float]]:
    """Return (adcode, lon, lat) of random points; those outside all counties are drawn again."""
    labels = np.array([each.label for each in committed().outlines[Level.COUNTY].values()])
    places: list[tuple[str, float, float]] = []
    while len(places) < count:
        drawn = labels[random.integers(0, len(labels), count)]
        drawn = (drawn + random.normal(0, SPREAD_DEG, drawn.shape)).round(5)
        found = units_of(drawn[:, 0], drawn[:, 1])
        places += [
            (codes[0], lon, lat)
            for codes, (lon, lat) in zip(found, drawn.tolist(), strict=True)
            if codes
        ]
    return places[:count]


def _strings(
    alphabet: NDArray[np.uint32], count: int, length: int, random: np.random.Generator
) -> list[str]:
    """Return random strings that begin and end with a letter."""
    drawn = random.choice(alphabet, (count, length))
    drawn[:, [0, -1]] = random.choice(alphabet[:26], (count, 2))
    strings: list[str] = drawn.view(f"<U{length}").ravel().tolist()
    return strings


def write_rows(path: Path, drawn: Iterable[Site]) -> None:
    """Write the table that every peer reads."""
    rows = ((s.id, s.name, s.lon, s.lat, s.year, s.text) for s in drawn)
    _write(path, COLUMNS, rows)


def write_project(folder: Path, drawn: Iterable[Site]) -> None:
    """Write the same sites as a project of pilotmap."""
    rows = ((*_statement(s.id, s.name, s.adcode, s.year, s.text), s.lon, s.lat) for s in drawn)
    _project(folder, (*PROJECT, "lon", "lat"), rows)


def write_prefectures(path: Path, folder: Path) -> None:
    """Write today's prefectures with a first year each, as GeoJSON and as a project."""
    units = load("prefecture")[["name", "geometry"]]
    units["year"] = [YEARS[7 * at % len(YEARS)] for at in range(len(units))]
    path.write_text(units.to_json(), encoding="utf-8")
    rows = (
        _statement(f"u{code}", name, code, year, "")
        for code, name, year in zip(units.index, units["name"], units["year"], strict=True)
    )
    _project(folder, PROJECT, rows)


def _statement(number: str, name: str, adcode: str, year: int, text: str) -> tuple[str, ...]:
    return number, name, adcode, "unit", str(year), "stated", "list", text


def main(folder: Path, count: int, *, texts: bool) -> None:
    """Write the table and the project of so many sites, or of the prefectures if it is 0."""
    folder.mkdir(parents=True)
    if count:
        drawn = sites(count, texts=texts)
        write_project(folder / "project", drawn)
        write_rows(folder / "rows.csv", drawn)
    else:
        write_prefectures(folder / "units.json", folder / "project")


def _project(folder: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    project = create_project(folder, title="Benchmark")
    with project.sources.open("a", encoding="utf-8") as file:
        file.write("list,A list made for this,,,2025,,,unknown,,,\n")
    _write(project.locations, columns, rows)


def _write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), texts=sys.argv[3] == "texts")
