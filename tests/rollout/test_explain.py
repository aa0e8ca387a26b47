"""An explanation names statement, source, place in it, date rule and relation; and what changes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geo.errors import UsageError
from geo.rollout import Rollout

from .cases import source, statement
from .country import COUNTRY_UNITS


def explained(adcode: str, *statements, sources=(), year=2018):
    known = {each.id: each for each in [source("a"), *sources]}
    return Rollout(statements, known, COUNTRY_UNITS).explain(adcode, year)


@pytest.mark.parametrize(
    ("adcode", "codes", "extent", "relation"),
    [
        ("620100", ["620100"], "unit", "direct"),
        ("620100", ["620100"], "all", "all of it"),
        ("620000", ["620100"], "unit", "inside"),
        ("620000", ["620100"], "all", "inside"),
        ("620000", ["620000"], "within", "inside"),
        ("620102", ["620100"], "unit", "through parent"),
        ("620102", ["620100"], "all", "everywhere in"),
        ("620102", ["620000"], "within", "unnamed within"),
        ("460101", ["460000"], "within", "everywhere in"),
        ("620102", ["620102", "110101"], "unit", "candidate"),
        ("620100", ["620102", "620103"], "unit", "inside"),
        ("620100", ["620100", "620103"], "unit", "inside"),
        ("620100", ["620100", "620103"], "all", "inside"),
        ("620102", ["100000"], "within", "country-wide"),
        ("620102", ["100000"], "all", "everywhere in"),
    ],
)
def test_each_way_to_bear_on_a_unit_has_its_name(adcode, codes, extent, relation):
    (reason,) = explained(adcode, statement("s", *codes, extent=extent)).reasons

    assert reason.relation == relation


def test_the_chain_says_who_says_what_where_and_by_which_rule():
    said = replace(
        statement("s1", "620100", start="2016-08"),
        date_note="relative: 'since August', counted from 2016",
        statement="The branch opened.",
    )

    explanation = explained("620102", said)

    assert explanation.sentence == (
        "Upper Anxi (Upper Anxi区, 620102) in 2018: possible, "
        "a statement allows it but does not settle it"
    )
    assert str(explanation.links[0]) == (
        "s1: a (A list), p1, names 'place': Anxi (Anxi区, 620100), around this unit; in which "
        "of its parts nobody said; start 2016-08 (relative: 'since August', counted from "
        "2016); it says: The branch opened."
    )
    assert "extent all on s1, if it covers every part" in explanation.would_change
    assert explanation.first_year.text() == "2016 or later, if at all"


def test_out_is_explained_by_the_list_that_closes_the_unit_or_what_it_lies_in():
    listed = source("list", ("620000", "prefecture"))

    for adcode in ("620200", "620102"):
        explanation = explained(adcode, sources=[listed])
        assert explanation.status == "out"
        assert str(explanation.links[0]) == (
            "list (A list) claims to name every prefecture-level unit of Nanzhou (Nanzhou区, "
            "620000) that is in, 2018, but not this one"
        )


@pytest.mark.parametrize(("start", "end"), [("2014", "2017-12"), ("2019", None)])
@pytest.mark.parametrize("extent", ["unit", "all"])
def test_a_list_that_names_the_unit_at_another_time_is_not_said_to_leave_it_out(start, end, extent):
    listed = source("list", ("620000", "prefecture"), period="2014/2020")
    said = replace(
        statement("s", "620200", start=start, end=end, extent=extent, source="list"),
        date_note="stated",
    )
    dates = f"start {start}{f', end {end}' if end else ''} (stated)"

    explanation = explained("620200", said, sources=[listed])

    assert explanation.status == "out"
    assert explanation.sentence.endswith("does not list it then, and nobody else does")
    (link,) = explanation.links
    assert str(link) == (
        "list (A list) claims to name every prefecture-level unit of Nanzhou (Nanzhou区, "
        f"620000) that is in, 2014-2020, and this one only for a time (s: {dates})"
    )
    assert f"other dates on s: {dates}" in explanation.would_change


def test_candidates_and_dates_say_what_would_settle_them():
    between = explained("620102", statement("s", "620102", "110101")).would_change
    assert "the decision which of 620102|110101 s means" in between

    dated = explained("620100", statement("s", "620100", start="[2016..2020]")).would_change
    assert "narrower dates on s: start (now [2016..2020])" in dated


def test_statements_that_settle_come_first_and_other_years_are_left_out():
    explanation = explained(
        "620100",
        statement("later", "620100", start="2020"),
        statement("around", "620000"),
        statement("itself", "620102"),
    )

    assert [reason.statement.id for reason in explanation.reasons] == ["itself", "around"]


def test_the_status_over_time_is_cut_where_it_changes():
    explanation = explained(
        "620100",
        statement("s", "620100", start="[2015..2016]"),
        statement("t", "110000", start="2014"),
    )

    assert [(years[0], years[-1], status) for years, status in explanation.status_runs] == [
        (2014, 2014, "unknown"),
        (2015, 2015, "possible"),
        (2016, 2016, "in"),
    ]


def test_a_former_unit_says_what_is_drawn_for_it():
    explanation = explained("620198", statement("s", "620102"))

    assert explanation.status == "in"
    assert explanation.former == (
        "Old (旧, 620198) is a former unit (until 2012); "
        "drawn for it: Upper Anxi (Upper Anxi区, 620102)"
    )
    assert explained("620102").former == ""


def test_without_a_year_the_last_one_with_evidence_is_explained():
    assert explained("620100", statement("s", "620100", start="2016"), year=None).year == 2016
    with pytest.raises(UsageError, match="no statement is dated"):
        explained("620100", year=None)


def test_sources_that_differ_are_shown_with_what_each_says():
    explanation = explained(
        "620100",
        statement("s", "620100", start="2016"),
        statement("t", "620100", start="2018", source="list"),
        sources=[source("list")],
    )

    (dispute,) = explanation.disputed
    assert dispute.startswith("620100 started 2016 by s (a), 2018 by t (list)")


def test_all_of_the_country_reaches_a_unit_only_once_it_is_certain():
    said = statement("s", "100000", extent="all", start="[2016..2018]")

    assert explained("620102", said, year=2017).reasons[0].relation == "country-wide"
    assert explained("620102", said, year=2018).reasons[0].relation == "everywhere in"


def test_a_divided_unit_tells_each_reason_once():
    explanation = explained("620300", statement("s", "620300"))

    assert explanation.status == "in"
    assert [reason.statement.id for reason in explanation.reasons] == ["s"]
    assert explanation.would_change[0].endswith("every statement that settles it: s")


def test_a_no_is_cited_as_the_reason_and_stands_beside_the_yes_that_wins():
    said = replace(
        statement("n", "620100", start="2016", end="2020", status="out"),
        statement="No pilot here.",
        quote="未开展",
    )

    out = explained("620102", said)
    assert out.status == "out"
    assert out.sentence.endswith(
        "out, a source says that the programme is not there, and nobody says that it is"
    )
    assert str(out.links[0]) == (
        "n: a (A list), p1, names 'place': says that the programme is not in Anxi (Anxi区, "
        "620100); start 2016, end 2020; it says: No pilot here."
    )
    assert "other dates on n, which says no, or its removal" in out.would_change
    assert "  in its own words: “未开展”" in str(out).splitlines()
    assert out.as_record()["reasons"][0]["quote"] == "未开展"

    both = explained("620102", said, statement("y", "620102", source="b"), sources=[source("b")])
    assert both.status == "in"
    assert [(r.statement.id, r.relation, r.certain) for r in both.reasons] == [
        ("y", "direct", True),
        ("n", "says no", False),
    ]
    assert both.would_change[0].endswith("every statement that settles it: y")
    assert len(both.disputed) == 1
    around = explained("620100", said, statement("y", "620102", source="b"), sources=[source("b")])
    assert around.disputed == both.disputed


def test_a_whole_is_out_by_the_no_of_each_of_its_parts():
    parts = [statement(code, code, status="out") for code in ("620102", "620103")]

    explanation = explained("620100", *parts)

    assert explanation.status == "out"
    assert [reason.statement.id for reason in explanation.reasons] == ["620102", "620103"]
    assert explained("620100", parts[0]).status == "unknown"
