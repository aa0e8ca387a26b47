"""The project on disk: found, read strictly, written so that nothing is lost.

Projects are made by `create`, changed by `writing` and taken back by `undo`, modules of their own:
most commands only read, and start sooner without what writes.
"""

from .project import Programme, Project, find_project, shown

__all__ = ["Programme", "Project", "find_project", "shown"]
