"""The columns of a project's two tables, in the order they are written.

`data/datapackage.json` describes them for other tools (Frictionless Table Schema); a test holds
the two together.
"""

from __future__ import annotations

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
