"""What holds for every programme, whatever its statements and sources."""

from __future__ import annotations

from dataclasses import replace

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from geo.door import Rollout
from geo.model import Extent, Level, Status

from .cases import YEARS, partial_statements, programmes
from .country import COUNTRY_UNITS, LEVELS, UNITS
from .oracle import covers_country, is_inside, reaches, spans, yes

pytestmark = pytest.mark.slow

quick = examples(40)


def rollout_of(statements, sources) -> Rollout:
    return Rollout(statements, {source.id: source for source in sources}, COUNTRY_UNITS)


@quick
@given(programmes(), partial_statements)
def test_a_further_statement_of_a_partial_source_never_lowers_a_status(programme, further):
    statements, sources = programme
    before = rollout_of(statements, sources)
    after = rollout_of([*statements, further], sources)

    for year in YEARS:
        for adcode in UNITS:
            assert after.status(adcode, year).rank >= before.status(adcode, year).rank


@quick
@given(programmes())
def test_in_stays_in_until_an_end(programme):
    statements, sources = programme
    lasting = [statement for statement in statements if statement.end is None]
    rollout = rollout_of(lasting, sources)

    for adcode in UNITS:
        certain = [rollout.status(adcode, year) is Status.IN for year in YEARS]
        assert certain == sorted(certain)


@quick
@given(programmes())
def test_a_unit_is_in_exactly_when_a_statement_settles_itself_or_a_unit_inside_it(programme):
    statements, sources = programme
    settled = [s for s in yes(statements) if len(s.adcodes) == 1 and s.adcodes[0] in UNITS]
    settled = [replace(statement, extent=Extent.UNIT) for statement in settled]
    rollout = rollout_of(settled, sources)

    for year in YEARS:
        certain = {e.statement.adcodes[0] for e in rollout.evidence if year in e.certain}
        for adcode in UNITS:
            inside = any(is_inside(code, adcode) for code in certain)
            assert (rollout.status(adcode, year) is Status.IN) == inside


@quick
@given(programmes())
def test_possible_reaches_up_and_out_reaches_down(programme):
    rollout = rollout_of(*programme)

    for year in YEARS:
        for adcode, (_, parent, _) in UNITS.items():
            if parent == "100000":
                continue
            mine, around = rollout.status(adcode, year), rollout.status(parent, year)
            if mine.rank:
                assert around.rank
            if around is Status.OUT:
                assert mine is Status.OUT


@examples(12)
@given(programmes())
def test_frames_panel_counts_and_status_agree(programme):
    rollout = rollout_of(*programme)

    for level, members in LEVELS.items():
        panel = rollout.panel(level, YEARS).set_index(["adcode", "year"])["status"].to_dict()
        for year in YEARS:
            frame = rollout.frame(year, level)
            counts = rollout.counts(year, level)
            assert set(frame) == set(members)
            assert counts.total == len(members)
            assert counts.named == list(frame.values()).count(Status.IN)
            assert counts.at_most is None or counts.at_least <= counts.at_most <= counts.total
            for adcode, status in frame.items():
                assert rollout.status(adcode, year) is status
                assert panel[adcode, year] == status


@quick
@given(programmes())
def test_the_strict_panel_lies_inside_the_possible_one_and_silence_is_blank(programme):
    panel = rollout_of(*programme).panel(Level.COUNTY, YEARS)

    strict = panel["in_strict"].fillna(-1)
    possible = panel["in_possible"].fillna(-1)
    assert (possible[strict == 1] == 1).all()
    assert (possible[strict == 0] == 0).all()
    assert (possible[panel["status"] == "unknown"] == -1).all()
    assert ((strict == -1) == panel["status"].isin(["unknown", "possible"])).all()


@quick
@given(programmes())
def test_bounds_of_the_first_year_are_ordered_and_match_the_statuses(programme):
    rollout = rollout_of(*programme)

    for adcode in UNITS:
        bounds = rollout.first_year(adcode)
        (earliest, latest), reached = bounds, bounds.reached
        statuses = {year: rollout.status(adcode, year) for year in range(1990, 2040)}
        certain = [year for year, status in statuses.items() if status is Status.IN]
        supported = [
            year
            for year, status in statuses.items()
            if status.rank or covers_country(programme[0], year)
        ]
        assert reached == bool(supported)
        assert latest == (certain[0] if certain else None)
        if earliest is None:
            assert not reached or supported[0] == 1990
        else:
            assert earliest == supported[0]
            assert latest is None or earliest <= latest


def can_begin(statements, adcode, year):
    """Whether some statement that speaks of the unit, or of one around or in it, allows a start."""
    return any(
        (reaches(each, adcode, year) or covers_country([each], year))
        and any(first == year for first, _ in spans(each))
        for each in yes(statements)
    )


@quick
@given(programmes(), st.sampled_from(YEARS), st.integers(0, 4))
def test_started_says_in_only_where_the_first_year_must_lie_in_the_range(programme, first, length):
    rollout = rollout_of(*programme)
    last = first + length

    for adcode in UNITS:
        bounds = rollout.first_year(adcode)
        status = rollout.started(adcode, first, last)
        inside = bounds.latest is not None and bounds.earliest is not None
        inside = inside and first <= bounds.earliest and bounds.latest <= last
        assert (status is Status.IN) == inside
        if status is Status.POSSIBLE:
            begun = [
                year for year in range(first, last + 1) if can_begin(programme[0], adcode, year)
            ]
            assert any(
                rollout.status(adcode, year).rank or covers_country(programme[0], year)
                for year in begun
            )
        if status is Status.OUT:
            everywhere = {rollout.status(adcode, year) for year in range(first, last + 1)}
            assert everywhere == {Status.OUT}


@quick
@given(programmes())
def test_every_status_has_its_reasons(programme):
    rollout = rollout_of(*programme)

    for year in YEARS:
        for adcode in UNITS:
            explanation = rollout.explain(adcode, year)
            reasons = explanation.reasons
            settled = {reason.relation for reason in reasons if reason.certain}
            said = {reason.relation for reason in reasons}
            if explanation.status is Status.IN:
                assert settled - {"full list", "says no"}
            elif explanation.status is Status.OUT:
                assert settled
                assert settled <= {"full list", "says no"}
            elif explanation.status is Status.POSSIBLE:
                assert not settled
                assert said - {"country-wide", "says no"}
            else:
                assert said <= {"country-wide", "says no"}
            assert len(explanation.links) == len(reasons)
            assert explanation.would_change


@quick
@given(programmes())
def test_nothing_changes_outside_the_years_with_evidence(programme):
    rollout = rollout_of(*programme)
    if not rollout.years:
        return

    first, last = rollout.years[0], rollout.years[-1]
    for adcode in UNITS:
        assert rollout.status(adcode, first - 1) is rollout.status(adcode, first - 50)
        assert rollout.status(adcode, last + 1) is rollout.status(adcode, last + 50)
