"""Put a rollout into columns: `payload()`."""

from __future__ import annotations

from dataclasses import asdict
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..errors import DataError, Problem
from ..page.packing import blocks, deflated, degrees, integers, looked_up
from ..text.escape import all_closed
from .counts import PageCounts, count_sites
from .names import UnitNames
from .opening import Span, Texts
from .plain_rows import PlainRows
from .static_view import OpeningView
from .statuses import DateTable, reason_columns, status_columns
from .texts import closed_rows, text_columns
from .units import (
    DEPTH,
    PageUnits,
    StatementKind,
    county_parents,
    full_lists,
    topology_columns,
    traditional_pairs,
    unit_columns,
    usual_level,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from ..boundaries.page import PageTopology
    from ..page.contract import Payload, RowColumns, SiteColumns, StatementColumns
    from ..page.plain import PlainRow
    from ..page.static_map import StaticView
    from ..rollout import Rollout
    from ..rollout.evidence import EvidenceRows
    from ..tally.counts import UnitCounts

    Outlines = Callable[[Iterable[str]], PageTopology]

FORMAT = "pilotmap/1"
ROWS_PER_BLOCK = 1000
"""Rows of text in a compressed block: some 200 KB unpacked, a few milliseconds for the reader."""


class PageContent:
    """What a page says: in columns for its scripts, and in rows for readers without scripts.

    Statuses come from the whole rollout, so that a page for some years shows of each of them what
    a page for all years would; of statements it holds nothing that began after its last year.

    Parameters
    ----------
    rollout
        What is known by unit and year.
    outlines
        Gives the outlines of provinces, prefectures, and the counties of the units it is called
        with: only where the data name a county are counties put into the page.
    texts
        Title and the like.
    span
        Which years; by default all of them.
    counts
        Observations by unit and year, to be shown as well, or alone where there is no statement.
    most_sites
        Where there are more sites, and no `counts`, the page counts them by unit and year, and
        holds none of them; None: there is no limit.

    Raises
    ------
    DataError
        If there is nothing to show.
    """

    def __init__(
        self,
        rollout: Rollout,
        outlines: Outlines,
        texts: Texts,
        *,
        span: Span | None = None,
        counts: UnitCounts | None = None,
        most_sites: int | None = None,
    ) -> None:
        if not rollout.evidence and counts is None:
            raise DataError([_nothing_to_show()])
        self._rollout = rollout
        self._texts = all_closed(texts)
        self._span = span or Span()
        self._kept, placed = _in_order(rollout.evidence.where(self._span.keeps))
        self._placed, self._sites = self._kept[:placed], self._kept[placed:]
        used = set(self._kept.statements.column("source"))  # also of sites that are counted
        self._counts = PageCounts(counts).within(self._span) if counts else None
        if counts is None and most_sites is not None and len(self._sites) > most_sites:
            self._counts = count_sites(self._sites, rollout.tree, self._span.last)
            self._kept, self._sites = self._placed, self._placed[:0]
        self._years = _years(rollout, self._span, self._counts)
        self._lists = list(full_lists(rollout, *self._years))
        counted = self._counts.adcodes if self._counts else []
        listed = [*(adcode for each in self._lists for adcode in each.told), *counted]
        drawn = outlines(county_parents(rollout, self._placed.units, counted))
        self._units = PageUnits.of(rollout, drawn, self._kept.units, listed)
        self._names = UnitNames(self._units.known, self._units.parents, self._units.spoken)
        self._dates = DateTable(self._span.last)
        used |= {each.claim.source.id for each in self._lists}
        self._sources = [source for source in rollout.sources.values() if source.id in used]
        self._source_row = {source.id: row for row, source in enumerate(self._sources)}

    def payload(self, lang: str = "en", progress: Callable[[int], None] | None = None) -> Payload:
        """Return everything the page needs, to be opened in `lang`: `en` or `zh`.

        Parameters
        ----------
        progress
            Is told now and then of how many rows the texts are packed.
        """
        rollout, units, years, source_row = (
            self._rollout,
            self._units,
            self._years,
            self._source_row,
        )
        statements = self._statement_columns()
        sites = self._site_columns()
        content: Payload = {
            "format": FORMAT,
            "text": self._texts.headline(),
            "years": {"first": years[0], "last": years[1]},
            "start": {
                "year": years[1],
                "from": years[0],
                "mode": _opening_mode(self._span),
                "lang": lang,
                "view": "map",
                "level": self._level,
            },
            "units": unit_columns(units, self._names.told),
            "traditional": traditional_pairs(units),
            "statuses": status_columns(rollout, units.adcodes, years),
            "reasons": reason_columns(rollout, units, self._placed, source_row, years),
            "places": integers(_places(units, self._placed)),
            "statements": statements,
            "sites": sites,
            "dates": self._dates.columns(),
            "sources": self._told_sources(),
            "lists": [each.as_json(units, source_row) for each in self._lists],
            "topology": topology_columns(units.topology),
            "texts": {"rows": len(self._kept), "perBlock": ROWS_PER_BLOCK},
            "blocks": {
                "outlines": [deflated(units.topology.arcs), deflated(units.topology.rings)],
                "texts": blocks(
                    text_columns(rollout, self._kept.statements), ROWS_PER_BLOCK, progress
                ),
                "names": blocks([self._sites.statements.column("place")], ROWS_PER_BLOCK),
            },
        }
        if self._counts:
            content["counts"] = self._counts.as_json(self._usual_level)
            packed = [self._counts.packed(units.row)]
            content["blocks"] = {"counts": packed, **content["blocks"]}
        return content

    def _told_sources(self) -> list[dict[str, str]]:
        """Return the sources of statements, and the file of counts behind them."""
        counts = self._counts
        counted = [counts.as_source()] if counts and counts.of == "tally" else []
        return [_source(all_closed(source)) for source in [*self._sources, *counted]]

    @property
    def _level(self) -> int:
        """The level that the page opens with, as its place in the hierarchy."""
        return DEPTH[self._counts.counts.level] if self._counts else self._usual_level

    @cached_property
    def _usual_level(self) -> int:
        return usual_level(self._rollout.tree, self._kept)

    def plain_rows(self, lang: str) -> Iterator[PlainRow]:
        """Yield what is read without scripts: statements, the first sites, complete lists."""
        told = PlainRows(self._units, self._names, self._dates, self._source_row, lang)
        return told.rows(self._placed, self._sites, self._lists)

    def static_view(self, lang: str) -> StaticView | None:
        """Return what the page opens with, in words and as a drawing without scripts.

        None where it opens with counts alone: in words they are the rows of `plain_counts`.
        """
        if self._counts and (self._counts.of == "sites" or not self._kept):
            return None
        texts = self._texts
        view = OpeningView(
            self._rollout,
            self._units,
            self._names,
            self._dates,
            placed=self._placed,
            sites=self._sites,
            places=_places(self._units, self._placed),
            years=self._years,
            span=self._span,
            level=self._level,
        )
        return view.view(lang, texts.alt_zh if lang == "zh" else texts.alt)

    def _statement_columns(self) -> StatementColumns:
        placed, units = self._placed, self._units
        kinds = {number: StatementKind.of(said) for number, said in placed.said.items()}
        return {
            "id": list(placed.statements.column("id")),
            "place": list(placed.statements.column("place")),
            "kind": integers([kinds[number] for number in placed.numbers]),
            **self._columns_of(placed),
            "candidates": {
                str(row): units.candidates(placed.said[number])
                for row, number in enumerate(placed.numbers)
                if kinds[number] in {StatementKind.CANDIDATES, StatementKind.DENIED}
                and len(placed.readings[number].worlds) > 1
            },
        }

    def _site_columns(self) -> SiteColumns:
        sites = self._sites
        return {
            "lon": degrees(sites.statements.column("lon")),
            "lat": degrees(sites.statements.column("lat")),
            **self._columns_of(sites),
        }

    def _columns_of(self, rows: EvidenceRows) -> RowColumns:
        """Return the unit, the dates and the source of each row, by their places on the page."""
        units, dates = self._units.rows_of(rows.said), self._dates.rows_of(rows.said)
        sources = rows.statements.column("source")
        return {
            "unit": integers(looked_up(units, rows.numbers)),
            "date": integers(looked_up(dates, rows.numbers)),
            "source": integers(list(map(self._source_row.__getitem__, sources))),
        }


def payload(
    rollout: Rollout,
    outlines: Outlines,
    texts: Texts,
    *,
    span: Span | None = None,
    lang: str = "en",
) -> Payload:
    """Return the columns of a page; see `PageContent`."""
    return PageContent(rollout, outlines, texts, span=span).payload(lang)


def _in_order(kept: EvidenceRows) -> tuple[EvidenceRows, int]:
    """Return rows as a page has them, their texts closed, and how many have no position.

    Those stand first. Of the others a year is a stretch; in it, sites of one unit stand together
    and pack well.
    """
    positions = kept.statements.column("lon")
    placed = [row for row, lon in enumerate(positions) if lon is None]
    sites: Sequence[int] = range(len(kept))
    if placed:
        sites = [row for row, lon in enumerate(positions) if lon is not None]
    # Closed before they are taken: in the order of their file texts lie side by side in memory.
    closed = kept.of_statements(closed_rows(kept.statements))
    return closed.take([*placed, *_by_year_and_unit(kept, sites)]), len(placed)


def _by_year_and_unit(kept: EvidenceRows, rows: Sequence[int]) -> Sequence[int]:
    """Return rows by their first year and unit; those of one stand in their order."""
    codes = {id(said): said.worlds[0][0].adcode for said in kept.units}
    place = {code: number for number, code in enumerate(sorted(set(codes.values())))}
    places = {each: place[code] for each, code in codes.items()}
    key_of = {
        number: said.years.possible.first * len(place) + places[id(said.units)]
        for number, said in kept.said.items()
    }
    keys = looked_up(key_of, kept.numbers)
    if isinstance(keys, list):
        return sorted(rows, key=keys.__getitem__)
    import numpy as np

    chosen = np.asarray(rows, np.int64)
    ordered: list[int] = chosen[np.argsort(keys[chosen], kind="stable")].tolist()
    return ordered


def _opening_mode(span: Span) -> str:
    if span.mode == "in" and span.first != span.last:
        return "range"
    return span.mode


def _years(rollout: Rollout, span: Span, counts: PageCounts | None) -> tuple[int, int]:
    known = rollout.years
    if counts and counts.counts.rows:
        first, last = counts.counts.years
        known = range(min([first, *known[:1]]), max([last, *known[-1:]]) + 1)
    if not known and (span.first is None or span.last is None):
        raise DataError([_nothing_to_show()])
    last = span.last if span.last is not None else known[-1]
    first = span.first if span.first is not None else min(known[0], last) if known else last
    return min(first, last), last


def _places(units: PageUnits, placed: EvidenceRows) -> list[int]:
    """Return the units that settled statements name, by first year, then as the data have them."""
    first_year: dict[int, int] = {}
    for item in placed.said.values():
        if StatementKind.of(item) is StatementKind.NAMED:
            for place in item.worlds[0]:
                row = units.row[place.adcode]
                first_year[row] = min(item.possible.first, first_year.get(row, item.possible.first))
    return sorted(first_year, key=first_year.__getitem__)


def _source(source: Any) -> dict[str, str]:
    """Return what a reader is shown of a source; what it claims is in the statuses already."""
    shown = ("id", "title", "publisher", "author", "url", "accessed", "note")
    values = asdict(source)
    return {
        **{name: values[name] for name in shown},
        "titleZh": source.title_zh,
        "archive": source.archive_url,
        "published": str(source.published or ""),
        "coverage": str(source.coverage),
    }


def _nothing_to_show() -> Problem:
    return Problem(
        rule="no-statements",
        message="there is no statement to show",
        hint="add one with `pilotmap add`",
        file="locations.csv",
    )
