"""`pilotmap tally` as people run it: what it writes, what it tells, what it refuses."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from geo.tables import own_process

pytestmark = pytest.mark.slow

LOG = {
    "lon": [102.64, 102.64, 105.72, 0.0],
    "lat": [37.93, 37.93, 34.58, 0.0],
    "date": ["2016-08-01", "2020-01-05", "2020-01-06", "2020-01-06"],
    "amount": [5, 7, 11, 13],
    "status": ["paid", "open", "paid", "paid"],
}


@pytest.fixture
def log(project):  # noqa: ARG001 (one stands in its folder)
    pq.write_table(pa.table(LOG), "log.parquet", row_group_size=2)
    return "log.parquet"


def told(run, *args):
    answer = run("tally", *args, "--json")
    assert answer.code == 0, answer.all
    return json.loads(answer.out)


def test_a_log_becomes_counts_and_every_row_is_accounted_for(run, log):
    account = told(run, log, "--value", "amount", "--where", "status == 'paid'")

    assert account == {
        "out": "cube.parquet",
        "level": "county",
        "cells": 2,
        "read": 4,
        "left_out": 1,
        "counted": 2,
        "reasons": {"outside": 1},
    }
    table = pq.read_table("cube.parquet")
    assert table.select(["adcode", "year", "n", "sum"]).to_pylist() == [
        {"adcode": "620502", "year": 2020, "n": 1, "sum": 11},
        {"adcode": "620602", "year": 2016, "n": 1, "sum": 5},
    ]


def test_csv_and_parquet_give_the_same_bytes(run, log):
    header, *_ = [",".join(LOG)]
    lines = [",".join(map(str, row)) for row in zip(*LOG.values(), strict=True)]
    Path("log.csv").write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    told(run, log, "--out", "a.parquet")
    told(run, "log.csv", "--out", "b.parquet")
    told(run, Path(log).absolute().as_uri(), "--out", "c.parquet")

    tables = [pq.read_table(name) for name in ("a.parquet", "b.parquet", "c.parquet")]
    assert tables[0].equals(tables[1])
    assert tables[0].equals(tables[2])
    assert Path("a.parquet").read_bytes() == Path("c.parquet").read_bytes()


def test_a_condition_may_compare_numbers_of_a_csv(run, log):  # noqa: ARG001
    Path("log.csv").write_text("adcode,year,n\n620602,2016,5\n620602,2016,50\n,2016,500\n")

    account = told(run, "log.csv", "--where", "n > 10")
    assert (account["read"], account["left_out"], account["counted"]) == (3, 1, 1)
    assert account["reasons"] == {"no_place": 1}


def test_a_person_hears_what_was_not_counted(run, log):
    answer = run("tally", log)

    assert answer.code == 0
    assert answer.out == "cube.parquet\n"
    assert "3 of 4 rows counted in 3 units and years" in answer.err
    assert "1 not counted: a position outside all outlines: abroad or at sea" in answer.err


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["missing.parquet"], 1, "missing.parquet: No such file"),
        (["."], 1, "this is a folder"),
        (["pipe.parquet"], 1, "this is not a regular file"),
        (["text.parquet"], 1, "text.parquet: cannot be read"),
        (["cut.parquet"], 1, "cut.parquet: cannot be read"),
        (["log.parquet", "cut.parquet"], 1, "cut.parquet: cannot be read"),
        (["said.parquet"], 1, "said.parquet, row group 0: its rows repeat a text of 20,000 bytes"),
        (["wide.csv"], 1, "wide.csv: its first line names more than 16,384 columns"),
        (["bytes.parquet"], 1, "bytes.parquet, row group 0: cannot be read"),
        (["log.parquet", "log.parquet"], 2, "named twice"),
        (["log.parquet", "other.parquet"], 2, "other.parquet: there is no column 'lon'"),
        (["mixed.parquet"], 2, "column 'lon' holds list"),
        (["log.parquet", "--where", "amount > 'a'"], 2, "'amount' holds int64"),
        (["log.parquet", "--where", "amount"], 2, "expected one of"),
        (["mixed.parquet", "--lon", "lat", "--lat", "lat", "--value", "lon"], 2, "holds list"),
        (["log.parquet", "--value", "nowhere"], 2, "no column 'nowhere'"),
        (["log.parquet", "--lon", "lon", "--adcode", "amount"], 2, "choose one of them"),
        (["log.parquet", "--within", "status"], 2, "goes with --name"),
        (["log.parquet", "--out", "cube.csv"], 2, "end it in .parquet"),
        (["log.parquet", "--out", "there.parquet"], 1, "is there already"),
        (["log.parquet", "--out", "no/cube.parquet"], 1, "there is no folder"),
        (["log.parquet", "--scheduler", "tcp://127.0.0.1:1"], 2, "goes with --engine dask"),
        (["nobody://bucket/log.parquet"], 2, "nobody"),
        (["log.parquet", "--level", "village"], 2, "village"),
    ],
)
def test_what_cannot_be_counted_is_refused_in_one_line_and_nothing_is_written(
    run, log, arguments, code, says
):
    os.mkfifo("pipe.parquet")
    content = Path(log).read_bytes()
    for name, what in (("text.parquet", b"lon,lat\n"), ("cut.parquet", content[:-30])):
        Path(name).write_bytes(what)
    pq.write_table(pa.table({"x": [1], "date": ["2016"]}), "other.parquet")
    pq.write_table(pa.table({"lon": [[1.0]], "lat": [1.0], "date": ["2016"]}), "mixed.parquet")
    pq.write_table(pa.table({"x": [1]}), "there.parquet")
    Path("wide.csv").write_text("adcode,date" + ",x" * 16_383 + "\n", encoding="utf-8")
    for name, text in (("said.parquet", b"x" * 20_000), ("bytes.parquet", b"\xff")):
        said = pa.array([text] * 2).view(pa.string())
        pq.write_table(pa.table({"adcode": said, "date": ["2016", "2017"]}), name)

    answer = run("tally", *arguments)

    assert answer.code == code, answer.all
    assert says in answer.err
    assert len(answer.err.strip().splitlines()) == 1 or "Usage" in answer.err
    assert not Path("cube.parquet").exists()


def test_texts_that_unpack_to_too_much_are_refused_and_long_ones_read_in_parts(
    run, log, monkeypatch
):
    whole = told(run, log)
    monkeypatch.setattr("geo.tally.long_texts._BATCH_BYTES", 1)
    assert told(run, log, "--force") == whole
    monkeypatch.setattr("geo.tally.long_texts.TEXTS_LIMIT", 1)
    answer = run("tally", log, "--force")
    assert answer.code == 1
    assert "log.parquet, row group 0: its texts unpack to" in answer.err


def test_a_file_of_more_rows_than_its_bytes_can_tell_is_refused(run, log, monkeypatch):
    monkeypatch.setattr("geo.tally.files.ROWS_LEAST", 1)
    assert run("tally", log).code == 0
    monkeypatch.setattr("geo.tally.files.ROWS_OF_BYTE", 0)
    answer = run("tally", log, "--force")
    assert answer.code == 1
    assert "rows, more than 1 for its size" in answer.err


def test_a_footer_that_ends_who_reads_it_is_told_with_its_file(run, log, monkeypatch):
    looked_at = []
    broken = b"the one that ends it"

    def read(task, raw, limits):
        before = len(looked_at)
        own_process._TASKS[task](raw, **limits)
        return not any(broken in each for each in looked_at[before:])

    class Looking(pq.ParquetFile):
        def __init__(self, source, **options):
            looked_at.append(source.getvalue() if isinstance(source, io.BytesIO) else b"")
            super().__init__(source, **options)

    table = pa.table(LOG).replace_schema_metadata({"a": broken})
    pq.write_table(table, "b.parquet")
    monkeypatch.setattr("geo.tally.files.read_in_own_process", read)
    monkeypatch.setattr(pq, "ParquetFile", Looking)

    answer = run("tally", log, "b.parquet")
    assert answer.code == 1
    assert answer.err.startswith("error: b.parquet: cannot be read: its footer is broken")
    assert len(answer.err.splitlines()) == 1


def test_damage_inside_a_file_is_told_with_its_row_group(run, log):
    content = bytearray(Path(log).read_bytes())
    content[4:40] = bytes(36)
    Path("damaged.parquet").write_bytes(content)

    answer = run("tally", "damaged.parquet")
    assert answer.code == 1
    assert "damaged.parquet, row groups 0 to 1: cannot be read" in answer.err
    assert not Path("cube.parquet").exists()


def test_an_empty_file_gives_an_empty_result(run, log):
    pq.write_table(pa.table(LOG).slice(0, 0), "none.parquet")

    account = told(run, "none.parquet", log)
    assert account["counted"] == 3
    assert told(run, "none.parquet", "--out", "none.cube.parquet")["cells"] == 0
