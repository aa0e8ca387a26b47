"""What is advised can be pasted: each value that stands in a command is quoted for the shell."""

import ast
import os
import re
import subprocess
from pathlib import Path

import pytest

import geo
from geo.intake.lists.questions import answer
from geo.text.escape import shell_argument, shell_word

ROOT = Path(geo.__file__).parent
TEXTS = [
    "x; touch pwned #", "$(touch pwned)", "a`touch pwned`b", "it's", 'say "so"', "a\nb", "-n", "#x",
    "=ls", "~", "!!", "a\u202eb", "it’s; calc", "‘a’‚b‛", "a,b", "城市=place", "\\", "a&b|c>d",
]  # fmt: skip
_COMMAND = re.compile(r"(?:pilotmap [a-z]|mv |cd |mkdir )[^`;]*$")
_SAFE = re.compile(r"shell_(?:word|argument)\(")
INNER = {"geo/check/rules_candidates.py": {"inner", "around[0]"}}
"""Codes of units of the gazetteer."""


def unquoted(path):
    """Yield the values that stand in a command within an f-string, and are not quoted."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.JoinedStr):
            continue
        text = ""
        for part in node.values:
            if isinstance(part, ast.Constant):
                text += part.value
                continue
            before = text.rpartition("`")[2] if text.count("`") % 2 else text.split("`")[-1]
            value = ast.unparse(part.value)
            if _COMMAND.search(before) and not _SAFE.match(value):
                yield value
            text += "X"


def test_every_value_in_an_advised_command_is_quoted():
    found = {}
    for path in ROOT.rglob("*.py"):
        where = f"geo/{path.relative_to(ROOT).as_posix()}"
        if values := set(unquoted(path)) - INNER.get(where, set()):
            found[where] = values

    assert found == {}


def test_the_walk_finds_what_is_not_quoted(tmp_path):
    path = tmp_path / "a.py"
    path.write_text(
        "a = f'say `pilotmap undo {x}`'\nb = f'`pilotmap undo`; {y}'\n"
        "c = f'mv {shell_argument(z)} {w}'\n"
    )

    assert sorted(unquoted(path)) == ["w", "x"]


@pytest.mark.skipif(os.name == "nt", reason="a POSIX shell")
def test_a_shell_reads_each_word_back_and_runs_nothing(tmp_path):
    words = " ".join(map(shell_word, TEXTS))
    code = f"printf '%s\\0' {words}"
    said = {"LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        ["bash", "-c", code],
        capture_output=True,
        cwd=tmp_path,
        check=True,
        env=said,
    )

    assert done.stdout.decode().split("\0")[:-1] == TEXTS
    assert list(tmp_path.iterdir()) == []


def read_by_powershell(word):
    """Return the text of a word: plain, or in single quotes, of which it knows five signs."""
    quotes = "'\u2018\u2019\u201a\u201b"
    if word[0] not in quotes:
        assert re.fullmatch(r"[\w.:\\/=+-]+", word)
        return word
    inner, text = word[1:-1], ""
    while inner:
        if inner[0] in quotes:
            assert inner[1:2] == inner[0], "the text ends in the middle of the word"
            text, inner = text + inner[0], inner[2:]
        else:
            text, inner = text + inner[0], inner[1:]
    return text


def test_powershell_reads_each_word_back(monkeypatch):
    monkeypatch.setattr("geo.text.escape.os.name", "nt")

    assert [read_by_powershell(shell_word(text)) for text in TEXTS] == TEXTS


def test_what_zsh_takes_for_the_place_of_a_command_is_quoted():
    assert shell_word("=ls") == "'=ls'"
    assert shell_word("=it's") == """'=it'"'"'s'"""


def test_a_path_is_never_an_option():
    assert shell_argument("-n") == "./-n"
    assert shell_word("-n") == "-n"


@pytest.mark.parametrize("text", TEXTS)
def test_an_answer_holds_its_text_whatever_the_shell(text):
    given = answer(text, "place", "")

    assert given.options == (("--map", f"{text}=place"),)
    assert given.flag == f"--map {shell_word(f'{text}=place')}"
