"""Lists as ministries, papers and reports publish them: read, or asked of, and never guessed."""

import pytest


@pytest.fixture
def imported(imported):
    """Return each row as one text: code, start, end and status, as far as they are given."""

    def act(text, *options):
        found, said = imported(text, *options, columns=("adcode", "start", "end", "status"))
        return {" ".join(filter(None, cells)) for cells in found}, said

    return act


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("城市,年份\n武威市,2016*\n酒泉市,2018①\n", {"620600 2016", "620900 2018"}),
        (
            "城市,年份\n武威市,第一批（2014）\n酒泉市,2015年3月[1]\n",
            {"620600 2014", "620900 2015-03"},
        ),
        (
            "城市,年份,decision\n武威市,1914,so in the source\n酒泉市,2014,\n",
            {"620600 1914", "620900 2014"},
        ),
        ("City,Opened in\nCanton,1843\nTientsin,1860\n", {"440100 1843", "120000 1860"}),
        ("城市,年份\n武威市,1914\n酒泉市,2014\n", {"620900 2014"}),
        (
            "北京,,江苏省（1个）,\n区,时间,区,时间\n通州,2014,通州,2015\n",
            {"110112 2014", "320612 2015"},
        ),
        ("city,gvar\nTianshui,2014\nJiuquan,\nZhangye,.\n", {"620500 2014"}),
        (
            (
                "市,进展\n平凉市,2014年启动，2018年退出\n天水市,2012年申报，2014年获批\n"
                "张掖市,计划2025年启动\n武威市,2014年启动，2016年验收\n定西市,2018年落选\n"
                "¦--map¦进展=status"
            ),
            {"620800 2014 2018", "620500 2014", "620700 [2025..]", "621100 2018 out"},
        ),
        ("城市,2016Q1,Q2 2016\n武威市,0,1\n天水市,1,1\n", {"620600 2016-34", "620500 [..2016-33]"}),
        (
            "城市,2016年1月,2016年2月\n武威市,1,1\n天水市,0,0\n",
            {"620600 [..2016-01]", "620500 2016-01 2016-02 out"},
        ),
        (
            "试点城市：武威、酒泉\n对照城市：天水\n¦--map¦heading=status",
            {"620600", "620900", "620500 out"},
        ),
        (
            "省份,名单\n甘肃,试点城市：武威；对照城市：天水、张掖\n¦--map¦heading=status¦--year¦2015",
            {"620600 2015", "620500 2015 out", "620700 2015 out"},
        ),
        ('City\n"First batch (2010): Xiamen, Hefei"\n', {"350200 2010", "340100 2010"}),
        (
            "省,试点市\n青海,西宁\n宁夏,—\n安徽,\n北京,—\n全国总计,4\n",
            {"630100", "340000", "110000"},
        ),
        ("市,县,年份\n金华,义乌,2014\n台州,市本级,2015\n", {"330782 2014", "331000 2015"}),
        ("区域 | 省份 | 县\n东部 | 浙江 | 桐庐县\n | 江苏 | 沛县\n", {"330122", "320322"}),
        (
            "City,Since,State\nWeinan,2017,withdrew in 2019\n¦--map¦State=status",
            {"610500 2017 2019"},
        ),
        (
            "地区,年份\n江苏、安徽两省和宁波、大连两市,2015\n广西区,2016\n",
            {"320000 2015", "340000 2015", "330200 2015", "210200 2015", "450000 2016"},
        ),
        ("縣市,開始時間\n臺北市,民國104年7月\n桃園市,2016—\n", {"710009 2015-07", "710018 2016"}),
        (
            "批次,时间,城市\n第一批,2014,武威、酒泉\n撤销,2018,酒泉\n",
            {"620600 2014", "620900 2014"},
        ),
        ("城市,年份\n武威市,2014\n酒泉市？,2015\n", {"620600 2014"}),
        ("Pilot,Non-pilot\nWuhan,Yichang\nHefei,Wuhu\n", {"420100", "340100"}),
        (
            "省份,2016—2017年,“十二五”试点\n甘肃,武威市,酒泉市\n陕西,渭南,\n",
            {"620600 [2016..2017]", "620900 [2011..2015]", "610500 [2016..2017]"},
        ),
        (
            "城市,2011-2013,2014-2016\n武威市,√,√\n酒泉市,,√\n¦--map¦years=start",
            {"620600 [2011..2013]", "620900 [2014..2016]"},
        ),
        (
            "年份,名单\n2016,河北：张北县；湖北（1个）：利川市\n",
            {"130722 2016", "422802 2016"},
        ),
        ("州（盟、地区）,县市,年份\n昌吉州,昌吉,2017\n", {"652301 2017"}),
        ("直辖市,区县,备注\n重庆市,江北区、万州,\n", {"500105", "500101"}),
        ("试点省（市）数,试点城市\n3,武威\n", {"620600"}),
        (
            "阶段,地区,年份\n第一阶段,天津,2016\n第一阶段,山西,2016\n第二阶段,湖北,2017\n第二阶段,湖南,2017\n",
            {"120000 2016", "140000 2016", "420000 2017", "430000 2017"},
        ),
        ("City,Joined,Left\nWeinan,2014,2018-12-31\n", {"610500 2014 2018-12-31"}),
        (
            "名称,级别,所属,年\n抚顺,县,辽宁,2018\n朝阳,县区,辽宁,2019\n",
            {"210421 2018", "211321 2019"},
        ),
    ],
)
def test_a_list_is_read_as_it_is_published(text, found, imported):
    text, *options = text.split("¦")
    rows, said = imported(text, *options)

    assert rows == found, said.all


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("城市,年份\n武威市*,2014\n酒泉市,2015\n注：带*的为已退出城市,\n", "带.的为已退出"),
        ("City,Year\nWuwei Gansu,2014\nJiuquan†,2015\n† planned,\n", "† planned"),
        ("城市,年份\n武威市,2014\n酒泉市,2015\n注：酒泉市2018年退出,\n", "2018年退出"),
        ("低碳试点,,智慧城市,\n城市,年份,城市,年份\n武威,2014,渭南,2015\n", "heading=own"),
        (
            "Pilot group,,Control group,\nCity,Year,City,Year\n酒泉,2014,渭南,2015\n",
            "heading=status",
        ),
        (
            "省份,医联体试点\n江苏,13个设区市全部\n浙江,杭州、宁波等\n四川,成都 德阳\n",
            "inside the places",
        ),
        ("试点城市：武威、酒泉\n对照城市：天水\n", "heading=status"),
        ("年份,新增城市,退出\n2014,武威、酒泉,\n2015,天水,武威\n", "the programme ended"),
        ("地区,年份\n其余省份,2015\n", "which no row can say"),
        ("地区,年份\n江苏、安徽两省和宁波、大连三市,2015\n", "大连三市"),
        ("省,整市推进,县\n河北,,平乡县\n浙江,绍兴市,义乌市\n", "units that are not those"),
        ("省,县,FY\n云南,元阳县,2014/15\n安徽,岳西县,2015/16\n", "--map FY=start"),
        ("City,Opened on,Withdrew\nWeinan,2014,31.12.2018\n", "--map Withdrew=end"),
        ("城市,2011-2013,2014-2016\n武威市,√,\n酒泉市,,√\n", "--map years=start"),
        ("● 2014年3月\t杭州\n● 2015年\t天津、上海\n", "--map place=#2 --map start=#1"),
    ],
)
def test_nothing_is_ready_where_the_list_says_more_than_its_rows(text, words, imported):
    rows, said = imported(text)

    assert not rows
    assert words in said.all.replace("*", ".")
