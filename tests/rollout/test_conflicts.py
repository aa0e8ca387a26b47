"""Contradictions between sources are listed, and both sides stay in force."""

from __future__ import annotations

from dataclasses import replace

from geo.model import Status
from geo.rollout import DenialConflict, ListConflict, PartsConflict, Rollout, StartConflict

from .cases import source, statement
from .country import COUNTRY_UNITS


def rollout(*statements, sources=()) -> Rollout:
    known = {each.id: each for each in [source("a"), source("b"), *sources]}
    return Rollout(statements, known, COUNTRY_UNITS)


def test_two_starts_that_cannot_both_be_right_are_a_conflict():
    made = rollout(
        statement("later", "620100", start="2018", source="b"),
        statement("earlier", "620100", start="2016"),
    )

    (conflict,) = made.conflicts()
    assert isinstance(conflict, StartConflict)
    assert (conflict.statement.id, conflict.other.id) == ("earlier", "later")
    assert conflict.years == (2016, 2017)
    assert conflict.sentence() == (
        "620100 started 2016 by earlier (a), 2018 by later (b); both are kept, the earlier decides"
    )
    assert made.status("620100", 2016) is Status.IN


def test_dates_that_can_agree_and_stays_that_follow_each_other_are_none():
    assert not rollout(
        statement("s", "620100", start="2016"),
        statement("t", "620100", start="2016-08", source="b"),
    ).conflicts()
    assert not rollout(
        statement("s", "620100", start="2014", end="2015"),
        statement("t", "620100", start="2018", source="b"),
    ).conflicts()
    assert not rollout(
        statement("s", "620100", start="2014"),
        statement("t", "620102", start="2018", source="b"),
    ).conflicts()
    assert not rollout(
        statement("s", "620000", start="2014", extent="within"),
        statement("t", "620000", start="2018", extent="within", source="b"),
    ).conflicts()


def test_a_unit_named_by_one_source_and_left_out_by_a_full_list_is_a_conflict():
    listed = source("list", ("100000", "prefecture"), period="2017/2019")
    made = rollout(
        statement("s", "620102", start="2016"),
        statement("t", "110000", source="list"),
        sources=[listed],
    )

    (conflict,) = made.conflicts()
    assert isinstance(conflict, ListConflict)
    assert (conflict.adcode, conflict.statement.id, conflict.years) == ("620100", "s", (2017, 2019))
    assert "claims to be complete for 2017-2019" in conflict.sentence()


def test_a_list_that_names_the_unit_itself_or_leaves_it_open_does_not_contradict():
    listed = source("list", ("100000", "prefecture"))
    for own in (
        statement("t", "620100", source="list"),
        statement("t", "620000", extent="within", source="list"),
    ):
        assert not rollout(statement("s", "620100"), own, sources=[listed]).conflicts()


def test_sites_in_one_unit_each_have_a_start_of_their_own():
    first, second = (
        replace(statement(f"s{year}", "620100", start=year, source=by), lon=105.0, lat=35.0)
        for year, by in (("2016", "a"), ("2018", "b"))
    )

    assert not rollout(first, second).conflicts()


def test_a_no_against_a_yes_is_a_conflict_in_the_years_of_both():
    made = rollout(
        statement("yes", "620102", start="2016"),
        statement("no", "620100", start="2014", end="2018", status="out", source="b"),
    )

    (conflict,) = made.conflicts()
    assert isinstance(conflict, DenialConflict)
    assert (conflict.adcode, conflict.years) == ("620102", (2016, 2018))
    assert conflict.sentence() == (
        "620102 is in by yes (a), while no (b) says that it is not in 620100 in 2016-2018; "
        "both are kept, the yes wins"
    )


def test_of_rows_that_say_no_alike_the_first_of_each_source_contradicts_a_yes():
    again = {"start": "2016", "end": "2017", "status": "out"}
    made = rollout(
        statement("yes", "620102", start="2016"),
        *(statement(f"b{row}", "620100", source="b", **again) for row in range(3)),
        statement("a0", "620100", **again),
        statement("b-later", "620100", start="2018", end="2018", status="out", source="b"),
    )

    assert [each.other.id for each in made.conflicts()] == ["b0", "a0", "b-later"]
    assert [each.rows for each in made.denials] == [[1, 2, 3, 4], [5]]
    denying = [each.statement.id for each in made.reasons("620100", 2016) if not each.certain]
    assert [*denying] == ["b0", "b1", "b2", "a0"]


def test_a_no_about_a_part_contradicts_only_who_says_in_every_part():
    part = statement("no", "620102", status="out", source="b")

    assert not rollout(statement("yes", "620100"), part).conflicts()
    (conflict,) = rollout(statement("yes", "620100", extent="all"), part).conflicts()
    assert (conflict.statement.id, conflict.other.id) == ("yes", "no")


def test_a_no_about_each_part_contradicts_who_says_in_the_whole():
    parts = [
        statement(f"no-{code}", code, status="out", source="b") for code in ("620102", "620103")
    ]

    (conflict,) = rollout(statement("yes", "620100"), *parts).conflicts()
    assert isinstance(conflict, PartsConflict)
    assert conflict.closing == ("b",)


def test_a_yes_is_told_with_the_first_few_that_say_no():
    yes = [statement(f"yes{row}", "620102", start="2016") for row in range(2)]
    no = [
        statement(f"no{year}", "620100", start=str(year), end=str(year), status="out")
        for year in range(2016, 2026)
    ]

    told = [(each.statement.id, each.other.id) for each in rollout(*yes, *no).conflicts()]

    assert told == [(f"yes{row}", f"no{year}") for row in range(2) for year in range(2016, 2021)]
