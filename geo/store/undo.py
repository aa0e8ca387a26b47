"""Take back the last change, if nothing else touched its files since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.errors import DataError, StoreError
from geo.store.change import Entry, FileChange, difference, digest
from geo.store.journal import Journal
from geo.store.source_text import read_bytes
from geo.store.writing import holding, replace_files

if TYPE_CHECKING:
    from geo.store.project import Project


def last_change(project: Project) -> Entry | None:
    """Return the change that `undo` would take back; None if there is none left."""
    entries = list(Journal(project.folder).entries())
    undone = {entry.undoes for entry in entries}
    changes = (e for e in reversed(entries) if e.undoes is None and e.number not in undone)
    return next(changes, None)


def undo(project: Project, *, expected: Entry | None = None) -> Entry:
    """Take back the last change that was not taken back yet, and return it.

    Each further undo goes one change back. An undo is not undone: do the change again instead.

    Parameters
    ----------
    expected
        The change somebody was shown; if another has come since, nothing is taken back.

    Raises
    ------
    StoreError
        If there is no change, or a file was changed since by something else.
    """
    with holding(project):
        entry = last_change(project)
        if entry is None:
            raise StoreError(f"{project.folder}: there is no change to take back")
        if expected and expected != entry:
            raise StoreError(f"{project.folder}: meanwhile '{entry.summary}' was done; look again")
        before = {change.file: _unchanged(project, change, entry) for change in entry.files}
        # Locations first: no row may lose its source.
        after = {c.file: c.undone(before[c.file]) for c in reversed(entry.files)}
        files = tuple(difference(name, before[name], after[name], keep=False) for name in after)
        journal = Journal(project.folder)
        last = journal.last()
        number = last.number + 1 if last else 1
        summary = f"took back: {entry.summary}"
        replace_files(
            project.folder,
            journal,
            Entry(number, "undo", summary, files, undoes=entry.number),
            after,
        )
        return entry


def _unchanged(project: Project, change: FileChange, entry: Entry) -> bytes:
    """Return the content of a file as the change left it.

    Raises
    ------
    StoreError
        If it is not as the change left it.
    """
    path = project.folder / change.file
    try:
        content = read_bytes(path, str(path))
    except DataError as error:
        raise StoreError(f"{error.problems[0]}; nothing was taken back") from None
    if digest(content) != change.after:
        hint = "take the change back by hand, with `pilotmap edit` or `pilotmap remove`"
        raise StoreError(
            f"{path}: changed by something else since '{entry.summary}' ({entry.time}), "
            f"so nothing was taken back; {hint}"
        )
    return content
