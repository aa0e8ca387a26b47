"""Status by unit and year, from statements: what is known, what is possible, what nobody said.

`Rollout` answers for units and years. The rules are decided in one place each: `evidence` says in
which worlds and years a statement holds, and how a former unit is read; `marks` carries what is
settled, named or reached up and down the tree of units; `claims` says what a complete list closes;
`statuses` puts the three together, and `counts` makes ranges of them. The core knows no files and
imports no pandas; `panel` and `spread` load their libraries when they are called.
"""

from ..gazetteer.lookup import resolve_unit
from .conflicts import Conflict, ListConflict, StartConflict
from .core import Rollout
from .counts import Counts
from .explain import Explanation
from .hierarchy import Hierarchy, Tree
from .reasons import Reason, Relation
from .years import YearBounds, Years

__all__ = [
    "Conflict",
    "Counts",
    "Explanation",
    "Hierarchy",
    "ListConflict",
    "Reason",
    "Relation",
    "Rollout",
    "StartConflict",
    "Tree",
    "YearBounds",
    "Years",
    "resolve_unit",
]
