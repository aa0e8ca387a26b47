"""The windows of one browser, which tests use one after another."""

import json

from patience import PATIENCE_S
from playwright.sync_api import expect

expect.set_options(timeout=1000 * PATIENCE_S)

EMPTY_STORES = "() => { localStorage.clear(); sessionStorage.clear(); }"
"""What a test has stored, the next is not to find."""


class Windows:
    """Hands out empty windows and takes them back.

    A new window costs three times the computing of a page of ours that loads into it. Each has a
    context of its own: of those that share one only the foremost is drawn at once, and a test in
    another waits for its frames.

    Parameters
    ----------
    browser
        A browser of Playwright.
    blank
        The address of an empty file: going there rather than to `about:blank` keeps the process
        of the window.
    """

    def __init__(self, browser, blank):
        self._browser = browser
        self._blank = blank
        self._free = {}

    def take(self, viewport, *, color_scheme=None, reduced_motion=None, **options):
        """Return a window and a function that gives it back; `options` are those of a context."""
        free = self._free.setdefault(json.dumps(options, sort_keys=True), [])
        page = free.pop() if free else self._new(options)
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=color_scheme, reduced_motion=reduced_motion)
        page.evaluate(EMPTY_STORES)

        def give_back(*, clean):
            if not clean:
                page.context.close()
                return
            page.unroute_all()
            page.mouse.move(-1, -1)
            page.emulate_media(
                media="null", color_scheme="null", reduced_motion="null", forced_colors="null"
            )
            page.goto(self._blank)
            free.append(page)

        return page, give_back

    def _new(self, options):
        page = self._browser.new_context(**options).new_page()
        page.set_default_timeout(1000 * PATIENCE_S)
        page.goto(self._blank)
        return page
