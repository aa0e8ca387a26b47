"""What holds when: dates of the statements, statuses of the units, and what bears on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..model import Status
from ..page.contract import FOREVER, UNBOUNDED_BELOW
from ..page.packing import integers
from ..rollout.reasons import Index, Relation
from ..rollout.years import NO_FIRST_YEAR, NO_LAST_YEAR

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..dates import FuzzyDate
    from ..page.contract import DateColumns, ReasonColumns, StatusColumns
    from ..rollout import Rollout
    from ..rollout.evidence import EvidenceRows
    from ..rollout.readings import Reading, YearReading
    from .units import PageUnits


CODES = {Status.UNKNOWN: 0, Status.OUT: 1, Status.POSSIBLE: 2, Status.IN: 3}
"""Statuses as the page numbers them."""
_IN, _OUT, _POSSIBLE = CODES[Status.IN], CODES[Status.OUT], CODES[Status.POSSIBLE]
BEGINS = 4
"""Added to the code of years in which the programme can have begun in the unit."""
HOW = tuple(Relation)
"""The ways to bear on a unit, in the order of the page's codes."""
_TOLD_ELSEWHERE = frozenset({Relation.COUNTRY_WIDE})
"""Statements about the country stand beside the map, not with each of its units."""


def status_columns(
    rollout: Rollout, adcodes: Sequence[str], years: tuple[int, int]
) -> StatusColumns:
    """Return, for each unit, the years in which its status changes, or whether it can begin.

    Nothing later than the last year is told: not a change, and not that a start which is open
    there was settled afterwards.
    """
    first, last = years
    statuses, beginnings = rollout.statuses, rollout.possible_start_years
    stretches = rollout.timeline.stretches(range(first, last + 1))
    starts = [(stretch.start, rollout.timeline.bit(stretch.start)) for stretch in stretches]
    points = []
    for adcode in adcodes:
        sets = statuses.certain[adcode], statuses.out[adcode], statuses.possible[adcode]
        points.append(_changes(*sets, beginnings[adcode], starts))
    bounds = [statuses.first_year(adcode) for adcode in adcodes]
    offsets = [0]
    for known in points:
        offsets.append(offsets[-1] + len(known))
    return {
        "offset": integers(offsets),
        "year": integers([year for known in points for year, _ in known]),
        "code": integers([code for known in points for _, code in known]),
        "reached": integers([int(_begun(each.earliest, each.reached, last)) for each in bounds]),
        "earliest": integers([_year_by(each.earliest, last, UNBOUNDED_BELOW) for each in bounds]),
        "latest": integers([_year_by(each.latest, last, FOREVER) for each in bounds]),
    }


def _changes(
    certain: int, out: int, possible: int, begins: int, starts: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Return the years in which a unit's code changes, with what it becomes.

    Parameters
    ----------
    certain, out, possible, begins
        Sets of years of a timeline.
    starts
        The first year of each stretch that the page shows, with its bit.
    """
    found: list[tuple[int, int]] = []
    if not certain | out | possible | begins:
        return found
    before = 0
    for year, bit in starts:
        code = _IN if certain & bit else _OUT if out & bit else _POSSIBLE if possible & bit else 0
        if begins & bit:
            code += BEGINS
        if code != before:
            found.append((year, code))
            before = code
    return found


def _begun(earliest: int | None, reached: bool, last: int) -> bool:
    return reached and (earliest is None or earliest <= last)


def _year_by(year: int | None, last: int, otherwise: int) -> int:
    return year if year is not None and year <= last else otherwise


def reason_columns(
    rollout: Rollout,
    units: PageUnits,
    placed: EvidenceRows,
    source_row: Mapping[str, int],
    years: tuple[int, int],
) -> ReasonColumns:
    """Return, for each unit, rows of statements (of sources, where a full list bears on it).

    Of lists, only what they close in the `years` of the page is told, the last included.
    Sites are left out: there may be a hundred thousand, and the page finds those of a unit by the
    unit they name.
    """
    index = Index(rollout.tree, placed, rollout.sources)
    statement_row = {name: row for row, name in enumerate(placed.statements.column("id"))}
    shown = rollout.timeline.covering(range(years[0], years[1] + 1))
    ids = rollout.statements.column("id")
    offsets: list[int] = [0]
    rows: list[int] = []
    hows: list[int] = []
    out = rollout.statuses.out
    for adcode in units.adcodes:
        # Where nothing else bears on a unit, what is said of the country is not told with it.
        if adcode in rollout.tree and not index.is_silent_on(adcode):
            for bearing in index.bearing_on(adcode, None):
                if bearing.relation not in _TOLD_ELSEWHERE:
                    rows += bearing.rows
                    hows += [HOW.index(bearing.relation)] * len(bearing.rows)
        if out.get(adcode, 0) & shown:
            _, denying, lists = rollout.index.closing(
                adcode, shown, claims=rollout.claims, statuses=rollout.statuses
            )
            # What says no of the unit, or around it, bears on it and is told already.
            inside = _told_anew(denying, ids, statement_row, rows[offsets[-1] :])
            rows += inside
            hows += [HOW.index(Relation.SAYS_NO)] * len(inside)
            rows += [source_row[claim.source.id] for claim in lists]
            hows += [HOW.index(Relation.FULL_LIST)] * len(lists)
        offsets.append(len(rows))
    return {"offset": integers(offsets), "row": integers(rows), "how": integers(hows)}


def _told_anew(
    denying: Sequence[int], ids: Sequence[str], statement_row: Mapping[str, int], told: list[int]
) -> list[int]:
    """Return the rows of the page that say no and are not told yet."""
    if not denying:
        return []
    known = set(told)
    found = map(statement_row.get, map(ids.__getitem__, denying))
    return [row for row in found if row is not None and row not in known]


class ToldDates(NamedTuple):
    """The dates of a statement as the page tells them: EDTF, and years."""

    start: str
    end: str
    possible_from: int
    possible_to: int
    certain_from: int
    certain_to: int


class DateTable:
    """Pairs of start and end, each held once.

    Parameters
    ----------
    last
        The last year of the page, if it has one: an end after it is not told, since in all the
        years shown the statement still holds.
    """

    def __init__(self, last: int | None = None) -> None:
        self._last = last
        self._rows: dict[ToldDates, int] = {}
        self._known: dict[int, tuple[YearReading, ToldDates]] = {}
        """By identity of what is said of years; holding it keeps that identity its own."""

    def row(self, reading: Reading) -> int:
        """Return the row of a statement's dates; a new one where they are new."""
        return self._rows.setdefault(self.told(reading), len(self._rows))

    def rows_of(self, said: Mapping[int, Reading]) -> dict[int, int]:
        """Return the row of the dates of each, by its number; many say the same of years."""
        alike = {id(reading.years): reading for reading in said.values()}
        rows = {years: self.row(alike[years]) for years in alike}
        return {number: rows[id(reading.years)] for number, reading in said.items()}

    def told(self, reading: Reading) -> ToldDates:
        """Return the dates of a statement as the page tells them; worked out once for alike."""
        years = reading.years
        known = self._known.get(id(years))
        if known is None:
            known = self._known[id(years)] = years, self._tell(years)
        return known[1]

    def _tell(self, years: YearReading) -> ToldDates:
        certain_first, certain_last = years.certain or (NO_LAST_YEAR, NO_FIRST_YEAR)
        end, possible_last = str(years.end or ""), years.possible.last
        if self._ends_later(years.end):
            end, possible_last = "", NO_LAST_YEAR
            certain_last = NO_LAST_YEAR if years.certain else certain_last
        start = str(years.start or "")
        if years.denies:
            start, end = _denied(years, start, end), ""
        return ToldDates(
            start,
            end,
            _clamped(years.possible.first),
            _clamped(possible_last),
            _clamped(certain_first),
            _clamped(certain_last),
        )

    def _ends_later(self, end: FuzzyDate | None) -> bool:
        """Say whether an end lies wholly after the last year of the page."""
        first_day = end.not_before if end else None
        return self._last is not None and first_day is not None and first_day.year > self._last

    def columns(self) -> DateColumns:
        """Return the table as columns; a row's number is its place."""
        start, end, possible_from, possible_to, certain_from, certain_to = (
            zip(*self._rows, strict=True) if self._rows else ((),) * 6
        )
        return {
            "start": list(start),
            "end": list(end),
            "possibleFrom": integers(possible_from),
            "possibleTo": integers(possible_to),
            "certainFrom": integers(certain_from),
            "certainTo": integers(certain_to),
        }


def _denied(years: YearReading, start: str, end: str) -> str:
    """Return the years of a no as one date: nothing began or ended in them."""
    if not start and not end:  # the year in which its source was published
        return str(years.certain.first) if years.certain else ""
    if start == end or any(sign in start + end for sign in "[/"):
        return start or end
    return f"{start or '..'}/{end or '..'}"


def _clamped(year: int) -> int:
    return UNBOUNDED_BELOW if year <= NO_FIRST_YEAR else FOREVER if year >= NO_LAST_YEAR else year
