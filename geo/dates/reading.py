"""What reading a phrase gives, and how words such as "since" and "by" change it.

A `Reading` is a date with the rule that made it. The functions here are what both languages share:
most take the reading of a date and return the reading of the date with a word before or after it.
None of them narrows: where a word leaves two readings, the bounds hold both, or it is refused.

Periods with a name, and the vague parts of a period: early, middle, late.

The five-year plans are those of the People's Republic (National Development and Reform Commission;
1963 to 1965 were years of adjustment between the second plan and the third).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..errors import DateError
from .edtf import parse

if TYPE_CHECKING:
    from .edtf import FuzzyDate


_ONE_DAY = datetime.timedelta(days=1)
_PLAIN = re.compile(r"[0-9]{4}(-(0[0-9]|1[0-2])(-[0-9]{2})?)?[~?%]?")
_QUALIFIABLE = re.compile(r"[0-9]{3}[0-9X](-[0-9]{2}){0,2}")


@dataclass(frozen=True, slots=True)
class Reading:
    """A date, the rule that made it, and what the rule leaves open."""

    date: FuzzyDate
    rule: str
    anchored: bool = False
    """Whether the anchor was used."""
    exact: bool = True
    """False where the bounds are wider than the words (early, late, about): nothing ends there."""
    yearless: bool = False
    """True where the year came from the anchor alone ("August")."""

    def under(self, rule: str, edtf: str | None = None) -> Reading:
        """Return the reading with a rule laid over it, and another date if one is given."""
        date = parse(edtf) if edtf else self.date
        return replace(self, date=date, rule=f"{rule}; {self.rule}")


@dataclass(frozen=True, slots=True)
class Context:
    """What a phrase is read against."""

    anchor: FuzzyDate | None = None
    since: bool = False
    """True after "since": what has no year is then the last before the anchor, never the next."""


Reader = Callable[["re.Match[str]", Context], Reading | None]
"""Turns a text that fits a pattern into a reading; None: the pattern fits, the meaning does not."""

Table = tuple[tuple["re.Pattern[str]", Reader], ...]


def any_of(words: dict[str, int]) -> str:
    """Return a pattern for the words, the longest first."""
    return f"(?:{'|'.join(sorted(words, key=len, reverse=True))})"


def table(*rows: tuple[str, Reader]) -> Table:
    """Compile the patterns of a table of readers."""
    return tuple((re.compile(pattern), reader) for pattern, reader in rows)


def first_fit(readers: Table, text: str, context: Context) -> Reading | None:
    """Return the first reading of a pattern that fits `text` whole."""
    for pattern, reader in readers:
        if (found := pattern.fullmatch(text)) and (reading := reader(found, context)):
            return reading
    return None


def read_as(edtf: str, rule: str, *, anchored: bool = False, exact: bool = True) -> Reading:
    """Return a reading of an EDTF string."""
    return Reading(parse(edtf), rule, anchored=anchored, exact=exact)


def one_of(first: str, last: str) -> str:
    """Return the EDTF of one date from `first` to `last`, themselves EDTF."""
    return first if first == last else f"[{first}..{last}]"


def first_text(date: FuzzyDate) -> str:
    """Return an EDTF date that begins with the first day of `date`, no finer than it."""
    if _PLAIN.fullmatch(date.text):
        return date.text
    day = _bound(date, date.not_before, "earliest")
    text = first_day_text(day)
    return f"{text}-01" if len(text) == 4 and not _ends_a_year(date.not_after) else text  # noqa: PLR2004 -- a year alone


def last_text(date: FuzzyDate) -> str:
    """Return an EDTF date that ends with the last day of `date`, no finer than it."""
    if _PLAIN.fullmatch(date.text):
        return date.text
    day = _bound(date, date.not_after, "latest")
    begun = date.not_before
    if _ends_a_year(day) and begun and (begun.month, begun.day) != (1, 1):
        return day.isoformat()[:7]
    return day_before(day + _ONE_DAY)


def first_day_text(day: datetime.date) -> str:
    """Return the year, month or day that begins with `day`, as coarse as can be."""
    text = day.isoformat()
    return text[:4] if (day.month, day.day) == (1, 1) else text[:7] if day.day == 1 else text


def day_before(day: datetime.date) -> str:
    """Return the year, month or day that ends with the day before `day`, as coarse as can be."""
    text = (day - _ONE_DAY).isoformat()
    return text[:4] if (day.month, day.day) == (1, 1) else text[:7] if day.day == 1 else text


def _ends_a_year(day: datetime.date | None) -> bool:
    return day is None or (day.month, day.day) == (12, 31)


def _bound(date: FuzzyDate, day: datetime.date | None, which: str) -> datetime.date:
    if day is None:
        raise DateError(f"'{date}' has no {which} day to count from; give a date that has one")
    return day


def _dated(word: str, reading: Reading) -> Reading:
    """Return the reading, unless its year is open: before and by could mean either year."""
    if reading.yearless:
        raise DateError(
            f"'{word}' a month or season without a year may be the last one or the next; "
            "say the year"
        )
    return reading


def since(reading: Reading) -> Reading:
    """Since August 2020: the start is August 2020."""
    return reading.under("since: it starts in the date named")


def by(reading: Reading) -> Reading:
    """By 2020, no later than 2020: on or before its last day."""
    text = f"[..{last_text(_dated('by', reading).date)}]"
    return reading.under("by: on or before the date named; nothing says since when", text)


def until(reading: Reading) -> Reading:
    """Until 2020: up to its last day, since whether the date counts itself is left open."""
    text = f"../{last_text(_dated('until', reading).date)}"
    return reading.under("until: up to the date named; nothing says since when", text)


def not_before(reading: Reading) -> Reading:
    """No earlier than 2018: on or after its first day."""
    text = f"[{first_text(_dated('not before', reading).date)}..]"
    return reading.under("not before: on or after the date named; nothing says until when", text)


def before(reading: Reading) -> Reading:
    """Before 2020: on or before the last day of 2019."""
    day = _dated("before", reading).date.not_before
    if not reading.exact or day is None:
        raise DateError(
            f"'before' needs a date with a sharp beginning, and '{reading.date}' has none; "
            "say the year or month, or write [..DATE]"
        )
    return reading.under("before: earlier than the date named", f"[..{day_before(day)}]")


def after(reading: Reading) -> Reading:
    """After 15 August 2018: the day after it or later; a year or month is refused.

    "After 2018" is said of 2019 and later, and of what follows an event of 2018 in the same year.
    """
    date = _dated("after", reading).date
    if not reading.exact or date.not_after is None or date.not_before != date.not_after:
        first = f"[{first_text(date)}..]" if date.not_before else "[DATE..]"
        raise DateError(
            f"'after {date}' may or may not include the rest of {date} itself; "
            f"write {first} if it may, or 'no earlier than' the next year or month if not"
        )
    next_day = (date.not_after + _ONE_DAY).isoformat()
    return reading.under("after: later than the day named", f"[{next_day}..]")


def around(reading: Reading) -> Reading:
    """About 2016: 2016, marked approximate; no number says how far around it reaches."""
    return replace(_qualified(reading, "~", "about"), exact=False)


def perhaps(reading: Reading) -> Reading:
    """Possibly 2016: 2016, marked uncertain."""
    return replace(_qualified(reading, "?", "possibly"), exact=False)


def _qualified(reading: Reading, mark: str, word: str) -> Reading:
    if not _QUALIFIABLE.fullmatch(reading.date.text):
        raise DateError(
            f"'{word}' cannot be joined to '{reading.date}', which is itself a range; "
            "say a year, month or day"
        )
    kept = "kept and marked, widened by no number"
    return reading.under(f"{word}: the date named is {kept}", reading.date.text + mark)


def between(first: Reading, last: Reading) -> Reading:
    """Between 2016 and 2020: one date from the first day of 2016 to the last of 2020."""
    text = f"[{first_text(first.date)}..{last_text(last.date)}]"
    return _joined(
        first, last, "between: one date from the first to the second, both included", text
    )


def either(first: Reading, last: Reading) -> Reading:
    """2016 or 2017: one of the two."""
    texts = [reading.date.text for reading in (first, last)]
    if not all(map(_PLAIN.fullmatch, texts)):
        return between(first, last)
    return _joined(first, last, "or: one of the dates named", f"[{texts[0]},{texts[1]}]")


def span(first: Reading, last: Reading) -> Reading:
    """From 2016 to 2020, 2016-2020: the period from the first day to the last."""
    text = f"{first_text(first.date)}/{last_text(last.date)}"
    return _joined(first, last, "period: from the first date to the second", text)


def to_present(reading: Reading) -> Reading:
    """2016 to the present: a period without a known end, whatever today is."""
    text = f"{first_text(_dated('since', reading).date)}/.."
    return reading.under("to the present: a period that had not ended", text)


def _joined(first: Reading, last: Reading, rule: str, text: str) -> Reading:
    return Reading(
        parse(text),
        "; ".join(dict.fromkeys((rule, first.rule, last.rule))),
        anchored=first.anchored or last.anchored,
        exact=first.exact and last.exact,
    )


def after_end(reading: Reading) -> Reading:
    """After the end of 2018: on or after the first day of 2019."""
    last = _dated("after", reading).date.not_after
    if last is None:
        raise DateError(f"'{reading.date}' has no end to come after")
    text = f"[{first_day_text(last + _ONE_DAY)}..]"
    return reading.under("after the end: on or after the day that follows", text)


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
