"""Options that several commands share: the cells of a row, those of a source, how to write."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from ..errors import UsageError
from ..model import Coverage, Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..dates import FuzzyDate

Within = Annotated[str | None, typer.Option(help="The unit it lies in, as a name.")]
Adcode = Annotated[
    str | None,
    typer.Option(help="The unit's code; several joined by | are candidates that stay open."),
]
RowLevel = Annotated[
    str | None,
    typer.Option("--level", help="The level the name is of: province|prefecture|county."),
]
Extent = Annotated[
    str | None,
    typer.Option(help="unit (in it), all (in every part of it) or within (in unnamed places)."),
]
Presence = Annotated[
    str | None,
    typer.Option(
        "--status",
        help="in, or out: the source says that it was not there in these years (no dates: then).",
    ),
]
Start = Annotated[
    str | None,
    typer.Option(
        help="When it began: EDTF or the source's words, 'since August 2020'; '' if it gives none."
    ),
]
End = Annotated[str | None, typer.Option(help="When it ended, if it did.")]
Anchor = Annotated[
    str | None,
    typer.Option(help="What 'this year' counts from; else the date the source was published."),
]
DateNote = Annotated[str | None, typer.Option(help="How the date is known, if inferred.")]
Source = Annotated[str | None, typer.Option(help="The id of the source.")]
Locator = Annotated[
    str | None, typer.Option(help="Where in the source: p9, page 3; '' if nowhere.")
]
Statement = Annotated[str | None, typer.Option(help="What the source says, in your own words.")]
At = Annotated[
    str | None, typer.Option(metavar="LON,LAT", help="The position of a site: 104.92,33.39.")
]
Datum = Annotated[
    str | None, typer.Option(help="What --at is given in: wgs84 (default), gcj02 or bd09.")
]
Decision = Annotated[
    str | None, typer.Option(help="Why this unit and no other, where you had to choose.")
]
Candidates = Annotated[
    Literal["keep"] | None,
    typer.Option(metavar="keep", help="Keep every unit an ambiguous name fits, undecided."),
]
Set = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="COLUMN=VALUE", help="A column of your own; repeatable."),
]
SourceId = Annotated[str, typer.Argument(metavar="ID", help="Its id, such as pandaily-2020.")]
Publisher = Annotated[str | None, typer.Option(help="Who published it.")]
Author = Annotated[str | None, typer.Option(help="Who wrote it.")]
Published = Annotated[
    str | None, typer.Option(help="When, as EDTF or in words: 2020-09, 'September 2020'.")
]
Url = Annotated[str | None, typer.Option(help="Where it can be read: http or https.")]
ArchiveUrl = Annotated[
    str | None, typer.Option(help="Where a kept copy can be read, as at web.archive.org.")
]
Accessed = Annotated[str | None, typer.Option(help="When you read it.")]
SourceCoverage = Annotated[
    Coverage | None,
    typer.Option(
        metavar="full|partial|unknown",
        help="full: it claims to name every place; then give --coverage-scope.",
    ),
]
CoverageScope = Annotated[
    str | None, typer.Option(help="Among which units: '620000 prefecture'; several by |.")
]
CoveragePeriod = Annotated[
    str | None, typer.Option(help="For which years, as an EDTF interval: 2016/2020.")
]
Note = Annotated[str | None, typer.Option(help="What a reader should know of it.")]

Yes = Annotated[bool, typer.Option("--yes", "-y", help="Write without asking.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would be written, and stop.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object; never ask.")]
Force = Annotated[bool, typer.Option("--force", help="Replace a file that is there.")]
JsonLines = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
UnitLevel = Annotated[
    Level | None,
    typer.Option("--level", metavar="province|prefecture|county", help="The level of the units."),
]
Data = Annotated[
    Path | None, typer.Option(metavar="DIR", help="The project; else the one you stand in.")
]

_ROW_OPTIONS = (
    "place", "within", "adcode", "level", "extent", "status", "start", "end", "date_note", "source",
    "locator", "statement", "datum", "decision", "id_",
)  # fmt: skip
_SOURCE_OPTIONS = (
    "title", "publisher", "author", "published", "url", "accessed", "coverage", "coverage_scope",
    "coverage_period", "note", "archive_url",
)  # fmt: skip
"""Parameters of commands that give a column each."""

_BETWEEN = re.compile(r"[,，;；]")


def position(at: str | None) -> dict[str, str]:
    """Return the cells `lon` and `lat` that `--at LON,LAT` gives; none without it, blank for ''.

    Raises
    ------
    UsageError
        If it is not two values.
    """
    if at is None:
        return {}
    parts = [part.strip() for part in _BETWEEN.split(at)] if at.strip() else ["", ""]
    parts = parts if len(parts) > 1 else at.split()
    if len(parts) != 2:  # noqa: PLR2004 (a longitude and a latitude)
        raise UsageError(f"--at {at!r} is not a position; give LON,LAT such as --at 104.92,33.39")
    return {"lon": parts[0], "lat": parts[1]}


def date(text: str | None) -> FuzzyDate | None:
    """Return the date an option gives as EDTF; None without it.

    Raises
    ------
    DateError
        If it is not one.
    """
    from ..dates import parse

    return parse(text.strip()) if text and text.strip() else None


def extra_columns(settings: list[str] | None, known: tuple[str, ...]) -> dict[str, str]:
    """Return the cells that `--set COLUMN=VALUE` gives.

    Raises
    ------
    UsageError
        If one has no `=`, or names a column that has an option of its own.
    """
    cells: dict[str, str] = {}
    for setting in settings or ():
        column, equals, value = setting.partition("=")
        column = column.strip()
        if not equals or not column:
            raise UsageError(f"--set {setting!r} is not COLUMN=VALUE")
        if column in known:
            raise UsageError(f"--set {column}=...: this column has an option of its own")
        cells[column] = value
    return cells


def row_cells(options: Mapping[str, Any]) -> dict[str, str]:
    """Return the cells of a row that the options of a command (its `locals()`) give.

    Raises
    ------
    UsageError
        If `--at` is not a position.
    """
    return position(options["at"]) | _given(options, _ROW_OPTIONS)


def source_cells(options: Mapping[str, Any]) -> dict[str, str]:
    """Return the cells of a source that the options of a command (its `locals()`) give."""
    return _given(options, _SOURCE_OPTIONS)


def _given(options: Mapping[str, Any], names: Iterable[str]) -> dict[str, str]:
    """Return those that were given, as cells by name; a blank one was given on purpose."""
    return {
        name.removesuffix("_"): str(options[name]) for name in names if options[name] is not None
    }
