"""The panel: silence is blank, a zero has a source, and the bounds hold the truth."""

import io
import json
from collections import defaultdict

import pandas
import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from geo import gazetteer
from geo.dates import parse
from geo.door import Rollout
from geo.errors import UsageError
from geo.export.codebook import ASSUMPTION, COLUMNS, codebook_json, codebook_markdown
from geo.export.panel import panel_dta
from geo.model import Level, Source, Statement
from geo.tally.counts import read_counts

pytestmark = pytest.mark.slow

YEARS = range(2014, 2021)
UNITS = gazetteer.load()
TREE = Rollout((), {}, UNITS).tree


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
    assert labels["in_dated"].removesuffix(" ...").endswith(f"assumes that {ASSUMPTION}.")
    assert all(0 < len(label) <= 80 for label in labels.values())
    assert panel_dta(panel) == content


def test_years_are_sorted_and_there_must_be_some(rollout):
    assert list(rollout.panel("province", [2018, 2016, 2018])["year"][:2]) == [2016, 2018]
    assert set(rollout.panel("province")["year"]) == set(rollout.years)
    with pytest.raises(UsageError, match="years: there are none"):
        rollout.panel("province", [])


def test_a_panel_of_more_rows_than_are_held_is_refused_with_the_years_that_fit(rollout):
    """A source may date something to the year 9999: counties since the year 1 are 28 million."""
    with pytest.raises(UsageError, match=r"more than 1,000,000 rows: 9,999 years .* at most 2,6"):
        rollout.panel("prefecture", range(1, 10_000))


def test_the_codebook_tells_every_column_and_both_of_its_forms_agree(rollout, panel):
    told = rollout, panel, Level.PREFECTURE, YEARS, "now"
    read = json.loads(codebook_json(*told))
    text = codebook_markdown(*told)

    assert [column["name"] for column in read["columns"]] == [column.name for column in COLUMNS]
    for column in read["columns"]:
        assert f"| `{column['name']}` | {column['kind']} | {column['follows']} |" in text
    for claim in read["claims"]:
        assert claim in " ".join(text.split())
    assert [source["id"] for source in read["sources"]] == list(rollout.sources)
    assert '- `report-2020`: A "report", 2020, 2020' in text
    assert (read["level"], read["years"]) == ("prefecture", [2014, 2020])
    assert (read["codes"], read["rows"]) == ("now", len(panel))
    assert read["assumption"] == ASSUMPTION
    assert f"rests on the assumption that {ASSUMPTION}" in text
    assert {each["adcode"] for each in read["changed_units"]} == set(
        panel[panel["changed"] == 1]["adcode"]
    )
    assert (
        "- Jinan \\(济南市, 370100\\), 2014-2017: then 370100, 371200; now 370100"
        in text.replace("(", "\\(").replace(")", "\\)")
    )


def test_the_assumption_behind_a_zero_stands_in_its_row(panel):
    assert series(panel, "620600", "assumes") == [ASSUMPTION] * 2 + [""] * 5
    rests = panel["in_dated"].eq(0) & panel["in_strict"].isna()
    assert (panel["assumes"] == ASSUMPTION).tolist() == rests.fillna(value=False).tolist()


@pytest.fixture(scope="module")
def merged():
    """Laiwu, which became two districts of Jinan in 2018, from 2016; Chaohu, split in 2011."""
    rows = [
        Statement("laiwu", "莱芜", ("371200",), "a", start=parse("2016")),
        Statement("lujiang", "庐江", ("340124",), "a", start=parse("2009")),
        Statement("xiangfan", "襄樊", ("420600",), "a", start=parse("2008")),
    ]
    return Rollout(rows, {"a": Source("a", "A")}, UNITS)


def test_by_todays_codes_what_merged_is_told_under_what_took_over(merged):
    panel = merged.panel("prefecture", range(2015, 2020))

    assert "371200" not in set(panel["adcode"])
    assert series(panel, "370100", "status") == ["unknown", *["in"] * 4]
    assert series(panel, "370100", "codes_then") == ["370100|371200"] * 3 + ["370100"] * 2
    assert series(panel, "370100", "changed") == [1, 1, 1, 0, 0]
    assert len(panel) == 5 * 372


def test_by_the_codes_of_the_time_a_unit_has_rows_while_it_lasted(merged):
    panel = merged.panel("prefecture", range(2015, 2020), codes="then")

    assert series(panel, "371200", "year") == [2015, 2016, 2017]
    assert series(panel, "371200", "status") == ["unknown", "in", "in"]
    assert series(panel, "371200", "codes_now") == ["370100"] * 3
    assert series(panel, "371200", "changed") == [1] * 3
    assert series(panel, "370100", "status") == ["unknown"] * 3 + ["in"] * 2
    assert not panel.duplicated(["adcode", "year"]).any()
    assert panel[["adcode", "year"]].equals(
        panel[["adcode", "year"]].sort_values(["adcode", "year"])
    )


def test_a_statement_about_a_part_of_today_is_read_on_the_units_of_the_year(merged):
    """庐江县 (340124) was 341421 in 巢湖市 (341400) until 2011, and then came to Hefei."""
    panel = merged.panel("prefecture", range(2009, 2013), codes="then")
    counties = merged.panel("county", range(2009, 2013), codes="then")

    assert series(panel, "341400", "status") == ["in", "in"]
    assert series(panel, "341400", "codes_now") == ["340100|340200|340500"] * 2
    assert series(panel, "340100", "status") == ["unknown"] * 2 + ["in"] * 2
    assert series(counties, "341421", "status") == ["in", "in"]
    assert series(counties, "341421", "changed") == [0, 0]
    assert series(counties, "341421", "parent") == ["341400"] * 2
    assert series(counties, "340124", "year") == [2011, 2012]


def test_a_new_name_under_the_same_code_is_told_by_its_time(merged):
    panel = merged.panel("prefecture", range(2009, 2012), codes="then")

    assert series(panel, "420600", "name_zh") == ["襄樊市", "襄阳市", "襄阳市"]
    assert series(panel, "420600", "status") == ["in"] * 3


def test_the_two_ways_agree_where_nothing_changed(rollout):
    now = rollout.panel("county", [2018, 2025])
    then = rollout.panel("county", [2018, 2025], codes="then")

    last = [table[table["year"] == 2025].reset_index(drop=True) for table in (now, then)]
    assert last[0].equals(last[1])
    same = now.merge(then, on=["adcode", "year", "changed"], suffixes=("", "_then"))
    same = same[(same["changed"] == 0) & (same["codes_then"] == same["adcode"])]
    assert len(same) > 5000
    assert (same["status"].astype(str) == same["status_then"].astype(str)).all()


def test_units_of_a_year_without_a_record_are_refused_and_left_blank(merged):
    with pytest.raises(
        UsageError, match=r"^codes: units are on record from 2002 to 2025, and 1999"
    ):
        merged.panel("prefecture", [1999, 2005], codes="then")
    panel = merged.panel("prefecture", [1999])
    assert panel["changed"].isna().all()
    assert set(panel["codes_then"]) == {""}


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
    first: dict[str, int] = defaultdict(lambda: 9999)
    for codes, start, at, which in statements:
        date = parse(start)
        low = date.not_before.year if date.not_before else 2010
        high = date.not_after.year if date.not_after else 2025
        if "/" in start:  # an interval that begins in its first year
            high = low
        year, code = low + at % (high - low + 1), codes[which % len(codes)]
        for unit in TREE.lineage(code):
            if unit in TREE.levels[level]:
                first[unit] = min(first[unit], year)
    return first


@examples(25)
@given(drawn)
def test_the_bounds_of_first_years_hold_the_truth_whatever_it_is(statements):
    rows = [
        Statement(f"s{number}", "place", tuple(codes), "a", start=parse(start))
        for number, (codes, start, _, _) in enumerate(statements)
    ]
    level = Level.PREFECTURE
    rollout = Rollout(rows, {"a": Source("a", "A")}, UNITS, tree=TREE)
    panel = rollout.panel(level, [2010, 2014, 2017, 2020, 2025])
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


def test_what_a_tally_counted_stands_beside_the_status_and_is_blank_where_it_counted_nothing(
    rollout, tmp_path
):
    cube = tmp_path / "c.csv"
    cube.write_text("adcode,year,n,sum\n620600,2016,0,\n620600,2018,7,1.5\n", encoding="utf-8")
    panel = rollout.panel("prefecture", YEARS, tally=cube)
    counts = read_counts(cube)
    told = json.loads(codebook_json(rollout, panel, Level.PREFECTURE, YEARS, "now", counts=counts))

    assert series(panel, "620600", "n") == ["", "", 0, "", 7, "", ""]
    assert series(panel, "620600", "sum") == ["", "", "", "", 1.5, "", ""]
    assert set(series(panel, "110000", "n")) == {""}
    assert [column["name"] for column in told["columns"]] == list(panel)
    with pytest.raises(UsageError, match="the panel is by province"):
        rollout.panel("province", YEARS, tally=cube)
    with pytest.raises(UsageError, match="does not go with the units of the time"):
        rollout.panel("prefecture", YEARS, codes="then", tally=cube)
