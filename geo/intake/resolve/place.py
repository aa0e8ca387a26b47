"""Which unit an entry speaks of: what its name, its code and its position say together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ...errors import Problem
from ...gazetteer import Match, MatchStatus
from ...gazetteer.disambiguation import DATED_FROM
from ...gazetteer.names import PlaceNames
from ...model import COUNTRY, Extent
from .entry import Entry, ResolvedPlace, level_of, read_codes, vocabulary
from .sites import SiteResolver

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...gazetteer import Gazetteer
    from ...model import AdminUnit
    from .dates import DateReading
    from .entry import PlaceResult
    from .position import Position

_SHOWN = 5
_EITHER = "correct one of them, or give the reason as decision"
SITE_UNKNOWN = Problem("place-unknown", "the name of a site is not a unit's")
"""Not told: what matters is that its position is lost."""
_NEAR_MOST = 1000
"""Unknown names of one list whose nearest names are worked out; nobody reads more one by one."""


class PlaceResolver:
    """Resolves the names of many entries; equal questions are asked once."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self.names = PlaceNames(gazetteer)
        self.sites = SiteResolver(gazetteer, self.names)
        self._near_asked: set[tuple[str, str | None]] = set()

    def choose(self, entry: Entry, position: Position, dates: DateReading) -> PlaceResult:
        """Return the choice, or the problem that keeps it open, with the match behind it.

        Parameters
        ----------
        dates
            When the statement starts: names and codes mean something only with a date.
        """
        problem = vocabulary(entry)
        if problem:
            return problem, None
        if entry.adcode:
            return self._by_code(entry, position, dates.since)
        if not entry.place:
            hint = "name the place, or give its adcode"
            return Problem("place-missing", "no place is named", hint, column="place"), None
        if entry.place.rstrip().endswith(("?", "？")) and not entry.decision:
            message = f"'{entry.place}' has a question mark: its list is not sure of it"
            hint = "delete the mark if you are, or leave the row out"
            return Problem("place-unknown", message, hint, column="place"), None
        if position.given and self.sites.is_no_unit(entry.place):
            asked = entry.place, entry.within or None, level_of(entry), None
            return self.sites.resolve(entry, position, Match(*asked, MatchStatus.NONE))
        return self._by_name(entry, position, dates)

    def match(self, entry: Entry, year: int | None = None, part: str | None = None) -> Match:
        """Return what the gazetteer says to the entry's name (or part), parent and level."""
        name = entry.place if part is None else part
        return self.names.match(name, entry.within, level_of(entry), year)

    def describe(self, unit: AdminUnit) -> str:
        """Return how a person tells a unit: `622921 Linxia 临夏县 (county, Linxia, Gansu)`."""
        return self._gazetteer.describe(unit)

    def units_named(self, name: str) -> frozenset[str]:
        """Return the codes of all units a name may mean, and of what followed on former ones."""
        return self.names.codes_named(name)

    def _by_code(self, entry: Entry, position: Position, since: int | None) -> PlaceResult:
        codes, note = read_codes(entry.adcode)
        cities = {code: city.adcode for code in codes if (city := self._city_of(code))}
        codes = list(dict.fromkeys(cities.get(code, code) for code in codes))
        told = [f"{code} is the code of the districts of {city}" for code, city in cities.items()]
        unknown = [code for code in codes if self._gazetteer.get(code) is None]
        if not codes or unknown:
            return self._bad_code(entry.adcode, unknown), None
        units = [self._gazetteer.unit(code) for code in codes]
        if position.given and not any(self._holds(unit, position) for unit in units):
            return self._outside(units[0], position), None
        filled = "" if entry.place else "place filled in from the adcode"
        choice = ResolvedPlace(
            entry.place or units[0].name_zh,
            "|".join(codes),
            entry.extent or Extent.UNIT,
            entry.decision,
            tuple(filter(None, (note, *told, filled))),
        )
        if entry.decision:
            return choice, None
        problem = self._against_code(entry, codes, units[0], since)
        if problem is not None or not entry.place or entry.extent == Extent.WITHIN:
            return problem or choice, None
        return self._agreeing(entry, position, choice, since)

    def _city_of(self, code: str) -> AdminUnit | None:
        """Return the city whose districts a statistical code counts together: 310100."""
        return self.names.match(code).unit if self._gazetteer.get(code) is None else None

    def _bad_code(self, cell: str, unknown: list[str]) -> Problem:
        """Return the problem of a cell that names no unit: codes nobody knows, or no codes."""
        if not unknown:
            message = f"'{cell}' is no adcode: six digits, or several codes joined by |"
            hint = "look it up with pilotmap find NAME"
            return Problem("adcode-invalid", message, hint, column="adcode")
        around = self.names.match(unknown[0]).suggestions
        placed = f"its digits place it in {self.describe(around[0])}; " if around else ""
        return Problem(
            "adcode-unknown",
            f"adcode {', '.join(unknown)} is not in the gazetteer",
            f"{placed}look the place up with pilotmap find NAME",
            column="adcode",
        )

    def _against_code(
        self, entry: Entry, codes: list[str], unit: AdminUnit, since: int | None
    ) -> Problem | None:
        """Return what speaks against a code: it had ended, or lies in another parent."""
        ended = next(filter(None, (self.names.ended_before(code, since) for code in codes)), None)
        if ended is not None and since is not None:
            named = replace(entry, place=entry.place or ended.name_zh)
            return replace(self._ended(named, ended, since), column="adcode")
        if entry.within and not self.names.is_within(codes, entry.within):
            message = f"{self.describe(unit)} does not lie in '{entry.within}'"
            return Problem("within-contradicts", message, _EITHER, column="within")
        return None

    def _agreeing(
        self, entry: Entry, position: Position, choice: ResolvedPlace, since: int | None
    ) -> PlaceResult:
        """Return the choice made by code, unless the name is that of other units."""
        match = self.match(entry)
        codes = choice.adcode.split("|")
        bearing = match.units
        if not bearing and level_of(entry):  # its name is that of a unit, if of another level
            bearing = self.names.match(entry.place, entry.within).units
        named = {
            unit.adcode
            for unit in bearing or self.names.listed_beside(codes, entry.place, entry.within)
        }
        if not named or not named.isdisjoint(codes):
            return choice, match
        units = [self._gazetteer.unit(code) for code in codes]
        # A site may bear the name of the city it stands in.
        inside = position.given and any(self.names.lies_in(unit, named) for unit in units)
        if inside or any(self.names.bore(c, entry.place, entry.within, since) for c in codes):
            return choice, match
        says = "; ".join(self.describe(self._gazetteer.unit(code)) for code in sorted(named))
        message = (
            f"adcode {entry.adcode} is {self.describe(units[0])}, but '{entry.place}' is {says}"
        )
        return Problem("adcode-name", message, _EITHER, column="adcode"), match

    def _by_name(self, entry: Entry, position: Position, dates: DateReading) -> PlaceResult:
        match = self.match(entry)
        if match.status == "candidates" or (match.status == "former" and match.unit is None):
            return self._among(entry, position, match), match
        if match.unit is None:
            if position.given:
                astray = self._astray(entry, position)
                return (astray, match) if astray else self.sites.resolve(entry, position, match)
            return SITE_UNKNOWN if position.is_lost else self._unknown(entry, match), match
        unit = match.unit
        if position.given and not self._holds(unit, position):
            return self._far(entry, position, match, unit)
        notes = self._life(entry, unit, dates)
        if isinstance(notes, Problem):
            return notes, match
        extent = entry.extent or Extent.UNIT
        by_level = self._by_level(entry, unit)
        decision = entry.decision or by_level
        if not position.given:
            notes = (*notes, *self._contest(entry, match, unit, by_level))
        return ResolvedPlace(entry.place, unit.adcode, extent, decision, notes), match

    def _contest(self, entry: Entry, match: Match, unit: AdminUnit, by_level: str) -> Iterator[str]:
        """Yield what settled a name that other units bear too: rank, level or parent."""
        if match.outranked:
            lost = "; ".join(map(self.describe, match.outranked))
            yield f"'{entry.place}' is not taken for {lost}: {match.reason}"
        elif match.note and unit.valid_to is None:
            yield match.note
        if by_level:
            yield by_level
        if entry.within:
            alone = self.names.match(entry.place)
            others = [each for each in (*alone.units, *alone.outranked) if each != unit]
            if others:
                codes = ", ".join(each.adcode for each in others[:_SHOWN])
                more = f" and {len(others) - _SHOWN} more" if len(others) > _SHOWN else ""
                yield f"chosen within '{entry.within}', not {codes}{more} of this name"

    def _life(self, entry: Entry, unit: AdminUnit, dates: DateReading) -> tuple[str, ...] | Problem:
        """Return what to tell of a unit that ended or began, or what its dates put in question."""
        year = dates.year
        if unit.valid_to is not None:
            if dates.since is not None and dates.since > unit.valid_to:
                return self._ended(entry, unit, dates.since)
            today = ", ".join(unit.successors) or "none"
            return (f"{unit.name_zh} {unit.adcode} ended in {unit.valid_to}; today: {today}",)
        if year is not None and unit.valid_from is not None and year < unit.valid_from:
            # Before the first register no unit is on record as in force.
            then = self.match(entry, year).unit if year >= DATED_FROM else None
            if then is not None and self._gazetteer.successors(then) != (unit,):
                return self._renamed(entry, unit, then, year)
            since = unit.valid_from
            return (f"{unit.name_zh} {unit.adcode} has had this name or code since {since}",)
        return ()

    def _astray(self, entry: Entry, position: Position) -> Problem | None:
        """Return what a position says against the name of units that are not of the level asked."""
        if not level_of(entry):
            return None
        named = self.names.match(entry.place, entry.within).units
        if not named or any(self._holds(unit, position) for unit in named):
            return None
        return self._outside(named[0], position)

    def _far(self, entry: Entry, position: Position, match: Match, unit: AdminUnit) -> PlaceResult:
        """Ask where a position lies far from the unit of a name: maybe another bears it there."""
        here = [each for each in match.outranked if self._holds(each, position)]
        if not here:
            return self._outside(unit, position), match
        shown = "; ".join(map(self.describe, here))
        problem = Problem(
            "place-ambiguous",
            f"the bare name '{entry.place}' is that of {self.describe(unit)}, but "
            f"{position.lon:g}, {position.lat:g} lies in {shown}, which bears it too",
            "pass --adcode, or correct the coordinates",
            column="place",
        )
        candidates = (*here, unit)
        return problem, match._replace(candidates=candidates, why=("",) * len(candidates))

    def _by_level(self, entry: Entry, unit: AdminUnit) -> str:
        """Return the decision that a level was, where the name alone fits other units too."""
        if not entry.level or unit.valid_to is not None:
            return ""
        named = self.names.match(entry.place, entry.within).units
        others = ", ".join(other.adcode for other in named if other.adcode != unit.adcode)
        level = level_of(entry)
        return f"chosen by level: the {level}, not {others} of this name" if others else ""

    def _unknown(self, entry: Entry, match: Match) -> Problem:
        """Say that a name is no unit's, or that its parent is none."""
        if entry.within and not self.units_named(entry.within):
            parent = self.match(Entry(place=entry.within))
            message = f"no unit is called '{entry.within}', so '{entry.place}' is not sought in it"
            if parent.suggestions and parent.note:
                message += f": {parent.note}"
            column, match = "within", parent
            hint = "correct it, or leave it out"
        else:
            column, message = "place", f"no unit is called '{entry.place}'"
            hint = "correct it, or give --adcode or --at"
            message += f" within {entry.within}" if entry.within else ""
            message += f": {match.note}" if match.note else ""
            if level_of(entry) and (units := self.names.match(entry.place, entry.within).units):
                shown = "; ".join(map(self.describe, units[:_SHOWN]))
                message = f"'{entry.place}' is {shown}, and not of the {level_of(entry)} level"
                hint = "correct the name or the level; --map HEADER=place asks for no level"
            elif entry.within and self.names.match(entry.place).status != "none":
                where = f"'{entry.within}'"
                message = f"'{entry.place}' is the name of a unit, but of none in {where}"
                hint = f"correct one of them; it is sought within {entry.within} alone"
        return Problem("place-unknown", message, hint + self._near(match, message), column=column)

    @property
    def is_near_told(self) -> bool:
        """Whether so many names were unknown that no more are told with what is near them."""
        return len(self._near_asked) > _NEAR_MOST

    def _near(self, match: Match, message: str) -> str:
        """Return the nearest names as the end of a hint; those that are told already left out."""
        if not self.is_near_told:
            self._near_asked.add((match.query, match.within))
        if self.is_near_told:
            return f"; nearest names are told for the first {_NEAR_MOST:,} unknown ones"
        untold = (unit for unit in match.suggestions[:3] if unit.adcode not in message)
        near = "; ".join(map(self.describe, untold))
        return f"; nearest names: {near}" if near else ""

    def _among(self, entry: Entry, position: Position, match: Match) -> ResolvedPlace | Problem:
        """Let the position choose among candidates; without one, or in a tie, nobody does."""
        fitting = [
            unit for unit in match.candidates if not position.given or self._holds(unit, position)
        ]
        if not fitting:
            return self._outside(match.candidates[0], position)
        if len(fitting) > 1:
            shown = "; ".join(map(self.describe, fitting))
            within = f" within {entry.within}" if entry.within else ""
            return Problem(
                "place-ambiguous",
                f"'{entry.place}' fits {len(fitting)} units{within}: {shown}",
                "pass --adcode, --level or --within, or several codes joined by | to keep it open",
                column="place",
            )
        others = ", ".join(unit.adcode for unit in match.candidates if unit is not fitting[0])
        decision = entry.decision or (
            f"chosen by coordinates: they lie in {fitting[0].adcode}, not in {others} of this name"
        )
        extent = entry.extent or Extent.UNIT
        return ResolvedPlace(entry.place, fitting[0].adcode, extent, decision, (decision,))

    def _holds(self, unit: AdminUnit, position: Position) -> bool:
        if unit.adcode == COUNTRY:
            return True
        return any(map(position.lies_in, self.names.with_successors([unit])))

    def _outside(self, unit: AdminUnit, position: Position) -> Problem:
        here = self.describe(self._gazetteer.unit(position.units[0]))
        return Problem(
            "coordinates-outside",
            f"{position.lon:g}, {position.lat:g} lies in {here}, not in {self.describe(unit)}",
            "correct one of them; if the map was Gaode's or Baidu's, declare --datum gcj02 or bd09",
            column="lon",
        )

    def _ended(self, entry: Entry, unit: AdminUnit, year: int) -> Problem:
        heirs = list(map(self.describe, self._gazetteer.successors(unit)))
        return Problem(
            "place-former",
            f"'{entry.place}' ({unit.adcode}) ended in {unit.valid_to}, before the start in {year}",
            f"give the adcode of today{': ' if heirs else ''}{'; '.join(heirs)}",
            column="place",
        )

    def _renamed(self, entry: Entry, today: AdminUnit, then: AdminUnit, year: int) -> Problem:
        return Problem(
            "place-ambiguous",
            f"'{entry.place}' is {self.describe(today)} today, was {self.describe(then)} in {year}",
            "pass --adcode",
            column="place",
        )
