"""Settled sites among the ready rows: many at a time, as nearly all of them say something new.

A site that may repeat or contradict a statement, or whose id may be taken, is looked at by itself,
and so are the few beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ...rows import Same, read_together
from ...tables.grid import Line
from .dated_rows import DatedRow
from .plan import Verdict
from .site_keys import keys_of_sites, tellings_of_sites

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ..edits.ids import Ids
    from .bulk_sites import Sites
    from .plan import Plan
    from .statement_index import StatementIndex

_SHORT = 16
"""Sites of which each is looked at by itself, where one of them must be."""


class SettledSite(NamedTuple):
    """A site that is to be looked at by itself."""

    line: Line
    row: dict[str, str]
    key: int
    """As `StatementIndex` has it."""
    notes: tuple[str, ...]
    dated: DatedRow


class SiteRows:
    """The sites of one batch of lines, taken one after another.

    Parameters
    ----------
    plan
        Takes the rows that are ready.
    dateless
        Takes the numbers of those without a date.
    """

    def __init__(
        self,
        plan: Plan,
        index: StatementIndex,
        ids: Ids,
        dateless: set[int],
        sites: Sites,
    ) -> None:
        self._plan, self._index, self._ids, self._dateless = plan, index, ids, dateless
        blank = Same("", len(sites.numbers))
        self._names = tuple(dict.fromkeys((*plan.columns, *sites.cells)))
        """The columns that are written, and behind them those that the project lacks."""
        self._columns = {name: sites.cells.get(name, blank) for name in self._names}
        self._sites = sites
        self._done = 0
        self._keys = keys_of_sites(sites.cells)
        self._tells = tellings_of_sites(sites.cells)
        self._dates = [*zip(sites.cells["start"], sites.cells["end"], strict=True)]

    def accept(self, stop: int) -> Iterator[SettledSite]:
        """Put the sites before the one of a number, counted from 0, among the ready rows.

        Those to be looked at by themselves are yielded at their place in the order.
        """
        if stop <= self._done:
            return
        stretch = range(self._done, stop)
        self._done = stop
        for part, accepted in read_together(stretch, self._accept_together, _SHORT):
            if not accepted:
                yield from map(self._site, part)

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
        rows = zip(*columns.values(), strict=True)
        named = (dict(zip(columns, row, strict=True)) for row in rows)
        return [self._ids.take(row, -line) for row, line in zip(named, lines, strict=True)]

    def _site(self, at: int) -> SettledSite:
        row = {name: column[at] for name, column in self._columns.items()}
        dated = DatedRow(*self._dates[at], 0, self._tells[at])
        cells = tuple([column[at] for column in self._sites.given])
        line = Line(self._sites.lines[at], cells)
        return SettledSite(line, row, self._keys[at], self._sites.notes[at], dated)
