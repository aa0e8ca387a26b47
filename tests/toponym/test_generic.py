"""Generic terms are taken off in Chinese, English and pinyin, and say what kinds they fit."""

import pytest

from geo.toponym.generic import Kind, generic_alone, han_stems, kind_of, latin_stems


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
    assert kind_of("county", name, short) == Kind("county", term)


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
