"""The command without what only Linux and macOS have: names of `os`, and modules such as fcntl."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command
from without_posix import MODULES, POSIX_ONLY

import geo
from geo.cli.app import app
from geo.cli.entry import register
from geo.store import Project, lock, replace

pytestmark = pytest.mark.slow

PACKAGE = Path(geo.__file__).parent
SCRIPT = Path(__file__).with_name("without_posix.py")
LIST = "\ufeffplace,parent,start\r\n兰州,甘肃,2019\r\n平凉,甘肃,2020-05\r\n"
LOG = "adcode,date\r\n620100,2019-05-01\r\n620100,2020\r\n"
NEWS = "The pilot programme was launched in Lanzhou, Gansu, in May 2019.\n"
ADD = ["--source", "r", "--locator", "p1", "--statement", "A shop", "--data", "p"]
COMMANDS = [
    ["--help"],
    ["init", "p", "--title", "T"],
    ["source", "add", "r", "--title", "R", "--published", "2020-09", "--data", "p"],
    ["add", "Tianshui", "--start", "2020", *ADD],
    ["edit", "tianshui-2020", "--locator", "p2", "--data", "p"],
    ["undo", "--data", "p"],
    ["undo", "--redo", "--data", "p"],
    ["import", "list.csv", "--source", "r", "--write-ready", "--data", "p"],
    ["remove", "tianshui-2020", "--reason", "a mistake", "--data", "p"],
    ["check", "--data", "p"],
    ["list", "--data", "p"],
    ["explain", "620100", "--data", "p"],
    ["build", "--data", "p", "--out", "map.html"],
    ["panel", "--data", "p", "--out", "panel.csv"],
    ["export", "gpkg", "--year", "2020", "--data", "p"],
    ["plot", "--data", "p", "--size", "240x240", "--out", "map.png"],
    ["diff", "p", "p"],
    ["compare", "p", "p"],
    ["tally", "log.csv", "--adcode", "adcode", "--out", "counts.parquet"],
    ["scan", "news.txt", "--published", "2020-09", "--data", "p", "--html", "review.html"],
    ["source", "edit", "r", "--title", "New", "--data", "p"],
    ["source", "list", "--data", "p"],
    ["find", "平凉"],
    ["date", "May 2020"],
]


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """Run all commands, one after the other, in a process without POSIX."""
    folder = tmp_path_factory.mktemp("windows")
    (folder / "list.csv").write_text(LIST, encoding="utf-8", newline="")
    (folder / "log.csv").write_text(LOG, encoding="utf-8", newline="")
    (folder / "news.txt").write_text(NEWS, encoding="utf-8")
    commands = folder / "commands.json"
    commands.write_text(json.dumps(COMMANDS), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, SCRIPT, folder, commands],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
    )
    assert not done.returncode, done.stderr
    return folder, json.loads(done.stdout)


def test_every_command_is_run_here():
    register()
    names = set(get_command(app).commands)

    assert {command[0] for command in COMMANDS} - {"--help"} == names


def test_every_module_is_imported(ran):
    files = [path.relative_to(PACKAGE.parent).with_suffix("") for path in PACKAGE.rglob("*.py")]
    names = {".".join(path.parts).removesuffix(".__init__") for path in files}
    left_out = {name for name in names if name.endswith("__main__") or "_checkout" in name}

    assert set(ran[1]["imported"]) == names - left_out - {"geo"}


@pytest.mark.parametrize("number", range(len(COMMANDS)), ids=[" ".join(c[:2]) for c in COMMANDS])
def test_every_command_runs(ran, number):
    ended = ran[1]["ended"][number]

    assert ended["status"] == 0, ended["err"]
    assert "defect" not in ended["err"]


def test_what_the_commands_wrote_is_there_and_no_lock_is_left(ran):
    project = Project(ran[0] / "p")

    assert [each.place for each in project.load().statements] == ["兰州", "平凉"]
    assert (ran[0] / "map.html").read_bytes().startswith(b"<!")
    names = sorted(path.name for path in project.folder.iterdir())
    assert names == [".pilotmap", "datapackage.json", "locations.csv", "sources.csv"]


def test_no_module_needs_what_only_posix_has():
    """Names that a guard asks for first are what a system may lack.

    Guards are `hasattr(os, "fchmod")`, and the `except ImportError` of an import.
    """
    found = set()
    for path in PACKAGE.rglob("*.py"):
        nodes = [*ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
        strings = {node.value for node in nodes if isinstance(node, ast.Constant)}
        guarded = {
            tried
            for node in nodes
            if isinstance(node, ast.Try)
            and any("ImportError" in ast.unparse(each.type or node) for each in node.handlers)
            for tried in node.body
        }
        for node in nodes:
            if node in guarded:
                continue
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                if node.value.id == "os" and node.attr in POSIX_ONLY - strings:
                    found.add((path.name, node.attr))
            elif isinstance(node, ast.Import | ast.ImportFrom):
                names = {alias.name for alias in node.names} | {getattr(node, "module", None)}
                found |= {(path.name, name) for name in names & {*MODULES}}

    assert not found


def test_on_windows_a_table_that_a_reader_has_open_is_replaced_when_it_is_closed(
    project, monkeypatch
):
    """There the rename fails as long as anybody has the file open."""
    monkeypatch.setattr(replace, "_WINDOWS", True)
    monkeypatch.setattr(replace, "_PAUSE_S", 0)
    real, tries = os.replace, []

    def refuse_at_first(place, target, **options):
        tries.append(target)
        if len(tries) < 5:
            raise PermissionError
        real(place, target, **options)

    monkeypatch.setattr(os, "replace", refuse_at_first)
    replace.replace_alone(project.locations, b"new")

    assert project.locations.read_bytes() == b"new"
    assert len(tries) == 5


def test_a_folder_is_locked_by_a_file_that_goes_with_the_lock(tmp_path):
    with lock.locked([tmp_path]):
        assert [path.name for path in tmp_path.iterdir()] == [lock.NAME]
    assert not list(tmp_path.iterdir())


def test_the_lock_file_of_a_killed_writer_locks_nothing(tmp_path):
    (tmp_path / lock.NAME).touch()

    with lock.locked([tmp_path], patience_s=1):
        pass
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_gone_is_told(tmp_path):
    with pytest.raises(OSError, match="the folder is gone"), lock.locked([tmp_path / "none"]):
        pass
