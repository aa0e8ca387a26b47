"""The page in a real browser: deep links, languages, keyboard, play, and never a request."""

import itertools

import pytest
from pagekit import PHONE, assert_addressed, changed, page_of, rollout_of, walk, write_project

from geo.model import Level
from geo.page import assets

VERY_EARLY = 1950


def shown(page, selector):
    return page.locator(selector).inner_text()


def statuses(page):
    return page.evaluate("pilotmap.statuses()")


def test_it_opens_at_the_latest_year_with_evidence(open_page, default_page):
    page = open_page(default_page)

    assert shown(page, ".year") == "2020"
    assert shown(page, ".count") == "At least 5 named places"
    assert page.locator(".place .name").all_inner_texts() == [
        "Weinan",
        "Wuwei",
        "Jiuquan",
        "Tianshui",
        "Linxia",
    ]
    assert page.locator(".box").count() == 4


def test_a_deep_link_restores_year_language_and_unit(open_page, default_page):
    page = open_page(default_page, "#y=2018&mode=upto&lang=zh&view=map&u=610500")

    assert shown(page, ".year") == "2018"
    assert shown(page, ".count") == "至少1个列明的地点"
    assert shown(page, "#panel h2").startswith("渭南")
    page.locator("#panel .facts dd", has_text="第6段").wait_for()
    assert page.evaluate("document.documentElement.lang") == "zh-CN"


def test_back_and_forward_walk_the_states(open_page, default_page):
    page = open_page(default_page, "#y=2020")
    with changed(page):
        page.locator(".place", has_text="Wuwei").click()
    with changed(page):
        page.locator(".language").click()
    walk(page, -1)

    assert "At least" in shown(page, ".count")
    assert page.locator("#panel").is_visible()
    walk(page, -1)
    assert page.locator("#panel").is_hidden()
    walk(page, 1)
    assert shown(page, "#panel h2").startswith("Wuwei")
    assert_addressed(page, "u=620600")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_text_is_left_in_the_other_language(open_page, tmp_path, lang):
    path = tmp_path / "page.html"
    path.write_bytes(page_of(lang=lang, title="Ω"))
    page = open_page(path, "#y=2020")

    for name in ("#toolbar", ".time-controls", "#legend", ".count"):
        text = shown(page, name).replace("中文", "").replace("EN", "")
        chinese = [letter for letter in text if "\u4e00" <= letter <= "\u9fff"]
        english = [letter for letter in text if letter.isascii() and letter.isalpha()]
        assert not (chinese if lang == "en" else english), (name, text)


def test_the_language_chosen_is_kept(open_page, default_page):
    page = open_page(default_page)
    with changed(page):
        page.locator(".language").click()
    page.goto(default_page.as_uri())
    page.wait_for_selector("html[data-state=ready]")

    assert page.evaluate("document.documentElement.lang") == "zh-CN"


@pytest.mark.parametrize(
    ("keys", "year"),
    [
        (["ArrowLeft"], "2019"),
        (["ArrowLeft", "ArrowLeft", "ArrowRight"], "2019"),
        (["Home"], "2016"),
        (["Home", "ArrowLeft"], "2016"),
        (["Home", "End"], "2020"),
        (["PageDown"], "2016"),
        (["PageDown", "PageUp"], "2020"),
    ],
)
def test_keys_move_the_year(look_at, default_page, keys, year):
    page = look_at(default_page)
    page.locator(".handle-year").focus()
    for key in keys:
        page.keyboard.press(key)

    page.locator(".year", has_text=year).wait_for()
    slider = page.locator(".handle-year")
    assert slider.get_attribute("aria-valuenow") == year
    assert slider.get_attribute("aria-valuetext").startswith(f"{year}: At least")


TYPED = {"": "2018", "3000": "2020", "12": "2016", "1e3": "2016", "2017.4": "2017"}
"""What may be typed as a year, and the year that is shown for it."""


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_typed_year_that_is_not_there_is_told_and_the_nearest_shown(look_at, default_page, lang):
    words = {"en": "The years here are 2016 to 2020.", "zh": "此处的年份为2016至2020年。"}[lang]
    page = look_at(default_page, f"y=2018&lang={lang}")
    field = page.locator(".year-input:visible")
    for typed, year in TYPED.items():
        field.fill(typed)
        field.press("Enter")
        said = page.locator(".time-controls [role=status]", has_text=words)
        said.wait_for()

        assert shown(page, ".year") == field.input_value() == year
        track = page.locator(".track").bounding_box()
        assert said.bounding_box()["y"] + said.bounding_box()["height"] <= track["y"] + 10
        with changed(page):
            page.locator(".handle-year").press("Home" if year != "2016" else "End")
        assert not page.locator(".time-controls [role=status]").text_content()


def test_a_year_can_be_typed_clicked_and_dragged_to(look_at, default_page):
    page = look_at(default_page)
    typed = page.locator(".year-input:visible")
    with changed(page):
        typed.fill("2017")
        typed.press("Enter")
    assert shown(page, ".year") == "2017"
    with changed(page):
        typed.fill("1066")
        typed.press("Enter")
    assert shown(page, ".year") == "2016"

    box = page.locator(".track").bounding_box()
    with changed(page):
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + 30)
    assert shown(page, ".year") == "2018"

    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 76)
    page.mouse.down()
    with changed(page):
        page.mouse.move(box["x"] + box["width"] - 31, box["y"] + 70, steps=6)
    page.mouse.up()
    assert shown(page, ".year") == "2020"


def test_a_range_has_two_handles(look_at, default_page):
    page = look_at(default_page, "y=2017-2019")

    assert shown(page, ".year") == "2017–2019"
    assert page.locator(".handle-from").is_visible()
    page.locator(".handle-from").focus()
    with changed(page):
        page.keyboard.press("Home")
    assert_addressed(page, "y=2016-2019")
    assert "At least 1 named place started in these years" in shown(page, ".count")


PAUSE_AT_THE_NEXT_YEAR = """() => {
    const play = document.querySelector(".play");
    const said = window.said = [];
    new MutationObserver(() => said.push(play.ariaLabel)).observe(play, { attributes: true });
    new MutationObserver((_, observer) => {
        observer.disconnect();
        play.click();
    }).observe(document.querySelector(".year"), { childList: true, subtree: true });
}"""
"""From within the page: a test that looks from outside may be a year late."""


def test_play_walks_the_years_and_pauses(open_page, default_page):
    page = open_page(default_page, "#y=2016")
    page.evaluate(PAUSE_AT_THE_NEXT_YEAR)
    page.locator(".play").click()
    page.wait_for_function("() => said.at(-1) === 'Play'")
    assert shown(page, ".year") == "2017"

    page.evaluate("said.length = 0")
    page.locator(".speed").select_option("4")
    page.locator(".handle-year").focus()
    page.keyboard.press("Space")
    page.locator(".year", has_text="2020").wait_for()
    page.wait_for_function("() => said.at(-1) === 'Play'")
    assert page.evaluate("said.includes('Pause')")


SWEPT = [
    {"adcode": "610500", "start": "2014-08"},
    {"adcode": "620000", "extent": "within", "start": "2016"},
    {"adcode": "440300|440600", "start": "2015"},
    {"adcode": "330100", "start": "[2014..2016]", "end": "2018"},
    {"adcode": "330000", "extent": "all", "start": "2017", "end": "2018"},
    {"adcode": "622921", "start": "2017"},
]
SWEPT_SOURCES = [
    {"id": "s", "title": "News", "published": "2020"},
    {
        "id": "l",
        "title": "List",
        "published": "2016",
        "coverage": "full",
        "coverage_scope": "370000 prefecture",
        "coverage_period": "2015/2016",
    },
]


@pytest.fixture(scope="module")
def swept(tmp_path_factory):
    folder = tmp_path_factory.mktemp("swept")
    write_project(folder, title="Swept", locations=SWEPT, sources=SWEPT_SOURCES)
    path = folder / "page.html"
    path.write_bytes(page_of(folder))
    return folder, path


def test_a_sweep_by_play_shows_the_frames_of_python(open_page, swept):
    folder, path = swept
    rollout, _ = rollout_of(folder)
    page = open_page(path, f"#y={rollout.years[0]}")
    page.evaluate(
        """() => {
            window.seen = {};
            const keep = () => { window.seen[document.querySelector('.year').textContent] =
                pilotmap.statuses(); };
            keep();
            new MutationObserver(keep).observe(document.querySelector('.year'),
                { childList: true, characterData: true, subtree: true });
        }"""
    )
    page.locator(".speed").select_option("4")
    page.locator(".play").click()
    page.wait_for_function(
        "count => Object.keys(window.seen).length === count", arg=len(rollout.years)
    )
    seen = page.evaluate("window.seen")

    for year, level in itertools.product(rollout.years, (Level.PROVINCE, Level.PREFECTURE)):
        frame = {adcode: str(status) for adcode, status in rollout.frame(year, level).items()}
        assert {adcode: seen[str(year)][adcode] for adcode in frame} == frame, year
    assert seen["2017"]["622921"] == "in"


@pytest.mark.parametrize(
    ("first", "last"), [(2014, 2014), (2016, 2016), (2014, 2016), (2015, 2018)]
)
def test_a_range_shows_what_started_in_it_as_python_says(look_at, swept, first, last):
    folder, path = swept
    rollout, _ = rollout_of(folder)
    page = look_at(path, f"y={first}-{last}&mode=range")
    seen = statuses(page)

    expected = {
        adcode: str(rollout.started(adcode, first, last))
        for adcode in rollout.frame(2017, Level.PREFECTURE)
    }
    assert {adcode: seen[adcode] for adcode in expected} == expected


def test_a_year_without_evidence_says_so_in_words(open_page, tmp_path):
    rows = [
        {"adcode": "610500", "start": "1955", "end": "1960"},
        {"adcode": "620600", "start": "1999"},
    ]
    folder = write_project(tmp_path, title="Long", locations=rows)
    path = tmp_path / "page.html"
    path.write_bytes(page_of(folder))
    page = open_page(path, "#y=1970")

    assert shown(page, ".count") == "No source speaks of 1970."
    assert page.locator(".place").count() == 0


@pytest.mark.parametrize("count", [1, 75])
def test_one_year_and_seventy_five_fit_the_timeline(look_at, tmp_path, count):
    rows = [{"adcode": "610500", "start": str(VERY_EARLY + year)} for year in range(count)]
    folder = write_project(tmp_path, title="Span", locations=rows)
    path = tmp_path / "page.html"
    path.write_bytes(page_of(folder))
    for viewport in (None, PHONE):
        page = look_at(path, viewport=viewport)
        boxes = [each.bounding_box() for each in page.locator(".year-label:visible").all()]
        boxes.sort(key=lambda box: box["x"])
        track = page.locator(".track").bounding_box()

        assert len(boxes) >= min(count, 2)
        for one, other in itertools.pairwise(boxes):
            assert one["x"] + one["width"] <= other["x"]
        assert boxes[0]["x"] >= track["x"] - 1
        assert boxes[-1]["x"] + boxes[-1]["width"] <= track["x"] + track["width"] + 1


def test_clicking_a_unit_opens_its_panel_and_marks_it_in_the_list(look_at, default_page):
    page = look_at(default_page, "y=2020")
    with changed(page):
        page.locator(".place", has_text="Linxia").click()

    assert_addressed(page, "u=622900")
    assert page.locator(".place[aria-current]").inner_text().startswith("Linxia")
    page.locator("#panel dd", has_text="not the city (622901)").wait_for()
    assert "Gansu" in shown(page, "#panel .lineage")
    with changed(page):
        page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()
    assert page.evaluate("document.activeElement.dataset.unit") == "622900"


def test_the_map_answers_the_pointer(look_at, default_page):
    page = look_at(default_page, "y=2020&u=610500")
    with changed(page):
        page.locator("#panel .close").click()
    box = page.locator("#map_pilotmap").bounding_box()
    spot = page.evaluate(
        """() => { const map = document.querySelector('#map_pilotmap');
            return [map.clientWidth / 2, map.clientHeight / 2]; }"""
    )
    page.mouse.move(box["x"] + spot[0], box["y"] + spot[1])
    page.locator("#tooltip").wait_for()
    name = page.locator("#tooltip strong").inner_text()
    with changed(page):
        page.mouse.click(box["x"] + spot[0], box["y"] + spot[1])

    assert shown(page, "#panel h2").startswith(name)


QUERIES = ["wuwei", "Wǔwēi", "武威", "620600", "WU WEI", "甘肃武威", "Wuwei, Gansu", "gansu wuwei"]


def test_search_finds_a_unit_in_english_pinyin_and_chinese(look_at, default_page):
    page = look_at(default_page)
    first = page.locator(".results [role=option]").first
    for query in QUERIES:
        page.locator(".search-input").fill("")
        page.locator(".search-input").fill(query)
        first.filter(has_text="Wuwei").wait_for()
        assert "武威" in first.inner_text(), query
    with changed(page):
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
    assert_addressed(page, "u=620600")


def test_search_says_when_there_is_nothing(open_page, default_page):
    page = open_page(default_page)
    # What the page opens with is announced a moment later, and would take the place of the answer.
    page.wait_for_function("() => document.querySelector('#status').textContent")
    page.locator(".search-input").fill("London")

    page.locator(".results .none").wait_for()
    page.locator("#status", has_text="No unit or site of that name").wait_for(state="attached")


def test_a_result_is_chosen_when_the_pointer_lifts_so_that_a_finger_can_scroll(
    look_at, default_page
):
    page = look_at(default_page)
    page.locator(".search-input").fill("an")
    option = page.locator(".results [role=option]").first
    option.dispatch_event("pointerdown")
    assert page.locator("#panel").is_hidden()
    with changed(page):
        option.click()
    assert page.locator("#panel").is_visible()


@pytest.mark.parametrize(
    "wrong", ["source=nobody", "province=999999", "province=620600", "u=999999", "site=7"]
)
def test_an_address_narrows_down_to_nothing_that_the_data_do_not_have(look_at, default_page, wrong):
    page = look_at(default_page, f"{wrong}&level=county")

    assert page.locator(".place").count() == 5
    assert page.locator("#panel").is_hidden()
    page.locator(".filters > summary").first.click()
    values = [
        each.input_value() for each in page.locator(".sheet:not(.takeaway, .share) select").all()
    ]
    assert values == ["1", "", "", ""]


def test_the_title_of_the_window_speaks_the_language_of_the_page(look_at, default_page):
    page = look_at(default_page, "lang=zh")
    assert page.title() == shown(page, "#title") == "中国邮政在拼多多：试点"


def test_a_long_title_leaves_room_for_the_list_and_the_timeline(open_page, tmp_path):
    rows = [{"adcode": "610500", "start": "2016"}]
    write_project(tmp_path, title="A title that does not want to end, " * 14, locations=rows)
    path = tmp_path / "page.html"
    path.write_bytes(page_of(tmp_path))
    page = open_page(path)
    for part in (".place", ".timeline"):
        box = page.locator(part).bounding_box()
        assert box["y"] + box["height"] <= page.viewport_size["height"] + 1


def test_filters_narrow_the_list_and_stand_in_the_address(look_at, default_page):
    page = look_at(default_page)
    page.locator(".filters > summary").first.click()
    with changed(page):
        page.locator(".sheet select").nth(1).select_option("610000")

    assert_addressed(page, "province=610000")
    assert page.locator(".place .name").all_inner_texts() == ["Weinan"]
    assert shown(page, ".count") == "Only Shaanxi: At least 1 named place"


LEGEND_IS_ON_THE_MAP = """() => {
    const [, sheet] = document.querySelectorAll('canvas.layer');
    const pen = new OffscreenCanvas(sheet.width, sheet.height)
        .getContext('2d', { willReadFrequently: true });
    pen.drawImage(sheet, 0, 0);
    const { data } = pen.getImageData(0, 0, sheet.width, sheet.height);
    const seen = new Map();
    for (let i = 0; i < data.length; i += 4) {
        if (data[i + 3] === 255) {
            const key = '#' + [0, 1, 2].map(
                (c) => data[i + c].toString(16).padStart(2, '0')).join('');
            seen.set(key, (seen.get(key) ?? 0) + 1);
        }
    }
    const legend = [...document.querySelectorAll('#legend .swatch:not([class*=" "])')];
    const colours = legend.map((node) => node.style.getPropertyValue('--swatch'));
    return colours.length === 2 && colours.every((key) => seen.get(key) > 200);
}"""


def test_the_colours_on_the_map_are_those_of_the_legend(look_at, default_page):
    page = look_at(default_page, "y=2020&u=620900")

    # The map may be laid out once more, and is drawn only after that.
    page.wait_for_function(LEGEND_IS_ON_THE_MAP)


def test_a_map_whose_graphics_were_lost_is_drawn_anew(look_at, default_page):
    page = look_at(default_page, "y=2020")
    page.wait_for_function(LEGEND_IS_ON_THE_MAP)
    lost = page.evaluate(
        f"""() => {{
            const sheet = document.querySelectorAll('canvas.layer')[1];
            sheet.width = sheet.width;
            const isLost = !({LEGEND_IS_ON_THE_MAP})();
            sheet.dispatchEvent(new Event('contextrestored'));
            return isLost;
        }}"""
    )

    assert lost
    page.wait_for_function(LEGEND_IS_ON_THE_MAP)


def test_the_phone_needs_no_sideways_scroll(look_at, default_page):
    page = look_at(default_page, viewport=PHONE, has_touch=True)

    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert page.locator(".handle-year").bounding_box()["height"] >= 44
    small = page.evaluate(
        """() => [...document.querySelectorAll('#toolbar button, #toolbar summary, .play, .place')]
            .filter((node) => node.offsetHeight && node.offsetHeight < 44).length"""
    )
    assert small == 0


def test_squeezed_style_sheets_say_what_their_files_say(window):
    page = window()
    files = sorted((assets.FOLDER / "styles").glob("*.css"))
    rules = [
        page.evaluate(
            """style => {
                const sheet = new CSSStyleSheet();
                sheet.replaceSync(style);
                // What a property of our own says is kept as it is written.
                return [...sheet.cssRules].map((rule) => rule.cssText.replace(/,\\s+/g, ","));
            }""",
            style,
        )
        for style in ("\n".join(file.read_text("utf-8") for file in files), assets.styles())
    ]

    assert len(rules[0]) > 200
    assert rules[0] == rules[1]


BROKEN_AT = """(selector) => {
    const heading = document.querySelector(selector);
    const walker = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (walker.nextNode()) {
        const at = walker.currentNode.data.indexOf("e-commerce");
        if (at >= 0) {
            range.setStart(walker.currentNode, at);
            range.setEnd(walker.currentNode, at + "e-commerce".length);
        }
    }
    const broken = [];
    for (let width = 200; width < 500; width += 5) {
        heading.style.width = `${width}px`;
        const tops = [...range.getClientRects()].map(({ top }) => Math.round(top));
        if (!tops.length || new Set(tops).size > 1) broken.push(width);
    }
    return broken;
}"""


@pytest.mark.parametrize("scripts", [True, False])
def test_a_title_breaks_no_word_at_its_hyphen(open_page, tmp_path, scripts):
    title = "Rural e-commerce demonstration counties"
    path = tmp_path / "page.html"
    path.write_bytes(page_of(title=title))
    page = open_page(path, java_script_enabled=scripts)
    heading = "#title" if scripts else "#static h1"

    assert page.evaluate(BROKEN_AT, heading) == []
    assert page.locator(heading).text_content() == title
