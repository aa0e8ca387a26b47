"""Small projects, their pages, and waiting for a page to draw."""

import base64
import csv
import json
import zlib
from contextlib import contextmanager

from geo.boundaries import committed_page
from geo.gazetteer import load
from geo.page import PageOptions, build_page
from geo.payload import PageContent, Span, Texts
from geo.rollout import Rollout
from geo.store import find_project
from geo.store.schema import LOCATION_COLUMNS, SOURCE_COLUMNS

DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 360, "height": 740}


def write_project(folder, *, title, locations, sources=()):
    """Write a project of its own from rows given as dictionaries; what is left out is blank."""
    folder.mkdir(parents=True, exist_ok=True)
    package = {"name": "test", "title": title, "resources": []}
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    source_rows = sources or [{"id": "s", "title": "A source", "published": "2020"}]
    source_rows = [{"coverage": "partial", **row} for row in source_rows]
    location_rows = [
        {"id": f"r{number}", "place": "Somewhere", "extent": "unit", "source": "s", **row}
        for number, row in enumerate(locations)
    ]
    for name, columns, rows in (
        ("sources.csv", SOURCE_COLUMNS, source_rows),
        ("locations.csv", LOCATION_COLUMNS, location_rows),
    ):
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return folder


def rollout_of(folder=None):
    """Return the rollout of a project, the default one if none is given."""
    project = find_project(folder)
    programme = project.load()
    return Rollout(programme.statements, programme.sources, load()), programme


def page_of(folder=None, *, span=None, lang="en", title=None, text=None, **options):
    """Return the bytes of a project's page; `text` are further texts, `options` how it is drawn."""
    rollout, programme = rollout_of(folder)
    names = {"title_zh": programme.title_zh} if title is None else {}
    texts = Texts(title or programme.title, **names, **(text or {}))
    content = PageContent(rollout, committed_page, texts, span=span or Span())
    return build_page(
        content.payload(lang),
        content.plain_rows(lang),
        PageOptions(lang=lang, **options),
        content.static_view(lang),
    )


def unpacked(block):
    """Return what the JSON in a block says, as the page unpacks it."""
    data = base64.b85decode(block.translate(str.maketrans({",": "<", ".": ">", ":": "&"})))
    return json.loads(zlib.decompress(data, wbits=-15))


@contextmanager
def changed(page):
    """Wait, at the end, until the page has drawn what was done within."""
    before = page.evaluate("performance.getEntriesByName('pilotmap:draw').length")
    yield
    page.wait_for_function(
        "before => performance.getEntriesByName('pilotmap:draw').length > before", arg=before
    )


SETTLED = """async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    for (let moves = true; moves; ) {
        moves = map_pilotmap._animatingZoom || map_pilotmap._panAnim?._inProgress;
        await frame();
        await frame();
    }
}"""
"""Wait for the frame after the next: what the page measures once it is laid out is drawn then. And
as long as the map glides to where it will look: until it is there, its labels are those it had."""
ADDRESSED = "() => pilotmap.isAddressed()"
"""Wait until the last step stands in the address: it is written once nothing changes."""


def go(page, address):
    """Follow a link to another state of the page, and wait until it is drawn.

    A link that is followed before the last step stands in the address may lead to the address as
    it still is, or be overwritten, and then nothing changes.
    """
    page.wait_for_function(ADDRESSED)
    with changed(page):
        page.evaluate("hash => { location.hash = hash; }", address)


def walk(page, steps):
    """Go back (-1) or forward (1) once the last step can be gone back from; wait until drawn."""
    page.wait_for_function(ADDRESSED)
    with changed(page):
        page.evaluate("steps => history.go(steps)", steps)


def assert_addressed(page, part):
    """Wait until the address holds `part`: it is written once the picture rests."""
    page.wait_for_function("part => location.hash.includes(part)", arg=part)


def touch(page, *paths, cancel=False):
    """Let fingers go along their paths, each from one point to another, and lift them."""
    session = page.context.new_cdp_session(page)

    def send(kind, points):
        event = {"type": kind, "touchPoints": points}
        session.send("Input.dispatchTouchEvent", event)

    steps = 10
    for step in range(steps + 1):
        points = [
            {
                "id": finger,
                "x": start[0] + (end[0] - start[0]) * step / steps,
                "y": start[1] + (end[1] - start[1]) * step / steps,
            }
            for finger, (start, end) in enumerate(paths)
        ]
        send("touchMove" if step else "touchStart", points)
    send("touchCancel" if cancel else "touchEnd", [])
    session.detach()
