"""Places beside a cell that names several provinces: 天水市、渭南市 beside 甘肃、陕西."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ...model import Level
from .listed_places import listed_parts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...errors import Problem
    from ..resolve.entry import Entry
    from ..resolve.place import PlaceResolver

_SEVERAL = re.compile(r"[、；;，,/&＆\n和与及]| and ")


def parents_listed(entry: Entry, names: PlaceResolver) -> list[str]:
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


def sought_in_each(
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


def told_of_parents(problem: Problem, entry: Entry, names: PlaceResolver) -> Problem | None:
    """Return the problem of a place beside several provinces, of which not one alone holds it."""
    parents = parents_listed(entry, names)
    if not parents:
        return None
    message = (
        f"'{entry.within}' names {len(parents)} units, and not one alone holds '{entry.place}'"
    )
    return replace(problem, message=message, hint="give each place a row with its own parent")
