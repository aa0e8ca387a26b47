"""Two programmes on the same units: both, in which order, and what is not known of either."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from staggered import GAZETTEER, TREE, UNITS

from geo.dates import parse
from geo.door import Rollout
from geo.errors import UsageError
from geo.export.compare import both_of, compared
from geo.gazetteer import load
from geo.model import Level, Presence, Source, Statement, Status

ONE, TWO, THREE, FOUR, FIVE, SIX = UNITS[:6]


def programme(told):
    """Make a rollout of `{unit: start}`; a start that begins with `no ` says that it was out."""
    rows = []
    for unit, start in told.items():
        if start.startswith("no "):
            first, last = start.removeprefix("no ").split("-")
            cells = {"start": parse(first), "end": parse(last), "status": Presence.OUT}
        else:
            cells = {"start": parse(start)}
        rows.append(Statement(f"s{unit}", unit, (unit,), "a", **cells))
    return Rollout(rows, {"a": Source("a", "A")}, GAZETTEER, tree=TREE)


@pytest.fixture(scope="module")
def units():
    a = programme({ONE: "2015", TWO: "[2014..2017]", THREE: "2016", FOUR: "no 2014-2020"})
    b = programme({ONE: "2018", TWO: "2016", THREE: "[2018..]", FOUR: "2015", FIVE: "2016"})
    return a.compare(b, year=2020)


@pytest.mark.parametrize(
    ("unit", "told"),
    [
        (ONE, ["in", "a", "in", "in"]),
        (TWO, ["in", "a|same|b", "in", "in"]),
        (THREE, ["possible", "a", "in", "possible"]),
        (FOUR, ["out", "", "out", "in"]),
        (FIVE, ["unknown", "", "unknown", "in"]),
        (SIX, ["unknown", "", "unknown", "unknown"]),
    ],
)
def test_the_four_values_are_kept_with_the_orders_that_dates_allow(units, unit, told):
    assert units.loc[unit, ["both", "order", "status_a", "status_b"]].tolist() == told


def test_every_unit_is_there_with_bounds_and_sources(units):
    assert list(units.index) == UNITS
    assert units.loc[TWO, ["first_year_earliest_a", "first_year_latest_a"]].tolist() == [2014, 2017]
    assert units.loc[ONE, ["sources_a", "sources_b"]].tolist() == ["a", "a"]
    assert units["both"].cat.ordered


def test_what_started_later_than_the_year_asked_for_does_not_count():
    a, b = programme({ONE: "2015"}), programme({ONE: "2018"})

    assert a.compare(b, year=2017).loc[ONE, "both"] == "unknown"
    assert a.compare(b, year=2018).loc[ONE, "both"] == "in"


def test_a_no_for_some_of_the_years_does_not_close_the_others():
    a, b = programme({ONE: "no 2014-2016"}), programme({ONE: "2014", TWO: "2020"})

    assert a.compare(b).loc[ONE, "both"] == "unknown"


@pytest.mark.parametrize("a", Status)
@pytest.mark.parametrize("b", Status)
def test_both_is_the_conjunction_of_what_is_known(a, b):
    worlds = {
        Status.IN: {True},
        Status.OUT: {False},
        Status.POSSIBLE: {True, False},
        Status.UNKNOWN: {True, False},
    }
    allowed = {one and other for one in worlds[a] for other in worlds[b]}

    assert both_of(a, b) is both_of(b, a)
    assert allowed == worlds[both_of(a, b)]


STARTS = ("2015", "2016-08", "[2015..2017]", "[..2016]", "[2017..]", "[2014..2020]")


@settings(max_examples=60)
@given(st.sampled_from(STARTS), st.sampled_from(STARTS), st.integers(0, 9), st.integers(0, 9))
def test_the_orders_told_hold_the_true_one(start_a, start_b, at_a, at_b):
    def true_year(start, at):
        date = parse(start)
        low = date.not_before.year if date.not_before else 2010
        high = date.not_after.year if date.not_after else 2020
        return low + at % (high - low + 1)

    rows = compared(programme({ONE: start_a}), programme({ONE: start_b}), Level.PREFECTURE, 2020)
    (row,) = [each for each in rows if each.unit.adcode == ONE]
    a, b = true_year(start_a, at_a), true_year(start_b, at_b)

    assert ("a" if a < b else "b" if b < a else "same") in row.order


def test_what_cannot_be_compared_is_refused():
    a = programme({ONE: "2015"})

    with pytest.raises(UsageError, match=r"^other: 'stores' is not a rollout"):
        a.compare("stores")
    with pytest.raises(UsageError, match=r"^other: it is of other units"):
        a.compare(Rollout([], {}, load()))
    with pytest.raises(UsageError, match=r"^year: no statement is dated"):
        programme({}).compare(programme({}))
