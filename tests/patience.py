"""How long a test waits for what does not come: a busy machine is no fault of the code."""

PATIENCE_S = 300


def page_in(browser, **options):
    """Open a page in a context of its own; `options` are those of a context of Playwright."""
    page = browser.new_context(**options).new_page()
    page.set_default_timeout(1000 * PATIENCE_S)
    return page
