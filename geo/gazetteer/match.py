"""What matching a name gives: the unit, or the candidates, or nothing with the nearest names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, overload

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ..model import AdminUnit, Level


ONLY_ONE = "the only unit that fits"
"""The reason of most matches, which needs no telling."""
NOTHING_CALLED = "no province, prefecture or county on record is called"
"""How the reason of a name that names nothing begins."""


class MatchStatus(StrEnum):
    """How far a name goes."""

    UNIT = "unit"
    """It names one unit in force (or in force in the year asked for)."""
    CANDIDATES = "candidates"
    """It names several: a question for a person."""
    FORMER = "former"
    """It names a unit that is no more; `candidates` hold them where there were several."""
    NONE = "none"
    """It names no unit, or none that fits what else was said."""


class Suggestions(Sequence["AdminUnit"]):
    """The units of the nearest names, looked for when they are first read.

    Most names that name nothing are those of sites, settled by their position: finding what they
    might be misspellings of costs more than all the rest, and nobody would read it.
    """

    __slots__ = ("_asked", "_find", "_found")

    def __init__(
        self, find: Callable[[str, Hints], tuple[AdminUnit, ...]], toponym: str, hints: Hints
    ) -> None:
        self._find = find
        self._asked = toponym, hints
        self._found: tuple[AdminUnit, ...] | None = None

    @property
    def found(self) -> tuple[AdminUnit, ...]:
        """All of them, best first."""
        if self._found is None:
            self._found = self._find(*self._asked)
        return self._found

    def __len__(self) -> int:
        return len(self._found or self.found)

    def __iter__(self) -> Iterator[AdminUnit]:
        return iter(self._found or self.found)

    @overload
    def __getitem__(self, at: int) -> AdminUnit: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[AdminUnit, ...]: ...
    def __getitem__(self, at: int | slice) -> AdminUnit | tuple[AdminUnit, ...]:
        return self.found[at]

    def __eq__(self, other: object) -> bool:
        return self.found == (other.found if isinstance(other, Suggestions) else other)

    def __hash__(self) -> int:
        return hash(self.found)

    def __repr__(self) -> str:
        return repr(self.found)


class Match(NamedTuple):
    """The answer to one name; `unit` is set only where there is exactly one.

    `query`, `within`, `level` and `on` repeat the question. A named tuple, since it is made in a
    third of the time a frozen dataclass takes, and lists of names are long.
    """

    query: str
    within: str | None
    level: Level | None
    on: int | None
    status: MatchStatus
    unit: AdminUnit | None = None
    candidates: tuple[AdminUnit, ...] = ()
    """Every unit that fits, outermost level first; empty where one does or none."""
    why: tuple[str, ...] = ()
    """Why each candidate fits, in the same order."""
    suggestions: Sequence[AdminUnit] = ()
    """The units of the nearest names, best first, where the name fits nothing; never a match."""
    reason: str = ""
    """What decided, in words."""
    outranked: tuple[AdminUnit, ...] = ()
    """Units in force that bear the name too, and gave way to `unit` by their rank alone."""

    def __repr__(self) -> str:
        asked = repr(self.query) + (f" within {self.within!r}" if self.within else "")
        found = (f"{unit.adcode} {unit.name_en} {unit.name_zh}" for unit in self.units)
        return f"<Match {asked}: {self.status.value}{' '.join(['', ' | '.join(found)]).rstrip()}>"

    @property
    def units(self) -> tuple[AdminUnit, ...]:
        """Every unit the name may mean: the one, or the candidates; none if it names nothing."""
        return self.candidates if self.unit is None else (self.unit,)

    @property
    def note(self) -> str:
        """What a person should hear beyond the answer; empty if there is nothing to tell."""
        plain = self.reason == ONLY_ONE or self.reason.startswith(NOTHING_CALLED)
        return "" if plain else self.reason

    @property
    def certain(self) -> bool:
        """Whether the name names exactly one unit, of today or of its time."""
        return self.unit is not None


@dataclass(frozen=True, slots=True)
class Hints:
    """What is said besides the name; each is held to, never dropped."""

    within: str | None = None
    level: Level | None = None
    on: int | None = None
    parents: frozenset[str] | None = None
    """Adcodes that `within` names; None: nothing was said."""
    is_corps: bool = False
    """Whether `within` is the Corps of Xinjiang or a division, and the adcodes what it lies in."""

    @property
    def given(self) -> bool:
        """Whether anything is said besides the name."""
        return self.parents is not None or self.level is not None or self.on is not None
