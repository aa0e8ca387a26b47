"""What a newsroom needs of a page: words for its picture, its own look, files and frames."""

import csv
import io
import json
import zipfile
from xml.etree import ElementTree as ET

import pytest
from pagekit import changed, go, page_of, rollout_of, write_project
from test_page_hostile import HOSTILE
from test_page_takeaway import SVG, read, read_png, shared, taken

from geo.boundaries import committed_page
from geo.page.theme import Scheme, Theme
from geo.payload import PageContent, Span, Texts

PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAQAAAACCAIAAADwyuo0AAAAEElEQVR42mP4z8AARwzEcQDrm"
    "QH/lpHfyAAAAABJRU5ErkJggg=="
)
SIZES = {"square": (1080, 1080), "portrait": (1080, 1350), "wide": (1600, 900), "card": (1200, 630)}
ROWS = [
    {"adcode": "610500", "start": "2016", "locator": "p3"},
    {"adcode": "620600", "start": "[2017..2019]"},
    {"adcode": "130000", "start": "2018", "extent": "within"},
    {"adcode": "110000", "start": "2017", "place": "Peking"},
    {"adcode": "622900|622901", "start": "2018", "place": "Linxia"},
    {"adcode": "100000", "start": "2018", "extent": "within"},
    {"adcode": "620700", "status": "out", "start": "2018"},
]
SITES = [
    {"adcode": "610500", "start": "2016", "lon": f"{109 + n / 10}", "lat": "34.5", "place": f"S{n}"}
    for n in range(3)
]


@pytest.fixture(scope="module")
def mixed(tmp_path_factory):
    sources = [
        {"id": "s", "title": "A source", "url": "https://example.org/a", "published": "2020"},
        {"id": "t", "title": "Another", "url": "javascript:alert(1)", "published": "2021"},
    ]
    rows = [*ROWS, *SITES, {"adcode": "610400", "start": "2016", "source": "t"}]
    folder = write_project(
        tmp_path_factory.mktemp("mixed"), title="Mixed", locations=rows, sources=sources
    )
    file = folder / "sources.csv"
    head, *lines = file.read_text(encoding="utf-8").splitlines()
    kept = ["https://archive.example/a", "javascript:alert(2)"]
    added = [f"{line},{address}" for line, address in zip(lines, kept, strict=True)]
    file.write_text("\n".join([f"{head},archive_url", *added, ""]), encoding="utf-8")
    return folder


def written(path, *arguments, **options):
    path.write_bytes(page_of(*arguments, **options))
    return path


@pytest.fixture(scope="module")
def mixed_page(mixed, tmp_path_factory):
    path = tmp_path_factory.mktemp("mixed-page") / "page.html"
    return written(path, mixed, url="https://news.example/m.html")


@pytest.mark.parametrize(
    "span", [Span(), Span(last=2017), Span(2016, 2018, "in"), Span(2018, 2018, "in")]
)
def test_python_and_the_page_say_the_same_of_what_is_seen(open_page, mixed, tmp_path, span):
    rollout, programme = rollout_of(mixed)
    content = PageContent(rollout, committed_page, Texts(programme.title), span=span)
    page = open_page(written(tmp_path / "page.html", mixed, span=span))
    page.locator(".tool-share > summary").click()

    assert content.static_view("en").alt in shared(page, "embed")
    go(page, "lang=zh")  # the open sheet follows what is shown
    assert content.static_view("zh").alt in shared(page, "embed")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_words_for_the_article_s_map_claim_what_its_sources_say(lang):
    rollout, programme = rollout_of()
    content = PageContent(rollout, committed_page, Texts(programme.title))

    said = {
        "en": "Map of China. By 2020, five prefectures are named: Weinan, Wuwei, Jiuquan, "
        "Tianshui, and Linxia; in unnamed places of Gansu it is possible; the source says there "
        "were more, without naming them.",
        "zh": "中国地图。截至2020年，来源列明5个地级行政区：渭南、武威、酒泉、天水和临夏；"
        "甘肃未列明的地点可能有；来源称还有更多，但未列明。",
    }
    assert content.static_view(lang).alt == said[lang]


def test_words_that_were_typed_are_those_of_the_opening_view_only(open_page, tmp_path):
    texts = {
        "alt": f"{HOSTILE[0]} typed",
        "byline": HOSTILE[2],
        "credit": HOSTILE[1],
        "note": "A note",
    }
    path = written(tmp_path / "page.html", text=texts)
    page = open_page(path, "#lang=en")
    page.locator(".tool-share > summary").click()

    assert "&lt;script&gt;window.hacked = 1&lt;/script&gt; typed" in shared(page, "embed")
    assert page.locator("#byline").inner_text() == HOSTILE[2]
    page.keyboard.press("Escape")
    drawing = ET.fromstring(read(taken(page, "svg")))
    words = " ".join("".join(node.itertext()) for node in drawing.iter(f"{SVG}text"))
    assert HOSTILE[2] in words
    assert "A note." in words
    assert drawing.find(f"{SVG}desc").text.startswith(texts["alt"])
    with changed(page):
        page.locator(".handle-year").press("Home")
    page.locator(".tool-share > summary").click()
    assert "typed" not in shared(page, "embed")
    assert page.evaluate("typeof window.hacked === 'undefined'")


def test_one_archive_holds_the_rows_the_map_and_what_they_are(look_at, mixed_page):
    page = look_at(mixed_page, "y=2020&lang=en")
    with zipfile.ZipFile(io.BytesIO(read(taken(page, "zip")))) as archive:
        assert archive.testzip() is None
        files = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
    rows = {
        name: list(csv.DictReader(io.StringIO(files[name].removeprefix("\ufeff"), newline="")))
        for name in ("statements.csv", "status.csv")
    }

    assert list(files) == [
        "statements.csv",
        "status.csv",
        "map.geojson",
        "README.txt",
        "LICENCE.txt",
    ]
    assert files["statements.csv"].startswith("\ufeff")
    assert len(rows["statements.csv"]) == len(ROWS) + len(SITES) + 1
    assert rows["statements.csv"][0]["source_archive_url"] == "https://archive.example/a"
    properties = json.loads(files["map.geojson"])["features"][0]["properties"]
    assert [*properties, "lon", "lat"] == list(rows["status.csv"][0])
    for words in ("Mixed (2019)", "one row per statement", "每条说法一行", "A source"):
        assert words in files["README.txt"]
    for words in ("GeoNames (CC BY 4.0)", "天地图（国家地理信息公共服务平台）"):
        assert words in files["LICENCE.txt"]


def test_a_link_leads_back_to_where_the_map_looks(open_page, default_page):
    look = (
        "() => [map_pilotmap.getCenter().lat, map_pilotmap.getCenter().lng, map_pilotmap.getZoom()]"
    )
    page = open_page(default_page, "#y=2018&lang=en")
    fitted = page.evaluate(look)
    page.evaluate("map_pilotmap.setView([30.5, 104.25], 6.5, { animate: false })")
    page.locator(".tool-share > summary").click()
    link = shared(page, "link")
    where = [float(part) for part in link.rpartition("&at=")[2].split("_")]
    # The open sheet may take a pixel of the map, which then stands a little to the side.
    assert where == pytest.approx([30.5, 104.25, 6.5], abs=0.01)
    page.wait_for_function("() => location.hash.includes('at=30.')")

    other = open_page(default_page, f"#{link.split('#')[1]}")
    assert other.evaluate(look) == pytest.approx([30.5, 104.25, 6.5], abs=0.01)
    other.get_by_role("button", name="Fit to the data").click()
    other.wait_for_function("() => !location.hash.includes('at=')")
    assert other.evaluate(look) == pytest.approx(fitted, abs=0.3)


@pytest.mark.parametrize("form", ["txt", "bib", "ris", "json"])
def test_a_citation_is_given_in_every_form(look_at, mixed_page, form):
    page = look_at(mixed_page, "lang=zh")
    page.locator(".tool-share > summary").click()
    page.locator(".share select").select_option(form)
    text = shared(page, "cite")
    with page.expect_download() as download:
        page.locator("[data-take=citation]").click()

    assert "https://news.example/m.html#y=" in text
    assert "Mixed" in text
    assert "Another" in text
    assert "javascript" not in text
    assert read(download.value).decode().replace("\r\n", "\n") == text
    assert download.value.suggested_filename.endswith(f".{form}")


def test_a_frame_gets_the_height_that_it_asks_for(default_page, open_page, window, tmp_path):
    page = open_page(default_page, "#lang=en")
    page.locator(".tool-share > summary").click()
    code = shared(page, "embed").replace(default_page.name, default_page.as_uri())
    host = tmp_path / "host.html"
    host.write_text(f'<body style="margin:0"><div>{code}</div>', encoding="utf-8")
    outer = window()
    for width in (300, 660, 900):
        outer.set_viewport_size({"width": width, "height": 500})
        outer.goto(host.as_uri())
        frame = outer.frames[1]
        frame.wait_for_selector("html[data-state=ready]")
        outer.wait_for_function("() => !document.querySelector('iframe').style.aspectRatio")
        fits = "() => Math.abs(document.documentElement.scrollHeight - innerHeight) <= 1"
        frame.wait_for_function(fits)
        before = outer.evaluate("document.querySelector('iframe').offsetHeight")
        # A message that does not come from the frame changes nothing.
        outer.evaluate("postMessage({ pilotmapHeight: 2900 }, '*')")
        outer.evaluate("new Promise((done) => setTimeout(done, 0))")
        assert outer.evaluate("document.querySelector('iframe').offsetHeight") == before, width
        foot = frame.locator(".foot p").first
        assert "not a reviewed standard map" in foot.inner_text()
        assert foot.evaluate("node => node.scrollHeight <= node.clientHeight + 1"), width
        data = frame.locator("#map_pilotmap").bounding_box()
        tools = frame.locator("#toolbar").bounding_box()
        assert tools["y"] >= data["y"] + data["height"], width
        assert frame.locator(".tool-take > summary").is_visible()


@pytest.fixture(scope="module")
def themed(tmp_path_factory):
    colours = {"paper": "#ffffff", "sea": "#fafafa", "land": "#eeeeee"}
    colours |= {"ink": "#111111", "muted": "#555555"}
    theme = Theme(
        Scheme(colours, ("#0b3c5d", "#d1495b")),
        fonts={"serif": "Georgia"},
        logo=PIXEL,
        logo_alt="L",
    )
    path = tmp_path_factory.mktemp("themed") / "page.html"
    return written(path, theme=theme, text={"credit": "The Daily", "subtitle": "Where and when"})


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_pictures_have_the_size_that_was_asked_for_and_all_that_belongs_to_them(
    look_at, themed, lang
):
    page = look_at(themed, f"y=2020&lang={lang}")
    title = page.locator("#title").inner_text()
    for number, (width, height) in enumerate(SIZES.values(), 1):
        page.locator(".tool-take > summary").click()
        page.locator(".picture-size").select_option(index=number)
        page.keyboard.press("Escape")
        root = ET.fromstring(read(taken(page, "svg")))
        drawn = [float(number) for number in root.get("viewBox").split()]
        texts = [node for node in root if node.tag == f"{SVG}text"]
        foot = [node for g in root if g.tag == f"{SVG}g" for node in g if node.tag == f"{SVG}text"]
        words = " ".join("".join(node.itertext()) for node in [*texts, *foot])
        offset = float(root.findall(f"{SVG}g")[-1].get("transform").split()[1].rstrip(")"))

        assert (root.get("width"), root.get("height")) == (str(width), str(height))
        assert title in words
        assert "The Daily." in words
        assert {"en": "not a reviewed standard map", "zh": "并非经审核的标准地图"}[lang] in words
        assert max(float(node.get("y")) for node in foot) + offset < drawn[3]
        assert root.find(f"{SVG}image").get("href") == PIXEL
    width, height, *_ = read_png(read(taken(page, "png")))
    assert (width, height) == SIZES["card"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_map_says_what_it_shows_in_the_state_it_is_in(look_at, default_page, lang):
    page = look_at(default_page, f"y=2016&lang={lang}")
    label = "() => document.querySelector('#map_pilotmap').getAttribute('aria-label')"
    only = {
        "en": "By 2016, one prefecture is named: Weinan",
        "zh": "截至2016年，来源列明1个地级行政区：渭南",
    }

    page.wait_for_function(f"only => ({label})().includes(only)", arg=only[lang])
    with changed(page):
        page.locator(".handle-year").press("End")
    page.wait_for_function(f"only => !({label})().includes(only)", arg=only[lang])
    for name in {"en": ("2020", "Wuwei", "Arrow keys"), "zh": ("2020", "武威", "方向键")}[lang]:
        assert name in page.evaluate(label)


def test_a_theme_colours_the_page_its_map_and_the_map_without_scripts(open_page, themed):
    page = open_page(themed, "#lang=en", color_scheme="dark")
    style = "getComputedStyle(document.body)"

    assert page.evaluate(f"{style}.backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily") == "Georgia"
    assert page.get_by_role("img", name="L").is_visible()
    drawing = read(taken(page, "svg")).decode()
    assert "#0b3c5d" in drawing
    assert "#ce8013" not in drawing
    plain = open_page(themed, java_script_enabled=False)
    picture = plain.locator(".static-map")
    assert picture.is_visible()
    assert picture.get_attribute("aria-label").startswith("Map of China. By 2020, five")
    assert picture.locator("path[fill='#d1495b']").count() > 0


def test_a_source_leads_to_its_address_and_its_copy_or_says_that_it_has_none(
    look_at, open_page, mixed_page
):
    for page, root in (
        (look_at(mixed_page, "lang=en"), ".about .sources"),
        (open_page(mixed_page, java_script_enabled=False), "#static"),
    ):
        links = [link.get_attribute("href") for link in page.locator(f"{root} a").all()]
        words = page.locator(root).inner_text()
        assert links == ["https://example.org/a", "https://archive.example/a"]
        assert words.count("no web address") == 1


def test_paper_holds_every_site_with_its_source_or_says_what_it_leaves_out(open_page, tmp_path):
    site = {"adcode": "610500", "start": "2016", "lon": "109.5", "lat": "34.5", "locator": "p4"}
    for count in (200, 2100):
        rows = [site | {"place": f"Shop {n}"} for n in range(count)]
        folder = write_project(tmp_path / str(count), title="Many", locations=rows)
        page = open_page(written(folder / "page.html", folder), "#lang=en")
        page.wait_for_function("() => document.readyState === 'complete'")
        page.emulate_media(media="print")
        page.locator(".print-sheet svg").wait_for()
        said = page.locator(".print-sheet > p").all_text_contents()
        if count == 200:
            assert said == []
            items = page.locator("#view-text .said-list li")
            items.filter(has_text="Shop 199").first.wait_for()
            assert items.count() == count
            items.filter(has_text="paragraph 4").nth(count - 1).wait_for()
        else:
            (note,) = said
            assert note.startswith("The 2,100 statements are too many for paper.")
            assert page.locator(".places").is_visible()  # no text tells them instead
        assert page.locator(".places .place").count() == count
