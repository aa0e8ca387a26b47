"""The project on disk: found, read strictly, written so that nothing is lost."""

from geo.store.project import Programme, Project, find_project
from geo.store.table import Row, Table, parse_table, read_table

__all__ = [
    "Programme",
    "Project",
    "Row",
    "Table",
    "find_project",
    "parse_table",
    "read_table",
]
