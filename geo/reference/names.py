"""Every name of a unit: Chinese short form, pinyin, customary English name, aliases.

Rules give the names; tables of decisions correct them where usage differs. A name that nobody
decided is its pinyin.

Short Chinese names follow usage in print: 武威市 is 武威, 临夏回族自治州 is 临夏, but a stem of one
character keeps its generic term (沙县, 芒市, 城区), and so do banners named by side (土默特左旗).

The package pypinyin knows words of everyday speech; many characters read otherwise in place names
(长 都 勒 什 朝), and some names have a reading of their own (六安 is Lù'ān). Both kinds of
correction are rows of `decisions/pinyin.csv`: a single character sets its reading in all names, a
whole name settles that name.

Tables of human decisions: judgement as data, each row with its reason.

A row that names what does not exist, or that nothing asked for, is an error: a decision that is no
longer needed must go, or a reader takes it for one that works.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import ReferenceDataError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


FOLDER = Path(__file__).parent / "decisions"

Row = dict[str, str]


class DecisionTable:
    """One CSV of decisions, looked up by key; knows which of its rows were used.

    Parameters
    ----------
    name
        File name in `geo/reference/decisions/` without `.csv`.
    key
        Columns that identify a row, e.g. `("adcode", "name_zh")`.

    Raises
    ------
    ReferenceDataError
        If a row lacks its reason or repeats a key.
    """

    def __init__(self, name: str, key: tuple[str, ...]) -> None:
        self.name = name
        self._rows: dict[tuple[str, ...], Row] = {}
        self._used: set[tuple[str, ...]] = set()
        with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.DictReader(file), start=2):
                identity = tuple(row[column] for column in key)
                if not row["reason"]:
                    raise ReferenceDataError(
                        f"{name}.csv:{number}: no reason given for {identity}; say why"
                    )
                if identity in self._rows:
                    raise ReferenceDataError(
                        f"{name}.csv:{number}: {identity} is decided twice; keep one row"
                    )
                self._rows[identity] = row

    def take(self, *key: str) -> Row | None:
        """Return the decision for `key` and count it as used; None where there is none."""
        row = self._rows.get(key)
        if row is not None:
            self._used.add(key)
        return row

    def take_all(self, *key: str) -> list[Row]:
        """Return the decisions whose key begins with `key`, in file order, all counted as used."""
        found = [identity for identity in self._rows if identity[: len(key)] == key]
        self._used.update(found)
        return [self._rows[identity] for identity in found]

    def __iter__(self) -> Iterator[Row]:
        """Yield every row in file order, without counting it as used."""
        return iter(self._rows.values())

    def refuse_unused(self) -> None:
        """Raise a `ReferenceDataError` that lists the decisions nothing asked for."""
        unused = sorted(set(self._rows) - self._used)
        if unused:
            shown = ", ".join(" ".join(key) for key in unused[:10])
            raise ReferenceDataError(
                f"{self.name}.csv: {len(unused)} decisions are not used any more ({shown}); "
                "remove them, or correct what they name"
            )


_SPOKEN_GENERICS = {"县": ("xian", "County"), "区": ("qu", "District"), "市": ("shi", "City")}
_STEM_OF_ONE = 2
"""Length of a name whose stem is one character, which therefore keeps its generic: 赵县."""
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
_ENGLISH_SIDES = {"左": "Left", "右": "Right", "前": "Front", "后": "Rear", "中": "Middle"}
_COLOURS = tuple("黄白蓝红")
_SHORTEST_STEM = 2
_SIDED_BANNER = re.compile(r"(?P<stem>..+?)(?P<wing>[左右]翼)?(?P<side>[左右前后中]旗)")
_DIAERESIS = "\u0308"


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one unit; `english_origin` says where the English one comes from.

    A six-digit alias is another code of the same unit that is in circulation.
    """

    short_zh: str
    pinyin: str
    english: str
    aliases: tuple[str, ...]
    english_origin: str


class Namer:
    """Gives units their names; remembers which decisions it used."""

    def __init__(self) -> None:
        unit = ("adcode", "name_zh")
        self._short = DecisionTable("short_names", unit)
        self._pinyin = DecisionTable("pinyin", ("chinese",))
        self._english = DecisionTable("english_names", unit)
        self._aliases = DecisionTable("aliases", (*unit, "alias"))

    def names(self, adcode: str, name_zh: str) -> Names:
        """Return the names of the unit that bears `name_zh` under `adcode`."""
        decided = self._short.take(adcode, name_zh)
        short = decided["short_zh"] if decided else short_chinese_name(name_zh)
        pinyin = read_aloud(short, self._pinyin)
        chosen = self._english.take(adcode, name_zh)
        english = chosen["name_en"] if chosen else without_tones(pinyin)
        aliases = [] if chosen else [*_with_english_generic(name_zh, short, pinyin)]
        aliases += [row["alias"] for row in self._aliases.take_all(adcode, name_zh)]
        if _SIDED_BANNER.fullmatch(short):
            aliases += _with_sides((english, *aliases), short, pinyin)
        return Names(
            *(short, pinyin, english, tuple(dict.fromkeys(aliases))),
            "decided by hand" if chosen else "pinyin",
        )

    def refuse_unused(self) -> None:
        """Raise a `ReferenceDataError` if a decision names what does not exist any more."""
        for table in (self._short, self._pinyin, self._english, self._aliases):
            table.refuse_unused()


def _with_sides(english: Sequence[str], short: str, pinyin: str) -> list[str]:
    """Return how else English prints a banner that is named by its side.

    With the wing (`Horqin Left Wing Middle`), with the pinyin of the stem (`Ke'erqin Left
    Middle`), and with that of the sides (`Horqin Zuoyi Zhongqi`).

    Parameters
    ----------
    english
        Its English names so far, as `Horqin Left Middle`.
    short, pinyin
        Its Chinese name, and how that is read: `Kē'ěrqìn Zuǒyì Zhōngqí`.
    """
    stem, *spoken = without_tones(pinyin).split(" ")
    sides = [_ENGLISH_SIDES[side] for side in short if side in _ENGLISH_SIDES]
    told = [name for name in english if name.split(" ")[-len(sides) :] == sides]
    stems = [" ".join(name.split(" ")[: -len(sides)]) for name in told]
    found = [f"{each} {' '.join(spoken)}" for each in stems]
    found.append(" ".join((stem, *sides)))
    if "翼" in short:
        wing, side = sides
        found += [f"{each} {wing} Wing {side}" for each in (*stems, stem)]
    return [name for name in dict.fromkeys(found) if name not in english]


def _with_english_generic(name_zh: str, short: str, pinyin: str) -> tuple[str, ...]:
    """Return how English prints a name that keeps its generic: 赵县 is Zhaoxian or Zhao County."""
    generic = short[-1]
    if short != name_zh or len(short) != _STEM_OF_ONE or generic not in _SPOKEN_GENERICS:
        return ()
    spoken, english = _SPOKEN_GENERICS[generic]
    return (f"{without_tones(pinyin).removesuffix(spoken)} {english}",)


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


def read_aloud(name: str, readings: DecisionTable) -> str:
    """Return the pinyin of a short Chinese name, one word, first letter a capital.

    An apostrophe stands before a syllable that begins with a, e or o (汉语拼音正词法基本规则,
    GB/T 16159). Banners named by side are written apart: 科尔沁左翼中旗 is Kē'ěrqìn Zuǒyì Zhōngqí.
    """
    sided = _SIDED_BANNER.fullmatch(name)
    parts = [part for part in sided.groups() if part] if sided else [name]
    return " ".join(_word(part, readings) for part in parts)


def _word(name: str, readings: DecisionTable) -> str:
    from pypinyin import pinyin

    whole = readings.take(name) if len(name) > 1 else None
    if whole is not None:
        return whole["pinyin"]
    syllables = [
        decided["pinyin"] if (decided := readings.take(character)) else guess[0]
        for character, guess in zip(name, pinyin(name), strict=True)
    ]
    return "".join(_joined(syllables)).capitalize()


def _joined(syllables: list[str]) -> list[str]:
    return [
        f"'{syllable}" if number and without_tones(syllable)[0] in "aeo" else syllable
        for number, syllable in enumerate(syllables)
    ]


def without_tones(pinyin: str) -> str:
    """Return pinyin without tone marks; ü keeps its dots, as in Lüliang."""
    bare = "".join(
        character
        for character in unicodedata.normalize("NFD", pinyin)
        if character == _DIAERESIS or not unicodedata.combining(character)
    )
    return unicodedata.normalize("NFC", bare)
