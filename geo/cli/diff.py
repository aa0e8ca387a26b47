"""`pilotmap diff`: two versions of a project, and what changed between them."""

from __future__ import annotations

import subprocess
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import DataError, StoreError
from ..model import Level
from . import options
from .app import app, print_data, print_json, warn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..export.diff import StatementChange, StatusChange
    from ..rollout import Rollout

_FILES = ("datapackage.json", "locations.csv", "sources.csv", "aliases.csv")
_NEEDED = frozenset({"locations.csv", "sources.csv"})


@app.command()
def diff(
    before: Annotated[str, typer.Argument(metavar="A", help="A project: DIR, or DIR@REVISION.")],
    after: Annotated[str, typer.Argument(metavar="B", help="Another version of it.")],
    *,
    level: options.UnitLevel = None,
    as_json: options.JsonLines = False,
) -> None:
    """Tell which statements two versions of the data differ in, and whose status by year changed.

    A version is a folder, or what git has of it: zones@HEAD~3, zones@v1.2. Units are told at the
    level given, else at prefectures.

    Example: pilotmap diff . .
    """
    from ..export.diff import statement_changes, status_changes

    with _opened(before) as old, _opened(after) as new:
        changes: list[StatementChange | StatusChange] = [*statement_changes(old, new)]
        changes += status_changes(old, new, level or Level.PREFECTURE)
    for change in changes:
        if as_json:
            print_json(change.as_record())
        else:
            print_data(str(change))
    if not changes:
        warn("no statement differs, and no status does")


@contextmanager
def _opened(version: str) -> Iterator[Rollout]:
    """Load a version: the folder as it is, or as git has it at a revision."""
    folder, at, revision = version.rpartition("@")
    if not at or Path(version).is_dir():
        yield _rollout(Path(version))
        return
    with tempfile.TemporaryDirectory() as copy:
        for name in _FILES:
            content = _at_revision(Path(folder or "."), revision, name)
            if content is not None:
                (Path(copy) / name).write_bytes(content)
        try:
            yield _rollout(Path(copy))
        except DataError as error:
            raise DataError(
                replace(each, file=f"{version}/{Path(each.file).name}") for each in error.problems
            ) from None


def _rollout(folder: Path) -> Rollout:
    from ..rollout import Rollout
    from ..store import find_project

    project = find_project(folder)
    programme = project.load()
    return Rollout(programme.statements, programme.sources, project.gazetteer())


def _at_revision(folder: Path, revision: str, name: str) -> bytes | None:
    """Return a file of a folder as git has it at a revision; None where it has none.

    Raises
    ------
    StoreError
        If git is not there or does not know the folder, the revision or a file that is needed.
    """
    if revision.startswith("-"):
        raise StoreError(f"{folder}@{revision}: this is not a revision of git; check its name")
    # Plumbing: unlike `git show` it runs no filter that the repository may name.
    command = ["git", "-C", str(folder), "cat-file", "blob", f"{revision}:./{name}"]
    try:
        ran = subprocess.run(command, capture_output=True, check=False, stdin=subprocess.DEVNULL)  # noqa: S603 (git, without a shell)
    except OSError as error:
        raise StoreError(f"git cannot be run: {error.strerror}; give two folders") from None
    if ran.returncode == 0:
        return ran.stdout
    if name in _NEEDED:
        said = ran.stderr.decode(errors="replace").strip().splitlines()
        why = said[-1] if said else "git gave no reason"
        raise StoreError(f"{folder}@{revision}: git has no {name} there ({why}); check both names")
    return None
