"""What the statements say, row by row and in words: for readers whose browser runs no scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..dates import describe_span
from ..page.columns import FOREVER, UNBOUNDED_BELOW
from ..page.plain import MOST_SITES, PlainRow
from ..page.words import listed, say
from ..text.locator import locator_in_words
from .units import DEPTH, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ..rollout.evidence import Evidence
    from .dates import DateTable
    from .lists import FullList
    from .names import UnitNames
    from .units import PageUnits

_MOST_CANDIDATES = 5
_OF_THE_COUNTRY = {
    Kind.COUNTRY_WIDE: "unnamed.country",
    Kind.EVERYWHERE: "unnamed.everywhere",
    Kind.DENIED: "denied.everywhere",
}
"""What is said of the country as a whole, by kind."""


class PlainRows:
    """Statements and lists in the words of one language, as the scripts say them.

    Parameters
    ----------
    units, names
        The units of the page, and what they are called.
    dates
        Which years the page shows.
    source_row
        The row of each source in the payload, by id.
    lang
        `en` or `zh`.
    """

    def __init__(
        self,
        units: PageUnits,
        names: UnitNames,
        dates: DateTable,
        source_row: Mapping[str, int],
        lang: str,
    ) -> None:
        self._units = units
        self._names = names
        self._dates = dates
        self._source_row = source_row
        self._lang = lang

    def rows(
        self, placed: Iterable[Evidence], sites: Sequence[Evidence], lists: Iterable[FullList]
    ) -> Iterator[PlainRow]:
        """Yield the statements that have no position, then the first sites, then complete lists."""
        for item in placed:
            yield self._row(item, self._subject(item))
        for item in sites[:MOST_SITES]:
            unit = self._units.row_of(item)
            placed_in = self._names.placed(unit, self._lang) if unit >= 0 else ""
            yield self._row(item, " · ".join(filter(None, (item.statement.place, placed_in))))
        yield from map(self._list, lists)

    def _row(self, item: Evidence, about: str) -> PlainRow:
        statement, told = item.statement, self._dates.told(item)
        year = told.certain_from if told.possible_from == UNBOUNDED_BELOW else told.possible_from
        text = (self._lang == "zh" and statement.statement_zh) or statement.statement
        return PlainRow(
            year=None if year == FOREVER else year,
            when=describe_span(told.start, told.end, self._lang) if told.start or told.end else "",
            about=about,
            text=text,
            source=self._source_row[statement.source],
            locator=locator_in_words(statement.locator, self._lang),
        )

    def _subject(self, item: Evidence) -> str:
        """Say what a statement without a position is about, as `subjectInWords` of the scripts."""
        kind, unit, lang = Kind.of(item), self._units.row_of(item), self._lang
        if kind is Kind.NAMED:
            return self._names.placed(unit, lang)
        if kind is Kind.WITHIN:
            return say(lang, "unnamed.within", place=self._names.name(unit, lang))
        if unit < 0 and kind in _OF_THE_COUNTRY:
            return say(lang, _OF_THE_COUNTRY[kind])
        names = [self._names.name(each, lang) for each in self._units.candidates(item)]
        places = listed(lang, names, _MOST_CANDIDATES)
        if kind is Kind.DENIED:
            return say(lang, "denied.in", places=places)
        return say(lang, "unnamed.candidates", places=places, name=item.statement.place)

    def _list(self, told: FullList) -> PlainRow:
        """Say what a source leaves out that claims to be complete, as `lists.js` of the scripts."""
        lang, names = self._lang, self._names
        scope = [
            names.all_of(self._units.row.get(adcode, -1), DEPTH[level], lang)
            for adcode, level in told.scope(self._units)
        ]
        places = listed(lang, [names.name(self._units.row[code], lang) for code in told.named])
        closed = (
            say(lang, "lists.names", places=places)
            if places
            else say(lang, "lists.counts", n=f"{len(told.closed):,}")
        )
        first, last = told.years
        return PlainRow(
            year=first,
            when=describe_span("/".join(map(str, dict.fromkeys((first, last)))), "", lang),
            about=say(lang, "lists.of", scope=listed(lang, scope)),
            text=closed,
            source=self._source_row[told.claim.source.id],
            locator="",
        )
