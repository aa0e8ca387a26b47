"""Labels on the map never mislead: each stands on its own unit or plain ground, at every width."""

from itertools import islice

import pytest
from pagekit import SETTLED, go, page_of, write_project

from geo.boundaries import units_of

WIDTHS = [280, 320, 360, 414, 540, 700, 1024, 1440, 2000]
CITIES = ["110000", "120000", "310000", "320500", "330100", "340100", "370100", "420100", "440100"]
"""Near each other and far, small and large, two of them provinces."""
CORNERS = """() => pilotmap.labels().map((label) => {
    const at = (x, y) => {
        const { lat, lng } = map_pilotmap.containerPointToLatLng([x, y]);
        return [lng, lat];
    };
    const { left, right, top, bottom } = label;
    const corners = [[left, top], [right, top], [left, bottom], [right, bottom]];
    return { ...label, corners: corners.map(([x, y]) => at(x, y)) };
})"""


@pytest.fixture(scope="session")
def pages(tmp_path_factory, default_page):
    """Return pages of several data sets: the default one, cities, prefectures of one province."""
    folder = tmp_path_factory.mktemp("labels")
    numbers = [*range(1, 21), *range(32, 35)]
    prefectures = [f"51{number:02}00" for number in numbers if number not in {2, 12}]
    found = {"default": default_page}
    for name, adcodes in (
        ("cities", CITIES),
        ("sichuan", prefectures),
    ):
        rows = [{"adcode": adcode, "start": str(2012 + n % 5)} for n, adcode in enumerate(adcodes)]
        write_project(folder / name, title=name, locations=rows)
        found[name] = folder / f"{name}.html"
        found[name].write_bytes(page_of(folder / name))
    return found


def kin(one, other):
    """Whether one unit lies in the other, by their codes."""
    short, long = sorted((one.rstrip("0"), other.rstrip("0")), key=len)
    return long.startswith(short[:2] if len(short) < 3 else short)


def is_prefecture(adcode):
    """Whether a code is that of a unit of the second level; counties under a province have 90."""
    return adcode.endswith("00") or adcode[2:4] == "90"


@pytest.mark.parametrize("name", ["default", "cities", "sichuan"])
def test_no_label_lies_on_the_fill_of_another_unit(look_at, pages, name):
    page = look_at(pages[name])
    statuses = page.evaluate("pilotmap.statuses()")
    drawn = []
    for lang in ("en", "zh"):
        go(page, f"lang={lang}&step=1")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 740 if width < 700 else 900})
            page.evaluate(SETTLED)
            drawn += [(lang, width, label) for label in page.evaluate(CORNERS)]
    corners = [corner for _, _, label in drawn for corner in label["corners"]]
    around = iter(units_of(*zip(*corners, strict=True)))
    seen = set()
    wrong = []
    for lang, width, label in drawn:
        own = label["adcode"]
        seen.add((lang, own, label["kind"]))
        for found in islice(around, len(label["corners"])):
            below = [unit for unit in found if is_prefecture(unit)][:1]
            if below and statuses[below[0]] != "unknown" and not kin(own, below[0]):
                wrong.append((lang, width, label["text"], below[0]))

    for lang in ("en", "zh"):
        assert len([own for other, own, kind in seen if (other, kind) == (lang, "place")]) >= 5
    assert wrong == []


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_province_of_the_story_is_labelled(look_at, default_page, lang):
    page = look_at(default_page, f"lang={lang}")
    texts = {label["text"] for label in page.evaluate(CORNERS) if label["kind"] == "province"}

    assert texts >= ({"Gansu", "Shaanxi"} if lang == "en" else {"甘肃", "陕西"})


@pytest.mark.parametrize("size", [(280, 560), (280, 600), (280, 640)])
def test_where_names_have_no_room_numbers_stand_for_them_with_a_key(framed, size):
    page = framed(*size, "lang=en")
    page.evaluate(SETTLED)
    labels = page.evaluate(CORNERS)
    places = {label["text"]: label["unit"] for label in labels if label["kind"] == "place"}
    key = page.locator(".map-key li").all_text_contents()

    assert sorted(places) == ["1", "2", "3", "4", "5"]
    assert len(key) == 5
    assert key[0].startswith("1 Weinan")
    box = page.locator(".map-key").bounding_box()
    ground = page.locator("#map_pilotmap").bounding_box()
    assert ground["y"] + ground["height"] <= box["y"] + 1
    assert page.evaluate("map_pilotmap.getSize().y") == pytest.approx(ground["height"], abs=1)


LEADERS = """() => pilotmap.labels().filter(({ leader }) => leader).map((label) => {
    const { lat, lng } = map_pilotmap.containerPointToLatLng([label.leader.x, label.leader.y]);
    const metres = 40075016 / 256 / 2 ** map_pilotmap.getZoom();
    return { ...label, at: [lng, lat], kmPerPixel: metres / 1000 };
})"""


def test_a_leader_starts_in_what_its_label_names(look_at, pages):
    """Within a few pixels of it, at all sizes: an outline on the screen is a little simpler."""
    for name in ("default", "sichuan"):
        page = look_at(pages[name])
        leaders = []
        for width in (340, 360, 820, 1440):
            page.set_viewport_size({"width": width, "height": 740})
            page.evaluate(SETTLED)
            leaders += page.evaluate(LEADERS)
        near = [
            [
                (
                    label["at"][0] + dx * label["kmPerPixel"] / 95,
                    label["at"][1] + dy * label["kmPerPixel"] / 111,
                )
                for dx, dy in ((0, 0), (6, 0), (-6, 0), (0, 6), (0, -6))
            ]
            for label in leaders
        ]
        around = iter(units_of(*zip(*[at for each in near for at in each], strict=True)))
        wrong = []
        for label, points in zip(leaders, near, strict=True):
            own = label["adcode"]
            found = {unit for units in islice(around, len(points)) for unit in units}
            if not any(kin(own, unit) for unit in found):
                wrong.append((label["text"], label["at"]))

        assert len(leaders) >= 3
        assert wrong == []


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", [(360, 740), (740, 360)])
def test_the_province_of_the_story_is_labelled_on_a_phone(look_at, default_page, lang, size):
    viewport = dict(zip(("width", "height"), size, strict=True))
    page = look_at(default_page, f"lang={lang}", viewport=viewport, has_touch=True)
    texts = {label["text"] for label in page.evaluate(CORNERS)}

    assert ("Gansu" if lang == "en" else "甘肃") in texts


UNDER_TOOLS = """() => {
    const { left, top } = map_pilotmap.getContainer().getBoundingClientRect();
    const box = document.querySelector(".map-tools").getBoundingClientRect();
    const shares = Array.from({ length: 20 }, (_, i) => (i + 0.5) / 20);
    return shares.flatMap((across) => shares.map((down) => {
        const x = box.left + across * box.width - left;
        const y = box.top + down * box.height - top;
        const { lat, lng } = map_pilotmap.containerPointToLatLng([x, y]);
        return [lng, lat];
    }));
}"""


def test_on_a_phone_the_buttons_of_the_map_leave_the_country_free(look_at, default_page):
    page = look_at(default_page, viewport={"width": 360, "height": 640}, has_touch=True)
    page.locator(".map-tool").nth(2).click()  # all of China
    page.evaluate(SETTLED)
    lon, lat = zip(*page.evaluate(UNDER_TOOLS), strict=True)

    hidden = sum(bool(found) for found in units_of(lon, lat))
    assert hidden < 0.02 * len(lon)


def test_what_only_the_inset_needs_does_not_shrink_the_map(open_page, tmp_path):
    """Sansha's islets reach the nine-dash line; with them the mainland took a third of the area."""
    rows = [{"adcode": adcode, "start": "2013"} for adcode in ("460100", "130600", "650100")]
    widths = []
    for name, more in (("without", []), ("with", [{"adcode": "460300", "start": "2013"}])):
        folder = write_project(tmp_path / name, title=name, locations=rows + more)
        (tmp_path / f"{name}.html").write_bytes(page_of(folder))
        page = open_page(tmp_path / f"{name}.html")
        widths.append(page.evaluate(NORTH_SOUTH))
        assert page.locator("#locator").is_visible()

    assert widths[1] == pytest.approx(widths[0], rel=0.03)


NORTH_SOUTH = """() => {
    const at = (lat) => map_pilotmap.latLngToContainerPoint([lat, 110]).y;
    return at(20) - at(40);
}"""
