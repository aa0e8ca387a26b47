"""A basemap is the one thing a page may ask for, and only of the host it was built with."""

import base64
import re

import pytest
from pagekit import rollout_of

from geo.boundaries import committed_page
from geo.page import PageOptions, build_page
from geo.page.tiles import _credit, find_tiles
from geo.payload import PageContent, Texts

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.mark.parametrize(
    ("name", "host", "shown"),
    [
        (
            "OpenStreetMap.Mapnik",
            r"https://tile\.openstreetmap\.org/",
            ("© OpenStreetMap contributors", ["https://www.openstreetmap.org/copyright"]),
        ),
        (
            "https://{s}.tiles.example/{z}/{x}/{y}.png",
            r"https://[abc]\.tiles\.example/",
            ("tiles.example", []),
        ),
        (
            "Gaode.Normal",
            r"http://webrd0\d\.is\.autonavi\.com/",
            ("© Gaode.com", ["http://www.gaode.com/"]),
        ),
    ],
)
def test_only_the_host_of_the_tiles_is_asked_and_its_credit_links(
    window, tmp_path, name, host, shown
):
    rollout, _ = rollout_of()
    tiles = find_tiles(name)
    path = tmp_path / "map.html"
    content = PageContent(rollout, committed_page, Texts("T"))
    path.write_bytes(
        build_page(content.payload(), content.plain_rows("en"), PageOptions(tiles=tiles))
    )
    asked, wrongs = [], []

    def answer(route):
        asked.append(route.request.url)
        route.fulfill(status=200, body=PIXEL, content_type="image/png")

    page = window()
    page.route(re.compile("^https?:"), answer)
    page.on("console", lambda message: wrongs.append(message.text))
    page.on("pageerror", lambda error: wrongs.append(str(error)))
    page.goto(path.as_uri())
    page.locator(".leaflet-tile-loaded").first.wait_for()
    credit = page.locator(".credit")
    said = credit.inner_text(), [link.get_attribute("href") for link in credit.locator("a").all()]
    assert credit.text_content() in page.locator(".about").text_content()

    assert asked
    assert all(re.match(host, url) for url in asked)
    assert said == shown
    assert not wrongs


def test_of_a_credit_only_texts_and_web_links_are_kept():
    markup = (
        '<b>A &amp; B</b> <a href="javascript:alert(1)">C</a> <img src="x" onerror="alert(1)">'
        '<a target="_blank"href="https://d.example/?a=1&amp;b=2">D</a> &lt;i&gt;'
    )

    assert _credit(markup) == (
        ("A & B", ""),
        (" ", ""),
        ("C", ""),
        (" ", ""),
        ("D", "https://d.example/?a=1&b=2"),
        (" <i>", ""),
    )
