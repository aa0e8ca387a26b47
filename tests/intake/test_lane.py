"""The fast lane and the slow one settle every row alike; a site is settled by where it lies."""

import random

import pytest

from geo.intake.lane import SiteLane

PLACES = ["城东便利店", "武威", "万达广场", "—", "甘肃站", "Wеinan", "店'", " 东 ", "", "Store 7",
          "Wuwei 2", "City of Wuwei"]  # fmt: skip
YEARS = ["2015", "2016-08", "since 2017", "44000", "", "n/a", "2015-13"]
POSITIONS = [
    ("102.638", "37.928"), ("113.3", "23.1"), ("37.9", "102.6"), ("0", "0"), ("", ""),
    ("nan", "nan"),
    ("102.638", ""), ("122.9", "29.0"), ("１０２.638", "37.928"), ("121.9", "31.05"),
]  # fmt: skip
CODES = ["620602", "620600", "999999", "", "6206", "440106", "620602.0"]
PROVINCES = ["甘肃省", "广东", "", "Gondor", "-"]


def lists(seed, count=400):
    choose = random.Random(seed).choice
    rows = ["id,name,province,adcode,lon,lat,year,evidence"]
    for number in range(count):
        lon, lat = choose(POSITIONS[:1] * 6 + POSITIONS)
        cells = (choose(PLACES), choose(PROVINCES), choose(CODES), lon, lat, choose(YEARS))
        rows.append(f's{number},{",".join(cells)},"text, {number}"')
    return "\n".join(rows) + "\n"


@pytest.mark.parametrize("seed", range(4))
def test_both_lanes_give_the_same(seed, run, tmp_path, monkeypatch):
    (tmp_path / "a.csv").write_text(lists(seed), "utf-8")
    flags = ("a.csv", "--source", "moc", "--data", "p")

    fast = run("import", *flags, "--json")
    monkeypatch.setattr(SiteLane, "serves", staticmethod(lambda *_: False))
    slow = run("import", *flags, "--json")

    assert fast.out == slow.out
    assert '"ready"' in fast.out


def test_the_fast_lane_takes_the_plain_sites():
    from geo.gazetteer import load
    from geo.intake.shapes import NameShapes

    shapes = NameShapes(load())

    assert not any(map(shapes.may_name_unit, ["朗朗便利店", "Store 12", "Shop A7", "Site #3"]))
    assert all(map(shapes.may_name_unit, ["武威", "武威市", "武威地区", "甘肃武威", "Wuwei"]))


def test_every_name_of_the_gazetteer_may_name_a_unit():
    from geo.gazetteer import load
    from geo.intake.shapes import NameShapes

    gazetteer = load()
    shapes = NameShapes(gazetteer)
    names = {
        name
        for row in gazetteer.rows
        for name in (
            row.name_zh,
            row.short_zh,
            row.name_en,
            row.pinyin,
            f"{row.name_en} 12",
            *row.aliases.split("|"),
        )
        if name
    }

    assert [name for name in names if not shapes.may_name_unit(name)] == []


@pytest.mark.parametrize(
    "name", ["香格里拉", "襄樊", "襄樊市", "蘭州", "烏魯木齊市", "内蒙", "临夏州", "武威地区"]
)
def test_names_as_people_write_them_are_matched(name):
    from geo.gazetteer import load
    from geo.intake.shapes import NameShapes

    assert NameShapes(load()).may_name_unit(name)
