"""Status by unit and year, from statements: what is known, what is possible, what nobody said.

`Rollout` answers for units and years. The rules are decided in one place each: `evidence` says in
which worlds and years a statement holds and how a former unit is read; `marks` carries what is
settled, named or reached up and down the tree of units; `full_lists` says what a complete list
closes; `core` puts the three together. None of them knows `Rollout`, the facade, which asks them,
and beside them `reasons`, `explain`, `conflicts` and `counts`. No module here knows files or
imports pandas; `spread` loads its libraries when it is called.
"""

from .conflicts import Conflict, DenialConflict, ListConflict, PartsConflict, StartConflict
from .core import Counts
from .explain import Explanation
from .hierarchy import Hierarchy, Tree
from .reasons import Reason, Relation
from .rollout import Rollout
from .years import YearBounds, Years

__all__ = [
    "Conflict",
    "Counts",
    "DenialConflict",
    "Explanation",
    "Hierarchy",
    "ListConflict",
    "PartsConflict",
    "Reason",
    "Relation",
    "Rollout",
    "StartConflict",
    "Tree",
    "YearBounds",
    "Years",
]
