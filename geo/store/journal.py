"""What was changed, in the order it was done, so that the last change can be taken back.

`.pilotmap/journal.jsonl` in the project's folder: one JSON object a line, a folder that git
ignores. A line is written and made durable *before* the files are replaced, with the digest of
each file before and after; the files then tell whether the change happened. So a crash leaves
either no line, or a line whose change did not happen (it is dropped by the next writer), or both.

A line holds the bytes that gave way, not the files: adding a row to a table of 17 MB writes 360
bytes of journal, and no bound on how far one can go back is needed.

One change of a project as the journal tells it, read strictly: a folder may come from anybody.

A journal that was received with a project is not trusted: it may name the two tables and
`datapackage.json`, nothing else, and content that it puts back must be what it says stood there
before.
"""

from __future__ import annotations

import datetime
import errno
import hashlib
import json
import os
import re
import stat
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any

from ..errors import StoreError, explained
from ..tables.regular_file import open_regular, read_regular
from ..text.escape import shell_argument
from .replace import CREATE, set_mode, sync_folder, write_all
from .schema import FOLDER, LOCATIONS, PACKAGE, SOURCES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path


_DIGEST = re.compile("[0-9a-f]{64}")
_MOST = 2**53
"""Numbers beyond this are not exact in every JSON reader."""


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
        """Return the content of before, given that of after.

        Raises
        ------
        StoreError
            If that is not what the change says it was.
        """
        restored = content[: self.at] + self.removed.encode() + content[self.at + self.added :]
        if digest(restored) != self.before:
            hint = "change it by hand, with `pilotmap add`, `edit` or `remove`"
            raise StoreError(f"{self.file}: the journal does not hold what stood there; {hint}")
        return restored


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One change: the command, what it did in words, and the files in the order replaced."""

    number: int
    command: str
    summary: str
    files: tuple[FileChange, ...]
    reason: str = ""
    undoes: int | None = None
    """The number of the change this one took back."""
    time: str = field(default_factory=_now)


def read_entry(line: bytes) -> JournalEntry | None:
    """Return the entry that a line of the journal holds; None if it is none."""
    try:
        record = json.loads(line)
        files = tuple(_file_change(each) for each in _list(record.pop("files")))
        entry = JournalEntry(files=files, **record)
        _check(_is_count(entry.number) and entry.number > 0)
        _check(entry.undoes is None or (_is_count(entry.undoes) and entry.undoes < entry.number))
        _check(all(map(_is_text, (entry.command, entry.summary, entry.reason, entry.time))))
        _check(len({change.file for change in files}) == len(files))
        datetime.datetime.fromisoformat(entry.time)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return entry


def _file_change(record: Any) -> FileChange:
    change = FileChange(**record)
    _check(change.file in {LOCATIONS, SOURCES, PACKAGE})
    _check(
        all(_is_text(each) and _DIGEST.fullmatch(each) for each in (change.before, change.after))
    )
    _check(_is_text(change.removed) and _is_count(change.at) and _is_count(change.added))
    return change


def _list(value: Any) -> list[Any]:
    _check(isinstance(value, list) and len(value) > 0)
    return list(value)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _MOST


def _is_text(value: object) -> bool:
    """Tell whether a value is text; halves of characters are none."""
    return isinstance(value, str) and value.encode(errors="replace").decode() == value


def _check(good: object) -> None:
    if not good:
        raise ValueError


def digest(content: bytes) -> str:
    """Return the SHA-256 of a file's content, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def difference(file: str, before: bytes, after: bytes, *, keep: bool = True) -> FileChange:
    """Return the one span of bytes in which two contents differ, cut between characters.

    `keep` is False for an undo of a long list, which is rather imported again: then the removed
    bytes are not stored.
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


class Growing:
    """A file as it stands, and what is written behind it: by parts, since all may be long.

    Iterating gives the whole file, once; then `change` tells how it differs from what stood.
    """

    def __init__(self, stood: bytes, parts: Iterable[bytes]) -> None:
        self._stood = stood
        self._parts = parts
        self._digest = hashlib.sha256()
        self._length = 0

    def __iter__(self) -> Iterator[bytes]:
        for part in chain((self._stood,), self._parts):
            self._digest.update(part)
            self._length += len(part)
            yield part

    def change(self, file: str) -> FileChange:
        """Return what `difference` says of the file before and after, when it was written."""
        stood, after = digest(self._stood), self._digest.hexdigest()
        start = len(self._stood)
        return FileChange(file, stood, after, start, "", self._length - start)


def _common(equal_for: Callable[[int], bool], most: int) -> int:
    """Return the greatest length for which `equal_for` holds, found by halving."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if equal_for(middle) else (low, middle - 1)
    return low


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
