"""What others wrote reaches a terminal as text to look at, on the line it belongs to."""

import os
import subprocess
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import Problem
from geo.text.escape import is_unseen, one_line, shell_argument, some_of


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("武威 a\u00a0b", "武威 a\u00a0b"),
        ("a\nb\tc", "a\\nb\\tc"),
        ("\x1b]0;x\x07", "\\x1b]0;x\\x07"),
        ("a\u202eb\u2028c\ufeff", "a\\u202eb\\u2028c\\ufeff"),
        ("\udcff", "\\udcff"),
    ],
)
def test_what_steers_a_terminal_is_shown_as_an_escape(text, shown):
    assert one_line(text) == shown
    assert one_line(shown) == shown


@given(st.text())
def test_a_text_is_one_line_and_what_is_kept_is_kept(text):
    shown = one_line(text)

    assert len(shown.splitlines()) <= 1
    assert not any(map(is_unseen, shown))
    assert one_line(text, keep="\n").count("\n") == text.count("\n")


def test_a_problem_is_one_line_whatever_the_cell_holds():
    problem = Problem("rule", "the cell 'a\r\nb\x1b[2J'", file="x\ny.csv", line=3)

    assert str(problem) == "x\\ny.csv:3: the cell 'a\\r\\nb\\x1b[2J' [rule]"


def test_a_problem_that_quotes_a_long_cell_keeps_what_it_says_and_advises():
    problem = Problem("rule", f"'{'a' * 10**6}' is no place", "shorten it", file="x.csv", line=3)

    assert len(str(problem)) < 2100
    assert str(problem).startswith("x.csv:3: 'aaa")
    assert str(problem).endswith("aaa' is no place; shorten it [rule]")
    assert "998," in str(problem)
    assert len(problem.as_record()["message"]) < 2100


@pytest.mark.parametrize(
    "name",
    [
        "zones",
        "试点 2020",
        "x; touch pwned #",
        "$(touch pwned)",
        "`touch pwned`",
        "a'b\"c",
        "-rf",
        "*",
        "~",
        "a\nb",
        "\x1b[2J",
        "\x9b\u202e'\\",
        "%PATH%!",
    ],
)
def test_an_advised_path_is_one_argument_and_obeyed_by_no_shell(name, tmp_path):
    advised = shell_argument(name)

    assert advised.isprintable()
    said = subprocess.run(
        ["bash", "-c", f"printf %s {advised}"],
        cwd=tmp_path,
        capture_output=True,
        check=True,
        env=os.environ | {"LC_ALL": "C.UTF-8"},
    )
    assert said.stdout.decode() in {name, f"./{name}"}
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("path", "argument"),
    [(r"C:\zones", r"C:\zones"), ("my zones", "'my zones'"), ("it's $(x)", "'it''s $(x)'")],
)
def test_on_windows_it_is_quoted_for_powershell(monkeypatch, path, argument):
    windows = SimpleNamespace(name="nt", fspath=os.fspath, path=os.path)
    monkeypatch.setattr("geo.text.escape.os", windows)

    assert shell_argument(path) == argument


def test_of_many_names_some_are_told_and_the_others_counted():
    assert some_of(["a", "b"]) == "a, b"
    assert some_of(map(str, range(10_000)), most=3) == "0, 1, 2 and 9,997 more"
    assert some_of([]) == ""
