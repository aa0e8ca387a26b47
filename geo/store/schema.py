"""The columns of a project's two tables, in the order they are written, and `datapackage.json`.

That file says what the project is called, and describes the columns for other tools (Frictionless
Table Schema); a test holds the two together.

What tells a row from others of the same place by the same source, its dates apart: two policies
for one city are two statements, since the source says two things, or says them in two places.
Where nothing but the dates differs, the source contradicts itself or the reader misread it:
`import` asks, and `check` reports it.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..errors import DataError, Problem
from ..model import Level
from ..tables.csv_scanner import lines_in
from ..tables.encoding import BOM, decode_file
from ..tables.regular_file import read_bytes
from ..text.escape import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path


LOCATIONS = "locations.csv"
SOURCES = "sources.csv"
ALIASES = "aliases.csv"
PACKAGE = "datapackage.json"
FOLDER = ".pilotmap"
"""Where the journal lies."""

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
SOURCE_TRANSLATIONS = ("title_zh", "archive_url")
"""Optional columns of sources.csv: the title in Chinese, the address of a kept copy."""

LOCATION_ADDED = frozenset({"status", *LOCATION_TRANSLATIONS})
"""Columns that are added to a table without them when a row needs one: older projects lack them."""

LOCATION_REQUIRED = ("id", "place", "adcode", "start", "source")
"""Columns locations.csv must have; all but `start` must be filled in every row."""
SOURCE_REQUIRED = ("id", "title")
"""Columns sources.csv must have, filled in every row."""
ALIAS_REQUIRED = ("toponym", "adcode")
"""Columns aliases.csv must have."""

LOCATIONS_MOST = 1_250_000
"""Rows that locations.csv may have: a million and more are read, in about a gigabyte."""
ROWS_BESIDE = 100_000
"""Rows that sources.csv may have, and aliases.csv: all of them are held as values."""

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

ROW_RULES = frozenset(list(RULES)[: list(RULES).index("package-invalid")])
"""Those of a file, or of a row that cannot be read; the others are about cells of rows that are."""

_KNOWN = frozenset((*LOCATION_COLUMNS, *LOCATION_TRANSLATIONS))
_NUMBER_IN_LIST = re.compile(r"no\. \S+")


_NUMBER = re.compile(r"[A-Za-z]{0,4}[-_ ]?[\d.,%/年月日: -]+")
"""A number, a date or an id: it tells rows apart, and not what they say."""


_LINES = re.compile(r"(?:[^:/\s][^:/\n]*+:[0-9]++\n)*+")


def locator_of_line(file: str, line: int) -> str:
    """Return the locator of a row of a list that gives none itself: `pilots.csv:3`.

    The name of a file may hold what no cell may, such as a line break: it is shown as an escape.
    """
    return f"{one_line(file)}:{line}"


def own_columns(columns: Iterable[str]) -> list[str]:
    """Return the columns that a project has beyond the known ones."""
    return sorted(set(columns) - _KNOWN)


def _is_row_number(locator: str) -> bool:
    """Whether a locator is file and line (and not a web address), or a number in a list."""
    file, _, line = locator.rpartition(":")
    is_line = bool(file) and line.isdecimal() and "//" not in file
    return is_line or _NUMBER_IN_LIST.fullmatch(locator) is not None


def are_lines(locators: Sequence[str]) -> bool:
    """Whether locators all are file and line, told at once; False: some may be something else."""
    text = "\n".join((*locators, ""))
    return text.count("\n") == len(locators) and _LINES.fullmatch(text) is not None


def are_words(locators: Sequence[str]) -> bool:
    """Whether no locator is the number of a row, told at once; False: some may be."""
    text = "\n".join(locators)
    return ":" not in text and "no. " not in text


def told_in_words(locator: str, statement: str) -> tuple[str, str]:
    """Return what the two say, blank a locator that only is the number of the row in its list."""
    locator = locator.strip()
    return "" if locator and _is_row_number(locator) else locator, statement.strip()


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
    locator, statement = told_in_words(cells.get("locator", ""), cells.get("statement", ""))
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


_NO_TEXT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""Control characters, line breaks and halves of characters: none belongs in a title."""
_BETWEEN = re.compile(r"[ \t\n\r,:]*")
"""What stands between the names and the values of an object."""


def read_description(path: Path, file: str) -> tuple[str, str, Level | None, tuple[Problem, ...]]:
    """Return title, title in Chinese and level as datapackage.json gives them, and its problems.

    The title is else the folder's name.

    Parameters
    ----------
    path
        A `datapackage.json`, which may be missing.
    file
        Its name in messages.
    """
    name = path.parent.resolve().name
    if not path.exists() and not path.is_symlink():
        return name, "", None, ()
    try:
        package = read_package(path, file)
    except DataError as error:
        return name, "", None, error.problems
    level = package.get("level")
    title_zh = package.get("title_zh", "")
    return package.get("title", name), title_zh, Level(level) if level else None, ()


def read_package(path: Path, file: str) -> dict[str, Any]:
    """Return the description of a data package.

    Parameters
    ----------
    path
        A `datapackage.json`.
    file
        Its name in messages.

    Raises
    ------
    DataError
        If it cannot be read, is not a JSON object, or has a title or level that is none.
    """
    hint = "mend it, or take one that `pilotmap init` makes"
    try:
        raw = read_bytes(path, file)
    except DataError as error:
        raise DataError([replace(problem, hint=hint) for problem in error.problems]) from None
    read = decode_file(raw, file)
    if read.problem:
        raise DataError([read.problem])
    text = read.text.removeprefix(BOM)
    package = _parsed(text, file, hint)
    if not isinstance(package, dict):
        raise _invalid(text, 0, "this is not a JSON object", hint, file)
    wrong = _wrong_property(package)
    places: dict[str, int] = {}
    for name, at in _members(text):
        if name in places:
            raise _invalid(text, at, f"the name {name!r} stands twice in it", hint, file)
        places[name] = at
    if wrong:
        name, message, todo = wrong
        raise _invalid(text, places[name], message, todo, file)
    return package


def _parsed(text: str, file: str, hint: str) -> Any:
    try:
        return json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise _invalid(
            text, error.pos, f"this is not valid JSON: {error.msg}", hint, file
        ) from None
    except _NoNumberError as error:
        found = re.search(rf"[:\[,]\s*({re.escape(str(error))})", text)
        at = found.start(1) if found else 0
        message = f"this is not valid JSON: {error} is not a number"
        raise _invalid(text, at, message, hint, file) from None
    except (ValueError, RecursionError) as error:
        raise _invalid(text, 0, f"this is not valid JSON: {error}", hint, file) from None


class _NoNumberError(ValueError):
    """NaN or an infinity, which the json module lets pass and JSON does not have."""


def _no_number(constant: str) -> float:
    raise _NoNumberError(constant)


def _members(text: str) -> Iterator[tuple[str, int]]:
    """Yield the names of the outermost object of a valid JSON text, and where each stands."""
    decoder = json.JSONDecoder()
    at = _BETWEEN.match(text, text.index("{") + 1)
    while at and text[at.end()] != "}":
        name, after = decoder.raw_decode(text, at.end())
        yield name, at.end()
        value = _BETWEEN.match(text, after)
        _, after = decoder.raw_decode(text, value.end() if value else after)
        at = _BETWEEN.match(text, after)


def _invalid(text: str, offset: int, message: str, hint: str, file: str) -> DataError:
    line = lines_in(text, 0, offset) + 1
    return DataError([Problem("package-invalid", message, hint, file, line)])


def _wrong_property(package: dict[str, Any]) -> tuple[str, str, str] | None:
    """Return the property that this tool reads and cannot, what is wrong, and what to do."""
    for name in ("title", "title_zh"):
        title = package.get(name, "untitled")
        if not isinstance(title, str) or not title.strip() or _NO_TEXT.search(title):
            return name, f"the {name} is not a text of one line", f'write "{name}": "..."'
    levels = [level.value for level in Level if level is not Level.COUNTRY]
    if package.get("level", levels[0]) not in levels:
        message = f"the level {package['level']!r} is not known"
        return "level", message, f"write one of {', '.join(levels)}"
    return None
