"""What a killed writer left: a change of which only some files were replaced is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import DataError, StoreError, explained
from ..tables.regular_file import read_bytes
from .journal import Journal, JournalEntry, digest
from .replace import prepare

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def take_back_unfinished(
    folder: Path, journal: Journal, before: Mapping[str, bytes] | None = None
) -> None:
    """Undo the last change if it did not reach all its files, and drop its entry.

    A file that is neither as before nor as after was edited by hand since; then all is left as
    it is.

    Parameters
    ----------
    before
        What stood in the files, where that is at hand. Else the journal tells it, but not for an
        undo of a long list: an undo that was cut short is completed.
    """
    entry = journal.last()
    if entry is None:
        return
    try:
        contents = {each.file: read_bytes(folder / each.file, each.file) for each in entry.files}
    except DataError:
        return  # reading the project will say what is wrong
    digests = {name: digest(content) for name, content in contents.items()}
    done = [change for change in entry.files if digests[change.file] == change.after]
    not_done = [change for change in entry.files if digests[change.file] == change.before]
    if len(done) + len(not_done) < len(entry.files) or not not_done:
        return
    try:
        if done and entry.undoes is not None and before is None:
            _finish_undo(folder, journal, entry, contents)
            return
        for change in reversed(done):
            stood = before[change.file] if before else change.undone(contents[change.file])
            put_back(folder / change.file, stood)
        journal.drop_last()
    except OSError as error:
        raise error if isinstance(error, StoreError) else explained(error, journal.path) from None


def put_back(path: Path, content: bytes) -> None:
    """Give a file the content it had before a change."""
    staged = prepare(path, content)
    staged.put_in_place()
    staged.confirm()


def _finish_undo(
    folder: Path, journal: Journal, entry: JournalEntry, contents: Mapping[str, bytes]
) -> None:
    """Complete an undo of two files that was cut short."""
    undone = [each for each in journal.entries() if each.number == entry.undoes]
    for change in undone[0].files if undone else ():
        if digest(contents.get(change.file, b"")) == change.after:
            put_back(folder / change.file, change.undone(contents[change.file]))
