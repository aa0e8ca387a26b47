"""One change of a project as the journal tells it, read strictly: a folder may come from anybody.

A journal that was received with a project is not trusted: it may name the two tables and nothing
else, and content that it puts back must be what it says stood there before.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..errors import StoreError
from .schema import LOCATIONS, SOURCES

if TYPE_CHECKING:
    from collections.abc import Callable

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
    _check(change.file in {LOCATIONS, SOURCES})
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


def _common(equal_for: Callable[[int], bool], most: int) -> int:
    """Return the greatest length for which `equal_for` holds, found by halving."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if equal_for(middle) else (low, middle - 1)
    return low
