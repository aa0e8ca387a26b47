"""The unit of a site: where its position lies, unless its name or a border speaks against it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...errors import Problem
from ...gazetteer import MatchStatus
from ...gazetteer.names import NameShapes
from ...model import Extent, Level
from .entry import ResolvedPlace

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from ...boundaries.borders import Neighbour
    from ...gazetteer import Gazetteer, Match
    from ...gazetteer.names import PlaceNames
    from ...model import AdminUnit
    from .entry import Entry, PlaceResult
    from .position import Position

_STATION = re.compile(
    r"([\u4e00-\u9fff]{2,}?)(?:[东南西北]|(?:火车|高铁|动车|铁路|地铁|汽车|客运){0,2}[东南西北]?站)"
)
"""新津南, 三江南站, 武威汽车站: a unit's name, and which of its stations."""
_STATION_EN = re.compile(
    r"([A-Z][A-Za-z' -]*?) (?:(?:North|South|East|West)|"
    r"(?:(?:North|South|East|West) )?(?:(?:High-Speed )?(?:Railway|Train|Rail|Bus) )?Station)",
    re.IGNORECASE,
)
_FIRST_HAN = "\u4e00"
_STATION_ENDS, _STATION_ENDS_EN = "东南西北站", "HNThnt"
"""How such names end, to tell most others quickly."""
_FULL_NAME = re.compile(
    r"([\u4e00-\u9fff]{2,}?(?:自治[区州县旗]|特别行政区|地区|[省市县区州盟旗]))."
)
"""武威市邮政局: a unit's full name at the beginning of another name."""
_DISTRICT = "区"
_NUMBER = re.compile("[0-9]+")
_REMEMBERED = 100_000
"""Names that differ in more than a number."""


class SiteResolver:
    """Settles sites, whose names are no unit's, by their positions."""

    def __init__(self, gazetteer: Gazetteer, names: PlaceNames) -> None:
        self._gazetteer = gazetteer
        self._names = names
        self._borne: dict[tuple[str, str], tuple[AdminUnit, ...]] = {}
        self.of_many: SiteNames | None = None
        """Tells quickly which names are no units'; None: few are asked, and each is matched."""

    def expect_many(self) -> None:
        """Get ready for thousands of sites."""
        self.of_many = SiteNames(self._gazetteer, self)

    def is_no_unit(self, place: str) -> bool:
        """Whether a name need not be matched, as it is certainly no unit's."""
        return self.of_many is not None and self.of_many.is_no_unit(place)

    def resolve(self, entry: Entry, position: Position, match: Match) -> PlaceResult:
        """Return the unit or the candidates of a site, or what its name or parent says against it.

        Parameters
        ----------
        match
            The match of its name, which is no unit's.
        """
        nearby = [position.units[0], *(each.adcode for each in position.neighbours)]
        codes = nearby
        if entry.within:
            problem = self._elsewhere(entry, position)
            if problem:
                return problem, match
            allowed = self._names.codes_named(entry.within)
            codes = [code for code in nearby if self._is_in(code, allowed)]
            if not codes:
                return self._not_within(entry, position), match
        by_name = ""
        named = () if entry.decision else self.bearers(entry.place)
        if named:
            fitting = self._agreeing(codes, named)
            if not fitting:
                return self._of_another(entry, position, named, match)
            by_name = ", as its name says" if len(fitting) < len(codes) else ""
            codes = fitting
        decision = self.decision(codes, nearby[0], position.neighbours) + by_name
        return ResolvedPlace(
            entry.place,
            "|".join(codes),
            entry.extent or Extent.UNIT,
            entry.decision or decision,
            (decision,),
        ), match

    def decision(self, codes: Sequence[str], lies_in: str, across: Sequence[Neighbour]) -> str:
        """Return the words that record how a position found its unit, or its candidates.

        Parameters
        ----------
        codes
            What the site is put in.
        lies_in
            The innermost unit whose outline holds the position.
        across
            The units within the outlines' own error of it.
        """
        text = f"by coordinates: they lie in {self._named(lies_in)}"
        shown = [each for each in across if each.adcode in codes]
        if shown:
            from ...boundaries.borders import OUTLINE_ERROR_M

            near = ", ".join(
                f"{each.metres:.0f} m from {self._named(each.adcode)}" for each in shown
            )
            text += f", {near}; the outlines are exact to {OUTLINE_ERROR_M:.0f} m"
        return text

    def bearers(self, place: str) -> tuple[AdminUnit, ...]:
        """Return the units whose name a site's name begins with, as 三江南站 and 武威市邮局 do."""
        begins = (station_stem(place), full_name(place))
        if begins not in self._borne:
            self._borne[begins] = self._bearers_of(*begins)
        return self._borne[begins]

    def _bearers_of(self, stem: str, full: str) -> tuple[AdminUnit, ...]:
        if stem or not full:
            return self._all_named(stem) if stem else ()
        named = self._all_named(full)
        # 新城区 and 江北区 are districts of several cities, and common words for a part of a town.
        common = full.endswith(_DISTRICT) and (len(named) > 1 or len(full) <= len("东区"))
        return () if common else named

    def _all_named(self, name: str) -> tuple[AdminUnit, ...]:
        """Return every unit that bears a name, also those that give way to better known ones."""
        match = self._names.match(name)
        if match.status is MatchStatus.NONE:
            return ()
        units = (*match.units, *match.outranked)
        heirs = (heir for unit in units for heir in self._gazetteer.successors(unit))
        return tuple(dict.fromkeys((*units, *heirs)))

    def _agreeing(self, codes: Sequence[str], named: Iterable[AdminUnit]) -> list[str]:
        """Return the codes in units of the name; failing that, those in their prefectures."""
        bearing = {unit.adcode for unit in named}
        inside = [code for code in codes if self._is_in(code, bearing)]
        around = {self._prefecture(unit) for unit in named}
        return inside or [code for code in codes if self._is_in(code, around)]

    def _is_in(self, code: str, codes: Collection[str]) -> bool:
        return code in codes or self._names.lies_in(self._gazetteer.unit(code), codes)

    def _prefecture(self, unit: AdminUnit) -> str:
        """Return the code of the prefecture, or of the municipality, that a unit is or lies in."""
        chain = (unit, *self._gazetteer.parents_of(unit))
        outer = [each for each in chain if each.level in {Level.PREFECTURE, Level.PROVINCE}]
        return outer[0].adcode if outer else unit.adcode

    def _elsewhere(self, entry: Entry, position: Position) -> Problem | None:
        """Return the problem of a name that is a unit's, or a position, outside the parent."""
        is_none = self.is_no_unit(entry.place)
        if not is_none and self._gazetteer.match(entry.place).status is not MatchStatus.NONE:
            return Problem(
                "within-contradicts",
                f"'{entry.place}' is the name of a unit, but of none in '{entry.within}'",
                "correct one of them, or give the adcode",
                column="within",
            )
        if any(map(position.lies_in, self._names.codes_named(entry.within))):
            return None
        return self._not_within(entry, position)

    def _not_within(self, entry: Entry, position: Position) -> Problem:
        here = self._gazetteer.describe(self._gazetteer.unit(position.units[0]))
        return Problem(
            "within-contradicts",
            f"{position.lon:g}, {position.lat:g} lies in {here}, not in '{entry.within}'",
            "correct the coordinates or the parent",
            column="within",
        )

    def _of_another(
        self, entry: Entry, position: Position, named: Sequence[AdminUnit], match: Match
    ) -> PlaceResult:
        """Ask which is right where a site bears the name of a unit that it does not lie in."""
        today = [unit for unit in named if unit.valid_to is None] or list(named)
        here = self._gazetteer.unit(position.units[0])
        says = "; ".join(self._gazetteer.describe(unit) for unit in today[:3])
        problem = Problem(
            "place-ambiguous",
            f"'{entry.place}' bears the name of {says}, but {position.lon:g}, {position.lat:g} "
            f"lies in {self._gazetteer.describe(here)}",
            "correct the coordinates, or pass --adcode, or give the reason as --decision",
            column="place",
        )
        candidates = (here, *today)
        return problem, match._replace(candidates=candidates, why=("",) * len(candidates))

    def _named(self, adcode: str) -> str:
        return f"{self._gazetteer.unit(adcode).name_zh} ({adcode})"


def station_stem(place: str) -> str:
    """Return the unit's name in the name of a station; blank where a name has no such form."""
    last = place[-1:]
    found = _STATION.fullmatch(place) if last and last in _STATION_ENDS else None
    if last and last in _STATION_ENDS_EN:
        found = _STATION_EN.fullmatch(place)
    return found[1] if found else ""


def full_name(place: str) -> str:
    """Return the full name of a unit with which a site's name may begin; else a blank."""
    found = _FULL_NAME.match(place) if place >= _FIRST_HAN else None
    return found[1] if found else ""


class SiteNames:
    """Tells which names of many sites are certainly no unit's, and with which units' they begin.

    Parameters
    ----------
    sites
        Says of one name with which units' names it begins.
    """

    def __init__(self, gazetteer: Gazetteer, sites: SiteResolver) -> None:
        self._shapes = NameShapes(gazetteer)
        self._sites = sites
        self._known: dict[str, bool] = {}
        """Names, with 0 for their numbers: whether they are no unit's whatever these are."""
        self._plain: set[str] = set()
        """Such names that do not begin with the name of a unit either."""

    def is_no_unit(self, place: str) -> bool:
        """Return what `are_no_units` does of one name, whatever stands in it."""
        return "\n" not in place and self.are_no_units([place])[0]

    def are_no_units(self, places: Sequence[str]) -> list[bool]:
        """Return of each name whether it is certainly the name of no unit; a blank is not.

        Parameters
        ----------
        places
            Without line breaks.
        """
        return [
            place != "" and (is_none or not self._shapes.may_name_unit(place))
            for place, is_none in zip(places, map(self._is_none, _shapes_of(places)), strict=True)
        ]

    def _is_none(self, shape: str) -> bool:
        """Whether a name is that of no unit, whatever its numbers are."""
        known = self._known.get(shape)
        if known is None:
            known = self._shapes.begins_no_name(shape)
            if len(self._known) < _REMEMBERED:
                self._known[shape] = known
        return known

    def bearers(self, places: Sequence[str]) -> list[frozenset[str]]:
        """Return the codes of the units with whose names each of the names begins."""
        return [
            frozenset() if shape in self._plain else self._bearers(place, shape)
            for place, shape in zip(places, _shapes_of(places), strict=True)
        ]

    def _bearers(self, place: str, shape: str) -> frozenset[str]:
        parts = [part for part in (station_stem(place), full_name(place)) if part]
        if any(map(self._shapes.may_name_unit, parts)):
            return frozenset(unit.adcode for unit in self._sites.bearers(place))
        if len(self._plain) < _REMEMBERED and not any(map(_NUMBER.search, parts)):
            self._plain.add(shape)
        return frozenset()


def _shapes_of(places: Sequence[str]) -> list[str]:
    """Return names with 0 for their numbers."""
    return _NUMBER.sub("0", "\n".join(places)).split("\n")
