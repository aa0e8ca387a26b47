"""Part a text into the names it holds: `Wuwei, Gansu`, `Wuwei in Gansu Province`, 武威（甘肃）.

Which part is the place and which its parent is for the gazetteer to say.
"""

from __future__ import annotations

import re
from functools import cache

from .normalise import LAST_BEFORE_HAN, has_han
from .peoples import without_list_commas

_HARD = re.compile(r"\s*[,()\[\]/|;:>→·・•、，；：。]\s*|\s+(?:in|-)\s+", re.IGNORECASE)
"""What always parts names; a space or a hyphen may also stand inside one."""
_SOFT = re.compile(r"[\s-]+")

_REGION_OF_CHINA = re.compile(
    r"\b(?:north|south|east|west|central|north-?east|north-?west|south-?east|south-?west)(?:ern)?"
    r"\s+china's\s+",
    re.IGNORECASE,
)
"""What news agencies put before a province: `northwest China's Gansu Province`."""
_EMPTY = frozenset({"", "of", "the", "The"})
_POSSESSIVE = re.compile(r"'s\b", re.IGNORECASE)
_FILLERS = re.compile(
    r"自治区直辖县级行政区划|自治区直辖县级行政单位|省直辖县级行政区划|省直辖县级行政单位|省直辖县|省直管县|省直辖"
    r"|(?<=市)市辖区(?=.)|(?<=市)县(?=.)"
)
"""What official tables put between a province and a county directly under it."""
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


def parts(text: str) -> tuple[str, ...]:
    """Return the names that punctuation, `in`, or a change of script parts; one if nothing does."""
    if text.isalpha() and (text.isascii() or min(text) > LAST_BEFORE_HAN):
        return (text,)
    text = _REGION_OF_CHINA.sub("", without_list_commas(text))
    text = _PROVINCE_BEFORE.sub(r"\1,", text)
    if has_han(text) and not min(text) > LAST_BEFORE_HAN:  # else nothing to part
        text = _script_change().sub(",", text)
    pieces = [piece.strip(" '\"-") for piece in _HARD.split(text)]
    return tuple(piece for piece in pieces if piece)


def spelt_out(piece: str) -> str:
    """Return the province that a one-character name of one stands for, else the piece itself."""
    return _PROVINCE_CHARACTERS.get(piece, piece)


def words(part: str) -> tuple[str, ...]:
    """Return the words of a romanised text, or the characters of a Chinese one, without fillers.

    Empty where there are more than any address of units has.
    """
    if has_han(part):
        found = tuple(_FILLERS.sub("", part))
        return found if len(found) <= 4 * MAX_WORDS else ()
    found = tuple(word for word in _SOFT.split(_POSSESSIVE.sub("", part)) if word not in _EMPTY)
    return found if len(found) <= MAX_WORDS else ()


def joined(pieces: tuple[str, ...]) -> str:
    """Put words or characters together again as the text they came from."""
    return ("" if has_han(pieces[0]) else " ").join(pieces)
