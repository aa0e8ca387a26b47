"""The project on disk: found, read strictly, written so that nothing is lost.

Changes are made by `writing` and taken back by `undo`, modules of their own: most commands only
read, and start sooner without what writes.
"""

from .project import Programme, Project, find_project, shown

# Without `typing`, which takes longer to import than all that stands here.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..tables.stretch import Row
    from ..tables.table import Table, parse_table, read_table
    from .create import create_project

__all__ = [
    "Programme",
    "Project",
    "Row",
    "Table",
    "create_project",
    "find_project",
    "parse_table",
    "read_table",
    "shown",
]

_HOMES = {
    "Row": "..tables.stretch",
    "Table": "..tables.table",
    "create_project": ".create",
    "parse_table": "..tables.table",
    "read_table": "..tables.table",
}
"""Where each of the rest lives: imported when it is first asked for."""


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name], __name__), name)
