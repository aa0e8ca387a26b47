"""Points near a border, and sites whose names speak of another unit than their points."""

import json

import pytest

from geo.boundaries import neighbours_at, units_at

FLAGS = ("--source", "moc", "--data", "p", "--year", "2020")


@pytest.fixture
def imported(run, tmp_path):
    def call(rows, header="place,lon,lat", *options):
        (tmp_path / "a.csv").write_text(f"{header}\n{rows}\n", "utf-8")
        said = run("import", "a.csv", *FLAGS, *options, "--json")
        return [json.loads(line) for line in said.out.splitlines()][1:-1]

    return call


@pytest.fixture(scope="module")
def border():
    """Return a point beside a border within one city, its county, and the county across."""
    west, east = 104.0, 104.2
    county = units_at(west, 30.65)[0]
    for _ in range(18):
        middle = (west + east) / 2
        west, east = (middle, east) if units_at(middle, 30.65)[0] == county else (west, middle)
    (across, *_) = neighbours_at(west, 30.65, county)
    return west, 30.65, county, across.adcode


def test_a_site_on_a_border_has_both_neighbours_as_candidates(imported, border, run):
    lon, lat, county, across = border

    (record,) = imported(f"A shop,{lon:.6f},{lat}")
    run("import", "a.csv", *FLAGS, "--write")
    checked = run("check", "--data", "p")
    status = run("explain", across, "--year", "2020", "--data", "p")

    assert record["verdict"] == "ready"
    assert record["row"]["adcode"].split("|")[:2] == [county, across]
    assert "the outlines are exact to 400 m" in record["row"]["decision"]
    assert "candidates-open" in checked.out
    assert "coordinates-outside" not in checked.out
    assert "possible" in status.out


@pytest.mark.parametrize("side", [2, 3])
def test_a_code_or_a_parent_settles_which_side_is_meant(side, imported, border):
    lon, lat, *codes = border
    meant = codes[side - 2]

    (by_code,) = imported(f"A shop,{lon:.6f},{lat},{meant}", "place,lon,lat,adcode")
    (by_parent,) = imported(f"A shop,{lon:.6f},{lat},{meant}", "place,lon,lat,within")

    assert by_code["row"]["adcode"] == by_parent["row"]["adcode"] == meant


def test_the_name_settles_which_side_is_meant(imported):
    # 新津 lies across the border of 彭山, a few metres from the point.
    (record,) = imported("新津南站,103.8543811,30.3512613")

    assert record["row"]["adcode"] == "510118"


def test_a_site_far_from_borders_is_one_unit(imported):
    (record,) = imported("A camp,94.5,40.2")

    assert record["row"]["adcode"] == "620982"


@pytest.mark.parametrize(
    ("name", "lon", "lat", "meant"),
    [
        ("双城北站", 127.507, 46.88, "230113"),  # drawn in 庆安
        ("民和南", 102.64, 37.93, "630222"),  # drawn in 凉州
        ("天水市邮政局", 102.64, 37.93, "620500"),
        ("Tianshui South Railway Station", 102.64, 37.93, "620500"),
    ],
)
def test_a_site_that_bears_the_name_of_a_unit_elsewhere_is_asked(name, lon, lat, meant, imported):
    (record,) = imported(f"{name},{lon},{lat}")

    assert record["verdict"] == "ambiguous"
    assert meant in [unit["adcode"] for unit in record["candidates"]]
    assert "bears the name of" in record["problems"][0]["message"]


@pytest.mark.parametrize(
    "name",
    ["武威南站", "凉州区邮政局", "武威市邮政局", "甘肃省电力公司", "Wuwei South", "城东便利店"],
)
def test_a_site_in_or_beside_the_unit_of_its_name_is_ready(name, imported):
    (record,) = imported(f"{name},102.638,37.928")

    assert record["verdict"] == "ready", record
    assert record["row"]["adcode"] == "620602"


def test_a_reason_settles_a_site_that_bears_another_name(imported):
    (record,) = imported("天水市邮政局,102.64,37.93,it moved", "place,lon,lat,decision")

    assert record["verdict"] == "ready"
    assert record["row"]["adcode"] == "620602"


@pytest.mark.parametrize("options", [(), ("--level", "prefecture"), ("--level", "county")])
def test_a_unit_of_another_level_than_asked_is_no_site_where_its_point_is_far(options, imported):
    found = imported("化州市,91.83,34.99\n那曲市,109.5,35.07", "place,lon,lat", *options)

    assert [problem["rule"] for record in found for problem in record["problems"]] == [
        "coordinates-outside", "coordinates-outside"
    ], found  # fmt: skip


def test_a_code_beside_several_names_is_not_taken_for_all_of_them(imported):
    found = imported("酒泉和武威,620900\n武威市/Wuwei,620600", "place,adcode")

    by_line = {record["line"]: record for record in found}
    assert [problem["rule"] for problem in by_line[2]["problems"]] == ["adcode-name"]
    assert by_line[3]["verdict"] == "ready"


@pytest.mark.parametrize("options", [(), ("--level", "prefecture"), ("--level", "county")])
def test_a_code_of_what_lies_around_the_unit_named_is_not_taken_for_it(options, imported):
    (record,) = imported("五华县,4414", "place,adcode", *options)

    assert [problem["rule"] for problem in record["problems"]] == ["adcode-name"]


def test_a_bare_name_far_from_its_point_is_asked(imported):
    (record,) = imported("大同,124.81,46.04")  # in the Datong of Daqing

    assert record["verdict"] == "ambiguous"
    assert [unit["adcode"] for unit in record["candidates"]] == ["230606", "140200"]


def test_a_bare_name_of_several_units_of_one_rank_is_settled_by_its_point(imported):
    (record,) = imported("朝阳,125.27,43.85")  # in the Chaoyang of Changchun

    assert record["verdict"] == "ready"
    assert record["row"]["adcode"] == "220104"
    assert "211300" in record["row"]["decision"]


def test_a_point_outside_its_parent_is_not_taken_into_a_neighbour(imported, border):
    lon, lat, county, across = border
    inside = f"{lon - 0.01:.6f}"  # about 1 km on this side: nearer than the leeway, not a doubt

    (record,) = imported(f"A shop,{inside},{lat},{across}", "place,lon,lat,within")

    assert units_at(float(inside), lat)[0] == county
    assert record["verdict"] == "invalid"
    assert record["problems"][0]["rule"] == "within-contradicts"
