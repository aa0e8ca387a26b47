"""`pilotmap list` and `pilotmap explain`, as they are typed."""

from __future__ import annotations

import json
import sys

import pytest

from geo.cli import main
from geo.paths import DATA


@pytest.fixture
def pilotmap(capsys, monkeypatch):
    """Run a command on the packaged example: exit code, stdout and stderr as lines."""

    def run(*arguments: str) -> tuple[int, list[str], str]:
        monkeypatch.setattr(sys, "argv", ["pilotmap", *arguments, "--data", str(DATA)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out.splitlines(), said.err

    return run


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        (["--year", "2018"], ["weinan-2016", "first-wave-2016", "spread-2016-2020"]),
        (["--province", "Shaanxi"], ["weinan-2016"]),
        (
            ["--province", "620000", "--level", "province"],
            ["gansu-other-branches-2020"],
        ),
        (["--year", "2016", "--level", "prefecture"], ["weinan-2016"]),
        (["--province", "Weinan"], ["weinan-2016"]),
        (["--province", "Jilin"], []),
        (["--year", "2000"], []),
    ],
)
def test_statements_are_listed_by_year_province_and_level(pilotmap, filters, ids):
    code, lines, _ = pilotmap("list", "--json", *filters)

    assert code == 0
    assert [json.loads(line)["id"] for line in lines] == ids


def test_every_statement_of_a_source_is_listed(pilotmap):
    _, lines, _ = pilotmap("list", "--source", "pandaily-2020")
    assert len(lines) == 9
    assert lines[0] == (
        "weinan-2016: Weinan; unit Weinan (渭南市, 610500); start 2016-08; pandaily-2020 p6"
    )

    code, lines, error = pilotmap("list", "--source", "nobody")
    assert (code, lines) == (2, [])
    assert "no source has the id 'nobody'; the sources are: pandaily-2020" in error


def test_units_are_listed_by_status(pilotmap):
    wanted = ["--year", "2020", "--province", "Gansu", "--status"]
    _, lines, _ = pilotmap("list", "--json", *wanted, "possible")
    units = [json.loads(line) for line in lines]
    assert len(units) == 10
    assert units[0] == {
        "adcode": "620100",
        "name_zh": "兰州市",
        "name_en": "Lanzhou",
        "level": "prefecture",
        "valid_from": None,
        "valid_to": None,
        "year": 2020,
        "status": "possible",
        "first_year": {"earliest": 2020, "latest": None},
        "evidence": ["gansu-other-branches-2020"],
    }

    _, lines, _ = pilotmap("list", *wanted, "in", "--level", "province")
    assert len(lines) == 1
    assert lines[0].startswith("Gansu (甘肃省, 620000): in, 2020; first year 2020; by wuwei-2020")

    _, lines, error = pilotmap("list", *wanted, "out")
    assert lines == []
    assert "no prefecture here has the status out in 2020" in error


def test_the_spread_says_what_it_rests_on_beside_what_the_source_claims(pilotmap):
    code, lines, _ = pilotmap("list", "--spread")
    assert code == 0
    assert lines[0] == "2016: no centre, only 1 unit; a centre takes 3 or more (Weinan)"
    assert " of 5 units; ellipse " in lines[1]
    assert lines[-1].startswith("pandaily-2020 claims: from north to south, from west to east")

    _, lines, _ = pilotmap("list", "--spread", "--json")
    records = [json.loads(line) for line in lines]
    assert [record["kind"] for record in records] == [
        *("year", "year", "move", "leg", "leg", "leg", "leg", "claim")
    ]
    assert records[0]["centre"] is None
    assert records[2]["distance_km"] is None
    assert records[2]["refused"] == "1 unit; a centre takes 3 or more"

    code, _, error = pilotmap("list", "--spread", "--status", "in")
    assert code == 2
    assert "--spread goes with" in error


def test_explain_prints_the_chain(pilotmap):
    code, lines, _ = pilotmap("explain", "Lanzhou", "--year", "2020")

    assert code == 0
    assert lines[0].startswith("Lanzhou (兰州市, 620100) in 2020: possible")
    assert "over time: unknown 2016-2019, possible 2020" in lines
    assert any("gansu-other-branches-2020: pandaily-2020" in line for line in lines)
    assert any("p9" in line and "unnamed places within Gansu" in line for line in lines)
    assert "what would change it:" in lines


def test_explain_gives_the_same_as_data(pilotmap):
    _, lines, _ = pilotmap("explain", "620600", "--json")
    (explanation,) = map(json.loads, lines)

    assert explanation["status"] == "in"
    assert explanation["first_year"] == {"earliest": 2020, "latest": 2020}
    first = explanation["reasons"][0]
    assert (first["relation"], first["certain"], first["id"], first["locator"]) == (
        *("direct", True, "wuwei-2020", "p9"),
    )


def test_explain_of_a_former_unit_says_which_successor_is_drawn(pilotmap):
    _, lines, _ = pilotmap("explain", "610521", "--year", "2018")

    assert lines[0] == (
        "Huaxian (华县, 610521) is a former unit (until 2015); "
        "drawn for it: Huazhou (华州区, 610503)"
    )


def test_explain_asks_back_instead_of_choosing(pilotmap):
    code, lines, error = pilotmap("explain", "Linxia")
    assert (code, lines) == (1, [])
    assert error.count("\n") == 1
    assert all(adcode in error for adcode in ("622900", "622901", "622921"))

    code, _, error = pilotmap("explain", "Tianshiu")
    assert code == 1
    assert "near it: 620500 Tianshui" in error
