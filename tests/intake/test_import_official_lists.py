"""Lists as ministries, provinces and newspapers publish them: titles, labels, counts."""

from functools import partial

import pytest

FLAGS = ("--source", "moc", "--data", "p")


@pytest.fixture
def imported(imported):
    return partial(imported, name="a.txt")


def told(rows):
    """Return rows as one line: code and start of each."""
    return " ".join(f"{adcode}:{start}" if start else adcode for _, adcode, start in rows)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "国家低碳试点省市名单\n\n第一批（2010年7月）\n省份：广东、辽宁\n城市：天津、厦门\n",
            "440000:2010-07 210000:2010-07 120000:2010-07 350200:2010-07",
        ),
        (
            "第一批养老服务改革试点地区名单（2016年）\n北京市：丰台区\n江苏省：南京市、苏州市\n",
            "110106:2016 320100:2016 320500:2016",
        ),
        ("DRG付费国家试点城市名单（2019年5月）\n北京市\n河北省邯郸市\n", "110000 130400"),
        ("2014年示范县名单\n威县\n2015年示范县名单\n平乡县\n", "130533:2014 130532:2015"),
        ("# 支点城市\n## 第一批（2020年）\n- 唐山\n", "130200:2020"),
        (
            "第一批试点（2014年12月）\n一、省（2个）：江苏省、安徽省\n四、市（区、县）（1个）：吉林市\n",
            "320000:2014-12 340000:2014-12 220200:2014-12",
        ),
        ("2014: Weinan, Tianshui\n2015: Jiuquan\n", "610500:2014 620500:2014 620900:2015"),
        (
            "第一批（2014年）：武威市、渭南市\n第二批（2015年）：酒泉市\n",
            "620600:2014 610500:2014 620900:2015",
        ),
        (
            "Waste pilot cities (2017)\n- Hebei (2): Handan, Tangshan\n- Gansu (1): Wuwei\n",
            "130400 130200 620600",
        ),
        ("1. 甘肃省武威市\n2. 陕西省渭南市\n", "620600 610500"),
    ],
)
def test_a_title_and_labels_of_a_list_of_one_column_are_no_places(text, found, imported):
    rows, said = imported(text)

    assert told(rows) == found, said.all
    assert "0 unknown" in said.out


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "省份,试点城市（第一批，2014年）,试点城市（第二批，2016年）\n甘肃,武威、酒泉,天水\n",
            "620600:2014 620900:2014 620500:2016",
        ),
        (
            "Region,Province,Cities,Year\nWest,Gansu,Wuwei,2014\nNorthwest,Gansu,Jiuquan,2015\n",
            "620600:2014 620900:2015",
        ),
        ("城市,2012,2013,2014,合计\n武威,0,1,1,2\n酒泉,0,0,0,0\n", "620600:2013 620900:2012"),
        ("#,Pilot city (county),Date of approval\n1,Weinan City,2014\n", "610500:2014"),
        ("地区,年份\n甘肃省城市群（武威、酒泉）,2014\n", "620600:2014 620900:2014"),
    ],
)
def test_columns_that_say_more_than_places_are_read_as_what_they_are(text, found, imported):
    rows, said = imported(text)

    assert told(rows) == found, said.all


@pytest.mark.parametrize(
    "cell", ["浙江省内，不包括宁波", "福建省，厦门市除外", "Shandong except Qingdao"]
)
def test_what_a_cell_leaves_out_is_told_however_it_says_so(cell, imported):
    rows, said = imported(f"地区\t年份\n{cell}\t2016\n")

    assert not rows
    assert "leaves out '" in said.out
    assert "which one row cannot say" in said.out


def test_a_plan_is_not_advised_to_be_given_as_a_start(imported):
    _, said = imported("地区,启动时间\n武威市,力争2023年\n酒泉市,planned 2020\n")

    assert said.out.count("tells a plan, and no start") == len(("武威", "酒泉"))
    assert "give that, if meant" not in said.out


@pytest.mark.parametrize(
    "below",
    [
        "制表日期：2021年3月",
        "商务部办公厅 2021年3月1日印发",
        "填表人：张三,,联系电话：010",
        "2.数据截至2017年底。",
        "合计/平均,,31",
    ],
)
def test_what_a_form_has_below_its_table_is_no_row(below, imported):
    rows, said = imported(f"地区,年份,数量\n武威市,2014,30\n酒泉市,2015,32\n{below}\n")

    assert told(rows) == "620600:2014 620900:2015", said.all
    assert said.code == 0, said.all


@pytest.mark.parametrize(
    "cells", ['"=""武威市""","=""2014"""', "'武威市,'2014", "武威<br>武威,2014"]
)
def test_marks_of_spreadsheets_and_web_pages_are_no_part_of_a_cell(cells, imported):
    rows, said = imported(f"地区,年份\n{cells}\n")

    assert told(rows) == "620600:2014", said.all


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "省份,个数,县,年份\n甘肃,3,民勤县、古浪县,2014\n甘肃,2,天祝县、凉州区,2014\n合计,5个\n",
            ["line 2: '个数' says 3, and 2 places are named", "line 4: the total says 5"],
        ),
        (
            "地区\n甘肃省（3个）\n武威市、酒泉市\n陕西省（1个）\n渭南市\n",
            ["line 2: the heading says 3, and 2 places are named"],
        ),
        ("地区,人数\n武威市、酒泉市,7\n渭南市,9\n", []),
    ],
)
def test_a_list_that_counts_other_than_what_it_names_is_told_so(text, words, imported):
    _, said = imported(text)

    assert [line for line in said.out.splitlines() if line.startswith("look at")] == [
        next(line for line in said.out.splitlines() if each in line) for each in words
    ], said.all


def test_a_cell_that_lists_places_behind_a_label_heads_no_column(imported):
    """It names a county, as headers do; what stood above it would be passed over."""
    rows, said = imported(
        "第一批（2014年）\n省：江苏省、安徽省\n区、县（2个）：北京市通州区、天津市蓟州区\n"
    )

    assert [row[1] for row in rows] == ["320000", "340000", "110112", "120119"], said.all


def test_provinces_over_places_with_their_own_dates_are_headings(imported):
    text = "一、浙江省\n1.杭州市（2019年）\n2.宁波市（2020年）\n二、河南省\n1.郑州市（2018年）\n"
    rows, said = imported(text, "--map", "place=#1")

    assert [row[1:] for row in rows] == [
        ("330100", "2019"), ("330200", "2020"), ("410100", "2018"),
    ], said.all  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["* Gansu - Wuwei, Jiuquan\n* Shaanxi - Weinan\n", "- 甘肃省——武威、酒泉\n- 陕西省——渭南\n"],
)
def test_a_dash_behind_the_province_heads_the_places_of_a_marked_line(text, imported):
    found, said = imported(text, name="a.txt")

    assert [row[1] for row in found] == ["620600", "620900", "610500"], said.all


@pytest.mark.parametrize(
    "text",
    [
        "地区,起始\n华东地区,\n杭州市,2016\n二、西部地区（1个）,\n酒泉市,2018\n",
        "地区,城市,起始\n东部,,\n浙江,杭州市,2016\n西部地区,,\n甘肃,酒泉市,2018\n",
        "区域,省份,试点城市,起始\n东部,浙江,杭州市,2016\n西部,甘肃,酒泉市,2018\n",
        "Place,Start\nEastern region,\nHangzhou,2016\nWestern China,\nJiuquan,2018\n",
    ],
)
def test_parts_of_the_country_between_the_places_are_headings_that_are_told(text, imported):
    found, said = imported(text)

    assert [row[1:] for row in found] == [("330100", "2016"), ("620900", "2018")], said.all
    assert said.out.count("is no place") == text.count(",\n")


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ('甘肃、陕西,"武威市、渭南市"', ["620600", "610500"]),
        ("湖北/湖南,武汉", ["420100"]),
        ('Gansu and Shaanxi,"Jiuquan, Weinan"', ["620900", "610500"]),
        ("Jiangsu/Anhui,Suzhou", []),
        ("江苏和浙江,武汉", []),
        ("苏州、浙江,昆山", []),
    ],
)
def test_a_place_beside_several_provinces_lies_in_the_only_one_that_holds_it(
    cells, found, imported
):
    rows, said = imported(f"省份,城市,年份\n{cells},2016\n")

    assert [row[1] for row in rows] == found, said.all


def test_the_corps_of_xinjiang_and_kinds_of_units_head_places_too(imported):
    text = (
        "序号,试点地区,年份\n一、山西省（2个）,,\n1,阳高县,2016\n2,清徐县,2016\n"
        "二、新疆生产建设兵团（1个）,,\n3,第八师石河子市,2016\n三、计划单列市,,\n4,宁波市,2016\n"
    )
    rows, said = imported(text)

    assert [row[1] for row in rows] == ["140221", "140121", "659001", "330200"], said.all


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("石家庄市（井陉县、无极县）、邢台市", "130121 130130 130500"),
        ("福建（含厦门）、广东（含深圳）", "350000 350200 440000 440300"),
        ("武汉市（江夏区）、宜昌市", "420115 420500"),
        ("浙江、江苏、安徽三省", "330000 320000 340000"),
        ("婺源县 德兴市", "361130 361181"),
        ("广州 深圳 珠海", "440100 440300 440400"),
        ("浙江 广州", ""),
        ("江西省 上饶市", "361100"),
        ("中国（杭州）跨境电子商务综合试验区", "330100"),
        ("北京、上海等7省市", ""),
        ("、", ""),
        ("（）、（", ""),
        ("浙江、江苏、安徽两省", ""),
        ("石家庄市（井陉县、某某县）、邢台市", ""),
    ],
)
def test_a_cell_of_several_places_is_read_as_far_as_it_is_sure(cell, found, imported):
    rows, said = imported(f"地区\t年份\n{cell}\t2016\n")

    assert told((place, code, "") for place, code, _ in rows) == found, said.all
    assert not any(set("（）") & set(place) for place, _, _ in rows[1:]), rows


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ("喀什地区部分县（市）,新疆", "653100:within"),
        ("部分县（市、区）,贵州省", "520000:within"),
        ("全省所有县（市、区）,浙江", "330000:all"),
        ("西藏自治区各地市,", "540000:all"),
        ("全省14个市州,甘肃", "620000:all"),
        ("Some counties of Gansu,", "620000:within"),
        ("龙胜各族自治县,广西", "450328:unit"),
        ("某地部分县,", ""),
        ("贵州：部分县（市、区）,", "520000:within"),
        ("部分县,", ""),
    ],
)
def test_some_parts_of_a_unit_are_unnamed_and_each_of_them_is_all_of_it(cells, found, imported):
    columns = ("place", "adcode", "extent")
    rows, said = imported(f"地区,省份,年份\n{cells},2016\n", name="a.csv", columns=columns)

    assert told(rows) == found, said.all


def test_a_province_among_cities_is_not_taken_for_a_prefecture_of_its_name(imported):
    """海南 stands beside cities in many lists; 海南州 would stand beside others of Qinghai."""
    rows, said = imported("城市\t年份\n上海、海南、长沙、西安、青岛、大连\t2020\n")

    assert told(rows) == " ".join(
        f"{code}:2020" for code in (310000, 460000, 430100, 610100, 370200, 210200)
    ), said.all


def test_the_date_in_a_title_is_told_where_rows_have_none(imported):
    """It may be when the list was published; that they began then is for a person to say."""
    rows, said = imported("试点城市名单（2019年5月）\n序号\t城市\n1\t邯郸市\n2\t临汾市\n")

    assert told(rows) == "130400 141000"
    assert (
        "the title of the list tells 2019-05: if they began then, pass --year 2019-05" in said.out
    )


def test_a_title_with_a_batch_dates_the_rows_below_it(imported):
    rows, said = imported("第一批产融合作试点城市名单（2016年）\n序号\t城市\n1\t保定市\n")

    assert told(rows) == "130600:2016", said.all
    assert "--year" not in said.out


@pytest.mark.parametrize(
    ("start", "is_ready"), [("2104", False), ("2030", False), ("[2030..]", True)]
)
def test_what_began_after_its_source_is_left_open_and_a_plan_is_not(start, is_ready, imported):
    found, said = imported(f"城市,开始\n武威市,2019\n酒泉市,{start}\n")

    assert [row[2] for row in found] == ["2019", *([start] if is_ready else [])]
    assert is_ready or f"a.txt:3, column '开始': the start {start} comes after moc" in said.all


@pytest.mark.parametrize("cell", ["无", "从未", "9999", "never", "未试点"])
def test_a_start_that_may_say_never_is_no_statement_without_a_date(cell, imported):
    rows, said = imported(f"城市\t试点开始年份\n保定\t2010\n邯郸\t{cell}\n")

    assert told(rows) == "130600:2010", said.all
    assert f"'{cell}: never, or no date'" in said.out


def test_a_row_like_the_others_heads_no_column_of_one(imported):
    """示范区 ends headers too; what stood above it was passed over without a word."""
    text = "附件\n北京东城国家示范区\n河北安国国家示范区\n山西平顺国家示范区\n— 1 —\n"
    _, refused = imported(text)
    _, said = imported(text, "--map", "place=#1")

    assert "header-missing" in refused.all
    assert "3 unknown" in said.out
    assert "line 5 is no place: — 1 —" in said.out


def test_a_yes_or_no_about_something_else_is_not_proposed_as_the_status(run, tmp_path):
    (tmp_path / "a.csv").write_text("城市,起始时间,是否延期\n沈阳,2011,否\n大连,2011,是\n", "utf-8")
    said = run("import", "a.csv", *FLAGS)

    assert "--map 是否延期=own" in said.out
    assert "--map 是否延期=status\n" not in said.out.split("; likely")[1]


@pytest.mark.parametrize(
    "text",
    [
        '[{"city": "武威市", "year": 2014}, {"year": "2015", "city": "酒泉市", "note": null}]',
        '{"city": "武威市", "year": 2014}\n{"city": "酒泉市", "year": 2015}\n',
        '{"a": [{"city": "武威市", "year": 2014}, {"city": "酒泉市", "year": 2015}]}',
    ],
)
def test_records_of_json_are_rows(text, imported):
    rows, said = imported(text, name="a.json")

    assert told(rows) == "620600:2014 620900:2015", said.all


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[1, 2]", "no list of records, and is no map"),
        ("{}", "no list of records, and is no map"),
        ('{"type": "FeatureCollection"}', "expected a FeatureCollection with features"),
        ('[{"city": "武威市"}, {"city"', "this is no JSON"),
        ('[{"city": "武威市", "city": "酒泉市"}]', "'city' stands twice"),
        ("[" * 20_000, "nested too deep"),
        ('{"a":' + ":" * 2_000_001, "more than 2,000,000 members"),
    ],
)
def test_json_that_holds_no_records_is_refused_in_one_line(text, words, imported):
    rows, said = imported(text, name="a.json")

    assert not rows
    assert words in said.err
    assert said.err.count("\n") == 1


def test_a_column_of_yes_and_no_with_remarks_names_no_places(run, tmp_path):
    text = "City,Pilot?,Since\nWeinan,Yes (second batch),2016\nJiuquan,Withdrawn in 2019,2016\n"
    (tmp_path / "a.csv").write_text(text, "utf-8")
    said = run("import", "a.csv", *FLAGS)

    assert "City -> city" in said.out
    assert "--map 'Pilot?=status'" in said.out


def test_the_corps_is_the_parent_of_what_stands_below_it_in_a_list_without_dates(imported):
    text = "序号,试点县\n一、山西省（1个）,\n1,阳高县\n二、新疆生产建设兵团（1个）,\n2,石河子市\n"
    rows, said = imported(text, name="a.csv", columns=("place", "adcode", "within"))

    assert told(rows) == "140221:山西省 659001:新疆生产建设兵团", said.all
