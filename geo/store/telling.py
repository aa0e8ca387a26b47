"""What tells a row from others of the same place by the same source, its dates apart.

Two policies for one city are two statements, since the source says two things, or says them in
two places. Where nothing but the dates differs, the source contradicts itself or the reader
misread it: `import` asks, and `check` reports it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .schema import LOCATION_COLUMNS, LOCATION_TRANSLATIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_KNOWN = frozenset((*LOCATION_COLUMNS, *LOCATION_TRANSLATIONS))
_ROW_NUMBER = re.compile(r"no\. \S+|(?!.*//).+:\d+", re.DOTALL)


_NUMBER = re.compile(r"[A-Za-z]{0,4}[-_ ]?[\d.,%/年月日: -]+")
"""A number, a date or an id: it tells rows apart, and not what they say."""


def locator_of_line(file: str, line: int) -> str:
    """Return the locator of a row of a list that gives none itself: `pilots.csv:3`."""
    return f"{file}:{line}"


def own_columns(columns: Iterable[str]) -> list[str]:
    """Return the columns that a project has beyond the known ones."""
    return sorted(set(columns) - _KNOWN)


def tells(cells: Mapping[str, str], own: Iterable[str] | None = None) -> tuple[str, ...]:
    """Return what a row says beside its place and dates; empty where that is nothing.

    The number of a row in its list, and numbers and dates in the project's own columns, tell rows
    apart and not what they say; they are not counted.

    Parameters
    ----------
    cells
        By column of locations.csv, the project's own columns included.
    own
        What `own_columns` says of the table, where many rows are asked about.
    """
    locator, statement = cells.get("locator", "").strip(), cells.get("statement", "").strip()
    if locator and _ROW_NUMBER.fullmatch(locator):
        locator = ""
    more = [
        f"{name}={cell}"
        for name in (own_columns(cells) if own is None else own)
        if (cell := cells.get(name, "").strip()) and not _NUMBER.fullmatch(cell)
    ]
    return (locator, statement, *more) if locator or statement or more else ()


_MADE = ("by coordinates", "chosen by level", "chosen by coordinates", "chosen by adcode")
"""How decisions begin that are made by rule, and tell how a unit was found."""


def is_reasoned(decision: str) -> bool:
    """Whether a person gave the reason that stands as a row's decision."""
    return bool(decision.strip()) and not decision.startswith(_MADE)
