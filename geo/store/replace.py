"""A file replaced whole: written beside, made durable, put in place by one rename.

Whoever reads sees the old bytes or the new ones. Symbolic links stay links: the file they lead to
is replaced. Mode, owner and group are kept as far as the writer may.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import stat
import time
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import StoreError, explained

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

try:
    import fcntl

    _HAS_LOCKS = True
except ImportError:  # on Windows, where a file that is open cannot be removed
    _HAS_LOCKS = False
_WINDOWS = os.name == "nt"
CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
"""How a file is made that must not be there yet; a link in its place is refused too."""

_SUFFIX = ".pilotmap-new"
_OWN = re.compile(r"-[0-9a-f]{8}")
"""What ends the name beside of a writer that holds no lock of the folder."""
_TO_LOCK = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_LONG_AGO_S = 86_400
"""Seconds after which nobody is writing a file any more, where no lock tells it."""
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


def prepare(path: Path, content: bytes | Iterable[bytes]) -> StagedFile:
    """Write `content`, whole or part by part, beside the file that `path` leads to.

    The caller holds the lock of the folder: what stands under the same name is litter, and goes.

    Raises
    ------
    StoreError
        If it cannot be written whole; nothing is left then.
    """
    return _written(path, content)


def replace_alone(path: Path, content: bytes) -> None:
    """Replace a file that no lock guards, such as a page: of two writers the later one wins.

    What killed writers left beside it is removed: what no living one holds by a lock on it.

    Raises
    ------
    StoreError
        If it cannot be written whole; it is as before then.
    """
    replace_together({path: content})


def replace_together(files: Mapping[Path, bytes]) -> None:
    """Replace files that belong together, once all of them are written beside; see `replace_alone`.

    Raises
    ------
    StoreError
        If one cannot be written whole; none is replaced then.
    """
    prepared: list[StagedFile] = []
    with ExitStack() as held:
        try:
            prepared.extend(_written(path, content, held) for path, content in files.items())
            _put_together(prepared)
        except BaseException:
            for each in prepared:
                each.discard()
            raise
        for each in prepared:
            each.confirm()


def _put_together(prepared: Sequence[StagedFile]) -> None:
    """Put files in place, or put back what was there, which has a second name till all are."""
    before: list[tuple[StagedFile, StagedFile, bool]] = []
    try:
        for each in prepared:
            name = f"{temp_path(each.target).name}-{secrets.token_hex(4)}"
            old = StagedFile(each.target, each.target.with_name(name))
            before.append((each, old, os.path.lexists(each.target)))
            if len(prepared) > 1:
                with suppress(OSError, NotImplementedError):
                    old.place.hardlink_to(each.target)
            each.put_in_place()
    except BaseException:
        for each, old, was_there in before:
            with suppress(OSError):
                if not os.path.lexists(each.place):  # it was put in place
                    old.put_in_place() if was_there else each.target.unlink()
        raise
    finally:
        for _, old, _ in before:
            old.discard()


def create_alone(path: Path, content: bytes) -> None:
    """Make a file that must not be there yet, whole or not at all.

    Raises
    ------
    StoreError
        If it cannot be written, or has come into being meanwhile; it is left as it is then.
    """
    with ExitStack() as held:
        prepared = _written(path, content, held)
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


def _written(
    path: Path, content: bytes | Iterable[bytes], held: ExitStack | None = None
) -> StagedFile:
    """Write `content` beside the file that `path` leads to.

    Who holds no lock of the folder takes a name of its own, locked until `held` is closed.
    """
    target = Path(os.path.realpath(path))
    prepared = StagedFile(target, temp_path(path))
    try:
        status = _status(target)
        _check_writable(target, status)
        mode = 0o666 if status is None else 0o600
        if held is None:
            prepared.discard()
            descriptor = os.open(prepared.place, CREATE, mode)
        else:
            _remove_unheld(prepared.place)
            descriptor, place = _open_held(prepared.place, mode)
            prepared = StagedFile(target, place)
        with ExitStack() as closing:
            closing.callback(os.close, descriptor)
            for part in (content,) if isinstance(content, bytes) else content:
                write_all(descriptor, part)
            if status is not None:
                _keep_owner_and_mode(descriptor, status)
            os.fsync(descriptor)
            if held is not None and _HAS_LOCKS:
                held.push(closing.pop_all())
    except BaseException as error:
        prepared.discard()
        if isinstance(error, OSError) and not isinstance(error, StoreError):
            raise explained(error, path) from None
        raise
    return prepared


def _open_held(name: Path, mode: int) -> tuple[int, Path]:
    """Make a file of a name that begins so, and lock it for as long as it is open."""
    while True:
        place = name.with_name(f"{name.name}-{secrets.token_hex(4)}")
        descriptor = os.open(place, CREATE, mode)
        try:
            if _HAS_LOCKS:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:  # one that tidies up was faster, and removes it
            os.close(descriptor)
            continue
        except OSError:  # the file system gives no locks: then nobody tidies up
            return descriptor, place
        if os.fstat(descriptor).st_nlink:
            return descriptor, place
        os.close(descriptor)


def _remove_unheld(name: Path) -> None:
    """Remove what writers that are dead left under names that begin so, where that is allowed."""
    with suppress(OSError), os.scandir(name.parent) as entries:
        for entry in entries:
            begins, ending = entry.name[: len(name.name)], entry.name[len(name.name) :]
            own = begins == name.name and _OWN.fullmatch(ending)
            if own and entry.is_file(follow_symlinks=False):
                with suppress(OSError):
                    _remove_if_unheld(Path(entry.path))


def _remove_if_unheld(place: Path) -> None:
    """Remove a file, unless a living writer holds it.

    Raises
    ------
    OSError
        If one does, or the system does not tell.
    """
    if not _HAS_LOCKS:
        if time.time() - place.stat().st_mtime > _LONG_AGO_S:
            place.unlink()
        return
    descriptor = os.open(place, _TO_LOCK)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        place.unlink()
    finally:
        os.close(descriptor)


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
        if not marked and _on_read_only_disk(place):
            raise explained(OSError(errno.EROFS, ""), place)
        if marked or not os.access(place, os.W_OK):
            hint = "allow it with `chmod u+w`, or work on a copy"
            raise StoreError(f"{place}: no permission to write; nothing was changed; {hint}")


def _on_read_only_disk(place: Path) -> bool:
    """Tell whether the file system is mounted so that no `chmod` allows writing."""
    if not (hasattr(os, "statvfs") and hasattr(os, "ST_RDONLY")):
        return False
    return bool(os.statvfs(place).f_flag & os.ST_RDONLY)


def _keep_owner_and_mode(descriptor: int, status: os.stat_result) -> None:
    ours = os.fstat(descriptor)
    if hasattr(os, "fchown") and (ours.st_uid, ours.st_gid) != (status.st_uid, status.st_gid):
        try:
            os.fchown(descriptor, status.st_uid, status.st_gid)
        except PermissionError:
            with suppress(PermissionError):  # the group is what people share a file by
                os.fchown(descriptor, -1, status.st_gid)
    set_mode(descriptor, stat.S_IMODE(status.st_mode))
