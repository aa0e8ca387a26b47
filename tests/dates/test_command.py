"""`pilotmap date`: its answers, its exit codes and its batch files."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from command import run

pytestmark = pytest.mark.slow

KEYS = ["phrase", "anchor", "edtf", "not_before", "not_after", "rule", "refused"]


def _objects(out):
    return [json.loads(line) for line in out.splitlines()]


def test_an_answer_is_one_object_a_line():
    said = run("date", "since August", "by 2020", "--anchor", "September 2020", "--json")

    assert said.code == 0
    first, second = _objects(said.out)
    assert list(first) == KEYS
    assert first["anchor"] == "2020-09"
    assert (first["edtf"], first["not_before"], first["not_after"]) == (
        "2020-08",
        "2020-08-01",
        "2020-08-31",
    )
    assert first["refused"] is None
    assert (second["edtf"], second["not_before"], second["anchor"]) == ("[..2020]", None, None)


def test_a_refusal_says_what_would_help_and_exits_with_1():
    said = run("date", "last year", "2016-08", "--json")

    refused, read = _objects(said.out)
    assert said.code == 1
    assert "--anchor" in refused["refused"]
    assert refused["edtf"] is refused["rule"] is None
    assert read["edtf"] == "2016-08"


@pytest.mark.parametrize("phrase", ["-0100", "2016-13", "foo", ""])
def test_what_is_no_date_is_one_line_on_stderr(phrase):
    said = run("date", phrase)

    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("error: ")
    assert said.err.count("\n") == 1


def test_a_batch_takes_an_anchor_from_each_row_or_else_from_the_option():
    rows = "\ufeffphrase,anchor,note\r\n去年,2016,x\r\nlast year,,y\r\nlast year,never,\r\n"

    command = [sys.executable, "-m", "geo", "date", "--batch", "-", "--anchor", "2020", "--json"]
    said = subprocess.run(command, input=rows.encode(), capture_output=True, check=False)

    answers = _objects(said.stdout)
    assert said.returncode == 1
    assert [answer["edtf"] for answer in answers] == ["2015", "2019", None]
    assert answers[2]["refused"].startswith("the anchor: ")
    assert answers[2]["anchor"] == "never"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"when\n2016\n", "lacks 'phrase'"),
        (b"", "found nothing"),
        (b"phrase\nAugust 15, 2016\n", "<file>:2: the row has 2 cells"),
        (b"phrase\n2016\xff\xea\n", "<file>:2: byte 0xFF fits neither UTF-8 nor GB18030"),
        (b"phrase\n" + b"x" * 1_000_001 + b"\n", "<file>:2: cell 1 holds 1,000,001 characters"),
    ],
)
def test_a_broken_batch_is_refused_with_its_line(tmp_path, content, words):
    file = tmp_path / "batch.csv"
    file.write_bytes(content)

    said = run("date", "--batch", str(file))

    assert said.code == 1
    assert words.replace("<file>", str(file)) in said.err
    assert "Traceback" not in said.err


@pytest.mark.parametrize(("name", "words"), [("UNREAD_LIMIT", "no dates"), ("PHRASES_LIMIT", "")])
def test_a_batch_of_too_many_different_phrases_is_refused(tmp_path, monkeypatch, name, words):
    file = tmp_path / "batch.csv"
    file.write_text("phrase\n" + "2016\nlong ago\n" * 9 + "once\n2017\n", "utf-8")
    assert run("date", "--batch", str(file)).out.count("2016:") == 9

    monkeypatch.setattr(f"geo.cli.date.{name}", 1)
    said = run("date", "--batch", str(file))

    assert (said.code, said.out) == (1, "")
    assert "more than 1 different phrases" in said.err
    assert words in said.err


def test_no_phrase_at_all_is_wrong_usage():
    assert run("date").code == 2


def test_a_missing_batch_file_is_named():
    said = run("date", "--batch", "/nowhere/batch.csv")

    assert said.code == 1
    assert "/nowhere/batch.csv" in said.err


def test_reading_dates_imports_no_heavy_library():
    code = (
        "import sys; from geo.dates import read_phrase; read_phrase('since August 2020'); "
        "read_phrase('2016年以来'); "
        "print(sorted({'numpy', 'pandas', 'folium', 'edtf'} & set(sys.modules)))"
    )

    said = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)

    assert said.stdout.strip() == b"[]"
