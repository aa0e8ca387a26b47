"""`Rollout.map`: our page, written like a build, and shown once in what notebooks export."""

import base64
import contextlib
import mimetypes
import re
import subprocess
import sys
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from patience import PATIENCE_S, page_in

import geo
from geo.errors import DataError, PilotmapError, StoreError, UsageError
from geo.picture import notebook

FRONTEND = r"https://cdn\.jsdelivr\.net/npm/@marimo-team/[^/]+/dist/(.*)"
APP = """import marimo

app = marimo.App()


@app.cell
def _():
    import pilotmap

    pilotmap.load().map(year=2020)
    return
"""


class Frames(HTMLParser):
    """Collects the attributes of the frames of a document."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        if tag == "iframe":
            self.found.append(dict(attrs))


@pytest.fixture(scope="module")
def shown():
    return geo.load().map(year=2020)


def test_a_notebook_gets_the_page_once_in_a_frame(shown):
    frames = Frames()
    frames.feed(shown._repr_html_())

    (frame,) = frames.found
    assert frame["srcdoc"] == shown.html
    assert frame["allow"] == "fullscreen"
    assert frame["title"] == "China Post on Pinduoduo: the pilots"
    assert frame["height"] == "600"


def test_the_page_is_the_one_that_build_writes(shown, tmp_path, monkeypatch):
    from geo.cli import main

    monkeypatch.setattr(sys, "argv", ["pilotmap", "build", "--year", "2020", "--out", "map.html"])
    monkeypatch.chdir(tmp_path)
    with contextlib.suppress(SystemExit):
        main()

    assert (tmp_path / "map.html").read_bytes() == shown.html.encode()


def test_it_is_saved_whole_or_not_at_all(shown, tmp_path):
    assert shown.save(tmp_path / "map.html").read_bytes() == shown.html.encode()
    with pytest.raises(StoreError):
        shown.save(tmp_path / "none" / "map.html")
    assert [each.name for each in tmp_path.iterdir()] == ["map.html"]


def test_a_page_too_large_for_a_notebook_is_told_in_short(shown, monkeypatch):
    monkeypatch.setattr(notebook, "MOST_BYTES", 10)
    told = shown._repr_html_()

    assert "<iframe" not in told
    assert '.save("map.html")' in unescape(told)
    assert "<td>Weinan</td><td>1</td>" in told
    assert len(told) < 5000


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"year": 2020, "first": 2016}, "--year stands for itself"),
        ({"first": 2020, "last": 2016}, "--from 2020 is after --to 2016"),
        ({"mode": "all"}, "mode: 'all' is not known; choose upto or in"),
        ({"lang": "fr"}, "lang: 'fr' is not known"),
        ({"year": "2020"}, "year: '2020' is text"),
        ({"tiles": "No.Such"}, ".*No.Such"),
        ({"subtitle": 5}, "subtitle: 5 is not text"),
        ({"boundaries": 5}, "boundaries: 5 is not a path"),
    ],
)
def test_a_wrong_argument_is_told_at_once(options, says):
    with pytest.raises(UsageError, match=f"^{says}"):
        geo.load().map(**options)


def test_an_address_that_is_none_and_data_that_say_nothing_are_refused():
    with pytest.raises(PilotmapError, match="not a web address"):
        geo.load().map(url="javascript:1")
    with pytest.raises(DataError, match="no statement to show"):
        repr(geo.load().with_statements([]).map())


def cells(*values):
    """Return a notebook whose cells have these values, formatted as Jupyter does."""
    import nbformat
    from IPython.core.formatters import DisplayFormatter

    formatter = DisplayFormatter()
    made = []
    for value in values:
        data, metadata = formatter.format(value)
        data = {
            kind: base64.b64encode(each).decode() if isinstance(each, bytes) else each
            for kind, each in data.items()
        }
        output = nbformat.v4.new_output(
            "execute_result", data=data, metadata=metadata, execution_count=1
        )
        made.append(nbformat.v4.new_code_cell("", outputs=[output], execution_count=1))
    return nbformat.v4.new_notebook(cells=made)


@pytest.mark.slow
def test_what_jupyter_exports_draws_the_map_once(chromium, shown, tmp_path):
    from nbconvert import HTMLExporter

    rollout = geo.load()
    made = cells(shown, rollout.plot(2020, size="480x480", title=""))
    body, _ = HTMLExporter().from_notebook_node(made)
    (tmp_path / "book.html").write_text(body, encoding="utf-8")

    assert body.count("<iframe") == 1
    assert "data:image/png;base64," in body  # the plot
    works_in_a_frame(chromium, tmp_path / "book.html")


@pytest.mark.slow
def test_what_marimo_exports_draws_the_map_once(chromium, tmp_path):
    (tmp_path / "app.py").write_text(APP, encoding="utf-8")
    command = [sys.executable, "-m", "marimo", "export", "html", "app.py", "-o", "app.html"]
    subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, timeout=PATIENCE_S)

    works_in_a_frame(chromium, tmp_path / "app.html")


def works_in_a_frame(chromium, path):
    """Hold that a document shows the map once, without an error, and that its address follows."""
    page = page_in(chromium, viewport={"width": 1200, "height": 900})
    wrongs = []
    page.on("pageerror", lambda error: wrongs.append(str(error)))
    page.route("http*://**/*", serve)
    page.goto(path.as_uri())
    frame = page.wait_for_selector("iframe", state="attached").content_frame()
    frame.wait_for_selector("html[data-state=ready]")

    assert len(page.query_selector_all("iframe")) == 1
    assert frame.url.startswith("about:srcdoc")
    inked = "document.querySelector('canvas').toDataURL().length"
    assert frame.evaluate(inked) > 2000
    frame.press("[role=slider] >> nth=-1", "ArrowLeft")
    holds = "part => location.hash.includes(part)"  # a function: the page's policy has no eval
    frame.wait_for_function(holds, arg="y=2019")
    frame.click("text=中文")
    frame.wait_for_function(holds, arg="lang=zh")
    assert frame.evaluate("document.documentElement.lang") == "zh-CN"
    assert not wrongs
    page.context.close()


def serve(route):
    """Give marimo's exported page its scripts from the package; nothing else from the network."""
    import marimo

    address = re.match(
        r"https://cdn\.jsdelivr\.net/npm/@marimo-team/[^/]+/dist/(.*)", route.request.url
    )
    scripts = Path(marimo.__file__).parent / "_static"
    file = scripts / address[1] if address else None
    if file is None or not file.is_file():
        route.abort()
        return
    kind = mimetypes.guess_type(file)[0] or "application/octet-stream"
    headers = {"access-control-allow-origin": "*"}
    route.fulfill(path=file, headers=headers, content_type=kind)
