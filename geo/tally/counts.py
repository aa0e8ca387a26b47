"""Counts per unit and year out of a file: what `pilotmap tally` wrote, or a table of that shape.

The map and the panel take them from here. Nothing is filled in: a unit and year without a row was
not counted, which is not a count of 0.
"""

from __future__ import annotations

import io
import json
import math
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from ..errors import DataError, Problem, StoreError
from ..gazetteer import load as load_gazetteer
from ..model import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    import pyarrow as pa

    from ..gazetteer import Gazetteer

KEY = b"pilotmap"
"""Of the metadata in which a cube says what was counted."""
_COLUMNS = ("adcode", "year", "n", "sum")
_NEEDED = _COLUMNS[:3]
_YEARS = range(1, 10_000)
_MOST_BYTES = 2**28
_MOST_DIGITS = 20
_SHOWN = 60
"""Characters of a cell that is told."""
LARGEST = 2**53 - 1
"""The largest whole number that the page's scripts hold exactly."""
_NEXT = "count anew with `pilotmap tally`, or correct the file"


class UnitYear(NamedTuple):
    """What was counted in a unit in a year."""

    adcode: str
    year: int
    n: int
    """Observations, 0 or more."""
    total: float | None = None
    """The sum of a value; None where there is none."""


@dataclass(frozen=True)
class Account:
    """What became of all rows that were read: read = left out + counted + those with a reason."""

    read: int
    left_out: int
    counted: int
    reasons: Mapping[str, int] = field(default_factory=dict)
    """By reason in lower case, as `pilotmap tally` tells them, the rows not counted for it."""


@dataclass(frozen=True)
class UnitCounts:
    """Counts of observations by unit and year, all units of one level."""

    file: str
    """Name of the file they come from."""
    level: Level
    rows: tuple[UnitYear, ...]
    """By adcode, then year; each pair once."""
    value: str = ""
    """The column that was summed, where there are sums and the file tells."""
    account: Account | None = None
    """None where the file does not tell what was not counted."""

    @property
    def has_sums(self) -> bool:
        """Whether a value was summed."""
        return any(row.total is not None for row in self.rows)

    @property
    def years(self) -> tuple[int, int]:
        """The first and the last year."""
        years = [row.year for row in self.rows]
        return min(years), max(years)


def read_counts(path: Path, gazetteer: Gazetteer | None = None) -> UnitCounts:
    """Read counts by unit and year: the Parquet of `pilotmap tally`, or a table of its columns.

    Parameters
    ----------
    path
        Parquet, or CSV and what else `import` reads, with the columns `adcode`, `year` and `n`,
        and perhaps `sum`; others are passed over.
    gazetteer
        Today's units; by default those of the package.

    Raises
    ------
    StoreError
        If the file cannot be opened, or Parquet needs the extra that is not installed.
    DataError
        If it is damaged, lacks a column, or a cell is not what its column holds: an adcode of
        today, a year from 1 to 9999, a count of 0 or more; if a unit and year stands twice, or
        units of several levels are mixed.
    """
    file = path.name
    about: dict[str, Any] = {}
    if path.suffix.lower() in {".parquet", ".pq"}:
        cells, about = _parquet(path, file)
    else:
        cells = _text(path, file)
    known = gazetteer or load_gazetteer()
    rows = _checked(cells, known, file)
    if not rows:
        _refuse(file, "there is no row to show", "count other observations, or other years")
    level = _level(rows, known, file, about.get("level"))
    return UnitCounts(file, level, rows, _value(about), _account(about, rows))


Cells = tuple[object, object, object, object]
"""Adcode, year, count and sum of a row as they stand."""


def _refuse(file: str, message: str, hint: str, line: int | None = None) -> NoReturn:
    raise DataError([Problem("tally-file", message, hint, file, line)])


def _parquet(path: Path, file: str) -> tuple[list[tuple[int, Cells]], dict[str, Any]]:
    try:
        import pyarrow as pa
    except ImportError:
        what = 'counts in Parquet are read with an extra: pip install "pilotmap[parquet]"'
        raise StoreError(what) from None
    from ..tables.parquet import open_parquet
    from ..tables.read import ROWS_LIMIT
    from .files import opened

    try:
        with opened(str(path)) as stream:
            raw = stream.read(_MOST_BYTES + 1)
        if len(raw) > _MOST_BYTES:
            _refuse(file, f"it has more than {_MOST_BYTES / 2**20:,.0f} MB", _NEXT)
        parquet = open_parquet(raw, file)
        schema = parquet.schema_arrow
        _check_types(schema, file)
        if (many := parquet.metadata.num_rows) > ROWS_LIMIT:
            message = f"{many:,} rows are more than units and years there are"
            _refuse(file, message, "count the log first: pilotmap tally LOG --out cube.parquet")
        if not many:
            return [], {}
        wanted = [name for name in _COLUMNS if name in schema.names]
        parquet = type(parquet)(io.BytesIO(raw), read_dictionary=["adcode"])
        table, about = parquet.read(columns=wanted), _about(schema.metadata or {})
        columns = [
            _cells(table[name]) if name in wanted else [None] * table.num_rows for name in _COLUMNS
        ]
    except (pa.ArrowException, OSError, ValueError) as error:
        if isinstance(error, (StoreError, DataError)):
            raise
        _refuse(file, "this is not a whole Parquet file", _NEXT)
    return list(enumerate(zip(*columns, strict=True), 1)), about


def _cells(column: pa.ChunkedArray) -> list[object]:
    """Return the cells of a column; equal texts are one object, however many rows have them."""
    cells: list[object] = []
    for chunk in column.chunks:
        if told := getattr(chunk, "dictionary", None):
            values = [*told.to_pylist(), None]
            cells += [values[at] for at in chunk.indices.fill_null(-1).to_pylist()]
        else:
            cells += chunk.to_pylist()
    return cells


def _about(metadata: Mapping[bytes, bytes]) -> dict[str, Any]:
    """Return what a cube says of itself; nothing where it says nothing that can be read."""
    try:
        about = json.loads(metadata.get(KEY, b"{}"))
    except (ValueError, RecursionError):
        return {}
    return about if isinstance(about, dict) else {}


def _check_types(schema: pa.Schema, file: str) -> None:
    import pyarrow.types as t

    there = ", ".join(schema.names[:20])
    for name in _NEEDED:
        if schema.names.count(name) != 1:
            many = "several columns" if name in schema.names else "no column"
            _refuse(file, f"there is {many} '{name}' among {there}", _NEXT)

    def whole(kind: pa.DataType) -> bool:
        return bool(t.is_integer(kind))

    def text(kind: pa.DataType) -> bool:
        return bool(t.is_string(kind) or t.is_large_string(kind) or t.is_integer(kind))

    def number(kind: pa.DataType) -> bool:
        return bool(t.is_integer(kind) or t.is_floating(kind))

    expected = {
        "adcode": ("text", text),
        "year": ("whole numbers", whole),
        "n": ("whole numbers", whole),
        "sum": ("numbers", number),
    }
    for name in set(_COLUMNS) & set(schema.names):
        what, fits = expected[name]
        kind = schema.field(name).type
        if t.is_dictionary(kind):
            kind = kind.value_type
        if not fits(kind):
            _refuse(file, f"column '{name}' holds {kind}; expected {what}", _NEXT)


def _text(path: Path, file: str) -> list[tuple[int, Cells]]:
    """Read a table of text; its cells are texts."""
    from ..tables.read import read_records

    records = read_records(str(path), _COLUMNS)
    for name in _NEEDED:
        if records and not any(cells[name] for _, cells in records):
            _refuse(file, f"column '{name}' is missing or empty", _NEXT, 1)
    return [
        (line, (cells["adcode"], _number(cells["year"]), _number(cells["n"]), _sum(cells["sum"])))
        for line, cells in records
    ]


def _number(text: str) -> object:
    """Return a whole number for a text that is one, else the text."""
    text = text.strip()
    plain = text.removesuffix(".0")
    is_whole = len(plain) <= _MOST_DIGITS and plain.isascii() and plain.removeprefix("-").isdigit()
    return int(plain) if is_whole else text


def _sum(text: str) -> object:
    whole = _number(text)
    if whole == "" or isinstance(whole, int):
        return None if whole == "" else whole
    try:
        return float(text)
    except ValueError:
        return text


def _checked(
    cells: Iterable[tuple[int, Cells]], gazetteer: Gazetteer, file: str
) -> tuple[UnitYear, ...]:
    """Return the rows in order.

    Raises
    ------
    DataError
        At the first cell that is not what its column holds.
    """
    found: dict[tuple[str, int], UnitYear] = {}
    for line, (adcode, year, n, total) in cells:
        code = str(adcode).strip()
        unit = gazetteer.get(code)
        if unit is None or unit.valid_to is not None or unit.level is Level.COUNTRY:
            message = f"adcode '{code[:_SHOWN]}' is not the code of a unit of today"
            _refuse(file, message, _NEXT, line)
        if not isinstance(year, int) or year not in _YEARS:
            _refuse(file, f"year {_shown(year)} is not a year from 1 to 9999", _NEXT, line)
        if not isinstance(n, int) or not 0 <= n <= LARGEST:
            _refuse(file, f"n is {_shown(n)}; expected a count of 0 or more", _NEXT, line)
        if total is not None and (not isinstance(total, (int, float)) or not _fits(total)):
            _refuse(file, f"sum is {_shown(total)}; expected a number", _NEXT, line)
        if (code, year) in found:
            _refuse(file, f"{code} in {year} stands there twice", _NEXT, line)
        found[code, year] = UnitYear(code, year, n, total)
    _check_total(found.values(), file)
    return tuple(found[key] for key in sorted(found))


def _shown(cell: object) -> str:
    return repr(cell[:_SHOWN] if isinstance(cell, str) else cell)


def _fits(total: float) -> bool:
    return math.isfinite(total) and abs(total) <= LARGEST


def _check_total(rows: Iterable[UnitYear], file: str) -> None:
    if sum(row.n for row in rows) > LARGEST:
        _refuse(file, f"the counts add up to more than {LARGEST:,}, which the page cannot hold", "")


def _level(rows: Sequence[UnitYear], gazetteer: Gazetteer, file: str, told: object) -> Level:
    """Return the level that all units stand at: the one that the file tells, else the outermost."""
    codes = {row.adcode for row in rows}
    levels = [
        level
        for level in (Level.PROVINCE, Level.PREFECTURE, Level.COUNTY)
        if codes <= {unit.adcode for unit in gazetteer.at_level(level)}
    ]
    if levels:
        return next((level for level in levels if level == told), levels[0])
    names = sorted({gazetteer.unit(code).level.value for code in codes})
    message = f"the units stand at several levels ({', '.join(names)}) and would be counted twice"
    _refuse(file, message, "keep the rows of one level")


def _value(about: Mapping[str, Any]) -> str:
    value = about.get("value", "")
    return value if isinstance(value, str) else ""


def _account(about: Mapping[str, Any], rows: Iterable[UnitYear]) -> Account | None:
    """Return what the file tells of rows that were not counted; None where it does not, or wrongly.

    A file that was filtered after it was counted tells no longer what is in it.
    """
    read, left_out, counted = (_count(about.get(name)) for name in ("read", "left_out", "counted"))
    reasons = about.get("reasons")
    if read is None or left_out is None or counted is None or not isinstance(reasons, dict):
        return None
    told = {name: _count(number) for name, number in reasons.items()}
    uncounted = {name: number for name, number in told.items() if number is not None}
    from .partial_counts import (
        LeftOutReason,  # loads NumPy, which a page without counts does not need
    )

    known = {reason.name.lower() for reason in LeftOutReason}
    if len(uncounted) < len(reasons) or not set(uncounted) <= known:
        return None
    adds_up = read == left_out + counted + sum(uncounted.values())
    adds_up = adds_up and counted == sum(row.n for row in rows)
    return Account(read, left_out, counted, uncounted) if adds_up else None


def _count(number: object) -> int | None:
    """Return a number that can be a count, else None."""
    if isinstance(number, bool) or not isinstance(number, int):
        return None
    return number if 0 <= number <= LARGEST else None


def by_unit(rows: Iterable[UnitYear]) -> Iterator[tuple[str, list[UnitYear]]]:
    """Yield each unit with its rows, which stand together."""
    for adcode, group in groupby(rows, key=lambda row: row.adcode):
        yield adcode, list(group)
