"""Pages opened in a real Chromium that must ask the network nothing."""

import shutil

import pytest
from pagekit import DESKTOP, page_of


def pytest_collection_modifyitems(items):
    """Mark what opens a browser, so that `pytest -m "not browser"` needs none."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


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


@pytest.fixture
def framed(chromium, default_page):
    """Return a function that opens the embedded look as a frame of some size."""
    contexts = []

    def open_(width, height, hash_="y=2020"):
        contexts.append(chromium.new_context(viewport={"width": width, "height": height}))
        page = contexts[-1].new_page()
        page.goto(f"{default_page.as_uri()}?embed#{hash_}")
        page.wait_for_selector("html[data-state=ready]")
        return page

    yield open_
    for context in contexts:
        context.close()
