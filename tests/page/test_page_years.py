"""A year is shown at once: copied where it was drawn before, with the rows that can be seen."""

import base64
import io

import numpy as np
import pytest
from pagekit import changed, page_of, write_project
from PIL import Image

IDLE = """() => {
    const waiting = new Set();
    let asked = false;
    globalThis.isIdle = () => asked && waiting.size === 0;
    globalThis.requestIdleCallback = (act) => {
        asked = true;
        waiting.add(act);
        setTimeout(() => {
            waiting.delete(act);
            act({ didTimeout: false, timeRemaining: () => 50 });
        });
    };
    scheduler.postTask = async (act) => requestIdleCallback(() => act());
}"""
"""A browser that is idle whenever a script is not, so that nothing waits for a real one to be."""
WITHOUT_TASKS = f"() => {{ ({IDLE})(); Object.assign(scheduler, {{ postTask: undefined }}); }}"
"""The same where there are no tasks in the background."""
NEVER_IDLE = "() => { scheduler.postTask = async () => {}; }"
WRITTEN = """() => {
    globalThis.written = 0;
    const { fillText } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.fillText = function (...words) {
        written += this.canvas.isConnected;
        fillText.apply(this, words);
    };
}"""
"""Count the words that are written on a canvas of the page."""
TOLD_APART = 12
"""Edges are blended in another order: values of a channel so far apart look alike."""
PICTURE = """() => [...document.querySelectorAll('#view-map canvas.layer')]
    .find(({ hidden }) => !hidden).toDataURL()"""


@pytest.fixture
def opened(chromium):
    """Return a function that opens a page in a browser that is idle as `idle` says."""
    contexts = []

    def open_(path, address, idle):
        context = chromium.new_context(viewport={"width": 1000, "height": 640})
        contexts.append(context)
        page = context.new_page()
        page.add_init_script(f"({idle})(); ({WRITTEN})();")
        page.goto(path.as_uri() + address)
        page.wait_for_selector("html[data-state=ready]")
        return page

    yield open_
    for context in contexts:
        context.close()


def pixels(page):
    """Return the map's canvas on white paper."""
    data = base64.b64decode(page.evaluate(PICTURE).partition(",")[2])
    picture = Image.open(io.BytesIO(data)).convert("RGBA")
    ground = Image.new("RGBA", picture.size, "white")
    return np.asarray(Image.alpha_composite(ground, picture)).astype(int)


def type_year(page, year):
    page.evaluate("() => { written = 0; }")
    with changed(page):
        box = page.locator("input.year-input").last
        box.fill(str(year))
        box.press("Enter")


def sites(count, starts):
    """Return rows of sites in one district, which begin in turn at each of `starts`."""
    return [
        {
            "adcode": "620102",
            "place": f"Site {n}",
            "start": starts[n % len(starts)],
            "lon": str(103.6 + n % 7 / 40),
            "lat": str(36.03 + n % 5 / 100),
        }
        for n in range(count)
    ]


@pytest.fixture(scope="module")
def places_page(tmp_path_factory):
    """Write a page with units and crowds of sites, some of them possible only."""
    folder = tmp_path_factory.mktemp("places")
    starts = ("2016", "2018~", "2017/2019", "2020", "2019")
    units = ("620100", "620600", "610500", "650100", "310000", "620700", "460100")
    rows = [{"adcode": unit, "start": starts[n % 5]} for n, unit in enumerate(units)]
    rows += sites(40, starts[:4])
    write_project(folder, title="Places", locations=rows)
    path = folder / "page.html"
    path.write_bytes(page_of(folder))
    return path


@pytest.mark.parametrize(
    ("address", "how_idle"),
    [("#y=2020&lang=en", IDLE), ("#y=2020&mode=in&lang=zh", WITHOUT_TASKS)],
)
def test_a_year_that_was_drawn_while_idle_is_copied_and_looks_the_same(
    opened, places_page, address, how_idle
):
    busy = opened(places_page, address, NEVER_IDLE)
    idle = opened(places_page, address, how_idle)
    idle.wait_for_function("() => isIdle()")
    for year in (2018, 2016, 2020, 2019):
        type_year(busy, year)
        type_year(idle, year)

        assert busy.evaluate("written") > 0
        assert idle.evaluate("written") == 0
        assert np.abs(pixels(busy) - pixels(idle)).max() <= TOLD_APART


def test_a_unit_that_is_chosen_is_outlined_in_every_year(opened, places_page):
    page = opened(places_page, "#y=2020&lang=en", IDLE)
    page.wait_for_function("() => isIdle()")
    type_year(page, 2018)
    plain = pixels(page)
    with changed(page):
        page.locator(".place", has_text="Wuwei").click()
    type_year(page, 2020)
    type_year(page, 2018)
    assert page.evaluate("written") > 0
    outlined = pixels(page)
    assert outlined.shape != plain.shape or np.abs(outlined - plain).max() > TOLD_APART


CHANGE = """year => {
    const input = [...document.querySelectorAll("input.year-input")].at(-1);
    input.value = year;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    return [...document.querySelectorAll("#places .name")].length;
}"""
"""Change the year, and count the rows before anything else can happen."""
ALL_ROWS = "() => document.querySelectorAll('#places > li').length === 60"
SHOWN = "() => [...document.querySelectorAll('#places .name')].map((name) => name.textContent)"


@pytest.fixture(scope="module")
def crowded_page(tmp_path_factory):
    """Write a page with more sites in each of two years than are listed at once."""
    folder = tmp_path_factory.mktemp("crowded")
    write_project(folder, title="Crowded", locations=sites(160, ("2018", "2019")))
    path = folder / "page.html"
    path.write_bytes(page_of(folder))
    return path


def test_rows_that_can_be_seen_are_listed_at_once_and_the_rest_follows(open_page, crowded_page):
    page = open_page(crowded_page, "#y=2018&mode=in")
    page.wait_for_function(ALL_ROWS)

    assert 12 <= page.evaluate(CHANGE, 2019) < 60
    height = "() => document.querySelector('#story').scrollHeight"
    early = page.evaluate(height)
    page.wait_for_function(ALL_ROWS)
    assert page.evaluate(height) == pytest.approx(early, abs=60)
    page.wait_for_function(f"() => !({SHOWN})().includes('…')")
    assert page.evaluate(SHOWN) == [f"Site {n}" for n in range(1, 121, 2)]


def test_a_list_that_was_laid_out_while_idle_is_shown_and_found_alone(opened, crowded_page):
    page = opened(crowded_page, "#y=2018&mode=in&lang=en", IDLE)
    page.wait_for_function("() => isIdle()")
    page.wait_for_function(ALL_ROWS)
    ahead = page.locator(".ahead")
    assert ahead.count() == 1
    assert ahead.bounding_box()["height"] == 0
    kept = ahead.locator("li").first.element_handle()

    page.evaluate(CHANGE, 2019)
    assert page.evaluate("row => row === document.querySelector('#places > li')", kept)
    assert page.locator("#places").get_attribute("aria-label") == "Named places"
    page.wait_for_function(ALL_ROWS)
    assert page.evaluate(SHOWN) == [f"Site {n}" for n in range(1, 121, 2)]
    assert page.locator(".place").count() == 60
    assert page.get_by_role("button", name="Site 0 Chengguan").count() == 0
    with changed(page):
        page.locator(".place").nth(1).click()
    assert page.locator("#panel h2").inner_text().startswith("Site 3")
    assert page.locator("[aria-current=true].place").count() == 1

    page.locator("#places").evaluate("list => list.children[1].firstChild.focus()")
    page.evaluate(CHANGE, 2018)
    assert page.locator(".place").count() == 60  # whoever walks the list is to find all of it


def test_keys_and_a_list_that_was_scrolled_find_all_rows(open_page, crowded_page):
    page = open_page(crowded_page, "#y=2018&mode=in")
    page.wait_for_function(ALL_ROWS)
    last = page.evaluate(f"""() => {{
        ({CHANGE})(2019);
        const [first] = document.querySelectorAll("#places button");
        first.focus();
        first.dispatchEvent(new KeyboardEvent("keydown", {{ key: "End", bubbles: true }}));
        return document.activeElement === [...document.querySelectorAll("#places button")][59];
    }}""")
    assert last
    page.evaluate("document.activeElement.blur()")
    page.locator("#story").evaluate("node => { node.scrollTop = 900; }")
    page.wait_for_function("() => document.querySelector('#story').scrollTop > 800")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => done()))")
    assert page.evaluate(CHANGE, 2018) == 60
