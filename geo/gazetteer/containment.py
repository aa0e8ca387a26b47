"""What is understood in a text that names no unit as a whole: a unit with more text around it.

`浙江省湖州市吴兴区织里镇` holds 吴兴区, `张掖市（试点）` holds 张掖市, `1995年萧山市` a city of its
time. Nothing of this is a match: what is left over may change what is meant, so a person is told
both.

A functional zone (雄安新区, 两江新区) and the Xinjiang Production and Construction Corps with its
divisions have no place in the hierarchy of units; the table tells the units they lie in.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ..model import COUNTRY
from ..toponym.generic import generic_alone, han_stems, latin_stems
from ..toponym.normalise import clean, close_up, has_han, simplified
from ..toponym.split import joined, parts, words
from . import reasons
from .disambiguation import prefer
from .folded_names import BEGIN
from .zones import DIVISION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model import AdminUnit
    from .disambiguation import Outcome
    from .hierarchy import UnitTable
    from .index import NameIndex, Reading
    from .match import Hints
    from .reading import NameReader
    from .zones import Zone, Zones


_SHORTEST_NAME = 2
"""Characters of the shortest Chinese name."""
_CORPS = frozenset(["state organisation with territory of its own", DIVISION])
"""Kinds of zones that cities of the gazetteer belong to, and are named with: 第八师石河子市."""
_PLAIN_REST = re.compile(
    r"(?:镇|乡|街道|街|村|社区|苏木|农场|林场|牧场|园区?|新城|片区|基地|师)(?:[（(].*)?$"
    r"|(?:开发|高新|经开|新|保税|自贸|试验|实验|示范|管理|合作|度假|风景|名胜|工业|产业)区(?:[（(].*)?$"
    r"|^..+区$|^等(?:地|市|县|区|省|州)?$|^(?:etc\.?|and others)$"
    r"|\b(?:town|township|sub-?district|street|village|zone|area|park|office|bureau|base)s?$",
    re.IGNORECASE,
)
"""How the name of a place below the county or of a zone ends, and what says `and others`."""
_YEAR_BEFORE = re.compile(r"[12][0-9]{3}年的?")
_AND = re.compile(r"(?:and|&|和|与|及|以及|、)\s*", re.IGNORECASE)
_SHOWN = 3


class Understood(NamedTuple):
    """The units that a text holds, or that a zone in it lies in; and what to say of it."""

    units: tuple[AdminUnit, ...]
    reason: str
    is_zone: bool = False
    """Whether the text is fully understood: then nothing near it is meant."""


class OfCorps(NamedTuple):
    """A name without the Corps and the division that stand before it."""

    name: str
    zones: tuple[Zone, ...]

    def holds(self, unit: AdminUnit, table: UnitTable) -> bool:
        """Whether a unit lies in each of them, or is one that they lie in."""
        around = {unit.adcode, *(parent.adcode for parent in table.parents_of(unit))}
        return all(around.intersection(zone.lies_in) for zone in self.zones)

    @property
    def said(self) -> str:
        """What stands before the name, in words."""
        return "; ".join(f"{zone.name_zh} is a {zone.kind}" for zone in self.zones)


class Containment:
    """Finds the units that a text holds beside what is not understood."""

    def __init__(
        self, table: UnitTable, index: NameIndex, reader: NameReader, zones: Zones
    ) -> None:
        self._table = table
        self._index = index
        self._reader = reader
        self._zones = zones

    def of(self, text: str, hints: Hints) -> Understood | None:
        """Return what is understood in a clean text that names no unit; None if nothing is.

        Parameters
        ----------
        text
            A clean text (`geo.toponym.clean`) that reads as no unit.
        hints
            What else was said; units that contradict it are not understood.
        """
        is_word = text.isalpha()
        pieces = () if is_word else parts(text)
        if len(pieces) > 1:
            return self._of_pieces(pieces, hints)
        chinese = has_han(text)
        name = simplified(close_up(text)) if chinese else text
        zone = self._zones.named(name)
        if zone:
            return self._zone(zone, text)
        if chinese:
            return self._of_han(name, hints)
        return None if is_word else self._of_words(words(text), text, hints)

    def is_shared(self, name: str) -> bool:
        """Whether a unit's Chinese name may mean a place too that is no unit: 九龙 and Kowloon."""
        return name in self._zones.keys

    def rivals(
        self, told: Outcome, reading: Reading, hints: Hints
    ) -> tuple[tuple[AdminUnit, ...], tuple[str, ...], str] | None:
        """Return the units that a name and a place that is no unit lead to, why, and the question.

        九龙 is a county of Sichuan, and in more texts Kowloon, which is five districts.
        """
        if reading.parents or reading.why != "name" or not self.is_shared(reading.name):
            return None
        zone = self._zones.named(reading.name)
        inside = [*map(self._table.unit, zone.lies_in if zone else ())]
        inside = [unit for unit in inside if self._is_allowed(unit, hints)]
        if zone is None or not inside:
            return None
        named = told.rivals if told.unit is None else (told.unit,)
        why = (*("name" for _ in named), *(f"in {zone.name_en}" for _ in inside))
        units = (*named, *inside)
        return units, why, reasons.question(reading.name, units, hints, parents=False)

    def _is_allowed(self, unit: AdminUnit, hints: Hints) -> bool:
        """Whether a unit is, or lies in, one of the parents that were said."""
        if hints.parents is None or COUNTRY in hints.parents:
            return True
        around = {unit.adcode, *(above.adcode for above in self._table.parents_of(unit))}
        return not hints.parents.isdisjoint(around)

    def corps(self, text: str) -> frozenset[str]:
        """Return the codes of what the Corps or a division lies in, where a text is its name."""
        rest = simplified(close_up(clean(text)))
        zone = self._zones.named(rest)
        while zone is None and (start := self._zones.at_start(rest)) and start[1].kind in _CORPS:
            rest = rest[len(start[0]) :]
            zone = self._zones.named(rest)
        return frozenset(zone.lies_in if zone and zone.kind in _CORPS else ())

    def of_corps(self, text: str) -> OfCorps | None:
        """Return a clean text without the Corps and its divisions; None if none is in it."""
        pieces = () if text.isalpha() else parts(text)
        if len(pieces) > 1:
            named = [self._zones.named(simplified(piece)) for piece in pieces]
            zones = [zone for zone in named if zone and zone.kind in _CORPS]
            name = "".join(piece for piece, zone in zip(pieces, named, strict=True) if not zone)
            is_one = len(pieces) == len(zones) + 1
            return OfCorps(name, tuple(zones)) if zones and is_one else None
        if not has_han(text):
            return None
        rest, found = simplified(close_up(text)), []
        while start := self._zones.at_start(rest):
            if start[1].kind not in _CORPS:
                return None
            rest = rest[len(start[0]) :]
            found.append(start[1])
        return OfCorps(rest, tuple(found)) if found and rest else None

    def _of_pieces(self, pieces: tuple[str, ...], hints: Hints) -> Understood | None:
        named = {piece: self._reader.named(piece) for piece in pieces}
        known = tuple(piece for piece in pieces if named[piece])
        unread = [piece for piece in pieces if not named[piece]]
        if not unread:
            return None
        positions = self._reader.nested([named[piece] for piece in known]) if known else ()
        units = self._units(positions)
        for piece in unread:
            zone = self._zones.named(simplified(piece))
            if zone and not {unit.adcode for unit in units}.intersection(zone.lies_in):
                return self._zone(zone, piece)
        if not known:
            inner = (self.of(piece, hints) for piece in unread)
            found = next((each for each in inner if each), None)
            return found and self._told(found.units, "; ".join(unread), hints)
        return self._told(units, "; ".join(unread), hints)

    def _of_han(self, text: str, hints: Hints) -> Understood | None:
        """Read units one inside the other, and zones among them, from the front."""
        if year := _YEAR_BEFORE.match(text):
            named = self._reader.named(text[year.end() :])
            return self._told(self._units(named), year.group(), hints)
        if any(self._index.named(stem.text) for stem in han_stems(text)):
            return None  # a name with a term that does not fit it: nearness tells more
        held: tuple[int, ...] = ()
        at, full, skipped = 0, 0, ""
        zone: Zone | None = None
        while at < len(text):
            found = self._longest(text[at:], held)
            start = self._zones.at_start(text[at:])
            if found and not (start and len(start[0]) > found[0]):
                size, held = found
                full += text[at : at + size] in {unit.name_zh for unit in self._units(held)}
                full += at > 0
                at, zone = at + size, None
                continue
            if not start:
                break
            name, zone = start
            at, skipped = at + len(name), skipped + name
        rest = text[at:]
        if zone:
            return self._zone(zone, text)
        if not held or not (full or skipped or _PLAIN_REST.search(rest)):
            return None
        units = prefer(self._units(held)).rivals
        return self._told(units, "; ".join(filter(None, (skipped, rest))), hints)

    def _longest(self, text: str, around: tuple[int, ...]) -> tuple[int, tuple[int, ...]] | None:
        """Return how much of a text's beginning names units inside others, and their rows."""
        longest = min(len(text), self._index.longest_from.get(text[:BEGIN], 0))
        if longest < _SHORTEST_NAME:
            return None
        codes = self._reader.codes(around) if around else None
        for size in range(longest, _SHORTEST_NAME - 1, -1):
            rows = self._index.han.get(text[:size], ())
            held = tuple(
                at
                for at in rows
                if not self._table.rows[at].valid_to
                and (codes is None or not self._reader.lies_in(at).isdisjoint(codes))
            )
            if held and not generic_alone(text[size:]):
                return size, held
        return None

    def _of_words(self, pieces: tuple[str, ...], text: str, hints: Hints) -> Understood | None:
        if any(self._index.named(stem.text) for stem in latin_stems(text)):
            return None
        for size in range(len(pieces) - 1, 0, -1):
            head, rest = joined(pieces[:size]), joined(pieces[size:])
            found = self._reader.named(head)
            if not found or generic_alone(rest):
                continue
            other = _AND.sub("", rest, count=1) if _AND.match(rest) else ""
            if other and self._reader.named(other):
                both = (*self._units(found), *self._units(self._reader.named(other)))
                return Understood(both, reasons.not_nested((head, other)))
            if latin_stems(head) or _PLAIN_REST.search(rest):
                units = self._units(found)
                return self._told(prefer(units).rivals if units else (), rest, hints)
        return None

    def _units(self, positions: Iterable[int]) -> tuple[AdminUnit, ...]:
        """Return today's units among rows, or former ones; the country is understood in nothing."""
        units = [unit for unit in map(self._table.at, positions) if unit.adcode != COUNTRY]
        return tuple(unit for unit in units if unit.valid_to is None) or tuple(units)

    def _told(self, units: tuple[AdminUnit, ...], unread: str, hints: Hints) -> Understood | None:
        units = tuple(unit for unit in units if self._is_allowed(unit, hints))
        if not units or not unread:
            return None
        return Understood(units, reasons.understood(self._table.described(units[:_SHOWN]), unread))

    def _zone(self, zone: Zone, text: str) -> Understood:
        units = tuple(map(self._table.unit, zone.lies_in))
        told = reasons.zone(text, zone.name_zh, zone.kind, self._table.described(units))
        return Understood(units, told, is_zone=True)
