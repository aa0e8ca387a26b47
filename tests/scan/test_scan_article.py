"""What `scan` finds in the article that the packaged data were made from by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.dates import parse
from geo.scan.scan import scan_text

ARTICLE = Path(__file__).parents[3] / "shared" / "article.txt"

pytestmark = pytest.mark.skipif(not ARTICLE.exists(), reason="the article is not shipped")


@pytest.fixture(scope="module")
def found():
    return scan_text(ARTICLE.read_text("utf-8"), published=parse("2020"))


def test_the_five_places_and_no_others_are_likely_with_their_units_and_dates(found):
    likely = [each for each in found.proposals if each.role == "likely"]

    assert [(each.text, each.adcode, each.when.start) for each in likely] == [
        ("Weinan", "610500", "2016-08"),
        ("Wuwei", "620600", "2020-08"),
        ("Jiuquan", "620900", "2020-08"),
        ("Tianshui", "620500", "2020-08"),
        ("Linxia", "622900", "2020-08"),
    ]
    assert not [each for each in found.proposals if each.role == "check"]


def test_linxia_is_settled_by_its_list_and_says_so(found):
    linxia = next(each for each in found.proposals if each.text == "Linxia")

    assert "as all others of its list are" in linxia.reason
    assert linxia.decision.endswith("so not 622901, 622921")


def test_seats_and_universities_are_context(found):
    context = {each.text for each in found.proposals if each.role == "context"}

    assert {"Beijing", "Shanghai", "Peking", "Gansu"} <= context


def test_branches_spread_and_plan_are_statements_without_a_name(found):
    assert [(each.within, each.when.start, each.status.value) for each in found.statements] == [
        ("100000", "[2020..]", "plan"),
        ("100000", "2016", "in"),
        ("100000", "[2016..2020]", "in"),
        ("620000", "2020-08", "in"),
    ]
    assert [each.direction for each in found.statements] == ["", "", "N-S; W-E", ""]


def test_without_a_date_of_the_text_since_august_stays_open_and_a_date_is_offered():
    found = scan_text(ARTICLE.read_text("utf-8"))
    wuwei = next(each for each in found.proposals if each.text == "Wuwei")

    assert wuwei.when.start is None
    assert "--published" in wuwei.reason
    assert any("[2020-09..2020-12]" in note for note in found.notes)


def test_offsets_are_those_of_the_line_as_given(found):
    lines = [line for line in ARTICLE.read_text("utf-8").splitlines() if line.strip()]

    for each in found.proposals:
        assert lines[each.paragraph - 1][each.start : each.end] == each.text
