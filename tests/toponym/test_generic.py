"""Generic terms are taken off in Chinese, English and pinyin, and say what kinds they fit."""

import pytest

from geo.toponym.generic import (
    GenericKind,
    english_term,
    generic_alone,
    han_stems,
    kind_of,
    latin_stems,
)


@pytest.mark.parametrize(
    ("name", "short", "term"),
    [
        ("清新区", "清新", "区"),
        ("滨海新区", "滨海", "新区"),
        ("和县", "和县", "县"),
        ("临夏回族自治州", "临夏", "自治州"),
        ("鄂伦春自治旗", "鄂伦春", "自治旗"),
        ("神农架林区", "神农架", "林区"),
        ("香港特别行政区", "香港", "特别行政区"),
    ],
)
def test_kind_is_read_off_the_official_name(name, short, term):
    assert kind_of("county", name, short) == GenericKind("county", term)


@pytest.mark.parametrize(
    ("name", "stem", "term", "peoples"),
    [
        ("Wuwei City", "Wuwei", "city", ()),
        ("the city of Weinan", "Weinan", "city", ()),
        ("Gansu Prov.", "Gansu", "province", ()),
        ("Wuwei Shi", "Wuwei", "shi", ()),
        ("Wuweishi", "Wuwei", "shi", ()),
        ("Yiwu county-level city", "Yiwu", "county-level city", ()),
        ("Inner Mongolia AR", "Inner Mongolia", "autonomous region", ()),
    ],
)
def test_latin_stems(name, stem, term, peoples):
    first = latin_stems(name)[0]

    assert (first.text, first.generic.written, first.peoples) == (stem, term, peoples)


@pytest.mark.parametrize(
    ("name", "stem", "peoples"),
    [
        ("Linxia Hui Autonomous Prefecture", "Linxia", {"回"}),
        ("Haixi Mongol and Tibetan Autonomous Prefecture", "Haixi", {"蒙古", "藏"}),
        ("Qiandongnan Miao-Dong Autonomous Prefecture", "Qiandongnan", {"苗", "侗"}),
        ("Xinjiang Uyghur AR", "Xinjiang", {"维吾尔"}),
        ("Guangxi Zhuang", "Guangxi", {"壮"}),
    ],
)
def test_peoples_are_parted_from_the_name(name, stem, peoples):
    last = latin_stems(name)[-1]

    assert (last.text, set(last.peoples)) == (stem, peoples)


def test_chinese_stems_keep_short_names_whole():
    assert [stem.text for stem in han_stems("清新区")] == ["清", "清新"]
    assert [stem.text for stem in han_stems("海西蒙古族藏族州")] == ["海西蒙古族藏族", "海西"]
    assert [stem.text for stem in han_stems("丽水市")] == ["丽水"]
    assert han_stems("市") == ()


def test_a_term_alone_is_no_name():
    assert generic_alone("city").written == "city"
    assert generic_alone("市").written == "市"
    assert generic_alone("Wuwei") is None


@pytest.mark.parametrize(
    ("level", "name", "short", "term"),
    [
        ("province", "吉林省", "吉林", "Province"),
        ("province", "广西壮族自治区", "广西", "Autonomous Region"),
        ("province", "香港特别行政区", "香港", "Special Administrative Region"),
        ("prefecture", "临夏回族自治州", "临夏", "Prefecture"),
        ("prefecture", "大兴安岭地区", "大兴安岭", "Prefecture"),
        ("prefecture", "锡林郭勒盟", "锡林郭勒", "League"),
        ("county", "临夏市", "临夏", "City"),
        ("county", "本溪满族自治县", "本溪", "County"),
        ("county", "浦东新区", "浦东", "District"),
        ("county", "鄂伦春自治旗", "鄂伦春", "Banner"),
        ("county", "大柴旦行政委员会", "大柴旦", ""),
    ],
)
def test_a_kind_of_unit_has_a_term_in_english(level, name, short, term):
    assert english_term(kind_of(level, name, short)) == term
