"""What a project and the file itself say already: to tell a repeated row from a new one."""

from __future__ import annotations

from array import array
from functools import cached_property, lru_cache
from heapq import merge
from typing import TYPE_CHECKING, NamedTuple

from ...dates import parse
from ...errors import DataError, Problem
from ...model import Presence
from ...store.schema import own_columns, tells
from .site_keys import number_for, site_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from ...store import Table
    from ..resolve.entry import Entry
    from ..resolve.place import PlaceResolver

_FEW = 16
"""Statements about one thing that are looked through, whatever else they tell."""
COMPARED_LIMIT = 5_000_000
"""Pairs of rows about one thing that are compared; as many take some ten seconds."""


class DatedRow(NamedTuple):
    """One statement that stands already: when, where it is written, and what else it says."""

    start: str
    end: str
    at: int
    """Line in the project's file; negative: -1 minus its number among the rows that are ready."""
    tells: int = 0
    """Stands for what tells it from others of its place; 0: nothing does."""
    is_decided: bool = False
    """Whether somebody gave a reason for it."""

    def is_apart(self, other: DatedRow) -> bool:
        """Whether two statements of one place are both meant: see `geo.store.schema`."""
        told = self.tells and other.tells and self.tells != other.tells
        return bool(told or self.is_decided or other.is_decided) or follow_each_other(
            (self.start, self.end), (other.start, other.end)
        )


class _DatedRows:
    """Statements by what they are about, in columns: of a million, each is about another thing."""

    def __init__(self) -> None:
        self._first: dict[int, int] = {}
        """The number of the first statement about a thing."""
        self._more: dict[int, list[int]] = {}
        self._told: dict[int, dict[int, list[int]]] = {}
        """Those about a thing of which there are many, by what they tell."""
        self.compared = 0
        """How many statements `of` has yielded."""
        self._dates: list[tuple[str, str]] = []
        self._known: dict[tuple[str, str], tuple[str, str]] = {}
        self._at = array("q")
        self._tells = array("q")
        self._decided = bytearray()

    def __contains__(self, key: int) -> bool:
        return key in self._first

    def count(self, key: int) -> int:
        """Return how many statements there are about what `key` stands for."""
        return 1 + len(self._more.get(key, ())) if key in self._first else 0

    def add(self, key: int, said: DatedRow, at: int) -> None:
        """Add a statement about what `key` stands for, which stands `at`."""
        number = len(self._at)
        if self._first.setdefault(key, number) != number:
            self._more.setdefault(key, []).append(number)
            self._sort(key, number, said.tells)
        dates = said.start, said.end
        self._dates.append(self._known.setdefault(dates, dates))
        self._at.append(at)
        self._tells.append(said.tells)
        self._decided.append(said.is_decided)

    def are_new(self, keys: Sequence[int]) -> bool:
        """Whether nothing was said of what the keys stand for, and no two of them are alike."""
        return len(set(keys)) == len(keys) and self._first.keys().isdisjoint(keys)

    def add_new(
        self, keys: Sequence[int], dates: Iterable[tuple[str, str]], tells: Iterable[int], at: int
    ) -> None:
        """Add statements about new things; the first stands `at`, the next at one less."""
        self._first.update(zip(keys, range(len(self._at), len(self._at) + len(keys)), strict=True))
        self._dates.extend([self._known.setdefault(each, each) for each in dates])
        self._at.extend(range(at, at - len(keys), -1))
        self._tells.extend(tells)
        self._decided.extend(bytes(len(keys)))

    def _sort(self, key: int, number: int, tells: int) -> None:
        """Keep a statement by what it tells, where there are many about the same thing."""
        if key in self._told:
            self._told[key].setdefault(tells, []).append(number)
        elif len(self._more[key]) == _FEW:
            told = self._told[key] = {}
            for each in (self._first[key], *self._more[key][:-1]):
                told.setdefault(self._tells[each], []).append(each)
            told.setdefault(tells, []).append(number)

    def of(self, key: int, tells: int) -> Iterator[DatedRow]:
        """Yield what was said of what `key` stands for, in the order it was added.

        What tells something else than `tells` says may be left out: it is another statement.
        """
        if key not in self._first:
            return
        numbers: Iterable[int] = (self._first[key], *self._more.get(key, ()))
        if tells and key in self._told:
            told = self._told[key]
            numbers = merge(told.get(0, ()), told.get(tells, ()))
        for number in numbers:
            start, end = self._dates[number]
            at, its = self._at[number], self._tells[number]
            self.compared += 1
            yield DatedRow(start, end, at, its, bool(self._decided[number]))


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
        self._said = _DatedRows()
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

    def telling(self, row: Mapping[str, str]) -> int:
        """Return a number for what tells a row from others of its place; 0: nothing does."""
        return number_for(tells(row, self._own))

    def decided(self, entry: Entry) -> list[tuple[DatedRow, str]]:
        """Return what the project says of a place printed alike, by the same source, with its code.

        Where a name is a question, only such a row shows that somebody answered it before; a row
        under another name that happens to be about a candidate does not.
        """
        return self._printed.get((entry.source, entry.place, entry.within), [])

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
        lon, lat = row.get("lon", ""), row.get("lat", "")
        is_site = bool(lon and lat) or not self._names_unit(row, place)
        extent = row.get("extent", "").strip() or "unit"
        if row.get("status", "").strip() == Presence.OUT:
            extent += " out"  # a no is another statement than a yes
            self.says_no = True
        adcode = row["adcode"].strip()
        return site_key(row["source"].strip(), adcode, extent, place if is_site else "", lon, lat)

    def names_alone(self, row: Mapping[str, str]) -> bool:
        """Whether the name of a row, within its parent, leads to the units of its code alone."""
        match = self._names.names.match(row["place"], row["within"])
        return {unit.adcode for unit in match.units} <= set(row["adcode"].split("|"))

    def _names_unit(self, row: Mapping[str, str], place: str) -> bool:
        """Whether the place is a name of one of the row's units, in whatever script."""
        match = self._names.names.match(place, row.get("within", "").strip())
        named = {unit.adcode for unit in match.units}
        return bool(named & set(row["adcode"].strip().split("|")))


def follow_each_other(first: tuple[str, str], second: tuple[str, str]) -> bool:
    """Whether one of two stretches, each (start, end) in EDTF, has ended when the other begins."""
    return _is_over(first[1], second[0]) or _is_over(second[1], first[0])


def _is_over(end: str, start: str) -> bool:
    return bool(end and start) and _date(end).is_over_by(_date(start))


_date = lru_cache(maxsize=100_000)(parse)
"""Reads each date once: rows about one place are compared in pairs."""
