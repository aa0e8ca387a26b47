"""A source that claims to be complete speaks by what it leaves out, though no row cites it."""

import csv
import json
import re
from html import unescape

import pytest
from pagekit import page_of, rollout_of, write_project

from geo.boundaries import committed_page
from geo.payload import Span, Texts, payload

SOURCES = [
    {"id": "news", "title": "News", "published": "2018"},
    {
        "id": "full",
        "title": "Full list of Shaanxi",
        "publisher": "Bureau",
        "url": "https://example.org/full",
        "published": "2015",
        "coverage": "full",
        "coverage_scope": "610000 prefecture",
    },
    {
        "id": "few",
        "title": "Counties of Jiayuguan",
        "published": "2014",
        "coverage": "full",
        "coverage_scope": "650200 county|540000 province",
        "coverage_period": "2012/2014",
    },
    {
        "id": "later",
        "title": "A list of later",
        "published": "2021",
        "coverage": "full",
        "coverage_scope": "630000 prefecture",
    },
    {
        "id": "named",
        "title": "All of its places are named",
        "published": "2018",
        "coverage": "full",
        "coverage_scope": "610500 prefecture",
    },
]
ROWS = [
    {"adcode": "610500", "start": "2013", "source": "news"},
    {"adcode": "330100", "start": "2018", "source": "news"},
]
CLOSED = "610100"
SAID = "list said to be complete:"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write_project(
        tmp_path_factory.mktemp("lists"), title="Lists", locations=ROWS, sources=SOURCES
    )


@pytest.fixture(scope="module")
def lists(folder):
    path = folder / "page.html"
    path.write_bytes(page_of(folder, span=Span(last=2018)))
    return path


def told(folder, span):
    rollout, _ = rollout_of(folder)
    content = payload(rollout, committed_page, Texts("T"), span=span)
    return content, {content["sources"][each["source"]]["id"]: each for each in content["lists"]}


def test_a_list_is_told_with_its_years_and_what_it_closes(folder):
    content, each = told(folder, Span(last=2018))

    assert [source["id"] for source in content["sources"]] == ["news", "full", "few"]
    assert (each["full"]["first"], each["full"]["last"], each["full"]["closes"]) == (2015, 2015, 9)
    assert (each["few"]["first"], each["few"]["last"]) == (2012, 2014)
    adcodes = content["topology"]["adcodes"] + content["units"]["withoutOutline"]
    assert [adcodes[row] for row in each["few"]["units"]] == [
        "540000",
        "650202",
        "650203",
        "650204",
        "650205",
    ]


@pytest.mark.parametrize(
    ("span", "ids"),
    [
        (Span(last=2014), {"few"}),
        (Span(last=2021), {"full", "few", "later"}),
        (Span(2016, 2018), set()),
    ],
)
def test_a_list_of_other_years_is_not_told(folder, span, ids):
    content, each = told(folder, span)

    assert set(each) == ids
    assert {source["id"] for source in content["sources"]} == ids | {"news"}


def test_the_panel_names_the_list_that_closes_a_unit(look_at, lists):
    page = look_at(lists, f"y=2015&u={CLOSED}")
    panel = page.locator("#panel")

    assert "A source that claims to be complete does not list it for 2015" in panel.inner_text()
    assert panel.get_by_role("link", name="Full list of Shaanxi").count() == 1


def test_the_text_tells_a_list_under_its_years(look_at, lists):
    page = look_at(lists, "view=text")
    chapter = page.locator(".prose section")
    alone = chapter.filter(has=page.locator("h3", has_text="2015")).inner_text()
    assert f"2015 · {SAID} every prefecture in Shaanxi" in alone
    assert "Not listed: 9 units." in alone
    begun = chapter.filter(has=page.locator("h3", has_text="2012")).inner_text()
    assert f"2012–2014 · {SAID} every county in Karamay City and Tibet" in begun
    assert "Not listed: Tibet, Dushanzi, Karamay District, Baijiantan, and Urho." in begun
    during = chapter.filter(has=page.locator("h3", has_text="2013")).inner_text()
    assert f"Includes this time: 2012–2014 · {SAID} every county in Karamay City" in during
    page = look_at(lists, "view=text&lang=zh&province=330000")
    assert page.locator(".prose", has_text="自称完整的名单").count() == 0


def test_filter_and_sources_have_the_list(look_at, lists):
    page = look_at(lists, "y=2015&source=full")
    assert "Full list of Shaanxi" in page.locator(".about .sources").inner_text()
    statuses = page.evaluate("pilotmap.statuses()")

    assert statuses[CLOSED] == "out"
    assert statuses["330100"] == "unknown"


def test_machines_and_readers_without_scripts_are_told_of_the_list(lists):
    html = lists.read_text(encoding="utf-8")
    data = json.loads(re.search(r'ld\+json">(.*?)</script>', html)[1])
    plain = unescape(html.split("<noscript>")[1].split("</noscript>")[0])

    assert "Full list of Shaanxi" in {work["name"] for work in data["citation"]}
    assert "every prefecture in Shaanxi</strong> · 2015<br>Not listed: 9 units." in plain
    assert 'href="https://example.org/full"' in plain


def test_the_table_that_is_downloaded_cites_the_list(look_at, lists):
    page = look_at(lists, "y=2015")
    with page.expect_download() as download:
        page.locator(".filters summary", has_text="Download").click()
        page.locator("[data-take=csv]").click()
    with download.value.path().open(encoding="utf-8-sig", newline="") as file:
        rows = {row["adcode"]: row for row in csv.DictReader(file)}
    assert rows[CLOSED]["status"] == "out"
    assert rows[CLOSED]["sources"] == "full"
