"""Which texts are told to be no unit's name without matching them."""

import re

import pytest

from geo.gazetteer import Alias, load
from geo.gazetteer.names import NameShapes, PlaceNames
from geo.model import COUNTRY, Level
from geo.toponym.pinyin import syllables, umlaut_variants, wade_giles

pytestmark = pytest.mark.slow

SITES = [
    "朗朗便利店", "村邮站1号", "幸福路3号店", "红旗连锁12店", "和平路1号", "Store 12", "Shop A7",
    "Site #3", "Bob's store no. 2", "Post office",
    "站12", "第3小学", "沃尔玛（天水店）", "和平路邮局2(武威)",
]  # fmt: skip
NAMES = [
    "武威", "武威市", "武威地区", "甘肃武威", "Wuwei", "香格里拉", "襄樊", "襄樊市", "蘭州",
    "烏魯木齊市", "内蒙", "临夏州", "中国", "中华人民共和国", "P.R. China", "Hsi-an", "Ta-hsing",
    "第八师（石河子市）", "第八师石河子市", "兵团和康县（原）", "武威（凉州）",
]  # fmt: skip


def ways_to_write(row):
    """Yield how sources write a unit: with and without terms, parents, numbers, old spellings."""
    yield from (row.name_zh, row.short_zh, row.name_en, row.pinyin, *row.aliases.split("|"))
    old = "-".join(map(wade_giles, syllables(row.pinyin)))
    yield from (old, old.replace("'", ""), old.replace("-", ""), " ".join(syllables(row.pinyin)))
    yield from umlaut_variants(row.pinyin)
    for term in ("City", "County", "12", "no. 3", "Province"):
        yield f"{row.name_en} {term}"
    yield from (
        f"the {row.name_en}",
        row.name_en.upper(),
        f"{row.name_zh}1号",
        f"{row.short_zh}12店",
    )
    yield from (f"{row.name_zh} 3", f"{row.name_zh}{row.adcode}", f"{row.name_zh} {row.name_en}")
    yield from (f"{row.short_zh}-{row.name_zh}",)
    yield from (f"{row.short_zh}(市)", f"{row.name_en}市", f"{row.adcode}{row.name_zh}")
    yield from (f"{row.name_zh}{behind}" for behind in ("全境", "人民政府", "市区", "（全域）"))
    yield from (
        f"{row.name_zh}（{row.short_zh}）",
        f"{row.short_zh}({row.name_zh})",
        f"甘({row.name_zh})",
    )
    yield from (f"原{row.name_zh}", f"（1）{row.name_zh}", f"former {row.name_en}")
    parent = load().get(row.parent)
    if parent and parent.adcode != COUNTRY:
        yield from (parent.name_zh + row.name_zh, row.name_zh + parent.name_zh)
        yield from (f"{row.name_en}, {parent.name_en}", f"{parent.name_en} {row.name_en}")


@pytest.mark.parametrize("name", SITES)
def test_a_plain_site_needs_no_matching(name):
    assert not NameShapes(load()).may_name_unit(name)


@pytest.mark.parametrize("name", NAMES)
def test_names_as_people_write_them_are_matched(name):
    assert NameShapes(load()).may_name_unit(name)


def test_no_name_that_the_gazetteer_reads_is_passed_over():
    gazetteer = load()
    shapes = NameShapes(gazetteer)
    ways = {way for row in gazetteer.rows for way in ways_to_write(row) if way}

    passed_over = [way for way in ways if not shapes.may_name_unit(way)]

    assert [way for way in passed_over if gazetteer.match(way).status != "none"] == []


def test_a_name_that_begins_as_no_unit_is_none_whatever_its_numbers():
    shapes = NameShapes(load())
    ways = {way for row in load().rows for way in ways_to_write(row) if way} | {*SITES}

    passed_over = [way for way in ways if shapes.begins_no_name(re.sub("[0-9]+", "0", way))]

    assert {"村邮站1号", "幸福路3号店", "Store 12", "Bob's store no. 2"} <= {*passed_over}
    assert [way for way in passed_over if shapes.may_name_unit(way)] == []


def test_a_numbered_name_that_the_project_added_is_matched():
    added = load().with_aliases([Alias("幸福3号", "620602", "", "a nickname")])

    assert NameShapes(added).may_name_unit("幸福3号")


@pytest.mark.parametrize("aliases", [[], [Alias("朝阳", "110105", "", "by the list")]])
def test_a_level_is_answered_as_the_gazetteer_does_whatever_was_asked_before(aliases):
    gazetteer = load().with_aliases(aliases)
    names = PlaceNames(gazetteer)
    asked = {
        (name, within, level)
        for row in gazetteer.rows[::31]
        for name in (row.name_zh, row.short_zh, row.name_en, "朝阳", "Linxia", "Xinjiang City")
        for within in ("", row.parent)
        for level in (Level.PROVINCE, Level.PREFECTURE, Level.COUNTY)
    }

    for name, within, level in sorted(asked):
        expected = gazetteer.match(name, within or None, level)
        assert names.match(name, within, level) == expected, (name, within, level)


def test_names_that_were_forgotten_are_answered_as_before(monkeypatch):
    gazetteer = load()
    asked = [("Wuwei", level) for level in (None, Level.PREFECTURE, Level.COUNTY)]
    asked += [(place, None) for place in ("武威", "Nowhere", "朝阳", "Nowhere else")]
    kept, forgetful = PlaceNames(gazetteer), PlaceNames(gazetteer)
    answers = [kept.match(place, "", level) for place, level in asked]
    monkeypatch.setattr("geo.gazetteer.names._REMEMBERED", 2)

    again = [forgetful.match(place, "", level) for place, level in (*asked, *asked)]

    assert again == [*answers, *answers]
