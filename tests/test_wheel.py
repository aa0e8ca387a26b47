"""The package as people get it: a wheel, installed where no checkout is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]


class Installed(NamedTuple):
    site: Path
    environment: dict[str, str]

    def run(self, *command, cwd):
        return subprocess.run(
            [sys.executable, *command],
            cwd=cwd,
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
            stdin=subprocess.DEVNULL,
        ).stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """Build the wheel, and install it beside the libraries of this environment."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
    build = ("wheel", "--no-deps", "--no-build-isolation", "--no-index")
    subprocess.run([*pip, *build, "--wheel-dir", folder, ROOT], check=True)
    (wheel,) = folder.glob("pilotmap-*.whl")
    site = folder / "site"
    subprocess.run(
        [*pip, "install", "--no-deps", "--no-index", "--target", site, wheel], check=True
    )
    return Installed(site, os.environ | {"PYTHONPATH": str(site)})


def test_the_wheel_holds_the_package_its_data_and_nothing_of_the_checkout(installed):
    assert sorted(
        path.name for path in installed.site.iterdir() if path.suffix != ".dist-info"
    ) == [
        "bin",
        "pilotmap",
    ]
    names = {path.name for path in (installed.site / "pilotmap").iterdir()}
    assert {"data", "py.typed", "page"} <= names
    assert not names & {"_checkout", ".pilotmap"}


def test_it_is_imported_as_pilotmap(installed, tmp_path):
    script = (
        "import pilotmap; print(pilotmap.__file__)\n"
        "print(pilotmap.load().status('610500', 2018).value, pilotmap.find('Weinan').unit.adcode)"
    )

    path, answer = installed.run("-c", script, cwd=tmp_path).splitlines()

    assert Path(path).is_relative_to(installed.site)
    assert answer == "in 610500"


def test_its_command_builds_the_page_of_the_checkout_byte_for_byte(installed, tmp_path):
    command = installed.site / "bin" / "pilotmap"

    assert installed.run(command, "find", "Weinan", cwd=tmp_path).startswith("Weinan: 610500 ")
    assert installed.run(command, "build", "--out", "a.html", cwd=tmp_path) == "a.html\n"
    subprocess.run(
        [sys.executable, "-m", "geo", "build", "--out", tmp_path / "b.html"],
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.html", "b.html"]
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()
