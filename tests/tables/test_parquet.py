"""Parquet and GeoParquet are read as lists, and refused in one line where they are no list."""

import datetime
import io
import json
import sys
from decimal import Decimal

import geopandas
import pandas
import pyarrow as pa
import pyarrow.parquet
import pytest
import shapely
from command import run
from examples import examples
from hypothesis import example, given
from hypothesis import strategies as st

from geo.errors import DataError, UsageError
from geo.tables.parquet_pages import BrokenPageError, group_size
from geo.tables.read import read_grids, read_records

pytestmark = pytest.mark.slow

NOON_UTC = datetime.datetime(2016, 7, 31, 12, tzinfo=datetime.UTC)
MIDNIGHT_IN_CHINA = datetime.datetime(2016, 7, 31, 16, tzinfo=datetime.UTC)


def written(columns, **options):
    """Return the bytes of a table."""
    table = columns if isinstance(columns, pa.Table) else pa.table(columns)
    file = io.BytesIO()
    pyarrow.parquet.write_table(table, file, **options)
    return file.getvalue()


def grid_of(raw):
    return read_grids(raw, "list.parquet")[0][""]


def rows_of(raw):
    grid = grid_of(raw)
    return [row.cells for row in grid.rows], grid


def refusal(raw):
    with pytest.raises(DataError) as refused:
        rows_of(raw)
    (problem,) = refused.value.problems
    assert problem.file == "list.parquet"
    assert problem.hint
    assert "\n" not in str(problem)
    return problem.message


@pytest.mark.usefixtures("footers_are_read_here")
@pytest.mark.parametrize(
    ("column", "cells"),
    [
        (["武威", None, ""], ["武威", "", ""]),
        (pa.array(["a", None, "a"]).dictionary_encode(), ["a", "", "a"]),
        (pa.array(["a", None, "b"], pa.large_string()), ["a", "", "b"]),
        (pa.array([620700, None, -1], pa.int32()), ["620700", "", "-1"]),
        ([620700.0, None, 102.638], ["620700", "", "102.638"]),
        (pa.array([102.638, None, 2.0], pa.float32()), ["102.638", "", "2"]),
        ([float("nan"), float("inf"), None], ["NaN", "Infinity", ""]),
        ([True, None, False], ["TRUE", "", "FALSE"]),
        ([Decimal("620700.00"), None, Decimal("1.50")], ["620700", "", "1.50"]),
        ([datetime.date(2016, 8, 1), None, datetime.date.min], ["2016-08-01", "", "0001-01-01"]),
        ([datetime.datetime(2016, 8, 1), None, None], ["2016-08-01", "", ""]),  # noqa: DTZ001
        (
            pa.array([MIDNIGHT_IN_CHINA, None, NOON_UTC], pa.timestamp("ms", "Asia/Shanghai")),
            ["2016-08-01", "", "2016-07-31 20:00:00.000 Asia/Shanghai"],
        ),
        (pa.nulls(3), ["", "", ""]),
    ],
)  # fmt: skip
def test_a_cell_is_what_a_person_would_type(column, cells):
    rows, grid = rows_of(written({"place": ["x", "y", "z"], "it": column}))
    assert [cell for _, cell in rows] == cells
    assert (grid.header, grid.count, grid.kind, grid.notes) == (("place", "it"), 3, "Parquet", [])


def test_times_of_the_day_and_bytes_are_left_out_and_told():
    moment = datetime.datetime(2016, 8, 1, 12, 30)  # noqa: DTZ001
    rows, grid = rows_of(written({"place": ["x"], "opened": [moment], "photo": [b"\xff"]}))
    assert rows == [("x", "2016-08-01")]
    assert grid.notes == [
        "column 'photo' holds bytes and is not read",
        "column 'opened' holds times of the day; its days are read",
    ]


@pytest.mark.usefixtures("footers_are_read_here")
@pytest.mark.parametrize(
    "options",
    [
        {"compression": name, "data_page_version": version}
        for name in ("none", "snappy", "gzip", "zstd", "brotli", "lz4")
        for version in ("1.0", "2.0")
    ]
    + [{"use_dictionary": False}, {"row_group_size": 7}, {"write_page_index": True}],
)
def test_a_file_is_read_however_it_is_packed(options):
    places = [f"place {at % 9}" for at in range(100)]
    rows, _ = rows_of(written({"place": places, "n": list(range(100))}, **options))
    assert rows == [(place, str(at)) for at, place in enumerate(places)]


def test_an_index_of_pandas_is_read_if_it_has_a_name():
    file = io.BytesIO()
    pandas.DataFrame({"place": ["x"]}, index=pandas.Index([7], name="id")).to_parquet(file)
    assert rows_of(file.getvalue())[0] == [("x", "7")]
    file = io.BytesIO()
    pandas.DataFrame({"place": ["x"]}, index=[7]).to_parquet(file)
    rows, grid = rows_of(file.getvalue())
    assert rows == [("x",)]
    assert "__index_level_0__" in grid.notes[0]


def geo_parquet(shapes, crs=4326, **options):
    frame = geopandas.GeoDataFrame({"place": ["x"] * len(shapes)}, geometry=shapes, crs=crs)
    file = io.BytesIO()
    frame.to_parquet(file, **options)
    return file.getvalue()


@pytest.mark.usefixtures("footers_are_read_here")
@pytest.mark.parametrize("crs", [4326, 4490, "OGC:CRS84", None])
def test_points_of_geoparquet_are_positions(crs):
    rows, grid = rows_of(geo_parquet([shapely.Point(102.638, 37.928), None], crs))
    assert rows == [("x", "102.638", "37.928", "Point"), ("x", "", "", "")]
    assert grid.fixed["longitude of the geometry"] == "lon"
    assert grid.kind == "Parquet, geometry in 'geometry'"


def test_projected_points_become_degrees_and_the_covering_is_not_a_column():
    degrees = geopandas.GeoSeries([shapely.Point(102.638, 37.928)], crs=4326)
    raw = geo_parquet(degrees.to_crs(3857), 3857, write_covering_bbox=True)
    ((_, lon, lat, kind),), grid = rows_of(raw)
    assert (round(float(lon), 3), round(float(lat), 3), kind) == (102.638, 37.928, "Point")
    assert grid.header[0] == "place"
    assert len(grid.header) == 4


def test_an_area_is_a_point_in_it_and_a_line_stops_its_row_alone():
    line, area = shapely.LineString([(100, 30), (101, 31)]), shapely.box(100, 30, 101, 31)
    rows, grid = rows_of(geo_parquet([line, area, shapely.Point(200, 1)]))
    assert rows == [("x", "100.500000", "30.500000", "Polygon")]
    assert [row.line for row in grid.broken] == [1, 3]
    assert "a LineString has no place" in grid.broken[0].problem.message
    assert "is no place on Earth" in grid.broken[1].problem.message


def changed_geo(change):
    table = pyarrow.parquet.read_table(io.BytesIO(geo_parquet([shapely.Point(100, 30)])))
    geo = json.loads(table.schema.metadata[b"geo"])
    change(geo)
    return written(table.replace_schema_metadata({"geo": json.dumps(geo)}))


@pytest.mark.usefixtures("footers_are_read_here")
@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda geo: geo.clear(), "is not that of GeoParquet"),
        (lambda geo: geo.update(columns=[]), "is not that of GeoParquet"),
        (lambda geo: geo.update(primary_column="place"), "is not that of GeoParquet"),
        (
            lambda geo: geo.update(
                primary_column="place", columns={"place": geo["columns"]["geometry"]}
            ),
            "not a column of bytes",
        ),
        (lambda geo: geo["columns"]["geometry"].update(encoding="point"), "written as 'point'"),
        (lambda geo: geo["columns"]["geometry"].update(crs={"type": "x"}), "is not known"),
        (lambda geo: geo["columns"]["geometry"].update(crs="EPSG:3857"), "is not known"),
    ],
)
def test_what_the_metadata_says_of_the_geometry_must_hold(change, says):
    assert says in refusal(changed_geo(change))


def test_a_broken_geometry_stops_its_row():
    table = pyarrow.parquet.read_table(io.BytesIO(geo_parquet([shapely.Point(100, 30)] * 2)))
    broken = table.set_column(1, "geometry", [[b"\x01\x02", table["geometry"][1].as_py()]])
    rows, grid = rows_of(written(broken.replace_schema_metadata(table.schema.metadata)))
    assert len(rows) == 1
    assert grid.broken[0].problem.message == "row 1: its geometry is broken"


GOOD = written({"place": ["武威", "天水"], "year": [2016, 2017]})


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (GOOD[:-1], "is cut short"),
        (GOOD[:40], "is cut short"),
        (b"PAR1", "is cut short"),
        (GOOD[:-8] + (10**9).to_bytes(4, "little") + b"PAR1", "footer would have"),
        (GOOD[:-8] + (9).to_bytes(4, "little") + b"PAR1", "broken or cut short"),
        (GOOD[:-4] + b"PARE", "is encrypted"),
        (b"PARE" + GOOD[4:], "encrypted"),
        (GOOD[:4] + b"\xff" * 60 + GOOD[64:], "broken or cut short"),
        (written({"place": ["x"], "more": [[1]]}), "'more' is nested"),
        (written({"place": ["x"], "more": [{"a": 1}]}), "'more' is nested"),
        (written({f"c{at}": [1] for at in range(9000)}), "more columns or row groups"),
    ],
)
def test_a_broken_or_foreign_file_is_refused_in_one_line(raw, says):
    assert says in refusal(raw)


def test_a_million_columns_are_refused_by_the_length_of_the_footer_alone():
    footer = b"\x15\x04\x19\xfc" + b"\x00" * 2**21
    raw = b"PAR1" + footer + len(footer).to_bytes(4, "little") + b"PAR1"
    assert "more columns or row groups" in refusal(raw)


def test_a_text_said_for_many_rows_is_refused_before_it_is_written_out():
    text = pa.DictionaryArray.from_arrays(pa.array([0] * 400_000, pa.int32()), ["x" * 200_000])
    raw = written({"place": text})
    assert len(raw) < 2**20
    assert "far more text than the file does" in refusal(raw)


def test_what_unpacks_to_far_more_is_refused_before_it_is_unpacked(monkeypatch):
    raw = written({"place": ["x" * 1000] * 3000}, compression="zstd", use_dictionary=False)
    monkeypatch.setattr("geo.tables.parquet._UNPACKED_LIMIT", 2**20)
    assert "unpacks to" in refusal(raw)


def test_pages_tell_their_size_where_the_footer_says_less():
    raw = written({"place": ["x" * 100] * 50}, use_dictionary=False, compression="zstd")
    group = pyarrow.parquet.ParquetFile(io.BytesIO(raw)).metadata.row_group(0)

    class Lying:
        num_columns = 1

        def column(self, at):
            told = group.column(at)
            names = ("data_page_offset", "has_dictionary_page", "dictionary_page_offset")
            true = {name: getattr(told, name) for name in (*names, "total_compressed_size")}
            return type("Chunk", (), {**true, "total_uncompressed_size": 1})

    assert 5000 < group_size(raw, Lying()) <= group.column(0).total_uncompressed_size
    with pytest.raises(BrokenPageError):
        group_size(raw[:60], group)


def test_more_rows_than_are_held_are_refused():
    raw = written({"place": pa.array(["x"] * 1_000_001).dictionary_encode()} | {
        f"c{at}": pa.nulls(1_000_001) for at in range(20)
    })  # fmt: skip
    assert "more than 20,000,000 cells" in refusal(raw)


@examples(8)
@given(at=st.integers(4, len(GOOD) - 1), byte=st.integers(0, 255))
@example(at=215, byte=36)  # pyarrow ends the process
@example(at=427, byte=64)
@example(at=10, byte=8)  # a dictionary with fewer texts than are asked for
def test_a_flipped_byte_is_read_or_refused_in_one_line(at, byte):
    try:
        rows_of(GOOD[:at] + bytes([byte]) + GOOD[at + 1 :])
    except DataError as error:
        if any("\n" in problem.message for problem in error.problems):
            raise


def test_without_pyarrow_one_line_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(DataError) as refused:
        read_grids(GOOD, "list.parquet")
    assert 'pip install "pilotmap[parquet]"' in refused.value.problems[0].hint


def test_parquet_has_no_sheets():
    with pytest.raises(UsageError, match="is Parquet and has no sheet 'a'"):
        read_grids(GOOD, "list.parquet", "a")


def test_import_and_batches_read_parquet(tmp_path, monkeypatch):
    assert run("init", tmp_path / "p", "--title", "T").code == 0
    monkeypatch.chdir(tmp_path / "p")
    assert run("source", "add", "s1", "--title", "T", "--published", "2020").code == 0
    (tmp_path / "list.parquet").write_bytes(GOOD)
    told = run("import", tmp_path / "list.parquet", "--source", "s1", "--write")
    assert told.code == 0, told
    assert "Parquet; 2 rows" in told.out
    assert "wuwei-2016,武威,,620600,unit,2016" in (tmp_path / "p/locations.csv").read_text("utf-8")
    places = geo_parquet([shapely.Point(102.638, 37.928)])
    (tmp_path / "sites.parquet").write_bytes(places)
    told = run("import", tmp_path / "sites.parquet", "--source", "s1", "--year", "2020", "--write")
    assert told.code == 0, told
    assert "x,,620602,unit,2020" in (tmp_path / "p/locations.csv").read_text("utf-8")
    (tmp_path / "names.parquet").write_bytes(written({"place": ["武威"]}))
    assert read_records(str(tmp_path / "names.parquet"), ["place"]) == [(1, {"place": "武威"})]
    no_place = written({"a": ["x"], "b": [1]})
    (tmp_path / "none.parquet").write_bytes(no_place)
    told = run("import", tmp_path / "none.parquet", "--source", "s1")
    assert told.code == 1
    assert "no row names a column with places" in told.out + told.err
