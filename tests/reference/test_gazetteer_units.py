"""What holds for every row of the committed table of units."""

import csv
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from geo.boundaries import committed
from geo.model import COUNTRY, Level
from geo.paths import REFERENCE
from geo.reference.names import FOLDER

UNITS = REFERENCE / "units.csv"
PROVINCES_OF_THE_COUNTRY = 34
PREFECTURES_PROPER = 333
COUNTIES = 2885
WITHOUT_OUTLINE = {"653228", "653229"}
"""Counties set up in December 2024, which the layer of outlines does not have."""

HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
ENGLISH = re.compile(r"[A-ZÜ][A-Za-zêüÊÜ]*(?:[' -][A-Za-zêüÊÜ]+)*")
PINYIN = re.compile(
    r"[A-ZĀÁǍÀĒÉĚÈŌÓǑÒ][a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ']+(?: [A-Z][a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ']+)*"
)
SIX_DIGITS = re.compile(r"\d{6}")

DIRECTLY_UNDER_A_PROVINCE = ("4190", "4290", "4690", "6590")
"""Codes of counties and cities that no prefecture governs; the first four digits name none."""


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def folded(name: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFD", name.lower())))


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    return read(UNITS)


@pytest.fixture(scope="module")
def today(rows) -> dict[str, dict[str, str]]:
    return {row["adcode"]: row for row in rows if not row["valid_to"]}


@pytest.fixture(scope="module")
def former(rows) -> list[dict[str, str]]:
    return [row for row in rows if row["valid_to"]]


def test_the_table_is_sorted_and_has_each_key_once(rows):
    keys = [(row["adcode"], int(row["valid_from"] or 0)) for row in rows]

    assert keys == sorted(set(keys))


def test_the_file_has_unix_line_ends_and_no_byte_order_mark():
    content = UNITS.read_bytes()

    assert b"\r" not in content
    assert not content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\n")


def test_every_level_has_the_units_it_should(today):
    counts = Counter(row["level"] for row in today.values())

    assert counts == {
        Level.PROVINCE: PROVINCES_OF_THE_COUNTRY,
        Level.PREFECTURE: PREFECTURES_PROPER,
        Level.COUNTY: COUNTIES,
    }


def test_the_pseudo_units_of_the_source_are_no_units(rows):
    assert not [row for row in rows if row["adcode"].startswith(("6297", "6298", "6299"))]


def test_every_unit_lies_in_a_unit_of_the_level_above(rows, today):
    codes = {row["adcode"]: row["level"] for row in rows}
    for row in today.values():
        parent = row["parent"]
        above = "country" if parent == COUNTRY else today[parent]["level"]
        allowed = {
            "province": {"country"},
            "prefecture": {"province"},
            "county": {"prefecture", "province"},
        }
        assert above in allowed[row["level"]], row
    for row in rows:
        assert row["parent"] == COUNTRY or row["parent"] in codes


def test_a_code_begins_like_that_of_its_parent(rows):
    for row in rows:
        code, parent = row["adcode"], row["parent"]
        if row["level"] == "province":
            assert code.endswith("0000")
        elif row["level"] == "prefecture":
            assert parent == f"{code[:2]}0000"
            assert code.endswith("00")
        elif parent.endswith("0000"):
            assert parent == f"{code[:2]}0000"
        else:
            assert parent == f"{code[:4]}00"


def test_only_known_counties_lie_directly_in_a_province(today):
    direct = [
        row["adcode"]
        for row in today.values()
        if row["level"] == "county" and row["parent"].endswith("0000")
    ]

    in_provinces = [
        code for code in direct if not code.startswith(("11", "12", "31", "50", "71", "81"))
    ]
    assert in_provinces
    assert all(code.startswith(DIRECTLY_UNDER_A_PROVINCE) for code in in_provinces)


def test_names_hold_the_characters_of_their_script_and_nothing_else(rows):
    for row in rows:
        assert HAN.fullmatch(row["name_zh"]), row
        assert HAN.fullmatch(row["short_zh"]), row
        assert ENGLISH.fullmatch(row["name_en"]), row
        assert PINYIN.fullmatch(row["pinyin"]), row
        assert row["name_zh"].startswith(row["short_zh"]), row


def test_no_name_carries_spaces_at_its_ends_or_an_empty_alias(rows):
    for row in rows:
        for cell in row.values():
            assert cell == cell.strip()
        assert "" not in row["aliases"].split("|") or not row["aliases"]


def test_pinyin_without_tones_is_the_english_name_where_nobody_decided_otherwise(today):
    decided = {row["adcode"] for row in read(FOLDER / "english_names.csv")}
    for row in today.values():
        if row["adcode"] not in decided:
            assert folded(row["pinyin"]) == folded(row["name_en"]), row


def test_one_chinese_name_is_read_one_way(rows):
    readings: dict[str, set[str]] = {}
    for row in rows:
        readings.setdefault(row["short_zh"], set()).add(row["pinyin"])

    assert {name: found for name, found in readings.items() if len(found) > 1} == {}


def test_an_alias_says_something_that_the_name_does_not(today):
    for row in today.values():
        aliases = [folded(alias) for alias in row["aliases"].split("|") if alias]
        assert folded(row["name_en"]) not in aliases, row
        assert row["short_zh"] not in aliases, row
        assert len(aliases) == len(set(aliases)), row


def test_another_code_of_a_unit_is_no_unit_of_its_own(rows, today):
    codes = {row["adcode"] for row in rows}
    others = [
        alias
        for row in today.values()
        for alias in row["aliases"].split("|")
        if SIX_DIGITS.fullmatch(alias)
    ]

    assert {"540481", "540581"} <= set(others)
    assert codes.isdisjoint(others)


def test_every_unit_of_today_is_drawn_and_every_outline_is_a_unit(today):
    outlines = committed().outlines
    drawn = {code for level in outlines.values() for code in level}

    assert set(today) == drawn | WITHOUT_OUTLINE
    for row in today.values():
        if row["adcode"] not in WITHOUT_OUTLINE:
            assert row["adcode"] in outlines[Level(row["level"])]


def test_every_seat_lies_inside_the_outline_of_its_unit(today):
    from shapely import Point, Polygon

    topology = committed()
    for row in today.values():
        if row["adcode"] in WITHOUT_OUTLINE:
            continue
        outline = topology.outlines[Level(row["level"])][row["adcode"]]
        seat = Point(float(row["lon"]), float(row["lat"]))
        parts = (
            Polygon(rings[0], rings[1:])
            for polygon in outline.polygons
            for rings in [[[topology.degrees(p) for p in topology.ring_points(r)] for r in polygon]]
        )
        assert any(part.contains(seat) for part in parts), row


def test_former_units_lie_where_the_first_unit_on_their_ground_has_its_seat(today, former):
    for row in former:
        heir = today[row["successors"].split("|")[0]]
        assert (row["lon"], row["lat"]) == (heir["lon"], heir["lat"])
