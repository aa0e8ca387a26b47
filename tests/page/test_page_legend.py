"""The legend has an entry for what can be seen, in the colour it is seen in, and no other."""

import pytest
from pagekit import go, page_of, write_project

LONG = [
    {"adcode": "610500", "start": "1950"},
    {"adcode": "610100", "start": "196X"},
    {"adcode": "620000", "extent": "within", "start": "1980"},
]
UNDATED = [{"adcode": "610500"}, {"adcode": "620000", "extent": "within"}]
SITES = [
    {"adcode": "350100", "place": "Open", "start": "[2013..2019]", "lon": "119.3", "lat": "26.1"},
    {"adcode": "610500", "start": "2016"},
    {"adcode": "610500", "place": "Shop", "start": "2017", "lon": "109.5", "lat": "34.5"},
]


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Return a function that writes the page of some rows, once."""
    folder = tmp_path_factory.mktemp("legend")

    def page(name, rows):
        path = folder / f"{name}.html"
        if not path.exists():
            project = write_project(folder / name, title=name, locations=rows)
            path.write_bytes(page_of(project))
        return path

    return page


def entries(page):
    return page.locator("#legend li").all_inner_texts()


@pytest.mark.parametrize(
    ("address", "texts"),
    [
        ("y=1980", ["named, since 1950", "named, since 1969 or earlier"]),
        ("y=1950-1980", ["named, started 1950", "named, started 1969 or earlier"]),
        ("y=1980&lang=zh", ["列明，1950年起", "列明，至迟1969年起"]),
        (
            "y=1980&level=province",
            ["named, since 1950", "named, since 1969 or earlier", "named, since 1980"],
        ),
    ],
)
def test_a_year_by_which_something_is_certain_is_not_told_as_its_first(
    look_at, pages, address, texts
):
    page = look_at(pages("long", LONG), address)
    dated = [text for text in entries(page) if "19" in text]
    assert dated == texts


def test_what_is_never_in_has_no_entry_for_being_in(open_page, pages):
    page = open_page(pages("undated", UNDATED))
    assert entries(page) == [
        "possible: a statement allows it, none settles it",
        "not known: nobody said",
    ]
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    missing = page.evaluate("""() =>
        [...document.querySelectorAll('[fill^="url("]')]
            .map((node) => node.getAttribute('fill').slice(5, -1))
            .filter((id) => !document.getElementById(id))""")
    assert missing == []


def test_a_site_has_the_colour_of_the_year_it_is_certain_in(look_at, pages):
    page = look_at(pages("sites", SITES), "y=2019")
    named = [text for text in entries(page) if text.startswith("named")]
    assert named == [
        "named, since 2016",
        "named, since 2017",
        "named, since 2019 or earlier",
    ]
    dots = page.locator("#legend .swatch .dot").evaluate_all(BACKGROUNDS)
    site = page.locator(".place", has_text="Open").locator(".swatch").evaluate_all(BACKGROUNDS)
    assert site == [dots[2]]
    page = look_at(pages("sites", SITES), "y=2019&view=chart")
    key = page.locator(".chart-key li").all_inner_texts()
    assert key[:3] == named


BACKGROUNDS = "nodes => nodes.map(node => getComputedStyle(node).backgroundColor)"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_beside_sites_areas_are_in_the_legend_as_they_are_on_the_map(open_page, pages, scheme):
    page = open_page(pages("sites", SITES), "#y=2016", color_scheme=scheme)
    area = page.locator("#legend .swatch", has=page.locator(".dot")).first.evaluate(
        "node => getComputedStyle(node).backgroundColor.match(/\\d+/g).map(Number)"
    )
    assert page.evaluate(PIXELS, area) > 50


PIXELS = """([r, g, b]) => Math.max(...[...document.querySelectorAll('#map_pilotmap canvas')]
    .filter((canvas) => canvas.width && canvas.height)
    .map((canvas) => {
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        let count = 0;
        for (let i = 0; i < data.length; i += 4) {
            const near = [r, g, b].every((part, j) => Math.abs(part - data[i + j]) < 3);
            count += near && data[i + 3] === 255 ? 1 : 0;
        }
        return count;
    }))"""
"""How many pixels of the map have a colour."""


def test_a_province_that_is_in_through_a_part_does_not_look_like_a_whole_one(open_page, tmp_path):
    rows = [
        {"adcode": "610500", "start": "2016"},
        {"adcode": "620000", "extent": "all", "start": "2016"},
    ]
    write_project(tmp_path, title="Parts", locations=rows)
    path = tmp_path / "page.html"
    path.write_bytes(page_of(tmp_path))
    page = open_page(path, "#level=province&u=610000")
    colour = """([lon, lat]) => {
        const canvas = document.querySelectorAll(".layer")[1];
        const box = canvas.getBoundingClientRect();
        const map = document.querySelector("#map_pilotmap").getBoundingClientRect();
        const at = map_pilotmap.latLngToContainerPoint([lat, lon]);
        const ratio = canvas.width / box.width;
        const x = (at.x + map.left - box.left) * ratio;
        const y = (at.y + map.top - box.top) * ratio;
        const copy = document.createElement("canvas");
        copy.width = copy.height = 1;
        const pen = copy.getContext("2d", { willReadFrequently: true });
        pen.drawImage(canvas, -Math.round(x), -Math.round(y));
        return [...pen.getImageData(0, 0, 1, 1).data];
    }"""
    part, whole = (page.evaluate(colour, at) for at in ([108.9, 33.2], [98.5, 40.3]))

    assert part[3] == whole[3] == 255
    assert sum(part[:3]) > sum(whole[:3]) + 100
    assert "Named in it: 1 of 10 prefectures." in page.locator(".verdict").text_content()
    assert "in only through a unit inside it" in page.locator("#legend").text_content()
    go(page, "level=prefecture")
    assert "in only through" not in page.locator("#legend").text_content()


GRID_OF_SITES = [
    {"adcode": "100000", "place": f"S{i}", "start": str(2010 + i % 6)}
    | {"lon": str(80 + i % 41), "lat": str(28 + i // 41)}
    for i in range(41 * 15)
]
UNDER = """() => {
    const box = document.querySelector("#legend").getBoundingClientRect();
    const map = document.querySelector("#map_pilotmap").getBoundingClientRect();
    const inside = [];
    for (let lon = 80; lon <= 120; lon += 1) {
        for (let lat = 28; lat <= 42; lat += 1) {
            const at = map_pilotmap.latLngToContainerPoint([lat, lon]);
            const [x, y] = [at.x + map.left, at.y + map.top];
            if (x > box.left && x < box.right && y > box.top && y < box.bottom) {
                inside.push([lon, lat]);
            }
        }
    }
    return inside;
}"""
WIDE = {"width": 1440, "height": 900}


def test_the_legend_stands_below_the_map_where_it_would_hide_sites(open_page, pages):
    page = open_page(pages("grid", GRID_OF_SITES), viewport=WIDE)
    ground, legend, slider = (
        page.locator(part).bounding_box() for part in ("#map_pilotmap", "#legend", "#timeline")
    )

    assert page.evaluate(UNDER) == []
    assert ground["y"] + ground["height"] <= legend["y"] + 0.5
    assert legend["y"] + legend["height"] <= slider["y"] + 0.5
    assert page.locator("#legend li").first.is_visible()


def test_a_year_with_fewer_entries_leaves_the_map_its_size(open_page, pages):
    size = {"width": 800, "height": 800}
    page = open_page(pages("grid", GRID_OF_SITES), "#y=2015", viewport=size)
    whole = page.locator("#map_pilotmap").bounding_box()
    shown = page.locator("#legend li:visible").count()
    rows = {entry.bounding_box()["y"] for entry in page.locator("#legend li:visible").all()}

    go(page, "y=2010")

    assert page.locator("#legend li:visible").count() < shown
    assert len(rows) > 1
    assert page.locator("#map_pilotmap").bounding_box() == whole


def test_the_legend_stands_in_a_corner_where_nothing_lies_under_it(open_page, default_page):
    page = open_page(default_page, viewport=WIDE)
    ground, legend = (page.locator(part).bounding_box() for part in ("#map_pilotmap", "#legend"))

    assert legend["y"] + legend["height"] < ground["y"] + ground["height"]
