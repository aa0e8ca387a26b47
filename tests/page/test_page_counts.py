"""The page of counts: what was counted is drawn by class, silence is never a 0."""

import json
import re

import jsonschema
import pytest
from pagekit import assert_addressed, changed, go, rollout_of, write_project
from test_payload import SCHEMA

from geo.boundaries import committed_page
from geo.door import Rollout
from geo.gazetteer import load
from geo.model import Level
from geo.page import PageOptions, build_page
from geo.page.assets import join, modules
from geo.payload import PageContent, Span, Texts
from geo.tally.counts import Account, UnitCounts, UnitYear

GANSU = {
    "620602": {2016: 4, 2018: 6},  # Liangzhou, Wuwei
    "620621": {2018: 1},  # Minqin, Wuwei
    "620902": {2017: 200},  # Suzhou, Jiuquan
    "622901": {2016: 0},  # Linxia: counted, and none
    "620502": {2016: 9, 2017: 9, 2018: 9},  # Qinzhou, Tianshui
}
COUNTS = UnitCounts(
    "orders.parquet",
    Level.COUNTY,
    tuple(
        UnitYear(adcode, year, n, None if n == 0 else 1.25 * n)
        for adcode in sorted(GANSU)
        for year, n in GANSU[adcode].items()
    ),
    "amount",
    Account(300, 22, 238, {"outside": 30, "bad_date": 10}),
)
SITES = [
    {"adcode": "620602", "place": "A", "start": "2016", "lon": "102.6", "lat": "37.9"},
    {"adcode": "620602", "place": "B", "start": "[2016..2018]", "lon": "102.7", "lat": "37.9"},
    {"adcode": "620600", "place": "C", "start": "2016", "lon": "102.7", "lat": "37.8"},
    {"adcode": "620621", "place": "D", "start": "", "lon": "103.1", "lat": "38.6"},
    {"adcode": "622901", "place": "F", "start": "2017", "end": "2018", "lon": "103.2", "lat": "35"},
]


def content_of(rollout=None, **options):
    rollout = rollout or Rollout((), {}, load())
    return PageContent(rollout, committed_page, Texts("Orders"), **options)


def write(path, content):
    page = build_page(
        content.payload(), content.plain_rows("en"), PageOptions(), content.static_view("en")
    )
    path.write_bytes(page)
    return path


@pytest.fixture(scope="module")
def counted(tmp_path_factory):
    """Write a page of counts alone, once."""
    return write(tmp_path_factory.mktemp("counts") / "page.html", content_of(counts=COUNTS))


@pytest.fixture(scope="module")
def beside(tmp_path_factory):
    """Write a page of the default statements and counts, once."""
    content = content_of(rollout_of()[0], counts=COUNTS)
    return write(tmp_path_factory.mktemp("beside") / "page.html", content)


@pytest.mark.parametrize("span", [Span(), Span(last=2017), Span(2017, 2018, "in")])
def test_the_payload_of_counts_is_valid_and_holds_no_later_year(span):
    content = content_of(counts=COUNTS, span=span).payload()
    jsonschema.Draft202012Validator(SCHEMA).validate(content)
    years = [year for year, _, _ in content["counts"]["years"]]
    wanted = [2016, 2017, 2018]
    if span.last == 2017:
        wanted = [2016, 2017]
    elif span.mode == "in":
        wanted = [2017, 2018]
    assert years == wanted


def test_sites_beyond_the_limit_are_counted_by_the_year_in_which_they_certainly_began(tmp_path):
    project = write_project(tmp_path / "p", title="P", locations=SITES)
    rollout, _ = rollout_of(project)
    few = content_of(rollout, most_sites=5).payload()
    content = content_of(rollout, most_sites=4).payload()

    assert "counts" not in few
    assert few["texts"]["rows"] == 5
    jsonschema.Draft202012Validator(SCHEMA).validate(content)
    assert content["texts"]["rows"] == 0
    assert content["sites"]["lon"]["b"] == ""
    assert content["counts"]["of"] == "sites"
    assert content["counts"]["years"] == [[2016, 1, 1], [2017, 1, 1], [2018, 1, 1]]
    assert content["counts"]["account"] == {
        "read": 5,
        "leftOut": 0,
        "counted": 3,
        "reasons": {"coarse": 1, "open_date": 1},
    }
    assert content["counts"]["earlier"] == 1
    assert [source["id"] for source in content["sources"]] == ["s"]


def test_other_pages_carry_nothing_of_counts():
    script = join(modules(), "main")
    assert "countClasses" not in script
    assert len(join(modules(), "counts")) > len(script)


def cells(page, row):
    return page.locator(f'#view-table .of-counts tr[data-row="{row}"] td').all_inner_texts()


@pytest.mark.browser
def test_a_page_of_counts_draws_tells_and_hands_out_what_was_counted(open_page, counted):
    page = open_page(counted, "#y=2017")

    assert page.locator("h2.count").inner_text() == "222 observations up to 2017"
    assert "40 rows are not counted" in page.locator("#summary .rest").inner_text()
    legend = page.locator("#legend li").all_inner_texts()
    assert legend[0] == "0: counted, and none"
    assert legend[-1].startswith("no observation counted: not the same as 0")
    about = page.locator(".counted .box").inner_text()
    assert "30 not counted: a position outside all outlines: abroad or at sea." in about
    assert page.locator(".count-row").first.inner_text().split("\n")[0].startswith("Suzhou")
    assert "No observation" not in page.locator("#panel").inner_text()

    go(page, "#y=2017&u=620621")
    panel = page.locator("#panel").inner_text()
    assert "That is not a count of 0." in panel
    go(page, "#y=2018&u=620502&lang=zh")
    assert page.locator("#panel .verdict").inner_text() == "截至2018年共27条观测"
    rows = page.locator("#panel tbody tr").all_inner_texts()
    assert [re.split(r"\s+", row.strip()) for row in rows] == [
        ["2016", "9", "9"],
        ["2017", "9", "18"],
        ["2018", "9", "27"],
    ]
    with changed(page):
        page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()

    go(page, "#y=2018&view=table&sort=first&q=wuwei")
    names = page.locator("#view-table .of-counts tbody th").all_inner_texts()
    assert [name.split(" ")[0] for name in names][:2] == ["Liangzhou", "Minqin"]
    assert page.locator('#view-table .of-counts [aria-sort="ascending"]').inner_text() == (
        "First year\n↑"
    )
    silent = page.locator("#view-table .of-counts tbody tr").nth(2).inner_text()
    assert "–" in silent
    assert "\t0" not in silent

    page.locator(".tool-take summary").click()
    with page.expect_download() as waiting:
        page.locator("[data-take=counts]").click()
    lines = waiting.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "adcode,level,name_en,name_zh,parent,year,n,sum"
    assert len(lines) == 1 + len(COUNTS.rows)
    assert next(line for line in lines if line.startswith("622901,")).endswith(",622900,2016,0,")

    for lang, words in (("en", "Units (GeoJSON)"), ("zh", "行政区（GeoJSON）")):
        go(page, f"#y=2018&lang={lang}")
        assert page.locator("[data-take=geojson]").text_content() == words  # it holds no site


@pytest.mark.browser
def test_each_measure_and_mode_is_in_the_address_and_says_of_what(open_page, counted):
    page = open_page(counted, "#y=2018&mode=in")
    assert page.locator("#legend .measured").inner_text() == "Observations per unit, 2018"

    with changed(page):
        page.locator(".measure select").select_option("share")
    assert_addressed(page, "measure=share")
    title = page.locator("#legend .measured").inner_text()
    assert title == "Share of all 16 observations counted in 2018"
    assert page.locator(".count-row .figure").first.inner_text() == "56\u00a0%"
    with changed(page):
        page.locator(".measure select").select_option("sum")
    assert page.locator("#legend .measured").inner_text() == "Sum of amount per unit, 2018"
    assert page.locator(".count-row .figure").first.inner_text() == "11.25"
    go(page, "#y=2016-2018&measure=first&level=prefecture")
    assert page.locator("#legend li").all_inner_texts()[:2] == ["2016", "2017"]
    assert "in 4 of " in page.locator("#summary .rest").inner_text()
    go(page, "#y=2018&level=nonsense&measure=nonsense&view=text")
    assert page.locator("#app").get_attribute("data-view") == "map"
    assert page.locator(".measure select").input_value() == "n"


@pytest.mark.browser
def test_beside_statements_a_reader_chooses_what_the_map_shows(open_page, beside):
    page = open_page(beside, "#y=2018")
    assert page.locator("#app").get_attribute("data-layer") == "counts"
    assert page.locator("#places").is_hidden()

    with changed(page):
        page.get_by_role("button", name="Status").click()
    assert_addressed(page, "show=status")
    assert page.locator("h2.count").inner_text() == "At least 1 named place"
    assert page.locator("#places").is_visible()
    assert page.locator(".counted").is_hidden()
    go(page, "#y=2018&view=text")
    assert page.locator("#view-text").is_visible()
    assert "Weinan" in page.locator("#view-text").inner_text()
    go(page, "#y=2018&view=chart")
    assert page.locator("#view-chart .of-counts h2").inner_text().startswith("Observations")
    assert page.locator("#view-chart .of-status").is_hidden()


def test_readers_without_scripts_are_told_how_many_in_each_year(counted):
    page = counted.read_text(encoding="utf-8")
    plain = page[page.index("<noscript>") : page.index("</noscript>")]
    assert "2017: 209, in 2 units" in plain
    assert "62 of 300 were left out or could not be counted" in plain
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert "missing where nothing was counted" in json.loads(found[1])["variableMeasured"]
