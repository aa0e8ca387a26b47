"""The table of traditional characters: what it may map, and that a rebuild gives the same bytes."""

import csv
import hashlib
import json

import pytest

from geo.paths import REFERENCE

UNITS = REFERENCE / "units.csv"
TABLE = REFERENCE / "traditional.csv"


def written():
    rows = csv.DictReader(UNITS.read_text(encoding="utf-8").splitlines())
    return {character for row in rows for character in row["name_zh"] + row["short_zh"]}


def test_no_character_of_a_name_is_mapped_to_another():
    pairs = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))

    assert len(pairs) > 400
    assert written().isdisjoint(pair["traditional"] for pair in pairs)


def test_the_sidecar_tells_origin_and_checksum():
    origin = json.loads((REFERENCE / "traditional.origin.json").read_text(encoding="utf-8"))

    assert origin["sha256"] == hashlib.sha256(TABLE.read_bytes()).hexdigest()
    assert origin["licence"] == "Apache 2.0"


def test_a_rebuild_gives_the_same_bytes():
    pytest.importorskip("opencc")
    from geo.reference.traditional import build

    for name, content in build(UNITS.read_bytes()).items():
        assert (REFERENCE / name).read_bytes() == content, name
