"""How the page's modules stand: parts know only the shared ground, and no module is too long."""

import posixpath
import re

import pytest

from geo.page.assets import modules

PARTS = {"map", "timeline", "table", "chart", "story", "toolbar", "downloads"}
OTHER_PAGE = "review"
"""The page of `pilotmap scan`, which has parts of its own and takes the rules of CSV from here."""
GROUND = ["dom", "model", "state", "words"]
"""Shared, in order: each imports from itself and those before it."""
IMPORTED = re.compile(r'^import [^"]*"([^"]+)\.js";$', re.MULTILINE)
MOST_LINES = 350


def imports():
    """Yield each module of a folder with a module that it imports, both by path."""
    for name, text in modules().items():
        for path in IMPORTED.findall(text):
            yield name, posixpath.normpath(posixpath.join(posixpath.dirname(name), path))


def folder_of(name):
    return posixpath.dirname(name)


def test_every_module_stands_in_a_known_folder():
    assert {folder_of(name) for name in modules()} == {"", *PARTS, *GROUND, OTHER_PAGE}
    roots = sorted(name for name in modules() if not folder_of(name))
    assert roots == ["app", "counts", "counttools", "main", "tools"]


@pytest.mark.parametrize(("entry", "tools"), [("main", "tools"), ("counts", "counttools")])
def test_the_first_picture_does_without_the_tools(entry, tools):
    taken = dict.fromkeys(modules(), ())
    for name, other in imports():
        taken[name] = *taken[name], other
    before, left = set(), [entry]
    while left:
        name = left.pop()
        before.add(name)
        left += [other for other in taken[name] if other not in before]

    assert taken[tools]
    assert before & {tools, "tools", *taken[tools], *taken["tools"]} == set()


def test_no_part_imports_another_part():
    crossed = [
        (name, other)
        for name, other in imports()
        if folder_of(name) in PARTS and folder_of(other) not in {folder_of(name), *GROUND}
    ]

    assert len(list(imports())) > 200
    assert crossed == []


def test_the_other_page_shares_the_ground_and_the_rules_of_csv_alone():
    taken = {other for name, other in imports() if folder_of(name) == OTHER_PAGE}

    assert {other for other in taken if folder_of(other) != OTHER_PAGE} == {
        "dom/dom",
        "downloads/csv",
    }


def test_shared_ground_imports_no_part_and_only_from_below():
    crossed = [
        (name, other)
        for name, other in imports()
        if folder_of(name) in GROUND
        and folder_of(other) not in GROUND[: GROUND.index(folder_of(name)) + 1]
    ]

    assert crossed == []


def test_no_module_is_longer_than_a_few_screens():
    long = {name: text.count("\n") for name, text in modules().items()}

    assert {name: lines for name, lines in long.items() if lines > MOST_LINES} == {}
