"""Dates without scripts are said in the words that the scripts say them in."""

import json
from pathlib import Path

import pytest

from geo.page.datewords import date_in_words, span_in_words

CASES = json.loads((Path(__file__).parent / "unit" / "datecases.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("start", "end", "english", "chinese"), CASES)
def test_a_date_is_said_in_both_languages(start, end, english, chinese):
    assert span_in_words(start, end, "en") == english
    assert span_in_words(start, end, "zh") == chinese


def test_no_date_is_no_words():
    assert date_in_words("", "en") == ""
