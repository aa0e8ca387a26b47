"""What the page says in words is no more and no less than what the sources say."""

import pytest
from pagekit import go, page_of, write_project

ENDED, LATER, SILENT = "330100", "610500", "620600"
ROWS = [
    {"adcode": ENDED, "start": "[2012..2016]", "end": "2018", "statement": "At some time."},
    {"adcode": LATER, "start": "2019"},
    {"adcode": "440300|440600", "place": "Shen", "start": "2015", "statement": "One of two."},
    {"adcode": "350000", "place": "Stall", "start": "2014", "lon": "118.1", "lat": "24.5"},
    {
        "adcode": "350200",
        "place": "Shop",
        "start": "[2013..2019]",
        "lon": "119.3",
        "lat": "26.1",
    },
]


@pytest.fixture(scope="module")
def claims(tmp_path_factory):
    folder = write_project(tmp_path_factory.mktemp("claims"), title="Claims", locations=ROWS)
    path = folder / "page.html"
    path.write_bytes(page_of(folder))
    return path


@pytest.mark.parametrize(
    ("address", "unit", "said"),
    [
        ("y=2019", ENDED, "No source speaks of it at this time."),
        ("y=2014", LATER, "No source speaks of it at this time."),
        ("y=2018&mode=in", LATER, "No source says that it started then."),
        ("y=2013-2018", LATER, "No source says that it started then."),
        ("y=2019", SILENT, "Nobody said anything about it."),
    ],
)
def test_nobody_said_anything_only_where_nobody_ever_did(look_at, claims, address, unit, said):
    page = look_at(claims, f"{address}&u={unit}")
    verdict = page.locator("#panel .verdict").inner_text()

    assert said in verdict
    assert ("Nobody" in verdict) == (unit == SILENT)


def test_a_start_and_an_end_are_told_apart(look_at, claims):
    page = look_at(claims, f"y=2016&u={ENDED}")
    facts = page.locator("#panel .facts").first.inner_text()
    assert "between 2012 and 2016, ended 2018" in facts


def test_the_panel_of_a_unit_tells_that_every_part_of_it_is_covered(open_page, tmp_path):
    rows = [{"adcode": "330000", "extent": "all", "start": "2014"}]
    write_project(tmp_path, title="All of it", locations=rows)
    path = tmp_path / "page.html"
    path.write_bytes(page_of(tmp_path))
    page = open_page(path)
    for unit, relation in (
        ("330000", "covers every part of it"),
        ("330100", "covers all of the unit it lies in"),
    ):
        go(page, f"u={unit}")
        assert page.locator("#panel .how").all_inner_texts() == [relation]


def test_statements_of_the_whole_country_are_mentioned_where_there_are_any(
    look_at, claims, default_page
):
    page = look_at(claims, f"y=2019&u={SILENT}")
    assert "whole country" not in page.locator("#panel").inner_text()
    page = look_at(default_page, "u=110000")
    assert "whole country" in page.locator("#panel").inner_text()


def test_a_unit_that_is_possible_through_a_site_says_so(look_at, claims):
    page = look_at(claims, "y=2019&u=350100")
    panel = page.locator("#panel").inner_text()

    assert "1 site known only to be in Fujian" in panel
    assert "No source speaks" not in panel


@pytest.mark.parametrize(
    ("year", "status"),
    [(2012, "not known"), (2014, "possible"), (2019, "named")],
)
def test_the_panel_of_a_site_tells_its_status(look_at, claims, year, status):
    page = look_at(claims, f"y={year}&site=0")
    page.get_by_role("complementary", name="Shop").wait_for()
    assert page.locator("#panel .verdict strong").inner_text() == status


def test_more_are_named_only_beside_others(look_at, claims):
    page = look_at(claims, "y=2013&mode=in")
    assert page.locator(".rest").inner_text().startswith("2 are named, but their dates are open")
    page = look_at(claims, "y=2014")
    assert "2 more are named" in page.locator(".rest").inner_text()


def test_candidates_are_told_by_their_own_names(look_at, claims):
    page = look_at(claims, "y=2016")
    assert "one of Shenzhen and Foshan (“Shen”)" in page.locator(".box h3").first.inner_text()


def test_what_is_said_of_candidates_is_true_where_one_of_them_is_settled(open_page, tmp_path):
    """The prefecture is in whichever is meant: it is one of the three, or around the others."""
    rows = [{"adcode": "622900|622901|622921", "place": "Linxia", "start": "2016"}]
    folder = write_project(tmp_path, title="One of three", locations=rows)
    path = folder / "page.html"
    path.write_bytes(page_of(folder))
    page = open_page(path, "#level=county")
    box = page.locator(".box").inner_text()

    assert "one of Linxia Prefecture, Linxia City, and Linxia County" in box
    assert "each is hatched, unless something else settles it" in box
    statuses = page.evaluate("pilotmap.statuses()")
    go(page, "level=prefecture")
    assert "Linxia Prefecture is one area on this map" in page.locator(".box").inner_text()
    assert [statuses[code] for code in ("622900", "622901", "622921")] == [
        "in",
        "possible",
        "possible",
    ]


def test_a_year_within_an_open_date_is_not_silent_in_the_text(look_at, claims):
    page = look_at(claims, "view=text")
    chapter = page.locator(".prose section", has=page.locator("h3", has_text="2013")).inner_text()

    assert "Includes this time: between 2012 and 2016, ended 2018 · Hangzhou" in chapter
    assert "Nothing is said" not in chapter


def test_every_dated_statement_without_a_place_has_its_band(open_page, tmp_path):
    spans = [f"[{2010 + n}..{2016 + n % 5}]" for n in range(7)]
    rows = [{"adcode": "100000", "extent": "within", "start": span} for span in spans]
    write_project(tmp_path, title="Lanes", locations=[{"adcode": "610500", "start": "2014"}, *rows])
    path = tmp_path / "page.html"
    path.write_bytes(page_of(tmp_path))
    bands = [each.bounding_box() for each in open_page(path).locator(".band").all()]

    assert len(bands) == len(spans)
    assert len({round(box["y"], 1) for box in bands}) == len(spans)


PLACES = "#places .place"


@pytest.fixture(scope="module")
def dated(tmp_path_factory):
    """Build a page of a place with a year of its own, in a province with unnamed ones before it."""
    rows = [
        {"adcode": "330000", "extent": "within", "start": "2016", "statement": "Some cities."},
        {"adcode": "330100", "start": "2018"},
    ]
    folder = write_project(tmp_path_factory.mktemp("dated"), title="Dated", locations=rows)
    path = folder / "page.html"
    path.write_bytes(page_of(folder))
    return path


def test_a_place_is_listed_and_counted_from_the_year_it_is_named_with(look_at, dated):
    page = look_at(dated, "y=2017&view=map")
    assert page.evaluate("pilotmap.statuses()['330100']") == "possible"
    assert page.locator(PLACES).count() == 0
    assert "date is open" not in page.locator("#summary").inner_text()

    page = look_at(dated, "y=2018&view=map")
    assert "At least 1 named place" in page.locator("#summary").inner_text()


def test_a_place_that_may_have_been_an_unnamed_one_before_is_named_or_earlier(look_at, dated):
    page = look_at(dated, "y=2018&mode=in&view=map")
    assert page.locator(f"{PLACES} .when").inner_text() == "2018 or earlier"
    assert "1 named place" in page.locator("#summary").inner_text()


@pytest.fixture(scope="module")
def shops(tmp_path_factory):
    """Build a page of sites whose dates leave something open, and of a unit that has none."""
    rows = [
        {"place": "Undated", "adcode": "350200", "lon": "118.1", "lat": "24.5"},
        {"place": "Open", "adcode": "350100", "start": "[2013..2019]", "lon": "119.3", "lat": "26"},
        {"adcode": "330200", "start": "2014", "end": "2016", "lon": "121.5", "lat": "29.9"},
        {"adcode": "510100"},
        {"adcode": "610500", "start": "2012", "end": "[2014..2018]"},
    ]
    rows[2]["place"] = "Ended"
    folder = write_project(tmp_path_factory.mktemp("shops"), title="Shops", locations=rows)
    path = folder / "page.html"
    path.write_bytes(page_of(folder))
    return path


def test_sites_and_units_tell_open_and_missing_dates_in_the_same_words(look_at, shops):
    page = look_at(shops, "y=2015")
    page.locator(PLACES, has_text="Ended Ningbo").wait_for()
    said = page.locator(PLACES).all_inner_texts()
    rows = {row.split("\n")[0].split(" ")[0]: " ".join(row.split()) for row in said}

    assert rows["Undated"].endswith("undated possible")
    assert rows["Chengdu"].endswith("undated possible")
    assert rows["Open"].endswith("between 2013 and 2019 possible")
    assert rows["Ended"].endswith(" 2014")
    assert rows["Weinan"].endswith("2012, ended between 2014 and 2018 possible")


CENTRES = {"Weinan": [34.9, 109.8], "Chengdu": [30.65, 104.05]}


def point_at(page, lat_lng):
    """Move the pointer over a place of the map."""
    spot = page.evaluate("at => map_pilotmap.latLngToContainerPoint(at)", lat_lng)
    box = page.locator("#map_pilotmap").bounding_box()
    page.mouse.move(box["x"] + spot["x"], box["y"] + spot["y"])


@pytest.mark.parametrize(
    ("place", "at", "said"),
    [
        ("Ended", [29.9, 121.5], ["2014, ended 2016", "The programme is here"]),
        ("Open", [26, 119.3], ["between 2013 and 2019", "none settles it"]),
        ("Undated", [24.5, 118.1], ["undated", "none settles it"]),
    ],
)
def test_the_tooltip_of_a_site_tells_its_status_and_its_end(look_at, shops, place, at, said):
    page = look_at(shops, "y=2015")
    point_at(page, at)
    page.locator("#tooltip", has_text=place).wait_for()
    for words in said:
        assert words in page.locator("#tooltip").inner_text()


def test_the_tooltip_of_a_unit_tells_ends_and_missing_dates(look_at, shops):
    page = look_at(shops, "y=2015")
    for unit, words in (("Weinan", "2012, ended between 2014 and 2018"), ("Chengdu", "undated")):
        point_at(page, CENTRES[unit])
        page.locator("#tooltip", has_text=unit).wait_for()
        assert words in page.locator("#tooltip").inner_text()


def test_the_panel_of_a_unit_leads_to_the_sites_it_rests_on(look_at, claims):
    page = look_at(claims, "y=2019&u=350200")
    site = page.locator("#panel .sites li")
    assert site.inner_text() == "Shop between 2013 and 2019"
    site.get_by_role("link").click()

    page.get_by_role("complementary", name="Shop").wait_for()


@pytest.mark.parametrize(
    ("lang", "said", "never"),
    [
        ("en", "does not list it for 2018", "does not list it\n"),
        ("zh", "在2018年未将其列入", "完整而未列入"),
    ],
)
def test_a_list_that_names_a_unit_for_a_time_is_not_said_to_leave_it_out(
    open_page, tmp_path, lang, said, never
):
    source = {
        "id": "s",
        "title": "List",
        "published": "2014",
        "coverage": "full",
        "coverage_scope": "620000 prefecture",
        "coverage_period": "2014/2018",
    }
    row = {"adcode": SILENT, "start": "2014-07", "end": "2017-12", "statement": "It is listed."}
    write_project(tmp_path, title="T", locations=[row], sources=[source])
    path = tmp_path / "page.html"
    path.write_bytes(page_of(tmp_path))
    page = open_page(path, f"#y=2018&u={SILENT}&lang={lang}")
    page.locator("#panel .said", has_text="It is listed.").wait_for()
    panel = page.locator("#panel").inner_text()

    assert said in panel
    assert never not in panel


def test_what_filters_leave_out_is_not_told_as_unspoken_of(look_at, default_page):
    page = look_at(default_page, "y=2020&province=620000")
    legend = page.locator("#legend")
    assert "not known: nobody said, or left out by the filter" in legend.inner_text()
    assert page.locator(".count").inner_text() == "Only Gansu: At least 4 named places"

    page = look_at(default_page, "y=2020")
    assert "filter" not in page.locator("#legend").inner_text()


def test_a_province_is_told_what_may_be_meant_in_it(open_page, tmp_path):
    rows = [{"adcode": "620600|340281", "place": "Wuwei", "start": "2016"}]
    folder = write_project(tmp_path, title="One of two", locations=rows)
    path = folder / "page.html"
    path.write_bytes(page_of(folder))
    page = open_page(path)
    for province, told in (("620000", 1), ("340000", 1), ("610000", 0)):
        go(page, f"y=2016&province={province}")
        assert page.locator(".box").count() == told


@pytest.mark.parametrize("extent", ["unit", "all"])
def test_a_named_place_counts_whatever_part_of_it_is_covered(look_at, tmp_path, extent):
    rows = [{"adcode": "330100", "start": "2018", "extent": extent, "source": "s"}]
    folder = write_project(tmp_path, title="One place", locations=rows)
    path = folder / "page.html"
    path.write_bytes(page_of(folder))
    for source in ("", "&source=s"):
        page = look_at(path, f"y=2018{source}")

        assert "At least 1 named place" in page.locator(".count").inner_text()
        assert page.locator(PLACES).count() == 1
        assert page.evaluate("pilotmap.statuses()['330100']") == "in"
