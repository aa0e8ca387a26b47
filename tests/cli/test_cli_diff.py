"""What `diff` tells of two versions: statements by cell, statuses by stretches of years."""

import contextlib
import json
import shutil
import subprocess

import pytest
from command import run

pytestmark = pytest.mark.slow

SAYS = ("--source", "s-2020", "--locator", "p1", "--statement", "It opened.")


@pytest.fixture(scope="module")
def both(new_home, tmp_path_factory):
    """Make two folders: `old` names Wuwei from 2018, `p` itself from 2016, and Longnan."""
    folder = tmp_path_factory.mktemp("versions")
    home = shutil.copytree(new_home, folder / "p")
    with contextlib.chdir(home):
        assert run("add", "Wuwei", "--within", "Gansu", "--start", "2018", *SAYS).code == 0
        assert run("add", "Jiuquan", "--within", "Gansu", "--start", "2019", *SAYS).code == 0
        shutil.copytree(home, folder / "old")
        assert run("edit", "wuwei-2018", "--start", "2016", "--yes").code == 0
        assert run("remove", "jiuquan-2019", "--reason", "x", "--yes").code == 0
        assert run("add", "Longnan", "--within", "Gansu", "--start", "2020", *SAYS).code == 0
    return folder


@pytest.fixture
def versions(both, tmp_path, monkeypatch):
    """Stand in the newer of two versions of a project, beside the older one."""
    for name in ("old", "p"):
        shutil.copytree(both / name, tmp_path / name)
    monkeypatch.chdir(tmp_path / "p")
    return tmp_path / "old", tmp_path / "p"


TOLD = [
    "changed wuwei-2018: start 2018 -> 2016",
    "removed jiuquan-2019",
    "added longnan-2020",
    "Wuwei (武威市, 620600), 2016-2017: unknown -> in",
    "Jiuquan (酒泉市, 620900), 2019-2020: in -> unknown",
    "Longnan (陇南市, 621200), 2020: unknown -> in",
]


def test_statements_and_statuses_that_changed_are_told(versions):
    ran = run("diff", *versions)

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == TOLD


def test_as_json_a_unit_and_a_cell_have_the_keys_of_the_other_commands(versions):
    told = [json.loads(line) for line in run("diff", *versions, "--json").out.splitlines()]

    assert told[0] == {
        "statement": "changed",
        "id": "wuwei-2018",
        "cells": {"start": {"before": "2018", "after": "2016"}},
    }
    assert told[2]["cells"]["adcode"] == {"before": "", "after": "621200"}
    assert (told[3]["adcode"], told[3]["name_en"]) == ("620600", "Wuwei")
    assert told[3]["years"] == {"first": 2016, "last": 2017}
    assert (told[3]["before"], told[3]["after"]) == ("unknown", "in")


def test_the_other_way_round_and_at_another_level(versions):
    old, new = versions

    back = run("diff", new, old).out.splitlines()
    assert "added jiuquan-2019" in back
    assert "Wuwei (武威市, 620600), 2016-2017: in -> unknown" in back
    provinces = run("diff", old, new, "--level", "province").out.splitlines()
    assert "Gansu (甘肃省, 620000), 2016-2017: unknown -> in" in provinces


def test_nothing_to_tell_is_said(versions):
    ran = run("diff", versions[0], versions[0])

    assert (ran.code, ran.out) == (0, "")
    assert "no statement differs" in ran.err


def test_a_version_is_what_git_has_at_a_revision(versions):
    old, new = versions
    git = ("git", "-C", old, "-c", "user.name=a", "-c", "user.email=a@b")
    for arguments in (("init", "-q"), ("add", "."), ("commit", "-q", "-m", "old")):
        subprocess.run([*git, *arguments], check=True)
    shutil.copy(new / "locations.csv", old / "locations.csv")

    assert run("diff", f"{old}@HEAD", old).out.splitlines() == TOLD
    for wrong, words in ((f"{old}@nowhere", "nowhere"), (f"{old}@--help", "not a revision")):
        ran = run("diff", wrong, old)
        assert (ran.code, words in ran.err) == (1, True), ran.err
        assert ran.err.count("\n") == 1


def test_broken_data_of_a_revision_are_told_by_its_name(versions):
    old, _ = versions
    git = ("git", "-C", old, "-c", "user.name=a", "-c", "user.email=a@b")
    sound = (old / "locations.csv").read_bytes()
    (old / "locations.csv").write_bytes(sound.replace(b"620600", b"999999"))
    for arguments in (("init", "-q"), ("add", "."), ("commit", "-q", "-m", "broken")):
        subprocess.run([*git, *arguments], check=True)
    (old / "locations.csv").write_bytes(sound)

    ran = run("diff", f"{old}@HEAD", old)

    assert ran.code == 1
    assert f"{old}@HEAD/locations.csv:2, column 'adcode'" in ran.err


@pytest.mark.usefixtures("home")
def test_a_folder_that_is_no_project_is_refused(tmp_path):
    ran = run("diff", tmp_path / "nothing", ".")

    assert ran.code == 1
    assert "nothing" in ran.err


def test_two_programmes_are_compared_unit_by_unit(versions):
    """Jiuquan is in the old folder alone, Longnan in the other; both name Wuwei."""
    ran = run("compare", *versions)

    assert ran.out.splitlines() == [
        "Wuwei (武威市, 620600): both in; A in (2018); B in (2016); B first"
    ]
    assert ran.err == (
        "both: 1 in, 0 possible, 371 unknown, 0 out; "
        "for certain 0 A first, 0 in the same year, 1 B first\n"
    )


def test_compared_as_json_and_csv_every_unit_is_there(versions):
    told = [json.loads(line) for line in run("compare", *versions, "--json").out.splitlines()]
    wuwei = next(each for each in told if each["adcode"] == "620600")
    lines = run("compare", *versions, "--csv", "--year", "2017").out.splitlines()

    assert len(told) == len(lines) - 1 == 372
    assert (wuwei["both"], wuwei["order"]) == ("in", ["b"])
    assert wuwei["a"]["first_year"] == {"earliest": 2018, "latest": 2018}
    assert wuwei["b"]["sources"] == ["s-2020"]
    header, row = lines[0].split(","), next(line for line in lines if line.startswith("620600"))
    assert dict(zip(header, row.split(","), strict=True))["both"] == "unknown"
    assert run("compare", *versions, "--csv", "--json").code == 2


@pytest.mark.parametrize(
    "revision",
    ["", "--output=made", "-h", "--batch", ":", "$(touch made)", "HEAD;touch made", "a b\nc", "@"],
)
def test_a_hostile_revision_runs_nothing_and_is_told_in_a_line(versions, revision, monkeypatch):
    old, _ = versions
    monkeypatch.chdir(old)
    subprocess.run(["git", "-C", old, "init", "-q"], check=True)
    before = sorted(path.name for path in old.iterdir())

    for command in ("diff", "compare"):
        ran = run(command, f"{old}@{revision}", old)
        assert (ran.code, ran.err.count("\n")) == (1, 1), ran.err
    assert sorted(path.name for path in old.iterdir()) == before


def test_nothing_is_fetched_for_a_partial_clone(versions):
    """A repository may name a command as its remote, which a missing object would run."""
    old, _ = versions
    git = ("git", "-C", old, "-c", "user.name=a", "-c", "user.email=a@b")
    for arguments in (
        ("init", "-q"),
        ("add", "."),
        ("commit", "-q", "-m", "old"),
        ("config", "extensions.partialClone", "origin"),
        ("config", "remote.origin.promisor", "true"),
        ("config", "remote.origin.url", f"ext::touch {old}/made"),
        ("config", "protocol.ext.allow", "always"),
    ):
        subprocess.run([*git, *arguments], check=True)
    blob = subprocess.run([*git, "rev-parse", "HEAD:./locations.csv"], check=True, capture_output=True, text=True).stdout.strip()  # fmt: skip  # noqa: E501
    (old / ".git" / "objects" / blob[:2] / blob[2:]).unlink()

    ran = run("diff", f"{old}@HEAD", old)

    assert ran.code == 1
    assert not (old / "made").exists()


def test_a_revision_may_hold_an_at(versions):
    old, _ = versions
    git = ("git", "-C", old, "-c", "user.name=a", "-c", "user.email=a@b")
    for arguments in (("init", "-q"), ("add", "."), ("commit", "-q", "-m", "old")):
        subprocess.run([*git, *arguments], check=True)

    assert run("diff", f"{old}@HEAD@{{0}}", old).code == 0
