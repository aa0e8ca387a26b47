"""What `add` and `edit` make of names, levels, positions and columns, dry or not."""

import json

import pytest
from command import run

from geo.store import find_project

SAYS = ("--source", "s-2020", "--locator", "p9", "--statement", "It opened.")
STORE = ("add", "Longnan", "--within", "Gansu", "--start", "2020-09", *SAYS)


def rows():
    return [dict(record) for _, record in find_project().read_locations().records()]


@pytest.mark.usefixtures("home")
def test_an_edit_that_is_ambiguous_names_options_that_edit_has():
    run(*STORE)

    ran = run("edit", "longnan-2020", "--place", "Linxia")

    assert ran.code == 1
    assert "or --adcode '622900|622901|622921' to keep it open" in ran.err
    assert run("edit", "longnan-2020", "--place", "Linxia", "--adcode", "622900|622901").code == 0


@pytest.mark.usefixtures("home")
def test_a_level_that_chose_among_units_is_the_reason_on_record():
    ran = run("add", "Linxia", "--level", "prefecture", "--start", "2020", *SAYS)

    assert ran.code == 0, ran.err
    assert rows()[0]["decision"] == (
        "chosen by level: the prefecture, not 622901, 622921 of this name"
    )
    run("add", "Longnan", "--within", "Gansu", "--level", "prefecture", "--start", "2020", *SAYS)
    assert rows()[1]["decision"] == ""
    assert run("check", "--strict").code == 0


def test_the_level_of_the_project_settles_an_edit_as_it_settles_an_addition(tmp_path, monkeypatch):
    run("init", tmp_path / "p", "--level", "prefecture")
    monkeypatch.chdir(tmp_path / "p")
    run("source", "add", "s-2020", "--title", "T")
    run(*STORE)

    ran = run("edit", "longnan-2020", "--place", "Linxia")

    assert (ran.code, rows()[0]["adcode"]) == (0, "622900"), ran.err
    assert "level of the project" in ran.err
    assert run("check", "--strict").code == 0, run("check").out


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("add", "Wuwei", "--set", "nope=1"), "no column 'nope'"),
        (("add", "Longnan", "--start", "2020-09"), "this very row is there already"),
        (("add", "Wuwei", "--id", "longnan-2020"), "longnan-2020"),
        (("edit", "longnan-2020", "--set", "nope=1"), "no column 'nope'"),
        (("edit", "longnan-2020", "--id", "a/b"), "is no id"),
    ],
)
def test_what_cannot_be_written_is_refused_in_a_dry_run_too(args, words):
    run(*STORE)
    options = ("--within", "Gansu", "--start", "2020", *SAYS) if args[0] == "add" else ()

    for dry in ((), ("--dry-run",)):
        ran = run(*args[:2], *options, *args[2:], *dry)
        assert (ran.code, words in ran.err) == (1, True), ran.err
    assert len(rows()) == 1


@pytest.mark.usefixtures("home")
def test_a_dry_run_tells_the_id_that_a_row_would_get():
    run(*STORE)

    ran = run(*STORE[:-1], "It closed.", "--dry-run", "--json")

    assert json.loads(ran.out)["row"]["id"] == "longnan-2020-2"


@pytest.mark.usefixtures("home")
def test_a_datum_without_a_position_is_refused():
    run(*STORE)

    for args in (
        (*STORE[:-1], "x", "--datum", "gcj02"),
        ("edit", "longnan-2020", "--datum", "bd09"),
    ):
        ran = run(*args)
        assert (ran.code, "no position" in ran.err) == (1, True), ran.err


@pytest.mark.usefixtures("home")
def test_a_parent_that_is_no_unit_is_the_problem_and_not_the_place():
    ran = run("add", "Longnan", "--within", "Gansuu", "--start", "2020", *SAYS)

    assert ran.code == 1
    assert "column 'within': no unit is called 'Gansuu'" in ran.err
    assert "nearest names: 620000 Gansu" in ran.err


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    "at", ["104.92,33.39", "104.92 33.39", "104.92°E,33.39°N", "E104.92, N33.39", "104.92E，33.39N"]
)
def test_a_position_is_read_as_people_write_it(at):
    assert run("add", "A shop", "--at", at, "--start", "2020", *SAYS).code == 0
    assert (float(rows()[0]["lon"]), float(rows()[0]["lat"])) == (104.92, 33.39)


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("at", ["33.39,104.92", "33.39N,104.92E", "N33.39 E104.92"])
def test_a_position_with_the_latitude_first_is_told_as_that(at):
    ran = run("add", "A shop", "--at", at, "--start", "2020", *SAYS)

    assert ran.code == 1
    assert "[coordinates-swapped]" in ran.err
    assert "exchange the two" in ran.err


@pytest.mark.usefixtures("home")
def test_the_country_beside_a_unit_is_told_by_what_it_does():
    ran = run("add", "Wuwei", "--adcode", "100000|620600", "--start", "2020", *SAYS)

    assert "Wuwei 武威市 in 2020: possible (was unknown)" in ran.out
    assert "tints no unit" not in ran.out


@pytest.mark.usefixtures("home")
def test_an_id_in_another_case_is_found_near():
    run(*STORE)

    assert "did you mean longnan-2020?" in run("remove", "LONGNAN-2020", "--reason", "x").err


@pytest.mark.usefixtures("home")
def test_a_choice_that_only_a_code_tells_is_asked_for_its_reason():
    chosen = ("add", "Linxia", "--adcode", "622900", "--start", "2020", *SAYS)

    for args, asked in (
        (chosen, True),
        ((*chosen[:-1], "y", "--decision", "the text says prefecture"), False),
        (("edit", "linxia-2020", "--adcode", "622901"), True),
        (("add", "Linxia", "--adcode", "622900|622901", "--start", "2020", *SAYS), False),
        (STORE, False),
    ):
        ran = run(*args)
        assert (ran.code, "say with --decision why" in ran.err) == (0, asked), (args, ran.err)


@pytest.mark.usefixtures("home")
def test_a_code_given_twice_is_one_code():
    ran = run("add", "Wuwei", "--adcode", "620600|620600", "--start", "2020", *SAYS)

    assert (ran.code, rows()[0]["adcode"]) == (0, "620600"), ran.err
    assert "adcode '620600|620600' read as 620600" in ran.err
