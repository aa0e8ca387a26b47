"""What a page opens with, in words and as a small map: for previews and readers without scripts."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import compress
from typing import TYPE_CHECKING

from ..model import Status
from ..page.assets import counted, listed, say
from ..page.static_map import StaticView
from .units import DEPTH, StatementKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..rollout import Rollout
    from ..rollout.evidence import EvidenceRows
    from ..rollout.readings import Reading
    from .names import UnitNames
    from .opening import Span
    from .statuses import DateTable, ToldDates
    from .units import PageUnits

_MOST_PLACES = 12
_MOST_WITHIN = 4
_DRAWN = {Status.IN: "in", Status.POSSIBLE: "possible", Status.OUT: "out"}
_COUNTIES = 4
_ANY_PLACE, _SITE = 3, 4
"""Among the kinds of places in the texts of the page, behind the three levels."""


class OpeningView:
    """The view that a page opens with, as `citation.js` says it and the map draws it.

    Parameters
    ----------
    placed, sites
        The statements of the page without and with a position.
    places
        Rows of the units that settled statements name, in order.
    years
        First and last year of the page.
    level
        What it opens with: 0 provinces, 1 prefectures, 2 counties.
    """

    def __init__(
        self,
        rollout: Rollout,
        units: PageUnits,
        names: UnitNames,
        dates: DateTable,
        *,
        placed: EvidenceRows,
        sites: EvidenceRows,
        places: Sequence[int],
        years: tuple[int, int],
        span: Span,
        level: int,
    ) -> None:
        self._rollout = rollout
        self._units = units
        self._names = names
        self._dates = dates
        self._placed = placed
        self._sites = sites
        self._first, self._last = years
        self._upto = span.mode == "upto"
        self._level = level
        self._naming: dict[str, list[Reading]] = defaultdict(list)
        for item in placed.said.values():
            if StatementKind.of(item) is StatementKind.NAMED:
                for place in item.worlds[0]:
                    self._naming[place.adcode].append(item)
        self._codes = {row: self._place_code(row) for row in places}
        alike = {id(each.years): each for each in sites.said.values()}
        codes = {years: self._code(each) for years, each in alike.items()}
        self._site_codes = {number: codes[id(each.years)] for number, each in sites.said.items()}
        """By number of a reading."""
        self._sites_by_code: Counter[Status] = Counter()
        for number, count in Counter(sites.numbers).items():
            self._sites_by_code[self._site_codes[number]] += count

    def view(self, lang: str, alt: str = "") -> StaticView:
        """Return it in a language; `alt` is said instead of what the data give."""
        return StaticView(
            alt or self.alt(lang),
            self._units.topology,
            self._areas(),
            *self._dots(),
            {
                "in": say(
                    lang, "legend.namedBy" if self._upto else "legend.namedIn", years=self._year
                ),
                "possible": say(lang, "legend.possible"),
                "out": say(lang, "legend.out"),
            },
        )

    def _dots(self) -> tuple[Sequence[float], Sequence[float]]:
        """Return lon and lat of the sites of which something is known."""
        lon, lat = map(self._sites.statements.column, ("lon", "lat"))
        told = {row for row, code in self._site_codes.items() if code is not Status.UNKNOWN}
        if len(told) < len(self._site_codes):
            known = [number in told for number in self._sites.numbers]
            lon, lat = (list(compress(column, known)) for column in (lon, lat))
        return lon, lat

    @property
    def _year(self) -> str:
        one = self._upto or self._first == self._last
        return str(self._last) if one else f"{self._first}–{self._last}"

    def alt(self, lang: str) -> str:
        """Say what is seen, and no more than the sources do."""
        joint = say(lang, "join.semicolon")
        return say(lang, "alt.map", said=joint.join([*self._named(lang), *self._rest(lang)]))

    def _named(self, lang: str) -> Iterable[str]:
        """Yield how many places are named, and which; that none is, where no source speaks."""
        if self._is_silent():
            many = not self._upto and self._first != self._last
            key = "years.nothing" if many else "year.nothing"
            yield say(lang, key, year=str(self._last)).rstrip(".。")
            return
        rows = [row for row, code in self._codes.items() if code is Status.IN]
        sites = self._sites_by_code[Status.IN]
        levels = {self._depth(row) for row in rows}
        kind = levels.pop() if len(levels) == 1 else _ANY_PLACE
        if rows or not sites:
            names = [self._names.name(row, lang) for row in rows]
            said = self._count(lang, kind, len(rows))
            places = listed(lang, names, _MOST_PLACES)
            yield said + say(lang, "join.colon") + places if rows else said
        if sites:
            yield self._count(lang, _SITE, sites)

    def _count(self, lang: str, kind: int, n: int) -> str:
        words = str(say(lang, "alt.numbers")).split()
        return counted(
            lang,
            "alt.upto" if self._upto else "alt.in",
            n,
            years=self._year,
            count=words[n] if n < len(words) else _number(n),
            kind=counted(lang, f"alt.kind.{kind}", n),
        )

    def _rest(self, lang: str) -> Iterable[str]:
        """Yield what else is known, as `altText` of the scripts."""
        dated = self._sites_by_code + Counter(self._codes.values())
        possible = dated[Status.POSSIBLE]
        if possible:
            key = "count.possible" if dated[Status.IN] else "count.possibleOnly"
            yield counted(lang, key, possible)
        open_ = [
            item
            for item in self._placed.said.values()
            if StatementKind.of(item) not in {StatementKind.NAMED, StatementKind.DENIED}
            and self._code(item) is not Status.UNKNOWN
        ]
        kinds = [StatementKind.of(item) for item in open_]
        within = [
            self._units.row_of(item)
            for item in open_
            if StatementKind.of(item) is StatementKind.WITHIN
        ]
        if within:
            around = [self._names.name(row, lang) for row in dict.fromkeys(within)]
            yield say(lang, "alt.within", places=listed(lang, around, _MOST_WITHIN))
        everywhere = [item for item in open_ if StatementKind.of(item) is StatementKind.EVERYWHERE]
        if everywhere:
            settled = any(self._code(item) is Status.IN for item in everywhere)
            yield say(lang, "alt.everywhere" if settled else "alt.everywhereOpen")
        if StatementKind.COUNTRY_WIDE in kinds:
            yield say(lang, "count.more")

    def _depth(self, row: int) -> int:
        unit = self._units.known[row]
        return DEPTH[unit.level] if unit else _ANY_PLACE

    def _is_silent(self) -> bool:
        since = self._last if self._upto else self._first
        said = (*self._placed.said.values(), *self._sites.said.values())
        told = map(self._dates.told, said)
        if any(each.possible_from <= self._last and since <= each.possible_to for each in told):
            return False
        return set(self._statuses(self._units.adcodes).values()) <= {Status.UNKNOWN}

    def _code(self, item: Reading) -> Status:
        """Return what the dates of a statement say of the years shown, as `codeOfDates`."""
        told = self._dates.told(item)
        return self._upto_code(told) if self._upto else self._start_code(told)

    def _upto_code(self, told: ToldDates) -> Status:
        if told.certain_from <= self._last <= told.certain_to:
            return Status.IN
        held = told.possible_from <= self._last <= told.possible_to
        return Status.POSSIBLE if held else Status.UNKNOWN

    def _start_code(self, told: ToldDates) -> Status:
        if self._first <= told.possible_from and told.certain_from <= self._last:
            return Status.IN
        end = min(told.certain_from, told.possible_to)
        begins = told.possible_from <= self._last and self._first <= end
        return Status.POSSIBLE if begins else Status.UNKNOWN

    def _place_code(self, row: int) -> Status:
        """Return what the statements that name a unit say of it, as `placesNamed`."""
        naming = self._naming[self._units.adcodes[row]]
        codes = {self._code(item) for item in naming}
        if self._upto:
            best = Status.IN if Status.IN in codes else Status.POSSIBLE
            return best if best in codes else Status.UNKNOWN
        told = [self._dates.told(item) for item in naming]
        start = min(each.possible_from for each in told)
        end = min(each.certain_from for each in told)
        if end < self._first or not codes - {Status.UNKNOWN}:
            return Status.UNKNOWN
        whole = self._first <= start and end <= self._last
        return Status.IN if Status.IN in codes and whole else Status.POSSIBLE

    def _areas(self) -> dict[str, str]:
        """Return the units that the map colours; only what is named, where it shows starts."""
        if not self._upto:
            adcodes = self._units.adcodes
            return {adcodes[row]: _DRAWN[c] for row, c in self._codes.items() if c in _DRAWN}
        found = self._statuses(self._mosaic()).items()
        return {adcode: _DRAWN[status] for adcode, status in found if status in _DRAWN}

    def _statuses(self, adcodes: Iterable[str]) -> dict[str, Status]:
        known = [adcode for adcode in adcodes if adcode in self._rollout.tree]
        return self._rollout.statuses.statuses_of(known, self._last)

    def _mosaic(self) -> list[str]:
        """Return the units that a map of the level shows, as `mosaic` of the scripts."""
        topology, parents = self._units.topology, self._units.parents
        standing = list(enumerate(topology.levels))
        if 1 << self._level < _COUNTIES:
            rows = [row for row, levels in standing if levels & 1 << self._level]
        else:
            counties = [row for row, levels in standing if levels & _COUNTIES]
            left_out = {parents[row] for row in counties} | set(counties)
            rows = [row for row, levels in standing if levels & 2 and row not in left_out]
            rows += counties
        return [topology.adcodes[row] for row in rows]


def _number(n: int) -> str:
    """Write a number as the scripts do: digits grouped by three."""
    return f"{n:,}"
