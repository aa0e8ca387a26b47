"""The gazetteer: every unit on record, and which of them a name names."""

from __future__ import annotations

import json
from copy import copy
from functools import cache, cached_property
from typing import TYPE_CHECKING

from ..errors import ToponymError
from ..paths import REFERENCE
from .aliases import AliasBook
from .batch import with_proposals
from .hierarchy import UnitTable
from .units import read_rows

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Self

    from ..model import AdminUnit, Level
    from .aliases import Alias
    from .batch import Batch, Query
    from .match import Match
    from .matcher import Matcher

_CODE_LENGTH = 6


class Gazetteer(UnitTable):
    """Every unit under every name and code on record, and the names that a project adds.

    Parameters
    ----------
    rows
        Rows of the table of units, sorted by adcode and first year.
    """

    aliases: AliasBook | None = None
    """The names a project added, with the record of which were used."""

    def match(
        self,
        toponym: str,
        within: str | None = None,
        level: Level | str | None = None,
        on: int | None = None,
    ) -> Match:
        """Return the unit a name names, or the candidates, or nothing with the nearest names.

        A name is read with its generic term and its parents, in Chinese, English or pinyin. What it
        leaves open is settled only by what is given besides, and a hint is never dropped: one that
        contradicts the name gives nothing.

        Parameters
        ----------
        toponym
            The name as printed (`Wuwei, Gansu`, 甘肃省武威市, `Linxia Hui Autonomous
            Prefecture`), or a six-digit adcode.
        within
            A unit it lies in, by any name or adcode; one that fits several units allows all of
            them.
        level
            The level it stands at; a municipality stands at the prefecture level too.
        on
            A year: units are found under the names and codes of that year. Without it, a name
            that only a former unit bore is found and flagged as `former`. Two registers agree
            from 2002 on and one reaches back to 1980; of a year of which they tell nothing,
            nothing is claimed.

        Raises
        ------
        ToponymError
            If `level` is no level.
        """
        return self._matcher.match(toponym, within, level, on)

    def match_all(self, queries: Iterable[Query]) -> Batch:
        """Match many names; the level most of them are of is offered as a hint."""
        return with_proposals((self.match(*query) for query in queries), self)

    def resolve_unit(self, text: str, *, within: str | None = None) -> AdminUnit:
        """Return the one unit that an adcode or a name stands for, today's or a former one.

        Raises
        ------
        ToponymError
            If it stands for none, or for several: nothing is chosen, the message lists them.
        """
        asked = text.strip()
        is_code = len(asked) == _CODE_LENGTH and asked.isascii() and asked.isdigit()
        if is_code and self.get(asked) is not None:
            return self.unit(asked)
        match = self.match(asked, within=within)
        if match.unit is not None:
            return match.unit
        if is_code:
            return self.unit(asked)  # which says that there is none
        where = f" within {within}" if within else ""
        if match.candidates:
            fitting = "; ".join(self.described(match.candidates))
            raise ToponymError(
                f"{asked!r} fits {len(match.candidates)} units{where}: {fitting}; give the adcode"
            )
        near = "; ".join(self.described(match.suggestions))
        why = f": {match.reason}" if match.reason else ""
        hint = f"near it: {near}" if near else "give its adcode"
        raise ToponymError(f"{asked!r} names no unit{where}{why}; {hint}")

    def with_aliases(self, aliases: Iterable[Alias]) -> Self:
        """Return the same gazetteer with names that a project adds; see `aliases`."""
        extended = copy(self)
        extended.aliases = AliasBook(aliases, self, self.match)
        extended._matcher = self._matcher.with_aliases(extended.aliases)  # noqa: SLF001 - our copy
        return extended

    @cached_property
    def _matcher(self) -> Matcher:
        from .matcher import Matcher  # what no name is asked of need not read how names are matched

        return Matcher(self)


@cache
def data_date() -> str:
    """Return the year and month that the packaged gazetteer tells of, `2025-09`."""
    origin = json.loads((REFERENCE / "units.origin.json").read_bytes())
    return str(origin["data_date"])


@cache
def load() -> Gazetteer:
    """Return the packaged gazetteer; it is read once."""
    return Gazetteer(read_rows(REFERENCE / "units.csv"))


def match(
    toponym: str,
    within: str | None = None,
    level: Level | str | None = None,
    on: int | None = None,
) -> Match:
    """Return what a name names in the packaged gazetteer; see `Gazetteer.match`."""
    return load().match(toponym, within, level, on)
