"""Measure what files of every class cost: `python -m tests.benchmarks.bounds [MB...] [NAME...]`.

Each class of input is made at each size (1, 10 and 100 MB unless others are given) and read by the
command that people give such a file to, one after another. A line tells a class: for each size the
CPU seconds (user and system) and the peak of the memory of that process, then the verdict, and what
it said of the largest. What is over a limit stays at that limit in every size. Nothing is written
into the checkout; run it under `nice`. `BOUNDS_CPU_S` is the CPU time at which a command is ended.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from geo.cli.app import print_data
from tests.benchmarks import bounds_files as files
from tests.benchmarks.bounds_files import MB, filled

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SIZES_MB = (1, 10, 100)
CPU_LIMIT_S, DATA_LIMIT = int(os.environ.get("BOUNDS_CPU_S", "150")), 3 * 2**30
SMALL_MB, SMALL_S, PEAK_MB, STEEP = 10, 10, 1000, 15
"""10 MB take 10 s, all stays under 1 GB, and ten times as much takes at most 15 times as long."""
SAID = 20_000
"""Bytes that a command may say of a file it does not take."""
IMPORT = ("import", "{}", "--source", "s", "--data", "p")
OUTLINES = ("build", "--data", "p", "--boundaries", "{}", "--out", "page.html")
SCAN = ("scan", "{}", "--json")
CHECK = ("check", "--data", "q")
BUILD = ("build", "--data", "q", "--out", "page.html")
THEME = ("build", "--data", "p", "--theme", "theme.toml", "--out", "page.html")
COUNTS = ("build", "--data", "p", "--tally", "{}", "--out", "page.html")
TALLY = ("tally", "{}", "--level", "prefecture", "--force", "--processes", "1")
FIND, DATE = ("find", "--batch", "{}", "--json"), ("date", "--batch", "{}", "--json")
LOCATIONS, JOURNAL = "q/locations.csv", "q/.pilotmap/journal.jsonl"


class Case(NamedTuple):
    """A class of input: how a file of a size is made, and which command reads it."""

    name: str
    """Of the file; one that begins with a dot is an ending."""
    make: Callable[[int], bytes]
    command: tuple[str, ...] = IMPORT


def text(head: str, part: str | Callable[[int], str], tail: str = "") -> Callable[[int], bytes]:
    """Return what makes a text: a head, as many parts as fit, and a tail."""
    return lambda size: filled(size, head, part, tail)


CASES = {
    "CSV, short rows": Case(".csv", text("city,year,n\n", files.csv_row)),
    "CSV, UTF-16": Case(".csv", lambda n: files.encoded(n, "utf-16")),
    "CSV, GB18030": Case(".csv", lambda n: files.encoded(n, "gb18030")),
    "CSV, a byte that is not UTF-8": Case(
        ".csv", lambda n: filled(n, "city,year,n\n", files.csv_row) + b"\xff\xff"
    ),
    "CSV, unknown names": Case(".csv", text("city,year\n", lambda i: f"Wuwex{i},2016\n")),
    "CSV, unread dates": Case(".csv", text("city,year\n", lambda i: f"武威,很久{i}以前\n")),
    "CSV, positions": Case(
        ".csv", text("city,year,lon,lat\n", files.position_row)
    ),
    "CSV, ragged rows": Case(".csv", text("city,year\n", "武威,2016,x\n")),
    "CSV, blank rows": Case(".csv", text("city,year\n", ",\n")),
    "CSV, line ends": Case(".csv", text("city,year\n", "\n")),
    "CSV, one long line": Case(".csv", lambda n: b"city,year\n" + b"a" * n),
    "CSV, an open quote": Case(".csv", text('city,year\n"', files.csv_row)),
    "CSV, quotes": Case(".csv", text("city,year\n", '"')),
    "CSV, quoted cells": Case(".csv", text("city,year\n", '"武威","2016"\n')),
    "CSV, line ends in cells": Case(".csv", text("city,year\n", '"武\n威",2016\n')),
    "CSV, stray quotes": Case(".csv", text("city,year\n", 'a"b,2016\n')),
    "CSV, errors of Excel": Case(".csv", text("city,year\n", "#N/A,#REF!\n")),
    "CSV, merge conflicts": Case(".csv", text("city,year\n", "<<<<<<< a\n")),
    "CSV, NUL bytes": Case(".csv", text("city,year\n", "\0,2016\n")),
    "CSV, columns": Case(".csv", text("city,year\n", "a,")),
    "CSV, marks of footnotes": Case(".csv", text("city,year,n\n", files.marked_row)),
    "CSV, a footnote each": Case(".csv", text("city,year,n\n", files.noted_row)),
    "CSV, footnotes of known names": Case(".csv", files.noted_rows),
    "CSV, starts and ends": Case(".csv", text("city,start,end,n\n", files.stretch_row)),
    "CSV, a statement each": Case(".csv", text("city,year,statement\n", files.said_row)),
    "CSV, 30 years across": Case(
        ".csv", lambda n: files.wide_table(n, [str(year) for year in range(1990, 2020)])
    ),
    "CSV, 300 years across": Case(
        ".csv", lambda n: files.wide_table(n, [str(year) for year in range(1800, 2100)])
    ),
    "CSV, 5,000 months across": Case(
        ".csv",
        lambda n: files.wide_table(
            n, [f"{1600 + month // 12}-{month % 12 + 1:02}" for month in range(5000)]
        ),
    ),
    "CSV, commas and 省市": Case(".csv", text("city,year\n武威等", "省市")),
    "TSV of quotes": Case(".tsv", text("city\tyear\n", '"\t')),
    "TSV of quotes in lines": Case(".tsv", text("city\tyear\n", '"\t\n')),
    "columns by spaces": Case(".txt", text("city    year\n", "武威    2016\n")),
    "table of bars": Case(".txt", text("city|year\n", "|")),
    "Markdown table": Case(".md", text("| city | year |\n|---|---|\n", "| 武威 | 2016 |\n")),
    "HTML, nested tables": Case(".html", text("<html>", "<table><tr><td>")),
    "HTML, rows": Case(
        ".html", text("<table><tr><th>city<th>year", "<tr><td>武威<td>2016<td>" + "text " * 15)
    ),
    "HTML, open tags": Case(".html", text("<table><tr><td>", f"<s class={'x' * 12}>a</b>")),
    "HTML, spans": Case(".html", text("<table><tr>", "<td colspan=9 rowspan=900>a<tr>")),
    "HTML, comments": Case(".html", text("", "<!---->")),
    "noise": Case(".csv", files.noise),
    "gzip": Case(".csv.gz", files.packed),
    "XLS": Case(".xls", lambda n: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + files.noise(n)),
    "ODS, repeated rows": Case(".ods", files.open_document),
    "ZIP in ZIP": Case(".xlsx", files.archive_in_archive),
    "KML": Case(".kml", text('<?xml version="1.0"?><kml>', "<Placemark/>")),
    "GPX": Case(".gpx", text('<?xml version="1.0"?><gpx>', '<wpt lat="37" lon="102"/>')),
    "XLSX, rows": Case(
        ".xlsx", lambda n: files.book([filled(n, files.SHEET_HEAD, files.inline_row, files.END)])
    ),
    "XLSX, packed rows": Case(".xlsx", files.packed_rows),
    "XLSX, packed to 7 MB of 10": Case(
        ".xlsx", lambda n: files.packed_to(n * 7 // 10, files.inline_row)
    ),
    "XLSX, packed statements": Case(
        ".xlsx", lambda n: files.packed_to(n * 7 // 10, files.full_row)
    ),
    "XLSX, packed runs": Case(".xlsx", lambda n: files.packed_to(n * 6 // 10, files.run_row)),
    "XLSX, packed flags": Case(".xlsx", lambda n: files.packed_rows(n * 9 // 10, files.flags_row)),
    "XLSX, 300 packed sheets": Case(
        ".xlsx", lambda n: files.packed_to(n * 8 // 10, files.inline_row, 300)
    ),
    "XLSX, merged rows": Case(".xlsx", files.merged_rows),
    "XLSX, tiny rows": Case(
        ".xlsx", lambda n: files.book([filled(n, files.SHEET_HEAD, files.tiny_row, files.END)])
    ),
    "XLSX, wide rows": Case(
        ".xlsx", lambda n: files.book([filled(n, files.SHEET_HEAD, files.wide_row, files.END)])
    ),
    "XLSX, shared strings": Case(".xlsx", files.shared_strings),
    "XLSX, merged cells": Case(".xlsx", files.merged),
    "XLSX, formats": Case(".xlsx", files.styled),
    "XLSX, sheets": Case(".xlsx", files.many_sheets),
    "XLSX, parts": Case(".xlsx", files.parts),
    "XLSX, zip bomb": Case(".xlsx", files.zip_bomb),
    "Parquet, rows": Case(".parquet", lambda n: files.parquet(n, "rows")),
    "Parquet, dictionary": Case(".parquet", lambda n: files.parquet(n, "dictionary")),
    "Parquet, columns": Case(".parquet", lambda n: files.parquet(n, "columns")),
    "Parquet, unpacks": Case(".parquet", lambda n: files.parquet(n, "unpacks")),
    "CSV, sites of a chain": Case(
        ".csv",
        text(
            "name,year,lon,lat\n",
            lambda i: f"沃尔玛（天水{i}店）,2016,{102 + i % 997 / 1000:.3f},{37 + i % 89 / 100}\n",
        ),
    ),
    "CSV, sites after their county": Case(
        ".csv",
        text(
            "name,year,lon,lat\n",
            lambda i: f"门源县邮局{i}店,2016,101.{600 + i % 90},37.{4000 + i % 445}\n",
        ),
    ),
    "CSV, sites astray": Case(
        ".csv",
        text(
            "name,year,lon,lat\n",
            lambda i: f"天水市邮局{i}店,2016,101.{600 + i % 90},37.{4000 + i % 445}\n",
        ),
    ),
    "JSON table": Case(".json", text("[", '{"city":"武威","year":2016},', "]")),
    "JSON lines": Case(".jsonl", text("", '{"city":"武威","year":2016}\n')),
    "JSON, deep": Case(".json", text("", "[")),
    "JSON, one text": Case(".json", text('{"type":"', "a", '"}')),
    "JSON, one number": Case(".json", text('{"type":', "1", "}")),
    "JSON, members": Case(".json", text("{", lambda i: f'"a{i}":1,', "}")),
    "GeoJSON, deep": Case(".geojson", files.deep),
    "GeoJSON, points": Case(".geojson", lambda n: files.features(n, files.point)),
    "GeoJSON, squares": Case(".geojson", lambda n: files.features(n, files.squares)),
    "GeoJSON, areas": Case(
        ".geojson", text('{"type":"FeatureCollection","features":[', files.area(""), "]}")
    ),
    "GeoJSON, areas with a code": Case(
        ".geojson", text('{"type":"FeatureCollection","features":[', files.area("620602"), "]}")
    ),
    "GeoJSON, properties": Case(
        ".geojson",
        text(
            '{"type":"FeatureCollection","features":[',
            lambda i: f'{{"type":"Feature","properties":{{"p{i}":1}},"geometry":null}},',
            "]}",
        ),
    ),
    "GeoJSON, rings": Case(".geojson", files.rings),
    "GeoJSON, rings, outlines": Case(".geojson", files.rings, OUTLINES),
    "GeoJSON, members, outlines": Case(
        ".geojson", text('{"type":"FeatureCollection",', lambda i: f'"a{i}":1,', '"features":[]}'),
        OUTLINES,
    ),
    "GeoJSON, positions": Case(".geojson", files.positions, OUTLINES),
    "TopoJSON, repeated arcs": Case(".topojson", files.arcs, OUTLINES),
    "GeoPackage, rows": Case(".gpkg", lambda n: files.vector(n, "GPKG")),
    "GeoPackage, rows, outlines": Case(".gpkg", lambda n: files.vector(n, "GPKG"), OUTLINES),
    "GeoPackage, endless view": Case(".gpkg", lambda n: files.database(n, files.VIEW)),
    "GeoPackage, endless view, outlines": Case(
        ".gpkg", lambda n: files.database(n, files.VIEW), OUTLINES
    ),
    "GeoPackage, generated": Case(".gpkg", lambda n: files.database(n, files.GENERATED)),
    "GeoPackage, generated, outlines": Case(
        ".gpkg", lambda n: files.database(n, files.GENERATED), OUTLINES
    ),
    "FlatGeobuf": Case(".fgb", lambda n: files.vector(n, "FlatGeobuf"), OUTLINES),
    "Shapefile": Case(
        ".shp", lambda n: files.vector(n, "ESRI Shapefile"), OUTLINES
    ),
    "scan, text": Case(".txt", text("", "The pilot began in Wuwei, Gansu in 2018.\n\n"), SCAN),
    "scan, Chinese": Case(".txt", text("", "2018年，甘肃省武威市开始试点。\n"), SCAN),
    "scan, GB18030": Case(
        ".txt", lambda n: filled(n, "", "2018年，武威开始试点。\n").decode().encode("gb18030"), SCAN
    ),
    "scan, one line": Case(".txt", text("", "试点在武威、酒泉"), SCAN),
    "scan, one word": Case(".txt", text("", "a"), SCAN),
    "scan, years": Case(".txt", text("", "2018 "), SCAN),
    "scan, names": Case(".txt", text("", "Wuwei, "), SCAN),
    "scan, places not known": Case(".txt", text("", lambda i: f"in Wuwex{i} County. "), SCAN),
    "scan, quotes": Case(".txt", text("", "“"), SCAN),
    "scan, line ends": Case(".txt", text("Wuwei", "\n"), SCAN),
    "scan, HTML": Case(".html", text("<html><body>", "<div><p>Wuwei<table><tr><td>2018"), SCAN),
    "scan, HTML, tags": Case(".html", text("<html>", "<b>"), SCAN),
    "scan, HTML, cells": Case(".html", text("<html><body><table>", "<td>Wuwei</td>"), SCAN),
    "scan, HTML, open tags": Case(".html", text("<html>", "<a "), SCAN),
    "scan, HTML, one tag": Case(".html", text("<html><a ", "a=b "), SCAN),
    "scan, HTML, entities": Case(".html", text("<html>", "&#x6b66;"), SCAN),
    "scan, HTML, comments": Case(".html", text("<html>", "<!--"), SCAN),
    "scan, HTML, declarations": Case(".html", text("<html>", "<![a["), SCAN),
    "scan, HTML, scripts": Case(".html", text("<html><script>", "</scrip"), SCAN),
    "scan, DOCX": Case(".docx", files.docx, SCAN),
    "scan, DOCX, tables": Case(
        ".docx",
        lambda n: files.docx(n, "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Wuwei</w:t></w:r></w:p></w:tc>"
        "<w:tc><w:p><w:r><w:t>2018</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"),
        SCAN,
    ),
    "scan, DOCX, nested": Case(".docx", lambda n: files.docx(n // 4, "<w:tbl><w:tr><w:tc>"), SCAN),
    "scan, DOCX, nested to the end": Case(".docx", files.nested, SCAN),
    "scan, zip bomb": Case(
        ".docx", lambda n: files.docx(min(n * 100, 2**30), " " * MB, zipfile.ZIP_DEFLATED), SCAN
    ),
    "scan, PDF": Case(".pdf", files.pdf, SCAN),
    "scan, PDF that unpacks": Case(".pdf", lambda n: files.pdf(n, packed=True), SCAN),
    "find, names": Case(".csv", text("toponym\n", "武威\n"), FIND),
    "find, unknown names": Case(".csv", text("toponym\n", lambda i: f"Wuwex{i}\n"), FIND),
    "date, phrases": Case(".csv", text("phrase\n", "since August 2016\n"), DATE),
    "date, other phrases": Case(".csv", text("phrase\n", lambda i: f"很久{i}以前\n"), DATE),
    "date, days": Case(".csv", text("phrase\n", lambda i: f"since day {i}\n"), DATE),
    "tally, CSV": Case(".csv", text("lon,lat,date\n", "102.6,37.9,2016-08-01\n"), TALLY),
    "tally, one line": Case(".csv", text("lon,lat,date\n", "1"), TALLY),
    "tally, columns": Case(".csv", text("lon,lat,date", lambda i: f",c{i}"), TALLY),
    "tally, gzip": Case(".csv.gz", files.packed, TALLY),
    "tally, Parquet": Case(".parquet", files.log, TALLY),
    "counts, Parquet": Case(".parquet", files.cube, COUNTS),
    "counts, Parquet, dictionary": Case(
        ".parquet", lambda n: files.parquet(n, "dictionary"), COUNTS
    ),
    "counts, CSV": Case(".csv", text("adcode,year,n\n", files.count_row), COUNTS),
    "theme": Case("theme.toml", text("", lambda i: f"a{i} = 1\n"), THEME),
    "logo": Case("logo.png", lambda n: b"\x89PNG\r\n\x1a\n" + b"\0" * n, (
        "build", "--data", "p", "--theme", "logo.toml", "--out", "page.html"
    )),
    "recipe": Case(".toml", text("", "a = 1\n"), (
        "import", "-", "--recipe", "{}", "--source", "s", "--data", "p"
    )),
    "locations.csv, check": Case(LOCATIONS, text(files.STATEMENTS, files.statement), CHECK),
    "locations.csv, check, JSON": Case(
        LOCATIONS, text(files.STATEMENTS, files.statement), (*CHECK, "--json")
    ),
    "locations.csv, half says no": Case(
        LOCATIONS, text(files.STATEMENTS, files.contradicting), CHECK
    ),
    "locations.csv, unknown sources": Case(
        LOCATIONS,
        text(files.STATEMENTS, lambda n: files.statement(n).replace(",s,", f",s{n % 5000},")),
        CHECK,
    ),
    "locations.csv, build": Case(LOCATIONS, text(files.STATEMENTS, files.statement), BUILD),
    "locations.csv, list": Case(
        LOCATIONS, text(files.STATEMENTS, files.statement), ("list", "--data", "q")
    ),
    "locations.csv, remove": Case(
        LOCATIONS, text(files.STATEMENTS, files.statement),
        ("remove", "r7", "--data", "q", "--reason", "x", "--json"),
    ),
    "locations.csv, noise": Case(LOCATIONS, files.noise, CHECK),
    "locations.csv, quotes": Case(LOCATIONS, text(files.STATEMENTS, '"'), CHECK),
    "locations.csv, an open quote": Case(
        LOCATIONS, text(files.STATEMENTS + '"', files.statement), CHECK
    ),
    "locations.csv, blank lines": Case(LOCATIONS, text(files.STATEMENTS, "\n"), CHECK),
    "sources.csv": Case(
        "q/sources.csv",
        text(files.SOURCES + "s,T,,,,,,,,,\n", lambda i: f"s{i},T,,,,,,,,,\n"),
        CHECK,
    ),
    "aliases.csv": Case(
        "q/aliases.csv", text("toponym,adcode\n", lambda i: f"Wuwex{i},620600\n"),
        ("find", "Wuwex7", "--data", "q"),
    ),
    "datapackage.json": Case("q/datapackage.json", text('{"title":"', "a", '"}'), CHECK),
    "datapackage.json, deep": Case("q/datapackage.json", text('{"title":', "["), CHECK),
    "journal, undo": Case(JOURNAL, text("", files.CHANGE + "\n"), ("undo", "--data", "q")),
    "journal, one line": Case(JOURNAL, text("", "["), ("undo", "--data", "q")),
}  # fmt: skip


def made(path: Path, case: Case, size: int) -> None:
    """Write the file in a process of its own: a child's peak counts what its parent held."""
    child = os.fork()
    if child == 0:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(case.make(size))
        if path.suffix == ".shp":
            files.complete_shapefile(path)
        os._exit(0)
    os.waitpid(child, 0)


class Cost(NamedTuple):
    """What a command took, how it ended, and what it said."""

    cpu_s: float
    peak_mb: float
    code: int
    said: str

    def __str__(self) -> str:
        return f"{self.cpu_s:6.1f} s {self.peak_mb:5.0f} MB"


def measure(command: Sequence[str], folder: Path) -> Cost:
    """Run a command; return what it cost."""
    said = folder / "said.txt"
    with said.open("wb") as out:
        process = subprocess.Popen(
            [
                "prlimit",
                f"--cpu={CPU_LIMIT_S}",
                f"--data={DATA_LIMIT}",
                sys.executable,
                "-m",
                "geo",
                *command,
            ],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        _, status, used = os.wait4(process.pid, 0)
    code = os.waitstatus_to_exitcode(status)
    told = said.read_bytes()[:MB].decode("utf-8", "replace")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, code, told)


def verdict(costs: dict[int, Cost]) -> str:
    """Return whether a class was read or refused within the bounds, or which it broke."""
    broken = []
    for size, cost in costs.items():
        if cost.code not in {0, 1, 2} or "a defect of pilotmap" in cost.said:
            broken.append(f"FAILS at {size} MB ({cost.code})")
        if cost.cpu_s > SMALL_S and size <= SMALL_MB:
            broken.append(f"SLOW at {size} MB")
        if cost.peak_mb > PEAK_MB:
            broken.append(f"LARGE at {size} MB")
        if cost.code in {1, 2} and len(cost.said) > SAID:
            broken.append(f"LONG at {size} MB")
        if (less := costs.get(size // 10)) and cost.cpu_s > STEEP * max(less.cpu_s, 0.5):
            broken.append(f"STEEP at {size} MB")
    last = list(costs.values())[-1]
    return ", ".join(broken) or ("read" if last.code == 0 else "refused")


def first_words(said: str) -> str:
    """Return the line that tells most: the first error, else the last line."""
    words = [line for line in said.splitlines() if line.strip()]
    return next((line for line in words if "error" in line), "".join(words[-1:]))[:110]


def prepare(folder: Path) -> None:
    """Make two projects, one of them to be broken, and a theme that names a logo."""
    shutil.rmtree(folder / "q", ignore_errors=True)
    if not (folder / "p").exists():
        measure(["init", "p", "--title", "T"], folder)
        measure(["source", "add", "s", "--title", "T", "--data", "p"], folder)
        (folder / "logo.toml").write_text('logo = "logo.png"\n')
    shutil.copytree(folder / "p", folder / "q")


def measure_class(label: str, case: Case, sizes: Sequence[int], folder: Path) -> None:
    """Print the line of a class."""
    costs = {}
    for size in sizes:
        prepare(folder)
        name = f"given{case.name}" if case.name.startswith(".") else case.name
        path = folder / name
        made(path, case, size * MB)
        costs[size] = measure([part.format(name) for part in case.command], folder)
        path.unlink()
        if costs[size].code < 0:  # ended at the limit, or by the system: more takes longer
            break
    told = " |".join(str(cost) for cost in costs.values())
    said = first_words(list(costs.values())[-1].said)
    print_data(f"{label:<36}{told} | {verdict(costs)} | {said}")
    sys.stdout.flush()


def main() -> None:
    """Print a line for each class."""
    sizes = [int(given) for given in sys.argv[1:] if given.isdigit()] or list(SIZES_MB)
    wanted = [given for given in sys.argv[1:] if not given.isdigit()]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print_data(f"{'class':<36}{' |'.join(f'{size:>12} MB' for size in sizes)} | verdict")
        for label, case in CASES.items():
            if not wanted or any(label.startswith(each) for each in wanted):
                measure_class(label, case, sizes, folder)
        for length in (4_000, 40_000, 100_000):
            if not wanted or "title" in wanted:
                title = ["build", "--data", "p", "--title", "x" * length, "--out", "t.html"]
                told = measure(title, folder)
                print_data(f"a title of {length:>7} letters           {told} | {told.code}")


if __name__ == "__main__":
    main()
