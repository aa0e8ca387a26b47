"""Count the rows of one task: pure, so that any engine may call it, anywhere and again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..errors import ReferenceDataError
from .days import FINE, NO_DAY, read_dates
from .files import Task, batches
from .part import NO_LAST, YEARS, Part, Reason, empty, merge, split
from .places import checksum, placer, to_numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa
    from numpy.typing import NDArray

    from .spec import Spec

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
    for looked_at, batch in batches(Task(path, tuple(row_groups), rows), spec):
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
    tally = np.bincount(reasons[reasons != FINE], minlength=len(Reason)).astype(np.int64)
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
    reasons[~good & ~missing & (reasons == FINE)] = Reason.BAD_VALUE
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
