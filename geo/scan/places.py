"""Which unit a name names where it stands: by the unit beside it, the text around it, its list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ..errors import ToponymError
from ..gazetteer.zones import known_zones
from ..model import Level
from .model import MentionKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..gazetteer import Gazetteer
    from ..model import AdminUnit
    from .model import Mention

_RANKS = {level: rank for rank, level in enumerate(Level)}


class Known(NamedTuple):
    """The unit that a name was found to name, or the candidates, with the reason."""

    unit: AdminUnit | None
    candidates: tuple[AdminUnit, ...]
    reason: str
    decision: str = ""
    """Why this unit, where the name alone fits others too."""

    @property
    def units(self) -> tuple[AdminUnit, ...]:
        """Every unit the name may mean."""
        return self.candidates if self.unit is None else (self.unit,)


_NEAREST = 3
_MOST_MATES = 40
"""Members of a list whose level is asked for."""
_NO_SUCH_UNIT = "the gazetteer knows no such unit"


class PlaceMatch(NamedTuple):
    """What the gazetteer says to a name."""

    unit: AdminUnit | None
    candidates: tuple[AdminUnit, ...]
    outranked: tuple[AdminUnit, ...]
    """Units that bear the name too, and gave way by their rank."""
    note: str
    around: tuple[AdminUnit, ...] = ()
    """Of the name of a zone, which is not a unit: the units that it lies in."""


class Near(NamedTuple):
    """The provinces that the text names near a name, the nearest first, and where it does."""

    provinces: Sequence[str]
    """Adcodes."""
    where: str
    """For the reason: `in the same sentence`."""


class Places:
    """Asks the gazetteer, once for each question."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._answers: dict[tuple[str, str], PlaceMatch] = {}
        self._zones = known_zones()

    def ask(self, query: str, within: str = "") -> PlaceMatch:
        """Return what the gazetteer says to a name, perhaps within a unit by its adcode."""
        answer = self._answers.get((query, within))
        if answer is None:
            try:
                match = self.gazetteer.match(query, within or None)
                answer = PlaceMatch(match.unit, match.candidates, match.outranked, match.note)
                zone = None if match.units else self._zones.named(query)
                if zone:
                    units = tuple(map(self.gazetteer.unit, zone.lies_in))
                    answer = answer._replace(around=units)
            except ToponymError as error:
                answer = PlaceMatch(None, (), (), str(error))
            self._answers[query, within] = answer
        return answer

    def all_of(self, query: str) -> tuple[AdminUnit, ...]:
        """Return every unit that a name may mean, those that gave way too."""
        answer = self.ask(query)
        return (*((answer.unit,) if answer.unit else answer.candidates), *answer.outranked)

    def nearest(self, query: str) -> list[str]:
        """Return the units of the nearest names to one that names none, described."""
        try:
            near = self.gazetteer.match(query).suggestions[:_NEAREST]
        except ToponymError:
            return []
        return [f"{unit.adcode} {unit.name_en} {unit.name_zh}" for unit in near]

    def lies_in(self, inner: str, outer: str) -> bool:
        """Whether a unit of one name lies in a unit of another; a zone may lie in several."""
        outers = self.all_of(outer)
        if zone := self.ask(inner).around:
            codes = {unit.adcode for unit in zone}.union(*map(self.above, zone))
            return any(unit.adcode in codes for unit in outers)
        alone = self.ask(inner).unit
        is_province = alone is not None and alone.level is Level.PROVINCE
        found = (self.ask(inner, unit.adcode) for unit in outers)
        inside = [unit for each in found for unit in (each.unit, *each.candidates) if unit]
        # `Hubei, Chongqing, Sichuan` is a list, though 重庆市 lay in Sichuan until 1997.
        return any(unit.valid_to is None or not is_province for unit in inside)

    def above(self, unit: AdminUnit) -> set[str]:
        """Return the adcodes of the units that one lies in."""
        return {parent.adcode for parent in self.gazetteer.parents_of(unit)}

    def province_of(self, unit: AdminUnit) -> str:
        """Return the adcode of the province a unit is or lies in; empty for the country."""
        chain = (unit, *self.gazetteer.parents_of(unit))
        return next((each.adcode for each in chain if each.level is Level.PROVINCE), "")


_DEEPEST = 4
"""Units that lie in each other, as a text may name them: a county, up to the country."""


def resolve(mention: Mention, places: Places, near: Near, depth: int = 0) -> Known:
    """Return the unit a name names where it stands, `depth` scopes below the name asked for."""
    return _Question(mention, places, near, depth).answer()


@dataclass(frozen=True, slots=True)
class _Question:
    """One name, and what may settle which unit it names."""

    mention: Mention
    places: Places
    near: Near
    depth: int

    def answer(self) -> Known:
        """Return the unit or the candidates: by the unit beside the name, else by the text."""
        if (scope := self.mention.scope) is not None and self.depth < _DEEPEST:
            outer = resolve(scope, self.places, self.near, self.depth + 1).unit
            inside = self._inside(outer) if outer is not None else None
            if inside is not None and not self._is_far_fetched(inside):
                return inside
        found = self.places.ask(self.mention.query)
        if found.around:
            return Known(None, (), found.note)
        if found.unit is None:
            return self._narrowed(found.candidates) if found.candidates else self._nothing()
        rivals = self._rivals(found.unit)
        if rivals:
            why = f"a unit elsewhere and one in the province named {self.near.where} bear the name"
            return Known(None, (found.unit, *rivals), why)
        return Known(found.unit, (), found.note or "the only unit of this name")

    def _nothing(self) -> Known:
        """Return that no unit is called so, and the names that are near: none of them is taken."""
        near = self.places.nearest(self.mention.query)
        told = f"{_NO_SUCH_UNIT}; near: {', '.join(near)}" if near else _NO_SUCH_UNIT
        return Known(None, (), told)

    def _rivals(self, unit: AdminUnit) -> tuple[AdminUnit, ...]:
        """Return the units of the name in the provinces near, where the likeliest lies in none.

        Those that gave way by their rank, and those that are no more, may be meant there.
        """
        if self.places.province_of(unit) in {"", *self.near.provinces}:
            return ()
        answers = [self.places.ask(self.mention.query, each) for each in self.near.provinces]
        found = [each for answer in answers for each in (answer.unit, *answer.candidates) if each]
        return tuple(dict.fromkeys(each for each in found if each.adcode != unit.adcode))

    def _is_far_fetched(self, known: Known) -> bool:
        """Whether a unit was taken for the sake of its list alone, and a larger one has the name.

        "In Suzhou and Wuwei in Gansu" need not mean the district of Jiuquan.
        """
        if not self.mention.inherits or known.unit is None:
            return False
        return _is_outranked(known.unit, self.places.all_of(self.mention.query))

    def _inside(self, outer: AdminUnit) -> Known | None:
        """Return what the name names within a unit that the text puts beside it."""
        found = self.places.ask(self.mention.query, outer.adcode)
        where = f"in {outer.name_en} ({outer.name_zh}), as the text says"
        if found.unit is not None:
            return self._settled(found.unit, where)
        return self._by_level(found.candidates, where) if found.candidates else None

    def _narrowed(self, candidates: tuple[AdminUnit, ...]) -> Known:
        """Narrow candidates by the provinces near, never to one of a lower rank than others."""
        for province in self.near.provinces:
            inside = tuple(unit for unit in candidates if self.places.province_of(unit) == province)
            if not inside:
                continue
            name = self.places.gazetteer.unit(province).name_en
            where = f"in {name}, which is named {self.near.where}"
            if len(inside) > 1:
                return self._by_level(inside, where)
            if _is_outranked(inside[0], candidates):
                return Known(None, candidates, f"the name fits a larger unit and one {where}")
            return self._settled(inside[0], where)
        return self._by_level(candidates, "")

    def _by_level(self, candidates: tuple[AdminUnit, ...], where: str) -> Known:
        """Settle candidates by the level of the list, as its words or its other members say."""
        level, why = self.mention.hint, "as the words behind the list say"
        if not level:
            level, why = self._level_of_mates(), "as all others of its list are"
        prefix = f"{where}; " if where else ""
        if level:
            fitting = tuple(unit for unit in candidates if unit.level == level)
            if len(fitting) == 1:
                return self._settled(fitting[0], f"{prefix}the one {level} of this name, {why}")
            candidates = fitting or candidates
        query = self.mention.query
        return Known(
            None, candidates, f"{prefix}'{query}' fits {len(candidates)} units; none is settled"
        )

    def _level_of_mates(self) -> str:
        """Return the one level of all other members of its list; at least two must have it."""
        levels: list[Level] = []
        for mate in self.mention.mates[:_MOST_MATES]:
            if mate is self.mention or mate.kind is not MentionKind.PLACE:
                continue
            every = {unit.level for unit in self.places.all_of(mate.query)}
            if not every:
                continue  # a member that names no unit
            outermost = every - {Level.COUNTY} or every
            if len(outermost) != 1:
                return ""
            levels += outermost
        return levels[0].value if len(levels) > 1 and len(set(levels)) == 1 else ""

    def _settled(self, unit: AdminUnit, why: str) -> Known:
        every = self.places.all_of(self.mention.query)
        others = [each.adcode for each in every if each.adcode != unit.adcode]
        return Known(unit, (), why, f"{why}; so not {', '.join(others)}" if others else "")


def _is_outranked(unit: AdminUnit, candidates: Iterable[AdminUnit]) -> bool:
    return any(_RANKS[each.level] < _RANKS[unit.level] for each in candidates)
