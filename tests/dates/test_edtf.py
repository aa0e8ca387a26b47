"""The strict parser: bounds by the rules it states, everything else refused with a reason."""

from __future__ import annotations

import pytest

from geo.dates import parse
from geo.errors import DateError

BOUNDS = """
2016                       2016-01-01  2016-12-31
2016-08                    2016-08-01  2016-08-31
2016-02                    2016-02-01  2016-02-29
2016-08-15                 2016-08-15  2016-08-15
2016-08-15T10:00:00        2016-08-15  2016-08-15
2016-08-15T23:59:59Z       2016-08-15  2016-08-15
2016-08-15T00:00:00+08:00  2016-08-15  2016-08-15
2016-08-15T00:00:00-05     2016-08-15  2016-08-15
201X                       2010-01-01  2019-12-31
20XX                       2000-01-01  2099-12-31
201u                       2010-01-01  2019-12-31
199x                       1990-01-01  1999-12-31
19uu                       1900-01-01  1999-12-31
2016-XX                    2016-01-01  2016-12-31
2016-uu                    2016-01-01  2016-12-31
2016-08-XX                 2016-08-01  2016-08-31
2016-XX-XX                 2016-01-01  2016-12-31
2016-21                    2016-03-01  2016-05-31
2016-22                    2016-06-01  2016-08-31
2016-23                    2016-09-01  2016-11-30
2016-24                    2016-01-01  2017-02-28
2016-33                    2016-01-01  2016-03-31
2016-36                    2016-10-01  2016-12-31
2016-37                    2016-01-01  2016-04-30
2016-38                    2016-05-01  2016-08-31
2016-39                    2016-09-01  2016-12-31
2016-40                    2016-01-01  2016-06-30
2016-41                    2016-07-01  2016-12-31
2016/2020                  2016-01-01  2020-12-31
2016/2016                  2016-01-01  2016-12-31
2016-08/2016               2016-08-01  2016-12-31
2016-08-15/2017-03         2016-08-15  2017-03-31
2016/..                    2016-01-01  -
2016/                      2016-01-01  -
2016/open                  2016-01-01  -
2016/unknown               2016-01-01  -
../2020                    -           2020-12-31
/2020                      -           2020-12-31
unknown/2020               -           2020-12-31
2016~/2020?                2016-01-01  2020-12-31
201X/2020-41               2010-01-01  2020-12-31
[2016..2020]               2016-01-01  2020-12-31
[2016,2018..2020]          2016-01-01  2020-12-31
[2016-08,2017]             2016-08-01  2017-12-31
[..2020]                   -           2020-12-31
[..2015,2020]              -           2020-12-31
[2016-08..]                2016-08-01  -
[2016,2018..]              2016-01-01  -
[2016]                     2016-01-01  2016-12-31
[2020,2016]                2016-01-01  2020-12-31
0001                       0001-01-01  0001-12-31
9999                       9999-01-01  9999-12-31
"""


@pytest.mark.parametrize("row", BOUNDS.strip().splitlines())
def test_bounds_follow_the_stated_rules(row):
    text, first, last = row.split()

    date = parse(text)

    assert (str(date.not_before or "-"), str(date.not_after or "-")) == (first, last)
    assert str(date) == text


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"),
    [
        ("2016~", True, False),
        ("2016-08?", False, True),
        ("2016-08-15%", True, True),
        ("2016?~", True, True),
        ("2016-22~", True, False),
        ("2016~/..", True, False),
        ("[2016,2018?]", False, True),
        ("2016", False, False),
    ],
)
def test_a_qualifier_is_kept_and_widens_nothing(text, approximate, uncertain):
    date, plain = parse(text), parse(text.translate({ord(mark): None for mark in "~?%"}))

    assert (date.approximate, date.uncertain) == (approximate, uncertain)
    assert (date.not_before, date.not_after) == (plain.not_before, plain.not_after)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("16", "four digits"),
        ("216", "four digits"),
        ("20160", "spreadsheet"),
        ("20160815", "hyphens"),
        ("2016-8", "month has two digits"),
        ("2016-08-1", "day has two digits"),
        ("2016-13", "no month 13"),
        ("2016-00", "no month 00"),
        ("2016-20", "no month 20"),
        ("2016-42", "no month 42"),
        ("2016-25", "hemisphere"),
        ("2016-32", "hemisphere"),
        ("2016-02-30", "no day 30"),
        ("2015-02-29", "no day 29"),
        ("2016-08-00", "no day 00"),
        ("2016-33-01", "takes no day"),
        ("2016/08", "two whole dates"),
        ("2016/17", "two whole dates"),
        ("2020/2016", "ends before it begins"),
        ("2016-12/2016-08", "ends before it begins"),
        ("[2020..2016]", "ends before it begins"),
        ("2016/2017/2018", "one '/'"),
        ("/", "neither"),
        ("../..", "neither"),
        ("open/2016", "expected"),
        ("2016-08-15T10:00:00/2017", "times of day"),
        ("2016-08-15T10:00", "date and time"),
        ("2016-08-15T24:00:00", "date and time"),
        ("2016-08-15 10:00:00", "blank"),
        ("Y20160", "beyond four digits"),
        ("y20160", "beyond four digits"),
        ("Y-17E7", "beyond four digits"),
        ("-0100", "negative"),
        ("0000", "0000"),
        ("00XX", "0000"),
        ("1950S2", "significant"),
        ("2016~-08", "end of a date"),
        ("?2016", "end of a date"),
        ("2016-?08", "end of a date"),
        ("2016~~", "end of a date"),
        ("2XXX", "X may only"),
        ("XXXX", "X may only"),
        ("XXXX-08", "X may only"),
        ("2016-1X", "X may only"),
        ("201X-08", "takes no month"),
        ("2016-XX-15", "unspecified month"),
        ("{2016,2017}", "one date"),
        ("[2016", "ends with"),
        ("[]", "at least one"),
        ("[..]", "at least one"),
        ("[2016,,2017]", "at least one"),
        ("[2016..,2018]", "open only"),
        ("[2016,..2018]", "open only"),
        ("[2016/2018]", "expected"),
        (" 2016", "blank"),
        ("2016\n", "blank"),
        ("２０１６", "plain digits"),
        ("٢٠١٦", "plain digits"),
        ("9999-24", "0001 to 9999"),
        ("unknown", "expected"),
        ("2016-08-15Z", "expected"),
        ("2016.08", "expected"),
        ("August 2016", "blank"),
    ],
)
def test_what_is_not_edtf_is_refused_with_the_reason(text, reason):
    with pytest.raises(DateError, match=reason.replace("[", r"\[")):
        parse(text)
