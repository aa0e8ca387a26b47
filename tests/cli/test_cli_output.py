"""What is printed steers no terminal, and JSON stays JSON."""

import json
import os
import re
import subprocess
import sys
from ast import literal_eval

import pytest
from command import run

from geo.cli.app import print_data, print_json


@pytest.mark.parametrize(
    "text", ["\x7f", "\x9b31m", "\x1b[2J", "\u202e", "\u2028", "\U000e0001", "\udc80", "武威\tx\n"]
)
def test_json_keeps_every_character_and_sends_none_that_acts(capsys, text):
    print_json({"text": text})

    out = capsys.readouterr().out
    assert json.loads(out) == {"text": text}
    assert out.count("\n") == 1
    assert all(character.isprintable() for character in out[:-1])


def test_text_shows_control_characters_as_escapes(capsys):
    print_data("a\x1b[2J\x9b\u202e武威")

    assert capsys.readouterr().out == "a\\x1b[2J\\x9b\\u202e武威\n"


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["ascii", "cp936", "cp1252"])
def test_an_encoding_that_lacks_a_character_gets_it_as_an_escape(encoding, tmp_path):
    """Neither a traceback nor a question mark: what was written can be read back."""
    names = "武威市 in 甘肃", "Jiǔquán", "\U00020bb7野"

    def said(*options):
        return subprocess.run(
            [sys.executable, "-m", "geo", "find", *names, *options],
            capture_output=True,
            cwd=tmp_path,
            env=os.environ | {"PYTHONIOENCODING": encoding},
            check=False,
        )

    told, records = said(), said("--json")

    assert all(line.startswith(b"note: ") for line in told.stderr.splitlines())
    text = told.stdout.decode(encoding)
    assert "?" not in text
    lines = records.stdout.decode(encoding).splitlines()
    found = {record["query"]: record for record in map(json.loads, lines)}
    assert set(found) == set(names)
    assert found["Jiǔquán"]["unit"]["name_zh"] == "酒泉市"
    shown = re.sub(r"\\(u[0-9a-f]{4}|U[0-9a-f]{8})", lambda at: chr(int(at[1][1:], 16)), text)
    assert "酒泉市" in shown
    assert names[2] in shown


@pytest.mark.parametrize("name", ["x; touch pwned #", "-v", "a $(touch pwned) 试点"])
def test_an_advised_command_can_be_pasted_whatever_the_folder_is_called(
    name, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    enter, semicolon, _ = (
        run("init", "--", name).err.removeprefix("next: ").rpartition("; pilotmap source")
    )
    assert semicolon

    subprocess.run(["bash", "-c", f"{enter} && touch inside"], check=True)

    assert (tmp_path / name / "inside").exists()
    assert not list(tmp_path.rglob("pwned"))


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("buffered", [True, False])
@pytest.mark.parametrize(
    "args", [["list"], ["--help"], ["source", "edit", "s-2020", "--note", "x"]]
)
def test_a_full_disk_behind_the_output_is_told_in_one_line(buffered, args):
    environment = {name: os.environ[name] for name in os.environ if name != "PYTHONUNBUFFERED"}
    environment |= {} if buffered else {"PYTHONUNBUFFERED": "1"}
    run("add", "Wuwei", "--within", "Gansu", "--start", "2020", "--source", "s-2020",
        "--locator", "", "--statement", "x")  # fmt: skip

    with open("/dev/full", "wb") as full:  # noqa: PTH123 (a device)
        ran = subprocess.run(
            [sys.executable, "-m", "geo", *args],
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment,
            check=False,
        )

    assert ran.returncode == 1
    assert ran.stderr.decode().startswith("error: No space left on device: cannot print; ")
    assert ran.stderr.count(b"\n") == 1


@pytest.mark.usefixtures("home")
def test_a_command_whose_caller_closed_the_output_does_its_work():
    said = subprocess.run(
        [f"exec {sys.executable} -m geo source list >&-"],
        shell=True,
        capture_output=True,
        check=True,
    )

    assert said.stderr == b""


@pytest.mark.parametrize(("debug", "told"), [("", False), ("1", True)])
def test_warnings_of_libraries_are_for_developers(debug, told):
    script = (
        "import sys, warnings; from geo import dates; from geo.cli import main\n"
        "read = dates.read_phrase\n"
        "def warn(*args, **options):\n"
        "    warnings.warn('a library speaks')\n"
        "    return read(*args, **options)\n"
        "dates.read_phrase = warn\n"
        "sys.argv = ['pilotmap', 'date', '2020']; main()"
    )

    said = subprocess.run(
        [sys.executable, "-c", script],
        env=os.environ | {"PILOTMAP_DEBUG": debug},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ("a library speaks" in said.stderr) == told, said.stderr
    assert told or said.stderr == ""


@pytest.mark.parametrize(
    ("raised", "told"),
    [
        ("EOFError('marshal data too short')", "error: a compiled file of the installation is cut"),
        ("EOFError('of data')", "error: a defect of pilotmap, not of your data: EOFError: of data"),
        ("FileNotFoundError(2, 'No folder')", "error: No folder: set TMPDIR to a folder that can"),
    ],
)
def test_an_error_that_typer_or_no_file_tells_the_reason_of_is_told_with_it(raised, told):
    """A cache that a full disk cut short made every command say `Aborted!` and nothing else."""
    script = (
        "import sys; from geo import dates; from geo.cli import main\n"
        f"def fail(*args, **options): raise {raised}\n"
        "dates.read_phrase = fail; sys.argv = ['pilotmap', 'date', '2020']; main()"
    )

    said = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )

    assert said.returncode in {1, 2}
    assert said.stderr.strip().startswith(told)
    assert len(said.stderr.split("\n")) <= 3


def test_ctrl_c_while_the_command_is_loading_ends_it_without_a_word():
    """As if it came while typer, the first library, was read."""
    script = (
        "import sys\n"
        "class Interrupted:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'typer': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupted())\n"
        "from geo.cli import main; main()"
    )

    said = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)

    assert (said.returncode, said.stderr, said.stdout) == (130, b"", b"")


def test_nothing_is_read_before_ctrl_c_can_be_answered():
    """What the command imports first: a Ctrl-C meanwhile shows Python's own traceback."""
    script = (
        "import sys; before = set(sys.modules); import pilotmap.cli\n"
        "print(sorted(set(sys.modules) - before))"
    )

    said = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert set(literal_eval(said.stdout)) <= {"__future__", "atexit", "pilotmap", "pilotmap.cli"}


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_load_nothing_that_only_commands_need(option):
    script = (
        "import sys, atexit\n"
        "rooms = {'boundaries', 'gazetteer', 'intake', 'rollout', 'store'}\n"
        "loaded = lambda: sorted(rooms & {name.split('.')[1] for name in sys.modules\n"
        "                                 if name.startswith('geo.')})\n"
        "atexit.register(lambda: print(loaded(), file=sys.stderr))\n"
        "from geo.cli import main; main()"
    )

    said = subprocess.run(
        [sys.executable, "-c", script, option], capture_output=True, text=True, check=True
    )

    assert said.stderr == "[]\n"
