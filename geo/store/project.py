"""A project: the folder that holds one programme's data, found and read."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import DataError, StoreError
from ..paths import DATA
from ..tables.grid import errors_in
from ..tables.table import Stream, read_table, stream_table
from ..text.escape import shell_argument
from .schema import (
    ALIAS_COLUMNS,
    ALIAS_REQUIRED,
    ALIASES,
    FOLDER,
    LOCATION_COLUMNS,
    LOCATION_REQUIRED,
    LOCATIONS,
    LOCATIONS_MOST,
    PACKAGE,
    ROWS_BESIDE,
    SOURCE_COLUMNS,
    SOURCE_REQUIRED,
    SOURCES,
    read_description,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ..errors import Problem
    from ..gazetteer import Gazetteer
    from ..model import Level, Source, Statement
    from ..tables.table import Table

_MARKS = (PACKAGE, FOLDER, LOCATIONS, SOURCES)
"""What tells that a folder is a project: one of the first two, or both tables."""
_TRIES = 20
"""How often two tables are read that writers keep replacing."""


@dataclass(frozen=True, slots=True)
class Programme:
    """What a project says: its statements, in the order of their rows, and their sources by id."""

    title: str
    statements: Sequence[Statement]
    sources: Mapping[str, Source]
    folder: Path
    level: Level | None = None
    """The level the programme is told at, where `pilotmap init --level` said so: it settles a
    name that fits one unit of this level and others of other levels."""
    title_zh: str = ""
    """The title in Chinese, where datapackage.json has one."""


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with `datapackage.json`, `locations.csv`, `sources.csv`, maybe `aliases.csv`."""

    folder: Path
    read_only: bool = False
    """True for the packaged example, when nobody asked for it: no command writes there."""

    @property
    def locations(self) -> Path:
        """The table of statements."""
        return self.folder / LOCATIONS

    @property
    def sources(self) -> Path:
        """The table of sources."""
        return self.folder / SOURCES

    @property
    def aliases(self) -> Path:
        """The table of names the user adds to the gazetteer; it may be missing."""
        return self.folder / ALIASES

    @property
    def package(self) -> Path:
        """The description of the data for other tools, and the project's title."""
        return self.folder / PACKAGE

    def refuse_read_only(self) -> None:
        """Refuse to write the packaged example, before anybody is asked anything.

        Raises
        ------
        StoreError
            If the project is the packaged example, and nobody asked for it.
        """
        if self.read_only:
            hint = "make a project of your own with `pilotmap init DIR`, and work in it"
            why = "no project stands here, and the packaged example is not written to"
            raise StoreError(f"{why}; {hint}")

    def written_folders(self) -> set[Path]:
        """Return the folders in which a change replaces files; a table may be a link elsewhere.

        Raises
        ------
        StoreError
            If links lead in a circle, or into another project: its journal and its lock would not
            know of the change.
        """
        home, files = self.folder.resolve(), (self.sources, self.locations)
        try:
            folders = {home, *(file.resolve().parent for file in files)}
        except (OSError, RuntimeError) as error:  # links that lead in a circle
            raise StoreError(f"{self.folder}: {error}; nothing was written") from None
        for folder in sorted(folders - {home}):
            names = {name for name in _MARKS if os.path.lexists(folder / name)}
            if names & {PACKAGE, FOLDER} or names >= {LOCATIONS, SOURCES}:
                why = f"a table here is a link into another project, {folder}; nothing was changed"
                there = f"work there with `--data {shell_argument(folder)}`"
                raise StoreError(f"{self.folder}: {why}; {there}, or put a copy in its place")
        return folders

    def load(self, progress: Callable[[int], None] | None = None) -> Programme:
        """Read the whole project; one without a single statement is a programme too.

        Parameters
        ----------
        progress
            Is told now and then how many rows of locations.csv have been read.

        Raises
        ------
        DataError
            With all problems of all files, if one of them is an error.
        """
        programme, problems = self.examine(progress)
        if errors_in(problems):
            raise DataError(errors_in(problems))
        return programme

    def examine(
        self, progress: Callable[[int], None] | None = None
    ) -> tuple[Programme, tuple[Problem, ...]]:
        """Read what is sound, and return it with every problem, warnings included.

        The two tables are read as of one moment: if a writer replaces one meanwhile, both are
        read again.
        """
        for _ in range(_TRIES):
            moment = self._moment()
            locations = self.stream_locations()
            sources = self.read_sources()
            if moment == self._moment():
                break
        return self.assemble(sources, locations, progress)

    def _moment(self) -> list[tuple[int, int, int]]:
        """Return what changes whenever one of the tables is replaced or written."""
        states = []
        for path in (self.sources, self.locations):
            with suppress(OSError):
                state = path.stat()
                states.append((state.st_ino, state.st_mtime_ns, state.st_size))
        return states

    def assemble(
        self,
        sources_table: Table,
        locations: Table | Stream,
        progress: Callable[[int], None] | None = None,
    ) -> tuple[Programme, tuple[Problem, ...]]:
        """Return the programme that two tables make, and every problem of the project.

        Parameters
        ----------
        sources_table, locations
            The tables, or what gives their rows.
        progress
            Is told now and then how many rows of locations.csv have been read.
        """
        from . import columns, parse  # which take long to import, and many commands read no rows

        is_unit = _unit_test()
        title, title_zh, level, package_problems = read_description(
            self.package, shown(self.package)
        )
        source_rows = sources_table.stream()
        sources = {source.id: source for source in parse.parse_sources(source_rows, is_unit)}
        rows = locations if isinstance(locations, Stream) else locations.stream()
        named = parse.source_ids(sources_table)
        statements = columns.read_statements(rows, named, is_unit, progress)
        programme = Programme(title, statements, sources, self.folder, level, title_zh)
        return programme, (*package_problems, *source_rows.problems.all(), *rows.problems.all())

    def validate(self, sources_table: Table, locations: Stream) -> None:
        """Read two tables as a programme and keep nothing of it.

        Raises
        ------
        DataError
            With every problem, if one of them is an error.
        """
        from . import columns, parse  # as above

        is_unit = _unit_test()
        source_rows = sources_table.stream()
        list(parse.parse_sources(source_rows, is_unit))
        columns.read_statements(locations, parse.source_ids(sources_table), is_unit)
        problems = errors_in((*source_rows.problems.all(), *locations.problems.all()))
        if problems:
            raise DataError(problems)

    def gazetteer(self) -> Gazetteer:
        """Return the gazetteer with the names that aliases.csv adds.

        Raises
        ------
        DataError
            If aliases.csv is there and cannot be read.
        """
        from .. import gazetteer
        from ..gazetteer.aliases import Alias

        if not os.path.lexists(self.aliases):
            return gazetteer.load()
        table = read_table(
            self.aliases,
            file=shown(self.aliases),
            required=ALIAS_REQUIRED,
            known=ALIAS_COLUMNS,
            most=ROWS_BESIDE,
        ).checked()
        aliases = [Alias.from_row(row, line) for line, row in table.records()]
        return gazetteer.load().with_aliases(aliases)

    def read_locations(self) -> Table:
        """Read locations.csv as a table, its problems inside."""
        return read_table(
            self.locations,
            file=shown(self.locations),
            required=LOCATION_REQUIRED,
            known=LOCATION_COLUMNS,
            most=LOCATIONS_MOST,
            hold=False,
        )

    def stream_locations(self) -> Stream:
        """Read locations.csv row by row, without keeping the rows."""
        return stream_table(
            self.locations,
            file=shown(self.locations),
            required=LOCATION_REQUIRED,
            known=LOCATION_COLUMNS,
            most=LOCATIONS_MOST,
        )

    def read_sources(self) -> Table:
        """Read sources.csv as a table, its problems inside."""
        return read_table(
            self.sources,
            file=shown(self.sources),
            required=SOURCE_REQUIRED,
            known=SOURCE_COLUMNS,
            most=ROWS_BESIDE,
        )


def find_project(option: Path | None = None) -> Project:
    """Return the project a command works on.

    It is the folder given as `--data`; else the folder one stands in, or `data` in it, if that
    has a `datapackage.json`; else the packaged example, which is not written. Tables without a
    `datapackage.json` are not passed over in silence.

    Parameters
    ----------
    option
        The value of `--data`; None if it was not given.

    Raises
    ------
    StoreError
        If the given folder is none, or holds no project; if there are tables where one stands, but
        no `datapackage.json` beside them; if the folder one stands in may not be looked into.
    """
    if option is not None:
        return Project(_checked_folder(option))
    here = Path.cwd()
    for folder in (here, here / "data"):
        there = [name for name in (PACKAGE, LOCATIONS, SOURCES) if _is_there(folder / name)]
        if PACKAGE in there:  # what is wrong with it, reading it will say
            return Project(folder)
        if there:
            raise StoreError(_no_package(folder, there[0]))
    return Project(DATA, read_only=True)


def _is_there(path: Path) -> bool:
    """Tell whether a name is in its folder, be it a broken link.

    A folder that may not be looked into is not an empty one: the example would be taken for it.
    """
    try:
        path.lstat()
    except PermissionError:
        folder = shown(path.parent)
        hint = f"allow it with `chmod u+rx {shell_argument(folder)}`, or give a project as --data"
        raise StoreError(f"{folder}: no permission to look into the folder; {hint}") from None
    except OSError:
        return False
    return True


def _no_package(folder: Path, table: str) -> str:
    place = shown(folder)
    why = f"is missing beside {table}, so the folder is not taken for a project"
    hint = f"put it back, or work there as it is with `--data {shell_argument(place)}`"
    return f"{shown(folder / PACKAGE)} {why}; {hint}"


def shown(path: Path) -> str:
    """Return a path as messages show it: from the folder one stands in, where it lies below."""
    try:
        return str(Path(os.path.abspath(path)).relative_to(Path.cwd()))  # noqa: PTH100 (resolve() would follow links)
    except (ValueError, OSError):
        return str(path)


def _checked_folder(option: Path) -> Path:
    try:
        if not option.is_dir():
            what = "is a file, not a folder" if option.exists() else "does not exist"
            hint = "give the folder that holds locations.csv, or make one with `pilotmap init`"
            raise StoreError(f"--data {option}: {what}; {hint}")
        if not any((option / name).exists() for name in (PACKAGE, LOCATIONS)):
            hint = f"make one with `pilotmap init {shell_argument(option)}`"
            raise StoreError(f"--data {option}: the folder holds no project; {hint}")
    except (OSError, ValueError) as error:
        if isinstance(error, StoreError):
            raise
        raise StoreError(f"--data {option}: {error}") from None
    return option


def _unit_test() -> Callable[[str], bool]:
    from ..gazetteer import load

    return lambda adcode: load().get(adcode) is not None
