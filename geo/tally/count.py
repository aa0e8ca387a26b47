"""Count the rows of one task: pure, so that any engine may call it, anywhere and again."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ..dates.edtf import parse
from ..dates.figures import in_edtf
from ..errors import DateError, ReferenceDataError
from .files import Task, batches, told
from .partial_counts import NO_FIRST, NO_LAST, YEARS, LeftOutReason, Part, empty, merge, split
from .places import checksum, placer, to_numbers

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    import pyarrow as pa
    from numpy.typing import NDArray

    from .spec import Spec


NO_DAY = NO_FIRST
FINE = -1
"""Stands for no `LeftOutReason`."""
_EPOCH = np.datetime64("1970-01-01", "D")
_DAY_FORM = r"^\d{4}-\d{2}-\d{2}[ T]"
_DAY_LENGTH = 10


class RowDates(NamedTuple):
    """When the rows are dated; the arrays are as long as there are rows."""

    years: NDArray[np.int32]
    days: NDArray[np.int32]
    """Days from 1970-01-01; `NO_DAY` where only the year is known."""
    reasons: NDArray[np.int8]
    """`NO_DATE` or `BAD_DATE`, or `FINE`."""


def read_dates(column: pa.Array) -> RowDates:
    """Read a column of dates, times (their day, in their own time zone), years or texts."""
    import pyarrow as pa
    import pyarrow.compute as pc

    kind = column.type
    missing = column.is_null().to_numpy(zero_copy_only=False)
    if pa.types.is_timestamp(kind) and kind.tz:
        column = pc.local_timestamp(column)
    if pa.types.is_timestamp(kind) or pa.types.is_date(kind):
        days = column.cast(pa.date32(), safe=False).cast(pa.int32()).fill_null(0).to_numpy()
        return _of_days(days, missing)
    if pa.types.is_integer(kind) or pa.types.is_floating(kind):
        numbers = column.cast(pa.float64(), safe=False).fill_null(np.nan).to_numpy()
        return _of_years(numbers, missing | np.isnan(numbers))
    return _of_texts(column)


def _of_days(days: NDArray[np.int32], missing: NDArray[np.bool_]) -> RowDates:
    years = (_EPOCH + days).astype("datetime64[Y]").astype(np.int32) + 1970
    bad = (years < 1) | (years >= YEARS)
    return RowDates(np.where(bad, 0, years), days, _reasons(missing, bad))


def _of_years(numbers: NDArray[np.float64], missing: NDArray[np.bool_]) -> RowDates:
    good = (numbers >= 1) & (numbers < YEARS) & (numbers == np.floor(numbers))
    years = np.where(good, numbers, 0).astype(np.int32)
    return RowDates(years, np.full(len(years), NO_DAY, np.int32), _reasons(missing, ~good))


def _of_texts(column: pa.Array) -> RowDates:
    """Read dates in EDTF and in the forms that spreadsheets write, each distinct one once."""
    import pyarrow.compute as pc

    text = pc.utf8_trim_whitespace(column)
    if (timed := pc.match_substring_regex(text, _DAY_FORM)).true_count:
        text = pc.if_else(timed, pc.utf8_slice_codeunits(text, 0, _DAY_LENGTH), text)
    coded = text.dictionary_encode()
    told = [_read_one(each or "") for each in coded.dictionary.to_pylist()]
    told.append((0, NO_DAY, LeftOutReason.NO_DATE))
    years, days, reasons = np.array(told, dtype=np.int64).T
    at = coded.indices.fill_null(len(told) - 1).to_numpy()
    return RowDates(
        years[at].astype(np.int32), days[at].astype(np.int32), reasons[at].astype(np.int8)
    )


def _read_one(text: str) -> tuple[int, int, int]:
    """Return year, day and reason of one text."""
    if not text:
        return 0, NO_DAY, LeftOutReason.NO_DATE
    try:
        date = parse(in_edtf(text))
    except DateError:
        return 0, NO_DAY, LeftOutReason.BAD_DATE
    first, last = date.not_before, date.not_after
    if first is None or last is None or first.year != last.year:
        return 0, NO_DAY, LeftOutReason.BAD_DATE
    return first.year, (_day(first) if first == last else NO_DAY), FINE


def _day(date: datetime.date) -> int:
    return int((np.datetime64(date, "D") - _EPOCH).astype(int))


def _reasons(missing: NDArray[np.bool_], bad: NDArray[np.bool_]) -> NDArray[np.int8]:
    reasons = np.where(bad, LeftOutReason.BAD_DATE, FINE).astype(np.int8)
    reasons[missing] = LeftOutReason.NO_DATE
    return reasons


_MOST_SLOTS = 4_000_000
"""Units times years up to which counts are made in one array with a slot for each."""


def count_part(path: str, row_groups: Sequence[int], spec: Spec, rows: int = 0) -> Part:
    """Count the rows of some row groups of a file.

    Parameters
    ----------
    path
        A path or a URL that this process can open.
    row_groups
        Numbers of the row groups; none for a CSV file, which is read whole.
    rows
        How many rows the row groups hold.

    Raises
    ------
    ReferenceDataError
        If this process has other outlines than the one that asks.
    StoreError
        If the file cannot be read.
    """
    if spec.outlines != checksum():
        raise ReferenceDataError(
            "a worker has other outlines or units than this process; "
            "install the same version of pilotmap on all"
        )
    held = empty()
    task = Task(path, tuple(row_groups), rows)
    for looked_at, batch in batches(task, spec):
        with told(str(task)):  # what is no text shows itself only when it is taken for one
            held = merge([held, _count(batch, spec, looked_at)])
    return held


def _count(batch: pa.RecordBatch, spec: Spec, looked_at: int) -> Part:
    """Count one batch."""
    columns = {name: _plain(batch.column(at)) for at, name in enumerate(batch.schema.names)}
    units = _units(columns, spec)
    dates = read_dates(columns[spec.date])
    reasons = np.where(units < 0, -1 - units, dates.reasons)
    high, low, with_value = _values(columns, spec, reasons)
    kept = np.flatnonzero(reasons == FINE)
    tally = np.bincount(reasons[reasons != FINE], minlength=len(LeftOutReason)).astype(np.int64)
    keys, slots = _slots(units[kept], dates.years[kept], len(placer(spec.level).units))
    size = len(keys)

    def summed(weights: NDArray[np.int64]) -> NDArray[np.int64]:
        # Exact: at most 2**20 rows of at most 2**32 each stay below 2**53.
        return np.bincount(slots, weights[kept], size).astype(np.int64)

    days = dates.days[kept]
    first, last = np.full(size, NO_DAY, np.int32), np.full(size, NO_LAST, np.int32)
    np.minimum.at(first, slots, days)
    np.maximum.at(last, slots, np.where(days == NO_DAY, NO_LAST, days))
    there = np.flatnonzero(n := np.bincount(slots, minlength=size))
    return Part(
        keys=keys[there],
        n=n[there].astype(np.int64),
        first=first[there],
        last=last[there],
        with_value=summed(with_value)[there],
        high=summed(high)[there],
        low=summed(low)[there],
        reasons=tally,
        read=looked_at,
        passed=batch.num_rows,
    )


def _units(columns: dict[str, pa.Array], spec: Spec) -> NDArray[np.int32]:
    """Return the unit of each row, or the reason why there is none."""
    place = placer(spec.level)
    cells = [columns[name] for name in spec.place]
    if spec.by == "position":
        return place.at(*cells)
    return place.with_code(*cells) if spec.by == "code" else place.named(*cells)


def _values(
    columns: dict[str, pa.Array], spec: Spec, reasons: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return both halves of the values, and which rows have one; write bad ones to `reasons`."""
    nothing = np.zeros(len(reasons), np.int64)
    if not spec.value:
        return nothing, nothing, nothing
    column = columns[spec.value]
    missing = column.is_null(nan_is_null=True).to_numpy(zero_copy_only=False)
    values, good = _whole(column, spec.scale)
    reasons[~good & ~missing & (reasons == FINE)] = LeftOutReason.BAD_VALUE
    high, low = split(np.where(good & ~missing, values, 0))
    return high, low, (good & ~missing).astype(np.int64)


def _whole(column: pa.Array, scale: int) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return values times `scale`, as whole numbers, and which of them 64 bits can hold."""
    import pyarrow as pa

    most = (2**63 - 1) // scale
    if pa.types.is_integer(column.type):
        whole = column.cast(pa.int64(), safe=False).fill_null(0).to_numpy()
        wrapped = (whole < 0) & pa.types.is_unsigned_integer(column.type)
        good = ~wrapped & (np.abs(whole) <= most) & (whole != np.iinfo(np.int64).min)
        return np.where(good, whole, 0) * scale, good
    floats = to_numbers(column) * scale
    good = np.abs(floats) < 2.0**63  # NaN is not
    return np.rint(np.where(good, floats, 0)).astype(np.int64), good


def _slots(
    units: NDArray[np.int32], years: NDArray[np.int32], count: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return ascending keys, some perhaps of no row, and the place of each row's key in them."""
    distinct = np.flatnonzero(np.bincount(years, minlength=1))
    if count * len(distinct) > _MOST_SLOTS:
        keys, slots = np.unique(units.astype(np.int64) * YEARS + years, return_inverse=True)
        return keys, slots
    at = np.zeros(YEARS, np.int64)
    at[distinct] = np.arange(len(distinct))
    keys = (np.arange(count, dtype=np.int64)[:, None] * YEARS + distinct).ravel()
    return keys, units.astype(np.int64) * len(distinct) + at[years]


def _plain(column: pa.Array) -> pa.Array:
    """Return a column without a dictionary, and texts as `string`."""
    import pyarrow as pa

    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    return column.cast(pa.string()) if pa.types.is_large_string(column.type) else column
