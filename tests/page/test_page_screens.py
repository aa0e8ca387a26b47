"""What is seen together on a screen, what makes room for what, and what the page says of itself."""

import pytest
from pagekit import SETTLED, changed, go, page_of, write_project

SCREENS = [(360, 740), (740, 360), (720, 450)]
WHERE = """() => {
    const { lat, lng } = map_pilotmap.getCenter();
    return [lat, lng, map_pilotmap.getZoom()];
}"""
AT = """([lat, lon]) => {
    const { x, y } = map_pilotmap.latLngToContainerPoint([lat, lon]);
    return [x, y];
}"""


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", SCREENS)
def test_map_legend_slider_and_sources_share_a_small_screen(look_at, default_page, size, lang):
    """A phone, the same on its side, and a page at twice its size."""
    width, height = size
    coarse = {"has_touch": True, "is_mobile": True} if width != 720 else {}
    viewport = {"width": width, "height": height}
    page = look_at(default_page, f"lang={lang}", viewport=viewport, **coarse)
    ground = page.locator("#map_pilotmap").bounding_box()

    assert ground["height"] >= height / 2
    for part in (".handle-year", "#legend li >> nth=0", ".cited-in-short", "#legend li >> nth=2"):
        box = page.locator(part).bounding_box()
        assert box["y"] >= 0, part
        assert box["y"] + box["height"] <= height + 1, part


def test_the_sheet_of_a_phone_leaves_map_and_slider_in_sight(look_at, default_page):
    page = look_at(
        default_page, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True
    )
    page.locator(".place", has_text="Wuwei").scroll_into_view_if_needed()
    with changed(page):
        page.locator(".place", has_text="Wuwei").tap()
    page.evaluate(SETTLED)
    panel, slider, ground = (
        page.locator(part).bounding_box() for part in ("#panel", ".handle-year", "#map_pilotmap")
    )

    assert ground["y"] >= -1
    assert ground["y"] + ground["height"] <= panel["y"] + 1
    assert (
        slider["y"] + slider["height"] - 12 <= panel["y"] + 1
    )  # the ring is smaller than the target


def test_the_panel_stands_beside_the_map_and_closing_puts_the_map_back(open_page, default_page):
    page = open_page(default_page)
    before = page.evaluate(WHERE)
    with changed(page):
        page.locator(".place", has_text="Weinan").click()
    page.evaluate(SETTLED)
    ground, panel = (page.locator(part).bounding_box() for part in ("#map_pilotmap", "#panel"))
    labels = page.evaluate("() => pilotmap.labels().filter(({ kind }) => kind === 'place')")

    assert ground["x"] + ground["width"] <= panel["x"] + 1
    assert len(labels) == 5
    with changed(page):
        page.locator("#panel .close").click()
    page.evaluate(SETTLED)
    assert page.evaluate(WHERE) == pytest.approx(before, abs=0.03)  # whole pixels


@pytest.mark.parametrize("chosen", ["", "&u=620600"])
def test_an_upright_tablet_has_the_map_across_and_two_columns_below(look_at, default_page, chosen):
    """The list stays in sight; what is told of a place stands beside it and moves nothing."""
    page = look_at(default_page, f"lang=en{chosen}", viewport={"width": 820, "height": 1180})
    page.evaluate(SETTLED)
    beside = "#panel" if chosen else ".unnamed"
    ground, timeline, places, other = (
        page.locator(part).bounding_box()
        for part in ("#map_pilotmap", "#timeline", "#places", beside)
    )

    assert ground["width"] == 820
    assert ground["height"] > 0.4 * 1180
    assert timeline["y"] + timeline["height"] <= min(places["y"], other["y"])
    assert places["y"] + places["height"] <= 1180
    assert places["x"] + places["width"] <= other["x"]


def test_a_long_title_is_whole_on_a_phone_on_its_side(open_page, tmp_path):
    title = "Counties of the programme for e-commerce in rural areas"
    folder = write_project(tmp_path, title=title, locations=[{"adcode": "620600", "start": "2020"}])
    path = folder / "page.html"
    path.write_bytes(page_of(folder))
    phone = {"width": 740, "height": 360}
    page = open_page(path, viewport=phone, has_touch=True, is_mobile=True)
    cut = "node => node.scrollHeight - node.clientHeight"

    for part in ("#title", "#headline", "#summary"):
        assert page.locator(part).evaluate(cut) <= 3, part  # letters reach out of their line


def test_a_map_fits_its_data_however_often_the_window_changes_its_size(look_at, default_page):
    page = look_at(default_page)
    zooms = []
    for width in (1440, 320, 1000, 280, 320, 1440):
        page.set_viewport_size({"width": width, "height": 740})
        page.evaluate(SETTLED)
        page.evaluate(SETTLED)
        zooms.append(page.evaluate("map_pilotmap.getZoom()"))
    assert zooms[3] < zooms[1] < zooms[2] <= zooms[0]
    assert zooms[4:] == zooms[1::-1]


def test_a_province_that_is_chosen_is_framed_and_the_others_step_back(look_at, default_page):
    page = look_at(default_page, "province=610000")
    size = page.locator("#map_pilotmap").bounding_box()
    for place in ((31.8, 109.0), (39.4, 110.2)):
        x, y = page.evaluate(AT, place)
        assert 0 < x < size["width"]
        assert 0 < y < size["height"]
    inside, outside = (page.evaluate(GROUND, place) for place in ((107.0, 33.3), (112.0, 37.5)))

    assert inside != outside


GROUND = """([lon, lat]) => {
    const canvas = document.querySelectorAll(".layer")[1];
    const box = canvas.getBoundingClientRect();
    const map = document.querySelector("#map_pilotmap").getBoundingClientRect();
    const at = map_pilotmap.latLngToContainerPoint([lat, lon]);
    const ratio = canvas.width / box.width;
    const copy = document.createElement("canvas");
    copy.width = copy.height = 1;
    const pen = copy.getContext("2d", { willReadFrequently: true });
    const [x, y] = [at.x + map.left - box.left, at.y + map.top - box.top];
    pen.drawImage(canvas, -Math.round(x * ratio), -Math.round(y * ratio));
    return [...pen.getImageData(0, 0, 1, 1).data];
}"""


def test_the_legend_holds_what_the_year_shows(look_at, default_page):
    page = look_at(default_page, "y=2016")
    early = page.locator("#legend li:visible").all_inner_texts()
    go(page, "y=2020")
    late = page.locator("#legend li:visible").all_inner_texts()

    assert early == ["named, since 2016", "not known: nobody said"]
    assert "named, since 2020" in late
    assert any(text.startswith("possible") for text in late)


def test_bars_and_bands_explain_themselves_to_the_keyboard(look_at, default_page):
    page = look_at(default_page)
    page.locator(".track-key summary").press("Enter")
    sheet = page.locator(".track-key .sheet")

    sheet.filter(has_text="2016: 1 named place").wait_for()
    assert "2016–2020" in sheet.inner_text()
    page.keyboard.press("Escape")
    sheet.wait_for(state="hidden")


def test_what_was_typed_in_one_language_is_marked_with_it(look_at, tmp_path):
    rows = [
        {"adcode": "620600", "start": "2020", "statement": "The store opened.", "locator": "p3"},
        {"adcode": "610500", "start": "2016", "statement": "店铺开业。"},
    ]
    sources = [{"id": "s", "title": "名单", "published": "2020"}]
    write_project(tmp_path, title="Marks", locations=rows, sources=sources)
    path = tmp_path / "page.html"
    path.write_bytes(page_of(tmp_path))
    page = look_at(path, "lang=zh&u=620600")
    page.locator(".said [lang=en]", has_text="The store opened.").wait_for()
    assert page.locator(".said .typed-in").all_inner_texts() == ["英文"]
    assert "第3段" in page.locator("#panel .facts").inner_text()
    assert "标题为第1段" in page.locator("#panel .facts").inner_text()
    page = look_at(path, "lang=en&u=610500")
    page.locator(".said [lang=zh-CN]", has_text="店铺开业。").wait_for()
    assert "in Chinese" in page.locator("#panel cite").inner_text()


FOUND = {
    "武威市凉州区": "凉州区",
    "Liangzhou, Wuwei": "凉州区",
    "liang zhou": "凉州区",
    "臨夏縣": "临夏县",
    "Linxia City": "临夏市",
    "Jiuqan": "酒泉",
}


def test_the_page_finds_what_find_finds(look_at, default_page):
    page = look_at(default_page)
    for query, found in FOUND.items():
        page.locator(".search-input").fill(query)
        page.locator(".results [id]").first.wait_for()

        assert found in page.locator(".results [id]").first.inner_text(), query
        if found == "凉州区":
            with changed(page):
                page.keyboard.press("Enter")
            assert page.locator("#panel .verdict strong").inner_text() == "possible"
            with changed(page):
                page.locator("#panel .close").click()
