"""What a project and the file itself say already: to tell a repeated row from a new one."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from ...errors import DataError, Problem
from ...model import Presence
from ...store.schema import own_columns, tells
from ..resolve.entry import Resolved
from .dated_rows import DatedRow, DatedRows
from .site_keys import number_for, site_key, tellings_of_sites

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from ...tables.table import Table
    from ..resolve.entry import Entry
    from ..resolve.place import PlaceResolver
    from ..resolve.resolver import Resolver

COMPARED_LIMIT = 5_000_000
"""Pairs of rows about one thing that are compared; as many take some ten seconds."""


class StatementIndex:
    """The statements met so far, by source, unit, extent and site.

    A row that says the same of the same with the same dates is a duplicate; with other dates, the
    same source contradicts itself.

    Parameters
    ----------
    table
        The project's locations.csv.
    file
        Name of the list that is imported.
    columns
        Those of the project, with what the list adds.
    """

    def __init__(
        self, names: PlaceResolver, table: Table, file: str, columns: Sequence[str]
    ) -> None:
        self._names = names
        self._files = (table.file, file)
        self._table = table
        self._said = DatedRows()
        self.says_no = False
        self.added = 0
        """How often statements were added."""
        self._own = own_columns(columns)
        self.ids: dict[str, int] = {}
        """The line each id stands on, as in `DatedRow.line`."""
        for line, row in table.records():
            self.ids[row["id"].strip()] = line
            dates = row["start"].strip(), row.get("end", "").strip()
            self.add(self.key(row), DatedRow(*dates, line, self.telling(row)), line)

    def add(self, key: int, said: DatedRow, at: int) -> None:
        """Add a statement about what `key` stands for.

        Parameters
        ----------
        at
            Where it is written, as in `DatedRow.at`.
        """
        self.added += 1
        self._said.add(key, said, at)

    def are_new(self, keys: Sequence[int]) -> bool:
        """Whether nothing was said of what the keys stand for, and no two of them are alike."""
        return self._said.are_new(keys)

    def add_new(
        self, keys: Sequence[int], dates: Iterable[tuple[str, str]], tells: Iterable[int], at: int
    ) -> None:
        """Add statements of which `are_new` is true.

        Parameters
        ----------
        dates, tells
            Start and end of each, and what `telling` says of it.
        at
            Where the first is written, as in `DatedRow.at`; the next stands at one less.
        """
        self.added += 1
        self._said.add_new(keys, dates, tells, at)

    def dated(self, row: Mapping[str, str], *, is_decided: bool = False) -> DatedRow:
        """Return what a row says beside what it is about; where it stands is not known yet."""
        return DatedRow(row["start"], row["end"], 0, self.telling(row), is_decided)

    def __contains__(self, key: int) -> bool:
        return key in self._said

    def count(self, key: int) -> int:
        """Return how many statements there are about what `key` stands for."""
        return self._said.count(key)

    def repeated(self, key: int, row: DatedRow) -> DatedRow | None:
        """Return a statement that says the same with the same dates."""
        return next(
            (
                said
                for said in self._of(key, row)
                if (said.start, said.end) == (row.start, row.end)
                and not (said.tells and row.tells and said.tells != row.tells)
            ),
            None,
        )

    def contradicted(self, key: int, row: DatedRow) -> list[DatedRow]:
        """Return the statements with other dates from which nothing tells the row apart."""
        return [
            said
            for said in (() if row.is_decided else self._of(key, row))
            if (said.start, said.end) != (row.start, row.end) and not row.is_apart(said)
        ]

    def _of(self, key: int, row: DatedRow) -> Iterator[DatedRow]:
        """Yield the statements about the same that a row may repeat or contradict.

        Raises
        ------
        DataError
            If more than `COMPARED_LIMIT` were compared: their number grows with its square.
        """
        if self._said.compared > COMPARED_LIMIT:
            message = "too many of its rows speak of the same places at other times"
            hint = "import one row for each place, and count what happened there with tally"
            raise DataError([Problem("list-too-long", message, hint, self._files[1])])
        return self._said.of(key, row.tells)

    def denied(self, row: Mapping[str, str], dated: DatedRow) -> list[DatedRow]:
        """Return the statements that say no where the row says yes, or yes to its no, alike dated.

        Where the dates differ, a programme may have ended or begun in between.
        """
        if not self.says_no:
            return []
        other = "" if row.get("status") == Presence.OUT else Presence.OUT.value
        return [
            said
            for said in self._of(self.key({**row, "status": other}), dated)
            if (said.start, said.end) == (dated.start, dated.end) and not dated.is_apart(said)
        ]

    def is_apart(self, key: int, dated: DatedRow, row: Mapping[str, str], site: str) -> bool:
        """Whether a row surely neither repeats nor contradicts a statement.

        Parameters
        ----------
        key, site
            What `key_of` says of it, and what it was given.
        """
        if not self._said.tells_apart(key, dated.tells):
            return False
        if not self.says_no:
            return True
        other = "" if row["status"] == Presence.OUT else Presence.OUT.value
        return self.key_of({**row, "status": other}, site) not in self._said

    def tellings(self, rows: Sequence[Mapping[str, str]]) -> list[int]:
        """Return what `telling` says of each of many rows."""
        if self._own:
            return [*map(self.telling, rows)]
        told = ("locator", "statement")
        return tellings_of_sites({name: [row.get(name, "") for row in rows] for name in told})

    def telling(self, row: Mapping[str, str]) -> int:
        """Return a number for what tells a row from others of its place; 0: nothing does."""
        return number_for(tells(row, self._own))

    def decided(self, entry: Entry, resolver: Resolver) -> DatedRow | None:
        """Return what the project says of a place printed alike, by the same source, alike dated.

        Where a name is a question, only such a row shows that somebody answered it before; a row
        under another name that happens to be about a candidate does not.
        """
        for said, adcode in self._printed.get((entry.source, entry.place, entry.within), ()):
            decided = replace(entry, adcode=adcode, level="", decision="decided before")
            found = resolver.resolve(decided)
            if isinstance(found, Resolved):
                dates = found.row["start"], found.row["end"]
                if dates == (said.start, said.end):
                    return said
        return None

    @cached_property
    def _printed(self) -> dict[tuple[str, str, str], list[tuple[DatedRow, str]]]:
        printed: dict[tuple[str, str, str], list[tuple[DatedRow, str]]] = {}
        for line, row in self._table.records():
            place, within = row["place"].strip(), row.get("within", "").strip()
            said = DatedRow(row["start"].strip(), row.get("end", "").strip(), line)
            rows = printed.setdefault((row["source"].strip(), place, within), [])
            rows.append((said, row["adcode"].strip()))
        return printed

    def where(self, said: DatedRow, line_of: Callable[[int], int]) -> str:
        """Return file and line of a statement; `line_of` gives the line of a ready row."""
        project, file = self._files
        return f"{project}:{said.at}" if said.at > 0 else f"{file}:{line_of(-1 - said.at)}"

    def key(self, row: Mapping[str, str]) -> int:
        """Return what stands for source, unit, extent and site of a row."""
        place = row["place"].strip()
        is_site = bool(row.get("lon") and row.get("lat")) or not self.names_unit(row, place)
        return self.key_of(row, place if is_site else "")

    def key_of(self, row: Mapping[str, str], site: str) -> int:
        """Return the same, where the name of the site is known; blank for the unit itself."""
        extent = row.get("extent", "").strip() or "unit"
        if row.get("status", "").strip() == Presence.OUT:
            extent += " out"  # a no is another statement than a yes
            self.says_no = True
        adcode, lon, lat = row["adcode"].strip(), row.get("lon", ""), row.get("lat", "")
        return site_key(row["source"].strip(), adcode, extent, site, lon, lat)

    def names_alone(self, row: Mapping[str, str]) -> bool:
        """Whether the name of a row, within its parent, leads to the units of its code alone."""
        match = self._names.names.match(row["place"], row["within"])
        return {unit.adcode for unit in match.units} <= set(row["adcode"].split("|"))

    def names_unit(self, row: Mapping[str, str], place: str) -> bool:
        """Whether the place is a name of one of the row's units, in whatever script."""
        match = self._names.names.match(place, row.get("within", "").strip())
        named = {unit.adcode for unit in match.units}
        return bool(named & set(row["adcode"].strip().split("|")))
