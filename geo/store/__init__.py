"""The project on disk: found, read strictly, written so that nothing is lost."""

from geo.store.create import create_project
from geo.store.project import Programme, Project, find_project, shown
from geo.store.undo import redo, undo
from geo.store.writing import Writing, writing
from geo.tables.spreadsheet import spreadsheet_safe
from geo.tables.table import Row, Table, parse_table, read_table

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
    "spreadsheet_safe",
    "undo",
    "writing",
]
