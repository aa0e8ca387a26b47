"""By keyboard alone, enlarged, by touch: nobody is left out."""

import pytest
from pagekit import PHONE, SETTLED, changed, go, page_of, touch, write_project

FOCUS = """() => {
    const node = document.activeElement;
    const rings = [getComputedStyle(node), getComputedStyle(node, "::after")];
    return {
        inApp: document.getElementById("app").contains(node),
        name: node.getAttribute("aria-label") || node.textContent || node.className,
        id: node.className + node.id + node.textContent,
        ring: rings.some(({ outlineStyle, outlineWidth }) =>
            outlineStyle !== "none" && parseFloat(outlineWidth) >= 1),
    };
}"""


@pytest.mark.parametrize("view", ["map", "table", "chart", "text"])
def test_tab_reaches_every_control_and_shows_where_it_is(open_page, default_page, view):
    page = open_page(default_page, f"#view={view}&u=620600")
    page.locator("body").press("Tab")
    seen = []
    for _ in range(60):
        focus = page.evaluate(FOCUS)
        if not focus["inApp"]:
            break
        assert focus["ring"], focus
        assert focus["name"].strip(), focus
        seen.append(focus["id"])
        page.keyboard.press("Tab")

    assert not focus["inApp"], "the focus is caught"
    for part in ("skip", "search-input", "choice", "Download", "Share", "language"):
        assert any(part in each for each in seen), part
    for part in ("play", "handle-year", "year-input", "close"):
        assert any(part in each for each in seen), part


@pytest.mark.parametrize("view", ["map", "table", "chart", "text"])
def test_at_twice_the_size_nothing_is_cut_off_sideways(look_at, default_page, view):
    page = look_at(default_page, f"view={view}", viewport={"width": 720, "height": 450})
    assert page.evaluate("document.documentElement.scrollWidth") <= 720


SMALL_TARGETS = """() => [...document.querySelectorAll(
    "a, button, summary, select, input, textarea, [tabindex], [role=option], .grid tbody tr")]
    .filter((node) => node.checkVisibility({ visibilityProperty: true }))
    .filter((node) => !node.closest("cite")) // a link inside a sentence is as high as its line
    .map((node) => [node.className, node.textContent.slice(0, 20), node.getBoundingClientRect()])
    .filter(([, , { width, height }]) => Math.min(width, height) < 43.99)
    .map(([name, text, { width, height }]) => `${name} ${text}: ${width} x ${height}`)"""
SHEETS = [
    ".track-key summary",
    ".about summary",
    ".filters > summary",
    ".tool-take > summary",
    ".tool-share > summary",
]


SMALL_IN_SHEETS = f"""async (sheets) => {{
    const drawn = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const small = {{}};
    for (const sheet of sheets) {{
        const opener = document.querySelector(sheet);
        if (!opener?.checkVisibility({{ visibilityProperty: true }})) continue;
        opener.click();
        await drawn();
        small[location.hash + " " + sheet] = ({SMALL_TARGETS})();
        if (!opener.parentElement.open) throw new Error(`${{sheet}} does not open`);
        opener.click();
        await drawn();
    }}
    return small;
}}"""


@pytest.mark.parametrize("size", [(360, 740), (844, 390)])
@pytest.mark.parametrize(("query", "lang"), [("", "en"), ("", "zh"), ("?embed", "zh")])
def test_targets_are_large_enough_for_fingers(look_at, default_page, query, lang, size):
    viewport = dict(zip(("width", "height"), size, strict=True))
    touch_screen = {"viewport": viewport, "has_touch": True, "is_mobile": True}
    page = look_at(default_page, f"lang={lang}", query=query, **touch_screen)
    small = {}
    for address in ("view=map", "view=table", "view=chart", "view=text", "u=620600", "y=2016-2020"):
        go(page, f"{address}&lang={lang}")
        small[address] = page.evaluate(SMALL_TARGETS)
        if address in {"view=map", "view=table", "y=2016-2020"}:  # the others open the same sheets
            small |= page.evaluate(SMALL_IN_SHEETS, SHEETS)
    if not query:
        page.locator(".skip").focus()
        small["skip"] = page.evaluate(SMALL_TARGETS)
        page.locator(".search-input").fill("lin")
        page.locator(".results [role=option]").first.wait_for()
        small["search"] = page.evaluate(SMALL_TARGETS)

    assert {where: found for where, found in small.items() if found} == {}


def test_a_change_is_announced_politely_and_once(open_page, default_page):
    page = open_page(default_page, "#y=2020")
    page.locator(".handle-year").press("Home")
    page.locator("#status", has_text="2016: At least 1 named place").wait_for(state="attached")

    assert page.locator("#status").get_attribute("aria-live") == "polite"


def test_a_sheet_closes_when_the_focus_goes_on(look_at, default_page):
    page = look_at(default_page)
    page.locator(".tool-take > summary").press("Enter")
    page.locator("[data-take=print]").focus()
    page.keyboard.press("Tab")

    assert page.locator(".tool-take").get_attribute("open") is None
    assert page.evaluate("document.activeElement.localName") == "summary"


def test_the_focus_stays_when_filters_are_cleared(look_at, default_page):
    page = look_at(default_page, "province=620000")
    page.locator(".filters > summary").first.click()
    with changed(page):
        page.locator(".sheet .more").first.press("Enter")

    assert page.evaluate("document.activeElement.localName") == "select"


def test_closing_the_panel_returns_the_focus_to_where_it_came_from(open_page, default_page):
    page = open_page(default_page)
    with changed(page):
        page.locator(".place", has_text="Wuwei").press("Enter")
    with changed(page):
        page.locator("#panel .lineage a").press("Enter")
    with changed(page):
        page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.unit") == "620600"

    page = open_page(default_page, "#u=110000")
    with changed(page):
        page.locator("#panel .close").press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "Map"


@pytest.mark.parametrize("height", [740, 390])
@pytest.mark.parametrize(
    ("opener", "inside"),
    [
        (".filters > summary", ".sheet select >> nth=3"),
        (".tool-take > summary", "[data-take=print]"),
        (".tool-share > summary", ".share .more >> nth=2"),
        (".track-key summary", ".track-key li >> nth=-1"),
    ],
)
def test_what_opens_on_a_phone_is_covered_by_nothing(look_at, default_page, opener, inside, height):
    viewport = {"width": 360 if height == PHONE["height"] else 844, "height": height}
    page = look_at(default_page, viewport=viewport, has_touch=True, is_mobile=True)
    page.locator(opener).first.tap()
    page.locator(inside).tap(trial=True)  # fails where something else would be touched


COVERED = """(selector) => [...document.querySelectorAll(selector)]
    .filter((node) => node.checkVisibility({ visibilityProperty: true }))
    .filter((node) => {
        node.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
        const { left, top, width, height } = node.getBoundingClientRect();
        const hit = document.elementFromPoint(left + width / 2, top + height / 2);
        return width && !node.contains(hit) && hit?.closest("label")?.control !== node;
    })
    .map((node) => node.outerHTML.slice(0, 120))"""
"""What a click in its middle would not reach, since something else lies there."""
WINDOWS = [(1440, 900), (1180, 820), (1024, 768), (820, 1100), (800, 600)]


@pytest.mark.parametrize("size", WINDOWS)
def test_the_open_panel_covers_no_control_and_what_opens_lies_over_it(look_at, default_page, size):
    viewport = dict(zip(("width", "height"), size, strict=True))
    page = look_at(default_page, "u=620600", viewport=viewport)
    for view in ("table", "chart", "text", "map"):
        go(page, f"view={view}&u=620600")
        page.evaluate(SETTLED)
        assert page.evaluate(COVERED, "#app :is(button, summary, select, input)") == [], view
    for sheet in ("filters:not(.take-tool)", "tool-take", "tool-share"):
        page.locator(f".{sheet} > summary").click()
        controls = f".{sheet} .sheet :is(button, select, textarea):enabled"
        page.locator(controls).first.click(trial=True)
        assert page.evaluate(COVERED, controls) == [], sheet
        page.locator(f".{sheet} > summary").press("Escape")
    page.locator(".search-input").fill("lin")
    page.locator(".results [role=option]").first.click(trial=True)
    assert page.evaluate(COVERED, ".results [role=option]") == []


TO_THE_TOP = """async () => {
    do {  // what a finger has thrown goes on for a while
        scrollTo(0, 0);
        await new Promise((done) => setTimeout(done, 50));
    } while (scrollY > 0);
}"""


def test_a_finger_changes_the_year_by_a_tap_or_sideways_and_else_scrolls(open_page, default_page):
    page = open_page(default_page, "#y=2018", viewport=PHONE, has_touch=True, is_mobile=True)
    box = page.locator(".track").bounding_box()
    left, top = box["x"] + 30, box["y"] + box["height"] - 28
    middle, right = left + (box["width"] - 60) / 2, left + box["width"] - 60
    year = page.locator(".handle-year")

    touch(page, ((left, top), (left + 20, top - 120)))  # up: the page scrolls
    page.wait_for_function("() => scrollY > 40")
    assert year.get_attribute("aria-valuenow") == "2018"
    page.evaluate(TO_THE_TOP)
    touch(page, ((left, top), (left + 2, top)), cancel=True)
    assert year.get_attribute("aria-valuenow") == "2018"
    touch(page, ((middle, top), (right, top - 20)))
    assert year.get_attribute("aria-valuenow") == "2020"
    assert page.evaluate("scrollY") < 10
    touch(page, ((left, top), (left + 2, top)))
    assert year.get_attribute("aria-valuenow") == "2016"


@pytest.fixture(scope="module")
def wordy(tmp_path_factory):
    """Build a page of places with long names and long dates."""
    committee = "The Administrative Committee of the Greater Linxia Border Area"
    rows = [
        {"adcode": "150100", "start": "2016-08"},
        {"adcode": "652800", "start": "[2016-03..2020-11]"},
        {"place": committee, "adcode": "150100", "start": "[2013-02..2019-11]"},
        {"place": "数字生活街区管理委员会下属邮政便民服务中心", "adcode": "330100"},
    ]
    for number, row in enumerate(rows[2:]):
        row |= {"lon": f"{110 + 10 * number}", "lat": "40"}
    folder = write_project(tmp_path_factory.mktemp("wordy"), title="Wordy", locations=rows)
    path = folder / "page.html"
    path.write_bytes(page_of(folder))
    return path


@pytest.mark.parametrize("size", [(820, 1100), (360, 740), (1440, 900)])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_long_date_squeezes_no_name_in_the_list(look_at, wordy, size, lang):
    viewport = dict(zip(("width", "height"), size, strict=True))
    page = look_at(wordy, f"y=2020&lang={lang}", viewport=viewport)
    page.locator("#places .place", has_text="Linxia").wait_for()
    for row in page.locator("#places .place").all():
        names, when = (row.locator(part).bounding_box() for part in (".names", ".when"))
        beside = when["y"] < names["y"] + names["height"] - 4
        assert names["width"] >= 130
        assert not beside or names["x"] + names["width"] <= when["x"]
        edge = row.bounding_box()
        assert when["x"] + when["width"] <= edge["x"] + edge["width"]


@pytest.mark.parametrize("state", ["u=652800", "site=0"])
def test_a_year_leaves_the_panel_its_focus_and_its_place(look_at, wordy, state):
    low = {"width": 1440, "height": 420}
    page = look_at(wordy, f"y=2020&{state}", viewport=low)
    link = page.locator("#panel .lineage a").first
    page.locator("#panel .source").first.wait_for()
    link.focus()
    page.evaluate("document.querySelector('#panel').scrollTop = 30")
    page.evaluate("document.querySelector('#panel .lineage a').kept = true")
    go(page, f"y=2014&{state}")

    assert page.evaluate("document.activeElement.kept")
    assert page.evaluate("document.querySelector('#panel').scrollTop") == 30
    assert "y=2014" in link.get_attribute("href")
    verdict = page.locator("#panel .verdict strong").inner_text()
    assert verdict == ("possible" if "site" in state else "not known")


def test_a_year_leaves_the_row_of_the_list_its_focus(look_at, wordy):
    page = look_at(wordy, "y=2018")
    row = page.locator(".place[data-unit='652800']")
    row.focus()
    for year in (2020, 2021, 2018):
        go(page, f"y={year}")
        assert page.evaluate("document.activeElement.dataset.unit") == "652800", year


@pytest.mark.parametrize("size", [(1440, 900), (360, 740)])
def test_the_choice_of_years_is_as_wide_as_its_buttons(look_at, default_page, size):
    viewport = dict(zip(("width", "height"), size, strict=True))
    page = look_at(default_page, "y=2016-2020&lang=zh", viewport=viewport)
    group = page.locator(".time-choices .choices")
    last = group.locator("button").last.bounding_box()
    edge = group.bounding_box()

    assert edge["x"] + edge["width"] - last["x"] - last["width"] < 3
