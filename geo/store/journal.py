"""What was changed, in the order it was done, so that the last change can be taken back.

`.pilotmap/journal.jsonl` in the project's folder: one JSON object a line, a folder that git
ignores. A line is written and made durable *before* the files are replaced, with the digest of
each file before and after; the files then tell whether the change happened. So a crash leaves
either no line, or a line whose change did not happen (it is dropped by the next writer), or both.

A line holds the bytes that gave way, not the files: adding a row to a table of 17 MB writes 360
bytes of journal, and no bound on how far one can go back is needed.
"""

from __future__ import annotations

import errno
import json
import os
import stat
from contextlib import contextmanager, suppress
from dataclasses import asdict
from typing import TYPE_CHECKING

from ..errors import StoreError
from ..tables.regular_file import open_regular, read_regular
from ..text.escape import shell_argument
from .change import JournalEntry, read_entry
from .replace import CREATE, explained, set_mode, sync_folder, write_all

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOLDER = ".pilotmap"
_IRREGULAR = {
    errno.ELOOP: "a symbolic link",
    errno.EISDIR: "a folder",
    errno.ENXIO: "a device, a pipe or a socket",
}


class Journal:
    """The journal of a project's folder; use it under the folder's lock."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / FOLDER
        self.path = self._folder / "journal.jsonl"

    def entries(self) -> Iterator[JournalEntry]:
        """Yield every entry, oldest first.

        Raises
        ------
        StoreError
            If it cannot be read, or a line is damaged; a last one that a crash cut is passed over.
        """
        for number, line in enumerate(self._whole_lines().split(b"\n")[:-1], 1):
            yield self._entry(line, number)

    def last(self) -> JournalEntry | None:
        """Return the newest entry; what is wrong with older ones does not matter.

        Raises
        ------
        StoreError
            If it cannot be read, or its last line is damaged.
        """
        lines = self._whole_lines()
        return self._entry(lines[_last_line(lines) :]) if lines else None

    def append(self, entry: JournalEntry) -> None:
        """Make an entry durable.

        Raises
        ------
        StoreError
            If it cannot be written; the journal is then as before.
        """
        line = json.dumps(asdict(entry), ensure_ascii=False).encode() + b"\n"
        try:
            self._make_folder()
            size = len(self._whole_lines())
            with self._opened(os.O_CREAT) as descriptor:
                found = os.fstat(descriptor).st_size
                if not found:  # as open as the project's folder
                    with suppress(PermissionError):
                        set_mode(descriptor, self._mode_of_home() & 0o666)
                if size != found:  # a line that a crash left unfinished
                    os.ftruncate(descriptor, size)
                os.lseek(descriptor, size, os.SEEK_SET)
                try:
                    write_all(descriptor, line)
                    os.fsync(descriptor)
                except BaseException:
                    with suppress(OSError):
                        os.ftruncate(descriptor, size)
                    raise
            sync_folder(self._folder)
        except OSError as error:
            raise self._explained(error) from None

    def drop_last(self) -> None:
        """Take the newest entry out: its change did not happen."""
        lines = self._whole_lines()
        if lines:
            with self._opened() as descriptor:
                os.ftruncate(descriptor, _last_line(lines))
                os.fsync(descriptor)

    def _whole_lines(self) -> bytes:
        """Return the journal without a line that a crash left unfinished."""
        self._refuse_foreign_folder()
        try:
            content = read_regular(self.path, follow_links=False)
        except FileNotFoundError:
            return b""
        except OSError as error:
            raise self._explained(error) from None
        return content[: content.rfind(b"\n") + 1]

    def _entry(self, line: bytes, number: int | None = None) -> JournalEntry:
        entry = read_entry(line)
        if entry is None:
            place = f"{self.path}:{number}" if number else f"{self.path}: the last line"
            raise StoreError(f"{place}: this is not a journal entry; {self._way_on()}")
        return entry

    def _way_on(self) -> str:
        aside = self.path.with_name("journal.damaged")
        move = f"mv {shell_argument(self.path)} {shell_argument(aside)}"
        return (
            "the data are not affected; to go on, move the journal away "
            f"(`{move}`): what it tells can then no longer be taken back"
        )

    @contextmanager
    def _opened(self, flags: int = 0) -> Iterator[int]:
        """Open the journal for writing, a regular file in a folder of the project's own."""
        self._refuse_foreign_folder()
        descriptor = open_regular(self.path, os.O_RDWR | flags, follow_links=False)
        try:
            yield descriptor
        finally:
            os.close(descriptor)

    def _refuse_foreign_folder(self) -> None:
        """Refuse a link or a file where the journal's folder should be."""
        try:
            mode = self._folder.lstat().st_mode
        except FileNotFoundError:
            return
        if not stat.S_ISDIR(mode):
            what = "a symbolic link" if stat.S_ISLNK(mode) else "a file"
            why = f"this is {what}, where the folder of the journal should be"
            raise StoreError(f"{self._folder}: {why}; nothing was changed; move it away to go on")

    def _explained(self, error: OSError) -> StoreError:
        if isinstance(error, StoreError):
            return error
        if error.errno in _IRREGULAR:
            why = f"this is {_IRREGULAR[error.errno]}, not a regular file"
            return StoreError(f"{self.path}: {why}; {self._way_on()}")
        return explained(error, self.path)

    def _make_folder(self) -> None:
        """Make the folder, open to the same people as the project's, and hide it from git."""
        self._refuse_foreign_folder()
        if not self._folder.is_dir():
            self._folder.mkdir()
            with suppress(PermissionError):
                self._folder.chmod(self._mode_of_home())
            sync_folder(self._folder.parent)
        ignore = self._folder / ".gitignore"
        if ignore.is_symlink():
            why = "a symbolic link, which is not followed out of the project"
            raise StoreError(f"{ignore}: this is {why}; nothing was changed; remove it to go on")
        if not ignore.exists():
            descriptor = os.open(ignore, CREATE, 0o666)
            try:
                write_all(descriptor, b"*\n")
            finally:
                os.close(descriptor)

    def _mode_of_home(self) -> int:
        return stat.S_IMODE(self._folder.parent.stat().st_mode)


def _last_line(lines: bytes) -> int:
    """Return where the last of some whole lines begins."""
    return lines.rfind(b"\n", 0, -1) + 1
