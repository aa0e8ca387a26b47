"""A file replaced whole: written beside, made durable, put in place by one rename.

Whoever reads sees the old bytes or the new ones. Symbolic links stay links: the file they lead to
is replaced. Mode, owner and group are kept as far as the writer may.

One writer at a time: a lock on a file in the folder, which the system drops with its holder.

The file is removed by whoever held the lock. One that a killed writer left locks nothing.
"""

from __future__ import annotations

import errno
import os
import random
import secrets
import stat
import time
import warnings
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from filelock import BaseFileLock


_WHY = {
    errno.ENOSPC: "the disk is full",
    errno.EFBIG: "the file would pass the size limit",
    errno.EACCES: "no permission to write",
    errno.EPERM: "no permission to write",
    errno.EROFS: "the file system is read-only",
    errno.ENOENT: "the folder is gone",
    errno.ENOTDIR: "a part of its path is a file, not a folder",
    errno.ELOOP: "its symbolic links lead in a circle",
    errno.ENOLCK: "the file system gives no locks, so work on a copy elsewhere",
    errno.ENOTSUP: "the file system gives no locks, so work on a copy elsewhere",
}
if hasattr(errno, "EDQUOT"):
    _WHY[errno.EDQUOT] = "the disk quota is used up"
_WINDOWS = os.name == "nt"
CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
"""How a file is made that must not be there yet; a link in its place is refused too."""

_SUFFIX = ".pilotmap-new"
_ANY_WRITE = 0o222
_TRIES, _PAUSE_S = 20, 0.05
"""How often, and how far apart, a file is replaced that others have open on Windows."""


@dataclass(frozen=True, slots=True)
class StagedFile:
    """New content for `target`, complete and durable beside it, not yet in place."""

    target: Path
    place: Path

    def put_in_place(self) -> None:
        """Replace the target; `confirm` makes that durable."""
        try:
            _replace(self.place, self.target)
        except OSError as error:
            raise explained(error, self.target) from None

    def confirm(self) -> None:
        """Make the folder remember the replacement, even if the power fails."""
        try:
            sync_folder(self.target.parent)
        except OSError as error:
            why = f"written, but the disk does not confirm it ({error.strerror})"
            raise StoreError(f"{self.target}: {why}; look at it before going on") from None

    def discard(self) -> None:
        """Remove the content beside, if it is still there."""
        with suppress(OSError):
            self.place.unlink()


def prepare(path: Path, content: bytes) -> StagedFile:
    """Write `content` beside the file that `path` leads to.

    The caller holds the lock of the folder, so what a killed writer left under the same name is
    litter, and is removed first.

    Raises
    ------
    StoreError
        If it cannot be written whole; nothing is left then.
    """
    return _written(path, content, temp_path(path))


def replace_alone(path: Path, content: bytes) -> None:
    """Replace a file that no lock guards, such as a page: of two writers the later one wins.

    Raises
    ------
    StoreError
        If it cannot be written whole; it is as before then.
    """
    name = temp_path(path)
    prepared = _written(path, content, name.with_name(f"{name.name}-{secrets.token_hex(4)}"))
    try:
        prepared.put_in_place()
    except BaseException:
        prepared.discard()
        raise
    prepared.confirm()


def create_alone(path: Path, content: bytes) -> None:
    """Make a file that must not be there yet, whole or not at all.

    Raises
    ------
    StoreError
        If it cannot be written, or has come into being meanwhile; it is left as it is then.
    """
    name = temp_path(path)
    prepared = _written(path, content, name.with_name(f"{name.name}-{secrets.token_hex(4)}"))
    try:
        _put_where_nothing_is(prepared.place, prepared.target)
    except OSError as error:
        raise explained(error, path) from None
    finally:
        prepared.discard()
    prepared.confirm()


def _put_where_nothing_is(place: Path, target: Path) -> None:
    """Give a file a name that none has; some file systems have no second names for a file."""
    try:
        target.hardlink_to(place)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from None
        _replace(place, target)


def _written(path: Path, content: bytes, place: Path) -> StagedFile:
    """Write `content` at `place`, beside the file that `path` leads to."""
    target = Path(os.path.realpath(path))
    prepared = StagedFile(target, place)
    try:
        status = _status(target)
        _check_writable(target, status)
        prepared.discard()
        descriptor = os.open(
            prepared.place,
            CREATE,
            0o666 if status is None else 0o600,
        )
        try:
            write_all(descriptor, content)
            if status is not None:
                _keep_owner_and_mode(descriptor, status)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except BaseException as error:
        prepared.discard()
        if isinstance(error, OSError) and not isinstance(error, StoreError):
            raise explained(error, path) from None
        raise
    return prepared


def _status(target: Path) -> os.stat_result | None:
    """Return the state of a regular file; None where there is nothing yet.

    A device, a named pipe or a link in a circle would be lost by the rename, not written to.
    """
    try:
        status = target.lstat()
    except FileNotFoundError:
        return None
    if stat.S_ISLNK(status.st_mode):  # what is left of a link that was followed to its end
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    if not stat.S_ISREG(status.st_mode):
        what = "a folder" if stat.S_ISDIR(status.st_mode) else "a device, a pipe or a socket"
        raise StoreError(f"{target}: this is {what}, not a regular file; nothing was changed")
    return status


def temp_path(path: Path) -> Path:
    """Return where new content of `path` is written before it is put in place."""
    target = Path(os.path.realpath(path))
    return target.with_name(f".{target.name}{_SUFFIX}")


def write_all(descriptor: int, content: bytes) -> None:
    """Write every byte, however many the system takes at a time."""
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    if _WINDOWS:  # it opens no folder, and its file system keeps a journal of names itself
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def explained(error: OSError, path: Path) -> StoreError:
    """Return the error with the file and the reason in words."""
    why = _WHY.get(error.errno or 0, error.strerror or str(error))
    return StoreError(f"{path}: {why}; nothing was changed")


def set_mode(descriptor: int, mode: int) -> None:
    """Set who may read and write a file, where the system has modes."""
    if hasattr(os, "fchmod"):
        os.fchmod(descriptor, mode)


def _replace(place: Path, target: Path) -> None:
    """Rename; on Windows wait a moment for readers, whose open file cannot be replaced."""
    for _ in range(_TRIES if _WINDOWS else 0):
        with suppress(PermissionError):
            place.replace(target)
            return
        time.sleep(_PAUSE_S)
    place.replace(target)


def _check_writable(target: Path, status: os.stat_result | None) -> None:
    """Respect a file or folder marked read-only: a rename alone would pass over the mark.

    That holds for root too, who is refused by no permission bit.
    """
    for place, state in ((target, status), (target.parent, target.parent.stat())):
        if state is None or (_WINDOWS and stat.S_ISDIR(state.st_mode)):
            continue  # on Windows a folder's mark means something else
        marked = not stat.S_IMODE(state.st_mode) & _ANY_WRITE
        if marked or not os.access(place, os.W_OK):
            hint = f"allow it with `chmod u+w`, or work on a copy ({place.name or place})"
            raise StoreError(f"{place}: no permission to write; nothing was changed; {hint}")


def _keep_owner_and_mode(descriptor: int, status: os.stat_result) -> None:
    ours = os.fstat(descriptor)
    if hasattr(os, "fchown") and (ours.st_uid, ours.st_gid) != (status.st_uid, status.st_gid):
        try:
            os.fchown(descriptor, status.st_uid, status.st_gid)
        except PermissionError:
            with suppress(PermissionError):  # the group is what people share a file by
                os.fchown(descriptor, -1, status.st_gid)
    set_mode(descriptor, stat.S_IMODE(status.st_mode))


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
