"""In the frame of another page: the sources travel with the map, and what is shown fits."""

import itertools

import pytest
from pagekit import SETTLED, changed, page_of, write_project


@pytest.fixture(scope="module")
def many_years(tmp_path_factory):
    """Write the page of places of six years, and a title that takes two lines."""
    rows = [
        {"adcode": f"{62}{n:02}00", "start": str(start)}
        for n, start in enumerate((2015, 2016, 2018, 2019, 2020, 2022), 4)
    ]
    title = "Counties of the programme for e-commerce in rural areas of the whole country"
    folder = write_project(tmp_path_factory.mktemp("years"), title=title, locations=rows)
    path = folder / "page.html"
    path.write_bytes(page_of(folder))
    return path


@pytest.mark.parametrize("size", [(360, 300), (400, 300), (800, 450), (700, 640), (1200, 640)])
def test_the_sources_and_the_way_to_the_full_page_are_on_the_first_screen(framed, size):
    for lang, words, full in (
        ("en", "Sources: Pandaily", "Full page"),
        ("zh", "来源", "完整页面"),
    ):
        page = framed(*size, f"y=2018&lang={lang}&u=620600")
        foot = page.locator(".foot")
        link = foot.get_by_role("link", name=full)
        box = foot.bounding_box()

        assert foot.locator("p").text_content().startswith(words)
        assert "天地图" in foot.text_content()
        assert box["y"] + box["height"] <= size[1] + 0.5
        assert (link.get_attribute("target"), link.get_attribute("rel")) == ("_blank", "noopener")
        before = link.get_attribute("href")
        assert "embed" not in before
        assert {"y=2018", f"lang={lang}", "u=620600"} <= set(before.split("#")[1].split("&"))
        with changed(page):
            page.locator(".handle-year").press("Home")
        assert "y=2016" in link.get_attribute("href")


def test_outside_a_frame_there_is_no_such_line(look_at, default_page):
    assert look_at(default_page).locator(".foot").count() == 0


@pytest.mark.parametrize("width", [640, 700, 800, 1200])
def test_the_legend_is_open_at_the_height_of_the_snippet(framed, width):
    page = framed(width, 640)

    assert page.locator(".legend details").get_attribute("open") is not None
    parts = page.locator("#toolbar > :visible, .map-tools:visible, .legend").all()
    for one, other in itertools.combinations([part.bounding_box() for part in parts], 2):
        assert (
            one["x"] + one["width"] <= other["x"]
            or other["x"] + other["width"] <= one["x"]
            or one["y"] + one["height"] <= other["y"]
            or other["y"] + other["height"] <= one["y"]
        )


def test_the_timeline_of_a_low_frame_is_one_row(framed):
    page = framed(800, 450)

    assert page.locator("#timeline").bounding_box()["height"] <= 112
    assert page.locator("#stage").bounding_box()["height"] >= 240


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_chart_of_a_low_frame_is_whole(framed, lang):
    page = framed(800, 450, f"y=2020&view=chart&lang={lang}")
    view = page.locator("#view-chart").bounding_box()
    plot = page.locator(".plot svg").bounding_box()
    ticks = [tick.bounding_box() for tick in page.locator(".plot text[text-anchor=end]").all()]

    assert plot["height"] >= 110
    assert plot["y"] + plot["height"] <= view["y"] + view["height"]
    assert page.locator(".plot rect").count() > 5
    assert len(ticks) >= 2
    assert all(
        low["y"] >= high["y"] + high["height"] - 3 for low, high in itertools.pairwise(ticks)
    )


def test_a_small_frame_shows_the_map_and_the_whole_timeline_and_no_more(framed):
    page = framed(400, 300)
    stage, track = (page.locator(part).bounding_box() for part in ("#stage", ".track"))

    assert stage["height"] >= 100
    assert track["y"] + track["height"] <= 300
    assert page.locator(".map-tools").is_hidden()
    assert page.locator("#toolbar").bounding_box()["y"] >= 300
    assert page.locator(".play").is_visible()
    assert page.locator(".count").inner_text() == "At least 5 named places"


@pytest.mark.parametrize(
    ("hidden", "shown"),
    [
        ("display: none; width: 900px; height: 640px", "display: block"),
        ("width: 0; height: 0", "width: 900px; height: 640px"),
        ("width: 900px; height: 0", "height: 640px"),
        ("width: 0; height: 640px", "width: 900px"),
        ("width: 20px; height: 20px", "width: 900px; height: 640px"),
    ],
)
def test_a_page_that_starts_hidden_fits_itself_when_it_gets_a_size(
    window, default_page, tmp_path, hidden, shown
):
    outer = tmp_path / "outer.html"
    outer.write_text(
        f'<!doctype html><iframe style="border: 0; {hidden}" '
        f'src="{default_page.as_uri()}?embed#lang=en"></iframe>',
        encoding="utf-8",
    )
    page = window()
    wrongs = []
    page.on("pageerror", lambda error: wrongs.append(str(error)))
    page.goto(outer.as_uri())
    inner = page.frame_locator("iframe")
    inner.locator("#app:not([hidden])").wait_for(state="attached")
    page.evaluate(f'document.querySelector("iframe").style.cssText += "; {shown}"')
    frame = page.frames[1]
    frame.wait_for_selector("html[data-state=ready]")
    frame.wait_for_function(
        "() => pilotmap.labels().filter(({ kind }) => kind === 'place').length === 5"
    )
    inside = frame.evaluate(
        "() => pilotmap.labels().every(({ left, right }) => left >= 0 && right <= 900)"
    )

    assert inside
    assert wrongs == []


def test_in_the_smallest_frame_places_without_room_for_names_have_numbers_and_a_key(framed):
    page = framed(280, 560, "y=2020&lang=en")
    labels = page.evaluate("() => pilotmap.labels().filter(({ kind }) => kind === 'place')")
    key, foot = (page.locator(part).bounding_box() for part in (".map-key", ".foot"))

    assert [label["text"] for label in labels] == ["1", "2", "3", "4", "5"]
    assert page.locator(".map-key li").all_inner_texts() == [
        "1 Weinan 渭南",
        "2 Wuwei 武威",
        "3 Jiuquan 酒泉",
        "4 Tianshui 天水",
        "5 Linxia 临夏",
    ]
    assert key["y"] + key["height"] <= foot["y"]
    assert foot["y"] + foot["height"] <= 560.5


@pytest.mark.parametrize("query", ["", "?embed"])
@pytest.mark.parametrize("size", [(340, 640), (280, 560), (360, 740)])
def test_the_timeline_covers_nothing_of_the_map(look_at, default_page, size, query):
    viewport = {"width": size[0], "height": size[1]}
    page = look_at(default_page, "y=2020&lang=en", query=query, viewport=viewport)
    slider = page.locator("#timeline").bounding_box()
    ground, legend = (page.locator(part).bounding_box() for part in ("#map_pilotmap", "#legend"))

    assert ground["height"] >= 90
    assert ground["y"] + ground["height"] <= legend["y"] + 0.5
    assert legend["y"] + legend["height"] <= slider["y"] + 0.5
    assert slider["y"] + slider["height"] <= size[1] + 0.5


@pytest.mark.parametrize("size", [(400, 300), (660, 400), (280, 500), (340, 640)])
def test_the_legend_of_a_small_frame_is_whole_whatever_it_holds(look_at, many_years, size):
    """A map that shrinks for its legend, and not a legend that ends within an entry."""
    width, height = size
    page = look_at(many_years, query="?embed", viewport={"width": width, "height": height})
    legend, timeline = (page.locator(part).bounding_box() for part in ("#legend", "#timeline"))
    entries = [entry.bounding_box() for entry in page.locator("#legend li:visible").all()]

    assert len(entries) == 7
    for entry in entries:
        assert entry["y"] >= legend["y"]
        assert entry["y"] + entry["height"] <= timeline["y"]
    assert page.locator("#map_pilotmap").bounding_box()["height"] >= 70  # it may have a key, too


def test_the_lowest_frame_names_every_place_of_the_article(framed):
    """It has no room for a key, so the timeline gives what the names need."""
    for lang in ("en", "zh"):
        page = framed(400, 300, f"lang={lang}")
        labels = page.evaluate("() => pilotmap.labels().filter(({ kind }) => kind === 'place')")

        assert len(labels) == 5, lang


@pytest.fixture(scope="module")
def many_sources(tmp_path_factory):
    names = [f"s{n}" for n in range(6)]
    title = "Notice of a ministry on the list of pilot cities, no. {}"
    sources = [{"id": name, "title": title.format(name), "published": "2020"} for name in names]
    rows = [{"adcode": "620600", "start": "2020", "source": name} for name in names]
    folder = tmp_path_factory.mktemp("many")
    write_project(folder, title="Many", locations=rows, sources=sources)
    path = folder / "page.html"
    path.write_bytes(page_of(folder))
    return path


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_many_sources_leave_a_small_frame_its_map_and_stand_whole_below(
    look_at, many_sources, lang
):
    viewport = {"width": 340, "height": 640}
    page = look_at(many_sources, f"lang={lang}", query="?embed", viewport=viewport)
    foot, whole = page.locator(".foot"), page.locator(".whole")

    assert page.locator("#map_pilotmap").bounding_box()["height"] >= 200
    assert foot.get_by_role("link").is_visible()
    assert whole.is_visible()
    assert whole.evaluate("node => node.scrollHeight - node.clientHeight") <= 1
    assert "天地图" in whole.inner_text()


def test_a_year_with_fewer_words_leaves_the_map_of_a_small_frame_where_it_is(look_at, default_page):
    for size, query in (((340, 640), "?embed"), ((360, 740), "")):
        page = look_at(
            default_page,
            "y=2020&lang=en",
            query=query,
            viewport={"width": size[0], "height": size[1]},
        )
        ground = page.locator("#map_pilotmap").bounding_box()["y"]
        with changed(page):
            page.locator(".handle-year").press("Home")
        rest = page.locator(".rest").inner_text()

        assert "Gansu" not in rest
        assert page.locator("#map_pilotmap").bounding_box()["y"] == ground, size


LAYOUT = """() => {
    const parts = ["#map_pilotmap", "#legend", "#timeline", ".map-key"];
    const boxes = parts.map((part) => document.querySelector(part).getBoundingClientRect());
    const { x, y } = map_pilotmap.project(map_pilotmap.getCenter(), 4);
    const labels = pilotmap.labels().map(({ text }) => text);
    return JSON.stringify([boxes, map_pilotmap.getZoom(), Math.round(x), Math.round(y), labels]);
}"""


def test_a_small_frame_looks_alike_whatever_size_it_had_before(open_page, default_page):
    """As it would if it had opened so: where the map looks, and whether its names have room."""
    fresh = {}
    for size in ((340, 500), (340, 640), (280, 560)):
        viewport = {"width": size[0], "height": size[1]}
        page = open_page(default_page, "#y=2020&lang=en", query="?embed", viewport=viewport)
        for _ in range(4):
            page.evaluate(SETTLED)
        fresh[size] = page.evaluate(LAYOUT)

    assert len(set(fresh.values())) == 3
    for size in ((340, 640), (340, 500), (340, 640)):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.wait_for_function(f"wanted => ({LAYOUT})() === wanted", arg=fresh[size])
