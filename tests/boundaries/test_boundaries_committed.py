"""What is committed: three levels that tile the country, nest exactly and share their borders."""

from __future__ import annotations

import csv
from collections import Counter

import numpy as np
import pyogrio
import pytest
import shapely

from geo import boundaries
from geo.boundaries import topojson
from geo.boundaries.topology import LEVELS, arc_of
from geo.model import Level
from geo.paths import REFERENCE

pytestmark = pytest.mark.slow

EQUAL_AREA = "EPSG:6933"
FILE = REFERENCE / "boundaries.topojson"


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("kind", ["shapes", "coarse_shapes"])
def test_a_level_is_a_valid_coverage(request, kind, level):
    """Valid polygons, no overlaps, the same vertices on both sides of every border."""
    polygons = list(request.getfixturevalue(kind)[level].values())

    assert shapely.is_valid(polygons).all()
    assert shapely.coverage_is_valid(polygons)


@pytest.mark.parametrize("inner", [Level.PREFECTURE, Level.COUNTY])
def test_levels_nest_to_the_arc(topology, inner):
    """The border of a unit is what the borders of its parts do not share: no arc more or less."""
    outer = LEVELS[LEVELS.index(inner) - 1]
    parts: dict[str, Counter[int]] = {}
    for part in topology.outlines[inner].values():
        parts.setdefault(part.ancestors[0], Counter()).update(_arcs(part))

    for adcode, unit in topology.outlines[outer].items():
        unshared = {arc for arc, sides in parts.pop(adcode).items() if sides % 2}
        assert unshared == set(_arcs(unit)), adcode
    assert not parts


def test_every_level_covers_the_same_area(shapes):
    areas = {level: shapely.area(list(shapes[level].values())).sum() for level in LEVELS}

    assert areas[Level.PREFECTURE] == pytest.approx(areas[Level.PROVINCE], rel=1e-12)
    assert areas[Level.COUNTY] == pytest.approx(areas[Level.PROVINCE], rel=1e-12)


def test_dissolved_counties_are_the_prefecture(topology, shapes):
    counties = shapes[Level.COUNTY]
    for prefecture in ("622900", "610500", "460300", "659001"):
        parts = [
            counties[county.adcode]
            for county in topology.outlines[Level.COUNTY].values()
            if county.ancestors[0] == prefecture
        ]
        dissolved = shapely.coverage_union_all(parts)
        assert shapely.normalize(dissolved) == shapely.normalize(
            shapely.coverage_union_all([shapes[Level.PREFECTURE][prefecture]])
        )


def test_units_of_each_level_are_complete(topology):
    prefectures = topology.outlines[Level.PREFECTURE]
    proper = [code for code in prefectures if code.endswith("00") and not code.endswith("0000")]

    assert len(topology.outlines[Level.PROVINCE]) == 34
    assert len(proper) == 333
    assert len(prefectures) == 372
    assert len(topology.outlines[Level.COUNTY]) == 2888


def test_the_gazetteer_and_the_boundaries_know_the_same_units(topology):
    with (REFERENCE / "units.csv").open(encoding="utf-8", newline="") as file:
        today = {row["adcode"] for row in csv.DictReader(file) if not row["valid_to"]}
    drawn = {code for outlines in topology.outlines.values() for code in outlines}

    # Two counties of December 2024 are younger than the layer (decisions/added_units.csv).
    assert today - drawn == {"653228", "653229"}
    assert drawn <= today


def test_pseudo_units_are_merged_and_linxia_is_whole():
    prefectures = boundaries.load("prefecture")
    areas_km2 = prefectures.to_crs(EQUAL_AREA).area / 1e6

    assert not {"629700", "629800", "629900"} & set(prefectures.index)
    assert areas_km2["622900"] == pytest.approx(8169, rel=0.01)
    assert areas_km2.sum() == pytest.approx(9.6e6, rel=0.01)


def test_what_maps_of_china_must_not_leave_out(topology, shapes):
    provinces = shapes[Level.PROVINCE]
    sansha = shapes[Level.PREFECTURE]["460300"]

    assert {"710000", "810000", "820000"} <= set(provinces)
    assert shapely.get_num_geometries(sansha) > 300
    assert sansha.bounds[1] < 4.1
    assert len(topology.lines["nine_dash_line"]) == 9


def test_lagoons_stay_water(shapes):
    """Xiaohai in Wanning is a hole of 2.4 km2, not a slit between neighbours."""
    (wanning,) = shapely.get_parts(shapes[Level.COUNTY]["469006"])[
        [len(part.interiors) > 0 for part in shapely.get_parts(shapes[Level.COUNTY]["469006"])]
    ]

    assert not shapely.contains_xy(wanning, 110.389, 18.6956)


def test_rings_turn_as_geojson_wants(shapes):
    for polygon in shapely.get_parts(list(shapes[Level.PREFECTURE].values())):
        assert polygon.exterior.is_ccw
        assert not any(hole.is_ccw for hole in polygon.interiors)


def test_label_points_lie_inside_their_unit(topology, shapes):
    for level in LEVELS:
        labels = np.array([unit.label for unit in topology.outlines[level].values()])
        inside = shapely.contains_xy(list(shapes[level].values()), labels[:, 0], labels[:, 1])
        assert inside.all()


def test_the_files_are_small():
    assert sum(path.stat().st_size for path in REFERENCE.glob("boundaries*")) < 4_000_000


def test_reading_and_writing_gives_the_same_bytes(topology):
    assert topojson.to_bytes(topology) == FILE.read_bytes()


@pytest.mark.parametrize("level", LEVELS)
def test_gdal_reads_each_level_as_a_layer(level, topology):
    table = pyogrio.read_dataframe(FILE, layer=level.value)

    assert table.crs.equals("EPSG:4326")
    assert list(table["adcode"]) == sorted(topology.outlines[level])
    assert (
        table.set_index("adcode")
        .geometry["110000" if level != Level.COUNTY else "620602"]
        .covers(
            shapely.Point(116.4, 39.9) if level != Level.COUNTY else shapely.Point(102.64, 37.93)
        )
    )


def test_load_gives_a_table_by_adcode():
    counties = boundaries.load(Level.COUNTY)

    assert counties.index.name == "adcode"
    assert counties.crs.equals("EPSG:4326")
    assert tuple(counties.loc["620602", ["name", "prefecture", "province"]]) == (
        "凉州区", "620600", "620000",
    )  # fmt: skip
    assert list(boundaries.load("province").columns) == [
        "name", "label_lon", "label_lat", "geometry",
    ]  # fmt: skip


def _arcs(outline):
    return [arc_of(reference) for ring in outline.rings() for reference in ring]
