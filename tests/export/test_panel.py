"""The panel: silence is blank, a zero has a source, and the bounds hold the truth."""

import io
import json
from collections import defaultdict

import pandas
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import gazetteer
from geo.dates import parse
from geo.door import Rollout
from geo.errors import UsageError
from geo.export.panel import COLUMNS, codebook_json, codebook_markdown, panel_dta
from geo.model import Level, Source, Statement

pytestmark = pytest.mark.slow

YEARS = range(2014, 2021)
UNITS = gazetteer.load()


def series(panel, adcode, column):
    cells = panel[panel["adcode"] == adcode][column]
    return ["" if cell is pandas.NA else cell for cell in cells]


@pytest.fixture(scope="module")
def panel(rollout):
    return rollout.panel("prefecture", YEARS)


def test_it_is_balanced_and_in_the_order_of_units_and_years(panel, rollout):
    units = rollout.tree.levels[Level.PREFECTURE]

    assert list(zip(panel["adcode"], panel["year"], strict=True)) == [
        (unit, year) for unit in units for year in YEARS
    ]
    assert list(panel) == [column.name for column in COLUMNS]


def test_a_dated_start_is_told_apart_from_the_years_before_it(panel):
    """Wuwei from September 2018, in a province with a full list for 2016 to 2019."""
    assert series(panel, "620600", "status") == ["unknown"] * 2 + ["out"] * 2 + ["in"] * 3
    assert series(panel, "620600", "in_strict") == ["", "", 0, 0, 1, 1, 1]
    assert series(panel, "620600", "in_dated") == [0, 0, 0, 0, 1, 1, 1]
    assert series(panel, "620600", "before_start") == [1, 1, 0, 0, 0, 0, 0]
    assert set(series(panel, "620600", "cohort")) == {2018}
    assert set(series(panel, "620600", "never")) == {0}


def test_a_start_within_a_range_stays_open_between_its_bounds(panel):
    assert series(panel, "620100", "in_strict") == ["", "", "", "", "", 1, 1]
    assert series(panel, "620100", "in_dated") == [0, 0, "", "", "", 1, 1]
    assert series(panel, "620100", "in_possible") == ["", "", 1, 1, 1, 1, 1]
    assert set(series(panel, "620100", "first_year_early")) == {2016}
    assert set(series(panel, "620100", "first_year_late")) == {2019}
    assert set(series(panel, "620100", "first_year_strict")) == {""}
    assert set(series(panel, "620100", "cohort")) == {""}


def test_what_may_be_treated_unseen_is_marked(panel):
    assert series(panel, "440100", "contaminated") == [0, 0, 0, 0, 0, 1, 1]  # cities of Guangdong
    assert series(panel, "110000", "contaminated") == [0, 0, 0, 0, 0, 0, 1]  # many, from 2020
    assert series(panel, "110000", "before_start") == [""] * 7
    assert series(panel, "620600", "contaminated") == [0] * 7


def test_never_stands_only_where_a_source_says_so_of_every_year(rollout):
    listed = rollout.panel("prefecture", range(2016, 2020))

    assert set(series(listed, "620900", "never")) == {1}
    assert set(series(listed, "620900", "cohort")) == {0}
    assert set(series(listed, "110000", "never")) == {""}
    assert set(series(rollout.panel("prefecture", YEARS), "620900", "never")) == {""}


def test_an_explicit_no_is_a_zero_with_its_source(panel):
    assert series(panel, "610100", "in_strict") == ["", 0, 0, 1, 1, 1, 1]
    assert series(panel, "610100", "n_statements") == [0, 1, 1, 1, 1, 1, 1]
    assert series(panel, "610100", "sources")[1] == "report-2020"
    assert series(panel, "610100", "closed_by") == ["", *["report-2020"] * 2, *[""] * 4]
    assert series(panel, "620900", "closed_by")[2:] == [*["list-2019"] * 4, ""]


def test_as_csv_a_blank_is_empty_and_a_code_keeps_its_digits(panel, tmp_path):
    file = tmp_path / "panel.csv"
    panel.to_csv(file, index=False)

    again = pandas.read_csv(file, dtype={"adcode": str, "parent": str})

    assert again["in_strict"].isna().sum() == panel["in_strict"].isna().sum()
    assert list(again["adcode"]) == list(panel["adcode"])
    assert set(again["adcode"].str.len()) == {6}


def test_stata_gets_missing_values_labels_and_the_same_bytes(panel):
    content = panel_dta(panel)

    with pandas.io.stata.StataReader(io.BytesIO(content)) as reader:
        read, labels = reader.read(), reader.variable_labels()
    assert list(read["name_zh"]) == list(panel["name_zh"])
    assert list(read["adcode"]) == list(panel["adcode"])
    assert list(read["status"]) == list(panel["status"])
    assert list(read["cohort"].isna()) == list(panel["cohort"].isna())
    assert read["in_dated"].fillna(-1).tolist() == panel["in_dated"].fillna(-1).tolist()
    assert labels["in_strict"].startswith("1 where the status is in")
    assert panel_dta(panel) == content


def test_years_are_sorted_and_there_must_be_some(rollout):
    assert list(rollout.panel("province", [2018, 2016, 2018])["year"][:2]) == [2016, 2018]
    assert set(rollout.panel("province")["year"]) == set(rollout.years)
    with pytest.raises(UsageError, match="years: there are none"):
        rollout.panel("province", [])


def test_the_codebook_tells_every_column_and_both_of_its_forms_agree(rollout):
    read = json.loads(codebook_json(rollout, Level.PREFECTURE, YEARS))
    text = codebook_markdown(rollout, Level.PREFECTURE, YEARS)

    assert [column["name"] for column in read["columns"]] == [column.name for column in COLUMNS]
    for column in read["columns"]:
        assert f"| `{column['name']}` | {column['kind']} | {column['follows']} |" in text
    for claim in read["claims"]:
        assert claim in " ".join(text.split())
    assert [source["id"] for source in read["sources"]] == list(rollout.sources)
    assert '- `report-2020`: A "report", 2020, 2020' in text
    assert (read["level"], read["years"]) == ("prefecture", [2014, 2020])


CODES = ("620600", "620602", "620100", "610500", "340281")
STARTS = ("2015", "2016-08", "2015/2017", "[2016..2018]", "[..2017]", "[2017..]", "[2014..2020]")
drawn = st.lists(
    st.tuples(
        st.lists(st.sampled_from(CODES), min_size=1, max_size=2, unique=True),
        st.sampled_from(STARTS),
        st.integers(0, 100),
        st.integers(0, 1),
    ),
    max_size=6,
)


def true_first_years(statements, level):
    """One world: of each statement a year within its dates, and one of its candidates."""
    tree = Rollout((), {}, UNITS).tree
    first: dict[str, int] = defaultdict(lambda: 9999)
    for codes, start, at, which in statements:
        date = parse(start)
        low = date.not_before.year if date.not_before else 2010
        high = date.not_after.year if date.not_after else 2025
        if "/" in start:  # an interval that begins in its first year
            high = low
        year, code = low + at % (high - low + 1), codes[which % len(codes)]
        for unit in tree.lineage(code):
            if unit in tree.levels[level]:
                first[unit] = min(first[unit], year)
    return first


@settings(max_examples=60, deadline=None)
@given(drawn)
def test_the_bounds_of_first_years_hold_the_truth_whatever_it_is(statements):
    rows = [
        Statement(f"s{number}", "place", tuple(codes), "a", start=parse(start))
        for number, (codes, start, _, _) in enumerate(statements)
    ]
    level = Level.PREFECTURE
    panel = Rollout(rows, {"a": Source("a", "A")}, UNITS).panel(level, range(2010, 2026))
    truth = true_first_years(statements, level)

    units = panel[panel["year"] == 2025].set_index("adcode")
    early, late = units["first_year_early"], units["first_year_late"]
    for unit in units.index:
        true = truth.get(unit)
        assert late[unit] is pandas.NA or true <= late[unit]
        assert true is None or early[unit] is pandas.NA or early[unit] <= true
    named = units[late.notna()].index
    for year in (2014, 2017, 2020):
        treated = sum(truth[unit] <= year for unit in named)
        can_be = (early[named].isna() | (early[named] <= year)).sum()
        assert (late[named] <= year).sum() <= treated <= can_be
