"""Sentences as articles have them: what each says of its places, and which date is whose."""

import pytest

from geo.dates import parse
from geo.scan.scan import scan_text

NO = "no"
"""The sentence does not say that the programme runs there; other places have a start, or none."""
CHINESE = [
    ("2012年11月，{A}、{B}和{C}启动试点。", {"A": "2012-11", "B": "2012-11", "C": "2012-11"}),
    ("{A}于2012年启动试点，{B}则在2016年跟进。", {"A": "2012", "B": "2016"}),
    ("继{A}（2012年）之后，{B}于2016年加入试点。", {"A": "2012", "B": "2016"}),
    ("试点于2012年在{A}启动，2016年扩大到{B}、{C}。", {"A": "2012", "B": "2016", "C": "2016"}),
    ("{A}尚未启动试点，{B}已于2012年启动。", {"A": NO, "B": "2012"}),
    ("{A}没有被列入试点名单。", {"A": NO}),
    ("2012年，{A}退出试点。", {"A": NO}),
    ("{A}计划于2016年启动试点。", {"A": NO}),
    ("与{A}不同，{B}在2012年就启动了试点。", {"A": NO, "B": "2012"}),
    ("{A}代表团赴{B}考察试点经验。", {"A": NO}),
    ("{A}籍专家李某表示，{B}的试点始于2012年。", {"A": NO, "B": "2012"}),
    ("来自{A}的苹果通过{B}的试点站点销售。", {"A": NO}),
    ("2012年，{A}和{B}因疫情推迟启动试点。", {"A": NO, "B": NO}),
    ("{A}申请试点未获批准。", {"A": NO}),
    ("除{A}外，{B}、{C}均于2012年启动试点。", {"A": NO, "B": "2012", "C": "2012"}),
    ("2012年首批试点为{A}、{B}；2016年第二批为{C}。", {"A": "2012", "B": "2012", "C": "2016"}),
    (
        "首批试点（2012年）：{A}、{B}。第二批试点（2016年）：{C}。",
        {"A": "2012", "B": "2012", "C": "2016"},
    ),
    ("{A}试点自2012年实施至2016年结束。", {"A": "2012"}),
    ("有人误以为{A}是试点，其实不是。", {"A": NO}),
    ("会议在{A}召开，宣布{B}自2012年起试点。", {"A": NO, "B": "2012"}),
    ("{A}和{B}的试点分别于2012年和2016年启动。", {"A": "2012", "B": "2016"}),
    ("早在2012年，{A}就率先试点，比{B}早了两年。", {"A": "2012"}),
    ("{A}将成为下一个试点城市。", {"A": NO}),
    ("2012年{A}被取消试点资格，由{B}替补。", {"A": NO}),
    ("试点城市之一的{A}自2012年起推行，而{B}至今没有动静。", {"A": "2012", "B": NO}),
    ("2012年11月起，在{A}、{B}先行先试，2016年在全国推开。", {"A": "2012-11", "B": "2012-11"}),
    ("{A}（2012年）、{B}（2016年）均已纳入试点。", {"A": "2012", "B": "2016"}),
    ("据{A}发改委介绍，该市自2012年起开展试点。", {"A": "2012"}),
    (
        "截至2012年底，试点已覆盖{A}、{B}和{C}。",
        {"A": "[..2012]", "B": "[..2012]", "C": "[..2012]"},
    ),
    ("{A}成为继{B}之后第二个试点城市。", {"A": "", "B": ""}),
    ("2012年，{A}获批成为试点；同年，{B}的申请被驳回。", {"A": "2012", "B": NO}),
    ("试点原定在{A}进行，后改在{B}。", {"A": NO, "B": ""}),
    ("2012年，{A}率先试点，{B}紧随其后。", {"A": "2012", "B": ""}),
    ("{A}下辖的三个县于2012年启动试点。", {"A": NO}),
    ("2012年，试点在{A}的两个乡镇展开。", {"A": NO}),
    ("{A}与{B}之间的物流专线为试点服务。", {"A": NO, "B": NO}),
    ("研究人员比较了试点城市{A}与非试点城市{B}。", {"A": "", "B": NO}),
    ("对照组为{A}、{B}，试点组为{C}。", {"A": NO, "B": NO, "C": ""}),
    ("2012年11月{A}分公司成立，2016年启动试点。", {"A": "2016"}),
    ("试点城市不包括{A}。", {"A": NO}),
    ("{A}、{B}等12个城市于2012年入选。", {"A": "2012", "B": "2012"}),
    ("{A}2012年入选试点，2016年验收合格。", {"A": "2012"}),
    ("{A}早于{B}启动试点。", {"A": "", "B": ""}),
    ("有网友问：{A}是试点吗？答：不是。", {"A": NO}),
    ("中央决定，2012年起{A}试点，2016年前{B}、{C}陆续铺开。", {"A": "2012", "B": ""}),
    ("{A}大学的团队在{B}开展了试点（2012年）。", {"B": "2012"}),
    ("{A}路街道的网点参加了试点。", {"A": NO}),
    ("2012年，国务院批复同意{A}、{B}开展试点，试点期三年。", {"A": "2012", "B": "2012"}),
    ("记者近日走访{A}发现，当地试点已运行两年。", {"A": ""}),
    ("{A}试点经验在{B}推广会上作了介绍。", {"A": "", "B": NO}),
    ("2012年启动的首批试点中，{A}表现突出，{B}进展缓慢。", {"A": "2012", "B": "2012"}),
    ("{A}虽不在试点名单，但自2012年起自行探索。", {"A": NO}),
    ("{A}出生的王某于2012年在{B}负责试点。", {"A": NO, "B": "2012"}),
    ("货车从{A}开往{B}，途经{C}的试点站。", {"A": NO, "B": NO}),
    ("2012年7月1日起，{A}全市实施试点。", {"A": "2012-07-01"}),
    ("试点先在{A}启动（2012年），再到{B}（2016年）。", {"A": "2012", "B": "2016"}),
    ("{A}、{B}两地试点启动时间相差两年，前者为2012年。", {"A": "", "B": ""}),
    ("去年{A}加入试点。", {"A": "2021"}),
    ("{A}试点2012年到期后未再延续。", {"A": NO}),
    ("2012年，{A}市民可在{B}的试点网点办理业务。", {"A": NO}),
    ("{A}等地曾要求加入试点，均被拒绝。", {"A": NO}),
    ("自{A}2012年试点以来，{B}、{C}已有意跟进。", {"A": "2012", "B": NO, "C": NO}),
    ("全国2016年推开前，只有{A}在2012年试过。", {"A": "2012"}),
    ("2012年—2016年，{A}开展了试点。", {"A": "2012"}),
    ("试点单位：{A}（2012.11）、{B}（2016.11）。", {"A": "2012-11", "B": "2016-11"}),
    ("本报{A}11月3日电 2012年，{B}启动试点。", {"A": NO, "B": "2012"}),
    ("{A}是否纳入试点，尚待研究。", {"A": NO}),
    ("{A}的试点并非始于2012年，而是2016年。", {"A": "2016"}),
    ("试点由{A}一家公司运营，服务{B}居民，始于2012年。", {"B": "2012"}),
    ("2012年{A}、2016年{B}先后启动试点。", {"A": "2012", "B": "2016"}),
    ("{A}市长表示，2012年将争取成为试点。", {"A": NO}),
    ("过去五年，{A}一直是试点城市。", {"A": "[2017-05..2022-05]"}),
    ("{A}2012年申报试点，2016年获批。", {"A": "2016"}),
    ("2012年，{A}被列为培育对象，2016年正式入选试点。", {"A": "2016"}),
    ("2012年，{A}申报试点，2016年，{B}入选。", {"A": NO, "B": "2016"}),
    ("试点2016年结束，{A}、{B}两市不再承担试点任务。", {"A": NO, "B": NO}),
    ("2012年，全国总结推广{A}、{B}试点经验。", {"A": NO, "B": NO}),
    ("2012年启动的越南河内等地的试点与{A}无关。", {"A": NO}),
]
ENGLISH = [
    ("In 2012, {A}, {B} and {C} launched the pilot.", {"A": "2012", "B": "2012", "C": "2012"}),
    ("{A} launched the pilot in 2012; {B} followed in 2016.", {"A": "2012", "B": "2016"}),
    (
        "The pilot started in {A} in 2012 and reached {B} and {C} by 2016.",
        {"A": "2012", "B": "[..2016]", "C": "[..2016]"},
    ),
    ("{A}, unlike {B}, joined the pilot in 2012.", {"A": "2012", "B": NO}),
    ("{A} has not joined the pilot.", {"A": NO}),
    ("{A} was dropped from the pilot in 2012.", {"A": NO}),
    ("{A} plans to launch the pilot in 2016.", {"A": NO}),
    (
        "Officials from {A} visited {B}, where the pilot has run since 2012.",
        {"A": NO, "B": "2012"},
    ),
    (
        "Apples from {A} were sold through the pilot in {B}, which opened in 2012.",
        {"A": NO, "B": "2012"},
    ),
    ("{A} and {B} opened pilot stores in 2012 and 2016 respectively.", {"A": "2012", "B": "2016"}),
    (
        "The first batch (2012) comprised {A} and {B}, the second (2016) {C}.",
        {"A": "2012", "B": "2012", "C": "2016"},
    ),
    (
        "Had {A} joined in 2012, it would have gained more than {B}, a pilot since 2016.",
        {"A": NO, "B": "2016"},
    ),
    ("Only {A} (since 2012) and {B} (since 2016) run the pilot.", {"A": "2012", "B": "2016"}),
    ("Rumours that {A} would join the pilot proved false.", {"A": NO}),
    ("Neither {A} nor {B} is a pilot city.", {"A": NO, "B": NO}),
    ("{A} ran the pilot from 2012 to 2016.", {"A": "2012"}),
    (
        "The conference in {A} announced that {B} would begin the pilot in 2016.",
        {"A": NO, "B": NO},
    ),
    (
        "After {A} had launched the pilot in 2012, {B} launched it in 2016.",
        {"A": "2012", "B": "2016"},
    ),
    ("{A} rejoined the pilot in 2016, having left it in 2012.", {"A": "2016"}),
    (
        "The mayor of {A} said that the pilot, launched in 2012 in {B}, works.",
        {"A": NO, "B": "2012"},
    ),
    (
        "Except for {A}, every city of the list, from {B} to {C}, joined the pilot in 2012.",
        {"A": NO},
    ),
    ("{A} may join the pilot next year.", {"A": NO}),
    (
        "It replaced a scheme in {A}, which ended in 2012; the pilot began in {B} in 2016.",
        {"A": NO, "B": "2016"},
    ),
    ("{A} became the first city to run the pilot, in 2012.", {"A": "2012"}),
    ("By 2012, {A} and {B} had joined the pilot.", {"A": "[..2012]", "B": "[..2012]"}),
    ("It was not until 2012 that {A} joined the pilot.", {"A": "2012"}),
    ("The pilot, which {A} had rejected in 2012, came to {B} in 2016.", {"A": NO, "B": "2016"}),
    (
        "{A} (since 2012), {B} (2016) and {C} are pilot cities.",
        {"A": "2012", "B": "2016", "C": ""},
    ),
    ("Three districts of {A} joined the pilot in 2012.", {"A": NO}),
    ("A warehouse in {A} supplies the pilot in {B}, begun in 2012.", {"A": NO, "B": "2012"}),
    ("The pilot was to begin in {A} but was moved to {B} in 2012.", {"A": NO, "B": "2012"}),
    ("{A} suspended the pilot in 2012 and resumed it in 2016.", {"A": ""}),
    ("{A} withdrew its application in 2012.", {"A": NO}),
    ("{A} applied for the pilot in 2012 and was admitted in 2016.", {"A": "2016"}),
    (
        "The pilot began in {A} in 2012; two cities — {B} and {C} — followed in 2016.",
        {"A": "2012", "B": "2016", "C": "2016"},
    ),
    ("In 2012 {A} lost to {B}, which became a pilot city in 2016.", {"B": "2016"}),
    ("In 2012 {A} and {B} received aid.", {"A": NO, "B": NO}),
    (
        "The control cities were {A} and {B}; {C} was treated in 2012.",
        {"A": NO, "B": NO, "C": "2012"},
    ),
    (
        "According to a paper by scholars at {A} University, {B} began the pilot in 2012.",
        {"A": NO, "B": "2012"},
    ),
    ("{A} was considered for the pilot in 2012, but {B} was chosen.", {"A": NO, "B": "2012"}),
    ("In 2012 {A} signed a letter of intent to join the pilot.", {"A": NO}),
    (
        "{A}, where the pilot began in 2012, has since been followed by {B}.",
        {"A": "2012", "B": ""},
    ),
    ("Starting with {A} in 2012, the pilot spread to {B} in 2016.", {"A": "2012", "B": "2016"}),
    ("{A} joined in 2012, two years before {B}.", {"A": "2012", "B": ""}),
    (
        "The pilot cities are: {A} (2012), {B} (2012), {C} (2016).",
        {"A": "2012", "B": "2012", "C": "2016"},
    ),
    ("Since 2012 the pilot has covered all counties of {A}.", {"A": "2012"}),
    ("If approved, {A} will join the pilot in 2016.", {"A": NO}),
    ("{A} denied that it had joined the pilot.", {"A": NO}),
    ("A court in {A} ruled on the pilot in 2012.", {"A": NO}),
    (
        "The {A}-{B} railway opened in 2012; the pilot followed in {C} in 2016.",
        {"A": NO, "B": NO, "C": "2016"},
    ),
    ("Plans for a pilot in {A} were shelved in 2012.", {"A": NO}),
    (
        "The pilot has been under way in {A} since 2012 and in {B} since 2016.",
        {"A": "2012", "B": "2016"},
    ),
    (
        "In 2012, the State Council approved {A} and {B} as pilot cities.",
        {"A": "2012", "B": "2012"},
    ),
    ("{A} — a pilot since 2012 — exports to {B}.", {"A": "2012", "B": NO}),
    ("The pilot skipped {A}.", {"A": NO}),
    ("The {A} pilot (2012–2016) was a success.", {"A": "2012"}),
    ("The {A} pilot was the model for the one that {B} began in 2016.", {"A": "", "B": "2016"}),
    ("Born in {A}, Li led the pilot in {B} in 2012.", {"A": NO, "B": "2012"}),
    ("Only in 2012, after protests in {A}, did {B} start the pilot.", {"A": NO, "B": "2012"}),
    (
        "{A} and {B} are not pilot cities, although {C} has been one since 2012.",
        {"A": NO, "B": NO, "C": "2012"},
    ),
    ("{A} is one of the cities that never joined the pilot.", {"A": NO}),
    (
        "The pilot started in 2012 in {A}, followed a year later by {B}.",
        {"A": "2012", "B": "2013"},
    ),
    ("Trucks from {A} reach the pilot stations of {B}, opened in 2012.", {"A": NO, "B": "2012"}),
    ("In 2012 the pilot was extended from {A} to {B}.", {"A": "", "B": "2012"}),
    ("{A} will follow {B}, which launched the pilot in 2012.", {"A": NO, "B": "2012"}),
    ("Asked about {A}, the spokesman said that the pilot there would begin in 2016.", {"A": NO}),
    ("The pilot in {A} ended in 2016 after seven years.", {"A": NO}),
    (
        "Two batches were named: {A} and {B} in 2012, and {C} in 2016.",
        {"A": "2012", "B": "2012", "C": "2016"},
    ),
    ("It was first tried in {A} (2012).", {"A": "2012"}),
    ("Since its launch in {A}, the pilot has served {B} too.", {"A": "", "B": ""}),
    (
        "A study of {A} and {B} (both pilots since 2012) found no effect.",
        {"A": "2012", "B": "2012"},
    ),
    ("Researchers in {A} criticised the pilot in {B}.", {"A": NO}),
    ("{A} tried to join the pilot in 2012 but was refused.", {"A": NO}),
    ("{A}, once a pilot city, is no longer one.", {"A": NO}),
    (
        "Unlike in {A}, the pilot in {B} has run since 2012 without problems.",
        {"A": NO, "B": "2012"},
    ),
]


def found_in(text, names):
    said = scan_text(text, published=parse("2022-05")).proposals
    return {letter: next(each for each in said if name in each.text) for letter, name in names}


@pytest.mark.parametrize(("sentence", "expected"), [*CHINESE, *ENGLISH])
def test_a_sentence_says_of_each_place_what_a_reader_understands(sentence, expected):
    is_chinese = (sentence, expected) in CHINESE
    names = ("肇庆市", "铜陵市", "洛阳市") if is_chinese else ("Zhaoqing", "Tongling", "Luoyang")
    before = "试点工作由中国邮政开展。" if is_chinese else "China Post runs a pilot programme. "
    named = dict(zip("ABC", names, strict=True))

    found = found_in(before + sentence.format(**named), [(each, named[each]) for each in expected])

    for letter, start in expected.items():
        one = found[letter]
        if start == NO:
            assert (one.role, one.status) != ("likely", "in"), one.reason
        else:
            assert one.role != "context", one.reason
            assert one.status != "out", one.reason
            assert (one.when.start or "") == start, one.when
