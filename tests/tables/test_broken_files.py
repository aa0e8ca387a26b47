"""Every broken workbook, map and database is refused with its place and its reason."""

import io
import json
import sqlite3
import zipfile

import openpyxl
import pytest
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH
from samples import zipped

pytestmark = pytest.mark.slow


def sheet(*rows, edit=None, epoch=WINDOWS_EPOCH):
    book = openpyxl.Workbook()
    book.epoch = epoch
    page = book.active
    for row in rows:
        page.append(row)
    if edit:
        edit(page)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def features(*features_, **members):
    return json.dumps(
        {"type": "FeatureCollection", "features": list(features_), **members}, indent=1
    ).encode()


def feature(geometry, **properties):
    return {"type": "Feature", "properties": properties or {"city": "武威"}, "geometry": geometry}


def raw_feature(text):
    return b'{"type": "FeatureCollection", "features": [\n{"type": "Feature", ' + text + b"}]}"


def point(*coordinates):
    return {"type": "Point", "coordinates": list(coordinates)}


def as_date(page):
    page["B2"].number_format = "yyyy-mm-dd"


def with_rows(*numbers):
    """Return a workbook whose sheet has rows of these numbers, in this order."""
    made = sheet(["city"], ["武威"], ["酒泉"])
    rows = "".join(
        f'<row r="{number}"><c r="A{number}" t="inlineStr"><is><t>city</t></is></c></row>'
        for number in numbers
    )
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                head, _, rest = content.partition(b"<sheetData>")
                tail = rest.partition(b"</sheetData>")[2]
                content = b"".join([head, b"<sheetData>", rows.encode(), b"</sheetData>", tail])
            new.writestr(name, content)
    return out.getvalue()


WORKBOOKS = {
    "cut-short": (sheet(["city"], ["Wuwei"])[:-200], r"broken or cut short"),
    "half": (sheet(["city"], ["Wuwei"])[:1500], r"broken or cut short"),
    "no-sheet-part": (zipped(xl__workbook_xml="<workbook/>"), r"cannot be read"),
    "garbage-inside": (zipped(xl__workbook_xml="not xml"), r"cannot be read"),
    "empty-sheet": (sheet(), r"no row names a column with places"),
    "error-cell": (
        sheet(
            ["city", "year"], ["武威", "#REF!"], edit=lambda s: setattr(s["B2"], "data_type", "e")
        ),
        r"list.xlsx:2, column 'year': sheet 'Sheet', cell B2 is the error #REF!",
    ),
    "formula-without-value": (
        sheet(["city", "year"], ["武威", "=2000+15"]),
        r"list.xlsx:2, column 'year': .*cell B2 is the formula =2000\+15",
    ),
    "excel-serial": (
        sheet(["city", "year"], ["武威", 44000]),
        r"list.xlsx:2, column 'year'.*2020-06-18",
    ),
    "excel-serial-from-1904": (
        sheet(["city", "year"], ["武威", 42369], epoch=MAC_EPOCH),
        r"list.xlsx:2, column 'year'.*2020-01-01 in the calendar of this workbook",
    ),
    "year-in-the-format-of-a-date": (
        sheet(["city", "year"], ["武威", 2020], edit=as_date),
        r"list.xlsx:2, column 'year': .*cell B2 shows 1905-07-12: it holds the number 2020",
    ),
    "year-in-the-format-of-a-date-from-1904": (
        sheet(["city", "year"], ["武威", 2020], edit=as_date, epoch=MAC_EPOCH),
        r"cell B2 shows 1909-07-13: it holds the number 2020",
    ),
    "date-before-the-calendar": (
        sheet(["city", "year"], ["武威", -5], edit=as_date),
        r"list.xlsx:2, column 'year': .*cell B2 holds -5 in the format of a date",
    ),
    "rows-out-of-order": (with_rows(1, 4, 3), r"list.xlsx:4: .*out of order: row 3 behind row 4"),
    "row-twice": (with_rows(1, 2, 2), r"list.xlsx:2: .*out of order: row 2 behind row 2"),
    "name-of-many-characters": (
        sheet(["city"], ["x" * 20_000]),
        r"list.xlsx:2, column 'city': 'x{40}...' holds 20,000 characters",
    ),
    "unknown-name-row-4": (
        sheet(["a title"], [], ["city", "year"], ["Atlantis", 2015]),
        r"list.xlsx:4, column 'city': .*Atlantis",
    ),
    "xml-bomb": (
        zipped(xl__workbook_xml='<!DOCTYPE b [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><b>&b;</b>'),
        r"declares a document type",
    ),
    "zip-bomb": (
        zipped(xl__workbook_xml="<workbook/>", xl__bomb_xml=" " * 60_000_000),
        r"as zip bombs do",
    ),
    "text-in-disguise": (b"%PDF-1.4", r"a PDF"),
    "csv-in-disguise": (b"city,year\nAtlantis,2015\n", r"list.xlsx:2.*Atlantis"),
    "rich-text-in-disguise": (rb"{\rtf1\ansi place}", r"a document \(RTF\)"),
    "html-in-disguise": (b"<html><body>", r"HTML page"),
    "old-word-in-disguise": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
        r"old Word document",
    ),
    "no-text": (b"\x03\x7a\x01\x01" + bytes(40) + b"city", r"the file is no text; save the table"),
    "page-saved-whole": (
        b"From: <Saved by Blink>\nMIME-Version: 1.0\n\n<table>",
        r"a web archive or an e-mail",
    ),
    "old-excel-in-disguise": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", r"old Excel workbook"),
    "row-of-a-million": (
        sheet(["city"], ["武威"], edit=lambda s: s.cell(row=20_000, column=1, value="Atlantis")),
        r"list.xlsx:20000, column 'city'",
    ),
    "empty-file": (b"", r"list.xlsx:1: the file is empty"),
}


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_broken_workbook_is_refused_with_its_cell(name, refused, tmp_path):
    content, pattern = WORKBOOKS[name]
    (tmp_path / "list.xlsx").write_bytes(content)

    refused("list.xlsx", pattern)


def test_a_row_that_cannot_be_read_is_told_with_its_number(refused, tmp_path):
    made = sheet(["city", "year"], ["武威", 2015], ["酒泉", 2016])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"<v>2016</v>", b"<v>20x6</v>"))
    (tmp_path / "list.xlsx").write_bytes(out.getvalue())

    refused("list.xlsx", r"list.xlsx:3: sheet 'Sheet' cannot be read from row 3 on .*20x6")


RING = [[102, 37], [103, 37], [103, 38], [102, 38], [102, 37]]
BOW = [[102, 37], [103, 38], [103, 37], [102, 38], [102, 37]]
MAPS = {
    "cut-short": (features(feature(point(102.6, 37.9)))[:-12], r"list.geojson:\d+: .*no JSON"),
    "trailing-text": (features(feature(point(102.6, 37.9))) + b"}", r"no JSON"),
    "missing-comma": (
        b'{"type": "FeatureCollection"\n "features": []}',
        r"list.geojson:2: .*expected ','",
    ),
    "nested-deep": (
        b'{"type": "FeatureCollection", "features": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        r"nested too deep",
    ),
    "properties-nested-deep": (
        raw_feature(b'"properties": {"city": ' + b"[" * 60_000 + b"]" * 60_000 + b"}"),
        r"nested too deep",
    ),
    "no-features": (features(), r"has no features"),
    "features-missing": (b'{"type": "FeatureCollection"}', r"expected a FeatureCollection"),
    "features-no-list": (
        b'{"type": "FeatureCollection", "features": 3}',
        r"expected a FeatureColl",
    ),
    "topojson": (b'{"type": "Topology", "objects": {}}', r"found 'Topology'"),
    "feature-no-object": (features(3), r"list.geojson:\d+: feature 1 is no Feature"),
    "properties-no-object": (
        features({"type": "Feature", "properties": [1], "geometry": None}),
        r"properties are no object",
    ),
    "name-twice-in-an-object": (
        raw_feature(b'"geometry": null, "properties": {"city": "a", "city": "b"}'),
        r"list.geojson:2: the name 'city' stands twice",
    ),
    "features-twice": (
        b'{"type": "FeatureCollection", "features": [],\n"features": []}',
        r"list.geojson:2: the name 'features' stands twice",
    ),
    "type-twice": (
        b'{"type": "FeatureCollection",\n"type": "Topology", "features": []}',
        r"list.geojson:2: the name 'type' stands twice",
    ),
    "system-of-nearly-the-name": (
        features(feature(point(102.6, 37.9)), crs="EPSG:24326"),
        r"list.geojson:\d+: the coordinates are in .*24326",
    ),
    "feature-of-many-in-one-line": (
        json.dumps(json.loads(features(feature(None), feature(point())))).encode(),
        r"list.geojson:1: feature 2: its geometry has no coordinates",
    ),
    "nan": (
        raw_feature(b'"geometry": {"type": "Point", "coordinates": [NaN, 37]}'),
        r"NaN is no JSON number",
    ),
    "infinite": (
        raw_feature(b'"geometry": {"type": "Point", "coordinates": [1e999, 37]}'),
        r"not finite",
    ),
    "empty-point": (features(feature(point())), r"no coordinates"),
    "half-point": (features(feature(point(102.6))), r"is no point"),
    "text-point": (features(feature(point("102.6", "37.9"))), r"are no two numbers"),
    "null-point": (features(feature(point(None, None))), r"are no two numbers"),
    "projected-point": (features(feature(point(11425000, 4570000))), r"no place on Earth"),
    "swapped-point": (features(feature(point(37.93, 102.64))), r"no place on Earth"),
    "point-abroad": (features(feature(point(2.35, 48.85))), r"lies in no unit of China"),
    "point-elsewhere": (features(feature(point(113.3, 23.1))), r"not in 620600 Wuwei"),
    "line": (
        features(feature({"type": "LineString", "coordinates": RING})),
        r"LineString.*no place",
    ),
    "collection": (
        features(feature({"type": "GeometryCollection", "geometries": []})),
        r"GeometryCollection",
    ),
    "unknown-geometry": (features(feature({"type": "Blob"})), r"'Blob'"),
    "geometry-no-object": (features(feature([1, 2])), r"geometry is no object"),
    "empty-polygon": (features(feature({"type": "Polygon", "coordinates": []})), r"no coordinates"),
    "open-polygon": (
        features(feature({"type": "Polygon", "coordinates": [RING[:3]]})),
        r"ring that is not closed",
    ),
    "crossing-polygon": (
        features(feature({"type": "Polygon", "coordinates": [BOW]})),
        r"Self-intersection",
    ),
    "polygon-off-the-earth": (
        features(feature({"type": "Polygon", "coordinates": [[[x * 9, y] for x, y in RING]]})),
        r"no place on Earth",
    ),
    "other-crs": (
        features(feature(point(1, 2)), crs={"type": "name", "properties": {"name": "EPSG:3857"}}),
        r"EPSG:3857",
    ),
    "utf-16-cut": (features(feature(None)).decode().encode("utf-16")[:-3], r"UTF-16|no JSON"),
    "huge-integer": (
        b'{"type": "FeatureCollection", "features": [' + b"9" * 5000 + b"]}",
        r"list.geojson:1: ",
    ),
}


@pytest.mark.parametrize("name", MAPS)
def test_a_broken_map_is_refused_with_the_line_of_its_feature(name, refused, tmp_path):
    content, pattern = MAPS[name]
    (tmp_path / "list.geojson").write_bytes(content)

    refused("list.geojson", pattern)


def geopackage(path, *blobs, srs=4326, tables=("pilots",)):
    with sqlite3.connect(path) as base:
        base.executescript(
            "CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT);"
            "CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INT);"
            "CREATE TABLE gpkg_spatial_ref_sys"
            " (srs_id INT, organization TEXT, organization_coordsys_id INT);"
        )
        base.execute("INSERT INTO gpkg_spatial_ref_sys VALUES (?, 'EPSG', ?)", (srs, srs))
        for name in tables:
            base.execute("INSERT INTO gpkg_contents VALUES (?, 'features')", (name,))
            base.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?)", (name, srs))
            base.execute(f"CREATE TABLE {name} (fid INTEGER PRIMARY KEY, city TEXT, geom BLOB)")
            for blob in blobs:
                base.execute(f"INSERT INTO {name} (city, geom) VALUES ('武威', ?)", (blob,))
    base.close()


def wkb(geometry):
    import shapely

    return b"GP\0\1" + (4326).to_bytes(4, "little") + shapely.to_wkb(geometry)


BLOBS = {
    "no-header": (b"??", r"no GeoPackage geometry"),
    "broken-wkb": (b"GP\0\1\0\0\0\0\1\2\3", r"geometry is broken"),
    "text": ("POINT(1 2)", r"no GeoPackage geometry"),
    "bad-envelope": (b"GP\0\x0f\0\0\0\0" + b"\0" * 40, r"header of its geometry"),
}


@pytest.mark.parametrize("name", BLOBS)
def test_a_broken_geometry_of_a_geopackage_is_refused_with_its_row(name, refused, tmp_path):
    blob, pattern = BLOBS[name]
    geopackage(tmp_path / "list.gpkg", None, blob)

    refused("list.gpkg", rf"list.gpkg:2: row 2 of layer 'pilots': .*{pattern}")


def test_a_geopackage_that_was_cut_short_is_refused(refused, tmp_path):
    path = tmp_path / "list.gpkg"
    geopackage(path, None)
    path.write_bytes(path.read_bytes()[:5000])

    refused("list.gpkg", r"broken or cut short")


def test_a_geopackage_in_an_unknown_reference_system_is_refused(refused, tmp_path):
    geopackage(tmp_path / "list.gpkg", None, srs=999999)

    refused("list.gpkg", r"EPSG:999999 is not known")


def test_a_database_without_layers_is_refused(refused, tmp_path):
    geopackage(tmp_path / "list.gpkg", tables=())

    refused("list.gpkg", r"has no layer")


def test_a_folder_and_a_missing_file_are_refused(refused, tmp_path):
    (tmp_path / "folder").mkdir()

    refused("folder", r"folder: this is a folder, not a file; name the file in it")
    refused("nowhere.csv", r"nowhere.csv: there is no such file; check the path")
    refused("n" * 300, r"the name is too long for a file; check the path")


@pytest.mark.parametrize("suffix", ["-wal", "-journal"])
def test_a_geopackage_whose_changes_stand_beside_it_is_refused(suffix, refused, tmp_path):
    geopackage(tmp_path / "list.gpkg", None)
    (tmp_path / f"list.gpkg{suffix}").write_bytes(b"changes")

    refused("list.gpkg", rf"changes to it stand in 'list.gpkg{suffix}' .*; save and close it")


@pytest.mark.parametrize("cut", range(1, 60, 4))
@pytest.mark.usefixtures("project")
def test_a_workbook_cut_anywhere_raises_nothing(cut, run, tmp_path):
    whole = sheet(["city", "year"], ["武威", 2015])
    (tmp_path / "list.xlsx").write_bytes(whole[: len(whole) * cut // 60])

    said = run("import", "list.xlsx", "--source", "moc", "--data", "p")

    assert said.code == 1
    assert "list.xlsx" in said.all
