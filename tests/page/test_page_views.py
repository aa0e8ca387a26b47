"""Table, chart and text show the same state as the map, by mouse and by keyboard."""

import itertools

import pytest
from pagekit import PHONE, assert_addressed, changed, go, page_of, rollout_of, walk, write_project

from geo.model import Level

WORDS = {"in": "named", "possible": "possible", "unknown": "not known"}


def cells(page, column):
    return page.locator(f".grid tbody .cell-{column}").all_inner_texts()


def focused(page):
    return page.evaluate("document.activeElement.textContent")


@pytest.mark.parametrize("view", ["table", "chart", "text"])
def test_a_deep_link_restores_the_view(look_at, default_page, view):
    page = look_at(default_page, f"y=2018&view={view}&lang=zh")

    assert page.locator(f"#view-{view}").is_visible()
    assert page.locator("#view-map").is_hidden()
    pressed = page.locator(".choices[aria-label=视图] [aria-pressed=true]")
    assert pressed.count() == 1


def test_views_are_steps_that_back_and_forward_walk(open_page, default_page):
    page = open_page(default_page)
    for name in ("Table", "Chart", "Text"):
        with changed(page):
            page.get_by_role("button", name=name, exact=True).click()
    assert_addressed(page, "view=text")
    walk(page, -1)
    assert page.locator("#view-chart").is_visible()
    walk(page, -1)
    assert page.locator("#view-table").is_visible()
    walk(page, 1)
    assert page.locator("#view-chart").is_visible()


@pytest.mark.parametrize("year", [2018, 2020])
def test_the_table_has_the_statuses_of_the_rollout(look_at, default_page, year):
    rollout, _ = rollout_of()
    frame = rollout.frame(year, Level.PREFECTURE)
    page = look_at(default_page, f"y={year}&view=table")

    assert page.locator(".grid").get_attribute("aria-rowcount") == str(len(frame) + 1)
    expected = sorted(frame.values(), key=["in", "possible", "out", "unknown"].index)
    shown = [text.strip() for text in cells(page, "status")]
    assert shown == [WORDS[status] for status in expected[: len(shown)]]


def test_the_order_of_the_table_and_what_it_is_narrowed_to_stand_in_the_address(
    open_page, default_page
):
    page = open_page(default_page, "#view=table&sort=-first&q=wu")
    assert cells(page, "name")[0].startswith("Wuwei")
    assert page.locator(".grid-filter").input_value() == "wu"
    with changed(page):
        page.get_by_role("button", name="Unit or site").click()
    assert_addressed(page, "sort=name")
    with changed(page):
        page.locator(".grid-filter").fill("wein")
    assert_addressed(page, "q=wein")
    walk(page, -1)
    header = page.locator(".grid thead .cell-first")
    assert header.get_attribute("aria-sort") == "descending"


def test_the_table_is_sorted_and_narrowed_down(open_page, default_page):
    page = open_page(default_page, "#y=2020&view=table")
    page.get_by_role("button", name="Unit or site").click()
    names = cells(page, "name")
    assert names[0].startswith("Aksu")
    assert page.locator("[aria-sort=ascending]").inner_text().startswith("Unit or site")
    page.keyboard.press("Enter")
    assert cells(page, "name")[0].startswith("Zunyi")
    page.locator(".grid-filter").fill("wuwei")
    page.locator(".grid-count", has_text="1 row").wait_for()
    assert cells(page, "name") == ["Wuwei 武威"]
    page.locator(".grid-filter").fill("no such place")
    page.locator(".grid-count", has_text="No rows").wait_for()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_table_finds_a_row_by_whatever_its_columns_say(open_page, default_page, lang):
    page = open_page(default_page, f"#y=2020&view=table&lang={lang}")
    first = page.locator(".grid tbody tr").first
    shown = [cell.strip() for cell in first.locator(".cell").all_inner_texts()]
    for words in [*shown, " ".join(reversed(shown))]:
        page.locator(".grid-filter").fill(words.replace("–", " "))
        assert [cell.strip() for cell in first.locator(".cell").all_inner_texts()] == shown, words
    for words in ("gansu", "甘肃"):
        page.locator(".grid-filter").fill(words)
        assert set(cells(page, "parent")[1:]) == {"甘肃" if lang == "zh" else "Gansu"}


def test_the_words_of_a_query_stand_in_any_column_and_order(open_page, default_page):
    page = open_page(default_page, "#y=2020&view=table")
    for words in ("gansu wuwei", "pinduoduo named Wuwei", "2016 WEINAN shaanxi"):
        page.locator(".grid-filter").fill(words)
        assert len(cells(page, "name")) == 1, words
    page.locator(".grid-filter").fill("possible")
    assert {cell.strip() for cell in cells(page, "status")} == {"possible"}
    page.locator(".grid-filter").fill("weinan gansu")
    assert not cells(page, "name")


def test_sites_are_found_by_whatever_their_columns_say(open_page, tmp_path):
    places = [("Old mill", "610500", "2016"), ("New shop", "620600", "[2018..2019]")]
    rows = [
        {"place": place, "adcode": adcode, "start": start, "lon": "105", "lat": "36"}
        for place, adcode, start in places
    ]
    write_project(tmp_path, title="Shops", locations=rows)
    path = tmp_path / "page.html"
    path.write_bytes(page_of(tmp_path))
    page = open_page(path, "#y=2018&view=table&q=shop")
    for words in ("gansu new", "武威 shop", "shop possible", "2019 new", "a source shop"):
        page.locator(".grid-filter").fill(words)
        page.locator(".grid-count", has_text="1 row").wait_for()
        assert cells(page, "name") == ["New shop"], words


def test_the_number_of_rows_is_told_once_when_typing_has_paused(open_page, default_page):
    page = open_page(default_page, "#y=2020&view=table")
    spoken = page.locator(".grid-tools [role=status]", has_text="372 rows")
    spoken.wait_for()
    page.evaluate("""() => {
        window.told = [];
        const node = document.querySelector(".grid-tools [role=status]");
        new MutationObserver(() => told.push(node.textContent)).observe(node, { childList: true });
        const input = document.querySelector(".grid-filter");
        for (const query of ["w", "wu", "wuw", "wuwei"]) {
            input.value = query;
            input.dispatchEvent(new Event("input"));
        }
    }""")
    page.wait_for_function("() => told.length")
    assert page.evaluate("told") == ["1 row"]


def test_keys_walk_the_table_and_open_the_panel(open_page, default_page):
    page = open_page(default_page, "#y=2020&view=table")
    page.locator(".grid-filter").focus()
    page.keyboard.press("Tab")
    assert focused(page) == "Weinan 渭南"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    assert focused(page) == "2"
    page.keyboard.press("Control+End")
    assert page.evaluate("document.activeElement.parentElement.ariaRowIndex") == (
        page.locator(".grid").get_attribute("aria-rowcount")
    )
    page.keyboard.press("Control+Home")
    assert focused(page) == "Unit or site"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("PageDown")
    page.keyboard.press("PageUp")
    with changed(page):
        page.keyboard.press("Enter")
    assert page.locator("#panel h2").inner_text().startswith("Weinan")
    assert_addressed(page, "u=610500")
    assert page.locator(".grid [aria-selected=true]").inner_text().startswith("Weinan")
    with changed(page):
        page.keyboard.press("Escape")
    assert focused(page) == "Weinan 渭南"


def test_a_unit_chosen_elsewhere_is_marked_in_the_table(open_page, default_page):
    page = open_page(default_page, "#y=2020&view=table")
    with changed(page):
        page.locator(".place", has_text="Linxia").click()
    assert page.locator(".grid [aria-selected=true]").inner_text().startswith("Linxia")
    page.locator(".search-input").fill("kashgar")
    with changed(page):
        page.keyboard.press("Enter")
    assert page.locator(".grid [aria-selected=true]").is_visible()


def test_a_phone_shows_fewer_columns_and_scrolls_nothing_sideways(look_at, default_page):
    page = look_at(default_page, "view=map", viewport=PHONE)
    for view in ("map", "chart", "text", "table"):
        go(page, f"y=2018&view={view}")
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert page.locator(".grid thead th").count() == 3


def test_keys_and_clicks_in_the_chart_choose_the_year(look_at, default_page):
    page = look_at(default_page, "y=2020&view=chart")
    plot = page.get_by_role("slider", name="Named places, up to the end of each year")
    plot.focus()
    with changed(page):
        page.keyboard.press("Home")
    assert plot.get_attribute("aria-valuetext").startswith("2016: At least 1 named place")
    with changed(page):
        page.keyboard.press("ArrowRight")
    assert_addressed(page, "y=2017")
    box = plot.bounding_box()
    with changed(page):
        page.mouse.click(box["x"] + box["width"] * 0.8, box["y"] + box["height"] / 2)
    assert_addressed(page, "y=2020")


@pytest.mark.parametrize("mode", ["upto", "in", "range"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_both_sliders_say_the_same(look_at, default_page, mode, lang):
    page = look_at(default_page, f"y=2016-2020&mode={mode}&view=chart&lang={lang}")
    said = [
        page.locator(slider).get_attribute("aria-valuetext") for slider in (".plot", ".handle-year")
    ]

    assert said[0] == said[1]
    assert said[0].startswith("2016–2020" if mode == "range" else "2020")


def test_the_figures_of_the_chart_are_those_of_the_list(look_at, default_page):
    page = look_at(default_page, "view=chart")
    page.locator(".figures summary").click()
    page.locator(".figures tbody tr").first.wait_for()
    rows = [
        row.locator("th, td").all_inner_texts()[:2]
        for row in page.locator(".figures tbody tr").all()
    ]
    assert rows == [["2016", "1"], ["2017", "1"], ["2018", "1"], ["2019", "1"], ["2020", "5"]]
    with changed(page):
        page.get_by_role("button", name="In the year").click()
    last = page.locator(".figures tbody tr").last
    assert last.locator("td").first.inner_text() == "4"


def test_the_text_tells_every_year_and_those_with_nothing(open_page, tmp_path):
    rows = [
        {"adcode": "610500", "start": "2010", "statement": "It began."},
        {"adcode": "620600", "start": "[2014..2016]", "statement": "It began later."},
        {"adcode": "620500", "statement": "At some time."},
    ]
    write_project(tmp_path, title="A story", locations=rows)
    path = tmp_path / "page.html"
    path.write_bytes(page_of(tmp_path))
    page = open_page(path, "#view=text")

    headings = page.locator(".prose h3").all_inner_texts()
    assert headings[:3] == ["2010", "2011–2013", "2014"]
    assert headings[-1] == "undated"
    silent = page.locator(".prose section", has_text="2011–2013")
    assert "Nothing is said of this time." in silent.inner_text()
    page.locator(".said", has_text="At some time.").wait_for()
    with changed(page):
        page.get_by_role("link", name="Weinan").click()
    assert page.locator("#panel h2").inner_text().startswith("Weinan")


def test_ten_thousand_sites_make_a_table_of_a_few_rows(open_page, tmp_path):
    rows = [
        {
            "adcode": "610500",
            "place": f"Store {number:05}",
            "start": str(2016 + number % 5),
            "lon": f"{109 + number % 100 / 100:.2f}",
            "lat": f"{34 + number // 100 / 100:.2f}",
        }
        for number in range(10_000)
    ]
    write_project(tmp_path, title="Stores", locations=rows)
    path = tmp_path / "page.html"
    path.write_bytes(page_of(tmp_path))
    page = open_page(path, "#view=table")

    assert page.locator(".grid tbody tr").count() < 60
    assert int(page.locator(".grid").get_attribute("aria-rowcount")) > 10_000
    height = "document.querySelector('.grid-scroll').scrollHeight"
    all_rows = page.evaluate(height)
    page.evaluate(f"document.querySelector('.grid-scroll').scrollTop = {height}")
    page.wait_for_function(
        """() => {
            const scroller = document.querySelector(".grid-scroll").getBoundingClientRect();
            const [last] = [...document.querySelectorAll(".grid tbody tr")].slice(-1);
            const { top, bottom } = last.getBoundingClientRect();
            const count = last.closest("table").getAttribute("aria-rowcount");
            return last.getAttribute("aria-rowindex") === count
                && top > scroller.top && bottom <= scroller.bottom + 1;
        }"""
    )
    assert page.evaluate(height) == all_rows
    page.locator(".grid-filter").fill("store 09999")
    page.locator(".grid-count", has_text="1 row").wait_for()
    assert cells(page, "name") == ["Store 09999"]

    # Paper does not wait: every name has to be at hand once the page had a moment to itself.
    go(page, "view=map")
    page.wait_for_function(
        """async () => {
            dispatchEvent(new Event("beforeprint"));
            for (let turn = 0; turn < 5; turn += 1) await null;
            const names = [...document.querySelectorAll(".places .place")].map(
                (place) => place.textContent);
            dispatchEvent(new Event("afterprint"));
            return names.length === 5000 && !names.some((name) => name.includes("…"));
        }"""
    )


def test_the_figures_in_the_chart_never_overlap(look_at, tmp_path):
    rows = [{"adcode": "610500", "start": str(2000 + year)} for year in range(21)]
    rows += [{"adcode": "620600", "start": "[2000..2020]"}]
    rows += [{"adcode": "100000", "extent": "within", "start": "2000"}]
    write_project(tmp_path, title="Crowded", locations=rows)
    path = tmp_path / "page.html"
    path.write_bytes(page_of(tmp_path))
    for width in (360, 844, 1440):
        page = look_at(path, "view=chart", viewport={"width": width, "height": 740})
        boxes = [
            text.bounding_box()
            for text in page.locator(".plot text[font-weight='650']").all()
            if "+" in text.text_content()
        ]
        boxes.sort(key=lambda box: box["x"])
        for one, other in itertools.pairwise(boxes):
            assert one["x"] + one["width"] <= other["x"], width


def test_the_text_tells_every_status_and_keeps_the_choice_of_one_for_the_map(look_at, default_page):
    page = look_at(default_page, "y=2020&status=possible&view=text&province=620000")
    button = page.locator(".filters > summary").first
    assert button.inner_text() == "Only Gansu"
    assert page.locator(".count").inner_text() == "Only Gansu: At least 4 named places"
    button.click()
    assert page.locator(".sheet select:visible").count() == 3
    with changed(page):
        page.get_by_role("button", name="Show everything").click()
    with changed(page):
        page.get_by_role("button", name="Map", exact=True).click()

    assert "status=possible" in page.evaluate("location.hash")
    assert button.inner_text() == "Only possible"
    with changed(page):
        page.get_by_role("button", name="Text", exact=True).click()
    assert button.inner_text() == "Filter"
