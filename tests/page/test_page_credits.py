"""What the page says of its outlines and sources fits how it was built, wherever it says it."""

import html
import itertools
import json
import re
from xml.etree import ElementTree as ET

import pytest
from pagekit import go, page_of, write_project
from test_page_takeaway import SVG, read, taken

MANY = [
    {
        "id": f"s{n}",
        "title": f"County gazetteer, volume {n}: Health, sanitation and the cooperative medical "
        "system, revised and enlarged edition",
        "publisher": "Local Chronicles Press",
        "published": str(1980 + n),
    }
    for n in range(40)
]
LONG_TITLE = (
    "Cooperative medical schemes in the countryside, from the first trials of the 1950s to the "
    "merger into one scheme for residents, as told by county gazetteers, ministry yearbooks and "
    "newspaper reports"
)
NUMBER = "GS(2024)0650"
SENTENCES = {
    "en": {
        "reviewed": "Map review number (审图号): GS(2024)0650",
        "not reviewed": "not a reviewed standard map",
        "own": "Boundaries: mine.geojson, as given by",
        "committed": "天地图 (National Platform",
        "how to use others": "--boundaries",
    },
    "zh": {
        "reviewed": "审图号：GS(2024)0650",
        "not reviewed": "本图并非经审核的标准地图",
        "own": "边界：mine.geojson，由",
        "committed": "边界：天地图",
        "how to use others": "--boundaries",
    },
}


def static_words(path):
    """Return what the page says without its scripts."""
    _, _, static = path.read_text(encoding="utf-8").partition('<div id="static"')
    return html.unescape(re.sub(r"<[^>]*>", "", static.partition("<script")[0]))


@pytest.mark.parametrize("number", ["", NUMBER])
@pytest.mark.parametrize("file", ["", "mine.geojson"])
def test_every_sentence_about_outlines_fits_how_the_page_was_built(
    open_page, tmp_path, number, file
):
    paths = {lang: tmp_path / f"{lang}.html" for lang in SENTENCES}
    for lang, path in paths.items():
        path.write_bytes(page_of(lang=lang, text={"review_number": number}, boundaries=file))
    page = open_page(paths["zh"])
    expected = {"reviewed" if number else "not reviewed", "own" if file else "committed"}
    for lang in ("zh", "en"):
        if lang == "en":
            go(page, "lang=en")
        drawing = ET.fromstring(read(taken(page, "svg")))
        collection = json.loads(read(taken(page, "geojson")))
        said = {
            "about": page.locator(".about").text_content(),
            "picture": " ".join("".join(node.itertext()) for node in drawing.iter(f"{SVG}desc")),
            "drawn": "".join("".join(node.itertext()) for node in drawing.iter(f"{SVG}text")),
            "geojson": collection["attribution"] + collection["disclaimer"],
            "without scripts": static_words(paths[lang]),
        }

        for where, text in said.items():
            found = {name for name, words in SENTENCES[lang].items() if words in text}
            offered = {"how to use others"} if where == "about" and not file else set()
            assert found == expected | offered, (lang, where)


def drawn(page):
    """Return what is written in the picture on paper, a line after another."""
    page.emulate_media(media="print")
    page.locator(".print-sheet svg").wait_for()
    lines = page.locator(".print-sheet svg text").all_text_contents()
    page.emulate_media(media="screen")
    page.locator(".print-sheet svg").wait_for(state="detached")
    return " ".join(lines)


@pytest.mark.parametrize("count", [12, 40])
def test_pictures_cut_no_title_and_count_the_sources_they_leave_out(open_page, tmp_path, count):
    sources = MANY[:count]
    rows = [{"adcode": "610500", "start": "2016", "source": s["id"]} for s in sources]
    write_project(tmp_path, title=LONG_TITLE, locations=rows, sources=sources)
    path = tmp_path / "page.html"
    path.write_bytes(page_of(tmp_path))
    words = drawn(open_page(path))

    assert words.startswith(LONG_TITLE)
    cited = [f"volume {n}: Health" in words for n in range(count)].count(True)
    assert cited >= 12
    assert f"; {count - cited} more." in words or count == cited
    assert "…" not in words


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_printed_tables_cut_no_cell(open_page, tmp_path, lang):
    rows = [
        {"adcode": "610500", "start": "[2016-03..2020]", "source": s["id"]} for s in MANY[:3]
    ] + [{"adcode": "620600", "start": "2020/..", "source": "s1"}]
    write_project(tmp_path, title="T", locations=rows, sources=MANY[:3])
    path = tmp_path / "page.html"
    path.write_bytes(page_of(tmp_path))
    page = open_page(path, f"#view=table&lang={lang}", viewport={"width": 794, "height": 1123})
    page.emulate_media(media="print")
    page.locator(".print-sheet svg").wait_for()
    cut = page.evaluate("""() => [...document.querySelectorAll(".grid .cell")]
        .filter((cell) => cell.scrollWidth > cell.clientWidth).map((cell) => cell.textContent)""")

    assert not cut
    assert page.locator(".grid tbody tr").count() > 300


def test_several_sources_stand_apart_as_a_list(open_page, tmp_path):
    rows = [{"adcode": "610500", "start": "2016", "source": s["id"]} for s in MANY[:4]]
    write_project(tmp_path, title="T", locations=rows, sources=MANY[:4])
    path = tmp_path / "page.html"
    path.write_bytes(page_of(tmp_path))
    page = open_page(path)
    items = page.locator(".about .sources li")
    boxes = [item.bounding_box() for item in items.all()]

    assert all(b["y"] >= a["y"] + a["height"] + 4 for a, b in itertools.pairwise(boxes))
    assert items.first.evaluate("node => getComputedStyle(node).listStyleType") == "disc"
