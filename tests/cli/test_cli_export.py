"""`export` and `panel` write what Python writes, over nothing that is something else."""

import errno
import json
import os
import sys

import pandas
import pytest
from command import run

import geo
from geo.cli.export import ExportFormat
from geo.export.files import FORMATS
from geo.store import replace

pytestmark = pytest.mark.slow

WRITING = [
    ("build", "--out", "o.html"),
    ("plot", "--out", "o.svg"),
    ("export", "csv", "--out", "o.csv"),
    ("panel", "--out", "o.csv"),
    ("tally", "log.csv", "--processes", "1", "--out", "o.parquet"),
    ("scan", "news.txt", "--html", "o.html"),
    ("init", "new"),
]


def test_the_command_knows_every_format():
    assert {form.value for form in ExportFormat} == set(FORMATS)


@pytest.mark.parametrize("form", FORMATS)
def test_the_command_writes_what_python_writes(form, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    ran = run("export", form, "--year", "2020", "--level", "province")

    assert ran.code == 0, ran.err
    assert ran.out.splitlines() == sorted(path.name for path in tmp_path.iterdir())
    (tmp_path / "py").mkdir()
    name = f"rollout{FORMATS[form].ending}"
    for path in geo.load().export(tmp_path / "py" / name, year=2020, level="province"):
        assert path.read_bytes() == (tmp_path / path.name).read_bytes()


def test_a_file_that_is_there_is_replaced_only_by_force(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rollout.csv").write_text("mine", encoding="utf-8")

    ran = run("export", "csv", "--level", "province")

    assert (ran.code, "pass --force" in ran.err) == (1, True)
    assert [path.name for path in tmp_path.iterdir()] == ["rollout.csv"]
    assert (tmp_path / "rollout.csv").read_text(encoding="utf-8") == "mine"
    assert run("export", "csv", "--level", "province", "--force").code == 0
    assert run("panel", "--out", "rollout.csv").code == 1


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (("export", "pdf"), 2, "pdf"),
        (("export", "csv", "--out", "locations.csv", "--force"), 1, "holds the project's data"),
        (("export", "csv", "--out", "nowhere/a.csv"), 1, "there is no folder nowhere"),
        (("export", "csv", "--out", "."), 2, "this is a folder"),
        (("export", "csv", "--out", "-"), 2, "give the name of a file"),
        (("export", "csv"), 2, "no statement is dated"),
        (("export", "csv", "--from", "2019"), 2, "pass --from and --to"),
        (("export", "csv", "--from", "2020", "--to", "2019"), 2, "is after"),
        (("export", "csv", "--from", "2020", "--year", "2019"), 2, "--year is one year"),
        (("export", "csv", "--year", "0"), 2, "0"),
        (("export", "csv", "--level", "town"), 2, "town"),
        (("panel", "--codes", "today"), 2, "today"),
        (("panel", "--codes", "then", "--from", "1999", "--to", "2001"), 2, "2002"),
        (("panel",), 2, "pass --from and --to"),
        (("panel", "--from", "2020", "--to", "2019"), 2, "is after"),
        (("panel", "--level", "town"), 2, "town"),
        (("panel", "--out", "panel.sav"), 2, "end it in .csv"),
    ],
)
def test_what_cannot_be_written_is_told_in_a_line(args, code, words, home):
    before = sorted(path.name for path in home.iterdir())

    ran = run(*args)

    assert (ran.code, words in ran.err) == (code, True), ran.err
    assert "Traceback" not in ran.err
    assert code == 2 or ran.err.count("\n") == 1, "one line; wrong usage has the usage as well"
    assert sorted(path.name for path in home.iterdir()) == before


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (("export", "csv", "--year", "1850"), 2, "1850 is outside the data, which tell of 2016"),
        (("export", "kml", "--from", "2050", "--to", "2060"), 2, "2050 to 2060 is outside"),
        (("panel", "--from", "1850", "--to", "1860"), 2, "1850 to 1860 is outside the data"),
        (("export", "gpkg", "--level", "country"), 2, "choose province, prefecture or county"),
        (("export", "csv", "--out", "file/a.csv"), 1, "there is no folder file"),
        (("export", "csv", "--out", "/proc/a.csv"), 1, "/proc"),
        (("export", "csv", "--out", "a" * 300 + ".csv"), 1, "ame too long"),
    ],
)
def test_nothing_is_written_of_what_the_data_or_the_disk_do_not_hold(
    args, code, words, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("a", encoding="utf-8")

    ran = run(*args)

    assert (ran.code, words in ran.err) == (code, True), ran.err
    assert ran.err.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_missing_extra_is_told_by_its_command(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)

    ran = run("export", "parquet")

    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert ran.err.endswith('pip install "pilotmap[parquet]"\n')
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("home")
def test_the_command_writes_the_panel_with_its_codebook(home):
    ran = run("panel", "--from", "2019", "--to", "2020", "--level", "province")

    assert ran.out.splitlines() == ["panel.csv", "panel.codebook.md", "panel.codebook.json"]
    table = pandas.read_csv(home / "panel.csv", dtype={"adcode": str})
    assert len(table) == 2 * 34
    assert table["in_strict"].isna().all()
    assert json.loads((home / "panel.codebook.json").read_bytes())["years"] == [2019, 2020]


@pytest.mark.parametrize("words", WRITING, ids=" ".join)
def test_a_disk_that_is_full_is_one_line_of_every_command_and_leaves_nothing(
    words, tmp_path, monkeypatch
):
    """What calls fail inside, one by one, is the store's own test; here it is who says what."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news.txt").write_text("The pilot began in Lanzhou, Gansu, in May 2019.\n")
    (tmp_path / "log.csv").write_text("adcode,date\n620100,2019\n")
    before = sorted(tmp_path.iterdir())

    def full(_descriptor, _content):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(replace, "write_all", full)
    ran = run(*words)

    assert (ran.code, ran.out) == (1, "")
    (line,) = [line for line in ran.err.splitlines() if "error" in line]
    what = "new/sources.csv" if words[0] == "init" else words[-1]
    assert line.startswith(f"error: {what}: the disk is full; nothing was changed")
    assert sorted(tmp_path.iterdir()) == before
