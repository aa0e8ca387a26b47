"""Names from public pilot lists, official names and hard singles, each with its source.

`names.csv` holds what each must give. The bar: every one right, and none given as certain that is
wrong; the failure message tells both figures.
"""

import csv
from pathlib import Path

import pytest

from geo.gazetteer import load

LIST = Path(__file__).with_name("names.csv")
ROWS = tuple(csv.DictReader(LIST.read_text(encoding="utf-8").splitlines()))


def answer(row):
    return load().match(
        row["toponym"],
        row["within"] or None,
        row["level"] or None,
        int(row["on"]) if row["on"] else None,
    )


def codes(match):
    units = match.candidates or ((match.unit,) if match.unit else ())
    return {unit.adcode for unit in units}


def test_every_name_gives_what_it_must_and_none_is_wrong_as_certain():
    wrong, certain = [], []
    for row in ROWS:
        match = answer(row)
        expected = set(row["adcodes"].split("|")) - {""}
        if match.status == row["status"] and codes(match) == expected:
            continue
        told = f"{row['toponym']!r} {row['within']} {row['level']} {row['on']}: {match.status}"
        wrong.append(f"{told} {sorted(codes(match))}, expected {row['status']} {sorted(expected)}")
        if match.certain and not (len(expected) == 1 and match.unit.adcode in expected):
            certain.append(row["toponym"])

    share = 1 - len(wrong) / len(ROWS)
    assert not wrong, f"{share:.2%} right, {len(certain)} wrong as certain: {wrong[:20]}"


def test_the_list_is_long_and_says_where_each_name_is_from():
    assert len(ROWS) >= 300
    assert all(row["source"] for row in ROWS)


@pytest.mark.parametrize("status", ["unit", "candidates", "former", "none"])
def test_the_list_holds_every_kind_of_answer(status):
    assert sum(row["status"] == status for row in ROWS) >= 10
