"""Rows into statements and sources: the edge where text becomes values, once.

A row with a problem becomes no value; the problem says where it is and what would mend it.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING

from geo.errors import DateError, Severity
from geo.model import COUNTRY, Coverage, Extent, Level, Source, Statement
from geo.store.problems import Problems

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from enum import StrEnum

    from geo.dates import FuzzyDate
    from geo.errors import Problem
    from geo.store.table import Row, Table

_SIX_DIGITS = re.compile(r"[0-9]{6}")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_SCOPE = re.compile(r"([0-9]{6})\s*[\s:/]\s*(province|prefecture|county)")


class _RefusedError(Exception):
    """A cell was refused and the problem noted; the row becomes no value."""


class _Cells:
    """The cells of one row by column, and where to note what is wrong with them."""

    def __init__(self, table: Table, problems: Problems) -> None:
        self._positions = {column: index for index, column in enumerate(table.header)}
        self._problems = problems
        self.row: Row | None = None
        self.line = 0
        self.sound = True

    def over(self, table: Table) -> Iterator[_Cells]:
        for row in table.rows:
            self.row, self.line, self.sound = row, row.line, True
            yield self

    def text(self, column: str) -> str:
        """Return the cell exactly; blank where the table has no such column."""
        position = self._positions.get(column)
        return self.row.cells[position] if position is not None and self.row else ""

    def code(self, column: str, *, filled: bool = False) -> str:
        """Return the cell without outer spaces, noting a problem if it must be filled."""
        cell = self.text(column).strip()
        if filled and not cell:
            self.refuse("cell-missing", column, "the cell is blank", f"give the {column}")
        return cell

    def refuse(self, rule: str, column: str, message: str, hint: str = "") -> None:
        self.sound = False
        self._problems.add(rule, message, hint, line=self.line, column=column)

    def warn(self, rule: str, column: str, message: str, hint: str = "") -> None:
        severity = Severity.WARNING
        self._problems.add(rule, message, hint, line=self.line, column=column, severity=severity)

    def date(self, column: str) -> FuzzyDate | None:
        """Return the date a cell gives; None for a blank one, and after a problem."""
        cell = self.code(column)
        if not cell:
            return None
        try:
            return _date(cell)
        except DateError as error:
            self.refuse("date-invalid", column, str(error))
            return None

    def number(self, column: str, limit: float) -> float | None:
        """Return the degrees a cell gives; None for a blank one, and after a problem."""
        cell = self.code(column)
        if not cell:
            return None
        if not _NUMBER.fullmatch(cell):
            hint = "write decimal degrees such as 104.06"
            self.refuse("coordinate-invalid", column, f"{cell[:40]!r} is no finite number", hint)
            return None
        value = float(cell)
        if not abs(value) <= limit:
            hint = f"give {column} in degrees, WGS 84, from -{limit:g} to {limit:g}"
            self.refuse("coordinate-invalid", column, f"{cell[:40]} is out of range", hint)
        return value

    def one_of(self, column: str, choices: type[StrEnum], rule: str, default: str) -> str:
        """Return the cell if it is a value of `choices`; a blank one means `default`."""
        cell = self.code(column) or default
        if cell not in {choice.value for choice in choices}:
            values = ", ".join(choice.value for choice in choices)
            self.refuse(rule, column, f"{cell[:40]!r} is not known", f"write one of {values}")
            return default
        return cell


@lru_cache(maxsize=4096)
def _date(text: str) -> FuzzyDate:
    from geo.dates import parse

    return parse(text)


def parse_sources(
    table: Table, is_unit: Callable[[str], bool]
) -> tuple[dict[str, Source], tuple[Problem, ...]]:
    """Return the sound sources by id, and every problem of the others.

    Parameters
    ----------
    table
        The rows of sources.csv.
    is_unit
        Tells whether an adcode is one the gazetteer knows.
    """
    problems = Problems(table.file)
    ids = _Ids()
    sources = {}
    for cells in _Cells(table, problems).over(table):
        source_id = ids.take(cells)
        source = Source(
            id=source_id,
            title=cells.code("title", filled=True),
            publisher=cells.text("publisher"),
            author=cells.text("author"),
            published=cells.date("published"),
            url=cells.code("url"),
            accessed=cells.code("accessed"),
            coverage=Coverage(cells.one_of("coverage", Coverage, "coverage-invalid", "unknown")),
            coverage_scope=_scope(cells, is_unit),
            coverage_period=cells.date("coverage_period"),
            note=cells.text("note"),
            line=cells.line,
        )
        if cells.sound:
            sources[source_id] = source
    return sources, problems.all()


def parse_statements(
    table: Table, source_ids: Collection[str], is_unit: Callable[[str], bool]
) -> tuple[tuple[Statement, ...], tuple[Problem, ...]]:
    """Return the sound statements in the order of their rows, and every problem of the others.

    Parameters
    ----------
    table
        The rows of locations.csv.
    source_ids
        The ids of sources.csv, those of rows with problems included.
    is_unit
        Tells whether an adcode is one the gazetteer knows.
    """
    problems = Problems(table.file)
    ids = _Ids()
    statements = []
    for cells in _Cells(table, problems).over(table):
        lon, lat = _position(cells)
        statement = Statement(
            id=ids.take(cells),
            place=cells.code("place", filled=True) and cells.text("place"),
            adcodes=_adcodes(cells, is_unit),
            source=_known_source(cells, source_ids),
            within=cells.text("within"),
            extent=Extent(cells.one_of("extent", Extent, "extent-invalid", "unit")),
            start=cells.date("start"),
            end=cells.date("end"),
            date_note=cells.text("date_note"),
            locator=cells.text("locator"),
            statement=cells.text("statement"),
            lon=lon,
            lat=lat,
            decision=cells.text("decision"),
            direction=cells.text("direction"),
            line=cells.line,
        )
        if cells.sound:
            statements.append(statement)
    return tuple(statements), problems.all()


class _Ids:
    """The ids met so far, to tell a second row of the same id."""

    def __init__(self) -> None:
        self._lines: dict[str, int] = {}
        self._folded: dict[str, str] = {}

    def take(self, cells: _Cells) -> str:
        taken = cells.code("id", filled=True)
        if not taken:
            return ""
        first = self._lines.setdefault(taken, cells.line)
        if first != cells.line:
            message = f"the id {taken!r} is already that of line {first}"
            cells.refuse("id-duplicate", "id", message, "give each row an id of its own")
            return taken
        other = self._folded.setdefault(unicodedata.normalize("NFKC", taken).casefold(), taken)
        if other != taken:
            message = f"the id {taken!r} is hard to tell from {other!r} in line"
            cells.warn("id-alike", "id", f"{message} {self._lines[other]}", "choose another")
        return taken


def _adcodes(cells: _Cells, is_unit: Callable[[str], bool]) -> tuple[str, ...]:
    cell = cells.code("adcode", filled=True)
    if not cell:
        return ()
    codes = tuple(code.strip() for code in cell.split("|"))
    for index, code in enumerate(codes):
        if not _SIX_DIGITS.fullmatch(code):
            message = f"{code[:40]!r} is no adcode"
            cells.refuse("adcode-invalid", "adcode", message, _adcode_hint(code))
        elif code in codes[:index]:
            cells.refuse("adcode-invalid", "adcode", f"{code} is listed twice", "name it once")
        elif code != COUNTRY and not is_unit(code):
            hint = "look the place up with `pilotmap find`"
            cells.refuse("adcode-unknown", "adcode", f"no unit has the adcode {code}", hint)
    return codes


def _adcode_hint(code: str) -> str:
    digits = re.fullmatch(r"([0-9]{6})(?:\.0+|)", code.replace(" ", ""))
    if digits:
        return f"write {digits[1]}, as text"
    if re.fullmatch(r"[0-9]{2}|[0-9]{4}", code):
        return f"six digits are needed, for this unit perhaps {code.ljust(6, '0')}"
    return "write six digits such as 620600, candidates joined by |"


def _known_source(cells: _Cells, source_ids: Collection[str]) -> str:
    source = cells.code("source", filled=True)
    if source and source not in source_ids:
        close = get_close_matches(source[:80], source_ids, n=1)
        message = f"sources.csv has no source {source[:80]!r}"
        hint = f"is {close[0]!r} meant?" if close else "add it with `pilotmap source add`"
        cells.refuse("source-unknown", "source", message, hint)
    return source


def _position(cells: _Cells) -> tuple[float | None, float | None]:
    lon, lat = cells.number("lon", 180), cells.number("lat", 90)
    if (lon is None) != (lat is None) and cells.sound:
        missing, given = ("lon", "lat") if lon is None else ("lat", "lon")
        message = f"{given} is given without {missing}"
        cells.refuse("coordinate-invalid", missing, message, "give both or neither")
    return lon, lat


def _scope(cells: _Cells, is_unit: Callable[[str], bool]) -> tuple[tuple[str, Level], ...]:
    """Return the (adcode, level) pairs of a cell such as `620000 prefecture|610000 county`."""
    cell = cells.code("coverage_scope")
    pairs = []
    for part in cell.split("|") if cell else ():
        found = _SCOPE.fullmatch(part.strip())
        if not found:
            message = f"{part[:40]!r} is no scope"
            hint = "write an adcode and a level, such as '620000 prefecture'"
            cells.refuse("coverage-invalid", "coverage_scope", message, hint)
        elif found[1] != COUNTRY and not is_unit(found[1]):
            message = f"no unit has the adcode {found[1]}"
            cells.refuse("adcode-unknown", "coverage_scope", message)
        else:
            pairs.append((found[1], Level(found[2])))
    return tuple(pairs)
