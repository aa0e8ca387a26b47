"""No text that somebody sends makes a pattern work longer than its length explains."""

import json
import re
import subprocess
import sys
from pathlib import Path

import ambiguity
import collect
import pytest
from patience import PATIENCE_S

from geo.dates import read_phrase
from geo.errors import DateError
from geo.payload import plain_rows
from geo.toponym.normalise import clean

pytestmark = pytest.mark.slow

BOUNDED = {"geo.dates": 120, "geo.gazetteer": 200, "geo.toponym": 200}
"""Packages whose texts are cut or refused before a pattern sees them, and at which length."""
MADE_OF_ARGUMENTS = {
    "geo.check.examine: re.compile(f'{edge_before}{wanted}{edge_after}')",  # one escaped name
    "geo.check.rules_places: re.search(f'\\\\b{re.escape(name)}\\\\b', folded)",
    "geo.store.schema: re.search(f'[:\\\\[,]\\\\s*({re.escape(str(error))})', text)",
}
"""Patterns of an escaped text; the tables of dates and `scan` are walked as they are made."""
TABLES = (
    "geo.dates.",
    "geo.scan.",
    "geo.tables.csv_scanner",
    "geo.payload.plain_rows",
    "geo.toponym.split",
)


@pytest.fixture(scope="module")
def walked():
    """Collect the patterns of the package, and where one is made in a way that is not known."""
    return collect.python_patterns()


def slow(found):
    return {
        f"{each.where}: {each.pattern[:80]}": verdict
        for each in found
        if (verdict := ambiguity.verdict(each.pattern, each.flags, searched=each.searched))
    }


@pytest.mark.parametrize(
    ("pattern", "searched", "expected"),
    [
        (r"(?:a*)*b", False, "exponential"),
        (r"(?:a+b?)+c", False, "exponential"),
        (r"(?:ab|a|b)*c", False, "exponential"),
        (r"\s*(<!--.*?-->\s*)*<html", False, "exponential"),
        (r"等(?:地区?|区|城市|市|城)*", False, "exponential"),
        (r"(?=(?:a|aa)*b)a", False, "exponential"),
        (r"a*a*b", False, "quadratic"),
        (r"\d+\.?\d*", False, "quadratic"),
        (r"\s+$", True, "quadratic"),
        (r"<row[^>]*?x", True, "quadratic"),
        (r"[^-]+-[^ ]+", True, "quadratic"),
        (r"a+b", False, ""),
        (r"a+", True, ""),
        (r"[^,]*(?:,[^,]*)*", False, ""),
        (r"(?:[ab]c){2,}", True, ""),
        (r"\d{6}(?:\s*\|\s*\d{6})*(?:\D(?s:.*))?", False, ""),
    ],
)
def test_the_walk_tells_patterns_that_blow_up(pattern, searched, expected):
    assert ambiguity.verdict(pattern, searched=searched).partition(":")[0] == expected


def test_no_pattern_of_the_package_is_slower_than_linear(walked):
    assert len(walked[0]) > 300
    found = slow([each for each in walked[0] if not each.where.startswith(tuple(BOUNDED))])
    assert found == {}


def test_no_pattern_is_exponential_and_those_that_are_quadratic_see_short_texts_alone(walked):
    found = slow([each for each in walked[0] if each.where.startswith(tuple(BOUNDED))])
    assert {name: verdict for name, verdict in found.items() if "exponential" in verdict} == {}
    with pytest.raises(DateError, match=f"1 to {BOUNDED['geo.dates']} characters"):
        read_phrase("2016年" * BOUNDED["geo.dates"])
    for text in ("x y " * 1000, "武 威" * 1000, "回族" * 1000):
        assert len(clean(text)) <= BOUNDED["geo.toponym"]


def test_every_pattern_of_the_code_is_walked(walked):
    unknown = {each for each in walked[1] if not each.startswith(TABLES)}
    assert unknown == MADE_OF_ARGUMENTS


def test_no_pattern_of_the_page_is_slower_than_linear():
    patterns = collect.page_patterns()
    assert len(patterns) > 20
    assert slow(patterns) == {}


def test_a_pattern_that_the_page_makes_as_it_runs_is_one_that_python_has():
    texts = {path.name: path.read_text("utf-8") for path in collect.ROOT.rglob("*.js")}
    made = [name for name, text in texts.items() for _ in re.findall(r"\bRegExp\(", text)]
    words = re.findall(r'kind\("([^"]+)"', texts["locators.js"])

    assert made == ["locators.js"]
    assert len(words) == len(plain_rows._KINDS)
    assert all(f"(?:{each})" in "".join(plain_rows._KINDS.values()) for each in words)


def test_every_pattern_ends_on_long_texts_made_against_it(walked):
    """The walk is a theory of the engine; here the engine runs, and is ended if it does not end."""
    folder = Path(__file__).parent
    code = "import pump; pump.run()"
    command = [sys.executable, "-c", code]
    done = subprocess.run(
        command,
        check=False,
        cwd=folder,
        input=json.dumps(walked[0]),
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert int(re.search(r"(\d+) patterns", done.stdout)[1]) > 300
