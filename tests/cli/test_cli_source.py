"""The commands that add, correct, remove and list sources."""

import json

import pytest
from command import converse, run

from geo.store import find_project

pytestmark = pytest.mark.slow

SAYS = ("--source", "s-2020", "--locator", "p9", "--statement", "It opened.")
STORE = ("add", "Longnan", "--within", "Gansu", "--start", "2020-09", *SAYS)


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--url", "javascript:alert(1)"), "https://"),
        (("--url", "https://"), "https://"),
        (("--url", "https://x.cn/a b"), "https://"),
        (("--archive-url", "file:///copy"), "https://"),
        (("--published", "soon"), "EDTF"),
        (("--coverage", "full"), "--coverage-scope"),
        (("--coverage", "full", "--coverage-scope", "62 prefecture"), "is not a scope"),
        (("--note", "a\x9bb"), "U+009B"),
    ],
)
def test_a_source_that_cannot_be_is_refused(options, words):
    ran = run("source", "add", "s2", "--title", "T2", *options)

    assert ran.code == 1
    assert words in ran.err
    assert list(find_project().load().sources) == ["s-2020"]


@pytest.mark.usefixtures("home")
def test_sources_are_added_once_and_listed_with_their_rows():
    run(*STORE)
    told = ("--title", "T2", "--published", "March 2021", "--url", "https://x.cn/a?b=c,d")
    scope = ("--coverage", "full", "--coverage-scope", "620000 prefecture")

    assert run("source", "add", "s2", *told, *scope).code == 0
    assert run("source", "add", "s2", "--title", "T3").code == 1

    listed = [json.loads(line) for line in run("source", "list", "--json").out.splitlines()]
    assert [(each["id"], each["rows"]) for each in listed] == [("s-2020", 1), ("s2", 0)]
    assert (listed[1]["published"], listed[1]["coverage_scope"]) == ("2021-03", "620000 prefecture")
    assert "T2 (2021-03, full), 0 rows" in run("source", "list").out


@pytest.mark.usefixtures("home")
def test_cells_of_a_source_are_corrected_and_all_others_stay_as_written(home):
    run("source", "add", "s2", "--title", "T, 2", "--url", "https://x.cn/", "--note", "n")
    before = (home / "sources.csv").read_bytes()

    ran = run("source", "edit", "s2", "--published", "March 2021", "--note", "")

    assert (ran.code, "unknown" in ran.out) == (0, False), ran.err
    assert "published  (blank) -> 2021-03" in ran.out
    after = before.replace(b'"T, 2",,,,', b'"T, 2",,,2021-03,').replace(b",,n\n", b",,\n")
    assert (home / "sources.csv").read_bytes() == after
    assert "nothing written" in run("source", "edit", "s2", "--published", "2021-03").err
    run("undo")
    assert (home / "sources.csv").read_bytes() == before


def test_the_address_of_a_kept_copy_is_written_and_corrected_like_any_cell(home):
    before = (home / "sources.csv").read_bytes()
    kept, other = "https://web.archive.org/web/2020/https://x.cn/", "https://archive.example/2"

    added = run("source", "add", "s2", "--title", "T2", "--archive-url", kept, "--json")
    assert json.loads(added.out)["row"]["archive_url"] == kept
    assert find_project().load().sources["s2"].archive_url == kept
    listed = [json.loads(line) for line in run("source", "list", "--json").out.splitlines()]
    assert [each["archive_url"] for each in listed] == ["", kept]

    ran = run("source", "edit", "s-2020", "--archive-url", other)
    assert f"archive_url (blank) -> {other}" in ran.out
    assert find_project().load().sources["s-2020"].archive_url == other
    run("undo")
    run("undo")
    assert (home / "sources.csv").read_bytes() == before

    ran = run("source", "edit", "s-2020", "--archive-url", other)
    assert find_project().load().sources["s-2020"].archive_url == other, ran.err
    assert run("source", "edit", "s-2020", "--archive-url", "").code == 0
    assert find_project().load().sources["s-2020"].archive_url == ""


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("options", "words"),
    [
        ((), "nothing to change"),
        (("--title", " "), "no title"),
        (("--url", "http://[::1"), "https://"),
        (("--archive-url", "web.archive.org/x"), "https://"),
        (("--published", "soon"), "EDTF"),
        (("--coverage", "full"), "--coverage-scope"),
        (("--note", "a\x1bb"), "U+001B"),
    ],
)
def test_a_source_that_would_become_none_is_not_changed(options, words, home):
    before = (home / "sources.csv").read_bytes()

    ran = run("source", "edit", "s-2020", *options)

    assert ran.code
    assert words in ran.err
    assert (home / "sources.csv").read_bytes() == before
    assert "did you mean s-2020?" in run("source", "edit", "s-202", "--title", "x").err


def test_a_source_goes_when_no_row_names_it(home):
    run(*STORE)

    ran = run("source", "remove", "s-2020")
    assert (ran.code, "1 row names the source 's-2020'" in ran.err) == (1, True)

    run("source", "add", "s2", "--title", "T2")
    before = (home / "sources.csv").read_bytes()
    assert run("source", "remove", "s2", "--reason", "entered twice").code == 0
    assert list(find_project().load().sources) == ["s-2020"]
    assert "because: entered twice" in run("undo").out
    assert (home / "sources.csv").read_bytes() == before


def test_on_a_terminal_editing_and_removing_a_source_ask_before_they_write(home):
    for args in (["edit", "s-2020", "--title", "X"], ["remove", "s-2020"]):
        code, said = converse(["source", *args], ["n"], cwd=home)
        assert (code, find_project().load().sources["s-2020"].title) == (1, "T"), said


def test_a_source_that_rows_name_already_is_added_as_the_error_advises(home):
    run(*STORE)
    table = home / "sources.csv"
    table.write_text(table.read_text().splitlines(keepends=True)[0])
    ran = run("list")
    assert (ran.code, "add it with `pilotmap source add`" in ran.err) == (1, True)

    assert run("source", "add", "s-2020", "--title", "T").code == 0
    assert run("source", "list").code == 0


def test_a_source_is_added_to_no_project_that_is_broken_otherwise(home):
    run(*STORE)
    table = home / "locations.csv"
    table.write_text(table.read_text().replace("2020-09,", "2020-13,"))
    before = (home / "sources.csv").read_bytes()

    ran = run("source", "add", "s2", "--title", "T")

    assert (ran.code, "date-invalid" in ran.err) == (1, True)
    assert (home / "sources.csv").read_bytes() == before
