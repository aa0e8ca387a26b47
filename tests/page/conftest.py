"""Pages built from small projects, opened in a real Chromium that must ask the network nothing."""

import csv
import json
import shutil
from contextlib import contextmanager

import pytest

from geo.boundaries import committed
from geo.gazetteer import load
from geo.page import PageOptions, build_page
from geo.payload import Span, Texts, payload
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


def page_of(folder=None, *, span=None, lang="en", title=None):
    """Return the bytes of a project's page."""
    rollout, programme = rollout_of(folder)
    texts = Texts(programme.title if title is None else title)
    content = payload(rollout, committed(), texts, span=span or Span(), lang=lang)
    return build_page(content, PageOptions(lang=lang))


@pytest.fixture(scope="session")
def default_page(tmp_path_factory):
    """Write the page of the default data, once."""
    path = tmp_path_factory.mktemp("default") / "page.html"
    path.write_bytes(page_of())
    return path


@pytest.fixture(scope="session")
def chromium():
    """Start the system's Chromium, or Playwright's own."""
    from playwright.sync_api import sync_playwright

    system = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=system,
            args=["--no-sandbox", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium):
    """Return a function that opens a page and waits until it is drawn.

    Whatever goes wrong in it fails the test when it is done: a request for anything but the file
    itself, an error of a script, a breach of the page's own policy.
    """
    contexts = []
    wrongs = []

    def open_(path, hash_="", *, viewport=None, **options):
        context = chromium.new_context(viewport=viewport or DESKTOP, **options)
        contexts.append(context)
        page = context.new_page()
        url = path.as_uri()
        page.on(
            "request",
            lambda request: (
                None
                if request.url.split("#")[0] == url or request.url.startswith(("blob:", "data:"))
                else wrongs.append(f"requested {request.url}")
            ),
        )
        page.on("pageerror", lambda error: wrongs.append(f"error: {error}"))
        page.on(
            "console",
            lambda message: (
                wrongs.append(f"{message.type}: {message.text}")
                if message.type in {"error", "warning"}
                else None
            ),
        )
        page.on("dialog", lambda dialog: wrongs.append(f"dialog: {dialog.message}"))
        page.goto(url + hash_)
        if options.get("java_script_enabled", True):
            page.wait_for_selector("html[data-state=ready]")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert not wrongs


@contextmanager
def changed(page):
    """Wait, at the end, until the page has drawn what was done within."""
    before = page.evaluate("performance.getEntriesByName('pilotmap:draw').length")
    yield
    page.wait_for_function(
        "before => performance.getEntriesByName('pilotmap:draw').length > before", arg=before
    )
