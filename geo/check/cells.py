"""What rules ask of a table as text, gathered while its rows pass: none of them is kept."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from ..boundaries.nearby import CHINA, in_china
from ..rows import read_together
from ..store.schema import own_columns
from ..tables.grid import SPREADSHEET_ERRORS
from ..text.characters import Oddity, is_plain, oddities

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..tables.stretch import Rows
    from ..tables.table import Table

_SHORT = 8
_MANY = 50_000
"""Rows from which on those that follow are more as well."""

NAME_COLUMNS = frozenset(
    {
        "id", "place", "within", "adcode", "extent", "start", "end", "source", "locator", "lon",
        "lat", "published", "accessed", "coverage", "coverage_scope", "coverage_period", "toponym",
        "url",
    }
)  # fmt: skip
"""Columns that hold names and codes, not prose."""


class OddCell(NamedTuple):
    """A cell that holds characters it should not."""

    file: str
    line: int | None
    """None: it is a title, in datapackage.json."""
    column: str
    cell: str
    odd: list[Oddity]


class FailedCell(NamedTuple):
    """A cell that holds the error of a spreadsheet, and where it stands."""

    line: int
    column: str
    cell: str


class TableCells:
    """The cells of one table, as far as rules want them, those of rows with problems included.

    Parameters
    ----------
    file
        Its name in messages.
    header
        Its columns.
    with_names
        Whether the places of all rows are wanted.
    """

    def __init__(self, file: str, header: Sequence[str], *, with_names: bool = False) -> None:
        self.file = file
        self.header = header
        self.rows = 0
        """How many sound rows there are."""
        self.is_whole = True
        """Whether every row of the file could be read."""
        self.odd: list[OddCell] = []
        self.failed: list[FailedCell] = []
        self.swapped: list[tuple[int, float, float]] = []
        """Line, longitude and latitude of the rows in which each stands in the other's column."""
        self.sources: set[str] = set()
        self.names: set[tuple[str, str]] = set()
        """Place and parent of each row, where they are wanted."""
        self._with_names = with_names
        self._lines = array("q")
        self._own: dict[str, list[str]] = {name: [] for name in own_columns(header)}

    @classmethod
    def of(cls, table: Table) -> TableCells:
        """Return what rules ask of a table that is held in memory."""
        cells = cls(table.file, table.header, with_names=True)
        for _ in cells.passing(table.stream().stretches):
            pass
        return cells

    def passing(self, stretches: Iterator[Rows]) -> Iterator[Rows]:
        """Yield the rows of the table as they are, having looked at each."""
        for rows in stretches:
            self._gather(rows)
            yield rows

    @property
    def own_columns(self) -> Iterable[str]:
        """The project's own columns."""
        return self._own

    def own(self, line: int) -> dict[str, str]:
        """Return the cells of the project's own columns in the row that begins on a line."""
        if not self._own:
            return {}
        row = bisect_left(self._lines, line)
        return {name: cells[row] for name, cells in self._own.items()}

    def _gather(self, rows: Rows) -> None:
        columns = dict(zip(self.header, rows.columns(), strict=True))
        self.rows += len(rows)
        self.sources.update(map(str.strip, columns.get("source", ())))
        if self._with_names and "place" in columns:
            self.names.update(
                zip(columns["place"], columns.get("within", [""] * len(rows)), strict=True)
            )
        if self._own:
            self._lines.extend(rows.lines)
            for name, own in self._own.items():
                own.extend(columns[name])
        if "lon" in columns and "lat" in columns:
            self._find_swapped(rows, columns["lon"], columns["lat"])
        self._look(rows)

    def _look(self, rows: Rows) -> None:
        """Find the cells that hold what they should not; in nearly all rows there is none."""
        for stretch, is_sound in read_together(rows, self._all_sound, _SHORT):
            for row in () if is_sound else stretch:
                for column, cell in zip(self.header, row.cells, strict=True):
                    if odd := oddities(cell, is_name=column in NAME_COLUMNS):
                        self.odd.append(OddCell(self.file, row.line, column, cell, odd))
                    if "#" in cell and cell.strip() in SPREADSHEET_ERRORS:
                        self.failed.append(FailedCell(row.line, column, cell.strip()))

    def _all_sound(self, rows: Rows) -> bool | None:
        """Whether no cell of rows is odd or the error of a spreadsheet; None if any may be."""
        together = " ".join([" ".join(dict.fromkeys(column)) for column in rows.columns()])
        is_sound = is_plain(together, is_one_of_many=self.rows > _MANY) and "#" not in together
        return is_sound or None

    def _find_swapped(self, rows: Rows, lon: Sequence[str], lat: Sequence[str]) -> None:
        if not (any(lon) and any(lat)) or _all_between(lon, lat):
            return
        for row, lon_cell, lat_cell in zip(rows, lon, lat, strict=True):
            try:
                position = float(lon_cell), float(lat_cell)
            except ValueError:
                continue  # blank, or reported as no number
            if not in_china(*position) and in_china(*reversed(position)):
                self.swapped.append((row.line, *position))


def _all_between(lon: Iterable[str], lat: Iterable[str]) -> bool:
    """Whether all positions lie in the rectangle around China; not if some are none."""
    west, south, east, north = CHINA
    try:
        lons, lats = list(map(float, lon)), list(map(float, lat))
    except ValueError:
        return False
    return west <= min(lons) <= max(lons) <= east and south <= min(lats) <= max(lats) <= north
