"""The columns of a project's two tables, in the order they are written.

`data/datapackage.json` describes them for other tools (Frictionless Table Schema); a test holds
the two together.

What tells a row from others of the same place by the same source, its dates apart.

Two policies for one city are two statements, since the source says two things, or says them in
two places. Where nothing but the dates differs, the source contradicts itself or the reader
misread it: `import` asks, and `check` reports it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


LOCATIONS = "locations.csv"
SOURCES = "sources.csv"
ALIASES = "aliases.csv"
PACKAGE = "datapackage.json"

LOCATION_COLUMNS = (
    "id",
    "place",
    "within",
    "adcode",
    "extent",
    "start",
    "end",
    "date_note",
    "source",
    "locator",
    "statement",
    "lon",
    "lat",
    "decision",
    "direction",
    "status",
)
SOURCE_COLUMNS = (
    "id",
    "title",
    "publisher",
    "author",
    "published",
    "url",
    "accessed",
    "coverage",
    "coverage_scope",
    "coverage_period",
    "note",
)

ALIAS_COLUMNS = ("toponym", "adcode", "within", "reason")

LOCATION_TRANSLATIONS = ("statement_zh", "date_note_zh", "decision_zh", "quote", "quote_zh")
"""Optional columns of locations.csv: words in Chinese, for the page in that language; a quote."""
SOURCE_TRANSLATIONS = ("title_zh",)
"""Optional columns of sources.csv."""

LOCATION_ADDED = frozenset({"status", *LOCATION_TRANSLATIONS})
"""Columns that are added to a table without them when a row needs one: older projects lack them."""

LOCATION_REQUIRED = ("id", "place", "adcode", "start", "source")
"""Columns locations.csv must have; all but `start` must be filled in every row."""
SOURCE_REQUIRED = ("id", "title")
"""Columns sources.csv must have, filled in every row."""
ALIAS_REQUIRED = ("toponym", "adcode")
"""Columns aliases.csv must have."""

RULES = {
    "file-missing": "A file of the project is not there.",
    "file-unreadable": "A file cannot be read: no permission, a folder, a device, looping links.",
    "empty-file": "A file holds nothing, not even a header.",
    "encoding": "Bytes are not UTF-8: another encoding, a file cut short, damage.",
    "nul-byte": "A cell holds a NUL byte.",
    "merge-conflict": "Git left conflict markers in the file.",
    "unclosed-quote": "A quoted cell is never closed, or only behind rows that it swallows.",
    "stray-quote": "A quote stands where the format allows none.",
    "ragged-row": "A row has more or fewer cells than the header.",
    "table-too-wide": "A table has more columns than the 16,384 that Excel has.",
    "cell-too-large": "A cell holds over a million characters, or a name over a thousand.",
    "header-missing": "The header lacks a column that must be there.",
    "header-duplicate": "Two columns have one name.",
    "header-empty": "A column has no name.",
    "header-misspelt": "A column is not read, and one of nearly its name is missing.",
    "package-invalid": "datapackage.json is not a JSON object, or its title or level is none.",
    "cell-missing": "A cell that must be filled is blank.",
    "id-duplicate": "Two rows have one id.",
    "id-alike": "Two ids differ only in case or in the form of their characters.",
    "adcode-invalid": "An adcode is not six digits, or is listed twice in its cell.",
    "adcode-unknown": "An adcode is not in the gazetteer, neither today's nor a former one.",
    "extent-invalid": "An extent is not one of unit, all, within.",
    "status-invalid": "A status is not in or out, or a row with out does not speak of a unit.",
    "date-invalid": "A date is not an EDTF string that this tool reads.",
    "source-unknown": "A row names a source that sources.csv does not have.",
    "coordinate-invalid": "A longitude or latitude is not a number, out of range, or alone.",
    "coverage-invalid": "A coverage, or the scope of one, cannot be read.",
}
"""The rules under which reading a project reports problems, each in one sentence."""


_KNOWN = frozenset((*LOCATION_COLUMNS, *LOCATION_TRANSLATIONS))
_NUMBER_IN_LIST = re.compile(r"no\. \S+")


_NUMBER = re.compile(r"[A-Za-z]{0,4}[-_ ]?[\d.,%/年月日: -]+")
"""A number, a date or an id: it tells rows apart, and not what they say."""


def locator_of_line(file: str, line: int) -> str:
    """Return the locator of a row of a list that gives none itself: `pilots.csv:3`."""
    return f"{file}:{line}"


def own_columns(columns: Iterable[str]) -> list[str]:
    """Return the columns that a project has beyond the known ones."""
    return sorted(set(columns) - _KNOWN)


def _is_row_number(locator: str) -> bool:
    """Whether a locator is file and line (and not a web address), or a number in a list."""
    file, _, line = locator.rpartition(":")
    is_line = bool(file) and line.isdecimal() and "//" not in file
    return is_line or _NUMBER_IN_LIST.fullmatch(locator) is not None


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
    if locator and _is_row_number(locator):
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
