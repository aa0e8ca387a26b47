"""Counts read back from files: what is one is taken whole, what is not is refused in one line."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from geo.errors import DataError, StoreError
from geo.model import Level
from geo.tally.counts import Account, UnitYear, read_counts

ROWS = {"adcode": ["620602", "620502", "620602"], "year": [2020, 2016, 2016], "n": [3, 5, 0]}
ABOUT = {"level": "county", "value": "amount", "read": 12, "left_out": 1, "counted": 8}


def cube(path, about=None, **columns):
    """Write a file of counts with some columns changed."""
    table = pa.table({**ROWS, **columns})
    if about:
        table = table.replace_schema_metadata({b"pilotmap": json.dumps(about).encode()})
    pq.write_table(table, path)
    return path


@pytest.mark.usefixtures("footers_are_read_here")
def test_rows_come_by_unit_and_year_with_the_account_of_all_that_was_read(tmp_path):
    about = {**ABOUT, "reasons": {"outside": 2, "bad_date": 1}}
    counts = read_counts(cube(tmp_path / "c.parquet", about, sum=[1.5, None, -2.0]))

    assert counts.rows == (
        UnitYear("620502", 2016, 5, None),
        UnitYear("620602", 2016, 0, -2.0),
        UnitYear("620602", 2020, 3, 1.5),
    )
    assert (counts.level, counts.value, counts.has_sums) == (Level.COUNTY, "amount", True)
    assert counts.account == Account(12, 1, 8, {"outside": 2, "bad_date": 1})


@pytest.mark.usefixtures("footers_are_read_here")
@pytest.mark.parametrize(
    "about",
    [
        {},
        {**ABOUT, "reasons": {"outside": 1}},  # does not add up
        {**ABOUT, "read": 4, "counted": 3, "reasons": {}},  # rows were added later
        {**ABOUT, "reasons": {"<script>": 3}},
        {**ABOUT, "reasons": [3]},
        {**ABOUT, "counted": True, "reasons": {}},
    ],
)
def test_an_account_that_does_not_fit_the_rows_is_not_told(tmp_path, about):
    assert read_counts(cube(tmp_path / "c.parquet", about)).account is None


@pytest.mark.usefixtures("footers_are_read_here")
def test_the_same_table_as_text_gives_the_same_rows(tmp_path):
    parquet = read_counts(cube(tmp_path / "c.parquet", sum=[1.5, None, 2.0]))
    (tmp_path / "c.csv").write_text(
        "adcode,name_en,year,n,sum\n620602,a,2020,3,1.5\n620502,b,2016,5,\n620602,a,2016,0,2\n",
        encoding="utf-8",
    )
    assert read_counts(tmp_path / "c.csv").rows == parquet.rows


@pytest.mark.usefixtures("footers_are_read_here")
@pytest.mark.parametrize(
    ("codes", "level"),
    [
        (["110000", "620000"], Level.PROVINCE),
        (["110000", "620600"], Level.PREFECTURE),
        (["441900", "620602"], Level.COUNTY),  # Dongguan has no counties
    ],
)
def test_the_level_is_the_one_that_all_units_stand_at(tmp_path, codes, level):
    path = cube(tmp_path / "c.parquet", adcode=codes, year=[2016, 2016], n=[1, 1])
    assert read_counts(path).level is level


@pytest.mark.usefixtures("footers_are_read_here")
@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ({"n": [1, -1, 1]}, "c.parquet:2: n is -1; expected a count of 0 or more"),
        ({"n": [1, 1, 2**60]}, "c.parquet:3: n is 1152921504606846976"),
        ({"n": [1, None, 1]}, "n is None"),
        ({"n": [2**52, 2**52, 2]}, "the counts add up to more than"),
        ({"n": [1.0, 2.0, 3.0]}, "column 'n' holds double; expected whole numbers"),
        ({"n": [True, True, False]}, "column 'n' holds bool"),
        ({"year": [2016, 0, 2016]}, "c.parquet:2: year 0 is not a year from 1 to 9999"),
        ({"year": [2016, 20166, 2017]}, "year 20166 is not"),
        ({"year": ["2016", "2017", "2018"]}, "column 'year' holds string"),
        ({"adcode": ["620602", "999999", "620502"]}, "adcode '999999' is not the code of a unit"),
        ({"adcode": ["620602", "100000", "620502"]}, "adcode '100000' is not the code of a unit"),
        ({"adcode": ["620602", None, "620502"]}, "adcode 'None' is not"),
        ({"adcode": ["620602", "<b>", "620502"]}, "adcode '<b>' is not"),
        ({"adcode": [["620602"]] * 3}, "column 'adcode' holds list"),
        ({"adcode": ["620602"] * 3, "year": [2016] * 3}, "620602 in 2016 stands there twice"),
        ({"adcode": ["620602", "620000", "620502"]}, "several levels (county, province)"),
        ({"sum": [1.0, float("inf"), 1.0]}, "sum is inf; expected a number"),
        ({"sum": ["1", "2", "3"]}, "column 'sum' holds string; expected numbers"),
        ({name: pa.array([], kind) for name, kind in
          (("adcode", pa.string()), ("year", pa.int16()), ("n", pa.int64()))}, "there is no row"),
    ],
)  # fmt: skip
def test_a_cell_that_is_not_what_its_column_holds_is_refused(tmp_path, columns, says):
    with pytest.raises(DataError) as refused:
        read_counts(cube(tmp_path / "c.parquet", **columns))
    assert says in str(refused.value)
    assert len(str(refused.value).splitlines()) == 1


@pytest.mark.usefixtures("footers_are_read_here")
@pytest.mark.parametrize("missing", ["adcode", "year", "n"])
def test_a_missing_column_is_named_with_those_that_are_there(tmp_path, missing):
    left = {name: cells for name, cells in ROWS.items() if name != missing}
    pq.write_table(pa.table(left), tmp_path / "c.parquet")
    with pytest.raises(DataError, match=f"there is no column '{missing}' among {next(iter(left))}"):
        read_counts(tmp_path / "c.parquet")


def test_a_damaged_file_and_one_that_is_not_there_are_refused(tmp_path):
    whole = cube(tmp_path / "c.parquet").read_bytes()
    for content in (b"", b"PAR1", whole[:-9], whole[:40] + b"\0" * 40 + whole[80:]):
        path = Path(tmp_path, "cut.parquet")
        path.write_bytes(content)
        with pytest.raises((DataError, StoreError)):
            read_counts(path)
    with pytest.raises(StoreError, match="No such file"):
        read_counts(tmp_path / "nowhere.parquet")


def test_counts_of_more_rows_than_units_and_years_are_refused(tmp_path):
    path = tmp_path / "c.parquet"
    many = pa.table({"adcode": ["620600"] * 1_000_001, "year": [1] * 1_000_001})
    pq.write_table(many.append_column("n", many["year"]), path)
    with pytest.raises(DataError, match="1,000,001 rows are more than units and years"):
        read_counts(path)


@pytest.mark.parametrize("cell", ["9" * 5000, "x" * 5000])
def test_a_long_cell_is_told_in_part(tmp_path, cell):
    path = tmp_path / "c.csv"
    path.write_text(f"adcode,year,n\n620600,{cell},1\n")

    with pytest.raises(DataError, match="is not a year") as told:
        read_counts(path)

    assert len(str(told.value)) < 300


def test_a_code_that_is_not_text_is_refused(tmp_path):
    whole = cube(tmp_path / "c.parquet").read_bytes()
    path = tmp_path / "d.parquet"
    path.write_bytes(whole.replace(b"620602", b"\xff20602", 1))
    with pytest.raises(DataError, match="not a whole Parquet file"):
        read_counts(path)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("adcode,year\n620602,2016\n", "column 'n' is missing or empty"),
        ("year,n\n2016,1\n", "adcode"),
        ("adcode,year,n\n620602,2016,many\n", "c.csv:2: n is 'many'"),
        ("adcode,year,n\n620602,2016,1\n620602,x,1\n", "c.csv:3: year 'x' is not a year"),
        ("adcode,year,n,sum\n620602,2016,1,nan\n", "sum is nan; expected a number"),
    ],
)
def test_a_table_of_text_is_held_to_the_same(tmp_path, text, says):
    path = tmp_path / "c.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as refused:
        read_counts(path)
    assert says in str(refused.value)
