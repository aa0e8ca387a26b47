"""The words that head columns, and the fields and years that they mean."""

from __future__ import annotations

import re
import unicodedata

_WORDS = {
    "place": (
        "place location locality toponym placename pilot pilots pilotplace pilotsite pilotcity "
        "pilotarea pilotregion pilotlocation jurisdiction demonstrationcity area region site unit "
        "地点 地区 地名 区域 地区名称 地区名 区域名称 地点名称 地域 城市地区 试点 试点地区 "
        "试点城市 试点地点 试点区域 试点单位 试点名称 试点城市名称 试点地区名称 示范城市 示范区 "
        "示范地区 示范城市名称 入选城市 入选地区 入选名单 入选单位 入围城市 获批城市 获批地区 "
        "获评城市 名单 城市名单 试点名单 所在地 所在地区 行政区 行政区划 行政区域 地级行政区 "
        "行政区名称 行政区划名称 城市及地区 单位"
    ),
    "name": (
        "name sitename storename shop shopname store station stationname title 名称 名字 站点 "
        "站点名称 站名 车站 车站名称 网点 网点名称 店名 门店 门店名称 店铺 店铺名称 园区 园区名称 "
        "综试区 综试区名称 综合试验区 试验区 试验区名称 自贸区 自贸区名称 自贸试验区 "
        "自贸试验区名称 自由贸易试验区"
    ),
    "province": (
        "province provincename provincelevel prov 省 省份 省名 省级 所属省份 所在省份 省市 "
        "省份名称 省名称 所属省 所在省 直辖市 省区市 省自治区直辖市 省直辖市 省级行政区 省区 "
        "provincelevelunit provincelevelregion provincelevelarea provincialunit provincialregion "
        "provincelevelname provinceregion provinceautonomousregion provincemunicipality "
        "provinceleveldivision provincialdivision provinceleveladministrativedivision"
    ),
    "city": (
        "city cityname cities prefecture prefecturecity prefecturelevelcity prefecturename "
        "municipality 城市 市 地市 市州 地级市 城市名称 城市名 所属城市 所在城市 所属市 地市名称 "
        "所在市 市名 市名称 地市州 地州市 州市 地级市名称 市级 师市 prefectureleveldivision"
    ),
    "county": (
        "county countyname district districtname countydistrict 县 区县 县区 县市区 区 县市 "
        "试点县 县名 县名称 区县名称 县区名称 县市区名称 县级 "
        "县域 所属区县 所在区县 所在县 试点区县 示范县 县级市 区市县 市县区 市区县 贫困县"
    ),
    "within": "within parent parentunit 上级 上级单位 所属 所属地区 隶属",
    "level": "level adminlevel administrativelevel 级别 层级 行政级别 行政层级",
    "adcode": (
        "adcode admincode areacode citycode countycode prefecturecode gbcode regioncode "
        "divisioncode 代码 行政区划代码 行政代码 区划代码 地区代码 城市代码 区县代码 国标码 "
        "行政区代码 行政区划码 县代码 市代码"
    ),
    "code": "code 编码",
    "extent": "extent 范围",
    "status": "status",
    "count": "",
    "planned": "",
    "post": "",
    "start": "since from joined time when date 时间 日期",
    "year": "year yr 年 年份 年度 batchyear waveyear roundyear yearofbatch 批次年份",
    "first_treat": (
        "firsttreat firsttreated firsttreatment gvar gname treatyear treatedyear treatmentyear "
        "yeartreated firsttreatyear treattime cohortyear eventyear"
    ),
    "end": "end until to finish 截止 截至",
    "period": (
        "period duration 期限 试点期限 期间 试点期间 起止时间 起止年份 起止年月 起止日期 实施期限 "
        "建设期限 建设周期 试点周期 创建周期 有效期 实施期 推广期 建设期 试点期 创建期"
    ),
    "date_note": "datenote 日期说明 时间说明",
    "batch": (
        "batch wave round cohort phase tranche batchno batchnumber 批次 批 第几批 试点批次 "
        "获批批次 批别 期次 轮次"
    ),
    "source": "source sourceid 来源 出处 数据来源 资料来源 文献 来源编号",
    "locator": "locator page paragraph pages 页码 页 段落 位置 出处页码",
    "number": "no number num serial serialnumber sn 序号 编号 号 序",
    "statement": "statement evidence quote text 依据 证据 原文 政策依据 摘录 内容",
    "lon": (
        "lon long longitude lng x lonwgs84 wgs84lon lngwgs84 wgs84lng xcoord 经度 东经 "
        "longitudewgs84 longitudeofthegeometry longcj02 lnggcj02 gcj02lon gcj02lng gcjlon gcjlng "
        "lonbd09 lngbd09 bd09lon bd09lng bdlon bdlng 高德经度 百度经度 火星经度 腾讯经度"
    ),
    "lat": (
        "lat latitude y latwgs84 wgs84lat ycoord 纬度 北纬 latitudewgs84 latitudeofthegeometry "
        "latgcj02 gcj02lat gcjlat latbd09 bd09lat bdlat 高德纬度 百度纬度 火星纬度 腾讯纬度"
    ),
    "position": (
        "position coordinates coords latlon latlong latlng lonlat lnglat latitudelongitude gps "
        "gps坐标 坐标 经纬度 地理坐标 经纬度坐标 经度纬度 高德坐标 百度坐标 火星坐标 腾讯坐标"
    ),
    "datum": "datum crs 坐标系",
    "decision": "decision 决定 判断",
    "id": "id identifier statementid",
    "geometry": "kindofthegeometry",
    "problem": "problem",
    "candidates": "candidates",
}
_EVENTS = {
    "begin": (
        "开始 起始 启动 启用 获批 批准 批复 获准 设立 成立 建立 试点 试点启动 试点开始 试点获批 "
        "加入 公布 发布 开通 上线 入选 挂牌 命名 认定 授牌 授予 脱贫 脱贫摘帽 摘帽 实施 政策实施 "
        "试点实施 执行 政策 生效 开业 开工 投运 投产 运营 通车 建成 开放 创建 纳入 确定 评定 获评 "
        "建站 启运 政策冲击 处理 开展"
    ),
    "finish": "结束 终止 退出 截止 撤销 取消 关闭 停止 终结 停运 到期 完成",
    "begin in English": (
        "start started begin began begun launch launched approval approved establishment "
        "established opening opened open adoption adopted implementation implemented effective "
        "pilot first designation designated policy introduced introduction entry entered founded "
        "inception commissioned rollout joined piloted"
    ),
    "finish in English": (
        "end ended ending closed closing exit exited finish finished last left withdrawn"
    ),
    "alone": (
        "开始 起始 启动 启用 获批 批准 批复 获准 设立 成立 建立 加入 开通 上线 入选 挂牌 命名 认定 "
        "授牌 授予 脱贫 摘帽 生效 开业 投运 投产 通车 建成 创建 纳入 获评 结束 终止 退出 截止 "
        "start started begin began launch launched approved opened established ended closed "
        "finish adopted designated left exit exited withdrawn"
    ),
}
_BEGIN, _FINISH, _BEGIN_EN, _FINISH_EN, _ALONE = (words.split() for words in _EVENTS.values())
BARE_EVENTS = frozenset(_ALONE)
"""What happened, as a whole header: it may head the dates of that, or say yes and no."""


def _combined(stems: list[str], tails: list[str]) -> list[str]:
    """Return each stem with each tail behind it, and in English also before it."""
    words = [stem + tail for stem in stems for tail in tails]
    if tails[0].isascii():
        words += [tail + stem for stem in stems for tail in tails if stem not in {"first", "last"}]
        words += [f"{tail}of{stem}" for stem in stems for tail in tails]
    return words


_WHEN, _WHICH_YEAR = ["时间", "日期", "年月", "月份", "之日"], ["年份", "年度", "年"]
_DATED = {
    "start": [
        *_combined(_BEGIN, _WHEN),
        *_combined(_BEGIN_EN, ["date", "time", "month", "day"]),
        *(word for word in (*_BEGIN, *_BEGIN_EN) if word in BARE_EVENTS),
        *(f"{word}in" for word in _BEGIN_EN if word.endswith("ed")), "试点开始时间",
    ],
    "year": [*_combined(_BEGIN, _WHICH_YEAR), *_combined(_BEGIN_EN, ["year", "yr"])],
    "end": [
        *_combined(_FINISH, [*_WHEN, *_WHICH_YEAR]),
        *_combined(_FINISH_EN, ["date", "year", "time", "month", "yr"]),
        *(word for word in (*_FINISH, *_FINISH_EN) if word in BARE_EVENTS),
    ],
}  # fmt: skip

WORDS = {
    name: tuple(dict.fromkeys([*words.split(), *_DATED.get(name, ())]))
    for name, words in _WORDS.items()
}
"""Each word means one field; two columns that mean the same field are a question."""

FIELD_OF = {word: field for field, words in WORDS.items() for word in words}
FIELDS = tuple(name for name in WORDS if name not in {"problem", "candidates", "code", "geometry"})
"""What `--map FIELD=HEADER` and `--map HEADER=FIELD` accept."""

COLUMN_LEVELS = {
    **dict.fromkeys(WORDS["county"], "county"),
    **dict.fromkeys(WORDS["province"], "province"),
    **dict.fromkeys(
        (
            "prefecture", "prefecturecity", "prefecturelevelcity", "地级市", "地市", "地级行政区",
            "地级市名称", "地市名称",
        ),
        "prefecture",
    ),
}  # fmt: skip
"""Headers that say the level of the names below ('city' and 市 do not: two levels have them)."""

GENERIC_YEARS = frozenset(["year", "yr", "年", "年份", "年度", "时间", "日期", "date", "time"])
"""Headers that do not say of what they are the year: beside another, maybe of the row."""

_QUALIFIERS = re.compile(
    r"(?:第[一二三四五六七八九十]批|首批|全国|国家级?|省级|试点|示范|创建|建设|改革|实施|开展|申报|"
    r"获批|入选|入围|获评|参与|覆盖|涉及|所涉|所在|所属|新增|增补)+"
)
_PROGRAMME_BEFORE = re.compile(r"(?P<before>.{1,16})(?P<named>(?:试点|示范|获批|入选|入围).{1,8})")
"""A header that names its programme before what it lists: 医保DRG付费国家试点城市."""
ANOTHER_SENSE = re.compile(
    r"非(?!遗|物质)|未(?!来)|[否是不为属距]|最近|邻近|相邻|对照|主管|牵头|负责|联系|对口"
    r"|(?<![虚模])拟(?!态)|撤[销出]|退出|取消|终止|暂[停缓]|淘汰|落选|候选|备选|候补|剔除|摘牌|移出|除名"
)
"""What makes such a header say something else: 是否试点城市, 非试点城市, 距最近试点城市."""
_EDGE_OF = re.compile(r"(?:the )?(?P<edge>start|beginning|commencement|launch|end) of [a-z ]{2,40}")
_TRADITIONAL = str.maketrans(
    "試點區縣時間開啟動級別碼號單獲設發實執業結終關閉來據經緯創納營運網門鋪園範圍層屬隸貧脫稱劃錄內"
    "鄉鎮鎖備註類數資書狀態齡會縂總類個項參與圖處術統種際濟",
    "试点区县时间开启动级别码号单获设发实执业结终关闭来据经纬创纳营运网门铺园范围层属隶贫脱称划录内"
    "乡镇锁备注类数资书状态龄会总总类个项参与图处术统种际济",
)
"""Characters of the words above, as lists in traditional characters have them."""
_UNITS = re.compile(r"((?:城市|县级市|地级市|自治[州县旗]|[市州盟县区旗])+)(?:名称?|名单|列表)?")
_CITIES = re.compile(r"城市|县级市|地级市|自治州|[市州盟]")
_ENGLISH_UNITS = {
    **dict.fromkeys(("city", "cities", "prefecture", "prefectures"), "city"),
    **dict.fromkeys(("county", "counties", "district", "districts", "banner"), "county"),
    **dict.fromkeys(
        ("area", "areas", "region", "regions", "place", "places", "where", "zone", "zones"), "place"
    ),
}
_BESIDE = (
    "pilot pilots demonstration selected approved participating covered designated target treated "
    "name names list of the or and level autonomous"
)


def _composed(text: str) -> str:
    """Return the field of a header made of words for places: 试点市县, `City / County`."""
    whole = _SIGNS.sub("", text)
    rest = _QUALIFIERS.sub("", whole, count=1) if _QUALIFIERS.match(whole) else whole
    if (known := FIELD_OF.get(rest, "")) in {"place", "province", "city", "county"}:
        return known
    if units := _UNITS.fullmatch(rest):
        levels = {"city"} if _CITIES.search(units[1]) else set()
        levels |= {"county"} if _CITIES.sub("", units[1]) else set()
    elif whole == "".join(words := _LATIN.findall(text)):
        levels = {_ENGLISH_UNITS.get(word, "") for word in words if word not in _BESIDE.split()}
    else:
        return ""
    return "" if "" in levels or not levels else levels.pop() if len(levels) == 1 else "place"


def _with_its_programme(text: str) -> str:
    """Return the field of a header that says what was piloted before what it lists."""
    if edge := _EDGE_OF.fullmatch(text):
        return "end" if edge["edge"] == "end" else "start"
    found = _PROGRAMME_BEFORE.fullmatch(_SIGNS.sub("", text))
    if found is None or ANOTHER_SENSE.search(found["before"]):
        return ""
    return _composed(found["named"])


def _event_of(text: str) -> str:
    """Return the field of a date that tells its programme too: 试点起始时间, `Pilot start date`."""
    rest = _SIGNS.sub("", text)
    inside = (_PILOT.sub("", text.replace("_", " "), count=1), text.replace("试点", "", 1))
    for words in (_SIGNS.sub("", each) for each in inside if each != text):
        if field := _dated_event(words):
            return field
    while prefix := _PROGRAMME_OF.match(rest):
        rest = rest[prefix.end() :]
        if field := _dated_event(rest):
            return field
    return ""


def _dated_event(words: str) -> str:
    field = FIELD_OF.get(words, "")
    return field if field in {"start", "year", "end"} and words not in GENERIC_YEARS else ""


_PILOT = re.compile(r"\b(?:pilot|programme|program|policy|project|scheme|reform|implementation)\b")
_PROGRAMME_OF = re.compile(
    r"全国|国家级?|省级|试点|示范|改革|项目|工程|工作|政策|创建|建设|第[一二三四五六七八九十]批|首批"
    r"|正式|开始|首次|实际"
)
_SIGNS = re.compile(r"[\W_]+")
_COUNT = re.compile(
    r"(?:\([^()]{0,4}(?:个数|数量|数目|家数|number|count(?!y|ies|ry))[^()]{0,4}\)|\)个?数量?)$"
)
"""Behind a header that names units: how many, and not which."""
_DATUMS = {
    "gcj02": re.compile(r"gcj|火星|高德|腾讯|gaode|amap"),
    "bd09": re.compile(r"bd09|^bdl|百度|baidu"),
}
_LATIN = re.compile(r"[a-z]+")
_BRACKETS = re.compile(r"[(\[【〔]([^(\[【〔)\]】〕]*)[)\]】〕]")
_NOISE = re.compile(r"[\s_\-./:*#、,'\"°]+")
_SCRIPTS = re.compile(r"[a-z]+|[\u4e00-\u9fff]+")
_LANGUAGE = re.compile(
    r"(?<=[\w)])[\s_\-.]{1,4}(zh|cn|chn|chinese|hans|en|eng|english|pinyin)$|"
    r"[(\[【（]\s{0,4}(中文|英文|拼音|zh|cn|en|chinese|english|pinyin)\s{0,4}[)\]】）]$"
)
_YEAR = re.compile(
    r"(?P<before>\D{0,12}?)(?P<year>(?:19|20)\d{2})\s*(?:年度?|年底|年末)?(?:是否|新增|试点|城市|开展|状态)*"
)
_OF_BATCH = re.compile(r"[（(]第?[一二三四五六七八九十0-9]{1,3}批次?[)）]|[（(]首批[)）]")


def _normal(header: str) -> str:
    text = unicodedata.normalize("NFKC", header).casefold().strip()
    return text if text.isascii() else text.translate(_TRADITIONAL)


def folded(header: str) -> str:
    """Return a header as it is compared: NFKC, lower case, without brackets and punctuation."""
    return _NOISE.sub("", _BRACKETS.sub("", _normal(header)))


def language_of(header: str) -> str:
    """Return the tail of a header that says a language, such as `zh`; blank without one."""
    found = _LANGUAGE.search(_normal(header))
    return next(filter(None, found.groups()), "") if found else ""


def field_of(header: str) -> str:
    """Return the field a column header means; blank if it is not known.

    A tail that says a language (`city_zh`) is ignored. What stands in brackets, or in the other
    script of a header in two languages, is looked at only where the rest is not known. Known words
    put together (市县, `City/County`) are what they name: the place where they differ in level.
    """
    text = _normal(header)
    whole = folded(header)
    if _COUNT.search(text):
        return ""
    for words in (whole, folded(_LANGUAGE.sub("", text))):
        if found := FIELD_OF.get(_NOISE.sub("", words)):
            return found
    bare = _BRACKETS.sub("", text)
    if found := _composed(text) or _composed(bare) or _with_its_programme(text) or _event_of(text):
        return found
    for words in _BRACKETS.findall(text):
        if found := FIELD_OF.get(_NOISE.sub("", words)):
            return found
    scripts = {FIELD_OF.get(part, "") for part in _split_by_script(whole)} - {""}
    return scripts.pop() if len(scripts) == 1 else ""


def datum_of(header: str) -> str:
    """Return the datum that the header of a coordinate names besides WGS 84; blank for none.

    >>> [datum_of(header) for header in ("经度(GCJ-02)", "lng_bd09", "高德经度", "经度")]
    ['gcj02', 'bd09', 'gcj02', '']
    """
    text = _NOISE.sub("", _normal(header))
    return next((datum for datum, said in _DATUMS.items() if said.search(text)), "")


def year_of(header: str) -> tuple[str, str]:
    """Return the year that a header is, and the words before it; two blanks if it is not one.

    >>> year_of("2016年"), year_of("did_2016"), year_of("city")
    (('2016', ''), ('2016', 'did'), ('', ''))
    """
    text = _NOISE.sub("", _OF_BATCH.sub("", _normal(header)))
    found = _YEAR.fullmatch(text)
    return (found["year"], found["before"]) if found else ("", "")


def _split_by_script(text: str) -> list[str]:
    parts = _SCRIPTS.findall(text)
    return parts if sorted(part.isascii() for part in parts) == [False, True] else []


OWN, UNUSED = "own", "-"
"""Roles that are not fields: kept as a column of the user's own, and not used."""
FORMS = ("panel", "years", "headings", "blanks", "others", "titles")
"""What an answer may be about besides columns: the form of the table, and all other columns."""
