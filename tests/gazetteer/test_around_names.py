"""Text around a name: what is read as the unit, what is told as understood, what is a zone."""

from __future__ import annotations

import csv

import pytest

from geo.gazetteer import load, match
from geo.paths import REFERENCE


def codes(units):
    return [unit.adcode for unit in units]


@pytest.mark.parametrize(
    ("text", "adcode"),
    [
        ("兰州市全境", "620100"),
        ("（渭南市）", "610500"),
        ("【Weinan】", "610500"),
        ("酒泉市（全域）", "620900"),
        ("天水市人民政府", "620500"),
        ("南京市市辖区", "320100"),
        ("南京市区", "320100"),
        ("3. 陇南市", "621200"),
        ("（二）陇南市[4]", "621200"),
        ("Lanzhou City Government", "620100"),
        ("重庆重庆市", "500000"),
        ("天津 天津市 河西区", "120103"),
        ("中山市中山市", "442000"),
        ("广东省中山市中山市", "442000"),
        ("湖北省湖北省-自治区直辖县级行政区划仙桃市", "429004"),
        ("河南省-省直辖县级行政区划济源市", "419001"),
        ("省直辖县级行政区划济源市", "419001"),
        ("新疆维吾尔自治区直辖县级行政单位石河子市", "659001"),
        ("新疆直辖县石河子市", "659001"),
        ("湖北省省直管县级市潜江市", "429005"),
        ("湖北直管市仙桃", "429004"),
        ("直辖市天津市", "120000"),
        ("620100 兰州市", "620100"),
        ("兰州市620100", "620100"),
        ("620100-兰州", "620100"),
        ("Wuwei (620600)", "620600"),
        ("620600 Wuwei City", "620600"),
        ("310100 上海市", "310000"),
        ("130101 石家庄市市辖区", "130100"),
        ("620100 Lanzhou", "620100"),
        ("120100", "120000"),
        ("500100", "500000"),
        ("620101", "620100"),
        ("陇 天水", "620500"),
        ("甘肃（3）", "620000"),
        ("兰州市（共2个）", "620100"),
        ("Gansu (3 cities)", "620000"),
        ("粤-佛山", "440600"),
    ],
)
def test_what_leaves_the_unit_as_it_is_is_read_and_told(text, adcode):
    found = match(text)

    assert found.unit is not None, found.reason
    assert found.unit.adcode == adcode


@pytest.mark.parametrize("text", ["兰州市全境", "3. 陇南市", "南京市区", "620101"])
def test_how_a_text_was_read_is_said(text):
    assert match(text).note


@pytest.mark.parametrize(
    ("text", "adcode", "unread"),
    [
        ("江苏省苏州市吴中区木渎镇", "320506", "木渎镇"),
        ("Mudu Town, Wuzhong District, Suzhou, Jiangsu", "320506", "Mudu Town"),
        ("兰州市（第二批）", "620100", "第二批"),
        ("Lanzhou City (second batch)", "620100", "second batch"),
        ("厦门市(含鼓浪屿)", "350200", "含鼓浪屿"),
        ("第八师乌鲁木齐市", "650100", "第八师"),
        ("农一师石河子市", "659001", "农一师"),
        ("武汉市东湖高新区", "420100", "东湖高新区"),
        ("成都市成华区建设路1号", "510108", "建设路1号"),
        ("台湾省凤山县", "710000", "凤山县"),
        ("甘肃省天水市等地", "620500", "等地"),
        ("天水等", "620500", "等"),
        ("Tianshui etc.", "620500", "etc"),
        ("1995年萧山市", "330181", "1995年"),
        ("2010年的巢湖市", "340181", "2010年的"),
        ("萧山市（2001年前）", "330181", "2001年前"),
        ("Xiaoshan City (until 2001)", "330181", "until 2001"),
    ],
)
def test_a_unit_with_more_text_is_told_with_what_is_not_understood(text, adcode, unread):
    found = match(text)

    assert not found.units
    assert found.reason.startswith(f"understood in it is {adcode} ")
    assert found.reason.endswith(f"not understood: '{unread}'")
    assert adcode in codes(found.suggestions)


@pytest.mark.parametrize(
    ("text", "adcode", "said"),
    [
        ("新疆生产建设兵团第七师胡杨河市", "659010", "第七师 is a division of the Corps"),
        ("农六师五家渠市", "659004", "第六师 is a division of the Corps"),
        ("新疆生产建设兵团石河子", "659001", "新疆生产建设兵团 is a state organisation"),
        ("Shihezi, XPCC", "659001", "新疆生产建设兵团 is a state organisation"),
    ],
)
def test_a_city_of_the_corps_is_named_with_its_division(text, adcode, said):
    found = match(text)

    assert found.unit
    assert found.unit.adcode == adcode
    assert said in found.note


def test_the_corps_is_a_parent_as_the_province_it_lies_in():
    assert match("石河子", within="新疆生产建设兵团").unit.adcode == "659001"
    for division in ("第八师", "兵团第八师", "新疆生产建设兵团第8师", "8th Division"):
        assert match("Shihezi", within=division).unit.adcode == "659001"
        assert not match("北屯", within=division).units
    assert not match("兰州", within="兵团").units
    assert not match("容城县", within="雄安新区").units


@pytest.mark.parametrize("between", ["", " ", "-", "，"])
def test_the_heading_of_counties_under_a_province_is_not_the_province(between):
    assert not match(f"湖北省{between}省直辖县级行政区划").units


def test_what_is_understood_must_fit_the_hints():
    assert "understood" not in match("吴中区木渎镇", within="Gansu").reason


@pytest.mark.parametrize("text", ["原襄樊市", "former Xiangfan", "前襄樊市"])
def test_a_former_name_may_be_called_so(text):
    found = match(text)

    assert found.status == "former"
    assert found.unit.name_zh == "襄樊市"


@pytest.mark.parametrize(
    ("text", "adcode"),
    [
        ("襄阳市（原襄樊市）", "420600"),
        ("襄樊市（今襄阳市）", "420600"),
        ("Xiangyang (formerly Xiangfan)", "420600"),
        ("华州区（原华县）", "610503"),
        ("湖北襄阳（襄樊）", "420600"),
    ],
)
def test_a_unit_may_be_told_with_its_former_name(text, adcode):
    assert match(text).unit.adcode == adcode


def test_a_district_and_one_it_took_in_are_two_places():
    assert not match("宣武区，西城区").units


@pytest.mark.parametrize(
    "text",
    [
        "1、" * 400 + "武威",
        "政府" * 90,
        "（" * 90 + "）" * 90,
        "武威" + "全境" * 39,
        "原" * 150 + "襄樊市",
    ],
)
def test_what_is_peeled_for_ever_is_no_name(text):
    assert match(text).status in {"none", "unit", "former"}


def test_a_name_that_nobody_lost_is_not_former():
    assert match("原酒泉市").status != "unit"


@pytest.mark.parametrize(
    ("text", "kind", "held"),
    [
        ("雄安新区", "state-level new area", ["130629", "130632", "130638"]),
        ("河北省雄安新区", "state-level new area", ["130629", "130632", "130638"]),
        ("Xiong'an New Area, Hebei", "state-level new area", ["130629", "130632", "130638"]),
        ("貴安新區", "state-level new area", ["520111", "520181", "520402", "520403"]),
        ("新疆生产建设兵团", "state organisation with territory of its own", ["650000"]),
        ("兵团第八师", "division of the Corps", ["659001"]),
        ("热河省", "former province", ["130000", "150000", "210000"]),
        ("Hankow", "part of a city", ["420102", "420103", "420104"]),
        ("Kowloon", "part of Hong Kong", ["810103", "810104", "810106", "810108", "810109"]),
        ("臺中縣", "former county", ["710016"]),
    ],
)
def test_a_zone_is_known_as_what_it_is_with_the_units_it_lies_in(text, kind, held):
    found = match(text)

    assert not found.units
    assert f"is a {kind}, not a unit of the gazetteer" in found.reason
    assert codes(found.suggestions) == held


@pytest.mark.parametrize("text", ["浦东新区", "滨海新区", "天津滨海新区"])
def test_a_new_area_that_is_a_district_is_a_unit(text):
    assert match(text).unit is not None


def test_what_is_understood_is_what_rank_prefers():
    assert codes(match("西安国际港务区").suggestions)[0] == "610100"


@pytest.mark.parametrize("within", ["张掖市市辖区", "620700 张掖市", "620701", "甘"])
def test_a_parent_is_read_as_any_name_is(within):
    assert match("甘州区", within=within).unit.adcode == "620702"


def test_the_zones_lie_in_units_of_today():
    with (REFERENCE / "zones.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    for row in rows:
        assert all(load().unit(code).valid_to is None for code in row["lies_in"].split("|"))
        assert row["reason"]
        assert not match(row["name_zh"]).units


@pytest.mark.parametrize(
    ("code", "around"),
    [("420000", "420000"), ("429000", "420000"), ("500200", "500000"), ("620171", "620100")],
)
def test_a_code_that_no_unit_has_is_placed_by_its_digits(code, around):
    found = match(code)

    assert around in codes(found.units or found.suggestions)
    assert found.unit is None or found.unit.adcode == code


def test_a_code_and_a_name_must_agree():
    found = match("620600 张掖市")

    assert not found.units
    assert codes(found.suggestions) == ["620600", "620700"]


def test_a_code_may_have_borne_the_name_once():
    found = match("130502 桥东区")

    assert found.status == "former"
    assert (found.unit.adcode, found.unit.name_zh) == ("130502", "桥东区")


def test_a_name_beside_an_unknown_code_is_told_but_not_taken():
    found = match("629999 武威市")

    assert not found.units
    assert "629999" in found.reason


@pytest.mark.parametrize(
    ("name", "adcode"),
    [("陕", "610000"), ("甘", "620000"), ("桂", "450000"), ("粤", "440000"), ("云", "530000")],
)
def test_one_character_of_a_province_is_a_parent_and_no_name(name, adcode):
    inside = load().children(adcode)[0]

    assert not match(name).units
    assert match(inside.name_zh, within=name).unit == inside
    assert match(f"{name}·{inside.name_zh}").unit == inside


@pytest.mark.parametrize(
    ("text", "adcode"),
    [
        ("Yili (Ili) Kazakh Autonomous Prefecture", "654000"),
        ("Garze (Ganzi) Tibetan Autonomous Prefecture", "513300"),
        ("Linxia (Hui) Autonomous Prefecture", "622900"),
        ("Kashgar (Kashi) Prefecture", "653100"),
        ("Dali (Yunnan) Bai Autonomous Prefecture", "532900"),
        ("Chaoyang (Liaoning) City", "211300"),
        ("恩施（土家族苗族）自治州", "422800"),
        ("Linxia (Qinghai) County", None),
        ("Changzhi (Lu'an) City", None),
        ("Suzhou (Jiangsu) Industrial Park", None),
    ],
)
def test_brackets_inside_a_name_spell_it_otherwise_or_say_where_it_lies(text, adcode):
    found = match(text)

    assert (found.unit.adcode if found.unit else None) == adcode, found.reason


@pytest.mark.parametrize(
    ("text", "adcode"),
    [
        ("柳州市柳江区（撤县设区）", "450206"),
        ("济南（省会）", "370100"),
        ("大连（计划单列市）", "210200"),
        ("仙桃市（省直管）", "429004"),
        ("巢湖市（地级）", None),
    ],
)
def test_how_a_unit_stands_changes_nothing_of_which_it_is(text, adcode):
    found = match(text)

    assert (found.unit.adcode if found.unit else None) == adcode, found.reason


@pytest.mark.parametrize("text", ["~~邯郸~~", "~~Handan~~", "~~邯郸市~~, Hebei"])
def test_a_name_that_is_struck_through_is_not_taken(text):
    assert match(text).status == "none"
    assert match("**邯郸**").unit is not None
