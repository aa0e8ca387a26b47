"""What is taken away from the page: other programs read it, and find what Python says."""

import csv
import io
import itertools
import json
import re
import struct
import zlib
from xml.etree import ElementTree as ET

import pytest
from pagekit import changed, page_of, rollout_of, touch, write_project
from playwright.sync_api import expect
from test_page_hostile import HOSTILE, TITLE, hostile  # noqa: F401 -- a fixture

from geo.model import Level, Status

COUNTS = {13: 11, 14: 11, 21: 14, 22: 8, 23: 12, 32: 13, 33: 11, 35: 9, 36: 11}
PREFECTURES = [f"{code}{n:02}00" for code, count in COUNTS.items() for n in range(1, count + 1)]
SVG = "{http://www.w3.org/2000/svg}"


def taken(page, kind):
    page.locator(".tool-take > summary").click()
    with page.expect_download() as download:
        page.locator(f"[data-take={kind}]").click()
    return download.value


def shared(page, name):
    """Return what a field of the sheet holds, once it has opened for the first time."""
    field = page.locator(f"[data-share={name}]")
    expect(field).not_to_have_value("")
    return field.input_value()


def read(download):
    with open(download.path(), "rb") as file:  # noqa: PTH123 -- a path of Playwright's
        return file.read()


def table(page):
    text = read(taken(page, "csv")).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("year", [2016, 2020])
def test_the_csv_is_the_frame_of_the_rollout(look_at, default_page, year):
    rollout, _ = rollout_of()
    page = look_at(default_page, f"y={year}")
    rows = table(page)

    frame = rollout.frame(year, Level.PREFECTURE)
    told = {row["adcode"]: row["status"] for row in rows}
    assert told == {
        adcode: str(status)
        for adcode, status in frame.items()
        if status is not Status.UNKNOWN or adcode in told
    }
    assert all(row["status"] != "unknown" or int(row["statements"]) > 0 for row in rows)
    for row in rows:
        bounds = rollout.first_year(row["adcode"])
        assert row["earliest"] == str(bounds.earliest or "")
        assert row["latest"] == str(bounds.latest or "")
        assert row["years"] == f"../{year}"


def test_the_geojson_is_read_by_geopandas(look_at, default_page):
    import geopandas

    rollout, _ = rollout_of()
    page = look_at(default_page, "y=2020")
    data = read(taken(page, "geojson"))
    units = geopandas.read_file(io.BytesIO(data))

    assert units.crs.to_epsg() == 4326
    assert dict(zip(units["adcode"], units["status"], strict=True)) == {
        adcode: str(status) for adcode, status in rollout.frame(2020, Level.PREFECTURE).items()
    }
    west, south, east, north = units.total_bounds
    assert 73 < west < 74
    assert 3 < south < 19
    assert 135 < east < 136
    assert 53 < north < 54
    for geometry in units.geometry:
        for polygon in getattr(geometry, "geoms", [geometry]):
            assert polygon.exterior.is_ccw
            assert not any(hole.is_ccw for hole in polygon.interiors)
    assert "endorsement" in json.loads(data)["disclaimer"]


@pytest.mark.parametrize("view", ["map", "chart"])
@pytest.mark.parametrize(("lang", "words"), [("en", "Sources:"), ("zh", "来源：")])
def test_the_drawing_carries_title_year_legend_and_sources(
    look_at, default_page, view, lang, words
):
    page = look_at(default_page, f"y=2018&view={view}&lang={lang}")
    root = ET.fromstring(read(taken(page, "svg")))
    texts = " ".join("".join(node.itertext()) for node in root.iter(f"{SVG}text"))

    assert page.locator("#title").inner_text() in texts
    assert "2018" in texts
    assert words in texts
    assert page.locator(".count").inner_text() in texts
    assert not list(root.iter(f"{SVG}script"))


@pytest.mark.parametrize("view", ["map", "table", "chart", "text"])
def test_the_outlines_are_credited_where_the_drawing_is_a_map(look_at, default_page, view):
    page = look_at(default_page, f"view={view}")
    drawing = read(taken(page, "svg")).decode()

    for words in ("天地图", "not a reviewed standard map"):
        assert (words in drawing) == (view != "chart")


def test_sites_in_the_drawing_are_counted_and_those_with_open_dates_are_rings(open_page, tmp_path):
    near = [{"lon": f"{109 + n / 1000}", "lat": "34.3", "start": "2016"} for n in range(30)]
    far = [{"lon": str(100 + n), "lat": "36", "start": "[2015..2018]"} for n in range(3)]
    rows = [{"adcode": "610100", "place": "Shop", **row} for row in [*near, *far]]
    write_project(tmp_path, title="Shops", locations=rows)
    path = tmp_path / "page.html"
    path.write_bytes(page_of(tmp_path))
    page = open_page(path, "#y=2016")
    root = ET.fromstring(read(taken(page, "svg")))
    texts = {"".join(node.itertext()) for node in root.iter(f"{SVG}text")}
    rings = [node for node in root.iter(f"{SVG}circle") if node.get("stroke-width") == "2"]

    assert {"30", "possible: its date is still open"} <= texts
    assert len(rings) == len(far) + 1  # one of them in the legend
    page.locator("#legend .dot-open").wait_for()


@pytest.mark.parametrize("view", ["map", "table", "text"])
def test_no_place_lies_at_the_edge_of_the_drawing(look_at, default_page, view):
    page = look_at(default_page, f"y=2020&view={view}")
    root = ET.fromstring(read(taken(page, "svg")))
    sheet = next(g for g in root.iter(f"{SVG}g") if g.get("clip-path")).find(f"{SVG}rect")
    dots = [
        (float(dot.get("cx")) / float(sheet.get("width")),
         float(dot.get("cy")) / float(sheet.get("height")))
        for dot in root.iter(f"{SVG}circle") if dot.get("r") == "4.5"
    ]  # fmt: skip

    assert len(dots) == 5
    assert all(0.15 < share < 0.85 for dot in dots for share in dot)


def test_the_picture_is_a_whole_png(look_at, default_page):
    page = look_at(default_page, "y=2020")
    width, height, depth, kind, lines = read_png(read(taken(page, "png")))

    assert (width, depth, kind) == (2400, 8, 6)  # eight bits each of red, green, blue, opacity
    assert len(lines) == height * (1 + 4 * width)
    assert len(set(lines)) > 100


def read_png(data):
    """Read a PNG as its specification says, and check the sum of every chunk."""
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    chunks, at = [], 8
    while at < len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        assert zlib.crc32(kind + body) == int.from_bytes(data[at + 8 + length :][:4], "big")
        chunks.append((kind, body))
        at += 12 + length
    assert chunks[-1] == (b"IEND", b"")
    width, height, depth, colours = struct.unpack(">IIBB", chunks[0][1][:10])
    lines = zlib.decompress(b"".join(body for kind, body in chunks if kind == b"IDAT"))
    return width, height, depth, colours, lines


def test_hostile_strings_are_data_in_every_download(open_page, hostile):  # noqa: F811
    page = open_page(hostile, "#y=2016")
    rows = table(page)
    assert HOSTILE[0] in {row["place"] for row in rows}
    collection = json.loads(read(taken(page, "geojson")))
    assert collection["title"] == TITLE
    drawing = read(taken(page, "svg")).decode()
    root = ET.fromstring(drawing)
    assert root.find(f"{SVG}title").text == f"{TITLE}: 2016"
    assert "<script" not in drawing
    assert "onload=" not in re.sub(r">[^<]*<", "><", drawing)
    for name in ("Table", "Chart", "Text"):
        with changed(page):
            page.get_by_role("button", name=name, exact=True).click()
    page.locator(".prose .said", has_text=HOSTILE[1]).first.wait_for()
    page.locator(".tool-share > summary").click()
    code = shared(page, "embed")
    assert code.count("<") == 4  # a frame, and the script beside it
    assert TITLE in shared(page, "cite")
    assert page.evaluate("typeof window.hacked === 'undefined'")


def test_a_link_is_copied_and_leads_back(open_page, default_page):
    page = open_page(default_page, "#y=2018&view=chart", permissions=["clipboard-read"])
    page.locator(".tool-share > summary").click()
    link = shared(page, "link")
    assert link.endswith("#y=2018&mode=upto&lang=en&view=chart")
    page.get_by_role("button", name="Copy: Link to what is shown").click()
    page.locator(".share [role=status]", has_text=re.compile("Copied|Marked")).wait_for()
    code = shared(page, "embed")
    assert 'src="' + link.replace("#", "?embed#").replace("&", "&amp;") + '"' in code


def test_the_embedded_look_has_no_column(look_at, default_page):
    page = look_at(default_page, "y=2018", query="?embed")

    assert page.locator("#story").is_hidden()
    assert page.locator("#view-map").is_visible()
    assert page.locator(".year").inner_text() == "2018"


TOUCH = {"has_touch": True, "is_mobile": True}


def test_in_a_frame_one_finger_scrolls_and_two_move_the_map(open_page, default_page):
    page = open_page(
        default_page, "#y=2020", query="?embed", viewport={"width": 360, "height": 300}, **TOUCH
    )
    box = page.locator("#map_pilotmap").bounding_box()
    x, y = box["x"] + 60, box["y"] + 60
    centre = "Object.values(map_pilotmap.getCenter()).join()"
    before = page.evaluate(centre)

    touch(page, ((x, y), (x + 10, y - 100)))
    page.wait_for_function("() => scrollY > 40")
    assert page.evaluate(centre) == before
    page = open_page(  # another: the scroll of the first may go on for a while
        default_page, "#y=2020", query="?embed", viewport={"width": 360, "height": 300}, **TOUCH
    )
    touch(page, ((x, y), (x + 60, y + 40)), ((x + 90, y), (x + 150, y + 40)))
    page.wait_for_function(f"before => {centre} !== before", arg=before)
    assert page.evaluate("scrollY") < 10


@pytest.mark.parametrize("size", [(360, 300), (360, 480), (360, 640), (600, 400), (844, 390)])
def test_the_first_screen_of_a_frame_shows_the_map_and_the_timeline(framed, size):
    page = framed(*size, **TOUCH)
    stage, track = (page.locator(part).bounding_box() for part in ("#stage", ".track"))

    assert stage["height"] >= 100
    assert size[1] - track["y"] >= track["height"]


SCREENS = [(360, 640), (800, 600), (1200, 640), (844, 390)]


@pytest.mark.parametrize(
    ("query", "size"),
    [*itertools.product(["", "?embed"], SCREENS), ("?embed", (360, 300)), ("?embed", (360, 480))],
)
def test_controls_over_the_map_never_overlap(look_at, default_page, query, size):
    viewport = dict(zip(("width", "height"), size, strict=True))
    touch_screen = {"has_touch": True} if size[1] < 400 else {}
    page = look_at(default_page, query=query, viewport=viewport, **touch_screen)
    parts = page.locator("#toolbar > :visible, .map-tools:visible, .legend").all()
    boxes = [(part.get_attribute("class"), part.bounding_box()) for part in parts]

    for (one, a), (other, b) in itertools.combinations(boxes, 2):
        apart = (
            a["x"] + a["width"] <= b["x"]
            or b["x"] + b["width"] <= a["x"]
            or a["y"] + a["height"] <= b["y"]
            or b["y"] + b["height"] <= a["y"]
        )
        assert apart, (one, other)


@pytest.mark.parametrize("view", ["map", "table", "chart", "text"])
def test_it_prints_on_a4_with_title_year_legend_and_sources(look_at, default_page, view):
    page = look_at(default_page, f"y=2020&view={view}")
    page.emulate_media(media="print")
    drawing = page.locator(".print-sheet svg")
    drawing.wait_for()
    words = drawing.text_content()

    for part in ("China Post on Pinduoduo", "2020", "named, since 2016", "Sources:"):
        assert part in words
    assert page.locator("#toolbar").is_hidden()
    assert page.locator(".about details p").first.is_visible()
    assert page.pdf(format="A4").startswith(b"%PDF")
    assert view != "map" or page.pdf(format="A4", landscape=True).startswith(b"%PDF")
    page.emulate_media(media="screen")
    drawing.wait_for(state="detached")


def test_a_printed_table_is_written_out(look_at, default_page):
    page = look_at(default_page, "y=2020&view=table")
    page.emulate_media(media="print")
    page.locator(".print-sheet svg").wait_for()

    assert page.locator(".grid tbody tr").count() == 372
    page.emulate_media(media="screen")
    page.locator(".print-sheet svg").wait_for(state="detached")


def test_without_scripts_the_page_is_a_list(open_page, default_page):
    page = open_page(default_page, java_script_enabled=False)
    words = page.locator("body").inner_text()

    for part in ("Weinan, Shaanxi", "Aug 2016", "Within Gansu", "No place named", "Pandaily"):
        assert part in words
    assert page.locator("#app").is_hidden()


def test_hostile_strings_are_text_without_scripts_too(open_page, hostile):  # noqa: F811
    page = open_page(hostile, java_script_enabled=False)
    words = page.locator("#static").text_content()

    for text in HOSTILE:
        assert " ".join(text.split()) in " ".join(words.split())
    for link in page.locator("#static a").all():
        assert link.get_attribute("href").startswith("https://example.org/")


def test_the_head_describes_the_data_to_machines(hostile):  # noqa: F811
    html = hostile.read_text(encoding="utf-8")
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1]
    dataset = json.loads(data)

    assert dataset["@type"] == "Dataset"
    assert dataset["name"] == TITLE
    assert [work["name"] for work in dataset["citation"]] == HOSTILE
    assert {work.get("url") for work in dataset["citation"]} == {
        None,
        "https://example.org/a?b=c&d",
    }
    assert '<meta property="og:title" content="&lt;script&gt;' in html
    assert "年在哪里" in page_of(lang="zh").decode().split("<body>")[0]
    assert page_of(lang="en").isascii()  # which a browser decodes in a third of the time


def test_paper_is_light_whatever_the_screen(look_at, default_page):
    page = look_at(default_page, "y=2020", color_scheme="dark")
    ground = "getComputedStyle(document.body).backgroundColor"
    screen = page.evaluate(ground)
    page.emulate_media(media="print")
    page.locator(".print-sheet svg").wait_for()
    sheet = page.locator(".print-sheet svg > rect").first.get_attribute("fill")

    assert sheet == "#fffdf8"
    assert page.evaluate(ground) == "rgb(255, 253, 248)"
    page.emulate_media(media="screen")
    page.locator(".print-sheet svg").wait_for(state="detached")
    assert page.evaluate(ground) == screen


def test_a_table_too_long_for_paper_says_how_many_rows_it_leaves_out(open_page, tmp_path):
    site = {"adcode": "610500", "start": "2019", "lon": "109.5", "lat": "34.5"}
    rows = [site | {"place": f"Shop {n}"} for n in range(1700)]
    folder = write_project(tmp_path, title="Many", locations=rows)
    path = folder / "page.html"
    path.write_bytes(page_of(folder))
    page = open_page(path, "#view=table")
    left = page.locator(".grid-scroll > p")
    assert left.is_hidden()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")

    assert page.locator(".print-sheet > p").count() == 0  # few enough for the list
    count = page.locator(".grid tbody tr").count()
    total = int(page.locator(".grid-count").inner_text().split()[0].replace(",", ""))
    assert count == 2000
    assert left.inner_text() == f"{total - count} more"


HELD = """() => {
    let time = 1e12;
    performance.now = () => (time += 1000);
    globalThis.MessageChannel = class {
        port1 = { close() {} };
        port2 = { postMessage: () => { globalThis.goOn = () => this.port1.onmessage({}); } };
    };
}"""
"""Every part of a file takes a second, and the writer rests until it is told to go on."""
LET_GO = """() => {
    delete performance.now;
    const next = () => { goOn(); setTimeout(next); };
    next();
}"""
"""The clock is right again, and no rest is long."""


@pytest.mark.parametrize(
    ("lang", "begun", "words"),
    [("en", "0% written", ("Download", "Writing …")), ("zh", "已写入0%", ("下载", "写入中……"))],
)
def test_a_long_file_leaves_the_page_to_its_reader_who_may_give_it_up(
    open_page, long_page, lang, begun, words
):
    page = open_page(long_page, f"#lang={lang}&y=2018")
    page.evaluate(HELD)
    tool = page.locator(".tool-take")
    tool.locator("summary").click()
    page.locator("[data-take=statements]").click()
    expect(tool.locator(".writing p")).to_have_text(begun)

    assert tool.locator(".tool-name").inner_text() == words[1]
    assert tool.locator("[data-take]:enabled").count() == 0
    with changed(page):
        page.locator("input.year-input").last.fill("2016")
        page.locator("input.year-input").last.press("Enter")
    tool.locator("summary").click()
    tool.locator(".writing button").click()
    page.evaluate("() => goOn()")
    expect(tool.locator(".tool-name")).to_have_text(words[0])

    assert tool.get_attribute("open") is None
    tool.locator("summary").click()
    assert page.locator(".tool-take [data-take]:disabled").count() == 0
    assert tool.locator(".writing").is_hidden()
    with page.expect_download() as download:
        page.locator("[data-take=statements]").click()
        expect(tool.locator(".writing p")).to_have_text(begun)
        page.evaluate(LET_GO)
    text = read(download.value).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert {row["place"] for row in rows} == {f"Shop {n}" for n in range(5001)}
    assert len(rows) == 5001
    assert {row["source"] for row in rows} == {"s"}


@pytest.fixture(scope="module")
def long_page(tmp_path_factory):
    """Write a page of so many statements that to write them takes a moment."""
    site = {"adcode": "610500", "lon": "109.5", "lat": "34.5"}
    rows = [site | {"place": f"Shop {n}", "start": str(2016 + n % 3)} for n in range(5001)]
    folder = write_project(tmp_path_factory.mktemp("long"), title="Long", locations=rows)
    path = folder / "page.html"
    path.write_bytes(page_of(folder))
    return path


def test_every_statement_is_a_row_with_its_source(look_at, default_page):
    _, programme = rollout_of()
    page = look_at(default_page, "y=2016")
    text = read(taken(page, "statements")).decode("utf-8-sig")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}

    assert set(rows) == {statement.id for statement in programme.statements}
    for statement in programme.statements:
        row = rows[statement.id]
        source = programme.sources[statement.source]
        assert row["place"] == statement.place
        assert row["adcode"] == "|".join(statement.adcodes)
        assert row["extent"] == str(statement.extent)
        assert row["statement"] == statement.statement
        assert row["locator"] == statement.locator
        assert row["source_title"] == source.title
        assert row["source_url"] == source.url


def test_a_denial_and_a_whole_unit_are_told_apart_in_the_rows(open_page, tmp_path):
    rows = [
        {"adcode": "620600", "status": "out", "start": "2019"},
        {"adcode": "620000", "extent": "all", "start": "2020"},
        {"adcode": "610500", "start": "2018", "lon": "109.5", "lat": "34.5", "place": "Shop"},
    ]
    write_project(tmp_path, title="Shops", locations=rows)
    path = tmp_path / "page.html"
    path.write_bytes(page_of(tmp_path))
    page = open_page(path)
    text = read(taken(page, "statements")).decode("utf-8-sig")
    found = list(csv.DictReader(io.StringIO(text, newline="")))

    assert {(row["adcode"], row["extent"], row["status"], row["lon"]) for row in found} == {
        ("620600", "unit", "out", ""),
        ("620000", "all", "in", ""),
        ("610500", "unit", "in", "109.5"),
    }


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_path_of_the_machine_goes_into_what_is_shared_from_disk(open_page, default_page, lang):
    page = open_page(default_page, f"#y=2018&lang={lang}")
    page.locator(".tool-share > summary").click()
    for name in ("link", "embed", "cite"):
        text = shared(page, name)
        assert "file:" not in text
        assert str(default_page.parent) not in text
    assert shared(page, "link").startswith(f"{default_page.name}#y=2018")
    assert "--url" in page.locator(".share [role=status]").text_content()


def test_the_address_of_publication_stands_in_all_that_is_shared(open_page, tmp_path):
    address = "https://news.example/maps/pilots.html"
    path = tmp_path / "page.html"
    path.write_bytes(page_of(url=address))
    page = open_page(path, "#y=2018")
    page.locator(".tool-share > summary").click()

    assert shared(page, "link").startswith(f"{address}#y=2018")
    assert f'src="{address}?embed#y=2018' in shared(page, "embed")
    assert f"{address}#y=2018" in shared(page, "cite")
    assert page.locator('meta[property="og:url"]').get_attribute("content") == address


def test_print_holds_every_place_of_a_long_list(open_page, tmp_path):
    rows = [
        {"adcode": adcode, "start": str(2010 + n % 3)} for n, adcode in enumerate(PREFECTURES[:90])
    ]
    write_project(tmp_path, title="Many", locations=rows)
    path = tmp_path / "page.html"
    path.write_bytes(page_of(tmp_path))
    page = open_page(path)
    heads = [text.split(" · ")[0] for text in page.locator(".place-group").all_text_contents()]
    assert heads == sorted(heads)
    assert page.locator(".places .place").count() == 60

    page.emulate_media(media="print")
    page.wait_for_function("() => document.querySelectorAll('.places .place').length === 90")
    page.locator("#view-text .said-list").first.wait_for()
    assert page.locator("#view-text .said-list li").count() == 90
    assert page.locator(".places").is_hidden()  # the text tells each place, and one time is enough
    page.emulate_media(media="screen")
    page.wait_for_function("() => document.querySelectorAll('.places .place').length === 60")
    assert page.locator("#view-text").is_hidden()


def test_the_frame_s_title_says_what_the_map_shows(open_page, default_page):
    page = open_page(default_page, "#y=2020&lang=en")
    page.locator(".tool-share > summary").click()

    assert "By 2020, five prefectures are named: Weinan, Wuwei, Jiuquan" in shared(page, "embed")
