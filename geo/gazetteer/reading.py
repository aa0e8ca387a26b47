"""Read a text as the name of units and their parents: every way that fits, likeliest first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..toponym.generic import generic_alone
from ..toponym.normalise import clean, has_han, latin_key
from ..toponym.split import joined, parts, spelt_out
from .index import Reading
from .units import CHINA, COUNTRY_POSITION
from .unparted import UnpartedReader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .hierarchy import UnitTable
    from .index import NameIndex

_CODE = re.compile(r"(\d{6})(?:0{6}|\.0)?")
"""Six digits, a statistical code of twelve, or what a spreadsheet makes of six."""
_WHEN = re.compile(r"原|前|旧|今|现|(?:the )?former(?:ly)? |now |today ", re.IGNORECASE)
"""What says before a name that it was, or is, borne by the unit beside it."""
_STRUCK = "~~"
"""Around a text that Markdown strikes through: the list takes the name back."""
_REMEMBERED = 20_000
"""Texts whose readings are kept."""
_MOST_PARTS = 5
_NAME_AND_TERM = 2
_NAME_ASIDE_AND_TERM = 3


class NameReader(UnpartedReader):
    """Reads texts against the index and the hierarchy."""

    def __init__(self, table: UnitTable, index: NameIndex) -> None:
        super().__init__(table, index)
        self._named: dict[str, tuple[int, ...]] = {}
        self._all: dict[str, tuple[Reading, ...]] = {}

    def readings(self, text: str) -> Iterator[Reading]:
        """Return the units a text can name, read one way after the other, as they are asked for.

        Parameters
        ----------
        text
            As typed; it is cleaned here.
        """
        text = "" if _STRUCK in text else clean(text)
        if not text:
            return iter(())
        code = None if text.isalpha() else _CODE.fullmatch(text)
        return self._coded(code[1]) if code else self._of_parts(parts(text))

    def all_readings(self, text: str) -> tuple[Reading, ...]:
        """Return all that `readings` does, at once: who asks for one year asks for others too."""
        known = self._all.get(text)
        if known is None:
            if len(self._all) >= _REMEMBERED:
                self._all.clear()
            known = self._all[text] = tuple(self.readings(text))
        return known

    def named(self, text: str) -> tuple[int, ...]:
        """Return the rows of every reading that takes generic terms strictly, else of the first."""
        known = self._named.get(text)
        if known is None:
            if len(self._named) >= _REMEMBERED:
                self._named.clear()
            known = self._named[text] = self._find_named(text)
        return known

    def _find_named(self, text: str) -> tuple[int, ...]:
        found: dict[int, None] = {}
        for reading in self.readings(spelt_out(text.strip())):
            if found and (reading.loose or reading.parents):
                break
            found.update(dict.fromkeys(reading.positions))
        return tuple(found)

    def _coded(self, code: str) -> Iterator[Reading]:
        positions = self._table.positions(code) or self._index.named(code)
        if code == CHINA.adcode:
            positions = (COUNTRY_POSITION,)
        if positions:
            yield Reading(positions, code, "adcode")

    def _of_parts(self, pieces: tuple[str, ...]) -> Iterator[Reading]:
        if len(pieces) == 1:
            return self._of_one(pieces[0])
        return self._of_several(pieces) if 1 < len(pieces) <= _MOST_PARTS else iter(())

    def _of_several(self, pieces: tuple[str, ...]) -> Iterator[Reading]:
        """Yield what parts name together: a unit and its parents, or one unit said twice."""
        aside = len(pieces) == _NAME_ASIDE_AND_TERM
        if aside and generic_alone(pieces[-1]) and (spelt := self._with_an_aside(pieces)):
            yield spelt  # else `Kashgar (Kashi) Prefecture` would be the city in it
            return
        found = None
        for found in self._together(pieces):
            yield found
        if aside and not found and (spelt := self._with_an_aside(pieces, or_parent=True)):
            yield spelt

    def _with_an_aside(self, pieces: tuple[str, ...], *, or_parent: bool = False) -> Reading | None:
        """Return what a name means with a word inside: `Yili (Ili) Kazakh Autonomous Prefecture`.

        The name without it is that of a unit; and the word spells its beginning otherwise, belongs
        to the whole name (`Linxia (Hui) Autonomous Prefecture`), or is what the unit lies in.
        """
        first, aside, last = pieces
        if len({has_han(piece) for piece in pieces}) > 1:
            return None
        positions = self.named(joined((first, last)))
        whole = joined(pieces)  # which may fall apart into the same pieces, again and again
        spelt = self.named(whole) if len(parts(whole)) < len(pieces) else ()
        agreeing = {*self.named(joined((aside, last))), *spelt}
        parents = self.codes(self.named(aside)) if or_parent else frozenset()
        same = tuple(at for at in positions if at in agreeing or self._is_inside(at, parents))
        name = joined((first, last))
        return Reading(same, name, "name, with a word inside it") if same else None

    def _together(self, pieces: tuple[str, ...]) -> Iterator[Reading]:
        for place, piece in enumerate(pieces):
            before = pieces[place - 1]
            generic = generic_alone(piece) if place else None
            if generic and has_han(piece) != has_han(before) and len(pieces) == _NAME_AND_TERM:
                yield from self._index.of_kind(before, generic)
                return
            if generic and has_han(piece) == has_han(before):
                # `Jilin (city)`: the term belongs to the name before it.
                whole = joined((before, piece))
                pieces = (*pieces[: place - 1], whole, *pieces[place + 1 :])
                yield from self._of_parts(pieces)
                return
        named = [self.named(piece) for piece in pieces]
        if len(pieces) == _NAME_AND_TERM:
            renamed = self._renamed(pieces, named)
            if renamed:
                yield Reading(renamed, pieces[0], "name, and its former one")
                return
        if not all(named):
            return
        same = self._said_twice(pieces, named)
        if same:
            yield Reading(same, pieces[0], "name, said twice")
            return
        found = self.nested(named)
        if found:
            yield Reading(found, pieces[0], "name", parents=True)

    def nested(self, named: list[tuple[int, ...]]) -> tuple[int, ...]:
        """Return the rows of the innermost of several names that lie in all the others.

        A unit may be its own parent said again, as a municipality is in a list of cities, but only
        under its own code: a district is not the one that it took in.
        """
        own = [{self._table.at(at).adcode for at in positions} for positions in named]
        around = [self.codes(positions) for positions in named]
        found: dict[int, None] = {}
        for again in (False, True):
            for target in (0, len(named) - 1):
                others = [at for at in range(len(named)) if at != target]
                for position in named[target]:
                    code = self._table.at(position).adcode
                    if all(
                        self._is_inside(position, around[at]) or (again and code in own[at])
                        for at in others
                    ):
                        found[position] = None
            if found:
                break
        return tuple(found)

    def _renamed(self, pieces: tuple[str, ...], named: list[tuple[int, ...]]) -> tuple[int, ...]:
        """Return today's rows of a unit told with its former name: `襄阳市（原襄樊市）`.

        Without a word that says so, only a former name of the same code is one: 宣武区 and 西城区
        in one cell are two places, though the one took over from the other.
        """
        said = [not at and _WHEN.match(piece) for piece, at in zip(pieces, named, strict=True)]
        told = [
            self.named(_WHEN.sub("", piece, count=1)) if marked else at
            for piece, at, marked in zip(pieces, named, said, strict=True)
        ]
        for now, then in (told, told[::-1]):
            ended = [self._table.at(at) for at in then]
            if not ended or any(unit.valid_to is None for unit in ended):
                continue
            followed = {
                each.adcode
                for unit in ended
                for each in self._table.successors(unit)
                if any(said) or each.adcode == unit.adcode
            }
            units = ((at, self._table.at(at)) for at in now)
            renamed = [
                at for at, unit in units if unit.valid_to is None and unit.adcode in followed
            ]
            if renamed:
                return tuple(renamed)
        return ()

    def _said_twice(self, pieces: tuple[str, ...], named: list[tuple[int, ...]]) -> tuple[int, ...]:
        """Return the rows that two parts name as one, as `Wuwei (武威)` and `Tibet (Xizang)` do.

        `Jilin, Jilin Province` is not one unit said twice but a city in its province.
        """
        if len(pieces) != 2:  # noqa: PLR2004 - twice
            return ()
        same = set(named[0]).intersection(named[1])
        if has_han(pieces[0]) != has_han(pieces[1]):
            return tuple(sorted(same))
        renamed = latin_key(pieces[0]) != latin_key(pieces[1]) and set(named[0]) == set(named[1])
        return tuple(sorted(same)) if renamed and not has_han(pieces[0]) else ()
