"""The phrase reader: every row of the two tables is read as it says, or refused with its words."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from geo.dates import parse, read_phrase
from geo.errors import DateError


def _rows(name):
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as file:
        return [tuple(row) for row in csv.reader(file)][1:]


ROWS = [*_rows("english.csv"), *_rows("chinese.csv")]
READ = [row for row in ROWS if not row[2].startswith("!")]
REFUSED = [row for row in ROWS if row[2].startswith("!")]


@pytest.mark.parametrize(("phrase", "anchor", "edtf"), READ)
def test_a_phrase_is_read(phrase, anchor, edtf):
    answer = read_phrase(phrase, anchor=parse(anchor) if anchor else None)

    assert answer.date == parse(edtf)
    assert answer.phrase == phrase
    assert answer.rule
    assert str(answer.anchor or "") == anchor, "an anchor is used where one is given, and only then"


@pytest.mark.parametrize(("phrase", "anchor", "words"), REFUSED)
def test_a_phrase_is_refused_with_what_would_help(phrase, anchor, words):
    with pytest.raises(DateError, match=words[1:] or None):
        read_phrase(phrase, anchor=parse(anchor) if anchor else None)
