"""What the page says of its outlines and sources fits how it was built, wherever it says it."""

import json
from xml.etree import ElementTree as ET

import pytest
from pagekit import page_of
from test_page_takeaway import SVG, read, taken

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
        "not reviewed": "不是经审核的标准地图",
        "own": "边界：mine.geojson，由",
        "committed": "边界：天地图",
        "how to use others": "--boundaries",
    },
}


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("number", ["", NUMBER])
@pytest.mark.parametrize("file", ["", "mine.geojson"])
def test_every_sentence_about_outlines_fits_how_the_page_was_built(
    open_page, tmp_path, lang, number, file
):
    path = tmp_path / "page.html"
    path.write_bytes(page_of(lang=lang, text={"review_number": number}, boundaries=file))
    page = open_page(path, f"#lang={lang}")
    drawing = ET.fromstring(read(taken(page, "svg")))
    collection = json.loads(read(taken(page, "geojson")))
    said = {
        "about": page.locator(".about").text_content(),
        "picture": " ".join("".join(node.itertext()) for node in drawing.iter(f"{SVG}desc")),
        "drawn": "".join("".join(node.itertext()) for node in drawing.iter(f"{SVG}text")),
        "geojson": collection["attribution"] + collection["disclaimer"],
        "without scripts": open_page(path, java_script_enabled=False).inner_text("#static"),
    }
    expected = {"reviewed" if number else "not reviewed", "own" if file else "committed"}

    for where, text in said.items():
        found = {name for name, words in SENTENCES[lang].items() if words in text}
        offered = {"how to use others"} if where == "about" and not file else set()
        assert found == expected | offered, where
