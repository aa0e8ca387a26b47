"""What a site is put in by where it lies, and by the code that its row gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...rows import Answers, taken_from
from .named_sites import SiteUnit, units_near

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...boundaries.borders import Neighbour
    from ...gazetteer import Gazetteer
    from ..resolve.sites import SiteResolver
    from .named_sites import Parent, PlainSites, Units


class SiteUnits:
    """Puts plain sites into units.

    Parameters
    ----------
    sites
        Words how a position found its unit.
    """

    def __init__(self, gazetteer: Gazetteer, sites: SiteResolver) -> None:
        self._gazetteer = gazetteer
        self._sites = sites
        self._answers = Answers(lambda asked: self._unit_of(*asked))
        """What sites are put in that lie near to no border: few things are asked often."""
        self._by_code: dict[str, SiteUnit | None] = {}
        self._by_position: dict[str, SiteUnit] = {}
        self._lineages: dict[str, frozenset[str]] = {}

    def placed(self, plain: PlainSites, around: list[Units]) -> list[SiteUnit | None]:
        """Return what each site is put in; None if that is a question.

        Parameters
        ----------
        around
            The units that each of them lies in; those that only nearly lie in the unit of their
            code are put into it.
        """
        self._take_near(plain, around)
        asked = [*zip(plain.adcodes, around, plain.parents, plain.named, strict=True)]
        placed = [*map(self._answers.__getitem__, asked)]
        for at, across in _neighbours(plain, around).items():
            placed[at] = self._unit_of(*asked[at], across)
        return placed

    def _take_near(self, plain: PlainSites, around: list[Units]) -> None:
        """Let a site lie in the unit of its code where it lies within 2 km of it."""
        codes = plain.adcodes
        astray = [
            at
            for at, (code, units) in enumerate(zip(codes, around, strict=True))
            if code and code not in units and plain.unnamed[at] and self._given(code)
        ]
        near = units_near(*taken_from((plain.lons, plain.lats), astray))
        for at, units in zip(astray, near, strict=True):
            if codes[at] in units:
                outer = self._gazetteer.ancestors(codes[at])
                around[at] = (codes[at], *(unit.adcode for unit in outer))

    def _unit_of(
        self,
        adcode: str,
        units: Units,
        parent: Parent | None,
        named: frozenset[str],
        across: Sequence[Neighbour] = (),
    ) -> SiteUnit | None:
        """Return what a site is put in; None if that is a question.

        Parameters
        ----------
        adcode
            The code that its row gives.
        units
            Those that it lies in.
        named
            Those with whose names its name begins.
        across
            Those over a border near to it.
        """
        if named and (adcode or across or named.isdisjoint(units)):
            return None  # the name may speak against the position, or for one side of a border
        if not units or parent is None or (parent[0] and parent[1].isdisjoint(units)):
            return None
        if adcode:
            return self._given(adcode) if adcode in units else None
        if not across:
            return self._lying_in(units[0])
        codes = [units[0], *(each.adcode for each in across)]
        if parent[0]:  # the parent may tell which side of the border is meant
            codes = [code for code in codes if not parent[1].isdisjoint(self._around(code))]
        decision = self._sites.decision(codes, units[0], across)
        return SiteUnit("|".join(codes), decision, (decision,))

    def _given(self, adcode: str) -> SiteUnit | None:
        """Return the unit of a code that a row gives; None where the gazetteer has no such code."""
        if adcode not in self._by_code:
            known = adcode.isdecimal() and self._gazetteer.get(adcode) is not None
            self._by_code[adcode] = SiteUnit(adcode) if known else None
        return self._by_code[adcode]

    def _lying_in(self, adcode: str) -> SiteUnit:
        """Return the unit of positions that are near to no border."""
        if adcode not in self._by_position:
            decision = self._sites.decision((adcode,), adcode, ())
            self._by_position[adcode] = SiteUnit(adcode, decision, (decision,))
        return self._by_position[adcode]

    def _around(self, adcode: str) -> frozenset[str]:
        """Return the codes of a unit and of what it lies in."""
        if adcode not in self._lineages:
            around = self._gazetteer.ancestors(adcode)
            self._lineages[adcode] = frozenset([adcode, *(unit.adcode for unit in around)])
        return self._lineages[adcode]


def _neighbours(plain: PlainSites, around: Sequence[Units]) -> dict[int, tuple[Neighbour, ...]]:
    """Return by number, for the sites without a code or a unit's name, the units over a border.

    Only those of the sites that lie near to one are told.
    """
    told = zip(around, plain.adcodes, plain.unnamed, strict=True)
    asked = [at for at, (units, code, is_none) in enumerate(told) if is_none and units and not code]
    if not asked:
        return {}
    from ...boundaries import neighbours_of

    lons, lats, held = taken_from((plain.lons, plain.lats, around), asked)
    across = neighbours_of(lons, lats, [units[0] for units in held])
    return {asked[at]: found for at, found in across.items()}
