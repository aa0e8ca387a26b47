"""Years before two registers agree: what the record knows, and where it is silent."""

import pytest

from geo.gazetteer import Gazetteer, load
from geo.gazetteer.disambiguation import RecordGaps, in_force
from geo.model import AdminUnit, Level


def county(adcode, name, since=None, until=None, heirs=()):
    return AdminUnit(
        adcode=adcode,
        level=Level.COUNTY,
        parent="990000",
        name_zh=name,
        short_zh=name[:-1],
        name_en=adcode,
        pinyin=adcode,
        valid_from=since,
        valid_to=until,
        successors=heirs,
    )


PROVINCE = AdminUnit(
    adcode="990000",
    level=Level.PROVINCE,
    parent="100000",
    name_zh="甲省",
    short_zh="甲",
    name_en="Jia",
    pinyin="Jiǎ",
)
OLD = county("990101", "乙县")
NEW = county("990102", "丙区", since=2001)
GROWN = county("990103", "丁区", since=2000)
BEFORE = county("990121", "丁县", until=2000, heirs=("990103",))
SPLIT = county("990104", "戊区", since=2021)


@pytest.fixture
def silence():
    return RecordGaps(Gazetteer.from_units([PROVINCE, OLD, NEW, GROWN, BEFORE, SPLIT]))


@pytest.mark.parametrize(
    ("unit", "year", "known"),
    [
        (OLD, 1979, False),
        (OLD, 1980, True),
        (NEW, 2000, False),
        (NEW, 2001, True),
        (BEFORE, 2000, True),
        (BEFORE, 2001, False),
    ],
)
def test_a_blank_first_year_reaches_back_to_the_first_register(unit, year, known):
    assert in_force(unit, year) is known


@pytest.mark.parametrize(
    ("unit", "year", "silent"),
    [
        (OLD, 1979, True),
        (OLD, 1980, False),
        (NEW, 2000, True),
        (NEW, 2002, False),
        (GROWN, 1999, False),
        (BEFORE, 2001, False),
        (SPLIT, 2001, False),
    ],
)
def test_the_record_is_silent_where_nothing_tells_what_stood_there(silence, unit, year, silent):
    assert silence.about(unit, year) is silent


def test_what_is_not_known_of_an_early_year_is_said_with_what_is():
    match = load().match("深圳", on=1975)

    assert match.status == "none"
    assert "not known here: 440300" in match.reason
    assert "on record since 1980" in match.reason
    assert [near.adcode for near in match.suggestions] == ["440300"]


def test_a_name_both_known_and_open_in_an_early_year_is_a_question():
    gazetteer = Gazetteer.from_units([PROVINCE, OLD, county("990105", "乙区", since=2001)])
    match = gazetteer.match("乙", on=1990)

    assert match.status == "candidates"
    assert {unit.adcode for unit in match.candidates} == {"990101", "990105"}
    assert "is on record since 2001" in match.reason


def test_no_answer_of_an_early_year_is_later_than_the_year():
    gazetteer = load()
    for name in {row.name_zh for row in gazetteer.rows if not row.valid_to}:
        for year in (1975, 1990, 1999):
            unit = gazetteer.match(name, on=year).unit
            assert unit is None or in_force(unit, year), (name, year)
