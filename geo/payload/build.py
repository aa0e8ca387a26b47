"""Put a rollout into columns: `payload()`."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from ..errors import DataError, Problem
from ..model import COUNTRY, Extent, Level
from ..text.bidi import all_closed
from .columns import blocks, deflated, degrees, integers
from .dates import DateTable
from .lists import full_lists
from .reasons import reason_columns
from .statuses import status_columns
from .units import PageUnits, county_parents, unit_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ..boundaries import PageTopology
    from ..model import Statement
    from ..rollout import Rollout
    from ..rollout.evidence import Evidence

    Outlines = Callable[[Iterable[str]], PageTopology]

FORMAT = "pilotmap/1"
ROWS_PER_BLOCK = 1000
"""Rows of text in a compressed block: some 200 KB unpacked, a few milliseconds for the reader."""
_LEVELS = (Level.PROVINCE, Level.PREFECTURE, Level.COUNTY)
_PACKED_OR_DERIVED = frozenset({"arcs", "rings", "bounds"})
"""Of a topology, what the columns do without."""
_NAMED, _WITHIN, _COUNTRY_WIDE, _CANDIDATES, _EVERYWHERE = range(5)


@dataclass(frozen=True, slots=True)
class Span:
    """Which years a page is made for, and what of them it opens with."""

    first: int | None = None
    """First year of the timeline; None: the first with evidence."""
    last: int | None = None
    """Last year; nothing that cannot have begun by its end goes into the page. None: no limit."""
    mode: Literal["upto", "in"] = "upto"
    """`in`: only what can have started in the years from `first` to `last` goes into the page."""

    def keeps(self, item: Evidence) -> bool:
        """Say whether a statement belongs into a page for these years."""
        if self.last is not None and item.possible.first > self.last:
            return False
        if self.mode == "in" and self.first is not None:
            settled = item.certain.first if item.certain else item.possible.last
            return settled >= self.first
        return True


@dataclass(frozen=True, slots=True)
class Texts:
    """What the page says about itself, as typed by whoever publishes it."""

    title: str
    subtitle: str = ""
    note: str = ""
    review_number: str = ""
    """The review number (审图号) of the map, if an authority gave it one."""
    title_zh: str = ""
    """The title in Chinese, where there is one."""


def payload(
    rollout: Rollout,
    outlines: Outlines,
    texts: Texts,
    *,
    span: Span | None = None,
    lang: str = "en",
) -> dict[str, Any]:
    """Return everything the page needs, and nothing that began after its last year.

    Statuses come from the whole rollout, so that a page for some years shows of each of them what
    a page for all years would.

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
    lang
        Language that the page opens in: `en` or `zh`.

    Raises
    ------
    DataError
        If there is nothing to show.
    """
    span = span or Span()
    if not rollout.evidence:
        raise DataError([_nothing_to_show()])
    texts = all_closed(texts)
    kept = [_closed(item) for item in rollout.evidence if span.keeps(item)]
    placed = [item for item in kept if item.statement.lon is None]
    sites = sorted(
        (item for item in kept if item.statement.lon is not None),
        # A year is a stretch of rows; within it, sites of one unit stand together and pack well.
        key=lambda item: (item.possible.first, item.worlds[0][0].adcode),
    )
    years = _years(rollout, span)
    lists = list(full_lists(rollout, *years))
    listed = [adcode for each in lists for adcode in each.told]
    units = PageUnits.of(rollout, outlines(county_parents(rollout, placed)), kept, listed)
    dates = DateTable(span.last)
    used = {item.statement.source for item in kept} | {each.claim.source.id for each in lists}
    sources = [source for source in rollout.sources.values() if source.id in used]
    source_row = {source.id: row for row, source in enumerate(sources)}
    return {
        "format": FORMAT,
        "text": {
            "title": texts.title,
            "titleZh": texts.title_zh,
            "subtitle": texts.subtitle,
            "note": texts.note,
            "reviewNumber": texts.review_number,
        },
        "years": {"first": years[0], "last": years[1]},
        "start": {
            "year": years[1],
            "from": years[0],
            "mode": _opening_mode(span),
            "lang": lang,
            "view": "map",
            "level": _usual_level(rollout, kept),
        },
        "units": unit_columns(rollout, units),
        "statuses": status_columns(rollout, units.adcodes, years),
        "reasons": reason_columns(rollout, units, placed, source_row, years),
        "places": integers(_places(units, placed)),
        "statements": _statement_columns(placed, units, dates, source_row),
        "sites": _site_columns(sites, units, dates, source_row),
        "dates": dates.columns(),
        "sources": [_source(all_closed(source)) for source in sources],
        "lists": [each.as_json(units, source_row) for each in lists],
        "topology": _topology_columns(units.topology),
        "texts": {"rows": len(kept), "perBlock": ROWS_PER_BLOCK},
        "blocks": {
            "outlines": [deflated(units.topology.arcs), deflated(units.topology.rings)],
            "texts": blocks(
                _text_rows(rollout, [item.statement for item in placed + sites]), ROWS_PER_BLOCK
            ),
            "names": blocks([[item.statement.place] for item in sites], ROWS_PER_BLOCK),
        },
    }


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
    return {**told, "labels": {"lon": degrees(lons), "lat": degrees(lats)}}


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
                tally[_LEVELS.index(rollout.tree.units[place.adcode].level)] += 1
    most = max(tally)
    return max(row for row, count in enumerate(tally) if count == most) if most else 1


def _kind(item: Evidence) -> int:
    if item.country_wide:
        return _EVERYWHERE if item.covers_all else _COUNTRY_WIDE
    if len(item.worlds) > 1:
        return _CANDIDATES
    return _WITHIN if any(p.extent is Extent.WITHIN for p in item.worlds[0]) else _NAMED


def _places(units: PageUnits, placed: Sequence[Evidence]) -> list[int]:
    """Return the units that settled statements name, by first year, then as the data have them."""
    first_year: dict[int, int] = {}
    for item in placed:
        if _kind(item) == _NAMED:
            for place in item.worlds[0]:
                row = units.row[place.adcode]
                first_year[row] = min(item.possible.first, first_year.get(row, item.possible.first))
    return sorted(first_year, key=first_year.__getitem__)


def _statement_columns(
    placed: Sequence[Evidence], units: PageUnits, dates: DateTable, source_row: dict[str, int]
) -> dict[str, Any]:
    return {
        "id": [item.statement.id for item in placed],
        "place": [item.statement.place for item in placed],
        "kind": integers([_kind(item) for item in placed]),
        "unit": integers([units.row_of(item) for item in placed]),
        "date": integers([dates.row(item) for item in placed]),
        "source": integers([source_row[item.statement.source] for item in placed]),
        "candidates": {
            str(row): units.candidates(item)
            for row, item in enumerate(placed)
            if _kind(item) == _CANDIDATES
        },
    }


def _site_columns(
    sites: Sequence[Evidence], units: PageUnits, dates: DateTable, source_row: dict[str, int]
) -> dict[str, Any]:
    return {
        "lon": degrees([item.statement.lon or 0.0 for item in sites]),
        "lat": degrees([item.statement.lat or 0.0 for item in sites]),
        "unit": integers([units.row_of(item) for item in sites]),
        "date": integers([dates.row(item) for item in sites]),
        "source": integers([source_row[item.statement.source] for item in sites]),
    }


def _text_rows(rollout: Rollout, statements: Sequence[Statement]) -> list[list[str]]:
    """Return the texts of each statement; those in Chinese come last, where there are any."""
    rows = [[*_text_row(statement), _former(rollout, statement)] for statement in statements]
    translations = [[s.statement_zh, s.date_note_zh, s.decision_zh] for s in statements]
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


def _text_row(statement: Statement) -> list[str]:
    return [
        statement.statement,
        statement.locator,
        statement.date_note,
        statement.decision,
        statement.within,
        statement.id,
    ]


def _source(source: Any) -> dict[str, str]:
    """Return what a reader is shown of a source; what it claims is in the statuses already."""
    shown = ("id", "title", "publisher", "author", "url", "accessed", "note")
    values = asdict(source)
    return {
        **{name: values[name] for name in shown},
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
