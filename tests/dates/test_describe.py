"""Dates in words, in both languages: what the page's scripts say, by the same table of cases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from geo.dates import describe, describe_span, note_in_chinese, parse
from geo.errors import DateError
from geo.intake.resolve.dates import DateResolver
from geo.intake.resolve.entry import Entry

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


@pytest.mark.parametrize(
    ("note", "chinese"),
    [
        ("stated", "原文所述"),
        (
            "stated: '2015年7月', gives 2015-07 (month: the calendar month)",
            "原文作“2015年7月”，即2015年7月",
        ),
        (
            "relative: 'since August', counted from 2020, gives 2020-08 (since: it starts; month)",
            "原文作“since August”，由2020年推算，即2020年8月",
        ),
        (
            "stated: 'by 2018', gives [..2018] (by: x); stated: 'end of 2019', gives 2019-12 (y)",
            "原文作“by 2018”，即不晚于2018年；原文作“end of 2019”，即2019年12月",
        ),
        (
            "end relative: 'now', counted from 2019, gives 2019 (x)",
            "结束：原文作“now”，由2019年推算，即2019年",
        ),
        ("inferred: the year of the report", ""),
        ("stated: 'a'; my own words", ""),
        ("", ""),
    ],
)
def test_a_note_that_this_tool_wrote_is_said_in_chinese(note, chinese):
    assert note_in_chinese(note) == chinese


@pytest.mark.parametrize(
    ("start", "end"),
    [("2015年7月", ""), ("since August", ""), ("mid 2017", "end of 2019"), ("", "去年")],
)
def test_every_note_that_reading_writes_is_said_in_chinese(start, end):
    reading = DateResolver({}, parse("2020-10")).read(Entry(start=start, end=end))

    chinese = note_in_chinese(reading.note)

    assert "gives" in reading.note
    assert all(text in chinese for text in (start, end))
    assert "gives" not in chinese
