"""What was changed, in the order it was done, so that the last change can be taken back.

`.pilotmap/journal.jsonl` in the project's folder: one JSON object a line, a folder that git
ignores. A line is written and made durable *before* the files are replaced, with the digest of
each file before and after; the files then tell whether the change happened. So a crash leaves
either no line, or a line whose change did not happen (it is dropped by the next writer), or both.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import stat
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from geo.errors import StoreError
from geo.store.replace import explained, sync_folder, write_all

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

FOLDER = ".pilotmap"
_BLOCK = 65536


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True)
class FileChange:
    """How one file was changed: from byte `at`, `removed` gave way to `added` other bytes."""

    file: str
    before: str
    """SHA-256 of the whole file."""
    after: str
    at: int
    removed: str
    added: int

    def undone(self, content: bytes) -> bytes:
        """Return the content of before, given that of after."""
        return content[: self.at] + self.removed.encode() + content[self.at + self.added :]


@dataclass(frozen=True, slots=True)
class Entry:
    """One change: the command, what it did in words, and the files in the order replaced."""

    number: int
    command: str
    summary: str
    files: tuple[FileChange, ...]
    reason: str = ""
    undoes: int | None = None
    """The number of the change this one took back."""
    time: str = field(default_factory=_now)


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
            If it cannot be read, or a line before the last is damaged.
        """
        for number, line in enumerate(self._lines(), 1):
            entry = _entry(line)
            if entry is not None:
                yield entry
            elif line.endswith(b"\n"):
                hint = "delete the file to begin a new one; the data are not affected"
                raise StoreError(f"{self.path}:{number}: this is no journal entry; {hint}")

    def _lines(self) -> Iterator[bytes]:
        try:
            with self.path.open("rb") as stream:
                yield from stream
        except FileNotFoundError:
            return
        except OSError as error:
            raise explained(error, self.path) from None

    def last(self) -> Entry | None:
        """Return the newest entry, reading no more than it needs."""
        found = self._tail()
        return _entry(found[1]) if found else None

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
            descriptor = os.open(
                self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o666
            )
            try:
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
            finally:
                os.close(descriptor)
            sync_folder(self._folder)
        except OSError as error:
            raise error if isinstance(error, StoreError) else explained(error, self.path) from None

    def drop_last(self) -> None:
        """Take the newest entry out: its change did not happen."""
        found = self._tail()
        if found:
            descriptor = os.open(self.path, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
            try:
                os.ftruncate(descriptor, found[0])
                os.fsync(descriptor)
            finally:
                os.close(descriptor)

    def _make_folder(self) -> None:
        """Make the folder, open to the same people as the project's, and hide it from git."""
        home = self._folder.parent
        if not self._folder.is_dir():
            self._folder.mkdir()
            with suppress(PermissionError):
                self._folder.chmod(stat.S_IMODE(home.stat().st_mode))
            sync_folder(home)
        ignore = self._folder / ".gitignore"
        if not ignore.exists():
            descriptor = os.open(ignore, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o666)
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
            descriptor = os.open(self.path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
            try:
                start, read = _end_of(descriptor)
            finally:
                os.close(descriptor)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise explained(error, self.path) from None
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


def digest(content: bytes) -> str:
    """Return the SHA-256 of a file's content, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def difference(file: str, before: bytes, after: bytes, *, keep: bool = True) -> FileChange:
    """Return the one span of bytes in which two contents differ, cut between characters.

    `keep` is False for a change that will not be taken back itself: then the removed bytes are
    not stored.
    """
    shorter = min(len(before), len(after))
    start = _common(lambda n: before[:n] == after[:n], shorter)
    while start and start < len(before) and before[start] & 0xC0 == 0x80:  # noqa: PLR2004 (inside a UTF-8 character)
        start -= 1
    end = _common(lambda n: before[len(before) - n :] == after[len(after) - n :], shorter - start)
    while end and before[len(before) - end] & 0xC0 == 0x80:  # noqa: PLR2004
        end -= 1
    removed = before[start : len(before) - end].decode() if keep else ""
    return FileChange(file, digest(before), digest(after), start, removed, len(after) - end - start)


def _common(equal_for: Callable[[int], bool], most: int) -> int:
    """Return the greatest length for which `equal_for` holds, found by halving."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if equal_for(middle) else (low, middle - 1)
    return low


def _entry(line: bytes) -> Entry | None:
    try:
        record = json.loads(line)
        files = tuple(FileChange(**change) for change in record.pop("files"))
        return Entry(files=files, **record)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
