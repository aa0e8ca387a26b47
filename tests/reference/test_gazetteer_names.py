"""Short Chinese names, readings, English names, and the tables that decide on them."""

import csv

import pytest

from geo.errors import ReferenceDataError
from geo.paths import REFERENCE
from geo.reference import names
from geo.reference.names import DecisionTable, short_chinese_name


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with (REFERENCE / "units.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def today(rows) -> dict[str, dict[str, str]]:
    return {row["adcode"]: row for row in rows if not row["valid_to"]}


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("武威市", "武威"),
        ("临夏回族自治州", "临夏"),
        ("恩施土家族苗族自治州", "恩施"),
        ("克孜勒苏柯尔克孜自治州", "克孜勒苏"),
        ("新疆维吾尔自治区", "新疆"),
        ("内蒙古自治区", "内蒙古"),
        ("香港特别行政区", "香港"),
        ("锡林郭勒盟", "锡林郭勒"),
        ("大兴安岭地区", "大兴安岭"),
        ("东乡族自治县", "东乡"),
        ("鄂温克族自治旗", "鄂温克"),
        ("积石山保安族东乡族撒拉族自治县", "积石山"),
        ("大厂回族自治县", "大厂"),
        ("龙胜各族自治县", "龙胜"),
        ("梅里斯达斡尔族区", "梅里斯"),
        ("管城回族区", "管城"),
        ("朝阳区", "朝阳"),
        ("浦东新区", "浦东"),
        ("六枝特区", "六枝"),
        ("峰峰矿区", "峰峰"),
        ("万柏林区", "万柏林"),
        ("城区", "城区"),
        ("东区", "东区"),
        ("赵县", "赵县"),
        ("芒市", "芒市"),
        ("沙县区", "沙县"),
        ("津市市", "津市"),
        ("阿鲁科尔沁旗", "阿鲁科尔沁"),
        ("土默特左旗", "土默特左旗"),
        ("正蓝旗", "正蓝旗"),
        ("达尔罕茂明安联合旗", "达尔罕茂明安"),
        ("大柴旦行政委员会", "大柴旦"),
    ],
)
def test_a_short_name_leaves_out_what_only_says_the_kind_of_unit(name, short):
    assert short_chinese_name(name) == short


@pytest.mark.parametrize(
    ("adcode", "english"),
    [
        ("150000", "Inner Mongolia"),
        ("140000", "Shanxi"),
        ("610000", "Shaanxi"),
        ("540000", "Tibet"),
        ("810000", "Hong Kong"),
        ("820000", "Macau"),
        ("150100", "Hohhot"),
        ("230100", "Harbin"),
        ("650100", "Ürümqi"),
        ("540100", "Lhasa"),
        ("653100", "Kashgar"),
        ("141100", "Lüliang"),
        ("341500", "Lu'an"),
        ("610100", "Xi'an"),
        ("530800", "Pu'er"),
        ("340500", "Ma'anshan"),
        ("331000", "Taizhou"),
        ("411100", "Luohe"),
        ("140400", "Changzhi"),
        ("620900", "Jiuquan"),
        ("430900", "Yiyang"),
        ("220400", "Liaoyuan"),
        ("460400", "Danzhou"),
        ("542500", "Ngari"),
        ("533401", "Shangri-La"),
        ("361124", "Yanshan"),
        ("140428", "Zhangzi"),
        ("410621", "Xunxian"),
    ],
)
def test_an_english_name_is_the_customary_one_and_never_that_of_the_seat(today, adcode, english):
    assert today[adcode]["name_en"] == english


@pytest.mark.parametrize(
    ("adcode", "reading"),
    [
        ("110105", "Cháoyáng"),
        ("341500", "Lù'ān"),
        ("320116", "Lùhé"),
        ("331100", "Líshuǐ"),
        ("371524", "Dōng'ē"),
        ("652823", "Yùlí"),
        ("441422", "Dàbù"),
        ("440113", "Pānyú"),
        ("141024", "Hóngtóng"),
        ("140924", "Fánshì"),
        ("130225", "Làotíng"),
        ("330382", "Yuèqīng"),
        ("130726", "Yùxiàn"),
        ("370612", "Mùpíng"),
        ("411221", "Miǎnchí"),
        ("621223", "Tànchāng"),
        ("451000", "Bǎisè"),
        ("610582", "Huàyīn"),
        ("150521", "Kē'ěrqìn Zuǒyì Zhōngqí"),
    ],
)
def test_a_name_is_read_as_its_people_read_it(today, adcode, reading):
    assert today[adcode]["pinyin"] == reading


@pytest.mark.parametrize(
    ("alias", "adcodes"),
    [
        ("Canton", ["440100"]),
        ("Peking", ["110000"]),
        ("Xizang", ["540000"]),
        ("Macao", ["820000"]),
        ("Kirin", ["220000", "220200"]),
        ("Taichow", ["321200", "331000"]),
        ("Kumul", ["650500"]),
        ("Zhao County", ["130133"]),
        # The seat is no name of its prefecture, whatever GeoNames lists.
        ("Suzhou", []),
        ("Longshan", []),
        ("Bayi", []),
    ],
)
def test_an_alias_belongs_to_the_units_it_is_printed_for(today, alias, adcodes):
    bearers = [code for code, row in today.items() if alias in row["aliases"].split("|")]

    assert bearers == adcodes


def test_every_decision_of_names_is_in_the_table(rows):
    """Otherwise the table is older than the decisions; rebuild it."""
    unit = ("adcode", "name_zh")
    named = {(row["adcode"], row["name_zh"]): row for row in rows}
    for row in DecisionTable("english_names", unit):
        assert named[row["adcode"], row["name_zh"]]["name_en"] == row["name_en"]
    for row in DecisionTable("aliases", (*unit, "alias")):
        assert row["alias"] in named[row["adcode"], row["name_zh"]]["aliases"].split("|")


@pytest.fixture
def table(tmp_path, monkeypatch):
    """Return a function that writes a table of decisions and reads it."""
    monkeypatch.setattr(names, "FOLDER", tmp_path)

    def write(*lines: str) -> DecisionTable:
        text = "\n".join(["adcode,name_en,reason", *lines]) + "\n"
        (tmp_path / "names.csv").write_text(text, encoding="utf-8")
        return DecisionTable("names", ("adcode",))

    return write


def test_a_decision_that_nothing_asked_for_is_refused(table):
    decisions = table("150100,Hohhot,Mongolian name", "999999,Nowhere,a mistake")
    decisions.take("150100")

    with pytest.raises(ReferenceDataError, match=r"names\.csv: 1 decisions .* \(999999\)"):
        decisions.refuse_unused()


def test_a_decision_without_a_reason_is_refused_with_its_line(table):
    with pytest.raises(ReferenceDataError, match=r"names\.csv:2: no reason given"):
        table("150100,Hohhot,")


def test_a_decision_taken_twice_is_refused_with_its_line(table):
    with pytest.raises(ReferenceDataError, match=r"names\.csv:3: .* is decided twice"):
        table("150100,Hohhot,Mongolian name", "150100,Huhhot,other spelling")


def test_readings_follow_characters_and_whole_names():
    pytest.importorskip("pypinyin", reason="only the build of the reference data needs it")
    from geo.reference.names import read_aloud, without_tones

    readings = DecisionTable("pinyin", ("chinese",))

    assert read_aloud("长治", readings) == "Chángzhì"
    assert read_aloud("六安", readings) == "Lù'ān"
    assert read_aloud("西安", readings) == "Xī'ān"
    assert read_aloud("土默特左旗", readings) == "Tǔmòtè Zuǒqí"
    assert without_tones("Lǚliáng") == "Lüliang"
