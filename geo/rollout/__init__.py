"""Status by unit and year, from statements: what is known, what is possible, what nobody said.

`Rollout` answers for units and years; the modules beside it hold one question each. The core knows
no files and imports no pandas; `panel` and `spread` load their libraries when they are called.
"""

from geo.rollout.asked import unit_asked
from geo.rollout.conflicts import Conflict, ListConflict, StartConflict
from geo.rollout.core import Rollout
from geo.rollout.counts import Counts
from geo.rollout.explain import Explanation
from geo.rollout.hierarchy import Hierarchy, Tree
from geo.rollout.reasons import Reason, Relation
from geo.rollout.wording import titled
from geo.rollout.years import YearBounds, Years

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
    "titled",
    "unit_asked",
]
