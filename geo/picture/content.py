"""What a picture of a rollout shows in a year, before anything is drawn.

Looks follow the page: a unit that is in has the colour of its first year, lighter where it is in
only through something inside it; one that is possible has diagonal lines in the colour of the year
from which it is; where a source says no the ground is paler and outlined; nothing is drawn where
nobody said anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ..errors import UsageError
from ..model import COUNTRY, Status
from ..page.assets import listed
from ..page.constants import palette
from ..payload.names import UnitNames
from ..payload.units import StatementKind
from ..rollout.reasons import Relation
from ..rollout.years import NO_LAST_YEAR
from .wording import shown, tell

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from ..model import Level
    from ..page.constants import Palette
    from ..rollout import Rollout, YearBounds
    from ..rollout.evidence import Evidence

_OF_ITSELF = frozenset({Relation.DIRECT, Relation.WHOLE, Relation.EVERYWHERE})
"""How a statement speaks of a unit itself, or of all of it."""
_MOST_MISSING = 6
IN, IN_PART, POSSIBLE, OUT, UNKNOWN = "in", "inPart", "possible", "out", "unknown"
PLACE, PLACE_OPEN, SITE, SITE_OPEN = "place", "placeOpen", "site", "siteOpen"


class Look(NamedTuple):
    """How an area or a dot is drawn: equal looks are drawn together, and stand once in a legend."""

    kind: str
    colour: str = ""
    """Of the class of its year, as #rrggbb; blank where it has none."""


class Spot(NamedTuple):
    """A named place or a site."""

    lon: float
    lat: float
    look: Look
    name: str = ""
    source: str = ""
    """Of a site: who says so, and where."""


class LegendEntry(NamedTuple):
    """A row of a legend."""

    look: Look
    text: str


@dataclass(frozen=True)
class YearView:
    """What one year shows."""

    year: int
    areas: dict[str, Look]
    """By adcode, all units of the level that have a look."""
    places: list[Spot]
    sites: list[Spot]
    open_colours: frozenset[str]
    """Colours of which something may have begun earlier than the year it is certain from."""

    def looks(self) -> set[Look]:
        """Return everything that is drawn."""
        spots = (spot.look for spot in (*self.places, *self.sites))
        return {*self.areas.values(), *spots}


def years_within(rollout: Rollout, years: Iterable[int], argument: str) -> list[int]:
    """Return years in order, each once, after looking that evidence speaks of their time.

    Raises
    ------
    UsageError
        If there is none, or one lies outside the years of the data.
    """
    known, asked = rollout.years, sorted(set(years))
    if not known:
        raise UsageError("no statement is dated, so there is no year to draw")
    if not asked:
        raise UsageError(f"{argument}: there is none; choose among {known[0]} to {known[-1]}")
    outside = [year for year in asked if year not in known]
    if outside:
        raise UsageError(
            f"{argument} {outside[0]}: the statements speak of {known[0]} to {known[-1]}; choose "
            "among those"
        )
    return asked


class Content:
    """A rollout at one level in one language, as pictures show it.

    Parameters
    ----------
    rollout
        What is known by unit and year.
    level
        Which units are areas.
    lang
        `en` or `zh`.
    """

    def __init__(self, rollout: Rollout, level: Level, lang: str) -> None:
        self.rollout = rollout
        self.level = level
        self.lang = lang

    @cached_property
    def palette(self) -> Palette:
        """The colours of all first years in the data, the same for every year shown."""
        first, last = self.rollout.years[0], self.rollout.years[-1]
        settled = (each.latest for each in self._bounds.values())
        placed = (item.certain.first for item in (*self._named, *self._sited) if item.certain)
        years = (year for year in (*settled, *placed) if year is not None and year <= last)
        return palette({max(first, year) for year in years})

    @cached_property
    def strength(self) -> float:
        """How strong areas are: beside sites, which are what such data name, they step back."""
        return self.palette.wash if self._sited else 1.0

    def view(self, year: int) -> YearView:
        """Return what a year shows."""
        areas, opened = {}, set()
        for adcode, status in self.rollout.frame(year, self.level).items():
            look = self._look(adcode, status, year)
            if look.kind != UNKNOWN:
                areas[adcode] = look
            if status is Status.IN and self._may_be_earlier(adcode):
                opened.add(look.colour)
        for item in (*self._named, *self._sited):
            if year in item.certain and item.possible.first < item.certain.first:
                opened.add(self.palette.of_year(item.certain.first))
        return YearView(year, areas, self._places(year), self._sites(year), frozenset(opened))

    def legend(self, views: Sequence[YearView]) -> list[LegendEntry]:
        """Return what the looks of some years mean: only those that are drawn, and the plain."""
        looks = {look for view in views for look in view.looks()}
        opened = {colour for view in views for colour in view.open_colours}
        coloured = {look.colour for look in looks if look.kind in {IN, IN_PART, PLACE, SITE}}
        entries = []
        for first, last, colour in self.palette.classes:
            if colour in coloured:
                key = "legend.namedBy" if colour in opened else "legend.named"
                years = str(first) if first == last else f"{first}–{last}"
                entries.append(LegendEntry(Look(IN, colour), tell(self.lang, key, years=years)))
        # What else there is, each once, in the colour of the last that is drawn so.
        for kind, key in _ENTRIES.items():
            same = sorted(look for look in looks if look.kind == kind)
            if same:
                entries.append(LegendEntry(same[-1], tell(self.lang, key)))
        entries.append(LegendEntry(Look(UNKNOWN), tell(self.lang, "legend.unknown")))
        return entries

    def no_outline(self, views: Sequence[YearView], outlined: Collection[str]) -> str:
        """Say which units that have a look have no outline to draw it on; empty if none is.

        Raises
        ------
        UsageError
            If those are most of them: then the outlines are not of this level.
        """
        spoken = {adcode for view in views for adcode in view.areas}
        missing = sorted(spoken.difference(outlined))
        if 2 * len(missing) > len(spoken):
            raise UsageError(
                f"--level {self.level.value}: the outlines hold {len(spoken) - len(missing)} of "
                f"the {len(spoken)} units that are spoken of; choose another level, or outlines "
                "that have them"
            )
        if not missing:
            return ""
        names = listed(self.lang, [self.name(adcode) for adcode in missing], _MOST_MISSING)
        return tell(self.lang, "noOutline", places=names)

    @cached_property
    def rows(self) -> dict[str, int]:
        """By adcode, the row of each unit in `names`."""
        return {code: row for row, code in enumerate(self._codes)}

    @cached_property
    def names(self) -> UnitNames:
        """What units are called: those that may have a label, and what they lie in."""
        tree = self.rollout.tree
        return UnitNames(
            [tree.units[code] for code in self._codes],
            [self.rows.get(tree.parent[code], -1) for code in self._codes],
        )

    def name(self, adcode: str) -> str:
        """Return a unit's name, told apart from others of the same name."""
        return shown(self.names.name(self.rows[adcode], self.lang))

    @cached_property
    def _codes(self) -> list[str]:
        tree = self.rollout.tree
        placed = {place.adcode for item in self._named for place in item.worlds[0]}
        shown_units = {*tree.levels[self.level], *placed}
        codes = {code for unit in shown_units for code in tree.lineage(unit)}
        return sorted(codes - {COUNTRY})

    @cached_property
    def _bounds(self) -> dict[str, YearBounds]:
        statuses = self.rollout.statuses
        return {unit: statuses.first_year(unit) for unit in self.rollout.tree.units}

    @cached_property
    def _named(self) -> list[Evidence]:
        return [
            item
            for item in self.rollout.evidence
            if item.statement.lon is None and StatementKind.of(item) is StatementKind.NAMED
        ]

    @cached_property
    def _sited(self) -> list[Evidence]:
        return [
            item
            for item in self.rollout.evidence
            if item.statement.lon is not None and not item.denies
        ]

    @cached_property
    def _named_starts(self) -> dict[str, tuple[int, int]]:
        """By named unit, the bounds of its first year by what is said of it under its own name."""
        starts: dict[str, tuple[int, int]] = {}
        for item in self._named:
            for place in item.worlds[0]:
                first, settled = starts.get(place.adcode, (NO_LAST_YEAR, NO_LAST_YEAR))
                certain = item.certain.first if item.certain else NO_LAST_YEAR
                starts[place.adcode] = (min(first, item.possible.first), min(settled, certain))
        return starts

    def _may_be_earlier(self, adcode: str) -> bool:
        """Tell whether a unit may have begun before the year from which it is certain.

        Unnamed places around it may have joined before: that is told of those, not of the unit.
        """
        bounds = self._bounds[adcode]
        first, settled = self._named_starts.get(adcode, (NO_LAST_YEAR, NO_LAST_YEAR))
        if bounds.latest is None:
            return False
        if settled == bounds.latest:
            return first < settled
        return bounds.earliest is None or bounds.earliest < bounds.latest

    def _look(self, adcode: str, status: Status, year: int) -> Look:
        bounds = self._bounds[adcode]
        if status is Status.IN:
            first = bounds.latest if bounds.latest is not None else self.rollout.years[0]
            kind = IN_PART if self._is_in_part(adcode, year) else IN
            return Look(kind, self.palette.of_year(first))
        if status is Status.POSSIBLE:
            earliest = self.rollout.years[0] if bounds.earliest is None else bounds.earliest
            return Look(POSSIBLE, self.palette.of_year(earliest))
        return Look(OUT if status is Status.OUT else UNKNOWN)

    def _is_in_part(self, adcode: str, year: int) -> bool:
        """Tell whether a unit is in through what lies in it alone: see `state/inpart.js`."""
        if self._sited or not self.rollout.tree.children(adcode):
            return False
        return not any(
            reason.certain and reason.relation in _OF_ITSELF
            for reason in self.rollout.reasons(adcode, year)
        )

    def _places(self, year: int) -> list[Spot]:
        tree, gazetteer = self.rollout.tree, self.rollout.gazetteer
        found: dict[str, bool] = {}
        for item in self._named:
            if year in item.possible:
                for place in item.worlds[0]:
                    settled = year in item.certain
                    found[place.adcode] = settled or found.get(place.adcode, False)
        spots = []
        for adcode in found:
            seat = (gazetteer.get(adcode) or tree.units[adcode]).seat
            if seat is not None:
                status = self.rollout.status(adcode, year)
                look = self._look(adcode, status, year)
                kind = PLACE if status is Status.IN else PLACE_OPEN
                colour = look.colour if kind == PLACE else ""
                spots.append(Spot(*seat, Look(kind, colour), self.name(adcode)))
        return spots

    def _sites(self, year: int) -> list[Spot]:
        spots = []
        for item in self._sited:
            said = item.statement
            if year not in item.possible or said.lon is None or said.lat is None:
                continue
            settled = year in item.certain
            since = item.certain.first if settled else item.possible.first
            look = Look(SITE if settled else SITE_OPEN, self.palette.of_year(since))
            cited = f"{said.source} {said.locator}".strip()
            spots.append(Spot(said.lon, said.lat, look, said.place, cited))
        return spots


_ENTRIES = {
    IN_PART: "legend.inPart",
    POSSIBLE: "legend.possible",
    PLACE: "place",
    PLACE_OPEN: "placeOpen",
    SITE: "legend.site",
    SITE_OPEN: "legend.siteOpen",
    OUT: "legend.out",
}
"""What is told of each kind beside the colours of years, in the order of a legend."""
