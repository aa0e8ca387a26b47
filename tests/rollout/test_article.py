"""What the packaged example, one article, says and does not say by year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import geo
from geo.model import Level, Status
from geo.paths import DATA

if TYPE_CHECKING:
    from geo.rollout import Rollout

NAMED = {"610500", "620500", "620600", "620900", "622900"}
SHAANXI, GANSU, WEINAN = "610000", "620000", "610500"


@pytest.fixture(scope="module")
def rollout() -> Rollout:
    return geo.load(DATA)


def having(rollout: Rollout, year: int, level: Level, status: Status) -> set[str]:
    return {adcode for adcode, each in rollout.frame(year, level).items() if each is status}


@pytest.mark.parametrize("year", [2016, 2017, 2018, 2019])
def test_until_2019_weinan_alone_is_named(rollout, year):
    assert having(rollout, year, Level.PROVINCE, Status.IN) == {SHAANXI}
    assert having(rollout, year, Level.PREFECTURE, Status.IN) == {WEINAN}
    assert having(rollout, year, Level.COUNTY, Status.IN) == set()
    assert having(rollout, year, Level.PREFECTURE, Status.POSSIBLE) == set()
    inside = set(rollout.tree.children(WEINAN))
    assert having(rollout, year, Level.COUNTY, Status.POSSIBLE) == inside != set()


def test_in_2020_all_five_are_in_and_the_rest_of_gansu_is_possible(rollout):
    prefectures = set(rollout.tree.within(GANSU, Level.PREFECTURE))

    assert having(rollout, 2020, Level.PROVINCE, Status.IN) == {SHAANXI, GANSU}
    assert having(rollout, 2020, Level.PREFECTURE, Status.IN) == NAMED
    assert having(rollout, 2020, Level.PREFECTURE, Status.POSSIBLE) == prefectures - NAMED
    counties = set(rollout.tree.within(GANSU, Level.COUNTY)) | set(rollout.tree.children(WEINAN))
    assert having(rollout, 2020, Level.COUNTY, Status.POSSIBLE) == counties
    assert having(rollout, 2020, Level.COUNTY, Status.IN) == set()


@pytest.mark.parametrize("level", [Level.PROVINCE, Level.PREFECTURE, Level.COUNTY])
def test_one_partial_source_puts_nobody_out_and_says_nothing_before_2016(rollout, level):
    for year in range(2010, 2031):
        assert having(rollout, year, level, Status.OUT) == set()
    assert set(rollout.frame(2015, level).values()) == {Status.UNKNOWN}


def test_the_counts_are_the_ones_a_careful_reader_would_give(rollout):
    assert rollout.years == range(2016, 2021)
    assert rollout.counts(2018, Level.PREFECTURE).sentence() == (
        "at least 1 named; the source says there were more"
    )
    assert rollout.counts(2020, Level.PREFECTURE, GANSU).sentence() == (
        "4 to 14 of Gansu's 14 prefecture-level units"
    )
    assert rollout.counts(2020, Level.PREFECTURE).at_most is None


def test_the_first_year_of_a_named_place_and_of_a_possible_one(rollout):
    assert rollout.first_year(WEINAN) == (2016, 2016)
    assert rollout.first_year("620600") == (2020, 2020)
    assert rollout.first_year("620100") == (2020, None)
    assert not rollout.first_year("110000").reached
    assert rollout.started("620600", 2020, 2020) is Status.IN
    assert rollout.started(WEINAN, 2020, 2020) is Status.UNKNOWN


def test_one_article_does_not_contradict_itself(rollout):
    assert rollout.conflicts() == ()


def test_a_name_that_fits_several_units_is_not_explained():
    with pytest.raises(geo.errors.ToponymError, match=r"620600.*340281"):
        geo.explain("Wuwei", path=DATA)
    assert geo.explain("Wuwei", 2019, within="Gansu", path=DATA).status is Status.UNKNOWN
    assert geo.explain("620600", path=DATA).status is Status.IN
