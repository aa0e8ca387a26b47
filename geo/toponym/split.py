"""Part a text into the names it holds: `Wuwei, Gansu`, `Wuwei in Gansu Province`, 武威（甘肃）.

Which part is the place and which its parent is for the gazetteer to say. The peoples that name
autonomous units are those of the State Ethnic Affairs Commission's list of 56 and GB/T 3304-1991,
with the variants met in print.

What people write around a name is taken off, and told: `（四）朝阳市`, 张掖市全境, 原襄樊市 and
石家庄市区 mean the unit that they name. Other text around a name (`张掖市（试点）`) may change what
is meant; a person decides.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from .normalise import LAST_BEFORE_HAN, has_han

if TYPE_CHECKING:
    from collections.abc import Sequence

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


_HARD = re.compile(r"\s*[,()\[\]/|;:>→·・•、，；：。]\s*|\s+(?:in|-)\s+", re.IGNORECASE)
"""What always parts names; a space or a hyphen may also stand inside one."""
_SOFT = re.compile(r"[\s-]+")
_REMEMBERED = 64
"""Texts whose parts are kept: one name is parted the same way at several steps of its reading."""

_REGION_OF_CHINA = re.compile(
    r"\b(?:north|south|east|west|central|north-?east|north-?west|south-?east|south-?west)(?:ern)?"
    r"\s+china's\s+",
    re.IGNORECASE,
)
"""What news agencies put before a province: `northwest China's Gansu Province`."""
_EMPTY = frozenset({"", "of", "the", "The"})
_POSSESSIVE = re.compile(r"'s\b", re.IGNORECASE)
DIRECTLY_UNDER = tuple(
    f"直{how}{what}"
    for how in "辖管"
    for what in (
        "县级行政区划", "县级行政单位", "县级市", "县市", "县", "市", "行政区划", "行政单位",
    )
)  # fmt: skip
"""How official tables head counties directly under a province, behind 省, 自治区 or nothing."""
_DIRECTLY = f"(?:{'|'.join(DIRECTLY_UNDER)})"
_FILLERS = re.compile(
    rf"(?<=自治区)(?:自治区)?{_DIRECTLY}(?=.)|省(?:{_DIRECTLY}|直辖)|(?<=[^省区]){_DIRECTLY}(?=.)"
    r"|(?<=市)市辖区(?=.)|(?<=市)县(?=.)"
)
"""What official tables put between a province and a county directly under it."""
_HEADING_BEFORE = re.compile(rf"^(?:(?:省|自治区)?{_DIRECTLY}|直辖市)(?=.)")
HEADING_BEGINS = "省自直"
"""How such a heading may begin."""
_PROVINCE_CHARACTERS: dict[str, str] = dict(
    re.findall(
        r"(.)=(\S+)",
        """
        京=北京 津=天津 冀=河北 晋=山西 蒙=内蒙古 辽=辽宁 吉=吉林 黑=黑龙江 沪=上海 苏=江苏 浙=浙江
        皖=安徽 闽=福建 赣=江西 鲁=山东 豫=河南 鄂=湖北 湘=湖南 粤=广东 桂=广西 琼=海南 渝=重庆
        川=四川 蜀=四川 贵=贵州 黔=贵州 云=云南 滇=云南 藏=西藏 陕=陕西 秦=陕西 甘=甘肃 陇=甘肃
        青=青海 宁=宁夏 新=新疆 港=香港 澳=澳门 台=台湾
        """,
    )
)
"""The one-character names of provinces, as number plates and lists have them.

They name a parent, alone in its cell or clearly parted from what lies in it; 和 or 新 alone in a
text is a word.
"""
_PROVINCE_BEFORE = re.compile(rf"^([{''.join(_PROVINCE_CHARACTERS)}])[\s-]+(?=[\u3400-\u9fff])")
MAX_WORDS = 9
"""More words than the longest address of units holds; longer texts are no names."""


@cache
def _script_change() -> re.Pattern[str]:
    """Return what matches between scripts; it takes long to compile and is seldom needed."""
    return re.compile(
        r"(?<=[\u3400-\u9fff])\s*-\s*(?=[\u3400-\u9fff])"
        r"|(?<=[\u3400-\u9fff])[\s-]*(?=[A-Za-z\u00c0-\u024f])"
        r"|(?<=[A-Za-z\u00c0-\u024f.])[\s-]*(?=[\u3400-\u9fff])"
    )


@lru_cache(maxsize=_REMEMBERED)
def parts(text: str) -> tuple[str, ...]:
    """Return the names that punctuation, `in`, or a change of script parts; one if nothing does.

    A heading of official tables before a name (`省直辖县级行政区划`) is left out.
    """
    if text.isalpha() and (not has_han(text) or min(text) > LAST_BEFORE_HAN):
        return (_HEADING_BEFORE.sub("", text) if text[0] in HEADING_BEGINS else text,)
    text = _REGION_OF_CHINA.sub("", without_list_commas(text))
    text = _PROVINCE_BEFORE.sub(r"\1,", text)
    if has_han(text) and not min(text) > LAST_BEFORE_HAN:  # else nothing to part
        text = _script_change().sub(",", text)
    pieces = [piece.strip(" '\"-") for piece in _HARD.split(text)]
    return tuple(_HEADING_BEFORE.sub("", piece) for piece in pieces if piece)


def spelt_out(piece: str) -> str:
    """Return the province that a one-character name of one stands for, else the piece itself."""
    return _PROVINCE_CHARACTERS.get(piece, piece)


@lru_cache(maxsize=_REMEMBERED)
def words(part: str) -> tuple[str, ...]:
    """Return the words of a romanised text, or the characters of a Chinese one, without fillers.

    Empty where there are more than any address of units has.
    """
    if has_han(part):
        return tuple(characters(part))
    found = tuple(word for word in _SOFT.split(_POSSESSIVE.sub("", part)) if word not in _EMPTY)
    return found if len(found) <= MAX_WORDS else ()


def characters(part: str) -> str:
    """Return a Chinese text without fillers; empty where it is longer than any address of units."""
    # Every filler holds 直 or stands behind 市; most texts have neither.
    found = _FILLERS.sub("", part) if "直" in part or "市" in part else part
    return found if len(found) <= 4 * MAX_WORDS else ""


def joined(pieces: Sequence[str]) -> str:
    """Put words or characters together again as the text they came from."""
    return ("" if has_han(pieces[0]) else " ").join(pieces)


_LINK = re.compile(r"!?\[(?P<text>[^\[\]]+)\]\([^()\s]*\)")
_EMPHASIS = re.compile(r"(?P<mark>\*{1,3}|_{1,3}|`)(?P<text>[^*_~`]+)(?P=mark)")
_EMPHASES = frozenset("*_`")
_NUMBERING = re.compile(
    r"""
    (?: \d{1,3} [、)）] | \d{1,3} [.．] (?=\s|[^\W\d_a-zA-Z]) | [（(] \d{1,3} [)）]
      | [一二三四五六七八九十]{1,3} 、 | [（(] [一二三四五六七八九十]{1,3} [)）]
      | [①-⑳] | [-*•·●▪] (?=\s)
    ) \s*
    """,
    re.VERBOSE,
)
_FOOTNOTE_BACKWARDS = re.compile(
    r"(?:\][\da-z]{1,3}\[|[a-z\d]\^|］\d{1,3}［|〕\d{1,3}〔|[①-⑳]|[¹²³⁴⁵⁶⁷⁸⁹⁰]+|[*＊※†‡]+)\s*"
)
_MOST_FOOTNOTES = 20
_LETTER = re.compile(r"[^\W\d_]")

_OPEN, _CLOSE = "（(【〔［[{「『〈《<", "）)】〕］]}」』〉》>"
_BRACKETED = re.compile(
    rf"[{re.escape(_OPEN)}](?P<name>[^{re.escape(_OPEN + _CLOSE)}]+)[{re.escape(_CLOSE)}]"
)
_WHOLE = "全境|全域|境内|辖区|行政区域|全省|全市|全县|全区|全州|全盟|全旗"
_STANDING = (
    r"撤[县市][设改][市区]|省会(?:城市)?|首府|计划单列市?|副省级(?:城?市)?"
    r"|省直[管辖](?:县|市|县级市)?"
)
"""What is told in brackets of how a unit stands, and changes nothing of which it is."""
_BEHIND = re.compile(
    rf"[（(](?:{_WHOLE}|{_STANDING})[)）]$|(?:{_WHOLE}|(?:人民)?政府)$"
    r"|[（(]共?\d{1,3}(?:个|家|[个家]?(?:省|市|县|区|地市|城市|试点))?[)）]$"
    r"|(?<=[市州盟区])(?:市辖区|市区)$|(?<=[\u4e00-\u9fff]{2})城区$|(?<=市)区$|(?<=县)城$"
)
"""Chinese behind a name that leaves the unit the one that is meant."""
_BEHIND_ENGLISH = re.compile(
    r"(?:(?:'s)? (?:people's )?government| \((?:whole|entire) [a-z]+\)| ?\(\d{1,3}(?: [a-z]+)?\))$",
    re.IGNORECASE,
)
_FORMER = re.compile(
    r"(?P<around>原|前|旧|(?:the )?former(?:ly)? |ex-)(?P<name>.+)", re.IGNORECASE | re.DOTALL
)
BEGINNINGS = ("原", "前", "旧")
ENDINGS = (*_WHOLE.split("|"), "政府", "市区", "城区", "县城")
"""How a Chinese name with something around it begins or ends, to tell most others quickly."""
_LONGEST = 1000
"""Characters of a cell that may be a name with something around it."""


class Core(NamedTuple):
    """A name without what stood around it."""

    name: str
    around: str
    """What was taken off."""
    former: bool = False
    """Whether it says that the name is no longer borne."""


def strip_list_markup(cell: str) -> str:
    """Return the name in a cell without what a list puts around it; the cell if no name is left.

    >>> strip_list_markup("（四）朝阳市"), strip_list_markup("**Wuwei**[1]")
    ('朝阳市', 'Wuwei')
    >>> strip_list_markup("[Jiuquan](https://example.org)")
    'Jiuquan'
    """
    is_bare = cell.isalpha() or (cell.isalnum() and cell.isascii())
    if is_bare or len(cell) > _LONGEST:
        return cell
    text = cell.strip()
    if "](" in text:
        text = _LINK.sub(r"\g<text>", text)
    if numbering := _NUMBERING.match(text):
        text = text[numbering.end() :]
    for _ in range(_MOST_FOOTNOTES):
        note = _FOOTNOTE_BACKWARDS.match(text[::-1])  # forwards, each blank would be begun with
        if not note or (text[0] in _EMPHASES and _EMPHASIS.fullmatch(text)):
            break
        text = text[: len(text) - note.end()]
    while text[:1] in _EMPHASES and (emphasis := _EMPHASIS.fullmatch(text)):
        text = emphasis["text"].strip()
    return text.strip() if _LETTER.search(text) else cell


def without_surroundings(text: str) -> Core | None:
    """Take one thing off a name that leaves its unit the one that is meant; None if none is there.

    Parameters
    ----------
    text
        A clean name (`clean`).

    >>> without_surroundings("张掖市全境")
    Core(name='张掖市', around='全境', former=False)
    >>> without_surroundings("原襄樊市")
    Core(name='襄樊市', around='原', former=True)
    """
    plain = strip_list_markup(text)
    if plain != text:
        return Core(plain, text.replace(plain, "", 1).strip())
    if bracketed := _BRACKETED.fullmatch(text):
        return Core(bracketed["name"].strip(), text[0] + text[-1])
    behind = _BEHIND.search(text) or _BEHIND_ENGLISH.search(text)
    if behind and behind.start():
        return Core(text[: behind.start()].strip(), behind.group().strip())
    if former := _FORMER.fullmatch(text):
        return Core(former["name"], former["around"].strip(), former=True)
    return None
