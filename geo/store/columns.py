"""A table of statements read column by column; row by row only where something may be wrong.

Sound rows come by the thousand and need no word about each. So a stretch of rows is looked at one
column after the other: every distinct cell is read once, and of the rest it is asked at once
whether all of it is sound. Where that is not so (see `rows.read_together`), rows are read one by
one by `parse`, which tells what is wrong and where.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any

from ..model import Extent, Presence
from ..rows import Columns, Same, read_together
from ..tables.grid import Problems
from ..tables.table import Stream
from .parse import SeenIds, extent_of, known_source, presence_of, statement_of
from .row_parser import RowParser
from .schema import LOCATION_COLUMNS, LOCATION_TRANSLATIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from ..rows import StatementRows
    from ..tables.stretch import Rows

_SHORT = 32
_COLUMNS = LOCATION_COLUMNS + LOCATION_TRANSLATIONS
_KEPT = ("statement", "locator", "quote", "quote_zh", "statement_zh")
"""Columns whose cells are mostly different, so that nothing is gained by keeping one of each."""
_SHARED = ("within", "date_note", "decision", "direction", "date_note_zh", "decision_zh")
_IN_NUMBERS = b"0123456789.-"


def read_statements(
    stream: Stream,
    source_ids: Collection[str],
    is_unit: Callable[[str], bool],
    progress: Callable[[int], None] | None = None,
) -> StatementRows:
    """Return the sound statements of a table; the problems of the others go to `stream.problems`.

    Parameters
    ----------
    stream
        The rows of locations.csv.
    source_ids
        The ids of sources.csv, those of rows with problems included.
    is_unit
        Tells whether an adcode is one the gazetteer knows.
    progress
        Is told now and then how many rows have been read.
    """
    reader = _Reader(stream, source_ids, is_unit)
    read = 0
    for rows in stream.stretches:
        reader.read(rows)
        read += len(rows)
        if progress is not None:
            progress(read)
    return reader.statements()


class _UnclearError(Exception):
    """Some cell of a stretch of rows has to be looked at by itself."""


class _Cells(dict[str, Any]):
    """What each distinct cell of a column says; a cell with a problem is unclear."""

    def __init__(self, probe: RowParser, read: Callable[[str], Any]) -> None:
        super().__init__()
        self._probe = probe
        self._read = read

    def __missing__(self, cell: str) -> Any:
        self._probe.sound = True
        value = self._read(cell)
        if not self._probe.sound:
            raise _UnclearError
        self[cell] = value
        return value

    def of_column(self, column: Sequence[str]) -> Sequence[Any]:
        """Return what each cell of a column says, a row at least."""
        first = column[0]
        if isinstance(column, Same) or (first == column[-1] and column.count(first) == len(column)):
            return Same(self[first], len(column))
        return list(map(self.__getitem__, column))


class _Reader:
    """Reads stretches of rows into columns.

    Ids are compared when all rows are read, those of rows with problems as well.
    """

    def __init__(
        self, stream: Stream, source_ids: Collection[str], is_unit: Callable[[str], bool]
    ) -> None:
        self._source_ids = source_ids
        self._parser = RowParser(stream, is_unit)
        header = stream.header
        self._position = {name: header.index(name) for name in _COLUMNS if name in header}
        # What is wrong with a cell is told when its row is read, not when the cell is met first.
        aside = Stream(stream.file, header, iter(()), Problems(stream.file))
        probe = RowParser(aside, is_unit)
        self._cells = {
            "adcode": _Cells(probe, lambda cell: probe.adcodes("adcode", cell)),
            "source": _Cells(probe, lambda cell: known_source(probe, cell, source_ids)),
            "extent": _Cells(probe, lambda cell: extent_of(probe, cell)),
            "start": _Cells(probe, lambda cell: probe.date("start", cell)),
            "end": _Cells(probe, lambda cell: probe.date("end", cell)),
            "status": _Cells(probe, lambda cell: presence_of(probe, cell)),
            **{name: _Cells(probe, str) for name in _SHARED},
        }
        self._taken = Columns()
        self._ids: list[str] = []
        self._lines = array("q")
        self._sound: list[bool] = []

    def read(self, rows: Rows) -> None:
        """Read a stretch of rows."""
        for stretch, columns in read_together(rows, self._sound_columns, _SHORT):
            if columns is None:
                self._read_one_by_one(stretch)
                continue
            self._taken.extend(columns)
            self._ids += columns["id"]
            self._lines.extend(columns["line"])
            self._sound += [True] * len(stretch)

    def _sound_columns(self, rows: Rows) -> dict[str, Sequence[Any]] | None:
        """Return the columns of rows; None if any of them may have a problem."""
        try:
            return self._columns(rows)
        except _UnclearError:
            return None

    def _columns(self, rows: Rows) -> dict[str, Sequence[Any]]:
        """Return the columns of rows that are sound, all of them.

        Raises
        ------
        _UnclearError
            If any of them may have a problem.
        """
        by_position = rows.columns()
        cell: dict[str, Sequence[str]] = {
            name: by_position[self._position[name]]
            if name in self._position
            else Same("", len(rows))
            for name in _COLUMNS
        }
        ids = list(map(str.strip, cell["id"]))
        if not all(ids) or not all(map(str.strip, cell["place"])):
            raise _UnclearError
        known = {name: cells.of_column(cell[name]) for name, cells in self._cells.items()}
        lon, lat = _positions(cell["lon"], cell["lat"])
        if Presence.OUT in known["status"] and not _are_of_units(known["extent"], lon):
            raise _UnclearError
        known["adcodes"] = known.pop("adcode")
        kept = {name: cell[name] for name in _KEPT}
        lines = array("q", rows.lines)
        return {**kept, **known, "id": ids, "place": cell["place"], "lon": lon, "lat": lat} | {
            "line": lines
        }

    def _read_one_by_one(self, rows: Rows) -> None:
        parser = self._parser
        for cell in parser.cells_of(rows, _COLUMNS):
            statement = statement_of(parser, cell, self._source_ids)
            self._ids.append(statement.id)
            self._lines.append(parser.line)
            self._sound.append(parser.sound)
            if parser.sound:
                self._taken.add((statement,))

    def statements(self) -> StatementRows:
        """Return the rows that are sound and have an id of their own."""
        if self._ids_differ():
            return self._taken.rows()
        parser, ids, keep = self._parser, SeenIds(), []
        for cell, line, sound in zip(self._ids, self._lines, self._sound, strict=True):
            parser.line, parser.sound = line, True
            if cell:
                ids.take(parser, cell)
            if sound:
                keep.append(parser.sound)
        return self._taken.rows(keep)

    def _ids_differ(self) -> bool:
        """Tell whether no two ids are one, or alike, without looking at each."""
        ids = self._ids
        if len(set(ids)) < len(ids):
            return False
        together = "\n".join(ids)
        if not together.isascii():
            return False
        return together == together.lower() or len(set(map(str.lower, ids))) == len(ids)


def _positions(
    lon: Sequence[str], lat: Sequence[str]
) -> tuple[Sequence[float | None], Sequence[float | None]]:
    """Return the numbers of two columns that are both blank, or both filled, in every row."""
    if not any(lon) and not any(lat):
        return Same(None, len(lon)), Same(None, len(lat))
    if not (all(lon) and all(lat)) and not all(map(_both_or_none, lon, lat)):
        raise _UnclearError
    return _degrees(lon, 180), _degrees(lat, 90)


def _are_of_units(extent: Sequence[Extent], lon: Sequence[float | None]) -> bool:
    """Whether all rows are about whole units, and so may say no."""
    return Extent.WITHIN not in extent and isinstance(lon, Same) and lon.value is None


def _both_or_none(lon: str, lat: str) -> bool:
    return bool(lon) == bool(lat)


def _degrees(cells: Sequence[str], limit: int) -> list[float | None]:
    # Signs, exponents, blanks: perhaps numbers, perhaps not.
    if "".join(cells).encode(errors="surrogatepass").translate(None, _IN_NUMBERS):
        raise _UnclearError
    try:
        numbers = list(map(float, filter(None, cells)))
    except ValueError:
        raise _UnclearError from None
    if not -limit <= min(numbers) <= max(numbers) <= limit:
        raise _UnclearError
    if len(numbers) == len(cells):
        return [*numbers]
    found = iter(numbers)
    return [next(found) if cell else None for cell in cells]
