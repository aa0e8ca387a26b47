"""The line that tells how far a long command is."""

import io
from types import SimpleNamespace

import pytest
from command import run

from geo.cli import progress as progress_module
from geo.cli.progress import Progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def terminal(monkeypatch):
    # pytest puts its own sys.stderr in place between a fixture and its test.
    monkeypatch.setattr(progress_module, "sys", SimpleNamespace(stderr=Terminal()))
    monkeypatch.setenv("COLUMNS", "90")
    return progress_module.sys.stderr


def lines(terminal):
    return terminal.getvalue().split("\r\x1b[K")[1:]


def test_rows_rate_and_time_left_are_told_from_two_seconds_on_and_wiped_at_the_end(terminal, clock):
    with Progress("rows settled", 1_000_000, clock=clock) as progress:
        for clock.now, done in ((101.9, 50_000), (104.0, 100_000), (104.1, 110_000)):
            progress(done)
        assert lines(terminal) == [
            "100,000 of 1,000,000 rows settled, 25,000 a second, about 36 s left"
        ]
        clock.now = 105.0
        progress(125_000)
    assert lines(terminal)[1:] == [
        "125,000 of 1,000,000 rows settled, 25,000 a second, about 35 s left",
        "",
    ]


def test_a_second_part_has_its_own_rate(terminal, clock):
    with Progress("rows read", clock=clock) as progress:
        clock.now = 110.0
        progress(1000)
        progress.begin("sites drawn", 9000)
        clock.now = 120.0
        progress(100)
    assert lines(terminal) == [
        "1,000 rows read, 100 a second",
        "100 of 9,000 sites drawn, 10 a second, about 14 min 50 s left",
        "",
    ]


def test_more_than_expected_and_a_part_just_begun_have_no_time_left(terminal, clock):
    with Progress("rows read", 10, clock=clock) as progress:
        clock.now = 110.0
        progress(20)
        progress.begin("rows checked", 10)
        clock.now = 110.21
        progress.begin("rows drawn", 10)
        progress(1)
    assert lines(terminal) == ["20 rows read, 2 a second", "1 of 10 rows drawn", ""]


def test_the_line_never_wraps(terminal, clock, monkeypatch):
    monkeypatch.setenv("COLUMNS", "20")
    progress = Progress("rows settled", 1_000_000, clock=clock)
    clock.now = 110.0
    progress(100_000)
    assert lines(terminal) == ["100,000 of 1,000,00"]


def test_nothing_is_told_of_a_short_command_nor_where_nobody_reads(terminal, clock):
    with Progress("rows", clock=clock) as progress:
        progress(10)
    assert terminal.getvalue() == ""
    progress_module.sys.stderr = nobody = io.StringIO()
    with Progress("rows", clock=clock) as progress:
        clock.now = 200.0
        progress(10)
    assert nobody.getvalue() == ""


@pytest.fixture
def row(home):
    """Stand in a project of one row."""
    cells = "a,Wuwei,620600,2020,s-2020"
    (home / "locations.csv").write_text(f"id,place,adcode,start,source\n{cells}\n", "utf-8")
    return home


@pytest.mark.usefixtures("row")
def test_build_and_check_tell_how_many_rows_they_have_read(terminal, monkeypatch):
    monkeypatch.setattr(progress_module, "_AFTER_S", -1.0)

    assert run("build", "--out", "map.html").code == 0
    assert [line[:11] for line in lines(terminal)] == ["1 rows read", ""]
    assert run("check").code == 0
    assert lines(terminal)[2:][0][:11] == "1 rows read"
    assert lines(terminal)[-1] == ""


@pytest.mark.parametrize("step", ["geo.payload.build.deflated", "geo.store.replace.os.fsync"])
def test_a_build_that_is_stopped_leaves_nothing_behind(step, monkeypatch, row):
    (row / "map.html").write_text("<!doctype html>before", "utf-8")
    before = {path: path.read_bytes() for path in row.rglob("*") if path.is_file()}

    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(step, stopped)

    assert run("build", "--out", "map.html").code == 130
    assert {path: path.read_bytes() for path in row.rglob("*") if path.is_file()} == before
