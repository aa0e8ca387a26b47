"""How a programme moves on in a text: from place to place, to all parts of a unit, in turn."""

import pytest

from geo.dates import parse
from geo.scan.scan import scan_text


def scanned(text):
    return scan_text(text, published=parse("2021-06"))


def starts(text):
    """Return the starts of the likely places, as one line."""
    likely = [each for each in scanned(text).proposals if each.role == "likely"]
    return ", ".join(f"{each.text} {each.when.start}" for each in likely)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The pilot was launched in Weinan, Shaanxi, in 2016 and extended to Tianshui by 2018.",
            "Weinan 2016, Tianshui [..2018]",
        ),
        (
            "In 2016 the pilot started in Weinan and was extended to Tianshui in 2018.",
            "Weinan 2016, Tianshui 2018",
        ),
        (
            "In 2016 the pilot began in Wuwei, and Tianshui, Gansu, followed in 2018.",
            "Wuwei 2016, Tianshui 2018",
        ),
        (
            "Pilots in Jiujiang and Ganzhou (2017) were followed by Fuzhou, Jiangxi, in 2019.",
            "Jiujiang None, Ganzhou 2017, Fuzhou 2019",
        ),
        (
            "The pilot, begun in Lishui, Zhejiang in 2018 and since extended to Quzhou, runs on.",
            "Lishui 2018, Quzhou None",
        ),
        (
            "Wuhan launched the pilot in 2016 and Yichang joined in 2018.",
            "Wuhan 2016, Yichang 2018",
        ),
    ],
)
def test_what_came_later_does_not_have_the_date_of_what_came_before(text, told):
    assert starts(text).startswith(told) or starts(text).endswith(told), starts(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2017年起，成都、德阳陆续加入试点。", "成都 [2017..2021-06], 德阳 [2017..2021-06]"),
        ("Since 2017 Chengdu and Deyang have gradually joined the pilot.",
         "Chengdu [2017..2021-06], Deyang [2017..2021-06]"),
        ("2017年，成都、德阳先后启动试点。", "成都 2017, 德阳 2017"),
        ("2017年起，成都陆续启动试点。", "成都 2017"),
    ],
)  # fmt: skip
def test_what_joined_in_turn_since_a_year_began_then_or_later(text, told):
    assert starts(text) == told


@pytest.mark.parametrize(
    ("text", "within", "extent"),
    [
        ("2018年在甘肃省陇南市成县、康县试点，2020年底前覆盖全省。", "620000", "all"),
        ("15 cities, including Chengde in Hebei and Changchun in Jilin, began trials in 2016.",
         "100000", "within"),
        ("Other counties, such as Yuzhong in Gansu, began trials in 2016.", "620000", "within"),
    ],
)  # fmt: skip
def test_unnamed_places_lie_in_what_holds_for_all_of_their_sentence(text, within, extent):
    (unnamed,) = scanned(text).statements

    assert (unnamed.within, unnamed.extent) == (within, extent)


def test_a_county_of_a_province_is_no_name_of_a_county():
    """`County of Guizhou` is not what bears the name Guizhou; nor is it of the whole country."""
    found = scanned("Between 2019 and 2020 the pilot reached every county of Guizhou.")
    beside = scanned("The pilot began in Shijingshan district of Beijing and in Tianjin in 2020.")

    assert [(each.adcode, each.extent) for each in found.proposals] == [("520000", "all")]
    assert not found.statements
    assert [each.adcode for each in beside.proposals if each.role == "likely"] == [
        "110107",
        "120000",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Nowhere in Qinghai or Tibet is covered by the pilot so far.",
        "None of Gansu's cities has joined the pilot.",
        "Jiuquan failed to join the pilot in 2018.",
        "Jiuquan lost its pilot status in 2019.",
        "Few counties in Gansu have launched the pilot.",
        "The pilot was postponed in Jiuquan in 2020.",
        "Had Jiuquan joined the pilot in 2016, it would have gained.",
        "If Jiuquan joins the pilot, it gains.",
        "It is unclear whether Jiuquan joined the pilot in 2016.",
        "Jiuquan may have joined the pilot in 2016.",
        "Jiuquan denied reports that it had joined the pilot in 2016.",
        "武威无缘2018年试点。",
        "据传武威2016年加入试点，官方予以否认。",
        "武威2016年设有试点办公室，但不是试点地区，也没有配额。",
        "武威曾于2014年开展试点研究，但并未设立自己的市场。",
        "武威虽非国家试点，但于2016年启动了市场。",
        "武威原定2016年启动试点，后来改期。",
        "Jiuquan's network, opened in 2019, was not a pilot.",
        "Compared with Xiamen, which finished its pilot in 2018, Jiuquan was late.",
        "同期，“数字乡村”国家试点2016年在武威启动。",
        "The pilot began in Wuwei, Gansu, in 2016, but it was not part of the national pilot.",
        "Separately, the social credit pilot started in Wuwei, Gansu, in 2016.",
        "如果武威2016年加入试点，情况会不同。",
        "武威是否于2016年加入试点尚不清楚。",
        "武威的试点推迟到2019年启动。",
        "有人建议武威2020年启动试点。",
    ],
)
def test_what_may_not_have_been_is_never_likely(text):
    assert starts(text) == ""
    assert any(each.role == "check" for each in scanned(text).proposals)


def test_what_has_nothing_to_do_with_the_pilot_is_only_mentioned():
    (wuwei,) = scanned("另据了解，武威2016年起开展的清洁取暖试点与本次试点无关。").proposals

    assert (wuwei.role, wuwei.adcode) == ("context", "620600")


@pytest.mark.parametrize(
    "text",
    [
        '"The pilot began in Wuwei, Gansu, in 2016," said Ma Li, who runs a shop in Jiuquan.',
        "The pilot, run from Jiuquan, began in Wuwei, Gansu, in 2016.",
    ],
)
def test_where_somebody_works_and_from_where_it_is_run_is_only_mentioned(text):
    assert [each.role for each in scanned(text).proposals if each.adcode == "620900"] == ["context"]


def test_words_that_only_hold_such_a_word_open_nothing():
    assert starts("若羌县2016年启动试点。") == "若羌县 2016"
    assert starts("A few counties, among them Yuzhong, joined the pilot in 2016.") == "Yuzhong 2016"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The pilot reached Lhasa a decade after it began in Jiuquan in 2005.",
         "Lhasa None, Jiuquan 2005"),
        ("From 2016 to 2018 the pilot ran in Yichang; Jingzhou has run one since.",
         "Yichang 2016, Jingzhou None"),
        ("Launched in 2015, the scheme covers Ningbo and Jinhua.", "Ningbo None, Jinhua None"),
        ("In 2015 the scheme was launched in Ningbo and Jinhua.", "Ningbo 2015, Jinhua 2015"),
        ("2016年，试点在渭南启动；一年后，推广至宝鸡；又过两年，汉中加入。",
         "渭南 2016, 宝鸡 2017, 汉中 None"),
        ("2014年以来，浙江先后有11个县市开展试点，包括德清、义乌。",
         "德清 [2014..2021-06], 义乌 [2014..2021-06]"),
        ("Ten of Zhejiang's 11 cities took part in the pilot in 2018.", ""),
    ],
)  # fmt: skip
def test_a_date_is_not_that_of_what_stands_a_time_or_a_semicolon_away(text, told):
    assert starts(text) == told
