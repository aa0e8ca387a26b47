"""The commands that write: what they ask for, what they refuse, what they leave behind."""

import json
import re
import shlex
import subprocess
import sys

import pytest
from command import converse, run

from geo.store import find_project

pytestmark = pytest.mark.slow

SAYS = ("--source", "s-2020", "--locator", "p9", "--statement", "It opened.")
STORE = ("add", "Longnan", "--within", "Gansu", "--start", "2020-09", *SAYS)


def rows():
    return [dict(record) for _, record in find_project().read_locations().records()]


def test_a_new_project_is_valid_empty_and_valid_for_other_tools(tmp_path, monkeypatch):
    ran = run("init", tmp_path / "a" / "b", "--title", "城市 zones", "--level", "county")

    assert ran.code == 0
    programme = find_project(tmp_path / "a" / "b").load()
    assert (programme.title, programme.level, programme.statements) == ("城市 zones", "county", ())
    monkeypatch.chdir(tmp_path / "a" / "b")
    other_tools_agree()


def other_tools_agree():
    """Hold the project one stands in to its own Table Schema, with Frictionless."""
    from frictionless import validate

    report = validate("datapackage.json")
    assert report.valid, report.flatten(["message"])


def test_a_project_is_not_made_over_another(home):
    before = {path.name: path.read_bytes() for path in home.iterdir() if path.is_file()}

    for folder in (home, home / "locations.csv"):
        assert run("init", folder).code == 1

    assert {p.name: p.read_bytes() for p in home.iterdir() if p.is_file()} == before


def test_what_a_source_denies_is_added_edited_and_listed_also_in_an_older_project(home):
    table = home / "locations.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(",status", ""), encoding="utf-8")
    assert run(*STORE).code == 0

    added = run("add", "Wuwei", "--within", "Gansu", "--status", "out", "--start", "2019", *SAYS)
    assert added.code == 0, added.err
    assert [row["status"] for row in rows()] == ["", "out"]
    assert run("add", *STORE[1:], "--status", "out").code == 0  # a no is no repetition of a yes
    assert run("edit", "wuwei-2019", "--status", "").code == 0
    assert [row["status"] for row in rows()] == ["", "", "out"]

    listed = json.loads(run("list", "--json").out.splitlines()[2])
    assert (listed["place"], listed["status"]) == ("Longnan", "out")
    refused = run("add", "Wuwei", "--status", "no", "--start", "2019", *SAYS)
    assert refused.code == 1
    assert "'no' is not a status" in refused.err


def test_a_column_that_an_older_project_lacks_is_described_with_it_and_undone_with_it(home):
    table, package = home / "locations.csv", home / "datapackage.json"
    table.write_text(table.read_text(encoding="utf-8").replace(",status", ""), encoding="utf-8")
    described = json.loads(package.read_text(encoding="utf-8"))
    fields = described["resources"][0]["schema"]["fields"]
    fields[:] = [field for field in fields if field["name"] != "status"]
    older = json.dumps(described, ensure_ascii=False, indent="\t").replace("\n", "\r\n").encode()
    package.write_bytes(older)
    other_tools_agree()

    assert run(*STORE).code == 0
    assert package.read_bytes() == older  # no column was needed
    denied = run("add", "Wuwei", "--within", "Gansu", "--status", "out", "--start", "2019", *SAYS)
    assert denied.code == 0, denied.err
    other_tools_agree()
    now = package.read_bytes()
    assert now.count(b"\r\n") == now.count(b"\n") > older.count(b"\n")
    assert b'"status"' in now
    assert run("undo", "--yes").code == 0
    assert package.read_bytes() == older
    other_tools_agree()
    assert run("undo", "--redo", "--yes").code == 0
    assert package.read_bytes() == now


@pytest.mark.parametrize("content", ['{"title": "T"}', '{"title": "T", "resources": [5, {}]}'])
def test_a_package_that_describes_no_table_stays_as_it_is(home, content):
    table, package = home / "locations.csv", home / "datapackage.json"
    table.write_text(table.read_text(encoding="utf-8").replace(",status", ""), encoding="utf-8")
    package.write_text(content, encoding="utf-8")

    assert run(*STORE, "--status", "out").code == 0
    assert package.read_text(encoding="utf-8") == content


@pytest.mark.usefixtures("home")
def test_add_shows_the_row_and_its_effect_and_writes_it():
    ran = run(*STORE)

    assert ran.code == 0, ran.err
    assert "Longnan 陇南市" in ran.out
    assert "Gansu: 1 of 14 prefectures named from 2020" in ran.out
    [row] = rows()
    assert (row["id"], row["adcode"], row["start"]) == ("longnan-2020", "621200", "2020-09")
    assert (row["date_note"], row["extent"]) == ("stated", "unit")


@pytest.mark.usefixtures("home")
def test_words_for_a_date_are_counted_from_the_source_and_noted():
    ran = run("add", "Longnan", "--within", "Gansu", "--start", "since August", *SAYS)

    assert ran.code == 0, ran.err
    [row] = rows()
    assert row["start"] == "2020-08"
    assert row["date_note"].startswith("relative: 'since August', counted from 2020-09")


@pytest.mark.usefixtures("home")
def test_an_ambiguous_name_is_refused_with_candidates_and_the_way_to_settle_it():
    ran = run("add", "Linxia", "--within", "Gansu", "--start", "2020", *SAYS)

    assert ran.code == 1
    assert rows() == []
    for adcode in ("622900", "622901", "622921"):
        assert f"candidate: {adcode}" in ran.err
    assert "--adcode 622900" in ran.err
    assert "--candidates keep" in ran.err


@pytest.mark.usefixtures("home")
def test_candidates_can_be_kept_open():
    ran = run(
        "add", "Linxia", "--within", "Gansu", "--start", "2020", *SAYS, "--candidates", "keep"
    )

    assert ran.code == 0, ran.err
    assert rows()[0]["adcode"] == "622900|622901|622921"
    assert "none is settled" in ran.out


def test_the_level_of_the_project_settles_a_name_and_says_so(tmp_path, monkeypatch):
    run("init", tmp_path / "p", "--level", "prefecture")
    monkeypatch.chdir(tmp_path / "p")
    run("source", "add", "s-2020", "--title", "T")

    ran = run("add", "Linxia", "--within", "Gansu", "--start", "2020", *SAYS)

    assert ran.code == 0, ran.err
    assert rows()[0]["adcode"] == "622900"
    assert "level of the project" in ran.err


@pytest.mark.usefixtures("home")
def test_what_is_missing_is_told_all_at_once_with_the_option_that_gives_it():
    ran = run("add", "Longnan", "--within", "Gansu", "--json")

    assert ran.code == 1
    told = json.loads(ran.out)
    assert told["written"] is False
    assert {p["column"] for p in told["problems"]} == {"source", "start", "locator", "statement"}
    for option in ("--source", "--start", "--locator", "--statement"):
        assert option in ran.err
    assert rows() == []


@pytest.mark.usefixtures("home")
def test_a_blank_given_on_purpose_is_an_answer():
    ran = run("add", "Longnan", "--within", "Gansu", "--start", "", *SAYS)

    assert ran.code == 0, ran.err
    assert rows()[0]["start"] == ""


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (("--at", "33.39,104.92"), 1, "swapped"),
        (("--at", "2.35,48.85"), 1, "no unit of China"),
        (("--at", "116.40,39.90"), 1, "not in 621200"),
        (("--at", "nan,33.39"), 1, "finite"),
        (("--at", "104.92"), 2, "LON,LAT"),
        (("--datum", "wgs72", "--at", "104.92,33.39"), 1, "wgs84, gcj02, bd09"),
        (("--adcode", "620600"), 1, "but 'Longnan' is 621200"),
        (("--adcode", "999999"), 1, "999999"),
        (("--start", "since some time"), 1, "start"),
        (("--start", "one year later"), 1, "--anchor"),
        (("--start", "此后四年"), 1, "--anchor"),
        (("--start", "2021-13"), 1, "month 13"),
        (("--end", "2019"), 1, "before"),
        (("--extent", "most"), 1, "unit, all or within"),
        (("--level", "town"), 1, "province, prefecture or county"),
        (("--source", "none"), 1, "s-2020"),
        (("--id", "no id"), 1, "'no id' is no id"),
        (("--statement", "a\x1b[31mb"), 1, "U+001B"),
        (("--statement", "a\u202eb"), 1, "U+202E"),
        (("--locator", "p\x00"), 1, "U+0000"),
        (("--set", "mine"), 2, "COLUMN=VALUE"),
        (("--set", "mine=1"), 1, "no column 'mine'"),
        (("--set", "place=x"), 2, "option of its own"),
        (("--candidates", "drop"), 2, "keep"),
        (("--data", "/nowhere/at/all"), 1, "does not exist"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason_and_nothing_is_written(options, code, words):
    ran = run(*STORE, *options)

    assert ran.code == code
    assert words in ran.err
    assert "Traceback" not in ran.err
    assert "\x1b" not in ran.err
    assert rows() == []


@pytest.mark.usefixtures("home")
def test_a_site_gets_the_unit_around_it_and_a_declared_datum_is_converted():
    options = ("--at", "104.92,33.39", "--start", "2020", *SAYS)

    assert run("add", "A shop", *options, "--datum", "gcj02").code == 0
    assert run("add", "A shop", *options).code == 0

    shifted, plain = rows()
    assert shifted["adcode"] == plain["adcode"] == "621202"
    assert (plain["lon"], plain["lat"]) == ("104.92", "33.39")
    assert 0.001 < float(plain["lon"]) - float(shifted["lon"]) < 0.01
    assert "by coordinates" in plain["decision"]


@pytest.mark.usefixtures("home")
def test_the_very_same_row_is_not_added_twice():
    assert run(*STORE).code == 0
    ran = run(*STORE)

    assert ran.code == 1
    assert "locations.csv:2" in ran.err
    assert run(*STORE, "--id", "again").code == 0
    assert run(*STORE[:-1], "It opened again.").code == 0
    ids = [row["id"] for row in rows()]
    assert ids == ["longnan-2020", "again", "longnan-2020-2"]


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx", 'say "hi"', "a,b", "{{ 7*7 }}"])
def test_cells_that_look_like_formulas_are_data_and_kept_exactly(cell):
    assert run(*STORE[:-1], cell).code == 0

    assert rows()[0]["statement"] == cell.strip()
    assert find_project().load().statements[0].statement == cell.strip()
    other_tools_agree()


def test_a_dry_run_shows_everything_and_writes_nothing(home):
    before = (home / "locations.csv").read_bytes()

    ran = run(*STORE, "--dry-run", "--json")

    told = json.loads(ran.out)
    assert (ran.code, told["written"], told["row"]["adcode"]) == (0, False, "621200")
    assert (home / "locations.csv").read_bytes() == before
    assert not (home / ".pilotmap").joinpath("journal.jsonl").read_text().count("longnan")


def test_edit_changes_its_cells_and_no_other_byte(home):
    run(*STORE)
    run("add", "Wuwei", "--within", "Gansu", "--start", "2020", *SAYS)
    before = (home / "locations.csv").read_bytes().splitlines(keepends=True)

    ran = run("edit", "longnan-2020", "--start", "since October", "--locator", "p10")

    assert ran.code == 0, ran.err
    assert "2020-09 -> 2019-10" in ran.out
    after = (home / "locations.csv").read_bytes().splitlines(keepends=True)
    assert (after[0], after[2]) == (before[0], before[2])
    assert (rows()[0]["locator"], rows()[0]["start"]) == ("p10", "2019-10")
    assert rows()[0]["date_note"].startswith("relative: 'since October'")


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("options", "changed"),
    [
        (("--place", "Wuwei"), {"place": "Wuwei", "adcode": "620600"}),
        (("--within", ""), None),  # Longnan is in Jiangxi too
        (("--adcode", "620600"), None),
        (
            ("--adcode", "620600", "--decision", "misprint"),
            {"adcode": "620600", "decision": "misprint"},
        ),
        (("--at", "104.92,33.39"), {"lon": "104.92", "lat": "33.39"}),
        (("--at", "116.4,39.9"), None),
        (("--end", "2021"), {"end": "2021"}),
        (("--end", "one year later"), None),
        (("--start", ""), {"start": "", "date_note": ""}),
        (("--date-note", "inferred"), {"date_note": "inferred"}),
        (("--id", "other"), {"id": "other"}),
        (("--id", "wuwei-2020"), None),
        (("--id", ""), None),
        (("--place", ""), None),
        (("--source", "none"), None),
        (("--statement", "=cmd()"), {"statement": "=cmd()"}),
        (("--statement", "\x07"), None),
        (("--set", "direction=N-S"), None),
    ],
)
def test_edit_settles_what_is_given_and_keeps_the_rest(options, changed):
    run(*STORE)
    run("add", "Wuwei", "--within", "Gansu", "--start", "2020", *SAYS)
    before = rows()

    ran = run("edit", "longnan-2020", *options)

    assert "Traceback" not in ran.err
    if changed is None:
        assert ran.code in (1, 2), ran.out
        assert rows() == before
    else:
        assert ran.code == 0, ran.err
        assert rows() == [before[0] | changed, before[1]]


@pytest.mark.usefixtures("home")
def test_edit_of_an_unknown_row_names_the_nearest():
    run(*STORE)

    ran = run("edit", "longnan-202", "--locator", "p1")

    assert ran.code == 1
    assert "did you mean longnan-2020?" in ran.err
    assert run("edit", "longnan-2020").code == 2


def test_remove_wants_a_reason_and_undo_brings_the_row_back(home):
    run(*STORE)
    before = (home / "locations.csv").read_bytes()

    assert run("remove", "longnan-2020").code == 2
    ran = run("remove", "longnan-2020", "--reason", "withdrawn", "--json")

    assert json.loads(ran.out)["removed"]["id"] == "longnan-2020"
    assert rows() == []
    ran = run("undo", "--json")
    assert json.loads(ran.out)["undone"]["reason"] == "withdrawn"
    assert (home / "locations.csv").read_bytes() == before
    ran = run("undo")
    assert ran.out.endswith("took back: added longnan-2020\n")
    assert "a further undo takes back: added the source s-2020; " in ran.err
    assert run("undo").out.endswith("took back: added the source s-2020\n")
    ran = run("undo")
    assert (ran.code, "`pilotmap undo --redo`" in ran.err) == (1, True)
    assert run("undo", "--redo").out.endswith("did again: added the source s-2020\n")
    assert run("undo", "--redo").out.endswith("did again: added longnan-2020\n")
    assert run("undo", "--redo").out.endswith("did again: removed longnan-2020\n")
    assert run("undo", "--redo").code == 1
    assert run("undo", "--redo", "--dry-run").code == 0


@pytest.mark.parametrize("command", ["add", "edit", "remove", "undo", "source add"])
def test_the_example_in_the_help_runs_as_it_stands(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    told = run(*command.split(), "--help").out
    example = re.search(r"Example: pilotmap (.*?)\n\s*\n", told, flags=re.DOTALL)

    ran = run(*shlex.split(" ".join(example[1].split())))

    assert ran.code == 0, ran.err
    assert "nothing written" in ran.err or command == "undo"
    assert not list(tmp_path.iterdir())


def test_the_packaged_example_is_read_from_anywhere_and_written_from_nowhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    options = ("--within", "Gansu", "--start", "2020", "--locator", "p9", "--statement", "x")

    for args in (
        ("add", "Longnan", *options, "--source", "pandaily-2020"),
        ("edit", "wuwei-2020", "--locator", "p1"),
        ("remove", "wuwei-2020", "--reason", "x"),
        ("undo",),
        ("source", "add", "x", "--title", "X"),
    ):
        ran = run(*args)
        assert ran.code == 1
        assert "pilotmap init" in ran.err
    assert run("source", "list").code == 0


def test_on_a_terminal_it_asks_proposes_shows_and_writes_on_yes(home):
    for place in ("Wuwei", "Jiuquan", "Tianshui", "Longnan", "Lanzhou"):
        run("add", place, "--within", "Gansu", "--start", "2020", *SAYS)

    code, said = converse(
        ["add", "Linxia"], ["s-2020", "1", "", "2020", "p9", "It opened.", "y"], cwd=home
    )

    assert code == 0, said
    assert "1  622900 Linxia 临夏回族自治州 (prefecture, Gansu)  (proposed: " in said
    assert "keep as open candidates" in said
    assert "Gansu: 6 of 14 prefectures named from 2020" in said
    assert rows()[-1]["adcode"] == "622900"
    assert "not 622901, 622921" in rows()[-1]["decision"]


def test_on_a_terminal_candidates_can_be_kept_and_a_number_that_is_none_is_asked_again(home):
    code, said = converse(
        ["add", "Suzhou", "--start", "2020", *SAYS], ["7", "x", "3", "y"], cwd=home
    )

    assert code == 0, said
    assert rows()[0]["adcode"] == "320500|341300"


@pytest.mark.parametrize("answers", [["q"], ["1", "", "n"], ["1", "", ""], ["\x04"]])
def test_on_a_terminal_one_can_stop_at_every_question(home, answers):
    code, said = converse(["add", "Suzhou", "--start", "2020", *SAYS], answers, cwd=home)

    assert code == 1
    assert "nothing was written" in said
    assert rows() == []


def test_on_a_terminal_edit_remove_and_undo_ask_before_they_write(home):
    run(*STORE)

    for args in (
        ["edit", "longnan-2020", "--locator", "p1"],
        ["remove", "longnan-2020", "--reason", "x"],
        ["undo"],
    ):
        code, said = converse(args, ["n"], cwd=home)
        assert (code, rows()[0]["locator"]) == (1, "p9"), said
    code, said = converse(["remove", "longnan-2020"], ["withdrawn", "y"], cwd=home)
    assert (code, rows()) == (0, []), said
    code, said = converse(["undo", "--yes"], [], cwd=home)
    assert (code, len(rows())) == (0, 1), said


@pytest.mark.usefixtures("home")
def test_commands_started_at_once_all_get_their_row_in():
    """Whole processes; the store's own tests hold fifty writers to more."""
    command = [sys.executable, "-m", "geo", *STORE[:-1]]

    started = [
        subprocess.Popen([*command, f"It opened, says {number}."], stdout=subprocess.DEVNULL)
        for number in range(8)
    ]

    assert [process.wait(600) for process in started] == [0] * 8
    assert len({row["id"] for row in rows()}) == 8


@pytest.mark.usefixtures("home")
def test_add_loads_none_of_the_heavy_libraries():
    """What makes it quick; `tests/benchmarks/add.py` measures it."""
    heavy = ("numpy", "pandas", "geopandas", "shapely", "folium", "openpyxl", "frictionless")
    script = (
        "import atexit, sys\n"
        "from geo.cli import main\n"
        f"loaded = lambda: [name for name in {heavy} if name in sys.modules]\n"
        "atexit.register(lambda: print(loaded(), file=sys.stderr))\n"
        "main()"
    )

    ran = subprocess.run(
        [sys.executable, "-c", script, *STORE],
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.stderr.splitlines()[-1] == "[]"
    assert len(rows()) == 1


@pytest.mark.usefixtures("home")
def test_every_command_has_one_whole_line_in_the_overview():
    listed = run("--help").out.partition("Commands:\n")[2]

    assert "..." not in listed
    assert "  undo     Take back the last change that a command made\n" in listed
