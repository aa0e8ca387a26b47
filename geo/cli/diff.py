"""Two projects side by side: `pilotmap diff` for versions, `pilotmap compare` for programmes."""

from __future__ import annotations

import os
import subprocess
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import DataError, StoreError, UsageError
from ..model import Level
from . import options
from .app import app, print_data, print_json, warn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..export.compare import StatementChange, StatusChange
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
    from ..export.compare import statement_changes, status_changes

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


@app.command()
def compare(
    a: Annotated[str, typer.Argument(metavar="A", help="A project: DIR, or DIR@REVISION.")],
    b: Annotated[str, typer.Argument(metavar="B", help="Another programme on the same units.")],
    *,
    level: options.UnitLevel = None,
    year: Annotated[
        int | None,
        typer.Option(min=1, max=9999, help="Until its end; else the last year with evidence."),
    ] = None,
    as_json: options.JsonLines = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Every unit, as CSV.")] = False,
) -> None:
    """Tell which units had both of two programmes, and which of them came first.

    Four values are kept: in (both certainly), possible (both perhaps), out (a source says that one
    of them was not there), unknown. An order that the bounds of the first years leave open is told
    as open. --json and --csv have every unit; else those where both are in or possible.

    Example: pilotmap compare . .
    """
    from ..export.compare import compare_frame, compared, summary

    if as_json and as_csv:
        raise UsageError("--json and --csv are two ways to tell it; give one of them")
    units = level or Level.PREFECTURE
    with _opened(a) as one, _opened(b) as other:
        if as_csv:
            table = compare_frame(one, other, units, year)
            print_data(str(table.to_csv(lineterminator="\n")).removesuffix("\n"))
            return
        rows = list(compared(one, other, units, year))
    for row in rows:
        if as_json:
            print_json(row.as_record())
        elif row.both.rank:
            print_data(str(row))
    warn(summary(rows))


@contextmanager
def _opened(version: str) -> Iterator[Rollout]:
    """Load a version: the folder as it is, or as git has it at a revision."""
    folder, revision = _parted(version)
    if revision is None:
        yield _rollout(Path(version))
        return
    with tempfile.TemporaryDirectory() as copy:
        for name in _FILES:
            content = _at_revision(folder, revision, name)
            if content is not None:
                (Path(copy) / name).write_bytes(content)
        try:
            yield _rollout(Path(copy))
        except DataError as error:
            raise DataError(
                replace(each, file=f"{version}/{Path(each.file).name}") for each in error.problems
            ) from None


def _parted(version: str) -> tuple[Path, str | None]:
    """Return the folder and the revision; a folder may have an @ in its name, a revision too."""
    if Path(version).is_dir() or "@" not in version:
        return Path(version), None
    places = [at for at, character in enumerate(version) if character == "@"]
    fitting = (at for at in places if Path(version[:at] or ".").is_dir())
    at = next(fitting, places[-1])
    return Path(version[:at] or "."), version[at + 1 :]


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
    if not revision or revision.startswith("-") or "\0" in revision:
        raise StoreError(f"{folder}@{revision}: this is not a revision of git; check its name")
    # Plumbing: unlike `git show` it runs no filter that the repository may name. What a partial
    # clone lacks is not fetched, since a repository may name any command as its remote.
    quiet = {"GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none", "GIT_TERMINAL_PROMPT": "0"}
    command = ["git", "-C", str(folder), "cat-file", "blob", f"{revision}:./{name}"]
    try:
        ran = subprocess.run(  # noqa: S603 (git, without a shell)
            command,
            capture_output=True,
            check=False,
            stdin=subprocess.DEVNULL,
            env={**os.environ, **quiet},
        )
    except OSError as error:
        raise StoreError(f"git cannot be run: {error.strerror}; give two folders") from None
    if ran.returncode == 0:
        return ran.stdout
    if name in _NEEDED:
        said = ran.stderr.decode(errors="replace").strip().splitlines()
        why = said[-1] if said else "git gave no reason"
        raise StoreError(f"{folder}@{revision}: git has no {name} there ({why}); check both names")
    return None
