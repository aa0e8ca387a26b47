"""`Rollout.explore`: a map of folium to add to, in which no cell is ever code."""

import re
from pathlib import Path

import folium
import js_lib_leaflet
import pytest
from hostile import HOSTILE, MARK
from patience import page_in
from picturekit import rollout_of, statement

from geo import gazetteer
from geo.dates import parse
from geo.door import Rollout
from geo.errors import UsageError
from geo.model import Source, Statement
from geo.picture.folium_map import neutral

pytestmark = pytest.mark.slow

LEAFLET = Path(js_lib_leaflet.__file__).parent / "static/js_lib_leaflet"
UNITS = [f"62{n:02}00" for n in range(1, 13)] + ["622900", "623000", "610100", "610500", "610400"]


def rendered(m):
    return m.get_root().render()


def test_a_new_map_is_folium_s_and_takes_its_options(rollout):
    m = rollout.explore(2019, tiles=None, location=(36, 104), zoom_start=5, prefer_canvas=True)

    assert type(m) is folium.Map
    assert (m.options["zoom"], m.options["prefer_canvas"]) == (5, True)
    folium.Marker((35, 105)).add_to(m)
    folium.LayerControl().add_to(m)
    assert "L.marker" in rendered(m)


def test_it_adds_to_a_map_that_is_there(rollout):
    m = folium.Map(tiles=None)

    assert rollout.explore([2015, 2019], m=m, lang="zh") is m
    layers = [each for each in m._children.values() if isinstance(each, folium.GeoJson)]
    assert [each.layer_name for each in layers if each.control] == ["未知", "2015", "2019"]
    assert [each.show for each in layers] == [True, True, False, True]


def test_a_unit_tells_its_status_first_year_and_source(rollout):
    m = rollout.explore(2019, tiles=None)
    *_, layer = (each for each in m._children.values() if isinstance(each, folium.GeoJson))

    told = {each["id"]: each["properties"] for each in layer.data["features"]}
    assert told["620600"] == {
        "name": "Wuwei, Gansu",
        "status": "named",
        "first": "2018",
        "sources": "report-2020 p1",
    }
    assert told["620100"]["first"] == "between 2016 and 2019"
    assert told["620700"]["status"] == "not in, says a source"
    styles = {code: layer.style_function({"id": code}) for code in told}
    assert styles["440100"]["className"] == "pilotmap-hatch-ce8013"
    assert 'id="pilotmap-hatch-ce8013"' in rendered(m)
    assert styles["620600"]["fillColor"] != styles["620700"]["fillColor"]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"year": 1999}, "year 1999: the statements speak of 2014 to 2020"),
        ({"year": "2019"}, "year: '2019' is text"),
        ({"year": []}, "year: there are none"),
        ({"level": "city"}, "level: 'city' is not a level"),
        ({"lang": "fr"}, "lang: 'fr' is not known; choose"),
        ({"m": folium.Map(), "zoom_start": 4}, "m: the map is there already; leave out zoom_start"),
    ],
)
def test_a_wrong_argument_is_named(rollout, options, says):
    with pytest.raises(UsageError, match=f"^{says}"):
        rollout.explore(**{"year": 2019, **options})


@pytest.mark.parametrize("text", HOSTILE)
def test_no_sign_of_a_template_or_of_markup_is_left(text):
    assert not re.search(r"[<>\"'`{}$%\\]", neutral(text))
    assert not re.search(r"&(?!#\d+;)", neutral(text))


def hostile_rollout():
    statements = [
        Statement(
            f"r{n}", text, (code,), f"s{n}", start=parse("2016"), locator=text, statement=text
        )
        for n, (text, code) in enumerate(zip(HOSTILE, UNITS, strict=False))
    ]
    sites = [
        statement(f"site{n}", text, "610100", start="2016", locator=text, lon=90.0 + n, lat=30.0)
        for n, text in enumerate(HOSTILE)
    ]
    sources = {f"s{n}": Source(f"s{n}", text) for n, text in enumerate(HOSTILE)}
    return Rollout([*statements, *sites], sources, gazetteer.load())


def test_no_cell_is_code_in_a_map(chromium, tmp_path, monkeypatch):
    """At build branca runs no template of a cell; in the browser none is markup or script."""
    monkeypatch.chdir(tmp_path)
    m = hostile_rollout().explore(2016, tiles=None, name=HOSTILE[5] + HOSTILE[4])
    folium.LayerControl(collapsed=False).add_to(m)
    (tmp_path / "map.html").write_text(rendered(m), encoding="utf-8")
    assert not (tmp_path / MARK).exists()

    page = opened(chromium, tmp_path / "map.html")
    told = page.evaluate(TOOLTIPS)

    for text in HOSTILE:
        if text.isprintable():
            assert any(text in each for each in told), text
    assert page.evaluate("window.hacked") is None
    assert HOSTILE[5] in page.inner_text(".leaflet-control-layers")
    page.context.close()


def test_a_slider_shows_one_year_at_a_time(chromium, tmp_path):
    m = rollout_of().explore([2015, 2017, 2019], tiles=None, lang="zh")
    (tmp_path / "map.html").write_text(rendered(m), encoding="utf-8")
    page = opened(chromium, tmp_path / "map.html")

    def drawn():
        return len(page.query_selector_all("path.pilotmap-hatch-ce8013"))

    assert page.inner_text(".pilotmap-years output") == "2019"
    assert drawn() == 21  # the prefectures of Guangdong, possible from 2019
    fill = page.eval_on_selector(
        "path.pilotmap-hatch-ce8013", "each => getComputedStyle(each).fill"
    )
    assert "pilotmap-hatch-ce8013" in fill
    page.focus(".pilotmap-years input")
    page.keyboard.press("ArrowLeft")
    assert page.inner_text(".pilotmap-years output") == "2017"
    assert drawn() == 0
    assert "未知：没有来源提及" in page.inner_text(".pilotmap-legend")
    assert "天地图" in page.inner_text(".pilotmap-legend")
    page.context.close()


TOOLTIPS = """() => {
    const made = /var (geo_json_\\w+) = L.geoJson/g;
    const names = [...document.documentElement.innerHTML.matchAll(made)];
    const told = [];
    for (const [, name] of names.slice(1)) { // the first has all units, with nothing to tell
        window[name]?.eachLayer((layer) => {
            const at = layer.getLatLng ? layer.getLatLng() : layer.getBounds().getCenter();
            layer.fire("mouseover", { latlng: at }, true);
            told.push([...document.querySelectorAll(".leaflet-tooltip")].at(-1)?.innerText ?? "");
            layer.fire("mouseout", {}, true);
        });
    }
    return told;
}"""


def opened(chromium, path):
    """Open a map of folium, with Leaflet from its package and nothing else from the network."""
    page = page_in(chromium)
    wrongs = []
    page.on("pageerror", lambda error: wrongs.append(str(error)))
    page.on("dialog", lambda dialog: wrongs.append(dialog.message))

    def serve(route):
        name = route.request.url.rpartition("/")[2]
        known = name in {"leaflet.js", "leaflet.css"}
        body = (LEAFLET / name).read_text(encoding="utf-8") if known else ""
        kind = "text/javascript" if name.endswith(".js") else "text/css"
        route.fulfill(body=body, content_type=kind)

    page.route("http*://**/*", serve)
    page.goto(path.as_uri())
    page.wait_for_selector(".pilotmap-legend")
    assert not wrongs
    return page
