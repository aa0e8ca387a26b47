"""Pages opened in a real Chromium that must ask the network nothing."""

import pytest
from pagekit import DESKTOP, page_of
from windows import Windows


@pytest.fixture(scope="session")
def default_page(tmp_path_factory):
    """Write the page of the default data, once."""
    path = tmp_path_factory.mktemp("default") / "page.html"
    path.write_bytes(page_of())
    return path


@pytest.fixture(scope="session")
def windows(chromium, tmp_path_factory):
    """Keep the windows of the browser for the tests to come."""
    blank = tmp_path_factory.mktemp("blank") / "blank.html"
    blank.write_text("<!doctype html><title>blank</title>", encoding="utf-8")
    return Windows(chromium, blank.as_uri())


@pytest.fixture
def window(windows, request):
    """Return a function that hands out an empty window of some size, until the test is done."""
    taken = []
    failed = request.session.testsfailed

    def take(viewport=None, **options):
        page, give_back = windows.take(viewport or DESKTOP, **options)
        taken.append(give_back)
        return page

    yield take
    for give_back in taken:
        give_back(clean=request.session.testsfailed == failed)


@pytest.fixture
def open_page(window):
    """Return a function that opens a page and waits until it is drawn.

    Whatever goes wrong in it fails the test when it is done: a request for anything but the file
    itself, an error of a script, a breach of the page's own policy. The page has a window of its
    own, in which earlier tests left nothing; `options` are those of a context of Playwright.
    """
    watched = []
    wrongs = []

    def open_(path, hash_="", *, query="", viewport=None, **options):
        page = window(viewport, **options)
        url = path.as_uri() + query
        for event, listener in listeners(url, wrongs).items():
            page.on(event, listener)
            watched.append((page, event, listener))
        page.goto(url + hash_)
        if options.get("java_script_enabled", True):
            page.wait_for_selector("html[data-state=ready]")
        return page

    yield open_
    for page, event, listener in watched:
        page.remove_listener(event, listener)
    assert not wrongs


def listeners(url, wrongs):
    """Return, by event of a page, what writes down that it should not happen at `url`."""

    def requested(request):
        if request.url.split("#")[0] != url and not request.url.startswith(("blob:", "data:")):
            wrongs.append(f"requested {request.url}")

    def logged(message):
        if message.type in {"error", "warning"}:
            wrongs.append(f"{message.type}: {message.text}")

    return {
        "request": requested,
        "pageerror": lambda error: wrongs.append(f"error: {error}"),
        "console": logged,
        "dialog": lambda dialog: wrongs.append(f"dialog: {dialog.message}"),
    }


@pytest.fixture
def framed(open_page, default_page):
    """Return a function that opens the embedded look as a frame of some size."""

    def open_(width, height, hash_="y=2020", **options):
        viewport = {"width": width, "height": height}
        return open_page(default_page, f"#{hash_}", query="?embed", viewport=viewport, **options)

    return open_
