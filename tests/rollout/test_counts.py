"""Counts are ranges, and their sentences say no more than the sources."""

from __future__ import annotations

import pytest

from geo.model import Level
from geo.rollout import Rollout

from .cases import source, statement
from .country import COUNTRY_UNITS

NAMED = statement("s", "620100")
WITHIN = statement("w", "620000", extent="within")
COUNTRY_WIDE = statement("c", "100000", extent="within")
FULL = source("list", ("100000", "prefecture"), published="2016")


@pytest.mark.parametrize(
    ("statements", "sources", "within", "english", "chinese"),
    [
        (
            [NAMED],
            [],
            None,
            "at least 1 named; nothing is said of 4 of 5 prefecture-level units",
            "至少列明1个；全国5个地级行政区中的4个没有资料",
        ),
        (
            [NAMED, COUNTRY_WIDE],
            [],
            None,
            "at least 1 named; the source says there were more",
            "至少列明1个；来源称还有更多",
        ),
        (
            [NAMED, WITHIN],
            [],
            "620000",
            "1 to 3 of Nanzhou's 3 prefecture-level units",
            "Nanzhou3个地级行政区中的1至3个",
        ),
        (
            [NAMED],
            [FULL],
            None,
            "1 of 5 prefecture-level units",
            "全国5个地级行政区中的1个",
        ),
        (
            [COUNTRY_WIDE],
            [],
            "620000",
            "none named; nothing is said of 3 of Nanzhou's 3 prefecture-level units",
            "没有列明；Nanzhou3个地级行政区中的3个没有资料",
        ),
        (
            [WITHIN, COUNTRY_WIDE],
            [],
            None,
            "none named, 3 possible; the source says there were more",
            "没有列明，另有3个可能；来源称还有更多",
        ),
    ],
)
def test_a_count_says_its_range_in_words(statements, sources, within, english, chinese):
    known = {each.id: each for each in [source("a"), *sources]}
    counts = Rollout(statements, known, COUNTRY_UNITS).counts(2016, Level.PREFECTURE, within)

    assert counts.sentence() == english
    assert counts.sentence("zh") == chinese


def test_silence_leaves_the_upper_end_open():
    made = Rollout([NAMED], {"a": source("a")}, COUNTRY_UNITS)

    assert made.counts(2016, Level.PREFECTURE).at_least == 1
    assert made.counts(2016, Level.PREFECTURE).at_most is None
    assert made.counts(2016, Level.COUNTY, "620100").at_most == 2
    assert made.counts(2016, Level.COUNTY, "620100").at_least == 0
