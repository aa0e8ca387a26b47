"""Which units there are, and which of them a name names: `load()`, `match()`.

>>> from geo import gazetteer
>>> gazetteer.load().unit("620600").name_zh
'武威市'
>>> gazetteer.match("Wuwei", within="Gansu").unit.adcode
'620600'
>>> [unit.adcode for unit in gazetteer.match("Linxia").candidates]
['622900', '622901', '622921']
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .aliases import Alias, AliasFault
from .batch import Batch, Entry, LevelHint
from .hierarchy import Gazetteer, load
from .match import Match, MatchStatus, Suggestion

if TYPE_CHECKING:
    from ..model import Level

__all__ = [
    "Alias",
    "AliasFault",
    "Batch",
    "Entry",
    "Gazetteer",
    "LevelHint",
    "Match",
    "MatchStatus",
    "Suggestion",
    "load",
    "match",
]


def match(
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
        The name as printed (`Wuwei, Gansu`, 甘肃省武威市, `Linxia Hui Autonomous Prefecture`), or
        a six-digit adcode.
    within
        A unit it lies in, by any name or adcode; one that fits several units allows all of them.
    level
        The level it stands at; a municipality stands at the prefecture level too.
    on
        A year: units are found under the names and codes of that year. Without it, a name that
        only a former unit bore is found and flagged as `former`. Two registers agree from 2002 on
        and one reaches back to 1980; of a year of which they tell nothing, nothing is claimed.

    Raises
    ------
    ToponymError
        If `level` is no level.
    """
    return load().match(toponym, within, level, on)
