"""Settled sites among the ready rows: many at a time, as nearly all of them say something new.

A site that may repeat or contradict a statement, or whose id may be taken, is looked at by itself,
and so are the few beside it.
"""

from __future__ import annotations

from collections import Counter, deque
from typing import TYPE_CHECKING, NamedTuple

from ...rows import Same, read_together
from ...tables.grid import Line
from .dated_rows import DatedRow
from .plan import Verdict
from .site_keys import keys_of_sites, tellings_of_sites

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ...model import AdminUnit
    from .name_rows import Takers

    Cells = Sequence[str]

_SEVERAL = "|"
"""Between the codes of a site near a border: what is told of such a row says how to settle it."""
_SHORT = 16
"""Sites of which each is looked at by itself, where one of them must be."""


class Sites(NamedTuple):
    """Settled sites of one stretch of a batch of lines, by column."""

    numbers: Sequence[int]
    """Which lines of the batch they are, ascending."""
    lines: Sequence[int]
    """The `line` of each."""
    given: Sequence[Cells]
    """Their cells as they stand, by column of the list."""
    notes: Sequence[tuple[str, ...]]
    """What was read out of each of them."""
    cells: Mapping[str, Cells]
    """Their rows, by column of the project, whether it has that column or not."""
    units: Sequence[AdminUnit | None]
    """The unit of each that is written without a position; None for the others."""


KEPT = ("id", "place", "locator", "statement", "lon", "lat")
"""The columns of a site that are as they stand in the list, but for a blank locator."""


class SiteRows:
    """The sites of one batch of lines, taken one after another.

    Parameters
    ----------
    stretches
        The sites. Nothing is told of a stretch before it is taken: what goes through its texts
        finds them in the cache of the processor if it goes through no others between.
    """

    def __init__(self, takers: Takers, stretches: Sequence[Sites]) -> None:
        self.numbers = [number for sites in stretches for number in sites.numbers]
        """Which lines of the batch they are."""
        self._takers = takers
        self._ahead = deque(stretches)
        self._rows: _RowsOfStretch | None = None
        self._first = self._behind = 0
        """The numbers of the first site of the stretch that is taken, and of the one behind it."""

    def accept(self, stop: int) -> None:
        """Put the sites before the one of a number, counted from 0, among the ready rows."""
        if self._rows is not None:
            self._rows.accept(min(stop, self._behind) - self._first)
        while self._behind < stop and self._ahead:
            sites = self._ahead.popleft()
            self._rows = _RowsOfStretch(self._takers, sites)
            self._first, self._behind = self._behind, self._behind + len(sites.numbers)
            self._rows.accept(min(stop, self._behind) - self._first)


class _RowsOfStretch:
    """The sites of one stretch, taken one after another."""

    def __init__(self, takers: Takers, sites: Sites) -> None:
        self._plan, self._index, self._ids, self._judge, self._dateless, *_ = takers
        self._accept_one = takers.accept_one
        blank = Same("", len(sites.numbers))
        self._names = tuple(dict.fromkeys((*self._plan.columns, *sites.cells)))
        """The columns that are written, and behind them those that the project lacks."""
        self._columns = {name: sites.cells.get(name, blank) for name in self._names}
        self._sites = sites
        self._done = 0
        self._keys = keys_of_sites(sites.cells)
        self._tells = tellings_of_sites(sites.cells)
        self._dates = [*zip(sites.cells["start"], sites.cells["end"], strict=True)]

    def accept(self, stop: int) -> None:
        """Put the sites before the one of a number, counted from 0, among the ready rows."""
        stretch = range(self._done, stop)
        if not stretch:
            return
        self._done = stop
        for part, accepted in read_together(stretch, self._accept_together, _SHORT):
            if not accepted:
                for at in part:
                    self._accept_by_itself(at)

    def _accept_together(self, stretch: range) -> bool | None:
        """Put all sites of a stretch among the ready rows; None, and none, if one is in doubt."""
        part = slice(stretch.start, stretch.stop)
        keys = self._keys[part]
        if self._index.says_no or not self._index.are_new(keys):
            return None
        columns = {name: column[part] for name, column in self._columns.items()}
        lines = self._sites.lines[part]
        ids = self._ids_for(lines, columns)
        if ids is None:
            return None
        columns["id"] = ids
        given = [column[part] for column in self._sites.given]
        written = [columns[name] for name in self._plan.columns]
        first = self._plan.ready.extend(lines, written, self._sites.notes[part], given)
        dates = self._dates[part]
        self._index.add_new(keys, dates, self._tells[part], -1 - first)
        self._plan.counts[Verdict.READY] += len(keys)
        if not all(columns["start"]):
            self._dateless.update(n for n, date in enumerate(dates, first) if not any(date))
        units = self._sites.units[part]
        for area, times in Counter(filter(None, units)).items():
            self._plan.profile.add(area, times)
        for number, (unit, adcode) in enumerate(zip(units, columns["adcode"], strict=True), first):
            if unit is not None or _SEVERAL in adcode:
                self._judge.add(number, unit, None)
        return True

    def _ids_for(
        self, lines: Sequence[int], columns: Mapping[str, Sequence[str]]
    ) -> Sequence[str] | None:
        """Return the ids that rows bring, or new ones; None if a person may have to look.

        New ids are given only where no row brings one, which a new one might be.
        """
        brought = columns["id"]
        if all(brought):
            is_free = self._ids.take_all(brought, [-line for line in lines])
            return brought if is_free else None
        if any(brought):
            return None
        return self._ids.new_all(columns, [-line for line in lines])

    def _accept_by_itself(self, at: int) -> None:
        row = {name: column[at] for name, column in self._columns.items()}
        dated = DatedRow(*self._dates[at], 0, self._tells[at])
        cells = tuple([column[at] for column in self._sites.given])
        line = Line(self._sites.lines[at], cells)
        number = self._accept_one(line, row, self._keys[at], self._sites.notes[at], dated)
        unit = self._sites.units[at]
        if unit is not None:
            self._plan.profile.add(unit)
        if number is not None and (unit is not None or _SEVERAL in row["adcode"]):
            self._judge.add(number, unit, None)
