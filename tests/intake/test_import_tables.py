"""A table is read before its rows: its form, its columns, and what must be asked first."""

import json
from functools import partial

import pytest

FLAGS = ("--source", "moc", "--data", "p")


@pytest.fixture
def read(imported):
    """Import a list as far as it is ready; return (adcode, start, end, status) of its rows."""
    return partial(imported, columns=("adcode", "start", "end", "status"))


@pytest.fixture
def asked(run, project, tmp_path):
    """Hold that a list is asked about, and that nothing is ready or written; return the report."""

    def hold(text, *options, name="a.csv"):
        (tmp_path / name).write_text(text, "utf-8")
        before = project.locations.read_bytes()
        said = run("import", name, *FLAGS, *options, "--write-ready")
        assert said.code == 1, said.all
        assert "question: " in said.out, said.all
        assert "ready: " not in said.out
        assert project.locations.read_bytes() == before
        return said.out

    return hold


@pytest.mark.parametrize(
    ("header", "cells", "row"),
    [
        ("地区,挂牌时间", "武威市,2014年3月", ("620600", "2014-03", "", "")),
        ("县名,摘帽年份", "民勤县,2018", ("620621", "2018", "", "")),
        ("city_cn,gvar", "武威市,2012", ("620600", "2012", "", "")),
        ("name_en,Year opened", "Weinan,2012", ("610500", "2012", "", "")),
        ("入选城市,命名,终止", "武威市,2012,2015", ("620600", "2012", "2015", "")),
        ("地区名称,实施年份,退出时间", "武威市,2012,2015", ("620600", "2012", "2015", "")),
    ],
)
def test_headers_of_the_field_are_read(header, cells, row, read):
    found, said = read(f"{header}\n{cells}\n")

    assert found == [row], said.all


def test_a_column_of_dates_that_no_word_names_is_asked_about(asked, read):
    text = "城市,节点\n武威市,2014年\n酒泉市,2015年\n"

    out = asked(text)
    found, _ = read(text, "--map", "节点=start")

    assert "column '节点' ('2014年', '2015年'): holds dates" in out
    assert "--map 节点=start " in out
    assert "--map 节点=- " in out
    assert [row[1] for row in found] == ["2014", "2015"]


def test_two_columns_for_one_field_are_refused_with_what_to_answer(run, tmp_path):
    (tmp_path / "a.csv").write_text("城市,挂牌时间,获批时间\n武威市,2014,2013\n", "utf-8")

    said = run("import", "a.csv", *FLAGS, "--write")
    taken = run(
        "import", "a.csv", *FLAGS, "--map", "获批时间=start", "--map", "挂牌时间=own", "--write"
    )

    assert said.code == 1
    assert "a.csv:1" in said.all
    assert "--map start=挂牌时间 --map 获批时间=own" in said.all
    assert taken.code == 0, taken.all


@pytest.mark.parametrize(
    ("values", "statuses"),
    [
        (("是", "否"), ["", "out"]),
        (("1", "0"), ["", "out"]),
        (("yes", "rejected"), ["", "out"]),
        (("试点城市", "对照城市"), ["", "out"]),
        (("Treatment group", "Comparison city"), ["", "out"]),
        (("处理组", "对照组"), ["", "out"]),
        (("treated", "never"), ["", "out"]),
        (("已实施", "未开展"), ["", "out"]),
    ],
)
def test_a_column_of_yes_and_no_is_asked_about_and_a_no_is_a_no(values, statuses, asked, read):
    text = "城市,年份,状况\n" + "".join(
        f"{city},2014,{value}\n" for city, value in zip(("武威市", "酒泉市"), values, strict=True)
    )

    out = asked(text)
    found, said = read(text, "--map", "状况=status")

    assert "--map 状况=status" in out
    assert [row[3] for row in found] == statuses, said.all


@pytest.mark.parametrize(
    "text",
    [
        "城市,年份\n处理组,\n武威市,2014\n对照组（1个）：,\n酒泉市,2014\n",
        "城市,年份\n试点城市,\n武威市,2014\n二、非试点城市,\n酒泉市,2014\n",
        "City,Year\nWuwei Gansu,2014\nControl cities,\nJiuquan,2014\n",
    ],
)
def test_a_heading_over_rows_where_it_is_not_is_asked_about_and_holds_for_them(text, asked, read):
    out = asked(text)
    found, said = read(text, "--map", "headings=status")

    assert "--map headings=status" in out
    assert [(row[0], row[3]) for row in found] == [("620600", ""), ("620900", "out")], said.all


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("城市,低碳,海绵\n武威市,√,\n酒泉市,,√\n", "--map 低碳=status --map 海绵=own"),
        ("city,lowcarbon,ets\nJiuquan,1,0\nWeinan,0,1\n", "--map lowcarbon=status --map ets=own"),
        (
            "城市,省会,是否试点\n武威市,否,是\n兰州市,是,否\n",
            "--map 是否试点=status --map 省会=own",
        ),
    ],
)
def test_of_columns_of_yes_and_no_it_is_asked_once_which_the_map_is_about(text, first, asked, read):
    out = asked(text)
    found, said = read(text, *first.split())

    assert "1 question before" in out
    assert f"{first}  the map is about" in out
    assert found, said.all


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "城市,试点情况（1：试点；2：非试点）\n武威市,1\n酒泉市,2\n张掖市,1\n天水市,2\n",
            "试点情况",
        ),
        ("City,Control for\nWuwei Gansu,Jiuquan\nZhangye,Tianshui\n", "--map City=own"),
        ("City,Start,Completed\nJiuquan,2014,2016\nZhangye,2015,ongoing\n", "--map Completed=end"),
    ],
)
def test_what_may_turn_a_row_round_is_asked_however_it_is_written(text, words, asked):
    assert words in asked(text)


def test_a_column_of_controls_beside_the_pilots_is_kept(read):
    found, said = read("试点城市,对照城市,年份\n武威市,酒泉市,2014\n张掖市,天水市,2014\n")

    assert [row[0] for row in found] == ["620600", "620700"], said.all


def test_a_state_in_words_that_are_not_understood_is_asked_about(asked):
    out = asked("City,Status,Date\nWuhan,Launched,2015\nHaikou,Tier B,2016\nSanya,Tier C,2016\n")

    assert "'Status'" in out


def test_a_no_is_out_in_the_map(read, run):
    read("city,year,flag\nWeinan,2014,1\nJiuquan,2014,0\n", "--map", "flag=status")

    assert run("explain", "610500", "--year", "2015", "--data", "p", "--json").code == 0
    told = run("explain", "620900", "--year", "2015", "--data", "p", "--json")

    assert json.loads(told.out.splitlines()[0])["status"] == "out", told.out


def test_what_is_planned_may_begin_at_its_date_or_later_and_says_nothing_without_one(read):
    found, said = read(
        "城市,年份,进展\n武威市,2014,是\n酒泉市,2015,拟开展\n天水市,,拟开展\n",
        "--map", "进展=status",
    )  # fmt: skip

    assert found == [("620600", "2014", "", ""), ("620900", "[2015..]", "", "")]
    assert "planned, and no date says from when on" in said.out


def test_a_blank_beside_yes_and_no_says_neither(read):
    found, said = read("城市,年份,开展\n武威市,2014,是\n酒泉市,2014,\n", "--map", "开展=status")

    assert [row[0] for row in found] == ["620600"]
    assert "'酒泉市': '开展' is blank: it says neither yes nor no" in said.out


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("city,year,shops\nWeinan,2014,12\nJiuquan,2014,0\n", "count"),
        ("省,年份,地名二\n甘肃省,2014,武威市\n甘肃省,2014,酒泉市\n甘肃省,2014,天水市\n", "place"),
        ("城市,年份,国标\n武威市,2014,620600\n酒泉市,2014,620900\n", "adcode"),
    ],
)
def test_what_could_turn_a_row_round_is_asked_about(text, field, asked, read):
    column = text.splitlines()[0].rsplit(",", 1)[1]

    out = asked(text)
    found, said = read(text, "--map", f"{column}={field}")

    assert f"--map {column}={field}" in out
    assert len(found) == text.count("\n") - 1, said.all


def test_a_remark_that_may_say_it_is_over_is_asked_about(asked, read):
    text = "城市,年份,备注\n武威市,2014,第二批试点\n酒泉市,2014,2016年退出试点\n"

    out = asked(text)
    found, _ = read(text, "--map", "备注=own")

    assert "'2016年退出试点'" in out
    assert len(found) == 2


def test_columns_of_the_users_own_are_kept(run, rows, tmp_path):
    (tmp_path / "a.csv").write_text("城市,年份,批次,备注\n武威市,2014,第一批,在册\n", "utf-8")

    said = run("import", "a.csv", *FLAGS, "--write")
    (row,) = rows()

    assert said.code == 0, said.all
    assert (row["备注"], row["statement"]) == ("在册", "")
    assert run("check", "--data", "p").code == 0


def test_a_column_called_source_does_not_overrule_the_source_that_is_given(read):
    found, said = read("city,year,Source\nWeinan,2014,State Council\nJiuquan,2015,MIIT\n")

    assert len(found) == 2, said.all


def test_a_source_that_is_not_known_is_refused_where_no_other_is_given(run, tmp_path):
    (tmp_path / "a.csv").write_text("city,source\nWuwei,nobody\n", "utf-8")

    said = run("import", "a.csv", "--data", "p", "--write")

    assert said.code == 1
    assert "a.csv:2, column 'source': source 'nobody'" in said.out


PANEL = """city,code,year,gdp,did
Weinan,610500,2010,10.1,0
Weinan,610500,2011,10.2,1
Weinan,610500,2012,10.4,1
Jiuquan,620900,2010,9.1,0
Jiuquan,620900,2011,9.3,0
Jiuquan,620900,2012,9.6,0
Tianshui,620500,2010,7.1,1
Tianshui,620500,2011,7.3,1
Tianshui,620500,2012,7.6,0
"""


def test_a_panel_is_asked_about_and_becomes_one_statement_per_unit(asked, read):
    out = asked(PANEL)
    found, said = read(PANEL, "--map", "did=status")

    assert "3 units stand in consecutive years, 2010 to 2012: a panel" in out
    assert "--map did=status" in out
    assert found == [
        ("610500", "2011", "", ""),
        ("620900", "2010", "2012", "out"),
        ("620500", "[..2010]", "2011", ""),
    ], said.all


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("Weinan,610500,2011,10.2,1\n", "", r"a.csv:3, column 'year': Weinan.*'2012' follows 2010"),
        ("Weinan,610500,2011", "Weinan,610500,2010", r"a.csv:3, column 'year': .*twice: line 2"),
        ("9.3,0", "9.3,2", r"a.csv:6, column 'did': .*'2' is not yes or no"),
        ("9.3,0", "9.3,", r"a.csv:6, column 'did': .*is blank"),
    ],
)
def test_a_panel_with_gaps_or_repetitions_is_refused(old, new, words, refused, tmp_path):
    (tmp_path / "a.csv").write_text(PANEL.replace(old, new), "utf-8")

    refused("a.csv", words, "--map", "did=status")


def test_a_panel_with_the_first_year_of_each_unit_is_read_by_it(read):
    text = "city,year,y,first_treat\n" + "".join(
        f"{city},{year},{year % 7}.5,{first}\n"
        for city, first in (("Weinan", 2011), ("Jiuquan", 0))
        for year in (2010, 2011, 2012)
    )
    found, said = read(text)

    assert found == [("610500", "2011", "", ""), ("620900", "2010", "2012", "out")], said.all


def test_years_as_columns_are_read_as_one_statement_per_row(read):
    found, said = read("city,2010,2011,2012\nWeinan,0,1,1\nJiuquan,0,0,0\nTianshui,0,0,1\n")

    assert found == [
        ("610500", "2011", "", ""), ("620900", "2010", "2012", "out"), ("620500", "2012", "", ""),
    ], said.all  # fmt: skip


def test_ticks_under_years_are_asked_about(asked, read):
    text = "城市,2010年,2011年,2012年\n武威市,√,,\n酒泉市,,√,\n"

    out = asked(text)
    found, _ = read(text, "--map", "years=start")

    assert "--map years=start" in out
    assert "--map years=status" in out
    assert found == [("620600", "2010", "", ""), ("620900", "2011", "", "")]


def test_places_under_years_are_places_that_began_in_them(read):
    found, said = read("2010,2012\n武威市,酒泉市\n天水市、渭南市,\n")

    assert sorted(found) == [
        ("610500", "2010", "", ""), ("620500", "2010", "", ""), ("620600", "2010", "", ""),
        ("620900", "2012", "", ""),
    ], said.all  # fmt: skip


def test_places_under_provinces_lie_in_them(read, rows):
    found, said = read("甘肃省,陕西省\n武威市,渭南市\n酒泉市,\n", "--year", "2014")

    assert [row[0] for row in found] == ["620600", "610500", "620900"], said.all
    assert [row["within"] for row in rows()] == ["甘肃省", "陕西省", "甘肃省"]


def test_heads_that_are_said_to_mean_nothing_leave_a_list_without_places(run, tmp_path):
    (tmp_path / "a.csv").write_text("甘肃省,陕西省\n√,福清\n不详,a\n", encoding="utf-8")

    refused = run("import", "a.csv", *FLAGS, "--map", "years=-")

    assert refused.code == 1
    assert "header-missing" in refused.all, refused.all


def test_places_under_batches_are_dated_by_them(read):
    text = "第一批,第二批\n武威市,渭南市\n酒泉市,\n"
    found, said = read(text, "--batch", "1=2014", "--batch", "2=2016")

    assert [row[1] for row in found] == ["2014", "2016", "2014"], said.all


@pytest.mark.parametrize(
    "text",
    [
        "城市,年份\n甘肃省（2个）,\n武威市,2014\n酒泉市,2015\n陕西省（1个）,\n渭南市,2015\n",
        "序号,城市,年份\n一,甘肃省,\n1,武威市,2014\n2,酒泉市,2015\n二,陕西省,\n3,渭南市,2015\n",
        "城市,年份\n甘肃,\n武威市,2014\n酒泉市,2015\n合计,2\n陕西,\n渭南市,2015\n",
        "城市,年份\n（一）甘肃省：,\n武威市,2014\n酒泉市,2015\n（二）陕西省：,\n渭南市,2015\n",
    ],
)
def test_a_heading_is_the_parent_of_the_rows_below_it(text, read, rows):
    found, said = read(text)

    assert [row[0] for row in found] == ["620600", "620900", "610500"], said.all
    assert [row["within"] for row in rows()] == ["甘肃省", "甘肃省", "陕西省"]
    assert "2 headings" in said.out


def test_a_year_that_heads_rows_is_their_start(read):
    found, said = read("城市\n2014年（2个）\n武威市\n酒泉市\n2016年\n渭南市\n")

    assert [row[1] for row in found] == ["2014", "2014", "2016"], said.all


def test_the_year_in_the_heading_of_a_batch_dates_it(read):
    found, said = read("城市\n第一批（2014年3月）\n武威市\n第二批（2016年）\n渭南市\n")

    assert [row[1] for row in found] == ["2014-03", "2016"], said.all


def test_provinces_between_cities_of_others_are_places_of_their_own(read):
    found, said = read("试点,年份\n广东省,2010\n辽宁省,2010\n天津市,2010\n武威市,2010\n")

    assert [row[0] for row in found] == ["440000", "210000", "120000", "620600"], said.all


def test_a_header_of_two_rows_is_read_as_one(read):
    found, said = read("省份,城市,试点时间,\n,,开始,结束\n甘肃省,武威市,2014,2016\n")

    assert found == [("620600", "2014", "2016", "")], said.all


def test_tables_side_by_side_are_read_one_after_the_other(read):
    found, said = read(
        "序号,城市,年份,序号,城市,年份\n1,武威市,2014,2,酒泉市,2015\n3,渭南市,2016,,,\n"
    )

    assert [row[0] for row in found] == ["620600", "610500", "620900"], said.all


@pytest.mark.parametrize(
    "head",
    [
        "第一批（2014年）,,第二批（2015年）,\n省份,城市,省份,城市",
        "2014年,,2015年,\n省份,城市,省份,城市",
        "名单,,,\n第一批,,第二批,\n省份,城市,省份,城市",
    ],
)
def test_what_stands_over_tables_side_by_side_dates_their_rows(head, read):
    batches = ("--batch", "1=2014", "--batch", "2=2015") if "第一批," in head else ()
    found, said = read(f"{head}\n甘肃,武威市,甘肃,酒泉市\n陕西,渭南市,,\n", *batches)

    dated = [("620600", "2014"), ("610500", "2014"), ("620900", "2015")]
    assert [row[:2] for row in found] == dated, said.all


def test_one_column_under_each_batch_is_dated_by_it(read):
    found, said = read("第一批（2014年）,第二批（2015年）\n城市,城市\n武威市,酒泉市\n天水市,\n")

    assert [row[1] for row in found] == ["2014", "2014", "2015"], said.all


def test_a_later_table_of_a_sheet_is_read_by_its_own_header(read):
    found, said = read("城市,年份\n武威市,2014\n,\n年份,城市\n2015,酒泉市\n")

    assert [row[:2] for row in found] == [("620600", "2014"), ("620900", "2015")], said.all


def test_days_that_a_spreadsheet_counts_are_one_question(asked, read):
    text = "城市,时间\n武威市,42606\n酒泉市,42644\n天水市,42700\n"

    out = asked(text)
    found, _ = read(text, "--excel-dates")

    assert out.count("question: ") == 1
    assert "42606 would be 2016-08-24" in out
    assert [row[1] for row in found] == ["2016-08-24", "2016-10-01", "2016-11-26"]


def test_a_ragged_line_stops_itself_and_goes_into_the_file_of_open_rows(read, tmp_path):
    found, said = read(
        "省,城市,年份\n甘肃省,武威市,2014\n甘肃省,兵团,酒泉市,2015\n甘肃省,天水市,2016\n"
    )
    left = (tmp_path / "a.todo.csv").read_text("utf-8-sig").splitlines()

    assert [row[0] for row in found] == ["620600", "620500"], said.all
    assert left[1].startswith("甘肃省,兵团,酒泉市,")
    assert left[1].endswith(",2015")


@pytest.mark.parametrize("cell", ["武威市;武威市凉州区", "武威市凉州区、武威市"])
def test_a_place_beside_its_own_district_in_one_cell_is_two_places(cell, read):
    found, said = read(f"city,province,year\n{cell},甘肃省,2020\n")

    assert sorted(row[0] for row in found) == ["620600", "620602"], said.all


def test_a_name_of_another_province_in_a_cell_is_told_to_be_one(run, tmp_path):
    (tmp_path / "a.csv").write_text("city,province,year\n武威市;南京市,甘肃省,2020\n", "utf-8")

    said = run("import", "a.csv", *FLAGS)

    assert "'南京市' is the name of a unit, but of none in '甘肃省'" in said.out


def test_questions_are_told_as_json(run, tmp_path):
    (tmp_path / "a.csv").write_text("city,year,flag\nWeinan,2014,1\nJiuquan,2014,0\n", "utf-8")

    said = run("import", "a.csv", *FLAGS, "--json")
    (question,) = map(json.loads, said.out.splitlines())

    assert said.code == 1
    assert (question["line"], question["verdict"], question["row"]) == (1, "question", {})
    assert question["proposal"] == "--map flag=status"


def test_a_recipe_is_written_and_reads_the_next_list(run, rows, tmp_path):
    (tmp_path / "a.csv").write_text("城市,节点,状况\n武威市,2014,是\n酒泉市,2014,否\n", "utf-8")
    (tmp_path / "b.csv").write_text("状况,节点,城市\n是,2016,天水市\n", "utf-8")
    answers = ("--map", "节点=start", "--map", "状况=status", "--recipe", "r.toml")

    first = run("import", "a.csv", *FLAGS, *answers, "--write")
    second = run("import", "b.csv", *FLAGS, "--recipe", "r.toml", "--write")

    assert (first.code, second.code) == (0, 0), first.all + second.all
    assert '"节点" = "start"' in (tmp_path / "r.toml").read_text("utf-8")
    assert [(row["adcode"], row["start"]) for row in rows()][-1] == ("620500", "2016")


@pytest.mark.parametrize(
    ("recipe", "words"),
    [
        ('[columns]\n"节点" = "start"\n', "r.toml 节点=start: there is no such column"),
        ('[columns]\n"城市" = "colour"\n', "'columns.城市' is not understood"),
        ("colour = 1\n", "'colour' is not understood"),
        ("colour", "the recipe is not TOML"),
    ],
)
def test_a_recipe_that_does_not_fit_says_why(recipe, words, run, tmp_path):
    (tmp_path / "a.csv").write_text("城市,年份\n武威市,2014\n", "utf-8")
    (tmp_path / "r.toml").write_text(recipe, "utf-8")

    said = run("import", "a.csv", *FLAGS, "--recipe", "r.toml", "--write")

    assert said.code == 1
    assert words in said.all


def test_totals_tell_what_has_a_date(read):
    _, said = read("城市,年份\n武威市,2014\n酒泉市,\n合计,2\n")

    assert (
        "of the ready rows 1 with a date, 1 without a date; set aside: 1 total or note" in said.out
    )


def test_a_word_in_a_column_of_parents_that_is_no_unit_is_asked_about(asked, read):
    text = "City,Province,Year\nBaoding,Direct/Other,2010\nKunming,Yunnan,2011\n"

    out = asked(text)
    found, _ = read(text, "--blank", "Direct/Other")

    assert "--blank Direct/Other" in out
    assert [row[0] for row in found] == ["130600", "530100"]


def test_a_parent_left_blank_below_its_first_row_is_filled_down(read, rows):
    found, said = read(
        "省,市,年份\n甘肃省,天水市,2018\n,酒泉市,2018\n陕西省,渭南市,2016\n,咸阳市,2017\n"
    )

    assert len(found) == 4, said.all
    assert [row["within"] for row in rows()] == ["甘肃省", "甘肃省", "陕西省", "陕西省"]
    assert "'省' is filled down into 2 rows" in said.out


def test_a_blank_parent_is_not_filled_down_over_places_that_lie_elsewhere(read, rows):
    read("省,市,年份\n甘肃省,天水市,2018\n,渭南市,2018\n,酒泉市,2018\n")

    assert [row["within"] for row in rows()] == ["甘肃省", "", ""]


@pytest.mark.parametrize(
    ("cells", "row"),
    [
        ("2014,2016,已关闭", ("620600", "2014", "2016", "")),
        (",,退出", ("620600", "", "", "out")),
        (",,取消", ("620600", "", "", "out")),
        (",,尚未开展此项工作", ("620600", "", "", "out")),
    ],
)
def test_what_ended_was_there_until_its_end(cells, row, read):
    found, said = read(f"城市,开始,结束,状态\n武威市,{cells}\n", "--map", "状态=status")

    assert found == [row], said.all


@pytest.mark.parametrize(
    "text",
    [
        "City,Joined,Left_on\nWuwei Gansu,2014,2018\nJiuquan,2015,still in\n",
        "城市,加入,退出时点\n武威市,2014,2018\n酒泉市,2015,未退出\n",
    ],
)
def test_a_column_of_ends_with_words_between_them_is_asked_about_and_read(text, asked, read):
    header = text.partition("\n")[0].rpartition(",")[2]
    out = asked(text)
    found, said = read(text, "--map", f"{header}=end")

    assert f"--map {header}=end" in out
    assert [row[1:3] for row in found] == [("2014", "2018"), ("2015", "")], said.all


@pytest.mark.parametrize("word", ["退出", "取消", "Cancelled", "2018年被取消"])
def test_what_ended_without_a_date_is_left_to_a_person(word, read):
    found, said = read(f"城市,开始,状态\n武威市,2014,{word}\n", "--map", "状态=status")

    assert found == []
    assert "1 invalid" in said.out


def test_the_only_date_of_a_list_is_asked_about_where_it_may_be_an_end(asked, read):
    out = asked("县名,退出年份\n民勤县,2018\n")
    found, _ = read("县名,退出年份\n民勤县,2018\n", "--map", "退出年份=start")

    assert "is it the event that the list is about, or an end?" in out
    assert found == [("620621", "2018", "", "")]


def test_a_batch_above_the_header_heads_the_rows_below_it(read):
    found, said = read("第一批（2013年）,\n序号,城市\n1,武威市\n第二批（2014年）,\n1,酒泉市\n")

    assert [row[1] for row in found] == ["2013", "2014"], said.all


def test_the_cell_of_an_error_goes_as_it_is_into_the_file_of_open_rows(read, tmp_path):
    found, _ = read("城市,年份\n武威市,#N/A\n酒泉市,2015\n")

    assert [row[0] for row in found] == ["620900"]
    assert "武威市,#N/A," in (tmp_path / "a.todo.csv").read_text("utf-8-sig")


def test_on_a_terminal_each_question_is_asked_with_a_proposal(run, rows, tmp_path, monkeypatch):
    monkeypatch.setattr("geo.cli.import_.is_terminal", lambda: True)
    text = "城市,年份,状况,节点\n武威市,2014,是,2016年\n酒泉市,2014,否,2017年\n"
    (tmp_path / "a.csv").write_text(text, "utf-8")

    said = run("import", "a.csv", *FLAGS, "--write", stdin=b"\n2\n")

    assert said.code == 0, said.all
    assert "the same, said as options: --map 状况=status --map 节点=own" in said.err
    assert [(row["status"], row["节点"]) for row in rows()] == [("", "2016年"), ("out", "2017年")]


def test_a_question_that_is_given_up_writes_nothing(run, rows, tmp_path, monkeypatch):
    monkeypatch.setattr("geo.cli.import_.is_terminal", lambda: True)
    (tmp_path / "a.csv").write_text("城市,状况\n武威市,是\n酒泉市,否\n", "utf-8")

    said = run("import", "a.csv", *FLAGS, "--write", stdin=b"q\n")

    assert said.code == 1
    assert rows() == []


@pytest.mark.parametrize(
    ("cell", "start", "end"),
    [
        ("2016-2018", "2016", "2018"),
        ("2016年8月至2018年12月", "2016-08", "2018-12"),
        ("2016—至今", "2016", ""),
        ("2016.08~2018.12", "2016-08", "2018-12"),
    ],
)
def test_a_period_is_a_start_and_an_end(cell, start, end, read):
    found, said = read(f"城市,试点期限\n武威市,{cell}\n")

    assert found == [("620600", start, end, "")], said.all


def test_dates_left_blank_below_a_filled_one_are_asked_about(asked, read):
    text = "年份,城市\n2016,渭南市\n,咸阳市\n2017,宝鸡市\n,铜川市\n"

    out = asked(text)
    found, _ = read(text, "--map", "blanks=above")

    assert "'年份'" in out
    assert [row[1] for row in found] == ["2016", "2016", "2017", "2017"]


def test_the_country_above_its_provinces_is_a_total(read):
    text = "地区,年份\n全国,\n甘肃省,\n武威市,2014\n陕西省,\n渭南市,2015\n"
    found, said = read(text)

    assert [row[0] for row in found] == ["620600", "610500"], said.all


GROUPS = "city,year,treat,post\n" + "".join(
    f"{city},{year},{treat},{int(year >= 2013)}\n"
    for city, treat in (("渭南市", 1), ("咸阳市", 0))
    for year in range(2011, 2015)
)


def test_a_group_and_its_years_say_together_what_was_there(asked, read):
    out = asked(GROUPS)
    found, _ = read(GROUPS, "--map", "treat=status", "--map", "post=post")

    assert "--map treat=status --map post=post" in out
    assert found == [("610500", "2013", "", ""), ("610400", "2011", "2014", "out")]


def test_a_column_that_never_changes_in_a_panel_says_not_since_when(refused, tmp_path):
    (tmp_path / "a.csv").write_text(GROUPS, "utf-8")

    refused("a.csv", "column 'treat': .*is the same in all rows", "--map", "treat=status")


def test_of_two_columns_that_change_none_is_proposed(asked):
    text = "city,year,a,b\n" + "".join(
        f"{city},{year},{int(year >= one)},{int(year >= other)}\n"
        for city, one, other in (("渭南市", 2012, 2013), ("咸阳市", 2013, 2019))
        for year in (2011, 2012, 2013)
    )

    out = asked(text)

    assert "--map a=status" in out
    assert "--map b=status" in out
    assert out.rstrip().endswith("...")


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Covered?", ("Y", "N", "Yes (2019)", "No", "Pending")),
        ("建设时间", ("十三五期间", "近期", "力争2023年", "待定", "2018年前后")),
        ("竣工时间", ("2018年前后", "近期", "待定", "-", "-")),
    ],
)
def test_a_column_is_asked_about_however_many_ways_it_has_to_say_it(header, cells, asked):
    cities = ("武威市", "酒泉市", "渭南市", "天水市", "张掖市")
    asked(f"城市,{header}\n" + "".join(map("{},{}\n".format, cities, cells)))


@pytest.mark.parametrize("header", ["是否入选", "试点"])
def test_a_mark_in_some_rows_and_none_in_others_is_asked_about(header, asked, read):
    text = f"城市,{header}\n渭南市,√\n咸阳市,\n"

    asked(text)
    found, said = read(text, "--map", f"{header}=status")

    assert [row[0] for row in found] == ["610500"], said.all


def test_a_year_of_the_row_is_not_the_year_of_the_start(asked, read):
    text = "city,year,start_year\nWeinan,2020,2016\nXianyang,2020,2017\n"

    asked(text)
    found, _ = read(text, "--map", "year=-")

    assert [row[1] for row in found] == ["2016", "2017"]


def test_months_under_years_are_dates(read):
    found, said = read("城市,2016年,2017年\n渭南市,8月,\n咸阳市,,2017年3月\n")

    assert [row[1] for row in found] == ["2016-08", "2017-03"], said.all


def test_a_no_far_down_a_long_list_is_told_and_nothing_is_ready(run, tmp_path, monkeypatch):
    monkeypatch.setattr("geo.intake.lists.reading._LOOKED_AT", 3)
    cities = ("渭南市", "咸阳市", "宝鸡市", "铜川市", "汉中市", "安康市")
    text = "城市,年份,在册\n" + "".join(
        f"{city},2016,{'否' if city == '安康市' else '是'}\n" for city in cities
    )
    (tmp_path / "a.csv").write_text(text, "utf-8")

    said = run("import", "a.csv", *FLAGS, "--write-ready")

    assert said.code == 1
    assert "a.csv:7, column '在册'" in said.out or "a.csv:2, column '在册'" in said.out
    assert "--map 在册=status" in said.out
    assert "nothing was written" in said.err


def test_grades_that_are_no_levels_of_units_are_a_column_of_the_users_own(read, rows):
    found, said = read("城市,年份,级别\n渭南市,2016,甲等\n咸阳市,2016,乙等\n宝鸡市,2017,丙等\n")

    assert len(found) == 3, said.all
    assert [row["级别"] for row in rows()] == ["甲等", "乙等", "丙等"]


def test_the_command_with_all_proposals_is_there_to_copy(asked):
    out = asked("城市,年份,节点,状况\n渭南市,2016,2018年,是\n咸阳市,2016,2019年,否\n")

    assert (
        "    pilotmap import a.csv --source moc --data p --write-ready ... --map 状况=status" in out
    )


def test_a_number_of_each_row_from_zero_is_no_count(read):
    cities = ("渭南", "咸阳", "宝鸡", "铜川", "汉中", "安康", "商洛", "榆林", "延安", "西安")
    text = "城市,年份,OBJECTID\n" + "".join(f"{c},2016,{at}\n" for at, c in enumerate(cities))
    found, said = read(text)

    assert len(found) == len(cities), said.all


def test_two_columns_are_not_proposed_for_one_field(asked):
    text = "城市,节点,节点二\n渭南市,2014年,2016年\n咸阳市,2015年,2017年\n"

    out = asked(text)

    assert "--map 节点二=start" in out
    assert out.rstrip().splitlines()[-1].count("=start") == 1


@pytest.mark.parametrize("end", ["present", "至今", "ongoing"])
def test_an_end_that_has_not_come_is_none(end, read):
    found, said = read(f"city,since,until\nWeinan,2016,{end}\n")

    assert found == [("610500", "2016", "", "")], said.all


@pytest.mark.parametrize("remark", ["no longer a pilot", "2018年不再列入", "已剔除"])
def test_a_remark_that_a_place_was_dropped_is_asked_about(remark, asked):
    asked(f"city,year,note\nWeinan,2016,{remark}\nXianyang,2016,\n")


def test_a_province_with_a_date_over_places_without_is_asked_about(asked, read):
    text = "城市,年份\n甘肃省,2018\n天水市,\n酒泉市,\n陕西省,2016\n渭南市,\n咸阳市,\n"

    out = asked(text)
    found, said = read(text, "--map", "headings=within")

    assert "--map headings=place" in out
    assert [row[:2] for row in found] == [
        ("620500", "2018"), ("620900", "2018"), ("610500", "2016"), ("610400", "2016"),
    ], said.all  # fmt: skip


@pytest.mark.parametrize("cells", ["深圳市,2008\n杨浦区,2010\n", "深圳、广州,2008\n武汉,2010\n"])
def test_a_column_that_looks_like_places_is_proposed_where_no_header_says_so(cells, run, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(f"创新型单位,获批年份\n{cells}", encoding="utf-8")

    said = run("import", path, "--source", "moc", "--data", "p")

    assert said.code == 1
    assert "--map 创新型单位=place" in said.all
    assert (
        run("import", path, "--source", "moc", "--data", "p", "--map", "创新型单位=place").code == 0
    )


def test_a_column_of_places_that_were_not_in_it_is_not_proposed(run, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("未参与试点的单位,年份\n深圳市,2008\n杨浦区,2010\n", encoding="utf-8")

    assert "单位=place" not in run("import", path, "--source", "moc", "--data", "p").all


@pytest.mark.parametrize(
    ("header", "cells", "row"),
    [
        ("是否退出", "2014,,是", None),
        ("是否退出", "2014,2016,是", ("620600", "2014", "2016", "")),
        ("是否退出", "2014,,否", ("620600", "2014", "", "")),
        ("是否退出", "2014,,", ("620600", "2014", "", "")),
        ("退出情况", "2014,,未退出", ("620600", "2014", "", "")),
        ("Withdrawn", ",,yes", ("620600", "", "", "out")),
        ("control", "2014,,1", ("620600", "2014", "", "out")),
        ("control", "2014,,0", ("620600", "2014", "", "")),
        ("是否拟开展", "2014,,是", ("620600", "[2014..]", "", "")),
    ],
)
def test_a_yes_means_what_the_header_asks(header, cells, row, read):
    found, said = read(f"城市,开始,结束,{header}\n武威市,{cells}\n", "--map", f"{header}=status")

    assert found == ([row] if row else []), said.all
    assert row or "says that it is over, and the row does not say since when" in said.all


@pytest.mark.parametrize(
    "title", ["撤销示范县名单（2020年）", "2021年拟入选城市名单", "Candidates for the second batch"]
)
def test_a_title_that_may_say_that_it_is_not_there_is_asked_about(title, asked, read):
    text = f"{title},\n省份,城市\n甘肃,武威\n"

    asked(text)
    found, said = read(text, "--map", "titles=-")

    assert [row[0] for row in found] == ["620600"], said.all


def test_the_question_of_a_column_of_exits_says_what_its_yes_means(asked):
    out = asked("城市,开始,是否退出\n武威市,2014,是\n酒泉市,2015,否\n")

    assert "是: it ended; 否: it is there" in out


def test_the_date_of_a_plan_is_no_start_and_leaves_its_row_open(asked, read):
    text = "城市,计划启动时间,实际启动时间\n武威市,2016,2017\n酒泉市,2018,\n"
    out = asked(text)
    found, said = read(text, "--map", "计划启动时间=planned")

    assert "holds dates of a plan" in out
    assert "计划启动时间=start" not in out
    assert [row[1] for row in found] == ["2017", "[2018..]"], said.all


@pytest.mark.parametrize("cell", ["Aug-16", "16-Aug"])
def test_a_month_with_two_figures_may_be_a_year_or_a_day(cell, read):
    found, said = read(f"city,Launched\nWuwei,{cell}\n")

    assert not found
    assert f"'{cell}' may be a month of 2016, as a spreadsheet shows it, or a day" in said.out


def test_the_first_month_of_a_period_is_written_with_one_figure(read):
    found, said = read("城市,试点期限\n武威市,2018.1-2020.12\n")

    assert found == [("620600", "2018-01", "2020-12", "")], said.all
