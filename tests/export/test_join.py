"""A table of one's own keeps its rows; what is not known of a unit is told beside it."""

import pandas
import pytest

from geo import gazetteer
from geo.dates import parse
from geo.door import Rollout
from geo.errors import UsageError
from geo.model import Source, Statement

pytestmark = pytest.mark.slow


def test_every_row_stays_where_it_is_with_what_is_known_of_its_unit(rollout):
    mine = pandas.DataFrame(
        {"adcode": ["620900", "nowhere", "620600", "620600"], "gdp": [1, 2, 3, 4]},
        index=[7, 7, "a", None],
    )

    joined = rollout.join(mine, year=2018)

    assert joined[["adcode", "gdp"]].equals(mine)
    assert joined["status"].astype(object).where(joined["status"].notna(), "").tolist() == [
        "out", "", "in", "in",
    ]  # fmt: skip
    assert joined["join_note"].tolist() == ["", "'nowhere' is not the code of a unit", "", ""]
    assert joined["first_year_latest"].tolist() == [pandas.NA, pandas.NA, 2018, 2018]
    assert joined["sources"].tolist() == ["list-2019", "", "report-2020", "report-2020"]


def test_a_year_of_each_row_is_taken_from_a_column(rollout):
    mine = pandas.DataFrame({"code": ["620600"] * 3, "t": [2015, 2017, 2018]})

    joined = rollout.join(mine, on="code", year="t")

    assert joined["status"].tolist() == ["unknown", "out", "in"]


def test_a_former_code_counts_then_and_is_told_now(rollout):
    """Laiwu (371200) became a district of Jinan in 2019."""
    mine = pandas.DataFrame({"x": [1]}, index=pandas.Index(["371200"], name="adcode"))

    then = rollout.join(mine, year=2020, codes="then")
    now = rollout.join(mine, year=2020, codes="now")

    assert then["status"].tolist() == ["unknown"]
    assert now["status"].isna().all()
    for joined in (then, now):
        assert joined["join_note"].iloc[0].startswith("a former unit until ")
        assert joined["name_zh"].tolist() == ["莱芜市"]


def test_a_code_of_the_time_has_the_ground_of_the_time():
    """Laiwu (371200) had the programme from 2016, and came to Jinan (370100) in 2018."""
    rows = [Statement("laiwu", "莱芜", ("371200",), "a", start=parse("2016"))]
    laiwu = Rollout(rows, {"a": Source("a", "A")}, gazetteer.load())
    mine = pandas.DataFrame(
        {
            "adcode": ["371200", "370100", "370100", "370116", "620600"],
            "t": [2016] * 2 + [2019] * 2 + [2016],
        }
    )

    then, now = (laiwu.join(mine, year="t", codes=codes) for codes in ("then", "now"))

    assert then["status"].tolist() == ["in", "unknown", "in", "possible", "unknown"]
    assert then["join_note"].tolist() == [
        "a former unit until 2018; today 370100",
        "told of the ground it had in 2016; it has other ground today",
        "",
        "",
        "",
    ]
    assert now["status"].astype(object).tolist()[1:] == ["in", "in", "possible", "unknown"]
    assert now["join_note"].tolist() == [
        "a former unit until 2018; today 370116, 370117", "", "", "", ""
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("table", "options", "says"),
    [
        ({"code": ["620600"]}, {}, "on: there is no column 'adcode'; there are code"),
        ({"adcode": [620600]}, {}, "adcode: 620600 is not text; pass the adcode as text, '620600'"),
        ({"adcode": ["620600"]}, {"year": "t"}, "year: there is no column 't'"),
        ({"adcode": ["620600"], "t": ["2018"]}, {"year": "t"}, "t: '2018' is text"),
        (
            {"adcode": ["620600"]},
            {"codes": "today"},
            "codes: 'today' is not known; choose then or now",
        ),
        ({"adcode": ["620600"], "status": [1]}, {}, "df: it has status already"),
    ],
)
def test_what_cannot_be_joined_is_told_with_the_way_on(rollout, table, options, says):
    with pytest.raises(UsageError, match=f"^{says}"):
        rollout.join(pandas.DataFrame(table), **options)
