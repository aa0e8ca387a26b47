"""Match a name with the unit it names, or several, or none; never a silent choice."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING

from ..errors import ToponymError
from ..model import COUNTRY, Level
from ..toponym.normalise import clean, has_han
from ..toponym.split import parts
from . import reasons
from .containment import Containment
from .disambiguation import AGREED_FROM, Disambiguator, RecordGaps, began_as, in_force, last_year
from .index import NameIndex, Reading
from .match import ONLY_ONE, Hints, Match, MatchStatus, Suggestions
from .nearest import Nearest
from .reading import NameReader
from .restating import Coded, city_of_districts, code_and_name, code_around, restated
from .suggester import MOST
from .unheard import UnheardWords
from .zones import known_zones

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model import AdminUnit
    from .aliases import AliasBook
    from .disambiguation import Outcome
    from .hierarchy import UnitTable

_UNIT = MatchStatus.UNIT
_NO_HINTS = Hints()
_REMEMBERED = 100_000
"""Texts kept that name nothing, so that a list which asks again with hints has its answer."""


class Matcher:
    """Answers names from one gazetteer, with the aliases of one project."""

    def __init__(self, table: UnitTable) -> None:
        self._table = table
        self._aliases: AliasBook | None = None
        self._index = NameIndex(table.rows)
        self._reader = NameReader(table, self._index)
        self._nearest = Nearest(table, self._index, self._reader)
        self.containment = Containment(table, self._index, self._reader, known_zones())
        self._unheard = UnheardWords(self._index, known_zones())
        self._gaps = RecordGaps(table)
        self._outcome = Disambiguator(table).outcome
        self._printed: dict[str, Match] = {}
        """Answers for names as printed, with nothing said besides; most names are asked so."""
        self._parents: dict[str, tuple[frozenset[str], bool]] = {}
        self._unread: set[str] = set()
        """Texts that read as no unit's name, whatever else is said of them."""

    def with_aliases(self, aliases: AliasBook) -> Matcher:
        """Return a matcher over the same index that knows a project's aliases."""
        extended = copy(self)
        extended._aliases = aliases  # noqa: SLF001 - of our own copy
        return extended

    def match(
        self, toponym: str, within: str | None, level: Level | str | None, on: int | None
    ) -> Match:
        """Return what a name names; see `pilotmap.gazetteer.match`."""
        hints = _NO_HINTS
        if within or level is not None or on is not None:
            hints = self._hints(within, level, on)
            if hints.parents is not None and not hints.parents:
                reason = f"the parent '{hints.within}' names no unit, and a hint is never dropped"
                return self._none(toponym, hints, reason)
        elif self._aliases is None:
            answer = self._printed.get(toponym)
            if answer is None and toponym in self._unheard:
                return self._nothing_near(toponym, hints)
            answer = answer or self._as_printed(toponym)
            if answer is not None:
                return answer
        found = None if self._aliases is None else self._by_alias(toponym, hints, self._aliases)
        return found or self._read(toponym, hints)

    def _as_printed(self, name: str) -> Match | None:
        """Answer for a name of today as the table prints it, once for all who ask; else None."""
        rows = self._index.named(name)
        if not rows or not self._table.any_in_force(rows):
            return None
        if len(rows) == 1 and not self.containment.is_shared(name):
            unit = self._table.at(rows[0])
            answer = Match(name, None, None, None, _UNIT, unit, reason=ONLY_ONE)
        else:
            answer = self._judged(name, _NO_HINTS, Reading(rows, name, "name"), rows)
        self._printed[name] = answer
        return answer

    def _hints(self, within: str | None, level: Level | str | None, on: int | None) -> Hints:
        if level is not None:
            try:
                level = Level(level)
            except ValueError:
                raise ToponymError(
                    f"'{level}' is no level; pass country, province, prefecture or county"
                ) from None
        if on is not None and not isinstance(on, int):
            raise ToponymError(f"{on!r} is no year; pass a whole number such as 2012")
        if not within or not within.strip():
            return Hints(within or None, level, on)
        if within not in self._parents:
            codes = self._reader.codes(self._reader.named(within))
            if not codes:  # 张掖市市辖区, 310100 and the like name a parent all the same
                codes = frozenset(unit.adcode for unit in self._read(within, _NO_HINTS).units)
            known = (codes, False) if codes else (self.containment.corps(within), True)
            self._parents[within] = known
        return Hints(within, level, on, *self._parents[within])

    def _by_alias(self, toponym: str, hints: Hints, aliases: AliasBook) -> Match | None:
        alias = aliases.find(toponym, hints.parents)
        if alias is None:
            return None
        unit, level, on = self._table.get(alias.adcode), hints.level, hints.on
        fits = unit and (level is None or self._table.stands_at(unit, level))
        if not unit or not fits or not (on is None or in_force(unit, on)):
            return None
        plain = self._by_reading(toponym, hints)
        if plain.unit is not None and plain.unit.adcode != unit.adcode:
            return None  # the gazetteer is certain of another unit; `check` reports the alias
        aliases.used.add(alias)
        status = _UNIT if unit.valid_to is None or hints.on is not None else MatchStatus.FORMER
        because = f": {alias.reason}" if alias.reason else ""
        return self._answer(toponym, hints, status, unit, reason=f"by the aliases' table{because}")

    def _read(self, toponym: str, hints: Hints) -> Match:
        if toponym in self._unheard:
            return self._nothing_near(toponym, hints)
        coded = code_and_name(clean(toponym))
        if coded is not None:
            return self._of_code_and_name(toponym, coded, hints)
        return self._by_reading(toponym, hints)

    def _by_reading(self, toponym: str, hints: Hints) -> Match:
        first: Reading | None = None
        ended: tuple[Reading, tuple[int, ...]] | None = None
        known = toponym in self._unread
        read = self._reader.readings if hints.on is None else self._reader.all_readings
        for reading in () if known else read(toponym):
            first = first or reading
            if ended and (reading.loose or reading.parents):
                break
            fitting = self._fitting(reading.positions, hints)
            if hints.on is not None and hints.on < AGREED_FROM:
                silent = self._where_silent(toponym, hints, reading, fitting)
                if silent:
                    return silent
            if fitting and (hints.on is not None or self._table.any_in_force(fitting)):
                return self._judged(toponym, hints, reading, fitting)
            if fitting and not ended:
                ended = reading, fitting  # a unit in force, read otherwise, comes before it
        if ended:
            reading, fitting = ended
            return self._judged(toponym, hints, reading, fitting)
        if first is None:
            return self._nothing(toponym, hints)
        units = [self._table.at(position) for position in first.positions]
        if hints.on is None and self._table.any_in_force(first.positions):
            units = [unit for unit in units if unit.valid_to is None]
        reason = reasons.contradiction(toponym, self._table.described(units), hints)
        return self._none(toponym, hints, reason, units)

    def _where_silent(
        self, toponym: str, hints: Hints, reading: Reading, fitting: tuple[int, ...]
    ) -> Match | None:
        """Answer for a year of which the record does not know what bore the name; else None."""
        year = hints.on or AGREED_FROM
        silent = tuple(
            position
            for position in self._fitting(reading.positions, replace(hints, on=None))
            if self._gaps.about(self._table.at(position), year)
        )
        known = [self._table.at(position) for position in fitting]
        silent = tuple(at for at in silent if not began_as(self._table.at(at), known))
        told = self._outcome((*fitting, *silent), hints) if silent else None
        if told is None or not set(told.positions).intersection(silent):
            return None
        units = [self._table.at(position) for position in silent]
        reason = reasons.silence(toponym, year, self._table.described(units), units)
        if not set(told.positions).difference(silent):
            return self._none(toponym, hints, reason, units)
        why = tuple(self._index.why(position, reading) for position in told.positions)
        return self._answer(toponym, hints, MatchStatus.CANDIDATES, None, told.rivals, why, reason)

    def _fitting(self, positions: tuple[int, ...], hints: Hints) -> tuple[int, ...]:
        """Return the rows that every hint allows."""
        if not hints.given:
            return positions
        unit_at = self._table.at
        if hints.on is not None:
            year = hints.on
            positions = tuple(at for at in positions if in_force(unit_at(at), year))
        if hints.parents is not None and COUNTRY not in hints.parents:
            parents = hints.parents
            inside = tuple(
                at for at in positions if not self._reader.lies_in(at).isdisjoint(parents)
            )
            # A list that repeats a municipality as its own parent means the municipality; no
            # other unit lies in itself, but a city in a division of the Corps that lies in it.
            positions = inside or tuple(
                at
                for at in positions
                if unit_at(at).adcode in parents
                and (hints.is_corps or unit_at(at).level is Level.PROVINCE)
            )
        if hints.level is not None:
            level = hints.level
            proper = tuple(at for at in positions if unit_at(at).level == level)
            if not proper or (hints.on is None and not self._table.any_in_force(proper)):
                proper = tuple(at for at in positions if self._table.stands_at(unit_at(at), level))
            positions = proper
        return positions

    def _judged(
        self, toponym: str, hints: Hints, reading: Reading, fitting: tuple[int, ...]
    ) -> Match:
        aliased = self._index.aliased(fitting, reading)
        told = self._outcome(fitting, hints, parents=reading.parents, aliased=aliased)
        return self._verdict(toponym, hints, reading, told)

    def _verdict(self, toponym: str, hints: Hints, reading: Reading, told: Outcome) -> Match:
        if also := self.containment.rivals(told, reading, hints):
            units, why, reason = also
            return self._answer(toponym, hints, MatchStatus.CANDIDATES, None, units, why, reason)
        if told.unit:
            status = _UNIT if told.in_force else MatchStatus.FORMER
            answer = self._answer(toponym, hints, status, told.unit, reason=told.because)
            return answer._replace(outranked=told.outranked) if told.outranked else answer
        status = MatchStatus.CANDIDATES if told.in_force else MatchStatus.FORMER
        why = tuple(self._index.why(position, reading) for position in told.positions)
        reason = reasons.question(toponym, told.rivals, hints, reading.parents)
        if told.outranked:
            reason += reasons.outranked(self._table.described(told.outranked))
        return self._answer(toponym, hints, status, None, told.rivals, why, reason)

    def _none(
        self, toponym: str, hints: Hints, reason: str, units: Iterable[AdminUnit] = ()
    ) -> Match:
        told = tuple(units)[:MOST]
        found = told or Suggestions(self._nearest.to, toponym, hints)
        return self._answer(toponym, hints, MatchStatus.NONE, suggestions=found, reason=reason)

    def _nothing_near(self, word: str, hints: Hints) -> Match:
        found, told = Suggestions(self._nearest.to_word, word, hints), reasons.nothing_called(word)
        return Match(
            word, hints.within, hints.level, hints.on, MatchStatus.NONE, None, (), (), found, told
        )

    def _nothing(self, toponym: str, hints: Hints) -> Match:
        """Read a text in other words, or say why it names nothing and what is understood in it."""
        if len(self._unread) >= _REMEMBERED:
            self._unread.clear()
        self._unread.add(toponym)
        text = clean(toponym)
        is_bare = text == toponym and text.isalpha() and not has_han(text)  # nothing stands around
        found = None if is_bare else self._in_other_words(toponym, text, hints)
        if found is not None:
            return found
        pieces = () if text.isalpha() else parts(text)
        named = [self._reader.named(piece) for piece in pieces] if len(pieces) > 1 else []
        if named and all(named):
            units = [
                min(map(self._table.at, each), key=lambda unit: unit.valid_to is not None)
                for each in named
            ]
            return self._none(toponym, hints, reasons.not_nested(pieces), units)
        understood = self.containment.of(text, hints)
        if understood is not None:
            answer = self._none(toponym, hints, understood.reason, understood.units)
            return answer if understood.is_zone else self._with_near(answer, hints)
        if text.isdecimal() and (around := code_around(text, self._table)):
            unit = self._table.unit(around)
            reason = reasons.unknown_code(text, self._table.describe(unit))
            return self._none(toponym, hints, reason, [unit])
        return self._none(toponym, hints, reasons.nothing_called(toponym))

    def _in_other_words(self, toponym: str, text: str, hints: Hints) -> Match | None:
        """Answer for a text without what stands around its name; None where nothing is gained."""
        if corps := self.containment.of_corps(text):
            city = self._read(corps.name, hints)
            if city.unit and corps.holds(city.unit, self._table):
                return city._replace(query=toponym, reason=f"{corps.said}; {city.reason}")
        other = restated(toponym, text, self._table)
        if other is None or other.name == toponym:
            return None
        answer = self._of_the_past if other.former else self._read
        found = answer(other.name, hints)
        if found is None or found.reason == reasons.nothing_called(other.name):
            return None
        return found._replace(query=toponym, reason=f"{other.said}; {found.reason}")

    def _with_near(self, answer: Match, hints: Hints) -> Match:
        """Add the nearest names to what is understood; a slip in the rest comes first."""
        held = answer.suggestions

        def near_and_held(toponym: str, hints: Hints) -> tuple[AdminUnit, ...]:
            return tuple(dict.fromkeys((*self._nearest.to(toponym, hints), *held)))[:MOST]

        return answer._replace(suggestions=Suggestions(near_and_held, answer.query, hints))

    def _of_the_past(self, name: str, hints: Hints) -> Match | None:
        """Answer for a name that the text says is no longer borne; None where none ended."""
        positions = self._fitting(self._reader.named(name), hints)
        ended = tuple(at for at in positions if self._table.at(at).valid_to is not None)
        return self._judged(name, hints, Reading(ended, name, "name"), ended) if ended else None

    def _of_code_and_name(self, toponym: str, coded: Coded, hints: Hints) -> Match:
        """Answer for a code and a name in one cell, which must agree."""
        found = self._by_reading(coded.name, hints)
        code = city_of_districts(coded.code, self._table) or coded.code
        unit = self._table.get(code)
        if unit is None:
            reason = reasons.code_without_unit(coded.code, coded.name, found.reason)
            return self._none(toponym, hints, reason, found.units)
        # A code may have had the name once, which another unit bears today: 130502 桥东区.
        positions = self._fitting(self._reader.named(coded.name), hints)
        bearers = [*found.units, *map(self._table.at, positions)]
        followed = self._table.successors(unit)
        agreeing = [each for each in bearers if each.adcode == unit.adcode]
        agreeing = agreeing or [each for each in bearers if each in followed]
        if not agreeing:
            named = self._table.described(found.units) or ["no unit"]
            reason = reasons.code_against_name(self._table.describe(unit), coded.name, named)
            return self._none(toponym, hints, reason, dict.fromkeys((unit, *found.units)))
        meant = max(agreeing, key=last_year)
        status = _UNIT if meant.valid_to is None or hints.on is not None else MatchStatus.FORMER
        reason = reasons.code_with_name(coded.code, coded.name)
        return self._answer(toponym, hints, status, meant, reason=reason)

    @staticmethod
    def _answer(  # noqa: PLR0917 - the fields of the answer, in its order
        toponym: str,
        hints: Hints,
        status: MatchStatus,
        unit: AdminUnit | None = None,
        candidates: tuple[AdminUnit, ...] = (),
        why: tuple[str, ...] = (),
        reason: str = "",
        suggestions: Sequence[AdminUnit] = (),
    ) -> Match:
        within, level, on = hints.within, hints.level, hints.on
        return Match(toponym, within, level, on, status, unit, candidates, why, suggestions, reason)
