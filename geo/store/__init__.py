"""The project on disk: found, read strictly, written so that nothing is lost."""

from ..tables.stretch import Row
from ..tables.table import Table, parse_table, read_table
from .create import create_project
from .project import Programme, Project, find_project, shown
from .undo import redo, undo
from .writing import Writing, writing

__all__ = [
    "Programme",
    "Project",
    "Row",
    "Table",
    "Writing",
    "create_project",
    "find_project",
    "parse_table",
    "read_table",
    "redo",
    "shown",
    "undo",
    "writing",
]
