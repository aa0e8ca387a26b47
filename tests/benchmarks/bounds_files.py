"""The files of every class that `bounds.py` measures, each made at a size."""

from __future__ import annotations

import csv
import gzip
import io
import json
import random
import sqlite3
import tempfile
import zipfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas
import numpy as np
import shapely
from shapely import box

if TYPE_CHECKING:
    from collections.abc import Callable

MB = 2**20
RING = [[109, 34], [111, 34], [111, 36], [109, 36], [109, 34]]


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


_ENDINGS = {"GPKG": ".gpkg", "FlatGeobuf": ".fgb", "ESRI Shapefile": ".shp"}


def vector(size: int, driver: str) -> bytes:
    """Return small squares as a file of a driver of GDAL."""
    count = max(size // {"GPKG": 330, "FlatGeobuf": 290, "ESRI Shapefile": 144}[driver], 1)
    numbers = np.arange(count)
    x, y = 102 + numbers % 997 / 1000, 37 + numbers // 997 / 1e5
    frame = geopandas.GeoDataFrame(
        {"city": ["武威"] * count, "adcode": ["620600"] * count, "year": [2016] * count},
        geometry=shapely.box(x, y, x + 0.001, y + 0.001),
        crs=4326,
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"units{_ENDINGS[driver]}"
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


UNITS = Path(__file__).resolve().parents[2] / "data/reference/units.csv"
MARKS = ("①", "[1]", "*", "②", "（注1）", "†", "[2]", "**")


@cache
def units() -> list[str]:
    """Return the names of today's units."""
    with UNITS.open(encoding="utf-8", newline="") as file:
        rows = [*csv.DictReader(file)]
    return [row["name_zh"] for row in rows if not row["valid_to"] and row["level"] != "country"]


def marked_row(number: int) -> str:
    """Return a row of a list whose names have the marks of footnotes."""
    turn, at = divmod(number, len(units()))
    return f"{units()[at]}{MARKS[turn % len(MARKS)]},{1990 + number % 35},{number}\n"


def noted_row(number: int) -> str:
    """Return a row of a list that has a footnote at each of its names."""
    return f"{units()[number % len(units())]}[{number}],{1990 + number % 35},{number}\n"


def noted_rows(size: int) -> bytes:
    """Return as many rows of names as are read, the names of each round with another mark."""
    pad, names = "x" * max(size // 99_000 - 30, 0), units()
    rows = (
        f"{names[n % len(names)]}[{n // len(names) + 1}],2015,{pad}{n:06}\n" for n in range(99_000)
    )
    return "".join(["city,year,n\n", *rows]).encode()[:size]


def stretch_row(number: int) -> str:
    """Return a row of a list that gives a start and an end."""
    turn, at = divmod(number, len(units()))
    return f"{units()[at]},{1949 + (turn * 7 + number) % 60},{2015 + number % 5},r{number}\n"


def said_row(number: int) -> str:
    """Return a row of a list with a statement of its own."""
    return f"{units()[number % len(units())]},{1990 + number % 35},这是第{number}条说明\n"


def wide_table(size: int, headers: list[str]) -> bytes:
    """Return a table of a column of yes and no for each of some years or months."""
    count = len(headers)

    def row(number: int) -> str:
        marks = ("1" if at >= number % count else "0" for at in range(count))
        return f"{units()[number % len(units())]},{','.join(marks)}\n"

    return filled(size, f"city,{','.join(headers)}\n", row)


def area(code: str) -> Callable[[int], str]:
    """Return what makes a named area of a GeoJSON in Wuwei, with a code where one is given."""

    def made(number: int) -> str:
        lon, lat = 102.5 + number % 997 / 2500, 37.7 + number // 997 % 900 / 2500
        corners = ((0, 0), (0.001, 0), (0.001, 0.001), (0, 0))
        ring = [[round(lon + x, 6), round(lat + y, 6)] for x, y in corners]
        told = {"name": f"试点片区{number}号", "year": 2010 + number % 12}
        told |= {"adcode": code} if code else {}
        geometry = {"type": "Polygon", "coordinates": [ring]}
        feature = {"type": "Feature", "properties": told, "geometry": geometry}
        return json.dumps(feature, ensure_ascii=False, separators=(",", ":")) + ","

    return made


def contradicting(number: int) -> str:
    """Return a row of locations.csv; every other one says no of the same unit."""
    row = statement(number)
    return f"{row[:-1]}out\n" if number % 2 else row


def packed_rows(size: int, row: Callable[[int], str] = inline_row) -> bytes:
    """Return a workbook of rows that unpacks to eleven times a size."""
    return book([filled(size * 11, SHEET_HEAD, row, END)], packed=zipfile.ZIP_DEFLATED)


def tiny_row(number: int) -> str:
    """Return a row of a sheet of one number, as short as it can be written."""
    return f'<row r="{number + 2}"><c><v>1</v></c></row>'


def wide_row(number: int) -> str:
    """Return a row of a sheet that names its last column alone."""
    return f'<row r="{number + 2}"><c r="XFD{number + 2}"><v>1</v></c></row>'


def packed_to(size: int, row: Callable[[int], str], sheets: int = 1) -> bytes:
    """Return a workbook of rows in sheets that are all the same, packed to about a size."""
    probe = len(book([filled(MB, SHEET_HEAD, row, END)], packed=zipfile.ZIP_DEFLATED))
    sheet = filled(MB * size // probe // sheets, SHEET_HEAD, row, END)
    return book([sheet] * sheets, packed=zipfile.ZIP_DEFLATED)


def merged_rows(size: int) -> bytes:
    """Return a workbook whose names are merged over three rows each."""
    rows, ranges = [], []
    number = left = 0
    while left < size:
        row = number + 2
        text = f'<row r="{row}"><c r="B{row}"><v>{1990 + number % 35}</v></c></row>'
        if number % 3 == 0:
            text = inline_row(number)
            ranges.append(f'<mergeCell ref="A{row}:A{row + 2}"/>')
        rows.append(text)
        left += len(text.encode()) + 10
        number += 1
    tail = f"</sheetData><mergeCells>{''.join(ranges)}</mergeCells></worksheet>"
    return book([f"{SHEET_HEAD}{''.join(rows)}{tail}".encode()])


def full_row(number: int) -> str:
    """Return a row of a sheet with a name, a year and a statement of its own, and an address."""
    row = number + 2
    return inline_row(number).replace(
        "</row>",
        f'<c r="C{row}" t="inlineStr"><is><t>试点第{number}条说明在这里开始了</t></is></c>'
        f'<c r="D{row}" t="inlineStr"><is><t>https://example.org/?a={number}&amp;b</t></is></c></row>',
    )


def run_row(number: int) -> str:
    """Return a row of a sheet whose name is written in two runs, as no plain cell is."""
    row = number + 2
    return (
        f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><r><t>{NAMES[number % 8]}</t></r><r><t>'
        f'{number}</t></r></is></c><c r="B{row}"><v>{1990 + number % 35}</v></c></row>'
    )


def flags_row(number: int) -> str:
    """Return a row of a sheet with 300 cells of yes and no behind its name."""
    row = number + 2
    flags = "".join(f"<c><v>{int(at >= number % 300)}</v></c>" for at in range(300))
    return f'<row r="{row}"><c t="inlineStr"><is><t>{NAMES[number % 8]}</t></is></c>{flags}</row>'


def styled(size: int) -> bytes:
    """Return a workbook of formats."""
    head = '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs>'
    out = io.BytesIO(book([(SHEET_HEAD + inline_row(0) + END).encode()]))
    with zipfile.ZipFile(out, "a") as archive:
        styles = filled(size, head, '<xf numFmtId="14"/>', "</cellXfs></styleSheet>")
        archive.writestr("xl/styles.xml", styles)
    return out.getvalue()


def archive_of(parts: dict[str, bytes], packed: int = zipfile.ZIP_STORED) -> bytes:
    """Return a zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packed) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def open_document(size: int) -> bytes:
    """Return a sheet of OpenDocument whose rows are repeated."""
    row = '<table:table-row table:number-rows-repeated="1048576"><table:table-cell/>'
    head = '<office:document-content xmlns:office="o" xmlns:table="t"><table:table>'
    content = filled(size, head, row + "</table:table-row>", "</table:table>")
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    return archive_of({"mimetype": kind, "content.xml": content})


def parts(size: int) -> bytes:
    """Return a workbook whose archive holds empty parts, 100 bytes of file each."""
    out = io.BytesIO(book([(SHEET_HEAD + inline_row(0) + END).encode()]))
    with zipfile.ZipFile(out, "a") as archive:
        for number in range(min(size // 100, 65_000)):
            archive.writestr(f"{number:08}", b"")
    return out.getvalue()


def parquet(size: int, kind: str) -> bytes:
    """Return a Parquet file: rows, one long dictionary, columns, or rows that unpack to much."""
    import pyarrow as pa
    import pyarrow.parquet

    if kind == "rows":
        count = size // 3
        columns = {"city": np.array(NAMES)[np.arange(count) % 8], "year": np.arange(count) % 35}
        columns["year"] = columns["year"] + 1990
        columns["n"] = np.arange(count)
    elif kind == "dictionary":
        columns = {"city": [f"{number:0>4000}" for number in range(size // 4000)]}
    elif kind == "columns":
        columns = {f"c{number}": [1] for number in range(size // 300)}
    else:
        columns = {"city": ["x" * 1000] * size, "year": [2016] * size}
    out = io.BytesIO()
    packed = "zstd" if kind == "unpacks" else "none"
    table = pa.table(columns)
    pyarrow.parquet.write_table(
        table,
        out,
        compression=packed,
        use_dictionary=kind != "unpacks",
        dictionary_pagesize_limit=2**30,
    )
    return out.getvalue()


def log(size: int) -> bytes:
    """Return a log of observations in Parquet."""
    import pyarrow as pa
    import pyarrow.parquet

    count = size // 17
    draw = np.random.default_rng(1)
    table = pa.table({
        "lon": draw.uniform(100, 110, count),
        "lat": draw.uniform(30, 40, count),
        "date": draw.integers(1990, 2024, count),
    })  # fmt: skip
    out = io.BytesIO()
    pyarrow.parquet.write_table(table, out, compression="none")
    return out.getvalue()


def cube(size: int) -> bytes:
    """Return counts by unit and year in Parquet, the same ones again and again."""
    import pyarrow as pa
    import pyarrow.parquet

    count = size // 9
    numbers = np.arange(count)
    table = pa.table({
        "adcode": np.array(["620600", "610500", "620900", "620500"])[numbers % 4],
        "year": (numbers // 4 % 9999 + 1).astype("int16"),
        "n": numbers,
    })  # fmt: skip
    out = io.BytesIO()
    pyarrow.parquet.write_table(table, out, compression="none")
    return out.getvalue()


def noise(size: int) -> bytes:
    """Return bytes that are nothing."""
    return random.Random(1).randbytes(size)


def encoded(size: int, encoding: str) -> bytes:
    """Return rows of a list in another encoding."""
    rows = filled(size, "city,year,n\n", csv_row).decode().encode(encoding)
    return rows[: len(rows) // 2 * 2] if encoding == "utf-16" else rows


def packed(size: int) -> bytes:
    """Return rows of a list, packed by gzip from a thousand times as much."""
    return gzip.compress(b"\0" * min(size * 1000, 2**31), 1)


def statement(number: int) -> str:
    """Return a row of locations.csv."""
    return f"r{number},武威,,620600,unit,{1990 + number % 35},,,s,,It began in 武威.,,,,,\n"


STATEMENTS = (
    "id,place,within,adcode,extent,start,end,date_note,source,locator,statement,lon,lat,decision,"
    "direction,status\n"
)
SOURCES = (
    "id,title,publisher,author,published,url,accessed,coverage,coverage_scope,coverage_period,"
    "note\n"
)
CHANGE = json.dumps({
    "number": 1, "command": "add", "summary": "added", "reason": "", "undoes": None,
    "time": "2026-01-01T00:00:00+00:00", "files": [{
        "file": "locations.csv", "before": "0" * 64, "after": "1" * 64, "at": 0, "removed": "x",
        "added": 1}],
})  # fmt: skip


def squares(number: int) -> str:
    """Return a small square in Gansu."""
    lon, lat = 102 + number % 997 / 1000, 37 + number // 997 % 900 / 1000
    ring = [[lon, lat], [lon + 0.001, lat], [lon + 0.001, lat + 0.001], [lon, lat]]
    return json.dumps({"type": "Polygon", "coordinates": [ring]}, separators=(",", ":"))


def complete_shapefile(path: Path) -> None:
    """Write the table and index beside a Shapefile of squares, and its reference system."""
    count = (path.stat().st_size - 100) // (8 + 128)
    geopandas.GeoDataFrame(
        {"adcode": ["620600"] * count}, geometry=[shapely.box(102, 37, 103, 38)] * count, crs=4326
    ).to_file(path.with_name("beside.shp"))
    for ending in (".dbf", ".prj", ".shx"):
        path.with_name(f"beside{ending}").replace(path.with_suffix(ending))
    for left in path.parent.glob("beside.*"):
        left.unlink()


def nested(size: int) -> bytes:
    """Return a DOCX of tables in tables, all of them closed."""
    opened, closed = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    head = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    many = size // len(opened + closed)
    content = head + opened * many + "<w:p/>" + closed * many + "</w:body></w:document>"
    return archive_of({"word/document.xml": content.encode()})


def position_row(number: int) -> str:
    """Return a row of a list with a position."""
    return f"武威,2016,102.{number % 997:03},37.{number % 89:02}\n"


def count_row(number: int) -> str:
    """Return a row of counts by unit and year."""
    return f"620600,{number % 9999 + 1},1\n"


def archive_in_archive(size: int) -> bytes:
    """Return a zip archive that holds one which unpacks to the size."""
    return archive_of({"a.zip": zip_bomb(size // 1000)})
