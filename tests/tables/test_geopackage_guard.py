"""A database that computes what it should hold is read neither as a list nor as outlines."""

import sqlite3
from contextlib import closing

import geopandas
import pytest
from shapely import box

from geo.boundaries import from_file
from geo.errors import DataError, ReferenceDataError
from geo.tables.read import read_file, read_grids

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT"
LARGE = "GENERATED ALWAYS AS (hex(zeroblob(200000000))) VIRTUAL"
BROKEN = {
    "view for a layer": (
        (
            "ALTER TABLE units RENAME TO kept;"
            f"CREATE VIEW units AS {ENDLESS} i AS adcode, NULL AS geom FROM n;"
        ),
        "only tables are read",
    ),
    "view for the list of layers": (
        (
            "ALTER TABLE gpkg_contents RENAME TO kept;"
            f"CREATE VIEW gpkg_contents AS {ENDLESS} 'units' AS table_name, "
            "'features' AS data_type, i AS srs_id FROM n;"
        ),
        "no GeoPackage",
    ),
    "view for the list of geometries": (
        (
            "ALTER TABLE gpkg_geometry_columns RENAME TO kept;"
            f"CREATE VIEW gpkg_geometry_columns AS {ENDLESS} 'units' AS table_name, "
            "'geom' AS column_name, 4326 AS srs_id FROM n;"
        ),
        "only tables are read",
    ),
    "computed column of a layer": (
        (f"ALTER TABLE units ADD COLUMN more TEXT {LARGE};"),
        "column 'more' of 'units' is computed",
    ),
    "computed column of the list of systems": (
        (f"ALTER TABLE gpkg_spatial_ref_sys ADD COLUMN more TEXT {LARGE};"),
        "column 'more' of 'gpkg_spatial_ref_sys' is computed",
    ),
}


@pytest.fixture
def changed(tmp_path):
    """Return the path of a good GeoPackage after a script has run in it."""

    def made(script):
        path = tmp_path / "units.gpkg"
        units = geopandas.GeoDataFrame({"adcode": ["610500"]}, geometry=[box(109, 34, 111, 36)])
        units.set_crs(4326).to_file(path, layer="units")
        with closing(sqlite3.connect(path, isolation_level=None)) as base:
            base.executescript(f"PRAGMA legacy_alter_table = ON; {script}")
        return path

    return made


@pytest.mark.parametrize("name", BROKEN)
def test_a_database_that_computes_is_refused(name, changed):
    script, message = BROKEN[name]
    path = changed(script)

    with pytest.raises(DataError, match=message):
        read_grids(read_file(path, "units.gpkg"), "units.gpkg")
    if name != "view for a layer":  # which is passed over where other layers may be meant
        with pytest.raises(ReferenceDataError, match=message):
            from_file(path)
    else:
        with pytest.raises(ReferenceDataError, match="no outlines"):
            from_file(path)


ROWS = (
    "CREATE TABLE more (a TEXT);"
    "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id)"
    " VALUES ('more', 'attributes', 'more', 4326);"
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
    " INSERT INTO more SELECT 'Wuwei' FROM n;"
)


def test_a_default_that_stands_once_in_the_file_is_not_read_in_every_row(changed):
    path = changed(f"{ROWS} ALTER TABLE more ADD COLUMN b TEXT DEFAULT '{'x' * 100_000}';")

    with pytest.raises(DataError, match="hold far more than the file does"):
        read_grids(read_file(path, "units.gpkg"), "units.gpkg", "more")


@pytest.mark.slow
def test_columns_that_only_the_schema_has_are_not_read_without_end(changed):
    path = changed(ROWS)
    columns = ", ".join(f"c{number}" for number in range(1900))
    with closing(sqlite3.connect(path)) as base, base:
        base.execute("PRAGMA writable_schema = ON")
        changed_table = f"CREATE TABLE more (a TEXT, {columns})"
        base.execute("UPDATE sqlite_master SET sql = ? WHERE name = 'more'", (changed_table,))

    with pytest.raises(DataError, match="far more work than its size explains"):
        read_grids(read_file(path, "units.gpkg"), "units.gpkg", "more")


def test_a_reference_system_of_no_authority_is_refused(changed):
    path = changed(
        "UPDATE gpkg_spatial_ref_sys SET organization = '+proj=pipeline +step x' "
        "WHERE srs_id = 4326;"
    )

    with pytest.raises(DataError, match="reference system is of"):
        read_grids(read_file(path, "units.gpkg"), "units.gpkg")
