"""Names a project adds to the gazetteer: a file of human decisions, each with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..model import unit_label
from ..toponym.normalise import clean, has_han, latin_key, simplified

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from .hierarchy import UnitTable
    from .match import Match

COLUMNS = ("toponym", "adcode", "within", "reason")


class Alias(NamedTuple):
    """One row of aliases.csv: in this project, `toponym` means the unit `adcode`."""

    toponym: str
    adcode: str
    within: str = ""
    """Where given, the alias holds only for names said to lie within this parent."""
    reason: str = ""
    line: int = 0
    """Physical line in aliases.csv, for messages."""

    @classmethod
    def from_row(cls, row: Mapping[str, str], line: int = 0) -> Alias:
        """Make an alias of a row of the file."""
        toponym, adcode, within, reason = (row.get(column, "").strip() for column in COLUMNS)
        return cls(toponym, adcode, within, reason, line)


class AliasFault(NamedTuple):
    """An alias that the gazetteer speaks against, and how."""

    alias: Alias
    message: str


class AliasBook:
    """The aliases of a project, and which of them were needed.

    Parameters
    ----------
    aliases
        In the order of the file; where two fit, the one that names a parent comes first.
    table
        The units that the aliases stand for.
    match
        Says which units a name and a parent name without the aliases.
    """

    def __init__(
        self,
        aliases: Iterable[Alias],
        table: UnitTable,
        match: Callable[[str, str | None], Match],
    ) -> None:
        self.aliases = tuple(aliases)
        self.used: set[Alias] = set()
        self._table = table
        self._match = match
        self._by_key: dict[str, list[Alias]] = {}
        for alias in sorted(self.aliases, key=lambda alias: not alias.within):
            self._by_key.setdefault(_key(alias.toponym), []).append(alias)

    def find(self, toponym: str, parents: frozenset[str] | None) -> Alias | None:
        """Return the alias for a name said to lie within `parents`; None where none fits."""
        for alias in self._by_key.get(_key(toponym), ()):
            if not alias.within:
                return alias
            if parents and not self._codes(alias.within).isdisjoint(parents):
                return alias
        return None

    def unused(self) -> tuple[Alias, ...]:
        """Return the aliases no name has needed so far, in the order of the file."""
        return tuple(alias for alias in self.aliases if alias not in self.used)

    def faults(self) -> tuple[AliasFault, ...]:
        """Return the aliases that the gazetteer speaks against, in the order of the file."""
        return tuple(
            AliasFault(alias, message) for alias in self.aliases if (message := self._fault(alias))
        )

    def _fault(self, alias: Alias) -> str:
        if not _key(alias.toponym):
            return "an alias needs a toponym"
        unit = self._table.get(alias.adcode)
        if unit is None:
            return f"adcode '{alias.adcode}' is not in the gazetteer"
        plain = self._match(alias.toponym, alias.within or None)
        if plain.unit is not None and plain.unit.adcode != unit.adcode:
            named, meant = unit_label(plain.unit), unit_label(unit)
            return f"'{alias.toponym}' is the name of {named}, not of {meant}"
        if alias.within:
            parents = self._codes(alias.within)
            above = {parent.adcode for parent in self._table.parents_of(unit)}
            if above.isdisjoint(parents):
                return f"{unit_label(unit)} does not lie within '{alias.within}'"
        return ""

    def _codes(self, within: str) -> frozenset[str]:
        return frozenset(unit.adcode for unit in self._match(within, None).units)


def _key(toponym: str) -> str:
    name = clean(toponym)
    return simplified(name).replace(" ", "") if has_han(name) else latin_key(name)
