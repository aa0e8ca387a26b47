"""What the statements say, row by row and in words: for readers whose browser runs no scripts.

Where in a source something stands is said in words as `locators.js` says it on the page.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import repeat
from typing import TYPE_CHECKING

from ..dates import describe_span
from ..page.assets import listed, say
from ..page.contract import FOREVER, UNBOUNDED_BELOW
from ..page.plain import MOST_SITES_LISTED, PlainRow
from .units import DEPTH, StatementKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from ..rollout.evidence import EvidenceRows
    from ..rollout.readings import Reading
    from .names import UnitNames
    from .statuses import DateTable
    from .units import FullList, PageUnits


_NUMBERS = r"(\d{1,6})(?:\s*[-–—~至到]\s*(\d{1,6}))?"
_KINDS = {
    "paragraph": rf"(?:p|para|paras|paragraph|paragraphs|¶)\.?\s*{_NUMBERS}|第\s*{_NUMBERS}\s*段",
    "page": rf"(?:page|pages|pp)\.?\s*{_NUMBERS}|第\s*{_NUMBERS}\s*页",
    "item": rf"(?:no|nos|number|item|items|#)\.?\s*{_NUMBERS}|第\s*{_NUMBERS}\s*[项号]",
    "row": rf"(?:row|rows|line|lines)\.?\s*{_NUMBERS}|第\s*{_NUMBERS}\s*行",
    "table": rf"(?:table|tables)\.?\s*{_NUMBERS}|表\s*{_NUMBERS}",
    "section": rf"(?:section|sections|§)\.?\s*{_NUMBERS}|第\s*{_NUMBERS}\s*节",
}
_PATTERNS = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in _KINDS.items()}
_IN_FILE = re.compile(r"(.+\.\w{2,8}), (?:line|row) (\d{1,9})")
_WORDS = {
    "en": {
        "paragraph": ("paragraph {}", "paragraphs {}–{}"),
        "page": ("page {}", "pages {}–{}"),
        "item": ("no. {}", "nos. {}–{}"),
        "row": ("row {}", "rows {}–{}"),
        "table": ("table {}", "tables {}–{}"),
        "section": ("section {}", "sections {}–{}"),
        "file": ("row {1} of {0}",),
        "comma": (", ",),
    },
    "zh": {
        "paragraph": ("第{}段", "第{}至{}段"),
        "page": ("第{}页", "第{}至{}页"),
        "item": ("第{}项", "第{}至{}项"),
        "row": ("第{}行", "第{}至{}行"),
        "table": ("表{}", "表{}至{}"),
        "section": ("第{}节", "第{}至{}节"),
        "file": ("{0}第{1}行",),
        "comma": ("、",),
    },
}


def locator_in_words(locator: str, lang: str = "en") -> str:
    """Return a locator in words: `p9` is paragraph 9, 第9段; another one as it is written.

    Parameters
    ----------
    locator
        As a row of locations.csv has it; several are joined by commas or semicolons.
    lang
        `en` or `zh`.
    """
    words = _WORDS[lang]
    in_file = _IN_FILE.fullmatch(locator.strip())
    if in_file:
        return words["file"][0].format(*in_file.groups())
    parts = [part.strip() for part in re.split("[,;，；、]", locator)]
    said = [_part(part, lang) for part in parts]
    known = [part for part in said if part]
    return words["comma"][0].join(known) if len(known) == len(said) else locator


def _part(text: str, lang: str) -> str:
    """Say one place in a source; empty where it is not understood."""
    for kind, pattern in _PATTERNS.items():
        if found := pattern.fullmatch(text):
            numbers = [number for number in found.groups() if number]
            return _WORDS[lang][kind][len(numbers) - 1].format(*numbers)
    return ""


_MOST_CANDIDATES = 5
_OF_THE_COUNTRY = {
    StatementKind.COUNTRY_WIDE: "unnamed.country",
    StatementKind.EVERYWHERE: "unnamed.everywhere",
    StatementKind.DENIED: "denied.everywhere",
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
        self, placed: EvidenceRows, sites: EvidenceRows, lists: Iterable[FullList]
    ) -> Iterator[PlainRow]:
        """Yield the statements that have no position, then the first sites, then complete lists."""
        yield from self._rows(placed, self._subject)
        yield from self._rows(sites[:MOST_SITES_LISTED], self._site)
        yield from map(self._list, lists)

    def _rows(
        self, rows: EvidenceRows, subject: Callable[[Reading, str], str]
    ) -> Iterator[PlainRow]:
        """Yield rows; what many of them say alike is put into words once."""
        column, lang = rows.statements.column, self._lang
        readings = rows.said
        years = {id(said.years): said for said in readings.values()}
        dated = {alike: self._when(said) for alike, said in years.items()}
        when = {number: dated[id(said.years)] for number, said in readings.items()}
        # Of a reading, a subject tells the units and whether it says no.
        units = {(id(said.units), said.denies): said for said in readings.values()}
        told = {number: (id(said.units), said.denies) for number, said in readings.items()}
        about = cache(lambda alike, place: subject(units[alike], place))
        located = cache(locator_in_words)
        translated = column("statement_zh") if lang == "zh" else repeat("")
        for number, place, text, other, source, locator in zip(
            rows.numbers,
            column("place"),
            column("statement"),
            translated,
            column("source"),
            column("locator"),
            strict=False,
        ):
            yield PlainRow(
                *when[number],
                about(told[number], place),
                other or text,
                self._source_row[source],
                located(locator, lang),
            )

    def _when(self, said: Reading) -> tuple[int | None, str]:
        """Return the year under which a statement stands, and its dates in words."""
        told = self._dates.told(said)
        year = told.certain_from if told.possible_from == UNBOUNDED_BELOW else told.possible_from
        dated = describe_span(told.start, told.end, self._lang) if told.start or told.end else ""
        return None if year == FOREVER else year, dated

    def _site(self, said: Reading, place: str) -> str:
        unit = self._units.row_of(said)
        placed_in = self._names.placed(unit, self._lang) if unit >= 0 else ""
        return " · ".join(filter(None, (place, placed_in)))

    def _subject(self, said: Reading, place: str) -> str:
        """Say what a statement without a position is about, as `subjectInWords` of the scripts."""
        kind, unit, lang = StatementKind.of(said), self._units.row_of(said), self._lang
        if kind is StatementKind.NAMED:
            return self._names.placed(unit, lang)
        if kind is StatementKind.WITHIN:
            return say(lang, "unnamed.within", place=self._names.name(unit, lang))
        if unit < 0 and kind in _OF_THE_COUNTRY:
            return say(lang, _OF_THE_COUNTRY[kind])
        names = [self._names.name(each, lang) for each in self._units.candidates(said)]
        places = listed(lang, names, _MOST_CANDIDATES)
        if kind is StatementKind.DENIED:
            return say(lang, "denied.in", places=places)
        return say(lang, "unnamed.candidates", places=places, name=place)

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
