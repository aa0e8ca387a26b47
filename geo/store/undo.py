"""Take back the last change, or do again what was taken back, if nothing else touched its files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import DataError, StoreError
from ..tables.grid import errors_in
from ..tables.regular_file import read_bytes
from .journal import FileChange, Journal, JournalEntry, digest
from .writing import holding, replace_files, validate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .project import Project

KEPT_BYTES = 10_000_000
"""The longest text that an undo keeps, so that it can be done again; a longer list is imported."""


def last_change(project: Project) -> JournalEntry | None:
    """Return the change that `undo` would take back; None if there is none left."""
    return next((entry for entry in _in_force(project) if entry.undoes is None), None)


def last_undo(project: Project) -> JournalEntry | None:
    """Return the undo that `redo` would reverse; None if there is none, or a change came since."""
    undos = {entry.number for entry in Journal(project.folder).entries() if entry.undoes}
    for entry in _in_force(project):
        if entry.undoes is None:
            return None
        if entry.undoes not in undos:
            return entry
    return None


def undo(project: Project, *, expected: JournalEntry | None = None) -> JournalEntry:
    """Take back the last change that was not taken back yet, and return it.

    Each further undo goes one change back, never forward: that is what `redo` is for.

    Parameters
    ----------
    expected
        The change somebody was shown; if another has come since, nothing is taken back.

    Raises
    ------
    StoreError
        If there is no change, a file was changed since by something else, or what is left would
        not load, such as rows without their source.
    """
    with holding(project):
        entry = last_change(project)
        if entry is None:
            raise StoreError(f"{project.folder}: there is no change to take back")
        _reverse(project, entry, expected, "undo", f"took back: {entry.summary}")
        return entry


def redo(project: Project, *, expected: JournalEntry | None = None) -> JournalEntry:
    """Do again the change that the last undo took back, and return that undo.

    Raises
    ------
    StoreError
        As for `undo`; and if a change was made since the undo.
    """
    with holding(project):
        entry = last_undo(project)
        if entry is None:
            why = "nothing was taken back since the last change"
            raise StoreError(f"{project.folder}: there is nothing to do again: {why}")
        _reverse(project, entry, expected, "redo", done_again(entry))
        return entry


def done_again(entry: JournalEntry) -> str:
    """Return what reversing an undo does, for the journal and the user."""
    return f"did again: {entry.summary.removeprefix('took back: ')}"


def _in_force(project: Project) -> Iterator[JournalEntry]:
    """Yield the entries that no later one reversed, newest first."""
    reversed_: set[int] = set()
    for entry in reversed(list(Journal(project.folder).entries())):
        if entry.number not in reversed_:
            if entry.undoes is not None:
                reversed_.add(entry.undoes)
            yield entry


def _reverse(
    project: Project, entry: JournalEntry, expected: JournalEntry | None, command: str, summary: str
) -> None:
    """Put back what stood before an entry, and note that; the caller holds the lock."""
    if expected and expected != entry:
        raise StoreError(f"{project.folder}: meanwhile '{entry.summary}' was done; look again")
    before = {change.file: _unchanged(project, change, entry) for change in entry.files}
    # In the opposite order: no row may lose its source, not even for a moment.
    after = {change.file: change.undone(before[change.file]) for change in reversed(entry.files)}
    _refuse_broken(project, after, entry)
    replace_files(
        project.folder,
        before,
        after,
        command=command,
        summary=summary,
        undoes=entry.number,
        kept_bytes=KEPT_BYTES,
    )


def _refuse_broken(project: Project, after: Mapping[str, bytes], entry: JournalEntry) -> None:
    """Refuse what would break a sound project: rows added by hand may need what is taken away."""
    try:
        validate(project, {name: content.decode() for name, content in after.items()})
    except (DataError, UnicodeDecodeError) as error:
        if errors_in(project.examine()[1]):
            return  # it is broken as it stands; going back may be how to mend it
        why = error.problems[0] if isinstance(error, DataError) else error
        raise StoreError(
            f"to reverse '{entry.summary}' would leave errors, so nothing was changed: {why}"
        ) from None


def _unchanged(project: Project, change: FileChange, entry: JournalEntry) -> bytes:
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
