"""Changing a project: lock, read, change, write beside, replace; or nothing at all.

Every change is one transaction over both tables, and over `datapackage.json` where a table gets a
column. What a killed writer left is put right by the
next one, under the lock: content beside the files is removed, and a change of which
only some files were replaced is taken back.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from itertools import chain
from math import inf
from typing import TYPE_CHECKING

from ..errors import DataError, StoreError
from ..tables.encoding import encode
from ..tables.grid import errors_in
from ..tables.table import parse_table, stream_text, too_long
from .create import with_columns
from .draft import Draft, line_ending
from .journal import Growing, Journal, JournalEntry, difference
from .lock import PATIENCE_S, locked
from .project import shown
from .replace import StagedFile, prepare, temp_path
from .schema import (
    LOCATION_COLUMNS,
    LOCATION_REQUIRED,
    LOCATIONS,
    LOCATIONS_MOST,
    PACKAGE,
    SOURCE_COLUMNS,
    SOURCE_REQUIRED,
    SOURCES,
    read_description,
)
from .unfinished import take_back_unfinished

STANDING: list[JournalEntry] = []
"""What this process has changed so far: a command that a signal ends says so."""

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from ..errors import Problem
    from ..tables.table import Table
    from .project import Programme, Project


class Writing:
    """A project held for one change; get it from `writing`.

    `locations` and `sources` take the changes; `commit` makes them, once.
    """

    programme: Programme
    """What the project says at this moment; not read where rows are only appended."""

    def __init__(
        self, project: Project, mends: Collection[str] = (), *, appends: bool = False
    ) -> None:
        locations, sources = project.read_locations(), project.read_sources()
        if appends:  # what is wrong with the rows is found when all of them are read, with the new
            *_, problems = read_description(project.package, shown(project.package))
        else:
            self.programme, problems = project.assemble(sources, locations)
        _refuse_all_but(mends, errors_in(problems))
        self._mends = mends
        self.locations = Draft(locations)
        self.sources = Draft(sources)
        self._project = project

    def commit(self, command: str, summary: str, *, reason: str = "") -> None:
        """Write every change and note it in the journal.

        Parameters
        ----------
        command, summary
            What was done, for the journal: `add`, `added longnan-2020`.
        reason
            Why, where a person gave one.

        Raises
        ------
        DataError
            If the changed tables would not load. Nothing is changed.
        StoreError
            If they cannot be written. Nothing is changed.
        """
        # Sources first: a source that nothing names yet is valid, a row without its source is not.
        drafts = {SOURCES: self.sources, LOCATIONS: self.locations}
        texts = {name: draft.text() for name, draft in drafts.items() if draft.changed}
        changed = {name: text for name, text in texts.items() if text != drafts[name].table.text}
        if not changed:
            return
        tables = {SOURCES: self.sources.table, LOCATIONS: self.locations.table}
        validate(self._project, changed, tables, self._mends)
        contents: dict[str, bytes | Growing] = {
            name: encode(text) for name, text in changed.items()
        }
        added = {name: drafts[name].added for name in changed}
        package = with_columns(self._project.package, added)
        self._replace(contents, command, summary, reason, package)

    def commit_rows(
        self, contents: Iterable[bytes], count: int, command: str, summary: str
    ) -> None:
        """Append rows to locations.csv that are known to be sound, and note it in the journal.

        For lists so long that reading the whole table once more would take minutes and gigabytes.

        Parameters
        ----------
        contents
            Whole rows as UTF-8, in the table's columns and with its line endings.
        count
            How many they are.

        Raises
        ------
        DataError
            If the table would have more rows than it may have. Nothing is changed.
        StoreError
            If they cannot be written. Nothing is changed.
        """
        table = self.locations.table
        if len(table.rows) + count > LOCATIONS_MOST:
            raise DataError([too_long(LOCATIONS_MOST, table.file)])
        before = encode(self.locations.table.text)
        ended = before.endswith((b"\n", b"\r"))
        ending = b"" if ended else line_ending(self.locations.table.text).encode()
        grown = Growing(before, chain((ending,), contents))
        self._replace({LOCATIONS: grown}, command, summary)

    def _replace(
        self,
        contents: dict[str, bytes | Growing],
        command: str,
        summary: str,
        reason: str = "",
        package: tuple[bytes, bytes] | None = None,
    ) -> None:
        drafts = {SOURCES: self.sources, LOCATIONS: self.locations}
        before = {name: encode(drafts[name].table.text) for name in contents}
        folder = self._project.folder
        if package is not None:
            before[PACKAGE], contents[PACKAGE] = package
        replace_files(folder, before, contents, command=command, summary=summary, reason=reason)


def validate(
    project: Project,
    changed: Mapping[str, str],
    tables: Mapping[str, Table] | None = None,
    mends: Collection[str] = (),
) -> None:
    """Refuse texts that would not load as a project.

    Parameters
    ----------
    changed
        The text of each table that becomes another.
    tables
        The tables as they stand, by name, where they were read already.
    mends
        Rules that may be broken before and after; see `writing`.

    Raises
    ------
    DataError
        With every problem, if one of them is an error.
    """
    now = tables or {}
    sources = now.get(SOURCES) or project.read_sources()
    if SOURCES in changed:
        sources = parse_table(
            changed[SOURCES], file=sources.file, required=SOURCE_REQUIRED, known=SOURCE_COLUMNS
        )
    locations = now.get(LOCATIONS) or project.read_locations()
    rows = (
        stream_text(
            changed[LOCATIONS],
            file=locations.file,
            required=LOCATION_REQUIRED,
            known=LOCATION_COLUMNS,
            most=LOCATIONS_MOST,
        )
        if LOCATIONS in changed
        else locations.stream()
    )
    try:
        project.validate(sources, rows)
    except DataError as error:
        _refuse_all_but(mends, error.problems)


def _refuse_all_but(mends: Collection[str], errors: Iterable[Problem]) -> None:
    refused = [problem for problem in errors if problem.rule not in mends]
    if refused:
        raise DataError(refused)


@contextmanager
def writing(
    project: Project,
    *,
    mends: Collection[str] = (),
    appends: bool = False,
    patience_s: float = PATIENCE_S,
) -> Iterator[Writing]:
    """Hold a project for one change; others wait until it is made or given up.

    Parameters
    ----------
    mends
        Rules of errors that the change is how to mend, maybe not all at once: a source is added
        although rows name it already, or another that is missing.
    appends
        Whether rows are appended and nothing else is: then they are read once, by `commit`.

    Raises
    ------
    DataError
        If the project as it stands has errors: they are mended first, nothing is written over.
    StoreError
        If the project is the packaged example, or cannot be locked.
    """
    with holding(project, patience_s=patience_s):
        yield Writing(project, mends, appends=appends)


@contextmanager
def holding(project: Project, *, patience_s: float = PATIENCE_S) -> Iterator[None]:
    """Hold the lock of a project, with what killed writers left put right."""
    project.refuse_read_only()
    with locked(project.written_folders(), patience_s=patience_s):
        for file in (project.sources, project.locations, project.package):
            with suppress(OSError):
                temp_path(file).unlink(missing_ok=True)
        take_back_unfinished(project.folder, Journal(project.folder))
        yield


def replace_files(
    folder: Path,
    before: Mapping[str, bytes],
    after: Mapping[str, bytes | Growing],
    *,
    command: str,
    summary: str,
    reason: str = "",
    undoes: int | None = None,
    kept_bytes: float = inf,
) -> None:
    """Write the new contents, in order, and note the change in the journal.

    All is made durable beside the files first; then the journal knows what is coming; then only
    renames are left to do.

    Parameters
    ----------
    before, after
        Whole files by name, as they stand and as they shall be.
    command, summary, reason, undoes
        For the journal.
    kept_bytes
        The length from which on the journal does not keep what gives way in a file.

    Raises
    ------
    StoreError
        If they cannot be written. Nothing is changed, unless it says otherwise.
    """
    journal = Journal(folder)
    last = journal.last()
    number = last.number + 1 if last else 1
    entry = None
    staged: list[StagedFile] = []
    try:
        staged.extend(prepare(folder / name, content) for name, content in after.items())
        files = tuple(
            content.change(name)
            if isinstance(content, Growing)
            else difference(name, before[name], content, keep=len(before[name]) < kept_bytes)
            for name, content in after.items()
        )
        entry = JournalEntry(number, command, summary, files, reason, undoes)
        journal.append(entry)
        for new in staged:
            new.put_in_place()
        STANDING.append(entry)
        for new in staged:
            new.confirm()
    except BaseException as error:
        for new in staged:
            new.discard()
        if entry is not None:
            _give_up(journal, entry, folder, before, error)
        raise


def _give_up(
    journal: Journal,
    entry: JournalEntry,
    folder: Path,
    before: Mapping[str, bytes],
    error: BaseException,
) -> None:
    """Put back what was replaced already, unless all was: then the change stands.

    Raises
    ------
    StoreError
        If it cannot be put back now; the next writer does so.
    """
    try:
        if journal.last() == entry:
            take_back_unfinished(folder, journal, before)
            if journal.last() == entry and entry not in STANDING:
                STANDING.append(entry)
    except OSError:
        unchanged = all((folder / name).read_bytes() == stood for name, stood in before.items())
        if isinstance(error, StoreError) and not unchanged:
            told = str(error).replace("nothing was changed", "a part of it was written")
            hint = "the next command that writes here puts that right"
            raise StoreError(f"{told}; {hint}") from None
