"""What somebody gives for one statement, before anything is decided."""

from __future__ import annotations

from dataclasses import dataclass


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
