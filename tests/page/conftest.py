"""Pages opened in a real Chromium that must ask the network nothing."""

from itertools import count

import pytest
from pagekit import DESKTOP, SETTLED, go, page_of
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
def watch(window):  # noqa: ARG001 -- windows are given back, and go elsewhere, only after this
    """Return a function that has a test fail for whatever goes wrong in a page until it is done.

    That is a request for anything but the file itself, an error of a script, a breach of the page's
    own policy.
    """
    watched = []
    wrongs = []

    def watch_(page, url):
        for event, listener in listeners(url, wrongs).items():
            page.on(event, listener)
            watched.append((page, event, listener))

    yield watch_
    for page, event, listener in watched:
        page.remove_listener(event, listener)
    assert not wrongs


@pytest.fixture
def open_page(window, watch):
    """Return a function that opens a page and waits until it is drawn.

    The page is watched, and has a window of its own, in which earlier tests left nothing; `options`
    are those of a context of Playwright.
    """

    def open_(path, hash_="", *, query="", viewport=None, **options):
        page = window(viewport, **options)
        url = path.as_uri() + query
        watch(page, url)
        page.goto(url + hash_)
        if options.get("java_script_enabled", True):
            page.wait_for_selector("html[data-state=ready]")
        return page

    return open_


@pytest.fixture(scope="session")
def looked_at():
    """Keep the pages that tests only look at: by how they were opened, and what gives them back."""
    return {}


LOOKED_AT = 6
"""How many such windows a browser keeps."""
NARROW = 420
"""Windows of fewer pixels are not made of others."""
STEPS = count()
CLOSED = """() => {
    for (const opened of document.querySelectorAll("details[open]:not(.legend details)")) {
        opened.open = false;
    }
    const search = document.querySelector(".search-input");
    if (search.value) {
        search.value = "";
        search.dispatchEvent(new Event("input", { bubbles: true }));
    }
    document.activeElement.blur();
    scrollTo(0, 0);
}"""
"""Close what the test before has opened, and search for nothing; the legend opens by itself."""


@pytest.fixture
def look_at(windows, watch, looked_at, request):
    """Return a function that leads a page, drawn for an earlier test or now, to an address.

    For tests that look, press and open, and change nothing that the address and closing would not
    put back: no language chosen by its button, nothing typed but what is searched for, no table
    scrolled to a unit. Nor for those that wait for a text to be there, as what is shared or
    announced: that of an earlier test may be.
    That spares most of what opening a page takes. A window gets the size that is asked for; one of
    other `options` is another page, and so is a narrow one of another size: where names have no
    room, what is laid out depends on what was there before.
    """
    failed = request.session.testsfailed

    def look_at_(path, address="", *, query="", viewport=None, **options):
        viewport = viewport or DESKTOP
        url = path.as_uri() + query
        narrow = viewport["width"] if viewport["width"] < NARROW else 0
        key = url, narrow, narrow and viewport["height"], *sorted(options.items())
        page, give_back = looked_at.pop(key, (None, None))
        address = f"{address}&step={next(STEPS)}"  # the page knows no such key: it is another step
        if page:
            watch(page, url)
            page.evaluate(CLOSED)
            if page.viewport_size != viewport:
                page.set_viewport_size(viewport)
                page.evaluate(SETTLED)
            go(page, address)
        else:
            if len(looked_at) == LOOKED_AT:
                _, give_longest_back = looked_at.pop(next(iter(looked_at)))
                give_longest_back(clean=True)
            page, give_back = windows.take(viewport, **options)
            watch(page, url)
            page.goto(f"{url}#{address}")
            page.wait_for_selector("html[data-state=ready]")
        looked_at[key] = page, give_back
        page.evaluate(SETTLED)
        return page

    yield look_at_
    if request.session.testsfailed != failed:
        for _, give_back in looked_at.values():
            give_back(clean=False)
        looked_at.clear()


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
def framed(look_at, default_page):
    """Return a function that looks at the embedded look in a frame of some size."""

    def open_(width, height, hash_="y=2020", **options):
        viewport = {"width": width, "height": height}
        return look_at(default_page, hash_, query="?embed", viewport=viewport, **options)

    return open_
