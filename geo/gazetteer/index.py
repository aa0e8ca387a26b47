"""Find the units that bear a name, in either script, however it is typed; none is chosen here."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..toponym.generic import (
    GLUED,
    TERM_ENDS,
    Generic,
    GenericKind,
    Stem,
    han_stems,
    kind_of,
    latin_stems,
)
from ..toponym.normalise import close_up, has_han, latin_key, simplified
from ..toponym.pinyin import (
    agrees,
    aspirates,
    looks_wade_giles,
    spelling,
    umlaut_variants,
)
from .folded_names import FoldedNames, first_syllable
from .units import COUNTRY_POSITION

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .units import Row

TONES_ONLY = frozenset({"610000"})
"""陕西 is `Shaanxi`: its pinyin names it only with its tones, or it would be 山西, Shanxi."""

_NOBODY: tuple[int, ...] = ()


class Reading(NamedTuple):
    """The units a text names, read one way."""

    positions: tuple[int, ...]
    """Rows of the gazetteer, today's and former ones."""
    name: str
    """The part of the text that is the name, without generic term and parents."""
    why: str
    """What in the text fits: `name`, or the generic term too."""
    loose: bool = False
    """Whether a generic term fits only as people use it loosely."""
    parents: bool = False
    """Whether the text itself names parents."""


class NameIndex(FoldedNames):
    """Every name of every row, and what a text can mean of them.

    Parameters
    ----------
    rows
        The rows of the gazetteer; positions count from 0 in their order.
    """

    def __init__(self, rows: Sequence[Row]) -> None:
        super().__init__(rows)
        self._printed: dict[str, tuple[int, ...]] = {}
        """Romanised names as the table prints them, as far as they were asked for."""

    def named(self, name: str) -> tuple[int, ...]:
        """Return the rows that bear exactly this name, as written, without reading it further."""
        found = self.han.get(name)
        if found is not None:
            return found
        if has_han(name):
            return _NOBODY
        found = self._printed.get(name)
        if found is None:
            found = self._as_printed(name)
            if found:
                self._printed[name] = found
        return found

    def readings(self, name: str) -> Iterator[Reading]:
        """Return what a single name can mean, most literal first; nothing where it fits no unit.

        A whole name comes before a stem with a generic term; a term in its strict sense comes
        before its loose one.

        Parameters
        ----------
        name
            A clean name without its parents.
        """
        if has_han(name):
            name = close_up(name)
            return self._han_readings(name) if self._may_be_han(name) else iter(())
        return self._latin_readings(name) if self._may_be_latin(name) else iter(())

    def _may_be_han(self, name: str) -> bool:
        """Whether a Chinese name must be read further; most that name nothing are told here."""
        return name in self.han or name[-1] in TERM_ENDS or simplified(name) != name

    def _may_be_latin(self, name: str) -> bool:
        """Whether a romanised name must be read further: all but most words of letters alone."""
        if not name.isalpha():
            return True
        key = latin_key(name)
        return key in self.latin or key.endswith(GLUED) or looks_wade_giles(name)

    def _han_readings(self, name: str) -> Iterator[Reading]:
        named = self.han.get(name)
        if named is None:
            plain = simplified(name)
            if plain != name:
                yield from self._han_readings(plain)
                return
        else:
            yield Reading(named, name, "name")
        for stem in han_stems(name):
            yield from self._of_kind(stem, self.han.get(stem.text, _NOBODY))

    def _latin_readings(self, name: str) -> Iterator[Reading]:
        named = self._spelt(name)
        stems = latin_stems(name)
        if named:
            named += self._run_together(name, named)
            if all(self.is_alias(at, name) for at in named):
                # `Guan County` is an alias of 冠县, and may be Gu'an County without its apostrophe.
                named += tuple(
                    at
                    for stem in stems
                    for reading in self._of_kind(stem, self._with_stems(stem))
                    for at in reading.positions
                    if at not in named and not reading.loose
                )
            yield Reading(named, name, "name")
        for stem in stems:
            yield from self._of_kind(stem, self._with_stems(stem))
        if looks_wade_giles(name):
            if named := self._in_wade_giles(name):
                yield Reading(named, name, "name in Wade-Giles")
            for stem in latin_stems(name):
                yield from self._of_kind(stem, self._in_wade_giles(stem.text))

    def _with_stems(self, stem: Stem) -> tuple[int, ...]:
        """Return the rows a stem names; with its term also those of one syllable: He, 和县."""
        bearers = self._spelt(stem.text)
        return bearers + self._spelt(stem.text, stems=True) if stem.generic else bearers

    def is_alias(self, position: int, name: str) -> bool:
        """Say whether a unit bears a name only as an alias, not as its own."""
        row = self._rows[position]
        if name in {row.name_zh, row.short_zh, row.name_en, row.pinyin}:
            return False
        if has_han(name):
            return simplified(name) not in {row.name_zh, row.short_zh}
        own = {row.name_en, row.pinyin, *umlaut_variants(row.pinyin)}
        return latin_key(name) not in {latin_key(each) for each in own}

    def aliased(self, rows: tuple[int, ...], reading: Reading) -> frozenset[int]:
        """Return those of several rows that bear the name of a reading only as an alias."""
        if len(rows) == 1 or reading.why != "name":
            return frozenset()
        return frozenset(
            at for at in rows if at != COUNTRY_POSITION and self.is_alias(at, reading.name)
        )

    def why(self, position: int, reading: Reading) -> str:
        """Say why a row fits a reading, in words."""
        if position == COUNTRY_POSITION or reading.why == "adcode":
            return reading.why
        form = self.form(position, reading.name)
        return form if reading.why == "name" else reading.why.replace("name", form, 1)

    def _of_kind(self, stem: Stem, bearers: tuple[int, ...]) -> Iterator[Reading]:
        if stem.peoples:
            bearers = tuple(
                position
                for position in bearers
                if all(people in self._rows[position].name_zh for people in stem.peoples)
            )
        if not bearers:
            return
        if stem.generic is None:
            yield Reading(bearers, stem.text, "name")
            return
        for kinds, sense in ((stem.generic.strict, ""), (stem.generic.loose, ", used loosely")):
            fitting = tuple(position for position in bearers if self.kind(position) in kinds)
            if fitting:
                why = f"name, and '{stem.generic.written}'{sense}"
                yield Reading(fitting, stem.text, why, loose=bool(sense))

    def of_kind(self, name: str, generic: Generic) -> Iterator[Reading]:
        """Yield the units of a name that a term in the other script fits: `Wuwei市`."""
        if has_han(name):
            bearers = self.han.get(simplified(name), _NOBODY)
        else:
            bearers = self._spelt(name) + self._spelt(name, stems=True)
        yield from self._of_kind(Stem(name, generic), bearers)

    def kind(self, position: int) -> GenericKind:
        """Return what kind of unit a row is."""
        row = self._rows[position]
        return kind_of(row.level, row.name_zh, row.short_zh)

    def fits(self, position: int, generic: Generic | None) -> bool:
        """Say whether a generic term, strictly or loosely, may stand behind a unit's name."""
        return generic is not None and self.kind(position) in generic.strict | generic.loose

    def _spelt(self, name: str, *, stems: bool = False) -> tuple[int, ...]:
        """Return the rows whose romanised name has these letters and contradicts no mark."""
        bearers = (self.stems if stems else self.latin).get(latin_key(name), _NOBODY)
        if not bearers:
            return _NOBODY
        if name.isascii() and name.isalpha() and not stems:
            # Letters alone contradict nothing but 陕西.
            return (
                bearers
                if TONES_ONLY.isdisjoint(self._codes(bearers))
                else tuple(position for position in bearers if self._bears(position, name))
            )
        fits = self._is_of_syllable if stems else self._bears
        return tuple(position for position in bearers if fits(position, name))

    def _is_of_syllable(self, position: int, name: str) -> bool:
        """Say whether a name may be the one syllable before a generic term: `Gu'an` is not 冠."""
        pinyin = self._rows[position].pinyin
        return agrees(spelling(name), pinyin[: len(first_syllable(pinyin))])

    def _run_together(self, name: str, named: tuple[int, ...]) -> tuple[int, ...]:
        """Return units of one syllable that counties with an apostrophe can be mistaken for.

        `Guan` is no more 固安, Gu'an, than it is 冠县; `Xian` is customary for the city.
        """
        if not name.isalpha() or latin_key(name) not in self.stems:
            return _NOBODY
        mistaken = all(
            self._rows[at].level == "county" and "'" in self._rows[at].pinyin for at in named
        )
        return self._spelt(name, stems=True) if mistaken else _NOBODY

    def _in_wade_giles(self, name: str) -> tuple[int, ...]:
        """Return the rows a name spells in Wade-Giles; aspirates count if one is written."""
        bearers = self.wade_giles.get(latin_key(name), _NOBODY)
        written = aspirates(name)
        if "'" not in written:
            return bearers
        return tuple(at for at in bearers if aspirates(self.wade_giles_of(at)) == written)

    def _codes(self, positions: tuple[int, ...]) -> set[str]:
        return {self._rows[position].adcode for position in positions}

    def _bears(self, position: int, name: str) -> bool:
        """Say whether tones, umlauts and syllables as written fit one of the unit's names."""
        row = self._rows[position]
        if name == row.pinyin:
            return True
        written = spelling(name)
        if written.letters in {latin_key(form) for form in umlaut_variants(row.pinyin)}:
            return True
        if written.letters == latin_key(row.pinyin):
            if row.adcode in TONES_ONLY and not written.tones:
                return False
            return agrees(written, row.pinyin)
        # A customary name, whose syllables nobody can count: an apostrophe must be in it too.
        apostrophes = spelling(name.replace(" ", "").replace("-", "")).breaks
        return not apostrophes or any(
            apostrophes <= other.breaks
            for other in map(spelling, (row.name_en, *row.aliases.split("|")))
            if other.letters == written.letters
        )

    def form(self, position: int, name: str) -> str:
        """Say which of its names a unit is called by, e.g. `full name` or `pinyin Wúwéi`."""
        row = self._rows[position]
        if name == row.name_en:
            return "English name"
        if has_han(name):
            plain = simplified(name)
            known = {row.name_zh: "full name", row.short_zh: "short name"}
            return known.get(name) or known.get(plain) or f"also called {plain}"
        key = latin_key(name)
        if key == latin_key(row.name_en):
            return "English name"
        if key == latin_key(row.pinyin):
            return f"pinyin {row.pinyin}"
        for alias in row.aliases.split("|"):
            if key == latin_key(alias):
                return f"also called {alias}"
        return f"pinyin {row.pinyin}"

    def _as_printed(self, name: str) -> tuple[int, ...]:
        """Return the rows that bear a romanised name as the table prints it."""
        key = latin_key(name)
        for position in self.latin.get(key, _NOBODY):
            row = self._rows[position]
            if name == row.name_en and (found := self._alone(name)):
                return found
            if name == row.pinyin and row.adcode not in TONES_ONLY:
                # With all its tones it fits its own pinyin, and customary names beside it.
                keys = self.pinyin_keys
                return tuple(
                    at for at in self.latin[key] if self._rows[at].pinyin == name or keys[at] != key
                )
        return _NOBODY

    def _alone(self, name: str) -> tuple[int, ...]:
        """Return the rows of an English name where its letters alone decide; else none."""
        bearers = self.latin[latin_key(name)]
        if len(bearers) == 1:
            return bearers
        letters_only = name.isascii() and name.isalpha()
        plain = letters_only and TONES_ONLY.isdisjoint(self._codes(bearers))
        return bearers if plain else _NOBODY
