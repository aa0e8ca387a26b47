"""A new project to stand in."""

import shutil

import pytest
from command import run


@pytest.fixture(scope="session")
def new_home(tmp_path_factory):
    """Make a project with one source, for tests to copy."""
    made = tmp_path_factory.mktemp("home") / "p"
    assert run("init", made, "--title", "Zones 试点").code == 0
    source = ("s-2020", "--title", "T", "--published", "2020-09")
    assert run("source", "add", *source, "--data", made).code == 0
    return made


@pytest.fixture
def home(new_home, tmp_path, monkeypatch):
    """Stand in a new project with one source."""
    shutil.copytree(new_home, tmp_path / "p")
    monkeypatch.chdir(tmp_path / "p")
    return tmp_path / "p"
