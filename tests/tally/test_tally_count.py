"""Every row of a log is counted once: in its unit and year, or under the reason why not."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.model import Level
from geo.tally.count import FINE, NO_DAY, count_part, read_dates
from geo.tally.cube import summary, to_table
from geo.tally.files import plan
from geo.tally.partial_counts import LeftOutReason, Part, empty, merge, split
from geo.tally.spec import Choices

pytestmark = pytest.mark.slow

PLACES = {
    (102.64, 37.93): "620602",
    (105.72, 34.58): "620502",
    (113.75, 23.04): "441900",
    (106.9, 47.9): LeftOutReason.OUTSIDE,
    (37.9, 102.6): LeftOutReason.BAD_POSITION,
    (None, 30.0): LeftOutReason.NO_PLACE,
}
DATES = {
    datetime.date(2016, 8, 1): 2016,
    datetime.date(2016, 1, 31): 2016,
    datetime.date(2020, 12, 31): 2020,
    None: LeftOutReason.NO_DATE,
}
rows = st.lists(
    st.tuples(
        st.sampled_from(list(PLACES)), st.sampled_from(list(DATES)), st.integers(-(10**9), 10**9)
    ),
    max_size=60,
)


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    return tmp_path_factory.mktemp("log") / "log.parquet"


def write(path, lines, group=10):
    lon, lat = ([place[at] for place, _, _ in lines] for at in (0, 1))
    table = pa.table(
        {
            "lon": pa.array(lon, pa.float64()),
            "lat": pa.array(lat, pa.float64()),
            "date": pa.array([day for _, day, _ in lines], pa.date32()),
            "amount": pa.array([amount for _, _, amount in lines], pa.int64()),
        }
    )
    pq.write_table(table, path, row_group_size=group)


def counted(path, choices, level=Level.COUNTY, where=""):
    """Return what all tasks of a file count, and the table of it."""
    spec, tasks = plan([str(path)], choices, level, where)
    part = merge([count_part(t.path, t.row_groups, spec, t.rows) for t in tasks])
    return part, to_table(part, spec).to_pylist()


@settings(max_examples=25)
@given(rows)
def test_counts_are_those_of_a_loop_over_the_rows(log, lines):
    write(log, lines)
    part, table = counted(log, Choices(value="amount"), where="amount > -1000000000")

    expected = defaultdict(list)
    reasons = Counter()
    for place, day, amount in lines:
        if amount == -(10**9):
            continue
        unit, year = PLACES[place], DATES[day]
        why = next((each for each in (unit, year) if isinstance(each, LeftOutReason)), None)
        if why is None:
            expected[unit, year].append((day, amount))
        else:
            reasons[why.name.lower()] += 1

    found = {
        (row["adcode"], row["year"]): (row["n"], row["first_date"], row["last_date"], row["sum"])
        for row in table
    }
    assert found == {
        key: (len(held), min(held)[0], max(held)[0], sum(amount for _, amount in held))
        for key, held in expected.items()
    }
    told = summary(part, Level.COUNTY)
    assert dict(told.reasons) == reasons
    assert told.read == len(lines) == told.left_out + told.counted + sum(told.reasons.values())


@settings(max_examples=15)
@given(rows, st.integers(1, 30), st.integers(1, 30))
def test_how_rows_are_grouped_does_not_change_a_count(log, lines, one, other):
    tables = []
    for group in (one, other):
        write(log, lines, group)
        spec, tasks = plan([str(log)], Choices(value="amount"), Level.PREFECTURE, "")
        groups = [number for task in tasks for number in task.row_groups]
        parts = [count_part(str(log), [number], spec) for number in groups]
        tables.append(to_table(merge(parts[::-1]), spec).to_pylist())

    assert tables[0] == tables[1]


parts = st.builds(
    lambda keys, numbers, seed: _part(sorted(set(keys)), numbers, seed),
    st.lists(st.integers(0, 5), max_size=5),
    st.integers(-(2**62), 2**62),
    st.integers(0, 1000),
)


def _part(keys, number, seed):
    size = len(keys)
    values = np.random.default_rng(seed).integers(-(2**62), 2**62, size) + number // 2**3
    high, low = split(values.astype(np.int64))
    days = np.arange(size, dtype=np.int32) * (seed % 7 - 3)
    ones = np.ones(size, np.int64)
    return Part(
        np.array(keys, np.int64), ones * seed, days, days + 1, ones, high, low,
        np.full(len(LeftOutReason), seed, np.int64), seed, seed // 2,
    )  # fmt: skip


def same(one, other):
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in vars(one))


@given(st.lists(parts, max_size=6), st.randoms())
def test_merging_is_exact_in_any_order_and_grouping(given_parts, random):
    whole = merge(given_parts)
    shuffled = list(given_parts)
    random.shuffle(shuffled)
    at = random.randint(0, len(shuffled))

    assert same(whole, merge([merge(shuffled[:at]), empty(), merge(shuffled[at:])]))
    expected = defaultdict(int)
    for part in given_parts:
        for key, value in zip(part.keys.tolist(), part.sums(), strict=True):
            expected[key] += value
    assert dict(zip(whole.keys.tolist(), whole.sums(), strict=True)) == expected


def column(path, **columns):
    pq.write_table(pa.table(columns), path)
    return path


def test_codes_of_any_form_are_counted_in_the_unit_of_today_they_lie_in(tmp_path):
    codes = ["620602", " 620602 ", "620600", "620000", "999999", None, "", "110108"]
    path = column(tmp_path / "codes.parquet", code=codes, year=[2016] * len(codes))

    part, table = counted(path, Choices(adcode="code"))
    assert {row["adcode"]: row["n"] for row in table} == {"620602": 2, "110108": 1}
    assert dict(summary(part, Level.COUNTY).reasons) == {
        "no_place": 2, "unknown_code": 1, "coarse": 2,
    }  # fmt: skip

    part, table = counted(path, Choices(adcode="code"), Level.PROVINCE)
    assert {row["adcode"]: row["n"] for row in table} == {"620000": 4, "110000": 1}


def test_whole_numbers_and_floats_are_codes_too(tmp_path):
    path = column(tmp_path / "codes.parquet", code=[620602, 620602], year=[2016, 2017])
    floats = column(tmp_path / "floats.parquet", code=[620602.0, None], year=[2016, 2017])

    assert [row["n"] for row in counted(path, Choices(adcode="code"))[1]] == [1, 1]
    assert [row["n"] for row in counted(floats, Choices(adcode="code"))[1]] == [1]


def test_names_are_matched_within_their_parents_and_never_guessed(tmp_path):
    path = column(
        tmp_path / "names.parquet",
        name=["凉州区", "朝阳区", "朝阳区", "Atlantis", "武威", None],
        city=["武威市", "北京市", None, None, None, None],
        day=["2016-08-01"] * 6,
    )
    part, table = counted(path, Choices(name="name", within="city", date="day"))

    assert {row["adcode"]: row["n"] for row in table} == {"620602": 1, "110105": 1}
    assert dict(summary(part, Level.COUNTY).reasons) == {
        "no_place": 1, "unknown_name": 1, "ambiguous_name": 1, "coarse": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("values", "years", "days"),
    [
        (pa.array([2016, None, 0, 20200]), [2016, None, "bad", "bad"], []),
        (pa.array([2016.0, 2016.5, None]), [2016, "bad", None], []),
        (
            pa.array(["2016-08-01", "2016/8", "2016", "2016-08-01T10:00:00", "soon", " ", None]),
            [2016, 2016, 2016, 2016, "bad", None, None],
            [0, 3],
        ),
        (pa.array(["2016/2020", "2016~", "03/04/2016"]), ["bad", 2016, "bad"], []),
        (
            pa.array([datetime.datetime(2015, 12, 31, 23, 0, tzinfo=datetime.UTC)]).cast(
                pa.timestamp("us", "Asia/Shanghai")
            ),
            [2016],
            [0],
        ),
        (pa.array([-800_000, 0], pa.int32()).cast(pa.date32()), ["bad", 1970], [1]),
    ],
)
def test_dates_are_years_or_a_reason(values, years, days):
    read = read_dates(values)
    names = {int(LeftOutReason.NO_DATE): None, int(LeftOutReason.BAD_DATE): "bad"}
    told = [
        year if why == FINE else names[why]
        for year, why in zip(read.years.tolist(), read.reasons.tolist(), strict=True)
    ]

    assert told == years
    fine = [at for at, why in enumerate(read.reasons.tolist()) if why == FINE]
    assert [at for at in fine if read.days[at] != NO_DAY] == days


def test_values_that_are_not_whole_are_summed_to_the_millionth(tmp_path):
    path = column(
        tmp_path / "values.parquet",
        adcode=["620602"] * 5,
        year=[2016] * 5,
        paid=[0.1, 0.2, None, float("nan"), 1e300],
    )
    part, table = counted(path, Choices(value="paid"))

    assert [(row["n"], row["n_with_value"], row["sum"]) for row in table] == [(4, 2, 0.3)]
    assert dict(summary(part, Level.COUNTY).reasons) == {"bad_value": 1}


def test_sums_beyond_64_bits_are_refused_with_the_unit(tmp_path):
    path = column(
        tmp_path / "big.parquet", adcode=["620602"] * 2, year=[2016] * 2, n=[2**62, 2**62]
    )
    with pytest.raises(ValueError, match="620602 Liangzhou in 2016"):
        counted(path, Choices(value="n"))
