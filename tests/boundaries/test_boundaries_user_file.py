"""A user's own boundaries: what is taken from a file, and what is refused with a reason."""

from __future__ import annotations

import warnings

import geopandas
import pyogrio
import pytest
import shapely
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from shapely import MultiPolygon, Point, Polygon, box

from geo.boundaries import from_file
from geo.boundaries.locate import Locator, polygons
from geo.boundaries.page import page_topology
from geo.boundaries.topojson import to_bytes
from geo.boundaries.topology import LEVELS
from geo.boundaries.user_file import from_file as from_file_knowing
from geo.errors import ReferenceDataError
from geo.model import Level
from geo.paths import REFERENCE

pytestmark = pytest.mark.slow

WUWEI = {"620602": box(100, 36, 101, 37), "620621": box(101, 36, 102, 37)}
WUWEI_REST = {"620622": box(100, 37, 101, 38), "620623": box(101, 37, 102, 38)}
JIUQUAN = {"620900": box(96, 36, 100, 38)}
GANSU = {"620000": box(94, 35, 103, 39)}


@pytest.fixture
def write(tmp_path):
    """Write outlines to a file and return its path."""

    def write_file(units, *, column="adcode", crs="EPSG:4326", elsewhere=None, name="units.gpkg"):
        table = geopandas.GeoDataFrame(
            {column: list(units)}, geometry=list(units.values()), crs="EPSG:4326"
        )
        path = tmp_path / name
        told = elsewhere is not None or crs is None
        table = table.set_crs(elsewhere, allow_override=True) if told else table.to_crs(crs)
        with warnings.catch_warnings():  # that the CRS is missing is what a test is about
            warnings.simplefilter("ignore")
            table.to_file(path)
        return path

    return write_file


def test_counties_alone_make_up_their_prefecture_and_province(write):
    taken = from_file(write(WUWEI | WUWEI_REST))

    assert set(taken.outlines[Level.COUNTY]) == {*WUWEI, *WUWEI_REST}
    assert polygons(taken, Level.PREFECTURE)["620600"].equals(box(100, 36, 102, 38))
    assert polygons(taken, Level.PROVINCE)["620000"].equals(box(100, 36, 102, 38))
    assert taken.outlines[Level.PREFECTURE]["620600"].name == "武威市"


def test_units_of_several_levels_nest(write):
    """Two counties of Wuwei, Jiuquan whole, and all of Gansu: each keeps its area."""
    taken = from_file(write(WUWEI | JIUQUAN | GANSU))
    locate = Locator(taken).units_at

    assert locate(100.5, 36.5) == ("620602", "620600", "620000")
    assert locate(98, 37) == ("620900", "620000")
    assert locate(94.5, 38.5) == ("620000",)
    assert polygons(taken, Level.PROVINCE)["620000"].equals(GANSU["620000"])
    assert Locator(taken).units_of([100.5, 98], [36.5, 37]) == [
        ("620602", "620600", "620000"),
        ("620900", "620000"),
    ]


def test_a_part_that_nearly_fills_its_unit_leaves_no_sliver(write):
    whole = {"620600": box(99.999, 36, 102, 38.001)}
    taken = from_file(write(WUWEI | WUWEI_REST | whole))

    assert polygons(taken, Level.PREFECTURE)["620600"].equals(box(100, 36, 102, 38))


@pytest.mark.parametrize(
    "units",
    [
        {620602: WUWEI["620602"]},
        {620602.0: WUWEI["620602"]},
        {" 620602 ": WUWEI["620602"]},
    ],
    ids=["number", "decimal", "spaces"],
)
def test_codes_are_read_as_people_store_them(write, units):
    assert set(from_file(write(units)).outlines[Level.COUNTY]) == {"620602"}


@pytest.mark.parametrize("name", ["units.geojson", "units.shp", "units.fgb", "units.gpkg"])
def test_formats(write, name):
    assert set(from_file(write(JIUQUAN, name=name)).outlines[Level.PREFECTURE]) == {"620900"}


def test_the_column_may_be_in_capitals_and_the_crs_any(write):
    path = write(JIUQUAN, column="ADCODE", crs="EPSG:3857")
    shape = polygons(from_file(path), Level.PREFECTURE)["620900"]

    assert shape.symmetric_difference(JIUQUAN["620900"]).area < 0.01


def test_another_code_of_today_is_understood(write):
    taken = from_file(
        write({"540481": box(94, 29, 95, 30), "820003": box(113.5, 22.1, 113.6, 22.2)})
    )

    assert set(taken.outlines[Level.COUNTY]) == {"540422", "820000"}


def test_a_former_code_counts_to_its_one_successor(write):
    path = write({"341400": box(117, 31, 118, 32)})
    taken = from_file(path, current={"341400": ("340181",)}.__getitem__)

    assert set(taken.outlines[Level.COUNTY]) == {"340181"}
    for successors in ({"341400": ("340181", "340202")}, {"341400": ()}, {}):
        with pytest.raises(ReferenceDataError, match=r"units\.gpkg: unknown codes .*: 341400"):
            from_file(path, current=successors.__getitem__)


def test_rows_of_one_unit_are_united_and_the_country_is_passed_over(tmp_path):
    country, dashes = box(73, 4, 135, 53), box(110, 5, 111, 6)
    table = geopandas.GeoDataFrame(
        {"adcode": ["620900", "620900", "100000", "100000_JD"]},
        geometry=[box(96, 36, 97, 37), box(97, 36, 98, 37), country, dashes],
        crs="EPSG:4326",
    )
    table.to_file(tmp_path / "rows.gpkg")
    taken = from_file(tmp_path / "rows.gpkg")

    assert polygons(taken, Level.PREFECTURE)["620900"].equals(box(96, 36, 98, 37))
    assert set(taken.outlines[Level.PROVINCE]) == {"620000"}


def test_overlaps_and_slits_between_neighbours_are_mended(write):
    drawn = {"620602": box(100, 36, 101.01, 37), "620621": box(101, 36, 102, 37)}
    slit = {"620622": box(100, 37, 102, 38) - box(100.2, 37, 101.8, 37.0005)}
    counties = list(polygons(from_file(write(drawn | slit)), Level.COUNTY).values())

    assert shapely.coverage_is_valid(counties)
    assert len(shapely.coverage_union_all(counties).interiors) == 0


def test_a_bow_tie_is_mended(write):
    bow_tie = Polygon([(100, 36), (102, 38), (102, 36), (100, 38), (100, 36)])

    shape = polygons(from_file(write({"620600": bow_tie})), Level.PREFECTURE)["620600"]
    assert shape.is_valid
    assert shape.area == pytest.approx(2, rel=0.01)


def test_the_page_takes_the_users_outlines(write):
    page = page_topology(from_file(write(WUWEI | JIUQUAN)), ["620600"])

    assert page.adcodes == ("620000", "620600", "620602", "620621", "620900")
    assert page.levels == (1, 2, 4, 4, 2)
    assert "nine_dash_line" not in page.kinds


def test_the_committed_outlines_can_be_given_back(tmp_path, topology):
    """Every level as a layer of one file; here Hainan, with counties under no prefecture."""
    path = tmp_path / "hainan.gpkg"
    for level in LEVELS:
        units = pyogrio.read_dataframe(REFERENCE / "boundaries.topojson", layer=level.value)
        hainan = units[units["adcode"].str.startswith("46")].drop(columns="id")
        hainan.to_file(path, layer=level.value)
    taken = from_file(path)

    assert {level: set(units) for level, units in taken.outlines.items()} == {
        level: {code for code in units if code.startswith("46")}
        for level, units in topology.outlines.items()
    }


@pytest.mark.parametrize(
    ("units", "options", "says"),
    [
        (JIUQUAN, {"column": "code"}, r"column 'adcode' \(columns: code\)"),
        (
            {"999999": box(96, 36, 97, 37), **JIUQUAN},
            {},
            "unknown codes in column 'adcode': 999999",
        ),
        ({"62": box(96, 36, 97, 37)}, {}, "62 in column 'adcode': expected codes of six digits"),
        ({None: box(96, 36, 97, 37), **JIUQUAN}, {}, "expected codes of six digits"),
        (JIUQUAN, {"crs": None}, "coordinate reference system"),
        (JIUQUAN, {"elsewhere": "IAU_2015:49900"}, "leads to no longitude and latitude"),
        ({"620900": Point(98, 37)}, {}, "no usable outline for 620900"),
        ({"620900": Polygon()}, {}, "no usable outline for 620900"),
        ({"620900": None, **WUWEI}, {}, "no usable outline for 620900"),
        ({"620900": Polygon([(96, 36), (97, 36), (96, 36)])}, {}, "no usable outline for 620900"),
        ({"620900": box(36, 96, 38, 100)}, {}, "beyond China"),
        ({"620900": box(-5, 50, 0, 55)}, {}, "beyond China"),
        ({"100000": box(73, 4, 135, 53)}, {}, "no unit below the country"),
        ({"620900": box(96, 36, 96.0001, 36.0001)}, {}, "smaller than the grid"),
        (
            {"620900": box(96, 36, 97, 37), "620600": box(96.4, 36.4, 96.6, 36.6)},
            {},
            "wholly under",
        ),
    ],
)
def test_what_cannot_be_used_is_refused_with_a_reason(write, units, options, says):
    path = write(units, **options)

    with pytest.raises(ReferenceDataError, match=says) as caught:
        from_file(path)
    assert str(path) in str(caught.value) or "grid" in says


@pytest.mark.parametrize(
    "content", [b"", b"adcode,name\n620900,x\n", b'{"type": "FeatureCollection"', b"\0" * 100]
)
def test_a_file_of_another_kind_is_refused(tmp_path, content):
    path = tmp_path / "units.geojson"
    path.write_bytes(content)

    with pytest.raises(ReferenceDataError, match=r"units\.geojson"):
        from_file(path)


def test_a_table_without_outlines_and_a_missing_file_are_refused(tmp_path):
    table = tmp_path / "units.csv"
    table.write_text("adcode,name\n620900,x\n")

    with pytest.raises(ReferenceDataError, match=r"'.csv' is no format that is read"):
        from_file(table)
    with pytest.raises(ReferenceDataError, match="no such file"):
        from_file(tmp_path / "none.gpkg")


corners = st.integers(0, 30)
rectangles = st.lists(st.tuples(corners, corners, corners, corners), min_size=1, max_size=6)
CODES = ["620602", "620621", "620622", "620623", "620702", "620721"]


@examples(25)
@given(rectangles)
def test_whatever_is_drawn_the_result_tiles_and_nests(tmp_path_factory, topology, drawn):
    """Random rectangles, overlapping as they like: refused, or a coverage whose levels nest."""
    shapes = [
        MultiPolygon([box(95 + x / 10, 35 + y / 10, 95 + (x + w + 1) / 10, 35 + (y + h + 1) / 10)])
        for x, y, w, h in drawn
    ]
    path = tmp_path_factory.mktemp("drawn") / "units.fgb"
    geopandas.GeoDataFrame(
        {"adcode": CODES[: len(shapes)]}, geometry=shapes, crs="EPSG:4326"
    ).to_file(path)
    try:
        taken = from_file_knowing(path, known=topology)
    except ReferenceDataError as error:
        assert "wholly under" in str(error) or "grid" in str(error)  # noqa: PT017
        return
    areas = []
    for level in (Level.PROVINCE, Level.PREFECTURE, Level.COUNTY):
        level_shapes = list(polygons(taken, level).values())
        assert shapely.is_valid(level_shapes).all()
        assert shapely.coverage_is_valid(level_shapes)
        areas.append(shapely.area(level_shapes).sum())
    assert areas == pytest.approx([shapely.union_all(shapes).area] * 3, rel=0.02)
    assert to_bytes(taken) == to_bytes(from_file_knowing(path, known=topology))
