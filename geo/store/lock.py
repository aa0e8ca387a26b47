"""One writer at a time: a kernel lock on the folder itself.

The lock lives on an open descriptor of the folder, so it leaves no file behind and ends with the
process however that ends: it cannot go stale.
"""

from __future__ import annotations

import errno
import os
import random
import time
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from ..errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

PATIENCE_S = 120.0
"""How long a writer waits for others before it gives up, in seconds."""

_STEP_S = (0.002, 0.03)
_BUSY = (errno.EAGAIN, errno.EACCES, errno.EWOULDBLOCK)


@contextmanager
def locked(folders: Iterable[Path], *, patience_s: float = PATIENCE_S) -> Iterator[None]:
    """Hold the locks of all `folders`, taken in one order so that two writers cannot block.

    Raises
    ------
    StoreError
        If others hold one for longer than `patience_s`, or the file system has no locks.
    """
    deadline = time.monotonic() + patience_s
    with ExitStack() as stack:
        for folder in sorted({folder.resolve() for folder in folders}):
            stack.callback(os.close, _lock(folder, deadline))
        yield


def _lock(folder: Path, deadline: float) -> int:
    """Return a descriptor of the folder that holds its lock."""
    while True:
        try:
            descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
        except OSError as error:
            raise StoreError(f"{folder}: {error.strerror}; nothing was written") from None
        try:
            _wait(descriptor, folder, deadline)
            if os.path.samestat(os.fstat(descriptor), folder.stat()):
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)  # the folder was replaced by another while we waited


def _wait(descriptor: int, folder: Path, deadline: float) -> None:
    try:
        import fcntl
    except ImportError:
        hint = "reading works; write on Linux or macOS"
        raise StoreError(f"this system has no file locks, so nothing is written; {hint}") from None
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in _BUSY:
                why = f"the file system gives no lock on it ({error.strerror})"
                hint = "nothing was written; work on a local copy"
                raise StoreError(f"{folder}: {why}; {hint}") from None
            if time.monotonic() > deadline:
                why = "another pilotmap has been writing here all the while"
                hint = "nothing was written; try again when it is done"
                raise StoreError(f"{folder}: {why}; {hint}") from None
            time.sleep(random.uniform(*_STEP_S))  # noqa: S311 (spreads the waiters, no secret)
        else:
            return
