"""axe-core finds nothing in any view or state, in both languages and schemes, large and small."""

from pathlib import Path

import pytest
from pagekit import DESKTOP, PHONE, go

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
RUN = """async (options) => {
    const { violations } = await axe.run(document, { ...options, resultTypes: ["violations"] });
    return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id}: ${target}: ${failureSummary}`));
}"""
RULES = {"rules": {"target-size": {"enabled": True}}}
OF_COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
"""The rules that colours can break: a scheme and forced colours change nothing else."""
SCHEMES = {"light": RULES, "dark": OF_COLOURS}
DEVICES = {
    "desktop": {"viewport": DESKTOP},
    "phone": {"viewport": PHONE, "has_touch": True, "is_mobile": True},
}
SHOWN = [
    *(f"view={view}&lang=en&y=2020" for view in ("map", "table", "chart", "text")),
    *(f"view={view}&lang=zh&y=2018" for view in ("map", "table", "chart", "text")),
    "view=map&y=2020&u=620600",
    "view=table&lang=zh&u=110000",
    "y=2017-2019&mode=range",
    "view=chart&y=2017&mode=in&status=in",
    "view=table&level=county&province=620000",
]
OPENED = {
    "search": (".search-input", ".results [role=option]"),
    "filters": (".filters:not(.take-tool) > summary", ".filters select"),
    "take": (".tool-take > summary", "[data-take=csv]"),
    "share": (".tool-share > summary", "[data-share=link]"),
    "about": (".about summary", ".about details p"),
    "track": (".track-key summary", ".track-key .sheet"),
}


@pytest.fixture
def found(open_page, default_page):
    """Return a function that opens the page with axe in it, and one that lists what axe finds."""
    assert AXE.exists(), "axe-core is not installed; run `make check-page`"

    def open_(hash_="", color_scheme="light", **options):
        page = open_page(
            default_page, hash_, reduced_motion="reduce", color_scheme=color_scheme, **options
        )
        page.evaluate(AXE.read_text(encoding="utf-8"))
        return page, lambda rules=SCHEMES[color_scheme]: page.evaluate(RUN, rules)

    return open_


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("device", DEVICES)
def test_axe_finds_nothing_in_any_view(found, device, scheme):
    page, violations = found(color_scheme=scheme, **DEVICES[device])
    wrong = {}
    for address in SHOWN:
        go(page, address)
        page.locator("#status:not(:empty)").wait_for(state="attached")
        wrong[address] = violations()

    assert {address: found for address, found in wrong.items() if found} == {}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("device", DEVICES)
def test_axe_finds_nothing_in_what_opens(found, device, scheme):
    page, violations = found("#view=map", color_scheme=scheme, **DEVICES[device])
    wrong = {}
    for tool, (opener, inside) in OPENED.items():
        if tool == "search":
            page.locator(opener).fill("lin")
        else:
            page.locator(opener).first.click()
        page.locator(inside).first.wait_for()
        wrong[tool] = violations()
        page.keyboard.press("Escape")

    assert {tool: found for tool, found in wrong.items() if found} == {}


def test_axe_finds_nothing_in_print_and_forced_colours(found):
    """The rows of a printed table are alike: those of a province stand for all."""
    page, violations = found("#view=text")
    for address in ("view=map", "view=table&province=620000", "view=chart", "view=text"):
        go(page, address)
        page.emulate_media(media="print")
        page.locator(".print-sheet svg").wait_for()
        assert violations() == [], address
        page.emulate_media(media="screen", forced_colors="active")
        page.locator(".print-sheet svg").wait_for(state="detached")
        assert violations(OF_COLOURS) == [], address
        page.emulate_media(forced_colors="none")
