"""Customary short Chinese names: the official name without what only says the kind of unit.

The rules follow usage in print: 武威市 is 武威, 临夏回族自治州 is 临夏, but a stem of one character
keeps its generic (沙县, 芒市, 城区), and so do banners named by side (土默特左旗).
"""

from __future__ import annotations

_PEOPLES = (
    *("蒙古族", "回族", "藏族", "维吾尔族", "苗族", "彝族", "壮族", "布依族", "朝鲜族", "满族"),
    *("侗族", "瑶族", "白族", "土家族", "哈尼族", "哈萨克族", "傣族", "黎族", "傈僳族", "佤族"),
    *("畲族", "拉祜族", "水族", "东乡族", "纳西族", "景颇族", "柯尔克孜族", "土族", "达斡尔族"),
    *("仫佬族", "羌族", "布朗族", "撒拉族", "毛南族", "仡佬族", "普米族", "怒族", "鄂温克族"),
    *("保安族", "裕固族", "独龙族", "鄂伦春族", "各族"),
    *("蒙古", "维吾尔", "哈萨克", "柯尔克孜", "塔吉克", "锡伯"),
)
"""Peoples as they stand in the names of autonomous units; some north-western ones without 族."""

_AUTONOMOUS = ("自治区", "自治州", "自治县", "自治旗")
_GENERICS = (
    "特别行政区",
    "行政委员会",
    "联合旗",
    "矿区",
    "特区",
    "新区",
    "地区",
    "省",
    "市",
    "盟",
    "县",
    "区",
    "旗",
)
_SIDES = tuple("左右前后中")
_COLOURS = tuple("黄白蓝红")
_SHORTEST_STEM = 2


def short_chinese_name(name: str) -> str:
    """Return the customary short form of an official Chinese name, by rule.

    Parameters
    ----------
    name
        Full name, e.g. 恩施土家族苗族自治州.

    Returns
    -------
    short
        E.g. 恩施; `name` itself where nothing may be left out.
    """
    for generic in _AUTONOMOUS:
        if name.endswith(generic):
            return _without_peoples(name.removesuffix(generic))
    if name.endswith("旗") and name[-2] in _SIDES + _COLOURS:
        return name
    for generic in _GENERICS:
        stem = name.removesuffix(generic)
        if stem != name and len(stem) >= _SHORTEST_STEM:
            return _without_peoples(stem) if stem.endswith("族") else stem
    return name


def _without_peoples(stem: str) -> str:
    """Take peoples off the end of `stem` while a name is left: 大通回族土族 is 大通."""
    for people in _PEOPLES:
        rest = stem.removesuffix(people)
        if len(rest) >= _SHORTEST_STEM and rest != stem:
            return _without_peoples(rest)
    return stem.removesuffix("族")  # named after its people: 东乡族自治县 is 东乡
