"""What was counted in some rows, and how such counts add up, exactly and in any order.

Everything is a whole number: sums of integers and minima do not depend on the order in which
parts arrive, so every engine gives the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Longs = NDArray[np.int64]
    Days = NDArray[np.int32]

YEARS = 10_000
"""Keys are the number of the unit times this, and the year."""
NO_FIRST, NO_LAST = 2**31 - 1, -(2**31)
"""First and last day where no row has a full date; days count from 1970-01-01."""
MILLIONTHS = 1_000_000
"""Values that are not whole numbers are summed in millionths."""
_LOW_BITS = 32
_LOW = 2**_LOW_BITS - 1


class LeftOutReason(IntEnum):
    """Why a row is not counted; a row has the first that applies to it."""

    NO_PLACE = 0
    BAD_POSITION = 1
    OUTSIDE = 2
    UNKNOWN_CODE = 3
    SPLIT_CODE = 4
    UNKNOWN_NAME = 5
    AMBIGUOUS_NAME = 6
    COARSE = 7
    NO_DATE = 8
    BAD_DATE = 9
    BAD_VALUE = 10

    @property
    def words(self) -> str:
        """The reason as reports say it."""
        return _WORDS[self]


_WORDS = {
    LeftOutReason.NO_PLACE: "no position, code or name",
    LeftOutReason.BAD_POSITION: "a position that is not a longitude and a latitude",
    LeftOutReason.OUTSIDE: "a position outside all outlines: abroad or at sea",
    LeftOutReason.UNKNOWN_CODE: "a code that no unit bears or bore",
    LeftOutReason.SPLIT_CODE: "the code of a former unit that lies in several units of today",
    LeftOutReason.UNKNOWN_NAME: "a name that no unit bears",
    LeftOutReason.AMBIGUOUS_NAME: "a name that several units bear",
    LeftOutReason.COARSE: "a unit above the level that is counted",
    LeftOutReason.NO_DATE: "no date",
    LeftOutReason.BAD_DATE: "a date that is not read, or lies in no one year",
    LeftOutReason.BAD_VALUE: "a value that is not a number, or is too great",
}


@dataclass(frozen=True)
class Part:
    """Counts by unit and year; the arrays are as long as `keys`, which ascend."""

    keys: Longs
    """Number of the unit among those of its level, times `YEARS`, plus the year."""
    n: Longs
    """Rows."""
    first: Days
    """First day, in days from 1970-01-01; `NO_FIRST` where no row has a full date."""
    last: Days
    with_value: Longs
    """Rows that have a value."""
    high: Longs
    """The sum of the values is `high` times 2**32 plus `low`, so that it has 95 bits."""
    low: Longs
    reasons: Longs
    """By `LeftOutReason`, how many rows are not counted for it."""
    read: int
    """Rows looked at."""
    passed: int
    """Rows that the condition let pass: those counted and those with a reason."""

    def sums(self) -> list[int]:
        """Return the sum of the values by key."""
        pairs = zip(self.high.tolist(), self.low.tolist(), strict=True)
        return [(high << _LOW_BITS) + low for high, low in pairs]


def split(values: Longs) -> tuple[Longs, Longs]:
    """Return the high and the low part of values, as `Part` holds their sums."""
    return values >> _LOW_BITS, values & _LOW


def empty() -> Part:
    """Return the counts of no rows."""
    none, no_days = np.empty(0, np.int64), np.empty(0, np.int32)
    reasons = np.zeros(len(LeftOutReason), np.int64)
    return Part(none, none, no_days, no_days, none, none, none, reasons, 0, 0)


def merge(parts: Sequence[Part]) -> Part:
    """Return the counts of all rows of some parts; their order and grouping do not matter."""
    if not parts:
        return empty()
    columns = {
        field.name: np.concatenate([getattr(part, field.name) for part in parts])
        for field in fields(Part)
        if field.name not in {"reasons", "read", "passed"}
    }
    order = np.argsort(columns["keys"], kind="stable")
    keys = columns["keys"][order]
    starts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]])) if len(keys) else order

    def reduced(ufunc: np.ufunc, name: str) -> NDArray[np.int64]:
        values = columns[name][order]
        result: NDArray[np.int64] = ufunc.reduceat(values, starts) if len(starts) else values
        return result

    low = reduced(np.add, "low")
    return Part(
        keys=keys[starts],
        n=reduced(np.add, "n"),
        first=reduced(np.minimum, "first").astype(np.int32),
        last=reduced(np.maximum, "last").astype(np.int32),
        with_value=reduced(np.add, "with_value"),
        high=reduced(np.add, "high") + (low >> _LOW_BITS),
        low=low & _LOW,
        reasons=np.sum([part.reasons for part in parts], axis=0),
        read=sum(part.read for part in parts),
        passed=sum(part.passed for part in parts),
    )
