"""Every command with every argument that holds a text or a path: read, or refused in one line."""

from __future__ import annotations

import os
import shutil
import stat
from itertools import cycle
from pathlib import Path

import pytest
from command import run
from typer.main import get_command

from geo.cli.app import app
from geo.cli.entry import register
from geo.paths import DATA
from geo.text.escape import MESSAGE_LIMIT

pytestmark = pytest.mark.slow

register()
TEXTS = [
    "\u202e武威",
    "a\nb",
    "x; touch pwned #",
    "$(touch pwned)",
    "\x1b[2J",
    "'\"`touch pwned`",
    "-",
    "",
    "a" * 5000,
]
PATHS = [
    "a folder; touch pwned #",
    "fifo",
    "gone",
    "away",
    "/dev/full",
    "no\nfolder/x",
    "\u202ex.csv",
    "",
    "a" * 5000,
]
"""A folder, a pipe, a link to nothing, a link to what others own, a device, and names."""
GIVEN = {
    "place": "Wuwei", "a": ".", "b": ".", "before": ".", "after": ".", "row_id": "wuwei-1",
    "unit": "Wuwei", "form": "csv", "file": "l.csv", "folder": "new", "article": "a.txt",
    "source_id": "news-2020", "title": "T", "files": "log.csv", "names": "Wuwei",
    "phrases": "2016", "out": "out.parquet",
}  # fmt: skip
"""A sound value of each argument that a command needs."""
READ_AND_WRITE_PATHS = {
    "file", "folder", "article", "files", "a", "b", "before", "after", "batch", "data", "out",
    "recipe", "html", "theme", "boundaries", "font", "text", "tiles",
}  # fmt: skip
CUT_SHORT = {("build",), ("plot",), ("export",), ("panel",), ("tally",)}
"""Commands that take a second: each of their texts is given one value."""


def walk(command, path=()):
    inner = getattr(command, "commands", None)
    if inner is None:
        return [(path, command)]
    return [found for name in sorted(inner) for found in walk(inner[name], (*path, name))]


COMMANDS = walk(get_command(app))


def cases(words, command):
    """Return the arguments of one run for each parameter and hostile value."""
    texts = cycle(TEXTS)
    found = []
    for param in command.params:
        kind = type(param.type).__name__
        if kind not in {"StringParamType", "TyperPath"}:
            continue
        is_path = kind == "TyperPath" or param.name in READ_AND_WRITE_PATHS
        values = PATHS if is_path else [next(texts)] if words in CUT_SHORT else TEXTS
        found += [[*words, *needed(command, param), *given(param, value)] for value in values]
    return found


def needed(command, besides):
    """Return the arguments that the command needs, without one."""
    return [
        part
        for param in command.params
        if param is not besides and (param.required or param.param_type_name == "argument")
        for part in given(param, GIVEN.get(param.name, ""))
        if param.name in GIVEN
    ]


def given(param, value):
    return [value] if param.param_type_name == "argument" else [param.opts[0], value]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Stand in a copy of the example, with what every command may read beside it."""
    inside = tmp_path / "p"
    inside.mkdir()
    for name in ("datapackage.json", "locations.csv", "sources.csv"):
        shutil.copy(DATA / name, inside / name)
    (inside / "l.csv").write_text("city,year\nWuwei,2016\n", encoding="utf-8")
    (inside / "log.csv").write_text("adcode,date\n620602,2016\n", encoding="utf-8")
    (inside / "a.txt").write_text("The pilot began in Wuwei in 2016.\n", encoding="utf-8")
    (inside / PATHS[0]).mkdir()
    os.mkfifo(inside / "fifo")
    (inside / "gone").symlink_to("nowhere")
    (tmp_path / "others.csv").write_text("kept\n", encoding="utf-8")
    (inside / "away").symlink_to(tmp_path / "others.csv")
    monkeypatch.chdir(inside)
    return inside


@pytest.mark.parametrize(
    ("words", "command"), COMMANDS, ids=[" ".join(each) for each, _ in COMMANDS]
)
def test_no_argument_of_a_command_breaks_it_or_runs_or_replaces_what_is_not_its_own(
    words, command, folder
):
    faults = []
    for arguments in cases(words, command):
        said = run(*arguments)
        faults += [(why, arguments, said) for why in wrong(said, folder)]
    assert faults == []
    assert not list(folder.parent.rglob("pwned"))


def wrong(said, folder):
    """Yield what is wrong with an answer, or with what is left in the folder."""
    text = said.out + said.err
    if said.code not in {0, 1, 2} or "defect of pilotmap" in text or "Traceback" in text:
        yield "broken"
    if said.code and not said.err.strip() and not said.out.strip():
        yield "silent"
    if any(not line.replace("\t", "").isprintable() for line in text.split("\n")):
        yield "prints what acts on a terminal"
    if (folder.parent / "others.csv").read_text("utf-8") != "kept\n":
        yield "writes into the file of others"
    if not stat.S_ISFIFO(Path("fifo").lstat().st_mode) or not Path(PATHS[0]).is_dir():
        yield "replaces what is no file"
    if not (Path("gone").is_symlink() and Path("away").is_symlink()):
        yield "replaces a link"


@pytest.mark.parametrize(
    "arguments",
    [["{}"], ["find", "--{}"], ["build", "--year", "{}"], ["diff", "{}", "p"], ["export", "{}"]],
)
def test_a_refused_argument_is_not_repeated_whole(arguments):
    said = run(*(each.format("x" * 100_000) for each in arguments))

    assert said.code in {1, 2}
    assert "x" * 100 in said.err
    assert len(said.err) < 2 * MESSAGE_LIMIT
