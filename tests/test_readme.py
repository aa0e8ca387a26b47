"""The README is true: each command it shows prints what it shows, and each command is in it."""

from __future__ import annotations

import contextlib
import re
import shlex
from pathlib import Path

import pilotmap
import pytest
from command import run
from typer.main import get_command

from geo.cli.app import app
from geo.cli.entry import register

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
WHEN = re.compile(r"\d{4}-\d\d-\d\dT[\d:+]+")  # when a change was made differs from run to run
TRANSCRIPTS = re.findall(r"^```console\n(.*?)^```", README, flags=re.MULTILINE | re.DOTALL)


def exchanges(transcript: str) -> list[tuple[str, str]]:
    """Split a transcript into (command, expected output) pairs; a trailing backslash continues."""
    parts = re.split(r"^\$ ", transcript, flags=re.MULTILINE)[1:]
    pairs = []
    for part in parts:
        command, _, output = part.replace("\\\n", " ").partition("\n")
        pairs.append((command, output.rstrip("\n")))
    return pairs


def command_names() -> list[str]:
    return sorted(get_command(app).commands)


@pytest.mark.parametrize("transcript", TRANSCRIPTS, ids=lambda text: text.splitlines()[0][:60])
def test_a_transcript_prints_what_the_readme_shows(transcript: str, tmp_path: Path) -> None:
    """Its commands run one after the other in one empty folder, as a newcomer would type them."""
    for command, expected in exchanges(transcript):
        program, *arguments = shlex.split(command)
        assert program == "pilotmap", f"a README transcript runs only pilotmap, not {program!r}"
        with contextlib.chdir(tmp_path):
            ran = run(*arguments)

        printed = (ran.out + ran.err).rstrip("\n")
        assert WHEN.sub("WHEN", printed) == WHEN.sub("WHEN", expected), command


def test_the_python_in_the_readme_says_what_its_comments_say() -> None:
    (block,) = re.findall(r"^```python\n(.*?)^```", README, flags=re.MULTILINE | re.DOTALL)
    names: dict[str, object] = {}
    exec(block, names)
    rollout = names["rollout"]
    assert isinstance(rollout, pilotmap.Rollout)

    assert rollout.status("610500", 2018) is pilotmap.Status.IN
    assert rollout.status("620700", 2020) is pilotmap.Status.POSSIBLE
    assert rollout.first_year("622900") == (2020, 2020)


def test_the_files_that_the_readme_leads_to_are_there() -> None:
    named = re.findall(r"\]\(([^)#]+)\)|`((?:[\w.]+/)+|[A-Z]+\.md)`", README)
    files = {picture or file for picture, file in named if "://" not in picture}

    assert {"docs/map.webp", "CONTRIBUTING.md"} <= files
    assert not [file for file in files if not (ROOT / file).exists()]


@pytest.mark.parametrize("document", ["CONTRIBUTING.md", "geo/page/assets/README.md"])
def test_the_files_that_a_guide_names_are_there(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:[\w.-]+/)*[\w-]+\.(?:py|js|md|csv|css|html|toml))`", text))
    known = [
        path.as_posix() for each in ("geo", "tests", "data") for path in (ROOT / each).rglob("*.*")
    ]
    known += [path.name for path in ROOT.iterdir()]
    missing = [name for name in named if not any(f"/{path}".endswith(f"/{name}") for path in known)]

    assert named
    assert [name for name in missing if not (ROOT / name).exists()] == []


def test_every_command_has_its_place_in_the_readme() -> None:
    register()
    missing = [name for name in command_names() if f"pilotmap {name}" not in README]

    assert not missing
