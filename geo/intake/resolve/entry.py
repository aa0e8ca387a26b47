"""What somebody gives for one statement, before anything is decided, and what no cell may hold.

Refused are characters that steer a terminal, hide, or pass for other letters.

What resolving an entry gives: a row, or the problems that keep it open.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from operator import attrgetter, eq
from typing import TYPE_CHECKING, Any

from ...errors import Problem
from ...model import Extent, Level, Presence
from ...store.parse import no_without_unit
from ...text.characters import INVISIBLE, is_plain, oddities, plain

if TYPE_CHECKING:
    from ...gazetteer import Match


_NUMBERS = ("adcode", "lon", "lat")
"""Cells in which full-width digits are digits."""
_NAMES = (
    "id",
    "place",
    "within",
    "level",
    "adcode",
    "extent",
    "start",
    "end",
    "source",
    "locator",
    "status",
)
_PROSE = ("date_note", "statement", "decision")
_CLEANED = (*_NAMES, *_PROSE, *_NUMBERS)
_cells_cleaned, _cells_checked = attrgetter(*_CLEANED), attrgetter(*_NAMES, *_PROSE)
_RULES = {
    "control": ("text-control", "a control character"),
    "bidi": ("text-bidi", "a character that turns the direction of the text"),
    "damaged": ("text-damaged", "damaged text"),
    "lookalike": ("text-lookalike", "a letter of another alphabet"),
}
NAME_LIMIT = 1000
"""Characters of a name, a date or a code; a cell that lists places is shorter, or comes apart."""
_CODE = re.compile(r"\d{6}", re.ASCII)
_LONGER_CODE = re.compile(
    r"(\d{6})(?:\.0+|0{3}|0{6})", re.ASCII
)  # a spreadsheet's float; statistical codes
_SHORTER_CODE = re.compile(r"\d{2}(\d{2})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody gave for one statement, every cell as found; blank where nothing was given."""

    place: str = ""
    within: str = ""
    level: str = ""
    """A word for the level, in English or Chinese; narrows the name, is not stored."""
    adcode: str = ""
    """One code, or several joined by `|`: candidates that stay open on purpose."""
    extent: str = ""
    status: str = ""
    """`in` or blank; `out` where the source says that the programme was not there."""
    start: str = ""
    """EDTF, or a phrase such as 'since August'."""
    end: str = ""
    date_note: str = ""
    source: str = ""
    locator: str = ""
    statement: str = ""
    lon: str = ""
    lat: str = ""
    datum: str = ""
    """What `lon, lat` are given in: wgs84, gcj02 or bd09; blank: what the caller declares."""
    decision: str = ""
    """Why this unit and no other; with an adcode it overrules what the name says."""
    id: str = ""
    extra: tuple[tuple[str, str], ...] = ()
    """(column, cell) pairs for columns a project has beyond the known ones."""
    file: str = ""
    line: int = 0
    """Physical line or sheet row the entry begins at, for messages; 0: typed, not read."""


def cleaned(entry: Entry) -> Entry:
    """Return the entry without what nobody sees: outer spaces, invisible characters in names."""
    cells: tuple[str, ...] = _cells_cleaned(entry)
    is_plain = INVISIBLE.search("".join(cells)) is None
    if is_plain and all(map(eq, cells, map(str.strip, cells))) and _numbers_of(entry).isascii():
        return entry  # as nearly all are
    changes: dict[str, Any] = {}
    for column, cell in zip(_CLEANED, cells, strict=True):
        if not cell:
            continue
        kept = cell if cell.isascii() or column in _PROSE else INVISIBLE.sub("", cell)
        kept = unicodedata.normalize("NFKC", kept).strip() if column in _NUMBERS else kept.strip()
        if kept != cell:
            changes[column] = kept
    return replace(entry, **changes) if changes else entry


def _numbers_of(entry: Entry) -> str:
    return f"{entry.adcode}{entry.lon}{entry.lat}"


def respelt_numbers(entry: Entry, kept: Entry) -> tuple[str, ...]:
    """Return a note for each number that `cleaned` wrote in other digits than it was given in."""
    pairs = [(getattr(entry, column), getattr(kept, column)) for column in _NUMBERS]
    shown = [(given, cell.replace("′′", "″")) for given, cell in pairs]  # as NFKC parts ″
    return tuple(f"'{given}' read as {cell}" for given, cell in shown if given.strip() != cell)


def check_text(entry: Entry) -> list[Problem]:
    """Return a problem for each cell with characters that must not reach a project."""
    found: list[Problem] = []
    checked: tuple[str, ...] = _cells_checked(entry)
    whole = " ".join((*checked, *(cell for _, cell in entry.extra)) if entry.extra else checked)
    if len(whole) <= NAME_LIMIT and is_plain(whole):
        return found  # as nearly all are
    cells = [*zip((*_NAMES, *_PROSE), checked, strict=True), *entry.extra]
    for column, cell in cells:
        if column in _NAMES and len(cell) > NAME_LIMIT:
            found.append(_overlong(cell, column))
            continue
        if not cell or (cell.isascii() and cell.isprintable()):
            continue
        odd = [
            oddity
            for oddity in oddities(cell, is_name=column in _NAMES)
            if oddity.kind in _RULES and not (oddity.kind == "lookalike" and column not in _NAMES)
        ]
        if odd:
            rule, what = _RULES[odd[0].kind]
            shown = plain(cell)
            hint = f"did you mean '{shown}'?" if rule == "text-lookalike" else "type the cell anew"
            message = f"'{cell}' holds {what}: {odd[0]}"
            found.append(Problem(rule, message, hint, column=column))
    return found


def check_status(entry: Entry) -> list[Problem]:
    """Return why the status of an entry is none, or cannot be its own."""
    if not entry.status or entry.status == Presence.IN:
        return []
    if entry.status != Presence.OUT:
        message = f"'{entry.status[:40]}' is not a status"
        return [Problem("status-invalid", message, "in, or out for a no", column="status")]
    refusal = no_without_unit({"extent": entry.extent, "lon": entry.lon, "lat": entry.lat})
    return [Problem("status-invalid", *refusal, column="status")] if refusal else []


def _overlong(cell: str, column: str) -> Problem:
    message = f"'{cell[:40]}...' holds {len(cell):,} characters, and is no {column}"
    hint = f"give at most {NAME_LIMIT:,}; look for a quote or a tag that was never closed"
    return Problem("cell-too-large", message, hint, column=column)


def read_codes(cell: str) -> tuple[list[str], str]:
    """Return the six-digit codes of a cell, each once, and a note where it says otherwise."""
    codes = []
    for part in cell.split("|"):
        code = part.strip()
        if longer := _LONGER_CODE.fullmatch(code):
            code = longer[1]
        elif _SHORTER_CODE.fullmatch(code):
            code = code.ljust(6, "0")
        if not _CODE.fullmatch(code):
            return [], ""
        if code not in codes:
            codes.append(code)
    joined = "|".join(codes)
    return codes, "" if joined == cell else f"adcode '{cell}' read as {joined}"


@dataclass(frozen=True, slots=True)
class ResolvedPlace:
    """The unit an entry settles on, and how."""

    place: str
    adcode: str
    extent: str
    decision: str
    notes: tuple[str, ...] = ()


PlaceResult = tuple["ResolvedPlace | Problem", "Match | None"]


@dataclass(frozen=True, slots=True)
class Resolved:
    """An entry that means exactly one thing.

    `row` has every column of locations.csv; `id` is blank unless the entry brought one: the
    project gives it. `notes` say what was read out of the entry that it did not spell out.
    """

    row: dict[str, str]
    match: Match | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unresolved:
    """An entry that needs a person, with every reason; `match` has the candidates, if any."""

    entry: Entry
    problems: tuple[Problem, ...]
    match: Match | None = None

    @property
    def problem(self) -> Problem:
        """The first reason, the one to settle first."""
        return self.problems[0]


LEVEL_WORDS = {
    **dict.fromkeys(("country", "national", "国家级", "全国"), Level.COUNTRY),
    **dict.fromkeys(("province", "provincial", "省", "省级"), Level.PROVINCE),
    **dict.fromkeys(
        ("prefecture", "prefectural", "city", "地级", "地级市", "地市级", "市级", "市", "州"),
        Level.PREFECTURE,
    ),
    **dict.fromkeys(
        ("county", "district", "县", "县级", "区县", "县区", "县级市", "区", "县市区"), Level.COUNTY
    ),
}
"""How tables write the level of a unit, English words in lower case."""


def level_of(entry: Entry) -> Level | None:
    """Return the level that an entry says; None where it says none that is known."""
    return LEVEL_WORDS.get(entry.level.lower())


def vocabulary(entry: Entry) -> Problem | None:
    """Return the problem of an entry whose level or extent is a word that means none."""
    if entry.level and entry.level.lower() not in LEVEL_WORDS:
        message = f"'{entry.level}' is no level"
        return Problem("level-invalid", message, "province, prefecture or county", column="level")
    if entry.extent and entry.extent not in set(Extent):
        message = f"'{entry.extent}' is no extent"
        return Problem("extent-invalid", message, "unit, all or within", column="extent")
    return None
