"""Seeds for Atheris: the data of the other tests, a file each, in a folder for each target."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import tempfile
from pathlib import Path

import geopandas
import openpyxl
from shapely import box
from targets import SHEET, docx, workbook
from test_fuzz import BITS, CONDITIONS, LOOKS, MAP, PDF

from geo.paths import DATA
from geo.tally import cube

TESTS = Path(__file__).parents[1]
LINE = '{{"number": 1, "command": "{}", "summary": "s", "files": [{{"file": "locations.csv", "before": "{}", "after": "{}", "at": 0, "removed": "a", "added": 1}}], "reason": "", "undoes": null, "time": "2026-01-01T00:00:00+00:00"}}\n'  # noqa: E501

HTML = (
    "<html><head><title>A</title><meta property='article:published_time' content='2016-08-01'>"
    "</head><body><p>The pilot began in Wuwei.</p><table><tr><td>Jiuquan</td></tr></table></body>"
)
BODY = (
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    b"<w:p><w:r><w:t>The pilot began in Wuwei in 2018.</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p>"
    b"<w:r><w:t>Jiuquan</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"
)


def write(folder: Path, parts: bytes) -> None:
    """Write the seeds of every target."""
    for target, contents in _seeds(parts).items():
        (folder / target).mkdir(parents=True, exist_ok=True)
        for content in contents:
            name = hashlib.sha256(content).hexdigest()[:16]
            (folder / target / name).write_bytes(content)


def _seeds(parts: bytes) -> dict[str, list[bytes]]:
    names = _column(TESTS / "gazetteer" / "names.csv", 0)
    phrases = [
        row[0] for name in ("chinese.csv", "english.csv") for row in _rows(TESTS / "dates" / name)
    ]
    tables = [*(bit.encode("utf-8", "ignore") for bit in BITS), MAP.encode(), *_tables()]
    outlines = _outlines(parts)
    files = [(DATA / name).read_bytes() for name in ("locations.csv", "sources.csv")]
    project = [*files, (DATA / "datapackage.json").read_bytes(), b"alias,adcode\nx,620600\n"]
    digest = hashlib.sha256(b"").hexdigest()
    return {
        "table": [*tables, _zipped()],
        "list": [table for table in tables if len(table) > 10],
        "phrase": [each.encode() for each in phrases],
        "name": [each.encode() for each in names],
        "journal": [b"{}\n", b"[]\n", LINE.format("add", digest, digest).encode()],
        "payload": [parts.join([b"T", b"Wuwei", "自2016年".encode(), b"a", b"b"])],
        "project": [parts.join(project), parts.join(files)],
        "article": [b"A title\n\nWuwei, Jiuquan (Gansu)\n\nWeinan\n"],
        "scan": _articles(),
        "scanfile": [*_articles()[:6], PDF, HTML.encode(), docx(BODY)],
        "docx": [BODY],
        "where": [each.encode() for each in CONDITIONS],
        "theme": [each.encode() for each in LOOKS],
        "cube": [_cube()],
        "sheet": [workbook()[SHEET]],
        "book": [workbook()["xl/workbook.xml"]],
        "styles": [workbook()["xl/styles.xml"]],
        "geopackage": [outlines["gpkg"].removeprefix(b"SQLite format 3")],
        **{kind: [content] for kind, content in outlines.items()},
    }


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.reader(file) if row][1:]


def _column(path: Path, at: int) -> list[str]:
    return sorted({row[at] for row in _rows(path) if len(row) > at})


def _tables() -> list[bytes]:
    """Return small lists in the shapes of the tests of `import`."""
    texts = [
        "city,year\nWuwei,2016\nWeinan,2016-08\n",
        "省份\t城市\t年份\n甘肃\t武威、酒泉\t2016年8月\n",
        "| 地区 | 2015 | 2016 |\n|---|---|---|\n| 武威 | 1 | 0 |\n",
        "第一批（2015年）\n1. 北京市\n2. 天津市\n",
        "place;lon;lat;start;end\n渭南;109.5;34.5;2016;2018\n",
        "name,adcode,treated\n武威市,620600,1\n",
    ]
    book = openpyxl.Workbook()
    book.active.append(["city", "year"])
    book.active.append(["武威", 2016])
    out = io.BytesIO()
    book.save(out)
    encoded = [text.encode(code) for text in texts for code in ("utf-8", "gb18030", "utf-16")]
    return [*encoded, out.getvalue()]


def _articles() -> list[bytes]:
    texts = [path.read_bytes() for path in sorted((TESTS / "scan" / "texts").glob("*.txt"))]
    return [text[:1200].decode("utf-8", "ignore").encode() for text in texts]


def _cube() -> bytes:
    import pyarrow as pa

    columns = {"adcode": ["620602"], "year": [2016], "n": [1]}
    about = json.dumps({"what": "pilotmap tally", "level": "county"}).encode()
    return cube.to_bytes(pa.table(columns).replace_schema_metadata({b"pilotmap": about}))


def _zipped() -> bytes:
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in workbook().items():
            archive.writestr(name, content)
    return out.getvalue()


def _outlines(parts: bytes) -> dict[str, bytes]:
    """Return one prefecture as every kind of vector file."""
    units = geopandas.GeoDataFrame({"adcode": ["610500"]}, geometry=[box(109, 34, 111, 36)])
    units = units.set_crs(4326)
    ring = [[109, 34], [111, 34], [111, 36], [109, 36], [109, 34]]
    shape = [{"type": "Polygon", "arcs": [[0]], "properties": {"adcode": "610500"}}]
    objects = {"units": {"type": "GeometryCollection", "geometries": shape}}
    made = {
        "geojson": units.to_json().encode(),
        "topojson": json.dumps({"type": "Topology", "objects": objects, "arcs": [ring]}).encode(),
    }
    with tempfile.TemporaryDirectory() as folder:
        for suffix in ("gpkg", "shp", "fgb"):
            path = Path(folder) / f"units.{suffix}"
            units.to_file(path)
            made[suffix] = path.read_bytes()
        endings = (".shp", ".shx", ".dbf", ".prj")
        beside = [Path(folder, f"units{ending}").read_bytes() for ending in endings]
    return {**made, "shp": parts.join(beside)}
