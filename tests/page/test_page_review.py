"""The review page of `scan`: it runs no text, is worked by keyboard and mouse, and gives rows."""

import csv
import io

import pytest
from pagekit import PHONE
from test_page_hostile import HOSTILE

from geo.dates import parse
from geo.gazetteer import load
from geo.scan.review import build_review
from geo.scan.scan import scan_text

pytestmark = pytest.mark.slow

PILOT = "In 2018 the pilot was launched in {} and in Wuwei, Gansu."


@pytest.fixture(scope="module")
def review(tmp_path_factory):
    """Write the page of a text in which hostile lines stand between two of a pilot."""
    lines = [
        "=1+1 <b>A title</b>",
        *HOSTILE,
        PILOT.format("Suzhou"),
        "Lanzhou did not join the pilot.",
    ]
    found = scan_text("\n\n".join(lines), published=parse("2020"))
    path = tmp_path_factory.mktemp("review") / "review.html"
    path.write_bytes(build_review(found, load(), source="s"))
    return path


@pytest.fixture
def page(review, window):
    page = window()
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: said.append(request.url))
    page.goto(review.as_uri())
    yield page
    wanted = review.as_uri()
    assert [each for each in said if each != wanted and not each.startswith("blob:")] == []


def test_hostile_text_is_shown_as_typed_and_runs_nowhere(page):
    shown = page.locator("#article p").all_text_contents()

    for line in HOSTILE:
        for part in line.splitlines():
            assert any(part.strip() in text for text in shown), part
    assert page.evaluate("typeof window.hacked === 'undefined'")
    assert page.locator("#article b, #article img, #article svg, .card script").count() == 0


def test_keys_and_mouse_decide_and_the_accepted_rows_are_downloaded(page):
    page.locator("#article button", has_text="Suzhou").click()
    page.keyboard.press("a")
    first = page.locator(".card.selected")
    assert first.get_attribute("data-decision") == "accepted"
    first.locator("select").first.select_option("320500")
    wuwei = page.locator(".card", has_text="620600")
    wuwei.locator("button[data-choice=accepted]").click()
    wuwei.locator("input").first.fill("2018-03")
    page.locator(".card", has_text="Lanzhou").locator("button[data-choice=rejected]").click()
    assert page.locator("#counts").inner_text().startswith("2 accepted, 1 rejected")
    assert page.locator("#ground path.accepted").count() == 2
    with page.expect_download() as download:
        page.locator("#tools button.main").click()
    rows = list(csv.DictReader(io.StringIO(download.value.path().read_text("utf-8-sig"))))

    assert [(row["place"], row["adcode"], row["start"], row["source"]) for row in rows] == [
        ("Suzhou", "320500", "2018", "s"),
        ("Wuwei", "620600", "2018-03", "s"),
    ]


def test_the_page_speaks_chinese_keeps_the_decisions_and_fits_a_phone(page):
    page.set_viewport_size(PHONE)
    page.keyboard.press("j")
    page.keyboard.press("r")
    page.locator("#language").click()

    assert page.locator("html").get_attribute("lang") == "zh-CN"
    assert "不采用 1 条" in page.locator("#counts").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_page_allows_nothing_but_its_own_scripts(review):
    policy = review.read_text("utf-8").partition('content="')[2].partition('"')[0]

    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
