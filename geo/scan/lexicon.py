"""Every name of every unit in one automaton: Chinese as written, romanised by its letters."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import ahocorasick

from ..gazetteer.zones import DIVISION, known_zones
from ..toponym.normalise import has_han

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..gazetteer import Gazetteer

_PLAIN_LETTERS = str.maketrans(
    "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüêĀÁǍÀĒÉĚÈÏÍŌÓǑÒŪÚǓÙÜÊëöä",
    "aaaaeeeeiiiioooouuuuuuuuueaaaaeeeeiioooouuuuueeoa",
)
_NOT_A_NAME = {"", "PRC"}
_WORDS_TOO = frozenset(["兵团", "大亚湾", "松山湖", "宁东"])
"""Names of zones that are words of their own in a text, as those of its divisions (一师) are."""
_SHORTEST_HAN, _SHORTEST_LATIN = 2, 2
_OVERLAPPING = 6
"""Names that may overlap with one of two characters."""

_GROUPS = {
    "京津冀": "110000 120000 130000",
    "长三角": "310000 320000 330000 340000",
    "长江三角洲": "310000 320000 330000 340000",
    "珠三角": "440000",
    "珠江三角洲": "440000",
    "粤港澳": "440000 810000 820000",
    "粤港澳大湾区": "440000 810000 820000",
    "陕甘宁": "610000 620000 640000",
    "云贵川": "530000 520000 510000",
    "川渝": "510000 500000",
    "成渝": "510000 500000",
    "江浙沪": "320000 330000 310000",
    "东三省": "210000 220000 230000",
    "东北三省": "210000 220000 230000",
    "beijing-tianjin-hebei": "110000 120000 130000",
    "jing-jin-ji": "110000 120000 130000",
    "yangtze river delta": "310000 320000 330000 340000",
    "pearl river delta": "440000",
    "greater bay area": "440000 810000 820000",
}
"""Groups of provinces with a name of their own, after the plans of the State Council that name
them; which of the provinces is meant, the name does not say."""


class Hit(NamedTuple):
    """A name found in a text: a span of the folded text and what kind of name it is."""

    start: int
    end: int
    kind: str
    """`full`, `bare` (a Chinese short name of a county), `short`, `latin` or `group`."""


def plain_key(text: str) -> str:
    """Return a text in lower case without the marks of pinyin; of the same length."""
    lowered = text.translate(_PLAIN_LETTERS).lower()
    return lowered if len(lowered) == len(text) else text


def group_members(name: str) -> tuple[str, ...]:
    """Return the provinces of a group by its name; none if it is not one."""
    return tuple(_GROUPS.get(plain_key(name), "").split())


class Lexicon:
    """The automaton over the names of a gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._automaton = ahocorasick.Automaton()
        kinds: dict[str, str] = {}
        for row in gazetteer.rows:
            for name, kind in _names(row.name_zh, row.short_zh, row.level, row.valid_to):
                if kinds.get(name, "") not in {"full", "short"}:
                    kinds[name] = kind
            for name in (
                row.name_en,
                row.pinyin.translate(_PLAIN_LETTERS),
                *row.aliases.split("|"),
            ):
                if name.isdecimal() or name in _NOT_A_NAME:
                    continue
                if has_han(name):
                    kinds.setdefault(name, "short" if len(name) > _SHORTEST_HAN else "bare")
                else:
                    for form in _forms(name):
                        kinds.setdefault(form, "latin")
        for form, kind in _zones():
            kinds.setdefault(form, kind)
        kinds |= dict.fromkeys(_GROUPS, "group")
        for name, kind in kinds.items():
            self._automaton.add_word(name, (len(name), kind))
        self._automaton.make_automaton()

    def hits(self, text: str) -> list[Hit]:
        """Return the names in a folded text, leftmost and longest first, none within another."""
        found = sorted(
            [*self._all(plain_key(text), text), *_one_character_provinces(text)],
            key=lambda hit: (hit.start, -hit.end),
        )
        kept: list[Hit] = []
        end = 0
        for at, hit in enumerate(found):
            if hit.start < end or (hit.kind == "bare" and _is_overlaid(hit, found, at)):
                continue
            kept.append(hit)
            end = hit.end
        return kept

    def _all(self, key: str, text: str) -> Iterator[Hit]:
        for last, (length, kind) in self._automaton.iter(key):
            start, end = last + 1 - length, last + 1
            first = text[start]
            if first < "\u2e80":
                if not first.isupper() or not _is_word(text, start, end):
                    continue
            elif not _may_begin(text, start, end):
                continue
            yield Hit(start, end, kind)


def _is_overlaid(hit: Hit, found: list[Hit], at: int) -> bool:
    """Whether a short name of a county ends in a better name: 和|安徽省 is not 和安."""
    for other in found[at + 1 : at + 1 + _OVERLAPPING]:
        if other.start >= hit.end:
            break
        if other.end > hit.end and other.kind in {"full", "short"}:
            return True
    return False


def _names(name: str, short: str, level: str, valid_to: str) -> Iterable[tuple[str, str]]:
    yield name, "full"
    if short != name and len(short) >= _SHORTEST_HAN:
        yield short, "bare" if level == "county" or (valid_to and level != "province") else "short"
        if name.endswith("自治州"):
            yield f"{short}州", "full"
        elif name.endswith(("自治县", "自治旗")):
            yield f"{short}{name[-1]}", "full"
        elif name.endswith("自治区"):
            yield f"{short}自治区", "full"
            yield f"{short}区", "full"


def _zones() -> Iterator[tuple[str, str]]:
    for name, zone in known_zones().names():
        if zone.kind == DIVISION or name in _WORDS_TOO:
            continue
        if has_han(name):
            yield name, "full"
        else:
            yield from ((form, "latin") for form in _forms(name))


def _forms(name: str) -> Iterator[str]:
    plain = plain_key(name)
    if len(plain) >= _SHORTEST_LATIN and plain.isascii():
        yield plain
        if "'" in plain and " " not in plain:
            yield plain.replace("'", "")


def _is_word(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (
        _joins(before)
        or _joins(after)
        or (
            after == "'"
            and text[end + 1 : end + 2].isalpha()
            and text[end + 1 : end + 3].rstrip(" .,") != "s"
        )
    )


def _joins(sign: str) -> bool:
    return sign < "\u2e80" and (sign.isalnum() or sign == "_") if sign else False


# What makes other words of the characters of a name, before it and after it. Met in print:
# 黄河南岸 is not 河南, 航运城市 is not 运城市, 重大理论 is not 大理, 特色达到 is not 色达.
_NOT_AFTER = {
    "河南": "黄沿", "河北": "黄沿", "江西": "长沿", "海南": "上珠青", "海北": "上", "海东": "上", "运城": "航客货",
    "运城市": "航客货", "大理": "重", "大理市": "重", "海口": "出入", "中山": "孙", "色达": "特各绿", "达县": "发",
    "农安": "三", "成安": "完建", "成县": "建组形完变达", "代县": "现近当古历", "应县": "相对适", "任县": "主",
    "易县": "贸交", "富县": "致", "单县": "名清", "兴县": "振新复", "文县": "人", "房县": "住", "开县": "公",
    "索县": "探", "义县": "主", "理县": "管治办受代", "环县": "循", "通县": "交普", "和县": "市区州镇省", "南山区": "西东", "北山区": "东西", "安康": "平",
    "泰安": "国", "会同": "大", "上海": "海", "大连": "强扩", "南通": "指",
}  # fmt: skip
_NOT_BEFORE = {
    "西安": "排置装", "大连": "续接锁", "南通": "过知信", "从化": "肥学工", "吉林": "业", "长治": "久",
    "东方": "红证财航雨甄既", "大理": "石论由想", "色达": "到", "新安": "装排", "安庆": "祝典", "广安": "门", "朝阳": "产行",
    "定安": "全", "永安": "全", "农安": "全", "成安": "全装", "宝安": "全", "长安": "全街汽", "通化": "学",
    "白银": "价", "宁德": "时", "平安": "夜", "共和": "国", "代县": "域级", "索县": "域级", "达县": "域级",
    "成县": "域级级", "文成": "果", "大通": "道过", "义县": "域", "理县": "域级", "开化": "工",
}  # fmt: skip


def _may_begin(text: str, start: int, end: int) -> bool:
    """Whether the characters around a Chinese name leave it a name."""
    name = text[start:end]
    before, after = text[start - 1 : start], text[end : end + 1]
    if before and before in _NOT_AFTER.get(name, ""):
        return False
    return not (after and after in _NOT_BEFORE.get(name, ""))


_ONE_CHARACTER = re.compile(
    r"(?:[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵黔云滇藏陕甘青宁新](?:、|，|,)){1,12}"
    r"[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵黔云滇藏陕甘青宁新]"
    r"(?=等?[0-9一二两三四五六七八九十]{1,3}个?(?:省|市|自治区|地)|等省|等地)"
)


def _one_character_provinces(text: str) -> list[Hit]:
    """Return the provinces named by one character each: 陕、甘、宁三省区.

    One character is a word in most texts; only several with commas between, and 省 or a number
    of provinces behind them, are names.
    """
    return [
        Hit(start, start + 1, "character")
        for run in _ONE_CHARACTER.finditer(text)
        for start in range(run.start(), run.end(), 2)
    ]


@cache
def lexicon_of(gazetteer: Gazetteer) -> Lexicon:
    """Return the automaton of a gazetteer, built once."""
    return Lexicon(gazetteer)
