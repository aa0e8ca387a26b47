"""Statements of a list and its project, by what they are about: when, where, and what they tell."""

from __future__ import annotations

from array import array
from functools import lru_cache
from heapq import merge
from typing import TYPE_CHECKING, NamedTuple

from ...dates import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_FEW = 16
"""Statements about one thing that are looked through, whatever else they tell."""


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


class DatedRows:
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

    def tells_apart(self, key: int, tells: int) -> bool:
        """Whether what a row tells is another thing than all that was said of the same."""
        if key not in self._first:
            return True
        if not tells:
            return False
        if key in self._told:
            return self._told[key].keys().isdisjoint((0, tells))
        numbers = (self._first[key], *self._more.get(key, ()))
        return all(self._tells[number] not in {0, tells} for number in numbers)

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


def follow_each_other(first: tuple[str, str], second: tuple[str, str]) -> bool:
    """Whether one of two stretches, each (start, end) in EDTF, has ended when the other begins."""
    return _is_over(first[1], second[0]) or _is_over(second[1], first[0])


def _is_over(end: str, start: str) -> bool:
    return bool(end and start) and _date(end).is_over_by(_date(start))


_date = lru_cache(maxsize=100_000)(parse)
"""Reads each date once: rows about one place are compared in pairs."""
