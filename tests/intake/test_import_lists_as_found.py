"""Lists as people make them: names twice, headings between rows, marks around names."""

import csv
from pathlib import Path

import pytest

from geo.intake.lists import ditto
from geo.intake.lists.headers import field_of, year_of
from geo.intake.lists.layout import Layout
from geo.intake.lists.row_words import batch_heading, is_total
from geo.tables.grid import Line
from geo.toponym.split import strip_list_markup

FLAGS = ("--source", "moc", "--data", "p")


@pytest.mark.parametrize(
    ("header", "cells", "adcode"),
    [
        ("省份,城市", "吉林,吉林", "220200"),
        ("province,city", "Jilin,Jilin", "220200"),
        ("省,市,县", "吉林,吉林,", "220200"),
        ("省,市,县", "吉林,吉林,磐石", "220284"),
        ("省份,城市", "北京,北京", "110000"),
        ("省份,城市", "海南,海南", "460000"),
        ("省,市,县", "广东,东莞,东莞", "441900"),
        ("省,市,县", "北京,北京,海淀区", "110108"),
        ("市,县", "通化,通化", "220521"),
        ("省份,城市,地点", "甘肃,武威,武威", "620600"),
    ],
)
def test_two_columns_that_name_alike_are_the_inner_unit_where_there_is_one(
    header, cells, adcode, imported
):
    found, said = imported(f"{header},年份\n{cells},2020\n")

    assert [row[1] for row in found] == [adcode], said.all


@pytest.mark.parametrize(
    "header",
    [
        "City/County", "City or district", "Pilot cities and counties", "Where", "市县",
        "试点市县名单", "申报城市", "第一批试点地区", "盟市", "所涉地区", "試點城市",
        "DRG付费国家试点城市", "数字人民币首批试点地区",
    ],
)  # fmt: skip
def test_a_header_that_puts_words_for_places_together_heads_the_places(header, imported):
    found, said = imported(f"{header},Province,Since\n酒泉,甘肃,2020\n武威,甘肃,2019\n")

    assert [row[1] for row in found] == ["620900", "620600"], said.all


@pytest.mark.parametrize(
    ("batch", "start"),
    [
        ("第一批（2016年）", "2016"),
        ("第二批（2020年9月）", "2020-09"),
        ("Batch 1 (2016)", "2016"),
        ("First batch (2016)", "2016"),
        ("2016年第一批", "2016"),
    ],
)
def test_the_date_in_the_name_of_a_batch_is_the_start(batch, start, imported):
    found, said = imported(f"批次,省份,名单\n{batch},甘肃（2）,武威、酒泉\n")

    assert [row[1:] for row in found] == [("620600", start), ("620900", start)], said.all


@pytest.mark.parametrize(
    ("cell", "adcodes"),
    [
        ("Tianjin, Shanghai, Suzhou (Jiangsu)", ["120000", "310000", "320500"]),
        ("Tianjin, Shanghai and Hefei", ["120000", "310000", "340100"]),
        ("Tangshan, Hefei, Kunshan", ["130200", "340100", "320583"]),
        ("Liangzhou, Wuwei, Gansu", ["620602"]),
        ("Pudong, Shanghai", ["310115"]),
        ("Linxia, Lanzhou, Qinghai", []),
        ("Hefei, Shanghai", []),
        ("Kunshan, Shanghai", []),
    ],
)
def test_commas_part_a_list_of_cities_and_never_a_place_from_its_parent(cell, adcodes, imported):
    found, said = imported(f'city,year\n"{cell}",2016\n')

    assert [row[1] for row in found] == adcodes, said.all


@pytest.mark.parametrize(
    "header",
    [
        "非试点城市", "是否试点城市", "距最近试点城市", "牵头试点城市", "拟入选城市",
        "拟推荐试点城市", "撤销试点城市", "已退出试点城市", "暂缓试点城市", "候选示范城市",
        "取消入选城市",
    ],
)  # fmt: skip
def test_a_header_of_another_sense_heads_no_places_of_the_programme(header):
    assert not field_of(header)
    assert field_of("未来社区试点县") == "county"


@pytest.mark.parametrize("header", ["Start of trading", "開始時間", "试点启动时间"])
def test_a_header_that_says_when_it_began_is_the_start(header, imported):
    found, said = imported(f"City,{header}\nJiuquan,2 April 2014\n")

    assert [row[2] for row in found] == ["2014-04-02"], said.all


def test_a_column_of_names_inside_the_provinces_that_are_read_is_asked_about(refused):
    """Otherwise the whole province would be marked for one of its cities."""
    Path("a.csv").write_text("省份,名录\n甘肃省,酒泉市\n河北省,邯郸市\n北京市,北京市\n", "utf-8")

    refused("a.csv", r"inside the places that are read(?s:.)*名录=place")


@pytest.mark.parametrize("header", ["City of birth", "总部城市", "City population", "市长"])
def test_a_header_with_another_word_is_asked_about(header, imported):
    found, said = imported(f"{header},Province,Since\n酒泉,甘肃,2020\n武威,甘肃,2019\n")

    assert not found
    assert header in said.all


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Linxia County", "Linxia"),
        ("Suzhou City Jiangsu", "Suzhou"),
        ('"Wuwei, Gansu"', "Wuwei"),
    ],
)
def test_an_open_name_is_no_repetition_of_a_row_about_one_of_its_candidates(
    first, second, imported
):
    found, together = imported(f"Place,year\n{first},2020\n{second},2020\n")
    _, later = imported(f"Place,year\n{second},2020\n", name="b.csv")

    assert len(found) == 1
    assert "1 ready, 1 ambiguous" in together.out
    assert "1 ambiguous, 0 unknown, 0 duplicates" in later.out


def test_a_name_that_was_decided_is_no_question_in_the_same_list_again(
    imported, run, rows, tmp_path
):
    imported("Place,year\nLinxia,2020\nAtlantis,2020\n")
    (tmp_path / "b.csv").write_text(
        "Place,year,decision\nLinxia,2020,622900 as the others\nAtlantis,2020,620600 its seat\n"
    )
    decided = run("import", "b.csv", *FLAGS, "--write")

    again = run("import", "a.csv", *FLAGS, "--write")

    assert decided.code == again.code == 0, decided.all + again.all
    assert "0 ready, 0 ambiguous, 0 unknown, 2 duplicates" in again.out
    assert len(rows()) == 2


def test_a_proposal_has_a_reason_or_is_not_made(run, tmp_path):
    (tmp_path / "a.csv").write_text("城市,年份\n吉林,2020\n临夏,2020\n", "utf-8")

    said = run("import", "a.csv", *FLAGS)

    assert (
        "proposal: 220200 Jilin 吉林市 (prefecture, Jilin), the only one that is no province"
        in (said.out)
    )
    assert said.out.count("proposal") == 1


BATCHES = """第一批
天津市
第二批试点城市（2016年）
石家庄市
临夏
第三批
1. 乌海市
3、大连市
（四）本溪市
"""


def test_a_row_that_only_names_a_batch_heads_the_rows_below(imported, tmp_path):
    dates = ("--batch", "1=2010", "--batch", "2=2012", "--batch", "3=2017")
    found, said = imported(BATCHES, *dates, name="a.txt")
    with (tmp_path / "a.todo.csv").open(encoding="utf-8-sig", newline="") as file:
        (left,) = csv.DictReader(file)

    assert found == [
        ("天津市", "120000", "2010"),
        ("石家庄市", "130100", "2012"),
        ("乌海市", "150300", "2017"),
        ("大连市", "210200", "2017"),
        ("本溪市", "210500", "2017"),
    ]
    assert "line 3 is no place: 第二批试点城市（2016年）" in said.out
    assert (left["place"], left["batch"]) == ("临夏", "2")


@pytest.mark.parametrize(
    ("cell", "batch"),
    [
        ("第一批", "1"),
        ("首批试点城市：", "1"),
        ("二、第二批", "2"),
        ("Batch 3", "3"),
        ("Second batch of pilot cities", "2"),
        ("第一批 天津市", ""),
        ("第一师阿拉尔市", ""),
        ("武威", ""),
    ],
)
def test_the_heading_of_a_batch_says_nothing_else(cell, batch):
    assert batch_heading([cell]) == batch
    assert not batch_heading([cell, "武威"])


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("1. 乌海市", "乌海市"),
        ("3、大连市", "大连市"),
        ("（四）朝阳市", "朝阳市"),
        ("**Wuwei**", "Wuwei"),
        ("[Jiuquan](https://x.y)", "Jiuquan"),
        ("Linxia Hui AP[1]", "Linxia Hui AP"),
        ("武威①", "武威"),
        ("Tianshui*", "Tianshui"),
        ("Jincheng[a]", "Jincheng"),
        ("Nanping^b", "Nanping"),
        ("①武威", "武威"),
        ("- Wuwei", "Wuwei"),
        ("58.com", "58.com"),
        ("三亚", "三亚"),
        ("1", "1"),
        ("**", "**"),
        ("", ""),
    ],
)
def test_marks_around_a_name_are_peeled(cell, name):
    assert strip_list_markup(cell) == name


def test_what_was_peeled_is_said_and_a_site_keeps_its_name(imported):
    found, said = imported("city,lon,lat,year\n**Weinan**,,,2020\n1. 店,102.6418,37.9268,2020\n")

    assert [place for place, *_ in found] == ["Weinan", "1. 店"]
    assert said.code == 0, said.all


def test_peeling_is_told_in_the_dry_run(run, tmp_path):
    (tmp_path / "a.csv").write_text("city,year\n**Wuwei**,2020\n", "utf-8")

    assert "'**Wuwei**' read as Wuwei" in run("import", "a.csv", *FLAGS, "--within", "Gansu").out


@pytest.mark.parametrize("header", ["地区,试点名称", "地区,城市"])
def test_an_area_column_of_provinces_alone_is_the_province(header, imported):
    found, said = imported(f"{header},年份\n广东,广东省,2020\n新疆,伊宁市,2020\n陝西,延安,2020\n")

    assert "'地区' holds only provinces" in said.out, said.all
    assert [row[1] for row in found][1:] == ["654002", "610600"], said.all


@pytest.mark.parametrize("total", ["Total", "SUM", "合 计", "小计：3个", "Grand total", "总计"])
def test_totals_are_passed_over_and_said(total, imported):
    text = f"No.,Province,City,Year\n1,Gansu,Wuwei,2020\n2,Gansu,{total},\n"
    found, said = imported(text)

    assert is_total(total)
    assert len(found) == 1
    assert f"line 3 is no place: 2 Gansu {total}" in said.out
    assert said.code == 0


def test_an_ampersand_lists_places(imported):
    found, _ = imported("Province,City,Year\nGuangdong,Guangzhou & Shenzhen,2010\n")

    assert [row[1] for row in found] == ["440100", "440300"]


def test_a_name_with_and_in_it_is_one_name_in_a_list(run, rows, tmp_path):
    (tmp_path / "list.csv").write_text("地点,年份\n乌鲁木齐市、和田市,2017\n武威市和酒泉市,2018\n")

    said = run("import", "list.csv", "--source", "moc", "--data", "p", "--write")

    assert said.code == 0, said.all
    assert [row["place"] for row in rows()] == ["乌鲁木齐市", "和田市", "武威市", "酒泉市"]


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (
            "兰州市、敦煌市等",
            r"'兰州市、敦煌市等' ends in '等': it may leave places out; delete '等'",
        ),
        ("甘肃省等29个省市", r"ends in '等29个省市'"),
        (
            "武威市、亚特市、酒泉市",
            r"of the 3 places listed in one cell, '亚特市' is not the name of",
        ),
        ("Atlantis, Gansu", r"no unit is called 'Atlantis, Gansu'"),
    ],
)
def test_what_is_wrong_with_a_list_in_a_cell_is_told_by_its_parts(cell, words, refused, tmp_path):
    (tmp_path / "list.csv").write_text(f'地点,年份\n"{cell}",2017\n')

    refused("list.csv", rf"list.csv:2, column '地点': .*{words}")


def test_each_place_of_a_cell_that_is_left_open_gets_a_row_of_its_own(run, tmp_path):
    (tmp_path / "list.csv").write_text("id,地点,年份\nx,武威市、酒泉市,17年\ny,渭南市,2016\n")

    said = run("import", "list.csv", "--source", "moc", "--data", "p", "--write-ready")
    todo = (tmp_path / "list.todo.csv").read_text(encoding="utf-8-sig").splitlines()

    assert said.out.count("has a year of two digits") == 1
    assert [line.split(",")[:3] for line in todo[1:]] == [
        ["", "武威市", "17年"],
        ["", "酒泉市", "17年"],
    ]


@pytest.mark.parametrize("note", ["* 不含县级市。", "① 数据来源于商务部", "[1] 见附件"])
def test_a_marked_remark_beside_the_names_is_no_place(note, run, tmp_path):
    (tmp_path / "list.csv").write_text(f"批次,城市,年份\n一,武威市,2016\n{note},,\n")

    said = run("import", "list.csv", "--source", "moc", "--data", "p")

    assert said.code == 0, said.all
    assert f"line 3 is no place: {note}" in said.out


def test_text_below_a_table_of_bars_is_told_and_passed_over(run, tmp_path):
    table = "| 城市 | 年份 |\n|---|---|\n| 武威市 | 2016 |\n| 共1个 | |\n"
    (tmp_path / "list.md").write_text(f"{table}\n[1] 资料来源：商务部\n")

    said = run("import", "list.md", "--source", "moc", "--data", "p")

    assert said.code == 0, said.all
    assert "line 6 stands below the table: [1] 资料来源：商务部" in said.out
    assert "line 4 is no place: 共1个" in said.out


def test_a_row_of_bars_that_lost_them_is_no_text_below_the_table(refused, tmp_path):
    (tmp_path / "list.md").write_text(
        "| 城市 | 年份 |\n|---|---|\n| 武威市 | 2016 |\n酒泉市 2017\n"
    )

    refused("list.md", r"list.md:4: the row has 1 cell")


@pytest.mark.parametrize("header", ["启动", "获批", "上线", "通车", "Launched"])
def test_a_header_that_only_says_what_happened_heads_its_dates_or_its_yes_and_no(
    header, imported, refused
):
    found, said = imported(f"City,{header}\nJiuquan,2014年4月\nTianshui,2016\n")
    assert [row[2] for row in found] == ["2014-04", "2016"], said.all

    found, said = imported(f"City,{header},{header}时间\nDingxi,是,2014年4月\n", name="b.csv")
    assert f"{header} -> own, {header}时间 -> start" in said.all
    Path("c.csv").write_text(f"City,{header}\nJiayuguan,是\nJinchang,否\n", "utf-8")
    refused("c.csv", rf"--map {header}=status +是: it is there; 否: it is not there")


@pytest.mark.parametrize(
    ("cell", "adcodes"),
    [
        ("鄂州市及黄冈市", ["420700", "421100"]),
        ("鄂州以及黄冈", ["420700", "421100"]),
        ("恩施州（含恩施市、利川市）", ["422800", "422801", "422802"]),
        ("苏州市（包括昆山）", ["320500", "320583"]),
        ("Enshi Prefecture (including Lichuan and Badong)", ["422800", "422802", "422823"]),
        ("广州市（黄埔区、南沙区）", ["440112", "440115"]),
        ("武汉市（江夏区）", ["420115"]),
        ("及第", []),
        ("鄂州市及周边", []),
    ],
)
def test_places_joined_or_told_in_brackets_are_each_a_row(cell, adcodes, imported):
    found, said = imported(f"地区,年份\n{cell},2020\n")

    assert [row[1] for row in found] == adcodes, said.all


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (
            "湘西州（不含吉首市）",
            "leaves out '吉首市', which one row cannot say; give '湘西州' a row",
        ),
        ("湖北省（除武汉市外）", "leaves out '武汉市'"),
        ("湖北省除武汉以外的地区", "leaves out '武汉'"),
        ("Hubei (except Wuhan)", "leaves out 'Wuhan'"),
        (
            "武汉市（含江夏区、光谷）",
            "of '武汉市（含江夏区、光谷）', '光谷' is not the name of a unit in",
        ),
        ("恩施州（恩施市、宜昌市）", "'宜昌市' is not the name of a unit in '恩施州'"),
    ],
)
def test_what_brackets_leave_out_or_hold_besides_units_is_told_and_nothing_taken(
    cell, words, imported
):
    found, said = imported(f"地区,年份\n{cell},2020\n")

    assert found == []
    assert words in said.all


def test_columns_of_batches_beside_the_provinces_name_the_places_of_their_cells(imported):
    """Kept as columns of the list's own, they would leave the whole province marked."""
    rows = '江西,"南昌市\n新余市",吉安市\n青海,—,海西州（格尔木）\n'

    found, said = imported(f"省份,第一批(2013年),第三批(2016年)\n{rows}")

    assert [row[1:] for row in found] == [
        ("360100", "2013"), ("360500", "2013"), ("360800", "2016"), ("632801", "2016"),
    ], said.all  # fmt: skip


def test_marks_under_batches_say_in_which_a_place_was(imported):
    found, said = imported("城市,首批（2013年）,第二批（2014年）\n酒泉,√,\n天水,,√\n定西,,\n")

    assert [row[1:] for row in found] == [("620900", "2013"), ("620500", "2014")], said.all
    assert "'定西': says nothing" in said.all


@pytest.mark.parametrize(
    "cells",
    [
        ("Lishui (whole municipality), Qingyuan (Lishui)", "Wuyi, Yongkang and Jinyun counties"),
        ("杭州、宁波、湖州", "温州市（不含洞头）"),
    ],
)
def test_lists_of_finer_places_beside_the_provinces_are_asked_about(cells, refused):
    lines = "".join(f'浙江,2012,"{cell}"\n' for cell in cells)
    Path("a.csv").write_text(f"Province,Year,Remarks (parts)\n{lines}", "utf-8")

    refused("a.csv", r"'Remarks \(parts\)=place'")


@pytest.mark.parametrize(
    ("header", "year"),
    [
        ("2016年（第一批）", "2016"), ("2014年是否试点", "2014"),
        ("2020年新增", "2020"), ("2015年试点城市", "2015"),
        ("2016（万人）", ""), ("2016年GDP", ""),
    ],
)  # fmt: skip
def test_a_year_heads_a_column_with_its_batch_and_with_what_was_added(header, year):
    assert year_of(header)[0] == year


@pytest.mark.parametrize(
    ("cell", "adcodes"),
    [
        ("河北省（２个）：邢台市威县、张家口市尚义县", ["130533", "130725"]),
        ("安徽省（3个）：阜阳市颍上县，安庆市望江县，六安市霍邱县", ["341226", "340827", "341522"]),
        ("湖北省（1个）：红安县", ["421122"]),
        ("四川省:金堂县、仪陇县", ["510121", "511324"]),
        ("贵州省（4个）：从江县、思南县", []),
        ("四川省：金堂县、红安县", []),
        ("迁安、白城、贵安新区、武汉", ["130283", "220800", "420100"]),
        ("武汉、宜昌、襄阳暂缓", []),
        ("武汉、宜昌、襄阳等地", []),
        ("除武汉、不含襄阳新区", []),
        ("Shanghai, Hainan, Changsha, Qingdao", ["310000", "460000", "430100", "370200"]),
        ("Lanzhou, Gansu, Xi'an, Shaanxi", []),
    ],
)  # fmt: skip
def test_a_cell_that_lists_places_is_taken_as_far_as_that_is_sure(cell, adcodes, imported):
    found, said = imported(f'地区,年份\n"{cell}",2016\n')

    assert [row[1] for row in found] == adcodes, said.all
    if "4个" in cell:
        assert "says that it lists 4 places, and lists 2" in said.all
    if "新区、" in cell:
        assert "贵安新区' is a state-level new area" in said.all


@pytest.mark.parametrize("cell", ["全市", "全域"])
def test_all_of_the_parent_is_the_parent(cell, imported):
    found, said = imported(f"地市,区县,年份\n杭州市,{cell},2015\n宁波市,江北区,2015\n")

    assert [row[1] for row in found] == ["330100", "330205"], said.all


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("试点起始时间", "start"), ("国家试点批复时间", "start"), ("改革启动年份", "year"),
        ("项目结束时间", "end"), ("首批试点年份", "year"), ("申报时间", ""),
        ("试点省份", "province"), ("试点申报时间", ""), ("示范年份", ""),
        ("Pilot start", "start"), ("Date of pilot launch", "start"), ("policy_start_year", "year"),
        ("Launched in", "start"), ("开始实施时间", "start"), ("正式启动时间", "start"),
        ("Project end", "end"), ("纳入试点时间", "start"),
        ("退出试点时间", "end"), ("申报试点时间", ""), ("批次年份", "year"), ("Policy", ""),
        ("Policy document date", ""), ("Autonomous prefecture", "city"),
        ("Province-level unit", "province"),
    ],
)  # fmt: skip
def test_a_header_that_names_its_programme_before_what_happened_is_read(header, name):
    assert field_of(header) == name


def test_places_of_one_cell_keep_the_dates_that_stand_behind_them(imported):
    found, said = imported(
        "试点地区,批次\n武汉市（2016年）、宜昌市（2017年起）,\n酒泉（2020年9月）,\n"
        "天水市2020年、临夏州2017年,\n兰州市(2018.06)；白银市（2019）,\n"
    )

    dated = {row[1]: row[2] for row in found}
    assert dated == {
        "420100": "2016", "420500": "2017", "620900": "2020-09", "620500": "2020",
        "622900": "2017", "620100": "2018-06", "620400": "2019",
    }, said.all  # fmt: skip


@pytest.mark.parametrize(
    "cell",
    [
        "Wuwei (2014), Jiuquan (2015; left 2018)",
        "Wuwei (since 2014), Jiuquan (from 2015, until 2018)",
        "武威（2014年）、酒泉（2015年，2018年退出）",
        "武威市（2014年起）；酒泉市（2015—2018年）",
        "Wuwei (2014), Jiuquan (2015-2018)",
    ],
)
def test_places_of_one_cell_keep_the_ends_that_stand_behind_them(cell, imported, rows):
    found, said = imported(f'省,Pilots\n甘肃,"{cell}"\n')

    assert [row[1:] for row in found] == [("620600", "2014"), ("620900", "2015")], said.all
    assert [row["end"] for row in rows()] == ["", "2018"]


def test_the_part_of_a_cell_of_dated_places_that_is_not_understood_is_told(imported):
    _, said = imported('省,Pilots\n甘肃,"Wuwei (2014), Jiuquan (planned)"\n')

    assert "'Jiuquan (planned)' is not a name with its date" in said.out


@pytest.mark.parametrize(
    "cell",
    ["武汉市（2016年）等", "武汉市（2016户）", "武汉市（2016年，2018年）", "某市（2016年）",
     "武汉市、宜昌市（2016年）"],
)  # fmt: skip
def test_what_is_not_all_names_and_dates_is_a_question(cell, imported):
    found, said = imported(f'试点地区,批次\n"{cell}",\n')

    assert not found, said.all


@pytest.mark.parametrize(
    ("text", "answers", "dated"),
    [
        ("渭南市 2016\n武威市 2020年9月\n", "place=#1", ["2016", "2020-09"]),
        ("Weinan: 2016\nJiuquan: 2020\n", "place=#1", ["2016", "2020"]),
        ("渭南市,2016\n武威市,2020\n", "place=#1 --map start=#2", ["2016", "2020"]),
    ],
)
def test_a_list_without_a_header_is_told_how_to_be_read(text, answers, dated, imported):
    _, refused = imported(text)
    found, said = imported(text, *f"--map {answers}".split())

    assert f"it has no header, it seems: --map {answers} [" in refused.all
    assert [row[2] for row in found] == dated, said.all


def test_a_date_behind_a_name_that_is_not_the_rows_own_is_a_question(imported):
    found, said = imported("试点地区,年份\n武汉市（2016年）,2017\n宜昌市（2017年）,2017-05\n")

    assert [(row[1], row[2]) for row in found] == [("420500", "2017-05")], said.all


def test_each_row_is_asked_whether_its_year_is_the_one_behind_the_name(imported):
    found, said = imported("试点地区,年份\n武汉市（2016年）,2016\n武汉市（2016年）,2017\n")

    assert [row[2] for row in found] == ["2016"], said.all
    assert "1 unknown" in said.all


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("省份,城市,时间\n甘肃省,武威市,2016年\n同上,酒泉市,〃\n", "a.csv"),
        ('Province,City,Year\nGansu,Wuwei,2016\nditto,Jiuquan,""""\n', "a.csv"),
        ('Province\tCity\tYear\nGansu\tWuwei\t2016\ndo.\tJiuquan\t"\n', "a.tsv"),
        ('Province\tCity\tYear\nGansu\tWuwei\t2016\n"\tJiuquan\t"\n', "a.tsv"),
    ],
)  # fmt: skip
def test_a_mark_for_as_above_is_the_cell_above_and_told(text, name, imported):
    found, said = imported(text, name=name)

    assert [row[1:] for row in found] == [("620600", "2016"), ("620900", "2016")], said.all
    assert said.out.count("read as the cell above it, in line 3") == 2


@pytest.mark.parametrize("around", ["{}", " - {} -", "—{}—", "（{}）", "{}."])
def test_no_mark_for_as_above_is_passed_over_among_many_cells(around):
    rows = [Line(number, ("甘肃省", "武威市")) for number in range(1, 4)]
    layout = Layout(("province", "city"), 1, {"province": 0, "city": 1})
    for mark in [*sorted(ditto._MARKS), "ＤＩＴＴＯ", "＂", "″", "Same as above"]:
        cell = around.format(mark)
        if ditto.is_ditto(cell.strip()):
            marked = [*rows, Line(4, (cell, "酒泉市"))]
            given, told = ditto.with_cells_above(marked, layout)
            assert (given[-1].cells[0], len(told)) == ("甘肃省", 1), cell


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("地区,时间\n甘肃省（1个）,\n同上,2016\n武威市,2016\n", "no unit is called '同上'"),
        ("城市,时间\n武威市,\n酒泉市,同上\n", "'同上' is not a date"),
        ('City,Note\nWuwei,"\nJiuquan,"\nTianshui,x\n', "if it means 'as above', write 同上"),
    ],
)
def test_a_mark_for_as_above_with_nothing_to_repeat_is_a_question(text, words, imported):
    _, said = imported(text)

    assert said.code == 1
    assert words in said.all


def test_a_place_that_means_all_of_its_parent_is_the_parent(imported):
    found, said = imported(
        "省份,试点地区,年份\n山东省,全省,2016\nShanxi,Whole province,2018\n,全省,2018\n"
    )
    in_batches, told = imported(
        "省份,首批（2016年）,第二批（2020年）\n河北,承德市,\n浙江,,全域\n甘肃,,武威市\n",
        name="b.csv",
    )

    assert [row[1] for row in found] == ["370000", "140000"], said.all
    assert [row[1] for row in in_batches[2:]] == ["130800", "330000", "620600"], told.all


def test_a_heading_of_official_tables_in_the_citys_column_is_no_parent(imported):
    found, said = imported(
        "省,市,县,年份\n河南省,省直辖县级行政单位,济源市,2019\n"
        "新疆维吾尔自治区,自治区直辖县级行政单位,五家渠市,2020\n"
        "新疆维吾尔自治区,直辖县级行政区划,石河子市,2020\n湖北省,省直管市,仙桃市,2020\n"
    )

    assert [row[1] for row in found] == ["419001", "659004", "659001", "429004"], said.all


def test_the_rank_of_a_city_is_no_plan(imported):
    found, said = imported(
        "类别,城市,年份\n计划单列市,大连,2017\n省会城市,沈阳、长春,2017\n直辖市,天津,2017\n"
    )

    assert len(found) == 4, said.all


@pytest.mark.parametrize(
    "heading", ["一、省级试点", "（二）市级试点（2个）", "县级示范县名单：", "（共１０个）", "市级"]
)
def test_a_row_that_only_tells_a_grade_or_a_number_is_no_place_and_says_no_level(heading, imported):
    """省级试点 may be named by the province as well as be provinces."""
    found, said = imported(f"试点地区,年份\n{heading},\n酒泉市,2016\n肃州区,2017\n朝阳,2016\n")

    assert [row[1] for row in found] == ["620900", "620902"], said.all
    assert f"is no place: {heading}" in said.all
    assert "'朝阳' fits 3 units" in said.all
