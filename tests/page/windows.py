"""The windows of one browser, which tests use one after another."""

import json

from patience import PATIENCE_S
from playwright.sync_api import expect

expect.set_options(timeout=1000 * PATIENCE_S)

EMPTY_STORES = "() => { localStorage.clear(); sessionStorage.clear(); }"


class Windows:
    """Hands out empty windows and takes them back.

    A new window costs as much computing as two pages of ours that load into one that is there, and
    a new context, which is another process, as three. So windows of the same options share one.

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
        self._contexts = {}
        self._free = {}

    def take(self, viewport, *, color_scheme=None, reduced_motion=None, **options):
        """Return a window and a function that gives it back; `options` are those of a context."""
        kind = json.dumps(options, sort_keys=True)
        free = self._free.setdefault(kind, [])
        page = free.pop() if free else self._new(kind, options)
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=color_scheme, reduced_motion=reduced_motion)
        page.evaluate(EMPTY_STORES)  # other windows have written there

        def give_back(*, clean):
            if not clean:
                page.close()
                return
            page.unroute_all()
            page.mouse.move(-1, -1)
            page.emulate_media(
                media="null", color_scheme="null", reduced_motion="null", forced_colors="null"
            )
            page.goto(self._blank)
            free.append(page)

        return page, give_back

    def _new(self, kind, options):
        if kind not in self._contexts:
            self._contexts[kind] = self._browser.new_context(**options)
        page = self._contexts[kind].new_page()
        page.set_default_timeout(1000 * PATIENCE_S)
        page.goto(self._blank)
        return page
