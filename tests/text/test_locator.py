"""Where something stands in a source is said in the words that the page's scripts say it in."""

import json
from pathlib import Path

import pytest

from geo.payload.plain_rows import locator_in_words

CASES = Path(__file__).parents[1] / "page" / "unit" / "locatorcases.json"


@pytest.mark.parametrize(
    ("locator", "english", "chinese"), json.loads(CASES.read_text(encoding="utf-8"))
)
def test_a_locator_is_said_in_both_languages(locator, english, chinese):
    assert locator_in_words(locator) == english
    assert locator_in_words(locator, "zh") == chinese
