"""In Chinese the page is Chinese to its commas, with scripts and without."""

import pytest
from pagekit import changed, go, page_of, write_project
from playwright.sync_api import expect

SOURCES = [
    {
        "id": "s",
        "title": "试点名单",
        "author": "张三",
        "publisher": "商务部",
        "published": "[2018..2020]",
        "accessed": "2024-03-02",
        "url": "https://example.org/list",
        "coverage": "full",
        "coverage_scope": "620000 prefecture",
        "coverage_period": "2019",
    },
    {"id": "t", "title": "甘肃日报", "published": "2020-08"},
]
ROWS = [
    {"adcode": "610500", "start": "2016-08", "statement": "渭南。", "locator": "第6段"},
    {"adcode": "620600|340281", "start": "2018", "place": "武威", "statement": "其一。"},
    {"adcode": "620600|340281|610500|610100|330100|330200", "start": "2018", "place": "某地"},
    {"adcode": "620000", "extent": "within", "start": "[2016..2020]", "source": "t"},
    {"adcode": "100000", "extent": "within", "start": "2016/2020", "source": "t"},
    {"adcode": "610521", "start": "2012", "end": "2019~", "decision": "按当时所称。"},
    {"adcode": "330100", "start": "[2014,2016..2018]", "date_note": "推断。"},
    {"adcode": "330200"},
    {"adcode": "622901", "place": "邮局", "start": "2019", "lon": "103.2", "lat": "35.6"},
    {"adcode": "610100", "place": "店", "start": "[2015..2018]", "lon": "108.9", "lat": "34.3"},
]
WORDS_OF = """() => {
    const said = [document.body.innerText];
    for (const node of document.querySelectorAll("#app *")) {
        said.push(...["aria-label", "aria-valuetext", "title", "placeholder"]
            .map((name) => node.getAttribute(name) ?? ""));
        if (["title", "desc", "text"].includes(node.localName)) {
            said.push(node.textContent);
        }
    }
    const han = "[\\u4e00-\\u9fff（）“”]";
    const wrong = new RegExp(`${han} *[,;:(?!]|[,;:)] *${han}|[。，：；] +${han}`);
    return said.flatMap((text) => text.split("\\n")).filter((line) => wrong.test(line));
}"""
"""Lines in which Chinese stands beside the punctuation of English, or has a blank after its own."""


@pytest.fixture(scope="module")
def chinese(tmp_path_factory):
    folder = tmp_path_factory.mktemp("chinese")
    write_project(folder, title="试点", locations=ROWS, sources=SOURCES)
    path = folder / "page.html"
    path.write_bytes(page_of(folder, lang="zh"))
    return path


@pytest.mark.parametrize(
    "addresses",
    [
        ["y=2018", "y=2016&mode=in", "y=2012-2018&view=chart", "view=chart", "view=table"],
        ["view=text", "province=620000&source=t&status=possible"],
    ],
)
def test_no_punctuation_of_english_stands_between_chinese_words(look_at, chinese, addresses):
    page = look_at(chinese, addresses[0])
    for address in addresses:
        if address != addresses[0]:
            go(page, address)
        assert page.evaluate(WORDS_OF) == [], address


def test_no_panel_has_punctuation_of_english_between_chinese_words(look_at, chinese):
    page = look_at(chinese, "y=2018")
    for of in ("u=620600", "u=610500", "u=610503", "u=330100", "u=620100&y=2019", "site=0"):
        go(page, of)
        page.locator("#panel .source").first.wait_for()
        assert page.evaluate(WORDS_OF) == [], of
        with changed(page):
            page.locator("#panel .close").click()


def test_pictures_and_citations_have_chinese_punctuation_too(open_page, chinese):
    page = open_page(chinese, "#view=chart")
    page.locator(".tool-share > summary").click()
    citation = page.locator("[data-share=cite]")
    expect(citation).not_to_have_value("")
    assert "张三，商务部：试点名单（2018年至2020年之间发布）；甘肃日报" in citation.input_value()
    page.emulate_media(media="print")
    page.locator(".print-sheet svg").wait_for()

    assert page.evaluate(WORDS_OF) == []


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_sources_are_cited_alike_with_scripts_and_without(open_page, chinese, tmp_path, lang):
    path = chinese
    if lang == "en":
        path = tmp_path / "page.html"
        path.write_bytes(page_of(chinese.parent))
    cited = open_page(path).locator("#story .sources li").all_inner_texts()
    page = open_page(path, java_script_enabled=False)

    assert page.locator("#static ul").last.locator("li").all_inner_texts() == cited
