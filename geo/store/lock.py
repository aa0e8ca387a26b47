"""One writer at a time: a lock on a file in the folder, which the system drops with its holder.

The file is removed by whoever held the lock. One that a killed writer left locks nothing.
"""

from __future__ import annotations

import os
import random
import stat
import time
import warnings
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import StoreError, explained

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from filelock import BaseFileLock

PATIENCE_S = 120.0
"""How long a writer waits for others before it gives up, in seconds."""

NAME = ".pilotmap-lock"
_POLL_S = (0.005, 0.03)


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
            stack.callback(_unlock, _lock(folder, deadline))
        yield


def _lock(folder: Path, deadline: float) -> BaseFileLock:
    with warnings.catch_warnings():  # that it locks by another way is not the user's business
        warnings.simplefilter("ignore")
        import filelock

        try:
            poll_s = random.uniform(*_POLL_S)  # noqa: S311 (spreads the waiters, no secret)
            lock = filelock.FileLock(folder / NAME, poll_interval=poll_s, **_modes(folder))
            lock.acquire(timeout=max(0.0, deadline - time.monotonic()))
        except filelock.Timeout:
            why = "another pilotmap has been writing here all the while"
            hint = "nothing was written; try again when it is done"
            raise StoreError(f"{folder}: {why}; {hint}") from None
        except OSError as error:
            raise explained(error, folder) from None
        return lock


def _modes(folder: Path) -> dict[str, Any]:
    """Let all who may write in the folder lock it; Windows has no modes."""
    mode = stat.S_IMODE(folder.stat().st_mode) & 0o666
    return {"mode": mode | 0o600} if hasattr(os, "fchmod") else {}


def _unlock(lock: BaseFileLock) -> None:
    """Release a lock and remove its file, which must go before another writer can hold it.

    Who waits for the removed file finds out that it is gone, and opens another. The other kinds
    of lock, on Windows and where the file system has none, remove their file themselves.
    """
    import filelock

    with suppress(OSError):
        if isinstance(lock, filelock.UnixFileLock):
            Path(lock.lock_file).unlink()
    lock.release()
