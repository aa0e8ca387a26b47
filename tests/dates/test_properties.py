"""What holds for every date and every text, however odd."""

from __future__ import annotations

import datetime
from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from work import calls_of

from geo.dates import describe, parse, read_phrase
from geo.errors import DateError

YEARS = st.integers(1000, 2999)
DAYS = st.dates(datetime.date(1000, 1, 1), datetime.date(2999, 12, 31))
SINGLES = st.one_of(
    YEARS.map(str),
    DAYS.map(lambda day: day.isoformat()[:7]),
    DAYS.map(datetime.date.isoformat),
    st.tuples(YEARS, st.sampled_from([*range(21, 25), *range(33, 42)])).map(
        lambda pair: f"{pair[0]}-{pair[1]}"
    ),
    YEARS.map(lambda year: f"{year // 10}X"),
    YEARS.map(lambda year: f"{year}-XX"),
)
MARKS = st.sampled_from(["", "~", "?", "%"])
FORMS = st.sampled_from(["{}/{}", "[{}..{}]", "[{},{}]", "{}/..", "../{}", "[..{}]", "[{}..]"])

in_any_time = settings(deadline=None)
"""The tables of words are compiled on first use, which a busy machine takes its time for."""


@st.composite
def dates(draw):
    """Draw a date of any form; a form with two dates gets them in order."""
    singles = [draw(SINGLES) + draw(MARKS) for _ in range(2)]
    if draw(st.booleans()):
        return parse(singles[0])
    singles.sort(key=lambda text: parse(text).not_before)
    return parse(draw(FORMS).format(*singles))


@in_any_time
@given(dates())
def test_bounds_are_ordered_and_one_of_them_is_known(date):
    assert date.not_before or date.not_after
    assert not (date.not_before and date.not_after) or date.not_before <= date.not_after


@in_any_time
@given(dates())
def test_a_date_prints_back_and_reads_again_as_itself(date):
    assert parse(str(date)) == date
    assert read_phrase(str(date)).date == date
    assert describe(date)
    assert describe(date, "zh")


@in_any_time
@given(DAYS)
def test_a_finer_date_lies_inside_the_coarser_one(day):
    texts = [f"{day:%Y}"[:3] + "X", f"{day:%Y}", f"{day:%Y-%m}", day.isoformat()]
    wider = [parse(text) for text in texts]

    for outer, inner in pairwise(wider):
        assert outer.not_before <= inner.not_before <= inner.not_after <= outer.not_after


@in_any_time
@given(SINGLES, MARKS)
def test_a_qualifier_widens_nothing(text, mark):
    marked, plain = parse(text + mark), parse(text)

    assert (marked.not_before, marked.not_after) == (plain.not_before, plain.not_after)


@in_any_time
@given(st.text(st.sampled_from("0123456789Xx-/.[]~?%T: uY{},年月日至起自the ofinby"), max_size=24))
def test_any_text_is_read_in_order_or_refused_with_a_date_error(text):
    with suppress(DateError):
        date = read_phrase(text, anchor=parse("2016-08")).date

        assert parse(date.text) == date


@in_any_time
@given(DAYS)
def test_the_same_day_is_read_from_every_way_of_writing_it(day):
    written = [
        f"{day:%B} {day.day}, {day:%Y}",
        f"{day.day} {day:%b} {day:%Y}",
        f"{day:%A}, {day:%B} {day.day}, {day:%Y}",
        f"{day:%Y}年{day.month}月{day.day}日",
        f"{day:%Y}/{day.month}/{day.day}",
        f"{day:%Y}.{day:%m}.{day:%d}",
    ]

    assert {read_phrase(text).date.text for text in written} == {day.isoformat()}


@in_any_time
@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1)), st.integers(1, 12))
def test_since_a_month_is_the_last_one_not_after_the_anchor(said, month):
    name = f"{datetime.date(2000, month, 1):%B}"

    found = read_phrase(f"since {name}", anchor=parse(said.isoformat())).date

    assert found.not_before <= said
    assert found.not_before.month == month
    assert (said - found.not_before).days < 366


@in_any_time
@given(DAYS, st.integers(1, 50))
def test_years_later_and_earlier_undo_each_other(day, years):
    anchor = parse(f"{day:%Y-%m}")
    later = read_phrase(f"{years} years later", anchor=anchor).date

    assert read_phrase(f"{years} years earlier", anchor=later).date == anchor
    assert later.not_before.year == day.year + years


@pytest.mark.parametrize("phrase", ["last year", "去年", "one year later", "since August", "今年"])
def test_today_is_never_the_anchor(phrase):
    with pytest.raises(DateError, match="none was given"):
        read_phrase(phrase)


@pytest.mark.parametrize(
    "word", ["mid-", "since ", "至", "2016年至", "between ", "one year after "]
)
def test_a_phrase_made_to_be_slow_is_refused_at_once(word):
    def refused():
        with pytest.raises(DateError):
            read_phrase(word * (119 // len(word)))

    assert calls_of(refused) < 1_000_000
