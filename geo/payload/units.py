"""The units a page knows: those drawn, those that statements name, those that full lists leave.

A source that claims to be complete says something by its silence: where, when, and of how many.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..model import COUNTRY, AdminUnit, Extent, Level
from ..page.packing import degrees, integers
from ..toponym.normalise import traditional

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from ..boundaries.page import PageTopology
    from ..page.contract import ListRecord, ToldNames, UnitColumns
    from ..rollout import Rollout
    from ..rollout.evidence import EvidenceRows
    from ..rollout.full_lists import Claim
    from ..rollout.hierarchy import Tree
    from ..rollout.readings import Reading, UnitReading

    Name = Callable[[AdminUnit], str]


PROVINCE_DIGITS = 2
"""Of an adcode: they say which province a unit lies in."""
DEPTH = {Level.PROVINCE: 0, Level.PREFECTURE: 1, Level.COUNTY: 2}


class StatementKind(IntEnum):
    """What a statement says of places, as the page numbers it."""

    NAMED = 0
    WITHIN = 1
    COUNTRY_WIDE = 2
    CANDIDATES = 3
    EVERYWHERE = 4
    DENIED = 5
    """A source says that it is not there."""

    @classmethod
    def of(cls, said: Reading) -> StatementKind:
        """Return the kind of a statement."""
        if said.denies:
            return cls.DENIED
        if said.country_wide:
            return cls.EVERYWHERE if said.covers_all else cls.COUNTRY_WIDE
        if len(said.worlds) > 1:
            return cls.CANDIDATES
        return cls.WITHIN if said.units.is_unnamed else cls.NAMED


@dataclass(frozen=True)
class PageUnits:
    """Units in the order of the page: first those with an outline, as the topology has them."""

    topology: PageTopology
    adcodes: tuple[str, ...]
    row: dict[str, int]
    known: tuple[AdminUnit | None, ...]
    """By row, the unit; None where only an outline is known."""
    spoken: int
    """Rows from here on are only there to be searched for: nothing draws or names them."""

    @classmethod
    def of(
        cls,
        rollout: Rollout,
        drawn: PageTopology,
        kept: Iterable[UnitReading],
        listed: Iterable[str] = (),
    ) -> PageUnits:
        """Collect the units that are drawn and those that statements or lists speak of."""
        row = {adcode: number for number, adcode in enumerate(drawn.adcodes)}
        spoken_of = {place.adcode for said in kept for world in said.worlds for place in world}
        spoken_of.update(adcode for adcode in listed if adcode in rollout.tree)
        for adcode in sorted(spoken_of):
            for unit in reversed(list(rollout.tree.lineage(adcode))):
                if unit != COUNTRY:
                    row.setdefault(unit, len(row))
        spoken = len(row)
        for adcode in _counties_beside(rollout, spoken_of):
            row.setdefault(adcode, len(row))
        known = (rollout.tree.units.get(code) or rollout.gazetteer.get(code) for code in row)
        return cls(drawn, tuple(row), row, tuple(known), spoken)

    @cached_property
    def parents(self) -> list[int]:
        """By row, the row of the unit around it; -1: none."""
        return [self.row.get(unit.parent, -1) if unit else -1 for unit in self.known]

    def row_of(self, said: Reading) -> int:
        """Return the row of the unit a statement speaks of (the first of several); -1: China.

        It is -1, too, where the country is one of several candidates: then it may be anywhere.
        """
        return -1 if said.opens_counts else self.row.get(said.worlds[0][0].adcode, -1)

    def rows_of(self, said: Mapping[int, Reading]) -> dict[int, int]:
        """Return the row of each, by its number; many speak of one unit."""
        known: dict[int, int] = {}
        rows = {}
        for number, reading in said.items():
            units = reading.units
            row = known.get(id(units))
            if row is None:
                row = self.row_of(reading)
                if not units.may_be_country:  # else it depends on what is said of years as well
                    known[id(units)] = row
            rows[number] = row
        return rows

    def candidates(self, said: Reading) -> list[int]:
        """Return the rows of the units of which a statement speaks of one."""
        codes = dict.fromkeys(place.adcode for world in said.worlds for place in world)
        return [self.row[adcode] for adcode in codes if adcode in self.row]


def _counties_beside(rollout: Rollout, spoken_of: Iterable[str]) -> list[str]:
    """Return the counties of the provinces in which something is named, for readers who search."""
    tree = rollout.tree
    provinces = {code[:PROVINCE_DIGITS] for code in spoken_of if code != COUNTRY}
    return sorted(
        code
        for code, unit in tree.units.items()
        if unit.level is Level.COUNTY and code[:PROVINCE_DIGITS] in provinces
    )


def county_parents(
    rollout: Rollout, placed: Iterable[UnitReading], counted: Iterable[str] = ()
) -> list[str]:
    """Return the units whose counties are drawn: those with one that is named or counted."""
    tree = rollout.tree
    named = {
        place.adcode
        for said in placed
        for world in said.worlds
        for place in world
        if place.adcode != COUNTRY
    }
    return sorted(
        {
            tree.parent[adcode]
            for adcode in named.union(counted)
            if tree.units[adcode].level is Level.COUNTY
        }
    )


def usual_level(tree: Tree, kept: EvidenceRows) -> int:
    """Return the level that most rows name, as its place in the hierarchy; finer on a tie."""
    tally, counts = [0, 0, 0], Counter(kept.numbers)
    rows: Counter[int] = Counter()
    for number, reading in kept.said.items():
        rows[id(reading.units)] += counts[number]
    for said in kept.units:
        for place in said.worlds[0]:
            if place.adcode != COUNTRY and place.extent is not Extent.WITHIN:
                tally[DEPTH[tree.units[place.adcode].level]] += rows[id(said)]
    most = max(tally)
    return max(row for row, count in enumerate(tally) if count == most) if most else 1


def unit_columns(units: PageUnits, told: dict[str, ToldNames]) -> UnitColumns:
    """Return what the page tells of each unit; `told` tells names apart, by language."""
    known = units.known
    labels = units.topology.labels
    names = [unit.name_zh if unit else "" for unit in known]
    shorts = [unit.short_zh if unit else "" for unit in known]
    pairs = list(zip(names, shorts, strict=True))
    searched = _searched_terms(units, told["en"])
    full = {row: name for row, name in told["en"]["full"].items() if int(row) not in searched}
    terms = sorted(set(searched.values()))
    seats = [
        (unit.seat if unit and unit.seat else None)
        or (labels[row] if row < len(labels) else (0.0, 0.0))
        for row, unit in enumerate(known[: units.spoken])
    ]
    return {
        "withoutOutline": list(units.adcodes[len(labels) :]),
        "level": integers([DEPTH[unit.level] if unit else 1 for unit in known]),
        "parent": integers(units.parents),
        "nameEn": [unit.name_en if unit else "" for unit in known],
        "nameZh": names,
        "shortZh": integers([len(short) * name.startswith(short) for name, short in pairs]),
        "oddShortZh": {
            str(row): short for row, (name, short) in enumerate(pairs) if not name.startswith(short)
        },
        "pinyin": [_pinyin_beside_english(unit) if unit else "" for unit in known],
        "told": {**told, "en": {"full": full, "shared": told["en"]["shared"]}},
        "terms": terms,
        "term": integers(
            [
                terms.index(searched[row]) + 1 if row in searched else 0
                for row in range(units.spoken, len(known))
            ]
        ),
        "aliases": ["|".join(unit.aliases) if unit else "" for unit in known],
        "lon": degrees([lon for lon, _ in seats], "degrees3"),
        "lat": degrees([lat for _, lat in seats], "degrees3"),
    }


_PACKED_OR_DERIVED = frozenset({"arcs", "rings", "bounds"})
"""Of a topology, what the columns do without."""


def topology_columns(topology: PageTopology) -> dict[str, Any]:
    """Return what is told of the outlines; they themselves are a block, and give their bounds."""
    values = topology.as_json()
    told = {name: value for name, value in values.items() if name not in _PACKED_OR_DERIVED}
    lons, lats = zip(*topology.labels, strict=True) if topology.labels else ((), ())
    labels = {"lon": degrees(lons, "degrees3"), "lat": degrees(lats, "degrees3")}
    return {**told, "labels": labels}


def _searched_terms(units: PageUnits, told: ToldNames) -> dict[int, str]:
    """Return the generic term that ends the full English name, by row of what is only searched."""
    found = {}
    for row, unit in enumerate(units.known[units.spoken :], units.spoken):
        full = told["full"].get(str(row), "")
        if unit is not None and full.startswith(f"{unit.name_en} "):
            found[row] = full.removeprefix(f"{unit.name_en} ")
    return found


def traditional_pairs(units: PageUnits) -> str:
    """Return each traditional character and the one that names of these units have for it."""
    written = {letter for unit in units.known if unit for letter in unit.name_zh}
    return "".join(old + new for old, new in traditional() if new in written and old != new)


def _pinyin_beside_english(unit: AdminUnit) -> str:
    """Return the pinyin where the English name is not the same without tones (Hohhot, Lhasa)."""
    return "" if _folded(unit.pinyin) == _folded(unit.name_en) else unit.pinyin


def _folded(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name).casefold()
    return letters if letters.isalnum() else "".join(filter(str.isalnum, letters))


_FEW = 5
"""So many units at most are named that a list leaves out; more are counted."""


@dataclass(frozen=True, slots=True)
class FullList:
    """A claim to be complete that closes something in the years of a page."""

    claim: Claim
    years: tuple[int, int]
    """Those of the claim, as far as the page shows them."""
    closed: tuple[str, ...]
    """The units that it would have named, and did not, in some of these years."""

    @property
    def told(self) -> tuple[str, ...]:
        """The units that the page calls by their names."""
        scope = [adcode for adcode, _ in self.claim.source.coverage_scope if adcode != COUNTRY]
        return (*scope, *self.named)

    @property
    def named(self) -> tuple[str, ...]:
        """The units it leaves out, where they are few enough to be named."""
        return self.closed if len(self.closed) <= _FEW else ()

    def scope(self, units: PageUnits) -> list[tuple[str, Level]]:
        """Return what it is complete for, as far as the page knows it."""
        return [
            (adcode, level)
            for adcode, level in self.claim.source.coverage_scope
            if adcode in units.row or adcode == COUNTRY
        ]

    def as_json(self, units: PageUnits, source_row: Mapping[str, int]) -> ListRecord:
        """Return what the page is told of the list."""
        return {
            "source": source_row[self.claim.source.id],
            "first": self.years[0],
            "last": self.years[1],
            "scope": [[units.row.get(code, -1), DEPTH[level]] for code, level in self.scope(units)],
            "closes": len(self.closed),
            "units": [units.row[adcode] for adcode in self.named],
        }


def full_lists(rollout: Rollout, first: int, last: int) -> Iterator[FullList]:
    """Yield the claims that close something in the years from `first` to `last`."""
    asked = rollout.timeline.covering(range(first, last + 1))
    for claim, closed in zip(rollout.claims, rollout.statuses.closed_by_claim, strict=True):
        out = tuple(sorted(unit for unit, years in closed.items() if years & asked))
        if out:
            years = max(first, claim.years.first), min(last, claim.years.last)
            yield FullList(claim, years, out)
