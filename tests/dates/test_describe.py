"""Dates in words, in both languages: what the page's scripts say, by the same table of cases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from geo.dates import describe, describe_span, parse
from geo.errors import DateError

CASES = json.loads(Path(__file__).with_name("words.json").read_text(encoding="utf-8"))
"""Start, end, and both in English and in Chinese."""


@pytest.mark.parametrize(("start", "end", "english", "chinese"), CASES)
def test_a_date_is_said_in_both_languages(start, end, english, chinese):
    assert describe_span(start, end) == english
    assert describe_span(start, end, "zh") == chinese


@pytest.mark.parametrize("start", sorted({start for start, *_ in CASES if start}))
def test_a_date_that_was_parsed_is_said_as_its_text(start):
    try:
        date = parse(start)
    except DateError:
        return  # what is not EDTF is said as it is written
    assert describe(date) == describe(start)


def test_no_date_is_no_words():
    assert describe("") == ""
