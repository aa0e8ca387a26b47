"""Where commands write files: never over the project's own, nor over what is something else."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import StoreError, UsageError
from ..store import Project
from ..store.schema import FOLDER
from ..tables.regular_file import read_regular
from ..text.escape import shell_argument

if TYPE_CHECKING:
    from collections.abc import Mapping

_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_HEAD = 4096
_ELSEWHERE = "choose another place with --out"
_WINDOWS = os.name == "nt"
_DEVICE = re.compile(
    r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])\x20*(?:\..*)?", re.IGNORECASE | re.DOTALL
)
"""Names that Windows keeps for devices, whatever ending they have: what is written is gone."""


def check_target(target: Path, project: Project) -> None:
    """Refuse a place where a page would destroy something else, before the work is done.

    Raises
    ------
    UsageError
        As `check_place`.
    StoreError
        As `check_place`, and if a file is there that is not an HTML page.
    """
    check_place(target, project)
    _refuse_other_file(target)


def check_place(target: Path, project: Project | None = None) -> None:
    """Refuse a place where no file can be written, or only over the data of a project.

    Raises
    ------
    UsageError
        If the name is that of no file: empty, a folder, `-`, or a device of Windows.
    StoreError
        If the folder is missing, or if the place is a file of this project or of another.
    """
    if str(target) == "-":
        why = "the result is written to a file, so that it is there whole or not at all"
        raise UsageError(f"--out -: {why}; give the name of a file")
    if _WINDOWS and (_DEVICE.fullmatch(target.name.strip()) or ":" in target.name):
        why = "Windows keeps this name for a device, or takes what follows the colon for no file"
        raise UsageError(f"--out {target}: {why}; give another name")
    if target.is_dir():
        raise UsageError(f"--out {target}: this is a folder; give the name of a file")
    place = Path(os.path.realpath(target))
    is_own = place.parent.name == FOLDER or (project is not None and _is_own(place, project))
    around = Project(place.parent)
    is_other = around.package.exists() and around.locations.exists() and _is_own(place, around)
    if is_own or is_other:
        raise StoreError(f"cannot write {target}: it holds the project's data; {_ELSEWHERE}")
    if not place.parent.is_dir():
        hint = f"make it with `mkdir -p {shell_argument(target.parent)}`, or {_ELSEWHERE}"
        raise StoreError(f"cannot write {target}: there is no folder {target.parent}; {hint}")


def _is_own(place: Path, project: Project) -> bool:
    """Whether a place is one of a project's files."""
    own = (project.package, project.locations, project.sources, project.aliases)
    return any(place == Path(os.path.realpath(file)) or _same(file, place) for file in own)


def write_files(files: Mapping[Path, bytes], project: Project, *, force: bool) -> None:
    """Write files, all or none, and none of them over one that is there unless `force` says so.

    Raises
    ------
    UsageError
        As `check_place`.
    StoreError
        As `check_place`; if a file is there and `force` is not given; if one cannot be written.
    """
    from ..store.replace import replace_together

    for path in files:
        check_place(path, project)
        if not force and path.exists():
            raise StoreError(
                f"{path} is there already; pass --force to replace it, or {_ELSEWHERE}"
            )
    replace_together(files)


def write_page(target: Path, content: bytes) -> None:
    """Write the page so that it is there whole or not at all.

    Raises
    ------
    StoreError
        If it cannot be written.
    """
    from ..store.replace import replace_alone

    try:
        _refuse_other_file(target)  # once more: it may have come while the page was made
        replace_alone(target, content)
    except StoreError as error:
        text = str(error)
        raise StoreError(text if _ELSEWHERE in text else f"{text}; {_ELSEWHERE}") from None


def _same(file: Path, target: Path) -> bool:
    """Tell whether two names lead to one file; hard links and letter case count."""
    try:
        return file.samefile(target)
    except OSError:
        return False


def _refuse_other_file(target: Path) -> None:
    """Refuse a file that is there and is not a page; one without content may be replaced."""
    try:
        head = read_regular(target, _HEAD)
    except FileNotFoundError:
        return
    except OSError as error:
        message = f"cannot write {target}: {error.strerror}; {_ELSEWHERE}"
        raise StoreError(message) from None
    if head and not _PAGE.match(head):
        what = "this is a file that is not an HTML page, and is not replaced"
        hint = f"{_ELSEWHERE}, or move it away first"
        raise StoreError(f"cannot write {target}: {what}; {hint}")
