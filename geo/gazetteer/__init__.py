"""Which units there are, and which of them a name names: `load()`, `match()`.

>>> from pilotmap import gazetteer
>>> gazetteer.load().unit("620600").name_zh
'武威市'
>>> gazetteer.match("Wuwei", within="Gansu").unit.adcode
'620600'
>>> [unit.adcode for unit in gazetteer.match("Linxia").candidates]
['622900', '622901', '622921']
"""

from .aliases import Alias, AliasFault
from .gazetteer import Batch, Gazetteer, LevelHint, Query, data_date, load, match
from .match import Match, MatchStatus

__all__ = [
    "Alias",
    "AliasFault",
    "Batch",
    "Gazetteer",
    "LevelHint",
    "Match",
    "MatchStatus",
    "Query",
    "data_date",
    "load",
    "match",
]
