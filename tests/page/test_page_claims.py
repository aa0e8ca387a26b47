"""What the page says in words is no more and no less than what the sources say."""

import pytest
from pagekit import page_of, write_project

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
def test_nobody_said_anything_only_where_nobody_ever_did(open_page, claims, address, unit, said):
    page = open_page(claims, f"#{address}&u={unit}")
    verdict = page.locator("#panel .verdict").inner_text()

    assert said in verdict
    assert ("Nobody" in verdict) == (unit == SILENT)


def test_a_start_and_an_end_are_told_apart(open_page, claims):
    page = open_page(claims, f"#y=2016&u={ENDED}")
    facts = page.locator("#panel .facts").first.inner_text()
    assert "between 2012 and 2016, ended 2018" in facts


def test_statements_of_the_whole_country_are_mentioned_where_there_are_any(
    open_page, claims, default_page
):
    page = open_page(claims, f"#y=2019&u={SILENT}")
    assert "whole country" not in page.locator("#panel").inner_text()
    page = open_page(default_page, "#u=110000")
    assert "whole country" in page.locator("#panel").inner_text()


def test_a_unit_that_is_possible_through_a_site_says_so(open_page, claims):
    page = open_page(claims, "#y=2019&u=350100")
    panel = page.locator("#panel").inner_text()

    assert "1 site known only to be in Fujian" in panel
    assert "No source speaks" not in panel


@pytest.mark.parametrize(
    ("year", "status"),
    [(2012, "not known"), (2014, "possible"), (2019, "named")],
)
def test_the_panel_of_a_site_tells_its_status(open_page, claims, year, status):
    page = open_page(claims, f"#y={year}&site=0")
    page.get_by_role("complementary", name="Shop").wait_for()
    assert page.locator("#panel .verdict strong").inner_text() == status


def test_more_are_named_only_beside_others(open_page, claims):
    page = open_page(claims, "#y=2013&mode=in")
    assert page.locator(".rest").inner_text().startswith("2 are named, but their dates are open")
    page = open_page(claims, "#y=2014")
    assert "2 more are named" in page.locator(".rest").inner_text()


def test_candidates_are_told_by_their_own_names(open_page, claims):
    page = open_page(claims, "#y=2016")
    assert "one of Shenzhen and Foshan (“Shen”)" in page.locator(".box h3").first.inner_text()


def test_a_year_within_an_open_date_is_not_silent_in_the_text(open_page, claims):
    page = open_page(claims, "#view=text")
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


def test_a_place_is_listed_and_counted_from_the_year_it_is_named_with(open_page, dated):
    page = open_page(dated, "#y=2017&view=map")
    assert page.evaluate("pilotmap.statuses()['330100']") == "possible"
    assert page.locator(PLACES).count() == 0
    assert "date is open" not in page.locator("#summary").inner_text()

    page = open_page(dated, "#y=2018&view=map")
    assert "At least 1 named place" in page.locator("#summary").inner_text()


def test_a_place_that_may_have_been_an_unnamed_one_before_is_named_or_earlier(open_page, dated):
    page = open_page(dated, "#y=2018&mode=in&view=map")
    assert page.locator(f"{PLACES} .when").inner_text() == "2018 or earlier"
    assert "1 named place" in page.locator("#summary").inner_text()
