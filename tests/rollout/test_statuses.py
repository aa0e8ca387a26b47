"""The rules one by one, on programmes small enough to read."""

from __future__ import annotations

import pytest

from geo.door import Rollout
from geo.errors import DataError, ToponymError
from geo.model import Level, Status

from .cases import source, statement
from .country import COUNTRY_UNITS

IN, POSSIBLE, OUT, UNKNOWN = Status.IN, Status.POSSIBLE, Status.OUT, Status.UNKNOWN


def rollout(*statements, sources=()) -> Rollout:
    known = {"a": source("a")} | {each.id: each for each in sources}
    return Rollout(statements, known, COUNTRY_UNITS)


def statuses(made: Rollout, year: int, *adcodes: str) -> list[Status]:
    return [made.status(adcode, year) for adcode in adcodes]


def test_in_rolls_up_and_is_only_possible_below():
    made = rollout(statement("s", "620100", start="2016-08"))

    assert statuses(made, 2015, "620100", "620000") == [UNKNOWN, UNKNOWN]
    assert statuses(made, 2016, "620100", "620000", "100000") == [IN, IN, IN]
    assert statuses(made, 2016, "620102", "620200", "110000") == [POSSIBLE, UNKNOWN, UNKNOWN]


def test_extent_all_rolls_down():
    made = rollout(statement("s", "620000", extent="all"))

    assert statuses(made, 2016, "620000", "620100", "620102", "629001") == [IN] * 4


def test_unnamed_places_within_leave_every_unit_possible():
    made = rollout(statement("s", "620000", extent="within"))

    assert statuses(made, 2016, "620000", "620100", "620102", "110000") == [
        *(IN, POSSIBLE, POSSIBLE, UNKNOWN)
    ]


def test_what_lies_within_a_unit_lies_in_the_unit_that_is_the_whole_of_it():
    assert statuses(rollout(statement("s", "460000", extent="within")), 2016, "460101") == [IN]
    # The programme of a province as such need not be one of its only prefecture.
    assert statuses(rollout(statement("s", "460000")), 2016, "460101") == [POSSIBLE]


def test_candidates_settle_what_holds_all_of_them():
    made = rollout(statement("s", "620102", "620103"))

    assert statuses(made, 2016, "620102", "620103", "620100", "620000") == [
        *(POSSIBLE, POSSIBLE, IN, IN)
    ]


def test_a_unit_and_its_parts_as_candidates_settle_the_unit():
    """Linxia may be the prefecture, the city or the county: the prefecture holds all three."""
    made = rollout(statement("s", "620100", "620102", "620103"))

    assert statuses(made, 2016, "620100", "620102") == [IN, POSSIBLE]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2016-08", "", "--III"),
        ("[2016..2018]", "", "--ppI"),
        ("[..2017]", "", "pppII"),
        ("[2016..]", "", "--ppp"),
        ("", "", "ppppp"),
        ("2015", "2017", "-III-"),
        ("2015", "[2016..2017]", "-IIp-"),
        ("2015", "[..2017]", "-Ipp-"),
        ("2015", "[2017..]", "-IIIp"),
        ("", "2016", "ppI--"),
        ("", "[2016..2017]", "pppp-"),
        ("[2016..]", "2017", "--pI-"),
        ("2018", "2016", "-----"),
    ],
)
def test_a_year_is_certain_or_possible_by_the_bounds_of_start_and_end(start, end, expected):
    made = rollout(statement("s", "620100", start=start, end=end))
    letters = {IN: "I", POSSIBLE: "p", UNKNOWN: "-"}

    assert "".join(letters[made.status("620100", year)] for year in range(2014, 2019)) == expected


def test_after_an_end_another_statement_still_speaks():
    made = rollout(
        statement("old", "620100", start="2014", end="2016"),
        statement("new", "620102", start="2018"),
    )

    assert [made.status("620100", year) for year in range(2013, 2019)] == [
        *(UNKNOWN, IN, IN, IN, UNKNOWN, IN)
    ]


def test_the_country_as_a_whole_reaches_no_unit_unless_all_of_it_is_covered():
    for extent in ("unit", "within"):
        made = rollout(statement("s", "100000", extent=extent))
        assert statuses(made, 2016, "620000", "620102") == [UNKNOWN, UNKNOWN]
        assert made.counts(2016, Level.PROVINCE).open_ended
        assert not made.counts(2015, Level.PROVINCE).open_ended

    made = rollout(statement("s", "100000", extent="all", start="[2016..2018]"))
    assert statuses(made, 2017, "620000", "620102") == [UNKNOWN, UNKNOWN]
    assert statuses(made, 2018, "620000", "620102") == [IN, IN]
    assert made.counts(2017, Level.PROVINCE).open_ended
    assert not made.counts(2018, Level.PROVINCE).open_ended


class TestFullLists:
    """A source that claims to be complete puts the unnamed units out, for as long as it claims."""

    def test_the_unnamed_are_out_in_the_year_of_publication_alone(self):
        listed = source("list", ("620000", "prefecture"), published="2018-05")
        made = rollout(statement("s", "620100", source="list"), sources=[listed])

        assert statuses(made, 2018, "620100", "620200", "629001") == [IN, OUT, OUT]
        assert statuses(made, 2018, "110000", "620102") == [UNKNOWN, POSSIBLE]
        assert statuses(made, 2017, "620200") == statuses(made, 2019, "620200") == [UNKNOWN]

    def test_a_period_holds_for_its_years(self):
        listed = source("list", ("620000", "prefecture"), period="2016/2017", published="2018")
        made = rollout(sources=[listed])

        assert [made.status("620200", year) for year in range(2015, 2019)] == [
            *(UNKNOWN, OUT, OUT, UNKNOWN)
        ]

    @pytest.mark.parametrize(
        ("period", "published", "years"),
        [
            ("2016/..", "2018", [2016, 2017, 2018, 2019, 2020]),
            ("../2016", "2018", [2014, 2015, 2016]),
            ("2016/", "2018", [2016]),
            ("[2016..2018]", "2018", []),
            ("", "[2016..2018]", []),
            ("", "", []),
        ],
    )
    def test_a_list_closes_only_the_years_it_is_sure_of(self, period, published, years):
        listed = source("list", ("620000", "prefecture"), period=period, published=published)
        made = rollout(sources=[listed])

        assert [y for y in range(2014, 2021) if made.status("620200", y) is OUT] == years

    def test_out_reaches_down_and_closes_a_province_without_a_unit(self):
        listed = source("list", ("100000", "prefecture"))
        made = rollout(statement("s", "620100", source="list"), sources=[listed])

        assert statuses(made, 2018, "460100", "460101", "460000") == [OUT, OUT, OUT]
        assert statuses(made, 2018, "110000", "110101", "620000") == [OUT, OUT, IN]

    def test_being_named_by_anyone_wins_even_as_a_candidate_or_without_a_date(self):
        listed = source("list", ("620000", "prefecture"))
        made = rollout(
            statement("s1", "620200", "110000", source="a"),
            statement("s2", "629001", start="", source="a"),
            statement("s3", "620102", start="2016", source="a"),
            sources=[listed],
        )

        assert statuses(made, 2018, "620200", "629001", "620100") == [POSSIBLE, POSSIBLE, IN]

    def test_unnamed_places_of_another_source_are_answered_by_the_list(self):
        listed = source("list", ("620000", "prefecture"))
        for extent in ("within", "unit"):
            made = rollout(statement("s", "620000", extent=extent, source="a"), sources=[listed])
            assert statuses(made, 2018, "620000", "620100") == [IN, OUT]

    def test_a_list_that_speaks_of_unnamed_places_itself_leaves_them_open(self):
        listed = source("list", ("100000", "prefecture"))
        made = rollout(statement("s", "620000", extent="within", source="list"), sources=[listed])

        assert statuses(made, 2018, "620100", "110000") == [POSSIBLE, OUT]

    def test_a_list_that_says_there_are_more_in_the_country_closes_nothing(self):
        listed = source("list", ("100000", "prefecture"))
        made = rollout(statement("s", "100000", extent="within", source="list"), sources=[listed])

        assert statuses(made, 2018, "620100", "110000") == [UNKNOWN, UNKNOWN]

    def test_a_list_of_the_country_as_one_unit_is_nothing_special(self):
        listed = source("list", ("100000", "country"))
        more = statement("s", "100000", extent="within", start="2019", source="list")

        assert statuses(rollout(more, sources=[listed]), 2018, "100000", "620102") == [OUT, OUT]
        assert statuses(rollout(more, sources=[listed]), 2019, "100000", "620102") == [IN, UNKNOWN]

    def test_a_place_that_left_is_out_where_the_list_does_not_name_it(self):
        listed = source("list", ("620000", "prefecture"))
        made = rollout(statement("s", "620200", start="2014", end="2016"), sources=[listed])

        assert [made.status("620200", year) for year in (2016, 2017, 2018, 2019)] == [
            *(IN, UNKNOWN, OUT, UNKNOWN)
        ]


class TestFormerUnits:
    """A former unit is read through what took over from it, and never says more than that."""

    def test_a_unit_that_was_absorbed_puts_its_successor_in_but_not_all_of_it(self):
        made = rollout(statement("s", "620198", extent="all"))

        assert statuses(made, 2016, "620102", "620198", "620100") == [IN, IN, IN]

    def test_successors_of_a_divided_unit_are_candidates(self):
        made = rollout(statement("s", "620300"))
        assert statuses(made, 2016, "620100", "110101", "620300") == [POSSIBLE, POSSIBLE, IN]
        assert made.first_year("620300") == (2016, 2016)

        made = rollout(statement("s", "110101"))
        assert statuses(made, 2016, "110101", "620300") == [IN, POSSIBLE]
        assert made.first_year("620300") == (2016, None)

        made = rollout(statement("s", "620300", extent="all"))
        assert statuses(made, 2016, "620100", "110101", "620300", "620102") == [
            *(IN, IN, IN, POSSIBLE)
        ]

    def test_without_a_known_successor_it_lies_somewhere_within_its_parent(self):
        made = rollout(statement("s", "620400"))

        assert statuses(made, 2016, "620000", "620100") == [IN, POSSIBLE]
        with pytest.raises(ToponymError, match="620400"):
            made.status("620400", 2016)

    def test_a_list_of_a_former_unit_closes_nothing_of_today(self):
        listed = source("list", ("620198", "county"))

        assert rollout(sources=[listed]).status("620102", 2018) is UNKNOWN


def test_units_that_stand_at_two_levels_are_in_both_frames():
    made = rollout(statement("s", "110101"), statement("t", "629001"), statement("u", "620200"))

    assert made.frame(2016, Level.PROVINCE) == {"110000": IN, "460000": UNKNOWN, "620000": IN}
    assert made.frame(2016, Level.PREFECTURE) == {
        "110000": IN,
        "460100": UNKNOWN,
        "620100": UNKNOWN,
        "620200": IN,
        "629001": IN,
    }
    assert made.frame(2016, Level.COUNTY)["620200"] is IN
    assert made.frame(2016, Level.COUNTY)["110102"] is UNKNOWN


def test_unknown_adcodes_are_all_told_with_their_lines():
    with pytest.raises(DataError) as caught:
        rollout(statement("s", "999999"), statement("t", "620100", "888888"))

    assert [problem.rule for problem in caught.value.problems] == ["adcode-unknown"] * 2
    with pytest.raises(ToponymError, match="999999"):
        rollout().status("999999", 2016)


@pytest.mark.parametrize(
    ("start", "first", "last", "expected"),
    [
        ("2016", 2016, 2016, IN),
        ("2016", 2017, 2018, UNKNOWN),
        ("[2016..2018]", 2016, 2018, IN),
        ("[2016..2018]", 2018, 2020, POSSIBLE),
        ("[2016..2018]", 2010, 2015, UNKNOWN),
        ("[..2018]", 2010, 2018, POSSIBLE),
        ("[2016..]", 2030, 2031, POSSIBLE),
        ("", 2016, 2016, POSSIBLE),
    ],
)
def test_started_compares_the_bounds_of_the_first_year_with_the_range(start, first, last, expected):
    assert rollout(statement("s", "620100", start=start)).started("620100", first, last) is expected


def test_what_is_said_of_one_year_lets_nothing_start_in_another():
    said = rollout(
        statement("unnamed", "620000", extent="within", start="2016"),
        statement("one of two", "110101", "110102", start="2017"),
        statement("ended", "460100", start="[2015..2019]", end="2018"),
        statement("named", "620100", start="2019"),
    )

    def started(adcode):
        return [said.started(adcode, year, year) for year in range(2015, 2021)]

    assert started("620200") == [UNKNOWN, POSSIBLE, *[UNKNOWN] * 4]
    assert started("110102") == [*[UNKNOWN] * 2, POSSIBLE, *[UNKNOWN] * 3]
    assert started("460100") == [*[POSSIBLE] * 4, *[UNKNOWN] * 2]
    assert started("620100") == [UNKNOWN, POSSIBLE, UNKNOWN, UNKNOWN, POSSIBLE, UNKNOWN]
    assert said.started("620200", 2010, 2030) is POSSIBLE


def test_the_years_run_from_the_first_to_the_last_date_in_evidence():
    assert rollout().years == range(0)
    assert rollout(statement("s", "620100", start="[2016..2018]")).years == range(2016, 2019)
    assert rollout(statement("s", "620100", start="2016", end="2020")).years == range(2016, 2021)
    assert rollout(statement("s", "620100", start="")).years == range(2018, 2019)  # as published


def test_a_statement_counts_though_its_source_is_missing():
    made = Rollout([statement("s", "620100", source="lost")], {}, COUNTRY_UNITS)

    assert made.status("620100", 2016) is IN
    assert made.reasons("620100")[0].source.id == "lost"
    assert Rollout(
        [statement("s", "620100", start="", source="lost")], {}, COUNTRY_UNITS
    ).years == (range(0))


def no(name, *codes, **said):
    return statement(name, *codes, status="out", **said)


def test_a_no_covers_every_part_of_its_unit_and_says_nothing_of_what_lies_around_it():
    made = rollout(no("n", "620100", start="2016", end="2018"))

    assert statuses(made, 2016, "620100", "620102", "620000", "620200") == [
        OUT,
        OUT,
        UNKNOWN,
        UNKNOWN,
    ]
    assert statuses(made, 2019, "620100", "620102") == [UNKNOWN, UNKNOWN]


def test_a_no_without_dates_holds_in_the_year_in_which_its_source_was_published():
    made = rollout(no("n", "620100", start=""))  # of source a, published in 2018

    assert [made.status("620100", year) for year in (2017, 2018, 2019)] == [UNKNOWN, OUT, UNKNOWN]
    vague = rollout(no("n", "620100", start=""), sources=[source("a", published="[2017..2018]")])
    assert [vague.status("620100", year) for year in (2017, 2018)] == [UNKNOWN, UNKNOWN]


def test_a_yes_wins_over_a_no_and_leaves_the_rest_of_it_standing():
    made = rollout(
        no("n", "620000", end="2020"), statement("s", "620102", start="2018", source="b")
    )

    assert statuses(made, 2017, "620000", "620102", "620103", "620200") == [OUT, OUT, OUT, OUT]
    assert statuses(made, 2018, "620000", "620100", "620102") == [IN, IN, IN]
    assert statuses(made, 2018, "620103", "620200") == [OUT, OUT]


def test_a_yes_about_some_part_of_a_unit_leaves_each_part_possible_that_a_no_covers():
    for extent in ("unit", "within"):
        made = rollout(no("n", "620100"), statement("s", "620100", extent=extent, source="b"))
        assert statuses(made, 2016, "620100", "620102", "620103") == [IN, POSSIBLE, POSSIBLE]
    # What is known of the province alone can lie elsewhere in it.
    made = rollout(no("n", "620100"), statement("s", "620000", extent="within", source="b"))
    assert statuses(made, 2016, "620000", "620100", "620102", "620200") == [
        *(IN, OUT, OUT, POSSIBLE)
    ]


def test_a_no_about_one_of_several_candidates_settles_what_they_have_in_common():
    assert statuses(rollout(no("n", "620102", "620103")), 2016, "620102", "620100") == [
        UNKNOWN,
        UNKNOWN,
    ]
    nested = rollout(no("n", "620100", "620102"))
    assert statuses(nested, 2016, "620102", "620103", "620100") == [OUT, UNKNOWN, UNKNOWN]


def test_a_no_about_a_former_unit_is_told_of_it_and_closes_nothing_of_today():
    made = rollout(no("n", "620198"))

    assert statuses(made, 2016, "620198", "620102") == [OUT, UNKNOWN]
    both = rollout(no("n", "620198"), statement("s", "620102", source="b"))
    assert both.status("620198", 2016) is IN


def test_an_open_date_of_a_no_closes_only_the_years_that_are_sure():
    made = rollout(no("n", "620100", start="[2015..2016]", end="[2017..2018]"))

    assert [made.status("620100", year) for year in range(2014, 2020)] == [
        *(UNKNOWN, UNKNOWN, OUT, OUT, UNKNOWN, UNKNOWN)
    ]


def test_a_list_that_says_itself_that_there_are_more_somewhere_closes_nothing():
    listed = source("list", ("100000", "prefecture"), published="2016")
    for extent in ("unit", "within"):
        own = statement("own", "100000", extent=extent, source="list")
        assert rollout(own, sources=[listed]).status("620100", 2016) is UNKNOWN
    own = statement("own", "620000", "110000", source="list")
    assert statuses(rollout(own, sources=[listed]), 2016, "620100", "460100") == [POSSIBLE, OUT]


def test_what_covers_the_country_can_be_the_first_also_where_something_was_possible_before():
    made = rollout(
        statement("w", "620000", extent="within", start="2016"),
        statement("all", "100000", extent="all", start="2021"),
    )

    assert made.first_year("620200") == (2016, 2021)
    assert made.started("620200", 2021, 2021) is POSSIBLE
    assert made.started("620200", 2018, 2018) is UNKNOWN
    assert made.started("110000", 2021, 2021) is IN


def test_what_covers_the_country_with_an_open_date_gives_no_exact_first_year():
    made = rollout(statement("all", "100000", extent="all", start="[2016..2018]"))

    assert made.first_year("620200") == (2016, 2018)
    assert [made.started("620200", year, year) for year in (2015, 2016, 2018)] == [
        *(UNKNOWN, POSSIBLE, POSSIBLE)
    ]
    assert made.started("620200", 2016, 2018) is IN
    assert [made.status("620200", year) for year in (2016, 2018)] == [UNKNOWN, IN]


def test_the_country_among_candidates_keeps_counts_open():
    made = rollout(statement("s", "100000", "620100"))

    assert made.counts(2016, Level.PREFECTURE).open_ended
    assert not made.country_wide(2016)


def test_a_whole_that_is_in_while_a_list_closes_its_parts_has_no_certain_count_of_none():
    listed = source("list", ("620100", "county"), published="2016")
    made = rollout(statement("s", "620100"), sources=[listed])

    counts = made.counts(2016, Level.COUNTY, "620100")
    assert (counts.named, counts.out, counts.at_most) == (0, 2, None)
    assert counts.sentence() == (
        "none named of Anxi's 2 county-level units; sources contradict each other about the others"
    )
    assert counts.sentence("zh") == "没有列明；Anxi2个县级行政区中的其余部分，各来源说法矛盾"
    (conflict,) = made.conflicts()
    assert conflict.sentence() == (
        "620100 is in by s (a), while each of its parts is out by list in 2016; both are kept"
    )


def test_a_zero_of_the_panel_has_the_source_that_says_so():
    made = rollout(
        no("n", "620100", start="2016", end="2016"),
        statement("s", "620200", source="b"),
        sources=[source("list", ("110000", "prefecture"), published="2016"), source("b")],
    )

    panel = made.panel(Level.PREFECTURE, [2016, 2017]).set_index(["adcode", "year"])

    cells = panel.loc[[("620100", 2016), ("110000", 2016), ("620200", 2016), ("620100", 2017)]]
    assert list(cells["closed_by"]) == ["a", "list", "", ""]
    assert list(cells["in_strict"].fillna(-1)) == [0, 0, 1, -1]
