"""Files that are broken below their surface, or made to keep a reader busy."""

import io
import json
import sqlite3
import zipfile

import openpyxl
import pytest

pytestmark = pytest.mark.slow

PAD = b"<!--" + b"x" * 70_000 + b"-->"


@pytest.fixture
def workbook():
    """Return a workbook's bytes with one part changed."""

    def made(part="xl/worksheets/sheet1.xml", change=lambda content: content):
        book = openpyxl.Workbook()
        for row in (["city", "year"], ["武威", 2016]):
            book.active.append(row)
        raw, out = io.BytesIO(), io.BytesIO()
        book.save(raw)
        with zipfile.ZipFile(raw) as old, zipfile.ZipFile(out, "w") as new:
            for name in old.namelist():
                content = old.read(name)
                new.writestr(name, change(content) if name == part else content)
        return out.getvalue()

    return made


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"])
@pytest.mark.parametrize("change", [lambda _: b"", lambda content: content[: len(content) // 2]])
def test_a_part_that_is_cut_is_told(part, change, workbook, refused, tmp_path):
    (tmp_path / "a.xlsx").write_bytes(workbook(part, change))

    refused("a.xlsx", r"\[workbook\]|\[header-missing\]")


def test_damaged_compression_is_told(workbook, refused, tmp_path):
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook())) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, old.read(name))
        at = new.getinfo("xl/worksheets/sheet1.xml").header_offset + 30 + 24
    raw = bytearray(out.getvalue())
    raw[at + 4 : at + 60] = b"\xff" * 56
    (tmp_path / "a.xlsx").write_bytes(raw)

    refused("a.xlsx", r"\[workbook\]")


def test_a_document_type_is_found_behind_a_long_comment(workbook, refused, tmp_path):
    def hidden(content):
        declaration, separator, rest = content.partition(b"<worksheet")
        return declaration + PAD + b"<!DOCTYPE x [<!ENTITY e 'a'>]>" + separator + rest

    (tmp_path / "a.xlsx").write_bytes(workbook(change=hidden))

    refused("a.xlsx", "document type")


def test_a_part_that_begins_before_the_file_is_told(workbook, refused, tmp_path):
    """The directory of an archive says where each part begins; a text between moves all of it."""
    raw = workbook()
    at = raw.index(b"PK\x01\x02")
    (tmp_path / "a.xlsx").write_bytes(raw[:60] + raw[at:])

    refused("a.xlsx", r"\[workbook\]")


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_part_packed_as_no_spreadsheet_packs_it_is_not_unpacked(
    method, workbook, refused, tmp_path
):
    with (
        zipfile.ZipFile(io.BytesIO(workbook())) as old,
        zipfile.ZipFile(tmp_path / "a.xlsx", "w", method) as new,
    ):
        for name in old.namelist():
            new.writestr(name, old.read(name))

    refused("a.xlsx", "packed in a way that no spreadsheet writes")


def test_a_row_beyond_what_excel_has_is_refused_at_once(workbook, refused, tmp_path):
    far = workbook(change=lambda content: content.replace(b'<row r="2"', b'<row r="1000000000"'))
    (tmp_path / "a.xlsx").write_bytes(far)

    refused("a.xlsx", "has a row 1000000000; Excel has 1,048,576")


def test_a_locked_workbook_is_told_as_that(refused, tmp_path):
    raw = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    (tmp_path / "a.xlsx").write_bytes(raw)

    refused("a.xlsx", "locked with a password")


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": ["Point"], "coordinates": [102, 37]},
        {"type": "Point", "coordinates": [10**400, 37]},
        {"type": "Polygon", "coordinates": [[[1, 2], [1, 3, 10**400], [2, 3], [1, 2]]]},
    ],
)
def test_a_geometry_of_no_sense_is_told_with_its_line(geometry, refused, tmp_path):
    feature = {"type": "Feature", "properties": {"place": "a"}, "geometry": geometry}
    text = json.dumps({"type": "FeatureCollection", "features": [feature]})
    (tmp_path / "a.geojson").write_text(text)

    refused("a.geojson", r"a\.geojson:1: ")


def test_a_layer_without_end_is_not_read(refused, tmp_path):
    base = sqlite3.connect(tmp_path / "a.gpkg")
    base.executescript(
        "CREATE TABLE gpkg_contents (table_name, data_type);"
        "INSERT INTO gpkg_contents VALUES ('places', 'attributes');"
        "CREATE TABLE gpkg_geometry_columns (table_name, column_name, srs_id);"
        "CREATE TABLE gpkg_spatial_ref_sys (srs_id, organization, organization_coordsys_id);"
        "CREATE VIEW places AS WITH RECURSIVE n(city) AS "
        "(SELECT 1 UNION ALL SELECT city + 1 FROM n) SELECT city FROM n;"
    )
    base.close()

    refused("a.gpkg", "only tables are read")


@pytest.mark.parametrize("year", ["nan", "NaN", "2016.1"])
def test_a_year_that_is_no_number_or_lost_its_zero_is_not_taken(year, refused, tmp_path):
    (tmp_path / "a.csv").write_text(f"city,year\n武威,{year}\n", "utf-8")

    refused("a.csv", r"a\.csv:2, column 'year'")


def test_a_header_of_english_parts_is_no_coordinate(run, tmp_path):
    (tmp_path / "a.csv").write_text("city,year,h2x,h3x,city 城市\n武威,2016,1,2,\n", "utf-8")

    said = run("import", "a.csv", "--source", "moc", "--data", "p", "--map", "city=city")

    assert "city -> city, year -> year, h2x -> own, h3x -> own\n" in said.out
    assert "1 ready" in said.out


def test_a_number_of_thousands_of_digits_is_told_in_words(refused, tmp_path):
    (tmp_path / "a.geojson").write_text('{"type": ' + "1" * 5000 + "}")

    refused("a.geojson", "a number in it has thousands of digits")
