"""Units that ended: their years, and what stands on their ground today."""

import csv
import itertools

import pytest

from geo.paths import REFERENCE
from geo.reference.gazetteer_sources import RegisterEntry
from geo.reference.history import Successors

WITHOUT_SUCCESSOR: set[str] = set()
"""Former codes of which no source says what took over; a new one must be looked at."""


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with (REFERENCE / "units.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def in_force(rows):
    """Return the codes of the units called `name` that were in force at some time in a year."""

    def look_up(name: str, year: int) -> list[str]:
        return [
            row["adcode"]
            for row in rows
            if name in (row["short_zh"], row["name_zh"])
            and int(row["valid_from"] or 0) <= year <= int(row["valid_to"] or 9999)
        ]

    return look_up


@pytest.mark.parametrize(
    ("name", "year", "adcodes"),
    [
        ("华县", 2012, ["610521"]),
        ("华县", 2016, []),
        ("华州区", 2015, ["610503"]),
        ("襄樊", 2009, ["420600"]),
        ("襄樊", 2012, []),
        ("襄阳市", 2012, ["420600"]),
        ("莱芜市", 2018, ["371200"]),
        ("莱芜市", 2019, []),
        ("望城", 2010, ["430122"]),
        ("望城", 2011, ["430112", "430122"]),
        ("望城", 2012, ["430112"]),
        ("巢湖市", 2010, ["341400"]),
        ("巢湖市", 2012, ["340181"]),
        ("思茅市", 2005, ["530800"]),
        ("普洱市", 2006, []),
        ("普洱市", 2008, ["530800"]),
        ("大庸", 1990, ["430800"]),
        ("张家界", 1990, []),
        ("铜仁地区", 2010, ["522200"]),
        ("毕节地区", 2010, ["522400"]),
        ("海东地区", 2012, ["632100"]),
        ("昌都地区", 2013, ["542100"]),
        ("日喀则地区", 2013, ["542300"]),
        ("林芝地区", 2014, ["542600"]),
        ("吐鲁番地区", 2014, ["652100"]),
        ("山南地区", 2015, ["542200"]),
        ("哈密地区", 2015, ["652200"]),
        ("那曲地区", 2016, ["542400"]),
        ("中甸", 2000, ["533421"]),
        ("香格里拉", 2016, ["533401"]),
        ("米林县", 2022, ["540422"]),
        ("米林市", 2024, ["540422"]),
        ("临平", 2020, []),
        ("临平", 2022, ["330113"]),
        ("下城", 2020, ["330103"]),
        ("白下", 2010, ["320103"]),
        ("武威市", 2000, ["622301"]),
        ("武威地区", 2000, ["622300"]),
        ("重庆市", 1990, ["510200"]),
        ("海南省", 1985, []),
        ("丽江市", 2001, []),
    ],
)
def test_a_name_is_found_under_the_code_of_its_time(in_force, name, year, adcodes):
    assert in_force(name, year) == adcodes


@pytest.mark.parametrize(
    ("name", "successors"),
    [
        ("华县", "610503"),
        ("襄樊市", "420600"),
        ("莱芜市", "370116|370117"),
        ("巢湖市", "340124|340181|340281|340522|340523"),
        ("卢湾区", "310101"),
        ("宣武区", "110102"),
        ("三山区", "340209"),
        ("大庸市", "430800"),
        ("东川市", "530113"),
        ("江干区", "330102|330114"),
        ("伊克昭盟", "150600"),
    ],
)
def test_what_stands_on_the_ground_of_a_unit_that_ended(rows, name, successors):
    """The last to bear the name; counties bore it under older codes before."""
    ended = [row for row in rows if row["name_zh"] == name and row["valid_to"]]
    last = max(ended, key=lambda row: (int(row["valid_to"]), row["level"] == "prefecture"))

    assert last["successors"] == successors


def test_successors_are_units_of_today(rows):
    today = {row["adcode"] for row in rows if not row["valid_to"]}
    for row in rows:
        if row["valid_to"]:
            codes = row["successors"].split("|") if row["successors"] else []
            assert set(codes) <= today, row
        else:
            assert not row["successors"], row


def test_units_without_successor_are_known_ones(rows):
    lost = {row["adcode"] for row in rows if row["valid_to"] and not row["successors"]}

    assert lost == WITHOUT_SUCCESSOR


def test_years_run_forward_and_one_code_means_one_unit_at_a_time(rows):
    lives: dict[str, list[tuple[int, int]]] = {}
    for row in rows:
        first, last = int(row["valid_from"] or 0), int(row["valid_to"] or 9999)
        assert first <= last, row
        lives.setdefault(row["adcode"], []).append((first, last))
    for code, spans in lives.items():
        ordered = sorted(spans)
        for (_, ended), (began, _) in itertools.pairwise(ordered):
            assert ended <= began, code


def test_the_record_holds_the_changes_of_fifteen_years(rows):
    """A count taken by hand from the yearly announcements finds 364 codes ended since 2010."""
    today = {row["adcode"] for row in rows if not row["valid_to"]}
    ended = {row["adcode"] for row in rows if row["valid_to"] and int(row["valid_to"]) >= 2010}

    assert len(ended - today) >= 364


ENTRIES = [
    RegisterEntry("430122", "望城县", None, 2010),
    RegisterEntry("430112", "望城区", 2011, None),
    RegisterEntry("512100", "甲丙地区", None, 1999),
    RegisterEntry("512000", "甲丙市", 2000, 2004),
    RegisterEntry("519900", "甲丙市", 2005, None),
    RegisterEntry("510101", "乙县", None, 2001),
    RegisterEntry("510102", "乙区", 2002, None),
    RegisterEntry("510103", "乙市", 2002, None),
]
TODAY = dict.fromkeys(("430112", "519900", "510102", "510103"))


def successors_of(name: str, decisions=()) -> tuple[str, ...]:
    book = Successors(ENTRIES, TODAY, decisions)
    entry = next(entry for entry in ENTRIES if entry.name_zh == name)
    return book.today(book.of(entry))


def test_a_county_that_became_a_district_goes_on_in_its_prefecture():
    assert successors_of("望城县") == ("430112",)


def test_a_successor_that_ended_itself_is_followed_to_today():
    assert successors_of("甲丙地区") == ("519900",)


def test_a_whole_name_under_a_new_code_comes_before_a_shared_stem():
    entries = [
        RegisterEntry("362301", "丙市", None, 1999),
        RegisterEntry("362321", "丙县", None, 1999),
        RegisterEntry("361121", "丙县", 2000, None),
    ]
    book = Successors(entries, dict.fromkeys(("361121",)), ())

    assert book.of(entries[1]) == ("361121",)
    assert book.under_its_own_name(entries[0]) == ()


def test_two_possible_successors_are_not_guessed_at():
    assert successors_of("乙县") == ()


def test_a_decision_settles_what_the_registers_leave_open():
    decision = {"adcode": "510101", "name_zh": "乙县", "successors": "510102|510103"}

    assert successors_of("乙县", [decision]) == ("510102", "510103")
