"""`geo.rollout` agrees with brute force over every world the statements allow."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from geo.rollout import Rollout

from . import oracle
from .cases import YEARS, programmes
from .country import COUNTRY_UNITS, UNITS


@settings(max_examples=1500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(programmes())
def test_every_status_is_what_all_worlds_together_say(programme):
    statements, sources = programme
    rollout = Rollout(statements, {source.id: source for source in sources}, COUNTRY_UNITS)

    for year in YEARS:
        for adcode in UNITS:
            expected = oracle.status(adcode, year, statements, sources)
            assert rollout.status(adcode, year) is expected, (adcode, year)
