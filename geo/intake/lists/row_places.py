"""The places that a row names: several in one cell, unnamed ones, and zones named after places.

A cell that lists places (武威、酒泉、天水) is taken apart where every part is a name. Some counties
(部分县) of a city are unnamed places within it, each of them (各县) is all of it. What is called
中国（杭州）跨境电子商务综合试验区 is the zone of 杭州.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ...model import MUNICIPALITIES, Extent, Level
from .dated_places import places_with_dates, told_of_dates
from .layout import ALL_OF_IT
from .listed_places import (
    are_zones,
    is_bracketed,
    listed_entries,
    listed_parts,
    places_in_brackets,
    told_of_brackets,
    told_of_none,
)
from .row_words import batch_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ...errors import Problem
    from ...gazetteer import Match
    from ..resolve.entry import Entry
    from ..resolve.place import PlaceResolver
    from .entries import Record

_LISTING = re.compile(r"[、；;\n]")
_SEVERAL = re.compile(r"[、；;，,/&＆\n和与及]| and ")
_KINDS = (
    r"(?:(?:地级|县级)?(?:城市|地区|地市|[省市县区州盟旗]))+(?:[（(][市县区州旗、，/]{1,12}[)）])?"
)
_UNNAMED = re.compile(
    rf"(?P<outer>[^、；;，,：:（）()\n]{{0,20}}?)[:：]?内?的?"
    rf"(?P<how>部分|个别|少数|各|所有|全部|(?<=全[省市区州县])\d{{1,3}}个){_KINDS}"
)
_UNNAMED_ENGLISH = re.compile(
    r"(?P<how>some|several|many|parts?|all)"
    r"(?: (?:cities|counties|districts|areas|prefectures|places))?(?: and (?:counties|districts))?"
    r"(?: (?:of|in|within)(?: the)? (?P<outer>[\w' -]{2,40}))?",
    re.IGNORECASE,
)
_BRACKETS = frozenset("(（")
_SOME = frozenset(["部分", "个别", "少数", "some", "several", "many", "part", "parts"])
_ZONE_OF = re.compile(
    r"中国[（(]\s?(?P<name>[\u4e00-\u9fff]{2,12})\s?[)）]"
    r"[\u4e00-\u9fff]{2,20}(?:试验区|示范区|实验区|贸易港|保护中心|维权中心)"
)
"""The official name of a zone, with the place that it is named after in brackets."""
_HAN_NAME = re.compile(r"[\u4e00-\u9fff]{2,15}")
_ENDS_AS_UNIT = re.compile(r"[\u4e00-\u9fff][省市区县州盟旗]$")
_COUNTED = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,12}?)(?P<count>[两二三四五六七八九十]{1,3}|\d{1,3})个?"
    r"(?:省区市|省市|省份|城市|地区|市州|地市|[省市县区州])"
)
_LONGEST_PATH = 3
"""Names of an address of units: county, prefecture, province."""
_ANY = re.compile(r"[:：、；;\n，,/&＆(（]|——| and |和|与|及")

_AND_OTHERS = re.compile(r"等[\d一二三四五六七八九十]*个?(?:[省市区县地]|城市)*")
_MAY_LIST = re.compile(f"{_ANY.pattern}|[等除]|不[含包]|except|excl")


def explained(problem: Problem, entry: Entry, names: PlaceResolver) -> Problem:
    """Return the problem of a cell that lists places, told of the parts that are no names.

    A list that ends in 等 may be complete or not: which it is, and of what, is not for us to say.
    """
    if problem.rule != "place-unknown":
        return problem
    may_list = _MAY_LIST.search(entry.place) is not None
    about = told_of_none(problem, entry) or _told_of_parents(problem, entry, names)
    if may_list and not about:
        about = told_of_brackets(problem, entry, names) or told_of_dates(problem, entry, names)
    if about:
        return about
    entries = listed_entries(entry, listed_parts(entry, names), names) if may_list else []
    parts = [part.place for part in entries]
    unknown = [part.place for part in entries if names.match(part).status == "none"]
    if not unknown:
        return problem
    name, others = _without_others(unknown[-1])
    if others and names.match(replace(entry, place=name)).status != "none":
        message = f"'{entry.place}' ends in '{others}': it may leave places out"
        hint = (
            f"delete '{others}'; if there are more, add a row of extent 'within' for their parent"
        )
        return replace(problem, message=message, hint=hint)
    if len(unknown) == len(parts) or not _LISTING.search(entry.place):
        return problem
    elsewhere = [part for part in unknown if _is_elsewhere(part, entry, names)]
    nowhere = [part for part in unknown if part not in elsewhere]
    told = [
        f"{', '.join(map(repr, these))} {(one if len(these) == 1 else many)}"
        for these, one, many in (
            (nowhere, "is not the name of a unit", "are not names of units"),
            (
                elsewhere,
                f"is the name of a unit, but of none in '{entry.within}'",
                f"are names of units, but of none in '{entry.within}'",
            ),
        )
        if these
    ]
    message = f"of the {len(parts)} places listed in one cell, {', and '.join(told)}"
    return replace(problem, message=message, hint="correct it, or give it a row of its own")


def _is_elsewhere(part: str, entry: Entry, names: PlaceResolver) -> bool:
    """Whether a name is that of a unit, but not of one in the entry's parent."""
    if not entry.within:
        return False
    return names.match(replace(entry, place=part, within="")).status != "none"


def _without_others(part: str) -> tuple[str, str]:
    """Return a name and the 等 that may follow it, with what it counts."""
    at = part.rfind("等")
    if at < 1 or not _AND_OTHERS.fullmatch(part[at:]):
        return part, ""
    return part[:at], part[at:]


def record_per_place(
    record: Record, names: PlaceResolver, columns: Mapping[str, int]
) -> list[Record]:
    """Return one record per place that a row names.

    Parameters
    ----------
    columns
        Where each field stands in the row.
    """
    if record.whole is not None:
        inner = names.match(record.entry)
        if not inner.candidates and (inner.unit is None or inner.unit.level is Level.PROVINCE):
            record = replace(record, entry=record.whole)
    if unnamed := _without_names(record, names):
        return [unnamed]
    if dated := places_with_dates(record.entry, names):
        listed = _one_of(len(dated))
        return [_part(record, place.entry, place.cell, listed, columns) for place in dated]
    if zone := _ZONE_OF.fullmatch(record.entry.place):
        note = f"'{record.entry.place}' read as {zone['name']}"
        entry = replace(record.entry, place=zone["name"])
        return [replace(record, entry=entry, notes=(*record.notes, note))]
    parents = _parents_listed(record.entry, names)
    if not parents:
        entries = split_places(record.entry, names)
    else:
        places = split_places(replace(record.entry, within=""), names)
        entries = _sought_in_each(places, parents, names) or [record.entry]
    if entries == [record.entry]:
        return [record]
    if parents:
        note = f"'{record.entry.within}' names {len(parents)} units: sought in each of them"
        record = replace(record, notes=(*record.notes, note))
    listed = _one_of(len(entries))
    return [_part(record, entry, entry.place, listed, columns) for entry in entries]


def _without_names(record: Record, names: PlaceResolver) -> Record | None:
    """Return the record of a cell that means some or all parts of a unit, and names none of them.

    The unit stands before it (喀什地区部分县), or in the columns around it.
    """
    entry = record.entry
    said = _UNNAMED.fullmatch(entry.place) or _UNNAMED_ENGLISH.fullmatch(entry.place)
    if said is None or entry.adcode or entry.extent or names.match(entry).status != "none":
        return None
    outer = said["outer"].strip()
    is_inside = not outer or outer in ALL_OF_IT
    place, within = (entry.within, "") if is_inside else (outer, entry.within)
    extent = Extent.WITHIN if said["how"].casefold() in _SOME else Extent.ALL
    meant = replace(entry, place=place, within=within, level="", extent=str(extent))
    if not place or names.match(meant).unit is None:
        return None
    what = "unnamed places within" if extent is Extent.WITHIN else "all of"
    note = f"'{entry.place}' read as {what} {place}"
    return replace(record, entry=meant, notes=(*record.notes, note))


def _one_of(count: int) -> tuple[str, ...]:
    return (f"one of {count} places listed in one cell",) if count > 1 else ()


def _part(
    record: Record, entry: Entry, cell: str, listed: tuple[str, ...], columns: Mapping[str, int]
) -> Record:
    """Return the record of one place of several, as if it had a row of its own."""
    cells = list(record.cells)
    cells[columns[record.origins["place"]]] = cell
    if "id" in columns:
        cells[columns["id"]] = ""
    return replace(record, entry=entry, cells=tuple(cells), listed=listed)


def split_places(entry: Entry, names: PlaceResolver) -> list[Entry]:
    """Return one entry per place that the cell lists; the entry alone if it is one name.

    A comma may also stand between a place and its parent ("Linxia, Qinghai"), so that two parts of
    different levels are never taken for a list, and three only where none may be a parent. The
    marks of a list (、 and ;) part a place from its own district too: both are named.
    """
    if entry.adcode or not _ANY.search(entry.place):
        return [entry] if entry.adcode else _parted_by_spaces(entry, names)
    if is_bracketed(entry.place):  # what parts inside brackets parts nothing outside of them
        return places_in_brackets(entry, names) or [entry]
    listed = bool(_LISTING.search(entry.place)) and not re.search("[，,/]", entry.place)
    is_listed = listed and "\n" not in entry.place
    if not is_listed and names.match(entry).status != "none":
        return [entry]
    parts = listed_parts(entry, names)
    opened: list[Entry] = []
    if any(map(_COUNTED.fullmatch, parts)) or not _BRACKETS.isdisjoint(entry.place):
        opened = _without_count(listed_entries(entry, parts, names), names)
        parts = [part.place for part in opened]
        matches = [*map(names.match, opened)]
    else:
        matches = [names.match(entry, part=part) for part in parts]
    unread = [part for part, match in zip(parts, matches, strict=True) if match.status == "none"]
    in_part = listed and len(unread) * 2 <= len(parts) and are_zones(unread)
    if len(parts) < len(("one", "other")) or (unread and not in_part):
        return [entry]
    levels = [_levels(match) for match in matches]
    if len(levels) == len(("a place", "its parent")):
        levels[1] = {unit.level.value for unit in matches[1].units}
    is_list = listed or set.intersection(*levels) or _has_no_parent(levels)
    if is_list or (len(parts) > _LONGEST_PATH and _is_flat(matches, names)):
        return opened or [replace(entry, place=part, id="") for part in parts]
    return [entry]


def _parted_by_spaces(entry: Entry, names: PlaceResolver) -> list[Entry]:
    """Return the places of a cell that parts them by spaces: 婺源县 德兴市; the entry alone if not.

    Each of them is one unit, and none lies in another: 江西省 上饶市 is a path. Names without what
    they are (广州 深圳 珠海) are all of one level.
    """
    parts = entry.place.split()
    if len(parts) < len(("one", "other")) or not all(map(_HAN_NAME.fullmatch, parts)):
        return [entry]
    if names.match(entry).status != "none":
        return [entry]
    entries = [replace(entry, place=part, id="") for part in parts]
    matches = [names.match(part) for part in entries]
    units = [match.unit for match in matches if match.unit is not None]
    is_list = all(map(_ENDS_AS_UNIT.search, parts)) or len({unit.level for unit in units}) == 1
    is_read = len(units) == len(parts) and is_list and _is_flat(matches, names)
    return entries if is_read else [entry]


def _without_count(entries: list[Entry], names: PlaceResolver) -> list[Entry]:
    """Return the parts of a list without the numbers behind some: 江苏、安徽两省和宁波、大连两市.

    Each must be that of the parts since the last one.
    """
    bare, since = [], 0
    for number, entry in enumerate(entries, 1):
        counted = _COUNTED.fullmatch(entry.place)
        if counted is None or batch_number(counted["count"]) != str(number - since):
            bare.append(entry)
            continue
        last = replace(entry, place=counted["name"])
        is_name = names.match(entry).status == "none" and names.match(last).status != "none"
        bare.append(last if is_name else entry)
        since = number if is_name else since
    return bare


def _is_flat(matches: Sequence[Match], names: PlaceResolver) -> bool:
    """Whether no unit that the parts may name lies in another: then none of them is a parent."""
    codes = {unit.adcode for match in matches for unit in match.units}
    return all(codes.isdisjoint(names.names.around(code)) for code in codes)


def _levels(match: Match) -> set[str]:
    """Return the levels that a name may have; a municipality stands among cities too."""
    levels = {unit.level.value for unit in match.units}
    return levels | {"prefecture" for unit in match.units if unit.adcode in MUNICIPALITIES}


def _has_no_parent(levels: Sequence[set[str]]) -> bool:
    """Whether three names or more are cities of some level: Tangshan, Wuxi, Yiwu.

    A path of three (Liangzhou, Wuwei, Gansu) ends in a province, or each part of it lies in the
    next, and then it was read as one name.
    """
    return len(levels) > len(("a place", "its parent")) and all(
        each & {"prefecture", "county"} for each in levels
    )


def _parents_listed(entry: Entry, names: PlaceResolver) -> list[str]:
    """Return the provinces that the parent of an entry lists; none where it is one unit, or a path.

    Only provinces: a county and its province beside each other are a path, maybe a wrong one.
    """
    if entry.adcode or entry.lon or not _SEVERAL.search(entry.within):
        return []
    alone = replace(entry, place=entry.within, within="", level="")
    if names.units_named(entry.within):
        return []
    parts = listed_parts(alone, names)
    are_provinces = all(
        names.match(replace(alone, place=part, level=Level.PROVINCE.value)).unit for part in parts
    )
    return parts if len(parts) > 1 and are_provinces else []


def _sought_in_each(
    entries: Iterable[Entry], parents: list[str], names: PlaceResolver
) -> list[Entry]:
    """Return entries with the one parent of several in which each is found; none if any is not."""
    found = []
    for entry in entries:
        inside = [replace(entry, within=parent) for parent in parents]
        held = [each for each in inside if names.match(each).status != "none"]
        if len(held) != 1:
            return []
        found += held
    return found


def _told_of_parents(problem: Problem, entry: Entry, names: PlaceResolver) -> Problem | None:
    """Return the problem of a place beside several provinces, of which not one alone holds it."""
    parents = _parents_listed(entry, names)
    if not parents:
        return None
    message = (
        f"'{entry.within}' names {len(parents)} units, and not one alone holds '{entry.place}'"
    )
    return replace(problem, message=message, hint="give each place a row with its own parent")
