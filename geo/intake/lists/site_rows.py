"""Settled sites among the ready rows: many at a time, as nearly all of them say something new.

A site that may repeat or contradict a statement, or whose id may be taken, is looked at by itself,
and so are the few beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ...rows import Same, read_together
from .plan import Verdict
from .statement_index import DatedRow, keys_of_sites, tellings_of_sites

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ...tables.grid import Line
    from ..edits.ids import Ids
    from .bulk_sites import Sites
    from .plan import Plan
    from .statement_index import StatementIndex

    Cells = tuple[str, ...]

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

    def __init__(  # noqa: PLR0917 (what accepting rests on)
        self,
        plan: Plan,
        index: StatementIndex,
        ids: Ids,
        dateless: set[int],
        lines: Sequence[Line],
        sites: Sites,
    ) -> None:
        self._plan, self._index, self._ids, self._dateless = plan, index, ids, dateless
        cells = sites.cells
        blank = Same("", len(sites.numbers))
        self._names = tuple(dict.fromkeys((*plan.columns, *cells)))
        """The columns that are written, and behind them those that the project lacks."""
        self._rows = [*zip(*(cells.get(name, blank) for name in self._names), strict=True)]
        self._done = 0
        self._lines = [lines[number] for number in sites.numbers]
        self._notes = sites.notes
        self._keys = keys_of_sites(cells)
        self._tells = tellings_of_sites(cells)
        self._dates = [*zip(cells["start"], cells["end"], strict=True)]

    def accept(self, count: int) -> Iterator[SettledSite]:
        """Put the next sites among the ready rows.

        Those to be looked at by themselves are yielded at their place in the order.
        """
        stretch = range(self._done, self._done + count)
        self._done = stretch.stop
        for part, accepted in read_together(stretch, self._accept_together, _SHORT):
            if not accepted:
                yield from map(self._site, part)

    def _accept_together(self, stretch: range) -> bool | None:
        """Put all sites of a stretch among the ready rows; None, and none, if one is in doubt."""
        part = slice(stretch.start, stretch.stop)
        keys, lines = self._keys[part], self._lines[part]
        if self._index.says_no or not self._index.are_new(keys):
            return None
        rows = self._with_ids(lines, self._rows[part])
        if rows is None:
            return None
        width = len(self._plan.columns)
        first = self._plan.ready.extend(lines, (row[:width] for row in rows), self._notes[part])
        dates = self._dates[part]
        self._index.add_new(keys, dates, self._tells[part], -1 - first)
        self._plan.counts[Verdict.READY] += len(rows)
        self._dateless.update(n for n, date in enumerate(dates, first) if not any(date))
        return True

    def _with_ids(self, lines: Sequence[Line], rows: Sequence[Cells]) -> Sequence[Cells] | None:
        """Return rows with the ids they bring, or with new ones; None if a person may have to look.

        New ids are given only where no row brings one, which a new one might be.
        """
        at = self._names.index("id")
        brought = [row[at] for row in rows]
        if all(brought):
            is_free = self._ids.take_all(brought, [-line.line for line in lines])
            return rows if is_free else None
        if any(brought):
            return None
        named = (dict(zip(self._names, row, strict=True)) for row in rows)
        new = [self._ids.take(row, -line.line) for row, line in zip(named, lines, strict=True)]
        return [(*row[:at], id_, *row[at + 1 :]) for row, id_ in zip(rows, new, strict=True)]

    def _site(self, at: int) -> SettledSite:
        row = dict(zip(self._names, self._rows[at], strict=True))
        dated = DatedRow(*self._dates[at], 0, self._tells[at])
        return SettledSite(self._lines[at], row, self._keys[at], self._notes[at], dated)
