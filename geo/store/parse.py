"""Rows into statements and sources: the edge where text becomes values, once.

A row with a problem becomes no value; the problem says where it is and what would mend it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeVar

from ..errors import DataError
from ..model import Coverage, Extent, Level, Presence, Source, Statement
from ..tables.grid import errors_in
from ..tables.table import stream_cells
from .row_parser import RowParser
from .schema import (
    LOCATION_COLUMNS,
    LOCATION_TRANSLATIONS,
    SOURCE_COLUMNS,
    SOURCE_TRANSLATIONS,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from ..tables.grid import Problems
    from ..tables.table import Stream, Table

Parsed = TypeVar("Parsed", Source, Statement)

_SCOPE = re.compile(r"([0-9]{6})(?:\s+|\s*[:/]\s*)(province|prefecture|county)")

_COMPARED = 2_000
"""Sources among which one of nearly the id that a row names is looked for."""


def parse_sources(stream: Stream, is_unit: Callable[[str], bool]) -> Iterator[Source]:
    """Yield the sound sources; the problems of the others go to `stream.problems`.

    Parameters
    ----------
    stream
        The rows of sources.csv.
    is_unit
        Tells whether an adcode is one the gazetteer knows.
    """
    parser, ids = RowParser(stream, is_unit), SeenIds()
    for cell in parser.rows(SOURCE_COLUMNS + SOURCE_TRANSLATIONS):
        source = Source(
            id=ids.take(parser, cell["id"]),
            title=parser.filled("title", cell["title"]),
            publisher=cell["publisher"],
            author=cell["author"],
            published=parser.date("published", cell["published"]),
            url=cell["url"].strip(),
            accessed=cell["accessed"].strip(),
            coverage=parser.one_of(
                "coverage",
                cell["coverage"],
                Coverage,
                "coverage-invalid",
                blank=Coverage.UNKNOWN,
            ),
            coverage_scope=_scope(parser, cell["coverage_scope"]),
            coverage_period=parser.date("coverage_period", cell["coverage_period"]),
            note=cell["note"],
            title_zh=cell["title_zh"],
            archive_url=cell["archive_url"].strip(),
            line=parser.line,
        )
        if parser.sound:
            yield source


def parse_statements(
    stream: Stream, source_ids: Collection[str], is_unit: Callable[[str], bool]
) -> Iterator[Statement]:
    """Yield the sound statements; the problems of the others go to `stream.problems`.

    Parameters
    ----------
    stream
        The rows of locations.csv.
    source_ids
        The ids of sources.csv, those of rows with problems included.
    is_unit
        Tells whether an adcode is one the gazetteer knows.
    """
    parser, ids = RowParser(stream, is_unit), SeenIds()
    for cell in parser.rows(LOCATION_COLUMNS + LOCATION_TRANSLATIONS):
        statement = statement_of(parser, cell, source_ids, ids)
        if parser.sound:
            yield statement


def statement_of(
    parser: RowParser,
    cell: Mapping[str, str],
    source_ids: Collection[str],
    ids: SeenIds | None = None,
) -> Statement:
    """Return the statement of the present row, which is none if the parser found a problem.

    Parameters
    ----------
    parser
        At the row, which `sound` is told of.
    cell
        Its cells by column.
    source_ids
        The ids of sources.csv.
    ids
        Those of the rows before it; None: whoever reads the table compares them.
    """
    lon, lat = _position(parser, cell["lon"], cell["lat"])
    return Statement(
        id=ids.take(parser, cell["id"]) if ids else parser.filled("id", cell["id"]),
        place=parser.filled("place", cell["place"]) and cell["place"],
        adcodes=parser.adcodes("adcode", cell["adcode"]),
        source=known_source(parser, cell["source"], source_ids),
        within=cell["within"],
        extent=extent_of(parser, cell["extent"]),
        start=parser.date("start", cell["start"]),
        end=parser.date("end", cell["end"]),
        date_note=cell["date_note"],
        locator=cell["locator"],
        statement=cell["statement"],
        lon=lon,
        lat=lat,
        decision=cell["decision"],
        direction=cell["direction"],
        status=_presence(parser, cell),
        statement_zh=cell["statement_zh"],
        date_note_zh=cell["date_note_zh"],
        decision_zh=cell["decision_zh"],
        quote=cell["quote"],
        quote_zh=cell["quote_zh"],
        line=parser.line,
    )


def extent_of(parser: RowParser, cell: str) -> Extent:
    """Return the extent that a cell gives."""
    return parser.one_of("extent", cell, Extent, "extent-invalid", blank=Extent.UNIT)


def parse_source(cells: Mapping[str, str], is_unit: Callable[[str], bool]) -> Source:
    """Return the source that cells by column of sources.csv make; a column left out is blank.

    Parameters
    ----------
    is_unit
        Tells whether an adcode is one the gazetteer knows.

    Raises
    ------
    DataError
        With every problem of the cells; each has its column, and neither file nor line.
    """
    stream = stream_cells(
        {column: cells.get(column, "") for column in SOURCE_COLUMNS + SOURCE_TRANSLATIONS}
    )
    return _only(parse_sources(stream, is_unit), stream.problems)


def parse_statement(
    cells: Mapping[str, str], source_ids: Collection[str], is_unit: Callable[[str], bool]
) -> Statement:
    """Return the statement that cells by column of locations.csv make; see `parse_source`.

    Parameters
    ----------
    source_ids
        The ids of sources.csv.
    is_unit
        Tells whether an adcode is one the gazetteer knows.

    Raises
    ------
    DataError
        With every problem of the cells; each has its column, and neither file nor line.
    """
    columns = LOCATION_COLUMNS + LOCATION_TRANSLATIONS
    stream = stream_cells({column: cells.get(column, "") for column in columns})
    return _only(parse_statements(stream, source_ids, is_unit), stream.problems)


def _only(rows: Iterator[Parsed], problems: Problems) -> Parsed:
    """Return the one row of a stream, which has no problem then."""
    row = next(rows, None)
    if row is None or errors_in(problems.all()):
        raise DataError(replace(problem, line=None) for problem in problems.all())
    return row


class SeenIds:
    """The ids met so far, to tell a second row of the same id."""

    def __init__(self) -> None:
        self._lines: dict[str, int] = {}
        self._folded: dict[str, str] = {}

    def take(self, parser: RowParser, cell: str) -> str:
        """Return the id of the present row; note a problem if an earlier one has it, or nearly."""
        taken = parser.filled("id", cell)
        if not taken:
            return ""
        first = self._lines.setdefault(taken, parser.line)
        if first != parser.line:
            if parser.is_conflicted():
                return taken
            message = f"the id {taken!r} is already that of line {first}"
            parser.refuse("id-duplicate", "id", message, "give each row an id of its own")
            return taken
        folded = taken.lower() if taken.isascii() else _folded(taken)
        other = self._folded.setdefault(folded, taken)
        if other != taken:
            message = f"the id {taken!r} is hard to tell from {other!r} in line"
            parser.warn("id-alike", "id", f"{message} {self._lines[other]}", "choose another")
        return taken


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def known_source(parser: RowParser, cell: str, source_ids: Collection[str]) -> str:
    """Return the id of the source that a cell names."""
    if cell and cell in source_ids:
        return cell
    source = parser.filled("source", cell)
    if source and source not in source_ids:
        is_compared = len(source_ids) <= _COMPARED and not parser.is_flooded("source-unknown")
        close = get_close_matches(source[:80], source_ids, n=1) if is_compared else ()
        message = f"sources.csv has no source {source[:80]!r}"
        hint = f"is {close[0]!r} meant?" if close else "add it with `pilotmap source add`"
        parser.refuse("source-unknown", "source", message, hint)
    return source


class _Everything(tuple[str, ...]):
    """The ids of a table that cannot be read whole: any may be among them."""

    __slots__ = ()

    def __contains__(self, _: object) -> bool:
        return True


def source_ids(sources: Table) -> Collection[str]:
    """Return the ids of sources.csv, those of rows with problems included.

    A source behind a broken row is not missing: the rows that name it are not to be told so.
    """
    if errors_in(sources.problems):
        return _Everything()
    position = sources.position("id")
    return {row.cells[position].strip() for row in sources.rows if position is not None}


def _presence(parser: RowParser, cell: Mapping[str, str]) -> Presence:
    """Return whether a row says yes or no; a no speaks of a whole unit."""
    found = presence_of(parser, cell["status"])
    if found is Presence.OUT:
        refusal = no_without_unit(cell)
        if refusal:
            parser.refuse("status-invalid", "status", *refusal)
    return found


def presence_of(parser: RowParser, cell: str) -> Presence:
    """Return whether the cell of a status is a yes or a no."""
    return parser.one_of("status", cell, Presence, "status-invalid", blank=Presence.IN)


def no_without_unit(cell: Mapping[str, str]) -> tuple[str, str] | None:
    """Return why a row with the status `out` says nothing of a unit, and what to do; None: it does.

    Parameters
    ----------
    cell
        The cells of the row by column.
    """
    if cell["extent"].strip() == Extent.WITHIN:
        message = "the row says 'out' of unnamed places within a unit, which settles nothing"
        return (
            message,
            "write the extent unit if it was nowhere in the unit, or remove the row",
        )
    if cell["lon"].strip() or cell["lat"].strip():
        message = "the row says 'out' of a position, which says nothing of the unit around it"
        return message, "leave lon and lat blank if the whole unit is meant, or remove the row"
    return None


def _position(parser: RowParser, lon_cell: str, lat_cell: str) -> tuple[float | None, float | None]:
    if not lon_cell and not lat_cell:
        return None, None
    lon, lat = parser.degrees("lon", lon_cell, 180), parser.degrees("lat", lat_cell, 90)
    if (lon is None) != (lat is None) and parser.sound:
        missing, given = ("lon", "lat") if lon is None else ("lat", "lon")
        message = f"{given} is given without {missing}"
        parser.refuse("coordinate-invalid", missing, message, "give both or neither")
    return lon, lat


def _scope(parser: RowParser, cell: str) -> tuple[tuple[str, Level], ...]:
    """Return the (adcode, level) pairs of a cell such as `620000 prefecture|610000 county`."""
    pairs = []
    for part in cell.split("|") if cell.strip() else ():
        found = _SCOPE.fullmatch(part.strip())
        if not found:
            message = f"{part.strip()[:40]!r} is not a scope"
            hint = "write an adcode and a level, such as '620000 prefecture'"
            parser.refuse("coverage-invalid", "coverage_scope", message, hint)
        elif parser.is_unit("coverage_scope", found[1]):
            pairs.append((found[1], Level(found[2])))
    return tuple(pairs)
