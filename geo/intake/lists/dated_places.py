"""Places of one cell with the dates that stand behind their names, or before all of them.

武汉市（2016年）、宜昌市（2017年） are two places, each with its own date; of
`Wuwei (2014), Jiuquan (2015; left 2018)` the second one is over.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from ...dates.figures import in_edtf
from .listed_places import are_zones, listed_parts, parted
from .said_dates import DATE, dates_of
from .standing import DECLARED

if TYPE_CHECKING:
    from ...errors import Problem
    from ..resolve.entry import Entry
    from ..resolve.place import PlaceResolver

_SHOWN = 8
_YEAR = re.compile(r"(?:19|20)\d\d")
_BETWEEN = re.compile(r"[、；;\n，,]")
_BEGUN = "(?:起|开始|启动)?"
_BEHIND = re.compile(r"(?P<name>[^()（）]{2,40}?)\s?[(（](?P<said>[^()（）]{4,60})[)）]")
_OPEN = re.compile(
    r"(?P<name>[^()（）]{2,40}?)\s?(?:"
    rf"(?P<open>(?:19|20)\d\d年(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?){_BEGUN}"
    rf"|(?:[:：]|(?<=\s))\s?(?P<parted>{DATE}))"
)
"""A name with the date it began behind it, without brackets: 天水市2020年9月起, `Wuwei: 2020`."""
_SERIES = "(?:batch|wave|round|phase|cohort|group)"
_BEFORE = re.compile(
    r"(?:第[一二三四五六七八九十\d]{1,3}批|(?:the )?(?:first|second|third|fourth|fifth|sixth"
    rf"|\d{{1,2}}(?:st|nd|rd|th)) {_SERIES}|{_SERIES} (?:\d{{1,2}}|[ivx]{{1,4}}))?"
    rf"\s?[(（]?(?P<date>{DATE})[)）]?\s?[:：]\s?(?P<said>.{{2,2000}})",
    re.DOTALL | re.IGNORECASE,
)
"""A date and the places that began then: 2020年：武威市、酒泉市."""


class DatedPlace(NamedTuple):
    """A place of a cell, the entry that its own date makes, and how the two stand there."""

    entry: Entry
    cell: str


class _Said(NamedTuple):
    """A name, and the dates that stand beside it."""

    name: str
    start: str
    end: str = ""


def places_with_dates(entry: Entry, names: PlaceResolver) -> list[DatedPlace]:
    """Return one entry per place of a cell where each, or one of them, has its own date behind it.

    Nothing is returned where a part names no unit, or where the row's own date is another: which
    of the two is the start is for a person.
    """
    if entry.adcode or entry.lon or _YEAR.search(entry.place) is None:
        return []
    if before := _BEFORE.fullmatch(entry.place.strip()):
        listed = replace(entry, place=before["said"])
        parts = listed_parts(listed, names)
        told = [_Said(part, before["date"]) for part in parts]
        shown = [f"{before['date']}: {part}" for part in parts]
        return _all_named(entry, list(zip(shown, told, strict=True)), names)
    parts = [text for raw in parted(entry.place, _BETWEEN) if (text := raw.strip())]
    found = [*map(_said_of, parts)]
    if not any(found) or any(said and not before for before, said in pairwise(found)):
        return []  # a date behind two names may be that of both
    return _all_named(entry, list(zip(parts, found, strict=True)), names)


def told_of_dates(problem: Problem, entry: Entry, names: PlaceResolver) -> Problem | None:
    """Return the problem of a cell of dated places of which some part is not understood."""
    parts = [text for raw in parted(entry.place, _BETWEEN) if (text := raw.strip())]
    found = [*map(_said_of, parts)]
    unread = [part for part, said in zip(parts, found, strict=True) if not said]
    unread += [
        said.name for said in found if said and names.match(entry, part=said.name).status == "none"
    ]
    if not any(found) or not unread:
        return None
    shown = ", ".join(f"'{part}'" for part in unread[:_SHOWN])
    are = "are not names with their dates" if len(unread) > 1 else "is not a name with its date"
    message = f"of the {len(parts)} places of one cell, {shown} {are}; nothing of the cell is taken"
    return replace(problem, message=message, hint="correct it, or give each place a row of its own")


def is_dated(cell: str) -> bool:
    """Whether a cell has the form of a name and its date, or of a date and its names."""
    return bool(_said_of(cell.strip()) or _BEFORE.fullmatch(cell.strip()))


def _said_of(part: str) -> _Said | None:
    """Return a name and the dates behind it; None where that is not all that stands there."""
    if said := _OPEN.fullmatch(part):
        return _Said(said["name"].strip(), said["open"] or said["parted"])
    behind = _BEHIND.fullmatch(part)
    dates = dates_of(behind["said"]) if behind else None
    return _Said(behind["name"].strip(), *dates) if behind and dates else None


def _all_named(
    entry: Entry, parts: list[tuple[str, _Said | None]], names: PlaceResolver
) -> list[DatedPlace]:
    """Return the places of a cell, if all are names and no date is another than the row's own."""
    own = "" if entry.date_note.endswith(DECLARED) else entry.start
    if any(said and said.end for _, said in parts) and entry.end:
        return []
    if own and any(said and said.start and _year(said.start) != own[:4] for _, said in parts):
        return []
    places = [_dated(entry, part, said) for part, said in parts]
    unread = [place.entry.place for place in places if names.match(place.entry).status == "none"]
    in_part = len(unread) * 2 <= len(places) and are_zones(unread)
    return places if in_part else []


def _year(date: str) -> str:
    found = _YEAR.search(date)
    return found.group() if found else ""


def _dated(entry: Entry, part: str, said: _Said | None) -> DatedPlace:
    """Return one place of several; its own dates are told as they stand there."""
    if said is None:
        return DatedPlace(replace(entry, place=part, id=""), part)
    dated = replace(entry, place=said.name, id="", end=in_edtf(said.end) if said.end else entry.end)
    if said.start and (not entry.start or entry.date_note.endswith(DECLARED)):
        note = f"stated: beside the name, '{part}'"
        dated = replace(dated, start=in_edtf(said.start), date_note=note)
    return DatedPlace(dated, part)
