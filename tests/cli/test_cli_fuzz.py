"""Whatever is typed, the writing commands answer: an exit code of 0, 1 or 2, and no traceback."""

import os
from pathlib import Path

import pytest
from command import run
from examples import examples
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from geo.store import Project
from geo.store.create import create_project

pytestmark = pytest.mark.slow

OPTIONS = (
    "--within",
    "--adcode",
    "--level",
    "--extent",
    "--start",
    "--end",
    "--anchor",
    "--date-note",
    "--source",
    "--locator",
    "--statement",
    "--at",
    "--datum",
    "--decision",
    "--candidates",
    "--id",
    "--set",
)
TELLING = st.sampled_from(
    [
        "",
        " ",
        "Wuwei",
        "Linxia",
        "武威市",
        "620600",
        "620600|622900",
        "|",
        "100000",
        "2020",
        "2020-13",
        "since August",
        "one year later",
        "../..",
        "2016/2020",
        "s",
        "unit",
        "within",
        "county",
        "keep",
        "104.92,33.39",
        "33.39,104.92",
        "nan,nan",
        "1e400,0",
        "gcj02",
        "=1+1",
        "-",
        "--",
        "direction=N-S",
        "x=y",
        '"',
        ",",
        "\n",
        "\r\n",
        "\0",
        "\x1b[2J",
        "\u202e",
        "\ufeff",
        "\u2028",
        "\udcff",
        "🗺",
        "x" * 5000,
        "１２３４５６",
    ]
)
WORDS = TELLING | st.text(max_size=20)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    project = create_project(tmp_path_factory.mktemp("fuzz") / "p")
    with project.sources.open("a") as file:
        file.write("s,T,,,2020-09,,,,,,\n")
    with project.locations.open("a") as file:
        file.write("a,Longnan,Gansu,621200,unit,2020,,,s,p1,x,,,,,\n")
    before = Path.cwd()
    os.chdir(project.folder)
    yield project
    os.chdir(before)


def holds_up(project, *args):
    """Run the command and hold it to what it promises."""
    before = project.locations.read_bytes()
    ran = run(*args)
    assert ran.code in (0, 1, 2), ran
    assert "Traceback" not in ran.err
    assert "a defect of pilotmap" not in ran.err
    told = ran.out + ran.err
    assert not any(character in told for character in "\x1b\x00\u202e\u2028")
    if ran.code:
        assert ran.err.strip()
        assert project.locations.read_bytes() == before
    assert not project.examine()[1]
    assert not list(project.folder.glob(".*pilotmap-new"))
    return ran


slow = settings(
    examples(40),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@slow
@given(place=WORDS, options=st.dictionaries(st.sampled_from(OPTIONS), WORDS, max_size=8))
@example(place="Longnan", options={"--within": "Gansu", "--start": "2020", "--source": "s"})
def test_add_answers_whatever_it_is_given(home: Project, place, options):
    settled = {"--start": "2020", "--source": "s", "--locator": "p1", "--statement": "x"}
    given_options = [each for pair in (settled | options).items() for each in pair]
    holds_up(home, "add", *given_options, "--", place)


@slow
@given(options=st.dictionaries(st.sampled_from(OPTIONS), WORDS, min_size=1, max_size=3))
def test_edit_answers_whatever_it_is_given(home: Project, options):
    ids = [statement.id for statement in home.load().statements]
    options = {name: value for name, value in options.items() if name != "--candidates"}
    holds_up(home, "edit", ids[0], *[each for pair in options.items() for each in pair])


@slow
@given(row_id=WORDS, reason=WORDS)
def test_remove_answers_whatever_it_is_given(home: Project, row_id, reason):
    if row_id != "a":
        holds_up(home, "remove", "--reason", reason, "--", row_id)


@slow
@given(
    source_id=WORDS,
    options=st.dictionaries(
        st.sampled_from(
            [
                "--title",
                "--published",
                "--url",
                "--archive-url",
                "--accessed",
                "--coverage-scope",
                "--note",
            ]
        ),
        WORDS,
    ),
)
def test_source_add_answers_whatever_it_is_given(home: Project, source_id, options):
    given_options = [each for pair in ({"--title": "T"} | options).items() for each in pair]
    holds_up(home, "source", "add", *given_options, "--", source_id)


@slow
@given(title=WORDS, level=TELLING)
@example(title="\U000413f3", level="")
def test_init_answers_whatever_it_is_given(home: Project, title, level):
    folder = home.folder.parent / "made"
    ran = run("init", f"--title={title}", *(["--level", level] if level else []), folder)

    assert ran.code in (0, 1, 2)
    assert "a defect of pilotmap" not in ran.err
    if ran.code == 0:
        assert not Project(folder).examine()[1]
        for path in folder.iterdir():
            path.unlink()


@pytest.mark.parametrize("folder", ["a\0b", "x" * 300, "/proc/nowhere/p", "locations.csv/p", ""])
def test_init_answers_for_folders_that_cannot_be(home, folder):
    before = sorted(home.folder.iterdir())

    ran = run("init", folder)

    assert ran.code in (1, 2), ran
    assert "a defect" not in ran.err
    assert sorted(home.folder.iterdir()) == before
