"""What was changed, in the order it was done, so that the last change can be taken back.

`.pilotmap/journal.jsonl` in the project's folder: one JSON object a line, a folder that git
ignores. A line is written and made durable *before* the files are replaced, with the digest of
each file before and after; the files then tell whether the change happened. So a crash leaves
either no line, or a line whose change did not happen (it is dropped by the next writer), or both.
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
from .change import Entry, read_entry
from .replace import explained, sync_folder, write_all

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOLDER = ".pilotmap"
_BLOCK = 65536
_SAFE = os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
"""No link is followed out of the project, and no named pipe is waited for."""


class Journal:
    """The journal of a project's folder; use it under the folder's lock."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / FOLDER
        self.path = self._folder / "journal.jsonl"

    def entries(self) -> Iterator[Entry]:
        """Yield every entry, oldest first.

        Raises
        ------
        StoreError
            If it cannot be read, or a line is damaged; a last one that a crash cut is passed over.
        """
        for number, line in enumerate(self._lines(), 1):
            if line.endswith(b"\n"):
                yield self._entry(line, number)

    def _lines(self) -> Iterator[bytes]:
        try:
            with (
                self._opened(os.O_RDONLY) as descriptor,
                open(descriptor, "rb", closefd=False) as file,
            ):
                yield from file
        except FileNotFoundError:
            return
        except OSError as error:
            raise self._explained(error) from None

    def last(self) -> Entry | None:
        """Return the newest entry, reading no more than it needs.

        Raises
        ------
        StoreError
            If it cannot be read, or its last line is damaged.
        """
        found = self._tail()
        return self._entry(found[1]) if found else None

    def _entry(self, line: bytes, number: int | None = None) -> Entry:
        entry = read_entry(line)
        if entry is None:
            place = f"{self.path}:{number}" if number else f"{self.path}: the last line"
            raise StoreError(f"{place}: this is no journal entry; {self._way_on()}")
        return entry

    def _way_on(self) -> str:
        aside = self.path.with_name("journal.damaged")
        return (
            "the data are not affected; to go on, move the journal away "
            f"(`mv {self.path} {aside}`): what it tells can then no longer be taken back"
        )

    @contextmanager
    def _opened(self, flags: int) -> Iterator[int]:
        """Open the journal, a regular file in a folder of the project's own."""
        self._refuse_foreign_folder()
        descriptor = os.open(self.path, flags | _SAFE, 0o666)
        try:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise StoreError(f"{self.path}: this is no regular file; {self._way_on()}")
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
        if error.errno in {errno.ELOOP, errno.EISDIR, errno.ENXIO}:
            what = {errno.ELOOP: "a symbolic link", errno.EISDIR: "a folder"}
            why = f"this is {what.get(error.errno or 0, 'a special file')}, no regular file"
            return StoreError(f"{self.path}: {why}; {self._way_on()}")
        return explained(error, self.path)

    def append(self, entry: Entry) -> None:
        """Make an entry durable.

        Raises
        ------
        StoreError
            If it cannot be written; the journal is then as before.
        """
        line = json.dumps(asdict(entry), ensure_ascii=False).encode() + b"\n"
        try:
            self._make_folder()
            with self._opened(os.O_RDWR | os.O_CREAT) as descriptor:
                if not os.fstat(descriptor).st_size:
                    self._open_to_the_same_people(descriptor)
                size = self._drop_torn_line(descriptor)
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
        found = self._tail()
        if found:
            with self._opened(os.O_RDWR) as descriptor:
                os.ftruncate(descriptor, found[0])
                os.fsync(descriptor)

    def _make_folder(self) -> None:
        """Make the folder, open to the same people as the project's, and hide it from git."""
        self._refuse_foreign_folder()
        home = self._folder.parent
        if not self._folder.is_dir():
            self._folder.mkdir()
            with suppress(PermissionError):
                self._folder.chmod(stat.S_IMODE(home.stat().st_mode))
            sync_folder(home)
        ignore = self._folder / ".gitignore"
        if ignore.is_symlink():
            why = "a symbolic link, which is not followed out of the project"
            raise StoreError(f"{ignore}: this is {why}; nothing was changed; remove it to go on")
        if not ignore.exists():
            descriptor = os.open(ignore, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _SAFE, 0o666)
            try:
                write_all(descriptor, b"*\n")
            finally:
                os.close(descriptor)

    def _open_to_the_same_people(self, descriptor: int) -> None:
        mode = stat.S_IMODE(self._folder.parent.stat().st_mode)
        with suppress(PermissionError):
            os.fchmod(descriptor, mode & 0o666)

    def _tail(self) -> tuple[int, bytes] | None:
        """Return where the last whole line begins and the line; None without one."""
        try:
            with self._opened(os.O_RDONLY) as descriptor:
                start, read = _end_of(descriptor)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._explained(error) from None
        whole = read[: read.rfind(b"\n") + 1]
        if not whole:
            return None
        begin = whole.rfind(b"\n", 0, len(whole) - 1) + 1
        return start + begin, whole[begin:]

    def _drop_torn_line(self, descriptor: int) -> int:
        """Cut off a line that a crash left unfinished; return the size of what stays."""
        found = self._tail()
        size = found[0] + len(found[1]) if found else 0
        if size != os.fstat(descriptor).st_size:
            os.ftruncate(descriptor, size)
        return size


def _end_of(descriptor: int) -> tuple[int, bytes]:
    """Return an offset and what follows it: at least two line endings, or the whole file."""
    start, read = os.fstat(descriptor).st_size, b""
    while start > 0 and read.count(b"\n") < 2:  # noqa: PLR2004 (its own, and that of the line before)
        step = min(_BLOCK + len(read), start)
        start -= step
        read = os.pread(descriptor, step, start) + read
    return start, read
