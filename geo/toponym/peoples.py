"""The peoples that name autonomous units, as English, pinyin and Chinese write them.

Names after the State Ethnic Affairs Commission's list of 56 and GB/T 3304-1991, with the variants
met in print.
"""

from __future__ import annotations

import re
from functools import cache

_WRITTEN = {
    "蒙古族": "mongol mongolian monggol menggu mengguzu",
    "回族": "hui huizu",
    "藏族": "tibetan zang zangzu",
    "维吾尔": "uygur uyghur uigur uighur weiwuer weiwuerzu",
    "苗族": "miao miaozu",
    "彝族": "yi yizu",
    "壮族": "zhuang zhuangzu",
    "布依族": "buyei bouyei buyi buyizu",
    "朝鲜族": "korean chaoxian chaoxianzu",
    "满族": "manchu man manzu",
    "侗族": "dong dongzu",
    "瑶族": "yao yaozu",
    "白族": "bai baizu",
    "土家族": "tujia tujiazu",
    "哈尼族": "hani hanizu",
    "哈萨克": "kazakh kazak hasake hasakezu",
    "傣族": "dai daizu",
    "黎族": "li lizu",
    "傈僳族": "lisu lisuzu",
    "佤族": "va wa wazu",
    "畲族": "she shezu",
    "拉祜族": "lahu lahuzu",
    "水族": "sui shui shuizu",
    "东乡族": "dongxiang dongxiangzu",
    "纳西族": "naxi nakhi naxizu",
    "景颇族": "jingpo kachin jingpozu",
    "柯尔克孜": "kirgiz kirghiz kyrgyz keerkezi keerkezizu",
    "土族": "tu tuzu monguor",
    "达斡尔族": "daur dahur dawoer dawoerzu",
    "仫佬族": "mulao mulam mulaozu",
    "羌族": "qiang qiangzu",
    "布朗族": "blang bulang bulangzu",
    "撒拉族": "salar sala salazu",
    "毛南族": "maonan maonanzu",
    "仡佬族": "gelao gelo gelaozu",
    "锡伯": "xibe sibo xibo xibozu",
    "普米族": "pumi pumizu",
    "塔吉克": "tajik tajike tajikezu",
    "怒族": "nu nuzu",
    "鄂温克族": "evenk ewenki ewenke ewenkezu",
    "保安族": "bonan baoan baoanzu",
    "裕固族": "yugur yugu yuguzu",
    "独龙族": "derung dulong drung dulongzu",
    "鄂伦春": "oroqen orochen elunchun elunchunzu",
    "各族": "multinational multiethnic multi-ethnic various gezu",
}
_CHINESE_OF = {
    word: people.removesuffix("族") for people, words in _WRITTEN.items() for word in words.split()
}
_CHINESE = tuple(dict.fromkeys(_CHINESE_OF.values()))
_JOINERS = frozenset({"and", "&", "nationality", "nationalities", "ethnic"})
_HAN_PEOPLE = re.compile(
    # A people of one character needs its 族: 丽水 is no 水族.
    "(?:" + "|".join(f"{name}族?" if name[1:] else f"{name}族" for name in _CHINESE) + ")+$"
)


def peoples_in(tokens: list[str]) -> tuple[list[str], tuple[str, ...]]:
    """Part a romanised name from the peoples behind it: `Haixi Mongol and Tibetan`.

    Returns
    -------
    bare
        The words before the peoples; never empty, since a first word is always the name.
    peoples
        Chinese names of the peoples without 族; empty if none is named.
    """
    end = len(tokens)
    found: list[str] = []
    words = [word for token in tokens[1:] for word in re.split(r"[-/]", token.lower())]
    compound = len(words) != len(tokens) - 1
    while end > 1:
        last = tokens[end - 1].lower().replace("'", "")
        parts = re.split(r"[-/]", last) if compound else [last]
        if not all(part in _CHINESE_OF or part in _JOINERS for part in parts):
            break
        found += [_CHINESE_OF[part] for part in parts if part in _CHINESE_OF]
        end -= 1
    return tokens[:end], tuple(found)


def peoples_after(stem: str) -> tuple[str, tuple[str, ...]]:
    """Part a Chinese stem from the peoples behind it: `海西蒙古族藏族` is 海西, 蒙古 and 藏."""
    match = _HAN_PEOPLE.search(stem)
    if match is None or match.start() == 0:
        return stem, ()
    named = match.group()
    return stem[: match.start()], tuple(people for people in _CHINESE if people in named)


def without_list_commas(name: str) -> str:
    """Remove the commas between peoples, which part no places: `Bonan, Dongxiang and Salar`."""
    return _list_before_autonomous().sub(" ", name) if "," in name else name


@cache
def _list_before_autonomous() -> re.Pattern[str]:
    people = "|".join(map(re.escape, (*_CHINESE_OF, "and", "&")))
    return re.compile(rf",\s*(?=(?:(?:{people})[\s,]+)+(?:autonomous|aut\.|ap\b))", re.IGNORECASE)
