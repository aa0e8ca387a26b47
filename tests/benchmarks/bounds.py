"""Measure what files of every class cost: `python tests/benchmarks/bounds.py [MB...] [NAME...]`.

Each class of input is made at each size (1, 10 and 100 MB unless others are given) and read by the
command that people give such a file to. Printed are CPU seconds (user and system) and the peak of
the memory of that process, and what it said first. What is over a limit stays at that limit in
every size. Nothing is written into the checkout; run it under `nice`.
"""

from __future__ import annotations

import io
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import geopandas
import numpy as np
import shapely
from shapely import box

from geo.cli.app import print_data

if TYPE_CHECKING:
    from collections.abc import Callable

SIZES_MB = (1, 10, 100)
MB = 2**20
CPU_LIMIT_S = 300
IMPORT = ("import", "{}", "--source", "s", "--data", "p")
OUTLINES = ("build", "--data", "p", "--boundaries", "{}", "--out", "page.html")
SCAN = ("scan", "{}", "--json")
RING = [[109, 34], [111, 34], [111, 36], [109, 36], [109, 34]]


class Case(NamedTuple):
    """A class of input: how a file of a size is made, and which command reads it."""

    suffix: str
    make: Callable[[int], bytes]
    command: tuple[str, ...] = IMPORT


def filled(size: int, head: str, part: str | Callable[[int], str], tail: str = "") -> bytes:
    """Return a text of about a size: a head, as many parts as fit, and a tail."""
    left = size - len(head) - len(tail)
    if isinstance(part, str):
        return ((head + part * (left // len(part.encode()) + 1)).rstrip(",") + tail).encode()
    made = [head]
    number = 0
    while left > 0:
        text = part(number)
        made.append(text)
        left -= len(text.encode())
        number += 1
    return ("".join(made).rstrip(",") + tail).encode()


SHEET_HEAD = (
    '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/'
    'main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>city</t></is></c>'
    '<c r="B1" t="inlineStr"><is><t>year</t></is></c></row>'
)
NAMES = ("武威", "酒泉", "天水", "渭南", "临夏州", "兰州", "西安", "宝鸡")


def inline_row(number: int) -> str:
    """Return a row of a sheet whose texts stand in it."""
    row = number + 2
    name = NAMES[number % len(NAMES)]
    return (
        f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>{name}</t></is></c>'
        f'<c r="B{row}"><v>{1990 + number % 35}</v></c></row>'
    )


def shared_row(number: int) -> str:
    """Return a row of a sheet whose texts are shared."""
    row = number + 2
    return f'<row r="{row}"><c r="A{row}" t="s"><v>{number % 60000}</v></c></row>'


def book(sheets: list[bytes], *, shared: bytes = b"", packed: int = zipfile.ZIP_STORED) -> bytes:
    """Return a workbook of sheets."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    types = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    numbers = range(1, len(sheets) + 1)
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{kind}.worksheet+xml"/>'
        for n in numbers
    )
    named = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
    linked = "".join(
        f'<Relationship Id="rId{n}" Type="{rel}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packed) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{types}/content-types"><Default Extension="xml" '
            f'ContentType="application/xml"/><Default Extension="rels" ContentType="application/'
            f'vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
            f'ContentType="{kind}.sheet.main+xml"/><Override PartName="/xl/sharedStrings.xml" '
            f'ContentType="{kind}.sharedStrings+xml"/>{parts}</Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{types}/relationships"><Relationship Id="r" '
            f'Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{rel}"><sheets>{named}</sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{types}/relationships">{linked}<Relationship Id="s" '
            f'Type="{rel}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        )
        strings = shared or f'<sst xmlns="{main}"/>'.encode()
        archive.writestr("xl/sharedStrings.xml", strings)
        for number, sheet in zip(numbers, sheets, strict=True):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", sheet)
    return out.getvalue()


END = "</sheetData></worksheet>"


def shared_strings(size: int) -> bytes:
    """Return a workbook, half of it shared strings, half rows."""
    head = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    strings = filled(size // 2, head, lambda n: f"<si><t>{NAMES[n % 8]}{n}</t></si>", "</sst>")
    return book([filled(size // 2, SHEET_HEAD, shared_row, END)], shared=strings)


def merged(size: int) -> bytes:
    """Return a workbook of merged cells."""
    head = SHEET_HEAD + "</sheetData><mergeCells>"
    cells = filled(
        size, head, lambda n: f'<mergeCell ref="A{n + 2}:B{n + 2}"/>', "</mergeCells></worksheet>"
    )
    return book([cells])


def many_sheets(size: int) -> bytes:
    """Return a workbook of small sheets, about 1.3 kB of file each."""
    return book([(SHEET_HEAD + inline_row(0) + END).encode()] * max(size // 1300, 1))


def zip_bomb(size: int) -> bytes:
    """Return a workbook whose sheet unpacks to a thousand times its size, at most 2 GB."""
    unpacked = min(size * 1000, 2**31 - 2**20)
    out = io.BytesIO(book([], packed=zipfile.ZIP_DEFLATED))
    with (
        zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(unpacked // MB):
            part.write(b" " * MB)
    return out.getvalue()


def docx(size: int, part: str = "", packed: int = zipfile.ZIP_STORED) -> bytes:
    """Return a DOCX of paragraphs."""
    head = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    part = part or "<w:p><w:r><w:t>The pilot began in Wuwei, Gansu in 2018.</w:t></w:r></w:p>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packed) as archive:
        archive.writestr("word/document.xml", filled(size, head, part, "</w:body></w:document>"))
    return out.getvalue()


def pdf(size: int, *, packed: bool = False) -> bytes:
    """Return a PDF of one page whose lines fill a size; or one that unpacks to 500 times it."""
    import zlib

    line = b"(The pilot began in Wuwei, Gansu in 2018.) Tj 0 -12 Td\n"
    stream = b"BT /F1 12 Tf 50 700 Td\n" + line * (size // len(line)) + b"ET"
    extra = b""
    if packed:
        stream = zlib.compress(b"BT /F1 12 Tf (a) Tj " * (min(size * 500, 2**30) // 20), 1)
        extra = b"/Filter /FlateDecode "
    return (
        b"%%PDF-1.4\n1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj\n"
        b"2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj\n"
        b"3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources "
        b"<</Font <</F1 <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>>>>> endobj\n"
        b"4 0 obj <<%s/Length %d>> stream\n%s\nendstream endobj\n"
        b"trailer <</Root 1 0 R /Size 5>>\n%%%%EOF\n" % (extra, len(stream), stream)
    )


def features(size: int, geometry: Callable[[int], str]) -> bytes:
    """Return a GeoJSON of features."""
    shown = '{"type":"Feature","properties":{"city":"武威","adcode":"610500"},"geometry":'
    head = '{"type":"FeatureCollection","features":['
    return filled(size, head, lambda number: f"{shown}{geometry(number)}}},", "]}")


def point(number: int) -> str:
    """Return a point in Gansu."""
    return (
        f'{{"type":"Point","coordinates":[{102 + number % 997 / 1000},{37 + number % 89 / 100}]}}'
    )


def rings(size: int) -> bytes:
    """Return a GeoJSON of one unit with as many rings as fit."""
    head = (
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"adcode":"610500"'
        '},"geometry":{"type":"MultiPolygon","coordinates":['
    )
    return filled(size, head, "[[[109,34],[111,34],[111,36],[109,34]]],", "]}}]}")


def positions(size: int) -> bytes:
    """Return a GeoJSON of one unit whose ring has as many positions as fit."""
    head = (
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"adcode":"610500"'
        '},"geometry":{"type":"Polygon","coordinates":[[[109,34],'
    )
    made = filled(size, head, lambda n: f"[{109 + n % 99991 / 1e5:.5f},{34 + n / 1e8:.6f}],", "")
    return made + b",[109,34]]]}}]}"


def deep(size: int) -> bytes:
    """Return a GeoJSON of arrays in arrays."""
    head = '{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,'
    head += '"properties":{"a":'
    return (head + "[" * (size // 2) + "]" * (size // 2) + "}}]}").encode()


def arcs(size: int) -> bytes:
    """Return a TopoJSON that names one arc as often as fits."""
    head = json.dumps({"type": "Topology", "arcs": [RING * 200]})[:-1]
    head += ',"objects":{"units":{"type":"GeometryCollection","geometries":[{"type":"MultiPolygon",'
    head += '"properties":{"adcode":"610500"},"arcs":['
    return filled(size, head, "[[0]],", "]}]}}}")


def vector(size: int, driver: str) -> bytes:
    """Return small squares as a file of a driver of GDAL."""
    count = max(size // {"GPKG": 330, "FlatGeobuf": 290}[driver], 1)
    numbers = np.arange(count)
    x, y = 102 + numbers % 997 / 1000, 37 + numbers // 997 / 1e5
    frame = geopandas.GeoDataFrame(
        {"city": ["武威"] * count, "adcode": ["620600"] * count, "year": [2016] * count},
        geometry=shapely.box(x, y, x + 0.001, y + 0.001),
        crs=4326,
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ("units.gpkg" if driver == "GPKG" else "units.fgb")
        frame.to_file(path, driver=driver, layer="units")
        return path.read_bytes()


def database(size: int, statements: tuple[str, ...]) -> bytes:
    """Return a GeoPackage after some statements of SQL."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "units.gpkg"
        frame = geopandas.GeoDataFrame({"adcode": ["610500"]}, geometry=[box(109, 34, 111, 36)])
        frame.set_crs(4326).to_file(path, layer="units")
        base = sqlite3.connect(path)
        for statement in statements:
            base.execute(statement.format(size=size))
        base.commit()
        base.close()
        return path.read_bytes()


VIEW = (
    "ALTER TABLE units RENAME TO held",
    """CREATE VIEW units AS WITH RECURSIVE n(fid) AS (SELECT 1 UNION ALL SELECT fid + 1 FROM n)
    SELECT n.fid, held.geom, held.adcode FROM n, held""",
)
GENERATED = ("ALTER TABLE units ADD COLUMN big TEXT AS (printf('%.*c', {size}, 'x')) VIRTUAL",)


def csv_row(number: int) -> str:
    """Return a row of a list."""
    return f"{NAMES[number % len(NAMES)]},{1990 + number % 35},{number}\n"


CASES = {
    "CSV, short rows": Case(".csv", lambda n: filled(n, "city,year,n\n", csv_row)),
    "CSV, unknown names": Case(
        ".csv", lambda n: filled(n, "city,year\n", lambda i: f"Wuwex{i},2016\n")
    ),
    "CSV, blank rows": Case(".csv", lambda n: filled(n, "city,year\n", ",\n")),
    "CSV, one long line": Case(".csv", lambda n: b"city,year\n" + b"a" * n),
    "CSV, an open quote": Case(".csv", lambda n: filled(n, 'city,year\n"', csv_row)),
    "CSV, columns": Case(".csv", lambda n: filled(n, "city,year\n", "a,")),
    "CSV, commas and 省市": Case(".csv", lambda n: filled(n, "city,year\n武威等", "省市")),
    "TSV of quotes": Case(".tsv", lambda n: filled(n, "city\tyear\n", '"\t')),
    "Markdown table": Case(
        ".md", lambda n: filled(n, "| city | year |\n|---|---|\n", "| 武威 | 2016 |\n")
    ),
    "HTML, nested tables": Case(".html", lambda n: filled(n, "<html>", "<table><tr><td>")),
    "HTML, comments": Case(".html", lambda n: filled(n, "", "<!---->")),
    "XLSX, rows": Case(".xlsx", lambda n: book([filled(n, SHEET_HEAD, inline_row, END)])),
    "XLSX, shared strings": Case(".xlsx", shared_strings),
    "XLSX, merged cells": Case(".xlsx", merged),
    "XLSX, sheets": Case(".xlsx", many_sheets),
    "XLSX, zip bomb": Case(".xlsx", zip_bomb),
    "JSON table": Case(
        ".json", lambda n: filled(n, "[", '{"city":"武威","year":2016},', "]")
    ),
    "GeoJSON, deep": Case(".geojson", deep),
    "GeoJSON, points": Case(".geojson", lambda n: features(n, point)),
    "GeoJSON, rings": Case(".geojson", rings, OUTLINES),
    "GeoJSON, positions": Case(".geojson", positions, OUTLINES),
    "TopoJSON, repeated arcs": Case(".topojson", arcs, OUTLINES),
    "GeoPackage, rows": Case(".gpkg", lambda n: vector(n, "GPKG")),
    "GeoPackage, rows, outlines": Case(".gpkg", lambda n: vector(n, "GPKG"), OUTLINES),
    "GeoPackage, endless view": Case(".gpkg", lambda n: database(n, VIEW)),
    "GeoPackage, endless view, outlines": Case(".gpkg", lambda n: database(n, VIEW), OUTLINES),
    "GeoPackage, generated": Case(".gpkg", lambda n: database(n, GENERATED)),
    "GeoPackage, generated, outlines": Case(".gpkg", lambda n: database(n, GENERATED), OUTLINES),
    "FlatGeobuf": Case(".fgb", lambda n: vector(n, "FlatGeobuf"), OUTLINES),
    "scan, text": Case(
        ".txt", lambda n: filled(n, "", "The pilot began in Wuwei, Gansu in 2018.\n\n"), SCAN
    ),
    "scan, one line": Case(".txt", lambda n: filled(n, "", "试点在武威、酒泉"), SCAN),
    "scan, HTML": Case(
        ".html", lambda n: filled(n, "<html><body>", "<div><p>Wuwei<table><tr><td>2018"), SCAN
    ),
    "scan, DOCX": Case(".docx", docx, SCAN),
    "scan, DOCX, nested": Case(".docx", lambda n: docx(n // 4, "<w:tbl><w:tr><w:tc>"), SCAN),
    "scan, zip bomb": Case(
        ".docx", lambda n: docx(min(n * 100, 2**30), " " * MB, zipfile.ZIP_DEFLATED), SCAN
    ),
    "scan, PDF": Case(".pdf", pdf, SCAN),
    "scan, PDF that unpacks": Case(".pdf", lambda n: pdf(n, packed=True), SCAN),
}  # fmt: skip


def made(path: Path, case: Case, size: int) -> None:
    """Write the file in a process of its own: a child's peak counts what its parent held."""
    child = os.fork()
    if child == 0:
        path.write_bytes(case.make(size))
        os._exit(0)
    os.waitpid(child, 0)


def measure(command: list[str], folder: Path) -> str:
    """Run the command; return its CPU seconds, its peak memory, its exit code and first words."""
    said = folder / "said.txt"
    with said.open("wb") as out:
        process = subprocess.Popen(
            ["prlimit", f"--cpu={CPU_LIMIT_S}", sys.executable, "-m", "geo", *command],
            cwd=folder,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        _, status, used = os.wait4(process.pid, 0)
    code = os.waitstatus_to_exitcode(status)
    spent = used.ru_utime + used.ru_stime
    words = [line for line in said.read_text("utf-8", "replace").splitlines() if line.strip()]
    shown = next((line for line in words if line.startswith("error")), "".join(words[-1:]))
    return f"{spent:8.1f} s {used.ru_maxrss / 1024:7.0f} MB  exit {code:>3}  {shown[:110]}"


def main() -> None:
    """Print a line for each class and size."""
    sizes = [int(given) for given in sys.argv[1:] if given.isdigit()] or list(SIZES_MB)
    wanted = [given for given in sys.argv[1:] if not given.isdigit()]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        measure(["init", "p", "--title", "T"], folder)
        measure(["source", "add", "s", "--title", "T", "--data", "p"], folder)
        for size in sizes:
            for label, case in CASES.items():
                if wanted and not any(label.startswith(each) for each in wanted):
                    continue
                path = folder / f"given{case.suffix}"
                made(path, case, size * MB)
                command = [part.format(path.name) for part in case.command]
                print_data(f"{size:>4} MB  {label:<36}{measure(command, folder)}")
                path.unlink()
        for length in (4_000, 40_000, 100_000):
            if not wanted or "title" in wanted:
                title = ["build", "--data", "p", "--title", "x" * length, "--out", "t.html"]
                told = measure(title, folder)
                print_data(f"{length:>7}  a title of letters               {told}")


if __name__ == "__main__":
    main()
