"""A folder of tables becomes statuses on today's real units."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import geo
from geo.model import Level, Status

if TYPE_CHECKING:
    from geo.rollout import Rollout

LOCATIONS = """\
id,place,within,adcode,extent,start,end,date_note,source,locator,statement,lon,lat,decision
s1,武威,甘肃,620600,unit,2012,,stated,list-2014,no. 1,Named in the list.,,,
s2,华县,陕西,610521,unit,2014,,stated,report,p2,A county of the time.,,,
s3,Linxia,Gansu,622900|622901|622921,unit,2013,,stated,report,p3,One of three.,,,
s4,兰州,甘肃,620100,all,2010,2012,stated,report,p4,Everywhere in it; ended.,,,
s5,莱芜,山东,371200,unit,2015,,stated,report,p5,Divided into two districts.,,,
"""
SOURCES = """\
id,title,publisher,author,published,url,accessed,coverage,coverage_scope,coverage_period,note
list-2014,The full list for Gansu,,,2014,,,full,620000 prefecture,2013/2014,
report,A report,,,2016,,,partial,,,
"""


@pytest.fixture
def rollout(tmp_path) -> Rollout:
    (tmp_path / "datapackage.json").write_text('{"title": "Lists"}', encoding="utf-8")
    (tmp_path / "locations.csv").write_text(LOCATIONS, encoding="utf-8")
    (tmp_path / "sources.csv").write_text(SOURCES, encoding="utf-8")
    return geo.load(tmp_path)


def test_a_full_list_closes_the_prefectures_it_leaves_out_while_it_claims(rollout):
    frame = rollout.frame(2014, Level.PREFECTURE)
    gansu = set(rollout.tree.within("620000", Level.PREFECTURE))

    assert {a for a, s in frame.items() if s is Status.OUT} == gansu - {"620600", "622900"}
    assert rollout.counts(2014, Level.PREFECTURE, "620000").sentence() == (
        "2 of Gansu's 14 prefecture-level units"
    )
    assert rollout.status("620102", 2014) is Status.OUT  # a district of Lanzhou
    assert rollout.status("620100", 2012) is rollout.status("620102", 2012) is Status.IN
    assert rollout.status("620100", 2015) is Status.UNKNOWN


def test_candidates_former_and_divided_units_settle_what_holds_them(rollout):
    assert rollout.status("622900", 2013) is Status.IN
    assert rollout.status("622901", 2013) is Status.POSSIBLE
    assert rollout.status("610503", 2014) is rollout.status("610521", 2014) is Status.IN
    assert rollout.status("370100", 2015) is Status.IN  # both districts lie in Jinan
    assert rollout.status("370116", 2015) is Status.POSSIBLE
    assert rollout.status("371200", 2015) is Status.IN  # named itself, whatever it became
    assert rollout.first_year("371200") == (2015, 2015)


def test_each_frame_tiles_the_country_with_a_status_for_every_unit(rollout):
    assert len(rollout.frame(2014, Level.PROVINCE)) == 34
    assert "110000" in rollout.frame(2014, Level.PREFECTURE)
    for level in (Level.PROVINCE, Level.PREFECTURE, Level.COUNTY):
        panel = rollout.panel(level, rollout.years)
        assert len(panel) == len(rollout.frame(2014, level)) * len(rollout.years)
        assert panel["in_strict"].notna().sum() < len(panel)
