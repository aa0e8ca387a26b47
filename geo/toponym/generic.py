"""Generic terms: the part of a name that says what kind of unit it is, in Chinese, English, pinyin.

`Linxia County`, `Linxia City` and `Linxia Prefecture` are three units; the generic term decides.
A term fits some kinds strictly, and others as people use it loosely (`Guangxi Province`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from .normalise import has_han
from .split import peoples_after, peoples_in

_TOKENS = re.compile(r"[^\s,]+")


class GenericKind(NamedTuple):
    """What a unit is: its level and the generic term of its official Chinese name."""

    level: str
    term: str


@dataclass(frozen=True, slots=True)
class Generic:
    """A generic term as written, and the kinds of unit it can mean."""

    written: str
    strict: frozenset[GenericKind]
    loose: frozenset[GenericKind] = frozenset()
    """Kinds the term is used for in print although they are officially called otherwise."""


class Stem(NamedTuple):
    """A name with its generic term taken off; a tuple, since many are made for every name."""

    text: str
    generic: Generic | None = None
    peoples: tuple[str, ...] = ()
    """Peoples named in it, by their Chinese names (`回族`): the unit's name must hold them."""


_LEVELS = {"P": "province", "F": "prefecture", "C": "county"}


def _kinds(spec: str) -> frozenset[GenericKind]:
    return frozenset(GenericKind(_LEVELS[word[0]], word[1:]) for word in spec.split())


def _generic(written: str, strict: str, loose: str = "") -> Generic:
    return Generic(written, _kinds(strict), _kinds(loose))


_CITIES = "P市 F市 C市"
_PREFECTURES = "F自治州 F地区 F盟"
_COUNTIES = "C县 C自治县"
_DISTRICTS = "C区 C新区 C林区 C特区 C矿区"
_BANNERS = "C旗 C自治旗 C联合旗"

_HAN = {
    generic.written: generic
    for generic in (
        _generic("特别行政区", "P特别行政区"),
        _generic("县级行政区", "C市 C区 C林区 " + _COUNTIES),
        _generic("自治区", "P自治区"),
        _generic("自治州", "F自治州"),
        _generic("自治县", "C自治县"),
        _generic("自治旗", "C自治旗"),
        _generic("直辖市", "P市"),
        _generic("地级市", "F市"),
        _generic("县级市", "C市"),
        _generic("地区", "F地区"),
        _generic("林区", "C林区"),
        _generic("特区", "C特区", "P特别行政区"),
        _generic("新区", "C新区"),
        _generic("矿区", "C矿区"),
        _generic("省", "P省", "P自治区"),
        _generic("市", _CITIES),
        _generic("州", "F自治州"),
        _generic("盟", "F盟"),
        _generic("县", _COUNTIES),
        _generic("旗", _BANNERS),
        _generic("区", _DISTRICTS, "P自治区"),
    )
}
"""Chinese terms, longest first."""

_IN_ENGLISH = {
    "省": "Province",
    "特别行政区": "Special Administrative Region",
    "自治区": "Autonomous Region",
    "市": "City",
    "自治州": "Prefecture",
    "地区": "Prefecture",
    "盟": "League",
    "县": "County",
    "区": "District",
    "旗": "Banner",
}
"""What English calls units, by the end of their generic term; longer ends first."""

_LATIN = {
    tuple(generic.written.split()): generic
    for generic in (
        _generic("province", "P省", "P自治区"),
        _generic("autonomous region", "P自治区"),
        _generic("region", "P自治区 F地区"),
        _generic("special administrative region", "P特别行政区"),
        _generic("special autonomous region", "P特别行政区"),
        _generic("city", _CITIES),
        _generic("municipality", "P市 F市", "C市"),
        _generic("municipal city", "P市 F市"),
        _generic("provincial city", "P市 F市"),
        _generic("prefecture-level city", "F市"),
        _generic("prefecture level city", "F市"),
        _generic("prefectural city", "F市"),
        _generic("prefectural-level city", "F市"),
        _generic("county-level city", "C市"),
        _generic("county level city", "C市"),
        _generic("prefecture", _PREFECTURES, "F市"),
        _generic("autonomous prefecture", "F自治州"),
        _generic("league", "F盟"),
        _generic("county", _COUNTIES),
        _generic("autonomous county", "C自治县"),
        _generic("district", _DISTRICTS),
        _generic("urban district", "C区"),
        _generic("new area", "C新区"),
        _generic("new district", "C新区"),
        _generic("forestry district", "C林区"),
        _generic("forest district", "C林区"),
        _generic("forestry area", "C林区"),
        _generic("special district", "C特区"),
        _generic("mining district", "C矿区"),
        _generic("banner", _BANNERS),
        _generic("autonomous banner", "C自治旗"),
        _generic("united banner", "C联合旗"),
        _generic("joint banner", "C联合旗"),
        # Pinyin, as GeoNames and older maps print official names.
        _generic("sheng", "P省"),
        _generic("zizhiqu", "P自治区"),
        _generic("tebie xingzhengqu", "P特别行政区"),
        _generic("shi", _CITIES),
        _generic("diqu", "F地区"),
        _generic("zizhizhou", "F自治州"),
        _generic("zhou", "F自治州"),
        _generic("meng", "F盟"),
        _generic("xian", _COUNTIES),
        _generic("zizhixian", "C自治县"),
        _generic("qu", _DISTRICTS),
        _generic("xinqu", "C新区"),
        _generic("linqu", "C林区"),
        _generic("tequ", "C特区"),
        _generic("qi", _BANNERS),
        _generic("zizhiqi", "C自治旗"),
    )
}
_ABBREVIATIONS = {
    "prov": "province",
    "ar": "autonomous region",
    "sar": "special administrative region",
    "mun": "municipality",
    "munic": "municipality",
    "pref": "prefecture",
    "ap": "autonomous prefecture",
    "co": "county",
    "cty": "county",
    "dist": "district",
    "aut": "autonomous",
    "auton": "autonomous",
    "admin": "administrative",
    "provincial": "province",
    "municipal": "municipality",
    "prefectural": "prefecture",
}
_REMEMBERED = 64
"""Names whose stems are kept: one name is parted from its term at several steps of its reading."""
_LONGEST_TERM = max(map(len, _LATIN))
GLUED = ("shi", "xian", "sheng", "diqu", "qu", "zizhizhou", "zizhixian")
"""Pinyin terms that are written together with a name: `Wuweishi`."""
_SHORTEST_GLUED_STEM = 4
_SHORTEST_WITH_PEOPLES = 4
_HAN_TERMS = tuple(_HAN)
_HAN_BY_LAST = {
    last: tuple(term for term in _HAN_TERMS if term[-1] == last)
    for last in {term[-1] for term in _HAN_TERMS}
}
TERM_ENDS = frozenset(_HAN_BY_LAST)
"""The last characters of Chinese terms."""


@cache
def kind_of(level: str, name_zh: str, short_zh: str) -> GenericKind:
    """Return what kind of unit an official name says it is.

    The short name tells stem from term where the characters do not: 清新区 is 清新 + 区, while
    滨海新区 is 滨海 + 新区.
    """
    shortened = short_zh != name_zh and name_zh.startswith(short_zh)
    rest = name_zh[len(short_zh) if shortened else 1 :]
    if rest in _HAN:
        return GenericKind(level, rest)
    for term in ("联合旗", *_HAN_TERMS):
        if rest.endswith(term):
            return GenericKind(level, term)
    return GenericKind(level, "")


def english_term(kind: GenericKind) -> str:
    """Return the generic term of a unit in English; empty where it has none."""
    ends = (end for end in _IN_ENGLISH if kind.term.endswith(end))
    return _IN_ENGLISH.get(next(ends, ""), "")


@lru_cache(maxsize=_REMEMBERED)
def han_stems(name: str) -> tuple[Stem, ...]:
    """Return the ways to take a generic term off a Chinese name, longest term first; maybe none."""
    found = []
    for term in _HAN_BY_LAST.get(name[-1:], ()):
        if name.endswith(term) and len(name) > len(term):
            stem = name[: -len(term)]
            found.append(Stem(stem, _HAN[term]))
            if len(stem) >= _SHORTEST_WITH_PEOPLES:
                bare, peoples = peoples_after(stem)
                if peoples and bare:
                    found.append(Stem(bare, _HAN[term], peoples))
    return tuple(found)


@lru_cache(maxsize=_REMEMBERED)
def latin_stems(name: str) -> tuple[Stem, ...]:
    """Return the ways to take a generic term off a romanised name; maybe none.

    `Linxia Hui Autonomous Prefecture`, `the city of Weinan`, `Wuwei Shi`, `Xinjiang Uygur AR`.
    """
    tokens = [name] if name.isalpha() else _expanded(name)
    if len(tokens) == 1:
        return _glued(tokens[0])
    found = []
    for size in range(min(_LONGEST_TERM, len(tokens) - 1), 0, -1):
        generic = _LATIN.get(_lower(tokens[-size:]))
        if generic:
            found += _with_and_without_peoples(tokens[:-size], generic)
            break
    for size in range(min(_LONGEST_TERM, len(tokens) - 2), 0, -1):
        generic = _LATIN.get(_lower(tokens[:size]))
        if generic and tokens[size].lower() == "of":
            found += _with_and_without_peoples(tokens[size + 1 :], generic)
    bare, peoples = peoples_in(tokens)
    if peoples and bare and not found:
        found.append(Stem(" ".join(bare), None, peoples))
    return tuple(found)


def generic_alone(text: str) -> Generic | None:
    """Return the generic term a text consists of, as `(city)` behind a name; else None."""
    return _HAN.get(text) if has_han(text) else _LATIN.get(_lower(_expanded(text)))


def _with_and_without_peoples(tokens: list[str], generic: Generic) -> list[Stem]:
    found = [Stem(" ".join(tokens), generic)]
    bare, peoples = peoples_in(tokens)
    if peoples and bare:
        found.append(Stem(" ".join(bare), generic, peoples))
    return found


def _expanded(name: str) -> list[str]:
    """Split into words, without `the`, with abbreviated generic terms written out."""
    tokens: list[str] = []
    for word in _TOKENS.findall(name):
        key = word.lower().replace(".", "")
        if key == "the" and not tokens:
            continue
        if key in _ABBREVIATIONS and tokens:
            tokens += _ABBREVIATIONS[key].split()
        else:
            tokens.append(word.removesuffix("."))
    return tokens


def _lower(tokens: list[str]) -> tuple[str, ...]:
    return tuple(token.lower() for token in tokens)


def _glued(word: str) -> tuple[Stem, ...]:
    """Take off a pinyin term written together with the name: `Wuweishi`."""
    lowered = word.lower()
    if not lowered.endswith(GLUED):
        return ()
    return tuple(
        Stem(word[: -len(term)], _LATIN[(term,)])
        for term in GLUED
        if lowered.endswith(term) and len(word) - len(term) >= _SHORTEST_GLUED_STEM
    )
