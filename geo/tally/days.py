"""The date column of a log as days and years."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ..dates.edtf import parse
from ..dates.figures import in_edtf
from ..errors import DateError
from .part import NO_FIRST, YEARS, Reason

if TYPE_CHECKING:
    import datetime

    import pyarrow as pa
    from numpy.typing import NDArray

NO_DAY = NO_FIRST
FINE = -1
"""Stands for no `Reason`."""
_EPOCH = np.datetime64("1970-01-01", "D")
_DAY_FORM = r"^\d{4}-\d{2}-\d{2}[ T]"
_DAY_LENGTH = 10


class Dates(NamedTuple):
    """When the rows are dated; the arrays are as long as there are rows."""

    years: NDArray[np.int32]
    days: NDArray[np.int32]
    """Days from 1970-01-01; `NO_DAY` where only the year is known."""
    reasons: NDArray[np.int8]
    """`NO_DATE` or `BAD_DATE`, or `FINE`."""


def read_dates(column: pa.Array) -> Dates:
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


def _of_days(days: NDArray[np.int32], missing: NDArray[np.bool_]) -> Dates:
    years = (_EPOCH + days).astype("datetime64[Y]").astype(np.int32) + 1970
    bad = (years < 1) | (years >= YEARS)
    return Dates(np.where(bad, 0, years), days, _reasons(missing, bad))


def _of_years(numbers: NDArray[np.float64], missing: NDArray[np.bool_]) -> Dates:
    good = (numbers >= 1) & (numbers < YEARS) & (numbers == np.floor(numbers))
    years = np.where(good, numbers, 0).astype(np.int32)
    return Dates(years, np.full(len(years), NO_DAY, np.int32), _reasons(missing, ~good))


def _of_texts(column: pa.Array) -> Dates:
    """Read dates in EDTF and in the forms that spreadsheets write, each distinct one once."""
    import pyarrow.compute as pc

    text = pc.utf8_trim_whitespace(column)
    if (timed := pc.match_substring_regex(text, _DAY_FORM)).true_count:
        text = pc.if_else(timed, pc.utf8_slice_codeunits(text, 0, _DAY_LENGTH), text)
    coded = text.dictionary_encode()
    told = [_read_one(each or "") for each in coded.dictionary.to_pylist()]
    told.append((0, NO_DAY, Reason.NO_DATE))
    years, days, reasons = np.array(told, dtype=np.int64).T
    at = coded.indices.fill_null(len(told) - 1).to_numpy()
    return Dates(years[at].astype(np.int32), days[at].astype(np.int32), reasons[at].astype(np.int8))


def _read_one(text: str) -> tuple[int, int, int]:
    """Return year, day and reason of one text."""
    if not text:
        return 0, NO_DAY, Reason.NO_DATE
    try:
        date = parse(in_edtf(text))
    except DateError:
        return 0, NO_DAY, Reason.BAD_DATE
    first, last = date.not_before, date.not_after
    if first is None or last is None or first.year != last.year:
        return 0, NO_DAY, Reason.BAD_DATE
    return first.year, (_day(first) if first == last else NO_DAY), FINE


def _day(date: datetime.date) -> int:
    return int((np.datetime64(date, "D") - _EPOCH).astype(int))


def _reasons(missing: NDArray[np.bool_], bad: NDArray[np.bool_]) -> NDArray[np.int8]:
    reasons = np.where(bad, Reason.BAD_DATE, FINE).astype(np.int8)
    reasons[missing] = Reason.NO_DATE
    return reasons
