"""The words that head columns, in Chinese and English, and the fields they mean."""

from __future__ import annotations

import re
import unicodedata

_WORDS = {
    "place": (
        "place location locality toponym placename pilot pilotplace pilotsite pilotcity "
        "pilotarea pilotregion pilotlocation demonstrationcity area region site unit 地点 "
        "地区 地名 区域 试点 试点地区 试点城市 试点地点 试点区域 试点单位 试点名称 "
        "试点城市名称 试点地区名称 示范城市 示范区 示范地区 名单 城市名单 试点名单 所在地 "
        "行政区 行政区划 行政区域 地级行政区"
    ),
    "name": "name sitename storename title 名称 名字 站点 网点 店名",
    "province": (
        "province provincename provincelevel 省 省份 省名 省级 所属省份 所在省份 省市 "
        "所属省 所在省 省区市 省自治区直辖市 省直辖市 省级行政区"
    ),
    "city": (
        "city cityname prefecture prefecturecity prefecturelevelcity prefecturename "
        "municipality 城市 市 地市 市州 地级市 城市名称 城市名 所属城市 所在城市 所属市 "
        "所在市 市名 地市州 地州市 州市"
    ),
    "county": (
        "county countyname district countydistrict 县 区县 县区 县市区 区 县市 试点县 县名 "
        "县域 所属区县 所在区县 试点区县 示范县 县级市 区市县"
    ),
    "within": "within parent parentunit 上级 上级单位 所属 所属地区 隶属",
    "level": "level adminlevel administrativelevel 级别 层级 行政级别 行政层级",
    "adcode": (
        "adcode admincode areacode citycode countycode prefecturecode gbcode regioncode "
        "divisioncode 代码 行政区划代码 行政代码 区划代码 地区代码 城市代码 区县代码 国标码 "
        "行政区代码 行政区划码"
    ),
    "code": "code 编码",
    "extent": "extent 范围",
    "start": (
        "start startdate startyear startedin began begin begindate date since from launch "
        "launchdate launched approved approvaldate joined openingdate opened established "
        "time when startmonth 时间 日期 启动时间 开始时间 起始时间 起始日期 开始日期 "
        "启动日期 获批时间 获批日期 批准时间 批复时间 批复日期 批准日期 设立时间 成立时间 "
        "试点时间 试点开始时间 加入时间 公布时间 公布日期 开通时间 上线时间 入选时间 "
        "发布时间 试点启动时间 起始"
    ),
    "year": (
        "year pilotyear yr firstyear approvalyear adoptionyear launchyear 年 年份 年度 "
        "启动年份 试点年份 开始年份 获批年份 批准年份 设立年份 起始年份 入选年份 成立年份 "
        "批复年份"
    ),
    "end": (
        "end enddate endyear until to ended finish closed 结束时间 截止时间 终止时间 "
        "结束日期 截止日期 结束年份 终止年份 结束"
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
    "note": "note notes remark remarks comment comments description 备注 说明 描述",
    "lon": (
        "lon long longitude lng x lonwgs84 wgs84lon lngwgs84 wgs84lng xcoord 经度 东经 "
        "longitudewgs84 longitudeofthegeometry"
    ),
    "lat": "lat latitude y latwgs84 wgs84lat ycoord 纬度 北纬 latitudewgs84 latitudeofthegeometry",
    "datum": "datum crs 坐标系",
    "decision": "decision 决定 判断",
    "id": "id identifier statementid",
    "geometry": "kindofthegeometry",
    "problem": "problem",
    "candidates": "candidates",
}

WORDS = {field: tuple(words.split()) for field, words in _WORDS.items()}
"""Each word means one field; two columns that mean the same field are a question."""

FIELD_OF = {word: field for field, words in WORDS.items() for word in words}
FIELDS = tuple(
    field for field in WORDS if field not in {"problem", "candidates", "code", "geometry"}
)
"""What `--map FIELD=HEADER` accepts."""

COLUMN_LEVELS = {
    **dict.fromkeys(WORDS["county"], "county"),
    **dict.fromkeys(WORDS["province"], "province"),
    **dict.fromkeys(
        ("prefecture", "prefecturecity", "prefecturelevelcity", "地级市", "地市", "地级行政区"),
        "prefecture",
    ),
}
"""Headers that say the level of the names below ('city' and 市 do not: two levels have them)."""

_BRACKETS = re.compile(r"[(\[【〔](.*?)[)\]】〕]")
_NOISE = re.compile(r"[\s_\-./:*#、,'\"°]+")
_SCRIPTS = re.compile(r"[a-z]+|[\u4e00-\u9fff]+")


def folded(header: str) -> str:
    """Return a header as it is compared: NFKC, lower case, without brackets and punctuation."""
    text = unicodedata.normalize("NFKC", header).casefold()
    return _NOISE.sub("", _BRACKETS.sub("", text))


def field_of(header: str) -> str:
    """Return the field a column header means; blank if it is not known.

    What stands in brackets, or in the other script of a header in two languages, is looked at only
    where the rest is not known.
    """
    text = unicodedata.normalize("NFKC", header).casefold()
    whole = folded(header)
    for words in (whole, *_BRACKETS.findall(text)):
        if found := FIELD_OF.get(_NOISE.sub("", words)):
            return found
    scripts = {FIELD_OF.get(part, "") for part in _split_by_script(whole)} - {""}
    return scripts.pop() if len(scripts) == 1 else ""


def _split_by_script(text: str) -> list[str]:
    parts = _SCRIPTS.findall(text)
    return parts if sorted(part.isascii() for part in parts) == [False, True] else []
