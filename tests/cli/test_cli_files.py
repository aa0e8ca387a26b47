"""Every command that reads a file opens it in the one way that waits for nothing and ends."""

import ast
import errno
import os
import re
import signal
import socket
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from patience import PATIENCE_S

import geo
from geo.cli import app, output_file
from geo.errors import DataError, UsageError
from geo.store.create import create_project
from geo.tables import regular_file


def _bound(path):
    bound = socket.socket(socket.AF_UNIX)
    bound.bind(path.name)  # a name of a socket is short
    bound.close()


READERS = {
    "import": ("import", "{}.csv", "--source", "moc", "--data", "p"),
    "import --recipe": ("import", "a.csv", "--source", "moc", "--data", "p", "--recipe", "{}.toml"),
    "find --batch": ("find", "--batch", "{}.csv"),
    "date --batch": ("date", "--batch", "{}.csv"),
    "check --text": ("check", "--data", "p", "--text", "{}.txt"),
    "build --boundaries": ("build", "--data", "p", "--out", "o.html", "--boundaries", "{}.json"),
    "build --theme": ("build", "--data", "p", "--out", "o.html", "--theme", "{}.toml"),
    "scan": ("scan", "{}.txt"),
    "tally": ("tally", "{}.csv"),
}
SPECIAL = {
    "pipe": os.mkfifo,
    "device": lambda path: path.symlink_to("/dev/zero"),
    "socket": _bound,
    "folder": lambda path: path.mkdir(),
    "circle": lambda path: path.symlink_to(path),
}
OPENED_ELSEWHERE = {
    "geo/boundaries/__init__.py", "geo/boundaries/topojson.py", "geo/gazetteer/zones.py",
    "geo/gazetteer/gazetteer.py", "geo/gazetteer/units.py", "geo/page/assets.py",
    "geo/page/leaflet.py", "geo/page/document.py", "geo/page/drawn_outlines.py",
    "geo/tally/places.py", "geo/toponym/normalise.py",  # files of ours
    "geo/cli/entry.py",  # the null device
    "geo/export/files.py", "geo/store/writing.py",  # what was just written
    "geo/tables/workbook_archive.py",  # a part of what was read
    "geo/tally/files.py", "geo/tally/long_texts.py",  # looked at before; an address is no file
}  # fmt: skip


@pytest.fixture
def ends():
    """End a test that waits for a file."""
    before = signal.signal(signal.SIGALRM, lambda *_: pytest.fail("it waits"))
    signal.alarm(PATIENCE_S)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.usefixtures("ends")
@pytest.mark.parametrize("command", READERS)
def test_what_is_no_regular_file_is_refused_in_one_line(command, run, tmp_path):
    (tmp_path / "a.csv").write_text("city,year\nWuwei,2016\n")
    for kind, make in SPECIAL.items():
        arguments = [part.format(kind) for part in READERS[command]]
        (named,) = (part for part in arguments if part.startswith(kind))
        make(tmp_path / named)

        said = run(*arguments)

        assert said.code in {1, 2}, (kind, said.all)
        assert named in said.err
        assert len(said.err.splitlines()) == 1, (kind, said.all)
        assert "Errno" not in said.err


class Stream:
    """A file of the system: it calls itself empty, and gives a chunk, and then what it is told."""

    name = "kmsg"

    def __init__(self, last):
        self.given = 0
        self.last = last

    def read(self, size):
        self.given += 1
        return b"x" * size if self.last is ... or self.given == 1 else self.last


def test_a_file_that_calls_itself_empty_is_read_as_far_as_it_gives(monkeypatch):
    monkeypatch.setattr(regular_file, "SIZE_LIMIT", 2**22)

    assert len(regular_file._read_whole(Stream(None), 0)) == 2**20
    assert len(regular_file._read_whole(Stream(b""), 0)) == 2**20
    assert len(regular_file._read_whole(Stream(...), 0)) == 2**22 + 1  # and is refused then


def test_a_file_beyond_its_limit_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "a.toml"
    path.write_bytes(b"# " + b"x" * 2**21)

    with pytest.raises(DataError, match="the file has 2 MB, more than 1; split it"):
        regular_file.read_bytes(path, "a.toml", 2**20)
    monkeypatch.setattr(regular_file, "SIZE_LIMIT", 2**20)
    with pytest.raises(OSError, match="more than 1") as caught:
        regular_file.read_regular(path)
    assert caught.value.errno == errno.EFBIG


@pytest.mark.parametrize(
    "text", ["x = " + "[" * 100_000, "x = " + "{a=" * 10_000, "a" + ".a" * 40_000 + " = 1"]
)
def test_a_recipe_nested_without_end_is_refused(text, run, tmp_path):
    (tmp_path / "a.csv").write_text("city,year\nWuwei,2016\n")
    (tmp_path / "a.toml").write_text(text)

    said = run("import", "a.csv", "--source", "moc", "--data", "p", "--recipe", "a.toml")

    assert said.code == 1
    assert "the recipe is not TOML" in said.err


def test_no_module_opens_a_file_of_others_in_a_way_of_its_own():
    root = Path(geo.__file__).parent
    found = set()
    for path in root.rglob("*.py"):
        where = f"geo/{path.relative_to(root).as_posix()}"
        if where.startswith(("geo/reference/", "geo/_checkout/")):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _reads(node):
                found.add(where)

    assert found - OPENED_ELSEWHERE == set()


def _reads(call):
    """Whether a call opens a file for reading, unless it stands in a folder of ours."""
    called = getattr(call.func, "attr", getattr(call.func, "id", ""))
    if called not in {"open", "read_text", "read_bytes"}:
        return False
    name = ast.unparse(call.func)
    if re.match(r"\(_?[A-Z]+ / ", name):
        return False
    modes = [ast.literal_eval(each) for each in call.args[:2] if isinstance(each, ast.Constant)]
    writes = any(isinstance(mode, str) and mode[:1] in {"x", "a"} for mode in modes)
    if name.endswith((".read_text", ".read_bytes")):
        return name.split(".")[-1] != "read_bytes" or not call.args
    if name == "open" or (name.endswith(".open") and name.split(".")[0] in {"path", "self"}):
        return not writes
    return name == "fsspec.open" or ("Path(" in name and name.endswith(".open"))


@pytest.mark.parametrize(
    "name", ["NUL", "con.html", "Aux.tar.gz", "COM1.svg", "lpt9", "map:1.html", "nul .png"]
)
def test_on_windows_nothing_is_written_to_a_device_or_behind_a_colon(project, monkeypatch, name):
    output_file.check_place(Path(name), project)
    monkeypatch.setattr(output_file, "_WINDOWS", True)

    with pytest.raises(UsageError, match="Windows keeps this name for a device"):
        output_file.check_place(Path(name), project)
    for other in ("contents.html", "map-1.html", "com10.svg", "nullable"):
        output_file.check_place(Path(other), project)


def test_the_console_of_windows_is_asked_to_take_escape_sequences(monkeypatch):
    asked = []
    colorama = SimpleNamespace(just_fix_windows_console=lambda: asked.append(True))
    monkeypatch.setitem(sys.modules, "colorama", colorama)

    app.take_escapes("posix")
    assert not asked
    app.take_escapes("nt")
    assert asked


@pytest.mark.parametrize("command", ["scan", "tally", "export"])
@pytest.mark.parametrize("name", ["locations.csv", "datapackage.json"])
def test_no_output_replaces_a_file_of_a_project_that_the_command_does_not_read(
    command, name, tmp_path, monkeypatch, run
):
    """`scan` and `tally` read no project, and `--data` may name another one."""
    monkeypatch.chdir(tmp_path)
    other = create_project(tmp_path / "other", title="T")
    before = (other.folder / name).read_bytes()
    (tmp_path / "news.txt").write_text("The pilot began in Lanzhou, Gansu, in May 2019.\n")
    (tmp_path / "log.csv").write_text("adcode,date\n620100,2019\n")
    link = tmp_path / "link.parquet"
    link.symlink_to(other.folder / name)
    words = {
        "scan": ("scan", "news.txt", "--html", "link.parquet"),
        "tally": ("tally", "log.csv", "--processes", "1", "--out", "link.parquet"),
        "export": ("export", "csv", "--out", f"other/{name}"),
    }

    said = run(*words[command], "--force")

    assert said.code == 1
    assert "holds the project's data" in said.err
    assert (other.folder / name).read_bytes() == before


def test_a_file_of_a_projects_name_where_no_project_is_may_be_replaced(tmp_path):
    (tmp_path / "sources.csv").touch()

    output_file.check_place(tmp_path / "sources.csv")
