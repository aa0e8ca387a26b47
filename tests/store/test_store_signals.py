"""A command that a signal ends: nothing half-written, and what stands already is told."""

import signal
import subprocess
import sys

import pytest

from geo.store import Project
from geo.store.lock import NAME
from geo.store.writing import writing

pytestmark = pytest.mark.slow

SCRIPT = """
import os, signal, sys
from geo.cli import main
from geo.cli import add
from geo.store import journal, lock, replace

# A shell that starts the tests in the background has them ignore the one, nohup the other.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)

def signalled(owner, name, moment, number):
    real = getattr(owner, name)

    def call(*arguments):
        if moment == "before":
            os.kill(os.getpid(), number)
        result = real(*arguments)
        if moment == "after":
            os.kill(os.getpid(), number)
        return result

    setattr(owner, name, call)

signalled({owner}, "{name}", "{moment}", int(sys.argv.pop(1)))
main()
"""
ADD = ["add", "Tianshui", "--start", "2020", "--source", "report-2020", "--locator", ""]
EARLY = [
    ("lock", "_lock", "after"),
    ("journal.Journal", "append", "before"),
    ("journal.Journal", "append", "after"),
    ("replace.StagedFile", "put_in_place", "before"),
]
LATE = [
    ("replace.StagedFile", "put_in_place", "after"),
    ("replace.StagedFile", "confirm", "before"),
    ("replace.StagedFile", "confirm", "after"),
    ("lock", "_unlock", "after"),
]


def run(project, where, number):
    owner, name, moment = where
    script = SCRIPT.format(owner=owner, name=name, moment=moment)
    command = [*ADD, "--statement", "x", "--data", project.folder]
    return subprocess.run(
        [sys.executable, "-c", script, str(int(number)), *command],
        capture_output=True,
        text=True,
        check=False,
    )


def places(project):
    with writing(project):  # what a killed writer left is put right
        pass
    return [each.place for each in Project(project.folder).load().statements]


@pytest.mark.parametrize("where", EARLY)
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_before_the_row_stands_nothing_is_written_and_nothing_claimed(project, where, number):
    before = project.locations.read_bytes()

    said = run(project, where, number)

    assert said.returncode == 128 + number
    assert "Traceback" not in said.stderr
    assert "done before" not in said.stderr
    assert project.locations.read_bytes() == before
    assert "Tianshui" not in places(project)
    assert not (project.folder / NAME).exists()


@pytest.mark.parametrize("where", LATE)
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_after_the_row_stands_it_is_told(project, where, number):
    said = run(project, where, number)

    assert said.returncode == 128 + number
    assert "Traceback" not in said.stderr
    assert "interrupted, but this was done before: added tianshui-2020;" in said.stderr
    assert places(project)[-1] == "Tianshui"


@pytest.mark.parametrize("module", ["typer", "geo.cli.find", "geo.gazetteer.match"])
@pytest.mark.parametrize(
    "how", ["raise KeyboardInterrupt", "raise RuntimeError('of a class') from KeyboardInterrupt()"]
)
def test_ctrl_c_while_a_module_is_read_ends_the_command_without_a_word(module, how):
    """Python 3.11 makes a RuntimeError of it where it comes while a class is being made."""
    script = (
        "import sys\n"
        "class Interrupted:\n"
        "    def find_spec(self, name, *_):\n"
        f"        if name == '{module}': {how}\n"
        "sys.meta_path.insert(0, Interrupted())\n"
        "sys.argv = ['pilotmap', 'find', 'Wuwei']\n"
        "from geo.cli import main; main()"
    )

    said = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)

    assert (said.returncode, said.stderr, said.stdout) == (130, b"", b"")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_that_a_compiled_library_makes_an_error_of_is_not_told_as_a_defect(number):
    """NumPy prints the exception and raises ImportError where it comes while numpy is read."""
    script = (
        "import os, signal, sys\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # see SCRIPT
        "class Compiled:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name != 'geo.gazetteer.match': return\n"
        "        try:\n"
        f"            os.kill(os.getpid(), {int(number)})\n"
        "            while True: pass\n"
        "        except BaseException as error:\n"
        "            if isinstance(error, KeyboardInterrupt): sys.excepthook(*sys.exc_info())\n"
        "        raise ImportError('its core failed to import')\n"
        "sys.meta_path.insert(0, Compiled())\n"
        "sys.argv = ['pilotmap', 'find', 'Wuwei']\n"
        "from geo.cli import main; main()"
    )

    said = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)

    assert (said.returncode, said.stderr, said.stdout) == (128 + number, b"", b"")
