"""No cell is ever code: hostile strings run nowhere, ask nothing, and are shown as typed."""

import subprocess
import sys

import pytest
from hostile import HOSTILE, MARK
from pagekit import PHONE, changed, page_of, write_project

from geo.page.plain import as_script_json

pytestmark = pytest.mark.slow

TITLE = " ".join(text for text in HOSTILE if text.isprintable())
"""A title is one line that can be printed; the store refuses others."""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    rows = [
        {
            "id": f"r{number}",
            "place": text,
            "within": text,
            "adcode": adcode,
            "start": "2016",
            "date_note": text,
            "source": f"s{number}",
            "locator": text,
            "statement": text,
            "decision": text,
        }
        for number, (text, adcode) in enumerate(zip(HOSTILE, UNITS, strict=True))
    ]
    site = dict(rows[0], id="site", lon="108.9", lat="34.3", adcode="610000")
    country = dict(rows[1], id="country", adcode="100000", extent="within")
    sources = [
        {
            "id": f"s{number}",
            "title": text,
            "publisher": text,
            "author": text,
            "published": "2016",
            "url": "javascript:window.hacked=1" if number % 2 else "https://example.org/a?b=c&d",
            "note": text,
        }
        for number, text in enumerate(HOSTILE)
    ]
    write_project(folder, title=TITLE, locations=[*rows, site, country], sources=sources)
    path = folder / "page.html"
    path.write_bytes(page_of(folder))
    return path


UNITS = (
    [f"6101{n:02}" for n in (2, 3, 4)]
    + [f"62{n:02}00" for n in range(1, 13)]
    + ["622900", "623000"]
)


def test_a_text_turns_the_direction_of_no_word_beside_it(open_page, tmp_path):
    row = {"adcode": "610500|610100", "start": "2016", "place": "\u202eXian"}
    source = {"id": "s", "title": "\u2067\u202eTitle", "author": "\u202eHe", "published": "2020"}
    folder = write_project(tmp_path / "turned", title="T", locations=[row], sources=[source])
    path = folder / "page.html"
    path.write_bytes(page_of(folder))
    page = open_page(path, "#view=text")
    assert page.locator(".source").last.evaluate(RUNS_FORWARD, "published")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.locator(".print-sheet svg").wait_for()
    assert page.locator("text", has_text="Sources: ").evaluate(RUNS_FORWARD, "published")


RUNS_FORWARD = """(node, words) => {
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const at = walker.currentNode.data.indexOf(words);
        if (at >= 0) {
            const left = (offset) => {
                const range = document.createRange();
                range.setStart(walker.currentNode, offset);
                range.setEnd(walker.currentNode, offset + 1);
                return range.getBoundingClientRect().left;
            };
            return left(at) < left(at + words.length - 1);
        }
    }
    return false;
}"""
"""Whether the words in a node stand on the screen as they are read, from left to right."""


def untouched(page):
    return page.evaluate("typeof window.hacked === 'undefined'")


def test_nothing_runs_when_a_page_is_built(hostile):
    assert hostile.exists()
    assert not list(hostile.parent.glob(f"**/{MARK}"))
    ran = subprocess.run(
        [sys.executable, "-m", "geo", "build", "--data", ".", "--out", "again.html"],
        cwd=hostile.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout == "again.html\n"
    assert (hostile.parent / "again.html").read_bytes() == hostile.read_bytes()
    assert not list(hostile.parent.glob(f"**/{MARK}"))


def test_the_policy_stands_first_and_allows_nothing_but_our_own(hostile):
    html = hostile.read_text(encoding="utf-8")
    head = html[html.index("<head>") + len("<head>") :].lstrip()
    policy = head.split('content="')[1].split('"')[0]

    assert head.startswith('<meta http-equiv="Content-Security-Policy"')
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "*" not in policy


def test_every_string_of_a_title_and_a_list_is_shown_as_typed(open_page, hostile):
    page = open_page(hostile)

    assert page.locator("#title").text_content() == TITLE
    assert page.title().split() == TITLE.split()
    assert page.locator(".place .name").last.text_content() == HOSTILE[0]
    page.locator(".box .said", has_text=HOSTILE[1]).wait_for()
    assert untouched(page)


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_every_string_of_a_panel_is_shown_as_typed(look_at, hostile, number):
    page = look_at(hostile, f"y=2016&level=county&u={UNITS[number]}")
    text = HOSTILE[number]
    panel = page.locator("#panel .statement").first
    panel.locator(".facts dd").nth(4).wait_for()
    # What a text in the other language is marked with is ours, and a blank before it.
    panel.locator(".typed-in").evaluate_all(
        "marks => marks.forEach((mark) => { mark.previousSibling.remove(); mark.remove(); })"
    )

    assert panel.locator(".said").text_content() == text
    facts = panel.locator(".facts dd").all()
    assert facts[0].text_content() == text
    assert facts[2].text_content() == text
    assert facts[3].text_content().startswith(f"{text}, {text}: {text} (")
    assert facts[4].text_content() == text
    links = panel.locator("a")
    assert links.count() == (0 if number % 2 else 1)
    for link in links.all():
        assert link.get_attribute("href") == "https://example.org/a?b=c&d"
        assert "noopener" in link.get_attribute("rel")
    assert untouched(page)


def test_search_tooltip_and_site_show_text(open_page, hostile):
    page = open_page(hostile, "#y=2016&site=0", viewport=PHONE)
    page.locator("#panel h2", has_text=HOSTILE[0]).wait_for()
    with changed(page):
        page.locator("#panel .close").click()
    page.locator(".search-input").fill("<script>")
    page.locator(".results [role=option]").first.wait_for()
    page.locator(".filters > summary").first.click()

    sources = page.locator(".sheet select").nth(2).locator("option").all_text_contents()
    assert sources[1:] == HOSTILE
    assert untouched(page)


def test_an_address_is_data_too(open_page, hostile):
    page = open_page(hostile, "#y=2016&u=<script>&source=${1}&view=javascript:1&province={{1}}")

    assert page.locator(".year").inner_text() == "2016"
    assert untouched(page)


@pytest.mark.parametrize("text", HOSTILE)
def test_json_in_a_script_element_can_end_nothing(text):
    written = as_script_json({"text": text})

    assert written.isascii()
    assert not set(written) & set("<>&")
