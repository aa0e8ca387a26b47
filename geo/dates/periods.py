"""Periods with a name, and the vague parts of a period: early, middle, late.

The five-year plans are those of the People's Republic (National Development and Reform Commission;
1963 to 1965 were years of adjustment between the second plan and the third).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .reading import Reading, one_of, read_as

if TYPE_CHECKING:
    import datetime

FIVE_YEAR_PLANS: dict[int, tuple[int, int]] = {
    1: (1953, 1957),
    2: (1958, 1962),
    **{number: (1951 + 5 * number, 1955 + 5 * number) for number in range(3, 16)},
}
"""First and last year of each plan; the third ran from 1966, the fifteenth runs to 2030."""

_MONTHS_A_YEAR = 12
_PLAN_MONTHS, _DECADE_MONTHS = 60, 120
_VAGUE = {
    "early": "early: taken as the whole first half, so that no reading is shut out",
    "middle": "middle: taken as the middle half, so that no reading is shut out",
    "late": "late: taken as the whole second half, so that no reading is shut out",
}
# First and last of the months, days or years that each word may mean, counted from 0; a word of
# everyday use has no sharper bounds ("late 2017" is said of August and of December).
_YEAR_PARTS = {"early": (0, 5), "middle": (3, 8), "late": (6, 11)}
_MONTH_PARTS = {"early": (1, 15), "middle": (8, 23), "late": (16, 31)}
_DECADE_PARTS = {"early": (0, 4), "middle": (2, 7), "late": (5, 9)}
_PLAN_PARTS = {"early": (0, 2), "middle": (1, 3), "late": (2, 4)}


def five_year_plan(number: int) -> Reading | None:
    """Return the years of a five-year plan, or None for a number that no plan bears."""
    years = FIVE_YEAR_PLANS.get(number)
    if years is None:
        return None
    rule = f"five-year plan: number {number} ran from {years[0]} to {years[1]}"
    return read_as(f"[{years[0]}..{years[1]}]", rule)


def plan_year(plan: Reading, which: str) -> Reading | None:
    """Return the `first` or `last` year of a period, or None where it has no such year."""
    first, last = plan.date.not_before, plan.date.not_after
    if first is None or last is None:
        return None
    year = first.year if which == "first" else last.year
    return plan.under(f"{which} year of the period", f"{year:04}")


def part(reading: Reading, which: str) -> Reading | None:
    """Return the `early`, `middle` or `late` part of a month, year, plan or decade.

    None where the period is of another length, or not named exactly.
    """
    first, last = reading.date.not_before, reading.date.not_after
    if not reading.exact or first is None or last is None:
        return None
    months = (last.year - first.year) * _MONTHS_A_YEAR + last.month - first.month + 1
    if (last - first).days < 27 or first.day != 1:  # noqa: PLR2004 -- shorter than a month
        return None
    text = _part_text(first, last, months, which)
    return replace(reading.under(_VAGUE[which], text), exact=False) if text else None


def _part_text(first: datetime.date, last: datetime.date, months: int, which: str) -> str | None:
    if months == 1:
        start, end = _MONTH_PARTS[which]
        month = first.isoformat()[:7]
        return one_of(f"{month}-{start:02}", f"{month}-{min(end, last.day):02}")
    if months == _MONTHS_A_YEAR and first.month == 1:
        start, end = _YEAR_PARTS[which]
        return one_of(f"{first.year:04}-{start + 1:02}", f"{first.year:04}-{end + 1:02}")
    parts = {_PLAN_MONTHS: _PLAN_PARTS, _DECADE_MONTHS: _DECADE_PARTS}.get(months)
    if parts is None:
        return None
    start, end = parts[which]
    return one_of(f"{first.year + start:04}", f"{first.year + end:04}")
