"""A project to import into, the command that imports, and a browser, for whoever has no other."""

import gc
import io
import os
import re
import shutil
import sys
from types import SimpleNamespace

import pytest
from examples import TIMES
from hypothesis import HealthCheck, settings
from patience import PATIENCE_S

from geo.cli import entry, main
from geo.store import Project
from geo.store.create import create_project

# As a command does: to look for cycles among all tests as they are collected takes a tenth of that.
gc.set_threshold(entry._GARBAGE_THRESHOLD)

# How long a machine takes under load is no property of the code.
settings.register_profile(
    "loaded",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    max_examples=settings.default.max_examples * TIMES,
    derandomize=TIMES == 1,  # new examples are for `make test-long`: else a run says another thing
)
settings.load_profile("loaded")


@pytest.fixture(scope="session", autouse=True)
def command_is_built_once():
    """Build the command that typer makes of ours once, not for every `main()` of a process.

    That takes longer than most commands do. It is built anew when a command joins it.
    """
    build, built = entry.get_command, {}

    def get_command(app):
        own = [(id(each.callback), each.short_help) for each in app.registered_commands]
        key = id(app), tuple(own), len(app.registered_groups)
        if key not in built:
            built[key] = build(app)
        return built[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(entry, "get_command", get_command)
        yield


@pytest.fixture(scope="module", autouse=True)
def disk_need_not_keep_up():
    """Let nobody wait until what a test writes would outlast a power cut: no test cuts the power.

    What a process wrote before it was killed stands in the file all the same.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _descriptor: None)
        yield


SOURCES = "moc,List of pilots,,,2020-09,,,unknown,,,\nother,Another list,,,2021,,,unknown,,,\n"


def pytest_ignore_collect(collection_path, config):
    """Where tests marked slow are left out, import no module that is marked as a whole."""
    if "not slow" in config.option.markexpr and collection_path.name.startswith("test_"):
        text = collection_path.read_text(encoding="utf-8")
        return "\npytestmark = pytest.mark.slow\n" in text or None
    return None


@pytest.hookimpl(wrapper=True, optionalhook=True)
def pytest_xdist_auto_num_workers(config):
    """Have three workers for two cores where browsers are among what is tested.

    Nearly half of its time, a test of a page waits for frames and timers, and computes nothing.
    """
    cores = yield
    return cores + cores // 2 if config.option.markexpr in {"", "browser"} else cores


def pytest_collection_modifyitems(items):
    """Mark what opens a browser, so that `pytest -m "not browser"` needs none."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


BROWSERS = "chromium-headless-shell", "chromium", "google-chrome"
"""Commands, the one that opens a page with the least computing first."""


@pytest.fixture(scope="session")
def chromium():
    """Start Chromium without its window where it is, else with it, else Playwright's own."""
    from playwright.sync_api import sync_playwright

    system = next(filter(None, map(shutil.which, BROWSERS)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=system,
            args=["--no-sandbox", "--disable-background-networking"],
            timeout=1000 * PATIENCE_S,
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def empty_project(tmp_path_factory):
    """Make an empty project with two sources, for tests to copy."""
    made = create_project(tmp_path_factory.mktemp("empty") / "p", title="Pilots")
    with made.sources.open("a", encoding="utf-8") as file:
        file.write(SOURCES)
    return made.folder


@pytest.fixture
def project(empty_project, tmp_path, monkeypatch):
    """Stand beside an empty project `p` with two sources."""
    monkeypatch.chdir(tmp_path)
    return Project(shutil.copytree(empty_project, tmp_path / "p"))


@pytest.fixture
def footers_are_read_here(monkeypatch):
    """Start no process for the footer of a Parquet file that pyarrow has written: it ends nobody.

    To start it takes half a second of computing.
    """
    from geo.tables import own_process, parquet

    def read(task, raw, limits):
        return own_process._TASKS[task](raw, **limits)

    monkeypatch.setattr(parquet, "read_in_own_process", read)


@pytest.fixture
def run(project, monkeypatch, capsys):  # noqa: ARG001
    """Run `pilotmap ARGS` beside the project; a defect of ours raises, and is no line."""
    monkeypatch.setenv("PILOTMAP_DEBUG", "1")

    def call(*args, stdin=b""):
        monkeypatch.setattr(sys, "argv", ["pilotmap", *map(str, args)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        code = 0
        try:
            main()
        except SystemExit as end:
            code = end.code or 0
        said = capsys.readouterr()
        return SimpleNamespace(code=code, out=said.out, err=said.err, all=said.out + said.err)

    return call


@pytest.fixture
def rows(project):
    """Read the rows of the project as dictionaries."""
    return lambda: [row for _, row in project.read_locations().records()]


@pytest.fixture
def refused(project, run):
    """Hold that a file is refused with these words however it is imported."""

    def hold(path, pattern, *options):
        before = project.locations.read_bytes()
        for flags in ((), ("--write",)):
            said = run("import", path, "--source", "moc", "--data", "p", *options, *flags)
            assert said.code == 1, said.all
            assert re.search(pattern, said.all), said.all
            assert "Traceback" not in said.all
            assert all(len(line) < 3000 for line in said.all.splitlines()), "a line nobody reads"
        assert project.locations.read_bytes() == before
        assert sorted(p.name for p in project.folder.iterdir() if p.name[0] != ".") == [
            "datapackage.json",
            "locations.csv",
            "sources.csv",
        ]

    return hold
