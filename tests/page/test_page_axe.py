"""axe-core finds nothing in any view or state, in both languages and schemes, large and small."""

from pathlib import Path

import pytest
from examples import TIMES
from pagekit import DESKTOP, PHONE, go

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
RUN = """async ([options, opener, inside]) => {
    const whole = opener ? document.querySelector(opener).parentElement : document;
    if (inside && !whole.querySelector(inside)) throw new Error(`${inside} opens elsewhere`);
    const { violations } = await axe.run(whole, { ...options, resultTypes: ["violations"] });
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
    [
        "view=map&lang=en&y=2020",
        "view=table&lang=zh&y=2018",
        "view=chart&lang=en&y=2020",
        "view=text&lang=zh&y=2018",
        "view=map&y=2020&u=620600",
        "y=2017-2019&mode=range",
    ],
    [
        "view=map&lang=zh&y=2018",
        "view=table&lang=en&y=2020",
        "view=chart&lang=zh&y=2018",
        "view=text&lang=en&y=2020",
        "view=table&lang=zh&u=110000",
        "view=chart&y=2017&mode=in&status=in",
        "view=table&level=county&province=620000",
    ],
]
"""States in two halves: each view is in both, in another language."""
OPENED = {
    # opener, what it opens: every other one on one device in light colours, on the other in dark
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

        def violations(rules=SCHEMES[color_scheme], opener="", inside=""):
            return page.evaluate(RUN, [rules, opener, inside])

        return page, violations

    return open_


def half(device, scheme):
    """Return which half is looked at on a device in light colours, and on the other in dark."""
    return [*DEVICES].index(device) ^ [*SCHEMES].index(scheme)


@pytest.mark.long
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("device", DEVICES)
def test_axe_finds_nothing_in_any_view(found, device, scheme):
    """Each half of the states on one device in light colours, on the other in dark ones.

    `make test-long` looks at all of them on each device in each scheme.
    """
    page, violations = found(color_scheme=scheme, **DEVICES[device])
    wrong = {}
    for address in [*SHOWN[0], *SHOWN[1]] if TIMES > 1 else SHOWN[half(device, scheme)]:
        go(page, address)
        page.locator("#status:not(:empty)").wait_for(state="attached")
        wrong[address] = violations()

    assert {address: found for address, found in wrong.items() if found} == {}


@pytest.mark.long
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("device", DEVICES)
def test_axe_finds_nothing_in_what_opens(found, device, scheme):
    """What lies around it is looked at where nothing is open."""
    page, violations = found("#view=map", color_scheme=scheme, **DEVICES[device])
    wrong = {}
    for tool in OPENED if TIMES > 1 else [*OPENED][half(device, scheme) :: 2]:
        opener, inside = OPENED[tool]
        if tool == "search":
            page.locator(opener).fill("lin")
        else:
            page.locator(opener).first.click()
        page.locator(inside).first.wait_for()
        wrong[tool] = violations(opener=opener, inside=inside)
        page.keyboard.press("Escape")

    assert {tool: found for tool, found in wrong.items() if found} == {}


def test_axe_finds_nothing_in_print_and_forced_colours(found):
    """The rows of a printed table are alike: those of a province stand for all."""
    page, violations = found("#view=text")
    for address, rules in (
        ("view=map", RULES),
        ("view=table&province=620000", RULES),
        ("view=chart", OF_COLOURS),
        ("view=text", OF_COLOURS),
    ):
        go(page, address)
        page.emulate_media(media="print")
        page.locator(".print-sheet svg").wait_for()
        assert violations(rules) == [], address
        page.emulate_media(media="screen", forced_colors="active")
        page.locator(".print-sheet svg").wait_for(state="detached")
        assert violations(OF_COLOURS) == [], address
        page.emulate_media(forced_colors="none")
