"""A new project to stand in."""

import pytest
from command import run


@pytest.fixture
def home(tmp_path, monkeypatch):
    """Stand in a new project with one source."""
    assert run("init", tmp_path / "p", "--title", "Zones 试点").code == 0
    monkeypatch.chdir(tmp_path / "p")
    assert run("source", "add", "s-2020", "--title", "T", "--published", "2020-09").code == 0
    return tmp_path / "p"
