"""Tables that lie elsewhere, and advised commands: nothing is written or run unasked."""

import os
import re
import subprocess
from contextlib import chdir

import pytest
from without_posix import run

from geo.errors import StoreError
from geo.store.create import create_project
from geo.store.undo import undo
from geo.store.writing import writing

NAMES = [
    "x; touch pwned #",
    "$(touch pwned)",
    "a`touch pwned`b",
    "it's; touch pwned",
    "-n; touch pwned",
]


def add(project, row):
    with writing(project) as held:
        held.locations.append([row])
        held.commit("add", f"added {row['id']}")


@pytest.mark.parametrize("table", ["locations", "sources"])
@pytest.mark.parametrize("hops", [1, 2])
def test_a_table_that_is_a_link_into_another_project_is_not_written(
    project, tmp_path, new_row, table, hops
):
    other = create_project(tmp_path / "other")
    mine, theirs = getattr(project, table), getattr(other, table)
    theirs.write_bytes(mine.read_bytes())
    mine.unlink()
    target = theirs
    if hops == 2:
        target = tmp_path / "hop.csv"
        target.symlink_to(theirs)
    mine.symlink_to(target)
    before = theirs.read_bytes()

    for act in (lambda: add(project, new_row), lambda: undo(project)):
        with pytest.raises(StoreError, match=r"a link into another project, .*other; nothing was"):
            act()

    assert theirs.read_bytes() == before
    assert sorted(path.name for path in other.folder.iterdir()) == [
        "datapackage.json",
        "locations.csv",
        "sources.csv",
    ]


def test_a_project_without_a_description_is_one_too(project, tmp_path, new_row):
    other = create_project(tmp_path / "other")
    other.package.unlink()
    project.sources.unlink()
    project.sources.symlink_to(other.sources)

    with pytest.raises(StoreError, match="a link into another project"):
        add(project, new_row)


def test_a_table_that_two_projects_share_in_a_folder_of_its_own_is_written(
    project, tmp_path, new_row
):
    shared = tmp_path / "shared"
    shared.mkdir()
    project.sources.rename(shared / "sources.csv")
    project.sources.symlink_to(shared / "sources.csv")

    add(project, new_row)

    assert len(project.load().statements) == 3


def test_a_project_reached_through_a_link_is_written(project, tmp_path, new_row):
    (tmp_path / "link").symlink_to(project.folder)

    add(type(project)(tmp_path / "link"), new_row)

    assert len(project.load().statements) == 3


def advised(*arguments, cwd):
    """Return the commands that a message advises, and the message."""
    with chdir(cwd):
        said = run(arguments)
    assert said["status"] in {0, 1, 2}
    text = said["out"] + said["err"]
    next_step = re.findall(r"^next: (.*)$", text, re.MULTILINE)
    return [*re.findall(r"(?<=[ (])`(.*?)`(?=[,;:) ]|$)", text, re.MULTILINE), *next_step], text


@pytest.mark.parametrize("name", NAMES)
def test_what_is_advised_runs_nothing_that_a_name_holds(tmp_path, name):
    """Every command that a message gives to copy, run by a shell in a folder of its own."""
    home, elsewhere = tmp_path / "home", tmp_path / "elsewhere"
    home.mkdir()
    (elsewhere / "bin").mkdir(parents=True)
    for tool in ("pilotmap", "mv", "mkdir", "chmod"):
        (elsewhere / "bin" / tool).write_text("#!/bin/sh\n")
        (elsewhere / "bin" / tool).chmod(0o755)
    (home / name).mkdir()
    found, texts = [], []

    def ask(*arguments, cwd=home):
        commands, text = advised(*arguments, cwd=cwd)
        found.extend(commands)
        texts.append(text)

    data = f"--data={name}"
    ask("list", data)
    ask("init", f"./{name}")
    ask("add", "Wuwei", "--source", name, data)
    ask("source", "remove", name, data)
    (home / name / "datapackage.json").rename(home / name / "aside.json")
    ask("list", cwd=home / name)
    ask("build", data, f"--out={name}/none/map.html")
    (home / name / "aside.json").rename(home / name / "datapackage.json")
    with (home / name / "sources.csv").open("a") as file:
        file.write(f'"{name}",T,,,,,,,,,\n')
    ask("check", data)
    ask("import", "none.csv", "--source", "x; touch pwned", data)
    (home / name / ".pilotmap").mkdir()
    (home / name / ".pilotmap" / "journal.jsonl").write_text("broken\n")
    ask("undo", data)
    (home / name / "locations.csv").chmod(0o444)
    ask("source", "add", "s", "--title", "T", data)

    for command in found:
        subprocess.run(
            ["sh", "-c", command],
            cwd=elsewhere,
            env=os.environ | {"PATH": f"{elsewhere / 'bin'}:{os.environ['PATH']}"},
            capture_output=True,
            check=False,
        )
    assert any("touch pwned" in command for command in found), texts
    assert not list(tmp_path.rglob("pwned"))
