"""Whether a name, a parent and a code speak of the same unit: one rule for whoever asks.

`import`, `add` and `check` hold a row to it alike, so that what one calls ready the other calls
clean.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import COUNTRY

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from ..model import AdminUnit, Level
    from .gazetteer import Gazetteer
    from .match import Match


class PlaceNames:
    """Answers what names mean and where units lie; equal questions are worked out once."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._matches: dict[tuple[str, str, Level | None, int | None], Match] = {}
        self._codes: dict[str, frozenset[str]] = {}
        self.asked: set[str] = set()
        """The places that were asked for so far."""

    def match(
        self, place: str, within: str = "", level: Level | None = None, on: int | None = None
    ) -> Match:
        """Return what the gazetteer says to a name; see `Gazetteer.match`."""
        key = (place, within, level, on)
        found = self._matches.get(key)
        if found is None:
            found = self.gazetteer.match(place, within or None, level, on)
            self._matches[key] = found
            self.asked.add(place)
        return found

    def codes_named(self, name: str) -> frozenset[str]:
        """Return the codes of all units a name may mean, and of what followed on former ones."""
        codes = self._codes.get(name)
        if codes is None:
            codes = self._codes[name] = self.with_successors(self.match(name).units)
        return codes

    def with_successors(self, units: Iterable[AdminUnit]) -> frozenset[str]:
        """Return the codes of units, and of those of today that followed on them."""
        return frozenset(
            each.adcode for unit in units for each in (unit, *self.gazetteer.successors(unit))
        )

    def is_within(self, adcodes: Iterable[str], within: str) -> bool:
        """Whether one of the units lies in the parent or did; true of a parent nobody knows.

        A parent that ended is followed to the units of today: 桑日县 lies in 山南地区, which is
        山南市 now. Codes and names of the time count too.
        """
        allowed = self.codes_named(within)
        return not allowed or any(
            code == COUNTRY or code in allowed or not allowed.isdisjoint(self.around(code))
            for code in adcodes
        )

    def around(self, adcode: str) -> set[str]:
        """Return the codes that a unit lies in or lay in, under any name on record."""
        units = self.gazetteer.units_with_code(adcode) or (self.gazetteer.unit(adcode),)
        return {parent.adcode for unit in units for parent in self.gazetteer.parents_of(unit)}

    def lies_in(self, unit: AdminUnit, codes: Collection[str]) -> bool:
        """Whether one of the codes is that of a unit around this one."""
        return any(parent.adcode in codes for parent in self.gazetteer.ancestors(unit.adcode))

    def bore(self, adcode: str, place: str, within: str, year: int | None) -> bool:
        """Whether a unit of that code bore the name, and had not ended before `year`.

        220381 was 公主岭市 until 2020, whatever code the city has today.
        """
        for unit in self.gazetteer.units_with_code(adcode):
            if unit.valid_to is None:
                years: tuple[int | None, ...] = (None,)
            elif year is not None and unit.valid_to < year:
                continue
            else:  # in its last year the name may be that of what followed already
                years = (unit.valid_to, unit.valid_to - 1)
            for on in years:
                if any(each.adcode == adcode for each in self.match(place, within, on=on).units):
                    return True
        return False

    def ended_before(self, adcode: str, year: int | None) -> AdminUnit | None:
        """Return the last unit of a code that had ended before `year`; None where one had not."""
        borne = self.gazetteer.units_with_code(adcode)
        if year is None or not borne or any(unit.valid_to is None for unit in borne):
            return None
        last = max(borne, key=lambda unit: unit.valid_to or 0)
        return last if (last.valid_to or year) < year else None
