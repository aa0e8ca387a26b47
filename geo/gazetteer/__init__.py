"""Which units there are, and which of them a name names: `load()`, `match()`.

>>> from geo import gazetteer
>>> gazetteer.load().unit("620600").name_zh
'武威市'
"""

from geo.gazetteer.hierarchy import Gazetteer, load

__all__ = ["Gazetteer", "load"]
