"""Put a rollout into columns: `payload()`."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from ..dates import note_in_chinese
from ..errors import DataError, Problem
from ..model import COUNTRY, Extent
from ..page.contract import blocks, deflated, degrees, integers
from ..text.escape import all_closed
from .names import UnitNames
from .opening import Span, Texts
from .plain_rows import PlainRows
from .static_view import OpeningView
from .statuses import DateTable, reason_columns, status_columns
from .units import (
    DEPTH,
    Kind,
    PageUnits,
    county_parents,
    full_lists,
    traditional_pairs,
    unit_columns,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from ..boundaries.page import PageTopology
    from ..model import Statement
    from ..page.contract import Payload, SiteColumns, StatementColumns
    from ..page.plain import PlainRow
    from ..page.static_map import StaticView
    from ..rollout import Rollout
    from ..rollout.evidence import Evidence

    Outlines = Callable[[Iterable[str]], PageTopology]

FORMAT = "pilotmap/1"
ROWS_PER_BLOCK = 1000
"""Rows of text in a compressed block: some 200 KB unpacked, a few milliseconds for the reader."""
_PACKED_OR_DERIVED = frozenset({"arcs", "rings", "bounds"})
"""Of a topology, what the columns do without."""


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

    Raises
    ------
    DataError
        If there is nothing to show.
    """

    def __init__(
        self, rollout: Rollout, outlines: Outlines, texts: Texts, *, span: Span | None = None
    ) -> None:
        if not rollout.evidence:
            raise DataError([_nothing_to_show()])
        self._rollout = rollout
        self._texts = all_closed(texts)
        self._span = span or Span()
        self._kept = [_closed(item) for item in rollout.evidence if self._span.keeps(item)]
        self._placed = [item for item in self._kept if item.statement.lon is None]
        self._sites = sorted(
            (item for item in self._kept if item.statement.lon is not None),
            # A year is a stretch of rows; in it, sites of one unit stand together and pack well.
            key=lambda item: (item.possible.first, item.worlds[0][0].adcode),
        )
        self._years = _years(rollout, self._span)
        self._lists = list(full_lists(rollout, *self._years))
        listed = [adcode for each in self._lists for adcode in each.told]
        drawn = outlines(county_parents(rollout, self._placed))
        self._units = PageUnits.of(rollout, drawn, self._kept, listed)
        self._names = UnitNames(self._units.known, self._units.parents, self._units.spoken)
        self._dates = DateTable(self._span.last)
        used = {item.statement.source for item in self._kept}
        used |= {each.claim.source.id for each in self._lists}
        self._sources = [source for source in rollout.sources.values() if source.id in used]
        self._source_row = {source.id: row for row, source in enumerate(self._sources)}

    def payload(self, lang: str = "en") -> Payload:
        """Return everything the page needs, to be opened in `lang`: `en` or `zh`."""
        rollout, units, years, source_row = (
            self._rollout,
            self._units,
            self._years,
            self._source_row,
        )
        statements = self._statement_columns()
        sites = self._site_columns()
        said = [item.statement for item in self._placed + self._sites]
        return {
            "format": FORMAT,
            "text": self._texts.headline(),
            "years": {"first": years[0], "last": years[1]},
            "start": {
                "year": years[1],
                "from": years[0],
                "mode": _opening_mode(self._span),
                "lang": lang,
                "view": "map",
                "level": _usual_level(rollout, self._kept),
            },
            "units": unit_columns(units, self._names.told),
            "traditional": traditional_pairs(units),
            "statuses": status_columns(rollout, units.adcodes, years),
            "reasons": reason_columns(rollout, units, self._placed, source_row, years),
            "places": integers(_places(units, self._placed)),
            "statements": statements,
            "sites": sites,
            "dates": self._dates.columns(),
            "sources": [_source(all_closed(source)) for source in self._sources],
            "lists": [each.as_json(units, source_row) for each in self._lists],
            "topology": _topology_columns(units.topology),
            "texts": {"rows": len(self._kept), "perBlock": ROWS_PER_BLOCK},
            "blocks": {
                "outlines": [deflated(units.topology.arcs), deflated(units.topology.rings)],
                "texts": blocks(_text_rows(rollout, said), ROWS_PER_BLOCK),
                "names": blocks([[item.statement.place] for item in self._sites], ROWS_PER_BLOCK),
            },
        }

    def plain_rows(self, lang: str) -> Iterator[PlainRow]:
        """Yield what is read without scripts: statements, the first sites, complete lists."""
        told = PlainRows(self._units, self._names, self._dates, self._source_row, lang)
        return told.rows(self._placed, self._sites, self._lists)

    def static_view(self, lang: str) -> StaticView:
        """Return what the page opens with, in words and as a drawing without scripts."""
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
            level=_usual_level(self._rollout, self._kept),
        )
        return view.view(lang, texts.alt_zh if lang == "zh" else texts.alt)

    def _statement_columns(self) -> StatementColumns:
        placed, units = self._placed, self._units
        return {
            "id": [item.statement.id for item in placed],
            "place": [item.statement.place for item in placed],
            "kind": integers([Kind.of(item) for item in placed]),
            "unit": integers([units.row_of(item) for item in placed]),
            "date": integers([self._dates.row(item) for item in placed]),
            "source": integers([self._source_row[item.statement.source] for item in placed]),
            "candidates": {
                str(row): units.candidates(item)
                for row, item in enumerate(placed)
                if Kind.of(item) in {Kind.CANDIDATES, Kind.DENIED} and len(item.worlds) > 1
            },
        }

    def _site_columns(self) -> SiteColumns:
        sites = self._sites
        return {
            "lon": degrees([item.statement.lon or 0.0 for item in sites]),
            "lat": degrees([item.statement.lat or 0.0 for item in sites]),
            "unit": integers([self._units.row_of(item) for item in sites]),
            "date": integers([self._dates.row(item) for item in sites]),
            "source": integers([self._source_row[item.statement.source] for item in sites]),
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


def _closed(item: Evidence) -> Evidence:
    statement = all_closed(item.statement)
    if statement is item.statement:
        return item
    # Which source it is of is a key and no text.
    return replace(item, statement=replace(statement, source=item.statement.source))


def _topology_columns(topology: PageTopology) -> dict[str, Any]:
    """Return what is told of the outlines; they themselves are a block, and give their bounds."""
    values = topology.as_json()
    told = {name: value for name, value in values.items() if name not in _PACKED_OR_DERIVED}
    lons, lats = zip(*topology.labels, strict=True) if topology.labels else ((), ())
    labels = {"lon": degrees(lons, "degrees3"), "lat": degrees(lats, "degrees3")}
    return {**told, "labels": labels}


def _opening_mode(span: Span) -> str:
    if span.mode == "in" and span.first != span.last:
        return "range"
    return span.mode


def _years(rollout: Rollout, span: Span) -> tuple[int, int]:
    known = rollout.years
    if not known and (span.first is None or span.last is None):
        raise DataError([_nothing_to_show()])
    last = span.last if span.last is not None else known[-1]
    first = span.first if span.first is not None else min(known[0], last) if known else last
    return min(first, last), last


def _usual_level(rollout: Rollout, kept: Sequence[Evidence]) -> int:
    """Return the level that most statements name, as its place in the hierarchy; finer on a tie."""
    tally = [0, 0, 0]
    for item in kept:
        for place in item.worlds[0]:
            if place.adcode != COUNTRY and place.extent is not Extent.WITHIN:
                tally[DEPTH[rollout.tree.units[place.adcode].level]] += 1
    most = max(tally)
    return max(row for row, count in enumerate(tally) if count == most) if most else 1


def _places(units: PageUnits, placed: Sequence[Evidence]) -> list[int]:
    """Return the units that settled statements name, by first year, then as the data have them."""
    first_year: dict[int, int] = {}
    for item in placed:
        if Kind.of(item) is Kind.NAMED:
            for place in item.worlds[0]:
                row = units.row[place.adcode]
                first_year[row] = min(item.possible.first, first_year.get(row, item.possible.first))
    return sorted(first_year, key=first_year.__getitem__)


def _text_rows(rollout: Rollout, statements: Sequence[Statement]) -> list[list[str]]:
    """Return the texts of each statement; those in Chinese come last, where there are any."""
    rows = [_text_row(rollout, statement) for statement in statements]
    translations = [
        [
            statement.statement_zh,
            statement.date_note_zh or note_in_chinese(statement.date_note),
            statement.decision_zh,
            statement.quote_zh,
        ]
        for statement in statements
    ]
    if not any(any(translated) for translated in translations):
        return rows
    return [[*row, *translated] for row, translated in zip(rows, translations, strict=True)]


def _former(rollout: Rollout, statement: Statement) -> str:
    """Name the units of a statement that are no more, a line each: names, code, last year.

    The map draws what took over from them.
    """
    units = (rollout.gazetteer.get(code) for code in statement.adcodes)
    gone = [unit for unit in units if unit is not None and unit.valid_to is not None]
    return "\n".join(
        f"{unit.name_zh}|{unit.name_en}|{unit.adcode}|{unit.valid_to}" for unit in gone
    )


def _text_row(rollout: Rollout, statement: Statement) -> list[str]:
    """Return the texts of a statement, and its cells as written where the columns say less."""
    written = "|".join(statement.adcodes)
    return [
        statement.statement,
        statement.locator,
        statement.date_note,
        statement.decision,
        statement.within,
        statement.id,
        _former(rollout, statement),
        statement.quote,
        "" if len(statement.adcodes) == 1 and written in rollout.tree else written,
        "" if statement.extent is Extent.UNIT else statement.extent.value,
        statement.direction,
    ]


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
