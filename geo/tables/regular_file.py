"""The one way in which a file somebody named is opened: as a regular file, without waiting.

A device never ends and a named pipe waits for a writer who never comes; so a file is opened
without waiting and looked at before a byte is read. No name of `os` that only POSIX has is needed.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from typing import TYPE_CHECKING, BinaryIO

from ..errors import DataError, Problem

if TYPE_CHECKING:
    from pathlib import Path

NOT_REGULAR = "this is not a regular file"
SIZE_LIMIT = 2**30
"""Bytes a file may have: some four million rows."""

_CHECK_PATH = "check the path"
_WHY_UNREADABLE = {
    errno.ENOENT: ("file-missing", "there is no such file", f"{_CHECK_PATH}, or put it back"),
    errno.ENOTDIR: ("file-missing", "its path leads through a file", _CHECK_PATH),
    errno.ENAMETOOLONG: ("file-unreadable", "the name is too long for a file", _CHECK_PATH),
    errno.EISDIR: ("file-unreadable", "this is a folder, not a file", "name the file in it"),
    errno.EACCES: ("file-unreadable", "no permission to read it", "change its permissions"),
    errno.ELOOP: ("file-unreadable", "its symbolic links lead in a circle", "remove the links"),
    errno.ENXIO: ("file-unreadable", NOT_REGULAR, "save what it gives as a file"),
}


def open_regular(
    path: Path, flags: int = os.O_RDONLY, *, follow_links: bool = True, mode: int = 0o666
) -> int:
    """Return the descriptor of a regular file, opened for bytes, which no child process inherits.

    Parameters
    ----------
    flags
        Those of `os.open`; a file is made, with `mode`, where they hold `os.O_CREAT`.
    follow_links
        Whether the path itself may be a symbolic link.

    Raises
    ------
    OSError
        With `errno` EISDIR for a folder, ELOOP for a link that is not followed, ENXIO for a
        device, a pipe or a socket, and whatever opening raises.
    """
    if not follow_links and path.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    if path.is_dir():  # Windows would call it a matter of permission
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    flags |= getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
    if not follow_links:  # between the look above and here a link may have come
        flags |= getattr(os, "O_NOFOLLOW", 0)
    descriptor = os.open(path, flags, mode)
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return descriptor
    os.close(descriptor)
    raise OSError(errno.ENXIO, NOT_REGULAR, str(path))


def read_regular(path: Path, size: int = -1, *, follow_links: bool = True) -> bytes:
    """Return the first bytes of a regular file, all by default.

    Raises
    ------
    OSError
        As `open_regular` does, and EFBIG where more than `SIZE_LIMIT` would have to be read.
    """
    with os.fdopen(open_regular(path, follow_links=follow_links), "rb") as stream:
        if size >= 0:
            return stream.read(size) or b""
        content = _read_whole(stream, os.fstat(stream.fileno()).st_size)
    _refuse_large(content, SIZE_LIMIT)
    return content


def _read_whole(stream: BinaryIO, held: int) -> bytes:
    """Return what a stream gives, as far as a byte beyond the limit.

    Files of the system, as in /proc, call themselves regular and empty, and give what there is:
    some have no end, and some give nothing yet, which without waiting is None.
    """
    if held > SIZE_LIMIT:
        raise OSError(errno.EFBIG, _too_large(held, SIZE_LIMIT), stream.name)
    if held:
        return stream.read()
    chunks = []
    left = SIZE_LIMIT + 1
    while left > 0 and (chunk := stream.read(min(left, 2**20))):
        chunks.append(chunk)
        left -= len(chunk)
    return b"".join(chunks)


def _refuse_large(content: bytes, most: int) -> None:
    if len(content) > most:
        raise OSError(errno.EFBIG, _too_large(len(content), most))


def _too_large(size: int, most: int) -> str:
    return f"the file has {size / 2**20:,.0f} MB, more than {most / 2**20:,.0f}"


def read_bytes(path: Path, file: str, most: int = SIZE_LIMIT) -> bytes:
    """Return the bytes of a regular file.

    Parameters
    ----------
    file
        Its name in messages.
    most
        Bytes that such a file may have, where that is less than `SIZE_LIMIT`.

    Raises
    ------
    DataError
        With one problem: missing, a folder, a device, too large, not permitted, a circle of links.
    """
    try:
        content = read_regular(path)
        _refuse_large(content, most)
    except (OSError, ValueError) as error:  # a NUL in a path is a ValueError
        number = error.errno or 0 if isinstance(error, OSError) else 0
        why = getattr(error, "strerror", None) or str(error)
        if number == errno.EFBIG:
            raise DataError([Problem("file-too-large", why, "split it", file)]) from None
        unknown = ("file-unreadable", why.lower(), _CHECK_PATH)
        rule, message, hint = _WHY_UNREADABLE.get(number, unknown)
        raise DataError([Problem(rule, message, hint, file)]) from None
    return content


def read_stdin() -> bytes:
    """Return what is given on standard input.

    Raises
    ------
    DataError
        If it is more than a file may hold: a pipe has no size to look at, and may never end.
    """
    chunks: list[bytes] = []
    size = 0
    while chunk := sys.stdin.buffer.read(2**20):
        chunks.append(chunk)
        size += len(chunk)
        if size > SIZE_LIMIT:
            message = f"more than {SIZE_LIMIT / 2**20:,.0f} MB came"
            raise DataError([Problem("file-too-large", message, "save a part as a file", "stdin")])
    return b"".join(chunks)
