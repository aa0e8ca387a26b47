"""Every command explains itself in one sentence, and its example runs."""

from __future__ import annotations

import io
import re
import shlex
import shutil
import sys
from typing import TYPE_CHECKING

import openpyxl
import pytest
from typer.main import get_command

from geo.cli import entry, main
from geo.cli.app import app
from geo.cli.entry import register
from geo.paths import DATA

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from pathlib import Path


def walk(command: object, path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], str]]:
    """Return (words, help) of each command that does something by itself."""
    inner = getattr(command, "commands", None)
    if inner is None:
        return [(path, getattr(command, "help", "") or "")]
    return [found for name in sorted(inner) for found in walk(inner[name], (*path, name))]


register()
COMMANDS = walk(get_command(app))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of the example, with the files that examples speak of beside it."""
    for name in ("datapackage.json", "locations.csv", "sources.csv"):
        shutil.copy(DATA / name, tmp_path / name)
    with (tmp_path / "sources.csv").open("a", encoding="utf-8") as file:
        file.write("moc-2015,A list,,,2015,,,unknown,,,\n")
    (tmp_path / "article.txt").write_text("A title.\n\nA paragraph.\n", encoding="utf-8")
    (tmp_path / "names.csv").write_text("toponym\nWeinan\n", encoding="utf-8")
    book = openpyxl.Workbook()
    book.active.append(["city", "province", "batch"])
    book.active.append(["Lanzhou", "Gansu", 1])
    book.save(tmp_path / "cities.xlsx")
    return tmp_path


def test_there_are_commands_to_hold_to_this() -> None:
    assert {("build",), ("find",), ("add",), ("source", "add")} <= {words for words, _ in COMMANDS}


def test_what_typer_makes_of_the_commands_is_made_once_in_a_process_of_tests() -> None:
    assert entry.get_command(app) is entry.get_command(app)


@pytest.mark.parametrize(
    ("words", "text"), COMMANDS, ids=[" ".join(words) for words, _ in COMMANDS]
)
def test_the_help_of_a_command_is_a_sentence_and_an_example_that_runs(
    words: tuple[str, ...],
    text: str,
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    sentence, example = re.split(r"Example:", text, maxsplit=1)
    assert sentence.strip().endswith("."), sentence
    program, *arguments = shlex.split(example.strip())
    assert (program, *arguments[: len(words)]) == ("pilotmap", *words)

    monkeypatch.chdir(project)
    monkeypatch.setattr(sys, "argv", ["pilotmap", *arguments])
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    try:
        main()
        status = 0
    except SystemExit as end:
        status = end.code or 0

    said = capsys.readouterr().err
    assert status in {0, 1}, said
    assert "defect" not in said
