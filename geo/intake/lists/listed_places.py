"""Places listed in one cell: the parts of a list, and what brackets behind a name hold.

恩施州（含恩施市、利川市） is the prefecture and two units in it; 广州市（黄埔区、南沙区） is two
districts, with the city that they lie in. What is left out (不含吉首市, 除武汉外) is a row of its
own to write: whether the source denies it of the place, or only says nothing, is for a person.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from .layout import BLANKS
from .place_path import joined
from .titles import DASH, is_label

if TYPE_CHECKING:
    from ...errors import Problem
    from ..resolve.entry import Entry
    from ..resolve.place import PlaceResolver

_MARK = re.compile(r"[、；;\n，,/&＆]")
_OPENS, _CLOSES = frozenset("（("), frozenset(")）")
_AND = re.compile(r" and |以及|和|与|及")
_BEHIND = re.compile(r"(?P<outer>[^()（）、；;，,/\n]{1,60})[(（](?P<said>[^()（）]{1,400})[)）]")
_INCLUDING = re.compile(
    r"(?:其中)?(?:包括|包含|含有|涵盖|下辖|含)[:：]?|(?:including|includes|incl\.?)[: ]\s?",
    re.IGNORECASE,
)
_EXCEPT = re.compile(
    r"(?:不含|不包括|不包含|除了?|excluding|excludes|excl\.?|except(?: for)?|without)\s?",
    re.IGNORECASE,
)
_EXCEPT_AFTER = re.compile(r"(?:除外|以外|之外|外)$")
_EXCEPT_INSIDE = re.compile(
    r"(?P<outer>[^除()（）]{0,30})[，,]?除了?(?P<said>[^()（）]{2,200}?)(?:以外|之外|外)"
    r"(?:的?(?:各|其他|其余|所有)?(?:地区|市州|[省市县区州]))?"
)
_EXCEPT_WORD = re.compile(
    r"(?:[，,]\s?|\s)(?:不含|不包括|不包含|excluding|excl\.?|except(?: for)?)\s?", re.IGNORECASE
)
_GROUP = re.compile(r"(?:城市群|都市圈|片区|境内|辖内|部分(?:地区|城市|[市县区]))$")
"""Behind a unit before brackets that name places in it: 河北省城市群（石家庄、唐山）."""
_HEADED = re.compile(
    r"(?P<outer>[^()（）:：、；;，,\n]{2,30})(?:[（(]共?(?P<count>\d{1,3})[^()（）\d]{0,8}[)）])?"
    r"[:：](?P<said>.{2,2000})",
    re.DOTALL,
)
"""A province and its places in one cell: 河北省（2个）：邢台市威县、张家口市尚义县."""
_BETWEEN_HEADED = re.compile(r"[；;\n。]")
_DASHED = re.compile(
    rf"(?P<outer>[^()（）:、；;，,\n—–-]{{2,30}}?)(?:{DASH.pattern})(?P<said>.{{2,2000}})",
    re.DOTALL,
)
"""A province and its places behind a dash: `Gansu - Wuwei, Jiuquan`."""
_LABELLED = re.compile(
    r"(?P<outer>[^:\n]{1,40}?)(?:[（(]?共?(?P<count>\d{1,3})[个家]?[)）]?)?:(?P<said>.{2,2000})",
    re.DOTALL,
)
"""What kind of units follow, and the units: 省份：广东、辽宁; 四、地级市（区、县）（25个）：……."""
_ZONE = re.compile(
    r"[\u4e00-\u9fffA-Za-z0-9]{2,16}(?:[新林矿园]区|开发区|工业园|(?:示范|试验|实验|合作|保税|自贸|管理)区"
    r"|街道|农场|[镇乡]|师[\u4e00-\u9fff]{0,5})"
)
_THE_REST = re.compile(
    r"[\u4e00-\u9fff]{0,4}?(?:其余|其他|其它|剩余|余下)的?(?:\d{1,3}个)?(?:省份|省区市|省市|地区|城市|市县|地市|[省市县区州])?"
    r"|(?:the )?(?:rest|remainder)(?: of [\w' ]{2,40})?"
    r"|(?:all )?(?:other|remaining) (?:provinces|cities|counties|areas|regions|places)",
    re.IGNORECASE,
)
_NO_NAME = re.compile(r"[除不未非拟等及和与共其]")


class _Bracketed(NamedTuple):
    """A name, and the parts of what stands in brackets behind it."""

    outer: Entry
    parts: list[Entry]
    unread: list[str]
    """Parts that are no units in it."""
    is_included: bool
    """Whether the brackets say what it includes; else they say what in it is meant."""
    is_headed: bool = False
    is_inside: bool = True
    """Whether the name is that of a unit, in which the places lie."""
    number: int = 0
    """How many places the cell says that it lists; 0 if it does not."""

    @property
    def is_miscounted(self) -> bool:
        """Whether the cell lists another number of places than it says."""
        return self.number not in {0, len(self.parts) + len(self.unread)}


def listed_parts(entry: Entry, names: PlaceResolver) -> list[str]:
    """Return the parts of a cell; a word for 'and' parts only what is no name, as 和田 is."""
    parts: list[str] = []
    for marked in parted(entry.place):
        may_part = _AND.search(marked) is not None
        is_whole = may_part and names.match(entry, part=marked.strip()).status != "none"
        parts += [marked] if is_whole or not may_part else _AND.split(marked)
    return [part for raw in parts if (part := raw.strip())]


def parted(text: str, mark: re.Pattern[str] = _MARK) -> list[str]:
    """Return what the marks of a list part, but for those inside brackets that close."""
    if _OPENS.isdisjoint(text):
        return mark.split(text)
    parts: list[str] = []
    begin = depth = 0
    for at, character in enumerate(text):
        if character in _OPENS:
            depth += 1
        elif character in _CLOSES:
            depth -= 1
        elif not depth and mark.match(character):
            parts.append(text[begin:at])
            begin = at + 1
        if depth not in {0, 1}:
            return mark.split(text)
    return mark.split(text) if depth else [*parts, text[begin:]]


def listed_entries(entry: Entry, parts: list[str], names: PlaceResolver) -> list[Entry]:
    """Return one entry per part of a cell, and per place that brackets behind a part say."""
    return [place for part in parts for place in _opened(replace(entry, place=part, id=""), names)]


def _opened(entry: Entry, names: PlaceResolver) -> list[Entry]:
    is_bracketed_part = _BEHIND.fullmatch(entry.place) is not None
    return (places_in_brackets(entry, names) if is_bracketed_part else []) or [entry]


def is_bracketed(place: str) -> bool:
    """Whether a cell is one name with brackets behind it, or a name with a list behind a colon."""
    return _split(place) is not None


def are_zones(places: list[str]) -> bool:
    """Whether texts that name no unit have the form of a zone's name, or a town's (贵安新区)."""
    return all(_ZONE.fullmatch(place) and not _NO_NAME.search(place) for place in places)


def _split(place: str) -> re.Match[str] | None:
    text = place.strip()
    if ":" not in text and "：" not in text:
        return _BEHIND.fullmatch(text) or _DASHED.fullmatch(text)
    text = unicodedata.normalize("NFKC", text)
    labelled = _LABELLED.fullmatch(text)
    return labelled if labelled and is_label(labelled["outer"]) else _HEADED.fullmatch(text)


def _each_headed(entry: Entry) -> list[Entry]:
    """Return the parts of a cell that each name a province and places: 河北：威县；河南：新县."""
    parts = [part.strip() for part in parted(entry.place, _BETWEEN_HEADED) if part.strip()]
    is_each = len(parts) > 1 and all(_HEADED.fullmatch(part) for part in parts)
    return [replace(entry, place=part, id="") for part in parts] if is_each else []


def places_in_brackets(entry: Entry, names: PlaceResolver) -> list[Entry]:
    """Return one entry per place that a name with brackets behind it says; else none.

    What brackets include is named beside the unit that includes it; one place that they only tell
    (武汉市（江夏区）) is a name with its parent, which the gazetteer reads.
    """
    if headed := _each_headed(entry):
        listed = [places_in_brackets(each, names) for each in headed]
        return [place for places in listed for place in places] if all(listed) else []
    found = _bracketed(entry, names)
    if found is None or found.unread or found.is_miscounted:
        return []
    if found.is_headed:
        return found.parts
    if found.is_included:
        return [found.outer, *found.parts]
    return found.parts if len(found.parts) > 1 else []


def told_of_brackets(problem: Problem, entry: Entry, names: PlaceResolver) -> Problem | None:
    """Return the problem of a cell whose brackets are not all understood, or leave places out."""
    left_out = _left_out(entry.place)
    if left_out is not None:
        outer, said = left_out[0] or entry.within, left_out[1]
        message = f"'{entry.place}' leaves out '{said}', which one row cannot say"
        hint = f"give '{outer}' a row, and what is left out a row of status 'out' if it is denied"
        return replace(problem, message=message, hint=hint)
    if headed := _each_headed(entry):
        told = (told_of_brackets(problem, each, names) for each in headed)
        return next(filter(None, told), None)
    found = _bracketed(entry, names)
    if found is None or not (found.unread or found.is_miscounted):
        return None
    if not (found.parts or found.is_included):
        return None
    if not found.unread:
        message = f"the cell says that it lists {found.number} places, and lists {len(found.parts)}"
        return replace(problem, message=message, hint="compare it with the source")
    shown = ", ".join(f"'{part}'" for part in found.unread[:8])
    inside = f" in '{found.outer.place}'" if found.is_inside else ""
    message = (
        f"of '{entry.place}', {shown} is not the name of a unit{inside}; "
        "nothing of the cell is taken"
    )
    hint = "correct it, or give each place a row of its own"
    return replace(problem, message=message, hint=hint)


def told_of_none(problem: Problem, entry: Entry) -> Problem | None:
    """Return the problem of a dash in a column of pilots, or of `the rest`; None for others."""
    if entry.place.casefold() in BLANKS:
        message = f"'{entry.place}' may say that there is none in '{entry.within}'"
        return replace(problem, message=message, hint="skip the row, or name what is meant")
    if _THE_REST.fullmatch(entry.place.strip()) is None:
        return None
    message = f"'{entry.place}' means what the list does not name, which no row can say"
    hint = "name the units, or write 全国 or their province with the extent 'within'"
    return replace(problem, message=message, hint=hint)


def _left_out(place: str) -> tuple[str, str] | None:
    """Return a name and what the text leaves out of it; None where it leaves nothing out."""
    if behind := _BEHIND.fullmatch(place.strip()):
        said = behind["said"].strip()
        before, after = _EXCEPT.match(said), _EXCEPT_AFTER.search(said)
        if before or (after and after.group() != "外"):
            start = before.end() if before else 0
            return behind["outer"].strip(), _EXCEPT_AFTER.sub("", said[start:]).strip()
        return None
    text = place.strip()
    if word := _EXCEPT_WORD.search(text):
        outer, said = text[: word.start()], text[word.end() :]
    else:
        outer, _, said = text.removesuffix("除外").replace(",", "，").partition("，")
        said = said if text.endswith("除外") else ""
    if outer and said:
        return outer.strip().removesuffix("内"), said.strip()
    inside = _EXCEPT_INSIDE.fullmatch(place.strip())
    return (inside["outer"].strip(), inside["said"].strip()) if inside else None


def _bracketed(entry: Entry, names: PlaceResolver) -> _Bracketed | None:
    """Part a name from the brackets behind it; None where the name is not that of one unit."""
    behind = _split(entry.place)
    if behind is None or _left_out(entry.place) is not None:
        return None
    outer = replace(entry, place=_GROUP.sub("", behind["outer"].strip()), id="")
    is_labelled = behind.re is _LABELLED
    if not is_labelled and names.match(outer).unit is None:
        return None
    said = behind["said"].strip()
    including = _INCLUDING.match(said)
    around = [entry.within, "" if is_labelled else outer.place]
    within = joined([name for name in around if name])
    inside = replace(entry, place=said[including.end() :] if including else said, within=within)
    inside = replace(inside, level="", id="")
    parts = [replace(inside, place=part) for part in listed_parts(inside, names)]
    read = [part for part in parts if names.match(part).status != "none"]
    unread = [part.place for part in parts if part not in read]
    count = behind.groupdict().get("count")
    return _Bracketed(
        outer,
        read,
        unread,
        is_included=including is not None,
        is_headed=behind.re is not _BEHIND,
        is_inside=not is_labelled,
        number=int(count or 0),
    )
