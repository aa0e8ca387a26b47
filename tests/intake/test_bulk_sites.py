"""The bulk way and the single one resolve every row alike; a site is settled by where it lies."""

import random

import pytest

from geo.intake.lists.bulk_sites import BulkResolver

pytestmark = pytest.mark.slow

PLACES = ["城东便利店", "武威", "万达广场", "—", "甘肃站", "Wеinan", "店'", " 东 ", "", "Store 7",
          "Wuwei 2", "City of Wuwei", "武威2号店", "村邮站3号", "村邮站620602号",
          "武威县7店"]  # fmt: skip
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
    rows = ["id,name,province,adcode,lon,lat,year,evidence"]
    for number in range(count):
        if choose(range(12)) == 0 and number:
            rows.append(rows[-1])
            continue
        lon, lat = choose(POSITIONS[:1] * 6 + POSITIONS)
        cells = (choose(PLACES), choose(PROVINCES), choose(CODES), lon, lat, choose(YEARS))
        own = IDS[ids](number, choose)
        rows.append(f'{own},{",".join(cells)},"text, {choose([number, 1])}"')
    return "\n".join(rows) + "\n"


@pytest.mark.parametrize(("seed", "ids"), list(enumerate([*IDS, "their own"])))
def test_both_ways_give_the_same(seed, ids, run, tmp_path, monkeypatch):
    (tmp_path / "a.csv").write_text(lists(seed, ids), "utf-8")
    flags = ("a.csv", "--source", "moc", "--data", "p")

    fast = run("import", *flags, "--json")
    monkeypatch.setattr(BulkResolver, "serves", staticmethod(lambda *_: False))
    slow = run("import", *flags, "--json")

    assert fast.out == slow.out
    assert '"ready"' in fast.out
