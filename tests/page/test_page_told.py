"""What the page says of statements that name no settled place is what it draws for them."""

import pytest
from pagekit import page_of, write_project


@pytest.fixture(scope="module")
def everywhere(tmp_path_factory):
    rows = [
        {"adcode": "610500", "start": "2014"},
        {"adcode": "100000", "extent": "all", "start": "[2016..2018]", "statement": "All of it."},
    ]
    folder = write_project(tmp_path_factory.mktemp("all"), title="Everywhere", locations=rows)
    path = folder / "page.html"
    path.write_bytes(page_of(folder))
    return path


@pytest.mark.parametrize(
    ("address", "rest", "note"),
    [
        (
            "y=2017",
            "+ the whole country, at a date that is open",
            "nothing is drawn for it yet",
        ),
        ("y=2018", "+ the whole country", "each is coloured from its own first year"),
        ("y=2018&lang=zh", "另有全国", "覆盖所有行政区：各按自己的首年着色。"),
    ],
)
def test_a_statement_of_every_unit_is_not_one_of_unnamed_places(
    look_at, everywhere, address, rest, note
):
    page = look_at(everywhere, address)

    open_year = "2017" in address
    assert page.evaluate("pilotmap.statuses()['330100']") == ("unknown" if open_year else "in")
    assert page.locator(".rest").inner_text().split("\xa0· ")[-1] == rest
    assert note in page.locator(".box").inner_text()
    assert page.locator(".box h3").inner_text().endswith(("the whole country", "全国"))
    assert page.locator("#places .place").count() == 1


def test_the_chart_is_open_to_more_only_while_it_is_not_settled_that_all_are_in(
    open_page, everywhere
):
    page = open_page(everywhere, "#view=chart")
    page.locator(".figures summary").click()
    page.locator(".figures tbody tr").first.wait_for()
    rows = page.locator(".figures tbody tr").all_inner_texts()

    assert [row.split("\t")[-1] for row in rows if row[:4] in {"2016", "2017", "2018"}] == [
        "yes, open-ended",
        "yes, open-ended",
        "not said",
    ]


@pytest.fixture(scope="module")
def within(tmp_path_factory):
    rows = [
        {"adcode": "120000", "extent": "within", "start": "2017"},
        {"adcode": "620000", "extent": "within", "start": "2016", "statement": "Some."},
        {"adcode": "610000", "extent": "within", "start": "[2015..2016]"},
    ]
    folder = write_project(tmp_path_factory.mktemp("in"), title="Within", locations=rows)
    path = folder / "page.html"
    path.write_bytes(page_of(folder))
    return path


@pytest.mark.parametrize(
    ("address", "notes"),
    [
        ("y=2017", ["one area", "Hatched", "Hatched"]),
        ("y=2017&level=province", ["one area", "one area", "one area"]),
        ("y=2015&level=province", ["Hatched"]),
        ("y=2017&status=in", ["one area", "Nothing is drawn", "Nothing is drawn"]),
    ],
)
def test_what_is_said_of_the_map_is_what_it_draws(look_at, within, address, notes):
    page = look_at(within, address)
    said = page.locator(".box .quiet").all_inner_texts()

    assert len(said) == len(notes)
    for words, note in zip(said, notes, strict=True):
        assert note in words
