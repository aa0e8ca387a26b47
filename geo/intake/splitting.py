"""One cell that lists several places (武威、酒泉、天水), taken apart where every part is a name."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.gazetteer import Match
    from geo.intake.entry import Entry
    from geo.intake.place import Names

_LISTING = re.compile(r"[、；;\n]")
_ANY = re.compile(r"[、；;\n，,/&＆]| and |和|与")


def split_places(entry: Entry, names: Names) -> list[Entry]:
    """Return one entry per place that the cell lists; the entry alone if it is one name.

    A comma may also stand between a place and its parent ("Linxia, Qinghai"), so that parts of
    different levels are never taken for a list.
    """
    if entry.adcode or not _ANY.search(entry.place) or names.match(entry).status != "none":
        return [entry]
    parts = [part for raw in _ANY.split(entry.place) if (part := raw.strip())]
    if len(parts) < len(("one", "other")):
        return [entry]
    entries = [replace(entry, place=part, id="") for part in parts]
    matches = [names.match(part) for part in entries]
    if any(match.status == "none" for match in matches):
        return [entry]
    listed = _LISTING.search(entry.place) and not re.search("[，,/]", entry.place)
    if not listed and not set.intersection(*map(_levels, matches)):
        return [entry]
    return entries


def _levels(match: Match) -> set[str]:
    units = (*match.candidates, *((match.unit,) if match.unit else ()))
    return {unit.level.value for unit in units}
