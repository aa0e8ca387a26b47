"""The bulk way and the single one resolve every row alike; a site is settled by where it lies."""

import csv
import json
import random

import pytest

from geo.intake.lists.bulk_sites import BulkResolver
from geo.intake.resolve.position import locate_many

pytestmark = pytest.mark.slow

PLACES = ["城东便利店", "武威", "万达广场", "—", "甘肃站", "Wеinan", "店'", " 东 ", "", "Store 7",
          "Wuwei 2", "City of Wuwei", "武威2号店", "村邮站3号", "村邮站620602号",
          "武威县7店", "武威市邮局3", "凉州区（城关）邮局", "沃尔玛（武威店）", "广州南站",
          "甘肃省邮局", "第八师（石河子市）"]  # fmt: skip
ENDS = ["", "", "2019", "2018-05-01", "2014", "still open", "2019年"]
YEARS = ["2015", "2016-08", "since 2017", "44000", "", "n/a", "2015-13"]
POSITIONS = [
    ("102.638", "37.928"), ("113.3", "23.1"), ("37.9", "102.6"), ("0", "0"), ("", ""),
    ("nan", "nan"),
    ("102.638", ""), ("122.9", "29.0"), ("１０２.638", "37.928"), ("121.9", "31.05"),
]  # fmt: skip
CODES = ["620602", "620600", "999999", "", "6206", "440106", "620602.0"]
PROVINCES = ["甘肃省", "广东", "", "Gondor", "-"]


IDS = {
    "their own": lambda number, _: f"s{number}",
    "none": lambda *_: "",
    "some twice": lambda number, choose: choose([f"s{number}"] * 8 + ["s7", "s 8", ""]),
}


def lists(seed, ids, count=400):
    choose = random.Random(seed).choice
    rows = ["id,name,province,adcode,lon,lat,year,end,evidence"]
    for number in range(count):
        if choose(range(12)) == 0 and number:
            rows.append(rows[-1])
            continue
        lon, lat = choose(POSITIONS[:1] * 6 + POSITIONS)
        cells = (
            choose(PLACES),
            choose(PROVINCES),
            choose(CODES),
            lon,
            lat,
            choose(YEARS),
            choose(ENDS),
        )
        own = IDS[ids](number, choose)
        rows.append(f'{own},{",".join(cells)},"text, {choose([number, 1])}"')
    return "\n".join(rows) + "\n"


def areas(text):
    """Return the rows of a list as GeoJSON: points, areas of one and of two parts; some astray."""
    features = []
    for number, row in enumerate(csv.DictReader(text.splitlines())):
        position = row.pop("lon"), row.pop("lat")
        lon, lat = map(
            float, position if position in POSITIONS[:2] else (102.3 + number / 1e3, 37.9)
        )
        parts = [
            [[[lon + east, lat], [lon + east + 0.01, lat], [lon, lat + 0.01], [lon + east, lat]]]
            for east in (0.0, -0.03)
        ]
        kind = number % 3
        shape = (("Point", [lon, lat]), ("Polygon", parts[0]), ("MultiPolygon", parts))[kind]
        geometry = dict(zip(("type", "coordinates"), shape, strict=True))
        features.append({"type": "Feature", "properties": row, "geometry": geometry})
    return json.dumps({"type": "FeatureCollection", "features": features})


NAMES = ["武威市", "Wuwei", "凉州区", "朝阳区", "襄樊市", "昌平县", "城东店", "全市", "",
         "武威市部分县", "武威、酒泉", "Gansu", "广州"]  # fmt: skip
NAMED_AT = [("102.638", "37.928"), ("102.9", "37.7"), ("116.44", "39.92"), ("120.45", "41.57"),
            ("112.14", "32.04"), ("116.23", "40.22"), ("113.3", "23.1"),
            ("102.45", "37.76")]  # fmt: skip


def named(seed, columns, count=300):
    """Return a list of units' names beside positions, some of them in other units."""
    choose = random.Random(seed).choice
    told = {"province": PROVINCES, "adcode": [*CODES, "220202|620602"]}
    rows = [f"{columns},lon,lat,year"]
    for _ in range(count):
        cells = [choose(told.get(name, NAMES)) for name in columns.split(",")]
        rows.append(",".join([*cells, *choose(NAMED_AT), choose(["2016", "1995", *YEARS])]))
    return "\n".join(rows) + "\n"


@pytest.mark.parametrize(
    "columns", ["city", "name,adcode", "province,city,county", "county,name", "adcode"]
)
def test_names_of_units_beside_positions_are_settled_alike(columns, run, tmp_path, monkeypatch):
    located = []
    monkeypatch.setattr(
        "geo.intake.lists.planner.locate_many",
        lambda entries, datum: located.extend(entries) or locate_many(entries, datum),
    )
    (tmp_path / "a.csv").write_text(named(5, columns), "utf-8")
    flags = ("a.csv", "--source", "moc", "--data", "p")

    fast = run("import", *flags, "--json")
    singly = len(located)
    monkeypatch.setattr(BulkResolver, "serves", staticmethod(lambda *_: False))
    slow = run("import", *flags, "--json")

    assert fast.out == slow.out
    assert singly < len(located) - singly, "some are settled many at a time"


@pytest.mark.parametrize(
    ("name", "given"),
    [*(("a.csv", each) for each in enumerate([*IDS, "their own"])), ("a.geojson", (7, "none"))],
)
def test_both_ways_give_the_same(name, given, run, tmp_path, monkeypatch):
    text = lists(*given)
    (tmp_path / name).write_text(text if name == "a.csv" else areas(text), "utf-8")
    flags = (name, "--source", "moc", "--data", "p")

    fast = run("import", *flags, "--json")
    monkeypatch.setattr(BulkResolver, "serves", staticmethod(lambda *_: False))
    slow = run("import", *flags, "--json")

    assert fast.out == slow.out
    assert '"ready"' in fast.out


@pytest.mark.parametrize("form", ["", ",lon,lat"])
def test_what_began_after_its_source_was_published_is_open_in_a_long_list_too(
    form, run, tmp_path, monkeypatch
):
    monkeypatch.setattr("geo.intake.lists.planner._CHECKED", 2)
    run("source", "edit", "moc", "--published", "2019", "--data", "p")
    names = ["武威市", "酒泉市", "天水市", "渭南市"] if not form else ["店1", "店2", "店3", "店4"]
    at = ",102.638,37.928" if form else ""
    years = (2015, 2016, 2021, 2018)
    rows = [f"{name},{year}{at}" for name, year in zip(names, years, strict=True)]
    (tmp_path / "a.csv").write_text("\n".join([f"name,year{form}", *rows]) + "\n", "utf-8")

    said = run("import", "a.csv", "--source", "moc", "--data", "p")

    assert "3 ready" in said.out
    assert "a.csv:4, column 'year': the start 2021 comes after moc was published" in said.out
