"""Codes, parents, levels and successors, on the packaged gazetteer."""

import pytest

from geo.errors import ReferenceDataError, ToponymError
from geo.gazetteer import load
from geo.gazetteer.units import COLUMNS, read_rows
from geo.model import COUNTRY, Level


def test_a_unit_is_found_by_code():
    assert load().unit("620600").name_zh == "武威市"
    assert load().get("999999") is None
    with pytest.raises(ToponymError, match="'999999' is not in the gazetteer"):
        load().unit("999999")


def test_the_country_is_known_without_a_row():
    assert load().unit(COUNTRY).level is Level.COUNTRY
    assert load().ancestors(COUNTRY) == ()
    assert load().current(COUNTRY) == (COUNTRY,)


def test_ancestors_begin_with_the_parent_and_end_with_the_country():
    assert [unit.adcode for unit in load().ancestors("620602")] == ["620600", "620000", COUNTRY]


def test_children_are_those_of_today():
    assert "622900" in {unit.adcode for unit in load().children("620000")}
    assert all(unit.valid_to is None for unit in load().children("610500"))


@pytest.mark.parametrize(
    ("level", "count"), [(Level.PROVINCE, 34), (Level.PREFECTURE, 333 + 4 + 3)]
)
def test_levels_hold_at_least_the_units_of_their_own(level, count):
    assert len(load().at_level(level)) >= count


def test_a_level_tiles_the_country():
    """No unit of a level lies in another one, and every county-less unit stands for itself."""
    for level in (Level.PREFECTURE, Level.COUNTY):
        codes = {unit.adcode for unit in load().at_level(level)}
        for code in codes:
            assert codes.isdisjoint(unit.adcode for unit in load().ancestors(code))
    prefectures = {unit.adcode for unit in load().at_level(Level.PREFECTURE)}
    assert {"110000", "429004", "620600"} <= prefectures
    assert "110101" not in prefectures
    assert "441900" in {unit.adcode for unit in load().at_level(Level.COUNTY)}


def test_a_former_code_leads_to_the_units_of_today():
    assert load().current("610521") == ("610503",)
    assert set(load().current("371200")) == {"370116", "370117"}
    assert load().current("620600") == ("620600",)


def test_a_renamed_unit_is_several_lives_under_one_code():
    assert [unit.name_zh for unit in load().units_with_code("420600")][-2:] == ["襄樊市", "襄阳市"]
    assert load().unit("420600").name_zh == "襄阳市"


def test_a_table_with_other_columns_is_refused(tmp_path):
    path = tmp_path / "units.csv"
    path.write_text("adcode,name\n1,2\n", encoding="utf-8")
    with pytest.raises(ReferenceDataError, match=f"expected the columns {','.join(COLUMNS)}"):
        read_rows(path)
    path.write_text(f"{','.join(COLUMNS)}\n110000,province\n", encoding="utf-8")
    with pytest.raises(ReferenceDataError, match="a row has not 13 cells"):
        read_rows(path)
    with pytest.raises(ReferenceDataError, match="no such file"):
        read_rows(tmp_path / "none.csv")
