"""`geo.rollout` agrees with brute force over every world the statements allow."""

from __future__ import annotations

import pytest
from examples import examples
from hypothesis import given

from geo.model import Level
from geo.rollout import Rollout

from . import oracle
from .cases import YEARS, programmes
from .country import COUNTRY_UNITS, UNITS

pytestmark = pytest.mark.slow

FROM_ALL_TIME = range(2008, 2026)
"""Longer than any date of the cases, so that what is open lies at its ends."""


@examples(120)
@given(programmes())
def test_every_status_is_what_all_worlds_together_say(programme):
    statements, sources = programme
    rollout = Rollout(statements, {source.id: source for source in sources}, COUNTRY_UNITS)

    for year in YEARS:
        for adcode in UNITS:
            expected = oracle.status(adcode, year, statements, sources)
            assert rollout.status(adcode, year) is expected, (adcode, year)


@examples(30)
@given(programmes(3))
def test_first_years_and_starts_are_what_all_worlds_together_say(programme):
    statements, sources = programme
    rollout = Rollout(statements, {source.id: source for source in sources}, COUNTRY_UNITS)

    for adcode in UNITS:
        earliest, latest = oracle.first_year(adcode, FROM_ALL_TIME, statements, sources)
        bounds = rollout.first_year(adcode)
        assert bounds.reached == (earliest is not None), adcode
        assert bounds.latest == latest, adcode
        assert bounds.earliest == (None if earliest == FROM_ALL_TIME[0] else earliest), adcode
        for first, last in ((2016, 2016), (2018, 2018), (2017, 2020)):
            expected = oracle.started(
                adcode, range(first, last + 1), FROM_ALL_TIME, statements, sources
            )
            assert rollout.started(adcode, first, last) is expected, (adcode, first, last)


@examples(30)
@given(programmes())
def test_counts_claim_no_upper_end_that_some_source_contradicts(programme):
    statements, sources = programme
    rollout = Rollout(statements, {source.id: source for source in sources}, COUNTRY_UNITS)

    for year in YEARS[::2]:
        for level in (Level.PROVINCE, Level.PREFECTURE, Level.COUNTY):
            counts = rollout.counts(year, level)
            expected = oracle.is_contradicted(level, year, statements, sources)
            assert counts.contradicted == expected, (level, year)
            if oracle.may_be_anywhere(statements, year):
                assert counts.open_ended == bool(counts.unknown)
            else:
                assert not counts.open_ended
            for adcode in UNITS:
                inside = rollout.counts(year, level, adcode)
                if rollout.status(adcode, year).value == "in" and inside.at_most is not None:
                    assert inside.at_most or not inside.total or level == "province"
