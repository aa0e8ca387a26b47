"""What a sentence makes of a place: by its words, its list, its date, its signs."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from work import calls_of

from geo.dates import parse
from geo.errors import DataError
from geo.scan.document import fold, read_document
from geo.scan.scan import scan_text


def places(text, published="2021-06"):
    found = scan_text(text, published=parse(published) if published else None)
    return {each.text: each for each in found.proposals}


@pytest.mark.parametrize(
    ("text", "name", "role", "status"),
    [
        ("The pilot was launched in Wuwei.", "Wuwei", "likely", "in"),
        ("试点在武威启动。", "武威", "likely", "in"),
        ("武威尚未开展试点。", "武威", "check", "out"),
        ("Wuwei was not included in the pilot.", "Wuwei", "check", "out"),
        ("The pilot will be extended to Wuwei.", "Wuwei", "check", "plan"),
        ("试点计划明年扩大到武威。", "武威", "check", "plan"),
        ("All cities of Gansu joined the pilot except Lanzhou.", "Lanzhou", "check", "out"),
        ("The pilot was designed at Lanzhou University.", "Lanzhou", "context", "in"),
        ("试点由兰州大学设计。", "兰州", "context", "in"),
        ("The pilot sells apples from Luochuan.", "Luochuan", "context", "in"),
        ("The Shanghai-based firm launched the pilot.", "Shanghai", "context", "in"),
        ("BEIJING, June 3 (Xinhua) -- The pilot has begun.", "BEIJING", "context", "in"),
        ("新华社北京6月3日电 试点启动。", "北京", "context", "in"),
        ("By Li Ming, Beijing, 15 September 2020\n\nThe pilot ran.", "Beijing", "context", "in"),
        ("By J. Li, Beijing, May 5, 2020\n\nThe pilot ran.", "Beijing", "context", "in"),
        ("By Beijing, Wuwei and Jiuquan joined the pilot.", "Wuwei", "likely", "in"),
        ("平安保险启动试点。", "平安", "context", "in"),
        ("和平发展项目启动。", "和平", "context", "in"),
        ("The pilot began. (Photo by Hu Wei in Lanzhou)", "Lanzhou", "context", "in"),
        ("Wang Yulin launched the pilot.", "Yulin", "context", "in"),
        ("总部位于杭州的公司启动试点。", "杭州", "context", "in"),
        ("Not only Wuwei but also Jiuquan joined the pilot.", "Wuwei", "likely", "in"),
        ("记者 王安阳报道，试点启动。", "安阳", "context", "in"),
        ("教授刘海南认为试点值得推广。", "海南", "context", "in"),
        ("宿迁市泗洪县法院率先启动试点。", "泗洪县", "check", "in"),
        ("试点覆盖遵义。", "遵义", "likely", "in"),
        ("Wuwei, which had applied, was left out of the pilot.", "Wuwei", "check", "out"),
        ("Not on the list of the pilot: Wuwei and Jiuquan.", "Jiuquan", "check", "out"),
        ("未列入试点的地区，如武威市、酒泉市，可自行探索。", "酒泉市", "check", "out"),
        ("A similar pilot project runs in Wuwei.", "Wuwei", "context", "in"),
        ("The pilot runs a coach from Longnan to Wuwei.", "Wuwei", "check", "in"),
        ("The pilot was expanded from Longnan to Wuwei.", "Wuwei", "likely", "in"),
        ("望城区申请加入试点，已于2020年启动。", "望城区", "likely", "in"),
        ("The pilot idea travelled to Wuwei in 2018.", "Wuwei", "likely", "in"),
        ("试点在福建省和安徽省启动。", "安徽省", "likely", "in"),
        ("Beyond Zhejiang, Wuwei joined the pilot.", "Wuwei", "likely", "in"),
        ("The pilot is praised at the Beijing Film Festival.", "Beijing", "context", "in"),
        ("除武威外，各地均已启动试点。", "武威", "check", "out"),
        ("主任李强（重庆人）介绍了试点。", "重庆", "context", "in"),
        ("试点模式借鉴了浙江德清的经验。", "德清", "context", "in"),
        ("中国建设银行四川省分行为试点提供资金。", "四川省", "context", "in"),
        ("凤凰县则退出了此前的试点。", "凤凰县", "check", "in"),
        ("SHENZHEN, Oct. 8, 2020 -- The pilot has begun.", "SHENZHEN", "context", "in"),
        ("The pilot was extended to 14 counties in Jiangxi.", "Jiangxi", "check", "in"),
        ("试点在浙江（杭州、宁波）、江苏启动。", "宁波", "likely", "in"),
        ("The pilot began in Zhejiang (Hangzhou, Ningbo).", "Zhejiang", "context", "in"),
        ("试点有深圳、成都及北京冬奥场景，均已启动。", "北京", "context", "in"),
        ("2019年，河北曾与北京、天津开展试点。", "天津", "check", "in"),
        ("2019年，河北曾与北京、天津开展试点。", "河北", "likely", "in"),
        ("In 2019 Hebei launched a pilot together with Tianjin.", "Tianjin", "check", "in"),
    ],
)
def test_the_words_beside_a_place_decide_its_class(text, name, role, status):
    found = places(text)[name]

    assert (found.role.value, found.status.value) == (role, status), found.reason
    assert found.reason


@pytest.mark.parametrize(
    ("text", "name", "adcode"),
    [
        ("The pilot was launched in Wuwei, Gansu.", "Wuwei", "620600"),
        ("The pilot was launched in Wuwei in Anhui Province.", "Wuwei", "340281"),
        ("The pilot was launched in Linxia County, Gansu.", "Linxia County", "622921"),
        ("试点在甘肃省武威、酒泉、天水、临夏四市州启动。", "临夏", "622900"),
        ("试点在临夏州启动。", "临夏州", "622900"),
        ("试点在兰州市城关区启动。", "城关区", "620102"),
        ("Suzhou in Gansu joined the pilot.", "Suzhou", "620902"),
    ],
)
def test_the_unit_beside_a_name_settles_which_is_meant(text, name, adcode):
    assert places(text)[name].adcode == adcode


@pytest.mark.parametrize("text", ["The pilot began in Suzhou.", "试点在朝阳区启动。"])
def test_a_name_that_fits_several_units_stays_open(text):
    found = next(iter(places(text).values()))

    assert found.adcode is None
    assert len(found.candidates) > 1


def test_a_smaller_unit_is_not_taken_since_its_province_is_named():
    """Gansu has a Suzhou District; a sentence about Gansu that names Suzhou means a city."""
    found = places("Gansu Post launched the pilot after a visit; Suzhou joined the pilot too.")

    assert found["Suzhou"].adcode is None


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("The pilot was launched in Wuwei in August 2018.", "2018-08"),
        ("In August 2018 the pilot began. One year later it was launched in Wuwei.", "2019-08"),
        ("Since March this year, the pilot has been running in Wuwei.", "2021-03"),
        ("2018年8月试点启动，9月扩大到武威。", "2018-09"),
        ("2018年试点启动。次年，武威加入试点。", "2019"),
        ("The pilot may march on: Wuwei joined.", None),
        ("截至2020年底，试点覆盖武威。", "[..2020]"),
        ("2018年，试点在酒泉启动，目前已推广到武威。", None),
        ("The pilot began in Jiuquan in 2016 and has now been extended to Wuwei.", None),
        ("酒泉、武威分别于2018年、2019年启动试点。", "2019"),
        ("直到2019年4月，武威才启动试点。", "2019-04"),
        ("2018年，试点推广到武威；2019年，酒泉市敦煌市也加入进来。", "2018"),
        ("2018年和2020年，酒泉、武威先后启动试点。", "[2018,2020]"),
        ("In 2018 and again in 2020, Jiuquan and Wuwei launched pilots.", "[2018,2020]"),
        ("The pilot began in Jiuquan in 2018 and in 2020 was extended to Wuwei.", "2020"),
        ("Begun in Jiuquan in 2018, it was extended in 2020 – among them Wuwei.", "2020"),
        ("LANZHOU, May 4, 2020 -- The pilot was launched in Wuwei.", None),
    ],
)
def test_a_date_attaches_to_the_place_of_its_clause(text, start):
    by_name = places(text)
    found = by_name.get("Wuwei") or by_name["武威"]

    assert found.when.start == start, found.when


@pytest.mark.parametrize("name", ["来宾市", "中山市", "夏河县", "内蒙古", "前郭尔罗斯县"])
def test_a_date_takes_nothing_of_the_name_behind_it(name):
    assert places(f"2019年{name}启动试点。")[name].when.start == "2019"


@pytest.mark.parametrize("year", ["FY2019", "fiscal year 2019", "FY 2018/19"])
def test_a_fiscal_year_stays_open_and_its_place_gets_no_date_of_another_clause(year):
    found = places(f"Wuwei joined the pilot in {year}, while Jiuquan had started it in 2017.")

    assert not found["Wuwei"].when.start
    assert found["Jiuquan"].when.start == "2017"


def test_a_province_in_a_list_does_not_lie_in_the_one_that_it_was_once_a_part_of():
    found = places("The pilot began in Hubei, Chongqing, Sichuan and Shaanxi in 2017.")

    assert {name: each.adcode for name, each in found.items()} == {
        "Hubei": "420000", "Chongqing": "500000", "Sichuan": "510000", "Shaanxi": "610000",
    }  # fmt: skip
    assert {each.role for each in found.values()} == {"likely"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The pilot was launched in Wuwei, Jiuquang and Tianshui in 2020.", "Jiuquang"),
        ("2020年，试点在武威、酒权、天水启动。", "酒权"),
        ("The pilot opened in Shenzhen, Xiong'an and Chengdu in 2020.", "Xiong'an"),
    ],
)
def test_a_member_of_a_list_that_names_no_unit_is_shown_and_parts_no_list(text, name):
    found = places(text)

    assert (found[name].adcode, found[name].role) == (None, "check")
    assert found[name].when.start == "2020"
    assert {each.role for other, each in found.items() if other != name} == {"likely"}


def test_of_an_address_only_the_innermost_unit_is_meant():
    found = places("The pilot reached Bachu county in Xinjiang's Kashgar prefecture in 2016.")

    roles = {name: each.role.value for name, each in found.items()}
    assert roles == {
        "Bachu county": "likely", "Xinjiang": "context", "Kashgar prefecture": "context",
    }  # fmt: skip


def test_each_place_of_a_list_has_the_date_in_its_brackets():
    found = places("The pilot was launched in Wuwei (2018), Jiuquan (2019) and Tianshui (2020).")

    starts = {name: each.when.start for name, each in found.items()}
    assert starts == {"Wuwei": "2018", "Jiuquan": "2019", "Tianshui": "2020"}


def test_characters_of_a_pdf_are_read_and_offsets_are_those_of_the_line():
    text = "  2016年8⽉，⽢肃\u00ad省武 威 市启动试点。"
    found = places(text)

    assert {"620600"} <= {each.adcode for each in found.values()}
    for each in scan_text(text).proposals:
        folded = fold(text[each.start : each.end]).text
        assert folded.replace(" ", "") in {"甘肃省", "武威市"}


def test_a_name_broken_over_two_lines_is_found_in_the_first():
    text = "标题\n\n自2018年8月起，甘肃邮政在全省范围内的天\n水市和武威市启动了农村电商试点项目。\n"
    found = {each.text: each for each in scan_text(text).proposals}

    assert found["天水市"].adcode == "620500"
    assert found["天水市"].paragraph == 2
    assert found["武威市"].paragraph == 3


def test_other_places_of_a_list_are_within_the_unit_around_it():
    found = scan_text("2018年，试点在甘肃省武威、酒泉等地启动。")

    assert [(each.within, each.when.start) for each in found.statements] == [("620000", "2018")]


@pytest.mark.parametrize(
    ("clause", "stretch"),
    [
        ("全国已有20多个省份的200多个县参与其中", "全国已有20多个省份"),
        ("全国有30个城市纳入试点", "全国有30个城市"),
        ("全国200个县已加入其中", "全国200个县"),
    ],
)
def test_a_number_of_places_of_the_country_is_not_the_country(clause, stretch):
    text = f"2018年，甘肃省武威市启动了电商试点。甘肃省临夏州随后加入。目前，{clause}。"

    (found,) = scan_text(text).statements

    assert (found.text, found.within) == (stretch, "100000")
    assert "which ones is not said" in found.reason


@pytest.mark.parametrize("text", ["全省14个市州均已启动试点。", "该市所有县区均启动试点。"])
def test_all_parts_of_a_unit_that_is_not_named_are_not_all_of_the_country(text):
    (found,) = scan_text(text).statements

    assert (found.within, found.extent) == ("100000", "within")


def test_a_list_ends_where_a_bracket_before_it_closes():
    found = places("The pilot began in Ningbo (2013, in Haishu and Yinzhou), and Suzhou in 2015.")

    assert {found[name].when.start for name in ("Haishu", "Yinzhou")} == {"2013"}


def test_the_year_after_counts_from_the_date_just_told():
    text = "The pilot began in Weinan in March 2016, and was copied in Xianyang the year after."

    assert places(text)["Xianyang"].when.start == "2017"


def test_whoever_told_the_reporter_is_no_place_of_the_programme():
    text = "记者从甘肃省邮政分公司获悉，自2016年起，陕西省渭南市率先开展试点。"

    found = {each.text: each for each in scan_text(text).proposals}

    assert "told it to the reporter" in found["甘肃省"].reason
    assert found["渭南市"].when.start == "2016"


def test_all_counties_of_a_unit_are_its_extent():
    found = scan_text("In 2019 the pilot covered all counties of Dingxi.")

    assert [(each.adcode, each.extent) for each in found.proposals] == [("621100", "all")]


def test_five_cities_with_five_names_leave_nobody_out():
    text = "Two cities in Gansu, Wuwei and Jiuquan, joined the pilot in 2018."

    assert scan_text(text).statements == ()


def test_the_record_has_the_keys_that_are_promised():
    record = scan_text("In 2018 the pilot began in Wuwei and other cities.").as_record()

    assert set(record) == {"proposals", "statements"}
    assert set(record["proposals"][0]) == {
        *("paragraph", "start", "end", "text", "role", "status", "adcode", "candidates"),
        *("start_edtf", "end_edtf", "date_phrase", "reason"),
    }
    assert set(record["statements"][0]) == {"paragraph", "within", "start_edtf", "reason"}
    assert json.loads(json.dumps(record)) == record


@given(
    st.lists(
        st.sampled_from(
            [
                *("Wuwei", "武威市", "、", ", ", " in ", "2018", "年", "not ", "启动", "\n", "。"),
                *(". ", "(", "）", "\u00ad", "⽢肃", "Gansu", "May ", "一年后", "等地"),
                *("other cities", "，但", "\ud800", "\x00"),
            ]
        ),
        max_size=30,
    ).map("".join)
)
def test_any_text_is_read_and_every_span_lies_in_its_line(text):
    found = scan_text(text, published=parse("2020-09"))

    for each in found.proposals:
        line = found.paragraphs[each.paragraph - 1]
        assert 0 <= each.start < each.end
        assert each.start < len(line)
        assert each.adcode is None or not each.candidates


@given(st.text(max_size=80))
def test_every_folded_character_knows_its_place(text):
    folded = fold(text)

    assert len(folded.at) == len(folded.text) + 1
    assert folded.at == sorted(folded.at)
    assert folded.at[-1] == len(text)


def test_a_table_without_stops_is_read_in_pieces_and_every_name_is_found():
    text = "试点名单：" + "武威、酒泉、" * 2000
    document = read_document(text)

    assert max(each.end - each.start for each in document.blocks[0].sentences) <= 800
    assert len(scan_text(text).proposals) == 4000


def test_what_was_over_or_comes_later_gives_a_no_and_an_end_no_date():
    found = places("花垣县自2016年起开展试点；凤凰县则退出了此前的试点。")
    assert found["花垣县"].when.start == "2016"
    assert (found["凤凰县"].when.start, found["凤凰县"].when.end) == (None, None)

    found = places("阿坝州尚未开展试点，计划于2023年底前在马尔康市先行启动。")
    assert found["阿坝州"].status == "out"
    assert found["阿坝州"].when.start is None


@pytest.mark.parametrize(
    ("text", "name", "start"),
    [
        ("2019年以来，试点在深圳、苏州及2022北京冬奥会场景开展。", "深圳", "2019"),
        ("试点于2016年在武威启动，服务2021年第四届中国国际进口博览会。", "武威", "2016"),
        ("根据规划（2021—2035年）和医保发〔2020〕37号文件，试点在武威启动。", "武威", None),
        ("健康中国2030年远景目标提出后，试点在武威启动。", "武威", None),
        ("2018年，武威启动试点规划。", "武威", "2018"),
        ("武威（2020）启动试点。", "武威", "2020"),
        ("The pilot began in Wuwei before the 2022 Winter Olympics.", "Wuwei", None),
        ("Under Made in China 2025 the pilot began in Wuwei in 2016.", "Wuwei", "2016"),
    ],
)
def test_a_year_in_the_name_of_an_event_or_a_plan_is_not_a_date(text, name, start):
    assert places(text)[name].when.start == start


def test_a_place_in_the_name_of_an_event_is_only_mentioned_and_its_list_is_not():
    found = places("2019年以来，试点在深圳、苏州及2022北京冬奥会场景开展。")

    assert [found[name].role for name in ("深圳", "苏州", "北京")] == [
        "likely",
        "likely",
        "context",
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("试点在深圳、雄安、成都启动。", "雄安"),
        ("试点在苏州工业园区启动。", "苏州工业园区"),
        ("试点在上海临港新片区启动。", "临港新片区"),
        ("The pilot began in Shenzhen, Xiong'an New Area and Chengdu.", "Xiong'an New Area"),
    ],
)
def test_a_zone_is_told_and_is_not_the_unit_it_lies_in(text, name):
    found = places(text)

    assert found[name].role == "check"
    assert found[name].adcode is None
    assert "not a unit of the gazetteer" in found[name].reason
    assert "上海" not in found or found["上海"].role == "context"


@pytest.mark.parametrize(
    "text", ["试点扩大到天津市、浙江省承办亚运会的6个城市。", "试点扩大到浙江省6个城市。"]
)
def test_a_province_before_a_number_of_its_cities_is_not_meant_as_a_whole(text):
    found = scan_text(text)

    assert places(text)["浙江省"].role == "check"
    assert [each.within for each in found.statements] == ["330000"]


def test_a_list_that_repeats_a_unit_around_others_is_judged_once_for_each_name():
    def judging(count):
        text = f"试点扩大到{'、'.join(['广东'] * count)}，包括深圳、广州。"
        return calls_of(lambda: scan_text(text))

    judging(2)  # what is read once is read

    assert judging(160) < 12 * judging(40)


def test_a_number_behind_a_list_counts_the_list():
    assert not scan_text("试点在北京、上海2个城市启动。").statements


def test_a_plan_does_not_have_the_date_of_what_was_done_before():
    (found,) = scan_text(
        "The programme, first tested in Qingdao in 2012, will be extended to 14 more cities."
    ).statements

    assert (found.status, found.when.start) == ("plan", None)


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("试点在西安高新区启动。", "西安", "check"),
        ("试点在成都经济技术开发区启动。", "成都", "check"),
        ("试点在大荔县许庄镇启动。", "大荔县", "check"),
        ("The pilot began in Xi'an High-tech Zone.", "Xi'an", "check"),
        ("The pilot began in Xuzhuang town of Dali county.", "Dali county", "check"),
        ("试点在郑州跨境电商综试区启动。", "郑州", "likely"),
        ("试点在兰州启动后推广到各乡镇。", "兰州", "likely"),
        ("兰州市建成开发区试点。", "兰州市", "likely"),
    ],
)
def test_a_zone_or_town_in_a_unit_is_not_the_unit_as_a_whole(text, name, role):
    assert places(text)[name].role == role


@pytest.mark.parametrize(
    "text",
    [
        "凉山的店铺于2021年关闭，成都、绵阳等地的试点店铺仍在运营。",
        "The pilot stores in Liangshan were closed in 2021, while those in Chengdu are running.",
    ],
)
def test_the_year_in_which_one_place_ended_is_not_that_of_the_others(text):
    found = scan_text(text)

    assert {each.when.start or each.when.end for each in found.statements} <= {None}
    assert [
        each.when.end for each in found.proposals if each.text in {"Chengdu", "成都", "绵阳"}
    ] == [None] * (len(found.proposals) - 1)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("确定广东、辽宁、云南三省和天津、深圳、保定三市为试点。", "likely"),
        ("试点扩大到广东、福建两省，包括深圳、厦门。", "context"),
    ],
)
def test_a_province_of_a_list_stands_for_itself_unless_parts_of_each_are_named(text, role):
    assert places(text)["广东"].role == role


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("The pilot expanded to 14 counties in Jiangxi and Guangdong.", ["360000", "440000"]),
        ("The pilot runs in 202 counties across 22 provinces, among them Huangling in Shaanxi.",
         ["100000"]),
        ("试点扩大到山西、陕西、甘肃三省的11个地市。", ["100000"]),
        ("试点在内蒙古自治区乌海市等45个城市开展，包括逊克县、共青城市。", ["100000"]),
        ("试点在北京市海淀区、上海市浦东新区等20个区启动。", ["100000"]),
        ("The pilot was launched in Hangzhou, Zhejiang, and 12 other cities.", ["100000"]),
        ("试点在甘肃省武威、酒泉等5个城市启动。", ["620000"]),
    ],
)  # fmt: skip
def test_unnamed_places_lie_in_no_unit_that_the_text_does_not_state(text, within):
    assert [each.within for each in scan_text(text).statements] == within


@pytest.mark.parametrize(
    "sentence", ["The pilot began in Wuwei in 2016. ", "试点在武威、酒泉", "2016 "]
)
def test_a_text_with_more_places_and_dates_than_an_article_is_refused(sentence):
    with pytest.raises(DataError, match="more than 10,000 places and dates"):
        scan_text(sentence * 10_001)


def test_not_until_is_told_from_until_wherever_it_stands():
    before = "Nothing was said of it. " * 20
    text = f"{before}The pilot began in Wuwei not until 2018."

    (found,) = scan_text(text).proposals

    assert found.when.start == "2018"


@pytest.mark.parametrize(
    ("text", "name", "start", "end"),
    [
        (
            "The pilot began in Wuhan in 2016 and the city withdrew in 2019.",
            "Wuhan",
            "2016",
            "2019",
        ),
        ("The Lanzhou trial, which began in 2015, ended in 2018.", "Lanzhou", "2015", "2018"),
        ("武汉市2016年启动试点，2019年退出。", "武汉市", "2016", "2019"),
        ("Wuhan left the programme in 2019.", "Wuhan", None, "2019"),
        ("试点在酒泉开展；2018年，天水退出试点。", "天水", None, "2018"),
        ("In 2019, Jinan withdrew from the pilot it had joined in 2015.", "Jinan", "2015", None),
    ],
)
def test_where_it_was_over_is_to_be_checked_with_the_end_that_is_told(text, name, start, end):
    found = places(text)[name]

    assert (found.role, found.status) == ("check", "in")
    assert (found.when.start, found.when.end) == (start, end)
    assert "over" in found.reason


@pytest.mark.parametrize(
    "text",
    [
        "Tianshui launched the pilot in 2020 after the lockdown ended.",
        "疫情结束后，天水于2020年启动试点。",
        "The pilot was launched in Tianshui in 2020; in Baoji it ended in 2019.",
    ],
)
def test_an_end_of_something_else_is_none_of_the_place(text):
    found = next(each for name, each in places(text).items() if name in {"Tianshui", "天水"})

    assert (found.role, found.when.start, found.when.end) == ("likely", "2020", None)


@pytest.mark.parametrize(
    "text",
    [
        "The pilot in Lanzhou is planned for 2022.",
        "The pilot zone in Lanzhou is expected in 2022.",
        "The pilot runs in Lanzhou from 2022.",
        "Launch in Lanzhou is scheduled for 2022.",
    ],
)
def test_what_lies_after_the_text_is_announced_and_no_beginning(text):
    found = places(text)["Lanzhou"]

    assert (found.role, found.status) == ("check", "plan")
