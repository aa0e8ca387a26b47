"""Statements about places that a text does not name: other branches, 等地, many provinces.

Each becomes a `within` of the narrowest unit that the text states, or an `all` where it says that
every part of a unit is covered; what is announced ("150 bases within three years") is a plan.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_KINDS = (
    "branches|cit(?:y|ies)|count(?:y|ies)|prefectures|provinces|districts|places|areas|regions|towns|"
    "localities|municipalities|locations|sites|provincial-level regions|banners"
)
_ADJECTIVE = r"(?:(?!in |of |to |and |the |from |at |with |for )[a-z-]{2,16} ){0,2}"
_NUMBER = (
    r"(?i:[0-9]{1,3}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|"
    r"fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty)"
)
_THINGS = r"(?:bases|outlets|stores|centers|centres|stations|zones|parks|shops|warehouses|hubs|villages|sites)"


_HAN = re.compile("[\u3400-\u9fff]")
_MAY_BE = re.compile(
    r"ies\b|branch|cit[iy]|county|provinc|prefecture|district|place|area|region|town|location|sites"
    r"|countr|nation|China|banner|bases|outlets|stores|cent|station|zones|parks|shops|hous|hubs|vill"
    r"|[省市县区州地盟旗个家处座国]"
)
"""What every stretch below has: most sentences have none."""


class Vague(NamedTuple):
    """A stretch that speaks of places without naming them."""

    start: int
    end: int
    kind: str
    """`others`, `many`, `country`, `all` or `things`."""
    number: int | None


_ENGLISH: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        (
            rf"\b(?:[Aa]ll|[Ee]very|[Ee]ach)(?: of)?(?: the| of the)? (?:{_NUMBER} )?{_ADJECTIVE}(?:{_KINDS})\b(?= (?:in|of|across|under|throughout) )",
            "all",
        ),
        (
            rf"\b[Aa]ll (?:{_NUMBER} )?(?:of )?(?:its|the province's|the region's|the city's) (?:{_NUMBER} )?{_ADJECTIVE}(?:{_KINDS})\b",
            "all",
        ),
        (r"\bthe (?:whole|entire) (?:province|region|city|prefecture|county)\b", "all"),
        (
            rf"\b(?:[Oo]ther|[Mm]ore|[Ff]urther|[Aa]dditional|another {_NUMBER}|{_NUMBER} (?:other|more|further)) {_ADJECTIVE}(?:{_KINDS})\b",
            "others",
        ),
        (
            rf"\b(?:[Mm]any|[Ss]everal|[Ss]ome|[Nn]umerous|[Vv]arious|[Mm]ultiple|[Dd]ozens of|[Hh]undreds of|[Aa] number of|[Mm]ore than {_NUMBER}|[Oo]ver {_NUMBER}|[Aa] (?:handful|dozen)(?: of)?|[Mm]ost|[Aa] few) {_ADJECTIVE}(?:{_KINDS})(?: and (?:{_KINDS}))?\b",
            "many",
        ),
        (rf"\b{_NUMBER} {_ADJECTIVE}(?:{_KINDS})(?: and (?:{_KINDS}))?\b", "many"),
        (r"\b(?:the )?local branches\b", "many"),
        (
            r"\b(?:across|throughout|around|all over) (?:the country|China|the nation)\b|\bnationwide\b|\bcountrywide\b",
            "country",
        ),
        (
            rf"\b(?:[0-9][0-9,]{{0,6}}|{_NUMBER}|hundreds of|dozens of|thousands of) {_ADJECTIVE}{_THINGS}\b",
            "things",
        ),
    )
)
_CHINESE: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        (
            r"(?:所有|全部)(?:的)?(?:[0-9一二两三四五六七八九十]{1,4}个)?(?:[市州县区地旗盟]|[（(]?[市、]{0,2}区[)）]?|分公司|乡镇|设区市){1,4}",
            "all",
        ),
        (
            r"(?:全(?:省|市|区|州|县)|(?:省内|市内|辖区内?|所辖|下辖)(?:的)?(?:所有|全部))(?:的)?(?:所有|全部)?(?:[0-9一二两三四五六七八九十]{1,4}个)(?:[市州县区地旗盟]|县级市|市州|县区|设区市){1,3}(?:全覆盖|全部)?",
            "all",
        ),
        (
            r"全(?:省|市|区|州|县)(?:范围)?(?:内)?(?:全面)?(?:铺开|推开|推广|覆盖|推行|实施)|(?:覆盖|推广到|推广至|扩大到|扩大至|扩展到|推向)全(?:省|市|州|县|区)",
            "all",
        ),
        (
            r"等(?:[0-9一二两三四五六七八九十]{1,4}个?)?(?:省份|省市|省区市?|市州|州市|县市区?|县区|区县|地市|地区|城市|地(?!产|方|位|铁)|省|市(?!场|民)|县|区|州|分公司|分行|旗)",
            "others",
        ),
        (
            r"(?:其他|其它|其余|另外|另有)(?:[0-9一二两三四五六七八九十]{0,4}个?)(?:分公司|市州|县区|区县|县市|地市|地区|城市|省份|省市|市|县|区|州|分支机构|网点|地方)",
            "others",
        ),
        (
            r"(?:多个?|许多|若干|部分|不少|一些|数十个|几个|诸多|上百个)(?:省份|省区市|省市|省|城市|地市|市州|县市区?|县区|区县|市县|县(?!级|城)|地区|地方|分公司|分支机构)",
            "many",
        ),
        (r"(?<![上本当土产各因落属实基])多地(?!形)|各地(?:分公司|分支机构|邮政)", "many"),
        (
            r"(?:[0-9]{1,4}|[一二两三四五六七八九十]{1,4})(?:余|多)?个(?:省份|省区市|省市|省|城市|地市|地级市|市州|设区市|县市区?|县区|区县|市县|县(?!级|城)|地区|市(?!场))",
            "many",
        ),
        (r"(?:全国|国内)(?:范围(?:内)?)?(?:各地|多地|推广|铺开|推开|复制|实施|范围)?", "country"),
        (
            r"(?:[0-9]{1,5}|[一二两三四五六七八九十百]{1,4})(?:余|多)?(?:个|家|处|座)(?:[^，。、；：0-9]{0,8}?)(?:基地|网点|门店|服务站|站点|园区|中心|仓|示范县|示范点|示范村)",
            "things",
        ),
    )
)
_NUMBERS = {
    name: number
    for number, name in enumerate(
        [
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ],
        2,
    )
} | {"thirty": 30, "forty": 40, "fifty": 50}
_FIGURE = re.compile(r"[0-9]{1,4}")
_WORD_NUMBER = re.compile(r"\b[a-z]{3,9}\b")
_HAN_NUMBER = re.compile(r"[一二两三四五六七八九十]{1,3}")
_HAN_DIGITS = {sign: number for number, sign in enumerate("一二三四五六七八九", 1)} | {"两": 2}

ABROAD = re.compile(
    r"\b(?:Japan|South Korea|North Korea|(?<!Inner )Mongolia|Russia|Kazakhstan|Kyrgyzstan|Uzbekistan|India|Pakistan|Nepal"
    r"|Vietnam|Laos|Cambodia|Thailand|Myanmar|Malaysia|Indonesia|Philippines|Singapore|Germany"
    r"|France|Britain|England|Italy|Spain|Europe|United States|Canada|Brazil|Australia|Africa"
    r"|overseas|abroad)\b"
    r"|日本|韩国|朝鲜(?!族)|蒙古国|俄罗斯|哈萨克斯坦|吉尔吉斯斯坦|乌兹别克斯坦|印度|巴基斯坦|尼泊尔|越南"
    r"|老挝|柬埔寨|泰国|缅甸|马来西亚|印尼|菲律宾|新加坡|德国|法国|英国|意大利|西班牙|欧洲|美国|加拿大"
    r"|巴西|澳大利亚|非洲|国外|海外|境外"
)
"""Beside unnamed places: they lie in another country."""

DIRECTIONS = (
    (
        re.compile(
            r"from (?:the )?north to (?:the )?south|由北(?:向|到|至)南|[自从]北(?:向|到|至)南"
        ),
        "N-S",
    ),
    (
        re.compile(
            r"from (?:the )?south to (?:the )?north|由南(?:向|到|至)北|[自从]南(?:向|到|至)北"
        ),
        "S-N",
    ),
    (
        re.compile(
            r"from (?:the )?west to (?:the )?east|由西(?:向|到|至)东|[自从]西(?:向|到|至)东"
        ),
        "W-E",
    ),
    (
        re.compile(
            r"from (?:the )?east to (?:the )?west|由东(?:向|到|至)西|[自从]东(?:向|到|至)西"
        ),
        "E-W",
    ),
)
"""How a text says that a programme moved over the country."""


def find_vague(text: str, start: int, end: int) -> list[Vague]:
    """Return the stretches of a span that speak of places without naming them, none in another."""
    if not _MAY_BE.search(text, start, end):
        return []
    patterns = _CHINESE if _HAN.search(text, start, end) else _ENGLISH
    found = [
        Vague(hit.start(), hit.end(), kind, _number(hit[0]))
        for pattern, kind in patterns
        for hit in pattern.finditer(text, start, end)
    ]
    found.sort(key=lambda vague: (vague.start, -vague.end))
    kept: list[Vague] = []
    for vague in found:
        if not kept or vague.start >= kept[-1].end:
            before = kept[-1] if kept else None
            if before and before.kind == "country" and _counted_of_it(before, vague, text):
                kept[-1] = vague._replace(start=before.start)
            else:
                kept.append(vague)
    return kept


_BETWEEN = re.compile(r"[^，。；、,.;]{0,10}")


def _counted_of_it(country: Vague, vague: Vague, text: str) -> bool:
    """Whether the country is what a number of places is counted of: 全国已有20多个省份."""
    if vague.kind != "many" or not _HAN.match(text, country.start):
        return False
    return _BETWEEN.fullmatch(text, country.end, vague.start) is not None


def direction_in(text: str) -> str:
    """Return the courses that a text names, `N-S; W-E`; empty without one."""
    return "; ".join(course for pattern, course in DIRECTIONS if pattern.search(text))


def _number(text: str) -> int | None:
    if figure := _FIGURE.search(text):
        return int(figure[0])
    for word in _WORD_NUMBER.finditer(text.lower()):
        if word[0] in _NUMBERS:
            return _NUMBERS[word[0]]
    if han := _HAN_NUMBER.search(text):
        tens, ten, ones = han[0].rpartition("十")
        if ten:
            return 10 * (_HAN_DIGITS.get(tens, 1) if tens else 1) + _HAN_DIGITS.get(ones, 0)
        return _HAN_DIGITS.get(han[0])
    return None
